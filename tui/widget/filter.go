package widget

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	twinWindow = 250 * time.Millisecond // a second copy from the Windows console comes in the same read
	crlfWindow = 30 * time.Millisecond  // a reader's line feed right behind its carriage return
)

// Filter mends key messages before any screen sees them. Give Filter.Message to tea.WithFilter.
//
// On every system: Tab, Enter, Esc and Backspace lose the text they may carry, and a line feed right
// behind a carriage return (a reader set to CR LF) is dropped, while a line feed alone is Enter.
//
// On Windows also (read in ultraviolet's terminal_reader_windows.go): the console reports key-down
// and key-up, and both halves of a surrogate pair are collected from both, so each character beyond
// U+FFFF arrives twice, in keys and inside a paste; the second copy goes. A bare Shift, Ctrl or Caps
// Lock sends NUL, which reads as Ctrl+Space; it goes, as no screen may bind that key.
type Filter struct {
	windows   bool
	now       func() time.Time
	twin      rune // the character beyond U+FFFF whose second copy is still to come
	twinAt    time.Time
	enteredAt time.Time
}

// NewFilter makes a filter; windows says that the program runs on a Windows console.
func NewFilter(windows bool, now func() time.Time) *Filter {
	return &Filter{windows: windows, now: now}
}

// Message is the message to go on with, or nil to drop it. Its shape is that of tea.WithFilter.
func (f *Filter) Message(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.key(msg)
	case tea.PasteMsg:
		if f.windows {
			f.twin = 0
			msg.Content = f.single(msg.Content)
			f.twin = 0
		}
		return msg
	}
	return msg
}

func (f *Filter) key(msg tea.KeyPressMsg) tea.Msg {
	if f.windows && isNUL(msg) {
		return nil
	}
	if _, special := specialKeys[msg.Code]; special {
		msg.Text = ""
	}
	if msg.Code == 'j' && msg.Mod == tea.ModCtrl {
		if since(f.enteredAt, f.now()) < crlfWindow {
			f.enteredAt = time.Time{}
			return nil
		}
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	f.enteredAt = time.Time{}
	if msg.Code == tea.KeyEnter && msg.Mod == 0 {
		f.enteredAt = f.now()
	}
	if !f.windows || msg.Text == "" {
		f.twin = 0
		return msg
	}
	return f.singleKey(msg)
}

func (f *Filter) singleKey(msg tea.KeyPressMsg) tea.Msg {
	if since(f.twinAt, f.now()) > twinWindow {
		f.twin = 0
	}
	f.twinAt = f.now()
	text := f.single(msg.Text)
	if text == "" {
		return nil
	}
	if text != msg.Text {
		msg.Text, msg.Code = text, tea.KeyExtended
	}
	return msg
}

// single drops every second copy of a character beyond U+FFFF. It goes by code points: a hanzi with a
// variation selector arrives as 𬭊 𬭊 VS VS and is put together again by the field.
func (f *Filter) single(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= 0xffff {
			f.twin = 0
			return r
		}
		if r == f.twin {
			f.twin = 0
			return -1
		}
		f.twin = r
		return r
	}, s)
}

func isNUL(msg tea.KeyPressMsg) bool {
	if msg.Mod == tea.ModCtrl && (msg.Code == tea.KeySpace || msg.Code == '@') {
		return true
	}
	return msg.Text == "\x00" || msg.Code == 0 && msg.Text == ""
}

// since is the time from then to now; a time that never was is infinitely long ago.
func since(then, now time.Time) time.Duration {
	if then.IsZero() {
		return 1<<63 - 1
	}
	return now.Sub(then)
}
