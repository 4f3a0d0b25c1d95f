package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"passdesk/export/list"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// Lists of people as offices send them: what their columns are called, and what a
// row of theirs is to the station.

// peopleFile is a list of people that was read, with its SHA-256.
type peopleFile struct {
	list.List
	sum  [32]byte
	name string // without its folder
	part string // the sheet that was chosen
}

// listHelp says of every list of people what is read and how it is answered.
const listHelp = "xlsx、CSV（UTF-8、UTF-16、GB18030）、JSON 行都可以，表头在前 20 行里按内容找，一行或两行。每个源行一行答复：match 相符，match_masked 遮盖号码和姓名相符，ambiguous 不止一人，conflict 号码和姓名是两个人，duplicate 重复（of 写明哪一行），damaged 号码被表格软件弄坏，invalid 不能用，none 没有证，ask 请人看，already_recalled 已收回，not_in_hand 没有收回过，证已交回、遗失或作废，no_value 公式没有存值，skipped 标题、合计、签字、隐藏的行。一行里写着几个人的号码，一人一条，从第二个起带 part。左右并排的几张表各读各的，答复带 columns（哪几列）。· " +
	"xlsx, CSV in UTF-8, UTF-16 or GB18030, or JSON lines; the head, one row or two, is found by what it says in the first 20 rows. Every source row is answered once: match, match_masked (mask and name), ambiguous, conflict (number and name are two people), duplicate (of: which row), damaged (by a spreadsheet), invalid, none (no pass), ask (somebody must look), already_recalled, not_in_hand (never recalled, and handed in, lost or void), no_value (a formula without one), skipped (titles, totals, signatures, hidden rows). A row with the numbers of several people is answered once for each, from the second on with part. Tables beside each other are read each under its own head; their answers have columns."

var readingList = scheme.Text{ZH: "正在读名单", EN: "reading the list"}

