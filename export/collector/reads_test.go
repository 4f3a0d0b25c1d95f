package collector

import (
	"fmt"
	"testing"

	"passdesk/registry"
)

// TestEveryRecordThatIsOpenedIsLogged: also where nothing came of it, and by verify.
func TestEveryRecordThatIsOpenedIsLogged(t *testing.T) {
	c := newCity(t)
	parent := person(3)
	child := func(n int) registry.Application {
		a := person(n)
		return registry.Application{Name: a.Name, Birth: fmt.Sprintf("2014-04-%02d", n), Sex: "F", Declared: true,
			Guardian: &registry.Guardian{Relation: "father", Name: parent.Name, Document: parent.Document}}
	}
	d, other := c.desk(131), c.desk(132)
	d.issue(child(1))
	other.issue(child(15)) // a sibling: they meet under the parent's number, and are two
	for _, d := range []*desk{d, other} {
		d.sendAll()
	}
	reads := func(why string) (n int) {
		c.must(c.pool.QueryRow(t.Context(), `SELECT count(*) FROM reads WHERE who='test' AND why=$1`, why).Scan(&n))
		return n
	}
	c.weigh()
	if n := reads("unique"); n != 2 || count(c, "clashes") != 0 {
		t.Errorf("%d reads and %d clashes of two siblings", n, count(c, "clashes"))
	}
	p, err := c.Verify(t.Context())
	c.must(err)
	if n := reads("verify"); n != 2 || len(p.Faults) > 0 {
		t.Errorf("verify left %d lines, %v", n, p.Faults)
	}
}
