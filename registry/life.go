package registry

import (
	"errors"
	"fmt"
	"slices"
)

// Status is where a pass stands in its life; it names the latest paper's state.
// The words of a recall are those of the uniqueness rules.
type Status string

const (
	StatusIssued     Status = "issued"            // there is no paper yet
	StatusPrinted    Status = "printed"           // there is one, nobody has signed for it
	StatusSigned     Status = "signed"            // in hand
	StatusCancelled  Status = "cancelled"         // not handed over
	StatusReturned   Status = "returned"          // handed in, not because of a recall
	StatusLost       Status = "lost"              //
	StatusVoided     Status = "voided"            //
	StatusExpired    Status = "expired"           // its term is over
	StatusRecalled   Status = "recalled"          // its paper is to be fetched
	StatusRefused    Status = "refused"           // recalled; the paper was asked for and not given
	StatusNotFound   Status = "not_found"         // recalled; the paper was looked for and not found
	StatusHandedIn   Status = "recalled_returned" // recalled; the latest paper is not out (Stands: an earlier one may be)
	StatusReinstated Status = "reinstated"        // the recall was taken back, and no paper is out
)

// Statuses are all of them, in the order of a life.
var Statuses = []Status{
	StatusIssued, StatusPrinted, StatusSigned, StatusCancelled, StatusVoided, StatusLost, StatusReturned, StatusExpired,
	StatusRecalled, StatusRefused, StatusNotFound, StatusHandedIn, StatusReinstated,
}

// ErrChain is a log whose hashes do not follow each other: an event was changed,
// removed or put in.
var ErrChain = errors.New("registry: the chain of events is broken")

// ErrSerial is a log in which the serials of an epoch do not count up by one.
var ErrSerial = errors.New("registry: serials do not follow each other")

// ErrIllegal is a step that the life of a pass does not know.
var ErrIllegal = errors.New("registry: not possible in this state")

// steps lead from one status on: event → the statuses it may lead to.
type steps map[Kind][]Status

func to(s ...Status) []Status { return s }

