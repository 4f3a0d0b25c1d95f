package list

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/scheme"
)

// A list says how many people it names: in all (合计, 总计), and of each of its blocks (小计,
// 本页合计). Such a row is told where it does not fit the rows that were read.

var (
	totals  = regexp.MustCompile(`^#?(.{1,12}(幢|栋|楼|单元|小区|区|社区|街道|镇|乡|村|组|班|车间|部|科|室|单位|公司|码))?(本页|本表|全部|人数|累计)?(合计|总计|共计|小计|总人数|总数|累计)(人数)?[:： 　0-9０-９人名行条（(]*|^共 ?[0-9]+ ?[人名行条]`)
	sumOnly = regexp.MustCompile(`^(本页)?(合计|总计|共计|小计)[:：]?$`)
	ofPart  = regexp.MustCompile(`小计|本页`)
	total   = regexp.MustCompile(`合计|总计|共计|小计|总人数|总数|累计`)
	digits  = regexp.MustCompile(`[0-9]+`)
)

// sum is what a row of totals says.
type sum struct {
	no      int   // its row
	part    bool  // it is of its block alone
	numbers []int // those in it
	at      int   // how many people stand above it
	begins  []int // taking.begins of its block
}

// says is the number that is told of it.
func (s sum) says() int { return s.numbers[0] }

// is reports that the row says so many people: its first number does, or, where it tells
// men from women, all of them.
func (s sum) is(people int) bool {
	all := 0
	for _, n := range s.numbers {
		all += n
	}
	return s.numbers[0] == people || all == people
}

// isSum reports a row of totals: by its first cell, or by the word alone where a name would
// stand.
func isSum(first, name string) bool {
	return totals.MatchString(first) || sumOnly.MatchString(plainHead2(name))
}

// mayBegin notes that a block may begin here.
func (t *taking) mayBegin() {
	if n := len(t.begins); n == 0 || t.begins[n-1] != t.people {
		t.begins = append(t.begins, t.people)
	}
}

// addSum takes what a row of totals says; its block ends with it.
func (t *taking) addSum(l line, own []cell) {
	s := sum{no: l.no, at: t.people, begins: t.begins}
	for _, c := range own {
		text := strings.Join(strings.Fields(c.text), "")
		s.part = s.part || ofPart.MatchString(text)
		if word := total.FindStringIndex(text); word != nil {
			text, s.numbers = text[word[1]:], nil // what stands before it is whose: 1幢小计
		}
		for _, number := range digits.FindAllString(text, -1) {
			if n, err := strconv.Atoi(number); err == nil && n <= largestTotal {
				s.numbers = append(s.numbers, n)
			}
		}
	}
	t.begins = []int{t.people}
	if len(s.numbers) > 0 {
		t.sums = append(t.sums, s)
	}
}

// largestTotal is how many people a list may say that it has; a longer number is that of
// a person, and is never told.
const largestTotal = 999_999

// tellSums compares what the rows of totals in a sheet's tables say with the people that
// were read.
func (l *List) tellSums(tables []*taking) {
	people := 0
	for _, t := range tables {
		people += t.people
	}
	for _, t := range tables {
		l.tellWhole(t, people)
		l.tellParts(t)
	}
}

// tellWhole: a total is of its own table, above it or in all of it, of what stands between
// it and the total before, or of all tables.
func (l *List) tellWhole(t *taking, all int) {
	before := 0
	for _, s := range t.sums {
		if s.part {
			continue
		}
		since := s.at - before
		before = s.at
		if s.says() == 0 || s.is(t.people) || s.is(s.at) || s.is(since) || s.is(all) { // people may have been added below it
			continue
		}
		where, whereEN := t.saying()
		l.Told = append(l.Told, Text{fmt.Sprintf("%s合计写着 %d 人，读到 %d 行，请核对", where, s.says(), t.people), fmt.Sprintf("%sthe total says %d, and people were read from %s: compare", whereEN, s.says(), scheme.Counted(t.people, "row"))})
		return
	}
}

// tellParts: a subtotal is of the rows above it as far as the one before, a head or a title;
// of those below it where the list begins with one. The first that does not fit is told.
func (l *List) tellParts(t *taking) {
	parts := slices.DeleteFunc(slices.Clone(t.sums), func(s sum) bool { return !s.part })
	var wrong []sum
	read := 0
	for i, s := range parts {
		fits := slices.ContainsFunc(s.begins, func(from int) bool { return s.is(s.at - from) })
		block := s.at - s.begins[0]
		if parts[0].at == 0 {
			end := t.people
			if i+1 < len(parts) {
				end = parts[i+1].at
			}
			block = end - s.at
			fits = s.is(block)
		}
		if fits {
			continue
		}
		if wrong = append(wrong, s); len(wrong) == 1 {
			read = block
		}
	}
	if len(wrong) == 0 {
		return
	}
	where, whereEN := t.saying()
	more, moreEN := "", ""
	if n := len(wrong) - 1; n > 0 {
		more, moreEN = fmt.Sprintf("（另有 %d 处小计也对不上）", n), fmt.Sprintf(" (%d more subtotals do not fit)", n)
	}
	l.Told = append(l.Told, Text{fmt.Sprintf("%s第 %d 行小计写着 %d 人，这一段读到 %d 行%s，请核对", where, wrong[0].no, wrong[0].says(), read, more),
		fmt.Sprintf("%sthe subtotal in row %d says %d, and people were read from %s of its block%s: compare", whereEN, wrong[0].no, wrong[0].says(), scheme.Counted(read, "row"), moreEN)})
}
