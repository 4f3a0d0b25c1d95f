package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// caseStation is what the screen of one case asks of the station.
type caseStation interface {
	ViewCase(ctx context.Context, id int64, why string) (station.Case, error)
	SettleWith(ctx context.Context, id int64, r station.Ruling) (station.Verdict, error)
	LodgeAppealWith(ctx context.Context, id int64, said station.Statement) error
	DecideAppealWith(ctx context.Context, id int64, r station.Ruling) (station.Verdict, error)
	ReopenAppealWith(ctx context.Context, id int64, said station.Statement) error
}

// caseScreen is one parked or refused application: what was told and why, what
// the applicant said, the record that it hangs on, what happened, and what may
// be decided now.
type caseScreen struct {
	h       *home
	id      int64
	c       station.Case
	read    bool
	record  *station.Detail // the pass that the question is about
	may     map[registry.Kind]error
	note    widget.Note
	first   int  // line of the body in sight
	long    bool // the body is longer than the window
	confirm *widget.Confirm
	step    caseStep          // that the confirmation is about
	listed  []station.Watched // over which a step was refused
	found   *found            // what F2 corrected of what was declared; nil: nothing
}

func newCase(h *home, id int64) *caseScreen { return &caseScreen{h: h, id: id} }

// openCase shows a case that waits for whoever is at the desk.
func (h *home) openCase(d *desk, id int64) tea.Cmd {
	h.clearBox()
	s := newCase(h, id)
	s.tell(widget.RoleWarn, tHasCase)
	return d.push(s)
}

// caseMsg is the case as it stands now, with the record that it hangs on.
type caseMsg struct {
	c      station.Case
	record *station.Detail
	may    map[registry.Kind]error // of each step that is possible; nil: this operator may
	err    error
}

func (s *caseScreen) load(d *desk) tea.Cmd {
	desk, id := d.p.Desk, s.id
	return d.read(s, func(ctx context.Context) tea.Msg {
		c, err := desk.ViewCase(ctx, id, station.AtDesk)
		m := caseMsg{c: c, may: map[registry.Kind]error{}, err: err}
		for _, k := range c.Allowed {
			m.may[k] = desk.MayStep(k)
		}
		if err == nil && c.Against != "" {
			var record station.Detail
			record, m.err = desk.ViewPass(ctx, c.Against, station.AtDesk)
			m.record = &record
		}
		return m
	})
}

func (s *caseScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		s.tellFound(d)
		return s.load(d)
	case caseMsg:
		if msg.err != nil {
			d.drop()
			s.tell(widget.RoleBad, toldText(msg.err))
			return nil
		}
		s.c, s.record, s.may, s.read = msg.c, msg.record, msg.may, true
		s.note = unrecorded(d, s.note)
	case ruledMsg:
		return s.ruled(d, msg)
	case slipMsg:
		s.note = slipNote(d, msg)
		return s.load(d)
	case noticeMsg:
		s.note = noticeNote(d, msg)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		if s.confirm != nil {
			s.confirm.Update(msg, d.lang)
			return nil
		}
		return s.toBox(d, msg)
	}
	return nil
}

func (s *caseScreen) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func (s *caseScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.confirm != nil {
		return s.confirmKey(d, msg)
	}
	page := max(s.room(d)-1, 1)
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.first++
	case name == "up":
		s.first--
	case name == "pgdown":
		s.first += page
	case name == "pgup":
		s.first -= page
	case keyEnter.Matches(msg):
		return s.openPass(d)
	case keyPrint.Matches(msg):
		return s.printKey(d)
	case keyFacts.Matches(msg) && s.appealed():
		return s.correctFacts(d)
	case keyFacts.Matches(msg) && !s.ofPass():
		return s.applyAnew(d)
	case widget.KeyText(msg) != "":
		return s.toBox(d, msg)
	default:
		return s.ask(d, msg)
	}
	return nil
}

// toBox: a card, or a name typed here, is the next person: it goes to the one box.
func (s *caseScreen) toBox(d *desk, msg tea.Msg) tea.Cmd {
	d.stack = d.stack[:1]
	s.h.onBox = true
	return tea.Batch(d.top().update(d, shownMsg{}), d.top().update(d, msg))
}

