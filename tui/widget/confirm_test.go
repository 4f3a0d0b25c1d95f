package widget

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// What Tab chooses: one must be chosen where none is at first.
func TestConfirmChoice(t *testing.T) {
	now := time.Date(2020, 3, 10, 9, 0, 0, 0, time.UTC)
	c := NewConfirm(ConfirmSpec{Key: NewBinding(T{}, "ctrl+o"), Choice: T{"旧证", "Old paper"}, Choices: []T{{"交回", "returned"}, {"作废", "void"}}, Chosen: -1,
		Now: func() time.Time { return now }})
	press := func(m tea.KeyPressMsg) ConfirmEvent { now = now.Add(time.Second); return c.Update(m, ZH) }
	do := tea.KeyPressMsg{Code: 'o', Mod: tea.ModCtrl}
	c.Update(tea.PasteMsg{Content: "样例原因"}, ZH)
	if e := press(do); e != ConfirmHandled {
		t.Errorf("nothing chosen: %v", e)
	}
	for i, want := range []int{0, 1, 0} {
		if press(tea.KeyPressMsg{Code: tea.KeyTab}); c.Chosen() != want {
			t.Errorf("Tab %d: %d, want %d", i, c.Chosen(), want)
		}
	}
	if press(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}); c.Chosen() != 1 {
		t.Errorf("back: %d", c.Chosen())
	}
	if e := press(do); e != ConfirmDone || c.Reason() != "样例原因" {
		t.Errorf("chosen: %v, %q", e, c.Reason())
	}
}
