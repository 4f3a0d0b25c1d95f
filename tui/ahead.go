package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/widget"
)

// Whoever flies over the keys loses none. A key that comes while its screen reads what
// keys are about keeps its turn, with the time at which it came, and is taken when all
// has come. What is typed into a search shows at once. The first Esc keeps its turn
// behind others; alone, or pressed again, it is at once, and so it is under a long work,
// which it stops. What asks to be pressed twice has to have been seen: a key that was
// held only asks.

// held is a key press or a paste that waits.
type held struct {
	msg tea.Msg
	at  time.Time
}

// waited is what a screen has asked.
type waited struct {
	by   screen
	kind asking
}

// lists is a screen whose keys are about the chosen row of a list.
type lists interface{ rowsOf() *widget.List }

func (s *appealsScreen) rowsOf() *widget.List   { return s.list }
func (s *doorsScreen) rowsOf() *widget.List     { return s.list }
func (s *dynamicScreen) rowsOf() *widget.List   { return s.list }
func (s *ledgerScreen) rowsOf() *widget.List    { return s.list }
func (s *listImport[P]) rowsOf() *widget.List   { return s.list }
func (q *queueScreen) rowsOf() *widget.List     { return q.list }
func (s *recallsScreen) rowsOf() *widget.List   { return s.list }
func (r *registerScreen) rowsOf() *widget.List  { return r.list }
func (s *residentsScreen) rowsOf() *widget.List { return s.list }
func (s *unlistedScreen) rowsOf() *widget.List  { return s.list }

// reads reports that the screen on top does not know yet what its keys are about.
func (d *desk) reads() bool {
	l, ok := d.top().(lists)
	return ok && l.rowsOf().Busy() || d.awaits(reading) || d.awaits(working)
}

func (d *desk) awaits(kind asking) bool { return d.under[waited{d.top(), kind}] > 0 }

// keeps reports that a key press or a paste has to wait, and holds it.
func (d *desk) keeps(msg tea.Msg) bool {
	wait := d.hold > 0
	if !wait && d.reads() {
		wait = d.hasTurn(msg)
	}
	if wait {
		d.held = append(d.held, held{msg, d.at})
	}
	return wait
}

// hasTurn reports that the key is taken in its turn.
func (d *desk) hasTurn(msg tea.Msg) bool {
	key, pressed := msg.(tea.KeyPressMsg)
	switch n := len(d.held); {
	case pressed && keyLock.Matches(key):
		return false
	case pressed && keyEsc.Matches(key) && len(d.stack) > 1:
		if n == 0 || d.awaits(working) || isEsc(d.held[n-1].msg) {
			d.drop()
			return false
		}
	case n == 0 && !d.awaits(reading) && !d.awaits(working): // only a list
		return pressed && !types(key)
	}
	return true
}

func isEsc(msg tea.Msg) bool {
	key, pressed := msg.(tea.KeyPressMsg)
	return pressed && keyEsc.Matches(key)
}

// types: the key only changes a text.
func types(key tea.KeyPressMsg) bool {
	return widget.KeyText(key) != "" || widget.KeyName(key) == "backspace"
}

// play takes the keys that were held, as far as they need not wait again.
func (d *desk) play() tea.Cmd {
	if l, ok := d.top().(lists); ok && d.hold == 0 && l.rowsOf().Err() != nil {
		d.drop()
	}
	var cmds []tea.Cmd
	for len(d.held) > 0 && d.hold == 0 && !d.reads() {
		next := d.held[0]
		d.held = d.held[1:]
		d.at, d.ahead = next.at, true
		cmds = append(cmds, d.take(next.msg))
	}
	d.ahead = false
	return tea.Batch(cmds...)
}

// take gives a key that was held to the screen that is there now.
func (d *desk) take(msg tea.Msg) tea.Cmd {
	key, pressed := msg.(tea.KeyPressMsg)
	switch {
	case d.blind():
		return nil
	case pressed:
		return d.key(key)
	}
	return d.top().update(d, msg)
}

// drop forgets what was typed ahead: after a refusal it was meant for a screen
// that did not come.
func (d *desk) drop() { d.held = nil }
