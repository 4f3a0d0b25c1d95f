package list

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// head is where a table says what its columns are: one row, or two.
type head struct {
	first, last int            // lines of it, by their place
	of          map[int]string // what a column is: a Key, "" for one nobody asked for
	texts       map[int]string // what it is called
	ignored     []string
	rank        map[int]int // of the columns of days, where several hold one
	why         Text        // why there is none that can be used
	told        []Text      // of its hidden columns
}

// headWithin is how far down a head may stand.
const headWithin = 20

// findHead looks for the row, or the two, that name most columns.
func findHead(s sheet, columns []Column) (head, bool) {
	var best head
	most := 0
	for i := range min(len(s.lines), headWithin) {
		if s.lines[i].no > headWithin && i > 0 {
			break
		}
		for deep := 1; deep <= 2 && i+deep <= len(s.lines); deep++ {
			if deep == 2 && !mayBeSecond(s.lines[i+1]) {
				continue
			}
			h := readHead(s, i, deep, columns)
			n := h.known()
			if h.ofForm(s, columns) {
				continue
			}
			if (n > most || n == most && deep == 1 && best.last > best.first) && h.names(columns) && (n > 1 || deep == 1 && (len(s.lines[i].own()) == 1 || h.exactBelow(s, columns))) {
				best, most = h, n
			}
		}
	}
	if most == 0 {
		best.why = formLike(s, columns)
		return best, false
	}
	best.hidden(s, columns)
	if best.why = best.twice(s, columns); best.why != (Text{}) {
		return best, false
	}
	return best, true
}

// mayBeSecond: the second row of a head holds no number of a person.
func mayBeSecond(l line) bool {
	return !slices.ContainsFunc(l.cells, func(c cell) bool {
		return likeNumber(c.text) || c.kind == isDamaged || c.kind == noValue || c.kind == isDay
	})
}

// readHead reads the lines as a head.
func readHead(s sheet, first, deep int, columns []Column) head {
	h := head{first: first, last: first + deep - 1, of: map[int]string{}, texts: map[int]string{}}
	over := map[int]string{}
	if deep == 2 {
		over = spread(s.lines[first], s.lines[first+1])
	}
	for _, c := range s.lines[h.last].cells {
		if c.across {
			continue
		}
		h.texts[c.column] = c.text
	}
	for column, text := range over {
		if under := h.texts[column]; under == "" || under == text {
			h.texts[column] = text
		}
	}
	for column, under := range h.texts {
		h.of[column] = keyOf(inChinese(over[column]), inChinese(under), columns)
	}
	h.settle()
	h.rankDays(columns)
	h.mayBe(s, columns)
	return h
}

// inChinese is the Chinese half of a head in two languages, as this program's own exports
// have them: 姓名 Name. Their 状态 Status is of the pass, and no colour of a person; their 关系
// Relation is a guardian's, and no householder's.
func inChinese(head string) string {
	if m := twoTongues.FindStringSubmatch(head); m != nil && m[2] != "Status" && m[2] != "Relation" {
		return m[1]
	}
	return head
}

var twoTongues = regexp.MustCompile(`^([^A-Za-z]*\p{Han})[ /／|]+([A-Za-z][A-Za-z .'’]*)$`)

// below reports that every one of the next rows that holds something in the column holds
// the number of a document there, and that one does.
func (h head) below(s sheet, column int) bool {
	found := false
	for _, l := range s.lines[h.last+1 : min(len(s.lines), h.last+6)] {
		switch c := l.at(column); {
		case c.text == "":
		case !likeNumber(c.text):
			return found // what stands below the table
		default:
			found = true
		}
	}
	return found
}

// exactBelow: the numbers below say that a head with a single word is one: 证件编号 beside 处理.
func (h head) exactBelow(s sheet, columns []Column) bool {
	return slices.ContainsFunc(columns, func(c Column) bool {
		return c.Who && c.Exact && slices.ContainsFunc(h.places(c.Key), func(column int) bool { return h.below(s, column) })
	})
}

// mayBe takes a column that may hold numbers of documents (编号) or names (家庭成员), where no
// other does and such numbers, or names, stand below it.
func (h *head) mayBe(s sheet, columns []Column) {
	numbered := slices.ContainsFunc(columns, func(c Column) bool { return c.Who && c.Exact && len(h.places(c.Key)) > 0 })
	for _, c := range columns {
		if len(c.Maybe) == 0 || c.Exact && numbered || len(h.places(c.Key)) > 0 {
			continue
		}
		below := h.namesBelow
		if c.Exact {
			below = h.below
		}
		for column, text := range h.texts {
			if h.of[column] == "" && slices.Contains(c.Maybe, plainHead2(text)) && below(s, column) {
				h.of[column] = c.Key
				h.ignored = slices.DeleteFunc(h.ignored, func(n string) bool { return n == text })
				break
			}
		}
	}
}

