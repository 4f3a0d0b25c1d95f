package tui

import (
	"encoding/json"
	"slices"

	tea "charm.land/bubbletea/v2"

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
	Called   string
	ByHand   bool
}

// asideFamily is a household that has no passes yet: under whose number it stands, who
// has joined, and who was being entered.
type asideFamily struct {
	Parent  *registry.Application
	Holder  string // number of the parent's pass; "": none
	Members []asideDraft
	Entry   *asideDraft
	Shelf   []asideDraft
	Again   int
}

// asideNote is one thing that was put aside.
type asideNote struct {
	Draft  *asideDraft
	Family *asideFamily
}

type asideSaid struct {
	Text  string
	Value json.RawMessage
}

// putAside seals everybody who was put aside, an applicant at the desk of whom the
// operator knows something that no list does, and a household whole.
func (d *desk) putAside(operator string) {
	for _, note := range d.asides() {
		plain, err := json.Marshal(note)
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

// asides are what stands half typed on all screens.
func (d *desk) asides() []asideNote {
	var all []asideNote
	for _, s := range d.stack {
		switch s := s.(type) {
		case *home:
			for _, a := range s.shelf {
				all = append(all, asideNote{Draft: new(a.atRest())})
			}
			if s.draft != nil && s.draft.byHand {
				all = append(all, asideNote{Draft: new(s.draft.atRest())})
			}
		case *householdScreen:
			if family := s.atRest(); family != nil {
				all = append(all, asideNote{Family: family})
			}
		}
	}
	return all
}

func (a *draft) atRest() asideDraft {
	r := asideDraft{Kind: a.kind, Values: a.form.Values(), Base: a.base, Proxy: a.proxy, Ref: a.ref, Yes: a.facts.yes, On: a.facts.on,
		Temp: a.facts.temp, Seen: a.facts.seen, Unread: a.facts.unread, Choice: a.said, Override: a.override, Why: a.why, Called: a.called, ByHand: a.byHand}
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
	a.base, a.proxy, a.ref, a.byHand = r.Base, r.Proxy, r.Ref, r.ByHand
	a.said, a.override, a.why, a.called = r.Choice, r.Override, r.Why, r.Called
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

// backHome is the home screen after a lock, with the applicants whom this operator
// left; a household stands there as it was left.
func (d *desk) backHome() tea.Cmd {
	h := newHome(d)
	operator := h.operator
	var family *asideFamily
	for _, sealed := range d.aside[operator] {
		plain, err := d.p.Desk.OpenAside(sealed)
		if err != nil {
			continue
		}
		var r asideNote
		switch err := json.Unmarshal(plain, &r); {
		case err == nil && r.Draft != nil:
			h.shelf = append(h.shelf, h.awake(d, *r.Draft))
		case err == nil && r.Family != nil:
			family = r.Family
		}
		clear(plain)
	}
	delete(d.aside, operator)
	switch others := d.asideOfOthers(); {
	case len(h.shelf) > 0 && others > 0:
		h.tell(widget.RoleWarn, count(tDraftKeptBoth, len(h.shelf), others))
	case others > 0:
		h.tell(widget.RoleWarn, count(tDraftOfOthers, others))
	case len(h.shelf) > 0:
		h.tell(widget.RoleHint, count(tDraftKept, len(h.shelf)))
	}
	cmd := d.replace(h)
	if family != nil {
		cmd = tea.Batch(cmd, h.awakeFamily(d, *family))
	}
	return cmd
}

// asideOfOthers is how many applicants and households wait for whoever else left them:
// only their own operator may see who they are.
func (d *desk) asideOfOthers() (n int) {
	for _, sealed := range d.aside {
		n += len(sealed)
	}
	return n
}

// atRest is the household, where anybody of it is entered and has no pass yet.
func (s *householdScreen) atRest() *asideFamily {
	e := s.entry
	shelf := e.shelf
	if e.preview != nil {
		shelf = append(slices.Clone(shelf), e.preview)
	}
	if s.issued != nil || len(s.members) == 0 && e.draft == nil && len(shelf) == 0 && s.holder.IsZero() {
		return nil
	}
	r := &asideFamily{Parent: e.parent, Again: s.again, Members: atRest(s.members), Shelf: atRest(shelf)}
	if !s.holder.IsZero() {
		r.Holder = s.holder.String()
	}
	if e.draft != nil {
		r.Entry = new(e.draft.atRest())
	}
	return r
}

func atRest(drafts []*draft) (all []asideDraft) {
	for _, a := range drafts {
		all = append(all, a.atRest())
	}
	return all
}

// awakeFamily opens the household again, and asks about all of it.
func (h *home) awakeFamily(d *desk, r asideFamily) tea.Cmd {
	s := newHousehold(d, h)
	s.entry.parent, s.again = r.Parent, r.Again
	s.holder, _ = registry.ParseNumber(r.Holder)
	for _, m := range r.Members {
		s.members = append(s.members, s.entry.awake(d, m))
	}
	for _, m := range r.Shelf {
		s.entry.shelf = append(s.entry.shelf, s.entry.awake(d, m))
	}
	cmds := []tea.Cmd{d.push(s), s.check(d)}
	if r.Entry != nil {
		s.entry.draft = s.entry.awake(d, *r.Entry)
		cmds = append(cmds, s.entry.toGap(d))
	}
	s.tell(widget.RoleHint, tHouseholdKept)
	return tea.Batch(cmds...)
}
