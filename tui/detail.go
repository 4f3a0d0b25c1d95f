package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// detailStation is what the screen of one pass asks of the station.
type detailStation interface {
	ViewPass(ctx context.Context, number, why string) (station.Detail, error)
	Sign(ctx context.Context, number registry.Number, by string) error
	Cancel(ctx context.Context, number registry.Number, reason string) error
	Reprint(ctx context.Context, number registry.Number, reason string) error
	Return(ctx context.Context, number registry.Number, copy int, outcome, note string) error
	Void(ctx context.Context, number registry.Number, copy int, reason string) error
	ReportLost(ctx context.Context, number registry.Number, copy int, reason string) error
	Reinstate(ctx context.Context, number registry.Number, reason string) error
	Recall(ctx context.Context, number registry.Number, reason, note string) error
}

// detailScreen is one pass, everything that happened to it, and what may happen
// now.
type detailScreen struct {
	h       *home
	number  string
	d       station.Detail
	read    bool
	note    widget.Note
	first   int // of the history in sight; the latest stands first
	confirm *widget.Confirm
	act     registry.Kind // what the confirmation is about
}

func newDetail(d *desk, h *home, number string) *detailScreen {
	return &detailScreen{h: h, number: number}
}

// passMsg is the pass as it stands now.
type passMsg struct {
	detail station.Detail
	err    error
}

// doneMsg tells that something was done to the pass.
type doneMsg struct {
	what widget.T
	err  error
}

func (s *detailScreen) load(d *desk) tea.Cmd {
	desk, number := d.p.Desk, s.number
	return d.ask(s, func(ctx context.Context) tea.Msg {
		detail, err := desk.ViewPass(ctx, number, station.AtDesk)
		return passMsg{detail, err}
	})
}

func (s *detailScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case passMsg:
		s.d, s.read = msg.detail, msg.err == nil
		if s.read && d.behind == 0 {
			s.h.follow(msg.detail)
		}
		if msg.err != nil {
			s.tell(widget.RoleBad, toldText(msg.err))
		} else {
			s.note = unrecorded(d, s.note)
		}
	case doneMsg:
		return s.done(d, msg)
	case printedMsg:
		return s.printed(d, msg)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		if s.confirm != nil {
			s.confirm.Update(msg, d.lang)
		}
	}
	return nil
}

func (s *detailScreen) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func toldText(err error) widget.T {
	told := Explain(err)
	return widget.T{ZH: told.In(widget.ZH), EN: told.In(widget.EN)}
}

func (s *detailScreen) done(d *desk, msg doneMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.tell(widget.RoleGood, msg.what)
	return tea.Batch(s.load(d), s.h.askToday(d))
}

func (s *detailScreen) printed(d *desk, msg printedMsg) tea.Cmd {
	if msg.err != nil {
		s.tell(widget.RoleBad, toldText(msg.err))
	} else {
		s.tell(widget.RoleGood, widget.T{ZH: tPrinted.ZH + shortPath(msg.where, d.w-10), EN: tPrinted.EN + shortPath(msg.where, d.w-10)})
	}
	return tea.Batch(s.load(d), s.h.askToday(d))
}

// may reports whether the event may happen to the pass now.
func (s *detailScreen) may(k registry.Kind) bool { return s.read && slices.Contains(s.d.Allowed, k) }

// mayPrint: a pass without its paper is printed; a second paper of a pass is a
// reprint, needs a reason, and counts as the next copy.
func (s *detailScreen) mayPrint() bool {
	return s.may(registry.PrintIntended) && s.d.Status == registry.StatusIssued
}

func (s *detailScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.confirm != nil {
		return s.confirmKey(d, msg)
	}
	for _, a := range s.paperActs() {
		if a.key.Matches(msg) {
			s.askAct(d, a)
			return nil
		}
	}
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.first = min(s.first+1, max(len(s.d.History)-1, 0))
	case name == "up":
		s.first = max(s.first-1, 0)
	case keySign.Matches(msg):
		return s.sign(d)
	case keyPrint.Matches(msg) && !s.mayPrint() && s.may(registry.Reprinted):
		s.ask(d, registry.Reprinted)
	case keyPrint.Matches(msg):
		return s.print(d)
	case keyCancel.Matches(msg):
		s.ask(d, registry.Cancelled)
	case keyRecall.Matches(msg):
		s.ask(d, registry.RecallOrdered)
	}
	return nil
}

