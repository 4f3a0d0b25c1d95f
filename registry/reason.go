package registry

import "unicode"

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
