package main

import (
	"fmt"

	"passdesk/export/list"
	"passdesk/registry"
	"passdesk/registry/station"
)

// The lists of people whom the health authorities and the region name: close
// contacts, arrivals, symptoms, colours. Every check asks them.

type watchCmd struct {
	Import   watchImportCmd   `cmd:"" help:"载入名单（xlsx、CSV 或 JSON 行）：此后每次审核都查 · load a list, xlsx, CSV or JSON lines: every later check asks it"`
	List     watchListCmd     `cmd:"" help:"名单上的人，遮盖显示 · who is listed, masked"`
	Affected watchAffectedCmd `cmd:"" help:"每日动态：谁的证今天不会再发、为什么 · the daily dynamic: whose pass would not be issued today, and why"`
	Answer   watchAnswerCmd   `cmd:"" help:"名单可能指的持证人：看过两边，是不是本人（负责人，写明理由）· a holder whom an entry may mean: whether it does, once somebody has looked"`
	Lift     watchLiftCmd     `cmd:"" help:"移出名单（负责人，写明理由）· take an entry off the list, with a reason"`
	Unlisted watchUnlistedCmd `cmd:"" help:"载入的名单里谁也没有列入、还没有处理的行 · rows of lists that list nobody, and of which nobody has said what came of them"`
	Settle   watchSettleCmd   `cmd:"" help:"这样的行办完了（负责人，写明结果）· say what came of such rows, with a reason"`
}

type watchImportCmd struct {
	File   string `arg:"" help:"名单文件 · the list"`
	DryRun bool   `help:"只核对，不载入 · look only"`
	Sheet  string `help:"只读这一张工作表；不写就读所有没有隐藏的 · only this sheet of a workbook; without it all that are not hidden" placeholder:"NAME"`
	Source string `help:"来源：哪个部门的名单；文件里有来源列的以文件为准 · whose list it is, where the file does not say" placeholder:"TEXT"`
	Reason string `help:"原因或颜色，文件里没有这一列时用：close_contact、severe_area、symptoms、other、red、yellow、grey、green · the reason or colour, where the file has no such column" placeholder:"WORD"`
	Date   string `help:"列入日期，文件里没有时用；不写就是今天 · since when they are listed, where the file does not say (default: today)" placeholder:"YYYY-MM-DD"`
	Recall bool   `help:"号码确指的持证人，当即通知收回；遮盖的号码、只有姓名的、有冲突的不收 · order back the passes that a number means beyond doubt, never on a mask, a name or a conflict"`
	Again  bool   `help:"这个文件以别的来源、原因或日期载入过，仍照这次写的再载入 · load it as it is called now, although this very file was loaded in other words"`
}

// Help tells what a list looks like.
func (c *watchImportCmd) Help() string {
	return listHelp + "\n\n该列入而谁也没有列入的行带 left:true，留在 watch unlisted：有这样的行、或只列了姓名的行，退出码 3；什么都没有载入，1 · a row that should list somebody and lists nobody has left:true and is kept for watch unlisted. Exit 3 where there are such rows, or rows that list a name alone; 1 where nothing was loaded.\n\n表头（表格）或字段（JSON 行）· the head, or the fields: number 证件号码（可遮盖），name 姓名，birth 出生日期，reason 原因，colour 颜色，date 列入日期，on 接触或到达日期，until 截止日期，source 来源，kind 证件类型，state 护照签发国。" +
		"姓名加遮盖号码、姓名加出生日期的，审核时转负责人核对；只有姓名、或号码不能用的，按姓名列入，同名的人来时转负责人核对，谁的证也不收。 · " +
		"A masked number with a name, or a name with a birth date, asks an officer; so does a name alone, or one whose number is of no use, and nobody is recalled by it.\n\n" +
		"同一来源的新名单替换旧的，绿码解除红码；同一文件载入两次不变，换一个来源写也一样（--again 除外）。 · A source's newer word replaces its older one, green ends red; the same file twice changes nothing, nor under another source (but with --again)."
}

// Run answers every row when all of them are read and, but for a dry run, the list
// is durable.
func (c *watchImportCmd) Run(a *app) error {
	read, err := a.readPeople(c.File, list.ListedColumns, c.Sheet)
	if err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	return a.answerRecalls(st, c.list(read), c.DryRun, false)
}

