package printing

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Places is how many passes a sheet holds.
const Places = columns * rowsOfCards

const (
	columns, rowsOfCards = 2, 5
	sheetLeft            = (a4Width - columns*cardWidth) / 2
	sheetTop             = (a4Height - rowsOfCards*cardHeight) / 2
)

// Sheets says how a batch lies on its sheets.
type Sheets struct {
	First      int  // the first free place of the first sheet, 1–10, row by row; 0 is 1
	FrontsOnly bool // for a printer that cannot turn the sheet, or preprinted backs
}

// TenUp writes passes ten to an A4 sheet with cut marks, each sheet's fronts
// followed by its backs, which are mirrored from left to right: turned about the
// long edge, every back lies on its front. A partly used sheet goes on at its
// next free place.
func TenUp(w io.Writer, passes []Pass, s Sheets, o Options) error {
	if len(passes) == 0 {
		return fmt.Errorf("%w: no passes", ErrValue)
	}
	if s.First < 0 || s.First > Places {
		return fmt.Errorf("%w: place %d of %d", ErrValue, s.First, Places)
	}
	for _, p := range passes {
		if err := p.check(); err != nil {
			return err
		}
	}
	skip := max(s.First, 1) - 1
	return render(w, about{title: passes[0].Title.ZH, duplex: !s.FrontsOnly, opts: o}, func(c *canvas) {
		c.tenUp(passes, skip, s.FrontsOnly)
	})
}

func (c *canvas) tenUp(passes []Pass, skip int, frontsOnly bool) {
	all := (skip + len(passes) + Places - 1) / Places
	for n := 1; len(passes) > 0; n++ {
		sheet := passes[:min(Places-skip, len(passes))]
		c.page(a4Width, a4Height, false)
		c.sheet(sheet, skip, false)
		c.sheetFoot(sheet, n, all, Text{"正面", "fronts"})
		if !frontsOnly {
			c.page(a4Width, a4Height, true)
			c.sheet(sheet, skip, true)
			c.sheetFoot(sheet, n, all, Text{"背面（沿长边翻转）", "backs, flip on the long edge"})
		}
		passes, skip = passes[len(sheet):], 0
	}
}

// sheet draws one side.
func (c *canvas) sheet(passes []Pass, skip int, back bool) {
	for i, p := range passes {
		x, y := cardPlace(skip+i, back)
		if back {
			c.cardBack(x, y, p)
		} else {
			c.cardFront(x, y, p)
		}
	}
	c.gridMarks()
}

// cardPlace is the top left corner of place i, counted from 0 row by row.
func cardPlace(i int, back bool) (x, y float64) {
	column := i % columns
	if back {
		column = columns - 1 - column
	}
	return sheetLeft + cardWidth*float64(column), sheetTop + cardHeight*float64(i/columns)
}

// gridMarks are cut marks for every edge, outside the cards, and small crosses
// where four cards meet.
func (c *canvas) gridMarks() {
	const gap, long, cross = 1.2, 5.0, 1.2
	right, bottom := sheetLeft+columns*cardWidth, sheetTop+rowsOfCards*cardHeight
	c.draw(func(s *shape) {
		s.open()
		s.pen(0.1, inkBlack)
		for i := range columns + 1 {
			x := sheetLeft + cardWidth*float64(i)
			s.line(x, sheetTop-gap, x, sheetTop-gap-long)
			s.line(x, bottom+gap, x, bottom+gap+long)
		}
		for i := range rowsOfCards + 1 {
			y := sheetTop + cardHeight*float64(i)
			s.line(sheetLeft-gap, y, sheetLeft-gap-long, y)
			s.line(right+gap, y, right+gap+long, y)
			s.line(sheetLeft+cardWidth-cross, y, sheetLeft+cardWidth+cross, y)
			s.line(sheetLeft+cardWidth, y-cross, sheetLeft+cardWidth, y+cross)
		}
		s.stroke()
	})
}

// sheetFoot says which sheet this is, in the margin that is cut off.
func (c *canvas) sheetFoot(passes []Pass, n, all int, side Text) {
	low, high := slices.MinFunc(passes, byNumber).Number, slices.MaxFunc(passes, byNumber).Number
	numbers := grouped(low)
	if low != high {
		numbers += " – " + grouped(high)
	}
	st := regular(6, inkLabel)
	c.textCentre(sheetLeft+cardWidth/2, a4Height-6.6, st, fmt.Sprintf("第 %d 张 共 %d 张 · %s %s", n, all, side.ZH, side.EN))
	c.textCentre(sheetLeft+cardWidth*3/2, a4Height-6.6, st, fmt.Sprintf("%d 证 · %s", len(passes), numbers))
}

func byNumber(a, b Pass) int { return strings.Compare(a.Number, b.Number) }
