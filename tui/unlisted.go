package tui

import (
	"context"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// unlistedStation is what the rows that list nobody ask of the station.
type unlistedStation interface {
	Unlisted(ctx context.Context) ([]station.UnlistedRow, error)
	SettleUnlisted(ctx context.Context, reason string, ids ...string) error
}

// unlistedScreen has the rows of loaded lists that list nobody, because they could not be
// read: they stay until somebody has said what came of them.
type unlistedScreen struct {
	h       *home
	list    *widget.List
	all     []station.UnlistedRow
	read    bool
	note    widget.Note
	confirm *widget.Confirm
	about   []string // the rows' IDs
}

// unlistedActions opens the screen, for who may load lists.
func (h *home) unlistedActions(d *desk) []action {
	if d.p.Desk.MayDo(registry.DoLists) != nil {
		return nil
	}
	return []action{{widget.NewBinding(tUnlisted), func(d *desk) tea.Cmd { return d.push(newUnlisted(d, h)) }}}
}

func newUnlisted(d *desk, h *home) *unlistedScreen {
	s := &unlistedScreen{h: h}
	s.list = widget.NewList([]widget.Column{
		{Title: tUnlistedFile, Cells: 12, Grow: true}, {Title: tRowNo, Cells: 9}, {Title: tName, Cells: 8}, {Title: tUnlistedInput, Cells: 14}, {Title: tImportWhy, Cells: 14, Grow: true}, {Title: tCaseAge, Cells: 6},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *unlistedScreen) rows(d *desk) int { return max(d.h-1-1-3-unlistedSaid-1, 4) }

// unlistedSaid are the lines of what is said of the chosen row.
const unlistedSaid = 3

type unlistedMsg struct {
	all []station.UnlistedRow
	err error
}

func (s *unlistedScreen) load(d *desk) tea.Cmd {
	desk := d.p.Desk
	return d.read(s, func(ctx context.Context) tea.Msg {
		all, err := desk.Unlisted(ctx)
		return unlistedMsg{all, err}
	})
}

func (s *unlistedScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case unlistedMsg:
		if msg.err != nil {
			d.drop()
			s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
			return nil
		}
		s.all, s.read = msg.all, true
		return s.show(d)
	case relabelledMsg:
		return s.show(d)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case doneMsg:
		return s.done(d, msg)
	case tea.PasteMsg:
		if s.confirm != nil {
			s.confirm.Update(msg, d.lang)
		}
		return nil
	case tea.KeyPressMsg:
		return s.pressed(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *unlistedScreen) show(d *desk) tea.Cmd {
	var rows []widget.Row
	for _, r := range s.all {
		rows = append(rows, widget.Row{Key: r.ID, Role: widget.RoleWarn, Cells: []string{
			r.File, unlistedAt(r), r.Name, shortNumber(r.Input), d.say(plain(r.Note)), ageText(d.now().Sub(r.At)).In(d.lang)}})
	}
	return tea.Batch(s.list.Query(inMemory(rows)), s.list.Reload())
}

// unlistedAt is where a row stands, as far as its column has room for it.
func unlistedAt(r station.UnlistedRow) string {
	if r.Columns == "" {
		return strconv.Itoa(r.Row)
	}
	return fmt.Sprintf("%d %s", r.Row, r.Columns)
}

func (s *unlistedScreen) chosen() (station.UnlistedRow, bool) {
	row, ok := s.list.Selected()
	for _, r := range s.all {
		if ok && r.ID == row.Key {
			return r, true
		}
	}
	return station.UnlistedRow{}, false
}

// sameList are the IDs of all rows of the list that the row is of.
func (s *unlistedScreen) sameList(of station.UnlistedRow) (ids []string) {
	for _, r := range s.all {
		if r.Event == of.Event {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (s *unlistedScreen) pressed(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.confirm != nil {
		return s.confirmKey(d, msg)
	}
	r, any := s.chosen()
	switch {
	case any && keySign.Matches(msg):
		s.ask(d, keySign, r, r.ID)
		return nil
	case any && keyOverride.Matches(msg):
		s.ask(d, keyOverride, r, s.sameList(r)...)
		return nil
	}
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack:
		return d.pop()
	case widget.ListChosen:
		s.note = widget.Note{Role: widget.RoleHint, Text: tEnterNever}
	}
	return cmd
}

// ask opens the confirmation of what came of the rows.
func (s *unlistedScreen) ask(d *desk, key widget.Binding, of station.UnlistedRow, ids ...string) {
	if d.readOnly() != "" {
		s.note = widget.Note{Role: widget.RoleWarn, Text: tUnlistedReadOnly}
		return
	}
	where := s.where(d, of)
	if len(ids) > 1 {
		where = fmt.Sprintf(d.say(tUnlistedWhole), of.File, len(ids))
	}
	s.note, s.about = widget.Note{}, ids
	s.confirm = d.confirm(s.asks(), widget.ConfirmSpec{
		Title: tUnlistedTitle, Lines: []widget.T{{ZH: where, EN: where}, tUnlistedSay}, Reasons: []widget.T{tUnlistedAgain, tUnlistedNobody, tUnlistedByHand},
		Key: key, Says: registry.SaysWhy, Now: d.now})
}

func (s *unlistedScreen) asks() string { return fmt.Sprint("unlisted ", s.about) }

func (s *unlistedScreen) confirmKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch s.confirm.Update(msg, d.lang) {
	case widget.ConfirmBack:
		d.keepReason(s.asks(), s.confirm)
		s.confirm = nil
	case widget.ConfirmDone:
		desk, reason, ids, about := d.p.Desk, s.confirm.Reason(), s.about, s.asks()
		d.keepReason(about, s.confirm)
		s.confirm = nil
		return d.commit(s, func(ctx context.Context) tea.Msg {
			return doneMsg{about, count(tUnlistedDone, len(ids)), desk.SettleUnlisted(ctx, reason, ids...)}
		})
	}
	return nil
}

func (s *unlistedScreen) done(d *desk, msg doneMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	}
	d.forgetReason(msg.about)
	s.note = widget.Note{Role: widget.RoleGood, Text: msg.what}
	return tea.Batch(s.load(d), s.h.askToday(d))
}

// where is all that is known of a row: its list, its place, and what stands there.
func (s *unlistedScreen) where(d *desk, r station.UnlistedRow) string {
	kind := tWatchImport
	if r.Orders {
		kind = tRecallImport
	}
	text := fmt.Sprintf(d.say(tUnlistedOf), r.At.Format("2006-01-02"), d.say(listNames[kind.ZH]), r.File)
	if r.Source != "" {
		text += fmt.Sprintf(d.say(tUnlistedSource), r.Source)
	}
	return text + rowAt(d, r.Sheet, r.Row, r.Columns, r.Input)
}

// listNames are what the lists are called whose import the actions are.
var listNames = map[string]widget.T{tWatchImport.ZH: tUnlistedWatch, tRecallImport.ZH: tUnlistedRecall}

func (s *unlistedScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	right := ""
	if s.read {
		right = fmt.Sprintf(d.say(tUnlistedCount), len(s.all))
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(titleOf(tUnlisted)), right, d.w)))
	if s.confirm != nil {
		out.blank()
		return widget.Stack(out.Block, s.confirm.View(d.w, d.st, d.lang))
	}
	out.wrap(widget.RoleHint, d.say(tUnlistedWhat))
	said := &lines{d: d}
	switch r, ok := s.chosen(); {
	case !s.note.Text.IsZero():
		said.wrap(s.note.Role, d.say(s.note.Text))
	case ok:
		said.wrap(widget.RolePlain, s.where(d, r)+d.say(plain(r.Note)))
	case s.read:
		said.add(widget.RoleGood, d.say(tUnlistedNone))
	}
	for len(said.Lines) < unlistedSaid {
		said.blank()
	}
	s.list.Rowless(widget.T{})
	if s.read {
		s.list.Rowless(tUnlistedNoMore)
	}
	return widget.Stack(out.Block, widget.Block{Lines: said.Lines[:unlistedSaid]}, s.list.View(d.w, d.st, d.lang))
}

func (s *unlistedScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return confirmKeys(s.confirm)
	}
	var out []widget.Binding
	for _, a := range s.actions(d) {
		out = append(out, a.Binding)
	}
	return append(out, keyMove, keyEsc)
}

func (s *unlistedScreen) actions(d *desk) []action {
	if r, ok := s.chosen(); !ok || r.ID == "" || d.readOnly() != "" {
		return nil
	}
	return []action{{Binding: as(keySign, tUnlistedSettle)}, {Binding: as(keyOverride, tUnlistedAll)}}
}

// allows: over a confirmation no other screen opens but the help.
func (s *unlistedScreen) allows(a ability) bool { return a == helps || s.confirm == nil }
