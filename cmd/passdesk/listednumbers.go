package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// A row of a recall list in which a good number stands lists that number, whatever else is
// wrong with the row: everybody on such a list goes on the watch list. What stood in the
// wrong place lists, and orders nothing back by itself.

var citizens = regexp.MustCompile(`[0-9]{17}[0-9Xx]`)

// numbersIn are the whole numbers of citizens in a text.
func numbersIn(texts ...string) []string {
	var found []string
	for _, text := range texts {
		for _, at := range citizens.FindAllStringIndex(text, -1) {
			number := text[at[0]:at[1]]
			longer := at[0] > 0 && isDigit(text[at[0]-1]) || at[1] < len(text) && isDigit(text[at[1]])
			if !longer && !iddoc.Read(number, "", civil.Date{}).Number.IsZero() && !slices.Contains(found, number) {
				found = append(found, number)
			}
		}
	}
	return found
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// listedRows are the people of a row of a list, each as the station takes them.
func listedRows(r list.Row) []station.ListedRow {
	one := station.ListedRow{Sheet: r.Sheet, Row: r.Line, Columns: r.Columns, Result: r.Verdict, Note: scheme.Text(r.Fault), Person: listedPerson(r), Titles: r.Titles}
	own := numbersIn(r.Values["number"], r.Values["name"])
	beside := slices.DeleteFunc(numbersIn(r.Beside...), func(n string) bool { return slices.Contains(own, n) })
	switch {
	case r.Verdict == list.Skipped:
		return []station.ListedRow{one}
	case r.Several && len(own) == 1:
		one.Note, one.Person.Name = scheme.Text{}, ""
		one = taken(one, own[0], "一格里写了不止一个姓名，只按号码列入，收回前请人看过", "a cell holds more than one name: listed by the number alone, and somebody looks before a pass is ordered back")
	case r.Several:
		return eachListed(one, own, namesBeside(r.Values["name"], len(own)))
	case r.Verdict == list.Ask && len(r.Values) == 0: // a note, a total
		return eachListed(one, beside, nil)
	case r.Verdict == list.Ask:
		return []station.ListedRow{one}
	case len(own) == 1 && !wholeCell(r.Values["number"], own[0]) && r.Verdict != list.Damaged:
		one = taken(one, own[0], "号码和别的字写在一起，按号码列入，收回前请人看过", "the number stands among other text: listed by it, and somebody looks before a pass is ordered back")
	case len(own) == 0 && len(beside) == 1 && r.Values["number"]+r.Values["pass"] == "":
		return []station.ListedRow{taken(one, beside[0], "号码取自备注，收回前请人看过", "the number is that of the remark: somebody looks before a pass is ordered back")}
	}
	return append([]station.ListedRow{one}, others(one, beside)...)
}

func wholeCell(cell, number string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(cell), ""), number)
}

// taken is a row with a number that stood in the wrong place, and the name where it is one.
func taken(r station.ListedRow, number, zh, en string) station.ListedRow {
	written := strings.TrimSpace(strings.ReplaceAll(r.Person.Name, number, ""))
	if n, _, err := name.Parse(written); err == nil {
		written = n.Legal() // 阿依古丽.买买提 with the dot that it has
	}
	if strings.ContainsFunc(written, func(c rune) bool {
		return !unicode.Is(unicode.Han, c) && !unicode.Is(unicode.Latin, c) && c != '·' && c != ' '
	}) {
		written = ""
	}
	r.Person.Number, r.Person.Kind, r.Person.State, r.Person.Name = number, "", "", written
	r.Result, r.Alone = list.Named, true
	r.Note = r.Note.And(scheme.Text{ZH: zh, EN: en})
	return r
}

// eachListed lists every number of a row that holds several, or that is a note: with its
// name where there are as many names as numbers.
func eachListed(r station.ListedRow, numbers, names []string) []station.ListedRow {
	if len(numbers) == 0 {
		return []station.ListedRow{r}
	}
	var all []station.ListedRow
	for n, number := range numbers {
		p := r
		p.Note, p.Person.Name, p.Person.Birth = scheme.Text{}, "", ""
		if n > 0 {
			p.Part = n + 1
		}
		p = taken(p, number, "号码写在说明里，或一格里不止一个：每个都按号码列入，收回前请人看过", "the number stands in a note, or with others in one cell: each is listed, and somebody looks before a pass is ordered back")
		if n < len(names) {
			p.Person.Name = names[n]
		}
		all = append(all, p)
	}
	return all
}

// namesBeside are the names of a cell, where there are as many as numbers.
func namesBeside(cell string, many int) []string {
	names := strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune("、，,;；/／ 　\r\n", c) })
	if len(names) != many {
		return nil
	}
	return names
}

// others are those whom only a remark names: they are not listed, and that is counted.
func others(r station.ListedRow, beside []string) []station.ListedRow {
	var all []station.ListedRow
	for n, number := range beside {
		o := station.ListedRow{Sheet: r.Sheet, Row: r.Row, Columns: r.Columns, Part: n + 2, Result: list.Ask, Titles: r.Titles}
		o.Person.Number = number
		o.Note = scheme.Text{ZH: "备注里还写着一个号码，没有列入，请人看过", EN: "the remark holds another number, which is not listed: look at it"}
		all = append(all, o)
	}
	return all
}
