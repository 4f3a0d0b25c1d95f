package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"passdesk/tui/widget"
)

// A text of F2 that cannot be read is kept as it was typed: what it said nobody
// knows, so nothing is decided over it, and no earlier value speaks in its place.

// cannotRead keeps a field's text that is neither read nor empty.
func (f *facts) cannotRead(key, text string) {
	switch {
	case strings.HasPrefix(key, onDay):
		delete(f.on, strings.TrimPrefix(key, onDay))
	case key == fTemp:
		f.temp = 0
	default:
		delete(f.said, key)
	}
	if f.unread == nil {
		f.unread = map[string]string{}
	}
	f.unread[key] = text
}

// firstUnread is the first field of F2 that stands unread; "" when all are read.
func (a *draft) firstUnread() string {
	keys := slices.Sorted(maps.Keys(a.facts.unread))
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// unreadText says which field of F2 cannot be read, what stands there, and what is
// wrong with it.
func (h *home) unreadText(d *desk, a *draft) string {
	key := a.firstUnread()
	text := a.facts.unread[key]
	label, note := h.factField(key, text)
	return fmt.Sprintf(d.say(tUnread), d.say(label), text, d.say(note.Text))
}

// factField is what a field of F2 is called, and what it says of a text.
func (h *home) factField(key, text string) (label widget.T, note widget.Note) {
	if fact, ok := strings.CutPrefix(key, onDay); ok {
		return h.factLabel(fact), dayNote(h.today.Day)(text)
	}
	for _, e := range h.typedEntries() {
		if e.Name == key {
			spec := h.entrySpec(e)
			return spec.Label, spec.Check(text)
		}
	}
	return widget.T{}, widget.Note{}
}
