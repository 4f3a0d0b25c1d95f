package registry

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func opened(station, epoch, start int) Event {
	return Event{Kind: Opened, Body: Body(OpenedBody{Station: station, Epoch: epoch, StartAt: start})}
}

func taken(epoch, station int) Event {
	return Event{Kind: EpochTaken, Body: Body(EpochBody{Epoch: epoch, Station: station})}
}

// licensed is an epoch of the same code that another licence began.
func licensed(epoch int) Event {
	return Event{Kind: EpochTaken, Body: Body(EpochBody{Epoch: epoch, Reason: "licence", Left: NumberFree})}
}

// gave issues serials of a series, SSSE.
func gave(series int, serials ...int) []Event {
	var all []Event
	for _, serial := range serials {
		n, err := NewNumber("12", series/10, series%10, 7, serial)
		if err != nil {
			panic(err)
		}
		all = append(all, Event{Kind: Issued, Pass: n.String()})
	}
	return all
}

func account(t testing.TB, log ...[]Event) ([]NumberRange, error) {
	t.Helper()
	var b NumberBook
	for _, e := range slices.Concat(log...) {
		if err := b.Add(e); err != nil {
			return b.Account(), err
		}
	}
	return b.Account(), nil
}

func TestEveryNumberIsInOneState(t *testing.T) {
	one := func(e Event) []Event { return []Event{e} }
	for _, c := range []struct {
		name string
		log  [][]Event
		want []NumberRange
		sums NumberSums
	}{
		{"a new register", [][]Event{one(opened(131, 1, 1))},
			[]NumberRange{{1311, 1, LastSerial, NumberFree}}, NumberSums{Total: LastSerial, Free: LastSerial}},
		{"a paper book continued at 38", [][]Event{one(opened(131, 1, 38)), gave(1311, 38, 39)},
			[]NumberRange{{1311, 1, 37, NumberBefore}, {1311, 38, 39, NumberAssigned}, {1311, 40, LastSerial, NumberFree}},
			NumberSums{Total: LastSerial, Before: 37, Assigned: 2, Free: 99_960}},
		{"rolled back after 3", [][]Event{one(opened(131, 1, 1)), gave(1311, 1, 2, 3), one(taken(2, 0)), gave(1312, 1)},
			[]NumberRange{{1311, 1, 3, NumberAssigned}, {1311, 4, LastSerial, NumberLost}, {1312, 1, 1, NumberAssigned}, {1312, 2, LastSerial, NumberFree}},
			NumberSums{Total: 2 * LastSerial, Assigned: 4, Lost: 99_996, Free: 99_998}},
		{"another copy had taken epoch 2", [][]Event{one(opened(131, 1, 1)), gave(1311, 1), one(taken(3, 0))},
			[]NumberRange{{1311, 1, 1, NumberAssigned}, {1311, 2, LastSerial, NumberLost}, {1312, 1, LastSerial, NumberLost}, {1313, 1, LastSerial, NumberFree}},
			NumberSums{Total: 3 * LastSerial, Assigned: 1, Lost: 2*LastSerial - 1, Free: LastSerial}},
		{"made again under the same code", [][]Event{one(opened(131, 2, 1))},
			[]NumberRange{{1311, 1, LastSerial, NumberBefore}, {1312, 1, LastSerial, NumberFree}},
			NumberSums{Total: 2 * LastSerial, Before: LastSerial, Free: LastSerial}},
		{"a licence of another code", [][]Event{one(opened(931, 1, 1)), gave(9311, 1), one(taken(1, 131)), gave(1311, 1, 2)},
			[]NumberRange{{1311, 1, 2, NumberAssigned}, {1311, 3, LastSerial, NumberFree}, {9311, 1, 1, NumberAssigned}, {9311, 2, LastSerial, NumberFree}},
			NumberSums{Total: 2 * LastSerial, Assigned: 3, Free: 2*LastSerial - 3}},
		{"an authority's licence of the same code, from epoch 3", [][]Event{one(opened(131, 1, 1)), gave(1311, 1), one(licensed(3)), gave(1313, 1)},
			[]NumberRange{{1311, 1, 1, NumberAssigned}, {1311, 2, LastSerial, NumberFree}, {1312, 1, LastSerial, NumberBefore}, {1313, 1, 1, NumberAssigned}, {1313, 2, LastSerial, NumberFree}},
			NumberSums{Total: 3 * LastSerial, Assigned: 2, Before: LastSerial, Free: 2*LastSerial - 2}},
		{"the last number, and the next epoch", [][]Event{one(opened(131, 1, 99_998)), gave(1311, 99_998, 99_999), one(taken(2, 0)), gave(1312, 1)},
			[]NumberRange{{1311, 1, 99_997, NumberBefore}, {1311, 99_998, LastSerial, NumberAssigned}, {1312, 1, 1, NumberAssigned}, {1312, 2, LastSerial, NumberFree}},
			NumberSums{Total: 2 * LastSerial, Before: 99_997, Assigned: 3, Free: 99_998}},
	} {
		got, err := account(t, c.log...)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, c.want)
		}
		if sums := SumNumbers(got); sums != c.sums || !sums.Proven() {
			t.Errorf("%s: sums %+v, want %+v", c.name, sums, c.sums)
		}
	}
}

