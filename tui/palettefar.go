package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/widget"
)

// What can be done from the home screen can be found on every screen: whoever looks
// for 日结 does not know where it lives. Choosing it goes home first.

// farAction is an action of the home screen on the palette of another.
type farAction struct{ action }

// elsewhere are the actions of the home screen that the palette of the screen on top
// has not got itself.
func (d *desk) elsewhere(own []action) []farAction {
	h, ok := d.stack[0].(*home)
	if !ok || d.top() == screen(h) {
		return nil
	}
	var out []farAction
	for _, a := range h.actions(d) {
		if d.barred(a.Text) == nil && !slices.ContainsFunc(own, func(o action) bool { return o.Text == a.Text }) {
			out = append(out, farAction{a})
		}
	}
	return out
}

// goHome leaves every other screen. Who is entered as a household waits at the desk.
func (d *desk) goHome() tea.Cmd {
	for _, s := range d.stack[1:] {
		if family, holds := s.(*householdScreen); holds {
			family.toShelf()
		}
	}
	d.stack = d.stack[:1]
	return d.top().update(d, shownMsg{})
}

// losing reports that going home would lose what was typed on a screen above it.
func (d *desk) losing() bool {
	return slices.ContainsFunc(d.stack[1:], func(s screen) bool {
		h, holds := s.(draftHolder)
		_, family := s.(*householdScreen) // they wait at the desk
		return holds && h.unsaved() && !family
	})
}

// runFar does a far action. Over something half typed it has to be chosen twice.
func (p *paletteScreen) runFar(d *desk, a farAction) tea.Cmd {
	if d.losing() && !p.warned {
		p.warned = true
		return nil
	}
	return tea.Batch(d.goHome(), a.do(d))
}

// do is an action's own function, or its key.
func (a action) do(d *desk) tea.Cmd {
	if a.run != nil {
		return a.run(d)
	}
	return d.key(pressOf(a.Names[0]))
}

// entry is an action as the palette shows it.
func (a action) entry(id string, where widget.T) widget.Action {
	key := ""
	if len(a.Names) > 0 {
		key = a.Names[0]
	}
	return widget.Action{ID: id, Title: titleOf(a.Text), Initials: initials[a.Text.ZH], Key: key, Where: where, AtOnce: atOnce[a.Text.ZH]}
}
