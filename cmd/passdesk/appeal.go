package main

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// Appeals, heard where somebody applied: of a refusal, by its case, or of a pass,
// by its number.

type appealCmd struct {
	Lodge  appealLodgeCmd  `cmd:"" help:"受理申诉：不予发证的写案件号，通行证的写证件编号 · take down an appeal: of a refusal by its case, of a pass by its number"`
	Decide appealDecideCmd `cmd:"" help:"决定申诉：维持或变更 · decide an appeal: uphold or change"`
	Reopen appealReopenCmd `cmd:"" help:"有新证据，重新受理 · take an appeal up again on new evidence"`
	List   appealListCmd   `cmd:"" help:"转来审理的申诉，公安送来的决定，待决定的申诉，和旧证还在外的变更 · appeals that came to be heard, decisions of the police, appeals that wait, and corrections of which the old paper is still out"`
}

// deciding is a station's method that decides about a case.
type deciding func(st *station.Station, ctx context.Context, id int64, r station.Ruling) (station.Verdict, error)

type appealLodgeCmd struct {
	ID     string `arg:"" optional:"" help:"案件号、证件编号，或转来申诉的任务编号 · the case, the number of a pass, or the task that brought an appeal from elsewhere"`
	Reason string `help:"申诉人怎么说，密封保存；转来的可以不写 · what the person says; sealed; not wanted of one from elsewhere"`

	Evidence string `help:"带来什么材料，密封保存 · what the person brings; sealed"`
	Plain    bool   `help:"逐项询问，一行一问（读屏软件、简单终端）· ask field by field in plain lines"`
}

func (c *appealLodgeCmd) Run(a *app) error {
	switch {
	case c.Plain && c.ID+c.Reason+c.Evidence == "":
		return a.appealsPlain((*plain).lodge)
	case !c.Plain && namesTask(c.ID) && c.Evidence != "":
		return &usageError{"转来的申诉带着理由和材料，受理时不写 --evidence；另有材料的，写在决定里", "an appeal from elsewhere comes with what was brought: no --evidence when it is taken down; more of it goes with the decision"}
	case !c.Plain && namesTask(c.ID):
		return a.lodgeForwarded(c.ID, c.Reason)
	case c.Plain || c.ID == "" || c.Reason == "":
		return &usageError{"写案件号或证件编号，和 --reason；或只写 --plain 逐项询问", "name the case or the pass, and a --reason; or --plain alone, which asks"}
	}
	said := station.Statement{Reason: c.Reason, Evidence: c.Evidence}
	if !namesPass(c.ID) {
		return a.appealStep(c.ID, said, (*station.Station).LodgeAppealWith)
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	id, err := st.LodgePassAppealWith(a.ctx, c.ID, said)
	if err != nil {
		return err
	}
	return a.sayAppeal(st, id)
}

// lodgeForwarded takes down an appeal that was brought elsewhere.
func (a *app) lodgeForwarded(id, reason string) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	lodged, err := st.LodgeForwarded(a.ctx, id, reason)
	if err != nil {
		return err
	}
	return a.sayAppeal(st, lodged)
}

// namesAppeal: the number of a case, or of a pass.
func namesAppeal(typed string) error {
	if _, err := registry.ParseNumber(typed); err == nil {
		return nil
	}
	return namesCase(typed)
}

// appealed is the case that an appeal's verb names: by its number, or by that of the
// pass, whose newest appeal is meant.
func (a *app) appealed(st *station.Station, typed string) (int64, error) {
	if _, err := registry.ParseNumber(typed); err == nil {
		return st.AppealOf(a.ctx, typed)
	}
	if err := namesCase(typed); err != nil {
		return 0, err
	}
	return st.FindCase(a.ctx, typed)
}

type appealReopenCmd struct {
	ID     string `arg:"" optional:"" help:"案件号或证件编号 · the case, or the number of a pass"`
	Reason string `help:"新证据说明什么，密封保存 · what the new evidence shows; sealed"`

	Evidence string `help:"新的材料，密封保存 · the new evidence itself; sealed"`
	Plain    bool   `help:"逐项询问，一行一问（读屏软件、简单终端）· ask field by field in plain lines"`
}

func (c *appealReopenCmd) Run(a *app) error {
	switch {
	case c.Plain && c.ID+c.Reason+c.Evidence == "":
		return a.appealsPlain((*plain).reopen)
	case c.Plain || c.ID == "" || c.Reason == "":
		return &usageError{"写案件号或证件编号，和 --reason；或只写 --plain 逐项询问", "name the case or the pass, and a --reason; or --plain alone, which asks"}
	}
	return a.appealStep(c.ID, station.Statement{Reason: c.Reason, Evidence: c.Evidence}, (*station.Station).ReopenAppealWith)
}

func (a *app) appealStep(typed string, said station.Statement, step func(*station.Station, context.Context, int64, station.Statement) error) error {
	if err := namesAppeal(typed); err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	id, err := a.appealed(st, typed)
	if err != nil {
		return err
	}
	if err := step(st, a.ctx, id, said); err != nil {
		return err
	}
	return a.sayAppeal(st, id)
}

// sayAppeal prints an appeal that was taken down, and tells what follows.
func (a *app) sayAppeal(st *station.Station, id int64) error {
	k, err := st.Case(a.ctx, id)
	if err != nil {
		return err
	}
	for _, t := range whatFollows(k) {
		fmt.Fprintf(a.stderr, "%s\n%s\n", t.ZH, t.EN)
	}
	return a.printJSON(lineOfCase(k))
}

