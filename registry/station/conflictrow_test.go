package station_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// TestBothOfAConflictAreCompared: a number of the father's beside the mother's name: both
// passes are shown, neither is ordered back, and no new paper is made of either unasked.
func TestBothOfAConflictAreCompared(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	passes := []registry.Number{b.handedOut(st, father), b.handedOut(st, mother)}
	l := ordering(list("330212198505059315", "样例母", "密接"))
	rows, sum := b.imported(st, l, "conflict:listed")
	if !slices.Equal(rows[0].Numbers, []string{passes[0].String(), passes[1].String()}) || sum.Listed != 2 || sum.Recalled != 0 {
		t.Errorf("%+v, %+v", rows[0], sum)
	}
	_, listed, err := st.ListedHolders(ctx, passes)
	b.must(err)
	if len(listed) != 2 || !listed[0].Asks() || !listed[1].Asks() {
		t.Errorf("of two people a paper is made unasked: %+v", listed)
	}
	if _, sum := b.imported(st, ordering(list("330212198505059315", "样例母", "密接"), list("330204195001019017", "样例甲", "密接")), "conflict none:listed"); sum.Listed != 1 {
		t.Errorf("the same said again lists once more: %+v", sum)
	}
	b.sound(st)
}

// TestARowThatWasPutRightIsOrderedBackByHand: whoever has looked may order the one pass back
// that such a row means.
func TestARowThatWasPutRightIsOrderedBackByHand(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	l := ordering(list("330212198505059315", "样例父", "密接"))
	l.Rows[0].Alone = true
	p := b.previewed(st, l, "ask:listed")
	if !p.Rows[0].MayOrder() {
		t.Fatalf("it cannot be ordered back: %+v", p.Rows[0])
	}
	if p = b.confirmed(st, p, 0); !p.Rows[0].Recalled || p.Sum.Recalled != 1 {
		t.Errorf("%+v", p.Rows[0])
	}
	byName := ordering(list("3.30212E+17", "样例父", "密接"))
	p = b.previewed(st, byName, "damaged:listed")
	var no *station.NotSo
	if _, err := st.ConfirmRecalls(ctx, p, 0); p.Rows[0].MayOrder() || !errors.As(err, &no) {
		t.Errorf("a name alone orders back: %v", err)
	}
}

// TestResidentsWhoseDataDisagreeAreNamed: whoever can never be issued a pass as they stand
// on the list is told before the list is loaded.
func TestResidentsWhoseDataDisagreeAreNamed(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	of := func(name, number, sex, birth string) registry.Application {
		return registry.Application{Name: name, Sex: sex, Birth: birth, Document: &registry.Document{Number: number}}
	}
	var l station.ResidentList
	for n, a := range []registry.Application{of("样例父", "330212198505059315", "F", ""), of("样例母", "330203198706069345", "F", "1987-06-07"), of("样例老", "330204195001019017", "M", "1950-01-01"), of("样*", "330212198505059315", "", "")} {
		l.Rows = append(l.Rows, station.ResidentRow{Row: n + 2, Application: a})
	}
	p, err := st.PreviewResidents(ctx, l)
	b.must(err)
	for n, want := range []string{"none 性别", "none 出生日期", "none ", "ask 姓名有遮盖"} {
		result, says, _ := strings.Cut(want, " ")
		r := p.Rows[n]
		if r.Result != result || !strings.Contains(r.Note.ZH, says) || says == "" && r.Note.ZH != "" {
			t.Errorf("row %d: %+v", r.Row, r)
		}
	}
}
