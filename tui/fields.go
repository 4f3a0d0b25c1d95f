package tui

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/tui/widget"
)

// docKinds are the documents whose number alone does not say what they are, in
// the order of their digits, with the word that the reader of documents takes.
var docKinds = []struct {
	name     widget.T
	declared string
}{
	{tKindHKMO, "HK_MO"}, {tKindTW, "TW"}, {tKindPassport, "PASSPORT:"}, {tKindCNPassport, "PASSPORT:CHN"}, {tKindMil, "MIL"},
}

func kindAt(v string) (int, bool) {
	if len(v) != 1 || v[0] < '1' || int(v[0]-'1') >= len(docKinds) {
		return 0, false
	}
	return int(v[0] - '1'), true
}

func wholeKind(v string) bool { _, ok := kindAt(v); return ok }

func kindNote(v string) widget.Note {
	i, ok := kindAt(v)
	if !ok {
		return digitNote(v, tKindHow)
	}
	return widget.Note{Role: widget.RoleHint, Text: docKinds[i].name}
}

// phoneNote: a number that is too short to ring anybody is kept, and pointed at. A
// temperature that slipped in here must not be lost: with a fever nobody gets a pass.
func phoneNote(v string) widget.Note {
	switch {
	case isTemp(strings.ReplaceAll(v, "。", ".")):
		return widget.Note{Role: widget.RoleBad, Text: tPhoneTemp, Blocks: true}
	case registry.ShortPhone(v):
		return widget.Note{Role: widget.RoleWarn, Text: tPhoneShort}
	}
	return widget.Note{}
}

func stateNote(v string) widget.Note {
	if v != "" && (len(v) != 3 || strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return widget.Note{Role: widget.RoleBad, Text: tStateHow, Blocks: true}
	}
	return widget.Note{}
}

func nameNote(v string) widget.Note {
	switch v = strings.TrimSpace(v); {
	case len(v) == 1: // a letter too many behind a number lands here, and Enter would print it
		return widget.Note{Role: widget.RoleWarn, Text: tNameLetter, Blocks: true}
	case v != "" && !isName(v):
		return widget.Note{Role: widget.RoleWarn, Text: tNameDigits}
	}
	return widget.Note{}
}

// sexOf reads 1, 男, M and 2, 女, F: digits and hanzi arrive with an input method
// on, letters do not.
func sexOf(v string) string {
	switch v {
	case "1", "男", "M":
		return "M"
	case "2", "女", "F":
		return "F"
	}
	return ""
}

// digitNote says which digits a field takes; while it is empty the placeholder
// does.
func digitNote(v string, how widget.T) widget.Note {
	if v == "" {
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleBad, Text: how, Blocks: true}
}

func wholeSex(v string) bool { return sexOf(v) != "" }

func sexNote(v string) widget.Note {
	switch sexOf(v) {
	case "M":
		return widget.Note{Role: widget.RoleHint, Text: tMale}
	case "F":
		return widget.Note{Role: widget.RoleHint, Text: tFemale}
	}
	return digitNote(v, tSexHow)
}

// readBirth reads 20140401, 2014-04-01 and 140401. A short one is read as the
// latest year that is not in the future; one that may be the beginning of a long one
// (201204) is never of the century before.
func readBirth(v string, today civil.Date) (civil.Date, bool) {
	s := strings.NewReplacer("-", "", ".", "", "/", "", " ", "").Replace(v)
	if !allDigits(s) {
		return civil.Date{}, false
	}
	switch len(s) {
	case 8:
		b, err := civil.ParseCompact(s)
		return b, err == nil && !b.After(today)
	case 6:
		b, err := civil.ParseCompact(fmt.Sprintf("%02d%s", today.Year()/100, s))
		if (err != nil || b.After(today)) && !beginsLong(s) {
			b, err = civil.ParseCompact(fmt.Sprintf("%02d%s", today.Year()/100-1, s))
		}
		return b, err == nil && !b.After(today)
	}
	return civil.Date{}, false
}

// beginsLong reports six digits that may be the beginning of eight.
func beginsLong(v string) bool {
	return len(v) == 6 && allDigits(v) && (strings.HasPrefix(v, "19") || strings.HasPrefix(v, "20"))
}

// wholeBirth says that no further digit is to come: eight, or six that are no
// beginning of eight (140401 is, 201204 may become 2012-04-…).
func wholeBirth(today civil.Date) func(string) bool {
	return func(v string) bool {
		_, ok := readBirth(v, today)
		return ok && !beginsLong(v)
	}
}

func birthNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		b, ok := readBirth(v, today)
		switch {
		case v == "":
			return widget.Note{}
		case ok:
			return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: fmt.Sprintf("%s  %d 岁", b, b.AgeOn(today)), EN: fmt.Sprintf("%s  age %d", b, b.AgeOn(today))}}
		case len(v) < 6:
			return widget.Note{Role: widget.RoleHint, Text: tBirthHow, Blocks: true}
		}
		return widget.Note{Role: widget.RoleBad, Text: tBirthBad, Blocks: true}
	}
}

// childBirthNote refuses a short date of the century before: no child is that old.
func childBirthNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		if b, ok := readBirth(v, today); ok && len(v) == 6 && b.Year()/100 < today.Year()/100 {
			return widget.Note{Role: widget.RoleBad, Text: tBirthBad, Blocks: true}
		}
		return birthNote(today)(v)
	}
}

func birthText(v string, today civil.Date) string {
	if b, ok := readBirth(v, today); ok {
		return b.String()
	}
	return strings.TrimSpace(v)
}

func sexDigit(sex string) string {
	switch sex {
	case "M":
		return "1"
	case "F":
		return "2"
	}
	return ""
}

// usable reports a number that can go on: right, or right but for a region that
// no table knows (an officer with the card in hand decides that).
func usable(r iddoc.Reading) bool { return r.Valid || r.Overridable() }

// needsKind reports a number that several documents share: the operator says
// which one was shown.
func needsKind(r iddoc.Reading) bool {
	for _, why := range r.Reason {
		if string(why) == "declare_type" {
			return true
		}
	}
	return false
}

func sexText(sex string) widget.T {
	switch sex {
	case "M":
		return tMale
	case "F":
		return tFemale
	}
	return widget.T{}
}
