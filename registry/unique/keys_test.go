package unique_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

func TestKeys(t *testing.T) {
	var child, adult, fifteen, renewed unique.Person
	for raw, into := range map[string]*unique.Person{
		with(eldest, `"status"`, `"other_parent":"330203198706069345","status"`): &child,
		father: &adult,
		with(father, "330212198505059315", "330204460512903", "1985-05-05", "1946-05-12"): &fifteen,
		with(hkAdult, "H91234567", "H9123456702"):                                         &renewed,
	} {
		if err := json.Unmarshal([]byte(raw), into); err != nil {
			t.Fatal(err)
		}
	}
	k := unique.Keys(child)
	for _, c := range []struct{ what, got, want string }{
		{"K2", k.K2, "RIC18:330212198505059315|20140401|M|样例长子|0"},
		{"K3", k.K3, "样例长子|20140401|M"},
		{"K4", k.K4, "RIC18:330203198706069345|RIC18:330212198505059315|20140401|M|样例长子"},
		{"K1 of a child without a number", k.K1, ""},
		{"printed", k.Printed, "RIC18:330212198505059315"},
		{"K1", unique.Keys(adult).K1, "RIC18:330212198505059315"},
		{"printed of an adult", unique.Keys(adult).Printed, ""},
		{"K1 of 15 digits", unique.Keys(fifteen).K1, "RIC18:330204194605129036"},
		{"K1 of a renewed permit", unique.Keys(renewed).K1, "HK_PERMIT:H91234567"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if unique.Keys(child).Same(unique.Keys(adult)) {
		t.Error("the printed number makes father and child the same person")
	}
}

// related are the records that share a key with the application: what a store
// with blind indexes would fetch.
func related(pool []unique.Person, application unique.Person) []unique.Person {
	mine := unique.Keys(application).All()
	var found []unique.Person
	for _, p := range pool {
		if slices.ContainsFunc(unique.Keys(p).All(), func(k unique.Key) bool { return slices.Contains(mine, k) }) {
			found = append(found, p)
		}
	}
	return found
}

// sameDecision compares what two lists of candidates lead to.
func sameDecision(t *testing.T, pool []unique.Person, application unique.Person) {
	t.Helper()
	few := related(pool, application)
	all, some := unique.Decide(pool, application, ruleDay), unique.Decide(few, application, ruleDay)
	if all.Outcome != some.Outcome || !slices.Equal(all.Warnings, some.Warnings) || all.Key != some.Key {
		t.Errorf("%+v: the whole register says %s %v, the candidates %s %v", application, all.Outcome, all.Warnings, some.Outcome, some.Warnings)
		return
	}
	if (all.Against < 0) != (some.Against < 0) || all.Against >= 0 && !reflect.DeepEqual(pool[all.Against], few[some.Against]) {
		t.Errorf("%+v: decided against another record", application)
	}
	if len(all.Related) != len(some.Related) {
		t.Errorf("%+v: %d related in the whole register, %d among the candidates", application, len(all.Related), len(some.Related))
	}
}

// TestCandidatesAreEnough: fetching by keys decides as the whole register does.
func TestCandidatesAreEnough(t *testing.T) {
	var pool, applications []unique.Person
	for _, row := range readTable(t, "../../testdata/rules/uniqueness.tsv") {
		existing, application := readCase(t, row)
		if !strings.Contains(application.Number, "*") { // a masked recall is searched for, not looked up
			sameDecision(t, existing, application)
		}
		pool, applications = append(pool, existing...), append(applications, application)
	}
	for _, a := range applications {
		if a.Event == "" {
			sameDecision(t, pool, a)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		var town []unique.Person
		for range 12 {
			town = append(town, somebody(rng))
		}
		for range 10 {
			sameDecision(t, town, somebody(rng))
		}
	}
}

// somebody is a person of a very small town, so that people collide in every way.
func somebody(rng *rand.Rand) unique.Person {
	pick := func(words ...string) string { return words[rng.IntN(len(words))] }
	births := []civil.Date{civil.New(2014, 4, 1), civil.New(2014, 1, 4), civil.New(2014, 4, 2), civil.New(2016, 8, 8), {}}
	p := unique.Person{
		Name: pick("样例长子", "样例 长子", "样例轩", "样例萱", "闫样例", "閆样例", "样例之子", "SAMPLE TESTPERSON", "TESTPERSON SAMPLE"),
		Sex:  pick("M", "M", "F", "F", ""), Station: pick("S1", "S1", "S2", ""), Status: pick("active", "active", "recalled", "lost", "returned"),
		Birth: births[rng.IntN(len(births))],
	}
	if rng.IntN(3) == 0 {
		p.OwnScheme, p.OwnNumber = "RIC18", pick("330212201404019319", "330212198505059315", "330203198706069345", "330212198505059235")
		if rng.IntN(4) == 0 {
			p.OwnScheme, p.OwnNumber = pick("PASSPORT:USA", "PASSPORT:GBR", "HK_PERMIT"), pick("912345678", "H91234567")
		}
		p.Birth = civil.Date{}
		p.Sex = ""
		if rng.IntN(2) == 0 {
			return p
		}
	}
	p.PrintedNumber, p.PrintedOwner = pick("330212198505059315", "330203198706069345", "330204195001019017"), pick("father", "mother", "grandmother")
	p.OtherParent = pick("", "", "330203198706069345", "330212198505059315")
	p.BirthOrder = rng.IntN(3)
	p.BirthCert = pick("", "", "", "T330123456", "T330123457")
	return p
}

// TestIssueNeverBreaksAHardKey: who is issued as a new person shares no hard key
// with anybody, so that a unique index over them never refuses an issue; and the
// same application twice is never issued twice.
func TestIssueNeverBreaksAHardKey(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	issued := 0
	for range 150 {
		var register []unique.Person
		for range 25 {
			p := somebody(rng)
			p.Station, p.Status = "S1", "active"
			d := unique.Decide(register, p, ruleDay)
			if d.Outcome != unique.Issue {
				continue
			}
			issued++
			for _, q := range register {
				if unique.Keys(p).Same(unique.Keys(q)) {
					t.Fatalf("issued %+v (%v) beside %+v: one hard key", p, d.Warnings, q)
				}
			}
			register = append(register, p)
			if again := unique.Decide(register, p, ruleDay); again.Outcome == unique.Issue {
				t.Fatalf("issued twice: %+v, %v", p, again.Warnings)
			}
		}
	}
	if issued < 500 {
		t.Errorf("only %d were issued: the town is too small to show anything", issued)
	}
}

// FuzzDecide: no JSON makes the rules panic, and every decision is complete.
func FuzzDecide(f *testing.F) {
	for _, row := range readTable(f, "../../testdata/rules/uniqueness.tsv") {
		f.Add([]byte(row["existing"]), []byte(row["new"]))
	}
	f.Add([]byte(`[{"own_number":1e9,"birth_order":"2","guardian":{"relation":"\u0000","document":{"number":"x"}}}]`), []byte(`{"event":"recall","number":"***","name":"x"}`))
	outcomes := []string{"ISSUE", "REISSUE", "UPGRADE", "BLOCK", "ASK_SUPERVISOR", "REFER_POLICE", "CONFLICT", "RECALL_ONE", "ASK"}
	f.Fuzz(func(t *testing.T, rawExisting, rawNew []byte) {
		var existing []unique.Person
		var application unique.Person
		if json.Unmarshal(rawExisting, &existing) != nil || json.Unmarshal(rawNew, &application) != nil {
			return
		}
		d := unique.Decide(existing, application, ruleDay)
		if !slices.Contains(outcomes, d.Outcome) || d.Reason.ZH == "" || d.Reason.EN == "" || d.Against < -1 || d.Against >= len(existing) {
			t.Errorf("%s: incomplete decision %+v", rawNew, d)
		}
		if d.Outcome == unique.RecallOne && d.Against < 0 {
			t.Errorf("%s: recalls nobody", rawNew)
		}
		for _, i := range d.Related {
			if i < 0 || i >= len(existing) || i == d.Against {
				t.Errorf("%s: related to %d", rawNew, i)
			}
		}
	})
}

func BenchmarkDecide(b *testing.B) {
	for _, n := range []int{0, 5, 50} {
		var application unique.Person
		if err := json.Unmarshal([]byte(eldest), &application); err != nil {
			b.Fatal(err)
		}
		existing := make([]unique.Person, n)
		for i := range existing {
			existing[i] = application
			existing[i].Name = fmt.Sprintf("样例%c", '一'+i)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				unique.Decide(existing, application, ruleDay)
			}
		})
	}
}
