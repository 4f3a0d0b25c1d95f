package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// ledgerPrint is a print of the ledger that a screen asked for: how far it is, and,
// as long as pages are drawn, the way to break it off. Then nothing is recorded and no
// file is left; once the pages are recorded they go out.
type ledgerPrint struct {
	cancel context.CancelFunc // nil: none is under way
	far    *farther
}

// ledgerOutMsg tells what became of a print of the ledger.
type ledgerOutMsg struct {
	where string
	pages int
	err   error
}

// begin puts pages out; the screen that asked is told.
func (p *ledgerPrint) begin(d *desk, to screen, w station.LedgerWish) (tea.Cmd, widget.Note) {
	switch {
	case d.p.Press == nil || d.p.Press.Place() == "":
		return nil, widget.Note{Role: widget.RoleWarn, Text: tPlaceFirst}
	case p.cancel != nil:
		return nil, widget.Note{Role: widget.RoleHint, Text: tPrinting}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.ctx))
	p.cancel, p.far = cancel, &farther{}
	press, far := d.p.Press, p.far
	return tea.Batch(p.look(), d.finish(to, func(context.Context) tea.Msg {
		d.pressing.Lock()
		defer d.pressing.Unlock()
		where, pages, err := press.PrintLedger(ctx, w, far.come)
		return ledgerOutMsg{where, pages, err}
	})), widget.Note{Role: widget.RoleHint, Text: tPrinting}
}

// look shows again how far it is.
func (p *ledgerPrint) look() tea.Cmd {
	if p.cancel == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

// stops breaks it off; false when there is nothing to be broken off any more.
func (p *ledgerPrint) stops() bool {
	if p.cancel == nil || p.far.read().Share >= 1 {
		return false
	}
	p.cancel()
	return true
}

// ended says what came of it.
func (p *ledgerPrint) ended(d *desk, msg ledgerOutMsg) widget.Note {
	if p.cancel != nil {
		p.cancel()
	}
	p.cancel = nil
	switch {
	case errors.Is(msg.err, context.Canceled):
		return widget.Note{Role: widget.RoleWarn, Text: tStoppedNothing}
	case msg.err != nil:
		return widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
	case msg.pages == 0:
		return widget.Note{Role: widget.RoleHint, Text: tLedgerAllPlaced}
	}
	return widget.Note{Role: widget.RoleGood, Text: count(tLedgerPrinted, msg.pages, shortPath(msg.where, d.w-24))}
}

// bar is how far the print is, once there is something to show.
func (p *ledgerPrint) bar(out *lines) {
	if p.cancel == nil {
		return
	}
	if now := p.far.read(); now.Step.EN != "" {
		out.Lines = append(out.Lines, widget.Progress(out.d.w, out.d.say(plain(now.Step)), int(now.Share*100), 100, widget.ASCIIRules(), out.d.st))
	}
}

// keys are those of the screen, with Esc as what it does now.
func (p *ledgerPrint) keys(all []widget.Binding) []widget.Binding {
	for i := range all {
		if p.cancel != nil && p.far.read().Share < 1 && all[i].Names[0] == keyEsc.Names[0] {
			all[i] = as(keyEsc, tStop)
		}
	}
	return all
}
