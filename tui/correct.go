package tui

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// correctScreen changes a holder's data in the fields of an applicant: what differs
// is read back, a reason is given, and a Ctrl key does it.
type correctScreen struct {
	h       *home
	a       *draft
	held    registry.Application // the holder as the register knows them
	kept    map[string]string    // values by field, those of other kinds of document too
	was     map[string]string    // what stood in the fields
	before  registry.Application // what they said
	title   widget.T
	note    widget.Note
	confirm *widget.Confirm
	changed map[string]json.RawMessage
	words   []string // of the old paper, by choice
	also    widget.T // what is asked beside the reason
	brought string   // that, at first
	noAlso  widget.T // what is said where that is empty; zero: it may stay so
	sure    bool     // Esc was pressed once over what is changed

	old   func(*widget.ConfirmSpec) []string // asks what became of the old paper
	send  func(ctx context.Context, c station.Correction, also string) (station.Verdict, error)
	after func(d *desk, v station.Verdict, app registry.Application, print bool) tea.Cmd
}

// newCorrect is the form of a holder as the register knows them.
func newCorrect(d *desk, h *home, held registry.Application, title widget.T) *correctScreen {
	s := &correctScreen{h: h, a: h.draftOf(d, held), held: held, title: title}
	s.kept = s.a.form.Values()
	s.kept[fKind] = kindDigitHeld(s.a.kind, held)
	s.a.form = nil
	s.fields(d)
	s.a.form.FocusOn(fName) // where most of what is wrong stands: seldom the kind or the number
	s.was, s.before = s.a.form.Values(), s.says()
	return s
}

// says is the holder as the fields have them.
func (s *correctScreen) says() registry.Application {
	a := *s.a
	if a.kind != childForm && s.held.Document == nil { // a document of one's own says what these said
		a.base.OwnNumber, a.base.Other = nil, nil
	}
	if a.kind == adultForm && s.was[fKind] != kindCitizen && s.was != nil {
		a.base.Birth, a.base.Sex = "", ""
	}
	return a.application(s.h.today.Day)
}

// changes are the fields of an application that differ, under the names of a script;
// null takes one away.
func changes(before, after registry.Application) map[string]json.RawMessage {
	var x, y map[string]json.RawMessage
	if json.Unmarshal(registry.Body(before), &x) != nil || json.Unmarshal(registry.Body(after), &y) != nil {
		return nil
	}
	return differing(x, y)
}

func differing(x, y map[string]json.RawMessage) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for name, v := range y {
		if string(x[name]) != string(v) {
			out[name] = v
		}
	}
	for name := range x {
		if _, stays := y[name]; !stays {
			out[name] = json.RawMessage("null")
		}
	}
	return out
}

func (s *correctScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case correctedMsg:
		return s.done(d, msg)
	case tea.PasteMsg:
		if s.confirm != nil {
			s.confirm.Update(msg, d.lang)
			return nil
		}
		s.a.form.Update(msg)
		s.refit(d)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *correctScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.confirm != nil {
		switch s.confirm.Update(msg, d.lang) {
		case widget.ConfirmBack:
			d.keepReason(s.about(), s.confirm)
			s.confirm = nil
		case widget.ConfirmDone:
			return s.commit(d)
		}
		return nil
	}
	sure := s.sure
	if s.sure = false; sure {
		s.note = widget.Note{}
	}
	if keySign.Matches(msg) {
		s.ask(d)
		return nil
	}
	switch e := s.a.form.Update(msg); {
	case e.Has(widget.FormBack) && s.unsaved() && !sure:
		s.sure, s.note = true, widget.Note{Role: widget.RoleWarn, Text: tEscAgain}
	case e.Has(widget.FormBack):
		return d.pop()
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly):
		s.note = widget.Note{Role: widget.RoleHint, Text: tCorrectHow}
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
		s.refit(d)
	}
	return nil
}

