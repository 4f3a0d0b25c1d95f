package tui

import (
	"reflect"
	"testing"

	"passdesk/tui/widget"
)

// Every screen into which something can be typed says what of it would be lost.
func TestScreensWithFieldsSayWhatIsUnsaved(t *testing.T) {
	typed := map[reflect.Type]bool{reflect.TypeFor[*widget.Form](): true, reflect.TypeFor[*widget.Field](): true, reflect.TypeFor[*widget.Confirm](): true}
	for _, s := range everyScreen {
		x := reflect.TypeOf(s).Elem()
		for _, f := range reflect.VisibleFields(x) { // those of what it embeds too
			if _, says := s.(draftHolder); typed[f.Type] && !says {
				t.Errorf("%s has %s and does not say whether it is unsaved", x.Name(), f.Name)
			}
		}
	}
}

// What is half typed is left by the second Ctrl+C only, wherever it is typed; an empty
// desk by the first.
func TestHalfTypedIsLeftByTheSecondCtrlC(t *testing.T) {
	for name, play := range map[string]func(b *realBench){
		"the box":      func(b *realBench) { b.hand("esc", "esc"); b.types("样例") },
		"a correction": func(b *realBench) { b.hand("f2"); b.WaitFor("变更资料"); b.types("1") },
		"a reason":     func(b *realBench) { b.hand("ctrl+x"); b.WaitFor("原因"); b.types("坏了") },
		"a setting": func(b *realBench) {
			b.hand("esc", "esc")
			b.act("shezhi")
			b.WaitFor("设置")
			b.hand("enter")
			b.types("9")
		},
		"an operator": func(b *realBench) {
			b.hand("esc", "esc")
			b.act("czy")
			b.WaitFor("样例员")
			b.hand("ctrl+y")
			b.types("样例")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := atPass(t, 80, 24, lineIssued)
			play(b)
			b.settled()
			b.hand("ctrl+c")
			b.WaitFor("再按一次 Ctrl+C 退出")
			b.hand("left")
			b.WaitGone("再按一次 Ctrl+C 退出")
			b.hand("ctrl+c", "ctrl+c")
			b.Wait()
		})
	}
	b, _ := atPass(t, 80, 24, lineIssued)
	b.hand("ctrl+c")
	b.Wait()
}
