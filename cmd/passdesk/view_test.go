package main

import (
	"os"
	"strings"
	"testing"
)

// Reading by script is recorded: an opened pass under the pass, a list once with its
// count; and in a register that nobody may write, that it is not.
func TestReadingByScriptIsRecorded(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother, "issue").lines(t)
	number := l[0]["number"].(string)
	before := p.events()
	p.expect(exitDone, "", "find", "样例")
	p.expect(exitDone, "", "find", "nobodyatall")
	p.expect(exitDone, "", "queue", "list")
	if after := p.events(); after != before+1 {
		t.Errorf("%v events after one list that found somebody, before %v", after, before)
	}
	p.expect(exitDone, "", "show", number)
	viewed := p.expect(exitDone, "", "show", number).lines(t)[0]["viewed"].([]any)
	if len(viewed) != 2 || viewed[1].(map[string]any)["why"] != "script" || viewed[1].(map[string]any)["operator"] != "op" {
		t.Errorf("viewed: %v", viewed)
	}
	p.must(os.RemoveAll(p.file("config")))
	s := p.expect(exitDone, "", "show", number)
	if !strings.Contains(s.err, "not recorded") || !strings.Contains(s.err, "没有记录") || len(s.lines(t)[0]["viewed"].([]any)) != 2 {
		t.Errorf("read-only: %s", s.err)
	}
}
