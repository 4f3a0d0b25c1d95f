package screentest

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// NoColor is the terminal's own foreground or background.
const NoColor = -1

// Cell is one cell of a screen. A wide character fills its cell and the one to the right, whose Width
// is 0 and whose Text is empty.
type Cell struct {
	Text          string
	Width         int
	Fg, Bg        int // 0 to 255, or NoColor
	Bold, Reverse bool
}

// Screen is a screen at one moment.
type Screen struct {
	Cells            [][]Cell // by line and column
	CursorX, CursorY int
	CursorShown      bool
}

// Lines are the screen's lines without the blanks at their ends.
func (s Screen) Lines() []string {
	out := make([]string, len(s.Cells))
	for y, row := range s.Cells {
		var b strings.Builder
		for x := 0; x < len(row); x++ {
			switch {
			case row[x].Text != "":
				b.WriteString(row[x].Text)
			case x == 0 || row[x-1].Width != 2:
				b.WriteByte(' ')
			}
		}
		out[y] = strings.TrimRight(b.String(), " ")
	}
	return out
}

// Text is all lines, without the empty ones at the end.
func (s Screen) Text() string { return strings.TrimRight(strings.Join(s.Lines(), "\n"), "\n") }

// Terminal is a terminal emulator to which a program writes. It is safe for several goroutines.
type Terminal struct {
	mu     sync.Mutex
	change *sync.Cond
	emu    *vt.Emulator
	shown  bool // the cursor
	title  string
	cooked bool // "\n" means "\r\n"
}

// NewTerminal makes a terminal. What it answers to questions (cursor position, modes) goes to replies,
// which must never block. With cooked, a line feed also returns the carriage, as a terminal driver does.
func NewTerminal(cols, rows int, replies io.Writer, cooked bool) *Terminal {
	t := &Terminal{emu: vt.NewEmulator(cols, rows), shown: true, cooked: cooked}
	t.change = sync.NewCond(&t.mu)
	t.emu.SetCallbacks(vt.Callbacks{
		Title:            func(s string) { t.title = s },
		CursorVisibility: func(v bool) { t.shown = v },
	})
	go func() { _, _ = io.Copy(replies, readOnly{t.emu}) }()
	return t
}

// readOnly hides everything of the emulator but Read, which is the one method that needs no lock.
type readOnly struct{ io.Reader }

// Write is the program's output.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer t.change.Broadcast()
	out := p
	if t.cooked {
		out = bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	}
	if _, err := t.emu.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Close ends the terminal's answers.
func (t *Terminal) Close() {
	if c, ok := t.emu.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
}

// Resize gives the terminal another size.
func (t *Terminal) Resize(cols, rows int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emu.Resize(cols, rows)
	t.change.Broadcast()
}

// Screen copies what is on the screen now.
func (t *Terminal) Screen() Screen {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen()
}

func (t *Terminal) screen() Screen {
	pos := t.emu.CursorPosition()
	s := Screen{CursorX: pos.X, CursorY: pos.Y, CursorShown: t.shown}
	for y := range t.emu.Height() {
		row := make([]Cell, t.emu.Width())
		for x := range row {
			row[x] = cellOf(t.emu.CellAt(x, y))
		}
		s.Cells = append(s.Cells, row)
	}
	return s
}

func cellOf(c *uv.Cell) Cell {
	if c == nil {
		return Cell{Text: " ", Width: 1, Fg: NoColor, Bg: NoColor}
	}
	return Cell{
		Text: c.Content, Width: c.Width,
		Fg: colourIndex(c.Style.Fg), Bg: colourIndex(c.Style.Bg),
		Bold: c.Style.Attrs&uv.AttrBold != 0, Reverse: c.Style.Attrs&uv.AttrReverse != 0,
	}
}

func colourIndex(c any) int {
	switch c := c.(type) {
	case ansi.BasicColor:
		return int(c)
	case ansi.IndexedColor:
		return int(c)
	}
	return NoColor
}

// Wait blocks until the condition holds for the screen, or until the limit; it says which.
func (t *Terminal) Wait(limit time.Duration, holds func(Screen) bool) bool {
	return t.wait(limit, func() bool { return holds(t.screen()) })
}

// wait asks the condition again after each change. The clock only ends a wait that has failed.
func (t *Terminal) wait(limit time.Duration, holds func() bool) bool {
	over := false
	stop := time.AfterFunc(limit, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		over = true
		t.change.Broadcast()
	})
	defer stop.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for !holds() {
		if over {
			return false
		}
		t.change.Wait()
	}
	return true
}

// poke makes every wait ask its condition again.
func (t *Terminal) poke() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.change.Broadcast()
}

// frame is the number of the frame on the screen; see framed.
func (t *Terminal) frame() int64 {
	_, n, ok := strings.Cut(t.title, frameMark)
	if !ok {
		return 0
	}
	v, _ := strconv.ParseInt(n, 10, 64)
	return v
}