func TestGapsAreShownAndProveNothing(t *testing.T) {
	got, err := account(t, []Event{opened(131, 1, 1)}, gave(1311, 1, 2, 5, 9))
	want := []NumberRange{{1311, 1, 2, NumberAssigned}, {1311, 3, 4, NumberGap}, {1311, 5, 5, NumberAssigned},
		{1311, 6, 8, NumberGap}, {1311, 9, 9, NumberAssigned}, {1311, 10, LastSerial, NumberFree}}
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%v, %v, want %v", got, err, want)
	}
	if s := SumNumbers(got); s.Proven() || s.Gaps != 5 {
		t.Errorf("%+v is said to be proven", s)
	}
}

func TestANumberThatIsNoneOfOursIsAFault(t *testing.T) {
	for name, log := range map[string][][]Event{
		"given twice":           {{opened(131, 1, 1)}, gave(1311, 1, 2, 1)},
		"given before the book": {{opened(131, 1, 38)}, gave(1311, 37)},
		"of another station":    {{opened(131, 1, 1)}, gave(1321, 1)},
		"of no epoch":           {{opened(131, 1, 1)}, gave(1312, 1)},
		"before any register":   {gave(1311, 1)},
	} {
		if _, err := account(t, log...); !errors.Is(err, ErrAccount) {
			t.Errorf("%s: %v, want ErrAccount", name, err)
		}
	}
}

// TestEveryNumberIsInExactlyOneState: whatever was given in whatever epochs, each
// serial of each epoch up to the last lies in exactly one range, and says so.
func TestEveryNumberIsInExactlyOneState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b NumberBook
		start := rapid.IntRange(1, LastSerial).Draw(t, "start")
		epoch := rapid.IntRange(1, 3).Draw(t, "epoch")
		if err := b.Add(opened(131, epoch, start)); err != nil {
			t.Fatal(err)
		}
		given := map[[2]int]bool{}
		for range rapid.IntRange(0, 3).Draw(t, "epochs") {
			last := start - 1
			for range rapid.IntRange(0, 6).Draw(t, "issues") {
				last += rapid.SampledFrom([]int{1, 1, 1, 2, 7, 50_000}).Draw(t, "step")
				if last > LastSerial {
					break
				}
				given[[2]int{epoch, last}] = true
				if err := b.Add(gave(1310+epoch, last)[0]); err != nil {
					t.Fatal(err)
				}
			}
			epoch, start = epoch+rapid.IntRange(1, 2).Draw(t, "next"), 1
			if err := b.Add(taken(epoch, 0)); err != nil {
				t.Fatal(err)
			}
		}
		holdAccount(t, b.Account(), given, epoch)
	})
}

