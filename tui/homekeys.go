package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

func (h *home) actions(d *desk) []action {
	return d.possible(append([]action{
		{Binding: keyFacts}, {widget.NewBinding(tProxyAction), func(d *desk) tea.Cmd { return h.openProxy(d) }}, {Binding: keyChild}, {Binding: keyRegister}, {Binding: keyPrint}, {Binding: as(keySign, tSignLast)},
		{Binding: as(keyRecall, tQueue)}, {Binding: keyNext}, {Binding: keyOverride}, {Binding: as(keyCancel, tSamePersonKey)}, {Binding: keyRepeat},
		{widget.NewBinding(tWatchAction), func(d *desk) tea.Cmd { return h.showWatch(d) }},
		{widget.NewBinding(tSlipLast), func(d *desk) tea.Cmd { return h.printLastSlip(d) }},
		{widget.NewBinding(tDoorSlips), func(d *desk) tea.Cmd {
			return h.printNotices(d, station.NoticeOrder{Kind: station.DoorSlips, Open: true})
		}},
		{widget.NewBinding(tAppealsAction), func(d *desk) tea.Cmd { return d.push(newAppeals(d, h)) }},
		{widget.NewBinding(tExchange), func(d *desk) tea.Cmd { return d.push(newExchange(d, h)) }},
		{widget.NewBinding(tDynamic), func(d *desk) tea.Cmd { return d.push(newDynamic(d, h)) }},
		{widget.NewBinding(tRecallsAction), func(d *desk) tea.Cmd { return d.push(newRecalls(d, h)) }},
		{widget.NewBinding(tGateSheet), func(d *desk) tea.Cmd { return h.printNotices(d, station.NoticeOrder{Kind: station.GateSheets}) }},
		{widget.NewBinding(tAskAgain), func(d *desk) tea.Cmd { return h.askAgain(d) }},
		{widget.NewBinding(tSheetsAction), func(d *desk) tea.Cmd { return h.askSheets(d, wholeQueue) }},
		{widget.NewBinding(tLedgerKey), func(d *desk) tea.Cmd { return d.push(newLedger(d, h)) }},
		{widget.NewBinding(tCloseDay), func(d *desk) tea.Cmd { return d.push(&closingScreen{}) }},
		{widget.NewBinding(tChangePlace), func(d *desk) tea.Cmd { return h.askPlace(d, nil) }},
		{widget.NewBinding(tCalibrateAction), func(d *desk) tea.Cmd { return d.push(newCalibrate(d)) }},
		{widget.NewBinding(tOperators), func(d *desk) tea.Cmd { return d.push(newOperators(d)) }},
		{widget.NewBinding(tSettingsAction), func(d *desk) tea.Cmd { return d.push(newSettings(d)) }},
		{widget.NewBinding(tOwnPassphrase), func(d *desk) tea.Cmd { return d.push(newOwnPassphrase(d)) }},
	}, slices.Concat(h.liftActions(d), h.familyActions(), h.listActions(d), h.unlistedActions(d), h.importActions(d), errandActions(d))...))
}

// familyActions: a household, where everybody of it gets a pass.
func (h *home) familyActions() []action {
	if !h.forFamilies() {
		return nil
	}
	return []action{{as(keyOverride, tHousehold), h.openHousehold}}
}

func (h *home) printNotices(d *desk, o station.NoticeOrder) (cmd tea.Cmd) {
	h.note, cmd = d.askNotices(h, o)
	return cmd
}

// keys are the keys that do something now, the most useful first.
func (h *home) keys(d *desk) []widget.Binding {
	if h.confirm != nil {
		return confirmKeys(h.confirm)
	}
	if h.place != nil {
		if h.place.doubted.fingerprint != "" {
			return []widget.Binding{as(keySign, tTrustKey), as(keyEsc, tLater)}
		}
		return []widget.Binding{as(keyEnter, tUsePlace), as(keyEsc, tLater)}
	}
	var out []widget.Binding
	if b := h.listKeys(); b != nil {
		return b
	}
	if a := h.shown(); a != nil {
		if does := h.enterMeans(a); h.info.ReadOnly == "" || does == tGoOn { // nothing is kept here
			out = append(out, as(keyEnter, does))
		}
		out = append(out, h.otherAnswers(a)...)
		if h.comparing(a) && len(a.verdict.Related) > 1 {
			out = append(out, widget.NewBinding(tNextRecord, "pgdown"))
		}
		if len(h.people()) > 0 && h.preview == nil {
			out = append(out, keyDigit)
		}
		out = append(out, keyFacts, keyChild)
		if h.gathers(d) {
			out = append(out, as(keyOverride, tHousehold))
		}
		return append(out, keyTab, as(keyNext, tAside))
	}
	if len(h.family) > 0 {
		out = append(out, keyDigit, keyMove)
	}
	if h.asking() {
		out = append(out, as(keyCancel, tNotAtHand), as(keyEsc, tLater))
	}
	switch {
	case h.info.ReadOnly != "":
	case h.wantsSlip():
		out = append(out, as(keyPrint, tSlipLastShort))
	case h.today.ToPrint() > 0:
		out = append(out, as(keyPrint, tPrintThis))
	}
	if h.canSign() {
		out = append(out, keySign)
	}
	if h.today.Open+h.today.Appealed > 0 {
		out = append(out, as(keyRecall, tQueueKey))
	}
	if out = append(out, keyRegister); !d.p.Unlocked {
		out = append(out, keyLock)
	}
	return append(out, keyLang)
}

// otherAnswers are the keys that answer the verdict otherwise than Enter does.
func (h *home) otherAnswers(a *draft) []widget.Binding {
	var out []widget.Binding
	if passOf(a) != "" {
		out = append(out, as(keyRegister, tOpenPass))
	}
	if h.info.ReadOnly != "" {
		return out
	}
	if !h.bothSeen(a) && a.verdict.Choice != "" {
		return out
	}
	switch {
	case exchange(a.verdict):
		return append(out, as(keyOverride, tTwoChildrenKey))
	case h.mayLetThrough(a):
		out = append(out, keyOverride)
	}
	if a.judged && a.verdict.Choice != "" {
		out = append(out, as(keyCancel, tSamePersonKey))
	}
	return out
}

// keyDigit stands in the line of keys for the digits that choose a line.
var keyDigit = widget.NewBinding(tPick, "1-9")

// listKeys are the keys while a text stands in the box; nil when none does.
func (h *home) listKeys() []widget.Binding {
	people := h.people()
	switch p, chosen := h.chosenPerson(); {
	case chosen && h.preview == nil && waits(p):
		return []widget.Binding{as(keyEnter, tOpenCase), keyMove, keyEsc}
	case chosen && h.preview == nil && holds(p):
		return []widget.Binding{as(keyEnter, tOpenPass), keyMove, keyEsc}
	case h.box.Value() == "" || h.preview != nil || h.trying(h.shown()):
		return nil
	case len(people) == 0:
		return []widget.Binding{as(keyEnter, tGoOn), keyEsc}
	}
	out := []widget.Binding{as(keyEnter, tPickFirst), keyMove}
	if h.numbered() {
		out = append(out, keyDigit)
	}
	if len(people) > listMost {
		out = append(out, widget.NewBinding(tPage, "pgdown"))
	}
	return append(out, keyEsc)
}
