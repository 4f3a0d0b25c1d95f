//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/tui"
)

// The first run on an empty machine, as the first operator walks through it.

// answerSetup walks from the first question to the sheet.
func answerSetup(c *console, passphrase string) {
	c.see("首次设置", "1/11", "甬行证")
	c.enter()
	c.see("2/11")
	c.press("鄞州")
	c.see("> 330212", "鄞州区")
	c.enter()
	c.see("3/11", "900-999")
	c.enter()
	c.see("4/11", "社区")
	c.enter()
	c.see("5/11")
	c.press("样例社区")
	c.see("样例社区")
	c.enter()
	c.see("6/11")
	c.press("样例员")
	c.see("样例员")
	c.enter()
	c.see("7/11")
	c.press("short")
	c.enter()
	c.press("short")
	c.enter()
	c.see("至少 14 个字符")
	c.press("ctrl+u", passphrase)
	c.enter()
	c.press(passphrase)
	c.enter()
	c.see("8/11")
	c.press("backspace", "3", "8")
	c.see("38")
	c.enter()
	c.see("9/11", "> 最后一张证") // a station that is new has neither
	c.enter()
	c.see("> 期号至少")
	c.enter()
	c.see("10/11", "330212", "样例社区", "样例员")
	c.enter()
}

// firstRunOnTerminal sets a station up as the first operator does, types the
// words of the recovery sheet back from the paper, and issues.
func firstRunOnTerminal(t *testing.T, bin string) {
	p := newPlace(t)
	c := p.onConsole(bin, 100, 30)
	answerSetup(c, testPassphrase)
	sheet := filepath.Join(p.file("here"), "恢复页-recovery.pdf")
	c.see("11/11", "恢复页-recovery.pdf")
	words := recoveryWords(t, sheet)
	c.press(strings.Join(words[:23], " "))
	c.enter()
	c.see("恢复页共有 24 个词")
	c.press("ctrl+a")
	c.press(words[23] + " ") // the last word in front: they do not fit
	c.enter()
	c.seeAny("合不起来", "不是本站的恢复页") // one order in 256 has a fitting sum
	c.press("ctrl+e", "ctrl+u")
	c.press(strings.Join(append([]string{"samplle"}, words[1:]...), " "))
	c.enter()
	c.see("第 1 个词不在词表里", "sample")
	c.press("ctrl+e", "ctrl+u")
	c.press(strings.Join(words, " "))
	c.enter()
	c.see("扫描/输入", "样例社区", "独立站点", "未打印 0")
	c.press("ctrl+c")
	c.exit(exitDone)

	dirs := []string{"--dir", filepath.Join(p.home, ".local/share/passdesk"), "--config-dir", filepath.Join(p.home, ".config/passdesk"),
		"--passphrase-file", p.file("passphrase")}
	p.now = time.Now()
	s := p.bare(lineFather, append([]string{"issue"}, dirs...)...)
	if s.code != exitDone || !strings.Contains(s.out, `"number":"129`) || s.lines(t)[0]["number"].(string)[7:12] != "00038" {
		t.Errorf("the new station: exit %d\n%s%s", s.code, s.out, s.err)
	}
}

// recoveryWords reads the sheet as the operator does: a row of numbers, the words
// under them.
func recoveryWords(t *testing.T, sheet string) []string {
	t.Helper()
	text := call(t, tool(t, "pdftotext"), "-layout", sheet, "-")
	numbers := regexp.MustCompile(`(?m)^ *\d+( +\d+)+ *\n(.*)$`)
	var words []string
	for _, m := range numbers.FindAllStringSubmatch(text, -1) {
		words = append(words, strings.Fields(m[2])...)
	}
	if len(words) != 24 {
		t.Fatalf("%d words on the sheet, want 24\n%s", len(words), text)
	}
	return words
}

// firstRunReadOnly: the recovery sheet cannot be written where the program was
// started. It goes to the operator's own folder, and the path is on the screen.
// Where that takes no file either, no register is made: one without its sheet
// would be lost with the passphrase.
func firstRunReadOnly(t *testing.T, bin string) {
	p := newPlace(t)
	if _, err := os.Stat("/proc"); err != nil {
		missing(t, "there is no /proc here, a folder that takes no file, not even root's")
	}
	begin := func(home string) *console {
		cmd := exec.Command(bin, "--dir", p.file("data"), "--config-dir", p.file("config"))
		cmd.Env, cmd.Dir = bareEnv(home), "/proc"
		return openConsole(t, cmd, 100, 30)
	}
	c := begin("/proc")
	answerSetup(c, testPassphrase)
	c.see("10/11", "恢复页写不出来")
	c.press("ctrl+c")
	c.see("再按一次 Ctrl+C") // the answers are kept nowhere
	c.press("ctrl+c")
	c.exit(exitDone)
	if _, err := os.Stat(filepath.Join(p.file("data"), registerFile)); err == nil {
		t.Error("a register without a recovery sheet was left behind")
	}
	c = begin(p.home)
	answerSetup(c, testPassphrase)
	sheet := filepath.Join(p.home, "恢复页-recovery.pdf")
	c.see("11/11", sheet)
	if _, err := os.Stat(sheet); err != nil {
		t.Error(err)
	}
	c.press("ctrl+c")
	c.see("再按一次 Ctrl+C") // the answers are kept nowhere
	c.press("ctrl+c")
	c.exit(exitDone)
}

// init at a terminal asks for the new passphrase twice.
func TestInitAsksForThePassphraseTwice(t *testing.T) {
	for _, c := range []struct {
		again string
		code  int
	}{{"another passphrase than before", exitUsage}, {testPassphrase, exitDone}} {
		p := newPlace(t)
		cmd := exec.Command(os.Args[0], "init", "--scheme", "ningbo", "--division", "330212", "--kind", "community", "--point", "p", "--operator", "op",
			"--dir", p.file("data"), "--config-dir", p.file("config"))
		cmd.Env = append(bareEnv(p.home), childEnv+"=1")
		o := openConsole(t, cmd, 100, 30)
		o.see("new passphrase:")
		o.press(testPassphrase, "enter")
		o.see("once more:")
		o.press(c.again, "enter")
		o.exit(c.code)
		if _, err := os.Stat(filepath.Join(p.file("data"), registerFile)); (err == nil) != (c.code == exitDone) {
			t.Errorf("exit %d: register made: %v", c.code, err == nil)
		}
		if strings.Contains(o.written(), testPassphrase) {
			t.Error("the passphrase was echoed")
		}
	}
}

// A county is found by its name, its pinyin or the initials of that, and its code.
func TestACountyIsFoundAsItIsTyped(t *testing.T) {
	for _, typed := range []string{"鄞州", "yinzhou", "YinZhouQu", "yz", "yzq", "330212"} {
		found := (&firstRun{}).Divisions("ningbo", typed)
		if !slices.ContainsFunc(found, func(c tui.DivisionChoice) bool { return c.Code == "330212" }) {
			t.Errorf("%s: %v", typed, found)
		}
	}
	for _, typed := range []string{"xyzq", "beijing", ""} {
		if found := (&firstRun{}).Divisions("ningbo", typed); len(found) > 0 {
			t.Errorf("%q: %v", typed, found)
		}
	}
}