// ask reads back what changes, and wants the reason.
func (s *correctScreen) ask(d *desk) {
	if key, open := s.gap(); open {
		s.a.form.FocusOn(key)
		s.note = widget.Note{Role: widget.RoleWarn, Text: tCorrectGap}
		return
	}
	if s.changed = changes(s.before, s.says()); len(s.changed) == 0 {
		s.note = widget.Note{Role: widget.RoleWarn, Text: tNothingCorrected}
		return
	}
	spec := widget.ConfirmSpec{Title: s.title, Lines: s.readBack(d), Key: keySign, Also: s.also, Brought: s.brought, NoAlso: s.noAlso, Says: registry.SaysWhy, Now: d.now}
	if s.words = nil; station.OnNoPaper(s.changed) {
		spec.Lines = append(spec.Lines, tAmendWhat)
	} else {
		s.words = s.old(&spec)
	}
	s.note, s.confirm = widget.Note{}, d.confirm(s.about(), spec)
}

// about is what the confirmation is about.
func (s *correctScreen) about() string { return s.title.ZH + string(registry.Body(s.held)) }

// readBack are the fields that change, a line each: what stood there, what will.
func (s *correctScreen) readBack(d *desk) []widget.T {
	var out []widget.T
	now := s.a.form.Values()
	for _, f := range s.everySpec(d) {
		if was, is := s.was[f.Key], now[f.Key]; was != is {
			in := func(l widget.Lang) string {
				return fmt.Sprintf(tReadBack.In(l), f.Label.In(l), shownValue(f.Key, was, l), shownValue(f.Key, is, l))
			}
			out = append(out, widget.T{ZH: in(widget.ZH), EN: in(widget.EN)})
		}
	}
	return out
}

func orNone(v string, l widget.Lang) string {
	if strings.TrimSpace(v) == "" {
		return tNothingThere.In(l)
	}
	return v
}

// correctedMsg tells what came of it.
type correctedMsg struct {
	verdict station.Verdict
	app     registry.Application
	print   bool
	err     error
}

func (s *correctScreen) commit(d *desk) tea.Cmd {
	c := station.Correction{Changed: maps.Clone(s.changed), Reason: s.confirm.Reason(), Old: wordAt(s.words, s.confirm.Chosen()),
		Print: d.p.Press != nil && d.p.Press.Place() != ""}
	m := correctedMsg{app: s.says(), print: c.Print}
	send, also := s.send, s.confirm.Also()
	d.keepReason(s.about(), s.confirm)
	s.confirm = nil
	return d.commit(s, func(ctx context.Context) tea.Msg {
		m.verdict, m.err = send(ctx, c, also)
		return m
	})
}

// done goes back with the next copy; what was not let through stays in its fields.
func (s *correctScreen) done(d *desk, msg correctedMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	}
	d.forgetReason(s.about())
	back := d.pop()
	return tea.Batch(back, s.after(d, msg.verdict, msg.app, msg.print), s.h.askToday(d))
}

func (s *correctScreen) view(d *desk) widget.Block {
	if s.confirm != nil {
		return s.confirm.View(d.w, d.st, d.lang)
	}
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(s.title))
	out.wrap(widget.RoleHint, d.say(tCorrectHow))
	out.wrap(widget.RoleHint, d.say(tKind)+d.say(tColon)+d.say(tCorrectKindHow))
	out.blank()
	var note []string
	for _, row := range widget.Wrap(d.say(s.note.Text), d.w) {
		note = append(note, d.st.Paint(s.note.Role, row))
	}
	form := window(s.a.form.View(d.w, d.st, d.lang), max(d.h-2-len(out.Lines)-len(note), 3))
	block := widget.Stack(out.Block, form)
	block.Lines = append(append(block.Lines, ""), note...)
	return block
}

func (s *correctScreen) keys(d *desk) []widget.Binding {
	if s.confirm != nil {
		return confirmKeys(s.confirm)
	}
	return []widget.Binding{as(keySign, tCorrectKey), keyTab, keyPrev, keyEsc}
}

func (s *correctScreen) actions(d *desk) []action {
	if s.confirm != nil {
		return nil
	}
	return []action{{Binding: as(keySign, tCorrectKey)}}
}

// allows: over a confirmation no other screen opens but the help.
func (s *correctScreen) allows(a ability) bool { return a == helps || s.confirm == nil }
