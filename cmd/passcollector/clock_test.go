package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestClocksThatDisagree: the collector's clock is an hour, a day or ten years before a
// station's, or behind it. Events, receipts, tasks and lists go by their numbers and come
// through; a licence of a day that the station's clock has not reached is refused with both days.
func TestClocksThatDisagree(t *testing.T) {
	const day = 24 * time.Hour
	for _, ahead := range []time.Duration{time.Hour, day, 3650 * day, -time.Hour, -day, -3650 * day} {
		p := newPlace(t)
		p.station()
		p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
		p.enrolled("first", 131)
		p.ahead = ahead
		p.at("first", application("1", "样例父", father), "issue")
		p.exchange("first")
		p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例父,"+father+",密接\n样例母,"+mother+",密接\n"), 0o600))
		p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
		said := p.exchange("first")["first"]
		for _, want := range []string{`"kind":"receipt","result":"taken"`, `"kind":"task","result":"taken"`, `"kind":"watch","result":"taken"`} {
			if !strings.Contains(said, want) {
				t.Errorf("%s ahead: the station takes no %s:\n%s", ahead, want, said)
			}
		}
		if got := p.answers("first", application("2", "样例母", mother), "issue")[0]["outcome"]; got == "ISSUE" {
			t.Errorf("%s ahead: whom the city lists is issued a pass", ahead)
		}
		p.run(exitDone, "verify")
		p.at("first", "", "verify")
	}
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.at("first", "", "init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "样例社区", "--operator", "op", "--recovery", p.file("sheet.pdf"))
	p.at("first", "", "enrol", "request", "--out", p.file("request"), "--station", "131")
	p.ahead = 400 * day
	lic := p.run(exitDone, "license", "grant", p.file("request"), "--out", p.file("licence")).lines(t)[0]
	_, err := p.try("first", "", "enrol", "accept", p.file("licence"), "--root", lic["fingerprint"].(string))
	if want := fmt.Sprintf("begins on %v, and by this machine's clock it is ", lic["from"]); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a licence of a day to come: %v, want %q", err, want)
	}
	p.run(exitDone, "gate", "--scheme", "ningbo", "--out", p.dir)
	_, err = p.try("first", "1\n", "check", "--keys", p.file("ningbo.keys.txt"), "--recalls", p.file("ningbo.recalls.txt"))
	if err == nil || strings.Count(err.Error(), "later than this clock") != 2 {
		t.Errorf("lists of a day to come: %v", err)
	}
}
