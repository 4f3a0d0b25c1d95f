package watch

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
)

// Row is a line of a list as it was written.
type Row struct {
	Number, Kind, State, Name, Birth string
	Why, Colour, On, Listed, Until   string
	Source, Note                     string

	Doubt  Doubt    // what else stands in the row speaks against it (Heard)
	Beside []string // or is merely to be shown

	ask    bool // of an entry: Ask
	byName bool // the name alone is enough: whoever bears it is asked about
}

// Fault is why a line lists nobody.
type Fault struct {
	Damaged bool // a spreadsheet program spoilt the number
	Alone   bool // a name alone: somebody has to find out who is meant (ByName)
	Reason  bool // neither a reason nor a colour that anybody knows
	Colour  bool // what stands where a colour should: it may say that the person is not meant any more
	Days    bool // since when and until when cannot be read, or cannot be
	Name    bool // the name cannot be read
	Why     scheme.Text
}

func bad(zh, en string) *Fault { return &Fault{Why: scheme.Text{ZH: zh, EN: en}} }

// longest is how long a text of a list may be.
const longest = 100

// Parse reads a line. The day is the one on which it is loaded: a line with no
// date of its own was listed then, and none is listed later.
func Parse(r Row, day civil.Date) (Entry, *Fault) {
	for _, v := range []*string{&r.Source, &r.Note, &r.Why, &r.Colour, &r.Kind, &r.State} {
		*v = strings.Join(strings.Fields(*v), " ")
		if utf8.RuneCountInString(*v) > longest || strings.ContainsFunc(*v, func(c rune) bool { return unicode.Is(unicode.C, c) || c == utf8.RuneError }) {
			return Entry{}, bad("有一格读不出来，或超过 100 个字", "a value cannot be read, or is longer than 100 characters")
		}
	}
	e := Entry{Source: r.Source, Note: r.Note, Ask: r.ask}
	for _, read := range []func(*Entry, Row, civil.Date) *Fault{readWhy, readDays, readName, readNumber, readBirth} {
		if f := read(&e, r, day); f != nil {
			return Entry{}, f
		}
	}
	switch {
	case e.Source == "":
		return Entry{}, bad("没有写来源：哪个部门的名单（--source）", "the source is missing: whose list is it (--source)")
	case e.Number+e.Mask+e.Name == "":
		return Entry{}, bad("没有证件号码，也没有姓名", "neither a document number nor a name")
	case e.Mask != "" && e.Name == "":
		return Entry{}, &Fault{Alone: true, Why: scheme.Text{ZH: "遮盖的号码须同时写明姓名，没有列入，请补上姓名", EN: "a masked number needs the name: nobody was listed by this row; add it"}}
	case e.Number == "" && e.Mask == "" && e.Birth.IsZero() && !r.byName:
		return Entry{}, &Fault{Alone: true, Why: scheme.Text{ZH: "只有姓名，认不出是谁；请补号码（可遮盖）或出生日期", EN: "a name alone does not say who: add the number, which may be masked, or the birth date"}}
	}
	return e, nil
}

// whyWords are what lists call the reasons and the colours.
var whyWords = map[string]string{
	"密接": CloseContact, "密切接触": CloseContact, "密切接触者": CloseContact, "密接者": CloseContact,
	"重点地区": SevereArea, "疫情严重地区": SevereArea, "去过疫情严重地区": SevereArea, "疫区": SevereArea, "到过重点地区": SevereArea,
	"密切接触人员": CloseContact, "去过疫情严重地区人员": SevereArea, "去过疫情严重地区的人员": SevereArea, "疫情严重地区人员": SevereArea,
	"发热": Symptoms, "发热人员": Symptoms, "有发热症状": Symptoms, "呼吸道症状": Symptoms, "有呼吸道症状": Symptoms, "发热、呼吸道症状": Symptoms,
	"密接人员": CloseContact, "close contact": CloseContact, "fever": Symptoms,
	"症状": Symptoms, "有症状": Symptoms, "发热等症状": Symptoms, "其他": Other,
	"红": "red", "红码": "red", "红色": "red", "黄": "yellow", "黄码": "yellow", "黄色": "yellow",
	"灰": "grey", "灰码": "grey", "灰色": "grey", "gray": "grey", "绿": Green, "绿码": Green, "绿色": Green,
}

// grounds are what a column of states may say in the place of a colour.
var grounds = []string{CloseContact, SevereArea, Symptoms}

