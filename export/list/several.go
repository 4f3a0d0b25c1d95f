package list

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Two people in one cell: 样例甲、样例乙, or one under the other. Who of them is meant by
// what else the row says nobody can tell, and a row is answered once: it is asked
// about, and named as what it is.

var askSeveral = Text{"一格里写了不止一个人：请拆成每行一人再载入；这一行没有列入，也没有收回", "one cell names more than one person: put each on a row of its own and load the list again; nobody was listed or recalled by this row"}

// several reports a cell that names more than one.
func (v value) several(c Column) bool {
	whole := v.text
	if v.raw != "" {
		whole = v.raw
	}
	parts := strings.FieldsFunc(whole, func(r rune) bool {
		return strings.ContainsRune("、，,;；/／\r\n\v\u2028\u2029", r) || c.Exact && unicode.IsSpace(r)
	})
	if len(parts) < 2 {
		return false
	}
	people := 0
	for _, p := range parts {
		if c.Exact && wholeNumber(p) || !c.Exact && wholeName(p) {
			people++
		}
	}
	return people > 1
}

// wholeNumber is as long as a citizen's, which no line break cuts in two.
func wholeNumber(s string) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	return (n == 15 || n == 18) && likeNumber(s)
}

// wholeName is of two to four hanzi and nothing else.
func wholeName(s string) bool {
	s = strings.Join(strings.Fields(s), "")
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}
