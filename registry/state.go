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
	Papers     Papers     // what is known of every copy
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

// ToPrint reports whether the latest paper is still to be made. One that was signed for
// is out, whatever its sheets say: registers of earlier builds hold such papers.
func (p PassState) ToPrint() bool { return p.Unprinted() && p.Signed < p.Copy }

// Unsigned reports whether the latest paper has not been signed for.
func (p PassState) Unsigned() bool { return p.Status.InHand() && p.Signed < p.Copy }

// Unmade reports a latest copy of which there is no paper and, as the pass stands, will be
// none: it was recalled, or its term ended, before a printer was asked for it. There is
// nothing to sign for.
func (p PassState) Unmade() bool {
	return !p.Status.InHand() && p.Papers.Of(p.Copy) == PaperNone && p.Intended < p.Copy
}

// MaySign reports whether the latest paper can be signed for: that of a recalled pass
// once, since the signature on paper may be older than the recall.
func (p PassState) MaySign() bool {
	_, may := life[p.Status][Signed]
	return may && (p.Status != StatusRecalled || p.Signed < p.Copy)
}

// Over reports whether the term ended before the day and nothing says so yet.
func (p PassState) Over(day civil.Date) bool {
	return p.Status.InHand() && !p.Expires.IsZero() && day.After(p.Expires)
}

// KeptBack reports a paper that nobody has signed for, of a pass that a recall or the
// end of its term has taken meanwhile: it is handed in, and handed over no more. Of a
// recalled one it may be unknown what came out of the printer.
func (p PassState) KeptBack(day civil.Date) bool {
	paper := p.Papers.Of(p.Copy)
	switch {
	case p.Signed >= p.Copy:
		return false
	case p.Status == StatusRecalled:
		return paper == PaperOut || paper == PaperNone
	}
	return paper == PaperOut && (p.Status == StatusExpired || p.Over(day))
}

// After folds one event of the pass into its state, or answers ErrIllegal.
func (p PassState) After(e Event) (PassState, error) {
	e, err := e.Again()
	if err != nil {
		return p, err
	}
	step := PassState.afterOwn
	if e.was != 0 {
		step = PassState.afterReturned
	}
	next, err := step(p, e)
	if err != nil {
		return p, err
	}
	return next, nil
}

