package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
)

// move walks over the lines with the arrows; without any, down goes into the
// fields.
func (h *home) move(d *desk, name string) tea.Cmd {
	n := len(h.people())
	switch {
	case n == 0 && name == "down":
		return h.boxTab(d)
	case n == 0:
		return nil
	case name == "down" && h.chosen == 0:
		return h.choose(d, h.top+1)
	case name == "down":
		return h.choose(d, h.chosen%n+1)
	case h.chosen <= 1:
		return h.choose(d, n)
	}
	return h.choose(d, h.chosen-1)
}

// turn shows the next or the previous nine people.
func (h *home) turn(name string) {
	n, top := len(h.people()), h.top+listMost
	if name == "pgup" {
		top = h.top - listMost
	}
	if top >= 0 && top < n {
		h.unchoose()
		h.top = top
	}
}

// pick chooses by a digit: a line of the page that is shown.
func (h *home) pick(d *desk, digit int) tea.Cmd { return h.choose(d, h.top+digit) }

// residentMsg is a person of the list as an applicant.
type residentMsg struct {
	id  int64
	of  int64 // the case, for somebody who stands on no list
	app registry.Application
	err error
}

// choose takes a line under the box. A resident is loaded and checked at once,
// so that the next Enter issues; who was at the desk stays until then. A holder
// is opened by Enter.
func (h *home) choose(d *desk, n int) tea.Cmd {
	h.unchoose()
	people := h.people()
	if len(people) == 0 { // a digit behind the empty box
		people = h.family
	}
	if n < 1 || n > len(people) {
		h.want = false
		return nil
	}
	h.chosen, h.top = n, (n-1)/listMost*listMost
	p := people[n-1]
	if waits(p) || !p.Number.IsZero() && (holds(p) || p.Resident == 0) {
		h.want = false
		return nil
	}
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		app, err := applicantOf(ctx, desk, p)
		return residentMsg{p.Resident, p.Case, app, err}
	})
}

// applicantOf is the resident, or whoever was parked or refused and comes back:
// as they stood then, to be asked and judged anew (draft.askAnew).
func applicantOf(ctx context.Context, desk finder, p station.Found) (registry.Application, error) {
	if p.Resident != 0 {
		return desk.Resident(ctx, p.Resident)
	}
	c, err := desk.Case(ctx, p.Case)
	return c.Applicant, err
}

// chosenPerson is the line under the mark.
func (h *home) chosenPerson() (station.Found, bool) {
	people := h.people()
	if h.chosen < 1 || h.chosen > len(people) {
		return station.Found{}, false
	}
	return people[h.chosen-1], true
}

// loaded makes the chosen resident an applicant.
func (h *home) loaded(d *desk, msg residentMsg) tea.Cmd {
	p, ok := h.chosenPerson()
	if !ok || p.Resident != msg.id || p.Case != msg.of || h.preview != nil {
		return nil
	}
	if msg.err != nil {
		h.fail(msg.err)
		return nil
	}
	h.preview = h.draftOf(d, msg.app)
	h.preview.picked = true
	h.pickedAnother()
	if p.Number.IsZero() {
		h.preview.earlier = p
	}
	if msg.of != 0 && msg.id == 0 {
		h.preview.askAnew(h.info.Scheme)
	}
	h.enter.Note(d.now())
	if t := h.typed(h.box.Value(), false); t.kind == typedTemp {
		if h.want {
			return h.enterTemp(d, t.temp)
		}
		return tea.Batch(h.judge(d, h.preview), h.tryTemp(d))
	}
	if _, gap := h.preview.gap(); gap && h.want {
		h.want = false
		return h.takePreview(d)
	}
	return h.judge(d, h.preview)
}

// draftOf is an applicant as the list has them.
func (h *home) draftOf(d *desk, app registry.Application) *draft {
	kind := adultForm
	switch {
	case app.Document == nil:
		kind = childForm
	case !citizenNumber(h.documentOf(d, app.Document.Number, app.Document.Declared())):
		kind = otherForm
	}
	a := h.newDraft(d, kind)
	a.fill(app)
	if kind == otherForm {
		a.form.Set(fKind, kindDigit(app.Document))
		a.form.Set(fState, app.Document.State)
	}
	return a
}

// takePreview makes the pick the applicant at work, and puts the cursor on what
// is missing.
func (h *home) takePreview(d *desk) tea.Cmd {
	h.keepPreview()
	return h.toGap(d)
}