// namesBelow is below for names: they are not all alike, as the answers to a question are.
func (h head) namesBelow(s sheet, column int) bool {
	var names []string
	for _, l := range s.lines[h.last+1 : min(len(s.lines), h.last+6)] {
		switch text := bare(l.at(column).text); {
		case text == "" || slices.Contains(names, text):
		case !likeName.MatchString(text):
			return false
		default:
			names = append(names, text)
		}
	}
	return len(names) > 0
}

var likeName = regexp.MustCompile(`^[\p{Han}·]{2,}$`)

// spread is the upper row of a head over the columns of the lower: a text that is
// merged, or that stands alone over several, stands over all of them.
func spread(upper, lower line) map[int]string {
	over := map[int]string{}
	for _, c := range upper.cells {
		over[c.column] = c.text
	}
	last := ""
	for column := range mostColumns {
		switch text, there := over[column]; {
		case there:
			last = text
		case lower.at(column).text != "" && last != "":
			over[column] = last
		default:
			last = ""
		}
	}
	return over
}

// keyOf is what a column is by its head: both rows joined, or the lower alone where
// the upper does not say that it is about somebody else.
func keyOf(over, under string, columns []Column) string {
	tries := []string{under}
	if over != "" && over != under {
		tries = []string{over + under, under, over}
		if ofAnother(over) {
			tries = tries[:1]
		}
	}
	for _, text := range tries {
		if c := slices.IndexFunc(columns, func(c Column) bool { return c.names(plainHead2(text)) }); c >= 0 {
			return columns[c].Key
		}
	}
	for _, text := range tries {
		if plain := plainHead2(text); !ofAnother(plain) && !former.MatchString(plain) {
			if key := endsAs(plain, columns); key != "" {
				return key
			}
		}
	}
	return ""
}

// loosely marks a column that only ends as the wanted one does; an exact one goes
// before it.
const loosely = "~"

// endsAs is the column with whose name a head ends, of several the longest: 申领人姓名,
// 居民身份证号码, 管控结束日期. A day of something else is none: 核酸检测日期.
func endsAs(head string, columns []Column) string {
	key, longest := "", 0
	for _, c := range columns {
		if c.Day && otherDay.MatchString(head) {
			continue
		}
		if n := c.ending(head); n > longest {
			key, longest = c.Key+loosely, n
			if c.Day && n > len("日期") { // 管控起始时间 says it, as 起始时间 does
				key = c.Key
			}
		}
	}
	return key
}

var otherDay = regexp.MustCompile(`^是否|签证|检测|核酸|抗原|接种|疫苗|体检|入职|签发|发证|办证|有效|离甬|打印`)

// ending is how long the longest of the column's names is with which the head ends; 0 where
// it ends with none.
func (c Column) ending(head string) int {
	head = plainHead(head)
	longest := 0
	for _, n := range c.Names {
		if n = plainHead(n); len(n) >= len("日期") && (!c.Day || len(n) > len("日期") || n == "日期") && strings.HasSuffix(head, n) && len(head) > len(n) {
			longest = max(longest, len(n))
		}
	}
	return longest
}

// rank is how well the head says what the column of days holds: 列入日期 goes before 更新时间.
func (c Column) rank(head string) int {
	head = plainHead(plainHead2(head))
	if n := slices.IndexFunc(c.Names, func(n string) bool { return plainHead(n) == head }); n >= 0 {
		return n
	}
	best, longest := len(c.Names), 0
	for i, n := range c.Names {
		if n = plainHead(n); strings.HasSuffix(head, n) && len(n) > longest {
			best, longest = i, len(n)
		}
	}
	return best
}

// others are words for people who are not the one the row is about.
var others = []string{"监护", "父", "母", "家长", "联系人", "户主", "经办", "填报", "填表", "代办", "代领", "配偶", "负责人", "对应", "关联", "病例", "单位", "登记人", "采样", "guardian", "contact", "parent"}

// former columns say what was so before: 原码色 beside 现码色.
var former = regexp.MustCompile(`^(原[^因]|旧|曾|变更前|转码前|上次|前次)`)

// lesser puts a column of those from whom the listed people caught it behind one of the
// listed people: 患者姓名, 密接姓名.
func lesser(head string) int {
	if patients.MatchString(head) {
		return 1
	}
	return 0
}

