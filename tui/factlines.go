package tui

import (
	"passdesk/tui/widget"
)

// factLine is a line of F2 that is answered with yes or no.
type factLine struct {
	text   widget.T
	colour string // that a yes would bring
	papers bool   // a paper that must be seen: no is what stands in the way
	answer func(*facts) *map[string]bool
	key    string
}

// factLines are what F2 asks: the papers that the scheme wants to be seen, its
// questions, and what clears a ground.
func (h *home) factLines() []factLine {
	var out []factLine
	for _, e := range h.info.Scheme.Evidence {
		out = append(out, factLine{text: plain(e.Label), papers: true, key: e.Key, answer: func(f *facts) *map[string]bool { return &f.seen }})
	}
	for _, q := range h.questions {
		out = append(out, factLine{text: plain(q.Label), colour: q.Colour, key: q.Fact, answer: func(f *facts) *map[string]bool { return &f.yes }})
	}
	for _, s := range statements {
		out = append(out, factLine{text: s.text, key: s.key, answer: func(f *facts) *map[string]bool { return &f.papers }})
	}
	return out
}

// said is whether the line was answered with yes.
func (l factLine) said(f *facts) bool { return (*l.answer(f))[l.key] }

// words are the answer as it stands on the screen, and how.
func (l factLine) words(f *facts) (widget.T, widget.Role) {
	switch yes := l.said(f); {
	case l.papers && yes:
		return tSeen, widget.RolePlain
	case l.papers:
		return tNotSeen, widget.RoleWarn
	case yes:
		return tYes, widget.RoleWarn
	}
	return tNone, widget.RolePlain
}

// evidenceText says which of the papers that must be seen were not; nothing where
// none is asked for.
func (h *home) evidenceText(d *desk, a *draft) (role widget.Role, text string) {
	for _, l := range h.factLines() {
		if l.papers && !l.said(&a.facts) {
			text += d.say(tNotSeen) + " " + d.say(l.text) + "  "
		}
	}
	if text == "" {
		return widget.RolePlain, ""
	}
	return widget.RoleWarn, text + d.say(tSeenHow)
}
