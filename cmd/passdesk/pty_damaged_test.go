//go:build unix

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// harmedPlace is a station with a lost page that no opening meets.
func harmedPlace(t *testing.T) *place {
	p := newDeskPlace(t, 1)
	var lines strings.Builder
	for n := range 60 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	p.expect(exitDone, lines.String(), "issue")
	p.harmLeaf("refs", 1)
	return p
}

// damagedExport: the desk writes no file of a register that has lost a page, also where
// it has met none yet, and says which verb brings out the rest.
func damagedExport(t *testing.T, bin string) {
	p := harmedPlace(t)
	before := p.picture("data")
	c := p.unlocked(bin)
	c.press("ctrl+p")
	c.see("Ctrl+P")
	c.slowly("daochu")
	c.see("导出登记册")
	c.enter()
	c.see("没有加密", "格式")
	c.press("1", "tab", p.file("rest"))
	c.see("rest")
	c.enter()
	c.see("没有导出", "passdesk export", "restore")
	c.press("ctrl+c")
	c.see("再按一次 Ctrl+C")
	c.press("ctrl+c")
	c.exit(exitDone)
	for _, file := range []string{"rest.csv", "rest.csv" + sidecarEnd} {
		if _, err := os.Stat(p.file(file)); err == nil {
			t.Errorf("the desk wrote %s of a damaged register", file)
		}
	}
	p.sameAs(before, "data")
	p.expect(exitPart, "", "export", "csv", "--out", p.file("rest.csv"))
}