func holdAccount(t *rapid.T, ranges []NumberRange, given map[[2]int]bool, epochs int) {
	next, assigned := [2]int{1311, 1}, 0
	for _, r := range ranges {
		if [2]int{r.Series, r.From} != next || r.To < r.From {
			t.Fatalf("range %+v, want it to begin at %v", r, next)
		}
		if next = [2]int{r.Series, r.To + 1}; r.To == LastSerial {
			next = [2]int{r.Series + 1, 1}
		}
		for n := r.From; r.State == NumberAssigned && n <= r.To; n++ {
			assigned++
			if !given[[2]int{r.Series % 10, n}] {
				t.Fatalf("serial %d of %d was never given", n, r.Series)
			}
		}
	}
	s := SumNumbers(ranges)
	if next != [2]int{1310 + epochs + 1, 1} || assigned != len(given) || s.Total != epochs*LastSerial ||
		s.Before+s.Assigned+s.Free+s.Lost+s.Gaps != s.Total {
		t.Fatalf("it ends at %v; %d assigned, want %d; sums %+v", next, assigned, len(given), s)
	}
}

func sheet(kind Kind, pass string, body PaperBody) Event {
	return Event{Kind: kind, Pass: pass, Body: Body(body)}
}

const somePass = "12931170000171"

