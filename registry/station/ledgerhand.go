package station

import (
	"passdesk/registry"
	"passdesk/registry/hanzi"
	"passdesk/registry/name"
)

// A character that no font has is an empty box on paper, and the remarks of its row say
// what belongs in it. The fonts beside the program come and go; what stood on the page
// when it was signed stays, so the page records it when it is laid out.

// namesInRow are the names that a row shows, one behind the other.
func namesInRow(a registry.Application) []rune {
	all := a.Name
	if a.Guardian != nil {
		all += a.Guardian.Name
	}
	if a.Proxy != nil {
		all += a.Proxy.Name
	}
	return []rune(all)
}

// noteByHand writes into the rows of a new page which characters of the names that were
// read no font has. Lost characters and those that somebody described are left out: no
// font changes anything about them.
func (s *Station) noteByHand(rows []registry.LedgerRow, read []LedgerRow) {
	for i := range rows {
		rows[i].Hand = nil
		names := namesInRow(read[i].Applicant)
		for at := 0; at < len(names); at++ {
			switch n := hanzi.DescriptionLen(names[at:]); {
			case n > 0:
				at += n - 1
			case !hanzi.IsPlaceholder(names[at]) && s.ports.Glyph(string(names[at])) == name.GlyphsMissing:
				rows[i].Hand = append(rows[i].Hand, at)
			}
		}
	}
}

// charactersAt are the characters at the places of a row's names.
func charactersAt(a registry.Application, places []int) (characters []string) {
	if len(places) == 0 {
		return nil
	}
	names := namesInRow(a)
	for _, at := range places {
		if at >= 0 && at < len(names) {
			characters = append(characters, string(names[at]))
		}
	}
	return characters
}
