package registry

import (
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry/civil"
)

// PassState is what the events of one pass add up to. The store keeps it beside
// the log so that a look-up is cheap; verify folds the log again and compares.
type PassState struct {
	Number     Number
	Copy       int // latest paper
	Status     Status
	Issued     civil.Date // of the latest paper
	Expires    civil.Date // zero: no term
	Intended   int        // highest copy that was sent to a printer
	Printed    int        // highest copy that came out
	Signed     int        // highest copy that was signed for
	Record     int64      // event whose sealed record is the holder's
	FirstEvent int64
	LastEvent  int64
	Twin       int // >0: shares a key with another person, by an officer's override
}

// Unprinted reports whether the latest paper has not come out of a printer.
func (p PassState) Unprinted() bool { return p.Status.InHand() && p.Printed < p.Copy }

// Unsigned reports whether the latest paper has not been signed for.
func (p PassState) Unsigned() bool { return p.Status.InHand() && p.Signed < p.Copy }

// After folds one event of the pass into its state, or answers ErrIllegal.
func (p PassState) After(e Event) (PassState, error) {
	next, err := Next(p.Status, e.Kind)
	if err != nil {
		return p, err
	}
	p.Status, p.LastEvent = next, e.No
	switch e.Kind {
	case Issued, Reissued:
		return p.issued(e)
	case PrintIntended, PrintedOut:
		return p.paper(e)
	case Signed:
		p.Signed = p.Copy
	case Reprinted:
		return p.reprinted(e)
	}
	return p, nil
}

// reprinted: the holder, the day and the number stay; the next paper is another
// copy.
func (p PassState) reprinted(e Event) (PassState, error) {
	var b ReasonBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
	}
	if b.Copy != p.Copy+1 {
		return p, fmt.Errorf("registry: event %d: %w: copy %d after copy %d", e.No, ErrIllegal, b.Copy, p.Copy)
	}
	p.Copy = b.Copy
	return p, nil
}

func (p PassState) issued(e Event) (PassState, error) {
	var b IssuedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
	}
	n, err := ParseNumber(e.Pass)
	if err != nil {
		return p, fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	if e.Kind == Issued {
		p.Number, p.FirstEvent = n, e.No
	}
	if n != p.Number || b.Copy != p.Copy+1 {
		return p, fmt.Errorf("registry: event %d: %w: copy %d after copy %d", e.No, ErrIllegal, b.Copy, p.Copy)
	}
	p.Copy, p.Issued, p.Expires, p.Record = b.Copy, b.Day, b.Expires, e.No
	if b.Twin > 0 {
		p.Twin = b.Twin
	}
	return p, nil
}

func (p PassState) paper(e Event) (PassState, error) {
	var b PaperBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
	}
	if e.Kind == PrintIntended {
		p.Intended = max(p.Intended, b.Copy)
		return p, nil
	}
	if b.Outcome != SheetOut { // spoiled or unknown: the paper is still to be made
		if b.Was == SheetOut && b.Left == 0 && b.Copy == p.Printed { // it had been taken for one that came out
			p.Printed--
		}
		if p.Printed < p.Copy && p.Status == StatusPrinted {
			p.Status = StatusIssued
		}
		return p, nil
	}
	p.Printed = max(p.Printed, b.Copy)
	return p, nil
}

// Fold adds up a whole log: the state of every pass, in order of issue, and the
// head. It is the definition that the store's projection must equal.
func Fold(events func(yield func(Event) bool)) (map[string]PassState, Head, error) {
	passes := make(map[string]PassState)
	var head Head
	var failed error
	events(func(e Event) bool {
		if !e.Intact(head.Hash) || e.No != head.Event+1 {
			failed = fmt.Errorf("%w: event %d", ErrChain, e.No)
			return false
		}
		head.Event, head.Hash = e.No, e.Hash
		if failed = head.advance(e); failed != nil {
			return false
		}
		if !e.ofPass() {
			return true
		}
		if passes[e.Pass], failed = passes[e.Pass].After(e); failed != nil {
			failed = fmt.Errorf("registry: event %d: %w", e.No, failed)
		}
		return failed == nil
	})
	return passes, head, failed
}

// ofPass reports whether the event changes a pass.
func (e Event) ofPass() bool { return e.Pass != "" && e.Kind.ChangesPass() }

// ChangesPass reports whether an event of the kind, when it names a pass, is a
// step in that pass's life. A refusal, a choice or a decision about a case
// may name a pass without changing it.
func (k Kind) ChangesPass() bool { return !slices.Contains(besideLife, k) }

var besideLife = []Kind{Viewed, Refused, Parked, SpecialRecorded, Overridden, Settled, AppealLodged, AppealDecided, AppealReopened}

// Advance returns the head after the event: its number, its hash, and the last
// serial given.
func (h Head) Advance(e Event) (Head, error) {
	h.Event, h.Hash = e.No, e.Hash
	err := h.advance(e)
	return h, err
}

func (h *Head) advance(e Event) error {
	switch e.Kind {
	case Opened:
		var b OpenedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("registry: event %d: %w", e.No, err)
		}
		h.Epoch, h.Serial = b.Epoch, b.StartAt-1
	case EpochTaken:
		var b EpochBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("registry: event %d: %w", e.No, err)
		}
		h.Epoch, h.Serial = b.Epoch, 0
	case Issued:
		var b IssuedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("registry: event %d: %w", e.No, err)
		}
		if b.Epoch != h.Epoch || b.Serial != h.Serial+1 {
			return fmt.Errorf("registry: event %d: %w: serial %d-%d after %d-%d", e.No, ErrSerial, b.Epoch, b.Serial, h.Epoch, h.Serial)
		}
		h.Serial = b.Serial
	}
	return nil
}
