package printing

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Places is how many passes of an identity card's size a sheet holds.
const Places = 10

// sheetEdge is the margin that no printer prints on.
const sheetEdge = 5.0

// grid is how passes of one size lie on an A4 sheet: as many as there is room for,
// in the middle.
type grid struct {
	face
	columns, rows int
	left, top     float64
}

func (f face) grid() grid {
	g := grid{face: f, columns: int((a4Width - 2*sheetEdge) / f.w), rows: int((a4Height - 2*sheetEdge) / f.h)}
	g.left, g.top = (a4Width-float64(g.columns)*f.w)/2, (a4Height-float64(g.rows)*f.h)/2
	return g
}

func (g grid) places() int { return g.columns * g.rows }

// Sheets says how a batch lies on its sheets.
type Sheets struct {
	First      int  // the first free place of the first sheet, 1–10, row by row; 0 is 1
	FrontsOnly bool // for a printer that cannot turn the sheet, or preprinted backs
	BacksOnly  bool // for sheets that were printed so, and turned by hand about the same edge
}

func (s Sheets) check() error {
	if s.FrontsOnly && s.BacksOnly {
		return fmt.Errorf("%w: neither side", ErrValue)
	}
	return nil
}

// duplex is the edge about which the printer turns the sheet of a page of the size.
func (s Sheets) duplex(page Size, shift Shift) edge {
	switch {
	case s.FrontsOnly || s.BacksOnly:
		return ""
	case page.Width > page.Height && !shift.turns(page):
		return shortEdge
	}
	return longEdge
}

// TenUp writes passes to A4 sheets with cut marks, ten of an identity card's size to a sheet and fewer of a larger, each sheet's fronts
// followed by its backs, which are mirrored from left to right: turned about the
// long edge, every back lies on its front. A partly used sheet goes on at its
// next free place.
func TenUp(w io.Writer, passes []Pass, s Sheets, o Options) error {
	if len(passes) == 0 {
		return fmt.Errorf("%w: no passes", ErrValue)
	}
	g := passes[0].face().grid()
	for _, p := range passes {
		if err := p.check(); err != nil {
			return err
		}
		if f := p.face(); f.w != g.w || f.h != g.h {
			return fmt.Errorf("%w: passes of two sizes on one sheet", ErrValue)
		}
	}
	if s.First < 0 || s.First > g.places() {
		return fmt.Errorf("%w: place %d of %d", ErrValue, s.First, g.places())
	}
	if err := s.check(); err != nil {
		return err
	}
	return render(w, about{title: passes[0].Title.ZH, duplex: s.duplex(Size{a4Width, a4Height}, o.Shift), opts: o}, func(c *canvas) {
		c.tenUp(g, passes, s)
	})
}

func (c *canvas) tenUp(g grid, passes []Pass, s Sheets) {
	skip := max(s.First, 1) - 1
	all := (skip + len(passes) + g.places() - 1) / g.places()
	for n := 1; len(passes) > 0; n++ {
		sheet := passes[:min(g.places()-skip, len(passes))]
		if !s.BacksOnly {
			c.page(a4Width, a4Height, false)
			c.sheet(g, sheet, skip, false)
			c.sheetSays(g, sheet, skip, sheetOf{n, all, false})
		}
		if !s.FrontsOnly {
			c.page(a4Width, a4Height, true)
			c.sheet(g, sheet, skip, true)
			c.sheetSays(g, sheet, skip, sheetOf{n, all, true})
		}
		passes, skip = passes[len(sheet):], 0
	}
}

// sheet draws one side.
func (c *canvas) sheet(g grid, passes []Pass, skip int, back bool) {
	for i, p := range passes {
		x, y := g.place(skip+i, back)
		if back {
			c.cardBack(x, y, p)
		} else {
			c.cardFront(x, y, p)
		}
	}
	if skip == 0 { // else they stand there already
		c.onStock(func() { c.gridMarks(g) })
	}
}

