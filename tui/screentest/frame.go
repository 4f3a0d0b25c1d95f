package screentest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

const (
	frameMark = "|frame " // in the window title, before the frame's number
	markRow   = 9000      // the row of the cursor reports that are the harness's marks
)

// framed is the model under test with a number on each frame. The number travels in the window title:
// the renderer writes it together with the frame's cells, so when the terminal has the title, it has
// the frame.
type framed struct {
	tea.Model
	watch *watch
}

func (f framed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		f.watch.resize(size.Width, size.Height)
	}
	m, cmd := f.Model.Update(msg)
	return framed{m, f.watch}, cmd
}

func (f framed) View() tea.View {
	v := f.Model.View()
	v.WindowTitle += frameMark + strconv.FormatInt(f.watch.next(v), 10)
	return v
}

// watch counts frames, remembers which was current at each mark, and checks that every one fits.
type watch struct {
	term *Terminal

	mu         sync.Mutex
	frame      int64
	cols, rows int
	loose      bool
	seen       map[int]int64
	wrong      []string
}

func (w *watch) resize(cols, rows int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cols, w.rows = cols, rows
}

func (w *watch) next(v tea.View) int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.frame++
	if !w.loose {
		w.check(v)
	}
	return w.frame
}

func (w *watch) check(v tea.View) {
	lines := strings.Split(v.Content, "\n")
	if v.AltScreen && len(lines) > w.rows {
		w.fault(fmt.Sprintf("a frame has %d lines, the window %d", len(lines), w.rows))
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > w.cols {
			w.fault(fmt.Sprintf("a line takes %d cells, the window has %d: %s", n, w.cols, ansi.Strip(l)))
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w.cols || c.Y >= w.rows) {
		w.fault(fmt.Sprintf("the cursor is at %d,%d, the window is %d by %d", c.X, c.Y, w.cols, w.rows))
	}
}

func (w *watch) fault(s string) {
	if len(w.wrong) < 5 && !slices.Contains(w.wrong, s) {
		w.wrong = append(w.wrong, s)
	}
}

func (w *watch) faults() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.wrong)
}

func (w *watch) mark(n int) {
	w.mu.Lock()
	w.seen[n] = w.frame
	w.mu.Unlock()
	w.term.poke()
}

func (w *watch) frameAt(n int) (int64, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, ok := w.seen[n]
	return f, ok
}
