package list

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// taking reads the rows of one sheet under its head.
type taking struct {
	sheet
	head
	columns []Column
	last    map[string]value // of the row before: what 同上 means
	people  int
	sums    []sum    // its rows of totals
	begins  []int    // how many people stood above where the block may have begun
	deep    bool     // the head is of two rows
	above   []string // the titles over the head, the nearest first
	titles  []string // under which the row stands

	hears func(head string) bool
	heard map[int]string // the heads that it hears, by column

	titleReleases, headReleases bool // the block is one of people who are no longer meant

	covered map[int]bool // columns over which the head says something
	unread  map[int]int  // how many rows hold something in the others
	beside  beside       // another table in those
}

// value is what a row has in a column, and how it came by it.
type value struct {
	text  string
	kind  kind
	lost  bool   // a character of it was
	above bool   // it is the row's before
	same  bool   // 同上 was written for it
	raw   string // with its line breaks, where it has some
	rank  int    // of its column
}

func (t *taking) row(l line) Row {
	row := Row{Values: map[string]string{}}
	skip := func(zh, en string) Row {
		row.Verdict, row.Fault = Skipped, Text{zh, en}
		return row
	}
	first, last := t.lines[t.first].no, t.lines[t.head.last].no
	values := t.values(l)
	switch {
	case l.hidden && l.no > last:
		return skip("这一行是隐藏的", "the row is hidden")
	case l.no < first && t.besides(l):
		row.Verdict, row.Fault = Ask, t.beside.ask()
		return row
	case l.no < first && slices.ContainsFunc(l.own(), func(c cell) bool { return citizen.MatchString(c.text) || c.kind == isDamaged }):
		row.Verdict, row.Fault = Ask, askAbove
		return row
	case l.no < first:
		t.title(l)
		t.blockTitle(l)
		return skip("表头上面的标题或说明", "a title or a note above the head")
	case l.no <= last:
		return skip("表头", "the head")
	case l.fault != (Text{}):
		row.Verdict, row.Fault = Invalid, l.fault
		t.fill(&row, values)
		return row
	case t.newHead(l):
		return skip("重复的表头", "the head once more")
	case t.blockTitle(l):
		return skip("标题", "a title")
	}
	if t.besides(l) {
		row.Verdict, row.Fault = Ask, t.beside.ask()
		return row
	}
	t.noteUnread(l)
	if l.no == t.beside.no && t.nobody(values) {
		return skip(besideHeadText.ZH, besideHeadText.EN)
	}
	if zh, en := t.aside(l, values); zh != "" {
		if row.Beside = l.numbers(); len(row.Beside) > 0 && !strings.HasPrefix(zh, "填表") {
			row.Verdict, row.Fault = Ask, askInside(Text{zh, en})
			if t.releases(l) || zh == "落款或签字" || slices.ContainsFunc(row.Beside, saysReleased) {
				row.Beside = nil
			}
			return row
		}
		return skip(zh, en)
	}
	t.people++
	row.Titles = t.titles
	row.Beside = t.besideNumbers(l)
	another := t.anothers(values)
	t.fill(&row, values)
	row.Heard = t.said(l)
	t.judge(&row, values)
	if another && row.Fault == (Text{}) {
		row.Fault = sayAnothers
	}
	if t.releases(l) {
		row.Verdict, row.Fault, row.Beside, row.Several = Ask, askReleased, nil, false
	} else if mark := t.marksReleased(l); mark != "" {
		row.Verdict, row.Fault, row.Beside, row.Several = Ask, askMarked(mark), nil, false
	}
	t.keep(values)
	return row
}

// citizen is a number as people have it; an enterprise's is as long, and has letters.
var citizen = regexp.MustCompile(`^([0-9]{15}|[0-9]{17}[0-9Xx])$`)

// askAbove is said of a row over the head in which a person's number stands.
var askAbove = Text{"表头上面写着人，没有列入，也没有收回：请把这一行移到表头下面，再载入", "somebody is named above the head: nobody was listed or recalled by this row. Move it below the head and load the list again"}

