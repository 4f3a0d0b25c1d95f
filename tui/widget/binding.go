package widget

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Binding ties an action to keys that arrive with an input method on: an F key and its Ctrl twin
// (laptops hide F keys, terminals take some Ctrl keys; one of the two always works).
type Binding struct {
	Names []string // as KeyName says them, the one shown first: "f2", "ctrl+t"
	Text  T        // what it does, for the last line and the palette
}

// NewBinding is a binding of a text to keys.
func NewBinding(text T, names ...string) Binding { return Binding{Names: names, Text: text} }

// Matches reports whether the key press is one of the binding's keys.
func (b Binding) Matches(msg tea.KeyPressMsg) bool { return b.Has(KeyName(msg)) }

// Has reports whether the key of that name is one of the binding's.
func (b Binding) Has(name string) bool {
	for _, n := range b.Names {
		if n == name {
			return true
		}
	}
	return false
}

// Label is the binding's first key as people read it: "F2", "Ctrl+P", "回车".
func (b Binding) Label(lang Lang) string {
	if len(b.Names) == 0 {
		return ""
	}
	return KeyLabel(b.Names[0], lang)
}

var keyLabels = map[string]T{
	"enter": {"回车", "Enter"}, "esc": {"Esc", "Esc"}, "tab": {"Tab", "Tab"}, "up": {"上", "Up"}, "down": {"下", "Down"},
	"up/down": {"上下", "Up/Down"}, // one entry of the line of keys for a pair that belongs together
	"left":    {"左", "Left"}, "right": {"右", "Right"}, "pgup": {"PgUp", "PgUp"}, "pgdown": {"PgDn", "PgDn"},
	"home": {"Home", "Home"}, "end": {"End", "End"}, "backspace": {"退格", "Backspace"}, "delete": {"Del", "Del"},
	"ctrl": {"Ctrl", "Ctrl"}, "alt": {"Alt", "Alt"}, "shift": {"Shift", "Shift"},
}

// KeyLabel is a key's name as people read it on a keyboard.
func KeyLabel(name string, lang Lang) string {
	parts := strings.Split(name, "+")
	for i, p := range parts {
		if l, ok := keyLabels[p]; ok {
			parts[i] = l.In(lang)
		} else {
			parts[i] = strings.ToUpper(p)
		}
	}
	return strings.Join(parts, "+")
}

// editing are the keys a field keeps for itself.
var editing = map[string]bool{"ctrl+a": true, "ctrl+e": true, "ctrl+w": true, "ctrl+u": true, "ctrl+d": true}

// CheckBindings finds the bindings that would fail at the desk: plain letters (with an input method on
// they never arrive), keys that input methods own (Ctrl+Space, Shift+Space, Shift+arrows, F6–F10), Ctrl
// keys that terminals send as Enter, Tab, Backspace or Esc, keys of the field itself, an F key without
// a Ctrl twin, and one key bound twice. For a test of every screen's keys.
func CheckBindings(bindings ...Binding) error {
	var errs []error
	owner := map[string]T{}
	for _, b := range bindings {
		errs = append(errs, b.twin())
		for _, n := range b.Names {
			if why := forbidden(n); why != "" {
				errs = append(errs, fmt.Errorf("%s (%s): %s", n, b.Text.EN, why))
			}
			if other, taken := owner[n]; taken {
				errs = append(errs, fmt.Errorf("%s is bound to %q and to %q", n, other.EN, b.Text.EN))
			}
			owner[n] = b.Text
		}
	}
	return errors.Join(errs...)
}

func (b Binding) twin() error {
	f, ctrl := false, false
	for _, n := range b.Names {
		f = f || len(n) > 1 && n[0] == 'f' && n[1] >= '1' && n[1] <= '9'
		ctrl = ctrl || strings.HasPrefix(n, "ctrl+")
	}
	if f && !ctrl {
		return fmt.Errorf("%s (%s) has no Ctrl twin", b.Names[0], b.Text.EN)
	}
	return nil
}

func forbidden(name string) string {
	switch name {
	case "f6", "f7", "f8", "f9", "f10", "ctrl+space", "shift+space", "shift+up", "shift+down", "shift+left", "shift+right":
		return "input methods own this key"
	case "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+[", "ctrl+@":
		return "terminals send this as another key"
	case "ctrl+z", "ctrl+\\":
		return "terminals stop the program with this key"
	case "shift+enter", "ctrl+enter":
		return "cannot be told from Enter on every terminal"
	case "?", "/", ":":
		return "" // these arrive, full width or not; only where no field has the focus
	}
	switch {
	case editing[name]:
		return "the field keeps this key"
	case utf8.RuneCountInString(name) == 1:
		return "plain letters do not arrive with an input method on"
	}
	return ""
}
