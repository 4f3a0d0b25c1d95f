package printing

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
)

// misplaced is a printer that puts the page where it should not: a scale and a move,
// its own for each side. The answer is where a point of a drawn page comes to lie.
type misplaced struct{ sx, sy, dx, dy float64 }

func (p misplaced) at(x, y float64) (float64, float64) { return p.sx*x + p.dx, p.sy*y + p.dy }

// crossesOn are the middles of the crosses as they lie on both pages of a document,
// found as the darkest row and column around where they are expected, and put where
// the printer puts them.
func crossesOn(t *testing.T, pages []picture, printers []misplaced) [][][2]float64 {
	t.Helper()
	perMM := 300 / 25.4
	var out [][][2]float64
	for i, page := range pages {
		var side [][2]float64
		for _, c := range crosses {
			px, py := int(c[0]*perMM), int(c[1]*perMM)
			reach := int(5 * perMM)
			dark := func(x, y int) bool { return page.grey[y*page.width+x] < 160 }
			x := darkest(px-reach, px+reach, func(x int) int {
				return longest(py-2*reach, py+2*reach, func(y int) bool { return dark(x, y) })
			})
			y := darkest(py-reach, py+reach, func(y int) int {
				return longest(px-2*reach, px+2*reach, func(x int) bool { return dark(x, y) })
			})
			mx, my := printers[i].at((x+0.5)/perMM, (y+0.5)/perMM)
			side = append(side, [2]float64{mx, my})
		}
		out = append(out, side)
	}
	return out
}

// darkest is the middle of those that have the longest run.
func darkest(from, to int, run func(int) int) float64 {
	best, first, last := 0, 0, 0
	for i := from; i < to; i++ {
		switch n := run(i); {
		case n > best+3:
			best, first, last = n, i, i
		case n >= best-3 && i == last+1:
			last = i
		}
	}
	return float64(first+last) / 2
}

// halfMillimetre is how a ruler is read.
func halfMillimetre(v float64) float64 { return math.Round(v*2) / 2 }

// TestMeasuredAndCorrected: a printer misplaces both sides; the four numbers of each
// are read to half a millimetre; the proof lies right within half a millimetre.
func TestMeasuredAndCorrected(t *testing.T) {
	for _, printers := range [][]misplaced{
		{{1, 1, 0, 0}, {1, 1, 0, 0}},
		{{1, 1, 1.5, -2}, {1, 1, -1, 3}},
		{{1.004, 0.997, -2, 1}, {0.996, 0.993, 2.5, 1.5}},
		{{0.99, 0.99, 3, 4}, {1.01, 1.01, -4, -3}},
	} {
		sheet := func(s Shift) []picture {
			return pictures(t, onDisk(t, func(w io.Writer) error { return Calibration(w, "样例打印机", Options{Shift: s}) }), 300)
		}
		var read []Measured
		for _, side := range crossesOn(t, sheet(Shift{}), printers) {
			read = append(read, Measured{halfMillimetre(side[0][0]), halfMillimetre(side[1][0]), halfMillimetre(side[0][1]), halfMillimetre(side[3][1])})
		}
		shift, err := Correct(read[0], &read[1])
		if err != nil {
			t.Fatalf("%v: read %v: %v", printers, read, err)
		}
		for i, side := range crossesOn(t, sheet(shift), printers) {
			for j, c := range side {
				if math.Abs(c[0]-crosses[j][0]) > 0.5 || math.Abs(c[1]-crosses[j][1]) > 0.5 {
					t.Errorf("%v page %d: the cross of %v lies at %.2f, %.2f", printers[i], i+1, crosses[j], c[0], c[1])
				}
			}
		}
	}
}

// Exact numbers come to an exact correction, wherever on the page.
func TestCorrectIsTheOtherWayRound(t *testing.T) {
	p := misplaced{1.006, 0.994, 2.3, -1.7}
	left, top := p.at(crossLeft, crossTop)
	right, bottom := p.at(crossRight, crossBottom)
	s, err := Correct(Measured{left, right, top, bottom}, nil)
	if err != nil || s.BackDX != 0 || s.BackSX != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, c := range [][2]float64{{0, 0}, {210, 297}, {105, 148.5}, {37, 251}} {
		if x, y := p.at(s.SX*c[0]+s.DX, s.SY*c[1]+s.DY); math.Abs(x-c[0]) > 1e-9 || math.Abs(y-c[1]) > 1e-9 {
			t.Errorf("%v comes to %g, %g", c, x, y)
		}
	}
}

func TestNumbersThatAreNoMeasurement(t *testing.T) {
	good := Measured{20.5, 190.5, 19.5, 276.5}
	for _, c := range []struct {
		m    Measured
		says string
	}{
		{Measured{20, 184, 20, 277}, "actual size"}, // fitted to the page
		{Measured{20, 190, 20, 190}, "actual size"},
		{Measured{190, 20, 20, 277}, "actual size"},
		{Measured{29, 199, 20, 277}, "no printer"},
		{Measured{20, 190, 11, 268}, "no printer"},
		{Measured{0, 190, 20, 277}, "millimetres"},
		{Measured{-20, 190, 20, 277}, "millimetres"},
		{Measured{20, 190, 20, 2770}, "millimetres"},
		{Measured{math.NaN(), 190, 20, 277}, "millimetres"},
		{Measured{20, math.Inf(1), 20, 277}, "millimetres"},
	} {
		for name, err := range map[string]error{"front": second(Correct(c.m, &good)), "back": second(Correct(good, &c.m))} {
			var m *MeasureError
			if !errors.As(err, &m) || !errors.Is(err, ErrValue) {
				t.Errorf("%v: %v, want a MeasureError", c.m, err)
				continue
			}
			if zh, en := m.Sentences(); !strings.Contains(en, c.says) || !strings.Contains(en, name) || zh == "" {
				t.Errorf("%v: says %q", c.m, en)
			}
		}
	}
}

func second(_ Shift, err error) error { return err }

// The back has a move and a scale of its own.
func TestEachSideHasItsOwnCorrection(t *testing.T) {
	s := Shift{DX: 1, DY: 2, SX: 1.01, SY: 0.99, BackDX: -1, BackDY: -2, BackSX: 0.98}
	if got, want := fmt.Sprint(s.matrix(297, false)), "q 1.01000 0 0 0.99000 2.835 2.750 cm"; got != want {
		t.Errorf("front %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(s.matrix(297, true)), "q 0.98000 0 0 1.00000 -2.835 5.669 cm"; got != want {
		t.Errorf("back %s, want %s", got, want)
	}
}
