package registry

import (
	"errors"
	"fmt"
)

// Status is where a pass stands in its life; it names the latest paper's state.
type Status string

const (
	StatusIssued    Status = "issued"
	StatusPrinted   Status = "printed"
	StatusSigned    Status = "signed"
	StatusCancelled Status = "cancelled"
	StatusRecalled  Status = "recalled"
	StatusReturned  Status = "returned"
	StatusLost      Status = "lost"
	StatusVoided    Status = "voided"
)

// ErrChain is a log whose hashes do not follow each other: an event was changed,
// removed or put in.
var ErrChain = errors.New("registry: the chain of events is broken")

// ErrSerial is a log in which the serials of an epoch do not count up by one.
var ErrSerial = errors.New("registry: serials do not follow each other")

// ErrIllegal is a step that the life of a pass does not know.
var ErrIllegal = errors.New("registry: not possible in this state")

// life is the transition table: state → event → next state. What is not here is
// refused by kind. "" is the state before the first event. What came out of a
// printer is recorded even when the pass was recalled or cancelled meanwhile.
var life = map[Status]map[Kind]Status{
	"":              {Issued: StatusIssued},
	StatusIssued:    {PrintIntended: StatusIssued, PrintedOut: StatusPrinted, Signed: StatusSigned, Cancelled: StatusCancelled, RecallOrdered: StatusRecalled},
	StatusPrinted:   {PrintIntended: StatusPrinted, PrintedOut: StatusPrinted, Signed: StatusSigned, Reprinted: StatusIssued, Cancelled: StatusCancelled, RecallOrdered: StatusRecalled, Voided: StatusVoided},
	StatusSigned:    {PrintIntended: StatusSigned, PrintedOut: StatusSigned, Reprinted: StatusIssued, RecallOrdered: StatusRecalled, Returned: StatusReturned, Lost: StatusLost, Voided: StatusVoided},
	StatusCancelled: {PrintedOut: StatusCancelled, Reissued: StatusIssued, RecallOrdered: StatusRecalled},
	StatusRecalled:  {PrintedOut: StatusRecalled, Returned: StatusReturned, Reissued: StatusIssued},
	StatusReturned:  {Reissued: StatusIssued, RecallOrdered: StatusRecalled},
	StatusLost:      {Reissued: StatusIssued, Returned: StatusReturned, RecallOrdered: StatusRecalled},
	StatusVoided:    {Reissued: StatusIssued, RecallOrdered: StatusRecalled},
}

// Next is the state after the event, or ErrIllegal with both named.
func Next(s Status, k Kind) (Status, error) {
	next, ok := life[s][k]
	if !ok {
		return s, fmt.Errorf("%w: %s after %q", ErrIllegal, k, s)
	}
	return next, nil
}

// InHand reports whether a paper of the pass is, or may be, with its holder.
func (s Status) InHand() bool {
	return s == StatusIssued || s == StatusPrinted || s == StatusSigned
}

// Uniqueness is the status word of the uniqueness rules (rules/uniqueness.tsv):
// a paper that was never handed over counts as handed back.
func (s Status) Uniqueness() string {
	switch {
	case s.InHand():
		return "active"
	case s == StatusCancelled || s == StatusVoided:
		return "returned"
	}
	return string(s)
}

// Allowed lists what may happen to a pass in the state, in the order of a life.
func Allowed(s Status) []Kind {
	var kinds []Kind
	for _, k := range []Kind{PrintIntended, PrintedOut, Signed, Reprinted, Cancelled, Reissued, RecallOrdered, Returned, Lost, Voided} {
		if _, ok := life[s][k]; ok {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
