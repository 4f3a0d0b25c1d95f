package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"passdesk/export/collector"
	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

type recallsCmd struct {
	Import recallsImportCmd `cmd:"" help:"载入名单 · take a list in"`
	Lift   recallsLiftCmd   `cmd:"" help:"名单上的人解除 · take people off a list"`
}

type recallsImportCmd struct {
	peopleFile
}

// peopleFile is a list of people of one source.
type peopleFile struct {
	File   string `arg:"" help:"名单：xlsx、CSV 或 JSON 行 · the list" placeholder:"FILE"`
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Source string `required:"" help:"哪个部门的名单；行里写了来源的，按行里的 · whose list it is, where a row does not say its source itself" placeholder:"TEXT"`
	Reason string `help:"整份名单同一原因时写在这里：close_contact、severe_area、symptoms、other、red、yellow、grey、green · the reason, where it is one for all" placeholder:"WORD"`
	Sheet  string `help:"只读这张工作表 · only this sheet" placeholder:"NAME"`

	whoOnly bool // why and since when somebody is listed is not asked
}

func (c *recallsImportCmd) Help() string {
	return "名单上的人封存在登记册里；原因没有写的，列为“其他”；原因写法不认识的（整份同一原因的用 --reason 写明），和同一份名单里一行列入、另一行写绿码或已解除的，人照样列入，证先不收回，各行写明，请人看过；持证的，收回任务派给发证的站点；以后才领证的也会查到。号码和姓名不符的、只有遮盖号码的，只列出来，不派任务；号码被表格软件弄坏或没有的，只按姓名列入，各站点同名的人来时由负责人核对；姓名也读不出来的一行谁也没有列入，结尾写明几行，退出码 3：请向来文单位问清，改好再载入。写通行证编号（证件编号）的，指它的持证人。各站点下一次同步时都收到这份名单 · " +
		"The people are kept, sealed; who is listed for no reason is listed as other. Where no rule knows the reason (--reason gives one for all), or another row of the list calls the person green or taken off, the person is listed, no pass is asked for, and the line says so: somebody looks first. For whoever holds a pass the desk that issued it gets a task, also for a pass that is given later. Where number and name disagree, or the number is masked, nothing is asked; the line says so. Of a row whose number is missing, or spoilt by a spreadsheet, the name alone is listed, and an officer is asked wherever somebody of that name comes; a row whose name cannot be read either lists nobody: the end says how many, with exit code 3. Ask the office that sent the list, and load the corrected one. The number of a pass means its holder. Every station has the list with its next sync."
}

// listed is what became of one row. The person stands in the list's own row.
type listedRow struct {
	Sheet     string   `json:"sheet,omitempty"`
	Row       int      `json:"row"`
	Columns   string   `json:"columns,omitempty"` // of its table, where another stands beside it
	Result    string   `json:"result"`
	OfSheet   string   `json:"of_sheet,omitempty"`
	OfColumns string   `json:"of_columns,omitempty"`
	Of        int      `json:"of,omitempty"`   // of a duplicate: the row that says it
	List      string   `json:"list,omitempty"` // listed: the row put somebody on the list; "" it stays as it was
	Numbers   []string `json:"numbers,omitempty"`
	Note      *both    `json:"note,omitempty"`
}

func (c *recallsImportCmd) Run(a *app) error {
	return c.each(a, func(city *collector.Collector, entries []watch.Entry, day civil.Date) ([]collector.Listed, error) {
		came, err := city.ListAll(a.ctx, c.Scheme, entries, day)
		for i := range came {
			if !came[i].New {
				came[i].Reason = scheme.Text{ZH: "名单上已有", EN: "on the list already"}.And(came[i].Reason)
			}
		}
		return came, err
	}, (*listedSum).say)
}

// peopleAtOnce is how many rows are kept in one transaction.
const peopleAtOnce = 500

// each reads the list and does something with the people on it, a part at a time; a
// line for each row says what came of it.
func (c *peopleFile) each(a *app, do func(city *collector.Collector, entries []watch.Entry, day civil.Date) ([]collector.Listed, error), say func(*listedSum, *app)) error {
	read, rules, err := c.people(a)
	if err != nil {
		return err
	}
	day, seen := civil.On(a.now(), china), map[watch.Entry]listedRow{}
	return a.with(func(city *collector.Collector) error {
		if _, err := city.Authority(a.ctx, c.Scheme); err != nil {
			return err
		}
		var s listedSum
		defer func() { say(&s, a) }()
		var parts []*peoplePart
		for some := range slices.Chunk(read.Rows, peopleAtOnce) {
			if err := c.readPassNumbers(a, city, rules, some); err != nil {
				return err
			}
			parts = append(parts, c.part(some, rules, day, seen))
		}
		if !c.whoOnly {
			disagree(parts)
		}
		for _, p := range parts {
			came, err := do(city, p.entries, day)
			if err != nil {
				return err
			}
			if err := p.answer(a, came, &s); err != nil {
				return err
			}
		}
		if c.whoOnly && s.lifted == 0 {
			return errNothing // the lines and the sum say of whom
		}
		return outcome(s.kept, s.left+s.named)
	})
}

