package printing

import (
	"hash/fnv"
	"math"
)

// The fine lines behind a pass. Their shape is worked out from the station and the
// number, so that no two passes have the same; the same pass has the same on both
// sides and on every copy. Who edits one pass into another in an office program
// keeps the lines of the first. They are no security printing: what is proven is
// proven by the signed code.

// groundTint is how much of the ink the fine lines keep, so pale that type over
// them stays readable on a photocopy.
const groundTint, groundPen = 0.26, 0.1

// grounds draw a pattern into a box.
var grounds = map[Ground]func(*shape, area, *seed){Waves: waves, Rosettes: rosettes, Ridges: ridges}

// ground is the background of a pass in operators.
func (f face) ground(p Pass) string {
	d := p.Design.or()
	top := 13.4 * f.k
	in := area{inset + f.spine + 1.1, top, f.w - 2*inset - f.spine - 2.2, f.h - inset - 1.2 - top}
	s := &shape{height: f.h}
	s.open()
	s.pen(groundPen, d.ink().pale(groundTint))
	s.rect(in.x, in.y, in.width, in.height)
	s.op("W n")
	grounds[d.Ground](s, in, newSeed(p.Station, p.Number))
	s.stroke()
	return string(s.ops)
}

// seed yields the numbers that a pass's lines are made of, from its station and
// number alone (FNV-1a, then a linear congruential step for each).
type seed struct{ state uint64 }

func newSeed(station, number string) *seed {
	h := fnv.New64a()
	_, _ = h.Write([]byte(station + "/" + number)) // a hash takes everything
	return &seed{h.Sum64()}
}

// between is the next number, from low to high.
func (s *seed) between(low, high float64) float64 {
	s.state = s.state*6364136223846793005 + 1442695040888963407
	return low + (high-low)*float64(s.state>>40)/(1<<24)
}

// whole is the next whole number from low to high.
func (s *seed) whole(low, high int) float64 {
	return math.Floor(s.between(float64(low), float64(high)+0.999))
}

// trace draws a curve from t = 0 to 1 as so many Bézier arcs, by its points and
// slopes.
func (s *shape) trace(arcs int, at func(t float64) (x, y float64)) {
	const near = 1e-4
	slope := func(t float64) (dx, dy float64) {
		x1, y1 := at(t - near)
		x2, y2 := at(t + near)
		third := 1 / (6 * near * float64(arcs))
		return (x2 - x1) * third, (y2 - y1) * third
	}
	x, y := at(0)
	dx, dy := slope(0)
	s.moveTo(x, y)
	for i := 1; i <= arcs; i++ {
		t := float64(i) / float64(arcs)
		x2, y2 := at(t)
		dx2, dy2 := slope(t)
		s.curveTo(x+dx, y+dy, x2-dx2, y2-dy2, x2, y2)
		x, y, dx, dy = x2, y2, dx2, dy2
	}
}

// waves are two families of sines that lean to either side and drift out of step,
// so that they make a net of lenses.
func waves(s *shape, in area, d *seed) {
	const lines = 13
	swell, lean, start := d.whole(2, 4), d.between(0.22, 0.42), d.between(0, 2*math.Pi)
	long, phase := d.between(0.6, 1.4), d.between(0, 2*math.Pi)
	pitch := in.height / (lines + 1)
	for i := range lines {
		middle := in.y + pitch*float64(i+1)
		for _, side := range []float64{1, -1} {
			s.trace(int(swell)*4, func(t float64) (x, y float64) {
				a := 2*math.Pi*swell*t + start + side*(lean*float64(i)+0.5)
				high := pitch * (1.15 + 0.45*math.Sin(2*math.Pi*long*t+phase))
				return in.x + in.width*t, middle + side*high*math.Sin(a)
			})
		}
	}
}

// rosettes are rings about one middle, each woven of two lines with as many lobes
// as the ring has room for.
func rosettes(s *shape, in area, d *seed) {
	const rings = 6
	first, more := d.whole(5, 8), d.whole(3, 5)
	x0, y0 := in.x+in.width*d.between(0.36, 0.52), in.y+in.height*d.between(0.4, 0.6)
	pitch := in.height * d.between(0.15, 0.18)
	for ring := range rings {
		r, lobes, start := pitch*(float64(ring)+0.7), first+more*float64(ring), d.between(0, 2*math.Pi)
		for _, side := range []float64{1, -1} {
			s.trace(int(lobes)*3, func(t float64) (x, y float64) {
				a := 2 * math.Pi * t
				far := r + side*0.52*pitch*math.Sin(lobes*a+start)
				return x0 + far*math.Cos(a), y0 + far*math.Sin(a)
			})
		}
	}
}

// ridges are level lines that rise over three hills.
func ridges(s *shape, in area, d *seed) {
	const lines = 22
	type hill struct{ at, wide, high float64 }
	hills := [3]hill{}
	for i := range hills {
		hills[i] = hill{(float64(i) + d.between(0.2, 0.8)) / 3, d.between(0.07, 0.13), in.height * d.between(0.16, 0.4)}
	}
	ripple, phase := d.whole(4, 7), d.between(0, 2*math.Pi)
	for i := range lines {
		far := float64(i) / lines // 0 is the furthest, at the top
		s.trace(14, func(t float64) (x, y float64) {
			y = in.y + in.height*(0.1+0.95*far)
			for _, h := range hills {
				off := (t - h.at - 0.12*(far-0.5)) / h.wide
				y -= h.high * (1 - 0.55*far) * math.Exp(-off*off/2)
			}
			return in.x + in.width*t, y + 0.5*math.Sin(2*math.Pi*ripple*t+phase+3*far)
		})
	}
}
