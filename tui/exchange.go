package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// exchangeStation is what the exchange asks of the station.
type exchangeStation interface {
	Outbox(ctx context.Context) (station.Outbox, error)
	UpstreamTasks(ctx context.Context, all bool) ([]station.UpstreamTask, error)
}

// ExchangeWith is where parcels are exchanged: a folder, a stick usually, or the
// collector's address. The file with the station's token, and the fingerprint of a
// certificate that the collector made itself, are for an address only.
type ExchangeWith struct {
	Target, Token, Cert string
}

// AsideTold is something that upstream has put aside, or misses, and when this was told
// here.
type AsideTold struct {
	registry.Aside
	Epoch int       `json:"epoch,omitempty"` // of this register, then
	Told  time.Time `json:"told"`
}

// Missing: upstream has lost it, and gets it again with the next parcel.
func (t AsideTold) Missing() bool { return t.Cause == registry.AsideMissing }

// exchangeScreen says what upstream has and what it has not, since when, why, and what
// to do about it; what went and came last; and what upstream asks. The place where
// parcels are exchanged is filled in as it was last: one key does it.
type exchangeScreen struct {
	h     *home
	form  *widget.Form // nil: this operator does not exchange
	line  bool         // it asks for an address
	began ExchangeWith // what it was filled in with
	out   station.Outbox
	tasks []station.UpstreamTask
	aside []AsideTold
	asked int // questions sent, so that an old answer is not shown
	read  bool
	note  widget.Note
}

// The fields of the screen.
const (
	fTarget = "target"
	fToken  = "token"
	fCert   = "cert"
)

func newExchange(d *desk, h *home) *exchangeScreen {
	s := &exchangeScreen{h: h}
	s.offer(d)
	return s
}

// offer asks with whom to exchange, where whoever is there may.
func (s *exchangeScreen) offer(d *desk) {
	if d.p.Errands != nil && d.p.Desk.MayDo(registry.DoBundle) == nil && d.readOnly() == "" {
		s.ask(d, d.p.Errands.LastExchange())
	}
}

// fit: nothing is asked where there is nobody to exchange with. One that has joined and
// does not know yet where parcels go learns it by an exchange.
func (s *exchangeScreen) fit(d *desk) {
	switch {
	case s.read && !s.out.Upstream && s.h.info.OwnRoot:
		s.form = nil
	case s.form == nil:
		s.offer(d)
	}
}

// ask puts up the form, filled in.
func (s *exchangeScreen) ask(d *desk, with ExchangeWith) {
	fields := []widget.FieldSpec{{Key: fTarget, Label: tExchangeTarget, Help: tWhyTarget, Placeholder: tExchangeTargetHow, Max: 400, Required: true}}
	if s.line = isAddress(with.Target); s.line {
		fields = append(fields, widget.FieldSpec{Key: fToken, Label: tExchangeToken, Help: tWhyToken, Placeholder: tExchangeTokenHow, Max: 400, Required: true},
			widget.FieldSpec{Key: fCert, Label: tExchangeCert, Help: tWhyCert, Placeholder: tExchangeCertHow, Max: 100, Normalise: widget.HalfWidth})
	}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: fields})
	for key, value := range map[string]string{fTarget: with.Target, fToken: with.Token, fCert: with.Cert} {
		if value != "" {
			s.form.Set(key, value)
		}
	}
	s.began = with
	switch {
	case s.line && with.Token == "":
		s.form.FocusOn(fToken)
	case s.line:
		s.form.FocusOn(fCert) // the last: Enter does it
	}
}

// unsaved: what is filled in by itself is no loss.
func (s *exchangeScreen) unsaved() bool { return s.form != nil && s.with() != s.began }

func isAddress(target string) bool { return strings.Contains(target, "://") }

func (s *exchangeScreen) with() ExchangeWith {
	v := s.form.Values()
	return ExchangeWith{strings.TrimSpace(v[fTarget]), strings.TrimSpace(v[fToken]), strings.TrimSpace(v[fCert])}
}

// exchangeMsg is how it stands.
type exchangeMsg struct {
	n     int
	out   station.Outbox
	tasks []station.UpstreamTask
	aside []AsideTold
	err   error
}

func (s *exchangeScreen) look(d *desk) tea.Cmd {
	s.asked++
	n, desk, errands := s.asked, d.p.Desk, d.p.Errands
	return d.ask(s, func(ctx context.Context) tea.Msg {
		m := exchangeMsg{n: n}
		if m.out, m.err = desk.Outbox(ctx); m.err == nil {
			m.tasks, m.err = desk.UpstreamTasks(ctx, false)
		}
		if errands != nil {
			m.aside = errands.Asides()
		}
		return m
	})
}

func (s *exchangeScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return s.look(d)
	case shownMsg: // something may have been exchanged or done
		return tea.Batch(s.look(d), s.h.askOutbox(d), s.h.askToday(d))
	case exchangeMsg:
		if msg.n != s.asked {
			return nil
		}
		s.out, s.tasks, s.aside, s.read, s.note = msg.out, msg.tasks, msg.aside, msg.err == nil, widget.Note{}
		s.fit(d)
		if msg.err != nil {
			s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		}
	case tea.PasteMsg:
		if s.form != nil {
			s.form.Update(msg)
		}
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *exchangeScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.form == nil {
		if keyEsc.Matches(msg) {
			return d.pop()
		}
		return nil
	}
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		return d.pop()
	case e.Has(widget.FormEarly):
		s.note = widget.Note{Role: widget.RoleHint, Text: tTooSoon}
	case e.Has(widget.FormSubmit):
		return s.begin(d)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
	}
	return nil
}

// begin does it now; an address is asked for its token first.
func (s *exchangeScreen) begin(d *desk) tea.Cmd {
	with := s.with()
	if isAddress(with.Target) != s.line {
		s.ask(d, with)
		return nil
	}
	s.began = with
	return d.push(newErrand(d, errand{name: tExchange, what: tExchangeWhat, of: registry.DoBundle,
		do: func(ctx context.Context, e Errands, _ func(string) string, told func(station.Progress)) ([]scheme.Text, error) {
			return e.Exchange(ctx, with, told)
		}}))
}

func (s *exchangeScreen) keys(d *desk) []widget.Binding {
	if s.form == nil {
		return []widget.Binding{keyEsc}
	}
	return []widget.Binding{as(keyEnter, tExchangeNow), keyTab, keyEsc}
}

func (s *exchangeScreen) actions(*desk) []action { return nil }
