package station_test

import (
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
	if again := b.issue(st, driver, "SPECIAL_PASS"); again.Case != v.Case {
		t.Errorf("the same ref made another record: %d, %d", v.Case, again.Case)
	}
	b.sound(st)
}
