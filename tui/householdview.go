package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/iddoc"
	"passdesk/tui/widget"
)

// view is the family with what the rules say of each, and under it whoever is being
// entered, or the chosen one's verdict.
func (s *householdScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(titleOf(tHousehold)), s.counts(d), d.w)))
	s.parentLine(d, out)
	room := d.h - 1
	first, last := s.window(room)
	for i := first; i < last; i++ {
		s.memberLine(d, out, i)
	}
	out.wrap(s.note.Role, d.say(s.note.Text))
	if s.issued != nil {
		out.wrap(s.h.note.Role, d.say(s.h.note.Text))
	}
	switch {
	case s.issued != nil:
		out.wrap(widget.RoleHint, d.say(tHouseholdIssued))
		return out.Block
	case s.at > 0:
		b := widget.Stack(out.Block, s.entry.verdictView(d, s.members[s.at-1]), s.questionLine(d))
		return widget.Stack(b, s.entry.questionsView(d, s.members[s.at-1], room-len(b.Lines)))
	}
	return widget.Stack(out.Block, s.entering(d, room-len(out.Lines)))
}

// window is the part of the list that has room: around the chosen one, else its end.
func (s *householdScreen) window(room int) (first, last int) {
	all, most := len(s.members), max(room-14, 5)
	if s.issued != nil {
		most = max(room-6, 5)
	}
	if all <= most {
		return 0, all
	}
	if first = all - most; s.at > 0 {
		first = clamp(s.at-1-most/2, 0, all-most)
	}
	return first, first + most
}

// counts is how many there are, and how many of them may be issued.
func (s *householdScreen) counts(d *desk) string {
	ready := 0
	for i := range s.members {
		if s.ready(i) {
			ready++
		}
	}
	if s.issued != nil {
		return fmt.Sprintf(d.say(tHouseholdDone), len(s.issued))
	}
	var out []string
	if len(s.members) > 0 {
		out = append(out, fmt.Sprintf(d.say(tHouseholdCount), len(s.members), ready))
	}
	if n := len(s.entry.shelf); n > 0 {
		out = append(out, fmt.Sprintf(d.say(tAsideCount), n))
	}
	return strings.Join(out, "  ")
}

// parentLine names under whose number children are entered.
func (s *householdScreen) parentLine(d *desk, out *lines) {
	p := s.entry.parent
	if p == nil || p.Document == nil {
		out.add(widget.RoleHint, d.say(tParentFirst))
		return
	}
	text := d.say(tParentIs) + p.Name + "  " + iddoc.Stored(iddoc.Type(p.Document.Type), p.Document.Number, p.Document.State).Masked()
	if r := d.p.Desk.ReadDocument(p.Document.Number, p.Document.Declared()); r.Valid {
		text = d.say(tParentIs) + p.Name + "  " + r.Number.Masked()
	}
	if !s.holder.IsZero() {
		text += "  " + s.holder.Grouped()
	}
	out.add(widget.RolePlain, text)
}

func (s *householdScreen) memberLine(d *desk, out *lines, i int) {
	a := s.members[i]
	role, state := widget.RolePlain, d.say(tChecking)
	switch {
	case s.issued != nil:
		role, state = widget.RoleNumber, s.issued[i].Number.Grouped()
		if p := s.issued[i]; p.Page > 0 {
			state += fmt.Sprintf(d.say(tLedgerNow), p.Page, p.Row)
		}
	case a.judged && a.verdict.Choice != "" && !s.ready(i):
		role, state = widget.RoleWarn, d.say(tToAnswer)
	case a.judged:
		var head widget.T
		role, head = verdictHead(a.verdict)
		state = d.say(head)
	}
	mark := " "
	if s.at == i+1 {
		mark, role = ">", widget.RoleSelected
	}
	kind := tMemberAdult
	if a.kind == childForm {
		kind = tMemberChild
	}
	birth := a.form.Value(fBirth)
	if r := d.p.Desk.ReadDocument(a.number(), a.declared()); a.kind != childForm && !r.Number.Birth().IsZero() {
		birth = r.Number.Birth().Compact()
	}
	if b, ok := readBirth(birth, s.entry.today.Day); ok {
		birth = b.String()
	}
	who := mark + widget.Pad(strconv.Itoa(i+1), 3) + widget.Pad(d.say(kind), widget.Width(d.say(tMemberAdult))) + "  " +
		widget.Pad(a.form.Value(fName), clamp(d.w/8, 10, 30)) + "  " + widget.Pad(birth, 10) + "  "
	line := who + state
	if why := "  " + d.say(plain(a.verdict.Reason)); a.judged && !s.ready(i) && s.issued == nil && widget.Width(line+why) <= d.w {
		line += why // whole, or where the line is chosen
	}
	out.Lines = append(out.Lines, d.st.Paint(role, widget.Pad(widget.Truncate(line, d.w), d.w)))
}

