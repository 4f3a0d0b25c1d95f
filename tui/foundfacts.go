package tui

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// What somebody declared may be found to be otherwise when the appeal of a refusal is
// heard. F2 corrects it as it was stated; the change is decided on that, with a reason
// and the evidence, and closes the case. A new form would leave the appeal open.

// found is what an officer found of what an applicant declared.
type found struct {
	a      *draft
	stated map[string]json.RawMessage
}

func (a *draft) stated() map[string]json.RawMessage { return a.facts.json(a.base.Facts) }

// differs are the inputs that were found to be otherwise, under the names of a script.
func (f *found) differs() map[string]json.RawMessage {
	if f == nil {
		return nil
	}
	return differing(f.stated, f.a.stated())
}

// appealed: the appeal of a refusal waits for its decision.
func (s *caseScreen) appealed() bool {
	return s.read && !s.ofPass() && s.c.State == registry.CaseAppealed
}

// correctFacts opens what was declared, as it was declared.
func (s *caseScreen) correctFacts(d *desk) tea.Cmd {
	if err := s.may[registry.AppealDecided]; err != nil {
		s.tell(widget.RoleWarn, toldText(err))
		return nil
	}
	if s.found == nil {
		a := s.h.draftOf(d, s.c.Applicant)
		a.asStated(s.h.info.Scheme)
		s.found = &found{a, a.stated()}
	}
	facts := newFactsScreen(d, s.h, s.found.a)
	facts.corrects = true
	facts.form = facts.newForm(d)
	return d.push(facts)
}

// tellFound says, when F2 is left, how what was found becomes the decision.
func (s *caseScreen) tellFound(d *desk) {
	switch {
	case s.found == nil:
	case s.found.a.firstUnread() != "":
		text := s.h.unreadText(d, s.found.a)
		s.tell(widget.RoleBad, widget.T{ZH: text, EN: text})
	case len(s.found.differs()) > 0:
		s.tell(widget.RoleWarn, tFoundHow)
	}
}

// foundLines are the inputs that were found to be otherwise: what was declared, what is
// so.
func (s *caseScreen) foundLines(d *desk) []string {
	var out []string
	differs := s.found.differs()
	for _, name := range slices.Sorted(maps.Keys(differs)) {
		was, is := s.inputText(d, name, s.found.stated[name]), s.inputText(d, name, differs[name])
		out = append(out, was+" -> "+is)
	}
	return out
}

func (s *caseScreen) inputText(d *desk, name string, value json.RawMessage) string {
	text := declaredText(d, s.h.info.Scheme, map[string]json.RawMessage{name: value})
	if len(text) == 0 {
		return d.say(tDeclaredNone)
	}
	return strings.Join(text, d.say(tComma))
}
