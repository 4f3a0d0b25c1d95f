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

// lookFirst holds an Enter back that would answer, or keep, a question about a
// record that is not on the screen; it lays the record there.
func (h *home) lookFirst(d *desk, a *draft) bool {
	if a.verdict.Choice == "" || a.said != nil || h.bothSeen(a) {
		return false
	}
	h.onBox = true
	h.enter.Note(d.now())
	h.tell(widget.RoleWarn, lookText(a.verdict))
	return true
}

// bothSeen reports that both records stand on the screen. One that cannot be
// opened holds up no refusal.
func (h *home) bothSeen(a *draft) bool {
	return h.comparing(a) && (a.beside.record != nil || a.beside.err != nil && !a.verdict.Issues())
}

// lookText says how the question is answered once both records stand there.
func lookText(v station.Verdict) widget.T {
	switch {
	case v.Outcome == "UPGRADE":
		return tLookAtExchange
	case !v.Issues():
		return tLookAtBothNo
	}
	return tLookAtBoth
}

// choice is what the operator's Enter says of the question that the verdict
// leaves open: two people, and of an exchange the same child. Where nothing is
// issued it says nothing, and what was said before Enter stands.
func (a *draft) choice() *registry.Choice {
	if a.said != nil || a.verdict.Choice == "" || !a.verdict.Issues() {
		return a.said
	}
	return &registry.Choice{Warning: a.verdict.Choice, Same: a.verdict.Outcome == "UPGRADE", Number: a.compared()}
}

// samePerson is Ctrl+X over both records: the applicant is the one in the
// register. It is kept as a refusal, and the pass there is opens. Of an exchange
// Enter says it.
func (h *home) samePerson(d *desk) tea.Cmd {
	a := h.shown()
	switch {
	case a == nil || !a.judged || a.verdict.Choice == "":
		h.tell(widget.RoleHint, tNothingToCompare)
		return nil
	case a.verdict.Outcome == "UPGRADE" || !h.comparing(a) || a.beside.record == nil:
		h.onBox = true
		h.tell(widget.RoleWarn, lookText(a.verdict))
		return nil
	}
	return h.commitIssue(d, &registry.Choice{Warning: a.verdict.Choice, Same: true, Number: a.compared()}, false)
}
