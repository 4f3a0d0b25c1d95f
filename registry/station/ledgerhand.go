package station

import (
	"slices"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/hanzi"
	"passdesk/registry/name"
)

// A character that no font has is an empty box on paper, and the remarks of its row say
// what belongs in it. The fonts beside the program come and go; what stood on the page
// when it was signed stays, so the page records it when it is laid out.

// namesInRow are the names that a row shows.
func namesInRow(a registry.Application) [][]rune {
	names := [][]rune{[]rune(a.Name)}
	if a.Guardian != nil {
		names = append(names, []rune(a.Guardian.Name))
	}
	if a.Proxy != nil {
		names = append(names, []rune(a.Proxy.Name))
	}
	return names
}

// noteByHand writes into the rows of a new page which characters of the names that were
// read no font has, by their places in the names laid one behind the other. A word with
// such a letter is written as a whole. Lost characters and those that somebody described
// are left out: no font changes anything about them.
func (s *Station) noteByHand(rows []registry.LedgerRow, read []LedgerRow) {
	for i := range rows {
		rows[i].Hand = nil
		before := 0
		for _, n := range namesInRow(read[i].Applicant) {
			for at := 0; at < len(n); {
				size, byHand := s.nextByHand(n[at:])
				for k := range size {
					if byHand {
						rows[i].Hand = append(rows[i].Hand, before+at+k)
					}
				}
				at += size
			}
			before += len(n)
		}
	}
}

// nextByHand is how many characters of a name belong together at its front, and whether
// a font lacks one of them.
func (s *Station) nextByHand(n []rune) (size int, byHand bool) {
	if size := hanzi.DescriptionLen(n); size > 0 {
		return size, false
	}
	if hanzi.IsPlaceholder(n[0]) {
		return 1, false
	}
	size = max(wordAt(n), 1)
	return size, slices.ContainsFunc(n[:size], func(r rune) bool { return s.ports.Glyph(string(r)) == name.GlyphsMissing })
}

// wordAt is how many characters the word at the front of a name has, or 0.
func wordAt(n []rune) int {
	rest := string(n)
	return utf8.RuneCountInString(rest[:hanzi.WordLen(rest)])
}

// charactersAt are the characters at the places of a row's names; those of a word stand
// together.
func charactersAt(a registry.Application, places []int) (characters []string) {
	if len(places) == 0 {
		return nil
	}
	before := 0
	for _, n := range namesInRow(a) {
		for at := 0; at < len(n); {
			end := at
			for most := at + max(wordAt(n[at:]), 1); end < most && slices.Contains(places, before+end); end++ {
			}
			if end > at {
				characters = append(characters, string(n[at:end]))
			}
			at = max(end, at+1)
		}
		before += len(n)
	}
	return characters
}
