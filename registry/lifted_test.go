package registry

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// cameBackAs is the event of a branch as it stands here.
func cameBackAs(t *testing.T, e Event, no int64) Event {
	t.Helper()
	was := e.Chained(e.No, [32]byte{})
	back := Event{No: no, Kind: StepReturned, Pass: was.Pass, Commitment: was.Commitment, Body: Body(ReturnedBody{Event: was.AppendTo(nil)})}
	if _, err := back.Again(); err != nil {
		t.Fatal(err)
	}
	return back
}

// branchOf are the steps as another history took them from the pass on, and what they
// came to there.
func branchOf(t *testing.T, p PassState, steps ...string) (events []Event, there PassState) {
	t.Helper()
	for _, step := range steps {
		kind, what, _ := strings.Cut(step, " ")
		e := stepOf(p, Kind(kind))
		e.No, e.Pass = p.LastEvent+1, p.Number.String()
		if what != "" {
			e.Body = Body(CorrectedBody{Copy: p.Copy + 1, Old: what})
		}
		after, err := p.After(e)
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		events, p = append(events, e), after
	}
	return events, p
}

// Where nothing but the skip of the restore stands between, what comes back comes to
// what it was, whatever happened in the branch.
func TestABranchComesBackOverTheSkipOfItsRestore(t *testing.T) {
	for name, c := range map[string]struct{ before, since []string }{
		"printed":                {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut"}},
		"signed":                 {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "Signed"}},
		"lost":                   {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "Signed", "Lost"}},
		"reprinted":              {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "Lost", "Reprinted", "PrintIntended", "PrintedOut"}},
		"corrected, unprinted":   {[]string{"Issued"}, []string{"Corrected", "PrintIntended", "PrintedOut"}},
		"corrected, out":         {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "Corrected returned"}},
		"void":                   {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "Voided"}},
		"cancelled":              {[]string{"Issued"}, []string{"Cancelled"}},
		"recalled, unprinted":    {[]string{"Issued"}, []string{"RecallOrdered"}},
		"recalled, and taken":    {[]string{"Issued"}, []string{"PrintIntended", "PrintedOut", "RecallOrdered", "Returned"}},
		"its answer alone":       {[]string{"Issued", "PrintIntended"}, []string{"PrintedOut", "Signed"}},
		"its signature alone":    {[]string{"Issued", "PrintIntended"}, []string{"Signed"}},
		"the second copy":        {[]string{"Issued", "PrintIntended", "PrintedOut", "Reprinted"}, []string{"PrintIntended", "PrintedOut", "Signed"}},
		"recalled before it was": {[]string{"Issued", "PrintIntended", "RecallOrdered"}, []string{"PrintedOut", "Returned"}},
	} {
		base := told(t, PassState{}, c.before...)
		events, there := branchOf(t, base, c.since...)
		for _, skips := range [][]int{{201}, {201, 301}} {
			here := skippedTo(t, base, skips...)
			for i, e := range events {
				var err error
				if here, err = here.After(cameBackAs(t, e, int64(100+i))); err != nil {
					t.Fatalf("%s: %s: %v", name, e.Kind, err)
				}
			}
			here.LastEvent = there.LastEvent
			if here.Record >= 100 {
				here.Record = there.Record
			}
			if here != there {
				t.Errorf("%s: %+v, there it was %+v", name, here, there)
			}
		}
	}
}

