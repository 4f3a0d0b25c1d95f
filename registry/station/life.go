package station

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"passdesk/registry"
)

// WrongRun is a well-formed number whose run digit is not the one that was
// printed: mistyped, or printed by a copy of this laptop. Right is ours.
type WrongRun struct{ Right registry.Number }

func (w *WrongRun) Error() string { return "station: no such pass; the run digit differs from ours" }
func (w *WrongRun) Unwrap() error { return ErrNotFound }

// passState is the pass with the number, ErrNotFound, or *WrongRun.
func (s *Station) passState(ctx context.Context, typed string) (registry.PassState, error) {
	n, err := registry.ParseNumber(typed)
	if err != nil {
		return registry.PassState{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	p, err := s.ports.Store.Pass(ctx, n.String())
	if !isNotFound(err) || n.District() != s.district() || n.Station() != s.opened.Station {
		return p, err
	}
	near, err := s.ports.Store.PassBySerial(ctx, n.Epoch(), n.Serial())
	if err != nil {
		return near, err
	}
	return registry.PassState{}, &WrongRun{near.Number}
}

func (s *Station) district() string {
	d, _ := s.scheme.District(s.opened.Division)
	return d
}

// Pass is one pass with its holder and its history. Opening it is a reading of
// personal data; the caller shows it and keeps it nowhere.
func (s *Station) Pass(ctx context.Context, number string) (Detail, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Detail{}, err
	}
	p, err := s.passState(ctx, number)
	if err != nil {
		return Detail{}, err
	}
	a, err := s.holder(ctx, p)
	if err != nil {
		return Detail{}, err
	}
	events, err := s.ports.Store.PassEvents(ctx, p.Number.String())
	if err != nil {
		return Detail{}, fmt.Errorf("read the history of a pass: %w", err)
	}
	d := Detail{Number: p.Number, Copy: p.Copy, Status: p.Status, Issued: p.Issued, Expires: p.Expires, Applicant: a, Masked: printedNumber(a).Masked()}
	for _, e := range events {
		d.History = append(d.History, s.happened(e))
	}
	d.Allowed = registry.Allowed(p.Status)
	return d, nil
}

func (s *Station) happened(e registry.Event) Happened {
	h := Happened{Event: e.No, At: e.At.In(s.ports.Zone), Kind: e.Kind, Operator: e.Operator}
	n := registry.NoteOf(e)
	h.Copy, h.Note = n.Copy, n.Text
	return h
}

// Sign records that the latest paper was signed for: by holder, guardian or proxy.
func (s *Station) Sign(ctx context.Context, n registry.Number, by string) error {
	if !slices.Contains([]string{"holder", "guardian", "proxy"}, by) {
		return fmt.Errorf("sign: %w: signed by holder, guardian or proxy", ErrInvalid)
	}
	return s.act(ctx, registry.DoSign, registry.Signed, n, func(p registry.PassState) any {
		return registry.ReasonBody{Copy: p.Copy, By: by}
	})
}

// Cancel takes back a paper that was not handed over. The number rests with its
// person.
func (s *Station) Cancel(ctx context.Context, n registry.Number, reason string) error {
	return s.actFor(ctx, registry.DoCancel, registry.Cancelled, n, reason)
}

// RecallReasons are the grounds on which a pass is recalled (000, 001: close
// contacts, people who were in a hard-hit place, fever or respiratory symptoms).
var RecallReasons = []string{"close_contact", "severe_area", "symptoms", "other"}

// Recall orders a pass back.
func (s *Station) Recall(ctx context.Context, n registry.Number, reason string) error {
	if !slices.Contains(RecallReasons, reason) {
		return fmt.Errorf("recall: %w: the reason is close_contact, severe_area, symptoms or other", ErrInvalid)
	}
	return s.actFor(ctx, registry.DoRecall, registry.RecallOrdered, n, reason)
}

// PrintIntended records, before a byte goes to the printer, which papers are to
// come out of it.
func (s *Station) PrintIntended(ctx context.Context, numbers []registry.Number, layout string) error {
	return s.actAll(ctx, registry.DoPrint, registry.PrintIntended, numbers, func(p registry.PassState) any {
		return registry.PaperBody{Copy: p.Copy, Layout: layout}
	})
}

// PrintedOut records what came out: "out", "spoiled" or "unknown".
func (s *Station) PrintedOut(ctx context.Context, numbers []registry.Number, outcome string) error {
	if !slices.Contains([]string{"out", "spoiled", "unknown"}, outcome) {
		return fmt.Errorf("printed: %w: what came out is out, spoiled or unknown", ErrInvalid)
	}
	return s.actAll(ctx, registry.DoPrint, registry.PrintedOut, numbers, func(p registry.PassState) any {
		return registry.PaperBody{Copy: p.Copy, Outcome: outcome}
	})
}

// actFor is act for what somebody must justify.
func (s *Station) actFor(ctx context.Context, c registry.Command, k registry.Kind, n registry.Number, reason string) error {
	if reason == "" {
		return fmt.Errorf("%s: %w: no reason given", c, ErrInvalid)
	}
	return s.act(ctx, c, k, n, func(p registry.PassState) any { return registry.ReasonBody{Copy: p.Copy, Reason: reason} })
}

func (s *Station) act(ctx context.Context, c registry.Command, k registry.Kind, n registry.Number, body func(registry.PassState) any) error {
	return s.actAll(ctx, c, k, []registry.Number{n}, body)
}

// actAll lets the same thing happen to several passes, all of them or none.
func (s *Station) actAll(ctx context.Context, c registry.Command, k registry.Kind, numbers []registry.Number, body func(registry.PassState) any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(c); err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{}}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
		d.passes[n.String()] = p
		d.events = append(d.events, draftEvent{kind: k, pass: n.String(), body: registry.Body(body(p))})
	}
	if len(d.events) == 0 {
		return nil
	}
	err := s.append(ctx, d)
	if errors.Is(err, registry.ErrIllegal) {
		return fmt.Errorf("%s: %w: %w", c, ErrInvalid, err)
	}
	return err
}
