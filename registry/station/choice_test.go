package station_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

const (
	twinOne = `{"name":"样例轩","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2018-06-01","sex":"F","declared":true}`
	twinTwo = `{"name":"样例萱","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2018-06-01","sex":"F","declared":true}`
)

// with puts fields into an application.
func with(line, fields string) string { return strings.Replace(line, "{", "{"+fields+",", 1) }

// watched is a station whose store the test can read.
func (b *bench) watched() (*station.Station, func(registry.Kind) []registry.Event) {
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	return st, func(k registry.Kind) []registry.Event {
		var out []registry.Event
		for e, err := range store.Events(ctx) {
			b.must(err)
			if e.Kind == k {
				out = append(out, e)
			}
		}
		return out
	}
}

// U29 from a script without a choice issues and warns; no choice is invented.
func TestNoChoiceIsInvented(t *testing.T) {
	b := newBench(t)
	st, events := b.watched()
	first := b.issue(st, twinOne, "ISSUE")
	v := b.issue(st, twinTwo, "ISSUE")
	if v.Choice != "twins_similar_name" || !v.Compare || v.Related[0] != first.Number.String() || v.Warnings[0] != "twins_similar_name" {
		t.Errorf("choice %q, compare %v, related %v, warnings %v", v.Choice, v.Compare, v.Related, v.Warnings)
	}
	if got := events(registry.Overridden); len(got) != 0 {
		t.Errorf("%d choices that nobody made", len(got))
	}
	b.sound(st)
}

// Two people: the choice stands in the log right behind the issue, names the
// warning and the pass compared, and shows in the history.
func TestTwoPeopleIsAnEvent(t *testing.T) {
	b := newBench(t)
	st, events := b.watched()
	first := b.issue(st, twinOne, "ISSUE")
	v := b.issue(st, with(twinTwo, `"choice":{"warning":"twins_similar_name","same":false}`), "ISSUE")
	got := events(registry.Overridden)
	if len(got) != 1 || got[0].Pass != v.Number.String() || v.Choice != "" {
		t.Fatalf("%d choices, under %q, still asked %q", len(got), got[0].Pass, v.Choice)
	}
	var body registry.OverriddenBody
	b.must(json.Unmarshal(got[0].Body, &body))
	if body.Warning != "twins_similar_name" || body.Choice != "two_people" || len(body.Against) != 1 || body.Against[0] != first.Number.String() {
		t.Errorf("the event says %+v", body)
	}
	issued := events(registry.Issued)
	if issued[1].No != got[0].No-1 || issued[1].At != got[0].At {
		t.Errorf("issued as event %d, chosen as event %d", issued[1].No, got[0].No)
	}
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if h := d.History[1]; h.Kind != registry.Overridden || h.Note != "two_people: twins_similar_name: "+first.Number.String() {
		t.Errorf("the history says %+v", h)
	}
	b.sound(st)
}

// The same person: a refusal against the pass there is, and no second number.
func TestSamePersonIsARefusalAgainstThePass(t *testing.T) {
	b := newBench(t)
	st, events := b.watched()
	first := b.issue(st, father, "ISSUE")
	near := strings.Replace(father, "330212198505059315", "330212198505059235", 1)
	v := b.issue(st, with(near, `"ref":"r","choice":{"warning":"near_number","same":true,"number":"`+first.Number.Grouped()+`"}`), "SAME_PERSON")
	if !v.Number.IsZero() || v.Related[0] != first.Number.String() || v.Rule != "near_number" || v.Case == 0 || v.Advice.ZH == "" {
		t.Errorf("verdict %+v", v)
	}
	var body registry.DecidedBody
	b.must(json.Unmarshal(events(registry.Refused)[0].Body, &body))
	if body.Outcome != "SAME_PERSON" || body.Against != first.Number.String() || body.Warning != "near_number" {
		t.Errorf("the event says %+v", body)
	}
	if p := b.sound(st); p.Passes != 1 {
		t.Errorf("%d passes, want 1", p.Passes)
	}
	if again := b.issue(st, with(near, `"ref":"r"`), "SAME_PERSON"); again.Case != v.Case {
		t.Error("the same ref was decided again")
	}
	if v := b.issue(st, near, "ISSUE"); slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("somebody who was only compared counts as refused: %v", v.Warnings)
	}
}

// What an officer must settle stays parked when the desk says two people; it may
// say one.
func TestTheDeskDoesNotSettleWhatIsAnOfficers(t *testing.T) {
	b := newBench(t)
	st, events := b.watched()
	b.issue(st, son, "ISSUE")
	slip := strings.Replace(son, "2014-04-01", "2014-04-02", 1)
	v := b.issue(st, with(slip, `"choice":{"warning":"near_birth","same":false}`), "ASK_SUPERVISOR")
	if v.Choice != "near_birth" || !v.Compare {
		t.Errorf("parked: choice %q, compare %v", v.Choice, v.Compare)
	}
	b.issue(st, with(slip, `"choice":{"warning":"near_birth","same":true}`), "SAME_PERSON")
	if n := len(events(registry.Overridden)); n != 0 {
		t.Errorf("%d choices that issued nothing", n)
	}
	b.sound(st)
}

