package unique_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/unique"
)

// citizen is somebody under a citizen's number; near gives one whose date is a slip
// or two from the date given.
func citizen(rng *rand.Rand, birth civil.Date, near bool) (unique.Person, civil.Date) {
	if near {
		birth = []civil.Date{birth, birth.AddDays(1), birth.AddDays(10), civil.New(birth.Year()+10, birth.Month(), birth.Day()), civil.New(birth.Year()-27, birth.Month(), birth.Day())}[rng.IntN(5)]
	} else {
		birth = civil.New(1930, 1, 1).AddDays(rng.IntN(32000))
	}
	p := somebody(rng)
	return unique.Person{
		OwnScheme: "RIC18", OwnNumber: checked(fmt.Sprintf("330212%s%03d", birth.Compact(), rng.IntN(3)*100+5)), Name: p.Name, Birth: birth,
		Station: p.Station, Status: p.Status, Role: "holder",
	}, birth
}

// checked is the number with the one check character that fits.
func checked(seventeen string) string {
	for _, c := range "0123456789X" {
		if number := seventeen + string(c); iddoc.Read(number, "RIC18", ruleDay).Valid {
			return number
		}
	}
	return ""
}

// TestStrangersNeverSpeak: whom Stranger rules out changes no decision, whatever
// else stands in the register.
func TestStrangersNeverSpeak(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	ruledOut, kept := 0, 0
	for range 12000 {
		application, born := somebody(rng), civil.Date{}
		if rng.IntN(2) == 0 {
			application, born = citizen(rng, civil.Date{}, false)
			application.Role, application.Status = "", ""
		} else if born = application.Birth; born.IsZero() {
			continue
		}
		namesake, hisBirth := citizen(rng, born, rng.IntN(2) == 0)
		namesake.Name = application.Name
		if !nameOnly(application, namesake) {
			continue
		}
		existing := town(rng, rng.IntN(3))
		want := unique.Decide(existing, application, ruleDay)
		at := rng.IntN(len(existing) + 1)
		got := unique.Decide(slices.Insert(slices.Clone(existing), at, namesake), application, ruleDay)
		if !unique.Stranger(born, hisBirth) {
			if said(got) != said(want) {
				kept++
			}
			continue
		}
		if ruledOut++; said(got) != said(want) || len(got.Related) != len(want.Related) {
			t.Fatalf("%s: %v, with %s ruled out %v", plain(application), said(got), plain(namesake), said(want))
		}
	}
	if ruledOut < 1200 || kept < 120 {
		t.Errorf("%d ruled out, %d kept who speak: nothing was shown", ruledOut, kept)
	}
}

// nameOnly reports that two people share no key but the name's.
func nameOnly(a, b unique.Person) bool {
	theirs := unique.Keys(b).All()
	return !slices.ContainsFunc(unique.Keys(a).All(), func(k unique.Key) bool { return !unique.NameOnly(k.Kind) && slices.Contains(theirs, k) })
}
