package screentest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// echo is a small program: it shows what it gets, and quits on Ctrl+C.
type echo struct {
	got    []string
	width  int
	height int
	wide   int // a line of so many cells, to break a promise
	late   chan string
}

type lateMsg string

func (e echo) Init() tea.Cmd {
	if e.late == nil {
		return nil
	}
	return func() tea.Msg { return lateMsg(<-e.late) }
}

func (e echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.width, e.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+c" {
			return e, tea.Quit
		}
		e.got = append(e.got, msg.String())
	case tea.PasteMsg:
		e.got = append(e.got, fmt.Sprintf("paste %q", msg.Content))
	case lateMsg:
		e.got = append(e.got, string(msg))
	}
	return e, nil
}

func (e echo) View() tea.View {
	v := tea.NewView(fmt.Sprintf("%dx%d %d\n", e.width, e.height, len(e.got)) + strings.Join(e.got, " ") + "\n" + strings.Repeat("x", e.wide))
	v.AltScreen = true
	v.Cursor = tea.NewCursor(len(e.got), 1)
	return v
}

func TestKeysArriveAndAreShown(t *testing.T) {
	s := Start(t, echo{}, 80, 24)
	s.Type("张3")
	s.Key("enter", "f2", "ctrl+p", "shift+tab", "esc", "pgdown")
	if got, want := s.Screen().Lines()[1], "张 3 enter f2 ctrl+p shift+tab esc pgdown"; got != want {
		t.Errorf("screen says %q, want %q", got, want)
	}
	if x, y := s.Cursor(); x != 8 || y != 1 {
		t.Errorf("cursor at %d,%d, want 8,1", x, y)
	}
}

func TestSixtyCharactersAndEnterInOneWrite(t *testing.T) {
	s := Start(t, echo{}, 80, 24, AnySize())
	s.Type(strings.Repeat("7", 60) + "\r")
	m := s.Quit().(echo)
	if len(m.got) != 61 || m.got[60] != "enter" {
		t.Errorf("%d keys, the last %q; want 61, enter", len(m.got), m.got[len(m.got)-1])
	}
}

func TestPasteIsOneMessage(t *testing.T) {
	s := Start(t, echo{}, 80, 24)
	s.Paste("甲\t乙")
	if got, want := s.Screen().Lines()[1], `paste "甲\t乙"`; got != want {
		t.Errorf("screen says %q, want %q", got, want)
	}
}

func TestResize(t *testing.T) {
	s := Start(t, echo{}, 80, 24)
	s.Resize(120, 40)
	if got := s.Screen().Lines()[0]; got != "120x40 0" {
		t.Errorf("screen says %q after the resize", got)
	}
	if scr := s.Screen(); len(scr.Cells) != 40 || len(scr.Cells[0]) != 120 {
		t.Errorf("terminal is %d by %d", len(scr.Cells[0]), len(scr.Cells))
	}
}

func TestWaitForTheResultOfACommand(t *testing.T) {
	late := make(chan string, 1)
	s := Start(t, echo{late: late}, 80, 24)
	late <- "可以签发"
	s.WaitFor("可以签发")
}

func TestTheProgramEndsByItself(t *testing.T) {
	s := Start(t, echo{}, 80, 24)
	s.Type("a")
	s.Key("ctrl+c")
	if m := s.Wait().(echo); len(m.got) != 1 || s.Err() != nil {
		t.Errorf("last model %v, error %v", m.got, s.Err())
	}
}

func TestTheProgramsFilterSeesItsOwnModel(t *testing.T) {
	saw := ""
	s := Start(t, echo{}, 80, 24, Filter(func(m tea.Model, msg tea.Msg) tea.Msg {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.Text == "b" {
			saw = fmt.Sprintf("%T", m)
			return nil
		}
		return msg
	}))
	s.Type("abc")
	if m := s.Quit().(echo); strings.Join(m.got, "") != "ac" || saw != "screentest.echo" {
		t.Errorf("got %v, filter saw %s", m.got, saw)
	}
}

// fakeT collects errors instead of failing.
type fakeT struct {
	testing.TB
	errors  []string
	cleanup []func()
}

func (f *fakeT) Helper()           {}
func (f *fakeT) Error(args ...any) { f.errors = append(f.errors, fmt.Sprint(args...)) }
func (f *fakeT) Cleanup(fn func()) { f.cleanup = append(f.cleanup, fn) }

func TestALineTooWideIsFound(t *testing.T) {
	for _, tc := range []struct {
		wide, faults int
		opts         []Option
	}{{80, 0, nil}, {81, 1, nil}, {81, 0, []Option{AnySize()}}} {
		f := &fakeT{TB: t}
		Start(f, echo{wide: tc.wide}, 80, 24, tc.opts...)
		for _, fn := range f.cleanup {
			fn()
		}
		if len(f.errors) != tc.faults {
			t.Errorf("a line of %d cells: %d faults, want %d: %v", tc.wide, len(f.errors), tc.faults, f.errors)
		}
	}
}

func TestUnknownKeyNames(t *testing.T) {
	for _, name := range []string{"", "ctrl+", "ctrl+F", "hyper", "ctrl+12"} {
		if b, err := KeyBytes(name); err == nil {
			t.Errorf("KeyBytes(%q) = %q, want an error", name, b)
		}
	}
}

func TestScreenTextKeepsColumns(t *testing.T) {
	k := newKeyboard()
	term := NewTerminal(12, 3, k, true)
	defer term.Close()
	fmt.Fprint(term, "\x1b[1;31m甲\x1b[m b\n\x1b[7m欧阳\x1b[m")
	scr := term.Screen()
	if got, want := scr.Text(), "甲 b\n欧阳"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if c := scr.Cells[0][0]; !c.Bold || c.Fg != 1 || c.Width != 2 || c.Reverse {
		t.Errorf("cell 0,0 is %+v, want bold, colour 1, two cells", c)
	}
	if c := scr.Cells[1][2]; c.Text != "阳" || !c.Reverse || c.Bold || c.Fg != NoColor {
		t.Errorf("cell 2,1 is %+v, want reverse 阳", c)
	}
	if scr.CursorX != 4 || scr.CursorY != 1 {
		t.Errorf("cursor at %d,%d, want 4,1", scr.CursorX, scr.CursorY)
	}
}

func TestTheClockStandsStill(t *testing.T) {
	at := time.Date(2020, 3, 10, 9, 0, 0, 0, time.UTC)
	c := NewClock(at)
	c.Advance(150 * time.Millisecond)
	if got := c.Now().Sub(at); got != 150*time.Millisecond {
		t.Errorf("moved %v, want 150ms", got)
	}
}
