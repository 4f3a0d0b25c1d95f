//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"passdesk/registry/name"
	"passdesk/tui/screentest"
)

// TestBuiltProgram starts the program as users do: built, on a terminal, ended
// by keys, by signals, and by a terminal that goes away.
func TestBuiltProgram(t *testing.T) {
	doneElsewhere(t)
	bin := filepath.Join(t.TempDir(), "passdesk")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, c := range []struct {
		name string
		run  func(*testing.T, string)
	}{
		{"demo issues and leaves nothing", demoOnTerminal},
		{"demo ended in every way leaves nothing", demoEnded},
		{"a case is settled and a slip printed", queueOnTerminal},
		{"a signal while a pass is issued", signalWhileIssuing},
		{"a pass without its paper is offered", unprintedIsOffered},
		{"a pipe is no terminal", pipeIsNoTerminal},
		{"a small window", smallWindow},
		{"first run", firstRunOnTerminal},
		{"first run in a folder that takes no file", firstRunReadOnly},
		{"wrong passphrase", wrongPassphraseOnTerminal},
		{"a register that does not open", doorsThatStayShut},
		{"a copied register", copiedOnTerminal},
		{"a damaged register is not exported", damagedExport},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, bin)
		})
	}
}

// initialsOf is what a person types for a name.
func initialsOf(t *testing.T, full string) string {
	t.Helper()
	n, _, err := name.Parse(full)
	if err != nil || len(n.Initials()) == 0 {
		t.Fatalf("no initials: %v", err)
	}
	return n.Initials()[0]
}

// pick types initials, finds the person's line and types its digit.
func (c *console) pick(full string) {
	c.t.Helper()
	c.choose(full)
	c.see("可以签发")
}

// choose is pick where nothing may be issued. The list of the initials before the last
// one may stand there still, with the person at another place: whoever is not the one
// that was chosen then is taken back, and looked for longer.
func (c *console) choose(full string) {
	c.t.Helper()
	initials := strings.Split(initialsOf(c.t, full), "")
	line, chosen := regexp.MustCompile(`(?m)^[ >](\d)  `+full+` .*尚无证`), regexp.MustCompile(`(?m)^>\d  `+full+` `)
	for look := pause; look < patience; look *= 2 {
		c.press(initials...)
		on := func(s screentest.Screen) bool { return line.MatchString(s.Text()) }
		if !c.term.Wait(patience, on) {
			break
		}
		<-time.After(look)
		if m := line.FindStringSubmatch(c.term.Screen().Text()); m != nil {
			c.press(m[1])
		}
		if c.term.Wait(4*look, func(s screentest.Screen) bool { return chosen.MatchString(s.Text()) }) {
			return
		}
		c.press(slices.Repeat([]string{"backspace"}, len(initials)+1)...)
	}
	c.t.Fatalf("%s is not on the list\n%s", full, c.term.Screen().Text())
}

func demoOnTerminal(t *testing.T, bin string) {
	p := newPlace(t)
	c := p.onConsole(bin, 80, 24, "demo")
	c.see("演示", "今日签发 6", "收回 1", "未打印 0")
	var who string
	people := newVillage(131, rulesDay).residents()
	for _, a := range people[50:] {
		if a.Document != nil && a.Document.Type == "RIC18" {
			who = a.Name
			break
		}
	}
	c.pick(who)
	c.enter()
	c.see("今日签发 7", who, "已打印：", "未打印 0")
	if n := len(c.numbersShown()); n == 0 {
		t.Error("no pass number on the screen")
	}
	c.press("ctrl+c")
	c.exit(exitDone)
	p.nothingIn("tmp")
}

// nothingIn demands that a folder holds no file.
func (p *place) nothingIn(folder string) {
	p.t.Helper()
	err := filepath.WalkDir(p.file(folder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && path != p.file(folder) {
			p.t.Errorf("left behind: %s", strings.TrimPrefix(path, p.home))
		}
		return err
	})
	p.must(err)
}

// ways are how a program on a terminal is ended from outside.
var ways = []struct {
	name string
	end  func(*console)
}{
	{"SIGTERM", func(c *console) { c.cmd.Process.Signal(syscall.SIGTERM) }},
	{"SIGHUP", func(c *console) { c.cmd.Process.Signal(syscall.SIGHUP) }},
	{"SIGINT", func(c *console) { c.cmd.Process.Signal(os.Interrupt) }},
	{"SIGQUIT", func(c *console) { c.cmd.Process.Signal(syscall.SIGQUIT) }},
	{"Ctrl+C", func(c *console) { c.press("ctrl+c") }},
	{"closed terminal", (*console).hangUp},
}

