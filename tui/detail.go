package tui

import (
	"context"
	"slices"

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
	ReprintOf(ctx context.Context, number registry.Number, reason, old string) error
	Correct(ctx context.Context, number registry.Number, c station.Correction) (station.Verdict, error)
	LodgePassAppealWith(ctx context.Context, number string, said station.Statement) (int64, error)
	MayStep(k registry.Kind) error
	Return(ctx context.Context, number registry.Number, copy int, outcome, note string) error
	Void(ctx context.Context, number registry.Number, copy int, reason string) error
	ReportLost(ctx context.Context, number registry.Number, copy int, reason string) error
	Reinstate(ctx context.Context, number registry.Number, reason string) error
	Recall(ctx context.Context, number registry.Number, reason, note string) error
	LiftWatch(ctx context.Context, id int64, reason string) (station.WatchLine, error)
	AnswerListed(ctx context.Context, number registry.Number, entries []int64, same bool, reason string) error
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
	asked   asked                   // what the confirmation is about
	marks   map[registry.Kind]bool  // what this operator may say of an old paper
	lodges  bool                    // this operator takes appeals down
	barred  map[registry.Kind]error // why this operator may not let a step happen to any pass
	appeal  passAppeal
	listed  []station.Watched // over which something was refused
}

// asked is what a confirmation does, and what is said of it afterwards.
type asked struct {
	about string // what it is about, and of whom
	done  widget.T
	do    func(ctx context.Context, desk detailStation, reason string, chosen int) error
}

func newDetail(d *desk, h *home, number string) *detailScreen {
	return &detailScreen{h: h, number: number}
}

// passMsg is the pass as it stands now.
type passMsg struct {
	detail station.Detail
	marks  map[registry.Kind]bool
	lodges bool
	barred map[registry.Kind]error
	err    error
}

// doneMsg tells that something was done to the pass.
type doneMsg struct {
	about string // of the confirmation; "": there was none
	what  widget.T
	err   error
}

func (s *detailScreen) load(d *desk) tea.Cmd {
	desk, number := d.p.Desk, s.number
	return d.read(s, func(ctx context.Context) tea.Msg {
		detail, err := desk.ViewPass(ctx, number, station.AtDesk)
		m := passMsg{detail: detail, marks: marksOf(desk), lodges: desk.MayStep(registry.AppealLodged) == nil, barred: barredSteps(desk), err: err}
		return m
	})
}

func (s *detailScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case passMsg:
		s.d, s.read, s.marks, s.lodges, s.barred = msg.detail, msg.err == nil, msg.marks, msg.lodges, msg.barred
		s.appeal = appealIn(msg.detail.History)
		if s.read && d.behind == 0 {
			s.h.follow(msg.detail)
		}
		if msg.err != nil {
			d.drop()
			s.tell(widget.RoleBad, toldText(msg.err))
		} else {
			s.note = unrecorded(d, s.note)
		}
	case doneMsg:
		return s.done(d, msg)
	case printedMsg:
		return s.printed(d, msg)
	case noticeMsg:
		s.note = noticeNote(d, msg)
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
		s.listed = listedBy(msg.err)
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	d.forgetReason(msg.about)
	s.tell(widget.RoleGood, msg.what)
	return tea.Batch(s.load(d), s.h.askToday(d))
}

func (s *detailScreen) printed(d *desk, msg printedMsg) tea.Cmd {
	if msg.err != nil {
		s.tell(widget.RoleBad, toldText(msg.err))
	} else if len(msg.listed) > 0 {
		s.tell(widget.RoleBad, listedText(msg))
	} else {
		s.tell(widget.RoleGood, widget.T{ZH: tPrinted.ZH + shortPath(msg.where, d.w-10), EN: tPrinted.EN + shortPath(msg.where, d.w-10)})
	}
	return tea.Batch(s.load(d), s.h.askToday(d))
}

// may reports whether the event may happen to the pass now, by this operator.
func (s *detailScreen) may(k registry.Kind) bool {
	return s.read && s.barred[k] == nil && slices.Contains(s.d.Allowed, k)
}

// mayPrint: a pass without its paper is printed; a second paper of a pass is a
// reprint, needs a reason, and counts as the next copy.
func (s *detailScreen) mayPrint() bool {
	return s.may(registry.PrintIntended) && s.d.Status == registry.StatusIssued || s.owed()
}