func TestEverySheetIsInOneState(t *testing.T) {
	sent := sheet(PrintIntended, somePass, PaperBody{Copy: 1})
	came := func(outcome, was string, left int) Event {
		return sheet(PrintedOut, somePass, PaperBody{Copy: 1, Outcome: outcome, Was: was, Left: left})
	}
	unsent := sheet(PrintedOut, somePass, PaperBody{Copy: 1, Outcome: "none", Unsent: true})
	again := func(was string) Event {
		return sheet(PrintedOut, somePass, PaperBody{Copy: 1, Outcome: "out", Was: was, Again: true})
	}
	for _, c := range []struct {
		name string
		log  []Event
		want SheetSums
	}{
		{"nobody has said yet", []Event{sent}, SheetSums{Total: 1, Intended: 1}},
		{"it came out", []Event{sent, came("out", "", 0)}, SheetSums{Total: 1, Out: 1}},
		{"printed again, one copy number on two papers", []Event{sent, came("out", "", 0), sent, came("out", "", 0)}, SheetSums{Total: 2, Out: 2, Again: 1}},
		{"the first try was spoiled", []Event{sent, came("spoiled", "", 0), sent, came("out", "", 0)}, SheetSums{Total: 2, Out: 1, Spoiled: 1}},
		{"a crash, and printed again", []Event{sent, sent, came("out", "", 0)}, SheetSums{Total: 2, Out: 1, Intended: 1}},
		{"and the first is answered then", []Event{sent, sent, came("out", "", 0), came("spoiled", "", 0)}, SheetSums{Total: 2, Out: 1, Spoiled: 1}},
		{"unknown, and found later", []Event{sent, came("unknown", "", 0), came("out", "unknown", 0)}, SheetSums{Total: 1, Out: 1}},
		{"taken for out, and torn", []Event{sent, came("out", "", 0), came("spoiled", "out", 0)}, SheetSums{Total: 1, Spoiled: 1}},
		{"of two one is torn", []Event{sent, came("out", "", 0), sent, came("out", "", 0), came("spoiled", "out", 1)}, SheetSums{Total: 2, Out: 1, Spoiled: 1, Again: 1}},
		{"unknown, printed again, and found", []Event{sent, came("unknown", "", 0), sent, came("out", "", 0), again("unknown")}, SheetSums{Total: 2, Out: 2, Again: 1}},
		{"said to be none, and found", []Event{sent, unsent, came("out", "none", 0)}, SheetSums{Total: 1, Out: 1}},
		{"said to be none, printed again, and found", []Event{sent, unsent, sent, came("out", "", 0), came("out", "none", 0)}, SheetSums{Total: 2, Out: 2, Again: 1}},
		{"nobody had sent it", []Event{came("out", "", 0)}, SheetSums{Total: 1, Out: 1}},
		{"another copy", []Event{sent, came("out", "", 0), sheet(PrintIntended, somePass, PaperBody{Copy: 2})}, SheetSums{Total: 2, Out: 1, Intended: 1}},
	} {
		b := NewSheetBook(SheetSums{})
		for _, e := range c.log {
			if err := b.Add(e); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if b.Sums != c.want || !b.Sums.Proven() {
			t.Errorf("%s: %+v, want %+v", c.name, b.Sums, c.want)
		}
	}
	for name, log := range map[string][]Event{
		"an outcome there is not":           {sent, came("eaten", "", 0)},
		"intended is no outcome":            {sent, came("intended", "", 0)},
		"spoiled was out, and none was out": {sent, came("spoiled", "out", 0)},
		"another is said to be still out":   {sent, came("out", "", 0), came("spoiled", "out", 1)},
		"a second, and there is no first":   {sent, again("")},
		"a second that is counted already":  {sent, came("out", "", 0), sent, again("")},
		"none was said of no sheet":         {sent, came("out", "none", 0)},
		"none, and found twice":             {sent, unsent, came("out", "none", 0), came("out", "none", 0)},
		"none, and unknown":                 {sent, unsent, came("unknown", "none", 0)},
		"of no pass":                        {sheet(PrintIntended, "a name", PaperBody{Copy: 1})},
	} {
		b := NewSheetBook(SheetSums{})
		var err error
		for _, e := range log {
			err = errors.Join(err, b.Add(e))
		}
		if !errors.Is(err, ErrAccount) {
			t.Errorf("%s: %v, want ErrAccount", name, err)
		}
	}
}

// TestABookCountsOnFromItsClose: counting on from any close, with the open papers
// carried over and the others recalled, comes to what one book over the whole log
// comes to.
func TestABookCountsOnFromItsClose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := sheetsOf(t)
		whole := NewSheetBook(SheetSums{})
		for _, e := range log {
			if err := whole.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		cut := rapid.IntRange(0, len(log)).Draw(t, "close")
		first := NewSheetBook(SheetSums{})
		for _, e := range log[:cut] {
			_ = first.Add(e)
		}
		next := NewSheetBook(first.Sums)
		seen := map[string]bool{}
		for _, e := range log[cut:] {
			if !seen[e.Pass] {
				seen[e.Pass] = true
				before := slices.DeleteFunc(slices.Clone(log[:cut]), func(x Event) bool { return x.Pass != e.Pass })
				if err := next.Recall(before); err != nil {
					t.Fatal(err)
				}
			}
			if err := next.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		for _, p := range first.Open() {
			if seen[p.Number] {
				continue
			}
			if err := next.Carry(p); err != nil {
				t.Fatal(err)
			}
		}
		if next.Sums != whole.Sums || !slices.Equal(next.Open(), whole.Open()) {
			t.Fatalf("counted on: %+v, in one: %+v", next.Sums, whole.Sums)
		}
		if !whole.Sums.Proven() {
			t.Fatalf("%+v does not add up", whole.Sums)
		}
	})
}

// sheetsOf is a random log of sheets that may have happened.
func sheetsOf(t *rapid.T) []Event {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	b := NewSheetBook(SheetSums{})
	var log []Event
	for range r.IntN(40) {
		paper := PaperCopy{fmt.Sprintf("%014d", 1+r.IntN(3)), 1 + r.IntN(2)}
		e := sheet(PrintIntended, paper.Number, PaperBody{Copy: paper.Copy})
		if r.IntN(2) == 0 {
			body := PaperBody{Copy: paper.Copy, Outcome: Outcomes[r.IntN(3)], Was: []string{"", "", SheetUnknown, SheetOut}[r.IntN(4)]}
			if body.Was == SheetOut {
				body.Left = b.Of(paper).Out - 1
				if body.Outcome == SheetOut {
					body.Left++
				}
			}
			e = sheet(PrintedOut, paper.Number, body)
		}
		if b.Add(e) == nil {
			log = append(log, e)
		}
	}
	return log
}
