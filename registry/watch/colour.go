package watch

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What people write into the column of the reason or the colour, beside one word.

var (
	denies   = regexp.MustCompile(`解除|解封|排除|不是|并非|不属于|^非[^洲典]|^非$`)
	standing = regexp.MustCompile(`(未|待|尚未|没有|不能|不得|预计|拟)(已|可|能)?(解除|解封|排除)`)
)

// Denies reports a reason that says that somebody is not meant, or not any more.
func Denies(why string) bool {
	return denies.MatchString(standing.ReplaceAllString(strings.Join(strings.Fields(why), ""), ""))
}

// turn is 绿转红, 红→绿, 由黄码转为绿码, 已转绿: what it was, and what it is now.
var turn = regexp.MustCompile(`^(?:由|从|原)?(.*?)(?:现已|已经|已|现)?(?:转|变|恢复|改|→|->|➔)(?:为|成|至|到|回)?(.+)$`)

// colourNow is the colour of 绿转红 (what it has turned to) and of 红码,14天; of
// 红码（已转绿） what stands behind says what it has turned to.
func colourNow(text string) (string, bool) {
	word, behind := strings.ReplaceAll(text, " ", ""), ""
	if at := strings.IndexAny(word, ",，、;；(（:："); at > 0 {
		_, after := utf8.DecodeRuneInString(word[at:])
		word, behind = word[:at], strings.TrimRight(word[at+after:], ")）")
		if now, turned := turnedTo(behind); turned {
			return now, true
		}
	}
	if now, turned := turnedTo(word); turned {
		return now, true
	}
	w := whyWords[word]
	return w, behind != "" && rankOf(w) >= 0
}

// turnedTo is the colour to which something has turned that was a colour, or that is not said.
func turnedTo(word string) (string, bool) {
	m := turn.FindStringSubmatch(word)
	if m == nil || m[1] != "" && rankOf(whyWords[m[1]]) < 0 {
		return "", false
	}
	w := whyWords[m[2]]
	return w, rankOf(w) >= 0
}