// values are what the row has in the columns that were asked for. 同上 is the value
// of the row above.
func (t *taking) values(l line) map[string]value {
	values := map[string]value{}
	for _, c := range l.cells {
		key := t.of[c.column]
		if key == "" || c.across {
			continue
		}
		v := value{text: c.text, kind: c.kind, lost: lost(c.text), above: c.above, raw: c.raw, rank: t.rank[c.column]}
		if slices.Contains(dittos, strings.ReplaceAll(c.text, " ", "")) {
			if last, there := t.last[key]; there {
				v = last
				v.above = true
			}
			v.same = true
		}
		if before, there := values[key]; !there || before.text == "" || v.text != "" && v.rank < before.rank {
			values[key] = v
		}
	}
	return values
}

// dittos say what the row above says.
var dittos = []string{"同上", "(同上)", "（同上）", "同上行", "上同", "同前", "仝上", "(仝上)", "（仝上）", "仝前", "〃", "″", "”", "\"", "''", "ditto", "do.", "↑"}

func (t *taking) fill(row *Row, values map[string]value) {
	for key, v := range values {
		if v.kind != noValue && v.kind != isError && v.text != "" {
			row.Values[key] = v.text
		}
	}
}

// hear finds the heads under which something may stand that the caller must know; they
// are not among those that nobody asked for.
func (t *taking) hear(hears func(head string) bool) {
	t.hears, t.heard = hears, map[int]string{}
	if hears == nil {
		return
	}
	for column, text := range t.texts {
		if t.of[column] == "" && text != "" && hears(text) {
			t.heard[column] = text
		}
	}
	t.ignored = slices.DeleteFunc(t.ignored, hears)
}

// said is what the row holds under these heads.
func (t *taking) said(l line) (said []Said) {
	if len(t.heard) == 0 {
		return nil
	}
	for _, c := range l.cells {
		if head, hears := t.heard[c.column]; hears && !c.across {
			said = append(said, Said{head, c.text})
		}
	}
	return said
}

// judge says what is wrong with the values of a row. Where it is only beside the
// person, the value is left out and the row noted.
func (t *taking) judge(row *Row, values map[string]value) {
	for _, c := range t.columns {
		v, there := values[c.Key]
		if !there {
			continue
		}
		verdict, why := v.verdict(c)
		switch {
		case verdict == Invalid && c.Who && !c.Exact && t.asksReleased(), verdict == NoValue && c.Key == "name" && wholeNumber(row.Values["number"]): // by its number somebody is still known
			row.Fault = why
		case verdict != Named && c.Exact && !c.Who && wholeNumber(row.Values["number"]): // another's
			delete(row.Values, c.Key)
		case verdict == Named && (c.Exact || c.Who) && v.several(c):
			if row.Verdict == Named {
				row.Verdict, row.Fault, row.Several = Ask, askSeveral, true
			}
		case verdict == Named:
			if c.Day {
				row.Values[c.Key] = dayText(v)
			}
		case c.Exact || c.Who:
			if row.Verdict == Named || row.Verdict == Invalid {
				row.Verdict, row.Fault = verdict, why
			}
		default:
			delete(row.Values, c.Key)
			row.Fault = Text{"“" + t.texts[t.places(c.Key)[0]] + "”一格读不出来，没有用：" + why.ZH, "the cell of " + c.Key + " was not used: " + why.EN}
		}
	}
}