// reasonWords are what a whole list may be listed for.
const reasonWords = "close_contact, severe_area, symptoms, other, red, yellow, grey, green"

// people reads the file.
func (c *peopleFile) people(a *app) (list.List, scheme.Scheme, error) {
	rules, err := scheme.ByCode(c.Scheme)
	if err != nil {
		return list.List{}, rules, &usageError{"没有这个通行证方案：--scheme", "there is no such scheme: --scheme"}
	}
	if strings.TrimSpace(c.Source) == "" {
		return list.List{}, rules, &usageError{"--source 是空的：写明是哪个部门的名单", "--source is empty: say whose list it is"}
	}
	if c.Reason != "" && !watch.KnownReason(c.Reason) { // said of all of them: a slip of the pen would list everybody as other
		return list.List{}, rules, &usageError{"没有这种原因：--reason 写 " + reasonWords + "，或规则里的一个事实", "there is no such reason: --reason is one of " + reasonWords + ", or a fact of the rules"}
	}
	f, err := os.Open(c.File)
	if err != nil {
		return list.List{}, rules, err
	}
	defer f.Close()
	read, err := list.ReadPeople(f, list.ListedColumns, list.Choice{Sheet: c.Sheet, Hears: watch.Hears})
	read.Unhear(watch.Idle)
	var none *list.Error
	if errors.As(err, &none) {
		return read, rules, &usageError{none.ZH, none.EN}
	}
	if err == nil {
		a.sayOfList(read)
	}
	return read, rules, err
}

// peoplePart are rows with the people whom they name.
type peoplePart struct {
	lines   []listedRow
	told    []scheme.Text
	named   []int // of lines, beside entries
	entries []watch.Entry
	byName  map[int]bool // lines whose number is of no use: the name alone is listed
	off     []offRow
	beside  map[int]bool // lines of whom another row lists the person
}

// part reads rows; seen are those of before, by what they say.
func (c *peopleFile) part(rows []list.Row, rules scheme.Scheme, day civil.Date, seen map[watch.Entry]listedRow) *peoplePart {
	p := &peoplePart{byName: map[int]bool{}, beside: map[int]bool{}}
	for _, r := range rows {
		line, told := listedRow{Sheet: r.Sheet, Row: r.Line, Columns: r.Columns, Result: r.Verdict}, scheme.Text{}
		e, said, bad := watch.Entry{}, scheme.Text(r.Fault), r.Verdict != list.Named
		if !bad {
			var fault *watch.Fault
			row := c.row(r)
			if e, said, fault = c.read(row, rules, day); fault != nil {
				line.Result, said, bad = faultResult(fault), fault.Why, true
				p.takesOff(row, day)
			}
			said = scheme.Text(r.Fault).And(said)
		}
		alone := false
		if bad {
			e, said, alone = c.byName(r, line.Result, said, rules, day)
		}
		if of, twice := seen[e]; bad && !alone {
			line.Note = &both{said.ZH, said.EN}
		} else if twice {
			line.Result, line.OfSheet, line.OfColumns, line.Of, line.Note = duplicateWord, of.Sheet, of.Columns, of.Row, &both{fmt.Sprintf("与第 %d 行相同", of.Row), fmt.Sprintf("row %d says the same", of.Row)}
		} else {
			told, seen[e], p.byName[len(p.lines)] = said, line, alone
			p.named, p.entries = append(p.named, len(p.lines)), append(p.entries, e)
		}
		p.lines, p.told = append(p.lines, line), append(p.told, told)
	}
	return p
}

// byName is a row by its name, where the number is of no use: a station does so with the
// list that it loads itself, and asks about whoever bears the name. Nobody is let off by a
// name alone.
func (c *peopleFile) byName(r list.Row, result string, why scheme.Text, rules scheme.Scheme, day civil.Date) (watch.Entry, scheme.Text, bool) {
	if !watch.MayGoByName(result, r.Verdict != list.Named) {
		return watch.Entry{}, why, false
	}
	row, whole := c.row(r).ByName()
	if !whole || !c.whoOnly && row.Released(day) != nil {
		return watch.Entry{}, why, false
	}
	if row.Doubt.Off {
		row = row.AsOther()
	}
	row.Doubt = watch.Doubt{} // by a name nobody is recalled
	e, told, bad := c.read(row, rules, day)
	if bad != nil || e.Why == watch.Green {
		return watch.Entry{}, why, false
	}
	if !c.whoOnly {
		told = told.And(watch.SaysByName)
	}
	return e, why.And(told), true
}

