package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// appealed opens a desk at which a refusal waits to be appealed and the recall of a
// pass is appealed.
func appealed(t *testing.T, cols, rows int) (*realBench, registry.Number) {
	t.Helper()
	b := recalled(t, cols, rows, lineThird, lineRefused)
	ctx := context.Background()
	all, err := b.st.Page(ctx, 0, 1, true, station.Filter{})
	if err == nil {
		err = b.st.ChangeSetting(ctx, "appeal_decision_days", "3", "样例")
	}
	if err == nil {
		_, err = b.st.LodgePassAppeal(ctx, all[0].Number.String(), "没有接触过")
	}
	if err != nil {
		t.Fatal(err)
	}
	b.clock.Advance(26 * time.Hour)
	return b, all[0].Number
}

func (b *realBench) appealList(line string) {
	b.t.Helper()
	b.hand("ctrl+b")
	b.WaitFor("今日未发")
	b.hand("f3")
	b.WaitFor("哪里申领哪里申诉")
	b.WaitFor(inList(line))
}

var appealScenes = []struct {
	name string
	play func(b *realBench)
}{
	{"appeals", func(b *realBench) {}},
	{"appealsmay", func(b *realBench) { b.hand("shift+tab", "shift+tab"); b.WaitFor("样*老") }},
	{"appealsenglish", func(b *realBench) { b.hand("ctrl+l"); b.WaitFor("2 d left") }},
}

func TestGoldenAppeals(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, s := range appealScenes {
			name := fmt.Sprintf("%s_%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b, _ := appealed(t, size[0], size[1])
				b.appealList("样例父")
				s.play(b)
				b.settled()
				b.Type("")
				b.Golden(name)
			})
		}
	}
}

func TestEveryWidthOfTheAppeals(t *testing.T) {
	b, _ := appealed(t, 80, 24)
	b.appealList("样例父")
	b.checkWidths(t, 3)
}

// What waits stands on the list with its term; it is decided on its own screen, and
// then stands among the upheld, to be taken up again.
func TestAppealsAreGathered(t *testing.T) {
	b, _ := appealed(t, 100, 30)
	b.appealList("样例父")
	b.WaitFor("还有2天")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	b.clock.Advance(72 * time.Hour)
	b.hand("tab", "shift+tab")
	b.WaitFor("过了1天")
	b.hand("enter")
	b.WaitFor("Ctrl+B 维持")
	b.hand("ctrl+b")
	b.types("流调有记录")
	b.onEvidence("ctrl+b")
	b.WaitFor("已维持")
	b.hand("esc", "tab", "tab")
	b.WaitFor("申诉维持")
	b.hand("f5")
	b.WaitFor("已打印 /tmp/out")
	b.hand("enter", "ctrl+n")
	b.types("新的流调报告")
	b.hand("ctrl+n")
	b.WaitFor("已重新受理")
	b.hand("esc", "shift+tab", "shift+tab")
	b.WaitFor("待决定")
	b.sound()
}

// A refusal is found among what may be appealed, a pass by its number; a pass of
// another station names the place to go.
func TestWhoAppealsIsFound(t *testing.T) {
	b, n := appealed(t, 100, 30)
	elsewhere, err := registry.NewNumber("12", 777, 1, 3, 8)
	if err != nil {
		t.Fatal(err)
	}
	place, err := station.ParsePlace(station.Place{Kind: "community", Name: "样例邻站", Division: "330212", Address: "样例路 9 号", Station: "777"})
	if err == nil {
		err = b.st.LoadDirectory(t.Context(), []station.Place{place})
	}
	if err != nil {
		t.Fatal(err)
	}
	b.appealList("样例父")
	b.types(elsewhere.String())
	b.WaitFor("按回车查登记册")
	b.hand("enter")
	b.WaitFor("哪里申领哪里办理、哪里申诉")
	b.WaitFor("样例邻站")
	b.hand("esc")
	b.types(strings.Replace(n.String(), "1293", "1298", 1)) // a digit is mistyped
	b.WaitFor("按回车查登记册")
	b.hand("enter")
	b.WaitFor("校验位不符")
	b.hand("esc")
	b.types("样例没有")
	b.WaitFor("按回车查登记册")
	b.hand("enter")
	b.WaitFor("也没有不予发证的记录")
	b.hand("esc")
	b.types(n.String())
	b.hand("enter")
	b.WaitFor("经过")
	b.hand("esc", "esc")
	b.types("样例老")
	b.hand("enter")
	b.WaitFor("Ctrl+N 提出申诉")
	b.hand("ctrl+n")
	b.types("没有接触过")
	b.hand("tab")
	b.types("样例检测单")
	b.hand("ctrl+n")
	b.WaitFor("申诉已受理")
	b.WaitFor("没有接触过（材料：样例检测单）")
	b.hand("ctrl+b")
	b.types("流调有记录")
	b.hand("down")
	b.types("样例流调报告")
	b.hand("ctrl+b")
	b.WaitFor("材料：样例流调报告")
	b.sound()
}
