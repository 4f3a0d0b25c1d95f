package main

import (
	"strings"
	"testing"
)

// TestAStickThatTakesNothing: that the stick cannot be written is said of the stick, and
// before a parcel is signed; with nothing new it need not take anything.
func TestAStickThatTakesNothing(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	before := p.events()
	for _, verb := range [][]string{{"bundle", "create", "--out", "/sys"}, {"sync", "/sys"}} {
		s := p.expect(exitFailed, "", verb...)
		if twoLanguages(t, s.err); !strings.Contains(s.err, "stick") || strings.Contains(s.err, "--dir") {
			t.Errorf("%v: %s", verb, s.err)
		}
	}
	if now := p.events(); now != before {
		t.Errorf("%v events, %v before", now, before)
	}
	if list := p.expect(exitDone, "", "bundle", "list").out; !strings.Contains(list, `"unsent"`) {
		t.Errorf("the outbox: %s", list)
	}
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", p.stick()).lines(t)[0]["file"].(string))
	p.expect(exitDone, "", "bundle", "open", b.put(p.stick(), m, b.receipt(m, m.To, m.Head)))
	p.expect(exitDone, "", "sync", "/sys")
}
