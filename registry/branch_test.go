package registry

import (
	"errors"
	"testing"
)

// entered is the branch behind epochs: a station code, 0 the same, and where copies
// go on, 0 nowhere.
func entered(t *testing.T, epochs ...EpochBody) Branch {
	t.Helper()
	b, err := Branch{}.After(Event{No: 1, Kind: Opened, Body: Body(OpenedBody{Station: 131, Epoch: 1})})
	for i, e := range epochs {
		if err == nil {
			b, err = b.After(Event{No: int64(20 * (i + 1)), Kind: EpochTaken, Body: Body(e)})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Copies go on in the hundred of the epoch, and two epochs never share one, whatever
// codes the station had.
func TestCopiesGoOnInTheHundredOfTheEpoch(t *testing.T) {
	full := EpochBody{Epoch: 2, Reason: SerialsUsed}
	for name, c := range map[string]struct {
		epochs []EpochBody
		first  int
	}{
		"none was left":                 {nil, 0},
		"serials were used up":          {[]EpochBody{full}, 0},
		"restored":                      {[]EpochBody{{Epoch: 2, Copies: 201}}, 201},
		"epochs passed over":            {[]EpochBody{{Epoch: 5, Copies: 501}}, 501},
		"restored, then serials used":   {[]EpochBody{{Epoch: 2, Copies: 201}, {Epoch: 3, Reason: SerialsUsed}}, 201},
		"serials used, then restored":   {[]EpochBody{full, {Epoch: 3, Copies: 301}}, 301},
		"another code counts from one":  {[]EpochBody{{Epoch: 3, Copies: 301}, {Epoch: 1, Station: 901}, {Epoch: 2, Copies: 501}}, 501},
		"a copy that took another code": {[]EpochBody{{Epoch: 1, Station: 901, Copies: 201}}, 201},
	} {
		if b := entered(t, c.epochs...); b.First != c.first || (b.At > 0) != (c.first > 0) {
			t.Errorf("%s: copies go on at %d (event %d), want %d", name, b.First, b.At, c.first)
		}
	}
	for _, copies := range []int{2, 200, 202, 301} {
		b := entered(t)
		if after, err := b.After(Event{No: 20, Kind: EpochTaken, Body: Body(EpochBody{Epoch: 2, Copies: copies})}); !errors.Is(err, ErrIllegal) || after != b {
			t.Errorf("copies that go on at %d: %+v, %v", copies, after, err)
		}
	}
}

func numbered(t *testing.T, epoch int) Number {
	t.Helper()
	n, err := NewNumber("12", 131, epoch, 7, 1)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What comes behind the branch: the copy that is next, and no other.
func TestTheNextCopyBehindABranch(t *testing.T) {
	none, left := entered(t), entered(t, EpochBody{Epoch: 2, Copies: 201})
	older := told(t, PassState{}, "Issued", "PrintIntended", "PrintedOut", "Signed")
	newer, skipped := older, older
	newer.FirstEvent, newer.Number = 30, numbered(t, 2)
	back := older
	back.FirstEvent = 31
	skipped.Copy, skipped.Papers = 201, "o"
	full := older
	full.Copy = 300
	for name, c := range map[string]struct {
		branch Branch
		p      PassState
		next   int
		good   bool
	}{
		"no branch":                {none, older, 2, true},
		"a pass of before":         {left, older, 201, true},
		"one that went on already": {left, skipped, 202, true},
		"a pass of after":          {left, newer, 2, true},
		"one that came back":       {left, back, 201, true},
		"the hundred is full":      {left, full, 301, false},
	} {
		if next := c.branch.Next(c.p); next != c.next {
			t.Errorf("%s: next is copy %d, want %d", name, next, c.next)
		}
		for _, k := range []Kind{Reissued, Reprinted, Corrected, CopySkipped} {
			for copy := range c.next + 2 {
				err := c.branch.Check(c.p, Event{No: 40, Kind: k, Body: Body(ReasonBody{Copy: copy})})
				if good := c.good && copy == c.next; good != (err == nil) || !good && !errors.Is(err, ErrIllegal) {
					t.Errorf("%s: %s of copy %d: %v", name, k, copy, err)
				}
				if copy == c.next && !c.good && !errors.Is(err, ErrCopies) {
					t.Errorf("%s: %s: %v, want ErrCopies", name, k, err)
				}
			}
		}
	}
}

// What is still to be made, or would be once a recall is taken back, is skipped; what
// is known to be out, or ended, is not.
func TestWhatIsSkipped(t *testing.T) {
	left := entered(t, EpochBody{Epoch: 2, Copies: 201})
	for name, c := range map[string]struct {
		steps []string
		stale bool
	}{
		"not printed":                  {[]string{"Issued"}, true},
		"on its way":                   {[]string{"Issued", "PrintIntended"}, true},
		"spoiled":                      {[]string{"Issued", "PrintIntended", "PrintedOut spoiled"}, true},
		"the second copy":              {[]string{"Issued", "PrintIntended", "PrintedOut", "Reprinted"}, true},
		"recalled before it was made":  {[]string{"Issued", "RecallOrdered"}, true},
		"recalled on its way":          {[]string{"Issued", "PrintIntended", "RecallOrdered"}, true},
		"expired before it was made":   {[]string{"Issued", "Expired"}, true},
		"printed":                      {[]string{"Issued", "PrintIntended", "PrintedOut"}, false},
		"signed":                       {[]string{"Issued", "PrintIntended", "PrintedOut", "Signed"}, false},
		"signed, though not known out": {[]string{"Issued", "PrintIntended", "Signed"}, false},
		"not handed over":              {[]string{"Issued", "Cancelled"}, false},
		"recalled, out":                {[]string{"Issued", "PrintIntended", "PrintedOut", "RecallOrdered"}, false},
	} {
		p := told(t, PassState{}, c.steps...)
		if left.Stale(p) != c.stale || entered(t).Stale(p) {
			t.Errorf("%s: stale %v, without a branch %v", name, left.Stale(p), entered(t).Stale(p))
		}
		intent := Event{No: 40, Kind: PrintIntended, Body: Body(PaperBody{Copy: p.Copy})}
		if err := left.Check(p, intent); errors.Is(err, ErrIllegal) != c.stale {
			t.Errorf("%s: to print it: %v", name, err)
		}
		if !c.stale {
			continue
		}
		after, err := p.After(Event{No: 40, Kind: CopySkipped, Body: Body(ReasonBody{Copy: left.Next(p)})})
		if err != nil || after.Copy != 201 || after.Status != p.Status || left.Stale(after) || after.Papers.Of(p.Copy) != PaperSkipped || len(after.Papers) != 201 || after.ForGate() != (after.Status.UnderRecall() || p.Copy > 1) {
			t.Errorf("%s: skipped to %+v, %v", name, after, err)
		}
	}
}

// Whoever signs where the copy was skipped and no other was printed has the paper of
// before the branch: it is good, and the next copy comes behind the branch all the same.
func TestSignedForElsewhere(t *testing.T) {
	left := entered(t, EpochBody{Epoch: 2, Copies: 201})
	skipped := told(t, PassState{}, "Issued")
	skipped, err := skipped.After(Event{No: 21, Kind: CopySkipped, Body: Body(ReasonBody{Copy: 201})})
	if err != nil || skipped.PrintedElsewhere() != 1 {
		t.Fatalf("%+v, %v", skipped, err)
	}
	sign := Event{No: 22, Kind: Signed, Body: Body(ReasonBody{Copy: 1})}
	signed, err := skipped.After(sign)
	if err != nil || signed.Status != StatusSigned || signed.Copy != 1 || signed.Papers != "o" || signed.Unprinted() || signed.Unsigned() || left.Next(signed) != 201 {
		t.Errorf("signed: %+v, %v", signed, err)
	}
	printed := told(t, skipped, "PrintIntended")
	if after, err := printed.After(sign); printed.PrintedElsewhere() != 0 || err == nil && after.Signed == 1 {
		t.Errorf("signed for copy 1 when copy 201 is on its way: %+v, %v", after, err)
	}
	if recalled := told(t, skipped, "RecallOrdered"); recalled.Status != StatusRecalled {
		t.Errorf("recalled, though a paper may be out: %s", recalled.Status)
	}
}
