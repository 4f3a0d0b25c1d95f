package main

import (
	"fmt"
	"strings"

	"passdesk/export/list"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// sayOfList tells what whoever sent the list should know.
func (a *app) sayOfList(l list.List) {
	if len(l.Ignored) > 0 {
		fmt.Fprintf(a.stderr, "passcollector: 没有用到的列 · columns not used: %s\n", strings.Join(l.Ignored, ", "))
	}
	for _, t := range l.Told {
		fmt.Fprintf(a.stderr, "passcollector: %s\npasscollector: %s\n", t.ZH, t.EN)
	}
}

// listedSum counts what became of the rows.
type listedSum struct {
	kept    int // people who are on the list now
	tasks   int // of kept: a desk is asked to fetch the pass
	looked  int // of kept: somebody has to look who is meant
	left    int // rows that list nobody and should
	skipped int // titles, totals
	twice   int // rows that another row of the file says too
	fresh   int // of kept: who was not on the list before
	lifted  int // of kept: people who were taken off the list
	named   int // of kept: rows with no number of use, that list the name alone
	alone   int // of named: nobody of the name has a pass
}

func (s *listedSum) count(line listedRow, kept, byName bool) {
	result := line.Result
	if kept && byName && result != liftedWord {
		s.named++
	}
	if line.List != "" {
		s.fresh++
	}
	switch {
	case result == list.Skipped:
		s.skipped++
	case result == duplicateWord:
		s.twice++
	case !kept:
		s.left++
	default:
		s.kept++
	}
	switch {
	case kept && result == liftedWord:
		s.lifted++
	case kept && result == "match":
		s.tasks++
	case kept && (result == "ambiguous" || result == "conflict" || result == "ask"):
		s.looked++
	case kept && byName:
		s.alone++
	}
}

func (s *listedSum) say(a *app) {
	fmt.Fprintf(a.stderr, "passcollector: 列入 %d 行（新列入 %d，名单上已有 %d）：其中 %d 行已请发证站点收回，%d 行要人核对，%d 行只按姓名列入、同名的人来时核对，%d 行的人还没有证；%d 行与别的行重复，%d 行没有列入（各行写明原因），%d 行不是人（标题、合计等）\n", s.kept, s.fresh, s.kept-s.fresh, s.tasks, s.looked, s.alone, s.kept-s.tasks-s.looked-s.alone, s.twice, s.left, s.skipped)
	fmt.Fprintf(a.stderr, "passcollector: listed: %s (%d new, %d on the list already): for %d the desk that issued is asked to recall, %d somebody has to compare, %d list a name alone, which is asked about where somebody of that name comes, and %d are of people with no pass yet; as another row says: %d; not listed (each says why): %d; naming nobody (titles, totals): %d\n", scheme.Counted(s.kept, "row"), s.fresh, s.kept-s.fresh, s.tasks, s.looked, s.alone, s.kept-s.tasks-s.looked-s.alone, s.twice, s.left, s.skipped)
	for _, t := range watch.Missed(s.left, s.named) {
		fmt.Fprintf(a.stderr, "passcollector: %s\npasscollector: %s\n", t.ZH, t.EN)
	}
}