// hangUp closes the terminal's window.
func (c *console) hangUp() {
	c.tty.Close()
	c.ptm.Close()
}

// done waits for the end; where the terminal is still there it is sane.
func (c *console) done() {
	c.t.Helper()
	if _, err := c.ptm.Stat(); err == nil {
		c.exit(exitDone)
		return
	}
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.t.Fatal("it outlives its terminal")
	}
	if c.code != exitDone {
		c.t.Errorf("exit %d after the terminal went, want 0", c.code)
	}
}

func demoEnded(t *testing.T, bin string) {
	for _, w := range ways {
		p := newPlace(t)
		c := p.onConsole(bin, 80, 24, "demo")
		c.see("演示", "今日签发 6")
		w.end(c)
		c.done()
		p.nothingIn("tmp")
		if t.Failed() {
			t.Fatalf("ended by %s", w.name)
		}
	}
}

// desk is a station with a list of residents, made by the verbs with a cheap
// passphrase, for the built program to open.
func newDeskPlace(t *testing.T, residents int) *place {
	p := newPlace(t)
	p.now = time.Now()
	p.init()
	var list strings.Builder
	for n := range residents {
		list.WriteString(person(n).line(""))
	}
	p.must(os.WriteFile(p.file("residents.jsonl"), []byte(list.String()), 0o600))
	p.expect(exitDone, "", "residents", "import", p.file("residents.jsonl"))
	p.must(os.Remove(p.file("residents.jsonl")))
	return p
}

// unlocked opens the station's desk and gives the passphrase.
func (p *place) unlocked(bin string) *console {
	p.t.Helper()
	c := p.onConsole(bin, 100, 30, "--dir", p.file("data"), "--config-dir", p.file("config"))
	c.see("登记册已锁定")
	c.press(testPassphrase)
	c.enter()
	c.see("扫描/输入", "未打印")
	return c
}

// signalWhileIssuing ends the program in every way at random moments around the
// Enter that issues. What was on the screen, and what had begun, is in the
// register; the program ends well.
func signalWhileIssuing(t *testing.T, bin string) {
	p := newDeskPlace(t, 60)
	rng := rand.New(rand.NewPCG(killSeed, 7))
	rounds, issued := 2, 0
	t.Logf("seed %d", killSeed)
	for i := range rounds * len(ways) {
		w := ways[i%len(ways)]
		c := p.unlocked(bin)
		c.pick(person(i).name)
		c.enter()
		begun := i/len(ways) == 0 // else at any moment, before the Enter was read too
		if begun {
			c.seeAny("正在写入登记册", "打印到")
		} else {
			<-time.After(time.Duration(rng.IntN(12000)) * time.Microsecond)
		}
		w.end(c)
		c.done()
		had := issued
		issued = p.passes()
		if begun && issued != had+1 {
			t.Errorf("%s: %d passes, %d before: the row is lost", w.name, issued, had)
		}
		for n := range c.numbersShown() {
			p.expect(exitDone, "", "show", n)
		}
		if t.Failed() {
			t.Fatalf("ended by %s in round %d", w.name, i)
		}
	}
	t.Logf("%d of %d were issued", issued, rounds*len(ways))
}

// seeAny waits for one of the texts.
func (c *console) seeAny(texts ...string) {
	c.t.Helper()
	ok := c.term.Wait(patience, func(s screentest.Screen) bool {
		for _, x := range texts {
			if strings.Contains(s.Text(), x) {
				return true
			}
		}
		return false
	})
	if !ok {
		c.t.Fatalf("none of %q on the screen\n%s", texts, c.term.Screen().Text())
	}
}

// passes counts the register after proving it.
func (p *place) passes() int {
	p.t.Helper()
	var proof struct {
		Passes int
		Faults []string
		Gaps   []int
	}
	p.must(json.Unmarshal([]byte(p.expect(exitDone, "", "verify").out), &proof))
	if len(proof.Faults)+len(proof.Gaps) > 0 {
		p.t.Errorf("verify: faults %v, gaps %v", proof.Faults, proof.Gaps)
	}
	return proof.Passes
}

// unprintedIsOffered: issued, the terminal dies before anybody said where papers
// go; the next start counts it, and F5 prints it.
func unprintedIsOffered(t *testing.T, bin string) {
	p := newDeskPlace(t, 3)
	c := p.unlocked(bin)
	c.see("未打印 0")
	c.pick(person(0).name)
	c.enter()
	c.see("打印到")
	c.hangUp()
	c.done()

	c = p.unlocked(bin)
	c.see("未打印 1", "F5")
	c.press("f5")
	c.see("打印到")
	papers := p.folder("papers")
	c.press(papers)
	c.enter()
	c.see("未打印 0", "已打印")
	c.press("ctrl+c")
	c.exit(exitDone)
	if files, err := filepath.Glob(filepath.Join(papers, "*.pdf")); err != nil || len(files) != 1 {
		t.Errorf("%d papers came out, want 1 (%v)", len(files), err)
	}
	p.nothingIn("data/spool")
}

