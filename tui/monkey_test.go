package tui

import (
	"context"
	"flag"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"passdesk/registry"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// Every run draws the same; -rapid.seed=N draws others.
func init() { flag.Set("rapid.seed", "20200210") }

// hands drives a desk without a program: commands run to their end before the
// next key.
type hands struct {
	d     *desk
	f     *fakeStation
	clock *screentest.Clock
	left  bool
	slow  bool      // commands wait until all keys are pressed
	later []tea.Cmd // those that wait
}

func newHands() *hands {
	x := &hands{f: peopled(), clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	x.d = newDesk(context.Background(), Program{Desk: x.f, Press: &fakePress{place: "/tmp/out"}, Clock: x.clock.Now, Unlocked: true})
	x.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	x.run(x.d.top().update(x.d, openedMsg{}))
	return x
}

func (x *hands) send(msg tea.Msg) {
	_, cmd := x.d.Update(msg)
	x.run(cmd)
}

func (x *hands) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if x.slow {
		x.later = append(x.later, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil, farMsg: // a look at how far a work is; here it runs to its end first
	case tea.BatchMsg:
		for _, c := range msg {
			x.run(c)
		}
	case tea.QuitMsg:
		x.left = true
	default:
		x.send(msg)
	}
}

// wake runs the commands that waited, and whatever follows from them.
func (x *hands) wake() {
	x.slow = false
	later := x.later
	x.later = nil
	for _, cmd := range later {
		x.run(cmd)
	}
}

// Whatever keys come, in whatever rhythm: no line is too wide, nothing is issued
// but by an Enter that came 150 ms after the key before, and nothing is
// cancelled or recalled but by its Ctrl key.
func TestAnyKeys(t *testing.T) {
	keys := []string{"1", "2", "3", "y", "l", "样", "enter", "enter", "tab", "shift+tab", "esc", "up", "down", "backspace",
		"f2", "f3", "f4", "f5", "ctrl+p", "ctrl+n", "ctrl+y", "ctrl+x", "ctrl+b", "ctrl+d", "ctrl+f", "ctrl+l", "f1", "home", "end", "pgup", "pgdown", "3", "6", ".", "scan", "paste", "temp"}
	rapid.Check(t, func(t *rapid.T) {
		x := newHands()
		for range rapid.IntRange(1, 60).Draw(t, "keys") {
			key := rapid.SampledFrom(keys).Draw(t, "key")
			pause := rapid.SampledFrom([]int{1, 20, 100, 149, 150, 400}).Draw(t, "ms")
			x.clock.Advance(time.Duration(pause) * time.Millisecond)
			papers, copies, gone := x.f.tally()
			x.press(key)
			more, again, ended := x.f.tally()
			if more != papers && (key != "enter" || pause < 150) {
				t.Fatalf("%q after %d ms issued", key, pause)
			}
			if again != copies && key != "f5" {
				t.Fatalf("%q printed a second paper", key)
			}
			if ended != gone && key != "ctrl+x" && key != "ctrl+b" {
				t.Fatalf("%q cancelled or recalled", key)
			}
			x.look(t)
		}
	})
}

// tally counts the issues, the papers printed again, and the passes cancelled or
// recalled.
func (f *fakeStation) tally() (papers, again, gone int) {
	for _, p := range f.passes {
		for _, e := range p.history {
			switch e.Kind {
			case registry.Issued:
				papers++
			case registry.Reprinted:
				again++
			}
		}
		if !p.status.InHand() {
			gone++
		}
	}
	return papers, again, gone
}

func (x *hands) press(key string) {
	switch key {
	case "scan":
		for _, r := range oldID {
			x.send(tea.KeyPressMsg{Code: r, Text: string(r)})
			x.clock.Advance(time.Millisecond)
		}
		x.send(tea.KeyPressMsg{Code: tea.KeyEnter})
	case "paste":
		x.send(tea.PasteMsg{Content: "样例母\t" + motherID})
	case "temp":
		for _, r := range "36.5" {
			x.clock.Advance(60 * time.Millisecond)
			x.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	default:
		x.send(named(key))
	}
}

// named is the key press of a name, as terminals send it.
func named(key string) tea.KeyPressMsg {
	special := map[string]rune{"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown,
		"backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown}
	if code, ok := special[key]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if key == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if len(key) > 1 && (key[0] == 'f' || key[:2] == "ct") {
		return pressOf(key)
	}
	return tea.KeyPressMsg{Code: []rune(key)[0], Text: key}
}

func (x *hands) look(t *rapid.T) {
	v := x.d.View()
	rows := splitLines(v.Content)
	if len(rows) > 24 {
		t.Fatalf("%d lines", len(rows))
	}
	for _, row := range rows {
		if n := widget.Width(unpainted(row)); n > 80 {
			t.Fatalf("a line of %d cells: %q", n, row)
		}
	}
	if c := v.Cursor; c != nil && (c.X >= 80 || c.Y >= 24) {
		t.Fatalf("cursor at %d,%d", c.X, c.Y)
	}
}
