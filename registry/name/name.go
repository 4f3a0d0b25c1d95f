// Package name knows a person's name: the legal form that is stored, printed and
// compared, and the folded forms under which it is found. It does not know fonts
// (the caller brings the glyph class of a character) nor who bears the name.
//
// A name has two lives, which must not be mixed:
//
//   - Legal. Controls and outer space gone, no space between hanzi, one look of the
//     dot (U+00B7) between hanzi, radicals replaced by the characters they look like,
//     Latin letters in NFC with single spaces. Nothing else is touched: no NFC or NFKC
//     over hanzi (NFC alone changes 1,002 code points), private-use codes, variation
//     selectors and ideographic descriptions stay as typed. Every repair and every
//     oddity is a Warning; a name is never altered silently.
//   - Folded. Traditional and variant characters → one simplified form, no dots, no
//     case, no accents, pinyin over all readings. For finding only: folding joins
//     legally different surnames (鍾 锺 钟), equality never does.
//
// The person's name fills one or more units: a hanzi with its variation selector, an
// ideographic description (⿰亻尔), a letter. Initials are the first letters of the
// readings, the surname's reading first (单 is shàn, then dān), for Latin names the first
// letters of the words.
//
//	n, warnings, err := name.Parse("欧陽 娜娜")
//	n.Legal()    // 欧陽娜娜, warnings: inner_space_removed
//	n.Fold()     // 欧阳娜娜
//	n.Initials() // oynn, …
//	n.String()   // 欧**娜
package name

import (
	"log/slog"
	"strings"
	"unicode/utf8"
)

// Limits of a name in characters (code points of the legal form): the form has room
// for 50, the database for 100 (ICAO and GA/T 2000 fields are shorter than both).
const (
	formLimit     = 50
	databaseLimit = 100
	rawLimit      = 4096 // bytes; 100 characters and room for what the cleaning takes away
	usualHanzi    = 6    // more is a warning, never a refusal: 阿卜杜热依木·阿卜杜拉 is a name
)

// Name is a legal name. The zero Name is none. Two Names are the same name when
// their EqualKeys are equal.
type Name struct{ legal string }

// Refusal is the error of Parse: no name can be made of the input. It holds nothing
// of the input.
type Refusal struct {
	Code string // "empty", "too_long", "no_letter"
	Text Text
}

func (r *Refusal) Error() string { return "name: " + r.Text.EN }

// What Parse refuses. Compare with errors.Is.
var (
	ErrEmpty    = &Refusal{"empty", Text{"没有姓名", "there is no name"}}
	ErrTooLong  = &Refusal{"too_long", Text{"姓名超过100个字符", "the name is longer than 100 characters"}}
	ErrNoLetter = &Refusal{"no_letter", Text{"姓名里没有一个文字", "there is no letter in the name"}}
)

// Parse makes the legal form of what was typed, read or imported, and says what it
// repaired and what looks odd. It refuses only what is empty, longer than 100
// characters or has no letter. Parse(n.Legal()) gives n again, with no repair.
func Parse(raw string) (Name, []Warning, error) {
	if usual(raw) {
		return Name{raw}, nil, nil
	}
	if len(raw) > rawLimit {
		return Name{}, nil, ErrTooLong
	}
	var c cleaning
	text := c.legal(raw)
	if err := refuse(text); err != nil {
		return Name{}, c.said, err
	}
	c.observe(text)
	return Name{string(text)}, c.said, nil
}

// usual recognises without further work the names of nearly everybody: two to six
// characters of the basic block of hanzi.
func usual(raw string) bool {
	n := 0
	for _, r := range raw {
		if r < 0x4E00 || r > 0x9FFF {
			return false
		}
		n++
	}
	return n >= 2 && n <= usualHanzi
}

func refuse(text []rune) error {
	switch {
	case len(text) == 0:
		return ErrEmpty
	case len(text) > databaseLimit:
		return ErrTooLong
	}
	for _, r := range text {
		if isLetter(r) {
			return nil
		}
	}
	return ErrNoLetter
}

// IsZero reports whether there is no name.
func (n Name) IsZero() bool { return n.legal == "" }

// Legal is the name as it is stored and printed.
func (n Name) Legal() string { return n.legal }

// EqualKey is the legal form without spaces, the name key of K2 and K3 in
// rules/uniqueness.tsv: two names are equal when their keys are.
func (n Name) EqualKey() string { return strings.ReplaceAll(n.legal, " ", "") }

// Masked shows who is meant to somebody who knows it: 王*定, 王*, 欧**娜, 麦**·图**,
// S*** T***. A name of one hanzi is a star.
func (n Name) Masked() string {
	parts := strings.FieldsFunc(n.legal, func(r rune) bool { return r == ' ' || r == middleDot })
	var b strings.Builder
	rest := n.legal
	for i, part := range parts {
		at := strings.Index(rest, part)
		b.WriteString(rest[:at])
		b.WriteString(maskedPart(part, len(parts) == 1, i == 0))
		rest = rest[at+len(part):]
	}
	return b.String()
}

// maskedPart keeps the first unit, and the last too of a whole name of three hanzi
// or more. The stars of a word do not tell its length.
func maskedPart(part string, whole, first bool) string {
	all := units(part)
	head, tail := all[0], all[len(all)-1]
	switch {
	case !head.han:
		r, _ := utf8.DecodeRuneInString(part)
		return string(r) + "***"
	case len(all) == 1 && (whole || !first):
		return "*"
	case whole && len(all) > 2:
		return head.text + strings.Repeat("*", len(all)-2) + tail.text
	}
	return head.text + strings.Repeat("*", len(all)-1)
}

// String masks, so that a name in a log line or an error is no disclosure.
func (n Name) String() string { return n.Masked() }

// GoString masks for %#v.
func (n Name) GoString() string { return "name.Name{" + n.Masked() + "}" }

// LogValue masks for slog.
func (n Name) LogValue() slog.Value { return slog.StringValue(n.Masked()) }