func (c *watchImportCmd) list(read peopleFile) station.RecallList {
	l := read.recallList()
	l.Orders, l.Reason, l.Source, l.Date, l.Again = c.Recall, c.Reason, c.Source, c.Date, c.Again
	return l
}

// answerRecalls shows what a list comes to and, but for a dry run, does it.
func (a *app) answerRecalls(st *station.Station, l station.RecallList, dryRun, masked bool) error {
	p, err := a.loadRecalls(st, l, dryRun, masked)
	if err != nil {
		return err
	}
	if err := a.answerList(p.Rows); err != nil {
		return err
	}
	if p.Sum.Recalled == 0 {
		a.sayBefore(p.Sum.Before, p.Known)
	}
	for _, t := range p.Sum.Missed() {
		a.warn(t)
	}
	if !dryRun {
		if err := a.printJSON(p.Sum); err != nil {
			return err
		}
	}
	left := p.Sum.Left + p.Sum.Named
	if l.Orders && p.Known != nil {
		left += p.Counts()["match"] // that were to be ordered back, and were not
	}
	t := tally{done: p.Sum.Rows - left - p.Sum.Skipped, failed: left}
	if left > 0 && (p.Sum.Event != 0 || p.Sum.Named > 0 || dryRun && p.Sum.Before == 0) {
		return &partError{} // names are listed, now or before, and rows that list nobody are kept: that is not nothing
	}
	return t.result()
}

// loadRecalls looks at a list and, but for a dry run, confirms it; masked: also the
// passes that somebody had to look at: a masked number and a name, a number put right.
func (a *app) loadRecalls(st *station.Station, l station.RecallList, dryRun, masked bool) (*station.RecallPreview, error) {
	bar := a.bar()
	defer bar.clear()
	l.Told = bar.show
	p, err := st.PreviewRecalls(a.ctx, l)
	if err != nil || dryRun {
		return p, err
	}
	var also []int
	for i, r := range p.Rows {
		if masked && r.MayOrder() && !r.Against {
			also = append(also, i)
		}
	}
	return st.ConfirmRecalls(a.ctx, p, also...)
}

type watchListCmd struct {
	Person string `help:"证件号码或姓名 · a document number or a name" placeholder:"TEXT"`
	All    bool   `help:"也列已移出、已替换的 · also what was lifted or replaced"`
	From   int64  `help:"从这一条之后接着列 · go on behind this entry" placeholder:"ID"`
	Limit  int    `default:"1000" help:"最多几条 · at most so many"`
}

// Run prints one JSON line for each entry; a list with nobody on it is an answer.
func (c *watchListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	lines, err := st.Watch(a.ctx, station.WatchFilter{Person: c.Person, All: c.All, From: c.From, Limit: c.Limit})
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := a.printJSON(l); err != nil {
			return err
		}
	}
	return nil
}

type watchAnswerCmd struct {
	Number   string  `arg:"" help:"证件编号 · the pass number"`
	Decision string  `required:"" enum:"two_people,same_person" help:"two_people 不是名单上的人；same_person 是名单上的人，不出新的纸证，另行 recall · two_people: somebody else; same_person: the listed person, who gets no new paper and is ordered back with recall"`
	Entry    []int64 `help:"只答复这几条；不写就是问到的都答复 · only these entries; without it all that ask" placeholder:"ID"`
	Reason   string  `required:"" help:"理由：凭什么认定，密封保存 · what decides it; sealed"`
}

// Run keeps the answer, and prints the pass as it stands.
func (c *watchAnswerCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	n, err := registry.ParseNumber(c.Number)
	if err != nil {
		return fmt.Errorf("%w: %w", station.ErrInvalid, err)
	}
	if err := st.AnswerListed(a.ctx, n, c.Entry, c.Decision == "same_person", c.Reason); err != nil {
		return err
	}
	d, err := st.Pass(a.ctx, n.String())
	if err != nil {
		return err
	}
	return a.printJSON(doneLine(d, true))
}

type watchLiftCmd struct {
	ID     int64  `arg:"" help:"条号：watch list 或审核结果里的 id · the entry's id, as watch list or a verdict says it"`
	Reason string `required:"" help:"理由：谁、何时、如何核实，密封保存 · why: who confirmed it, when and how; sealed"`
}

// Run lifts one entry and prints it.
func (c *watchLiftCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	l, err := st.LiftWatch(a.ctx, c.ID, c.Reason)
	if err != nil {
		return err
	}
	return a.printJSON(l)
}