// verdict is what is wrong with a value.
func (v value) verdict(c Column) (string, Text) {
	switch {
	case v.same && c.Exact && (v.kind != isText && v.kind != isNumber || !likeNumber(v.text)):
		return Invalid, Text{"写的是“同上”，而上一行没有能用的号码", "it says “as above”, and the row above has no usable number"}
	case v.kind == noValue:
		return NoValue, Text{"这一格是公式，文件里没有存下结果；请在表格软件里打开，重新保存", "the cell is a formula whose result is not in the file: open it in the spreadsheet program and save it again"}
	case v.kind == isError:
		return NoValue, Text{"这一格的公式出错（" + v.text + "）", "the formula of this cell failed (" + v.text + ")"}
	case v.kind == isDamaged && c.Exact:
		return Damaged, Text{"号码存成了数值，15 位以后的数字已经丢失，看上去完整也不能用；请按原件重填，该列设为文本", "the number is stored as a numeric value: its digits after the 15th are lost, however whole it looks. Type it from the document; the column must be text"}
	case c.Exact && len(v.text) > 2 && strings.Trim(v.text, "#") == "":
		return Damaged, Text{"号码显示成了 ####，文件里没有数字", "the number was saved as ####: its digits are not in the file"}
	case v.lost:
		return Invalid, Text{"有读坏的字，请用 UTF-8 重新保存，或另存为 xlsx", "a character was damaged: save the file as UTF-8, or as xlsx"}
	}
	return Named, Text{}
}

// dayText is a day as it is written, or as a spreadsheet counts it.
func dayText(v value) string {
	if v.kind == isNumber || len(v.text) == 5 {
		if n, err := strconv.Atoi(v.text); err == nil && n > 20000 && n < 80000 {
			return dayOfSerial(float64(n), false)
		}
	}
	return v.text
}

// headAgain: most of what the head says stands in the row once more.
func (t *taking) headAgain(l line) bool {
	same, of := 0, 0
	for _, c := range l.cells {
		key := t.of[c.column]
		if key == "" || c.across {
			continue
		}
		of++
		at := slices.IndexFunc(t.columns, func(o Column) bool { return o.Key == key })
		if plain := plainHead2(c.text); plain != "" && (plain == plainHead2(t.texts[c.column]) || t.columns[at].names(plain)) {
			same++
		}
	}
	return same > 0 && 2*same > of
}

var (
	signatures = regexp.MustCompile(`制表|领导[:：]|主管[:：]|填表人|填报人|审核人|审核[:：]|复核|经办|负责人|签字|签名|签章|盖章|公章|填报单位|报送单位|填报日期|填表日期|制表日期|报送|打印时间|打印日期|联系人[:：]|联系电话[:：]|以下空白|以下无正文|^日期[:：]|^[0-9]{0,4}年[0-9]{0,2}月[0-9]{0,2}日$`)
	masked     = regexp.MustCompile(`^[0-9]*[*＊×•●]{4,}[0-9]{3,}[0-9Xx]$|^[0-9]{4,}[*＊×•●]{4,}[0-9Xx]*$`)
	notes      = regexp.MustCompile(`^(备注|注|说明|填表说明|填写说明|注意|附注|note|NB)[:：0-9 ]|^※|^[*＊]`)
	examples   = regexp.MustCompile(`^[（(【\[]?(例|示例|例如|举例|样例|样表|填写示例|填写样例|范例|sample|example|e\.g\.)[）)】\]]?$|^[（(【\[]?(例|示例|例如|填写示例|范例)[）)】\]]?[:：]`)
	pages      = regexp.MustCompile(`^[-－—]*(第?[0-9]+页[,，/／]?(共?[0-9]+页)?|[0-9]+/[0-9]+)[-－—]*$|^[-－—][0-9]+[-－—]$`)
	groups     = regexp.MustCompile(`^第?[0-9一二三四五六七八九十]+(幢|栋|号楼|单元|小区|组|班|车间|楼|号)$|^.{2,}(街道|社区|居委会|村委会|办事处|小区)$`)
	dots       = regexp.MustCompile(`^(…|⋯|[.。·]{2,}|[-—_]{2,})+$`)
)

// dotted: nothing stands in the row but dots and its own serial number.
func dotted(own []cell) bool {
	any := false
	for _, c := range own {
		is := dots.MatchString(strings.ReplaceAll(c.text, " ", ""))
		if any = any || is; !is && !serial(c.text) {
			return false
		}
	}
	return any
}

