package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A verdict says which rule value decided and in which paper its sentence
// stands; one that is kept has the event number under which it is found again.
func TestVerdictNamesItsRuleItsPaperAndItsCase(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, father, "ISSUE")
	if first.Rule != "ningbo/issue" || first.Source != "001_098f4768" || first.Case != 0 {
		t.Errorf("issued: rule %q, source %q, case %d", first.Rule, first.Source, first.Case)
	}
	again := b.issue(st, father, "BLOCK")
	if again.Rule != "K1" || again.Key != "K1" || len(again.Settings) > 0 || again.Source != "001_098f4768" || again.Case == 0 {
		t.Errorf("has one already: rule %q, source %q, case %d", again.Rule, again.Source, again.Case)
	}
	red := b.issue(st, strings.Replace(mother, `{`, `{"facts":["close_contact"],`, 1), "REFUSE+ISOLATE14")
	if red.Rule != "ningbo/red" || red.Case != again.Case+1 || red.Settings["red_days"] != 14 {
		t.Errorf("refused: rule %q, case %d after %d, settings %v", red.Rule, red.Case, again.Case, red.Settings)
	}
}

// A special pass is another authority's paper: it is recorded, it spends no
// number, and the person is not among those refused.
func TestSpecialPassIsRecordedAndSpendsNoNumber(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	driver := strings.Replace(father, `{`, `{"ref":"driver","facts":["cross_province"],"truck_driver":true,"vehicle_pass":"police",`, 1)
	v := b.issue(st, driver, "SPECIAL_PASS")
	if !v.Number.IsZero() || v.Case == 0 || v.Rule != "ningbo/special-driver" {
		t.Errorf("number %v, case %d, rule %q", v.Number, v.Case, v.Rule)
	}
	for e, err := range store.Events(ctx) {
		b.must(err)
		if e.No == v.Case && e.Kind != registry.SpecialRecorded {
			t.Errorf("event %d is %s", e.No, e.Kind)
		}
	}
	if same := b.issue(st, driver, "SPECIAL_PASS"); same.Case != v.Case {
		t.Errorf("the same ref made another record: %d, %d", v.Case, same.Case)
	}
	found, err := st.Find(ctx, "样例父", 9)
	b.must(err)
	if len(found) != 1 || found[0].Case != v.Case || found[0].CaseStatus != registry.CaseSpecial {
		t.Errorf("found by name: %+v", found)
	}
	again, err := st.Check(ctx, b.app(strings.Replace(driver, "driver\"", "later\"", 1)))
	b.must(err)
	if slices.Contains(again.Warnings, "refused_today") {
		t.Error("somebody with a special pass counts as refused")
	}
	day, err := st.Today(ctx)
	b.must(err)
	if day.Special != 1 || day.Refused != 0 || day.Issued != 0 {
		t.Errorf("counted: %d special, %d refused, %d issued", day.Special, day.Refused, day.Issued)
	}
	b.sound(st)
	b.must(st.Close())
	st = b.open()
	if found, err = st.Find(ctx, "330212198505059315", 9); err != nil || len(found) != 1 || found[0].CaseStatus != registry.CaseSpecial {
		t.Errorf("found by document after a restart: %+v, %v", found, err)
	}
	c, err := st.Case(ctx, v.Case)
	b.must(err)
	if c.Verdict.Outcome != "SPECIAL_PASS" || c.Applicant.Name != "样例父" || len(c.Allowed) != 0 {
		t.Errorf("the record says %s of %s, and allows %v", c.Verdict.Outcome, c.Masked, c.Allowed)
	}
	b.sound(st)
}