// place is the top left corner of place i, counted from 0 row by row.
func (g grid) place(i int, back bool) (x, y float64) {
	column := i % g.columns
	if back {
		column = g.columns - 1 - column
	}
	return g.left + g.w*float64(column), g.top + g.h*float64(i/g.columns)
}

// gridMarks are cut marks for every edge, outside the cards, and small crosses
// where four cards meet.
func (c *canvas) gridMarks(g grid) {
	const gap, cross = 1.2, 1.2
	across, down := min(5, g.left-gap-sheetEdge), min(5, g.top-gap-sheetEdge) // how long the marks are
	right, bottom := g.left+float64(g.columns)*g.w, g.top+float64(g.rows)*g.h
	c.draw(func(s *shape) {
		s.open()
		s.pen(0.1, inkBlack)
		for i := range g.columns + 1 {
			x := g.left + g.w*float64(i)
			s.line(x, g.top-gap, x, g.top-gap-down)
			s.line(x, bottom+gap, x, bottom+gap+down)
		}
		for i := range g.rows + 1 {
			y := g.top + g.h*float64(i)
			s.line(g.left-gap, y, g.left-gap-across, y)
			s.line(right+gap, y, right+gap+across, y)
			for k := 1; k < g.columns; k++ {
				x := g.left + g.w*float64(k)
				s.line(x-cross, y, x+cross, y)
				s.line(x, y-cross, x, y+cross)
			}
		}
		s.stroke()
	})
}

// sheetOf is one side of one sheet of a batch.
type sheetOf struct {
	n, all int
	back   bool
}

// sheetSays says which sheet this is, in the margin that is cut off.
func (c *canvas) sheetSays(g grid, passes []Pass, skip int, s sheetOf) {
	if skip > 0 {
		c.sheetNote(g, len(passes), skip, s)
		return
	}
	c.sheetFoot(g, passes, s)
}

// sheetFoot is what a new sheet says, at its foot.
func (c *canvas) sheetFoot(g grid, passes []Pass, s sheetOf) {
	low, high := slices.MinFunc(passes, byNumber).Number, slices.MaxFunc(passes, byNumber).Number
	numbers := grouped(low)
	if low != high {
		numbers += " – " + grouped(high)
	}
	side := Text{"正面", "fronts"}
	if s.back {
		side = Text{"背面（沿长边翻转）", "backs, flip on the long edge"}
	}
	st := regular(leastRead, inkLabel)
	sheet, holds := fmt.Sprintf("第 %d 张 共 %d 张 · %s %s", s.n, s.all, side.ZH, side.EN), fmt.Sprintf("%d 证 · %s", len(passes), numbers)
	const y = a4Height - 6.6
	if g.columns == 1 { // halves of one column do not hold them
		c.textCentre(a4Width/2, y, st, sheet+" · "+holds)
		return
	}
	quarter := float64(g.columns) * g.w / 4
	c.textCentre(g.left+quarter, y, st, sheet)
	c.textCentre(g.left+3*quarter, y, st, holds)
}

// sheetNote is what a sheet says that goes on at a free place: its foot and its cut marks
// were printed with the places before, so it says so in the margin beside the first
// of its own, where nothing else of any other printing stands, and along it, for the margin
// beside larger passes is narrow.
func (c *canvas) sheetNote(g grid, passes, skip int, s sheetOf) {
	x, y := g.place(skip, s.back)
	middle := sheetEdge + (g.left-sheetEdge)/2
	if x > g.left { // of the right column
		middle = a4Width - middle
	}
	side := "正面"
	if s.back {
		side = "背面"
	}
	st := regular(leastRead, inkLabel)
	c.slanted(middle+0.36*st.size/point, y+g.h/2, 0, 1, st, fmt.Sprintf("第 %d 张 共 %d 张 · %s · 第 %d 格起 · %d 证", s.n, s.all, side, skip+1, passes))
}

func byNumber(a, b Pass) int { return strings.Compare(a.Number, b.Number) }
