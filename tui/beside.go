package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// recordReader opens one record. It is a reading of personal data: the desk asks
// for it only when a verdict rests on that record.
type recordReader interface {
	Pass(ctx context.Context, number string) (station.Detail, error)
}

// beside is the record of the register that is laid beside an applicant.
type beside struct {
	at     int             // which of the verdict's related passes
	record *station.Detail // nil while it is on its way
	err    error
}

// recordMsg is a record that was opened to be compared.
type recordMsg struct {
	a      *draft
	number string
	record station.Detail
	err    error
}

// compared is the number of the pass that lies beside the applicant; "" when the
// verdict rests on none.
func (a *draft) compared() string {
	if !a.judged || !a.verdict.Compare || a.beside.at >= len(a.verdict.Related) {
		return ""
	}
	return a.verdict.Related[a.beside.at]
}

// layBeside opens the record that the verdict rests on, or the one that was
// turned to.
func (h *home) layBeside(d *desk, a *draft, at int) tea.Cmd {
	a.beside = beside{at: at}
	number := a.compared()
	if number == "" {
		return nil
	}
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		record, err := desk.Pass(ctx, number)
		return recordMsg{a, number, record, err}
	})
}

// laid shows the record, unless the applicant has another beside them by now.
func (h *home) laid(d *desk, msg recordMsg) tea.Cmd {
	if msg.a.compared() != msg.number {
		return nil
	}
	msg.a.beside.record, msg.a.beside.err = &msg.record, msg.err
	if msg.err != nil {
		msg.a.beside.record = nil
		h.fail(msg.err)
	}
	h.enter.Note(d.now())
	return nil
}

// comparing reports that both records stand on the screen, or one is on its way:
// the cursor is in the box, where Enter is about the verdict.
func (h *home) comparing(a *draft) bool {
	return a != nil && a.compared() != "" && (h.onBox || h.preview != nil) && h.place == nil && !h.trying(a)
}

// turnRecord lays the next or the previous related record beside the applicant.
func (h *home) turnRecord(d *desk, name string) (tea.Cmd, bool) {
	a := h.shown()
	if !h.comparing(a) || len(a.verdict.Related) < 2 {
		return nil, false
	}
	step := 1
	if name == "pgup" {
		step = len(a.verdict.Related) - 1
	}
	return h.layBeside(d, a, (a.beside.at+step)%len(a.verdict.Related)), true
}

// unseenChoice holds an Enter back that would say "two people" of a record that
// is not on the screen.
func (h *home) unseenChoice(d *desk, a *draft) bool {
	if a.verdict.Choice == "" || !a.verdict.Issues() || h.comparing(a) && a.beside.record != nil {
		return false
	}
	h.onBox = true
	h.enter.Note(d.now())
	h.tell(widget.RoleWarn, tLookAtBoth)
	return true
}

// choice is what the operator's Enter says of the question that the verdict
// leaves open: two people. Where nothing is issued it says nothing.
func (a *draft) choice() *registry.Choice {
	if a.verdict.Choice == "" || !a.verdict.Issues() {
		return nil
	}
	return &registry.Choice{Warning: a.verdict.Choice}
}

// samePerson is Ctrl+X over both records: the applicant is the one in the
// register. It is kept as a refusal, and the pass there is opens.
func (h *home) samePerson(d *desk) tea.Cmd {
	a := h.shown()
	switch {
	case a == nil || !a.judged || a.verdict.Choice == "":
		h.tell(widget.RoleHint, tNothingToCompare)
		return nil
	case !h.comparing(a) || a.beside.record == nil:
		h.onBox = true
		h.tell(widget.RoleWarn, tLookAtBoth)
		return nil
	}
	return h.commitIssue(d, &registry.Choice{Warning: a.verdict.Choice, Same: true, Number: a.compared()}, false)
}

// overridable is the warning that an officer may set aside with both papers in
// hand; "" when there is none.
func overridable(v station.Verdict) string {
	if v.Issues() {
		return ""
	}
	for _, w := range v.Warnings {
		switch w {
		case "name_mismatch", "name_variant", "unknown_region":
			return w
		}
	}
	return ""
}

// setOverride sets the warning aside and asks the rules again; the station
// refuses it to whoever is no officer.
func (h *home) setOverride(d *desk) tea.Cmd {
	a := h.shown()
	if a == nil || !a.judged || overridable(a.verdict) == "" {
		h.tell(widget.RoleHint, tNothingToOverride)
		return nil
	}
	a.override = overridable(a.verdict)
	a.byHand = true
	return h.judge(d, a)
}
