//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// Ctrl+C at a script's terminal, a service that is stopped, a session that is
// closed: the verb ends between two lines, with what it has answered in the
// register.
func TestSignalsEndAVerbThatWaitsForALine(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		for _, c := range []struct {
			lines, code int
		}{{0, exitFailed}, {2, exitPart}} {
			p := newPlace(t)
			p.now = time.Now()
			p.init()
			b := p.start("issue")
			read := bufio.NewReader(b.stdout)
			ask := func(line string) {
				_, err := io.WriteString(b.stdin, line)
				p.must(err)
				_, err = read.ReadString('\n')
				p.must(err)
			}
			ask("no application\n") // its answer shows that the child is there
			for i := range c.lines {
				ask(person(i).line(""))
			}
			p.must(b.cmd.Process.Signal(sig))
			code := -9
			ended := make(chan struct{})
			go func() { code = b.exit(t); close(ended) }()
			select {
			case <-ended:
			case <-time.After(patience):
				t.Fatalf("%v: issue does not end while it waits for a line", sig)
			}
			if code != c.code {
				t.Errorf("%v after %d lines: exit %d, want %d", sig, c.lines, code, c.code)
			}
			twoLanguages(t, b.stderr.String())
			if n := p.holding(); n != float64(c.lines) {
				t.Errorf("%v: %v passes, want %d", sig, n, c.lines)
			}
		}
	}
}

// The prompt for the passphrase ends on Ctrl+C, with the terminal's echo back.
func TestCtrlCAtThePassphrasePrompt(t *testing.T) {
	p, _ := issuedPlace(t)
	cmd := exec.Command(os.Args[0], "verify", "--dir", p.file("data"), "--config-dir", p.file("config"))
	cmd.Env = append(bareEnv(p.home), childEnv+"=1")
	c := openConsole(t, cmd, 80, 24)
	c.see("passphrase:")
	c.press("ctrl+c")
	c.exit(exitFailed)
	c.see("已中断")
}
