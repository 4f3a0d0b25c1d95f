package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What is named outright and cannot be done here is said; Enter does not do another that
// only begins alike.
func TestAPaletteDoesNoOtherThanWhatIsNamed(t *testing.T) {
	p := NewPalette([]Action{{ID: "print", Title: T{"打印队列", "Print queue"}, Initials: "dydl dclmy"}})
	p.Know([]Action{{Title: T{"导出登记册", ""}, Initials: "dc daochu", Why: T{"由负责人办理", "an officer does it"}},
		{Title: T{"打印队列", ""}, Initials: "dydl dclmy"}})
	for _, r := range "dc" {
		p.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	enter := tea.KeyPressMsg{Code: tea.KeyEnter}
	if e := p.Update(enter); e == PaletteChosen || p.Chosen() != "" {
		t.Errorf("Enter chose %q", p.Chosen())
	}
	if text := strings.Join(p.View(80, 20, Styles{}, ZH).Lines, "\n"); !strings.Contains(text, "由负责人办理") || !strings.Contains(text, "打印队列") {
		t.Errorf("the palette says\n%s", text)
	}
	p.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	if e := p.Update(enter); e != PaletteChosen || p.Chosen() != "print" {
		t.Errorf("after Down Enter chose %q", p.Chosen())
	}
}