// whyWord is the one word for what a list writes, or what it writes.
func whyWord(typed string) string {
	word := strings.ToLower(typed)
	if w, ok := whyWords[word]; ok {
		word = w
	} else if w, ok := colourNow(word); ok {
		word = w
	} else if w, ok := firstWord(word); ok {
		word = w
	}
	return strings.TrimPrefix(word, "code_")
}

// KnownReason: a list may give the word as its reason or colour.
func KnownReason(word string) bool {
	return readWhy(&Entry{}, Row{Why: strings.TrimSpace(word)}, civil.Date{}) == nil
}

func readWhy(e *Entry, r Row, _ civil.Date) *Fault {
	word, colour := whyWord(r.Why), whyWord(r.Colour)
	switch {
	case r.Colour == "", colour == Green && listsFor(word): // a contact whose code is green still is a contact
	case rankOf(colour) >= 0, slices.Contains(grounds, colour):
		word = colour
	case !slices.Contains(grounds, word): // 健康状态 正常 takes nothing from 原因 密接
		return &Fault{Reason: true, Colour: true, Why: scheme.Text{ZH: "颜色一格的写法认不出：红、黄、灰、绿", EN: "there is no such colour: red, yellow, grey, green"}}
	}
	switch {
	case word == "":
		return &Fault{Reason: true, Why: scheme.Text{ZH: "没有写原因或颜色（整份名单同一原因的，用 --reason）", EN: "neither reason nor colour is given (--reason, where it is one for the whole list)"}}
	case word == Other, slices.Contains(grounds, word), rankOf(word) >= 0:
		e.Why = word
		if _, more := firstWord(strings.ToLower(r.Why)); more {
			e.Note = cmp.Or(e.Note, r.Why)
		}
		return nil
	}
	f, err := scheme.FactByWord(word)
	switch {
	case err != nil && wasThere(word):
		e.Why, e.Note = SevereArea, cmp.Or(e.Note, r.Why)
		return nil
	case err != nil:
		return &Fault{Reason: true, Why: scheme.Text{ZH: "没有这种原因；可写 密切接触者、疫情严重地区、有症状、其他、红码、黄码、灰码、绿码", EN: "no such reason: close_contact, severe_area, symptoms, other, red, yellow, grey, green, or a fact of the rules"}}
	}
	e.Why = f.Code
	return nil
}

func readDays(e *Entry, r Row, day civil.Date) *Fault {
	if slices.Contains(endless, strings.TrimSpace(r.Until)) {
		r.Until = ""
	}
	for _, d := range []struct {
		into  *civil.Date
		typed string
	}{{&e.On, r.On}, {&e.Listed, r.Listed}, {&e.Until, r.Until}} {
		var ok bool
		if *d.into, ok = dayIn(d.typed, day, d.into == &e.Until); ok {
			continue
		}
		if m := dayFirst.FindStringSubmatch(strings.TrimSpace(d.typed)); m != nil && m[1] != m[2] {
			return &Fault{Days: true, Why: scheme.Text{ZH: "分不清哪个是月、哪个是日，请写成 2020-03-01", EN: "which is the month and which the day cannot be told: write 2020-03-01"}}
		}
		return &Fault{Days: true, Why: scheme.Text{ZH: "日期写成 2020-03-01，且确有此日", EN: "a date is written 2020-03-01, and is a real day"}}
	}
	if e.Listed.IsZero() {
		e.Listed = day
	}
	switch {
	case e.Listed.After(day) || e.On.After(day):
		return &Fault{Days: true, Why: scheme.Text{ZH: "日期在今天之后，请核对", EN: "a date lies after today: look again"}}
	case !e.Until.IsZero() && e.Until.Before(e.Listed):
		return &Fault{Days: true, Why: scheme.Text{ZH: "截止日期在列入日期之前", EN: "it ends before it begins"}}
	}
	return nil
}

// endless are what lists write in the place of a last day that nobody knows.
var endless = []string{"长期", "永久", "至解除", "至解除为止", "待定", "另行通知", "未定", "不限", "无"}