// aside says why a row names nobody; "" where it may.
func (t *taking) aside(l line, values map[string]value) (zh, en string) {
	own := l.own()
	person := false
	for _, c := range t.columns {
		if v, there := values[c.Key]; c.Exact && there && !v.above && (masked.MatchString(v.text) || likeNumber(v.text) && !strings.ContainsAny(v.text, "话机") || v.kind != isText && v.kind != isNumber) {
			person = true
		}
	}
	for _, c := range own {
		if examples.MatchString(strings.ToLower(c.text)) {
			return "填表的示例", "an example of how to fill it in"
		}
	}
	if t.placeholder(values) {
		return "填表的示例", "an example of how to fill it in"
	}
	if person {
		return "", ""
	}
	var first string
	if len(own) > 0 {
		first = strings.Join(strings.Fields(own[0].text), "")
		for _, c := range own[1:] {
			if c.column < own[0].column {
				first = strings.Join(strings.Fields(c.text), "")
			}
		}
	}
	switch {
	case len(own) == 0:
		return "和上一行合并成一格，没有别的内容", "merged with the row above, with nothing of its own"
	case dotted(own):
		return "只有省略号", "nothing but dots"
	case isSum(first, values["name"].text):
		t.addSum(l, own)
		return "合计", "a total"
	case pages.MatchString(first):
		return "页码", "the number of a page"
	case len(own) == 1 && groups.MatchString(first):
		return "分组的标题", "the title of a group"
	case slices.ContainsFunc(own, t.signs):
		return "落款或签字", "a signature"
	case notes.MatchString(first):
		return "说明", "a note"
	case t.nobody(values):
		return "没有姓名和号码", "it has neither a name nor a number"
	case len(own) == 1 && titled(first, own[0], l):
		return "标题", "a title"
	}
	return "", ""
}

// signs reports a cell with a signature, or the blank for one; a day in a column of days
// is none.
func (t *taking) signs(c cell) bool {
	days := slices.ContainsFunc(t.columns, func(o Column) bool { return o.Day && o.Key == t.of[c.column] })
	return !days && signatures.MatchString(strings.Join(strings.Fields(c.text), ""))
}

// nobody: nothing in the columns that say who.
func (t *taking) nobody(values map[string]value) bool {
	return !slices.ContainsFunc(t.columns, func(c Column) bool { v := values[c.Key]; return c.Who && (v.text != "" || v.kind == noValue) })
}

// titled: a single cell that is merged across, or calls itself a list.
func titled(text string, c cell, l line) bool {
	across := slices.ContainsFunc(l.cells, func(o cell) bool { return o.across })
	return across || strings.Contains(text, "名单") || strings.Contains(text, "附件") || strings.Contains(text, "清单") || strings.Contains(text, "花名册") || strings.HasSuffix(text, "表") && len([]rune(text)) > 4
}

// placeholder: a number of which nothing but X or * or one digit is there, under an
// invented name.
func (t *taking) placeholder(values map[string]value) bool {
	name := values["name"].text
	for _, c := range t.columns {
		if v := values[c.Key].text; c.Exact && len(v) >= 8 && (strings.Trim(strings.ToLower(v), "x") == "" || v == "110101199001011234" || v == "123456789012345678") {
			return true
		}
	}
	return name == "某某" || name == "某某某" || name == "XXX" || name == "xxx" || name == "×××"
}

// cut finds numbers that were cut to 15 digits and stand as text: where many of a
// column end in 000, those that seem right are not.
func (t *taking) cut(rows []Row) {
	for _, c := range t.columns {
		if !c.Exact {
			continue
		}
		long, zeros := 0, 0
		ends := func(r Row) bool { return len(r.Values[c.Key]) == 18 && strings.HasSuffix(r.Values[c.Key], "000") }
		for _, r := range rows {
			if len(r.Values[c.Key]) == 18 {
				long++
			}
			if ends(r) {
				zeros++
			}
		}
		if zeros < 3 || zeros*5 < long {
			continue
		}
		for i := range rows {
			if ends(rows[i]) && rows[i].Verdict == Named {
				rows[i].Verdict = Damaged
				rows[i].Fault = Text{fmt.Sprintf("这一列有 %d 个号码以 000 结尾：表格软件只留下了 15 位", zeros), fmt.Sprintf("%d numbers of this column end in 000: a spreadsheet program kept 15 digits", zeros)}
			}
		}
	}
}
