package main

import (
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type showCmd struct {
	bySheet
	Number string `arg:"" help:"证件编号 · the pass number"`
}

// Run prints one pass with its events as one JSON object.
func (c *showCmd) Run(a *app) error {
	var d station.Detail
	st, err := c.read(a, func(st *station.Station) (err error) {
		d, err = st.ViewPass(a.ctx, c.Number, station.ByScript)
		return err
	})
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
	Old      string        `json:"old,omitempty"`       // of a reprint or a correction: what became of the copy before
	Case     int64         `json:"case,omitempty"`      // the case that it is a step of, or came of
	CaseNo   string        `json:"case_no,omitempty"`   // its name, where that is not simply the number
	Rule     string        `json:"rule,omitempty"`      // what a decision about a case stands in for
	By       string        `json:"by,omitempty"`        // police: they decided
	Fixed    bool          `json:"corrected,omitempty"` // facts were found to be other than stated
}

func detailLine(d station.Detail) any {
	words, copies := d.Papers.Known()
	return struct {
		Number    registry.Number      `json:"number"`
		Copy      int                  `json:"copy"`
		Status    registry.Status      `json:"status"`
		Papers    []string             `json:"papers"`           // every copy that there may be a paper of, the first first
		Copies    []int                `json:"copies,omitempty"` // which copies these are, where their numbers leap
		Leap      scheme.Text          `json:"leap,omitzero"`
		Sheets    []sheetsOfCopy       `json:"sheets,omitempty"` // what became of the sheets that were sent to a printer, copy by copy
		Open      []int                `json:"outstanding"`      // earlier copies that are still out
		Issued    string               `json:"issued"`
		Expires   string               `json:"expires,omitempty"`
		Document  string               `json:"document"`
		Applicant registry.Application `json:"applicant"`
		Allowed   []registry.Kind      `json:"allowed"`
		Events    []eventLine          `json:"events"`
		Viewed    []viewLine           `json:"viewed"`
		Ledger    []ledgerPlace        `json:"ledger,omitempty"` // where its papers are signed for
		Warning   scheme.Text          `json:"warning,omitzero"` // the holder is on a list, and the pass is not recalled
	}{d.Number, d.Copy, d.Status, words, copies, leapOf(copies), sheetLines(d.Sheets), append([]int{}, d.Outstanding...), d.Issued.String(), d.Expires.String(), d.Masked, d.Applicant, d.Allowed, eventLines(d.History), viewLines(d.Views), ledgerPlaces(d.Places), d.ListedWarning()}
}

// sheetsOfCopy are the sheets of a copy, in the states that print queue names: intended
// until somebody says what came out.
type sheetsOfCopy struct {
	Copy     int `json:"copy"`
	Out      int `json:"out,omitempty"`
	Spoiled  int `json:"spoiled,omitempty"`
	Unknown  int `json:"unknown,omitempty"`
	Intended int `json:"intended,omitempty"`
}

func sheetLines(all []registry.PaperSheets) (lines []sheetsOfCopy) {
	for _, s := range all {
		lines = append(lines, sheetsOfCopy{s.Copy, s.Out, s.Spoiled, s.Unknown, s.Intended})
	}
	return lines
}

// leapOf says why the copies are not counted on, where they are not.
func leapOf(copies []int) scheme.Text {
	if copies == nil {
		return scheme.Text{}
	}
	return scheme.Text{ZH: "份号跳过一段：登记册恢复过或取过新的期号，跳过的份号不会有纸", EN: "the copies leap: the register was restored or took a new epoch, and of those between there is no paper"}
}

func eventLines(history []station.Happened) []eventLine {
	events := make([]eventLine, 0, len(history))
	for _, h := range history {
		events = append(events, eventLine{h.Event, h.At, h.Kind, h.Operator, h.Copy, h.Note, h.Evidence, h.Old, h.Case, h.CaseNo.Beside(h.Case), h.Rule, h.By, h.Fixed})
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
