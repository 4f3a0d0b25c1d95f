//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Whoever gave the passphrase is not asked for it again by the same verb: not where a
// damage that is met on the way has the register opened once more, nor where the key is
// wrapped anew.
func TestThePassphraseIsAskedOnce(t *testing.T) {
	whole := newPlace(t)
	whole.init()
	var lines strings.Builder
	for n := range 60 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	whole.expect(exitDone, lines.String(), "issue")
	for _, c := range []struct {
		what string
		lost string // a table that lost a page; "" none
		leaf int
		code int
		args []string
	}{
		{"whole", "", 0, exitDone, []string{"verify"}},
		{"damaged where it is opened", "passes", 0, exitDamaged, []string{"verify"}},
		{"damaged on the way", "refs", 1, exitDamaged, []string{"verify"}},
		{"damaged where its people are read", "records", 1, exitPart, []string{"find", person(40).name}},
		{"a new sheet", "", 0, exitDone, []string{"operator", "recovery", "--out", "sheet.pdf"}},
	} {
		t.Run(c.what+" "+c.args[0], func(t *testing.T) {
			p := newPlace(t)
			p.must(os.Remove(p.file("passphrase")))
			p.must(os.CopyFS(p.home, os.DirFS(whole.home)))
			if c.lost != "" {
				p.harmLeaf(c.lost, c.leaf)
			}
			cmd := exec.Command(os.Args[0], append(c.args, "--dir", p.file("data"), "--config-dir", p.file("config"))...)
			cmd.Env, cmd.Dir = append(bareEnv(p.home), childEnv+"=1"), p.home
			o := openConsole(t, cmd, 120, 40)
			o.see("passphrase:")
			o.press(testPassphrase, "enter")
			o.exit(c.code)
			if n := strings.Count(o.written(), "passphrase:"); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}
