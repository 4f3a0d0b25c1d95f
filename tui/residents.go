package tui

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// doorStation is what the residents' list and the walk from door to door ask of the
// station.
type doorStation interface {
	Buildings(ctx context.Context, told func(station.Progress)) ([]station.Building, error)
	Occupants(ctx context.Context, building string, told func(station.Progress)) ([]station.Occupant, error)
	CheckResidents(ctx context.Context, ids []int64, told func(station.Progress)) ([]station.Verdict, error)
	IssueResidents(ctx context.Context, ids []int64, told func(station.Progress)) ([]station.Verdict, error)
	ListedHolders(ctx context.Context, numbers []registry.Number) (free []registry.Number, listed []station.ListedHolder, err error)
}

// residentsScreen is the residents' list by building; Enter opens a building's doors.
type residentsScreen struct {
	h      *home
	list   *widget.List
	search *widget.Field
	all    []station.Building
	read   bool
	note   widget.Note
	long   longWork
}

func newResidents(d *desk, h *home) *residentsScreen {
	s := &residentsScreen{h: h, search: widget.NewField(widget.FieldSpec{Key: "search", Label: tSearchField, Help: tWhyFindBuilding, Max: 40, Placeholder: tFindBuilding})}
	s.list = widget.NewList([]widget.Column{
		{Title: tBuilding, Cells: 12, Grow: true}, {Title: tHomes, Cells: 6, Right: true}, {Title: tPeople, Cells: 7, Right: true},
		{Title: tHolding, Cells: 8, Right: true}, {Title: tDoorToHand, Cells: 8, Right: true}, {Title: tDoorKeep, Cells: 6, Right: true}, {Title: tWithout, Cells: 8, Right: true},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *residentsScreen) rows(d *desk) int { return max(d.h-1-5, 5) }

// buildingsMsg is the list by building.
type buildingsMsg struct {
	all []station.Building
	err error
	of  *farther // the work that read it
}

func (s *residentsScreen) load(d *desk) tea.Cmd {
	desk := d.p.Desk
	return s.long.read(d, s, func(ctx context.Context, of *farther) tea.Msg {
		all, err := desk.Buildings(ctx, of.come)
		return buildingsMsg{all, err, of}
	})
}

func (s *residentsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case farMsg:
		return s.long.look()
	case buildingsMsg:
		if msg.of != s.long.far {
			return nil // it is being read again
		}
		s.long.end()
		if msg.err != nil {
			d.drop()
			s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
			return nil
		}
		s.all, s.read = msg.all, true
		return s.show(d, s.list.Reload)
	case relabelledMsg:
		return s.show(d, s.list.Reload)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.PasteMsg:
		for _, part := range widget.SplitPaste(msg.Content) {
			s.search.Insert(part)
		}
		return s.show(d, s.list.Home)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *residentsScreen) show(d *desk, how func() tea.Cmd) tea.Cmd {
	var rows []widget.Row
	typed := strings.TrimSpace(widget.HalfWidth(s.search.Value()))
	for i, b := range s.all {
		name := b.Name
		if name == "" {
			name = d.say(tBuildingless)
		}
		if typed != "" && !strings.HasPrefix(b.Name, typed) {
			continue
		}
		role := widget.RolePlain
		if b.ToHand > 0 {
			role = widget.RoleWarn
		}
		rows = append(rows, widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{name, strconv.Itoa(b.Homes), strconv.Itoa(b.People),
			strconv.Itoa(b.Hold), strconv.Itoa(b.ToHand), strconv.Itoa(b.Kept), strconv.Itoa(b.People - b.Hold)}})
	}
	return fillNow(s.list, rows, how)
}

func (s *residentsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if keyRecall.Matches(msg) {
		if err := d.p.Desk.MayDo(registry.DoLists); err != nil {
			s.note = widget.Note{Role: widget.RoleWarn, Text: toldText(err)}
			return nil
		}
		if s.imports(d) {
			return d.push(newResidentImport(d))
		}
	}
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack:
		if !s.search.Empty() {
			s.search.Set("")
			return s.show(d, s.list.Home)
		}
		s.long.end()
		return d.pop()
	case widget.ListChosen:
		if row, ok := s.list.Selected(); ok {
			i, _ := strconv.Atoi(row.Key)
			return d.push(newDoors(d, s.h, s.all[i].Name))
		}
	case widget.ListNone:
		if s.search.Update(msg)&widget.FieldChanged != 0 {
			return s.show(d, s.list.Home)
		}
	}
	return cmd
}

// imports: who may load lists loads the residents' from here.
func (s *residentsScreen) imports(d *desk) bool {
	return d.p.Errands != nil && d.p.Desk.MayDo(registry.DoLists) == nil
}

