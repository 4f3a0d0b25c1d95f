package list

import (
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode makes UTF-8 of a file: what says or shows that it is UTF-8 is believed,
// the rest is GB18030, as spreadsheet programs save on a Chinese system. A
// character that was lost is U+FFFD, and a fault of its line later.
func decode(raw []byte) string {
	if rest, ok := strings.CutPrefix(string(raw), "\ufeff"); ok {
		return strings.ToValidUTF8(rest, "\ufffd")
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(text)
}

// lost reports a value of which a character did not survive.
func lost(s string) bool { return strings.ContainsRune(s, '\ufffd') }

var lostText = Text{"这一行有读坏的字，请用 UTF-8 重新保存", "a character of this line was damaged: save the file as UTF-8"}

// numbered yields the lines of a text with their numbers, without their endings.
func numbered(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for no := 1; text != ""; no++ {
			end := strings.IndexAny(text, "\r\n")
			if end < 0 {
				yield(no, text)
				return
			}
			next := end + 1
			if strings.HasPrefix(text[end:], "\r\n") {
				next++
			}
			if !yield(no, text[:end]) {
				return
			}
			text = text[next:]
		}
	}
}