var patients = regexp.MustCompile(`患者|感染者|确诊|阳性者|首例|传染源`)

func ofAnother(head string) bool {
	head = strings.ToLower(head)
	return slices.ContainsFunc(others, func(w string) bool { return strings.Contains(head, w) })
}

// plainHead2 is a head without marks and full-width forms around it.
func plainHead2(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= 0xfee0
		}
		if unicode.IsSpace(r) || strings.ContainsRune("*＊:：、/\\.。", r) {
			return -1
		}
		return r
	}, s)
	return s
}

// settle lets exact columns go before loose ones, and names what is not used.
func (h *head) settle() {
	exact := map[string]bool{}
	for _, key := range h.of {
		if !strings.HasSuffix(key, loosely) {
			exact[key] = true
		}
	}
	var places []int
	for column := range h.of {
		places = append(places, column)
	}
	slices.Sort(places)
	slices.SortStableFunc(places, func(a, b int) int { return lesser(h.texts[a]) - lesser(h.texts[b]) })
	for _, column := range places {
		key, loose := strings.CutSuffix(h.of[column], loosely)
		if loose && exact[key] {
			key = ""
		}
		h.of[column] = key
		if key == "" && h.texts[column] != "" {
			h.ignored = append(h.ignored, h.texts[column])
		}
		exact[key] = true
	}
}

// rankDays notes which of several columns of a day goes before the others; the others hold
// where it is empty: 到达日期 of those who arrived, 接触日期 of the contacts.
func (h *head) rankDays(columns []Column) {
	h.rank = map[int]int{}
	for _, c := range columns {
		if !c.Day {
			continue
		}
		for _, column := range h.places(c.Key) {
			h.rank[column] = c.rank(h.texts[column])
		}
	}
}

// known counts the different columns that were recognised.
func (h head) known() int {
	keys := map[string]bool{}
	for _, key := range h.of {
		if key != "" {
			keys[key] = true
		}
	}
	return len(keys)
}

// names reports a head of a list of people: it has a column that says who.
func (h head) names(columns []Column) bool {
	return slices.ContainsFunc(columns, func(c Column) bool { return c.Who && len(h.places(c.Key)) > 0 })
}

// places are the columns of a key, from the left.
func (h head) places(key string) []int {
	var at []int
	for column, k := range h.of {
		if k == key {
			at = append(at, column)
		}
	}
	slices.Sort(at)
	return at
}

// hidden leaves a hidden column out where one that is shown has the same head; one that
// has no other is read, for a number that is hidden from the eye is a number still.
// Either way it is told.
func (h *head) hidden(s sheet, columns []Column) {
	where, whereEN := s.saying()
	for _, c := range columns {
		at := h.places(c.Key)
		shown := slices.ContainsFunc(at, func(column int) bool { return !s.hides(column) })
		for _, column := range at {
			name, letter := h.texts[column], columnName(column)
			switch {
			case !s.hides(column):
			case shown:
				h.of[column] = ""
				h.told = append(h.told, Text{
					fmt.Sprintf("%s隐藏的 %s 列“%s”没有用，用的是没有隐藏的那一列", where, letter, name),
					fmt.Sprintf("%sthe hidden column %s (%s) was not used, but the one of the same name that is shown", whereEN, letter, name)})
			default:
				h.told = append(h.told, Text{
					fmt.Sprintf("%s“%s”在隐藏的 %s 列，照样读了", where, name, letter),
					fmt.Sprintf("%scolumn %s (%s) is hidden and was read all the same", whereEN, letter, name)})
			}
		}
	}
}

// twice: two people in a row cannot be answered in one line.
func (h head) twice(s sheet, columns []Column) Text {
	for _, c := range columns {
		at := h.places(c.Key)
		if !c.Who || len(at) < 2 {
			continue
		}
		name, first, second := h.texts[at[0]], columnName(at[0]), columnName(at[1])
		return Text{
			fmt.Sprintf("一行里左右并排写了两个人：“%s”既在 %s 列，又在 %s 列。请把右边的移到左边的下面，每行一人，再载入", name, first, second),
			fmt.Sprintf("two people stand side by side in one row: %s is the head of column %s and of column %s. Move the right half below the left, one person a row, and load it again", name, first, second)}
	}
	return Text{}
}

// columnName is what a spreadsheet calls a column: A, B, … Z, AA.
func columnName(column int) string {
	name := string(rune('A' + column%26))
	if column >= 26 {
		name = columnName(column/26-1) + name
	}
	return name
}