// whatFollows is what whoever takes an appeal down tells the person: who decides
// it, and what no decision changes.
func whatFollows(k station.Case) []scheme.Text {
	var out []scheme.Text
	if k.Police != nil {
		out = append(out, k.Police.Text)
	}
	if k.Beyond != (scheme.Text{}) {
		out = append(out, k.Beyond)
	}
	return out
}

type appealDecideCmd struct {
	ID       string `arg:"" optional:"" help:"案件号；转来审理的申诉，或公安对本站案件的决定，写任务编号 · the case; or the task that brought an appeal to hear, or what the police decided of a case of this station"`
	Decision string `enum:",uphold,change" default:"" help:"uphold 维持，change 变更（发证、恢复或改正）· uphold, or change: the pass is issued, reinstated or corrected"`
	Plain    bool   `help:"逐项询问，一行一问（读屏软件、简单终端）· ask field by field in plain lines"`
	Reason   string `help:"理由，密封保存，印在申诉决定书上给申诉人看 · why; sealed, and printed on the decision for the appellant"`
	Evidence string `help:"凭什么材料，密封保存，同样印在决定书上；什么也没有的写“无”，不写就印“没有写明” · on what evidence; sealed, and printed on the decision too; none where there is none, and printed as not stated where it is left out"`
	Facts    string `help:"核实后的申报内容；通行证的申诉，是要变更的字段，同 correct（JSON）· declared facts as they were found to be; of a pass, the fields to correct" placeholder:"JSON"`
	By       string `enum:",police" default:"" help:"police：由公安决定，这里录入；理由写明单位、谁、何时 · police: they decided and it is recorded here; the reason names the unit, who and when"`
	Old      string `enum:",returned,void,lost" default:"" help:"变更持证人资料时，旧证的下落：returned 已交回，void 作废，lost 遗失；不写就是还在外 · of a correction: what became of the old paper; it is still out unless said" placeholder:"WORD"`
}

func (c *appealDecideCmd) Run(a *app) error {
	switch {
	case c.Plain && c.ID+c.Decision+c.Reason+c.Evidence+c.Facts+c.By+c.Old == "":
		return a.appealsPlain((*plain).decide)
	case !c.Plain && namesTask(c.ID):
		return a.decideTask(c)
	case c.Plain || c.ID == "" || c.Decision == "" || c.Reason == "":
		return &usageError{"写案件号、--decision 和 --reason；或只写 --plain 逐项询问", "name the case, a --decision and a --reason; or --plain alone, which asks"}
	}
	err := a.ruleOn(c.ID, c.Facts, station.Ruling{Decision: c.Decision, Reason: c.Reason, Evidence: c.Evidence, By: c.By, Old: c.Old}, (*station.Station).DecideAppealWith)
	if err == nil && c.Evidence == "" {
		a.warn(noEvidence)
	}
	return err
}

// noEvidence is told to a script that does not say on what it decides; at the desk and in
// plain lines it is asked.
var noEvidence = scheme.Text{
	ZH: "没有写凭什么材料决定（--evidence）：决定书上印“材料：没有写明”。什么材料也没有的，写 --evidence 无。",
	EN: "it is not said on what evidence this was decided (--evidence): the decision is printed with 材料：没有写明, evidence not stated. Where there is none, say --evidence none.",
}

func (c *appealDecideCmd) Help() string {
	return "写案件号：决定本站的申诉。写任务编号：在公安发放点，审理转来的申诉（先用 queue show 看案卷），决定随下一个包裹送回；在发证的站点，照公安的决定办结案件，--decision 和 --reason 都不用写，要改资料的写 --facts · " +
		"With a case it decides an appeal of this station's. With a task: at a police point it decides an appeal that came to be heard (queue show prints its papers), and the decision goes with the next parcel; at the point that issued it lets the case end as the police decided, with no --decision and no --reason, and --facts where data are to be corrected."
}

type appealListCmd struct {
	Limit int `default:"100" help:"最多几条 · at most so many"`
}

// Run prints one JSON line for each appeal that came to be heard here and each decision of
// the police that is to be carried out, then for each appeal that waits, the oldest first,
// and for each that was changed while the paper before is still out: such a correction is not done.
func (c *appealListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := a.listTasks(st, false, registry.TaskHear, registry.TaskDecision); err != nil {
		return err
	}
	n, err := a.listAppeals(st, c.Limit, false, func(k station.Case) bool { return k.State == registry.CaseAppealed })
	if err != nil {
		return err
	}
	_, err = a.listAppeals(st, c.Limit-n, true, func(k station.Case) bool { return !k.Lodged.IsZero() && len(k.Outstanding) > 0 })
	return err
}

// listAppeals prints those that are to be kept, and answers how many there were.
func (a *app) listAppeals(st *station.Station, most int, all bool, keep func(station.Case) bool) (n int, err error) {
	for from := int64(0); n < most; {
		page, err := st.Cases(a.ctx, station.CaseFilter{All: all, From: from, Limit: casePage})
		if err != nil {
			return n, err
		}
		var lines []caseLine
		for _, k := range page {
			if from = k.ID; keep(k) && n+len(lines) < most {
				lines = append(lines, lineOfCase(k))
			}
		}
		n += len(lines)
		if err := a.listRead(st, len(lines)); err != nil {
			return n, err
		}
		for _, l := range lines {
			if err := a.printJSON(l); err != nil {
				return n, err
			}
		}
		if len(page) < casePage {
			break
		}
	}
	return n, nil
}

// casePage is how many cases are read at once.
const casePage = 100
