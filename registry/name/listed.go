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
	"已隔离", "隔离中", "居家隔离", "集中隔离", "已送医", "住院", "住院中", "已核实", "待核实", "已通知", "未通知", "已联系", "未联系", "已电话联系", "密接", "次密接", "外出", "在外地", "已转运",
	"外地", "本地", "外来", "已故", "死亡", "去世", "确诊", "疑似", "阳性", "复阳", "重点人员", "密切接触者", "密接者", "同住人", "老年人", "婴儿", "幼儿", "学生", "教师", "医生", "护士", "司机",
	"孙子", "孙女", "外孙", "外孙女", "爷爷", "奶奶", "外公", "外婆", "租户", "租客", "房客", "房东", "业主", "家属", "员工", "职工", "党员", "群众", "小孩", "孩子", "儿童", "老人", "孕妇",
}

var (
	numbered = regexp.MustCompile(`^([0-9]{1,4}[.．、)）]|(?:附|另|其中|新增|增补|补充?)[:：])[ 　]*(\p{Han}.*)$`)
	trailing = regexp.MustCompile(`^(.*\p{Han})[ 　]*([、，,;；。.:：]+)$`)
	starred  = regexp.MustCompile(`^(\p{Han}{2,4})([*＊])$`)
)

// ListedWhole is Listed of a row that has a whole number: there a star behind the name
// leads to a footnote, and hides nothing, and brackets say something of whom the number means.
func ListedWhole(text string) (name, mark string) {
	name, mark = Listed(text)
	if m := leftOver.FindStringSubmatch(name); m != nil {
		inner, more := ListedWhole(m[1])
		return inner, more + m[2] + mark
	}
	if m := starred.FindStringSubmatch(name); m != nil {
		return m[1], m[2] + mark
	}
	return name, mark
}

var (
	labelled  = regexp.MustCompile(`^(姓名|名字|患者|病例|病人|确诊患者|密切接触者|密接者|同住人)[ 　]*[:：]?[ 　]*(\p{Han}[\p{Han}·]{1,5})$`)
	together  = regexp.MustCompile(`^(\p{Han}{2,4}?)[ 　]*(等[ 　]*(?:[0-9０-９一二两三四五六七八九十几多]+[ 　]*[人名位个口]?|人))$`)
	telephone = regexp.MustCompile(`^(\p{Han}[\p{Han}·]*)[ 　]*[(（]?([+0-9][-0-9*＊]{6,14})[)）]?$`)
	signed    = regexp.MustCompile(`^(\p{Han}[\p{Han}·]*)[ 　]*([①-⑳★☆※▲△●○◆■√✓]+|[(（]?[0-9]{1,3}[)）])$`)
	leftOver  = regexp.MustCompile(`^(\p{Han}[\p{Han}·]+)[ 　]*([(（\[【][^()（）\[\]【】]*[)）\]】])$`)
)

// ListedAlone is Listed of a row that has nothing but the name: nobody's name has brackets,
// and whoever bears what stands before them is asked about. A star behind three hanzi
// leads to a footnote.
func ListedAlone(text string) (name, mark string) {
	name, mark = Listed(text)
	if m := leftOver.FindStringSubmatch(name); m != nil {
		inner, more := ListedAlone(m[1])
		return inner, more + m[2] + mark
	}
	if m := starred.FindStringSubmatch(name); m != nil && utf8.RuneCountInString(m[1]) > 2 {
		return m[1], m[2] + mark
	}
	return name, mark
}

// Together is what a list says of people whom it does not name: 样例甲等3人; "" for nothing.
func Together(text string) string {
	if m := together.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		return m[2]
	}
	return ""
}

// Listed parts a name as a list has it from a mark behind it, which is "" for none.
func Listed(text string) (name, mark string) {
	text = strings.TrimSpace(text)
	if m := numbered.FindStringSubmatch(text); m != nil {
		name, mark = Listed(m[2])
		return name, m[1] + mark
	}
	if m := labelled.FindStringSubmatch(text); m != nil {
		name, mark = Listed(m[2])
		return name, m[1] + mark
	}
	for _, behind := range []*regexp.Regexp{together, telephone, signed} {
		if m := behind.FindStringSubmatch(text); m != nil {
			name, mark = Listed(m[1])
			return name, mark + m[2]
		}
	}
	if m := trailing.FindStringSubmatch(text); m != nil {
		name, mark = Listed(m[1])
		return name, mark + m[2]
	}
	if m := marked.FindStringSubmatch(text); m != nil && utf8.RuneCountInString(m[1]) > 1 && slices.Contains(marks, strings.TrimSpace(m[2])) {
		name, _ = Listed(m[1])
		return name, strings.TrimSpace(m[2])
	}
	if m := address.FindStringSubmatch(strings.Join(strings.Fields(text), "")); m != nil {
		return m[1], m[2]
	}
	return text, ""
}
