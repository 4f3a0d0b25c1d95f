package main

import (
	"fmt"
	"testing"
)

// TestAListFetchesCopiesOfBeforeAndBehind: a recall list that is loaded on a station which put
// a backup back asks for every copy that may be out, whichever history printed it, whether
// it is loaded before the other history came back or behind that.
func TestAListFetchesCopiesOfBeforeAndBehind(t *testing.T) {
	for _, early := range []bool{true, false} {
		t.Run(fmt.Sprint("loaded early ", early), func(t *testing.T) {
			p, _ := issuedPlace(t)
			b := p.enrolled()
			number := p.expect(exitDone, person(29).line("r-29"), "issue").lines(t)[0]["number"].(string)
			paper := func() { p.expect(exitDone, "", "print", "passes", number, "--out", p.file("lost.pdf")) }
			paper()
			l := b.losesWhat(func() {
				p.expect(exitDone, "", "reprint", number, "--reason", "样例")
				paper()
			})
			p.expect(exitDone, "", "reprint", number, "--reason", "样例")
			paper()
			list := p.write("recall.csv", "姓名,身份证号\n"+person(29).name+","+person(29).number+"\n")
			load := func() {
				p.expect(exitDone, "", "recall", "import", list, "--reason", "close_contact", "--source", "样例疾控")
			}
			if early {
				load()
				if got := p.recallStands(number); got != "recalled [1] recalled[1 301]" {
					t.Errorf("before it came back: %s", got)
				}
			}
			l.returned()
			if !early {
				load()
			}
			if got := p.recallStands(number); got != "recalled [1 2] recalled[1 2 301]" {
				t.Errorf("with what came back: %s", got)
			}
			for _, copy := range []string{"1", "2", "301"} {
				p.expect(exitDone, "", "return", number, "--copy", copy, "--outcome", "returned")
			}
			if got := p.recallStands(number); got != "recalled_returned [] done" {
				t.Errorf("all are back: %s", got)
			}
			p.expect(exitDone, "", "verify")
		})
	}
}
