package station

import (
	"encoding/hex"
	"strings"
	"unicode"

	"passdesk/registry"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
)

// keptAnswer is what a ref answers with later, and for whom it was given: a ref that
// comes again with somebody else (a sheet whose rows are numbered from 1 every day)
// must never tell him the first one's number. Answers of before have no Who.
type keptAnswer struct {
	Verdict
	Who string `json:"who,omitempty"`
}

// who is a blind word for the person that an application names: the name and the
// number it is entered under, in whatever form they were typed. Everything else may
// change between two tries.
func (s *Station) who(a registry.Application) string {
	number := ""
	switch {
	case a.Document != nil:
		number = a.Document.Number
	case a.OwnNumber != nil:
		number = a.OwnNumber.Number
	case a.Guardian != nil && a.Guardian.Document != nil:
		number = a.Guardian.Document.Number
	}
	blind := s.vault.Blind("who of a ref", name.FoldQuery(a.Name)+"\x00"+bare(number))
	return hex.EncodeToString(blind[:8])
}

// bare is a number without the blanks, dashes and widths in which it may be typed.
func bare(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, number)
}

// otherPerson is the answer to a ref that was answered for somebody else.
func otherPerson(ref string) Verdict {
	v := verdictOf(ref, "INVALID", scheme.Text{
		ZH: "这个 ref 已经用于另一个人，这一笔没有办理。每一笔用一个新的 ref；重试同一个人才用原来的",
		EN: "this ref was used for another person: nothing was done. Give each application a ref of its own; only a retry of the same person repeats it",
	})
	v.Field = "ref"
	return v
}
