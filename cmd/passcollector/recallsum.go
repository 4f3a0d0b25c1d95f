package main

import (
	"fmt"
	"strings"

	"passdesk/export/list"
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
	lifted  int // of kept: people who were taken off the list
}

func (s *listedSum) count(result string, kept bool) {
	switch {
	case result == list.Skipped:
		s.skipped++
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
	}
}

func (s *listedSum) say(a *app) {
	fmt.Fprintf(a.stderr, "passcollector: 列入 %d 行：其中 %d 行已请发证站点收回，%d 行要人核对；%d 行没有列入（各行写明原因），%d 行不是人（标题、合计等）\n", s.kept, s.tasks, s.looked, s.left, s.skipped)
	fmt.Fprintf(a.stderr, "passcollector: %d rows are listed: for %d the desk that issued is asked to recall, %d somebody has to compare; %d rows are not listed (each says why), %d name nobody (titles, totals)\n", s.kept, s.tasks, s.looked, s.left, s.skipped)
}
