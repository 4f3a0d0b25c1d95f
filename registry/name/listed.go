package name

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What people write behind a name in lists and rosters is no part of it: who somebody
// is in the family, man or woman, how one is addressed. What may tell two people apart
// (（小）, （曾用名…）) is left standing.

var (
	marked  = regexp.MustCompile(`^(.+?)[ 　]*[(（\[【]([^()（）\[\]【】]*)[)）\]】]$`)
	address = regexp.MustCompile(`^(\p{Han}{2,4}?)(先生|女士|同志|小姐)$`)
)

// marks are the words that are known to be none of a name.
var marks = []string{
	"户主", "本人", "男", "女", "配偶", "妻", "妻子", "夫", "丈夫", "子", "儿子", "长子", "次子", "女儿", "长女", "次女", "父", "父亲", "母", "母亲", "儿媳", "女婿", "媳妇",
	"孙子", "孙女", "外孙", "外孙女", "爷爷", "奶奶", "外公", "外婆", "租户", "租客", "房客", "房东", "业主", "家属", "员工", "职工", "党员", "群众", "小孩", "孩子", "儿童", "老人", "孕妇",
}

// Listed parts a name as a list has it from a mark behind it, which is "" for none.
func Listed(text string) (name, mark string) {
	text = strings.TrimSpace(text)
	if m := marked.FindStringSubmatch(text); m != nil && utf8.RuneCountInString(m[1]) > 1 && slices.Contains(marks, strings.TrimSpace(m[2])) {
		name, _ = Listed(m[1])
		return name, strings.TrimSpace(m[2])
	}
	if m := address.FindStringSubmatch(strings.Join(strings.Fields(text), "")); m != nil {
		return m[1], m[2]
	}
	return text, ""
}