func (s *detailScreen) sign(d *desk) tea.Cmd {
	if !s.may(registry.Signed) {
		s.tell(widget.RoleWarn, tNotNow)
		return nil
	}
	desk, number, by := d.p.Desk, s.d.Number, signerOf(s.d.Applicant)
	return d.commit(s, func(ctx context.Context) tea.Msg { return doneMsg{tSignedDone, desk.Sign(ctx, number, by)} })
}

func (s *detailScreen) print(d *desk) tea.Cmd {
	switch {
	case !s.mayPrint():
		s.tell(widget.RoleWarn, tNotNow)
		return nil
	case d.p.Press == nil || d.p.Press.Place() == "":
		s.tell(widget.RoleWarn, tPlaceFirst)
		return nil
	}
	s.tell(widget.RoleHint, tPrinting)
	desk, press, numbers := d.p.Desk, d.p.Press, []registry.Number{s.d.Number}
	return d.finish(s, func(ctx context.Context) tea.Msg {
		where, err := printPapers(ctx, desk, press, numbers, layoutWalkIn, false)
		return printedMsg{numbers, where, err}
	})
}

// recallReasons are the words of the register and what people read for them.
var recallReasons = []struct {
	word string
	text widget.T
}{
	{"close_contact", tRecallContact}, {"severe_area", tRecallArea}, {"symptoms", tRecallSymptoms}, {"other", tRecallOther},
}

// ask opens the confirmation: a reason, and the same Ctrl key again.
func (s *detailScreen) ask(d *desk, k registry.Kind) {
	if !s.may(k) {
		s.tell(widget.RoleWarn, tNotNow)
		return
	}
	spec := widget.ConfirmSpec{Title: tCancelTitle, Lines: []widget.T{tCancelWhat}, Key: keyCancel.Names[0], Now: d.now,
		Reasons: []widget.T{tCancelNotTaken, tCancelMistake, tCancelSpoiled}}
	if k == registry.RecallOrdered {
		spec.Title, spec.Lines, spec.Key, spec.Reasons = tRecallTitle, []widget.T{tRecallWhat}, keyRecall.Names[0], nil
		for _, r := range recallReasons {
			spec.Reasons = append(spec.Reasons, r.text)
		}
	}
	if k == registry.Reprinted {
		spec.Title, spec.Lines, spec.Key = tReprintTitle, []widget.T{tReprintWhat}, keyPrint.Names[1]
		spec.Reasons = []widget.T{tReprintLost, tReprintDamaged, tReprintFaint}
	}
	s.note, s.act, s.confirm = widget.Note{}, k, widget.NewConfirm(spec)
}

func (s *detailScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.act == registry.Reprinted && keyPrint.Matches(msg) {
		msg = pressOf(keyPrint.Names[1]) // F5 is its twin
	}
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		s.confirm = nil
	case widget.ConfirmDone:
		return s.commitAct(d)
	}
	return nil
}

func (s *detailScreen) commitAct(d *desk) tea.Cmd {
	desk, number, reason, act := d.p.Desk, s.d.Number, s.confirm.Reason(), s.act
	s.confirm = nil
	return d.commit(s, func(ctx context.Context) tea.Msg {
		switch act {
		case registry.RecallOrdered:
			word, note := recallWords(reason)
			return doneMsg{tRecallDone, desk.Recall(ctx, number, word, note)}
		case registry.Reprinted:
			return doneMsg{tReprintDone, desk.Reprint(ctx, number, reason)}
		}
		for _, a := range paperActs {
			if a.kind == act {
				return doneMsg{a.doing, a.do(desk, ctx, number, reason)}
			}
		}
		return doneMsg{tCancelDone, desk.Cancel(ctx, number, reason)}
	})
}

// recallWords are the register's word for a reason that was picked, or "other"
// and the reason as it was typed.
func recallWords(reason string) (word, note string) {
	for _, r := range recallReasons {
		if reason == r.text.ZH || reason == r.text.EN {
			return r.word, ""
		}
	}
	return "other", reason
}

func (s *detailScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tDetailTitle))
	out.blank()
	if s.read {
		s.facts(d, out)
		s.outstanding(d, out)
	}
	out.add(s.note.Role, d.say(s.note.Text))
	out.blank()
	if s.confirm != nil {
		return widget.Stack(out.Block, s.confirm.View(d.w, d.st, d.lang))
	}
	s.history(d, out)
	return out.Block
}

// detailLabel is the width of the labels' column.
const detailLabel = 15

// historyNote is where a note begins that does not fit behind its event.
const historyNote = 18

