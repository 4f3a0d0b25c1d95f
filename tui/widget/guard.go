package widget

import "time"

const (
	// AdvanceWindow is how long after an automatic advance one Enter or Tab belongs to the field that
	// was left: a card reader ends its number with one.
	AdvanceWindow = 80 * time.Millisecond
	// SubmitQuiet is how long the keyboard must have been still before Enter may do what cannot be
	// undone: a reader's Enter comes within a few milliseconds, a person's later.
	SubmitQuiet = 150 * time.Millisecond
)

// AdvanceGuard swallows the one Enter or Tab that a reader sends behind a number on which the form
// has already moved on. Any other key shows that the reader goes on, and ends the wait.
type AdvanceGuard struct {
	armed time.Time
	field bool
}

// Arm starts the wait, at the moment of the automatic advance.
func (g *AdvanceGuard) Arm(now time.Time) { *g = AdvanceGuard{armed: now} }

// ArmField is Arm behind a field that was typed whole: whoever types a birth date or a digit presses
// Tab behind it as behind any other, and would skip a field. The Tab that follows is swallowed, however
// late it comes.
func (g *AdvanceGuard) ArmField(now time.Time) { *g = AdvanceGuard{armed: now, field: true} }

// Swallow asks about every key before it is used: true means that it is the reader's and is dropped.
func (g *AdvanceGuard) Swallow(name string, now time.Time) bool {
	was := *g
	*g = AdvanceGuard{}
	return name == "tab" && was.field || (name == "enter" || name == "tab") && since(was.armed, now) <= AdvanceWindow
}

// EnterGuard lets Enter act only when nothing was typed, pasted or shown for SubmitQuiet. Tell it of
// every key and paste, Enter included (so a key held down never acts), and of every answer that
// changes what Enter would do, so that nothing is done that was not on the screen.
type EnterGuard struct{ last time.Time }

// Note tells of a key, a paste, or new content.
func (g *EnterGuard) Note(now time.Time) { g.last = now }

// Ready reports whether an Enter at this moment was meant. Ask before Note.
func (g *EnterGuard) Ready(now time.Time) bool { return since(g.last, now) >= SubmitQuiet }
