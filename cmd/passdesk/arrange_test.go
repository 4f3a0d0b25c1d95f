package main

import (
	"strings"
	"testing"
)

// What lies on paper as the flags say: so many pages of such a size, and a wish
// that cannot be met is refused before anything is written down.
func TestPassesAreArranged(t *testing.T) {
	info := tool(t, "pdfinfo")
	p, all := issueTwenty(t)
	numbers := func(n int) []string {
		var out []string
		for _, x := range all[:n] {
			out = append(out, x.number)
		}
		return out
	}
	for _, c := range []struct {
		flags  string
		passes int
		pages  string
		size   string // of a page, in points
	}{
		{"", 1, "1", "595.28 x 841.89 pts (A4)"},
		{"", 2, "2", "595.28 x 841.89 pts (A4)"},
		{"--first-place 8", 1, "2", "595.28 x 841.89 pts (A4)"},
		{"--layout tenup --first-place 8", 4, "4", "595.28 x 841.89 pts (A4)"},
		{"--layout tenup --sides front", 11, "2", "595.28 x 841.89 pts (A4)"},
		{"--layout tenup --size 120x80", 4, "4", "595.28 x 841.89 pts (A4)"},
		{"--layout single", 2, "4", "297.64 x 419.53 pts"},
		{"--layout single --size a6 --sides front", 1, "1", "419.53 x 297.64 pts"},
		{"--layout walkin --size a6", 1, "2", "595.28 x 841.89 pts (A4)"},
	} {
		pdf := p.file("arranged.pdf")
		args := append([]string{"print", "passes", "--out", pdf}, strings.Fields(c.flags)...)
		p.expect(exitDone, "", append(args, numbers(c.passes)...)...)
		said := call(t, info, pdf)
		if !strings.Contains(said, "Pages:           "+c.pages+"\n") || !strings.Contains(said, c.size) {
			t.Errorf("%q, %d passes: want %s pages of %s\n%s", c.flags, c.passes, c.pages, c.size, said)
		}
		p.neverPrinted(numbers(c.passes)...)
	}
	intended := func() int {
		return strings.Count(p.expect(exitDone, "", "show", all[0].number).out, "PrintIntended")
	}
	before := intended()
	for _, flags := range []string{
		"--layout tenup --first-place 11", "--layout tenup --first-place 0", "--layout tenup --size 120x80 --first-place 4", "--layout tenup --first-place -1",
		"--layout single --first-place 2", "--layout walkin --first-place 2", "--layout walkin --sides front", "--layout moon", "--size a5",
		"--layout walkin --sides back", "--unprinted --sides back", "--job 1", "--job 1 --sides front",
	} {
		args := append([]string{"print", "passes", "--out", p.file("never.pdf")}, strings.Fields(flags)...)
		p.expect(exitUsage, "", append(args, numbers(1)...)...)
	}
	if after := intended(); before == 0 || after != before {
		t.Errorf("%d prints were intended, want %d: what is refused is not written down", after, before)
	}
}
