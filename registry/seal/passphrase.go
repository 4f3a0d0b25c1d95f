package seal

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is one sentence for a person, Chinese first.
type Text struct{ ZH, EN string }

// Refused is the answer to a passphrase or PIN that is not good enough. It
// says what is asked for and never repeats what was typed.
type Refused struct{ Reason Text }

// Error is the English sentence.
func (e *Refused) Error() string { return "seal: " + e.Reason.EN }

const (
	leastCharacters = 14
	leastWords      = 5
)

var shortPassphrase = &Refused{Text{
	"口令太短：至少 14 个字符，或至少五个用空格隔开的词。",
	"the passphrase is too short: at least 14 characters, or at least five words with spaces between them",
}}

// CheckPassphrase returns nil for at least 14 characters or five words
// (register.md, "Sealing"), else a *Refused. Characters are counted after
// folding, so outer space does not count. A word has two characters or more,
// or is a hanzi.
func CheckPassphrase(p string) error {
	folded := FoldPassphrase([]byte(p))
	defer clear(folded)
	if utf8.RuneCount(folded) >= leastCharacters || words(folded) >= leastWords {
		return nil
	}
	return shortPassphrase
}

func words(folded []byte) int {
	n := 0
	for w := range bytes.FieldsSeq(folded) {
		if first, _ := utf8.DecodeRune(w); utf8.RuneCount(w) > 1 || unicode.Is(unicode.Han, first) {
			n++
		}
	}
	return n
}

// FoldPassphrase is the form that is hashed: full-width characters as an input
// method types them become ASCII (Ａ１　 → A1 and a space), and outer space,
// such as the line end of a passphrase file, goes. So one passphrase opens the
// register whether the input method was on or off. Everything else stays as
// typed. The result is a new slice for the caller to clear.
func FoldPassphrase(p []byte) []byte {
	folded := make([]byte, 0, len(p))
	for i := 0; i < len(p); {
		r, size := utf8.DecodeRune(p[i:])
		switch {
		case r >= '！' && r <= '～':
			folded = append(folded, byte(r-'！'+'!'))
		case r == '\u3000' || r == '\ufeff': // ideographic space; a text file's mark
			folded = append(folded, ' ')
		default:
			folded = append(folded, p[i:i+size]...)
		}
		i += size
	}
	return bytes.TrimSpace(folded)
}

var (
	pinShape = &Refused{Text{"PIN 为六位数字。", "a PIN is six digits"}}
	pinPlain = &Refused{Text{
		"这个 PIN 太容易猜：不要六位相同，也不要连号。",
		"this PIN is easily guessed: not six equal digits, and not a run such as 123456",
	}}
)

// CheckPIN returns nil for six digits that are neither all equal nor a run up
// or down: with three tries, those are what a finder tries first.
func CheckPIN(pin string) error {
	folded := FoldPassphrase([]byte(pin))
	defer clear(folded)
	if len(folded) != 6 || strings.Trim(string(folded), "0123456789") != "" {
		return pinShape
	}
	step := int(folded[1]) - int(folded[0])
	if step < -1 || step > 1 {
		return nil
	}
	for i := 2; i < len(folded); i++ {
		if int(folded[i])-int(folded[i-1]) != step {
			return nil
		}
	}
	return pinPlain
}
