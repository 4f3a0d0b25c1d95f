package printing

import (
	"fmt"
	"io"
)

// A6 is a quarter of an A4 sheet, lying on its long side: as a pass's size the
// whole of an A6 page, and the page on which smaller passes lie one by one.
var A6 = Size{148, 105}

// Single writes passes one to a page of A6 paper, front and back: smaller ones in
// the middle with cut marks, one of A6 as the whole page but for the margin that
// no printer prints on. The pass lies in the middle of both sides, so that the
// back lies on its front about whichever edge the sheet is turned; it is upright where
// that is the long edge of an upright page, or the short edge of a lying one.
func Single(w io.Writer, passes []Pass, s Sheets, o Options) error {
	if len(passes) == 0 {
		return fmt.Errorf("%w: no passes", ErrValue)
	}
	first, _ := passes[0].Size.single()
	for _, p := range passes {
		if err := p.check(); err != nil {
			return err
		}
		lie, ok := p.Size.single()
		if !ok {
			return fmt.Errorf("%w: a pass of %g by %g mm on an A6 page", ErrValue, p.face().w, p.face().h)
		}
		if lie.page != first.page {
			return fmt.Errorf("%w: pages that lie and pages that stand", ErrValue)
		}
	}
	if err := s.check(); err != nil {
		return err
	}
	return render(w, about{title: passes[0].Title.ZH, duplex: s.duplex(first.page, o.Shift), opts: o}, func(c *canvas) {
		c.byHand = s.BacksOnly
		for _, p := range passes {
			c.single(p, s)
		}
	})
}

// onA6 is how one pass lies on its page.
type onA6 struct {
	page, pass Size
	marks      bool // it is cut out
}

// single finds the page for a pass: upright if it has room there, else lying.
func (s Size) single() (onA6, bool) {
	const marks = 3 * sheetEdge // of both sides: the margin, and room for a mark
	s = s.or(ID1)
	upright, lying := Size{A6.Height, A6.Width}, A6
	switch {
	case s == A6:
		return onA6{page: lying, pass: Size{lying.Width - 2*sheetEdge, lying.Height - 2*sheetEdge}}, true
	case s.Width+marks <= upright.Width && s.Height+marks <= upright.Height:
		return onA6{upright, s, true}, true
	case s.Width+marks <= lying.Width && s.Height+marks <= lying.Height:
		return onA6{lying, s, true}, true
	}
	return onA6{}, false
}

func (c *canvas) single(p Pass, s Sheets) {
	lie, _ := p.Size.single()
	p.Size = lie.pass
	x, y := (lie.page.Width-lie.pass.Width)/2, (lie.page.Height-lie.pass.Height)/2
	side := func(back bool, draw func(x, y float64, p Pass)) {
		c.page(lie.page.Width, lie.page.Height, back)
		draw(x, y, p)
		if lie.marks && !c.overlay {
			c.cropMarks(Size{lie.page.Width, lie.page.Height}, x, y, lie.pass.Width, lie.pass.Height)
		}
	}
	if !s.BacksOnly {
		side(false, c.cardFront)
	}
	if !s.FrontsOnly {
		side(true, c.cardBack)
	}
}

// SinglePage reports whether a pass of the size can be printed on an A6 page.
func (s Size) SinglePage() bool {
	_, ok := s.single()
	return ok
}

// PlacesOnA4 is how many passes of the size lie on an A4 sheet.
func (s Size) PlacesOnA4() int { return Pass{Size: s}.face().grid().places() }
