package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestListsForGatesOfTheWholeCity: the stations' keys and what they recalled, in two
// files that passdesk check takes.
func TestListsForGatesOfTheWholeCity(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	p.must(os.Mkdir(p.file("stick"), 0o700))
	number := func(said string) string {
		var v struct{ Number string }
		p.must(json.Unmarshal([]byte(said), &v))
		return v.Number
	}
	good := number(p.at("first", application("1", "样例父", father), "issue"))
	bad := number(p.at("second", application("1", "样例母", mother), "issue"))
	p.at("second", "", "recall", bad, "--reason", "symptoms")
	for _, s := range []string{"first", "second"} {
		p.at(s, "", "bundle", "create", "--out", p.file("stick"))
	}
	p.run(exitDone, "ingest", p.file("stick"))
	said := p.run(exitDone, "gate", "--scheme", "ningbo", "--out", p.file("stick"), "--hours", "12").lines(t)[0]
	if said["numbers"] != 1.0 || said["maker"] != "ningbo/health-bureau" {
		t.Fatalf("%v", said)
	}
	p.run(exitDone, "license", "keys", "--scheme", "ningbo", "--out", p.file("keys"))
	for _, keys := range []string{said["keys"].(string), p.file("keys")} {
		answers, _ := p.try("first", good+"\n"+bad+"\n", "check", "--keys", keys, "--recalls", said["recalls"].(string), "--maker", said["fingerprint"].(string))
		lines := strings.Split(answers, "\n")
		for i, want := range []string{"number_only", "recalled"} {
			if len(lines) < 2 || !strings.Contains(lines[i], `"outcome":"`+want+`"`) || strings.Contains(lines[i], "warnings") {
				t.Errorf("%d: want %s\n%s", i, want, answers)
			}
		}
	}
	for _, of := range []string{"keys", "recalls"} {
		file, err := os.ReadFile(said[of].(string))
		p.must(err)
		if text := string(file); strings.Contains(text, "样例") || strings.Contains(text, father) || !strings.HasPrefix(text, "maker ningbo/health-bureau+") {
			t.Errorf("%s", text)
		}
	}
	// A newer list takes the place of an older one, and of nothing else.
	p.run(exitDone, "gate", "--scheme", "ningbo", "--out", p.file("stick"))
	p.run(exitDone, "license", "keys", "--scheme", "ningbo", "--out", p.file("keys"))
	recalls := said["recalls"].(string)
	for _, kind := range []string{recalls, p.file("other")} {
		if kind == p.file("other") {
			p.must(os.WriteFile(kind, []byte("another's\n"), 0o600))
		}
		before, err := os.ReadFile(kind)
		p.must(err)
		p.run(exitFailed, "license", "keys", "--scheme", "ningbo", "--out", kind)
		if after, err := os.ReadFile(kind); err != nil || string(after) != string(before) {
			t.Errorf("%s was written over: %v", kind, err)
		}
	}
	p.run(exitFailed, "gate", "--scheme", "ningbo", "--out", p.file("nowhere"))
}

// TestAStationChecksThePassesOfAllOthers: what the city knows came down with the parcel;
// of its own numbers the station knows more, and sooner. A duplicate whose paper was handed
// in is among them.
func TestAStationChecksThePassesOfAllOthers(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	issue := func(station, name, id string) string {
		t.Helper()
		var v struct{ Number string }
		p.must(json.Unmarshal([]byte(p.at(station, application(name, name, id), "issue")), &v))
		return v.Number
	}
	good, twice := issue("first", "样例母", mother), issue("first", "样例父", father)
	recalled, duplicate := issue("second", "样例甲", "330204195001019017"), issue("second", "样例父", father)
	p.at("first", "", "recall", good, "--reason", "symptoms")
	p.at("second", "", "recall", recalled, "--reason", "symptoms")
	p.at("second", "", "print", "passes", duplicate, "--out", p.file("d.pdf"))
	p.at("second", "", "sign", duplicate)
	p.at("second", "", "return", duplicate, "--outcome", "returned")
	p.exchange("second", "first")
	p.at("first", "", "reinstate", good, "--reason", "样例：疾控更正")
	check := func(station string, want ...string) {
		t.Helper()
		said, _ := p.try(station, strings.Join([]string{good, twice, recalled, duplicate}, "\n")+"\n", "check")
		for i, line := range strings.Split(strings.TrimSpace(said), "\n") {
			if i >= len(want) || !strings.Contains(line, `"outcome":"`+want[i]+`"`) {
				t.Errorf("%s: want %v\n%s", station, want, said)
			}
		}
	}
	check("first", "number_only", "number_only", "recalled", "recalled")
	p.exchange("second") // the list was made before the first came
	check("second", "recalled", "number_only", "recalled", "recalled")
	p.at("first", "", "verify")
	p.run(exitDone, "verify")
}
