//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// queueOnTerminal settles the demo's open case and prints a slip, through the
// program, its screens, its press and its files.
func queueOnTerminal(t *testing.T, bin string) {
	p := newPlace(t)
	c := p.onConsole(bin, 80, 24, "demo", "--out", p.file("papers"))
	c.see("演示", "待核定 1", "Ctrl+B 待办")
	c.press("ctrl+b")
	c.see("今日未发", "须负责人核定")
	c.enter()
	c.see("祖母或外祖母", "Ctrl+Y 核定发证")
	c.press("ctrl+y")
	c.see("写明谁")
	c.slowly("YLZR")
	<-time.After(pause) // the reason was looked at
	c.press("ctrl+y")
	c.see("已核定，签发")
	c.press("esc")
	c.see("待核定 0")
	c.press("tab")
	c.see("S*N")
	c.press("f5")
	c.see("告知书已打印")
	c.press("ctrl+c")
	c.exit(exitDone)
	files, err := os.ReadDir(p.file("papers"))
	p.must(err)
	slips := 0
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "330212-131-") {
			continue
		}
		slips++
		if said := textOf(t, filepath.Join(p.file("papers"), f.Name())); !strings.Contains(said, "转办告知书") || !strings.Contains(said, "样例派出所") {
			t.Errorf("the slip says\n%s", said)
		}
	}
	if slips != 1 || len(files) != 2 {
		t.Errorf("%d files, %d slips: want the pass and one slip", len(files), slips)
	}
	p.nothingIn("tmp")
}
