package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
)

// The sheets of the whole register, which name nobody: the numbers for a gate, and
// the close of a day.

// GateSheet is what a guard with no device looks numbers up in.
type GateSheet struct {
	Numbers []GateNumber // sorted
	Made    time.Time
	Until   time.Time // zero: to be written by hand
}

// GateNumber is a pass of which a paper may be shown that is not good.
type GateNumber struct {
	Number registry.Number
	Good   int // the lowest copy that is good; 0: none is
}

// gateSheet lists the numbers whose paper a guard must not let through.
func (s *Station) gateSheet(ctx context.Context) (GateSheet, error) {
	g := GateSheet{Made: s.ports.Now().In(s.ports.Zone)}
	if hours := s.scheme.Number(gateHours); hours > 0 {
		g.Until = g.Made.Add(time.Duration(hours) * time.Hour)
	}
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return g, fmt.Errorf("list the numbers for a gate: %w", err)
		}
		if p.ForGate() {
			g.Numbers = append(g.Numbers, GateNumber{p.Number, p.GoodCopy()})
		}
	}
	slices.SortFunc(g.Numbers, func(a, b GateNumber) int { return strings.Compare(a.Number.String(), b.Number.String()) })
	return g, nil
}

// ClosingSlip is a close as it stands in the log, with the head that it made.
type ClosingSlip struct {
	registry.ClosedBody
	Event    int64
	No       registry.CaseNo // that event, as the number of the slip
	Head     string          // the first 8 hex digits
	At       time.Time
	Operator string
}

// closeOf is the last close, or, of a day, the last close of it: the figures that
// CloseDay counted.
func (s *Station) closeOf(ctx context.Context, day civil.Date) (ClosingSlip, error) {
	var found ClosingSlip
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.Closed) {
		if err != nil {
			return found, fmt.Errorf("look for a close: %w", err)
		}
		c, err := s.closingSlip(e)
		if err != nil {
			return found, err
		}
		if day.IsZero() || c.Day == day {
			found = c
		}
	}
	if found.Event == 0 {
		return found, notSo("day", "还没有日结过（先运行 close，或在台面 Ctrl+P 日结），没有日结单", "no such day was closed yet: close it first (close, or Ctrl+P at the desk)")
	}
	var err error
	if found.No, err = s.paperNo(ctx, found.Event); err != nil {
		return found, fmt.Errorf("number a slip: %w", err)
	}
	return found, nil
}

func (s *Station) closingSlip(e registry.Event) (ClosingSlip, error) {
	if !e.Intact(e.Prev) { // the slip is signed: it says what the log says, or nothing
		return ClosingSlip{}, fmt.Errorf("%w: event %d was changed", ErrDamaged, e.No)
	}
	c := ClosingSlip{Event: e.No, Head: registry.Head{Hash: e.Hash}.Short(), At: e.At.In(s.ports.Zone), Operator: e.Operator}
	if err := json.Unmarshal(e.Body, &c.ClosedBody); err != nil {
		return c, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
	}
	return c, nil
}
