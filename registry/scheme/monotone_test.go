package scheme_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// worse is one bad thing more that is true of a person.
type worse struct {
	name string
	add  func(d dice, in *scheme.Inputs)
}

var badFacts = []string{"confirmed", "clinical", "suspected", "fever_case", "asymptomatic", "close_contact", "positive_test", "in_isolation_home_red",
	"in_isolation_central_red", "in_isolation", "in_isolation_home", "in_isolation_central", "isolation_not_contact", "from_key_area", "been_to_key_area",
	"from_specific_area", "fever", "dyspnea", "respiratory", "symptoms", "contact_fever_patient", "same_stairwell", "cross_province", "higher_risk_county",
	"case_not_14d", "contact_not_14d", "from_highrisk_lt14", "contact_with_highrisk_lt14", "code_red", "code_yellow"}

// worsenings are a bad fact, with a day and without, and what else speaks against
// somebody on the day itself.
func worsenings() []worse {
	list := []worse{
		{"38.4 °C", func(_ dice, in *scheme.Inputs) { hot := 38.4; in.Temp = &hot }},
		{"a fever now", func(_ dice, in *scheme.Inputs) { in.Now = append(slices.Clone(in.Now), "fever") }},
		{"symptoms now", func(_ dice, in *scheme.Inputs) { in.Now = append(slices.Clone(in.Now), "symptoms") }},
		{"a positive test", func(d dice, in *scheme.Inputs) {
			in.NAAT = append(slices.Clone(in.NAAT), scheme.Test{Day: d.past(), Result: scheme.Positive})
		}},
		{"a false statement", func(_ dice, in *scheme.Inputs) { in.FalseStatement = scheme.Yes }},
	}
	for _, f := range badFacts {
		list = append(list, worse{f, func(_ dice, in *scheme.Inputs) { in.Facts = append(slices.Clone(in.Facts), f) }})
		// A code seen later takes the place of one seen before; the day of an isolation
		// says how many days of it are done, and clears.
		if !strings.HasPrefix(f, "code_") && !isolation(f) {
			list = append(list, worse{f + " on a day", func(d dice, in *scheme.Inputs) {
				in.Dated = append(slices.Clone(in.Dated), scheme.DatedFact{Fact: f, On: d.past()})
			}})
		}
	}
	return list
}

func isolation(fact string) bool { return strings.Contains(fact, "isolation") }

func (d dice) past() civil.Date { return d.anchor.AddDays(-d.IntN(25)) }

// clearing is a random person at a desk: some facts, and a good deal of what may
// clear them.
func (d dice) clearing() scheme.Inputs {
	some := func(n int) bool { return d.IntN(n) == 0 }
	in := scheme.Inputs{Declared: scheme.Yes, Doc: scheme.Shown("RIC18"), Today: d.anchor, Managed: scheme.Yes, Need: scheme.Yes}
	for range d.IntN(3) {
		in.Facts = append(in.Facts, d.one(badFacts...))
	}
	for range d.IntN(2) {
		f := d.one(badFacts[:28]...)
		in.Dated = append(in.Dated, scheme.DatedFact{Fact: f, On: d.past()})
	}
	for range d.IntN(4) {
		in.NAAT = append(in.NAAT, scheme.Test{Day: d.past(), Result: scheme.Result(d.one("neg", "neg", "neg", "unknown"))})
	}
	if some(2) {
		in.Isolation = &scheme.Isolation{ReleasePaper: d.answer(), Rechecked: d.answer(), Symptoms: d.answer(), Ground: scheme.Word(d.one("", "", "red", "yellow"))}
		if some(2) {
			in.Isolation.Start = d.past()
		}
		if some(2) {
			in.Isolation.DaysDone = d.count(22)
		}
	}
	if some(3) {
		in.HealthOK = d.answer()
	}
	if some(4) {
		in.Employer = &scheme.Employer{Doc38: d.answer(), NAAT: scheme.Negative}
	}
	if some(4) {
		in.TruckDriver, in.VehiclePass, in.Protection, in.Abnormal = scheme.Yes, "police", d.answer(), d.answer()
	}
	if some(5) {
		in.SpecialCommuter, in.EmployerProof = scheme.Yes, d.answer()
	}
	if some(4) {
		in.Arrived = d.answer()
	}
	if some(3) {
		in.Colour = scheme.Word(d.one("red", "yellow", "grey", "green"))
	}
	if some(2) {
		in.Cured, in.Institution, in.SelfReports = d.answer(), d.count(20), d.count(20)
	}
	if some(2) {
		in.LowRiskDays = d.count(30)
	}
	if temp := 36.4; some(2) {
		in.Temp = &temp
	}
	return in
}

// lets is a verdict that lets the person have, or keep, what is asked about.
func lets(v scheme.Verdict) bool { return v.Permits() || v.Outcome == "KEEP" }

// excepted are the two exceptions that stand in the papers. The two tests of a
// traveller who was in a key area clear the journey too. Days of isolation with no
// fact of isolation beside them are those of the ground that is said (NB-33).
func excepted(before scheme.Verdict, in scheme.Inputs, w string) bool {
	fact, _, _ := strings.Cut(w, " ")
	journey := (before.Ground == "cross_province" || before.Ground == "higher_risk_county") && (fact == "been_to_key_area" || fact == "from_specific_area")
	said := slices.ContainsFunc(in.Facts, isolation) || slices.ContainsFunc(in.Dated, func(f scheme.DatedFact) bool { return isolation(f.Fact) })
	return journey || isolation(before.Ground) && !said
}

// TestWhatIsWorsePermitsNothing: who is refused or asked about is not let through
// because one more bad thing is true, over random people of all three schemes.
func TestWhatIsWorsePermitsNothing(t *testing.T) {
	list := worsenings()
	permitted, refused := 0, 0
	for seed := range uint64(4000) {
		d := dice{rand.New(rand.NewPCG(seed, 11)), civil.New(2020, 3, 10)}
		word := []string{"ningbo", "ningbo", "ningbo", "ningxia_card", "ningxia", "lishui_pass", "lishui", "ningbo_recall"}[seed%8]
		in := d.clearing()
		before, err := scheme.Evaluate(word, in, d.anchor)
		if err != nil {
			t.Fatalf("seed %d %s: %v", seed, word, err)
		}
		if lets(before) {
			permitted++
			continue
		}
		refused++
		for range 8 {
			w := list[d.IntN(len(list))]
			more := in
			w.add(d, &more)
			after, err := scheme.Evaluate(word, more, d.anchor)
			if err != nil {
				t.Fatalf("seed %d %s with %s: %v", seed, word, w.name, err)
			}
			if lets(after) && !excepted(before, in, w.name) {
				raw, _ := json.Marshal(in)
				t.Errorf("seed %d %s: %s by %s (%s); with %s %s by %s: %s", seed, word, before.Outcome, before.Rule, before.Ground, w.name, after.Outcome, after.Rule, raw)
			}
		}
	}
	if permitted < 300 || refused < 2000 {
		t.Errorf("%d permitted, %d refused: the cases say too little", permitted, refused)
	}
}