// questionLine says how the question about the chosen one is answered.
func (s *householdScreen) questionLine(d *desk) widget.Block {
	out := &lines{d: d}
	a := s.members[s.at-1]
	if !a.judged || a.verdict.Choice == "" {
		return out.Block
	}
	if with := s.like(); with > 0 {
		out.wrap(widget.RoleWarn, fmt.Sprintf(d.say(tCompareLine), with))
	} else {
		out.wrap(widget.RoleWarn, d.say(tCompareRecord))
	}
	return out.Block
}

// entering is the home screen's box and fields.
func (s *householdScreen) entering(d *desk, room int) widget.Block {
	e := s.entry
	out := &lines{d: d}
	e.boxLine(d, out)
	indent := e.boxLabel(d) + 2
	if text := e.noteText(d); text != "" {
		for _, row := range widget.Wrap(text, d.w-indent) {
			out.add(e.note.Role, widget.Pad("", indent)+row)
		}
	}
	if e.confirm != nil {
		return widget.Stack(out.Block, e.confirm.View(d.w, d.st, d.lang))
	}
	if a := e.shown(); a == nil && len(e.peopleShown()) == 0 {
		s.howTo(d, out)
		s.askedOfAll(d, out)
		return out.Block
	}
	return widget.Stack(out.Block, e.body(d, room-len(out.Lines)))
}

// askedOfAll names the questions that the Enter which issues declares answered for
// everybody, and whoever has answered one with yes.
func (s *householdScreen) askedOfAll(d *desk, out *lines) {
	if len(s.members) == 0 {
		return
	}
	e := s.entry
	out.blank()
	out.wrap(widget.RoleLabel, fmt.Sprintf(d.say(tAskedOfAll), len(e.questions)))
	for i, a := range s.members {
		yes, _ := e.answers(d, a, true)
		if also := e.inputsText(d, a); also != "" {
			yes = append(yes, also)
		}
		if a.facts.temp > 0 {
			yes = append(yes, fmt.Sprintf(d.say(tTempIs), a.facts.temp))
		}
		if len(yes) > 0 {
			out.wrap(widget.RoleWarn, fmt.Sprintf("%d  %s %s", i+1, d.say(tYes), strings.Join(yes, d.say(tComma))))
		}
	}
	_, none := e.answers(d, &draft{}, true)
	for _, row := range e.wrappedNone(d, none) {
		out.add(widget.RolePlain, row)
	}
}

// howTo is what can be done now, while nobody is being entered.
func (s *householdScreen) howTo(d *desk, out *lines) {
	out.blank()
	if len(s.members) > 0 {
		out.wrap(widget.RoleHint, d.say(tHouseholdNext))
		return
	}
	out.wrap(widget.RoleHint, d.say(tHouseholdHow))
}

func (s *householdScreen) keys(d *desk) []widget.Binding {
	e := s.entry
	switch {
	case s.issued != nil:
		return []widget.Binding{as(keySign, tSignAll), as(keyEnter, tHome), keyEsc}
	case e.confirm != nil:
		return confirmKeys(e.confirm)
	case s.at > 0:
		return append([]widget.Binding{as(keyEnter, tChangeFields), as(keyCancel, tTakeOut)}, append(s.answers(), keyFacts, keyMove, keyEsc)...)
	case s.idle() && len(s.members) > 0:
		return []widget.Binding{as(keyEnter, tIssueAll), keyChild, keyMove, keyEsc}
	}
	does := tJoin
	if a := e.shown(); a == nil || !a.judged {
		does = tGoOn
	}
	return []widget.Binding{as(keyEnter, does), keyFacts, keyChild, keyTab, keyEsc}
}

// answers are the keys of the question about the chosen one.
func (s *householdScreen) answers() []widget.Binding {
	a := s.members[s.at-1]
	if !a.judged || a.verdict.Choice == "" {
		return nil
	}
	word := tTwoPeopleSaid
	if exchange(a.verdict) {
		word = tSameChildKey
	}
	out := []widget.Binding{as(keyOverride, word)}
	if s.like() == 0 {
		out = append(out, as(keyRegister, tOpenPass))
	}
	return out
}

func (s *householdScreen) actions(d *desk) []action {
	switch {
	case s.issued != nil:
		return []action{{Binding: as(keySign, tSignAll)}}
	case s.at > 0:
		return []action{{Binding: as(keyCancel, tTakeOut)}, {Binding: as(keyOverride, tTwoPeopleSaid)}, {Binding: keyFacts}, {Binding: keyChild}}
	}
	return []action{{Binding: keyFacts}, {Binding: keyChild}, {widget.NewBinding(tProxyAction), func(d *desk) tea.Cmd { return s.entry.openProxy(d) }}}
}

// allows: over a confirmation no other screen opens but the help.
func (s *householdScreen) allows(a ability) bool { return a == helps || s.entry.confirm == nil }

// unsaved: people who were entered and have no pass.
func (s *householdScreen) unsaved() bool {
	return s.issued == nil && (len(s.members) > 0 || s.entry.unsaved())
}

func (s *householdScreen) chapter(*desk) widget.T { return cHousehold }
