package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
)

// A neighbour collects for somebody bedridden: named with relation and reason on
// the stub, in the record, and the proxy signs. Without a reason an officer must
// settle it; without a name it is no proxy.
func TestProxyIsNamedOnPaper(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, with(father, `"proxy":{"name":" 样例邻居","relation":"neighbour","reason":"卧病在床"}`), "ISSUE")
	papers, err := st.Papers(ctx, []registry.Number{v.Number})
	b.must(err)
	if got := papers[0].Proxy; got != "样例邻居（邻居），卧病在床" {
		t.Errorf("the stub says %q", got)
	}
	b.must(st.PrintedOut(ctx, []registry.Number{v.Number}, "out"))
	b.must(st.Sign(ctx, v.Number, "proxy"))
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if p := d.Applicant.Proxy; p == nil || p.Name != "样例邻居" || d.History[len(d.History)-1].Note != "proxy" {
		t.Errorf("the record says %+v, signed by %q", p, d.History[len(d.History)-1].Note)
	}
	asked := b.issue(st, with(mother, `"proxy":{"name":"样例邻居","relation":"neighbour"}`), "ASK_SUPERVISOR")
	if asked.Rule != "ningbo/proxy" || !strings.Contains(asked.Cite, "原则上由本人申领") {
		t.Errorf("without a reason: rule %s, %s", asked.Rule, asked.Cite)
	}
	for _, bad := range []string{`{"relation":"neighbour","reason":"x"}`, `{"name":"  ","reason":"x"}`, `{"name":"样","reason":"` + strings.Repeat("很", 61) + `"}`} {
		if v := b.issue(st, with(mother, `"proxy":`+bad), "INVALID"); v.Field != "proxy" {
			t.Errorf("%s: field %q", bad, v.Field)
		}
	}
	b.sound(st)
}