// Where the register was put back more than once, what comes back lifts the skip of its
// own copy. The others may have been printed in histories that nobody has heard of: they
// are asked for when the pass is recalled, can be handed in, and no later copy hides them.
func TestWhatWasSkippedBehindABranchMayBeOut(t *testing.T) {
	base := told(t, PassState{}, "Issued")
	for name, c := range map[string]struct {
		skips []int // here
		since []string
		may   []int
	}{
		"printed there":          {[]int{201, 301}, []string{"PrintIntended", "PrintedOut", "Signed"}, []int{201}},
		"on its way there":       {[]int{201, 301}, []string{"PrintIntended"}, []int{201}},
		"reprinted there":        {[]int{201, 301}, []string{"PrintIntended", "PrintedOut", "Reprinted"}, []int{201}},
		"restored thrice":        {[]int{201, 301, 501, 601}, []string{"PrintIntended", "PrintedOut"}, []int{201, 301, 501}},
		"one restore skips none": {[]int{301}, []string{"PrintIntended", "PrintedOut"}, nil},
	} {
		here := skippedTo(t, base, c.skips...)
		events, _ := branchOf(t, base, c.since...)
		for i, e := range events {
			var err error
			if here, err = here.After(keeping(t, cameBackAs(t, e, int64(100+i)))); err != nil {
				t.Fatalf("%s: %s: %v", name, e.Kind, err)
			}
		}
		if got := here.MaybeOut(); !slices.Equal(got, c.may) {
			t.Errorf("%s: %v may be out, want %v", name, got, c.may)
		}
		recalled := told(t, here, "RecallOrdered")
		for _, copy := range c.may {
			if !slices.Contains(recalled.ToFetch(), copy) {
				t.Errorf("%s: copy %d is not asked for: %v", name, copy, recalled.ToFetch())
			}
			back, err := recalled.After(Event{No: recalled.LastEvent + 1, Kind: Returned, Pass: base.Number.String(), Body: Body(ReasonBody{Copy: copy})})
			if err != nil || back.Papers.Of(copy) != PaperReturned || slices.Contains(back.ToFetch(), copy) || back.Copy != here.Copy {
				t.Errorf("%s: copy %d is handed in: %+v, %v", name, copy, back, err)
			}
		}
		if here.Status != StatusPrinted && here.Status != StatusSigned {
			continue
		}
		again, err := here.After(Event{No: here.LastEvent + 1, Kind: Reprinted, Pass: base.Number.String(), Body: Body(CorrectedBody{Copy: 701, Old: "lost"})})
		if err != nil || again.Copy != 701 || len(again.Papers) != 701 {
			t.Fatalf("%s: %+v, %v", name, again, err)
		}
		for _, copy := range c.may {
			if again.Papers.Of(copy) != PaperSkipped {
				t.Errorf("%s: a reprint hides copy %d", name, copy)
			}
		}
	}
}

// Two histories of one backup that both printed the pass come to the same, whichever comes
// back first, and whether the skip of the later one is known here or comes back with it.
func TestTwoBranchesComeToTheSame(t *testing.T) {
	base := told(t, PassState{}, "Issued")
	printed := []string{"PrintIntended", "PrintedOut"}
	for name, c := range map[string]struct{ first, second []string }{
		"printed, printed":           {printed, printed},
		"signed, signed":             {append(slices.Clone(printed), "Signed"), append(slices.Clone(printed), "Signed")},
		"printed, signed for alone":  {printed, []string{"Signed"}},
		"signed, lost":               {append(slices.Clone(printed), "Signed"), append(slices.Clone(printed), "Signed", "Lost")},
		"void, printed":              {append(slices.Clone(printed), "Voided"), printed},
		"handed in, signed":          {append(slices.Clone(printed), "Returned"), append(slices.Clone(printed), "Signed")},
		"recalled, signed":           {append(slices.Clone(printed), "RecallOrdered"), append(slices.Clone(printed), "Signed")},
		"signed, asked for alone":    {append(slices.Clone(printed), "Signed"), []string{"PrintIntended"}},
		"signed, printed and void":   {append(slices.Clone(printed), "Signed"), append(slices.Clone(printed), "Voided")},
		"recalled, taken; printed":   {append(slices.Clone(printed), "RecallOrdered", "Returned"), printed},
		"printed, printed and taken": {printed, append(slices.Clone(printed), "Signed", "RecallOrdered", "Returned")},
	} {
		first, _ := branchOf(t, base, c.first...)
		second, _ := branchOf(t, skippedTo(t, base, 201), c.second...)
		skip := Event{No: 2, Kind: CopySkipped, Pass: base.Number.String(), Body: Body(ReasonBody{Copy: 201})}
		for known, here := range map[string]PassState{"known": skippedTo(t, base, 201, 401), "not known": skippedTo(t, base, 401)} {
			later := second
			if known != "known" {
				later = append([]Event{skip}, second...)
			}
			fold := func(order ...[]Event) (p PassState, unfit []Kind) {
				p = here
				for i, e := range slices.Concat(order...) {
					after, err := p.After(keeping(t, cameBackAs(t, e, int64(100+i))))
					if err != nil && !errors.Is(err, ErrIllegal) {
						t.Fatalf("%s: %s: %v", name, e.Kind, err)
					}
					if err != nil && e.Kind != CopySkipped && e.Kind != PrintIntended { // nobody has to do these again
						unfit = append(unfit, e.Kind)
					}
					p = after
				}
				return p, unfit
			}
			p, unfit := fold(first, later)
			if len(unfit) > 0 {
				t.Errorf("%s, skip %s: %v do not fit", name, known, unfit)
			}
			tells := c.second[len(c.second)-1] != "PrintIntended"
			if tells && (p.Copy != 201 || p.Papers.Of(1) == PaperSkipped || p.Papers.Of(201) == PaperSkipped) {
				t.Errorf("%s, skip %s: %+v", name, known, p)
			} else if !tells && (p.Copy != 1 || p.Status != StatusSigned) {
				t.Errorf("%s, skip %s: a sheet of which nobody knows takes the place of one that was signed for: %+v", name, known, p)
			}
			other, _ := fold(later, first)
			for _, q := range []*PassState{&p, &other} {
				if q.LastEvent = 0; q.Printed < q.Copy { // an earlier one, or none
					q.Printed = 0
				}
			}
			if tells && p != other {
				t.Errorf("%s, skip %s: %+v, the other way round %+v", name, known, p, other)
			}
		}
	}
}

