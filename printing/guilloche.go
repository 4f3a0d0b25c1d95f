package printing

import (
	"math"
	"sync"
)

// The fine lines behind a pass: two families of waves that drift out of step and
// make a net of lenses. A copy drawn in an office program lacks them; but they
// are no security printing, and nothing relies on them.

var lineTint = rgb{203, 226, 215}

const (
	waveLines = 15
	waveSteps = 12 // quarters of a wave
	waveLeft  = inset + 1.2
)

// cardLines is the background of a card of the usual size, made once.
var cardLines = sync.OnceValue(func() string { return Pass{}.face().waves() })

// guilloche is the background in operators.
func (f face) guilloche() string {
	if f == (Pass{}).face() {
		return cardLines()
	}
	return f.waves()
}

func (f face) waves() string {
	s := &shape{height: f.h}
	s.open()
	s.pen(0.09, lineTint)
	for i := range waveLines {
		s.wave(f, i, 1)
		s.wave(f, i, -1)
	}
	s.stroke()
	return string(s.ops)
}

// wave is line i of one of the families, which lean to either side: a sine whose
// height swells along the card, as Bézier curves.
func (s *shape) wave(f face, i int, side float64) {
	top, bottom := 14.6*f.k, f.h-inset-1.4
	width, pitch := f.w-2*waveLeft, (bottom-top)/(waveLines+1)
	middle := top + pitch*float64(i+1)
	room := min(middle-top, bottom-middle, 4.2*f.k)
	at := func(x float64) (y, slope float64) {
		t := 2 * math.Pi * x / width
		a := 3*t + side*(0.32*float64(i)+0.5)
		return middle + side*room*math.Sin(a), side * room * math.Cos(a) * 6 * math.Pi / width
	}
	dx := width / waveSteps
	y, m := at(0)
	s.moveTo(waveLeft, y)
	for k := range waveSteps {
		x := float64(k) * dx
		y2, m2 := at(x + dx)
		s.curveTo(waveLeft+x+dx/3, y+m*dx/3, waveLeft+x+2*dx/3, y2-m2*dx/3, waveLeft+x+dx, y2)
		y, m = y2, m2
	}
}
