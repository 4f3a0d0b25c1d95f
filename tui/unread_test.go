package tui

import (
	"strings"
	"testing"

	"passdesk/registry/scheme"
)

// unreadable are texts that a kind of field cannot read, and readable is one it can.
var (
	unreadable = map[scheme.EntryKind][]string{
		scheme.DegreesEntry: {"99", "3", "x"}, scheme.CountEntry: {"-1", "1.5", "十天"}, scheme.DayEntry: {"0231", "1331", "20991231"},
		scheme.DaysEntry: {"0303~0301", "0301 x"}, scheme.TestsEntry: {"0218~ 0220-", "0220", "0231-"},
		scheme.StaysEntry: {"吾汉 0218", "武汉 0231"},
	}
	readable = map[scheme.EntryKind]string{scheme.DegreesEntry: "36.5", scheme.CountEntry: "3", scheme.DayEntry: "0301",
		scheme.DaysEntry: "0301~0303", scheme.TestsEntry: "0220-", scheme.StaysEntry: "浙江 0218"}
)

// typeOver writes a text into a field of the open F2 in the place of what stands
// there.
func (b *bench) typeOver(key, text string) {
	b.t.Helper()
	b.settled()
	s := b.desk.top().(*factsScreen).atField(key)
	for range len([]rune(s.form.Value(key))) {
		b.hand("backspace")
	}
	b.types(text)
	b.settled()
}

// For every kind of typed field in every scheme and for the day of a fact: over a text that
// cannot be read, also in the place of one that was, Enter issues nothing and opens
// the field, where the text stands as it was typed; emptied, it holds nothing up.
func TestUnreadableTextIsNeverIssuedOver(t *testing.T) {
	fields := 0
	for _, s := range scheme.All() {
		seen := map[scheme.EntryKind]bool{}
		for _, e := range s.Entries {
			if texts := unreadable[e.Kind]; texts != nil && !seen[e.Kind] {
				seen[e.Kind] = true
				fields++
				standsUnread(t, s, e.Name, readable[e.Kind], texts)
			}
		}
		standsUnread(t, s, onDay+s.Questions[0].Fact, "0301", unreadable[scheme.DayEntry])
	}
	if fields < 12 {
		t.Errorf("only %d fields", fields)
	}
}

func standsUnread(t *testing.T, s scheme.Scheme, key, read string, texts []string) {
	t.Helper()
	f := peopled()
	f.scheme = &s
	b := open(t, f, 80, 24)
	b.scan(oldID + "\r")
	b.settled()
	h := b.desk.stack[0].(*home)
	b.hand("f2")
	b.settled()
	if fact, dated := strings.CutPrefix(key, onDay); dated {
		toggle(&h.draft.facts.yes, fact)
		b.hand("esc", "f2")
	}
	for _, text := range texts {
		b.typeOver(key, read)
		b.hand("esc", "f2")
		b.typeOver(key, text)
		b.hand("esc")
		b.WaitFor("读不出来")
		b.WaitFor("待填")
		facts := string(h.draft.application(fakeDay).Facts["facts"])
		if d := h.draft; d.judged || d.facts.temp != 0 || len(d.facts.said) > 0 || len(d.facts.on) > 0 {
			t.Fatalf("%s %s: over %q stands %+v %s", s.Code, key, text, d.facts, facts)
		}
		b.hand("enter")
		b.settled()
		top, open := b.desk.top().(*factsScreen)
		if n := len(b.passes()) + len(b.f.refused); n != 0 || !open || top.form.Focus() != key || top.form.Value(key) != text {
			t.Fatalf("%s %s: %d decided over %q\n%s", s.Code, key, n, text, b.Text())
		}
	}
	b.typeOver(key, "")
	b.hand("esc")
	b.settled()
	if _, open := h.draft.gap(); open || !h.draft.judged {
		t.Errorf("%s %s: emptied, the desk still waits\n%s", s.Code, key, b.Text())
	}
}

// An unread text goes with its person: put aside and brought back, it still stands.
func TestUnreadTextIsPutAsideToo(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.typeOver("been", "吾汉 0218")
	b.hand("esc", "ctrl+n")
	b.scan(fatherID + "\r")
	b.WaitFor("可以签发")
	b.hand("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
	b.settled()
	h := b.desk.stack[0].(*home)
	for _, a := range append(h.shelf, h.draft) {
		if a != nil && a.number() == oldID && a.facts.unread["been"] != "吾汉 0218" {
			t.Errorf("what was typed is lost: %v", a.facts.unread)
		}
	}
}
