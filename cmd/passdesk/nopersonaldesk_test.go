//go:build unix

package main

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The same at the desk: two operators, a PIN, papers through the spool, a lock over an
// applicant who is half typed, and the lights going out at any moment. What a thief
// finds is a copy of the folders as they lie while the program runs.
func TestNothingPersonalIsLeftByTheDesk(t *testing.T) {
	q := &quiet{place: newPlace(t)}
	q.now = time.Now()
	q.init("--recovery", q.file("sheet.pdf"))
	q.write("others", othersPassphrase)
	q.do("", "operator", "add", "样例志", "--roles", "volunteer", "--new-passphrase-file", q.file("others"))
	c := q.desk()
	c.see("登记册已锁定", "今日 PIN")
	c.press(testPassphrase, "tab", "258013")
	c.enter()
	c.see("扫描/输入")
	<-time.After(pause)
	c.press("330212198505059315", "tab")
	c.see("待填：姓名")
	c.press("样例父", "tab", "tab", "tab")
	c.see("可以签发")
	c.enter()
	c.see("打印到")
	c.press(q.folder("out"))
	c.enter()
	c.see("已打印")
	q.stolen("issued and printed")
	c.press(secrets["mother's number"], "tab")
	c.see("待填：姓名")
	c.press(secrets["mother's name"])
	c.see(secrets["mother's name"])
	q.stolen("half typed")
	c.press("ctrl+]")
	s := c.see("登记册已锁定", "或口令")
	for _, f := range findSecrets("the locked screen", []byte(s.Text())) {
		t.Error(f)
	}
	if left, err := os.ReadDir(q.file("data/spool")); err != nil || len(left) > 0 {
		t.Errorf("in the spool of a locked desk: %v, %v", left, err)
	}
	q.stolen("locked")
	c.press("258013")
	c.see("还在")
	c.press("ctrl+n")
	c.see(secrets["mother's name"])
	q.must(c.cmd.Process.Kill())
	<-c.ended
	q.stolen("killed")
	if papers, err := os.ReadDir(q.file("out")); err != nil || len(papers) != 1 || !strings.HasSuffix(papers[0].Name(), ".pdf") {
		t.Errorf("where the operator wanted papers: %v, %v", papers, err)
	}
	q.must(filepath.WalkDir(q.file("tmp"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("left in the temp folder: %s", filepath.Base(path))
		}
		return err
	}))
	q.do("", "verify", "--operator", "op")
}

// desk is the program on a terminal, as the test's child: its passphrase is cheap.
func (q *quiet) desk() *console {
	q.t.Helper()
	exe, err := os.Executable()
	q.must(err)
	cmd := exec.CommandContext(context.Background(), exe, "--dir", q.file("data"), "--config-dir", q.file("config"))
	cmd.Env, cmd.Dir = append(bareEnv(q.home), "TMPDIR="+q.folder("tmp"), childEnv+"=1"), q.folder("here")
	return openConsole(q.t, cmd, 100, 30)
}

// stolen looks into both folders as they lie now: database, log, lock, spool, marks.
// Passphrases are looked for as well.
func (q *quiet) stolen(when string) {
	q.t.Helper()
	files := 0
	for _, folder := range []string{"data", "config"} {
		q.must(filepath.WalkDir(q.file(folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files++
			b, err := os.ReadFile(path)
			for _, f := range findSecrets(when+": "+filepath.Base(path), append([]byte(path+"\n"), b...)) {
				q.t.Error(f)
			}
			for _, p := range []string{testPassphrase, othersPassphrase} {
				if strings.Contains(string(b), p) {
					q.t.Errorf("%s: %s: a passphrase", when, filepath.Base(path))
				}
			}
			return err
		}))
	}
	if files < 3 {
		q.t.Errorf("%s: only %d files to look into", when, files)
	}
}
