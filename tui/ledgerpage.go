package tui

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// ledgerPageScreen is one page of the signature ledger: who has signed, who has not,
// and the act that ticks off all but those who are marked.
type ledgerPageScreen struct {
	h      *home
	page   int
	v      station.LedgerView
	read   bool
	chosen int          // index of the line
	left   map[int]bool // rows marked as not signed
	note   widget.Note
	sure   bool // Esc was pressed once over marks
	signs  bool // Ctrl+Y was pressed once

	printing ledgerPrint
}

func newLedgerPage(h *home, page int) *ledgerPageScreen {
	return &ledgerPageScreen{h: h, page: page, left: map[int]bool{}}
}

// ledgerViewMsg is the page as it stands now; signed are the rows that an act has
// just recorded, nil when there was none.
type ledgerViewMsg struct {
	v      station.LedgerView
	acted  bool
	signed int
	unsent int                    // rows that could not be signed for: not printed, spoiled, or over their term
	listed []station.ListedHolder // of those signed for, whose holder a list names
	err    error
}

func (s *ledgerPageScreen) load(d *desk) tea.Cmd {
	desk, page := d.p.Desk, s.page
	return d.read(s, func(ctx context.Context) tea.Msg {
		v, err := desk.LedgerView(ctx, page)
		return ledgerViewMsg{v: v, err: err}
	})
}

func (s *ledgerPageScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case ledgerViewMsg:
		return s.came(d, msg)
	case ledgerOutMsg:
		s.note = s.printing.ended(d, msg)
		return s.load(d)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *ledgerPageScreen) came(d *desk, msg ledgerViewMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	}
	s.v, s.read, s.chosen = msg.v, true, clamp(s.chosen, 0, max(len(msg.v.Lines)-1, 0))
	switch {
	case !msg.acted:
		return nil
	case len(msg.listed) > 0:
		s.left = map[int]bool{}
		why, n := plain(msg.listed[0].Warning()), msg.listed[0].Number.Grouped()
		s.note = widget.Note{Role: widget.RoleBad, Text: widget.T{
			ZH: fmt.Sprintf(tPageListed.ZH, msg.signed, len(msg.listed), n, why.ZH), EN: fmt.Sprintf(tPageListed.EN, msg.signed, len(msg.listed), n, why.EN)}}
		return s.h.askToday(d)
	case msg.unsent > 0:
		s.left = map[int]bool{}
		s.note = widget.Note{Role: widget.RoleWarn, Text: count(tPageUnsent, msg.signed, msg.unsent)}
		return s.h.askToday(d)
	case msg.signed == 0:
		s.note = widget.Note{Role: widget.RoleHint, Text: tPageNobody}
		return nil
	}
	s.left = map[int]bool{}
	s.note = widget.Note{Role: widget.RoleGood, Text: count(tPageSigned, msg.signed)}
	return s.h.askToday(d)
}

func (s *ledgerPageScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	sure := s.sure
	signs := s.signs
	if s.sure, s.signs = false, false; sure || signs {
		s.note = widget.Note{}
	}
	switch name := widget.KeyName(msg); {
	case name == "esc" && s.unsaved() && !sure:
		s.sure, s.note = true, widget.Note{Role: widget.RoleWarn, Text: tEscAgain}
	case name == "esc":
		return d.pop()
	case name == "down":
		s.chosen = min(s.chosen+1, max(len(s.v.Lines)-1, 0))
	case name == "up":
		s.chosen = max(s.chosen-1, 0)
	case name == "enter" && s.chosen < len(s.v.Lines):
		return d.push(newDetail(d, s.h, s.v.Lines[s.chosen].Number.String()))
	case keyTab.Matches(msg):
		s.mark()
	case keySign.Matches(msg):
		return s.sign(d, signs)
	case keyPrint.Matches(msg):
		var cmd tea.Cmd
		cmd, s.note = s.printing.begin(d, s, station.LedgerWish{Pages: []int{s.page}})
		return cmd
	}
	return nil
}

// mark says of the chosen row that nobody signed in it, or takes that back, and goes
// on to the next.
func (s *ledgerPageScreen) mark() {
	if s.chosen >= len(s.v.Lines) {
		return
	}
	if l := s.v.Lines[s.chosen]; l.State == station.RowUnsigned {
		s.left[l.Row] = !s.left[l.Row]
	}
	s.chosen = min(s.chosen+1, len(s.v.Lines)-1)
}

// signing counts the rows that the act would record.
func (s *ledgerPageScreen) signing() (n int) {
	for _, l := range s.v.Lines {
		if l.State == station.RowUnsigned && !s.left[l.Row] && !l.Unsent && !l.Over {
			n++
		}
	}
	return n
}

