package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/widget"
)

// A register that nobody may write: every screen says above its keys what can be done
// and what cannot, and no key is offered that could not act.

// readOnly is why nothing is written; "" while all can be done.
func (d *desk) readOnly() string {
	if h, ok := d.stack[0].(*home); ok {
		return h.info.ReadOnly
	}
	return ""
}

// fit gives that line its place: the screens have one line less.
func (d *desk) fit() tea.Cmd {
	bar := 0
	if d.readOnly() != "" {
		bar = 1
	}
	if bar == d.bar {
		return nil
	}
	d.h, d.bar = d.h+d.bar-bar, bar
	return d.spread(tea.WindowSizeMsg{Width: d.w, Height: d.h + bar})
}

// writes are the actions of the home screen that write.
var writes = []widget.T{tProxyAction, tPrintOpen, tSign, tSignLast, tOverride, tSamePersonKey, tSlipLast, tDoorSlips, tAskAgain, tSheetsAction, tChangePlace, tOwnPassphrase, tLedgerPrintNew, tLedgerBlank, tLedgerSignHere, tSignPage, tNotSignedMark, tLedgerPrintPage, tLiftEntry}

// possible leaves out what cannot act on a register that is only read.
func (d *desk) possible(all []action) []action {
	if d.readOnly() == "" {
		return all
	}
	return slices.DeleteFunc(all, func(a action) bool { return slices.Contains(writes, a.Text) })
}
