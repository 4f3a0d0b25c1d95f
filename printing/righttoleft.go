package printing

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"passdesk/printing/font"
)

// Names in scripts that are written from the right, as a foreigner's may be in a list:
// their letters, or the boxes to write them into, stand on paper from the right to the
// left, and in the file one by one in the order in which they are read. A reader that goes
// by the places on the page (poppler) and one that goes by the file (MuPDF) then say the
// same name; of letters in one row the one or the other said it backwards.

// isRightToLeft: letters of the scripts that Unicode keeps for writing from the right.
func isRightToLeft(r rune) bool {
	switch {
	case r < 0x590 || unicode.IsDigit(r):
		return false
	case r <= 0x8FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r < 0xFEFF, r >= 0x10800 && r <= 0x10FFF, r >= 0x1E800 && r <= 0x1EFFF:
		return true
	}
	return false
}

// rightToLeft is where such a part of a text begins and ends: from one letter to another,
// with what stands between them and is none of another script. Both are 0 where there
// is none.
func rightToLeft(s string) (from, to int) {
	for i, r := range s {
		switch {
		case isRightToLeft(r):
			if to == 0 {
				from = i
			}
			to = i + utf8.RuneLen(r)
		case to > 0 && unicode.IsLetter(r):
			return from, to
		}
	}
	return from, to
}

// inPlace are the parts of a text as they are drawn, and how far from its left end:
// usually one, the whole.
func (st style) inPlace(s string) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		at := 0.0
		for s != "" {
			from, to := rightToLeft(s)
			if to == 0 {
				yield(s, at)
				return
			}
			if from > 0 && !yield(s[:from], at) {
				return
			}
			at += st.width(s[:to])
			end := at
			for unit := range units(s[from:to]) {
				if end -= st.width(unit); !yield(unit, end) {
					return
				}
			}
			s = s[to:]
		}
	}
}

// units are the parts of a text that is written from the right: character by character,
// but for its numbers, which are written from the left there too.
func units(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		number := ""
		for piece := range font.Pieces(s) {
			if unicode.IsDigit(firstRune(piece)) {
				number += piece
				continue
			}
			if number != "" && !yield(number) || !yield(piece) {
				return
			}
			number = ""
		}
	}
}
