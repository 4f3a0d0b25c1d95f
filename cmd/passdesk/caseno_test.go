package main

import (
	"fmt"
	"strings"
	"testing"
)

// refuses lets the station refuse somebody, and answers the case as the verdict names it.
func (b *bureau) refuses(n int) (id float64, name any) {
	b.t.Helper()
	v := b.expect(exitDone, strings.Replace(person(n).line(fmt.Sprint("r-", n)), `"declared"`, `"facts":["fever"],"declared"`, 1), "issue").lines(b.t)[0]
	return v["case"].(float64), v["case_no"]
}

// TestACaseNumberIsGivenOnce: two people have slips from before and behind a restore, of
// events with one number. Each case keeps its own name on every paper and in every answer,
// a number that means both is asked about, and the name alone finds the case.
func TestACaseNumberIsGivenOnce(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	early, bare := b.refuses(20)
	if bare != nil {
		t.Errorf("a register that was never put back: %v", bare)
	}
	lost := map[float64]int{}
	l := b.losesWhat(func() {
		for n := range 6 {
			id, _ := b.refuses(21 + n)
			lost[id] = 21 + n
		}
	})
	var number float64
	var later int
	for n := 31; number == 0; n++ {
		id, name := b.refuses(n)
		if name != fmt.Sprintf("2-%v", id) {
			t.Fatalf("behind a restore case %v is named %v", id, name)
		}
		if lost[id] != 0 {
			number, later = id, n
		}
	}
	before, behind := fmt.Sprint(number), fmt.Sprintf("2-%v", number)
	if k := b.expect(exitDone, "", "queue", "show", behind).lines(t)[0]; k["name"] != person(later).name || k["case_no"] != behind {
		t.Errorf("by its name: %v", k)
	}
	l.returned()
	if s := b.run("", "queue", "show", before); s.code == exitDone || !strings.Contains(s.err, "1-"+before+"（") || !strings.Contains(s.err, behind+" (") {
		t.Errorf("%s is two cases: exit %d, %s", before, s.code, s.err)
	}
	first := b.expect(exitDone, "", "queue", "show", "1-"+before).lines(t)[0]
	if first["name"] != person(lost[number]).name || first["case_no"] != before || first["id"] == number {
		t.Errorf("what came back: %v", first)
	}
	if k := b.expect(exitDone, "", "queue", "show", fmt.Sprint(early)).lines(t)[0]; k["name"] != person(20).name || k["case_no"] != nil {
		t.Errorf("one of before the backup: %v", k)
	}
	if s := b.run("", "queue", "show", "3-"+before); s.code == exitDone {
		t.Errorf("no case of epoch 3: %s", s.out)
	}
	b.expect(exitDone, "", "appeal", "lodge", "1-"+before, "--reason", "样例")
	lodged := b.expect(exitDone, "", "appeal", "list").lines(t)
	if len(lodged) != 1 || lodged[0]["case_no"] != before || lodged[0]["name"] != person(lost[number]).name {
		t.Errorf("the appeal: %v", lodged)
	}
	v := b.expect(exitDone, "", "appeal", "decide", "1-"+before, "--decision", "uphold", "--reason", "样例").lines(t)[0]
	if v["case_no"] != before || !strings.Contains(fmt.Sprint(v["reason"]), "案件 "+before+" 的申诉") {
		t.Errorf("the decision: %v", v)
	}
	for _, slip := range []string{"1-" + before, behind} {
		b.expect(exitDone, "", "print", "slips", slip, "--out", b.file(slip+".pdf"))
		if text := call(t, tool(t, "pdftotext"), b.file(slip+".pdf"), "-"); !strings.Contains(text, "-"+strings.TrimPrefix(slip, "1-")+"\n") {
			t.Errorf("the slip of %s: %s", slip, text)
		}
	}
	b.expect(exitDone, "", "print", "notices", "--kind", "decision", "1-"+before, "--out", b.file("decision.pdf"))
	found := b.expect(exitDone, "", "find", person(later).name).lines(t)
	if len(found) != 1 || found[0]["case_no"] != behind {
		t.Errorf("under the name of the person: %v", found)
	}
	b.expect(exitDone, "", "verify")
}

// TestANoticeBearsItsEpochBehindARestore: a notice and a closing slip are numbered by an
// event, and behind a restore events get numbers that notices of the other history bear.
// What was ordered before keeps the number under which it was printed then.
func TestANoticeBearsItsEpochBehindARestore(t *testing.T) {
	p, early := issuedPlace(t)
	late := p.issued(lineMother)
	p.expect(exitDone, "", "print", "passes", early, late, "--out", p.file("passes.pdf"))
	p.expect(exitDone, "", "recall", early, "--reason", "symptoms")
	before := p.noticeNumber(early)
	p.expect(exitDone, "", "backup", p.file("kept.backup"))
	p.expect(exitDone, "", "restore", p.file("kept.backup"), "--replace")
	if again := p.noticeNumber(early); again != before || strings.Count(again, "-") != 2 {
		t.Errorf("a notice of before is numbered %s, first it was %s", again, before)
	}
	p.expect(exitDone, "", "recall", late, "--reason", "symptoms")
	if behind := p.noticeNumber(late); !strings.HasPrefix(behind, before[:strings.LastIndexByte(before, '-')]+"-2-") {
		t.Errorf("behind a restore a notice is numbered %s", behind)
	}
	p.expect(exitDone, "", "close")
	slip := p.expect(exitDone, "", "print", "close", "--out", p.file("close.pdf")).lines(t)[0]
	event := fmt.Sprintf("2-%v", slip["event"])
	if text := call(t, tool(t, "pdftotext"), p.file("close.pdf"), "-"); !strings.Contains(text, "-"+event+"\n") || !strings.Contains(text, "第 "+event+" 号事件") {
		t.Errorf("the closing slip is not of event %s: %s", event, text)
	}
}

// noticeNumber is the number on the printed notice of a recall.
func (p *place) noticeNumber(pass string) string {
	p.t.Helper()
	p.expect(exitDone, "", "print", "notices", "--kind", "recall", pass, "--out", p.file("notice.pdf"))
	text := call(p.t, tool(p.t, "pdftotext"), p.file("notice.pdf"), "-")
	_, rest, _ := strings.Cut(text, "编号 No. ")
	number, _, _ := strings.Cut(rest, "\n")
	return number
}
