package unique_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// said is what a decision says to a person, without the record it was made against.
func said(d unique.Decision) [4]string {
	words := slices.Clone(d.Warnings)
	slices.Sort(words)
	all := ""
	for _, w := range words {
		all += w + " "
	}
	return [4]string{d.Outcome, d.Warning, d.Key, all}
}

// plain shows a synthetic person in full: somebody's people are nobody.
func plain(p unique.Person) string {
	b, _ := json.Marshal(p)
	return string(b)
}

// town is n people of somebody's small town.
func town(rng *rand.Rand, n int) []unique.Person {
	list := make([]unique.Person, n)
	for i := range list {
		list[i] = somebody(rng)
	}
	return list
}

// TestOrderOfRecordsIsNothing: a store may hand over the records in any order,
// and two stations hold them in different ones.
func TestOrderOfRecordsIsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 8000 {
		existing, application := town(rng, 2+rng.IntN(4)), somebody(rng)
		want := unique.Decide(existing, application, ruleDay)
		rng.Shuffle(len(existing), func(i, j int) { existing[i], existing[j] = existing[j], existing[i] })
		if got := unique.Decide(existing, application, ruleDay); said(got) != said(want) {
			t.Fatalf("%+v: %v, in another order %v; records %+v", application, said(want), said(got), existing)
		}
	}
}

// TestStrangersChangeNothing: a record that shares neither number, name nor birth
// with the application leaves the decision as it is.
func TestStrangersChangeNothing(t *testing.T) {
	stranger := unique.Person{OwnScheme: "RIC18", OwnNumber: "330204194605129036", Name: "样例老", Birth: civil.New(1946, 5, 12), Sex: "M", Station: "S3", Status: "active"}
	strangersChild := unique.Person{PrintedNumber: "330204194605129036", PrintedOwner: "grandfather", Name: "样例孙", Birth: civil.New(2011, 11, 30), Sex: "F", Station: "S3", Status: "active"}
	rng := rand.New(rand.NewPCG(7, 8))
	for range 5000 {
		existing, application := town(rng, rng.IntN(4)), somebody(rng)
		want := unique.Decide(existing, application, ruleDay)
		at := rng.IntN(len(existing) + 1)
		with := slices.Insert(slices.Clone(existing), at, stranger, strangersChild)
		if got := unique.Decide(with, application, ruleDay); said(got) != said(want) || len(got.Related) != len(want.Related) {
			t.Fatalf("%+v: %v, beside strangers %v", application, said(want), said(got))
		}
	}
}

// TestNobodyTwice: whoever has an active pass of this station is never issued a
// second one, whatever else the register holds.
func TestNobodyTwice(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 8000 {
		p := somebody(rng)
		p.Station, p.Status = "S1", "active"
		existing := slices.Insert(town(rng, rng.IntN(4)), 0, p)
		d := unique.Decide(existing, p, ruleDay)
		if d.Outcome == unique.Issue || d.Outcome == unique.Reissue {
			t.Fatalf("%+v: %s %v beside its own active pass; records %+v", p, d.Outcome, d.Warnings, existing)
		}
	}
}

// TestMergeIsSymmetric: whichever of two stations' bundles comes first, the same
// pair is in conflict, and the first issued number stands.
func TestMergeIsSymmetric(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	conflicts := 0
	for range 8000 {
		a, b := somebody(rng), somebody(rng)
		a.Station, a.Status, a.Issued = "S1", "active", "2020-02-16T09:00:00Z"
		b.Station, b.Status, b.Issued = "S2", "active", "2020-02-16T10:00:00Z"
		ab, ba := unique.Decide([]unique.Person{a}, b, ruleDay), unique.Decide([]unique.Person{b}, a, ruleDay)
		if (ab.Outcome == unique.Conflict) != (ba.Outcome == unique.Conflict) {
			t.Fatalf("%s and %s: %v, the other way about %v", plain(a), plain(b), said(ab), said(ba))
		}
		if ab.Outcome == unique.Conflict {
			conflicts++
			if ab.NewStands || !ba.NewStands {
				t.Fatalf("%+v and %+v: the later number stands", a, b)
			}
		}
	}
	if conflicts < 100 {
		t.Errorf("only %d conflicts: nothing was shown", conflicts)
	}
}

// TestLimits: the ages of the rules are a scheme's to set.
func TestLimits(t *testing.T) {
	child := unique.Person{PrintedNumber: "330212198505059315", PrintedOwner: "father", Name: "样例长子", Birth: civil.New(2003, 1, 1), Sex: "M", Status: "active"}
	for _, c := range []struct {
		limits           unique.Limits
		outcome, warning string
	}{
		{unique.Usual, unique.Supervisor, "minor_age"},
		{unique.Limits{Card: 18, Adult: 18, ParentNear: 16, ParentFar: 60}, unique.Issue, ""},
		{unique.Limits{Card: 18, Adult: 18, ParentNear: 18, ParentFar: 60}, unique.Supervisor, "parent_age"},
		{unique.Limits{Card: 18, Adult: 18, ParentNear: 10, ParentFar: 17}, unique.Issue, "parent_age"},
	} {
		if d := c.limits.Decide(nil, child, ruleDay); d.Outcome != c.outcome || d.Warning != c.warning {
			t.Errorf("%+v: got %s %q, want %s %q", c.limits, d.Outcome, d.Warning, c.outcome, c.warning)
		}
	}
}
