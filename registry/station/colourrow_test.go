package station_test

import (
	"strings"
	"testing"

	"passdesk/registry/watch"
)

// TestAColourThatHasTurnedRecallsNobody: what has turned green is green; a word that is no
// colour lists, asks, and orders no pass back; a known reason beside it stands.
func TestAColourThatHasTurnedRecallsNobody(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	coloured := func(colour, why string) watch.Row {
		return watch.Row{Number: "330212198505059315", Name: "样例父", Colour: colour, Why: why, Source: "样例疾控"}
	}
	for _, c := range []struct {
		row     watch.Row
		result  string
		why     string
		ordered bool
	}{
		{coloured("转绿", ""), "match", watch.Green, false}, {coloured("由黄转绿", ""), "match", watch.Green, false}, {coloured("红码（已转绿）", ""), "match", watch.Green, false},
		{coloured("待转绿", ""), "ask:listed", watch.Other, false}, {coloured("蓝", ""), "ask:listed", watch.Other, false},
		{coloured("绿转红", ""), "match:listed", "red", true}, {coloured("正常", "密接"), "match:listed", watch.CloseContact, true}, {coloured("密接", ""), "match:listed", watch.CloseContact, true},
	} {
		p := b.previewed(st, ordering(c.row), c.result)
		if r := p.Rows[0]; r.Why != c.why || r.Ordered != c.ordered {
			t.Errorf("%+v: %+v", c.row, r)
		}
	}
	l := rowsOf(watch.Row{Number: "330212198505059315", Name: "样例父", Colour: "蓝"})
	p := b.previewed(st, l, "invalid")
	if n := strings.Count(p.Rows[0].Note.ZH, "“蓝”"); n != 1 {
		t.Errorf("said %d times: %s", n, p.Rows[0].Note.ZH)
	}
}
