package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// householdScreen is a family at the desk: the parent once, then each child, all of
// them checked together and issued together. Who is entered is entered as on the home
// screen: its box, its fields, its questions; only that Enter does not issue, but joins
// them to the others.
type householdScreen struct {
	h       *home
	entry   *home
	members []*draft
	told    []station.Member // the last answer about each
	at      int              // the chosen member, from 1; 0: the cursor is in the entry
	again   int              // where the one goes who is being changed, from 1; 0: behind the others
	holder  registry.Number
	asks    int
	asked   int // number of the check that is under way; 0: none
	seen    *draft
	sure    bool // Esc was pressed once over people who have no pass yet
	enter   widget.EnterGuard
	note    widget.Note
	issued  []station.Member
}

func newHousehold(d *desk, h *home) *householdScreen {
	s := &householdScreen{h: h, entry: newHome(d)}
	s.entry.gather, s.entry.parent, s.entry.today = s, h.parent, h.today
	s.entry.repeat = h.repeat
	return s
}

// gathers: Ctrl+F is the household's where nothing is to be let through.
func (h *home) gathers(d *desk) bool {
	a := h.shown()
	through := a != nil && a.judged && (exchange(a.verdict) || overridable(a.verdict) != "")
	return h.gather == nil && !through && h.forFamilies()
}

// forFamilies: a scheme that gives one pass to a household has nothing to issue to the
// others.
func (h *home) forFamilies() bool {
	return h.info.ReadOnly == "" && h.info.Scheme.Unit != scheme.Household
}

// openHousehold begins with whoever stands at the desk, else with the adult who was the
// last one there.
func (h *home) openHousehold(d *desk) tea.Cmd {
	h.keepPreview()
	a := h.draft
	s := newHousehold(d, h)
	h.draft, h.family, h.note, h.onBox = nil, nil, widget.Note{}, true
	h.clearBox()
	cmds := []tea.Cmd{d.push(s)}
	switch {
	case a != nil && a.blank():
		cmds = append(cmds, s.nextChild(d))
	case a != nil && heldPass(a) != "":
		cmds = append(cmds, s.askParent(d, heldPass(a)))
	case a != nil && a.judged:
		cmds = append(cmds, s.join(d, a, a.said))
	case a != nil:
		s.entry.draft = a
		cmds = append(cmds, s.entry.toGap(d))
	case h.parent != nil:
		cmds = append(cmds, s.loadFamily(d, *h.parent), s.nextChild(d))
	}
	return tea.Batch(cmds...)
}

// join takes an applicant to the others. The first adult brings the children whom the
// list has under the same number.
func (s *householdScreen) join(d *desk, a *draft, saidOf *registry.Choice) tea.Cmd {
	a.said = saidOf
	s.entry.offShelf(a)
	s.entry.draft, s.entry.onBox, s.entry.note = nil, true, widget.Note{}
	s.entry.enter.Note(d.now())
	s.sure, s.note = false, widget.Note{}
	if held := heldPass(a); held != "" && a.kind != childForm {
		return s.askParent(d, held)
	}
	adult, first := a.kind != childForm, s.again == 0
	if at := s.again - 1; at >= 0 && at <= len(s.members) {
		s.members = slices.Insert(s.members, at, a)
	} else {
		s.members = append(s.members, a)
	}
	s.again = 0
	cmds := []tea.Cmd{s.check(d)}
	if app := a.application(s.entry.today.Day); adult && first {
		s.keepParent(app)
		cmds = append(cmds, s.loadFamily(d, app))
	}
	if !adult && first {
		cmds = append(cmds, s.nextChild(d))
	}
	return tea.Batch(cmds...)
}

// keepParent: the first adult is the one under whose number children are entered.
func (s *householdScreen) keepParent(app registry.Application) {
	adults := 0
	for _, a := range s.members {
		if a.kind != childForm {
			adults++
		}
	}
	if adults <= 1 && s.holder.IsZero() {
		s.entry.parent = &app
	}
}

// nextChild begins the next child under the parent.
func (s *householdScreen) nextChild(d *desk) tea.Cmd {
	if s.entry.parent == nil {
		return nil
	}
	s.entry.draft = nil
	return s.entry.newChild(d)
}

// parentMsg is a holder whose children are to be entered.
type parentMsg struct {
	number string
	app    registry.Application
	err    error
}

// askParent: somebody who has a pass needs none, and the children come under the number
// all the same.
func (s *householdScreen) askParent(d *desk, number string) tea.Cmd {
	e := s.entry
	e.leavePick(cmp.Or(e.preview, e.left), false)
	if e.wouldLose(e.draft) {
		e.setAside()
		e.tell(widget.RoleWarn, e.prevText())
	}
	e.clearBox()
	e.draft, e.onBox = nil, true
	desk := d.p.Desk
	return d.read(s, func(ctx context.Context) tea.Msg {
		p, err := desk.Pass(ctx, number)
		return parentMsg{number, p.Applicant, err}
	})
}

