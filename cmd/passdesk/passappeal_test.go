package main

import (
	"fmt"
	"testing"
)

// appealCite is the sentence that an appeal of a pass rests on (001).
const appealCite = "“甬行证”遵照哪里申领哪里申诉，核实后予以变更"

// TestAppealOfAPass: a recall that was wrong, a name that is wrong, and an appeal
// that is upheld and taken up again, all about one pass with one number.
func TestAppealOfAPass(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("1.pdf"))
	p.expect(exitDone, "", "sign", n)
	p.expect(exitDone, "", "recall", n, "--reason", "close_contact")
	lodged := p.act(exitDone, "appeal", "lodge", n, "--reason", "没有接触过")
	id := fmt.Sprint(lodged["id"])
	if lodged["state"] != "appealed" || lodged["number"] != n || lodged["kind"] != "AppealLodged" || lodged["name"] != "样例父" ||
		lodged["cite"] != appealCite {
		t.Errorf("lodged %v", lodged)
	}
	p.expect(exitFailed, "", "appeal", "lodge", n, "--reason", "再来一次") // one at a time
	if list := p.expect(exitDone, "", "appeal", "list").lines(t); len(list) != 1 || fmt.Sprint(list[0]["id"]) != id {
		t.Errorf("list %v", list)
	}
	p.expect(exitDone, "", "queue", "show", id)
	if v := p.act(exitDone, "appeal", "decide", id, "--decision", "uphold", "--reason", "流调有记录"); v["state"] != "upheld" || v["cite"] != appealCite {
		t.Errorf("upheld %v", v)
	}
	if v := p.act(exitDone, "appeal", "reopen", n, "--reason", "新的行程单"); v["state"] != "appealed" {
		t.Errorf("reopened %v", v)
	}
	if v := p.act(exitDone, "appeal", "decide", n, "--decision", "change", "--reason", "核实无误"); v["outcome"] != "REINSTATED" || v["state"] != "changed" || v["number"] != n || v["cite"] != appealCite {
		t.Errorf("changed %v", v)
	}
	if show := p.act(exitDone, "show", n); show["status"] != "signed" || show["copy"] != 1.0 {
		t.Errorf("reinstated with the paper in hand: %v", show)
	}
	p.expect(exitFailed, "", "appeal", "decide", n, "--decision", "change", "--reason", "决定过了")
	p.expect(exitDone, "", "appeal", "lodge", n, "--reason", "名字印错了")
	p.expect(exitFailed, "", "appeal", "decide", n, "--decision", "change", "--reason", "没写改什么")
	if v := p.act(exitDone, "appeal", "decide", n, "--decision", "change", "--reason", "看了户口簿", "--facts", `{"name":"样例改"}`); v["outcome"] != "CORRECTED" || v["copy"] != 2.0 || v["number"] != n || v["cite"] != appealCite {
		t.Errorf("corrected %v", v)
	}
	show := p.act(exitDone, "show", n)
	if fmt.Sprint(show["outstanding"]) != "[1]" || show["status"] != "issued" {
		t.Errorf("show %v", show)
	}
	p.expect(exitDone, "", "find", "样例改")
	p.expect(exitDone, "", "verify")
}

// The venue: another station's pass is not heard here, and a case of it is none.
func TestAppealOfAPassOfAnotherStation(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	s := p.run("", "appeal", "lodge", "12131170004228", "--reason", "样例")
	if s.code != exitFailed || s.out != "" {
		t.Errorf("exit %d: %s%s", s.code, s.out, s.err)
	}
}
