package tui

import (
	"encoding/json"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/tui/widget"
)

// What was half typed when the desk was locked is not lost, and not in the open: it is
// sealed under the register's own key for the operator who typed it, and kept in
// memory. Locked, the program can read no more of it than of the register.

// asideDraft is an applicant at rest: what stood in the fields and in F2.
type asideDraft struct {
	Kind     formKind
	Values   map[string]string
	Base     registry.Application
	Proxy    *registry.Proxy
	Ref      string
	Yes      map[string]bool
	On       map[string]civil.Date
	Temp     float64
	Said     map[string]asideSaid
	Seen     map[string]bool
	Unread   map[string]string
	Choice   *registry.Choice
	Override string
	Why      string
}

type asideSaid struct {
	Text  string
	Value json.RawMessage
}

// putAside seals every applicant of whom the operator knows something that no list
// does.
func (d *desk) putAside(operator string) {
	for _, a := range d.drafts() {
		if a == nil || !a.byHand {
			continue
		}
		plain, err := json.Marshal(a.atRest())
		if err != nil {
			continue
		}
		if sealed, err := d.p.Desk.SealAside(plain); err == nil {
			if d.aside == nil {
				d.aside = map[string][][]byte{}
			}
			d.aside[operator] = append(d.aside[operator], sealed)
		}
		clear(plain)
	}
}

// drafts are the applicants on all screens.
func (d *desk) drafts() []*draft {
	var all []*draft
	for _, s := range d.stack {
		if h, holds := s.(interface{ drafts() []*draft }); holds {
			all = append(all, h.drafts()...)
		}
	}
	return all
}

func (h *home) drafts() []*draft { return append(slices.Clone(h.shelf), h.draft) }

func (a *draft) atRest() asideDraft {
	r := asideDraft{Kind: a.kind, Values: a.form.Values(), Base: a.base, Proxy: a.proxy, Ref: a.ref, Yes: a.facts.yes, On: a.facts.on,
		Temp: a.facts.temp, Seen: a.facts.seen, Unread: a.facts.unread, Choice: a.said, Override: a.override, Why: a.why}
	for name, v := range a.facts.said {
		if r.Said == nil {
			r.Said = map[string]asideSaid{}
		}
		r.Said[name] = asideSaid{v.text, v.value}
	}
	return r
}

// awake is the applicant again, as it stood.
func (h *home) awake(d *desk, r asideDraft) *draft {
	a := h.newDraft(d, r.Kind)
	a.base, a.proxy, a.ref, a.byHand = r.Base, r.Proxy, r.Ref, true
	a.said, a.override, a.why = r.Choice, r.Override, r.Why
	a.facts = facts{yes: r.Yes, on: r.On, temp: r.Temp, seen: r.Seen, unread: r.Unread}
	for name, v := range r.Said {
		a.facts.say(name, said{v.Text, v.Value})
	}
	for key, value := range r.Values {
		if value != "" {
			a.form.Set(key, value)
		}
	}
	return a
}

// homeAgain is the home screen after a lock, with the applicants whom this operator
// left.
func (d *desk) homeAgain() *home {
	h := newHome(d)
	operator := h.operator
	for _, sealed := range d.aside[operator] {
		plain, err := d.p.Desk.OpenAside(sealed)
		if err != nil {
			continue
		}
		var r asideDraft
		if json.Unmarshal(plain, &r) == nil {
			h.shelf = append(h.shelf, h.awake(d, r))
		}
		clear(plain)
	}
	delete(d.aside, operator)
	if len(h.shelf) > 0 {
		h.tell(widget.RoleHint, tDraftKept)
	}
	return h
}