// owed: the pass was reinstated when its paper had come back. The reason for its next
// copy is known.
func (s *detailScreen) owed() bool {
	return s.may(registry.Reprinted) && s.d.Status == registry.StatusReinstated
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
	if other := s.elses(msg); other != "" {
		s.turnDown(other)
		return nil
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
	case keyPrint.Matches(msg) && s.printsNotice():
		return s.printNotice(d, s.notices()[0])
	case keyPrint.Matches(msg) && s.asksList():
		s.askListed(d)
	case keyPrint.Matches(msg) && !s.mayPrint() && s.may(registry.Reprinted):
		s.ask(d, registry.Reprinted)
	case keyPrint.Matches(msg):
		return s.print(d)
	case keyFacts.Matches(msg) && s.signsLate():
		return s.sign(d)
	case keyFacts.Matches(msg):
		return s.correct(d)
	case keyChild.Matches(msg):
		return s.appealKey(d)
	case keyRegister.Matches(msg):
		s.askOld(d)
	case keyCancel.Matches(msg):
		s.ask(d, registry.Cancelled)
	case keyRecall.Matches(msg):
		s.ask(d, registry.RecallOrdered)
	default:
		s.turnAway(msg)
	}
	return nil
}

func (s *detailScreen) sign(d *desk) tea.Cmd {
	if !s.may(registry.Signed) {
		s.turnDown(registry.Signed)
		return nil
	}
	desk, number, by := d.p.Desk, s.d.Number, station.Signer(s.d.Applicant)
	return d.commit(s, func(ctx context.Context) tea.Msg { return doneMsg{"", tSignedDone, desk.Sign(ctx, number, by)} })
}

func (s *detailScreen) print(d *desk) tea.Cmd {
	switch {
	case !s.mayPrint():
		s.turnDown(registry.PrintIntended)
		return nil
	case d.p.Press == nil || d.p.Press.Place() == "":
		s.tell(widget.RoleWarn, tPlaceFirst)
		return nil
	case s.owed() && d.behind > 0: // it may be this one: it is given once
		s.tell(widget.RoleHint, tPrinting)
		return nil
	}
	s.tell(widget.RoleHint, tPrinting)
	desk, press, numbers, owed := d.p.Desk, d.p.Press, []registry.Number{s.d.Number}, s.owed()
	return d.finish(s, func(ctx context.Context) tea.Msg {
		if owed {
			if err := desk.GiveOwedOf(ctx, numbers[0]); err != nil {
				return printedMsg{err: err}
			}
		}
		return printSigned(ctx, desk, press, numbers)
	})
}

func (s *detailScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return confirmKeys(s.confirm)
	}
	var out []widget.Binding
	for _, a := range s.actions(d) {
		if len(a.Names) > 0 {
			out = append(out, a.Binding)
		}
	}
	return append(out, keyEsc)
}

func (s *detailScreen) actions(d *desk) []action {
	if s.confirm != nil { // it comes first
		return nil
	}
	var out []action
	if s.asksList() {
		out = append(out, action{Binding: as(keyPrint, tListedAnswer)})
	} else if s.mayPrint() {
		out = append(out, action{Binding: as(keyPrint, tPrintThis)})
	} else if s.may(registry.Reprinted) {
		out = append(out, action{Binding: as(keyPrint, tReprint)})
	} else if s.printsNotice() {
		out = append(out, action{Binding: as(keyPrint, s.notices()[0].text)})
	}
	if s.signsLate() {
		out = append(out, action{Binding: as(keyFacts, tSignLate)})
	} else if s.may(registry.Signed) {
		out = append(out, action{Binding: keySign})
	}
	if s.may(registry.Cancelled) {
		out = append(out, action{Binding: keyCancel})
	}
	if s.may(registry.RecallOrdered) {
		out = append(out, action{Binding: keyRecall})
	}
	var paper []action
	for _, a := range s.paperActs() {
		paper = append(paper, action{Binding: as(a.key, a.name)})
	}
	if s.d.Status.UnderRecall() { // what came of the paper is what one comes for
		out = slices.Concat(paper, out)
	} else {
		out = append(out, paper...)
	}
	if s.canMarkOld() {
		out = append(out, action{Binding: as(keyRegister, tOldKey)})
	}
	if s.mayAmend() && !s.signsLate() {
		out = append(out, action{Binding: as(keyFacts, tCorrectKey)})
	}
	return slices.Concat(out, s.appealActions(), s.noticeActions(), s.liftActions(d))
}
