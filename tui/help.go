package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/guide"
	"passdesk/tui/widget"
)

// helpScreen shows what the screen below has to say of what stands on it and its
// chapter of the guide, then the whole guide, and then every key.
type helpScreen struct {
	first, lines int
	below        screen
}

func newHelp(d *desk) *helpScreen { return &helpScreen{below: d.top()} }

func (s *helpScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	page := max(d.h-5, 1)
	switch name := widget.KeyName(key); {
	case name == "esc" || keyHelp.Matches(key):
		return d.pop()
	case name == "down" || name == "enter":
		s.first++
	case name == "up":
		s.first--
	case name == "pgdown" || name == " ":
		s.first += page
	case name == "pgup":
		s.first -= page
	case name == "home":
		s.first = 0
	case name == "end":
		s.first = s.lines
	}
	return nil
}

func (s *helpScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	text := s.text(d)
	s.lines = len(text)
	s.first = clamp(s.first, 0, max(len(text)-(d.h-3), 0))
	title := tHelpTitle
	if len(s.about(d)) > 0 {
		title = tHelpAbout
	}
	out.add(widget.RoleTitle, d.say(title))
	out.blank()
	out.Lines = append(out.Lines, text[s.first:min(s.first+d.h-3, len(text))]...)
	return out.Block
}

// about is what the screen below says of itself, or what is asked over it; then the
// field with the cursor. On a screen without either it is nothing.
func (s *helpScreen) about(d *desk) []paragraph {
	var out []paragraph
	if c := confirmationOf(s.below); c != nil {
		out = explainConfirm(d, c)
	} else if e, ok := s.below.(explainer); ok {
		out = e.explain(d)
	}
	field := explainField(d, s.below)
	if len(out) > 0 && len(field) > 0 {
		out = append(out, paragraph{})
	}
	return append(out, field...)
}

// text is that and the guide as lines of the screen: headings bold, the rest
// wrapped.
func (s *helpScreen) text(d *desk) []string {
	var out []string
	about := s.about(d)
	for _, p := range about {
		for _, row := range widget.Wrap(p.text, d.w-2) {
			out = append(out, d.st.Paint(p.role, row))
		}
	}
	if here := s.keysHere(d); len(here) > 0 {
		out = append(spaced(out), here...)
	}
	if own := guideLines(d, s.ownChapter(d)); len(own) > 0 {
		out = append(spaced(out), own...)
	}
	if len(out) > 0 {
		out = append(out, "", d.st.Paint(widget.RoleTitle, d.say(tHelpTitle)), "")
	}
	out = append(out, guideLines(d, strings.Split(guide.Text(d.lang == widget.EN), "\n"))...)
	return append(append(out, allKeys(d)...), settingsHelp(d)...)
}

// spaced sets what follows apart from what stands there.
func spaced(out []string) []string {
	if len(out) > 0 {
		out = append(out, "")
	}
	return out
}

// keysHere are all the keys of the screen below, those too for which its last line has no
// room.
func (s *helpScreen) keysHere(d *desk) []string {
	var keys []string
	for _, b := range s.below.keys(d) {
		if !b.Has(keyHelp.Names[0]) {
			keys = append(keys, b.Label(d.lang)+" "+d.say(b.Text))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return append([]string{d.st.Paint(widget.RoleTitle, d.say(tKeysHere))}, sideBySide(keys, d.w-2)...)
}

// guideLines are lines of the guide as lines of the screen.
func guideLines(d *desk, text []string) []string {
	var out []string
	for _, l := range text {
		role := widget.RolePlain
		switch {
		case strings.HasPrefix(l, "#"):
			role, l = widget.RoleTitle, strings.TrimSpace(strings.TrimLeft(l, "#"))
		case strings.HasPrefix(l, "- "):
			l = "  " + l
		}
		for _, row := range widget.Wrap(narrow(l), d.w-2) {
			out = append(out, d.st.Paint(role, row))
		}
	}
	return out
}

// allKeys are the keys, and by the screen those that do another thing there.
func allKeys(d *desk) []string {
	var out []string
	list := func(title widget.T, keys []widget.Binding) {
		out = append(out, "", d.st.Paint(widget.RoleTitle, d.say(title)))
		for _, b := range keys {
			names := make([]string, len(b.Names))
			for i, n := range b.Names {
				names[i] = widget.KeyLabel(n, d.lang)
			}
			out = append(out, "  "+d.st.Paint(widget.RoleKey, widget.Pad(strings.Join(names, "  "), 18))+d.say(titleOf(b.Text)))
		}
	}
	list(tAllKeys, slices.Concat(everyKey, []widget.Binding{keyRepeat, keyQuit}))
	for _, o := range otherWords {
		list(o.on, o.keys)
	}
	return out
}

func (s *helpScreen) keys(d *desk) []widget.Binding {
	return []widget.Binding{keyMove, widget.NewBinding(tPage, "pgdown"), keyEsc, keyLang}
}

func (s *helpScreen) actions(d *desk) []action { return nil }

func (s *helpScreen) allows(ability) bool { return false }
