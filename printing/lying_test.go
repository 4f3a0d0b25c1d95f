package printing

import (
	"bytes"
	"io"
	"slices"
	"testing"
)

// turned is a picture turned by a quarter, its head to the left or to the right.
func (p picture) turned(right bool) picture {
	out := picture{width: p.height, height: p.width, grey: make([]byte, len(p.grey))}
	for y := range p.height {
		for x := range p.width {
			u, v := y, p.width-1-x
			if right {
				u, v = p.height-1-y, x
			}
			out.grey[v*out.width+u] = p.grey[y*p.width+x]
		}
	}
	return out
}

// astray is the part of a picture's ink that a printer puts where the other has none,
// farther off than a quarter of a millimetre.
func astray(p picture, printer misplaced, dpi float64, want picture) float64 {
	const near = 0.25 // mm
	reach, ink, off := int(near*dpi/25.4), 0, 0
	for y := range p.height {
		for x := range p.width {
			if p.grey[y*p.width+x] > 100 {
				continue
			}
			mx, my := printer.at((float64(x)+0.5)*25.4/dpi, (float64(y)+0.5)*25.4/dpi)
			if ink++; !want.darkAround(int(mx*dpi/25.4), int(my*dpi/25.4), reach) {
				off++
			}
		}
	}
	return float64(off) / float64(max(ink, 1))
}

func (p picture) darkAround(x, y, reach int) bool {
	for v := max(y-reach, 0); v <= min(y+reach, p.height-1); v++ {
		for u := max(x-reach, 0); u <= min(x+reach, p.width-1); u++ {
			if p.grey[v*p.width+u] < 215 {
				return true
			}
		}
	}
	return false
}

// What the operator measures is the paper as the printer draws it in, standing: with the
// correction a pass that lies on its page, and a page of the ledger, come to lie right on
// that paper, front and back, whoever turns the sheet.
func TestPagesThatLieAreCorrectedOnThePaper(t *testing.T) {
	const dpi = 200
	printers := []misplaced{{1.004, 0.994, 2.5, -1.5}, {0.995, 1.005, -1, 3}}
	var read []Measured
	for _, p := range printers {
		left, top := p.at(crossLeft, crossTop)
		right, bottom := p.at(crossRight, crossBottom)
		read = append(read, Measured{left, right, top, bottom})
	}
	shift, err := Correct(read[0], &read[1])
	if err != nil {
		t.Fatal(err)
	}
	p := samplePass()
	for what, c := range map[string]struct {
		write  func(io.Writer, Options) error
		right  []bool // of each page: the head is at the right
		back   []int  // which printer's side it is
		duplex string
	}{
		"both sides": {onA6Of(p, Size{120, 80}, Sheets{}), []bool{false, true}, []int{0, 1}, "/Duplex /DuplexFlipLongEdge"},
		"a whole A6": {onA6Of(p, A6, Sheets{}), []bool{false, true}, []int{0, 1}, "/Duplex /DuplexFlipLongEdge"},
		"by hand":    {onA6Of(p, Size{120, 80}, Sheets{BacksOnly: true}), []bool{false}, []int{1}, ""},
		"the ledger": {func(w io.Writer, o Options) error {
			return Ledger(opening(w), sampleHead(), paged(12, slices.Values(sampleRows(12))), o)
		}, []bool{false}, []int{0}, ""},
	} {
		t.Run(what, func(t *testing.T) {
			drawn := func(o Options) (pages []picture) {
				return pictures(t, onDisk(t, func(w io.Writer) error { return c.write(w, o) }), dpi)
			}
			var file bytes.Buffer
			if err := c.write(&file, Options{Shift: shift}); err != nil {
				t.Fatal(err)
			}
			if got := edgeMark.FindString(file.String()); got != c.duplex {
				t.Errorf("the sheet is turned %q, want %q", got, c.duplex)
			}
			corrected, lying := drawn(Options{Shift: shift}), drawn(Options{})
			for i, right := range c.right {
				want := lying[i].turned(right)
				if corrected[i].width != want.width || corrected[i].height != want.height {
					t.Fatalf("page %d has %d by %d dots, want %d by %d", i+1, corrected[i].width, corrected[i].height, want.width, want.height)
				}
				if off := astray(corrected[i], printers[c.back[i]], dpi, want); off > 0.03 { // hairlines are not as dark in every place
					t.Errorf("page %d: %.1f %% of the ink lie elsewhere", i+1, off*100)
				}
				if off := astray(want, printers[c.back[i]], dpi, want); off < 0.2 {
					t.Errorf("page %d, uncorrected: only %.1f %% lie elsewhere, the test proves nothing", i+1, off*100)
				}
			}
		})
	}
}

func onA6Of(p Pass, size Size, s Sheets) func(io.Writer, Options) error {
	p.Size = size
	return func(w io.Writer, o Options) error { return Single(w, []Pass{p}, s, o) }
}