// readPeople reads a list of people, and says what whoever sent it should know.
func (a *app) readPeople(path string, columns []list.Column, sheet string) (peopleFile, error) {
	p := peopleFile{name: filepath.Base(path), part: sheet}
	raw, err := os.ReadFile(path)
	if err != nil {
		return p, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	p.sum = sha256.Sum256(raw)
	bar := a.bar()
	p.List, err = list.ReadPeople(bytes.NewReader(raw), columns, list.Choice{Sheet: sheet, Hears: hears(columns), Far: func(share float64) error {
		bar.show(station.Progress{Step: readingList, Share: share})
		return a.ctx.Err()
	}})
	bar.clear()
	var none *list.Error
	switch {
	case err != nil && a.ctx.Err() != nil:
		return p, a.ctx.Err()
	case errors.As(err, &none):
		return p, &usageError{none.ZH, none.EN}
	case err != nil:
		return p, storage(err)
	}
	for i := range p.Rows {
		setRight(&p.Rows[i])
		unmark(&p.Rows[i])
	}
	p.Unhear(watch.Idle)
	a.sayIgnored(p.Ignored)
	for _, t := range p.Told {
		a.warn(scheme.Text(t))
	}
	return p, nil
}

// unmark takes from a name what is written behind it and is none of it: 样例一（户主）.
func unmark(r *list.Row) {
	for _, key := range []string{"name", "guardian_name"} {
		parted := name.Listed
		switch {
		case key != "name":
		case r.Verdict == list.Ask: // what it says is said already
		case numberOnly.MatchString(r.Values["number"]):
			parted = name.ListedWhole
		case !likeMask.MatchString(r.Values["number"]):
			parted = name.ListedAlone
		}
		if others := name.Together(r.Values[key]); others != "" {
			alsoSay(r, "写着“"+others+"”：其余的人没有写出姓名，没有列入，请补上", "“"+others+"” means others as well, whom the list does not name: nobody of them is listed; add them")
		}
		plain, mark := parted(r.Values[key])
		if mark == "" {
			continue
		}
		r.Values[key] = plain
		if said := strings.Trim(mark, "()（）[]【】"); key == "name" && watch.Speaks(said) {
			r.Heard = append(r.Heard, list.Said{Head: besideName, Text: said})
		}
		alsoSay(r, "姓名旁的“"+mark+"”不算姓名", "“"+mark+"” beside the name is no part of it")
	}
}

// besideName is the head under which is heard what is written behind a name: 样例一（待核实）.
const besideName = "姓名旁备注"

// alsoSay adds to what is said of a row.
func alsoSay(r *list.Row, zh, en string) {
	r.Fault = list.Text(scheme.Text(r.Fault).And(scheme.Text{ZH: zh, EN: en}))
}

var (
	likeMask   = regexp.MustCompile(`[0-9].*[*＊×●•xX]|[*＊×●•xX].*[0-9]`)
	nameOnly   = regexp.MustCompile(`^[\p{Han}·]{2,}$`)
	numberOnly = regexp.MustCompile(`^([0-9]{15}|[0-9]{17}[0-9Xx])$`)
	nameBefore = regexp.MustCompile(`^([\p{Han}·]{2,6}?)[\s:：,，]*(?:身份证号?码?[:：]?)?([0-9]{15}|[0-9]{17}[0-9Xx])$`)
	markedOff  = regexp.MustCompile(`^([0-9]{15}|[0-9]{17}[0-9Xx])\s*[(（]\s*(本人|本人号码|身份证|身份证号|户口簿|有效|已核实|已核对)\s*[)）]$`)
	inBrackets = regexp.MustCompile(`^[(（\[【]([^()（）]+)[)）\]】]$`)
)

// setRight puts a name and a number where they belong, where nothing else can be meant:
// the two were written the wrong way round, or into one cell, or the number in brackets.
func setRight(r *list.Row) {
	v := r.Values
	if r.Verdict != list.Named {
		return
	}
	if m := inBrackets.FindStringSubmatch(v["number"]); m != nil {
		v["number"] = m[1]
	}
	if m := markedOff.FindStringSubmatch(v["number"]); m != nil {
		v["number"] = m[1]
		alsoSay(r, "号码后的“"+m[2]+"”不算号码", "“"+m[2]+"” behind the number is no part of it")
	}
	name, number := strings.Join(strings.Fields(v["name"]), ""), strings.Join(strings.Fields(v["number"]), " ")
	m := nameBefore.FindStringSubmatch(number)
	if number == "" {
		m, name = nameBefore.FindStringSubmatch(strings.Join(strings.Fields(v["name"]), " ")), ""
	}
	switch {
	case numberOnly.MatchString(name) && nameOnly.MatchString(number):
		v["name"], v["number"] = number, name
		alsoSay(r, "姓名和号码两格写反了，已对调", "the name and the number stand in each other's column, and were exchanged")
	case name == "" && m != nil:
		v["name"], v["number"] = m[1], m[2]
		alsoSay(r, "姓名和号码写在一格，已分开", "the name and the number stand in one cell, and were parted")
	}
}

// hears reports the heads of a list of reasons under which something may stand that speaks
// for or against a row.
func hears(columns []list.Column) func(string) bool {
	if !slices.ContainsFunc(columns, func(c list.Column) bool { return c.Key == "reason" }) {
		return nil
	}
	return watch.Hears
}

// listedPerson is a row of such a list.
func listedPerson(r list.Row) watch.Row {
	v := r.Values
	row := watch.Row{
		Number: list.NumberOf(v), Kind: v["kind"], State: v["state"], Name: v["name"], Birth: v["birth"], Why: v["reason"], Colour: v["colour"],
		On: v["on"], Listed: v["date"], Until: v["until"], Source: v["source"],
	}
	heard := make([]watch.Cell, len(r.Heard))
	for i, c := range r.Heard {
		heard[i] = watch.Cell(c)
	}
	return row.Heard(v["remark"], heard)
}

// recallList is the file as the station takes it.
func (p peopleFile) recallList() station.RecallList {
	l := station.RecallList{File: p.sum, Name: p.name, Part: p.part, Rows: make([]station.ListedRow, 0, len(p.Rows))}
	for _, r := range p.Rows {
		l.Rows = append(l.Rows, listedRows(r)...)
	}
	return l
}

// residentColumns are what a list of residents or a roster holds.
var residentColumns = append(list.Who[:len(list.Who):len(list.Who)],
	list.Column{Key: "building", Names: []string{"楼栋", "楼号", "楼幢", "楼幢号", "幢号", "栋号", "幢", "栋", "楼", "楼宇", "部门", "班组", "车间"}},
	list.Column{Key: "room", Names: []string{"房号", "室号", "房间号", "门牌", "门牌号", "单元房号", "室"}},
	list.Column{Key: "household", Names: []string{"户号", "户编号", "家庭编号", "户"}},
	list.Column{Key: "guardian_name", Names: []string{"监护人", "监护人姓名", "家长", "家长姓名", "父母姓名", "父亲姓名", "母亲姓名"}},
	list.Column{Key: "guardian_number", Exact: true, Names: list.GuardianNumbers},
	list.Column{Key: "relation", Names: []string{"监护关系", "与监护人关系", "监护人关系", "关系Relation"}},
)

// residentList is the file as the station takes it.
func (p peopleFile) residentList(today civil.Date) station.ResidentList {
	l := station.ResidentList{File: p.sum, Name: p.name, Part: p.part, Rows: make([]station.ResidentRow, len(p.Rows))}
	for i, r := range p.Rows {
		l.Rows[i] = station.ResidentRow{Sheet: r.Sheet, Row: r.Line, Columns: r.Columns, Result: r.Verdict, Note: scheme.Text(r.Fault), Application: resident(r.Values, today)}
	}
	return l
}

// resident is a row as an application. A child whose guardian the list names stands
// under the guardian, with a number of the child's own as the household book's.
func resident(v map[string]string, today civil.Date) registry.Application {
	a := registry.Application{
		Name: v["name"], Birth: watch.Day(v["birth"]), Sex: sexes[v["sex"]], Phone: v["phone"],
		Building: v["building"], Address: strings.TrimSpace(v["address"] + " " + v["room"]), Household: v["household"],
	}
	number := v["number"]
	if v["guardian_number"] == "" { // a child's pass says no more than the guardian's number
		number = cmp.Or(number, v["pass"])
	}
	if number != "" {
		a.Document = &registry.Document{Type: watch.DocumentKind(v["kind"]), Number: number, State: strings.ToUpper(v["state"])}
	}
	if v["guardian_number"] == "" || !isChild(a, today) {
		return a
	}
	a.Guardian = &registry.Guardian{Relation: relations[v["relation"]], Name: v["guardian_name"], Document: &registry.Document{Number: v["guardian_number"]}}
	if a.Document != nil {
		a.OwnNumber, a.Document = a.Document, nil
		a.OwnNumber.Evidence = "hukou"
	}
	return a
}

// childYears: a list names the guardian of somebody younger.
const childYears = 16

func isChild(a registry.Application, today civil.Date) bool {
	birth, _ := civil.Parse(a.Birth)
	if a.Document != nil {
		if n := iddoc.Read(a.Document.Number, "", today).Number; !n.IsZero() && !n.Birth().IsZero() {
			birth = n.Birth()
		}
	}
	return birth.IsZero() && a.Document == nil || !birth.IsZero() && birth.AgeOn(today) < childYears
}

var sexes = map[string]string{"男": "M", "女": "F", "M": "M", "F": "F", "m": "M", "f": "F", "男性": "M", "女性": "F"}

var relations = map[string]string{"父": "father", "父亲": "father", "父子": "father", "父女": "father", "母": "mother", "母亲": "mother", "母子": "mother", "母女": "mother", "father": "father", "mother": "mother", "": ""}

// answerList prints every row of a list.
func (a *app) answerList(rows []station.ListAnswer) error {
	for _, r := range rows {
		if err := a.printJSON(r); err != nil {
			return err
		}
	}
	return nil
}

// sayBefore tells that the very file was loaded already: as this very list, or in other
// words, and then how it is loaded all the same.
func (a *app) sayBefore(event int64, known *station.LoadedList) {
	switch {
	case known != nil:
		unnamed := *known
		unnamed.Source = "" // what is said aside ends in logs, and the source can name somebody
		says := unnamed.Says()
		a.warn(scheme.Text{ZH: says.ZH + "；确实要照这次写的再载入一遍的，加 --again", EN: says.EN + "; where it is really meant as it is called now, add --again"})
	case event != 0:
		a.warn(scheme.Text{ZH: fmt.Sprintf("这个文件已经载入过（事件 %d），什么都没有改变", event), EN: fmt.Sprintf("this file was loaded before (event %d): nothing has changed", event)})
	}
}
