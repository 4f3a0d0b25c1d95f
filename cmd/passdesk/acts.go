package main

import (
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The verbs that let something happen to passes that exist: one answer a number,
// and a number that fails never stops the rest.

// eachNumber is what their help says of exit codes.
type eachNumber struct{}

func (eachNumber) Help() string {
	return "每个编号一行答复：done 为 false 的写明原因。有的办成、有的没有，退出码 3；一个也没办成，1（不归此角色，4）· " +
		"One line a number; where done is false it says why. Exit 3 where some were done and some were not, 1 where none was (4: not this role's to do)."
}

type signCmd struct {
	eachNumber
	Numbers []string `arg:"" optional:"" help:"证件编号 · pass numbers"`
	By      string   `enum:",holder,guardian,proxy" default:"" help:"谁签的：holder、guardian、proxy；不写的、整页的，按申领表 · who signed: holder, guardian, proxy; left out, or of a page, as each application says"`
	Proxy   string   `help:"由申领表上没有的人代领代签：姓名 关系 原因 · signed by a proxy whom the application does not name: NAME RELATION WHY" placeholder:"WHO"`
	Page    decimal  `help:"签字册的这一页都签了 · everybody on this page of the ledger has signed" placeholder:"N"`
	Except  []string `help:"除了这些：行号或证件编号 · but these: rows or pass numbers" placeholder:"X"`
}

func (c *signCmd) Run(a *app) error {
	switch page := c.Page != 0; {
	case page == (len(c.Numbers) > 0), !page && len(c.Except) > 0:
		return &usageError{"写证件编号，或写 --page（可带 --except）", "name pass numbers, or a --page, with --except or without"}
	case c.Proxy != "" && (page || c.By != "" && c.By != "proxy"):
		return &usageError{"--proxy 只配证件编号和 --by proxy", "--proxy goes with pass numbers and --by proxy alone"}
	case page:
		return a.signPage(int(c.Page), c.Except)
	}
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error {
		if c.Proxy != "" {
			return st.SignByProxy(a.ctx, n, *proxyTyped(strings.Fields(c.Proxy)))
		}
		return st.Sign(a.ctx, n, c.By)
	})
}

type cancelCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"原因 · why"`
}

func (c *cancelCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Cancel(a.ctx, n, c.Reason) })
}

type reprintCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"遗失、损坏等，密封保存 · lost, damaged …; sealed"`
	Old     string   `enum:",returned,void,lost" default:"" help:"旧证的下落：returned 已交回，void 作废，lost 遗失；不写就是还在外，以后登记 · what became of the old paper; it is still out unless said" placeholder:"WORD"`
}

func (c *reprintCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.ReprintOf(a.ctx, n, c.Reason, c.Old) })
}

// whichPaper says which copy is meant where another has replaced it.
type whichPaper struct {
	Copy int `help:"第几份；不写就是现用的，或唯一还在外的旧证 · which copy; else the one in use, or the old one that is still out" placeholder:"N"`
}

type voidCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"原因，密封保存 · why; sealed"`
	whichPaper
}

func (c *voidCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Void(a.ctx, n, c.Copy, c.Reason) })
}

type lostCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"怎么遗失的，密封保存 · how; sealed"`
	whichPaper
}

func (c *lostCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error {
		return st.ReportLost(a.ctx, n, c.Copy, c.Reason)
	})
}

type returnCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Outcome string   `required:"" enum:"returned,refused,not_found" help:"returned 已交回；收回的证还有 refused 拒不交回、not_found 未找到 · returned; of a recalled pass also refused or not_found"`
	Note    string   `help:"说明，密封保存 · in your own words; sealed"`
	whichPaper
}

func (c *returnCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error {
		return st.Return(a.ctx, n, c.Copy, c.Outcome, c.Note)
	})
}

type reinstateCmd struct {
	eachNumber
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"为什么撤销收回，密封保存 · why the recall is taken back; sealed"`
}

func (c *reinstateCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Reinstate(a.ctx, n, c.Reason) })
}

type recallCmd struct {
	Order  recallOrderCmd  `cmd:"" default:"withargs" help:"通知收回这些证；可以直接写 recall 编号 · order these passes back; recall NUMBER is enough"`
	Import recallImportCmd `cmd:"" help:"按名单收回：先用 --dry-run 看 · order back by a list: look first, with --dry-run"`
	List   recallListCmd   `cmd:"" help:"还没有收回来的证，按楼栋 · the passes whose papers are still to be fetched, by building"`
}

type recallOrderCmd struct {
	eachNumber
	Numbers []string `arg:"" optional:"" help:"证件编号 · pass numbers"`
	Plain   bool     `help:"逐项询问，一行一问：找人、收回、登记交回（读屏软件、简单终端）· ask in plain lines: who, the order, what came of the paper"`
	Reason  string   `enum:",close_contact,severe_area,symptoms,other" default:"" help:"依据；other 须用 --note 写明 · close_contact, severe_area, symptoms, or other, which needs a --note"`
	Note    string   `help:"说明，密封保存；写了就要说清为什么；原因是 other 的，印在收回通知上 · in your own words, sealed; one that is given says why; with the reason other it is printed on the notice"`
}

func (c *recallOrderCmd) Run(a *app) error {
	switch {
	case c.Plain && len(c.Numbers) == 0 && c.Reason+c.Note == "":
		return a.recallPlain()
	case c.Plain || len(c.Numbers) == 0 || c.Reason == "":
		return &usageError{"写证件编号和 --reason（close_contact、severe_area、symptoms、other）；或只写 --plain 逐项询问", "name pass numbers and a --reason (close_contact, severe_area, symptoms, other); or --plain alone, which asks"}
	}
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Recall(a.ctx, n, c.Reason, c.Note) })
}

// actLine answers one number.
type actLine struct {
	Number      string          `json:"number"`
	Done        bool            `json:"done"`
	Status      registry.Status `json:"status,omitempty"`
	Copy        int             `json:"copy,omitempty"`        // the latest; of a recall the one to be fetched
	Outstanding []int           `json:"outstanding,omitempty"` // earlier copies that are still out
	Reason      scheme.Text     `json:"reason,omitzero"`
	Warning     scheme.Text     `json:"warning,omitzero"` // the holder is on a list, and the pass is not recalled
}

// doneLine names of a pass under recall the copy that is to be fetched, as the order does:
// the one that its holder may have, where none was printed in its place yet.
func doneLine(d station.Detail, done bool) actLine {
	line := actLine{Number: d.Number.String(), Done: done, Status: d.Status, Copy: d.Copy, Outstanding: d.Outstanding, Warning: d.ListedWarning()}
	if d.Status.UnderRecall() && d.Elsewhere > 0 {
		line.Copy = d.Elsewhere
	}
	return line
}

func (a *app) actOnEach(numbers []string, act func(*station.Station, registry.Number) error) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	t := tally{}
	var last error
	for _, typed := range numbers {
		line, err := a.actOn(st, typed, act)
		if err != nil {
			t.failed, last = t.failed+1, err
		} else {
			t.done++
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	if t.done == 0 && last != nil {
		return last
	}
	return t.result()
}

func (a *app) actOn(st *station.Station, typed string, act func(*station.Station, registry.Number) error) (actLine, error) {
	d, err := st.Pass(a.ctx, typed)
	if err == nil {
		err = act(st, d.Number)
	}
	if err != nil {
		zh, en := explain(err)
		return actLine{Number: typed, Reason: scheme.Text{ZH: zh, EN: en}}, err
	}
	d, err = st.Pass(a.ctx, d.Number.String())
	return doneLine(d, err == nil), err
}
