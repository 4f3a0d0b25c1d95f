package main

import (
	"strings"
	"testing"
)

const lineTraveller = `{"ref":"r-traveller","name":"样例父","document":{"number":"330212198505059315"},"facts":["cross_province"],"isolation":{"days_done":5},"declared":true}` + "\n"

// TestSettingsByScript: what is set is in force for the scripts that follow.
func TestSettingsByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	all := map[string]map[string]any{}
	for _, l := range p.expect(exitDone, "", "settings", "list").lines(t) {
		all[l["name"].(string)] = l
		if l["source"] == "" || l["label"].(map[string]any)["en"] == "" || l["bounds"].(map[string]any)["zh"] == "" {
			t.Errorf("%v is not complete", l)
		}
	}
	if d := all["yellow_days"]; d["value"] != 7.0 || d["default"] != 7.0 || d["source"] != "001_098f4768" {
		t.Errorf("yellow_days: %v", d)
	}
	for _, unknown := range []string{"appeal_deadline_days", "back_text", "number_format", "police_decides_appeals"} {
		if all[unknown] == nil {
			t.Errorf("%s, which no paper tells, is not listed", unknown)
		}
	}
	if l := p.expect(exitDone, lineTraveller, "issue", "--dry-run"); l.lines(t)[0]["outcome"] != "REFUSE+ISOLATE7" {
		t.Errorf("before: %s", l.out)
	}
	s := p.expect(exitDone, "", "settings", "set", "yellow_days", "5", "--reason", "样例区三号令")
	if l := s.lines(t)[0]; l["value"] != 5.0 || l["default"] != 7.0 {
		t.Errorf("set: %v", l)
	}
	if l := p.expect(exitDone, lineTraveller, "issue").lines(t)[0]; l["outcome"] != "ISSUE" {
		t.Errorf("after: %v", l)
	}
	if l := p.expect(exitDone, "", "settings", "get", "yellow_days").lines(t)[0]; l["value"] != 5.0 {
		t.Errorf("get: %v", l)
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; len(l["faults"].([]any)) > 0 {
		t.Errorf("verify: %v", l)
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	p := newPlace(t)
	p.init()
	before := p.expect(exitDone, "", "verify").lines(t)[0]["events"]
	for _, c := range []struct{ name, value, says string }{
		{"yellow_days", "400", "0–365"}, {"yellow_days", "x", "整数"}, {"number_format", "14", "不能设置"}, {"no_such", "1", "settings list"},
	} {
		s := p.expect(exitUsage, "", "settings", "set", c.name, c.value, "--reason", "样例")
		if !strings.Contains(s.err, c.says) {
			t.Errorf("%s %s: %s", c.name, c.value, s.err)
		}
		twoLanguages(t, s.err)
	}
	p.expect(exitUsage, "", "settings", "set", "yellow_days", "5")
	p.expect(exitUsage, "", "settings", "get", "no_such")
	if after := p.expect(exitDone, "", "verify").lines(t)[0]["events"]; after != before {
		t.Errorf("%v events, before %v", after, before)
	}
}
