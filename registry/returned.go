package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// A register that was put back to a backup has lost what happened behind it, and
// upstream has what was receipted of that: a branch of the register's own log. It comes
// back as it was written, event by event, and into this log:
//
//	BranchReturned   upstream's receipt of the branch's last event, and how many follow
//	StepReturned     a step in the life of a pass, once more
//	EventReturned    any other event of the branch, and a step that fits no longer
//
// The three stand in one command. Each StepReturned and EventReturned holds the whole
// event of the branch, byte by byte, and commits to the same record: from the event at
// which the branch left, which this log has, to the one that was receipted, one hash
// follows the other, and anybody who has the log can prove it. What had come back in the
// branch from another one is no part of it: that comes back from where it was done, once,
// however often a backup is put back (Behind).
//
// They are events of this log with numbers of their own, and not rows of a table beside
// it, because a pass, a record, a case and a blind key are known by the number of the
// event that brought them, and the branch's numbers have been given again since. So the
// folds of a pass and of a case take a returned event for what it says (Again), under
// its number here, and by the same rules as any other, but that the caution of the restore
// gives way to it, and that it is about no paper of after the branch (lifted.go). What
// counts a day does not see it: nobody was issued a pass today because a pass came back.
// Numbers and sheets of the whole register are counted: one that came back is given, and
// one that was printed is used.
//
// Nothing is merged. A step that the pass as it stands now does not allow is kept, has
// no effect, and is named, so that somebody does again what is due. A person who was given a number in the branch and another one here has
// both, and shares the keys as two people do whom an officer let (Twin); upstream asks
// for one of the papers.

const (
	BranchReturned Kind = "BranchReturned" // upstream gave back what a backup did not hold
	StepReturned   Kind = "StepReturned"   // of it: a step in the life of a pass
	EventReturned  Kind = "EventReturned"  // of it: anything else, or what fits no longer
)

// ReturnedKinds are the three of them.
var ReturnedKinds = []Kind{BranchReturned, StepReturned, EventReturned}

// BranchBody serves BranchReturned. The numbers are the branch's.
type BranchBody struct {
	From    int64  `json:"from"`
	To      int64  `json:"to"`
	Receipt string `json:"receipt"`         // licence.Receipt through To, signed
	Passes  int    `json:"passes"`          // numbers that came back
	Unfit   int    `json:"unfit,omitempty"` // steps that fit no longer

	// Where the branch had something back from another history before these events:
	// the hash of its BranchReturned. What that had brought lies between and is left out.
	Behind []byte `json:"behind,omitempty"`
}

// Events is how many events the branch had.
func (b BranchBody) Events() int64 {
	if b.From < 1 {
		return 0
	}
	return max(b.To-b.From+1, 0)
}

// ReturnedBody serves StepReturned and EventReturned.
type ReturnedBody struct {
	Event []byte `json:"event"`           // as AppendTo wrote it
	Case  int64  `json:"case,omitempty"`  // the case that it belongs to, by its number here
	Twin  int    `json:"twin,omitempty"`  // >0: another here has the same key
	Unfit bool   `json:"unfit,omitempty"` // a step that the pass or the case did not allow
	Keeps bool   `json:"keeps,omitempty"` // copies that were skipped behind the one that is told of may be out still. Not in events of earlier builds, which forgot them
	Task  bool   `json:"task,omitempty"`  // it tells of a task of upstream's, and counts here. Not in events of earlier builds, where none did
}

// ErrReturned is an event that returned and cannot be read.
var ErrReturned = errors.New("registry: the event that returned is none")

// Returned reports an event that holds one of a branch.
func (e Event) Returned() bool { return e.Kind == StepReturned || e.Kind == EventReturned }

// Original is the event as the branch has it, and how it stands here; of any other event
// that event itself.
func (e Event) Original() (Event, ReturnedBody, error) {
	var b ReturnedBody
	if !e.Returned() {
		return e, b, nil
	}
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return Event{}, b, fmt.Errorf("event %d: %w", e.No, ErrReturned)
	}
	was, err := ParseEvent(b.Event)
	if err != nil || was.Commitment != e.Commitment {
		return Event{}, b, fmt.Errorf("event %d: %w", e.No, ErrReturned)
	}
	return was, b, nil
}

// Again is what a returned event says, under its number here and with the numbers of
// cases as they are here; any other event is itself. What fits no longer, and what no
// fold takes, stays an EventReturned.
func (e Event) Again() (Event, error) {
	was, b, err := e.Original()
	if err != nil || !e.Returned() {
		return was, err
	}
	if b.Unfit || e.Kind == EventReturned && was.Kind.ChangesPass() {
		return e, nil
	}
	return was.AsOf(e.No, b)
}

// AsOf is the event of a branch under another number.
func (e Event) AsOf(no int64, b ReturnedBody) (Event, error) {
	e.No, e.was, e.keeps = no, e.No, b.Keeps
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(e.Body, &fields); err != nil {
		return e, fmt.Errorf("event %d: %w", no, ErrReturned)
	}
	if _, has := fields["case"]; has {
		fields["case"] = Body(b.Case)
	}
	if b.Twin > 0 {
		fields["twin"] = Body(b.Twin)
	}
	e.Body = Body(fields)
	return e, nil
}

// BesideLife are the kinds that tell, in a pass's own history, what is no step of it.
var tellsOfPass = []Kind{Refused, Parked, SpecialRecorded, Overridden, Settled, AppealLodged, AppealDecided, AppealReopened, Viewed}

// PassOf is the pass under which an event of a branch stands here, once it fits.
func PassOf(e Event) string {
	if e.Kind.Step() || slices.Contains(tellsOfPass, e.Kind) {
		return e.Pass
	}
	return ""
}

// Step reports a kind that is a step in the life of a pass, or beside it.
func (k Kind) Step() bool { return k == Amended || slices.Contains(order, k) }
