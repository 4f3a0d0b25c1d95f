package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// queue are the lines of print queue: the jobs, and what waits for its paper.
func (p *place) queue() (jobs []map[string]any, waiting int) {
	p.t.Helper()
	for _, l := range p.expect(exitDone, "", "print", "queue").lines(p.t) {
		if l["job"] != nil {
			jobs = append(jobs, l)
		} else {
			waiting++
		}
	}
	return jobs, waiting
}

// TestABatchIsPrintedAgainFromTheJam: twenty passes on three card sheets, the first of
// which was begun; the second jams.
func TestABatchIsPrintedAgainFromTheJam(t *testing.T) {
	info := tool(t, "pdfinfo")
	p, all := issueTwenty(t)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--layout", "tenup", "--first-place", "4", "--out", p.file("p.pdf"))
	jobs, waiting := p.queue()
	if len(jobs) != 1 || waiting != 0 || jobs[0]["waits"] != false || len(jobs[0]["sheets"].([]any)) != 3 {
		t.Fatalf("jobs %v, waiting %d", jobs, waiting)
	}
	job := fmt.Sprint(jobs[0]["job"])
	for _, bad := range [][]string{
		{"outcome", "--job", job}, {"outcome", "--job", job, "--good", "x"}, {"outcome", "--job", job, "--good", "3-1"}, {"outcome", "--job", job, all[0].number, "--good", "1"},
		{"again", job, "--last-good", "4", "--out", p.file("a.pdf")}, {"again", job, "--last-good", "-1", "--out", p.file("a.pdf")},
	} {
		twoLanguages(t, p.expect(exitUsage, "", append([]string{"print"}, bad...)...).err)
	}
	p.expect(exitUsage, "", "print", "again", job, "--last-good", "1", "--first-place", "11", "--out", p.file("a.pdf"))
	for _, bad := range [][]string{{"outcome", "--job", job, "--good", "4"}, {"outcome", "--job", "1", "--good", "1"}, {"outcome", "--job", job, "--good", "1", "--spoiled", "1-"}} {
		twoLanguages(t, p.expect(exitFailed, "", append([]string{"print"}, bad...)...).err)
	}
	again := p.expect(exitDone, "", "print", "again", job, "--last-good", "1", "--out", p.file("again.pdf")).lines(t)[0]
	if again["passes"] != 13.0 || again["layout"] != "tenup" {
		t.Errorf("printed again: %v", again)
	}
	if said := call(t, info, p.file("again.pdf")); !strings.Contains(said, "Pages:           4\n") {
		t.Errorf("two sheets, both sides:\n%s", said)
	}
	if s := p.expect(exitDone, "", "print", "again", job, "--last-good", "1", "--out", p.file("twice.pdf")); s.out != "" {
		t.Errorf("printed a third time: %s", s.out)
	}
	if jobs, waiting = p.queue(); len(jobs) != 2 || waiting != 0 {
		t.Errorf("jobs %v, waiting %d", jobs, waiting)
	}
	c := p.expect(exitDone, "", "close").lines(t)[0]
	if got := fmt.Sprint(c["sheets"]); got != "map[again:0 intended:0 out:20 spoiled:10 total:30 unknown:0]" {
		t.Errorf("sheets %s", got)
	}
	p.expect(exitDone, "", "verify")
}

// TestSheetsOfAJobAreAnsweredTogether: the program died over a batch.
func TestSheetsOfAJobAreAnsweredTogether(t *testing.T) {
	p, all := issueTwenty(t)
	var numbers []registry.Number
	for _, x := range all[:6] {
		n, err := registry.ParseNumber(x.number)
		p.must(err)
		numbers = append(numbers, n)
	}
	p.within(func(a *app, st *station.Station) {
		p.must(st.Intend(a.ctx, numbers, arrangement{layout: "walkin"}.laying(st.Info().Scheme)))
	})
	jobs, waiting := p.queue()
	if len(jobs) != 1 || jobs[0]["waits"] != true || waiting != 14 {
		t.Fatalf("jobs %v, waiting %d", jobs, waiting)
	}
	job := fmt.Sprint(jobs[0]["job"])
	l := p.expect(exitDone, "", "print", "outcome", "--job", job, "--good", "1-3", "--spoiled", "4", "--none", "5", "--unknown", "6").lines(t)[0]
	var states []string
	for _, s := range l["sheets"].([]any) {
		states = append(states, s.(map[string]any)["papers"].([]any)[0].(map[string]any)["state"].(string))
	}
	if got := fmt.Sprint(states); got != "[out out out spoiled none unknown]" || l["waits"] != false {
		t.Errorf("answered: %s", got)
	}
	if _, waiting = p.queue(); waiting != 17 {
		t.Errorf("%d wait for their paper, want 17", waiting)
	}
	p.expect(exitDone, "", "verify")
}