// afterOwn folds an event of this history.
func (p PassState) afterOwn(e Event) (PassState, error) {
	switch copy := copyOf(e); {
	case e.Kind == Amended && p.Status != "":
		p.Record, p.LastEvent = e.No, e.No
		return p, nil
	case p.finds(e):
		return p.found(copy).After(e)
	case p.beside(copy) && aboutAPaper(e):
		return p.earlier(e, copy)
	case copy > p.Copy && !raises[e.Kind]:
		return p, fmt.Errorf("registry: event %d: %w: %s of copy %d of %d", e.No, ErrIllegal, e.Kind, copy, p.Copy)
	}
	may, err := Next(p.Status, e.Kind)
	if err != nil {
		return p, err
	}
	if e.Kind == Signed && !p.MaySign() {
		return p, fmt.Errorf("registry: event %d: %w: copy %d was signed for already", e.No, ErrIllegal, p.Copy)
	}
	next := p
	if err := next.take(e); err != nil {
		return p, fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	next.LastEvent = e.No
	if next.Status, err = next.arrive(e, may); err != nil {
		return p, err
	}
	return next, nil
}

// raises are the events after which there is another copy.
var raises = map[Kind]bool{Issued: true, Reissued: true, Reprinted: true, Corrected: true, CopySkipped: true}

// NextCopy reports an event after which there is another copy of a pass.
func (k Kind) NextCopy() bool { return raises[k] }

// aboutAPaper: a printer's answer, and what becomes of a paper, may come when the
// next copy is there already.
func aboutAPaper(e Event) bool {
	return e.Kind == PrintedOut || markable[e.Kind] != nil && (!ofRecall[e.Kind] || saysEarlier(e))
}

func copyOf(e Event) int {
	var b struct {
		Copy int `json:"copy"`
	}
	_ = json.Unmarshal(e.Body, &b) // a body that is none is refused where it is read
	return b.Copy
}

// arrive is where the event leads; of several states the paper says which.
func (p PassState) arrive(e Event, may []Status) (Status, error) {
	want := may[0]
	paper := p.Papers.Of(p.Copy)
	switch e.Kind {
	case PrintedOut:
		want = p.afterPrinting(e)
	case RecallOrdered:
		want = p.recalled(paper, e)
	case Reinstated:
		want = p.reinstated(paper)
	}
	if !slices.Contains(may, want) {
		return p.Status, fmt.Errorf("registry: event %d: %w: %s to %q after %q", e.No, ErrIllegal, e.Kind, want, p.Status)
	}
	return want, nil
}

// afterPrinting: spoiled or unknown, the paper is still to be made; a paper of a pass
// that was recalled before there was one is to be fetched, and nothing is where the
// recall overtook a sheet that was none.
func (p PassState) afterPrinting(e Event) Status {
	switch {
	case noPaper(e) && (p.Status == StatusRecalled || p.Status == StatusNotFound) && p.Papers.Of(p.Copy) == PaperNone:
		return StatusHandedIn
	case p.Status == StatusIssued && p.Printed == p.Copy:
		return StatusPrinted
	case p.Status == StatusPrinted && p.Printed < p.Copy:
		return StatusIssued
	case p.Status == StatusHandedIn && p.Papers.Of(p.Copy) == PaperOut:
		return StatusRecalled
	}
	return p.Status
}

// noPaper: the answer says that no sheet of the copy can be out.
func noPaper(e Event) bool {
	var b PaperBody
	return json.Unmarshal(e.Body, &b) == nil && b.NoPaper
}

func (p PassState) recalled(paper Paper, e Event) Status {
	switch paper {
	case PaperOut:
		return StatusRecalled
	case PaperNone:
		if p.Intended == p.Copy && !(spoiledOnly(e) && copyOf(e) == p.Copy) || p.PrintedElsewhere() > 0 { // nobody has said what came out
			return StatusRecalled
		}
	case PaperLost, PaperMissing:
		return StatusNotFound
	}
	return StatusHandedIn
}

// spoiledOnly: the recall says that what a printer made of its paper was spoiled.
func spoiledOnly(e Event) bool {
	var b ReasonBody
	return json.Unmarshal(e.Body, &b) == nil && b.Spoiled
}

// reinstated: a paper that is still out is good again; where there is none the
// next is another copy.
func (p PassState) reinstated(paper Paper) Status {
	switch {
	case paper == PaperNone:
		return StatusIssued
	case paper != PaperOut:
		return StatusReinstated
	case p.Signed == p.Copy:
		return StatusSigned
	}
	return StatusPrinted
}

// take folds what the event says beside its status.
func (p *PassState) take(e Event) error {
	switch e.Kind {
	case Issued, Reissued:
		return p.issued(e)
	case PrintIntended, PrintedOut:
		return p.paper(e)
	case Reprinted:
		return p.reprinted(e)
	case Corrected:
		return p.corrected(e)
	case CopySkipped:
		return p.skipped(copyOf(e))
	}
	if e.Kind == Signed {
		p.Signed = p.Copy
	}
	if as, ok := marks[e.Kind]; ok {
		p.Papers = p.Papers.mark(p.Copy, as)
	}
	return nil
}

// reprinted: the holder, the day and the number stay; the next paper is another
// copy.
func (p *PassState) reprinted(e Event) error {
	var b ReasonBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	return p.next(b.Copy, b.Old)
}

// corrected: the number stays; the holder's data are those of the event's record.
func (p *PassState) corrected(e Event) error {
	var b CorrectedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	p.Issued, p.Expires, p.Record = b.Day, b.Expires, e.No
	if b.Twin > 0 {
		p.Twin = b.Twin
	}
	return p.next(b.Copy, b.Old)
}

func (p *PassState) issued(e Event) error {
	var b IssuedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	n, err := ParseNumber(e.Pass)
	if err != nil {
		return err
	}
	if e.Kind == Issued {
		p.Number, p.FirstEvent = n, e.No
	}
	if n != p.Number {
		return fmt.Errorf("%w: another number", ErrIllegal)
	}
	p.Issued, p.Expires, p.Record = b.Day, b.Expires, e.No
	if b.Twin > 0 {
		p.Twin = b.Twin
	}
	return p.next(b.Copy, "")
}

// cameOut is a printer's outcome; of any other the paper is still to be made.
const cameOut = "out"

func outcomeOf(e Event) string {
	var b PaperBody
	_ = json.Unmarshal(e.Body, &b)
	return b.Outcome
}

func (p *PassState) paper(e Event) error {
	var b PaperBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	if e.Kind == PrintIntended {
		p.Intended = max(p.Intended, b.Copy)
		return nil
	}
	if b.Outcome != cameOut {
		p.spoiled(b)
		return nil
	}
	if b.Was == SheetNone { // the printer was asked for it after all
		p.Intended = max(p.Intended, b.Copy)
	}
	p.Printed = max(p.Printed, b.Copy)
	if p.Papers.Of(p.Copy) == PaperNone {
		p.Papers = p.Papers.mark(p.Copy, PaperOut)
	}
	return nil
}

// spoiled: where the only sheet that had been taken for one that came out did not,
// the paper is still to be made; and so where there was no sheet.
func (p *PassState) spoiled(b PaperBody) {
	if b.Was == SheetOut && b.Left == 0 && b.Copy == p.Copy && p.Printed == p.Copy {
		p.Printed--
		p.Papers = p.Papers.mark(p.Copy, PaperNone)
	}
	if b.NoPaper && b.Copy == p.Copy && p.Papers.Of(p.Copy) == PaperMissing { // nobody could have found it
		p.Papers = p.Papers.mark(p.Copy, PaperNone)
	}
	if b.Unsent && b.Copy == p.Copy && p.Intended == p.Copy { // nobody asked a printer for it after all
		p.Intended--
	}
}

// Fold adds up a whole log: the state of every pass, in order of issue, and the
// head. It is the definition that the store's projection must equal.
func Fold(events func(yield func(Event) bool)) (map[string]PassState, Head, error) {
	passes := make(map[string]PassState)
	var head Head
	var branch Branch
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
		if branch, failed = branch.After(e); failed != nil || !e.ofPass() {
			return failed == nil
		}
		if failed = branch.Check(passes[e.Pass], e); failed != nil {
			return false
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

var besideLife = []Kind{Viewed, Refused, Parked, SpecialRecorded, Overridden, Settled, AppealLodged, AppealDecided, AppealReopened, LedgerEntered, TaskTaken, TaskDone, BranchReturned, EventReturned}

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
