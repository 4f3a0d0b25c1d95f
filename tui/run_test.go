//go:build unix

package tui

import (
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"passdesk/tui/screentest"
)

// patience bounds a wait that fails.
const patience = 5 * time.Minute

// onPty is the desk on a real pseudo-terminal, through Run.
type onPty struct {
	master *os.File
	f      *fakeStation
	done   chan error
	seen   *transcript
	clock  *screentest.Clock
}

// transcript collects what the program writes, and tells when a text is in it.
type transcript struct {
	mu      sync.Mutex
	changed *sync.Cond
	text    strings.Builder
	over    bool
}

func (s *transcript) read(r io.Reader) {
	buf := make([]byte, 4096)
	for {
		n, err := r.Read(buf)
		s.mu.Lock()
		s.text.Write(buf[:n])
		s.over = err != nil
		s.mu.Unlock()
		s.changed.Broadcast()
		if err != nil {
			return
		}
	}
}

func (s *transcript) wait(t *testing.T, want string) {
	t.Helper()
	limit := time.AfterFunc(patience, func() {
		s.mu.Lock()
		s.over = true
		s.mu.Unlock()
		s.changed.Broadcast()
	})
	defer limit.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !strings.Contains(s.text.String(), want) {
		if s.over {
			t.Fatalf("%q did not come:\n%q", want, s.text.String())
		}
		s.changed.Wait()
	}
}

func runOnPty(t *testing.T) *onPty {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		t.Fatal(err)
	}
	p := &onPty{master: master, f: peopled(), done: make(chan error, 1), seen: &transcript{}}
	p.clock = screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))
	p.seen.changed = sync.NewCond(&p.seen.mu)
	p.f.gate, p.f.entered = make(chan struct{}), make(chan struct{})
	go p.seen.read(master)
	go func() {
		p.done <- Run(t.Context(), slave, slave, Program{Desk: p.f, Press: &fakePress{place: "/tmp/out"}, Clock: p.clock.Now, Unlocked: true})
		slave.Close()
	}()
	t.Cleanup(func() { master.Close() })
	p.seen.wait(t, "2020-03-10")
	return p
}

// issuing brings the desk to the middle of an issue: the station has the
// application and has not answered.
func (p *onPty) issuing(t *testing.T) {
	t.Helper()
	if _, err := p.master.WriteString(oldID + "\r"); err != nil {
		t.Fatal(err)
	}
	p.seen.wait(t, "样例老")
	p.seen.wait(t, "可以签发")
	p.clock.Advance(time.Second) // the verdict has stood on the screen for a while
	if _, err := p.master.WriteString("\r"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.f.entered:
	case <-time.After(patience):
		t.Fatal("Enter did not issue")
	}
}

// However the desk is left while a pass is being issued, the pass is in the
// register when Run comes back, and Run comes back without an error.
func TestLeavingWhileIssuing(t *testing.T) {
	signal := func(s syscall.Signal) func(*onPty) {
		return func(*onPty) {
			if err := syscall.Kill(os.Getpid(), s); err != nil {
				panic(err)
			}
		}
	}
	for name, leave := range map[string]func(*onPty){
		"Ctrl+C":          func(p *onPty) { p.master.WriteString("\x03") },
		"SIGINT":          signal(syscall.SIGINT),
		"SIGTERM":         signal(syscall.SIGTERM),
		"SIGHUP":          signal(syscall.SIGHUP),
		"SIGQUIT":         signal(syscall.SIGQUIT),
		"closed terminal": func(p *onPty) { p.master.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			p := runOnPty(t)
			p.issuing(t)
			leave(p)
			if name != "closed terminal" {
				p.seen.wait(t, "正在收尾")
			}
			select {
			case err := <-p.done:
				t.Fatalf("Run came back before the pass was in the register: %v", err)
			default:
			}
			close(p.f.gate)
			select {
			case err := <-p.done:
				if err != nil {
					t.Errorf("Run: %v", err)
				}
			case <-time.After(patience):
				t.Fatal("Run did not come back")
			}
			if n := len(p.f.passes); n != 1 {
				t.Errorf("%d passes in the register", n)
			}
			if name != "closed terminal" {
				p.seen.wait(t, "\x1b[?1049l") // back from the alternate screen: the terminal is sane
			}
		})
	}
}
