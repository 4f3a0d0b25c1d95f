package main

import (
	"strconv"
	"strings"
	"testing"
)

// The backs of fronts that were printed alone lie where those of both sides would, by
// number or by job; no paper is counted for them.
func TestBacksFollowTheirFronts(t *testing.T) {
	p, all := issueTwenty(t)
	numbers := []string{all[0].number, all[1].number, all[2].number, all[3].number}
	text := func(args ...string) []string {
		t.Helper()
		p.expect(exitDone, "", append([]string{"print", "passes", "--out", p.file("x.pdf")}, args...)...)
		said := call(t, tool(t, "pdftotext"), "-bbox", p.file("x.pdf"), "-")
		return strings.Split(said, "<page ")[1:]
	}
	both := text(append(numbers, "--layout", "tenup", "--first-place", "8")...)
	p.neverPrinted(numbers...)
	if len(both) != 4 {
		t.Fatalf("%d pages", len(both))
	}
	text(append(numbers, "--layout", "tenup", "--first-place", "8", "--sides", "front")...)
	intents := func() int { return strings.Count(p.expect(exitDone, "", "show", numbers[0]).out, "PrintIntended") }
	sheets, before := p.sheets(), intents()
	job := p.expect(exitDone, "", "print", "queue").lines(t)
	last := job[0]["job"]
	for _, j := range job {
		if n, ok := j["job"].(float64); ok && n > last.(float64) {
			last = n
		}
	}
	for name, args := range map[string][]string{
		"by number": append(numbers, "--first-place", "8", "--sides", "back"),
		"by job":    {"--sides", "back", "--job", strconv.Itoa(int(last.(float64)))},
	} {
		backs := text(args...)
		if len(backs) != 2 || backs[0] != both[1] || strings.TrimSpace(strings.Split(backs[1], "</page>")[0]) != strings.TrimSpace(strings.Split(both[3], "</page>")[0]) {
			t.Errorf("%s: the backs are not those of both sides", name)
		}
	}
	if after := p.sheets(); after["total"] != sheets["total"] || intents() != before {
		t.Errorf("backs are counted: %v, before %v", after, sheets)
	}
}
