package iddoc

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	father, old15, lastX, "810000197001019014", "933840198505059310", "USA330285050511", "H91234567", "M9123456701", "91234567", "9123456702(B)",
	"E12345678", "912345678", "P330123456", "南字第01234567号", "军字1234567", "330212********9315", "330212xxxxxxxx931x", "33021219850505931х",
	"身份证号：３３０２１２198505059315", "=\"330212198505059315\"", "330212198505059315.0", "3.30212E+17", "330212198505059000", "1990-01-01", "1990年1月1日",
	"A123456789", "A123456(3)", "13912345678", "6228480402564890018", "91330212MA2AF12345", "C12345678", "", " ", "\u200b", "--", "０", "\xff\xfe",
	specimen3, specimen1, specimen1Long, "P<UTOERIKSSON<<ANNA<MARIA", "L898902C36UTO74O8122F1204159ZE184226B<<<<<1O", "<", "<<<<<<<<<<<<", "\n\n<", "P<",
}

// FuzzRead holds what is true of every answer, whatever comes in.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		for _, d := range []string{"auto", "HK_MO", "TW", "BIRTH", "MIL", "PASSPORT:USA", "PASSPORT:CHN", "RIC18", "MRZ_TD3"} {
			f.Add(s, d)
		}
	}
	f.Fuzz(func(t *testing.T, input, declared string) {
		r := Read(input, declared, day)
		if err := sound(r); err != nil {
			t.Fatalf("Read(%q, %q): %v", input, declared, err)
		}
		if !r.Valid {
			return
		}
		// What was read once reads the same from its own form.
		switch r.Type {
		case TypeMRZTD3, TypeMRZTD1:
			return
		case TypePassportForeign:
			declared = "PASSPORT:" + r.Number.State()
		default:
			declared = string(r.Type)
		}
		again := Read(r.Number.Norm(), declared, day)
		if again.Number.Key() != r.Number.Key() || !again.Valid {
			t.Fatalf("Read(%q, %q) = %s, and again %v %s", input, declared, r.Number.Key(), again, again.Number.Key())
		}
	})
}

// FuzzMRZ bends the lines of a machine readable zone.
func FuzzMRZ(f *testing.F) {
	for _, s := range []string{specimen3, specimen1, specimen1Long} {
		lines := append(strings.Split(s, "\n"), "")
		f.Add(lines[0], lines[1], lines[2])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, input := range []string{a, a + b, a + "\n" + b, a + "\n" + b + "\n" + c, "<" + a} {
			r := Read(input, "auto", day)
			if err := sound(r); err != nil {
				t.Fatalf("Read(%q): %v", input, err)
			}
			if r.Type != TypeMRZTD3 && r.Type != TypeMRZTD1 || !r.Valid {
				continue
			}
			if norm := r.Number.Norm(); !isAlnum(norm) || len(norm) > 23 {
				t.Fatalf("Read(%q) has the number %q", input, norm)
			}
		}
	})
}

// FuzzParsePattern: a pattern parsed is a fixed point, and matches no number
// that it does not fit.
func FuzzParsePattern(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	number := Read(father, "", day).Number
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePattern(s)
		if err != nil {
			return
		}
		if again, err := ParsePattern(p.String()); err != nil || again != p {
			t.Fatalf("ParsePattern(%q) = %v, and again %v, %v", s, p, again, err)
		}
		if p.Matches(number) && len(p.String()) == 18 && !strings.HasPrefix(father, strings.Split(p.String(), "*")[0]) {
			t.Fatalf("%v matches %v", p, number)
		}
	})
}

// sound checks what every reading promises.
func sound(r Reading) error {
	n := r.Number
	switch {
	case r.Type == "":
		return fmt.Errorf("no type")
	case r.Valid != (len(r.Reason) == 0):
		return fmt.Errorf("valid %v with reasons %v", r.Valid, r.Reason)
	case r.Valid && (n.IsZero() || n.Norm() == "" || n.Key() == "" || r.Type.IsWrongDoc() || r.Type == TypeUnknown || r.Type == TypeMasked):
		return fmt.Errorf("valid without a number: %v", r)
	case !n.IsZero() && (n.Type() != r.Type || !utf8.ValidString(n.Norm()) || strings.ContainsAny(n.Norm(), " -.*\n")):
		return fmt.Errorf("a number of the wrong kind: %v", r)
	case !r.Valid && !n.IsZero() && (!r.Overridable() || r.Has(ReasonBadCheck) || r.Has(ReasonBadDate)):
		return fmt.Errorf("a refused number: %v", r)
	case r.Type.IsCitizen() && !n.IsZero() && (cite(n.Norm()[:17]) != n.Norm() || n.Birth().Compact() != n.Norm()[6:14]):
		return fmt.Errorf("a citizen number that is none: %v", r)
	case r.Type.IsWrongDoc() != slices.Contains(r.Reason, ReasonWrongDoc):
		return fmt.Errorf("wrong document without its word: %v", r)
	}
	if zh, en := Explain(r); zh == "" || en == "" {
		return fmt.Errorf("no sentence: %v", r)
	}
	b, err := json.Marshal(r)
	if err != nil || !json.Valid(b) || strings.Contains(string(b), "null") && !strings.Contains(r.Input, "null") {
		return fmt.Errorf("answer %s: %v", b, err)
	}
	return nil
}
