package main

import (
	"cmp"
	"errors"
	"os"

	"passdesk/export/collector"
	"passdesk/export/list"
	"passdesk/registry/civil"
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
	return "名单上的人封存在登记册里；持证的，收回任务派给发证的站点；以后才领证的也会查到。号码和姓名不符的、只有遮盖号码的，只列出来，不派任务 · " +
		"The people are kept, sealed. For whoever holds a pass the desk that issued it gets a task, also for a pass that is given later. Where number and name disagree, or the number is masked, nothing is asked; the line says so."
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
	return a.with(func(city *collector.Collector) error {
		good, bad := 0, 0
		for _, r := range read.Rows {
			line, done, err := c.row(a, city, r)
			if err != nil {
				return err
			}
			if done {
				good++
			} else if line.Result != list.Skipped {
				bad++
			}
			if err := a.printJSON(line); err != nil {
				return err
			}
		}
		return outcome(good, bad)
	})
}

// row takes one row in, or says why not.
func (c *recallsImportCmd) row(a *app, city *collector.Collector, r list.Row) (listedRow, bool, error) {
	line := listedRow{Sheet: r.Sheet, Row: r.Line, Result: r.Verdict}
	if r.Verdict != list.Named {
		line.Note = &both{r.Fault.ZH, r.Fault.EN}
		return line, false, nil
	}
	day := civil.On(a.now(), china)
	v := r.Values
	e, bad := watch.Parse(watch.Row{Number: v["number"], Kind: v["kind"], State: v["state"], Name: v["name"], Birth: v["birth"], Why: cmp.Or(v["reason"], c.Reason),
		Colour: v["colour"], On: v["on"], Listed: v["date"], Until: v["until"], Source: c.Source}, day)
	if bad != nil {
		line.Result, line.Note = "invalid", &both{bad.Why.ZH, bad.Why.EN}
		if bad.Damaged {
			line.Result = list.Damaged
		}
		return line, false, nil
	}
	l, err := city.List(a.ctx, c.Scheme, e, day)
	line.Result, line.Numbers, line.Note = l.Result, l.Numbers, &both{l.Reason.ZH, l.Reason.EN}
	return line, err == nil, err
}
