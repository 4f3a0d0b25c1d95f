package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Each benchmark is one key press and the frame that follows it.

func BenchmarkFieldKeyToFrame(b *testing.B) {
	f, st := NewField(FieldSpec{Key: "name", Cells: 40, Max: 50}), NewStyles(true)
	keys := []tea.KeyPressMsg{press("欧"), press("阳"), press("娜"), press("backspace"), press("left"), press("end")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%300 == 0 {
			f.Set("")
		}
		f.Update(keys[i%len(keys)])
		_, _ = f.View(st, ZH), f.CursorX()
	}
}

func BenchmarkFormKeyToFrame(b *testing.B) {
	c, st := clock(), NewStyles(true)
	f := sampleForm(c, SubmitAtLast)
	f.Fill(map[string]string{"id": sampleID, "name": "样例父"})
	f.FocusOn("remark")
	keys := []tea.KeyPressMsg{press("三"), press("号"), press("楼"), press("backspace"), press("tab"), press("shift+tab")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%300 == 0 {
			f.Set("remark", "")
		}
		f.Update(keys[i%len(keys)])
		_ = strings.Join(f.View(120, st, ZH).Lines, "\n")
	}
}

func BenchmarkListKeyToFrameOfAMillionRows(b *testing.B) {
	l, _ := sampleList(1000000, 20)
	settle(l, l.Jump("0500000"))
	st := NewStyles(true)
	keys := []tea.KeyPressMsg{press("down"), press("pgdown"), press("down"), press("up"), press("pgup"), press("down")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_, cmd := l.Update(keys[i%len(keys)])
		if cmd != nil {
			settle(l, cmd)
		}
		_ = strings.Join(l.View(120, st, ZH).Lines, "\n")
	}
}

func BenchmarkPaletteKeyToFrame(b *testing.B) {
	actions := make([]Action, 0, 60)
	for len(actions) < 60 {
		actions = append(actions, sampleActions...)
	}
	p, st := NewPalette(actions), NewStyles(true)
	keys := []tea.KeyPressMsg{press("q"), press("z"), press("down"), press("backspace"), press("backspace")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.Update(keys[i%len(keys)])
		_ = strings.Join(p.View(120, 20, st, ZH).Lines, "\n")
	}
}

func BenchmarkWidthOfAName(b *testing.B) {
	for b.Loop() {
		_ = Width("阿卜杜拉·买买提")
	}
}