// keeping is an event that came back as this build writes it.
func keeping(t *testing.T, e Event) Event {
	t.Helper()
	var b ReturnedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		t.Fatal(err)
	}
	b.Keeps = true
	e.Body = Body(b)
	return e
}

// A row of the ledger may speak of a copy in whose place something came back, so it is
// told which these are: the copy itself where it was in use, nothing between the hundreds.
func TestCopiesThatABranchLifts(t *testing.T) {
	base := told(t, PassState{}, "Issued")
	for name, c := range map[string]struct {
		skips  []int // here
		copy   int   // to which the branch skipped
		lifted []int
	}{
		"below what is here": {[]int{301, 501, 601}, 401, []int{501, 601}},
		"between the copies": {[]int{301, 501}, 601, []int{501}},
		"above what is here": {[]int{301, 401}, 501, []int{401}},
		"nothing was in use": {[]int{601}, 301, []int{601}},
	} {
		before := skippedTo(t, base, c.skips...)
		skip := Event{No: 90, Kind: CopySkipped, Pass: base.Number.String(), Body: Body(ReasonBody{Copy: c.copy, Reason: SkippedBehind})}
		after, err := before.After(cameBackAs(t, skip, 100))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := after.Lifted(before); !slices.Equal(got, c.lifted) {
			t.Errorf("%s: %v, want %v", name, got, c.lifted)
		}
		for _, n := range c.lifted {
			if after.HasCopy(n) || !before.HasCopy(n) {
				t.Errorf("%s: copy %d", name, n)
			}
		}
	}
}

// Where another copy was printed since the restore, what the branch says of a paper is
// said of that paper, and the latest stays what it is.
func TestABranchIsNeverAboutAPaperOfAfterIt(t *testing.T) {
	base := told(t, PassState{}, "Issued")
	printed := told(t, skippedTo(t, base, 601), "PrintIntended", "PrintedOut")
	again := told(t, printed, "Reprinted")
	for name, c := range map[string]struct {
		here        PassState
		since       []string
		unfit       int
		status      Status
		paper, last Paper
		signed      int
	}{
		"signed there, a reprint here":  {again, []string{"PrintIntended", "PrintedOut", "Signed"}, 0, StatusIssued, PaperOut, PaperNone, 1},
		"signed there, printed here":    {printed, []string{"PrintIntended", "PrintedOut", "Signed"}, 0, StatusPrinted, PaperOut, PaperOut, 1},
		"lost there":                    {printed, []string{"PrintIntended", "PrintedOut", "Lost"}, 0, StatusPrinted, PaperLost, PaperOut, 0},
		"void there":                    {again, []string{"PrintIntended", "PrintedOut", "Voided"}, 0, StatusIssued, PaperVoid, PaperNone, 0},
		"handed in there":               {printed, []string{"PrintIntended", "PrintedOut", "Returned"}, 0, StatusPrinted, PaperReturned, PaperOut, 0},
		"recalled there":                {printed, []string{"PrintIntended", "PrintedOut", "RecallOrdered"}, 0, StatusRecalled, PaperOut, PaperOut, 0},
		"reprinted there":               {printed, []string{"PrintIntended", "PrintedOut", "Reprinted lost"}, 1, StatusPrinted, PaperOut, PaperOut, 0},
		"not handed over there":         {again, []string{"PrintIntended", "PrintedOut", "Cancelled"}, 1, StatusIssued, PaperOut, PaperNone, 0},
		"recalled there with no paper":  {told(t, again, "PrintIntended"), []string{"RecallOrdered"}, 0, StatusRecalled, PaperSkipped, PaperNone, 0},
		"on its way to a printer there": {again, []string{"PrintIntended"}, 0, StatusIssued, PaperSkipped, PaperNone, 0},
	} {
		events, _ := branchOf(t, base, c.since...)
		here, unfit := c.here, 0
		for i, e := range events {
			after, err := here.After(cameBackAs(t, e, int64(100+i)))
			switch {
			case errors.Is(err, ErrIllegal):
				unfit++
				if after != here {
					t.Errorf("%s: %s was refused, and changed the pass", name, e.Kind)
				}
			case err != nil:
				t.Fatalf("%s: %s: %v", name, e.Kind, err)
			}
			here = after
		}
		if here.Copy != c.here.Copy || unfit != c.unfit || here.Status != c.status || here.Papers.Of(1) != c.paper || here.Papers.Of(here.Copy) != c.last || here.Signed != c.signed {
			t.Errorf("%s: %+v, %d unfit", name, here, unfit)
		}
	}
}