// life is the transition table: state → event → next state. What is not here is
// refused by kind. "" is the state before the first event. Where an event may lead
// to several, the paper says which (after.go): what came out of a printer, or
// where the paper is that a recall, or its end, is about.
//
// It is about the latest paper. An earlier copy that comes back, is lost or made
// void, or that a recall asked for in vain, is marked, and the pass stays as it is
// (papers.go). What came out of a
// printer is recorded in every state: the question is asked when it can be.
var life = map[Status]steps{
	"": {Issued: to(StatusIssued)},
	StatusIssued: {PrintIntended: to(StatusIssued), PrintedOut: to(StatusPrinted, StatusIssued), Signed: to(StatusSigned),
		CopySkipped: to(StatusIssued), Cancelled: to(StatusCancelled), Corrected: to(StatusIssued), Expired: to(StatusExpired), RecallOrdered: recalledFrom},
	StatusPrinted: {PrintIntended: to(StatusPrinted), PrintedOut: to(StatusPrinted, StatusIssued), Signed: to(StatusSigned),
		Reprinted: to(StatusIssued), Corrected: to(StatusIssued), Cancelled: to(StatusCancelled), Voided: to(StatusVoided),
		Lost: to(StatusLost), Returned: to(StatusReturned), Expired: to(StatusExpired), RecallOrdered: to(StatusRecalled)},
	StatusSigned: {PrintIntended: to(StatusSigned), PrintedOut: to(StatusSigned),
		Reprinted: to(StatusIssued), Corrected: to(StatusIssued), Voided: to(StatusVoided),
		Lost: to(StatusLost), Returned: to(StatusReturned), Expired: to(StatusExpired), RecallOrdered: to(StatusRecalled)},
	StatusCancelled: {PrintedOut: to(StatusCancelled), Reissued: to(StatusIssued), Corrected: to(StatusIssued),
		Returned: to(StatusReturned), RecallOrdered: to(StatusHandedIn)},
	StatusVoided: {PrintedOut: to(StatusVoided), Reissued: to(StatusIssued), Reprinted: to(StatusIssued), Corrected: to(StatusIssued),
		Returned: to(StatusReturned), RecallOrdered: to(StatusHandedIn)},
	StatusLost: {PrintedOut: to(StatusLost), Reissued: to(StatusIssued), Reprinted: to(StatusIssued), Corrected: to(StatusIssued),
		Returned: to(StatusReturned), RecallOrdered: to(StatusNotFound)},
	StatusReturned: {PrintedOut: to(StatusReturned), Reissued: to(StatusIssued), Corrected: to(StatusIssued), RecallOrdered: to(StatusHandedIn)},
	StatusExpired: {PrintedOut: to(StatusExpired), CopySkipped: to(StatusExpired), Reissued: to(StatusIssued), Corrected: to(StatusIssued), Voided: to(StatusVoided),
		Lost: to(StatusLost), Returned: to(StatusReturned), RecallOrdered: recalledFrom},
	StatusRecalled: {PrintedOut: to(StatusRecalled, StatusHandedIn), Signed: to(StatusRecalled), CopySkipped: to(StatusRecalled), Returned: to(StatusHandedIn), ReturnRefused: to(StatusRefused), NotFound: to(StatusNotFound),
		Reinstated: to(StatusSigned, StatusPrinted, StatusIssued), Reissued: to(StatusIssued)},
	StatusRefused: {PrintedOut: to(StatusRefused), Returned: to(StatusHandedIn), ReturnRefused: to(StatusRefused), NotFound: to(StatusNotFound),
		Reinstated: to(StatusSigned, StatusPrinted)},
	StatusNotFound: {PrintedOut: to(StatusNotFound, StatusHandedIn), Returned: to(StatusHandedIn), ReturnRefused: to(StatusRefused), NotFound: to(StatusNotFound),
		Reinstated: to(StatusReinstated), Reissued: to(StatusIssued)},
	StatusHandedIn: {PrintedOut: to(StatusHandedIn, StatusRecalled), CopySkipped: to(StatusHandedIn), Reinstated: to(StatusReinstated, StatusIssued), Reissued: to(StatusIssued)},
	StatusReinstated: {PrintedOut: to(StatusReinstated), Reissued: to(StatusIssued), Reprinted: to(StatusIssued), Corrected: to(StatusIssued),
		Returned: to(StatusReturned), RecallOrdered: to(StatusHandedIn, StatusNotFound)},
}

// recalledFrom: with no paper out there is nothing to fetch.
var recalledFrom = to(StatusRecalled, StatusHandedIn)

// order of the steps of a life, for people.
var order = []Kind{
	Issued, PrintIntended, PrintedOut, Signed, Cancelled, Reprinted, Corrected, Reissued, Voided, Lost, Returned, Expired,
	RecallOrdered, ReturnRefused, NotFound, Reinstated, CopySkipped,
}

// Steps are the kinds of events that change a pass, in the order of a life.
func Steps() []Kind { return slices.Clone(order) }

// Next are the states that the event may lead to, or ErrIllegal with both named.
func Next(s Status, k Kind) ([]Status, error) {
	next, ok := life[s][k]
	if !ok {
		return nil, fmt.Errorf("%w: %s after %q", ErrIllegal, k, s)
	}
	return slices.Clone(next), nil
}

// InHand reports whether a paper of the pass is, or may be, with its holder.
func (s Status) InHand() bool {
	return s == StatusIssued || s == StatusPrinted || s == StatusSigned
}

// UnderRecall reports whether the authority has the pass back, or wants it back:
// nothing is issued to its holder unless an officer settles it.
func (s Status) UnderRecall() bool {
	return s == StatusRecalled || s == StatusRefused || s == StatusNotFound || s == StatusHandedIn
}

// Chased reports whether a recalled paper is still to be fetched.
func (s Status) Chased() bool { return s.UnderRecall() && s != StatusHandedIn }

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
	for _, k := range order {
		if _, ok := life[s][k]; ok {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
