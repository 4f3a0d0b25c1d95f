package main

import (
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"passdesk/export/list"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// The lists of people whom the health authorities and the region name: close
// contacts, arrivals, symptoms, colours. Every check asks them.

type watchCmd struct {
	Import watchImportCmd `cmd:"" help:"载入名单（CSV 或 JSON 行）：此后每次审核都查 · load a list, CSV or JSON lines: every later check asks it"`
	List   watchListCmd   `cmd:"" help:"名单上的人，遮盖显示 · who is listed, masked"`
	Lift   watchLiftCmd   `cmd:"" help:"移出名单（负责人，写明理由）· take an entry off the list, with a reason"`
}

type watchImportCmd struct {
	File   string `arg:"" help:"名单文件 · the list"`
	DryRun bool   `help:"只核对，不载入 · look only"`
	Source string `help:"来源：哪个部门的名单；文件里有来源列的以文件为准 · whose list it is, where the file does not say" placeholder:"TEXT"`
	Reason string `help:"原因或颜色，文件里没有这一列时用：close_contact、severe_area、symptoms、other、red、yellow、grey、green · the reason or colour, where the file has no such column" placeholder:"WORD"`
	Date   string `help:"列入日期，文件里没有时用；不写就是今天 · since when they are listed, where the file does not say (default: today)" placeholder:"YYYY-MM-DD"`
	Recall bool   `help:"号码确指的持证人，当即通知收回；遮盖的号码、只有姓名的、有冲突的不收 · order back the passes that a number means beyond doubt, never on a mask, a name or a conflict"`
}

// Help tells what a list looks like.
func (c *watchImportCmd) Help() string {
	return "表头（CSV）或字段（JSON 行）· the head, or the fields: number 证件号码（可遮盖），name 姓名，birth 出生日期，reason 原因，colour 颜色，date 列入日期，on 接触或到达日期，until 截止日期，source 来源，kind 证件类型，state 护照签发国。" +
		"姓名加遮盖号码、姓名加出生日期的，审核时转负责人核对；只有姓名的不列入。 · " +
		"A masked number with a name, or a name with a birth date, asks an officer; a name alone lists nobody.\n\n" +
		"同一来源的新名单替换旧的，绿码解除红码；同一文件载入两次不变。 · A source's newer word replaces its older one, green ends red; the same file twice changes nothing."
}

// watchColumns are what a line of such a list holds, and what offices call it.
var watchColumns = []list.Column{
	{Key: "number", Names: []string{"证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "身份证", "号码", "id number"}},
	{Key: "name", Names: []string{"姓名", "名字", "人员姓名"}},
	{Key: "birth", Names: []string{"出生日期", "出生年月日", "生日"}},
	{Key: "kind", Names: []string{"证件类型", "证件种类"}},
	{Key: "state", Names: []string{"签发国", "国籍"}},
	{Key: "reason", Names: []string{"原因", "人员类别", "类别", "事由", "why"}},
	{Key: "colour", Names: []string{"颜色", "码色", "健康码", "健康码颜色", "color"}},
	{Key: "date", Names: []string{"列入日期", "日期", "认定日期", "listed"}},
	{Key: "on", Names: []string{"接触日期", "末次接触日期", "到达日期", "发病日期"}},
	{Key: "until", Names: []string{"截止日期", "解除日期", "到期日"}},
	{Key: "source", Names: []string{"来源", "数据来源", "来源单位"}},
	{Key: "phone", Names: []string{"电话", "联系电话", "手机"}}, {Key: "address", Names: []string{"住址", "地址", "现住址"}}, {Key: "sex", Names: []string{"性别"}}, // not kept
}

// Run answers every row when all of them are read and, but for a dry run, the list
// is durable.
func (c *watchImportCmd) Run(a *app) error {
	read, mark, err := c.read()
	if err != nil {
		return err
	}
	a.sayIgnored(read.Ignored)
	st, err := a.open()
	if err != nil {
		return err
	}
	done, err := c.load(a, st, read, mark)
	if err != nil {
		return err
	}
	for _, r := range done.Rows {
		if err := a.printJSON(r); err != nil {
			return err
		}
	}
	sum := done.Sum
	if !c.DryRun {
		if err := a.printJSON(sum); err != nil {
			return err
		}
	}
	t := tally{done: sum.Rows - sum.Left, failed: sum.Left}
	return t.result()
}

// load hands every row to the station, also those that could not be read; but for a
// dry run it is then confirmed.
func (c *watchImportCmd) load(a *app, st *station.Station, read list.List, mark [32]byte) (*station.RecallPreview, error) {
	bar := a.bar()
	defer bar.clear()
	l := station.RecallList{File: mark, Name: filepath.Base(c.File), Orders: c.Recall, Reason: c.Reason, Source: c.Source, Date: c.Date, Told: bar.show}
	for _, r := range read.Rows {
		row := station.ListedRow{Row: r.Line, Person: c.row(r.Values)}
		if r.Fault != (list.Text{}) {
			row.Result, row.Note = "invalid", scheme.Text(r.Fault)
		}
		l.Rows = append(l.Rows, row)
	}
	p, err := st.PreviewRecalls(a.ctx, l)
	if err != nil || c.DryRun {
		return p, err
	}
	return p, st.ConfirmRecalls(a.ctx, p)
}

// read reads the file, with its SHA-256.
func (c *watchImportCmd) read() (l list.List, mark [32]byte, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return l, mark, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	defer f.Close()
	h := sha256.New()
	l, err = list.Read(io.TeeReader(f, h), watchColumns)
	var none *list.Error
	switch {
	case errors.As(err, &none):
		return l, mark, &usageError{none.ZH, none.EN}
	case err != nil:
		return l, mark, storage(err)
	}
	if !slices.ContainsFunc(l.Rows, func(r list.Row) bool { return r.Values["number"]+r.Values["name"] != "" || r.Fault != (list.Text{}) }) {
		return l, mark, &usageError{"名单里既没有号码，也没有姓名；表头应写 证件号码、姓名", "the list has neither numbers nor names: its head says number, name"}
	}
	return l, [32]byte(h.Sum(nil)), nil
}

func (c *watchImportCmd) row(v map[string]string) watch.Row {
	return watch.Row{
		Number: v["number"], Kind: v["kind"], State: v["state"], Name: v["name"], Birth: v["birth"], Why: v["reason"], Colour: v["colour"],
		On: v["on"], Listed: v["date"], Until: v["until"], Source: v["source"],
	}
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