// openPass shows the pass that came of the case, or that the person has.
func (s *caseScreen) openPass(d *desk) tea.Cmd {
	if s.c.Number == "" {
		return nil
	}
	return d.push(newDetail(d, s.h, s.c.Number))
}

// applyAnew brings the applicant to the desk again, as they stood then: what has
// changed since is asked and judged there.
func (s *caseScreen) applyAnew(d *desk) tea.Cmd {
	if !s.read || !s.c.State.Denied() {
		s.tell(widget.RoleHint, tNothingAnew)
		return nil
	}
	h := s.h
	if h.draft != nil && h.draft.byHand {
		h.setAside()
	}
	d.stack = d.stack[:1]
	h.clearBox()
	h.family, h.note = nil, widget.Note{}
	h.draft = h.draftOf(d, s.c.Applicant)
	h.draft.askAnew(h.info.Scheme)
	if s.c.State == registry.CaseOpen { // what comes of it closes the case
		h.draft.base.Anew = s.id
	}
	return tea.Batch(h.update(d, shownMsg{}), h.toGap(d))
}

func (s *caseScreen) hasSlip() bool {
	return s.read && !s.ofPass() && !s.c.Replaced() && s.c.State != registry.CaseIssued && s.c.State != registry.CaseChanged && s.c.State != registry.CaseSpecial
}

func (s *caseScreen) printSlip(d *desk) tea.Cmd {
	if !s.hasSlip() {
		s.tell(widget.RoleHint, tNoSlip)
		return nil
	}
	var cmd tea.Cmd
	s.note, cmd = d.askSlip(s, s.id)
	return cmd
}

// askSlip prints the slip of a case from its own screen, and says so.
func (d *desk) askSlip(to screen, id int64) (widget.Note, tea.Cmd) {
	if d.p.Press == nil || d.p.Press.Place() == "" {
		return widget.Note{Role: widget.RoleWarn, Text: tPlaceFirst}, nil
	}
	return widget.Note{Role: widget.RoleHint, Text: tPrinting}, d.printSlip(to, id)
}

// slipNote says what became of it.
func slipNote(d *desk, msg slipMsg) widget.Note {
	if msg.err != nil {
		return widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
	}
	where := shortPath(msg.where, d.w-widget.Width(d.say(tSlipOut)))
	return widget.Note{Role: widget.RoleGood, Text: widget.T{ZH: tSlipOut.ZH + where, EN: tSlipOut.EN + where}}
}

func (s *caseScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return confirmKeys(s.confirm)
	}
	var out []widget.Binding
	for _, step := range s.steps() {
		out = append(out, step.binding())
	}
	for _, a := range s.actions(d)[len(out):] {
		if len(a.Names) > 0 {
			out = append(out, a.Binding)
		}
	}
	if s.c.Number != "" {
		out = append(out, as(keyEnter, tOpenPass))
	}
	if s.long {
		out = append(out, as(keyMove, tScroll))
	}
	return append(out, keyEsc)
}

func (s *caseScreen) actions(d *desk) []action {
	var out []action
	for _, step := range s.steps() {
		out = append(out, action{Binding: step.binding()})
	}
	if d.readOnly() != "" {
		return out
	}
	if s.appealed() && s.may[registry.AppealDecided] == nil {
		out = append(out, action{Binding: as(keyFacts, tFoundKey)})
	}
	out = append(out, s.printActions()...)
	if s.read && !s.ofPass() && !s.appealed() && s.c.State.Denied() {
		out = append(out, action{Binding: as(keyFacts, tApplyAnew)})
	}
	return append(out, s.liftActions(d)...)
}

// explain: F1 says how it was decided.
func (s *caseScreen) explain(d *desk) []paragraph {
	if !s.read {
		return nil
	}
	return explainVerdict(d, s.h.info.Scheme, s.c.Question)
}

// allows: over a confirmation no other screen opens but the help.
func (s *caseScreen) allows(a ability) bool { return a == helps || s.confirm == nil }