var (
	dayFirst  = regexp.MustCompile(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$`)
	withoutY  = regexp.MustCompile(`^([0-9]{1,2})月([0-9]{1,2})[日号]?$`)
	monthDay  = regexp.MustCompile(`^([0-9]{1,2})[.\-/]([0-9]{2})$`)
	shortYear = regexp.MustCompile(`^([0-9]{2})[.\-/]([0-9]{1,2})[.\-/]([0-9]{1,2})$`)
	twoDigits = func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
)

// dayIn reads a day of a list that is loaded on a day: without a year it is of that
// year, or of the last where that has not been yet and it is not to be ahead; 15/03/2020 is
// no month, 08/03/2020 may be two days.
func dayIn(typed string, day civil.Date, ahead bool) (civil.Date, bool) {
	if d, ok := dayOf(typed); ok {
		return d, true
	}
	typed = strings.TrimSpace(typed)
	if m := withoutY.FindStringSubmatch(typed); m != nil && !day.IsZero() {
		return withYear(m[1], m[2], day, ahead)
	}
	if m := monthDay.FindStringSubmatch(typed); m != nil && !day.IsZero() {
		return withYear(m[1], m[2], day, ahead)
	}
	if m := shortYear.FindStringSubmatch(typed); m != nil && !day.IsZero() {
		return nearOne([3]string{m[1], m[2], m[3]}, day)
	}
	m := dayFirst.FindStringSubmatch(typed)
	switch {
	case m == nil:
	case len(m[1]) == 2 && m[1] > "12", m[1] == m[2]:
		return dayOf(m[3] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[1]))
	case len(m[2]) == 2 && m[2] > "12":
		return dayOf(m[3] + "-" + twoDigits(m[1]) + "-" + twoDigits(m[2]))
	}
	return civil.Date{}, false
}

// withYear is the month and day in the year of the list, or in the one before.
func withYear(month, d string, day civil.Date, ahead bool) (civil.Date, bool) {
	year := day.Year()
	one, ok := dayOf(fmt.Sprintf("%04d-%s-%s", year, twoDigits(month), twoDigits(d)))
	if before, okToo := dayOf(fmt.Sprintf("%04d-%s-%s", year-1, twoDigits(month), twoDigits(d))); okToo && !ahead && (!ok || one.After(day)) {
		if before.DaysUntil(day) < yearOfDays/2 { // else it is a slip: it lies ahead
			return before, true
		}
	}
	return one, ok
}

// nearOne is the day that three numbers of two digits mean, 26.11.20: the one of all that
// they may mean that lies within a year of the day; false where there are several.
func nearOne(n [3]string, day civil.Date) (civil.Date, bool) {
	var near []civil.Date
	for _, as := range [][3]int{{0, 1, 2}, {2, 1, 0}, {2, 0, 1}} {
		one, ok := dayOf("20" + twoDigits(n[as[0]]) + "-" + twoDigits(n[as[1]]) + "-" + twoDigits(n[as[2]]))
		if away := one.DaysUntil(day); ok && away > -yearOfDays && away < yearOfDays && !slices.Contains(near, one) {
			near = append(near, one)
		}
	}
	if len(near) != 1 {
		return civil.Date{}, false
	}
	return near[0], true
}

const yearOfDays = 366

// dayOf reads a day as lists write it: 2020-03-01, 2020/3/1, 2020.3.1, 20200301,
// 2020年3月1日, with or without a time behind it.
func dayOf(typed string) (civil.Date, bool) {
	text, _, _ := strings.Cut(strings.TrimSpace(typed), " ")
	text, _, _ = strings.Cut(text, "T")
	if text == "" {
		return civil.Date{}, typed == "" || strings.TrimSpace(typed) == ""
	}
	if len(text) == 8 && strings.Trim(text, "0123456789") == "" {
		d, err := civil.ParseCompact(text)
		return d, err == nil && !d.IsZero()
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/.年月日", r) })
	if len(parts) != 3 || len(parts[0]) != 4 {
		return civil.Date{}, false
	}
	for i, p := range parts {
		if len(p) == 1 {
			parts[i] = "0" + p
		}
	}
	d, err := civil.Parse(strings.Join(parts, "-"))
	return d, err == nil && !d.IsZero()
}

func readName(e *Entry, r Row, _ civil.Date) *Fault {
	if strings.TrimSpace(r.Name) == "" {
		return nil
	}
	n, _, err := name.Parse(r.Name)
	if err != nil || strings.ContainsRune(n.Legal(), utf8.RuneError) {
		f := bad("姓名读不出来", "the name cannot be read")
		f.Name = true
		return f
	}
	e.Name = n.Legal()
	return nil
}

func readNumber(e *Entry, r Row, day civil.Date) *Fault {
	if strings.TrimSpace(r.Number) == "" {
		return nil
	}
	declared := DocumentKind(r.Kind)
	if r.State != "" {
		declared = "PASSPORT:" + strings.ToUpper(r.State)
	}
	if declared != "" && !iddoc.Declarable(declared) {
		return bad("没有这种证件种类", "there is no such kind of document")
	}
	mask, odd := maskOf(r.Number, declared != "")
	switch {
	case !mayBeCitizens(declared):
	case mask != "":
		e.Mask = mask
		return nil
	case odd:
		return oddMask()
	}
	read := iddoc.Read(r.Number, declared, day)
	switch {
	case read.Type == iddoc.TypeMasked:
		p, err := read.Pattern()
		if err != nil {
			return bad("遮盖的号码看不出是谁的：至少露出四位", "too little of the masked number is seen")
		}
		e.Mask = p.String()
		if again, odd := maskOf(e.Mask, false); odd || again != "" && again != e.Mask { // the entry does not say of what kind it is
			return oddMask()
		}
		return nil
	case !read.Number.IsZero(): // a region that no list knows is no reason to let somebody pass
		e.take(read.Number)
		return nil
	case read.Has(iddoc.ReasonExcelPrecision) || read.Has(iddoc.ReasonExcelScientific):
		return &Fault{Damaged: true, Why: explained(read)}
	case read.Type == iddoc.TypeUnknown && declared == "" && plainNumber(r.Number):
		e.Number = strings.ToUpper(r.Number) // of a document that nobody named: told by its characters
		return nil
	}
	return &Fault{Why: explained(read)}
}

func oddMask() *Fault {
	return bad("号码有遮盖，位数也不对，看不出遮的是哪几位", "a part of the number is hidden, and its length does not tell which")
}

// take keeps a number in its one form.
func (e *Entry) take(n iddoc.Number) {
	e.Kind, e.Number, e.State, e.Birth = string(n.KeptAs()), n.Norm(), n.State(), n.Birth()
}

// plainNumber: letters and digits, as long as numbers of documents are.
func plainNumber(s string) bool {
	long := len(s) >= 16 && strings.Trim(s, "0123456789") == "" // a citizen's of which a digit is missing
	return len(s) >= 5 && len(s) <= 17 && len(s) != 15 && !long && strings.ContainsAny(s, "0123456789") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r > 126 || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func explained(r iddoc.Reading) scheme.Text {
	zh, en := iddoc.Explain(r)
	return scheme.Text{ZH: zh, EN: en}
}

// Day is a day as lists write it, as 2020-03-01; the text itself where it is none.
func Day(typed string) string {
	if d, ok := dayOf(typed); ok && !d.IsZero() {
		return d.String()
	}
	return typed
}

// DocumentKind is the word of iddoc for what a list calls a kind of document.
func DocumentKind(typed string) string {
	if w, ok := kindWords[typed]; ok {
		return w
	}
	return typed
}

// kindWords are what lists call the kinds of documents.
var kindWords = map[string]string{
	"身份证": "RIC18", "居民身份证": "RIC18", "二代身份证": "RIC18", "户口簿": "RIC18", "港澳通行证": "HK_MO", "回乡证": "HK_MO", "港澳居民来往内地通行证": "HK_MO",
	"台胞证": "TW", "台湾居民来往大陆通行证": "TW", "港澳台居民居住证": "HMT_RES", "居住证": "HMT_RES", "永居证": "FPR18", "外国人永久居留身份证": "FPR18",
	"护照": "",
}

// readBirth: the number says it, else the list.
func readBirth(e *Entry, r Row, day civil.Date) *Fault {
	typed, ok := dayOf(r.Birth)
	switch {
	case !ok || typed.After(day):
		return bad("出生日期写成 1985-05-05，且确有此日", "the birth date is written 1985-05-05, and is a real day")
	case e.Birth.IsZero():
		e.Birth = typed
	}
	return nil
}

// Row is the line that Parse reads as the entry: so a list that another program kept is
// read as strictly as one that somebody typed.
func (e Entry) Row() Row {
	r := Row{Number: e.Number + e.Mask, Kind: e.Kind, Name: e.Name, Why: e.Why, Source: e.Source, Note: e.Note, ask: e.Ask, byName: e.NameOnly()}
	if e.Kind == string(iddoc.TypePassportForeign) {
		r.State = e.State
	}
	for _, d := range []struct {
		into *string
		day  civil.Date
	}{{&r.Birth, e.Birth}, {&r.On, e.On}, {&r.Listed, e.Listed}, {&r.Until, e.Until}} {
		if !d.day.IsZero() {
			*d.into = d.day.String()
		}
	}
	return r
}