// answer tells what came of each row.
func (p *peoplePart) answer(a *app, came []collector.Listed, s *listedSum) error {
	kept := make([]bool, len(p.lines))
	for n, i := range p.named {
		line, l := &p.lines[i], came[n]
		if p.byName[i] && (l.Result == noneWord || l.Result == conflictWord) { // nothing to lift under the name
			line.Note = &both{p.told[i].ZH, p.told[i].EN}
			continue
		}
		told := p.told[i].And(l.Reason)
		line.Numbers, line.Note, kept[i] = l.Numbers, &both{told.ZH, told.EN}, true
		if !p.byName[i] || l.Result == liftedWord {
			line.Result = l.Result
		}
		if l.New {
			line.List = "listed"
		}
	}
	for i, line := range p.lines {
		s.count(line, kept[i] || p.beside[i], p.byName[i])
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	return nil
}

// row is a row of the file in the words of package watch.
func (c *peopleFile) row(r list.Row) watch.Row {
	v := r.Values
	row := watch.Row{Number: list.NumberOf(v), Kind: v["kind"], State: v["state"], Name: v["name"], Birth: v["birth"], Source: c.source(v)}
	if c.whoOnly {
		row.Why = watch.Other
		return row
	}
	row.Why, row.Colour, row.On, row.Listed, row.Until = v["reason"], v["colour"], v["on"], v["date"], v["until"]
	heard := make([]watch.Cell, len(r.Heard))
	for i, said := range r.Heard {
		heard[i] = watch.Cell(said)
	}
	row = row.Heard(v["remark"], heard)
	row.Why = cmp.Or(row.Why, c.Reason)
	return row
}

// read reads a row as the station's import does: a reason in ordinary words lists the person on
// the ground of the whole list, or as other, and then somebody looks before a pass is asked
// for; days that cannot be count as today.
func (c *peopleFile) read(row watch.Row, rules scheme.Scheme, day civil.Date) (e watch.Entry, told scheme.Text, bad *watch.Fault) {
	if c.whoOnly {
		e, bad = watch.Parse(row, day)
		return e, told, bad
	}
	if over := row.Released(day); over != nil {
		return e, told, over
	}
	if doubt := row.Doubt.Told(); !doubt.IsZero() {
		return e, told, &watch.Fault{Alone: true, Why: doubt}
	}
	if row.Why == "" && row.Colour == "" {
		row.Why = watch.Other
		told = scheme.Text{ZH: "没有写原因，列为“其他”", EN: "no reason is given: listed as other"}
	}
	e, bad = watch.Parse(row, day)
	if bad != nil && bad.Days {
		var said scheme.Text
		row, said = row.WithoutDays(day)
		told = told.And(said)
		e, bad = watch.Parse(row, day)
	}
	if bad != nil && bad.Colour { // a pass is asked for by what it says, and it may say that all is well
		bad.Alone = true
		bad.Why = scheme.Text{ZH: bad.Why.ZH + "；没有列入，请改好再载入", EN: bad.Why.EN + "; nobody was listed by this row: put it right and load the list again"}
		return e, told, bad
	}
	unknown := func() bool { return bad == nil && !e.KnownTo(rules) || bad != nil && bad.Reason }
	if c.Reason != "" && row.Why != c.Reason && unknown() {
		var said scheme.Text
		row, said = row.For(c.Reason)
		told = told.And(said)
		e, bad = watch.Parse(row, day)
	}
	asks := unknown()
	if asks {
		row = row.AsOther()
		told = told.And(row.UnknownReason()).And(watch.LookFirst)
		e, bad = watch.Parse(row, day)
	}
	if bad != nil && bad.Days { // a reason that nobody knows was told first
		var said scheme.Text
		row, said = row.WithoutDays(day)
		told = told.And(said)
		e, bad = watch.Parse(row, day)
	}
	e.Ask = asks && bad == nil
	if born, err := civil.Parse(watch.Day(row.Birth)); bad == nil && err == nil && !born.IsZero() {
		e.Birth = born // what the list says may be a child's, under a parent's number
	}
	return e, told, bad
}

// source is whose word a row is: its own column says it, or the verb.
func (c *peopleFile) source(v map[string]string) string { return cmp.Or(v["source"], c.Source) }

func faultResult(f *watch.Fault) string {
	switch {
	case f.Damaged:
		return list.Damaged
	case f.Alone:
		return list.Ask
	}
	return list.Invalid
}
