package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// ledgerStation is what the screens of the signature ledger ask of the station.
type ledgerStation interface {
	LedgerPages(ctx context.Context, from, n int, down bool) ([]station.CountedPage, error)
	LedgerView(ctx context.Context, page int) (station.LedgerView, error)
	SignPage(ctx context.Context, page int, except []string) (station.LedgerView, []int, error)
	SignsOnLedger(ctx context.Context) (on bool, next registry.LedgerPlace, err error)
	SignOnLedger(ctx context.Context, on bool) error
}

// ledgerScreen lists the pages of the signature ledger, the newest at its foot.
type ledgerScreen struct {
	h    *home
	list *widget.List
	note widget.Note
	on   bool                 // people sign in free rows
	next registry.LedgerPlace // the next of them

	printing ledgerPrint
}

func newLedger(d *desk, h *home) *ledgerScreen {
	s := &ledgerScreen{h: h}
	s.list = widget.NewList([]widget.Column{
		{Title: tLedgerPage, Cells: 6, Right: true}, {Title: tLedgerVolume, Cells: 4, Right: true}, {Title: tLedgerPeople, Cells: 6, Right: true},
		{Title: tLedgerUnsigned, Cells: 8, Right: true}, {Title: tLedgerFree, Cells: 6, Right: true}, {Title: tLedgerPrints, Cells: 8, Right: true},
		{Title: tLedgerCheck, Cells: 19, Grow: true},
	}, ledgerFetch(d))
	s.list.Rowless(tLedgerNone)
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *ledgerScreen) rows(d *desk) int { return max(d.h-1-6, 5) }

func ledgerFetch(d *desk) widget.Fetch {
	desk, ctx, lang := d.p.Desk, d.ctx, d.lang
	return func(key string, n int, dir widget.Direction) ([]widget.Row, error) {
		from, _ := strconv.Atoi(key)
		if dir == widget.From {
			from--
		}
		pages, err := desk.LedgerPages(ctx, from, n, dir != widget.Before)
		rows := make([]widget.Row, 0, len(pages))
		for _, p := range pages {
			role := widget.RolePlain
			if p.Unsigned > 0 {
				role = widget.RoleWarn
			}
			rows = append(rows, widget.Row{Key: strconv.Itoa(p.Page), Role: role, Cells: []string{
				strconv.Itoa(p.Page), strconv.Itoa(p.Volume()), strconv.Itoa(p.Rows), strconv.Itoa(p.Unsigned),
				freeRows(p).In(lang), strconv.Itoa(p.Prints), registry.LedgerCheck(p.Hash)}})
		}
		return rows, err
	}
}

// freeRows: those of a page from before a backup are not offered, and it says so.
func freeRows(p station.CountedPage) widget.T {
	if old := p.OldRows(); old > 0 {
		return count(tLedgerOldRows, old)
	}
	n := strconv.Itoa(p.FreeRows())
	return widget.T{ZH: n, EN: n}
}

// signsOnMsg is where people sign.
type signsOnMsg struct {
	on   bool
	next registry.LedgerPlace
	err  error
}

func (s *ledgerScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return tea.Batch(s.list.End(), s.askSigns(d))
	case shownMsg, relabelledMsg:
		return tea.Batch(s.list.Query(ledgerFetch(d)), s.list.Reload(), s.askSigns(d))
	case signsOnMsg:
		if s.on, s.next = msg.on, msg.next; msg.err != nil {
			d.drop()
			s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		}
		return nil
	case ledgerOutMsg:
		s.note = s.printing.ended(d, msg)
		s.list.Query(ledgerFetch(d)) // there are pages behind the last
		return tea.Batch(s.list.End(), s.askSigns(d))
	case farMsg:
		return s.printing.look()
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *ledgerScreen) askSigns(d *desk) tea.Cmd {
	desk := d.p.Desk
	return d.read(s, func(ctx context.Context) tea.Msg { return signsOn(ctx, desk) })
}

func signsOn(ctx context.Context, s ledgerStation) signsOnMsg {
	on, next, err := s.SignsOnLedger(ctx)
	return signsOnMsg{on, next, err}
}

func (s *ledgerScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyEsc.Matches(msg) && s.printing.stops():
		s.note = widget.Note{Role: widget.RoleWarn, Text: tStopping}
		return nil
	case keyPrint.Matches(msg):
		return s.print(d, station.LedgerWish{New: true})
	case keyNext.Matches(msg):
		return s.print(d, station.LedgerWish{Blank: 1})
	case keyOverride.Matches(msg):
		desk, on := d.p.Desk, !s.on
		return d.commit(s, func(ctx context.Context) tea.Msg {
			if err := desk.SignOnLedger(ctx, on); err != nil {
				return signsOnMsg{on: !on, err: err}
			}
			return signsOn(ctx, desk)
		})
	}
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack:
		return d.pop()
	case widget.ListChosen:
		row, _ := s.list.Selected()
		page, _ := strconv.Atoi(row.Key)
		return d.push(newLedgerPage(s.h, page))
	}
	return cmd
}

func (s *ledgerScreen) print(d *desk, w station.LedgerWish) (cmd tea.Cmd) {
	cmd, s.note = s.printing.begin(d, s, w)
	return cmd
}

func (s *ledgerScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tLedgerTitle))
	role, text := s.signsText()
	out.wrap(role, d.say(text))
	out.wrap(s.note.Role, d.say(s.note.Text))
	s.printing.bar(out)
	out.blank()
	return widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
}

// signsText says where people sign now.
func (s *ledgerScreen) signsText() (widget.Role, widget.T) {
	switch {
	case !s.on:
		return widget.RoleHint, tLedgerStub
	case s.next.Page == 0:
		return widget.RoleWarn, tLedgerNoRow
	}
	return widget.RoleGood, count(tLedgerNext, s.next.Page, s.next.Row)
}

func (s *ledgerScreen) keys(d *desk) []widget.Binding {
	if d.readOnly() != "" {
		return append(openKey(s.list, tOpenPage), keyMove, keyEsc, keyPalette, keyHelp)
	}
	return s.printing.keys(append(openKey(s.list, tOpenPage), keyMove, as(keyPrint, tLedgerPrintNew), as(keyNext, tLedgerBlank), as(keyOverride, tLedgerSignHere), keyEsc, keyPalette, keyHelp))
}

func (s *ledgerScreen) actions(d *desk) []action {
	return d.possible([]action{{Binding: as(keyPrint, tLedgerPrintNew)}, {Binding: as(keyNext, tLedgerBlank)}, {Binding: as(keyOverride, tLedgerSignHere)}})
}