// facts are the pass and its holder, two columns of label and value.
func (s *detailScreen) facts(d *desk, out *lines) {
	p := s.d
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleLabel, widget.Pad(d.say(tNumber), detailLabel))+d.st.Paint(widget.RoleNumber, p.Number.Grouped())+
		"   "+d.st.Paint(statusRole(p.Status), d.say(statusText(p.Status)))+"   "+fmt.Sprintf(d.say(tCopyNo), p.Copy))
	a := p.Applicant
	row := func(label widget.T, value string) {
		if value != "" {
			out.Lines = append(out.Lines, d.st.Paint(widget.RoleLabel, widget.Pad(d.say(label), detailLabel))+widget.Truncate(value, d.w-detailLabel))
		}
	}
	row(tName, a.Name)
	label := tPrintedNumber
	if a.Document == nil {
		label = tGuardianNumber
	}
	row(label, p.Masked)
	if a.Guardian != nil {
		row(tGuardianIs, a.Guardian.Name)
	}
	row(tBirth, a.Birth+"  "+d.say(sexText(a.Sex)))
	row(tIssuedOn, p.Issued.String())
	if !p.Expires.IsZero() {
		row(tExpires, p.Expires.String())
	}
	if p := a.Proxy; p != nil {
		row(tProxy, strings.Join([]string{p.Name, d.say(proxyRelationText(p.Relation)), p.Reason}, "  "))
	}
	row(tPhone, a.Phone)
	row(tAddress, a.Address)
	out.blank()
}

func statusRole(s registry.Status) widget.Role {
	switch s {
	case registry.StatusSigned:
		return widget.RoleGood
	case registry.StatusRecalled:
		return widget.RoleBad
	}
	return widget.RoleWarn
}

// history lists the events, the latest first.
func (s *detailScreen) history(d *desk, out *lines) {
	out.add(widget.RoleLabel, d.say(tHistory))
	room := d.h - 1 - len(out.Lines)
	all := slices.Clone(s.d.History)
	slices.Reverse(all)
	s.first = clamp(s.first, 0, max(len(all)-room, 0))
	wide := kindsWide(d, all, 16)
	for _, e := range all[s.first:min(s.first+max(room, 0), len(all))] {
		head := e.At.Format("2006-01-02 15:04") + "  " + widget.Pad(d.say(kindText(e.Kind)), wide) + "  " +
			widget.Pad(e.Operator, 12) + "  " + widget.Pad(d.say(whichOf(e)), 8)
		out.event(head, d.say(happenedText(e)))
	}
}

// whichOf is the copy that an event is about; of a decision, the case.
func whichOf(e station.Happened) widget.T {
	if e.Case != 0 && e.Kind != registry.Issued && e.Kind != registry.Reissued {
		return count(tCaseTitle, e.Case)
	}
	return count(tCopyNo, max(e.Copy, 1))
}

// kindsWide is how wide the column is that names the events: none is cut.
func kindsWide(d *desk, all []station.Happened, least int) int {
	wide := least
	for _, e := range all {
		wide = max(wide, widget.Width(d.say(kindText(e.Kind))))
	}
	return wide
}

// event is a line of a history; a note that does not fit stands under it, whole.
func (l *lines) event(head, note string) {
	if widget.Width(head)+2+widget.Width(note) <= l.d.w {
		l.add(widget.RolePlain, head+"  "+note)
		return
	}
	l.add(widget.RolePlain, head)
	for _, row := range widget.Wrap(note, l.d.w-historyNote) {
		l.add(widget.RolePlain, widget.Pad("", historyNote)+row)
	}
}

func (s *detailScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return []widget.Binding{keyMove, keyEsc}
	}
	var out []widget.Binding
	for _, a := range s.actions(d) {
		out = append(out, a.Binding)
	}
	return append(out, keyEsc, keyPalette, keyHelp)
}

func (s *detailScreen) actions(d *desk) []action {
	var out []action
	if s.mayPrint() {
		out = append(out, action{Binding: as(keyPrint, tPrintThis)})
	} else if s.may(registry.Reprinted) {
		out = append(out, action{Binding: as(keyPrint, tReprint)})
	}
	if s.may(registry.Signed) {
		out = append(out, action{Binding: keySign})
	}
	if s.may(registry.Cancelled) {
		out = append(out, action{Binding: keyCancel})
	}
	if s.may(registry.RecallOrdered) {
		out = append(out, action{Binding: keyRecall})
	}
	for _, a := range s.paperActs() {
		out = append(out, action{Binding: as(a.key, a.name)})
	}
	return out
}

// allows: over a confirmation no other screen opens.
func (s *detailScreen) allows(ability) bool { return s.confirm == nil }
