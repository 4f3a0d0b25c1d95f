package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// doorsScreen is a building, door by door. F5 issues to everybody whom the rules give a
// pass, and prints passes and ledger pages in the order of the flats. Then somebody
// walks: a flat whose papers were handed over is one key, whoever is not at home, will
// not have it or is entered wrongly is one each; at the end what was not handed over is
// cancelled with a reason, and the count comes out.
type doorsScreen struct {
	h        *home
	building string
	list     *widget.List
	search   *widget.Field
	which    int // index into doorViews
	all      []door
	read     bool
	armed    string // the key that was pressed once and does something when pressed again
	note     widget.Note
	confirm  *widget.Confirm
	long     longWork
}

// door is one person of the building.
type door struct {
	station.Occupant
	told   *station.Verdict // nil: not asked; a paper is in hand
	absent bool             // nobody was at home
	listed widget.T         // what a list says of them since the paper was printed
}

func newDoors(d *desk, h *home, building string) *doorsScreen {
	s := &doorsScreen{h: h, building: building, search: widget.NewField(widget.FieldSpec{Key: "search", Label: tSearchField, Help: tWhyFindDoor, Max: 40, Placeholder: tFindDoor})}
	s.list = widget.NewList([]widget.Column{
		{Title: tFlat, Cells: 12, Grow: true}, {Title: tName, Cells: 12, Grow: true}, {Title: tNumber, Cells: 17}, {Title: tDoorStands, Cells: 24, Grow: true},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *doorsScreen) rows(d *desk) int { return max(d.h-1-6, 5) }

// ready: no pass was ever given, and the rules give one now.
func (p door) ready() bool {
	return p.Number.IsZero() && p.told != nil && (station.Member{Verdict: *p.told}).Ready()
}

// toPrint: issued, and no paper yet. toHand: there is a paper, and nobody has signed.
func (p door) toPrint() bool { return p.Status == registry.StatusIssued }
func (p door) toHand() bool  { return p.Status == registry.StatusPrinted && !p.kept() }

// kept: there is a paper, and it may not be handed over any more: the pass was recalled
// or ran out, or a list names its holder.
func (p door) kept() bool { return p.KeptBack || !p.listed.IsZero() }

// open: a paper that was not handed over. At the end it is cancelled, or handed in.
func (p door) open() bool { return p.toGo() || p.kept() }

// toGo: a paper that somebody still walks with.
func (p door) toGo() bool { return p.toPrint() || p.toHand() }

// doorsMsg is everybody of the building, with what the rules say of those who have no
// paper in hand.
type doorsMsg struct {
	all []door
	err error
	of  *farther // the work that read it
}

func (s *doorsScreen) load(d *desk) tea.Cmd {
	desk, building, absent := d.p.Desk, s.building, d.absent
	return s.long.read(d, s, func(ctx context.Context, of *farther) tea.Msg {
		all, err := readDoors(ctx, desk, building, of.come)
		for i := range all {
			all[i].absent = all[i].toGo() && absent[all[i].Number]
		}
		return doorsMsg{all, err, of}
	})
}

func readDoors(ctx context.Context, desk doorStation, building string, told func(station.Progress)) ([]door, error) {
	people, err := desk.Occupants(ctx, building, told)
	if err != nil {
		return nil, err
	}
	all := make([]door, len(people))
	var ids []int64
	var at []int
	for i, p := range people {
		if all[i].Occupant = p; !p.Status.InHand() {
			ids, at = append(ids, p.ID), append(at, i)
		}
	}
	verdicts, err := desk.CheckResidents(ctx, ids, told)
	for i := range verdicts {
		all[at[i]].told = &verdicts[i]
	}
	if err == nil {
		err = markListed(ctx, desk, all)
	}
	return all, err
}

// markListed marks the papers whose holder a list names since they were printed.
func markListed(ctx context.Context, desk doorStation, all []door) error {
	var numbers []registry.Number
	for _, p := range all {
		if p.toHand() {
			numbers = append(numbers, p.Number)
		}
	}
	_, listed, err := desk.ListedHolders(ctx, numbers)
	says := map[registry.Number]widget.T{}
	for _, l := range listed {
		says[l.Number] = plain(l.Warning())
	}
	for i := range all {
		if p := &all[i]; p.toHand() {
			p.listed = says[p.Number]
		}
	}
	return err
}

func (s *doorsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case farMsg:
		return s.long.look()
	case doorsMsg:
		return s.came(d, msg)
	case walkedMsg:
		return s.walked(d, msg)
	case batchMsg:
		return s.batchCame(d, msg)
	case deskMsg:
		return s.toDesk(d, msg)
	case relabelledMsg:
		return s.show(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.PasteMsg:
		return s.paste(d, msg)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *doorsScreen) came(d *desk, msg doorsMsg) tea.Cmd {
	if msg.of != s.long.far {
		return nil // it is being read again
	}
	s.long.end()
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	first := !s.read
	s.all, s.read = msg.all, true
	switch {
	case !first:
	case s.count(door.toHand) > 0:
		s.which = viewToHand
	case s.count(door.kept) > 0:
		s.which = viewKept
	}
	return s.show(d, s.list.Reload)
}

func (s *doorsScreen) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func (s *doorsScreen) count(is func(door) bool) (n int) {
	for _, p := range s.all {
		if is(p) {
			n++
		}
	}
	return n
}

func (s *doorsScreen) paste(d *desk, msg tea.PasteMsg) tea.Cmd {
	if s.confirm != nil {
		s.confirm.Update(msg, d.lang)
		return nil
	}
	for _, part := range widget.SplitPaste(msg.Content) {
		s.search.Insert(part)
	}
	return s.show(d, s.list.Home)
}

func (s *doorsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.long.stop != nil:
		if keyEsc.Matches(msg) && s.read {
			s.long.giveUp()
			s.tell(widget.RoleWarn, tStopping)
		} else if keyEsc.Matches(msg) {
			s.long.end()
			return d.pop()
		}
		return nil
	case s.confirm != nil:
		return s.confirmKey(d, msg)
	}
	armed := s.armed
	s.armed = ""
	for _, a := range doorActs {
		if a.key.Matches(msg) && s.read { // else it stands there why nobody does
			return a.do(s, d, armed == a.key.Names[0] && !d.ahead)
		}
	}
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(doorViews)-1)
	}
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListHandled:
		s.note = widget.Note{}
	case widget.ListBack:
		if s.search.Empty() {
			return d.pop()
		}
		s.search.Set("")
		return s.show(d, s.list.Home)
	case widget.ListChosen:
		return s.open(d)
	case widget.ListNone:
		if s.search.Update(msg)&widget.FieldChanged != 0 {
			s.note = widget.Note{}
			return s.show(d, s.list.Home)
		}
	}
	return cmd
}

