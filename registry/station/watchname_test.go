package station_test

import (
	"strings"
	"testing"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// TestWhoIsListedByNameIsNotIssuedUnseen: a row without a number of use keeps its verdict
// and lists the name. Nobody is recalled by it; whoever bears the name is asked about,
// until an officer has said who it is, or has lifted the entry.
func TestWhoIsListedByNameIsNotIssuedUnseen(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	l := ordering(list("", "样例父", "密接"), list("330203198706069346", "样例母", "密接"), list("3.3021E+17", "样例母", "密接"), list("", "样*", "密接"), list("", "不详", "密接"))
	l.Rows = append(l.Rows, station.ListedRow{Row: 9, Result: "damaged", Note: scheme.Text{ZH: "号码存成了数值", EN: "stored as a number"}, Person: watch.Row{Name: "样例老"}},
		station.ListedRow{Row: 10, Result: "ask", Note: scheme.Text{ZH: "解除", EN: "released"}, Person: watch.Row{Name: "样例子"}},
		station.ListedRow{Row: 11, Result: "damaged", Person: watch.Row{Name: "样例子", Why: "解除隔离"}}, station.ListedRow{Row: 12, Result: "no_value", Person: watch.Row{Name: "样例子", Colour: "绿码"}})
	p := b.confirmed(st, b.previewed(st, l, "ask:listed invalid:listed damaged ask ask damaged:listed ask damaged no_value"))
	if p.Sum.Named != 4 || p.Sum.Listed != 3 || p.Sum.Left != 5 || p.Sum.Recalled != 0 {
		t.Errorf("%+v", p.Sum)
	}
	if len(p.Rows[0].Numbers) != 0 || len(p.Rows[0].Related) != 1 || p.Rows[0].Related[0] != pass.String() {
		t.Errorf("whose pass it may be: %+v", p.Rows[0])
	}
	for n, want := range map[int]string{2: "第 3 行", 5: "号码存成了数值；"} {
		if !strings.Contains(p.Rows[n].Note.ZH, want) {
			t.Errorf("row %d: %s", n, p.Rows[n].Note.ZH)
		}
	}
	if told := p.Sum.Missed(); len(told) != 2 || !strings.Contains(told[0].ZH, "5 行没有列入") || !strings.Contains(told[1].EN, "4 rows") {
		t.Errorf("told: %v", told)
	}
	v := b.issue(st, mother, "ASK_SUPERVISOR")
	if len(v.Watch) != 1 || v.Watch[0].Match != watch.NameOnly || !strings.Contains(v.Reason.ZH, "同名") {
		t.Errorf("%+v", v)
	}
	b.lift(st, v.Watch[0].ID)
	b.issue(st, strings.Replace(mother, "r-mother", "r-mother-again", 1), "ISSUE")
	b.sound(st)
}

// TestWhatIsSaidOfAReason: a person whom two rows list for two reasons, and one for whom a
// status list gives none, are told as that.
func TestWhatIsSaidOfAReason(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	p := b.previewed(st, rowsOf(list("330212198505059315", "样例父", "密接"), list("330212198505059315", "样例父", "症状"), list("330203198706069345", "样例母", "")), "none:listed none:listed none:listed")
	for n, want := range map[int]string{0: "", 1: "第 2 行也列了这个人", 2: "没有写颜色或原因"} {
		if got := p.Rows[n].Note.ZH; !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("row %d: %q", n, got)
		}
	}
}
