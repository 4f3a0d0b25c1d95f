package watch

import (
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/name"
)

// Of some people a list gives no more than the name, or a number that a spreadsheet
// spoilt. Who they are the name does not say; but whoever bears it is not issued a
// pass before an officer has looked.

// ByName is the row by its name and nothing else, for a row of which the number is of no
// use; false where the name is none, or not whole: 周* would stop every 周.
func (r Row) ByName() (Row, bool) {
	n, _, err := name.Parse(r.Name)
	if err != nil || !wholeName(n.Legal()) {
		return r, false
	}
	r.Number, r.Kind, r.State, r.Birth, r.byName = "", "", "", "", true
	return r, true
}

// nobodys stand in the place of a name where nobody knows it.
var nobodys = []string{"不详", "未知", "暂无", "没有", "空白", "无名", "同上", "本人", "待查", "unknown", "none"}

func wholeName(legal string) bool {
	_, _, hides := hidden(strings.ReplaceAll(legal, "·", "")) // 阿卜杜拉·样例 is whole
	return !hides && utf8.RuneCountInString(legal) > 1 && !strings.ContainsRune(legal, utf8.RuneError) &&
		!strings.ContainsAny(legal, "0123456789*＊?？#、,，;；/") && !slices.Contains(nobodys, strings.ToLower(legal))
}

// nameOnly reports an entry that has nothing but the name to tell its person by.
func (e Entry) nameOnly() bool {
	return e.Name != "" && e.Number == "" && e.Mask == "" && e.Birth.IsZero()
}
