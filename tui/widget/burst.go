package widget

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	burstGap    = 30 * time.Millisecond  // keys of a reader come closer than this
	burstHiccup = 250 * time.Millisecond // one pause like this inside a scan is ours (a look-up, a slow frame)
	burstMin    = 6                      // fewer fast keys are a person or an input method
)

// BurstPhase says what a key was.
type BurstPhase uint8

// The phases.
const (
	BurstNone    BurstPhase = iota // a person's key
	BurstStart                     // perhaps the first key of a scan: remember how things stood before it
	BurstRunning                   // one more key of a machine: a Tab here is a separator, not a wish to move
	BurstEnd                       // the Enter that ends a scan; Value holds it whole
)

// BurstEvent is the answer to one key press.
type BurstEvent struct {
	Phase BurstPhase
	Value string // at BurstEnd: what was scanned, parts separated by tabs
}

// Parts is the scanned value cut at its tabs, blank parts left out.
func (e BurstEvent) Parts() []string { return SplitPaste(e.Value) }

// Burst tells a card reader, which types like a keyboard, from a person: keys less than 30 ms apart,
// six or more, ended by Enter within 30 ms, are one scan.
//
// The universal box uses it like this. Every key press goes to Feed first. At BurstStart the box keeps
// a copy of its state; the keys are shown in it as they come. At BurstEnd the box goes back to that copy
// and takes Value as one scan: so half a word typed before is not mixed into the number, nothing that
// the scan typed on the way stays in a wrong field, and the scan's Enter only looks up. What Enter
// would issue is shown afterwards, and EnterGuard keeps any Enter from acting until it has been on the
// screen for 150 ms.
//
// Time is when the program gets to the key. If it was busy in the middle of a scan, the keys wait
// and one pause appears; a pause of up to 250 ms is forgiven when machine speed came before it.
type Burst struct {
	now   func() time.Time
	text  strings.Builder
	keys  int // in this run
	last  time.Time
	pause bool // the one hiccup is used up
}

// NewBurst makes a detector on a clock.
func NewBurst(now func() time.Time) *Burst { return &Burst{now: now} }

// Feed takes every key press in order.
func (b *Burst) Feed(msg tea.KeyPressMsg) BurstEvent {
	now := b.now()
	gap := since(b.last, now)
	b.last = now
	switch name, text := KeyName(msg), KeyText(msg); {
	case name == "enter":
		return b.enter(gap)
	case name == "tab":
		return b.add("\t", gap)
	case text != "":
		return b.add(text, gap)
	default:
		b.Reset()
		return BurstEvent{}
	}
}

// Reset forgets the keys so far; for a paste, or a change of screen.
func (b *Burst) Reset() {
	b.text.Reset()
	b.keys, b.pause = 0, false
}

func (b *Burst) add(text string, gap time.Duration) BurstEvent {
	if !b.continues(gap) {
		b.Reset()
	}
	b.keys++
	b.text.WriteString(text)
	switch {
	case b.keys == 1:
		return BurstEvent{Phase: BurstStart}
	case b.keys >= burstMin/2:
		return BurstEvent{Phase: BurstRunning}
	}
	return BurstEvent{}
}

func (b *Burst) continues(gap time.Duration) bool {
	if b.keys == 0 || gap < burstGap {
		return true
	}
	if b.keys >= burstMin && !b.pause && gap <= burstHiccup {
		b.pause = true
		return true
	}
	return false
}

func (b *Burst) enter(gap time.Duration) BurstEvent {
	scan := b.keys >= burstMin && gap < burstGap
	value := b.text.String()
	b.Reset()
	if !scan {
		return BurstEvent{}
	}
	return BurstEvent{Phase: BurstEnd, Value: value}
}
