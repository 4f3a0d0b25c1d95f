package iddoc

import (
	"encoding/json"
	"errors"
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
		for _, s := range r.Suggest {
			if again := Read(s, declared, day); r.Valid || !again.Valid {
				t.Fatalf("Read(%q, %q) suggests %q, which is %v", input, declared, s, again)
			}
		}
		for _, n := range Repairs(input, day) {
			if again := Read(n.Norm(), "auto", day); !again.Valid || again.Number != n {
				t.Fatalf("Repairs(%q) has %q, which is %v", input, n.Norm(), again)
			}
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
		if again.Number.Key() != r.Number.Key() || again.Number.Norm() != r.Number.Norm() || !again.Valid {
			t.Fatalf("Read(%q, %q) = %s, and again %v %s", input, declared, r.Number.Key(), again, again.Number.Key())
		}
	})
}

// FuzzMRZ bends the lines of a machine readable zone.
func FuzzMRZ(f *testing.F) {
	f.Add("0\null", "", "") // a newline before "ull" is written as \null
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
			if !r.Has(WarnMRZOCRRepaired) && !checksHold(input, r.Type) {
				t.Fatalf("Read(%q) is good, and its check digits are not: %v", input, r)
			}
		}
	})
}

// checksHold reckons the digits of a zone that was written plainly: of a TD3 the
// last 44 characters, of a TD1 the first 60.
func checksHold(input string, typ Type) bool {
	z := strings.Join(strings.Fields(input), "")
	if strings.Trim(z, upperAndDigits+"<") != "" {
		return true // told in another way: not for this test to read
	}
	digit := func(at byte, field string) bool { return string(at) == icao(field) }
	if typ == TypeMRZTD3 {
		z = z[len(z)-44:]
		return digit(z[9], z[:9]) && digit(z[19], z[13:19]) && digit(z[27], z[21:27]) &&
			(z[42] == '<' || digit(z[42], z[28:42])) && digit(z[43], z[:10]+z[13:20]+z[21:43])
	}
	number, check := z[5:14], z[14]
	if check == '<' {
		rest, _, _ := strings.Cut(z[15:30], "<")
		number, check = number+rest[:len(rest)-1], rest[len(rest)-1]
	}
	return digit(check, number) && digit(z[36], z[30:36]) && digit(z[44], z[38:44]) &&
		digit(z[59], z[5:30]+z[30:37]+z[38:45]+z[48:59])
}

// FuzzRegions: whatever is typed as a division, what is found is there, is in
// order, and is found again by its code; a number is judged as it is found.
func FuzzRegions(f *testing.F) {
	for _, s := range []string{"330212", "3302", "330201", "330299", "441900", "鄞州", "宁波 鄞州", "宁波鄞州", "３３０２", "", " ", "\xff", "99999999999999999999", "-1", "区"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		found := FindRegions(typed, 20)
		if len(found) > 20 {
			t.Fatalf("FindRegions(%q, 20) has %d", typed, len(found))
		}
		for _, r := range found {
			if again, err := RegionOf(r.Code); err != nil || again.Name != r.Name || again.Path() == "" {
				t.Fatalf("FindRegions(%q) has %+v, RegionOf %+v, %v", typed, r, again, err)
			}
		}
		inUse := func(r Region) bool { return r.Current() && !r.LowConfidence }
		for i := 1; i < len(found); i++ {
			if inUse(found[i]) && !inUse(found[i-1]) {
				t.Fatalf("FindRegions(%q): %s, in use, stands behind %s", typed, found[i].Code, found[i-1].Code)
			}
		}
		r, err := RegionOf(typed)
		if err != nil {
			if !errors.Is(err, ErrNoRegion) || !r.Current() || r.Code != "" {
				t.Fatalf("RegionOf(%q) = %+v, %v", typed, r, err)
			}
			return
		}
		if r.Code != typed || len(r.Code) != 6 || !isDigits(r.Code) || r.Path() == "" {
			t.Fatalf("RegionOf(%q) = %+v", typed, r)
		}
		if hits := FindRegions(typed, 1); r.Name != "" && (len(hits) != 1 || hits[0].Code != typed) {
			t.Fatalf("FindRegions(%q) = %v: not its own", typed, hits)
		}
		reason, _ := divisions().judge(typed, 1985)
		if good := typed[2:4] != "00" && r.IsCounty(); good != (reason == 0) {
			t.Fatalf("a number of %s is judged %v, the division is a county: %v", typed, reason.words(), r.IsCounty())
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
	case len(n.Norm()) >= 5 && countDigits(n.Norm()) >= 3 && strings.Contains(fmt.Sprintf("%v %+v %#v %d %q %x %v %#v %d %q", r, r, r, r, r, r, n, n, n, n), n.Norm()):
		return fmt.Errorf("the number is printed: %v", r)
	case r.Type.IsWrongDoc() != slices.Contains(r.Reason, ReasonWrongDoc):
		return fmt.Errorf("wrong document without its word: %v", r)
	}
	if zh, en := Explain(r); zh == "" || en == "" {
		return fmt.Errorf("no sentence: %v", r)
	}
	return answersWhole(r)
}

// answersWhole says whether the answer of a script has a value in every field: a
// list of nothing is [], not null.
func answersWhole(r Reading) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		return fmt.Errorf("answer %s: %v", b, err)
	}
	for name, value := range fields {
		if value == nil {
			return fmt.Errorf("answer %s: %s is null", b, name)
		}
	}
	return nil
}