func (s *householdScreen) parentCame(d *desk, msg parentMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.holder, _ = registry.ParseNumber(msg.number)
	s.entry.parent = &msg.app
	s.tell(widget.RoleHint, tParentHolds)
	return tea.Batch(s.loadFamily(d, msg.app), s.nextChild(d))
}

// childrenMsg are the children of the list who have no pass yet.
type childrenMsg struct {
	apps []registry.Application
	err  error
}

func (s *householdScreen) loadFamily(d *desk, parent registry.Application) tea.Cmd {
	if parent.Document == nil {
		return nil
	}
	desk, number := d.p.Desk, parent.Document.Number
	return d.read(s, func(ctx context.Context) tea.Msg {
		found, err := desk.Family(ctx, number)
		var m childrenMsg
		for _, p := range notHolding(found) {
			if err != nil || p.Resident == 0 {
				continue
			}
			var app registry.Application
			if app, err = desk.Resident(ctx, p.Resident); err == nil {
				m.apps = append(m.apps, app)
			}
		}
		m.err = err
		return m
	})
}

func (s *householdScreen) childrenCame(d *desk, msg childrenMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	joined := 0
	for _, app := range msg.apps {
		a := s.entry.draftOf(d, app)
		if !slices.ContainsFunc(s.members, func(b *draft) bool { return b.samePerson(a) }) {
			s.members = append(s.members, a)
			joined++
		}
	}
	if joined == 0 {
		return nil
	}
	s.tell(widget.RoleHint, count(tListedJoined, joined))
	if s.entry.draft.blank() { // nobody is typed who would have to be
		s.entry.draft, s.entry.onBox = nil, true
	}
	return s.check(d)
}

// samePerson compares what stands in the fields.
func (a *draft) samePerson(b *draft) bool {
	return a.kind == b.kind && a.number() == b.number() && (a.kind != childForm ||
		strings.TrimSpace(a.form.Value(fName)) == strings.TrimSpace(b.form.Value(fName)) && a.form.Value(fBirth) == b.form.Value(fBirth))
}

// householdMsg is the answer about all of them.
type householdMsg struct {
	n    int
	all  []station.Member
	done bool // they were to be issued
	err  error
}

func (s *householdScreen) applications() []registry.Application {
	apps := make([]registry.Application, len(s.members))
	for i, a := range s.members {
		apps[i] = a.application(s.entry.today.Day)
	}
	return apps
}

// check asks about all together, whenever somebody was added, changed or taken out.
func (s *householdScreen) check(d *desk) tea.Cmd {
	s.asks++
	s.asked = s.asks
	s.enter.Note(d.now())
	if len(s.members) == 0 {
		s.asked = 0
		return nil
	}
	n, apps, desk := s.asks, s.applications(), d.p.Desk
	return d.ask(s, func(ctx context.Context) tea.Msg {
		all, err := desk.CheckHousehold(ctx, apps)
		return householdMsg{n: n, all: all, err: err}
	})
}

func (s *householdScreen) answered(d *desk, msg householdMsg) tea.Cmd {
	if msg.n != s.asks {
		return nil
	}
	s.asked = 0
	s.enter.Note(d.now())
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.told = msg.all
	for i, m := range msg.all {
		a := s.members[i]
		a.verdict, a.judged, a.asked, a.err = m.Verdict, true, 0, nil
	}
	if !msg.done {
		return nil
	}
	if i := slices.IndexFunc(msg.all, func(m station.Member) bool { return !m.Ready() }); i >= 0 {
		d.drop()
		s.at = i + 1
		s.tell(widget.RoleBad, count(tNobodyIssued, i+1))
		return nil
	}
	return s.handOver(d, msg.all)
}

// ready reports that nothing stands between the member and a pass.
func (s *householdScreen) ready(i int) bool {
	return s.asked == 0 && i < len(s.told) && s.told[i].Ready()
}

// like is with whom of the others the verdict of the chosen one compares, from 1.
func (s *householdScreen) like() int {
	if s.asked != 0 || s.at == 0 || s.at > len(s.told) {
		return 0
	}
	return s.told[s.at-1].Like
}

func (s *householdScreen) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

func (s *householdScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		s.enter.Note(d.now())
		return nil
	case shownMsg, relabelledMsg:
		s.entry.burst.Reset()
		s.enter.Note(d.now())
		if s.issued == nil {
			return s.check(d)
		}
		return nil
	case householdMsg:
		return s.answered(d, msg)
	case childrenMsg:
		return s.childrenCame(d, msg)
	case parentMsg:
		return s.parentCame(d, msg)
	case tea.PasteMsg:
		if s.issued != nil {
			return nil
		}
		s.at = 0
		return s.entry.paste(d, msg.Content)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return s.entry.update(d, msg)
}