// pipeIsNoTerminal: passdesk | cat, and passdesk < file.
func pipeIsNoTerminal(t *testing.T, bin string) {
	p := newPlace(t)
	for _, args := range [][]string{{}, {"desk"}} {
		cmd := exec.Command(bin, args...)
		cmd.Env, cmd.Dir = bareEnv(p.home), p.folder("here")
		var out, errs strings.Builder
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(""), &out, &errs
		err := cmd.Run()
		if cmd.ProcessState.ExitCode() != exitUsage || out.Len() > 0 {
			t.Errorf("passdesk %v | cat: %v, want exit 2 and nothing on stdout; %q", args, err, out.String())
		}
		twoLanguages(t, errs.String())
	}
	ptm, tty := openPty(t)
	defer ptm.Close()
	defer tty.Close()
	cmd := exec.Command(bin)
	var out, errs strings.Builder
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = bareEnv(p.home), tty, &out, &errs
	cmd.Run()
	if cmd.ProcessState.ExitCode() != exitUsage || out.Len() > 0 {
		t.Errorf("keyboard in, pipe out: exit %d, %d bytes on stdout", cmd.ProcessState.ExitCode(), out.Len())
	}
	twoLanguages(t, errs.String())
	if _, err := os.Stat(filepath.Join(p.home, ".local")); err == nil {
		t.Error("a refused start made a folder")
	}
}

func smallWindow(t *testing.T, bin string) {
	p := newPlace(t)
	c := p.onConsole(bin, 60, 20, "demo")
	c.see("60x20", "70x24")
	c.resize(80, 24)
	c.see("演示", "扫描/输入")
	c.resize(60, 20)
	c.see("60x20", "70x24")
	c.press("ctrl+c")
	c.exit(exitDone)
	p.nothingIn("tmp")
}

func wrongPassphraseOnTerminal(t *testing.T, bin string) {
	p := newDeskPlace(t, 1)
	c := p.onConsole(bin, 80, 24, "--dir", p.file("data"), "--config-dir", p.file("config"))
	c.see("登记册已锁定")
	c.press("not the passphrase at all")
	c.enter()
	c.see("口令不对")
	c.press(testPassphrase)
	c.enter()
	c.see("扫描/输入")
	if strings.Contains(c.written(), testPassphrase) {
		t.Error("the passphrase was echoed")
	}
	c.press("ctrl+c")
	c.exit(exitDone)
}

// doorsThatStayShut: in use, damaged, or made by a newer program: the desk does
// not open, and says why in both languages.
func doorsThatStayShut(t *testing.T, bin string) {
	p := newDeskPlace(t, 1)
	shut := func(code int, texts ...string) {
		t.Helper()
		c := p.onConsole(bin, 100, 30, "--dir", p.file("data"), "--config-dir", p.file("config"))
		c.exit(code)
		c.see(texts...)
		twoLanguages(t, c.term.Screen().Text())
	}
	open := p.unlocked(bin)
	shut(exitFailed, fmt.Sprintf("进程 %d", open.cmd.Process.Pid), fmt.Sprintf("process %d", open.cmd.Process.Pid))
	open.press("ctrl+c")
	open.exit(exitDone)
	path := filepath.Join(p.file("data"), registerFile)
	whole, err := os.ReadFile(path)
	p.must(err)
	for _, content := range [][]byte{nil, whole[:len(whole)/2], []byte(strings.Repeat("no register ", 400))} {
		p.must(os.WriteFile(path, content, 0o600))
		shut(exitDamaged, "登记册损坏", "damaged")
	}
}

// copiedOnTerminal: a register without its mark opens to be read. An Enter
// issues nothing and says what to do.
func copiedOnTerminal(t *testing.T, bin string) {
	p := newDeskPlace(t, 2)
	p.must(os.RemoveAll(p.file("config")))
	before := p.picture("data")
	c := p.unlocked(bin)
	c.see("登记册只读")
	c.choose(person(0).name)
	c.see("按规则可以发证，但这里不能签发")
	c.enter()
	c.see("epoch new")
	c.press("ctrl+c")
	c.exit(exitDone)
	p.sameAs(before, "data")
	if n := len(c.numbersShown()); n > 0 {
		t.Errorf("%d pass numbers on the screen of a register that may not issue", n)
	}
}
