package printing

import (
	"cmp"
	"fmt"
)

// Design is how a scheme's pass looks. All passes are of one family: the same
// places, sizes and frame; ink, head and ground differ, so that a guard tells them
// apart at arm's length, on a black and white copy by head and ground alone. The
// zero Design is green, ruled, with waves.
type Design struct {
	Ink    Ink
	Head   Heading
	Ground Ground
}

// Ink is a colour, red, green and blue. The zero Ink is the house's green.
type Ink struct{ R, G, B uint8 }

// Heading is how the title stands: in ink over a rule, in white on a band of ink, or
// beside a spine of ink along the left edge.
type Heading string

// Ground is the pattern of the fine lines.
type Ground string

// The heads and the grounds.
const (
	Ruled  Heading = "ruled"
	Banded Heading = "banded"
	Spined Heading = "spined"

	Waves    Ground = "waves"
	Rosettes Ground = "rosettes"
	Ridges   Ground = "ridges"
)

// or fills in what was not chosen.
func (d Design) or() Design {
	if d.Ink == (Ink{}) {
		d.Ink = Ink{inkGreen.r, inkGreen.g, inkGreen.b}
	}
	return Design{d.Ink, cmp.Or(d.Head, Ruled), cmp.Or(d.Ground, Waves)}
}

// palest is how light an ink may be at most, of 255: white type on a band of it,
// and its own type on white, must come through a photocopier.
const palest = 110

func (d Design) check() error {
	d = d.or()
	switch d.Head {
	case Ruled, Banded, Spined:
	default:
		return fmt.Errorf("%w: no head %q", ErrValue, d.Head)
	}
	if grounds[d.Ground] == nil {
		return fmt.Errorf("%w: no ground %q", ErrValue, d.Ground)
	}
	if d.ink().grey() > palest {
		return fmt.Errorf("%w: an ink too pale to be copied", ErrValue)
	}
	return nil
}

func (d Design) ink() rgb { i := d.or().Ink; return rgb{i.R, i.G, i.B} }

// grey is how light a colour is on a printer without colours (ITU-R BT.601).
func (c rgb) grey() float64 { return 0.299*float64(c.r) + 0.587*float64(c.g) + 0.114*float64(c.b) }

// pale is the colour thinned with white: part 1 leaves all of it.
func (c rgb) pale(part float64) rgb {
	thin := func(v uint8) uint8 { return uint8(255 - part*float64(255-v) + 0.5) }
	return rgb{thin(c.r), thin(c.g), thin(c.b)}
}
