package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// sheetAnswerer is asked what came out of the printer, and told.
type sheetAnswerer interface {
	OpenSheets(ctx context.Context) ([]registry.PaperSheets, error)
	AnswerSheet(ctx context.Context, n registry.Number, outcome string) (copy int, err error)
}

// sheetsScreen asks "what came out?" of every sheet that was sent to the printer and
// never answered for: the program ended in between. It takes three keys and Esc;
// whatever else is typed or scanned is the next person, and goes to the box.
type sheetsScreen struct {
	h      *home
	open   []registry.PaperSheets
	chosen int
	note   widget.Note
}

func newSheets(h *home, open []registry.PaperSheets) *sheetsScreen {
	return &sheetsScreen{h: h, open: open}
}

// unanswered are the papers with a sheet that nobody has answered for, the copy that
// an answer is about: of a pass the latest.
func unanswered(all []registry.PaperSheets) []registry.PaperSheets {
	var open []registry.PaperSheets
	for _, p := range all { // by number and copy
		switch n := len(open); {
		case p.Intended == 0:
		case n > 0 && open[n-1].Number == p.Number:
			open[n-1] = p
		default:
			open = append(open, p)
		}
	}
	return open
}

// sheetsMsg are the sheets that wait; print says what for they were asked.
type sheetsMsg struct {
	open  []registry.PaperSheets
	print bool
	err   error
}

func readSheets(ctx context.Context, s sheetAnswerer, print bool) sheetsMsg {
	all, err := s.OpenSheets(ctx)
	return sheetsMsg{unanswered(all), print, err}
}

// askSheets shows the sheets that wait; with print what is open is printed where none
// does.
func (h *home) askSheets(d *desk, print bool) tea.Cmd {
	desk := d.p.Desk
	if d.behind > 0 { // their answer is on its way
		h.tell(widget.RoleHint, tPrinting)
		return nil
	}
	return d.ask(h, func(ctx context.Context) tea.Msg { return readSheets(ctx, desk, print) })
}

func (h *home) sheetsCame(d *desk, msg sheetsMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		h.fail(msg.err)
	case d.top() != screen(h):
	case len(msg.open) > 0 && d.behind == 0:
		return d.push(newSheets(h, msg.open))
	case msg.print && d.behind == 0:
		return h.printAll(d)
	case !msg.print:
		h.tell(widget.RoleHint, tNoSheets)
	}
	return nil
}

func (s *sheetsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		return tea.Batch(d.pop(), s.h.update(d, msg))
	case sheetsMsg:
		return s.answered(d, msg)
	}
	return nil
}

func (s *sheetsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.chosen = min(s.chosen+1, len(s.open)-1)
	case name == "up":
		s.chosen = max(s.chosen-1, 0)
	case keySign.Matches(msg):
		return s.answer(d, registry.SheetOut)
	case keyCancel.Matches(msg):
		return s.answer(d, registry.SheetSpoiled)
	case keyNext.Matches(msg):
		return s.answer(d, registry.SheetUnknown)
	case widget.KeyText(msg) != "":
		return tea.Batch(d.pop(), s.h.update(d, msg))
	}
	return nil
}

func (s *sheetsScreen) answer(d *desk, outcome string) tea.Cmd {
	desk, typed := d.p.Desk, s.open[s.chosen].Number
	return d.commit(s, func(ctx context.Context) tea.Msg {
		n, err := registry.ParseNumber(typed)
		if err == nil {
			_, err = desk.AnswerSheet(ctx, n, outcome)
		}
		if err != nil {
			return sheetsMsg{err: err}
		}
		return readSheets(ctx, desk, false)
	})
}

// answered shows what is left; after the last one the desk is shown.
func (s *sheetsScreen) answered(d *desk, msg sheetsMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	case len(msg.open) == 0:
		s.h.tell(widget.RoleGood, tSheetsAnswered)
		return d.pop()
	}
	s.open, s.chosen, s.note = msg.open, min(s.chosen, len(msg.open)-1), widget.Note{}
	return s.h.askToday(d)
}

func (s *sheetsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(count(tSheetsTitle, len(s.open))))
	for _, t := range sheetTexts {
		s.h.wrapped(out, widget.RoleHint, d.say(t))
	}
	s.h.wrapped(out, s.note.Role, d.say(s.note.Text))
	room := max(d.h-1-len(out.Lines), 1)
	first := clamp(s.chosen-room+1, 0, max(len(s.open)-room, 0))
	for i, p := range s.open[first:min(first+room, len(s.open))] {
		role := widget.RolePlain
		if first+i == s.chosen {
			role = widget.RoleSelected
		}
		row := registry.GroupDigits(p.Number) + "  " + fmt.Sprintf(d.say(tCopyNo), p.Copy)
		if p.Intended > 1 {
			row += "  " + fmt.Sprintf(d.say(tSheetsOfCopy), p.Intended)
		}
		out.add(role, row)
	}
	return out.Block
}

func (s *sheetsScreen) keys(*desk) []widget.Binding {
	return []widget.Binding{as(keySign, tSheetOut), as(keyCancel, tSheetSpoiled), as(keyNext, tSheetUnknown), keyMove, as(keyEsc, tLater)}
}

func (s *sheetsScreen) actions(*desk) []action { return nil }
