package screentest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// limit bounds a wait that fails; a wait that succeeds takes as long as the program does.
const limit = 5 * time.Minute

// Option changes how a program is started.
type Option func(*settings)

type settings struct {
	filter  func(tea.Model, tea.Msg) tea.Msg
	env     []string
	limit   time.Duration
	program []tea.ProgramOption
	loose   bool
}

// Filter puts the program's own message filter in place, as tea.WithFilter does.
func Filter(f func(tea.Model, tea.Msg) tea.Msg) Option { return func(s *settings) { s.filter = f } }

// Env adds variables, "NAME=value", to the environment that Bubble Tea sees.
func Env(vars ...string) Option { return func(s *settings) { s.env = append(s.env, vars...) } }

// Limit bounds a wait that fails, instead of five minutes.
func Limit(d time.Duration) Option { return func(s *settings) { s.limit = d } }

// Program passes options on to tea.NewProgram.
func Program(opts ...tea.ProgramOption) Option {
	return func(s *settings) { s.program = append(s.program, opts...) }
}

// AnySize leaves out the check that every frame fits the window; for a model that is meant to overflow.
func AnySize() Option { return func(s *settings) { s.loose = true } }

// Session is a program that runs on a terminal.
type Session struct {
	t       testing.TB
	term    *Terminal
	keys    *keyboard
	program *tea.Program
	watch   *watch
	set     settings
	done    chan struct{}
	final   tea.Model
	err     error
	marks   int
}

// Start runs the model's program on a terminal of the given size, and returns when its first frame is
// on the screen. The program is ended with the test, if the test has not done so.
func Start(t testing.TB, model tea.Model, cols, rows int, opts ...Option) *Session {
	t.Helper()
	s := &Session{t: t, keys: newKeyboard(), done: make(chan struct{}), set: settings{limit: limit}}
	for _, o := range opts {
		o(&s.set)
	}
	s.term = NewTerminal(cols, rows, s.keys, true)
	s.watch = &watch{term: s.term, cols: cols, rows: rows, loose: s.set.loose, seen: map[int]int64{}}
	s.program = tea.NewProgram(framed{model, s.watch}, s.options(cols, rows)...)
	go s.run()
	t.Cleanup(s.end)
	s.settle()
	return s
}

func (s *Session) options(cols, rows int) []tea.ProgramOption {
	env := append([]string{"TERM=xterm-256color", "TTY_FORCE=1", "LANG=C.UTF-8"}, s.set.env...)
	return append([]tea.ProgramOption{
		tea.WithInput(s.keys), tea.WithOutput(s.term), tea.WithEnvironment(env), tea.WithWindowSize(cols, rows),
		tea.WithoutSignalHandler(), tea.WithFPS(120), tea.WithFilter(s.filter),
	}, s.set.program...)
}

func (s *Session) run() {
	defer s.term.poke()
	defer close(s.done)
	s.final, s.err = s.program.Run()
}

// filter takes the harness's own marks out of the stream and gives the rest to the program's filter.
func (s *Session) filter(m tea.Model, msg tea.Msg) tea.Msg {
	if pos, ok := msg.(tea.CursorPositionMsg); ok && pos.Y == markRow-1 {
		s.watch.mark(pos.X + 1)
		return nil
	}
	if s.set.filter != nil {
		if f, ok := m.(framed); ok {
			m = f.Model
		}
		return s.set.filter(m, msg)
	}
	return msg
}

// settle waits until everything sent so far is handled and drawn: it sends a mark behind it, and waits
// for the frame that was current when the mark came.
func (s *Session) settle() {
	s.t.Helper()
	s.marks++
	n := s.marks
	fmt.Fprintf(s.keys, "\x1b[%d;%dR", markRow, n)
	ok := s.term.wait(s.set.limit, func() bool {
		if s.ended() {
			return true
		}
		frame, seen := s.watch.frameAt(n)
		return seen && s.term.frame() >= frame
	})
	if !ok {
		s.t.Fatalf("the program did not handle its keys within %v\n%s", s.set.limit, s.dump())
	}
}

