//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"passdesk/tui/screentest"
)

// patience bounds a wait that fails. A wait that succeeds takes as long as the
// program does.
const patience = 5 * time.Minute

// pause is how long a person looks before the Enter that issues: the desk takes
// a faster one for the card reader's (150 ms, measured by the real clock here).
const pause = 250 * time.Millisecond

// console is a program on a pseudo-terminal of its own: bytes in as from a
// keyboard, the emulator's screen out.
type console struct {
	t     *testing.T
	cmd   *exec.Cmd
	ptm   *os.File
	tty   *os.File // kept open, so that the terminal outlives the program
	term  *screentest.Terminal
	modes *term.State
	ended chan struct{}
	code  int

	mu      sync.Mutex
	raw     bytes.Buffer
	numbers map[string]bool
}

// openConsole starts a command on a terminal of the size.
func openConsole(t *testing.T, cmd *exec.Cmd, cols, rows uint16) *console {
	t.Helper()
	ptm, tty := openPty(t)
	c := &console{t: t, cmd: cmd, ptm: ptm, tty: tty, ended: make(chan struct{}), numbers: map[string]bool{}}
	c.resize(cols, rows)
	var err error
	if c.modes, err = term.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	c.term = screentest.NewTerminal(int(cols), int(rows), ptm, false)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go c.listen()
	go c.wait()
	t.Cleanup(c.tidy)
	return c
}

// openPty opens a pair whose near end can be closed under a read: one that
// blocks would keep the terminal open.
func openPty(t *testing.T) (near, far *os.File) {
	t.Helper()
	ptm, tty, err := pty.Open()
	if err != nil {
		t.Fatalf("no pseudo-terminal: %v", err)
	}
	defer ptm.Close()
	fd, err := unix.FcntlInt(ptm.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal"), tty
}

// resize tells both sides: the program's kernel and the emulator.
func (c *console) resize(cols, rows uint16) {
	c.t.Helper()
	if err := pty.Setsize(c.tty, &pty.Winsize{Cols: cols, Rows: rows}); err != nil {
		c.t.Fatal(err)
	}
	if c.term != nil {
		c.term.Resize(int(cols), int(rows))
	}
}

// listen carries what the program writes to the emulator.
func (c *console) listen() {
	b := make([]byte, 32<<10)
	for {
		n, err := c.ptm.Read(b)
		c.mu.Lock()
		c.raw.Write(b[:n])
		c.mu.Unlock()
		c.term.Write(b[:n])
		c.noteNumbers()
		if err != nil {
			return
		}
	}
}

var grouped = regexp.MustCompile(`\b\d{4} \d{4} \d{4} \d{2}\b`)

// noteNumbers keeps every pass number that stood on the screen at any time: the
// operator may have read it out.
func (c *console) noteNumbers() {
	all := grouped.FindAllString(c.term.Screen().Text(), -1)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range all {
		c.numbers[strings.ReplaceAll(n, " ", "")] = true
	}
}

func (c *console) numbersShown() map[string]bool {
	c.noteNumbers()
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.numbers)
}

func (c *console) wait() {
	err := c.cmd.Wait()
	c.code = c.cmd.ProcessState.ExitCode()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		c.code = -2
	}
	close(c.ended)
	c.term.Write(nil) // waits ask their condition again
}

func (c *console) tidy() {
	c.cmd.Process.Kill()
	<-c.ended
	c.tty.Close()
	c.ptm.Close()
	c.term.Close()
}

// see waits until all texts stand on the screen, in any order.
func (c *console) see(texts ...string) screentest.Screen {
	c.t.Helper()
	var seen screentest.Screen
	for look := pause; ; look *= 2 {
		ok := c.term.Wait(patience, func(s screentest.Screen) bool {
			seen = s
			return holdsAll(s.Text(), texts) || strings.Contains(s.Text(), tooSoon) || c.over()
		})
		if ok && holdsAll(seen.Text(), texts) {
			return seen
		}
		if !ok || !strings.Contains(seen.Text(), tooSoon) || look > patience {
			c.t.Fatalf("never on the screen: %q (ended %v)\n%s", texts, c.over(), seen.Text())
		}
		<-time.After(look)
		c.press("enter")
		c.term.Wait(look, func(s screentest.Screen) bool { return !strings.Contains(s.Text(), tooSoon) })
	}
}

// tooSoon is what the desk says to an Enter that came before its screen can have been read,
// as it does where the machine is so busy that the screen came late: a person presses again.
const tooSoon = "按得太快，请看清后再按一次回车"

func holdsAll(text string, parts []string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

func (c *console) over() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// press sends keys, each by its name or as text.
func (c *console) press(keys ...string) {
	c.t.Helper()
	for _, k := range keys {
		b, err := screentest.KeyBytes(k)
		if err != nil {
			b = k
		}
		if _, err := c.ptm.WriteString(b); err != nil {
			c.t.Fatalf("type: %v", err)
		}
	}
}

// enter is a person's Enter: the screen was looked at before.
func (c *console) enter() {
	c.t.Helper()
	<-time.After(pause)
	c.press("enter")
}

// exit waits for the program's end and demands its code, and that the terminal
// is as it was: out of the alternate screen, cursor shown, keys as before.
func (c *console) exit(want int) {
	c.t.Helper()
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.t.Fatalf("it does not end\n%s", c.term.Screen().Text())
	}
	if c.code != want {
		c.t.Errorf("exit %d, want %d\n%s", c.code, want, c.term.Screen().Text())
	}
	modes, err := term.GetState(int(c.tty.Fd()))
	if err != nil || !reflect.DeepEqual(modes, c.modes) {
		c.t.Errorf("the terminal's modes were not restored (%v)", err)
	}
	// What was written before the end is in the pipe: ask for one more byte.
	mark := fmt.Sprintf("\x1b]0;end of %d\x07", c.cmd.Process.Pid)
	c.tty.WriteString(mark)
	if !c.term.Wait(patience, func(screentest.Screen) bool { return strings.Contains(c.written(), mark) }) {
		c.t.Fatal("the terminal does not answer")
	}
	if w := c.written(); lastOf(w, "\x1b[?1049h", "\x1b[?1049l") == "\x1b[?1049h" {
		c.t.Error("the alternate screen was not left")
	} else if lastOf(w, "\x1b[?25l", "\x1b[?25h") == "\x1b[?25l" {
		c.t.Error("the cursor was not shown again")
	}
}

func (c *console) written() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.raw.String()
}

// lastOf is which of the two was written last.
func lastOf(s, a, b string) string {
	switch i, j := strings.LastIndex(s, a), strings.LastIndex(s, b); {
	case i < 0 && j < 0:
		return ""
	case i > j:
		return a
	}
	return b
}

// onConsole starts the built program in the place.
func (p *place) onConsole(bin string, cols, rows uint16, args ...string) *console {
	p.t.Helper()
	cmd := exec.CommandContext(context.Background(), bin, args...)
	cmd.Env, cmd.Dir = append(bareEnv(p.home), "TMPDIR="+p.folder("tmp")), p.folder("here")
	return openConsole(p.t, cmd, cols, rows)
}
