package tui

import (
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// factLine is a line of F2 that Enter answers: a paper to be seen, a question, or
// an input that is answered or chosen.
type factLine struct {
	text   widget.T
	colour string                        // that a yes would bring
	papers bool                          // a paper that must be seen: no is what stands in the way
	answer func(*facts) *map[string]bool // nil for an entry
	key    string
	entry  scheme.Entry
	cite   scheme.Citation // of a question
}

// factLines are what F2 asks: the papers that the scheme wants to be seen, its
// questions, and the inputs that are answered or chosen.
func (h *home) factLines() []factLine {
	var out []factLine
	for _, e := range h.info.Scheme.Evidence {
		out = append(out, factLine{text: plain(e.Label), papers: true, key: e.Key, cite: e.Cite, answer: func(f *facts) *map[string]bool { return &f.seen }})
	}
	for _, q := range h.questions {
		out = append(out, factLine{text: plain(q.Label), colour: q.Colour, key: q.Fact, cite: scheme.Citation{Sentence: q.Cite, Source: q.Source},
			answer: func(f *facts) *map[string]bool { return &f.yes }})
	}
	for _, e := range h.info.Scheme.Entries {
		if !e.Typed() {
			out = append(out, factLine{text: plain(e.Label), key: e.Name, entry: e, cite: e.Cite})
		}
	}
	return out
}

// press is Enter on the line.
func (l factLine) press(f *facts) {
	if l.answer == nil {
		f.turn(l.entry)
		return
	}
	toggle(l.answer(f), l.key)
	if !f.yes[l.key] {
		f.sayDay(l.key, civil.Date{}) // what is not true has no day
	}
}

// said is whether a question was answered with yes, or a paper seen.
func (l factLine) said(f *facts) bool { return l.answer != nil && (*l.answer(f))[l.key] }

// words are the answer as it stands on the screen, and how.
func (l factLine) words(f *facts) (widget.T, widget.Role) {
	yes := l.said(f)
	switch {
	case l.answer == nil:
		return l.entryWords(f.said[l.key].text)
	case l.papers && yes:
		return tSeen, widget.RolePlain
	case l.papers:
		return tNotSeen, widget.RoleWarn
	case yes:
		return tYes, widget.RoleWarn
	}
	return tNone, widget.RolePlain
}

// entryWords: what goes without saying is quiet.
func (l factLine) entryWords(text string) (widget.T, widget.Role) {
	switch {
	case text == "":
		return tUnsaid, widget.RolePlain
	case l.entry.Kind == scheme.ChoiceEntry:
		return tChosen, widget.RoleWarn
	case text == saidYes && l.entry.Usual == scheme.Yes:
		return tIsSo, widget.RolePlain
	case text == saidYes:
		return tIsSo, widget.RoleWarn
	case l.entry.Usual == scheme.No:
		return tIsNot, widget.RolePlain
	}
	return tIsNot, widget.RoleWarn
}

// label is the line's text, with the choice behind it.
func (l factLine) label(f *facts) widget.T {
	for _, c := range l.entry.Choices {
		if c.Word == f.said[l.key].text {
			return widget.T{ZH: l.text.ZH + "：" + c.Label.ZH, EN: l.text.EN + ": " + c.Label.EN}
		}
	}
	return l.text
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
