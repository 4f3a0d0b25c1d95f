package registry

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// lifeOf begins with a status and the papers behind it.
func lifeOf(t *testing.T, s Status, papers Papers) PassState {
	t.Helper()
	n, err := NewNumber("12", 131, 1, 7, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := PassState{Number: n, Copy: len(papers), Status: s, Papers: papers, FirstEvent: 2, LastEvent: 8, Record: 2, Issued: civil.New(2020, 2, 18)}
	if p.Papers.Of(p.Copy) == PaperOut {
		p.Intended, p.Printed = p.Copy, p.Copy
	}
	if s == "" {
		return PassState{}
	}
	return p
}

// stepOf is an event of the kind that fits the state, but for its kind.
func stepOf(p PassState, k Kind) Event {
	e := Event{No: 9, Kind: k, Pass: p.Number.String()}
	if p.Status == "" {
		n, _ := NewNumber("12", 131, 1, 7, 1)
		e.Pass = n.String()
	}
	switch k {
	case Issued, Reissued:
		e.Body = Body(IssuedBody{Epoch: 1, Serial: 1, Copy: p.Copy + 1})
	case Reprinted, CopySkipped:
		e.Body = Body(ReasonBody{Copy: p.Copy + 1})
	case Corrected:
		e.Body = Body(CorrectedBody{Copy: p.Copy + 1})
	case PrintIntended:
		e.Body = Body(PaperBody{Copy: p.Copy})
	case PrintedOut:
		e.Body = Body(PaperBody{Copy: p.Copy, Outcome: "out"})
	default:
		e.Body = Body(ReasonBody{Copy: p.Copy})
	}
	return e
}

// legalSteps are the life of a pass as its users would tell it, with the paper of
// the latest copy where that decides. What is not here is refused.
const legalSteps = `
none   Issued issued
issued/n PrintIntended issued; PrintedOut printed; Signed signed; Cancelled cancelled; Corrected issued; Expired expired; RecallOrdered recalled_returned; CopySkipped issued
issued/o PrintIntended issued; PrintedOut printed; Signed signed; Cancelled cancelled; Corrected issued; Expired expired; RecallOrdered recalled
printed/o PrintIntended printed; PrintedOut printed; Signed signed; Cancelled cancelled; Reprinted issued; Corrected issued; Voided voided; Lost lost; Returned returned; Expired expired; RecallOrdered recalled
signed/o PrintIntended signed; PrintedOut signed; Reprinted issued; Corrected issued; Voided voided; Lost lost; Returned returned; Expired expired; RecallOrdered recalled
cancelled/c PrintedOut cancelled; Corrected issued; Reissued issued; Returned returned; RecallOrdered recalled_returned
voided/v PrintedOut voided; Reprinted issued; Corrected issued; Reissued issued; Returned returned; RecallOrdered recalled_returned
lost/l PrintedOut lost; Reprinted issued; Corrected issued; Reissued issued; Returned returned; RecallOrdered not_found
returned/r PrintedOut returned; Corrected issued; Reissued issued; RecallOrdered recalled_returned
expired/o PrintedOut expired; Corrected issued; Reissued issued; Voided voided; Lost lost; Returned returned; RecallOrdered recalled
expired/n PrintedOut expired; Corrected issued; Reissued issued; Voided voided; Lost lost; Returned returned; RecallOrdered recalled_returned; CopySkipped expired
recalled/o PrintedOut recalled; Reissued issued; Returned recalled_returned; ReturnRefused refused; NotFound not_found; Reinstated printed; Signed recalled
recalled/n PrintedOut recalled; Reissued issued; Returned recalled_returned; ReturnRefused refused; NotFound not_found; Reinstated issued; CopySkipped recalled; Signed recalled
refused/o PrintedOut refused; Returned recalled_returned; ReturnRefused refused; NotFound not_found; Reinstated printed
not_found/m PrintedOut not_found; Reissued issued; Returned recalled_returned; ReturnRefused refused; NotFound not_found; Reinstated reinstated
recalled_returned/r PrintedOut recalled_returned; Reissued issued; Reinstated reinstated
recalled_returned/c PrintedOut recalled_returned; Reissued issued; Reinstated reinstated
recalled_returned/n PrintedOut recalled; Reissued issued; Reinstated issued; CopySkipped recalled_returned
reinstated/r PrintedOut reinstated; Reprinted issued; Corrected issued; Reissued issued; Returned returned; RecallOrdered recalled_returned
reinstated/m PrintedOut reinstated; Reprinted issued; Corrected issued; Reissued issued; Returned returned; RecallOrdered not_found
`

// TestEveryStepOfALife walks every state with every kind of event there is.
func TestEveryStepOfALife(t *testing.T) {
	seen := map[Status]bool{}
	for line := range strings.Lines(strings.TrimSpace(legalSteps)) {
		at, list, _ := strings.Cut(strings.TrimSpace(line), " ")
		status, paper, _ := strings.Cut(at, "/")
		legal := map[Kind]Status{}
		for step := range strings.SplitSeq(list, ";") {
			f := strings.Fields(step)
			legal[Kind(f[0])] = Status(f[1])
		}
		before := lifeOf(t, Status(strings.TrimPrefix(status, "none")), Papers(paper))
		seen[before.Status] = true
		allowed := map[Kind]bool{}
		for _, k := range Allowed(before.Status) {
			allowed[k] = true
		}
		for _, k := range everyKind {
			after, err := before.After(stepOf(before, k))
			want, ok := legal[k]
			switch {
			case ok && (err != nil || after.Status != want || after.LastEvent != 9):
				t.Errorf("%s after %s: %+v, %v, want %s", k, at, after, err, want)
			case !ok && (!errors.Is(err, ErrIllegal) || after != before):
				t.Errorf("%s after %s: %+v, %v, want ErrIllegal", k, at, after, err)
			}
		}
		if _, none := legal[CopySkipped]; !none && before.Papers.Of(before.Copy) != PaperNone {
			delete(allowed, CopySkipped) // of a paper that is known the status alone does not refuse it
		}
		if got := slices.Sorted(maps.Keys(legal)); !slices.Equal(got, slices.Sorted(maps.Keys(allowed))) {
			t.Errorf("allowed after %s: %v, want %v", at, Allowed(before.Status), got)
		}
	}
	for _, s := range append([]Status{""}, Statuses...) {
		if !seen[s] {
			t.Errorf("no line walks from %q", s)
		}
	}
}

// everyKind are the kinds of events that there are, of passes or not.
var everyKind = []Kind{
	Opened, OperatorAdded, EpochTaken, ListImported, Issued, Reissued, Reprinted, Refused, Parked, SpecialRecorded, Overridden, Settled,
	AppealLodged, AppealDecided, AppealReopened, PrintIntended, PrintedOut, Signed, Cancelled, RecallOrdered, Returned, ReturnRefused, NotFound,
	Lost, Corrected, Reinstated, Expired, Voided, Exported, DayOpened, Closed, PaperCompared, Viewed, WatchLifted, SettingChanged, RecoveryChecked,
	PassphraseReset, PassphraseChanged, OperatorDisabled, RecoveryMade, BackedUp, Restored, LicenceTaken,
	CopySkipped,
}

func TestEveryStatusIsReached(t *testing.T) {
	reached := map[Status]bool{"": true}
	for _, steps := range life {
		for _, next := range steps {
			for _, s := range next {
				reached[s] = true
			}
		}
	}
	if len(reached) != len(Statuses)+1 || len(life) != len(reached) {
		t.Errorf("%d statuses are reached, %d have steps, %d are listed", len(reached)-1, len(life)-1, len(Statuses))
	}
	for _, s := range Statuses {
		if !reached[s] || life[s] == nil {
			t.Errorf("status %q: reached %v, steps %v", s, reached[s], life[s])
		}
	}
}

// told tells a life by its kinds: "Lost 1" is about copy 1, "Reprinted old=void" says
// what became of the paper before.
func told(t *testing.T, p PassState, steps ...string) PassState {
	t.Helper()
	for _, step := range steps {
		kind, what, _ := strings.Cut(step, " ")
		e := stepOf(p, Kind(kind))
		copy := 0
		if _, err := fmt.Sscanf(what, "%d", &copy); err == nil {
			e.Body = Body(ReasonBody{Copy: copy})
		}
		if old, ok := strings.CutPrefix(what, "old="); ok {
			e.Body = Body(CorrectedBody{Copy: p.Copy + 1, Old: old}) // ReasonBody names both alike
		}
		if what == "spoiled" || what == "unknown" {
			e.Body = Body(PaperBody{Copy: p.Copy, Outcome: what})
		}
		var err error
		if p, err = p.After(e); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	return p
}

func TestPapersOfALife(t *testing.T) {
	issued := []string{"Issued", "PrintIntended", "PrintedOut", "Signed"}
	for name, c := range map[string]struct {
		steps       []string
		status      Status
		papers      Papers
		outstanding []int
	}{
		"a correction leaves the old paper out":            {[]string{"Corrected"}, StatusIssued, "on", []int{1}},
		"until it comes back":                              {[]string{"Corrected", "Returned 1"}, StatusIssued, "rn", nil},
		"or is known to be lost":                           {[]string{"Corrected", "PrintedOut", "Lost 1"}, StatusPrinted, "lo", nil},
		"or is void":                                       {[]string{"Corrected", "PrintedOut", "Signed", "Voided 1"}, StatusSigned, "vo", nil},
		"a correction that says so at once":                {[]string{"Corrected old=returned"}, StatusIssued, "rn", nil},
		"a reprint of a lost paper":                        {[]string{"Reprinted old=lost"}, StatusIssued, "ln", nil},
		"recalled, and the signature of before is entered": {[]string{"Reprinted", "PrintedOut", "RecallOrdered", "Signed", "Reinstated"}, StatusSigned, "oo", []int{1}},
		"lost, reprinted, and found later":                 {[]string{"Lost", "Reprinted", "PrintedOut", "Returned 1"}, StatusPrinted, "ro", nil},
		"two old papers":                                   {[]string{"Reprinted", "PrintedOut", "Corrected"}, StatusIssued, "oon", []int{1, 2}},
		"recalled and given back":                          {[]string{"RecallOrdered", "Returned"}, StatusHandedIn, "r", nil},
		"refused, then not found, then given back":         {[]string{"RecallOrdered", "ReturnRefused", "NotFound", "Returned"}, StatusHandedIn, "r", nil},
		"reinstated with the paper in hand":                {[]string{"RecallOrdered", "ReturnRefused", "Reinstated"}, StatusSigned, "o", nil},
		"not found, then refused, then reinstated":         {[]string{"RecallOrdered", "NotFound", "ReturnRefused", "Reinstated"}, StatusSigned, "o", nil},
		"reinstated without it":                            {[]string{"RecallOrdered", "Returned", "Reinstated"}, StatusReinstated, "r", nil},
		"and then the next copy":                           {[]string{"RecallOrdered", "Returned", "Reinstated", "Reprinted"}, StatusIssued, "rn", nil},
		"reinstated though it was not found":               {[]string{"RecallOrdered", "NotFound", "Reinstated", "Reissued"}, StatusIssued, "mn", nil},
		"a lost paper of a recalled pass turns up":         {[]string{"Lost", "RecallOrdered", "Returned"}, StatusHandedIn, "r", nil},
		"expired and issued again, the old one out":        {[]string{"Expired", "Reissued"}, StatusIssued, "on", []int{1}},
		"expired, recalled, reinstated":                    {[]string{"Expired", "RecallOrdered", "Reinstated"}, StatusSigned, "o", nil},
		"recalled while the next copy is not there":        {[]string{"Reprinted", "RecallOrdered"}, StatusHandedIn, "on", []int{1}},
		"what came out then":                               {[]string{"Reprinted", "PrintIntended", "RecallOrdered", "PrintedOut"}, StatusRecalled, "oo", []int{1}},
		"a spoiled sheet is no paper":                      {[]string{"Reprinted", "PrintIntended", "PrintedOut spoiled"}, StatusIssued, "on", []int{1}},
		"nor is one that nobody knows of":                  {[]string{"Reprinted", "PrintIntended", "PrintedOut unknown"}, StatusIssued, "on", []int{1}},
		"a void paper turns up":                            {[]string{"Voided", "Returned"}, StatusReturned, "r", nil},
		"the earlier copy came back, then the later":       {[]string{"Corrected", "PrintedOut", "Returned 1", "Returned"}, StatusReturned, "rr", nil},
		"not handed over after the reprint of another":     {[]string{"Reprinted", "PrintedOut", "Cancelled", "Returned 1"}, StatusCancelled, "rc", nil},
	} {
		p := told(t, PassState{}, append(slices.Clone(issued), c.steps...)...)
		if p.Status != c.status || p.Papers != c.papers || !slices.Equal(p.Outstanding(), c.outstanding) || len(p.Papers) != p.Copy {
			t.Errorf("%s: %s, papers %q, outstanding %v; want %s, %q, %v", name, p.Status, p.Papers, p.Outstanding(), c.status, c.papers, c.outstanding)
		}
	}
}

func TestCopiesThatCannotBe(t *testing.T) {
	p := told(t, PassState{}, "Issued", "PrintedOut", "Reprinted", "PrintedOut", "Returned 1")
	for name, e := range map[string]Event{
		"a copy that came back comes back":   {Kind: Returned, Body: Body(ReasonBody{Copy: 1})},
		"one that came back is lost":         {Kind: Lost, Body: Body(ReasonBody{Copy: 1})},
		"one that was never made is lost":    {Kind: Lost, Body: Body(ReasonBody{Copy: 3})},
		"a reprint of the same copy":         {Kind: Reprinted, Body: Body(ReasonBody{Copy: 2})},
		"a second signature in a recall":     {Kind: Signed, Body: Body(ReasonBody{Copy: 2})},
		"a copy that is known is skipped":    {Kind: CopySkipped, Body: Body(ReasonBody{Copy: 3})},
		"an old paper that ended otherwise":  {Kind: Corrected, Body: Body(CorrectedBody{Copy: 3, Old: "burnt"})},
		"an issue to another number":         {Kind: Reissued, Pass: "12931120000203", Body: Body(IssuedBody{Copy: 3})},
		"a paper of a copy that is not made": {Kind: PrintedOut, Body: Body(PaperBody{Copy: 3, Outcome: "out"})},
	} {
		if e.No = 9; e.Pass == "" {
			e.Pass = p.Number.String()
		}
		p := p
		if e.Kind == Signed {
			p = told(t, p, "Signed", "RecallOrdered")
		}
		if after, err := p.After(e); err == nil || after != p {
			t.Errorf("%s: %+v, %v", name, after, err)
		}
	}
	unprinted := told(t, PassState{}, "Issued")
	if after, err := unprinted.After(Event{No: 9, Kind: Corrected, Body: Body(CorrectedBody{Copy: 2, Old: "void"})}); !errors.Is(err, ErrIllegal) || after != unprinted {
		t.Errorf("an old paper that there was not: %+v, %v", after, err)
	}
}

func TestTermIsOver(t *testing.T) {
	p := PassState{Status: StatusSigned, Expires: civil.New(2020, 3, 2)}
	for day, want := range map[civil.Date]bool{civil.New(2020, 3, 1): false, civil.New(2020, 3, 2): false, civil.New(2020, 3, 3): true} {
		if p.Over(day) != want {
			t.Errorf("on %s: over %v", day, !want)
		}
	}
	if p.Status = StatusExpired; p.Over(civil.New(2020, 3, 3)) {
		t.Error("a pass expires twice")
	}
	if p = (PassState{Status: StatusSigned}); p.Over(civil.New(2030, 1, 1)) {
		t.Error("a pass without a term expires")
	}
}

func TestUniquenessSeesEveryState(t *testing.T) {
	for s, want := range map[Status]string{
		StatusIssued: "active", StatusPrinted: "active", StatusSigned: "active", StatusCancelled: "returned", StatusVoided: "returned",
		StatusReturned: "returned", StatusLost: "lost", StatusExpired: "expired", StatusRecalled: "recalled", StatusRefused: "refused",
		StatusNotFound: "not_found", StatusHandedIn: "recalled_returned", StatusReinstated: "reinstated",
	} {
		if got := s.Uniqueness(); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}
