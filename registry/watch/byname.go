package watch

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
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

// SaysByName is what is said of such a row.
var SaysByName = scheme.Text{
	ZH: "只按姓名列入：同名的人来时由负责人核对，谁的证也不收",
	EN: "listed by the name alone: an officer is asked when somebody of this name comes, and nobody is recalled by it"}

// MayGoByName reports a row that names nobody by its number, of the kind that is listed by
// its name: read says that the reader of the file has judged it, and of what that reader
// asks, the name is in doubt as well.
func MayGoByName(result string, read bool) bool {
	return slices.Contains([]string{"damaged", "no_value", "invalid"}, result) || result == "ask" && !read
}

// ByName is the entry by its name and nothing else; false where the name is not whole.
func (e Entry) ByName() (Entry, bool) {
	e.Number, e.Kind, e.State, e.Mask, e.Birth = "", "", "", "", civil.Date{}
	return e, e.Name != "" && wholeName(e.Name)
}

// nobodys stand in the place of a name where nobody knows it.
var nobodys = []string{"不详", "未知", "暂无", "没有", "空白", "无名", "同上", "本人", "待查", "unknown", "none"}

func wholeName(legal string) bool {
	return shown(legal) == 2 && utf8.RuneCountInString(legal) > 1 && !strings.ContainsRune(legal, utf8.RuneError) &&
		!strings.ContainsAny(legal, "0123456789*＊?？#、,，;；/") && !slices.Contains(nobodys, strings.ToLower(legal))
}

// NameOnly reports an entry that has nothing but the name to tell its person by.
func (e Entry) NameOnly() bool {
	return e.Name != "" && e.Number == "" && e.Mask == "" && e.Birth.IsZero()
}

// Missed tells of a list that was loaded how many rows list nobody, so that nobody will be
// stopped for them, and how many list a name alone.
func Missed(left, named int) []scheme.Text {
	var told []scheme.Text
	if left > 0 {
		told = append(told, scheme.Text{
			ZH: fmt.Sprintf("有 %d 行没有列入名单：这些人明天来，不会被拦下，请逐行看过", left),
			EN: "nobody is listed by " + scheme.Counted(left, "row") + ": these people will not be stopped tomorrow. Look at each"})
	}
	if named > 0 {
		told = append(told, scheme.Text{
			ZH: fmt.Sprintf("有 %d 行没有能用的号码，只按姓名列入：同名的人来时请负责人核对，证不收", named),
			EN: "without a usable number, listed by the name alone: " + scheme.Counted(named, "row") + ". An officer is asked"})
	}
	return told
}
