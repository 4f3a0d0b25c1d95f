package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// papers is what printing needs of the station.
type papers interface {
	Page(ctx context.Context, from int64, n int, down bool, filter station.Filter) ([]station.Row, error)
	Papers(ctx context.Context, numbers []registry.Number) ([]station.Paper, error)
	Intend(ctx context.Context, numbers []registry.Number, l registry.Laying) error
	PrintedOut(ctx context.Context, numbers []registry.Number, outcome string) error
	NothingOut(ctx context.Context, numbers []registry.Number, l registry.Laying) error
	FreePlace(ctx context.Context, size string) (int, error)
	GiveOwed(ctx context.Context) (given int, kept, err error)
	GiveOwedOf(ctx context.Context, number registry.Number) error
	ListedHolders(ctx context.Context, numbers []registry.Number) (free []registry.Number, listed []station.ListedHolder, err error)
	BySigning(ctx context.Context, numbers []registry.Number) (rows, stubs []registry.Number, err error)
}

// printedMsg tells what became of the papers.
type printedMsg struct {
	numbers []registry.Number
	where   string
	err     error
	listed  []station.ListedHolder // no paper of theirs was made
}

// printOut prints papers whose passes are in the register. Write-ahead: the
// intent is recorded before a byte leaves, the outcome after.
func (h *home) printOut(d *desk, numbers []registry.Number, l registry.Laying, intended bool) tea.Cmd {
	desk, press := d.p.Desk, d.p.Press
	return h.listening(d, func(ctx context.Context) tea.Msg {
		d.pressing.Lock() // one paper after the other, as the people stand in the queue
		defer d.pressing.Unlock()
		lay := func(numbers []registry.Number) (string, error) {
			return printPapers(ctx, desk, press, numbers, l, intended)
		}
		if intended { // the lists were asked with that
			where, err := lay(numbers)
			return printedMsg{numbers: numbers, where: where, err: err}
		}
		return leavingListed(ctx, desk, numbers, lay)
	})
}

// printSigning prints papers that wait, as their people sign for them.
func (h *home) printSigning(d *desk, numbers []registry.Number) tea.Cmd {
	desk, press := d.p.Desk, d.p.Press
	return h.listening(d, func(ctx context.Context) tea.Msg {
		d.pressing.Lock()
		defer d.pressing.Unlock()
		return printSigned(ctx, desk, press, numbers)
	})
}

// leavingListed prints all but the papers of those whom a list names since their pass
// was issued.
func leavingListed(ctx context.Context, s papers, numbers []registry.Number, print func([]registry.Number) (string, error)) printedMsg {
	free, listed, err := s.ListedHolders(ctx, numbers)
	if err != nil {
		return printedMsg{numbers: numbers, err: err}
	}
	msg := printedMsg{numbers: free, listed: listed}
	if len(free) > 0 {
		msg.where, msg.err = print(free)
	}
	return msg
}

// printSigned prints papers that are in no print yet, but those of listed people.
func printSigned(ctx context.Context, s papers, press Press, numbers []registry.Number) printedMsg {
	return leavingListed(ctx, s, numbers, func(numbers []registry.Number) (string, error) { return printBySigning(ctx, s, press, numbers) })
}

// printBySigning prints cards for those who sign in the ledger, sheets with a stub for
// the others.
func printBySigning(ctx context.Context, s papers, press Press, numbers []registry.Number) (where string, err error) {
	rows, stubs, err := s.BySigning(ctx, numbers)
	if err == nil && len(rows) > 0 {
		where, err = printPapers(ctx, s, press, rows, onCards(press), false)
	}
	if err == nil && len(stubs) > 0 {
		where, err = printPapers(ctx, s, press, stubs, walkIn, false)
	}
	return where, err
}

// onCards is how cards lie when nobody is asked: they go on at the next free place of
// the sheet that was begun.
func onCards(press Press) registry.Laying {
	l := press.CardSheet()
	l.First = 0
	return l
}

// goesOn names the first place where it was left open.
func goesOn(ctx context.Context, s papers, l registry.Laying) (registry.Laying, error) {
	if l.PerSheet < 2 || l.First > 0 {
		return l, nil
	}
	place, err := s.FreePlace(ctx, l.Size)
	if l.First = place; place > l.PerSheet {
		l.First = 1
	}
	return l, err
}

func printPapers(ctx context.Context, s papers, press Press, numbers []registry.Number, l registry.Laying, intended bool) (string, error) {
	sheets, err := s.Papers(ctx, numbers)
	if err != nil {
		return "", err
	}
	if l, err = goesOn(ctx, s, l); err != nil {
		return "", err
	}
	if !intended {
		if err := s.Intend(ctx, numbers, l); err != nil {
			return "", err
		}
	}
	where, err := press.Print(ctx, sheets, l)
	if err != nil {
		// The passes stay on the list of those to print.
		return "", fmt.Errorf("%w: %w", ErrPress, errors.Join(err, whatCameOut(ctx, s, numbers, l, err)))
	}
	return where, s.PrintedOut(ctx, numbers, "out")
}

