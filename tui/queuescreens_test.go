package tui

import (
	"fmt"
	"testing"

	"passdesk/registry/token"
)

// queueScenes are the screens of the queue over a real station.
var queueScenes = []struct {
	name  string
	lines []string
	play  func(b *realBench)
}{
	{"queue", []string{lineIssued, lineHealth, lineChild, lineNear}, func(b *realBench) { b.queue("样例母") }},
	{"queuetoday", []string{lineIssued, lineHealth, lineRefused}, func(b *realBench) { b.queue("样例母"); b.hand("tab"); b.WaitFor("样*老") }},
	{"case", []string{lineHealth}, func(b *realBench) { b.queue("样例母"); b.hand("enter") }},
	{"casesettle", []string{lineHealth}, func(b *realBench) { b.queue("样例母"); b.hand("enter", "ctrl+y"); b.types("卫健样例") }},
	{"casetwo", []string{lineChild, lineNear}, func(b *realBench) { b.queue("样例长子"); b.hand("enter") }},
	{"casetwosettle", []string{lineChild, lineNear}, func(b *realBench) { b.queue("样例长子"); b.hand("enter", "ctrl+x") }},
	{"caserefused", []string{lineRefused}, func(b *realBench) { b.queue(""); b.hand("tab"); b.WaitFor("样*老"); b.hand("enter") }},
	{"homewithcases", []string{lineIssued, lineHealth}, func(b *realBench) {}},
}

// queue opens the list and waits for a line of it: its pages come by themselves.
func (b *realBench) queue(line string) {
	b.t.Helper()
	b.hand("ctrl+b")
	b.WaitFor("今日未发")
	b.WaitFor(inList(line))
}

// inList is a name as lists show it: masked until its case is opened.
func inList(name string) string {
	if name == "" {
		return ""
	}
	return token.Mask(name)
}

func TestGoldenQueue(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range queueScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := atQueue(t, size[0], size[1], s.lines...)
				s.play(b)
				b.inBoth(s.name, size)
			})
		}
	}
}

// No line of the queue is wider than the window, in either language.
func TestEveryWidthOfTheQueue(t *testing.T) {
	for _, s := range queueScenes {
		t.Run(s.name, func(t *testing.T) {
			b := atQueue(t, 80, 24, s.lines...)
			s.play(b)
			b.checkWidths(t, 3)
		})
	}
}
