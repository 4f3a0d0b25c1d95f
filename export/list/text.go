package list

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode makes UTF-8 of a file: what says or shows that it is UTF-8 is believed,
// the rest is GB18030, as spreadsheet programs save on a Chinese system. A
// character that was lost is U+FFFD, and a fault of its line later.
func decode(raw []byte) string {
	raw = bytes.TrimRight(raw, "\x1a") // an end of file of old
	if rest, ok := strings.CutPrefix(string(raw), "\ufeff"); ok {
		return strings.ToValidUTF8(rest, "\ufffd")
	}
	if utf8.Valid(raw) || mostlyUTF8(raw) {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(text)
}

// mostlyUTF8 reports a file of UTF-8 in which a few bytes were spoilt: read as
// GB18030 it would be nonsense without one sign of it. By chance a line of GB18030 is
// UTF-8 once in a while, never most of them.
func mostlyUTF8(raw []byte) bool {
	whole, broken := 0, 0
	for line := range bytes.Lines(raw) {
		switch {
		case !bytes.ContainsFunc(line, func(r rune) bool { return r > 127 }):
		case utf8.Valid(line):
			whole++
		default:
			broken++
		}
	}
	return whole > 2*broken
}

// wide reads UTF-16, with its mark or, where most characters are Latin, without.
func wide(raw []byte) (string, bool) {
	var order binary.ByteOrder
	switch even, odd := zeros(raw, 0), zeros(raw, 1); {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		raw, order = raw[2:], binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		raw, order = raw[2:], binary.BigEndian
	case odd > 1 && even == 0:
		order = binary.LittleEndian
	case even > 1 && odd == 0:
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, 0, len(raw)/2+1)
	for ; len(raw) > 1; raw = raw[2:] {
		units = append(units, order.Uint16(raw))
	}
	if len(raw) == 1 {
		units = append(units, 0xfffd)
	}
	if slices.Contains(units, 0) {
		return "", false
	}
	return string(utf16.Decode(units)), true
}

// zeros counts zero bytes in the even or the odd places of a file's beginning.
func zeros(raw []byte, from int) int {
	n := 0
	for i := from; i < min(len(raw), 4000); i += 2 {
		if raw[i] == 0 {
			n++
		}
	}
	return n
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