// A choice about something that is not asked, or about another's pass, is no
// application.
func TestAChoiceNeedsItsQuestion(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	other := b.issue(st, mother, "ISSUE")
	b.issue(st, twinOne, "ISSUE")
	for _, line := range []string{
		with(father, `"choice":{"warning":"near_number","same":false}`),
		with(twinTwo, `"choice":{"warning":"near_birth","same":true}`),
		with(twinTwo, `"choice":{"warning":"","same":true}`),
		with(twinTwo, `"choice":{"warning":"twins_similar_name","same":true,"number":"`+other.Number.String()+`"}`),
		with(twinTwo, `"choice":{"warning":"twins_similar_name","same":true,"number":"12"}`),
	} {
		if v := b.issue(st, line, "INVALID"); v.Field != "choice" {
			t.Errorf("%s: field %q", line, v.Field)
		}
	}
}

// verify finds a choice that stands alone, compares with nothing, or says what
// nobody can choose.
func TestVerifyLooksAtChoices(t *testing.T) {
	for body, fault := range map[string]string{
		`{"warning":"near_number","against":["12931170000405"],"choice":"two_people"}`: "",
		`{"warning":"near_number","against":["12931170000987"],"choice":"two_people"}`: "compares with a pass",
		`{"warning":"near_number","choice":"one_person"}`:                              "no choice",
		`{"choice":"two_people"}`: "no choice",
		`[]`:                      "no choice",
	} {
		faults := station.ChoiceFaults(body, "12931170000405", 7, 8)
		if got := strings.Join(faults, "; "); fault == "" && got != "" || !strings.Contains(got, fault) {
			t.Errorf("%s: %q, want %q", body, got, fault)
		}
	}
	if got := station.ChoiceFaults(`{"warning":"near_number","choice":"two_people"}`, "12931170000405", 6, 8); len(got) != 1 || !strings.Contains(got[0], "without the issue") {
		t.Errorf("far from its issue: %q", got)
	}
}

// An officer's override of U07 is a choice too, whichever way it is written.
func TestOverrideOfTheSameNumberIsAChoice(t *testing.T) {
	for _, said := range []string{`"override":"name_mismatch"`, `"choice":{"warning":"name_mismatch","same":false}`} {
		b := newBench(t)
		st, events := b.watched()
		first := b.issue(st, father, "ISSUE")
		second := b.issue(st, with(`{"name":"样例他人","document":{"number":"330212198505059315"},"declared":true}`, said), "ISSUE")
		got := events(registry.Overridden)
		if second.Number == first.Number || len(got) != 1 || !strings.Contains(string(got[0].Body), first.Number.String()) {
			t.Errorf("%s: %d choices, numbers %s and %s", said, len(got), first.Number, second.Number)
		}
		b.sound(st)
	}
}

const (
	cardOfSon = `{"name":"样例长子","document":{"number":"330212201404019319"},"declared":true}`
	sameAs    = `"choice":{"warning":"same_child","same":true}`
	another   = `"choice":{"warning":"same_child","same":false}`
)

// U38 at the desk: the exchange is the operator's to say. The same child keeps
// the number and the guardian; another child gets a number of its own, and the
// first one's paper stays good. Both stand in the log with what was compared.
func TestAnExchangeIsTheOperatorsToSay(t *testing.T) {
	for _, c := range []struct {
		name, choice, outcome, word string
		passes                      int
	}{
		{"the same child", sameAs, "UPGRADE", "same_child", 1},
		{"two people", another, "ISSUE", "two_people", 2},
		{"nobody asked", `"phone":"1"`, "UPGRADE", "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			st, events := b.watched()
			first := b.issue(st, son, "ISSUE")
			v := b.issue(st, with(cardOfSon, c.choice), c.outcome)
			var body registry.OverriddenBody
			said := events(registry.Overridden)
			if len(said) > 0 {
				b.must(json.Unmarshal(said[0].Body, &body))
			}
			if body.Choice != c.word || c.word != "" && (body.Warning != "same_child" || body.Against[0] != first.Number.String()) {
				t.Errorf("the log says %+v", body)
			}
			if same := v.Number == first.Number; same != (c.passes == 1) {
				t.Errorf("number %s beside %s", v.Number, first.Number)
			}
			d, err := st.Pass(ctx, v.Number.String())
			b.must(err)
			if g := d.Applicant.Guardian; (g != nil) != (c.passes == 1) {
				t.Errorf("the record speaks of the guardian %+v", g)
			}
			if was, err := st.Pass(ctx, first.Number.String()); err != nil || c.passes == 2 && (was.Copy != 1 || was.Status != registry.StatusIssued) {
				t.Errorf("the first child's pass: %+v, %v", was, err)
			}
			if p := b.sound(st); p.Passes != c.passes {
				t.Errorf("%d passes, want %d", p.Passes, c.passes)
			}
			b.issue(st, cardOfSon, "BLOCK")
		})
	}
}

// Whoever was compared, or shows another paper, is one line of the search.
func TestOnePassIsOneLine(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.issue(st, son, "ISSUE")
	slip := strings.Replace(son, "2014-04-01", "2014-04-02", 1)
	b.issue(st, with(slip, `"choice":{"warning":"near_birth","same":true}`), "SAME_PERSON")
	b.issue(st, with(cardOfSon, sameAs), "UPGRADE")
	found, err := st.Find(ctx, "样例长子", 9)
	b.must(err)
	if len(found) != 1 || found[0].Number.IsZero() {
		t.Errorf("%d lines: %+v", len(found), found)
	}
}
