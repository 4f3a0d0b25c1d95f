package main

import (
	"cmp"
	"errors"
	"os"

	"passdesk/export/collector"
	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

type recallsCmd struct {
	Import recallsImportCmd `cmd:"" help:"载入名单 · take a list in"`
}

type recallsImportCmd struct {
	File   string `arg:"" help:"名单：xlsx、CSV 或 JSON 行 · the list" placeholder:"FILE"`
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Source string `required:"" help:"哪个部门的名单 · whose list it is" placeholder:"TEXT"`
	Reason string `help:"整份名单同一原因时写在这里 · the reason, where it is one for all" placeholder:"WORD"`
	Sheet  string `help:"只读这张工作表 · only this sheet" placeholder:"NAME"`
}

func (c *recallsImportCmd) Help() string {
	return "名单上的人封存在登记册里；原因写法不认识或没有写的，列为“其他”；持证的，收回任务派给发证的站点；以后才领证的也会查到。号码和姓名不符的、只有遮盖号码的，只列出来，不派任务 · " +
		"The people are kept, sealed; a reason that no rule knows, or none, lists them as other. For whoever holds a pass the desk that issued it gets a task, also for a pass that is given later. Where number and name disagree, or the number is masked, nothing is asked; the line says so."
}

// people are the columns of a daily list.
var people = []list.Column{
	{Key: "number", Who: true, Exact: true, Names: []string{"证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "身份证", "号码", "id"}},
	{Key: "name", Who: true, Names: []string{"姓名", "名字", "人员姓名"}},
	{Key: "birth", Day: true, Names: []string{"出生日期", "生日"}},
	{Key: "kind", Names: []string{"证件类型", "证件种类"}},
	{Key: "state", Names: []string{"签发国", "国籍"}},
	{Key: "reason", Names: []string{"原因", "人员类别", "类别", "收回原因", "why"}},
	{Key: "colour", Names: []string{"颜色", "码色", "健康码", "color"}},
	{Key: "date", Day: true, Names: []string{"列入日期", "日期", "认定日期", "listed"}},
	{Key: "on", Day: true, Names: []string{"接触日期", "末次接触日期", "发病日期"}},
	{Key: "until", Day: true, Names: []string{"截止日期", "解除日期"}},
}

// listed is what became of one row. The person stands in the list's own row.
type listedRow struct {
	Sheet   string   `json:"sheet,omitempty"`
	Row     int      `json:"row"`
	Result  string   `json:"result"`
	Numbers []string `json:"numbers,omitempty"`
	Note    *both    `json:"note,omitempty"`
}

func (c *recallsImportCmd) Run(a *app) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	read, err := list.ReadPeople(f, people, list.Choice{Sheet: c.Sheet})
	var none *list.Error
	if errors.As(err, &none) {
		return &usageError{none.ZH, none.EN}
	}
	if err != nil {
		return err
	}
	rules, err := scheme.ByCode(c.Scheme)
	if err != nil {
		return &usageError{"没有这个通行证方案：--scheme", "there is no such scheme: --scheme"}
	}
	a.sayOfList(read)
	return a.with(func(city *collector.Collector) error {
		var s listedSum
		defer func() { s.say(a) }()
		for _, r := range read.Rows {
			line, done, err := c.row(a, city, rules, r)
			if err != nil {
				return err
			}
			s.count(line.Result, done)
			if err := a.printJSON(line); err != nil {
				return err
			}
		}
		return outcome(s.kept, s.left)
	})
}

// row takes one row in, or says why not.
func (c *recallsImportCmd) row(a *app, city *collector.Collector, rules scheme.Scheme, r list.Row) (listedRow, bool, error) {
	line := listedRow{Sheet: r.Sheet, Row: r.Line, Result: r.Verdict}
	if r.Verdict != list.Named {
		line.Note = &both{r.Fault.ZH, r.Fault.EN}
		return line, false, nil
	}
	day := civil.On(a.now(), china)
	e, told, bad := c.read(r.Values, rules, day)
	if bad != nil {
		line.Result, line.Note = faultResult(bad), &both{bad.Why.ZH, bad.Why.EN}
		return line, false, nil
	}
	l, err := city.List(a.ctx, c.Scheme, e, day)
	told = joined(told, l.Reason)
	line.Result, line.Numbers, line.Note = l.Result, l.Numbers, &both{told.ZH, told.EN}
	return line, err == nil, err
}

// read reads a row as the station's import does: a reason in ordinary words, or none,
// lists the person as other; days that cannot be count as today.
func (c *recallsImportCmd) read(v map[string]string, rules scheme.Scheme, day civil.Date) (e watch.Entry, told scheme.Text, bad *watch.Fault) {
	row := watch.Row{Number: v["number"], Kind: v["kind"], State: v["state"], Name: v["name"], Birth: v["birth"], Why: cmp.Or(v["reason"], c.Reason),
		Colour: v["colour"], On: v["on"], Listed: v["date"], Until: v["until"], Source: c.Source}
	if over := row.Released(day); over != nil {
		return e, told, over
	}
	if row.Why == "" && row.Colour == "" {
		row.Why = watch.Other
		told = scheme.Text{ZH: "没有写原因，列为“其他”", EN: "no reason is given: listed as other"}
	}
	e, bad = watch.Parse(row, day)
	if bad != nil && bad.Days {
		var said scheme.Text
		row, said = row.WithoutDays(bad)
		told = joined(told, said)
		e, bad = watch.Parse(row, day)
	}
	if bad == nil && !e.KnownTo(rules) || bad != nil && bad.Reason {
		row = row.AsOther()
		told = joined(told, scheme.Text{ZH: "原因“" + row.Note + "”规则里没有，列为“其他”", EN: "no rule knows the reason given: listed as other"})
		e, bad = watch.Parse(row, day)
	}
	if bad != nil && bad.Days { // a reason that nobody knows was told first
		var said scheme.Text
		row, said = row.WithoutDays(bad)
		told = joined(told, said)
		e, bad = watch.Parse(row, day)
	}
	return e, told, bad
}

func joined(a, b scheme.Text) scheme.Text {
	if a.IsZero() || b.IsZero() {
		return scheme.Text{ZH: a.ZH + b.ZH, EN: a.EN + b.EN}
	}
	return scheme.Text{ZH: a.ZH + "；" + b.ZH, EN: a.EN + "; " + b.EN}
}

func faultResult(f *watch.Fault) string {
	switch {
	case f.Damaged:
		return list.Damaged
	case f.Alone:
		return list.Ask
	}
	return list.Invalid
}
