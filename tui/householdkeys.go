package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// key: over the list the keys are about the chosen one of the family, in the entry they
// are those of the home screen.
func (s *householdScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	name := widget.KeyName(msg)
	ready := s.enter.Ready(d.now())
	s.enter.Note(d.now())
	if s.issued != nil {
		return s.issuedKey(d, msg, name, ready)
	}
	if s.entry.confirm != nil {
		return s.entry.key(d, msg)
	}
	if name != "esc" {
		s.sure = false
	}
	switch {
	case name == "up" && (s.at > 0 || s.idle()):
		s.choose(s.at - 1)
		return nil
	case name == "down" && (s.at > 0 || s.idle()):
		s.choose(s.at + 1)
		return nil
	case s.at > 0:
		return s.memberKey(d, msg, name, ready)
	case name == "enter" && s.idle() && len(s.members) > 0:
		return s.issue(d, ready)
	case name == "esc" && s.idle():
		return s.leave(d)
	case keyChild.Matches(msg) && heldPass(s.entry.shown()) != "" && s.entry.shown().kind != childForm:
		return s.askParent(d, heldPass(s.entry.shown()))
	case name == "esc" && s.again > 0: // who was being changed goes back as they are
		return s.join(d, s.entry.draft, s.entry.draft.said)
	case keyRegister.Matches(msg), keyRecall.Matches(msg), keyPrint.Matches(msg), keySign.Matches(msg), keyNext.Matches(msg) && s.idle() && len(s.entry.shelf) == 0:
		s.tell(widget.RoleHint, tNotInHousehold)
		return nil
	}
	s.note = widget.Note{}
	return s.entry.key(d, msg)
}

// idle: nobody is being entered.
func (s *householdScreen) idle() bool {
	e := s.entry
	return e.box.Value() == "" && e.chosen == 0 && (e.draft == nil || e.draft.blank())
}

// choose goes to a member; past either end it goes back to the entry.
func (s *householdScreen) choose(n int) {
	s.note, s.seen = widget.Note{}, nil
	switch all := len(s.members); {
	case n < 0:
		s.at = all
	case n > all:
		s.at = 0
	default:
		s.at = n
	}
}

// memberKey is a key about the chosen one.
func (s *householdScreen) memberKey(d *desk, msg tea.KeyPressMsg, name string, ready bool) tea.Cmd {
	a := s.members[s.at-1]
	switch {
	case name == "esc":
		s.at, s.note = 0, widget.Note{}
		return nil
	case name == "enter" && ready:
		return s.change(d)
	case name == "enter":
		s.tell(widget.RoleHint, tTooSoon)
		return nil
	case keyCancel.Matches(msg):
		return s.takeOut(d)
	case keyFacts.Matches(msg):
		return d.push(newFactsScreen(d, s.entry, a))
	case keyOverride.Matches(msg):
		return s.twoPeople(d, a)
	case keyRegister.Matches(msg):
		return s.openRecord(d, a)
	case keyChild.Matches(msg):
		s.at = 0
		return s.entry.newChild(d)
	case widget.KeyText(msg) != "": // the next is being typed
		s.at, s.note = 0, widget.Note{}
		return s.entry.key(d, msg)
	}
	return nil
}

// change opens the fields of the chosen one; Enter there joins them again in their
// place.
func (s *householdScreen) change(d *desk) tea.Cmd {
	a := s.members[s.at-1]
	s.again = s.at
	s.remove()
	s.entry.draft = a
	return tea.Batch(s.check(d), s.entry.toGap(d), s.toField(a))
}

// toField puts the cursor where the station saw something wrong.
func (s *householdScreen) toField(a *draft) tea.Cmd {
	key := a.verdict.Field
	if a.form.Field(key) == nil {
		key = fName
	}
	a.form.FocusOn(key)
	s.entry.onBox = false
	return nil
}

func (s *householdScreen) remove() {
	s.members = slices.Delete(s.members, s.at-1, s.at)
	s.at, s.note = 0, widget.Note{}
}

// takeOut takes the chosen one from the others. Who was typed by hand, or may not be
// issued a pass, waits at the desk: a refusal is entered there.
func (s *householdScreen) takeOut(d *desk) tea.Cmd {
	a := s.members[s.at-1]
	keep := a.byHand || a.judged && !s.ready(s.at-1)
	s.remove()
	if keep {
		a.byHand = true
		s.h.shelf = append(s.h.shelf, a)
		s.tell(widget.RoleHint, tTakenAside)
	} else {
		s.tell(widget.RoleHint, tTakenOut)
	}
	return s.check(d)
}

// twoPeople answers the question about the chosen one. The record that is asked about
// is another line of this list, or a pass that was opened first.
func (s *householdScreen) twoPeople(d *desk, a *draft) tea.Cmd {
	switch {
	case !a.judged || a.verdict.Choice == "" || !a.verdict.Issues():
		s.tell(widget.RoleHint, tNoQuestion)
		return nil
	case s.like() == 0 && s.seen != a:
		return s.openRecord(d, a)
	}
	said := &registry.Choice{Warning: a.verdict.Choice, Same: exchange(a.verdict)}
	if s.like() == 0 && len(a.verdict.Related) > 0 {
		said.Number = a.verdict.Related[0]
	}
	a.said = said
	return s.check(d)
}

