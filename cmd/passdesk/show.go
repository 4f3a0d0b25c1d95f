package main

import (
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type showCmd struct {
	Number string `arg:"" help:"证件编号 · the pass number"`
}

// Run prints one pass with its events as one JSON object.
func (c *showCmd) Run(a *app) error {
	a.onlyReads = true
	st, err := a.open()
	if err != nil {
		return err
	}
	d, err := st.ViewPass(a.ctx, c.Number, station.ByScript)
	if err != nil {
		return err
	}
	a.sayUnrecorded(st)
	if err := a.printJSON(detailLine(d)); err != nil {
		return err
	}
	return partly(st)
}

type eventLine struct {
	No       int64         `json:"no"`
	At       time.Time     `json:"at"`
	Kind     registry.Kind `json:"kind"`
	Operator string        `json:"operator"`
	Copy     int           `json:"copy,omitempty"`
	Note     string        `json:"note,omitempty"`
	Evidence string        `json:"evidence,omitempty"`  // of a step of an appeal
	Case     int64         `json:"case,omitempty"`      // the case that it is a step of, or came of
	Rule     string        `json:"rule,omitempty"`      // what a decision about a case stands in for
	By       string        `json:"by,omitempty"`        // police: they decided
	Fixed    bool          `json:"corrected,omitempty"` // facts were found to be other than stated
}

func detailLine(d station.Detail) any {
	return struct {
		Number    registry.Number      `json:"number"`
		Copy      int                  `json:"copy"`
		Status    registry.Status      `json:"status"`
		Papers    []string             `json:"papers"`      // every copy, the first first
		Open      []int                `json:"outstanding"` // earlier copies that are still out
		Issued    string               `json:"issued"`
		Expires   string               `json:"expires,omitempty"`
		Document  string               `json:"document"`
		Applicant registry.Application `json:"applicant"`
		Allowed   []registry.Kind      `json:"allowed"`
		Events    []eventLine          `json:"events"`
		Viewed    []viewLine           `json:"viewed"`
		Ledger    []ledgerPlace        `json:"ledger,omitempty"` // where its papers are signed for
		Warning   scheme.Text          `json:"warning,omitzero"` // the holder is on a list, and the pass is not recalled
	}{d.Number, d.Copy, d.Status, d.Papers.Words(), append([]int{}, d.Outstanding...), d.Issued.String(), d.Expires.String(), d.Masked, d.Applicant, d.Allowed, eventLines(d.History), viewLines(d.Views), ledgerPlaces(d.Places), d.ListedWarning()}
}

func eventLines(history []station.Happened) []eventLine {
	events := make([]eventLine, 0, len(history))
	for _, h := range history {
		events = append(events, eventLine{h.Event, h.At, h.Kind, h.Operator, h.Copy, h.Note, h.Evidence, h.Case, h.Rule, h.By, h.Fixed})
	}
	return events
}

// ledgerPlace is the row of the signature ledger in which a copy stands.
type ledgerPlace struct {
	Copy int `json:"copy"`
	Page int `json:"page"`
	Row  int `json:"row"`
}

func ledgerPlaces(places []registry.LedgerPlace) (lines []ledgerPlace) {
	for _, p := range places {
		lines = append(lines, ledgerPlace{p.Copy, p.Page, p.Row})
	}
	return lines
}