// sign asks once, with how many: no key takes a signature back.
func (s *ledgerPageScreen) sign(d *desk, sure bool) tea.Cmd {
	if !s.read || s.v.Unsigned == 0 {
		s.note = widget.Note{Role: widget.RoleHint, Text: tPageDone}
		return nil
	}
	if n := s.signing(); n > 0 && !sure && d.readOnly() == "" {
		s.signs, s.note = true, widget.Note{Role: widget.RoleWarn, Text: count(tPageSure, n, s.v.Unsigned-n)}
		return nil
	}
	var except []string
	for row, left := range s.left {
		if left {
			except = append(except, strconv.Itoa(row))
		}
	}
	desk, page := d.p.Desk, s.page
	return d.commit(s, func(ctx context.Context) tea.Msg {
		asked, signed, err := desk.SignPage(ctx, page, except)
		if err != nil {
			return ledgerViewMsg{err: err}
		}
		_, listed, err := desk.ListedHolders(ctx, numbersAt(asked, signed))
		if err != nil {
			return ledgerViewMsg{err: err}
		}
		v, err := desk.LedgerView(ctx, page)
		return ledgerViewMsg{v, true, len(signed), unsentOf(asked), listed, err}
	})
}

// numbersAt are the passes in the rows.
func numbersAt(v station.LedgerView, rows []int) (numbers []registry.Number) {
	for _, l := range v.Lines {
		if slices.Contains(rows, l.Row) {
			numbers = append(numbers, l.Number)
		}
	}
	return numbers
}

// unsentOf counts the rows that were to be signed for and cannot be.
func unsentOf(v station.LedgerView) (n int) {
	for _, l := range v.Lines {
		if (l.Unsent || l.Over) && !l.Left {
			n++
		}
	}
	return n
}

func (s *ledgerPageScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(count(tPageTitle, (registry.LedgerPage{Page: s.page}).Volume(), s.page)))
	if !s.read {
		out.wrap(s.note.Role, d.say(s.note.Text))
		return out.Block
	}
	out.add(widget.RoleLabel, d.say(count(tPageCounts, s.v.Rows, s.v.Unsigned, registry.LedgerCheck(s.v.Hash))))
	switch {
	case s.v.Rows == 0:
		out.wrap(widget.RoleHint, d.say(tPageEmpty))
	case s.v.Unsigned == 0:
		out.wrap(widget.RoleHint, d.say(tPageDone))
	case d.readOnly() == "":
		out.wrap(widget.RoleHint, d.say(tPageHow))
	}
	if old := s.v.OldRows(); old > 0 {
		out.wrap(widget.RoleHint, d.say(count(tPageOld, old)))
	}
	out.wrap(s.note.Role, d.say(s.note.Text))
	room := max(d.h-1-len(out.Lines), 1)
	first := clamp(s.chosen-room+1, 0, max(len(s.v.Lines)-room, 0))
	for i, l := range s.v.Lines[first:min(first+room, len(s.v.Lines))] {
		s.line(d, out, l, first+i == s.chosen)
	}
	return out.Block
}

// line is one row: number, name, who signs, and how it stands.
func (s *ledgerPageScreen) line(d *desk, out *lines, l station.LedgerLine, chosen bool) {
	role, state := widget.RolePlain, rowStateText(l.State)
	switch {
	case l.State == station.RowNotGood:
		role, state = widget.RoleHint, statusText(l.Status)
	case s.left[l.Row]:
		role, state = widget.RoleBad, tRowMarked
	case l.Unsent:
		role, state = widget.RoleWarn, tRowUnsent
	case l.Over:
		role, state = widget.RoleWarn, statusText(registry.StatusExpired)
	case l.State == station.RowUnsigned:
		role = widget.RoleWarn
	}
	who := ""
	switch l.Signer {
	case "guardian":
		who = "  " + d.say(tRowGuardian)
	case "proxy":
		who = "  " + d.say(tRowProxy)
	}
	if chosen {
		role = widget.RoleSelected
	}
	name := widget.Pad(l.Short(), max(d.w-64, 12))
	out.add(role, fmt.Sprintf("%3d  %s  %s  %s  ", l.Row, l.Number.Grouped(), name, widget.Pad(d.say(state), 14))+fmt.Sprintf(d.say(tCopyNo), l.Copy)+who)
}

func (s *ledgerPageScreen) keys(d *desk) []widget.Binding {
	if d.readOnly() != "" {
		return []widget.Binding{as(keyEnter, tOpenPass), keyMove, keyEsc, keyPalette, keyHelp}
	}
	return []widget.Binding{as(keySign, tSignPage), as(keyTab, tNotSignedMark), keyMove, as(keyEnter, tOpenPass), as(keyPrint, tLedgerPrintPage), keyEsc, keyPalette, keyHelp}
}

func (s *ledgerPageScreen) actions(d *desk) []action {
	return d.possible([]action{{Binding: as(keySign, tSignPage)}, {Binding: as(keyTab, tNotSignedMark)}, {Binding: as(keyPrint, tLedgerPrintPage)}})
}
