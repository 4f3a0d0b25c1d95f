package printing

import (
	"iter"
	"unicode"

	"passdesk/printing/font"
	"passdesk/registry/hanzi"
)

// Names in scripts that are written from the right, as a foreigner's may be in a list:
// their letters, or the boxes to write them into, stand on paper from the right to the
// left, and in the file one by one in the order in which they are read. A reader that goes
// by the places on the page (poppler) and one that goes by the file (MuPDF) then say the
// same name; of letters in one row the one or the other said it backwards.

// rightToLeft is where such a part of a text begins and ends: from one letter to another,
// with what stands between them and is none of another script. Both are 0 where there
// is none.
func rightToLeft(s string) (from, to int) {
	at := 0
	for piece := range font.Pieces(s) {
		switch r := firstRune(piece); {
		case hanzi.IsRightToLeft(r):
			if to == 0 {
				from = at
			}
			to = at + len(piece)
		case to > 0 && unicode.IsLetter(r):
			return from, to
		}
		at += len(piece)
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
