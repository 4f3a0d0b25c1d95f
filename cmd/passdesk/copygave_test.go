package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
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

// TestTheNumberOfACopyEndsWithItsTask: the desk that is asked about a number that a copy gave
// is pointed to the task and not to whoever has the serial here; a reissue is not done before
// its holder has another number; then the number is good no more.
func TestTheNumberOfACopyEndsWithItsTask(t *testing.T) {
	p, kept := issuedPlace(t)
	b := p.enrolled()
	n, err := registry.ParseNumber(kept)
	p.must(err)
	given, err := registry.NewNumber(n.District(), n.Station(), n.Epoch(), (n.Run()+1)%10, n.Serial())
	p.must(err)
	holder := person(61)
	var stored registry.Application
	p.must(json.Unmarshal([]byte(holder.line("r-61")), &stored))
	for _, kind := range []registry.TaskKind{registry.TaskReissue, registry.TaskRecall} {
		sent := registry.Task{ID: "t-" + string(kind), Kind: kind, Number: given.String(), Reason: "other", Copied: registry.Body(stored)}
		p.expect(exitDone, "", "bundle", "open", b.put(b.stick(), b.parcelMade(), sentBody(registry.SentTask, sent)))
	}
	for _, args := range [][]string{{"show"}, {"recall", "--reason", "other"}, {"void", "--reason", "样例"}, {"reprint", "--reason", "样例"}} {
		s := p.run("", append([]string{args[0], given.String()}, args[1:]...)...)
		if s.code == exitDone || !strings.Contains(s.err, "t-re") || strings.Contains(s.err, n.Grouped()) {
			t.Errorf("%v: exit %d, %s", args, s.code, s.err)
		}
	}
	settle := []string{"queue", "settle", "t-reissue", "--decision", "done", "--reason", "样例"}
	if s := p.run("", settle...); s.code == exitDone || !strings.Contains(s.err, "no other number in this register yet") {
		t.Errorf("nobody gave the holder a number: exit %d, %s", s.code, s.err)
	}
	listed := func() float64 {
		t.Helper()
		for _, line := range p.expect(exitDone, "", "gate", "lists", "--out", p.stick()).lines(t) {
			if n, is := line["numbers"].(float64); is {
				return n
			}
		}
		t.Fatal("no list")
		return 0
	}
	before := listed()
	p.issued(holder.line("r-61"))
	p.expect(exitDone, "", settle...)
	if now := listed(); now != before+1 {
		t.Errorf("%v numbers are good no more, before it were %v", now, before)
	}
	p.expect(exitDone, "", "queue", "settle", "t-recall", "--decision", "done", "--reason", "样例")
	if now := listed(); now != before+1 {
		t.Errorf("the number is listed twice: %v, before it were %v", now, before)
	}
	p.expect(exitDone, "", "verify")
}