// openRecord shows the pass that the verdict rests on.
func (s *householdScreen) openRecord(d *desk, a *draft) tea.Cmd {
	if len(a.verdict.Related) == 0 {
		s.tell(widget.RoleHint, tNoQuestion)
		return nil
	}
	s.seen = a
	return d.push(newDetail(d, s.h, a.verdict.Related[0]))
}

// leave goes back to the desk. People who are entered and have no pass are asked about
// once; then all of them wait there.
func (s *householdScreen) leave(d *desk) tea.Cmd {
	waiting := append(slices.Clone(s.members), s.entry.shelf...)
	if len(waiting) > 0 && !s.sure {
		s.sure, s.entry.note = true, widget.Note{}
		s.tell(widget.RoleWarn, count(tLeaveHousehold, len(waiting)))
		return nil
	}
	s.toShelf()
	return d.pop()
}

// toShelf lets everybody who has no pass yet wait at the desk.
func (s *householdScreen) toShelf() {
	if s.issued != nil {
		return
	}
	waiting := append(slices.Clone(s.members), s.entry.shelf...)
	for _, a := range []*draft{s.entry.draft, s.entry.preview} {
		if a != nil && !a.blank() {
			waiting = append(waiting, a)
		}
	}
	s.h.shelf = append(s.h.shelf, waiting...)
	if len(waiting) > 0 {
		s.h.tell(widget.RoleHint, count(tHouseholdAside, len(waiting)))
	}
}

// issue gives all of them their passes. It holds while an answer is under way, and goes
// to the first who is not ready.
func (s *householdScreen) issue(d *desk, ready bool) tea.Cmd {
	switch {
	case !ready:
		s.tell(widget.RoleHint, tTooSoon)
		return nil
	case s.asked != 0:
		s.tell(widget.RoleHint, tChecking)
		return nil
	}
	for i := range s.members {
		if !s.ready(i) {
			s.at = i + 1
			s.tell(widget.RoleWarn, count(tNotReadyYet, i+1))
			return nil
		}
	}
	s.asks++
	n, apps, desk := s.asks, s.applications(), d.p.Desk
	s.tell(widget.RoleHint, tIssuing)
	return d.commit(s, func(ctx context.Context) tea.Msg {
		all, err := desk.IssueHousehold(ctx, apps)
		return householdMsg{n, all, true, err}
	})
}

// handOver: all stand in the register; now they are printed together.
func (s *householdScreen) handOver(d *desk, all []station.Member) tea.Cmd {
	s.issued, s.at, s.note = all, 0, widget.Note{}
	h := s.h
	h.morning.begin()
	var numbers []registry.Number
	for i, m := range all {
		numbers = append(numbers, m.Number)
		app := s.members[i].application(s.entry.today.Day)
		h.offShelf(s.members[i])
		h.last = lastPass{number: m.Number, name: app.Name, copy: m.Copy, signer: station.Signer(app), state: tNotPrinted, place: registry.LedgerPlace{Page: m.Page, Row: m.Row}}
	}
	if s.entry.parent != nil {
		h.parent = s.entry.parent
	}
	if left := s.entry.shelf; len(left) > 0 { // they wait at the desk now
		h.shelf, s.entry.shelf = append(h.shelf, left...), nil
		s.tell(widget.RoleWarn, count(tHouseholdLeft, len(left)))
	}
	h.lastNo, h.note = lastNo{}, widget.Note{}
	cmds := []tea.Cmd{h.askToday(d)}
	switch {
	case d.p.Press == nil:
		h.tell(widget.RoleWarn, tNoPress)
	case d.p.Press.Place() == "":
		cmds = append(cmds, d.pop(), h.askPlace(d, numbers))
	default:
		h.last.state = tPrinting
		h.tell(widget.RoleHint, tPrinting)
		cmds = append(cmds, h.printSigning(d, numbers))
	}
	return tea.Batch(cmds...)
}

// issuedKey: Ctrl+Y ticks off that all have signed; whatever else is pressed is the
// next person's at the desk.
func (s *householdScreen) issuedKey(d *desk, msg tea.KeyPressMsg, name string, ready bool) tea.Cmd {
	switch {
	case keySign.Matches(msg):
		return s.signAll(d)
	case name == "esc", name == "enter" && ready:
		return d.pop()
	case name == "enter", name == "up", name == "down":
		return nil
	}
	return tea.Batch(d.pop(), s.h.key(d, msg))
}

// signAll records that each has signed, the parent for the children.
func (s *householdScreen) signAll(d *desk) tea.Cmd {
	if !s.h.last.out {
		s.h.tell(widget.RoleWarn, tNoPaperToSign)
		return nil
	}
	if s.h.last.signed {
		return nil
	}
	apps, issued, desk := s.applications(), s.issued, d.p.Desk
	return d.commit(s.h, func(ctx context.Context) tea.Msg {
		var numbers []registry.Number
		for i, m := range issued {
			if err := desk.Sign(ctx, m.Number, station.Signer(apps[i])); err != nil {
				return signedMsg{err: err}
			}
			numbers = append(numbers, m.Number)
		}
		_, listed, err := desk.ListedHolders(ctx, numbers)
		return signedMsg{err, listed}
	})
}