func (s *residentsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	people, hold := 0, 0
	for _, b := range s.all {
		people, hold = people+b.People, hold+b.Hold
	}
	right := ""
	if s.read {
		right = fmt.Sprintf(d.say(tResidentsCounts), len(s.all), people, hold)
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tResidentsTitle), right, d.w)))
	cursor, at := searchLine(d, out, s.search)
	switch text := d.say(s.note.Text); {
	case s.long.shows(d):
		s.long.bar(out)
	case text != "":
		out.add(s.note.Role, text)
	case len(s.all) == 0:
		out.blank()
	default:
		out.wrap(widget.RoleHint, d.say(tResidentsHow))
	}
	s.list.Rowless(s.rowless(d))
	b := widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
	if !s.search.Empty() {
		b.SetCursor(cursor, at)
	}
	return b
}

// rowless is what the list says while it has no rows.
func (s *residentsScreen) rowless(d *desk) widget.T {
	switch {
	case !s.read:
		return widget.T{}
	case len(s.all) == 0 && !s.imports(d):
		return tNoResidentsYet
	case len(s.all) == 0:
		return tNoResidents
	}
	return rowless(s.search, tNoneInView)
}

// fillNow gives a list rows that are here, at once: no key falls on a row of before.
func fillNow(l *widget.List, rows []widget.Row, how func() tea.Cmd) tea.Cmd {
	l.Query(inMemory(rows)) // what it would ask for is asked by how
	cmd := how()
	if cmd == nil {
		return nil
	}
	_, more := l.Update(cmd())
	return more
}

// searchLine adds the field that narrows a list, and answers where its cursor stands.
func searchLine(d *desk, out *lines, field *widget.Field) (x, y int) {
	label := d.say(tFind)
	at := widget.Width(label) + 2
	field.SetCells(d.w - at)
	x, y = at+field.CursorX(), len(out.Lines)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+field.View(d.st, d.lang))
	return x, y
}

func (s *residentsScreen) keys(d *desk) []widget.Binding {
	out := openKey(s.list, tOpenBuilding)
	if s.imports(d) {
		out = append(out, as(keyRecall, tResidentsLoad))
	}
	return append(out, keyMove, keyEsc)
}

func (s *residentsScreen) actions(d *desk) []action {
	if s.imports(d) {
		return []action{{Binding: as(keyRecall, tResidentsLoad)}}
	}
	return nil
}

func (s *residentsScreen) chapter(*desk) widget.T { return cDoors }
func (s *residentsScreen) unsaved() bool          { return false }

// longWork is a work of a screen that may take long: how far it is, and the way to
// give it up between two people.
type longWork struct {
	stop  context.CancelFunc // nil: none is under way
	stops bool               // it was told to stop
	begun time.Time
	far   *farther
}

func (w *longWork) begin(d *desk) context.Context {
	ctx, stop := context.WithCancel(context.WithoutCancel(d.ctx))
	w.stop, w.stops, w.begun, w.far = stop, false, d.now(), &farther{}
	return ctx
}

// read begins a work that only reads, write one that enters something for each person. A
// reading may be begun again before it has answered: f says by what it is handed which
// answer is the latest.
func (w *longWork) read(d *desk, to screen, f func(context.Context, *farther) tea.Msg) tea.Cmd {
	w.end()
	ctx, far := w.begin(d), w.far
	return tea.Batch(d.read(to, func(context.Context) tea.Msg { return f(ctx, far) }), w.look())
}

func (w *longWork) write(d *desk, to screen, f func(context.Context, func(station.Progress)) tea.Msg) tea.Cmd {
	ctx, far := w.begin(d), w.far
	return tea.Batch(d.labour(to, func(context.Context) tea.Msg { return f(ctx, far.come) }), w.look())
}

// writeOn is write for a work that tells how far it is where the one before it told.
func (w *longWork) writeOn(d *desk, to screen, f func(context.Context) tea.Msg) tea.Cmd {
	far := w.far
	ctx := w.begin(d)
	w.far = far
	far.come(station.Progress{})
	return tea.Batch(d.labour(to, func(context.Context) tea.Msg { return f(ctx) }), w.look())
}

func (w *longWork) look() tea.Cmd {
	if w.stop == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

// giveUp tells the work to stop; what it has done stays done.
func (w *longWork) giveUp() {
	if w.stop != nil {
		w.stop()
		w.stops = true
	}
}

func (w *longWork) end() {
	if w.stop != nil {
		w.stop()
	}
	w.stop = nil
}

func (w *longWork) shows(d *desk) bool { return w.stop != nil && d.now().Sub(w.begun) >= slow }

func (w *longWork) bar(out *lines) {
	p := w.far.read()
	step := out.d.say(plain(p.Step))
	if step == "" {
		step = out.d.say(tUnderWay)
	}
	out.Lines = append(out.Lines, widget.Progress(out.d.w, step, int(p.Share*100), 100, widget.ASCIIRules(), out.d.st))
}
