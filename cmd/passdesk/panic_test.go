//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A panic inside a verb says where, in both languages, and of nobody; the register is
// whole.
func TestAPanicInAVerbTellsOfNobody(t *testing.T) {
	p := newPlace(t)
	p.now = time.Now()
	p.init()
	cmd, told := p.breaks("issue")
	var errs strings.Builder
	stdin, err := cmd.StdinPipe()
	p.must(err)
	stdout, err := cmd.StdoutPipe()
	p.must(err)
	cmd.Stderr = &errs
	p.must(cmd.Start())
	_, err = io.WriteString(stdin, lineFather)
	p.must(err)
	answer := make([]byte, 1)
	_, err = io.ReadFull(stdout, answer) // the first has its number
	p.must(err)
	p.must(os.WriteFile(told, []byte("command 样例母 330203198706069345"), 0o600))
	_, err = io.WriteString(stdin, lineMother)
	p.must(err)
	p.must(stdin.Close())
	out, _ := io.ReadAll(stdout)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(errs.String(), "(*Station).compose") {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	twoLanguages(t, strings.SplitAfterN(errs.String(), "\n", 3)[0]+strings.SplitAfterN(errs.String(), "\n", 3)[1])
	for _, found := range findSecrets("stderr", []byte(errs.String())) {
		t.Error(found)
	}
	if strings.Contains(string(out), "样例母") {
		t.Errorf("who was not issued is answered: %s", out)
	}
	p.must(os.Remove(told))
	if n := p.holding(); n != 1 {
		t.Errorf("%v passes, want 1", n)
	}
}

// A panic inside the desk, or inside a command that it gave, leaves the terminal as it
// was, and tells of nobody.
func TestAPanicInTheDeskMendsTheTerminal(t *testing.T) {
	for _, where := range []string{"screen", "command"} {
		p := newDeskPlace(t, 2)
		cmd, told := p.breaks("desk")
		flags := []string{"--dir", p.file("data"), "--config-dir", p.file("config")}
		shell := exec.Command("/bin/sh", append([]string{"-c", `exec "$0" "$@" 2>"$ERRORS"`, os.Args[0], "desk"}, flags...)...)
		shell.Env, shell.Dir = append(cmd.Env, "ERRORS="+p.file("errors")), p.folder("here")
		c := openConsole(t, shell, 100, 30)
		c.see("登记册已锁定")
		c.press(testPassphrase)
		c.enter()
		c.see("扫描/输入", "未打印")
		who := person(0)
		c.pick(who.name)
		p.must(os.WriteFile(told, []byte(where+" "+who.name+" "+who.number), 0o600))
		c.enter()
		c.exit(exitFailed)
		said, err := os.ReadFile(p.file("errors"))
		p.must(err)
		for _, secret := range []string{who.name, who.number, who.number[6:14], "样例"} {
			if strings.Contains(string(said), secret) {
				t.Errorf("%s: it tells %q", where, secret)
			}
		}
		// A command's own goroutine writes its stack while the program ends, and may come too late.
		place := where == "command" || strings.Contains(string(said), "breakingClock")
		if !strings.Contains(string(said), "发证台内部出错") || !strings.Contains(string(said), "panic (struct") || !place {
			t.Errorf("%s: it does not say what broke, and where: %s", where, said)
		}
		p.must(os.Remove(told))
		p.onlyRegister()
		if n := p.holding(); n != 0 {
			t.Errorf("%s: %v passes", where, n)
		}
	}
}