func (s *doorsScreen) turn(d *desk, by int) tea.Cmd {
	s.which, s.note = (s.which+by)%len(doorViews), widget.Note{}
	return s.show(d, s.list.Home)
}

// chosen is the person under the mark.
func (s *doorsScreen) chosen() (*door, bool) {
	i := s.place()
	if i < 0 {
		return nil, false
	}
	return &s.all[i], true
}

// place is where the one under the mark stands among all; -1: there is none.
func (s *doorsScreen) place() int {
	row, _ := s.list.Selected()
	if i, err := strconv.Atoi(row.Key); err == nil && i < len(s.all) {
		return i
	}
	return -1
}

// deskMsg is somebody of the list on the way to the desk.
type deskMsg struct {
	app registry.Application
	err error
}

// open shows the pass of who has one; whoever has none goes to the desk, where a
// question is answered and a refusal is entered.
func (s *doorsScreen) open(d *desk) tea.Cmd {
	p, ok := s.chosen()
	if !ok {
		return nil
	}
	if p.Status.InHand() || !p.Number.IsZero() && (p.told == nil || !p.told.Issues()) {
		return d.push(newDetail(d, s.h, p.Number.String()))
	}
	desk, id := d.p.Desk, p.ID
	return d.read(s, func(ctx context.Context) tea.Msg {
		app, err := desk.Resident(ctx, id)
		return deskMsg{app, err}
	})
}

func (s *doorsScreen) toDesk(d *desk, msg deskMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	h := s.h
	if h.draft != nil && h.draft.byHand {
		h.setAside()
	}
	h.clearBox()
	h.draft, h.family, h.note = h.draftOf(d, msg.app), nil, widget.Note{}
	return tea.Batch(d.goHome(), h.toGap(d))
}
