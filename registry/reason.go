package registry

import (
	"slices"
	"strings"
	"unicode"
)

// LeastReason is how many letters or digits a reason has at least: 遗失 says something.
const LeastReason = 2

// SaysWhy reports whether a text can be a reason: letters or digits enough, and not
// one of them over and over. What it says is for people to judge.
func SaysWhy(reason string) bool {
	n, first, differ := 0, rune(0), false
	for _, r := range reason {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if n == 0 {
			first = r
		}
		differ = differ || r != first
		n++
	}
	return n >= LeastReason && differ
}

// Words with which people say that a paper is gone, or that it is there and no good; and
// those that take it back: 遗失后找到 says nothing of the two.
var (
	saysGone  = []string{"遗失", "丢失", "丢了", "弄丢", "挂失", "lost", "missing"}
	saysWorn  = []string{"损坏", "破损", "弄湿", "印不清", "字迹不清", "damaged", "torn", "faint"}
	saysOther = []string{"找", "没", "未", "不是", "又", "not ", "found", "again"}
)

// EndFits reports whether what is said of the old paper can go with the reason for the
// next: one that is lost was not handed in nor cut, and one that is damaged is not lost. A
// reason in other words goes with anything.
func EndFits(reason, old string) bool {
	says := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(reason), w) })
	}
	gone, worn := says(saysGone), says(saysWorn)
	if gone == worn || says(saysOther) {
		return true
	}
	switch end(old) {
	case endReturned, endVoid:
		return !gone
	case endLost:
		return !worn
	}
	return true
}
