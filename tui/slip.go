package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// slips is what a slip needs of the station.
type slips interface {
	Slips(ctx context.Context, cases []int64) ([]station.Slip, error)
	SlipsPrinted(ctx context.Context, cases []int64) error
}

// slipMsg tells what became of a slip.
type slipMsg struct {
	id    int64 // the case
	where string
	err   error
}

// printSlip prints the slip of a case, in the queue of the papers: a person waits
// for each of them.
func (d *desk) printSlip(to screen, id int64) tea.Cmd {
	desk, press := d.p.Desk, d.p.Press
	return d.finish(to, func(ctx context.Context) tea.Msg {
		d.pressing.Lock()
		defer d.pressing.Unlock()
		where, err := pressSlip(ctx, desk, press, id)
		return slipMsg{id, where, err}
	})
}

func pressSlip(ctx context.Context, s slips, press Press, id int64) (string, error) {
	cases := []int64{id}
	pages, err := s.Slips(ctx, cases)
	if err != nil {
		return "", err
	}
	where, err := press.PrintSlips(ctx, pages)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errSlip, err)
	}
	return where, s.SlipsPrinted(ctx, cases)
}

// slipState is how far the slip of the last refusal has come.
type slipState struct {
	under bool // on its way
	out   bool
	where string
}

// wantsSlip reports a last refusal whose slip can still be printed.
func (h *home) wantsSlip() bool {
	no := h.lastNo
	return no.verdict.Case != 0 && !no.slip.out && !no.slip.under && no.verdict.Outcome != "SPECIAL_PASS" && no.verdict.Outcome != "SAME_PERSON"
}

// printKey is F5: the slip of whoever just went without a pass, else the papers
// that are open.
func (h *home) printKey(d *desk) tea.Cmd {
	if h.wantsSlip() {
		return h.printLastSlip(d)
	}
	return h.printOpen(d)
}

func (h *home) printLastSlip(d *desk) tea.Cmd {
	switch {
	case !h.wantsSlip():
		h.tell(widget.RoleHint, tNoSlip)
		return nil
	case d.p.Press == nil:
		h.tell(widget.RoleWarn, tNoPress)
		return nil
	case h.doubted.fingerprint != "":
		return h.askDoubted(d)
	case d.p.Press.Place() == "":
		h.note = widget.Note{}
		cmd := h.askPlace(d, nil)
		h.place.slip = true
		return cmd
	}
	h.lastNo.slip.under = true
	h.tell(widget.RoleHint, tPrinting)
	return d.printSlip(h, h.lastNo.verdict.Case)
}

// slipPrinted shows what became of the slip.
func (h *home) slipPrinted(d *desk, msg slipMsg) tea.Cmd {
	if h.note.Text == tPrinting {
		h.note = widget.Note{}
	}
	if msg.err != nil {
		h.fail(msg.err)
		h.doubts(d, msg.err)
	}
	if h.lastNo.verdict.Case == msg.id {
		h.lastNo.slip = slipState{out: msg.err == nil, where: msg.where}
	}
	return h.askToday(d)
}

// lastNoView is the line of the last refusal, with its slip.
func (h *home) lastNoView(d *desk, out *lines) {
	no := h.lastNo
	if no.verdict.Outcome == "" {
		out.blank()
		return
	}
	_, head := verdictHead(no.verdict)
	text, tail := d.say(tLastNo)+"  "+no.name+"  "+d.say(head), ""
	switch {
	case no.slip.out:
		tail = "  " + d.say(tSlipOut)
		tail += shortPath(no.slip.where, d.w-widget.Width(text)-widget.Width(tail))
	case no.slip.under:
		tail = "  " + d.say(tPrinting)
	}
	if whole := text + "  " + d.say(plain(no.verdict.Reason)); widget.Width(whole+tail) <= d.w {
		text = whole
	}
	out.add(widget.RoleWarn, text+tail)
}