// whatCameOut records what became of the sheets of a print that failed: the press
// says when none came out; else nobody knows.
func whatCameOut(ctx context.Context, s papers, numbers []registry.Number, l registry.Laying, err error) error {
	switch {
	case errors.Is(err, ErrNothingOut):
		return s.NothingOut(ctx, numbers, l)
	case errors.Is(err, ErrAsked):
		return nil
	}
	return s.PrintedOut(ctx, numbers, registry.SheetUnknown)
}

func (h *home) printed(d *desk, msg printedMsg) tea.Cmd {
	mine := false
	for _, n := range msg.numbers {
		mine = mine || n == h.last.number
	}
	h.doubted = doubtedPrinter{}
	state := tPrinted
	if msg.err != nil {
		state = tPrintFailed
		if errors.Is(msg.err, ErrAsked) {
			state = tPrintAsked
		}
		h.fail(msg.err)
		h.doubts(d, msg.err)
	} else if len(msg.listed) > 0 {
		h.leftListed(msg)
	} else if len(msg.numbers) > 1 || !mine {
		h.tell(widget.RoleGood, count(tPrintedMany, len(msg.numbers), shortPath(msg.where, 2*(d.w-30))))
	}
	if h.note.Text == tPrinting {
		h.note = widget.Note{}
	}
	if mine {
		h.last.out = msg.err == nil
		h.last.state, h.last.where = state, msg.where
	}
	return h.askToday(d)
}

// leftListed tells of which passes no paper was made, since a list names their holders.
func (h *home) leftListed(msg printedMsg) {
	for _, l := range msg.listed {
		if l.Number == h.last.number {
			h.last.out, h.last.state, h.last.where = false, tListedUnmade, ""
			if l.Asks() {
				h.last.state = tListedAsked
			}
		}
	}
	h.tell(widget.RoleBad, listedText(msg))
}

// mostNamed is how many passes are named of which no paper came out.
const mostNamed = 4

// listedText is how many papers came out, and which did not, with what the list says of
// the first.
func listedText(msg printedMsg) widget.T {
	why, out, left := toldText(msg.listed[0].Unmade()), len(msg.numbers), len(msg.listed)
	var named []string
	for _, l := range msg.listed[:min(left, mostNamed)] {
		named = append(named, l.Number.Grouped())
	}
	if left > mostNamed {
		named = append(named, "...")
	}
	n := strings.Join(named, "  ")
	if left > 1 { // each has its own reason, and all of them have no room here
		return widget.T{ZH: fmt.Sprintf(tListedMany.ZH, out, left, n), EN: fmt.Sprintf(tListedMany.EN, out, left, n)}
	}
	return widget.T{ZH: fmt.Sprintf(tListedLeft.ZH, out, left, n, why.ZH), EN: fmt.Sprintf(tListedLeft.EN, out, left, n, why.EN)}
}

// printOpen prints every pass that is issued and has no paper: after a crash, a
// jam, or a terminal that was closed.
func (h *home) printOpen(d *desk) tea.Cmd {
	switch {
	case d.p.Press == nil:
		h.tell(widget.RoleWarn, tNoPress)
		return nil
	case h.doubted.fingerprint != "":
		return h.askDoubted(d)
	case h.today.ToPrint() == 0:
		h.tell(widget.RoleHint, tNothingToPrint)
		return nil
	case d.behind > 0:
		h.tell(widget.RoleHint, tPrinting)
		return nil
	case d.p.Press.Place() == "":
		return h.askPlace(d, nil)
	}
	return h.askSheets(d, beforePrint)
}

// printAll prints what is open, once nobody has to say any more what came out: a
// second sheet of the same copy is what a guard cannot tell from the first.
func (h *home) printAll(d *desk) tea.Cmd {
	h.tell(widget.RoleHint, tPrinting)
	desk, press := d.p.Desk, d.p.Press
	return h.listening(d, func(ctx context.Context) tea.Msg {
		_, kept, err := desk.GiveOwed(ctx)
		if err != nil {
			return printedMsg{err: err}
		}
		numbers, err := unprinted(ctx, desk)
		if err != nil || len(numbers) == 0 {
			return printedMsg{err: errors.Join(err, kept)}
		}
		return printSigned(ctx, desk, press, numbers)
	})
}

// mostPrinted is how many open papers one key prints; the rest waits for the
// next press of it.
const mostPrinted = 500

// unprinted are the numbers of the passes without a paper, oldest first.
func unprinted(ctx context.Context, s papers) ([]registry.Number, error) {
	var numbers []registry.Number
	from := int64(0)
	for len(numbers) < mostPrinted {
		rows, err := s.Page(ctx, from, 100, true, station.Filter{Unprinted: true})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Key <= from {
				continue
			}
			if from = r.Key; r.Status != registry.StatusSigned { // its paper is out, whatever its sheets say
				numbers = append(numbers, r.Number)
			}
		}
		if len(rows) < 100 {
			break
		}
	}
	return numbers, nil
}
