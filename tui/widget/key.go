package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// specialKeys are the keys that are told by their code, whatever text they carry: on Windows, Tab and
// Enter may come with "\t" and "\r" as text.
var specialKeys = map[rune]string{
	tea.KeyEnter: "enter", tea.KeyKpEnter: "enter", tea.KeyTab: "tab", tea.KeyEscape: "esc",
	tea.KeyBackspace: "backspace", tea.KeyDelete: "delete", tea.KeyInsert: "insert",
	tea.KeyUp: "up", tea.KeyDown: "down", tea.KeyLeft: "left", tea.KeyRight: "right",
	tea.KeyKpUp: "up", tea.KeyKpDown: "down", tea.KeyKpLeft: "left", tea.KeyKpRight: "right",
	tea.KeyHome: "home", tea.KeyEnd: "end", tea.KeyPgUp: "pgup", tea.KeyPgDown: "pgdown",
	tea.KeyKpHome: "home", tea.KeyKpEnd: "end", tea.KeyKpPgUp: "pgup", tea.KeyKpPgDown: "pgdown",
	tea.KeyKpDelete: "delete",
	tea.KeyF1:       "f1", tea.KeyF2: "f2", tea.KeyF3: "f3", tea.KeyF4: "f4", tea.KeyF5: "f5", tea.KeyF6: "f6",
	tea.KeyF7: "f7", tea.KeyF8: "f8", tea.KeyF9: "f9", tea.KeyF10: "f10", tea.KeyF11: "f11", tea.KeyF12: "f12",
}

// KeyName is the one name under which a key press is looked up: "enter", "shift+tab", "f2", "ctrl+p",
// or the text itself ("3", "张", "?"). The code is tested before the text; Caps Lock and Num Lock do
// not count; Ctrl+J is Enter (some readers end with a line feed) and Ctrl+H is Backspace (old
// consoles); a full-width ？／： or digit is its ASCII twin.
func KeyName(msg tea.KeyPressMsg) string {
	if name, ok := specialKeys[msg.Code]; ok {
		if name == "enter" || name == "backspace" {
			msg.Mod &^= tea.ModShift | tea.ModCtrl // most terminals cannot tell them from the plain key
		}
		return modifiers(msg.Mod) + name
	}
	if msg.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return comboName(msg)
	}
	if t := KeyText(msg); t != "" {
		return HalfWidth(t)
	}
	return msg.Keystroke()
}

func comboName(msg tea.KeyPressMsg) string {
	code := msg.Code
	if msg.BaseCode != 0 && code > 0x7f { // a Cyrillic or Greek layout: the key's place decides
		code = msg.BaseCode
	}
	name := modifiers(msg.Mod) + strings.ToLower(string(code))
	switch name {
	case "ctrl+j", "ctrl+m":
		return "enter"
	case "ctrl+i":
		return "tab"
	case "ctrl+h":
		return "backspace"
	case "ctrl+[":
		return "esc"
	case "ctrl+ ":
		return "ctrl+space"
	}
	return name
}

func modifiers(mod tea.KeyMod) string {
	var b strings.Builder
	for _, m := range []struct {
		bit  tea.KeyMod
		name string
	}{{tea.ModCtrl, "ctrl+"}, {tea.ModAlt, "alt+"}, {tea.ModShift, "shift+"}, {tea.ModMeta, "meta+"}, {tea.ModSuper, "super+"}} {
		if mod&m.bit != 0 {
			b.WriteString(m.name)
		}
	}
	return b.String()
}

// KeyText is the text a key press types, without controls: one character, or several from an input
// method. Empty for keys that type nothing.
func KeyText(msg tea.KeyPressMsg) string {
	if _, special := specialKeys[msg.Code]; special {
		return ""
	}
	if msg.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return ""
	}
	if msg.Text == "" && msg.Code >= tea.KeyKp0 && msg.Code <= tea.KeyKp9 {
		return string('0' + msg.Code - tea.KeyKp0)
	}
	return stripControls(msg.Text)
}

func stripControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, s)
}
