package tui

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// typedKind is what a text in the universal box reads as.
type typedKind uint8

const (
	typedNothing typedKind = iota // empty, or too short to mean anything
	typedPick                     // a digit behind a listed query: choose that line
	typedTemp                     // 36.5
	typedHot                      // 45.2: written like a temperature, and none
	typedPart                     // 36 or 36. behind a pick: a temperature is being typed
	typedNumber                   // a whole pass number with fitting check digits
	typedMisread                  // as long as a pass number, its check digits wrong
	typedDigits                   // the last digits of a document or of a pass
	typedWords                    // a name, pinyin initials, a document with letters
)

// typed is the reading of the box. It is a function of the text alone, so that
// keys typed faster than the answers come mean the same as slow ones.
type typed struct {
	kind  typedKind
	query string  // what the register is asked; "" for nothing
	pick  int     // typedPick: from 1
	temp  float64 // typedTemp: °C
}

// Temperatures a person can have, and a thermometer can show.
const (
	lowestTemp  = 34.0
	highestTemp = 43.0
)

// readTyped reads the box. Listed says that lines stand under the empty box (a
// family), so that a lone digit chooses one of them; behind letters or hanzi a
// digit always chooses, because no name ends in one. Behind digits it never
// does: there it is the next digit of a number, and the arrows choose. Digits is
// how many a pass number has here.
func readTyped(text string, listed bool, digits int) typed {
	s := strings.TrimSpace(widget.HalfWidth(text))
	compact := strings.NewReplacer(" ", "", "-", "").Replace(s)
	switch {
	case s == "":
		return typed{}
	case isTemp(s):
		t, _ := strconv.ParseFloat(s, 64)
		return typed{kind: typedTemp, temp: t}
	case tempForm(s) && len(s) > 3:
		return typed{kind: typedHot}
	case tempForm(s) && len(s) == 3:
		return typed{kind: typedPart}
	case allDigits(compact):
		return readDigits(compact, listed, digits)
	}
	if base, pick := cutPick(s); pick > 0 {
		return typed{kind: typedPick, query: base, pick: pick}
	}
	return typed{kind: typedWords, query: s}
}

func readDigits(s string, listed bool, digits int) typed {
	if listed && len(s) == 1 && s != "0" {
		return typed{kind: typedPick, pick: int(s[0] - '0')}
	}
	switch _, err := registry.ParseNumber(s); {
	case !asLong(s, digits):
	case err == nil:
		return typed{kind: typedNumber, query: s}
	case errors.Is(err, registry.ErrNumberCheck) && !beginsCitizen(s) && !isOldCard(s):
		return typed{kind: typedMisread, query: s}
	}
	if len(s) < 4 {
		return typed{kind: typedDigits}
	}
	return typed{kind: typedDigits, query: s}
}

// asLong reports what may be a pass number: 14 or 16 digits, as most schemes have
// them, or 15 in one that does. Elsewhere 15 digits are an old ID number.
func asLong(s string, digits int) bool { return len(s) != 15 || digits == 15 }

// isOldCard reports 15 digits that may be an ID number from before 1999: a month
// and a day of birth stand in their places.
func isOldCard(s string) bool {
	return len(s) == 15 && s[8:10] >= "01" && s[8:10] <= "12" && s[10:12] >= "01" && s[10:12] <= "31"
}

// beginsCitizen reports digits that may be the beginning of an ID number: a year
// and a month of birth stand in their places.
func beginsCitizen(s string) bool {
	if len(s) < 12 || s[:2] < "11" {
		return false
	}
	year, month := s[6:10], s[10:12]
	return year >= "1880" && year < "2100" && month >= "01" && month <= "12"
}

// isTemp reads 36.5: two digits, a point, one digit, and the thermometer's range. Two
// digits behind the point are a slip: 36.53 may be 36.5 and the beginning of 38.6.
func isTemp(s string) bool { return len(s) == 4 && inRange(s) }

func inRange(s string) bool {
	t, err := strconv.ParseFloat(s, 64)
	return tempForm(s) && err == nil && t >= lowestTemp && t <= highestTemp
}

// tempForm reports what is written like a temperature, or like its beginning: one
// or two digits, then a point, then at most two digits.
func tempForm(s string) bool {
	switch {
	case len(s) <= 2:
		return allDigits(s)
	case len(s) > 5 || s[2] != '.':
		return false
	}
	return allDigits(s[:2]) && (len(s) == 3 || allDigits(s[3:]))
}

// cutNumber cuts "zs336.5" and "336.5": whom a digit picked, and the temperature
// typed behind the pick, or its beginning.
func cutNumber(s string) (base string, pick int, number string) {
	at := strings.IndexFunc(s, unicode.IsDigit)
	if at < 0 || s[at] < '1' || s[at] > '9' || len(s) == at+1 || !tempForm(s[at+1:]) {
		return "", 0, ""
	}
	return strings.TrimSpace(s[:at]), int(s[at] - '0'), s[at+1:]
}

// wholeBehindPick is the long number typed behind a pick: the next person's.
func wholeBehindPick(s string) string {
	at := strings.IndexFunc(s, unicode.IsDigit)
	if at <= 0 {
		return ""
	}
	return compactUpper(s[at+1:])
}

// cutPick cuts the one digit behind letters or hanzi: "zs1" is the first of "zs".
func cutPick(s string) (base string, pick int) {
	last := s[len(s)-1]
	if last < '1' || last > '9' || len(s) < 2 {
		return "", 0
	}
	base = strings.TrimSpace(s[:len(s)-1])
	if base == "" || strings.ContainsFunc(base, unicode.IsDigit) {
		return "", 0
	}
	return base, int(last - '0')
}

func allDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// isName reports a text that can be a person's name: no digit in it, and nothing
// of a path.
func isName(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsDigit(r) || unicode.IsControl(r) || strings.ContainsRune(`/\\:*?<>|`, r)
	})
}

// scan is what a card reader typed or a paste held, placed by its shape.
type scan struct {
	document string
	name     string
	address  string
}

// readScan places the parts: a part that whole reports as a document number is
// the document, the first that can be a name is the name, a long one with a
// place's words is the address. Readers send "name TAB number", the reverse, the
// number alone, or the whole card.
func readScan(parts []string, whole func(string) bool) scan {
	var s scan
	for _, p := range parts {
		p = strings.TrimSpace(p)
		switch {
		case s.document == "" && whole(p):
			s.document = p
		case s.address == "" && isPlace(p):
			s.address = p
		case s.name == "" && isName(p) && !cardWord(p):
			s.name = p
		}
	}
	return s
}

// cardWord is a word of the card that is no name: sex, nation.
func cardWord(s string) bool {
	return s == "男" || s == "女" || s == "汉" || strings.HasSuffix(s, "族") || s == "M" || s == "F"
}

func isPlace(s string) bool {
	return len([]rune(s)) > 6 && strings.ContainsAny(s, "省市区县镇乡村路街号室")
}
