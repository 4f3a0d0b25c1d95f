package scheme

// Design is how a scheme's pass looks: its ink, how its head is set, and the fine
// lines behind it. No paper describes the look of any pass; one eyewitness of the
// 甬行证 saw an identity card's size, four lines and two red rectangular seals at
// the bottom left, which is what all have in common. The rest is the program's
// own, chosen so that a guard tells one scheme's paper from another's at arm's
// length and on a black and white copy too, and so that none has a colour that
// stops people (red, yellow, grey). The zero Design is the house's own green.
type Design struct {
	Ink    Colour // of title, frame and, much paler, the fine lines
	Head   Heading
	Ground Ground
}

// Colour is red, green and blue. The zero Colour is none.
type Colour struct{ R, G, B uint8 }

// Heading is how the title stands on the paper.
type Heading string

// The heads. A head that is not named is ruled.
const (
	Ruled  Heading = "ruled"  // the title in ink over a double rule
	Banded Heading = "banded" // the title in white on a band of ink
	Spined Heading = "spined" // a spine of ink along the left edge
)

// Ground is a pattern of fine lines, see printing.
type Ground string

// The grounds. One that is not named is waves.
const (
	Waves    Ground = "waves"
	Rosettes Ground = "rosettes"
	Ridges   Ground = "ridges"
)
