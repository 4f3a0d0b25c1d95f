package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const lineTwin = `{"name":"样例轩","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2018-06-01","sex":"F","declared":true}` + "\n"

// A script says which it is, one person or two; show and verify know what was
// said, and a line without a choice goes through as before.
func TestScriptsChoose(t *testing.T) {
	p := newPlace(t)
	p.init()
	first := p.issued(lineTwin)
	second := strings.Replace(lineTwin, "样例轩", "样例萱", 1)
	asked := p.expect(exitDone, second, "issue", "--dry-run").lines(t)[0]
	if asked["outcome"] != "ISSUE" || asked["choice"] != "twins_similar_name" || asked["related"].([]any)[0] != first {
		t.Errorf("the question: %v", asked)
	}
	same := strings.Replace(second, `{`, `{"choice":{"warning":"twins_similar_name","same":true},`, 1)
	if v := p.expect(exitDone, same, "issue").lines(t)[0]; v["outcome"] != "SAME_PERSON" || v["number"] != nil {
		t.Errorf("the same person: %v", v)
	}
	two := strings.Replace(second, `{`, `{"choice":{"warning":"twins_similar_name","same":false},`, 1)
	number := p.issued(two)
	var shown struct {
		Events []struct{ Kind, Note string }
	}
	if err := json.Unmarshal([]byte(p.expect(exitDone, "", "show", number).out), &shown); err != nil {
		t.Fatal(err)
	}
	if e := shown.Events[1]; e.Kind != "Overridden" || e.Note != "two_people: twins_similar_name: "+first {
		t.Errorf("show says %+v", shown.Events)
	}
	p.expect(exitFailed, strings.Replace(second, `{`, `{"choice":{"warning":"near_birth","same":true},`, 1), "issue")
	p.expect(exitDone, "", "verify")
}

// The line mode asks it too, after reading the other record out; an empty answer
// issues nothing.
func TestPlainModeAsksOnePersonOrTwo(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineTwin, "issue")
	child := "样例萱\n\nfather\n样例父\n330212198505059315\n2018-06-01\nF\n\n36.5\nyes\n"
	for _, c := range [][2]string{{"", "先不办"}, {"2", "SAME_PERSON"}, {"1", "签发 ISSUE"}} {
		answer, want := c[0], c[1]
		s := p.expect(exitDone, child+answer+"\n\n", "issue", "--plain")
		if !strings.Contains(s.out, "样例轩") || !strings.Contains(s.out, want) || strings.Contains(s.out, "签发 ISSUE") != (answer == "1") {
			t.Errorf("answer %q:\n%s", answer, s.out)
		}
	}
}

// A driver on another authority's special pass, and a pass that a neighbour
// collects: the outcome, the day's count, and where both are found again.
func TestSpecialPassAndProxyByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	driver := strings.Replace(lineFather, `{`, `{"facts":["cross_province"],"truck_driver":true,"vehicle_pass":"police",`, 1)
	if v := p.expect(exitDone, driver, "issue").lines(t)[0]; v["outcome"] != "SPECIAL_PASS" || v["number"] != nil {
		t.Errorf("the driver: %v", v)
	}
	if f := p.expect(exitDone, "", "find", "样例父").lines(t)[0]; f["case_state"] != "special" {
		t.Errorf("found again: %v", f)
	}
	proxied := strings.Replace(strings.Replace(lineFather, "r-father", "r-later", 1), `{`, `{"proxy":{"name":"样例邻居","relation":"neighbour","reason":"卧病在床"},`, 1)
	number := p.issued(proxied)
	if out := p.expect(exitDone, "", "show", number).out; !strings.Contains(out, `"proxy":{"name":"样例邻居","relation":"neighbour","reason":"卧病在床"}`) {
		t.Errorf("show: %s", out)
	}
	csv := p.file("register.csv")
	p.expect(exitDone, "", "export", "csv", "--out", csv)
	got, err := os.ReadFile(csv)
	p.must(err)
	if !strings.Contains(string(got), "样例邻居（邻居），卧病在床") {
		t.Errorf("the export: %s", got)
	}
	if c := p.expect(exitDone, "", "close").lines(t)[0]; c["special"] != 1.0 || c["refused"] != 0.0 || c["issued"] != 1.0 {
		t.Errorf("the close: %v", c)
	}
	p.expect(exitDone, "", "verify")
}
