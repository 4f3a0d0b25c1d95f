package collector

import (
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// TestTheStricterHistoryCounts: a number that one history recalled is recalled.
func TestTheStricterHistoryCounts(t *testing.T) {
	of := func(good ...int) (all []licence.Recalled) {
		for _, g := range good {
			all = stricter(all, licence.Recalled{Number: "12131170000142", Good: g})
		}
		return stricter(all, licence.Recalled{Number: "12131170000239", Good: 7})
	}
	for _, c := range []struct {
		said []int
		want int
	}{{[]int{0}, 0}, {[]int{0, 2}, 0}, {[]int{2, 0}, 0}, {[]int{2, 3}, 3}, {[]int{3, 2}, 3}, {[]int{2, 0, 3}, 0}} {
		want := []licence.Recalled{{Number: "12131170000142", Good: c.want}, {Number: "12131170000239", Good: 7}}
		if got := of(c.said...); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", c.said, got, want)
		}
	}
}

// TestADrawnCodeIsGoodForWhatCame: the key of a station that stood alone signed what
// came under the code that it drew, in one line however many licences it has.
func TestADrawnCodeIsGoodForWhatCame(t *testing.T) {
	c := newCity(t)
	d := c.desk(131)
	keys := func() licence.KeyList {
		t.Helper()
		a, err := c.Authority(t.Context(), "ningbo")
		c.must(err)
		text, err := c.Keys(t.Context(), "ningbo")
		c.must(err)
		l, err := licence.ParseKeyList([]byte(text), a.Root)
		c.must(err)
		return l
	}
	d.log, d.code = nil, 931
	d.add(registry.Opened, "", registry.OpenedBody{Scheme: "ningbo", Division: "330212", Station: 931, OwnRoot: true, Point: registry.Point{Kind: "community", Name: "样例社区"}, StartAt: 1, Epoch: 1}, nil)
	d.sendAll()
	if got := keys().Of("12", 931); len(got) != 0 {
		t.Errorf("nothing came under the code: %+v", got)
	}
	d.issue(person(0))
	d.epoch, d.serial = 3, 41
	d.issue(person(1))
	d.run++
	d.issue(person(2))
	d.run, d.serial = d.run-2, 11 // a higher run digit says nothing of the serial
	d.issue(person(3))
	d.code, d.epoch, d.serial = 131, 1, 0
	d.issue(person(4))
	if got := d.sendAll(); got.Refused != 0 || got.Passes != 5 {
		t.Fatalf("%+v", got)
	}
	c.must(c.Revoke(t.Context(), "ningbo", "12", 131, 1, 1))
	_, err := c.License(t.Context(), licence.Grant{Scheme: "ningbo", District: "12", Station: 132, Key: d.public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)})
	c.must(err)
	l := keys()
	if len(l.Keys) != 3 || l.Codes() != 3 {
		t.Fatalf("%+v", l.Keys)
	}
	k := l.Of("12", 931)[0]
	for _, n := range []struct {
		epoch, serial int
		want          bool
	}{{1, 1, true}, {3, 43, true}, {3, 44, false}, {4, 1, false}} {
		if k.Gave(n.epoch, n.serial) != n.want {
			t.Errorf("%+v: %d-%d is good: %v", k, n.epoch, n.serial, !n.want)
		}
	}
	if k.FirstEpoch != 1 || k.LastEpoch != 3 || !k.Key.Equal(d.public()) {
		t.Errorf("%+v", k)
	}
}