// The sheets of a branch were used: they are counted when it comes back, whatever was
// answered of them here since.
func TestSheetsThatCameBackAreCounted(t *testing.T) {
	base := told(t, PassState{}, "Issued", "PrintIntended")
	sheet := func(kind Kind, b PaperBody) Event {
		return Event{No: 5, Kind: kind, Pass: base.Number.String(), Body: Body(b)}
	}
	intended, out := sheet(PrintIntended, PaperBody{Copy: 1}), sheet(PrintedOut, PaperBody{Copy: 1, Outcome: SheetOut})
	spoilt := sheet(PrintedOut, PaperBody{Copy: 1, Outcome: SheetSpoiled, Was: SheetUnknown})
	for name, c := range map[string]struct {
		here, back []Event
		want       SheetSums
	}{
		"printed there":                {nil, []Event{intended, out}, SheetSums{Total: 1, Out: 1}},
		"sent before, answered there":  {[]Event{intended}, []Event{out}, SheetSums{Total: 1, Out: 1}},
		"answered here and there":      {[]Event{intended, out}, []Event{out}, SheetSums{Total: 2, Out: 2, Again: 1}},
		"withdrawn here, out there":    {[]Event{intended, sheet(PrintedOut, PaperBody{Copy: 1, Outcome: SheetNone, Unsent: true})}, []Event{out}, SheetSums{Total: 1, Out: 1}},
		"out here, withdrawn there":    {[]Event{intended, out}, []Event{sheet(PrintedOut, PaperBody{Copy: 1, Outcome: SheetNone})}, SheetSums{Total: 1, Out: 1}},
		"said to be known before here": {[]Event{intended, out}, []Event{spoilt}, SheetSums{Total: 2, Out: 1, Spoiled: 1, Again: 1}},
		"on its way there":             {nil, []Event{intended}, SheetSums{Total: 1, Intended: 1}},
	} {
		book := NewSheetBook(SheetSums{})
		for _, e := range c.here {
			if err := book.Add(e); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for i, e := range c.back {
			if err := book.Add(cameBackAs(t, e, int64(100+i))); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if book.Sums != c.want || !book.Sums.Proven() {
			t.Errorf("%s: %+v, want %+v", name, book.Sums, c.want)
		}
	}
}

// A pass whose issue does not count here is none, whatever the branch tells of its papers.
func TestNoPaperOfAPassThatWasNotIssuedHere(t *testing.T) {
	events, _ := branchOf(t, told(t, PassState{}, "Issued"), "PrintIntended", "PrintedOut", "Signed")
	for i, e := range events {
		p, err := PassState{}.After(keeping(t, cameBackAs(t, e, int64(100+i))))
		if !errors.Is(err, ErrIllegal) || p != (PassState{}) {
			t.Errorf("%s of no pass: %v, %+v", e.Kind, err, p)
		}
	}
}
