package main

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
)

// sameRun is chance, but that every start of the program draws the same run digit.
type sameRun struct{}

func (sameRun) Read(b []byte) (int, error) {
	if len(b) == 1 {
		b[0] = 4
		return 1, nil
	}
	return rand.Read(b)
}

// TestWhatACopyDidWithItsPassTouchesNobodyElses: two copies of a laptop gave one number to
// two people, run digit and all. What the one did with its person's pass comes to the other
// and changes nothing of the pass that has the number there.
func TestWhatACopyDidWithItsPassTouchesNobodyElses(t *testing.T) {
	p, shared := issuedPlace(t)
	p.chance = sameRun{}
	b := p.enrolled()
	behind := int64(p.expect(exitDone, "", "verify").lines(t)[0]["events"].(float64))
	copy := p.copied()
	for _, laptop := range []*place{copy, p} {
		laptop.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例：拷贝")
	}
	number := copy.issued(person(41).line("r-41"))
	copy.expect(exitDone, "", "print", "passes", number, shared, "--out", copy.file("c.pdf"))
	copy.expect(exitDone, "", "sign", number, shared)
	copy.expect(exitDone, person(41).line("r-42"), "issue") // refused: she has one
	copy.expect(exitDone, "", "appeal", "lodge", number, "--reason", "样例")
	copy.expect(exitDone, "", "recall", number, "--reason", "symptoms")
	copy.expect(exitDone, "", "return", number, "--outcome", "returned")
	m, items := b.parcel(copy.expect(exitDone, "", "bundle", "create", "--out", copy.stick()).lines(t)[0]["file"].(string))

	if kept := p.issued(person(51).line("r-51")); kept != number {
		t.Fatalf("the copies gave %s and %s", number, kept)
	}
	p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例：另一台停用")
	before := p.expect(exitDone, "", "show", number).lines(t)[0]
	line := p.expect(exitDone, "", "bundle", "open", b.put(p.stick(), m, b.branchOf(m, items, behind))).lines(t)[0]
	if line["result"] != "taken" {
		t.Fatalf("%v", line)
	}
	var told []string
	for _, u := range line["unfit"].([]any) {
		told = append(told, u.(map[string]any)["step"].(string))
	}
	if got := strings.Join(told, " "); got != "Issued AppealLodged" {
		t.Errorf("somebody is to look at %s", got)
	}
	after := p.expect(exitDone, "", "show", number).lines(t)[0]
	for _, field := range []string{"status", "copy", "papers", "events"} {
		if was, is := fmt.Sprint(before[field]), fmt.Sprint(after[field]); was != is {
			t.Errorf("%s of the pass was %s and is %s", field, was, is)
		}
	}
	if of := p.expect(exitDone, "", "show", shared).lines(t)[0]; of["status"] != "signed" {
		t.Errorf("the pass that both have came back as %v", of["status"])
	}
	p.expect(exitDone, "", "verify")
}
