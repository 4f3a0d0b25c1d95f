package registry

import (
	"errors"
	"slices"
	"testing"
)

// skippedTo is the life of a pass of which a copy, or two, were skipped.
func skippedTo(t *testing.T, p PassState, copies ...int) PassState {
	t.Helper()
	for _, c := range copies {
		var err error
		if p, err = p.After(Event{No: p.LastEvent + 1, Kind: CopySkipped, Body: Body(ReasonBody{Copy: c})}); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// A guard turns away what was skipped when a later copy came out, and not before: until
// then it may be the paper in hand.
func TestAGuardAndASkippedCopy(t *testing.T) {
	once := skippedTo(t, told(t, PassState{}, "Issued"), 201)
	reprint := skippedTo(t, told(t, PassState{}, "Issued", "PrintIntended", "PrintedOut", "Reprinted old=void"), 201)
	for name, c := range map[string]struct {
		p    PassState
		gate bool
		good int
	}{
		"skipped":                      {once, false, 1},
		"skipped twice":                {skippedTo(t, once, 301), false, 1},
		"its place on its way":         {told(t, once, "PrintIntended"), false, 1},
		"its place spoiled":            {told(t, once, "PrintIntended", "PrintedOut spoiled"), false, 1},
		"its place came out":           {told(t, once, "PrintIntended", "PrintedOut"), true, 201},
		"cancelled":                    {told(t, once, "Cancelled"), true, 0},
		"recalled":                     {told(t, once, "RecallOrdered"), true, 0},
		"over":                         {told(t, once, "Expired"), false, 0},
		"the one before it is void":    {reprint, true, 2},
		"and the one in its place out": {told(t, reprint, "PrintIntended", "PrintedOut"), true, 201},
	} {
		if gate, good := c.p.ForGate(), c.p.GoodCopy(); gate != c.gate || good != c.good {
			t.Errorf("%s: for the gate %v from copy %d, want %v from %d", name, gate, good, c.gate, c.good)
		}
	}
}

// A recall fetches the copy that may be out, and whatever is said of it is said of that
// one, before the recall and behind it.
func TestWhatIsFetchedOfASkippedCopy(t *testing.T) {
	once := skippedTo(t, told(t, PassState{}, "Issued"), 201)
	recalled := told(t, once, "RecallOrdered")
	for name, c := range map[string]struct {
		p    PassState
		want []int
	}{
		"skipped":              {recalled, []int{1}},
		"skipped twice":        {skippedTo(t, recalled, 301), []int{1, 201}},
		"its place on its way": {told(t, once, "PrintIntended", "RecallOrdered"), []int{1, 201}},
		"its place came out":   {told(t, once, "PrintIntended", "PrintedOut", "RecallOrdered"), []int{201}},
	} {
		if got := c.p.ToFetch(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	over := told(t, once, "Expired")
	for _, c := range []struct {
		p      PassState
		kind   Kind
		status Status
		papers Papers
	}{
		{once, Signed, StatusSigned, "o"}, {recalled, Signed, StatusRecalled, "o"}, {recalled, Returned, StatusHandedIn, "r"},
		{recalled, ReturnRefused, StatusRefused, "o"}, {recalled, NotFound, StatusNotFound, "m"},
		{over, Returned, StatusReturned, "r"}, {over, Lost, StatusLost, "l"}, {over, Voided, StatusVoided, "v"},
	} {
		meant, err := c.p.Meant(c.kind)
		if err != nil || meant != 1 || !c.p.Finds(c.kind, meant) {
			t.Errorf("%s while %s is of copy %d, %v", c.kind, c.p.Status, meant, err)
		}
		e := Event{No: 50, Kind: c.kind, Body: Body(ReasonBody{Copy: meant, Elsewhere: true})}
		after, err := c.p.After(e)
		if err != nil || after.Status != c.status || after.Papers != c.papers || after.Copy != 1 || after.LastEvent != 50 {
			t.Errorf("%s while %s: %+v, %v", c.kind, c.p.Status, after, err)
		}
	}
	if meant, err := once.Meant(Returned); err != nil || meant != 1 {
		t.Errorf("what comes back before it is printed again is copy %d, %v", meant, err)
	}
	if signed, err := recalled.After(Event{No: 50, Kind: Signed, Body: Body(ReasonBody{Copy: 1})}); err != nil || signed.MaySign() || signed.ToFetch()[0] != 1 {
		t.Errorf("signed behind the recall: %+v, %v", signed, err)
	}
	if after, err := told(t, once, "PrintIntended").After(Event{No: 50, Kind: Voided, Body: Body(ReasonBody{Copy: 1, Elsewhere: true})}); !errors.Is(err, ErrIllegal) {
		t.Errorf("made void when its place is on its way: %+v, %v", after, err)
	}
}

// Events of builds that knew nothing of it mean what they meant.
func TestASkippedCopyThatCameBackBefore(t *testing.T) {
	recalled := told(t, skippedTo(t, told(t, PassState{}, "Issued"), 201), "RecallOrdered")
	after, err := recalled.After(Event{No: 50, Kind: Returned, Body: Body(ReasonBody{Copy: 1})})
	if err != nil || after.Status != StatusRecalled || after.Copy != 201 || after.Papers.Of(1) != PaperReturned {
		t.Errorf("%s copy %d, %v", after.Status, after.Copy, err)
	}
	after, err = recalled.After(Event{No: 50, Kind: Returned, Body: Body(ReasonBody{Copy: 201})})
	if err != nil || after.Status != StatusHandedIn || after.Copy != 201 {
		t.Errorf("%s copy %d, %v", after.Status, after.Copy, err)
	}
}
