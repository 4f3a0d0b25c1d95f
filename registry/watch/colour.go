package watch

import (
	"regexp"
	"strings"
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

// colourNow is the colour of 绿转红 (what it has turned to) and of 红码,14天.
func colourNow(text string) (string, bool) {
	word, cut := strings.ReplaceAll(text, " ", ""), false
	if at := strings.IndexAny(word, ",，、;；(（:："); at > 0 {
		word, cut = word[:at], true
	}
	if from, to, turned := strings.Cut(word, "转"); turned {
		if from = whyWords[from]; rankOf(from) < 0 {
			return "", false
		}
		word, cut = strings.TrimPrefix(strings.TrimPrefix(to, "为"), "成"), true
	}
	w := whyWords[word]
	return w, cut && rankOf(w) >= 0
}
