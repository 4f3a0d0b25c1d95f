package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"passdesk/tui/screentest"
)

func clock() *screentest.Clock {
	return screentest.NewClock(time.Date(2020, 3, 10, 9, 0, 0, 0, time.UTC))
}

// press makes the message of one key: a name as KeyName says it, or the text itself.
func press(name string) tea.KeyPressMsg {
	mod := tea.KeyMod(0)
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok && rest != "" {
		mod, name = mod|tea.ModCtrl, rest
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok && rest != "" {
		mod, name = mod|tea.ModShift, rest
	}
	for code, n := range specialKeys {
		if n == name && code != tea.KeyKpEnter {
			return tea.KeyPressMsg{Code: code, Mod: mod}
		}
	}
	runes := []rune(name)
	if mod != 0 {
		return tea.KeyPressMsg{Code: runes[0], Mod: mod}
	}
	code := runes[0]
	if len(runes) > 1 {
		code = tea.KeyExtended
	}
	return tea.KeyPressMsg{Code: code, Text: name}
}

// keysOf makes a message for each character, "\r" and "\t" included.
func keysOf(text string) []tea.KeyPressMsg {
	var out []tea.KeyPressMsg
	for _, r := range text {
		switch r {
		case '\r':
			out = append(out, press("enter"))
		case '\t':
			out = append(out, press("tab"))
		default:
			out = append(out, press(string(r)))
		}
	}
	return out
}

func typeInto(f *Field, text string) {
	for _, k := range keysOf(text) {
		f.Update(k)
	}
}

// fits fails when a line of the block takes more cells than the window has, by either way of counting,
// or the cursor is outside.
func fits(t *testing.T, what string, b Block, width int) {
	t.Helper()
	for i, l := range b.Lines {
		if g, w := ansi.StringWidth(l), ansi.StringWidthWc(l); max(g, w) > width {
			t.Errorf("%s at width %d: line %d takes %d (counted by code points %d) cells: %q", what, width, i, g, w, ansi.Strip(l))
		}
		if strings.ContainsAny(ansi.Strip(l), "\n\r\t\x1b") {
			t.Errorf("%s at width %d: line %d holds a control: %q", what, width, i, l)
		}
	}
	if b.HasCursor && (b.CursorX < 0 || b.CursorX >= width || b.CursorY < 0 || b.CursorY >= len(b.Lines)) {
		t.Errorf("%s at width %d: cursor at %d,%d of %d lines", what, width, b.CursorX, b.CursorY, len(b.Lines))
	}
}

// awkward are texts that tear screens when they are counted wrongly.
var awkward = []string{
	"", "a", "欧阳娜娜", "阿卜杜拉·买买提", "𬭊𬭊𠮷", "葛\U000E0100飾", "é́ñ", "ambiguous · — … “ ─ ①",
	"👨‍👩‍👧‍👦 family", "☎️1️⃣🇨🇳", "\x1b[31mred\x1b[0m", "tab\there", "line\nbreak", "\u202eright to left\u202c", "\u0301alone",
	"สวัสดี नमस्ते हिन्दी", "مرحبا", "각각", "㈱①Ⅷ", "\ue000\U000f0000", "a\x00b\x7fc", string([]byte{0xff, 0xfe, 'x'}),
	strings.Repeat("长", 300), strings.Repeat("w", 300), strings.Repeat("混a", 120), "⿰氵甬",
}
