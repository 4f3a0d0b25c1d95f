package main

import (
	"fmt"

	"passdesk/export/collector"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

type recallsLiftCmd struct {
	peopleFile
}

func (c *recallsLiftCmd) Help() string {
	return "名单里写谁，就解除谁：同一来源（--source）到今天为止对此人说过的都解除，原因一栏不看。各站点下一次同步时也解除；收回任务没有别的依据的，一并撤销。解除以后又列入，照样再列 · " +
		"Whoever stands in the file is taken off: all that the same --source has said of them up to today, whatever the reason. The stations lift it with their next sync, and a recall that nothing else asks for is withdrawn. Who is listed again later is on the list again."
}

func (c *recallsLiftCmd) Run(a *app) error {
	c.whoOnly = true
	return c.each(a, func(city *collector.Collector, entries []watch.Entry, day civil.Date) ([]collector.Listed, error) {
		lifted, err := city.Lift(a.ctx, c.Scheme, entries, day)
		came := make([]collector.Listed, len(lifted))
		for i, n := range lifted {
			came[i] = liftedSaid(n)
		}
		return came, err
	}, (*listedSum).sayLifted)
}

func (s *listedSum) sayLifted(a *app) {
	fmt.Fprintf(a.stderr, "passcollector: 解除 %d 人，%d 人名单上没有，%d 人姓名不符要核对；%d 行没有办（各行写明原因）\n", s.lifted, s.kept-s.lifted-s.looked, s.looked, s.left)
	fmt.Fprintf(a.stderr, "passcollector: taken off: %s; not on the list: %d; there under another name (look who is meant): %d; nothing came of %s (each says why)\n", scheme.Counted(s.lifted, "person"), s.kept-s.lifted-s.looked, s.looked, scheme.Counted(s.left, "row"))
}

// The words for what became of a row.
const (
	liftedWord = "lifted"
	noneWord   = "none" // nothing of the kind stands on the list

	duplicateWord = "duplicate" // another row of the file says the same

	conflictWord = "conflict" // the number stands there under another name
)

func liftedSaid(n int) collector.Listed {
	switch n {
	case collector.OtherName:
		return collector.Listed{Result: conflictWord, Reason: scheme.Text{ZH: "这个来源名单上的这个号码是另一个姓名，没有解除；请核对是谁", EN: "this source has listed the number under another name: nothing is lifted; look who is meant"}}
	case 0:
		return collector.Listed{Result: noneWord, Reason: scheme.Text{ZH: "这个来源的名单上没有此人，没有可解除的", EN: "this source has not listed the person: there is nothing to lift"}}
	}
	return collector.Listed{Result: liftedWord, Reason: scheme.Text{ZH: fmt.Sprintf("解除 %d 条", n), EN: scheme.Counted(n, "entry") + " lifted"}}
}
