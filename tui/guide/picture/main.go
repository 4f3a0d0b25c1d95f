// Command picture draws the README's pictures: it runs any terminal program on a pseudo terminal, presses
// keys, and writes what is on the screen as SVG, and as PNG when the name ends in .png (rsvg-convert, of
// librsvg2-bin, and fonts-noto-cjk must be there). It knows cells, keys and waiting; it does not know what
// the program is about.
//
//	go run ./tui/guide/picture -out tui/guide/desk.png -cols 100 -rows 30 \
//	    -step 'wait 发证台' -step 'type wxm' -step 'wait 可以签发' -- go run ./cmd/passdesk demo
//
// Steps: "wait TEXT" until it is on the screen, "gone TEXT" until it is not, "type TEXT", "key NAME",
// "paste TEXT". The picture is taken when the screen has been still for a moment after the last step.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/creack/pty"

	"passdesk/tui/screentest"
)

const (
	limit = 60 * time.Second       // of one wait; a first `go run` builds the program
	still = 300 * time.Millisecond // a screen that has not changed for so long is finished
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// steps collects the -step flags in order.
type steps []string

func (s *steps) String() string     { return strings.Join(*s, "; ") }
func (s *steps) Set(v string) error { *s = append(*s, v); return nil }

func run(args []string) error {
	flags := flag.NewFlagSet("picture", flag.ContinueOnError)
	out := flags.String("out", "screen.svg", "file to write; a .png is drawn from an .svg beside it")
	cols := flags.Int("cols", 100, "columns of the terminal")
	rows := flags.Int("rows", 30, "lines of the terminal")
	var todo steps
	flags.Var(&todo, "step", "what to do, in order (may be given many times)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("no program to run; put it behind --")
	}
	screen, err := play(flags.Args(), *cols, *rows, todo)
	if err != nil {
		return err
	}
	return write(*out, SVG(screen))
}

// play runs the program, does the steps, and gives the screen; the program is ended.
func play(program []string, cols, rows int, todo []string) (screentest.Screen, error) {
	cmd := exec.Command(program[0], program[1:]...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		return screentest.Screen{}, fmt.Errorf("starting %s: %w", program[0], err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = tty.Close()
		_ = cmd.Wait()
	}()
	term := screentest.NewTerminal(cols, rows, tty, false)
	defer term.Close()
	go copyOut(term, tty)
	for _, step := range todo {
		if err := do(term, tty, step); err != nil {
			return screentest.Screen{}, fmt.Errorf("step %q: %w\n%s", step, err, term.Screen().Text())
		}
	}
	return finished(term), nil
}

func copyOut(term *screentest.Terminal, tty *os.File) {
	buf := make([]byte, 1<<16)
	for {
		n, err := tty.Read(buf)
		if n > 0 {
			_, _ = term.Write(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

func do(term *screentest.Terminal, tty *os.File, step string) error {
	verb, text, _ := strings.Cut(step, " ")
	switch verb {
	case "wait", "gone":
		want := verb == "wait"
		if !term.Wait(limit, func(s screentest.Screen) bool { return strings.Contains(s.Text(), text) == want }) {
			return fmt.Errorf("not within %v", limit)
		}
		return nil
	case "type":
		return send(tty, text)
	case "paste":
		return send(tty, "\x1b[200~"+text+"\x1b[201~")
	case "key":
		finished(term) // a person presses a key after looking
		b, err := screentest.KeyBytes(text)
		if err != nil {
			return err
		}
		return send(tty, b)
	}
	return fmt.Errorf("no such step")
}

func send(tty *os.File, s string) error {
	_, err := tty.WriteString(s)
	return err
}

// finished waits until the screen is still and gives it. This is a script for pictures, so a pause by
// the clock is all right here; tests never wait like this.
func finished(term *screentest.Terminal) screentest.Screen {
	for last := term.Screen(); ; {
		time.Sleep(still)
		now := term.Screen()
		if same(now, last) {
			return now
		}
		last = now
	}
}

func same(a, b screentest.Screen) bool {
	return a.Text() == b.Text() && a.CursorX == b.CursorX && a.CursorY == b.CursorY
}

func write(out string, svg []byte) error {
	file := strings.TrimSuffix(out, filepath.Ext(out)) + ".svg"
	if err := os.WriteFile(file, svg, 0o644); err != nil {
		return err
	}
	if filepath.Ext(out) != ".png" {
		return nil
	}
	return PNG(file, out)
}

// PNG draws an SVG file with rsvg-convert.
func PNG(svg, png string) error {
	tool, err := exec.LookPath("rsvg-convert")
	if err != nil {
		return fmt.Errorf("rsvg-convert is missing (librsvg2-bin): %w", err)
	}
	if out, err := exec.Command(tool, "--output", png, svg).CombinedOutput(); err != nil {
		return fmt.Errorf("rsvg-convert: %w: %s", err, out)
	}
	return nil
}
