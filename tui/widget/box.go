package widget

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TypeAheadQuiet is the pause that ends type-ahead after a refusal. Waiting keys and a reader's come
// within 30 ms of one another, a person's later.
const TypeAheadQuiet = 50 * time.Millisecond

// BoxKind is what a message did to a box.
type BoxKind uint8

// What a message can do to a box.
const (
	BoxNone    BoxKind = iota // no use for it: the screen's own keys
	BoxHandled                // nothing to do
	BoxChanged                // the text is another: search as it is typed
	BoxScan                   // a card was scanned or a text pasted: Value, parts separated by tabs; the box is empty
	BoxEnter                  // Enter behind typed text: look Value up
	BoxPick                   // a digit while Picking: the answer of that number
	BoxGo                     // Enter on the empty box, meant: do what the screen says
	BoxEarly                  // Enter on the empty box, too soon after a key or news: ask for it again
)

// BoxEvent is the answer to a message.
type BoxEvent struct {
	Kind  BoxKind
	Value string
	Pick  int // 1 to 9
}

// Parts is the value cut at its tabs.
func (e BoxEvent) Parts() []string { return SplitPaste(e.Value) }

// Box is the one input of a home screen: card reader, keyboard and paste in the same place. It tells
// them apart (see Burst), so that the Enter of a reader looks up and never does more: BoxGo needs an
// empty box and 150 ms since the last key, paste, or call of Shown. The screen calls Shown whenever it
// shows something that Enter would act on, and Refused when it refuses; then the keys that were typed
// ahead are dropped up to the next pause, so that half of the next card does not land anywhere.
//
// Give it every key press first, and use those it has no use for (BoxNone).
type Box struct {
	Picking bool // numbered answers are on the screen: a digit picks one

	field *Field
	burst *Burst
	guard EnterGuard
	drop  time.Time // last key of the type-ahead being dropped; zero: none is
	now   func() time.Time
}

// NewBox makes an empty box on a clock.
func NewBox(spec FieldSpec, now func() time.Time) *Box {
	return &Box{field: NewField(spec), burst: NewBurst(now), now: now}
}

// Field is the box's input, for drawing it and its cursor.
func (b *Box) Field() *Field { return b.field }

// Clear empties the box.
func (b *Box) Clear() { b.field.Set("") }

// Shown tells that the screen shows something new that Enter would act on.
func (b *Box) Shown() { b.guard.Note(b.now()) }

// Refused empties the box and drops what was typed ahead.
func (b *Box) Refused() {
	b.Clear()
	b.burst.Reset()
	b.drop = b.now()
	b.Shown()
}

// Update takes a key press or a paste.
func (b *Box) Update(msg tea.Msg) BoxEvent {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return b.key(msg)
	case tea.PasteMsg:
		return b.paste(msg.Content)
	}
	return BoxEvent{}
}

func (b *Box) key(msg tea.KeyPressMsg) BoxEvent {
	now := b.now()
	ready := b.guard.Ready(now)
	b.guard.Note(now)
	if b.typedAhead(now) {
		return BoxEvent{Kind: BoxHandled}
	}
	scan := b.burst.Feed(msg)
	if scan.Phase == BurstEnd {
		b.Clear()
		return BoxEvent{Kind: BoxScan, Value: scan.Value}
	}
	switch name := KeyName(msg); {
	case name == "enter":
		return b.enter(ready)
	case name == "tab" && scan.Phase == BurstRunning:
		return BoxEvent{Kind: BoxHandled}
	case b.Picking && scan.Phase != BurstRunning && len(name) == 1 && name >= "1" && name <= "9":
		return BoxEvent{Kind: BoxPick, Pick: int(name[0] - '0')}
	}
	return b.edit(msg)
}

func (b *Box) edit(msg tea.KeyPressMsg) BoxEvent {
	e := b.field.Update(msg)
	switch {
	case e&FieldChanged != 0:
		return BoxEvent{Kind: BoxChanged, Value: b.field.Value()}
	case e != 0:
		return BoxEvent{Kind: BoxHandled}
	}
	return BoxEvent{}
}

func (b *Box) enter(ready bool) BoxEvent {
	switch {
	case !b.field.Empty():
		return BoxEvent{Kind: BoxEnter, Value: strings.TrimSpace(b.field.Value())}
	case ready:
		return BoxEvent{Kind: BoxGo}
	}
	return BoxEvent{Kind: BoxEarly}
}

// typedAhead reports whether the key belongs to what was typed before a refusal could be read.
func (b *Box) typedAhead(now time.Time) bool {
	if b.drop.IsZero() || now.Sub(b.drop) >= TypeAheadQuiet {
		b.drop = time.Time{}
		return false
	}
	b.drop = now
	return true
}

func (b *Box) paste(content string) BoxEvent {
	b.burst.Reset()
	b.Shown()
	parts := SplitPaste(content)
	if len(parts) == 0 {
		return BoxEvent{Kind: BoxHandled}
	}
	b.Clear()
	return BoxEvent{Kind: BoxScan, Value: strings.Join(parts, "\t")}
}
