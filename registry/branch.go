package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Branch is the newest place at which the register may have left another history of
// itself: a backup was restored, or a copy or an older state took an epoch. What was
// printed in the other history nobody here knows: of a pass from before the branch
// every copy behind its latest paper may be out, and that paper too where this
// register knows of none.
//
// So that no copy is printed twice, copies of such a pass go on in the hundred of the
// new epoch: copy 201 is the first that epoch 2 printed of it. A gap of a fixed size
// would not do: two histories that branch off the same backup would both leave it and
// meet behind it. The epoch is the one number in which they differ, and the hundred
// says it; a copy never leaves its hundred (Check), so that two epochs cannot meet.
//
// What is unprinted at the branch goes on at once (CopySkipped), so that the desk sees
// the copy that will be printed. A paper that is in hand stays good: only its next
// copy goes on there, whenever somebody asks for it. Passes of after the branch have
// numbers that no other history gave; their copies begin at 1.
//
// The zero Branch is a register's that never left another one, and that of builds
// which counted copies on regardless.
type Branch struct {
	At    int64 // the event of its epoch; 0: none
	First int   // where copies of earlier passes go on

	station, epoch int
	before         int    // epochs of the codes that the register had before
	since          string // the series that were entered at the branch and behind it
}

// copiesAnEpoch is how many copies of one pass an epoch may print. A pass with a term
// of fourteen days takes four years to need them.
const copiesAnEpoch = 100

// ErrCopies is one copy of a pass too many in an epoch.
var ErrCopies = errors.New("registry: a pass has no more copies in this epoch")

// After folds one event; what takes no epoch changes nothing.
func (b Branch) After(e Event) (Branch, error) {
	switch e.Kind {
	case Opened:
		var body OpenedBody
		if err := json.Unmarshal(e.Body, &body); err != nil {
			return b, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
		}
		b.station, b.epoch = body.Station, body.Epoch
	case EpochTaken:
		var body EpochBody
		if err := json.Unmarshal(e.Body, &body); err != nil {
			return b, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, err)
		}
		first := b.FirstIn(body.Station, body.Epoch)
		if body.Copies != 0 && body.Copies != first {
			return b, fmt.Errorf("registry: event %d: %w: copies go on at %d, not at %d", e.No, ErrIllegal, first, body.Copies)
		}
		if b.enter(body.Station, body.Epoch); body.Copies != 0 {
			b.At, b.First, b.since = e.No, first, ""
		}
		b.since += seriesMark(b.station, b.epoch)
	}
	return b, nil
}

func (b *Branch) enter(station, epoch int) {
	if station != 0 && station != b.station {
		b.before, b.station = b.before+b.epoch, station
	}
	b.epoch = epoch
}

// FirstIn is where copies of earlier passes go on in an epoch to come. Another
// station code counts its epochs from the beginning, copies do not.
func (b Branch) FirstIn(station, epoch int) int {
	b.enter(station, epoch)
	return (b.before+b.epoch)*copiesAnEpoch + 1
}

// older: the pass is from before the branch. One that came back from the other history
// stands behind it, under a number of before.
func (b Branch) older(p PassState) bool {
	if p.FirstEvent > b.At && b.At > 0 && !p.Number.IsZero() {
		return !strings.Contains(b.since, seriesMark(p.Number.Station(), p.Number.Epoch()))
	}
	return p.FirstEvent > 0 && p.FirstEvent < b.At
}

func seriesMark(station, epoch int) string { return fmt.Sprintf("/%d/", SeriesOf(station, epoch)) }

// Next is the copy that comes behind the latest of the pass.
func (b Branch) Next(p PassState) int {
	if b.older(p) {
		return max(p.Copy+1, b.First)
	}
	return p.Copy + 1
}

// Stale reports a paper that is still to be made, or would be, under a copy that the
// other history may have printed: it has to be skipped.
func (b Branch) Stale(p PassState) bool {
	_, skips := life[p.Status][CopySkipped]
	return skips && b.older(p) && p.Copy < b.First && p.Papers.Of(p.Copy) == PaperNone
}

// SkippedAfter is the reason of a CopySkipped behind the branch: a sheet of before it
// turned out to be none.
const SkippedAfter = "no_sheet"

// SkippedBehind is the reason of a CopySkipped of what came back: behind the last event
// that was receipted the other history may have gone on.
const SkippedBehind = "returned"

// Check answers nil when the event about the pass, as it is before it, gives the copy
// that is to come, and prints none that may be out already.
func (b Branch) Check(p PassState, e Event) error {
	switch copy, next := copyOf(e), b.Next(p); {
	case e.Kind == PrintIntended && copy == p.Copy && b.Stale(p):
		return fmt.Errorf("registry: event %d: %w: copy %d may have been printed before epoch %d", e.No, ErrIllegal, copy, b.epoch)
	case !raises[e.Kind]:
		return nil
	case copy != next:
		return fmt.Errorf("registry: event %d: %w: %s of copy %d, not of copy %d", e.No, ErrIllegal, e.Kind, copy, next)
	case copy >= b.begins(p)+copiesAnEpoch:
		return fmt.Errorf("registry: event %d: %w: %w", e.No, ErrIllegal, ErrCopies)
	}
	return nil
}

// begins is the first copy of the pass that the present epoch may print.
func (b Branch) begins(p PassState) int {
	if b.older(p) {
		return b.First
	}
	return 1
}
