package printing

import (
	"fmt"
	"strings"
	"testing"
)

// closingWith is a slip of a whole account, with so many papers in each list.
func closingWith(spoiled, open int) ClosingSlip {
	s := sampleClosing()
	for _, zh := range []string{"补打", "作废", "挂失", "交回", "没有打"} {
		s.Counts = append(s.Counts, Figure{Text{zh, ""}, 1})
	}
	s.Open = append(s.Open, Figure{Text{"待收回", ""}, 1})
	s.Papers = []PaperList{{Text{"当日打坏", "Spoiled on the day"}, nil}, {Text{"没有回答打出来没有", "Nobody has said what came out"}, nil}}
	for i, n := range []int{spoiled, open} {
		for k := range n {
			s.Papers[i].Lines = append(s.Papers[i].Lines, fmt.Sprintf("1213 1170 %04d 28 第 1 份 1 次", k))
		}
	}
	return s
}

// A day with a few spoiled papers is one page, set closer where it must be.
func TestAClosingSlipIsOnePage(t *testing.T) {
	for _, c := range []struct{ spoiled, open, pages int }{{0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {2, 2, 1}, {6, 0, 1}, {4, 2, 1}, {60, 0, 2}, {60, 60, 3}} {
		if got := len(leavesOf(func(k *canvas) { k.closing(closingWith(c.spoiled, c.open)) })); got != c.pages {
			t.Errorf("%d spoiled and %d unanswered papers: %d pages, want %d", c.spoiled, c.open, got, c.pages)
		}
	}
}

// Of a longer one no page has the name of a list, or one line of a longer list, alone,
// and the last has more than the box to sign.
func TestAClosingSlipIsBrokenWell(t *testing.T) {
	for spoiled := range 90 {
		for _, open := range []int{0, 1, 4, 5} {
			s := closingWith(spoiled, open)
			pages := leavesOf(func(k *canvas) { k.closing(s) })
			for n, p := range pages {
				rows := map[string]int{}
				at, last := "", 0.0
				for _, m := range p.texts {
					if m.text == s.Papers[0].Label.ZH || m.text == s.Papers[1].Label.ZH {
						at, last = m.text, 0
						rows[at] = 0
					}
					if strings.HasSuffix(m.text, "第 1 份 1 次") && m.y != last {
						rows[at]++
						last = m.y
					}
				}
				for list, have := range rows {
					whole := s.Papers[0].rows()
					if list == s.Papers[1].Label.ZH {
						whole = s.Papers[1].rows()
					}
					if have < min(2, whole) {
						t.Errorf("%d and %d papers, page %d of %d: %d of the %d lines of %q", spoiled, open, n+1, len(pages), have, whole, list)
					}
				}
				if n > 0 && len(rows) == 0 {
					t.Errorf("%d and %d papers: page %d has nothing but the box to sign", spoiled, open, n+1)
				}
			}
		}
	}
}