func (s *Session) ended() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// Type sends text as a keyboard or a card reader does, in one write: "\r" is Enter, "\t" is Tab.
func (s *Session) Type(text string) {
	s.t.Helper()
	_, _ = s.keys.Write([]byte(text))
	s.settle()
}

// Key sends keys by name, one after the other: "enter", "shift+tab", "ctrl+p", "f2", "esc", "a".
func (s *Session) Key(names ...string) {
	s.t.Helper()
	for _, name := range names {
		b, err := KeyBytes(name)
		if err != nil {
			s.t.Fatal(err)
		}
		s.Type(b)
	}
}

// Paste sends text as a bracketed paste.
func (s *Session) Paste(text string) {
	s.t.Helper()
	s.Type("\x1b[200~" + text + "\x1b[201~")
}

// Send gives the program a message, as a command's result or a signal handler would.
func (s *Session) Send(msg tea.Msg) {
	s.t.Helper()
	s.program.Send(msg)
	s.settle()
}

// Resize gives the window another size.
func (s *Session) Resize(cols, rows int) {
	s.t.Helper()
	s.term.Resize(cols, rows)
	s.Send(tea.WindowSizeMsg{Width: cols, Height: rows})
}

// Screen is the screen now.
func (s *Session) Screen() Screen { return s.term.Screen() }

// Text is the screen's lines, without blanks at their ends and empty lines at the end.
func (s *Session) Text() string { return s.Screen().Text() }

// Cursor is the cursor's column and line, counted from 0; it fails when the cursor is hidden.
func (s *Session) Cursor() (x, y int) {
	s.t.Helper()
	scr := s.Screen()
	if !scr.CursorShown {
		s.t.Fatalf("the cursor is hidden\n%s", s.dump())
	}
	return scr.CursorX, scr.CursorY
}

// WaitFor waits until the text is somewhere on the screen, in one line.
func (s *Session) WaitFor(text string) {
	s.t.Helper()
	s.WaitUntil(fmt.Sprintf("%q on the screen", text), func(scr Screen) bool { return strings.Contains(scr.Text(), text) })
}

// WaitGone waits until the text is nowhere on the screen.
func (s *Session) WaitGone(text string) {
	s.t.Helper()
	s.WaitUntil(fmt.Sprintf("%q gone from the screen", text), func(scr Screen) bool { return !strings.Contains(scr.Text(), text) })
}

// WaitUntil waits until the condition holds; what says it in words.
func (s *Session) WaitUntil(what string, holds func(Screen) bool) {
	s.t.Helper()
	if !s.term.Wait(s.set.limit, holds) {
		s.t.Fatalf("waited %v for %s\n%s", s.set.limit, what, s.dump())
	}
}

// Quit ends the program, if it has not ended by itself, and gives its last model.
func (s *Session) Quit() tea.Model {
	s.t.Helper()
	s.program.Quit()
	return s.Wait()
}

// Wait waits until the program has ended by itself, and gives its last model.
func (s *Session) Wait() tea.Model {
	s.t.Helper()
	over := time.NewTimer(s.set.limit)
	defer over.Stop()
	select {
	case <-s.done:
	case <-over.C:
		s.program.Kill()
		s.t.Fatalf("the program did not end within %v\n%s", s.set.limit, s.dump())
	}
	if f, ok := s.final.(framed); ok {
		return f.Model
	}
	return s.final
}

// Err is what the program's Run returned; nil while it runs.
func (s *Session) Err() error {
	if !s.ended() {
		return nil
	}
	return s.err
}

func (s *Session) end() {
	if !s.ended() {
		s.Quit()
	}
	s.keys.close()
	s.term.Close()
	for _, fault := range s.watch.faults() {
		s.t.Error(fault)
	}
}

func (s *Session) dump() string {
	scr := s.Screen()
	return fmt.Sprintf("--- screen, cursor %d,%d ---\n%s\n---", scr.CursorX, scr.CursorY, scr.Text())
}
