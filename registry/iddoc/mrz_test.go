package iddoc

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// The specimens of ICAO 9303 parts 4 and 5 (Utopia).
const (
	specimen3     = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
	specimen1     = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
	specimen1Long = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
)

func TestSpecimensOfICAO9303(t *testing.T) {
	for _, c := range []struct {
		input, norm, state string
		typ                Type
		birth              civil.Date
		sex                Sex
	}{
		{specimen3, "L898902C3", "UTO", TypeMRZTD3, civil.New(1974, 8, 12), Female},
		{specimen1, "D23145890", "UTO", TypeMRZTD1, civil.New(1974, 8, 12), Female},
		{specimen1Long, "D23145890734", "UTO", TypeMRZTD1, civil.New(1934, 7, 12), Male},
	} {
		for _, form := range []string{c.input, strings.ReplaceAll(c.input, "\n", ""), strings.ReplaceAll(c.input, "\n", "\r\n"), strings.ToLower(c.input), strings.ReplaceAll(c.input, "<", "＜"), strings.ReplaceAll(c.input, "\n", " \n "), strings.ReplaceAll(c.input, "\n", `\n`), strings.ReplaceAll(c.input, "\n", " | ")} {
			r := Read(form, "auto", day)
			n := r.Number
			if !r.Valid || r.Type != c.typ || n.Norm() != c.norm || n.State() != c.state || n.Birth() != c.birth || n.Sex() != c.sex {
				t.Errorf("Read(%q) = %v, state %s, birth %v, sex %v", form, r, n.State(), n.Birth(), n.Sex())
			}
			if got := strings.Join(r.Warn, " "); got != WarnDocExpired {
				t.Errorf("Read(%q) warns %q", form, got)
			}
		}
	}
	if r := Read(specimen3, "", civil.New(2012, 4, 15)); len(r.Warn) != 0 {
		t.Errorf("on its last day the passport is good: %v", r)
	}
	if got := Read(specimen3, "", day).Number.Key(); got != "PASSPORT:UTO:L898902C3" {
		t.Errorf("key = %s", got)
	}
}

func TestDamagedMRZ(t *testing.T) {
	line1, line2, _ := strings.Cut(specimen3, "\n")
	expired := " " + WarnDocExpired
	check(t, []verdict{
		{line2, "", TypeMRZTD3, "ok", "L898902C3", WarnMRZLine1Missing + expired, ""},
		{"\n" + line2, "PASSPORT:USA", TypeMRZTD3, "ok", "L898902C3", WarnMRZLine1Missing + expired, ""},
		{strings.TrimRight(line1, "<") + "\n" + line2, "", TypeMRZTD3, "ok", "L898902C3", WarnMRZLine1Short + expired, ""},
		{strings.TrimRight(line1, "<") + line2, "", TypeMRZTD3, "ok", "L898902C3", WarnMRZLine1Short + expired, ""},
		{"P<U\n" + line2, "", TypeMRZTD3, "ok", "L898902C3", WarnMRZLine1Short + expired, ""},
		{line1, "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{line1 + "\n" + line2[:43], "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{line1 + "\n" + line2[1:], "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{line1 + line2[:20] + line2[21:], "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{line1 + "<\n" + line2, "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{"P<UTOERIKSSON<<ANNA<MARIA", "", TypeMRZTD3, ReasonMRZLength, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "L8989", "L8988", 1), "", TypeMRZTD3, ReasonBadMRZCheck, "", "", ""},
		{line1 + "\n" + line2[:43] + "1", "", TypeMRZTD3, ReasonBadMRZCheck, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "ZE184226B", "ZE184226C", 1), "", TypeMRZTD3, ReasonBadMRZCheck, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "UTO", "U?O", 1), "", TypeMRZTD3, ReasonMRZBadChar, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "740812", "74X812", 1), "", TypeMRZTD3, ReasonMRZBadChar, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "2F12", "2K12", 1), "", TypeMRZTD3, ReasonMRZBadChar, "", "", ""},
		{"V" + line1[1:] + "\n" + line2, "", TypeMRZTD3, ReasonBadFormat, "", "", ""}, // a visa
		// What a camera reads wrong in places that hold digits only.
		{line1 + "\n" + strings.Replace(line2, "7408122", "74O8I22", 1), "", TypeMRZTD3, "ok", "L898902C3", WarnMRZOCRRepaired + expired, ""},
		{line1 + "\n" + strings.Replace(line2, "L898902", "L8989O2", 1), "", TypeMRZTD3, "ok", "L898902C3", WarnMRZOCRRepaired + expired, ""},
		// Beside a letter an O may be one: no guess is made, though the check would hold.
		{line1 + "\n" + td3Line2("AB0CD1234", "UTO", "740812", "F", "290415", fill("", 15)), "", TypeMRZTD3, "ok", "AB0CD1234", "", ""},
		{line1 + "\n" + strings.Replace(td3Line2("AB0CD1234", "UTO", "740812", "F", "290415", fill("", 15)), "B0C", "BOC", 1), "", TypeMRZTD3, ReasonBadMRZCheck, "", "", ""},
		{line1 + "\n" + strings.Replace(line2, "UTO", "UT0", 1), "", TypeMRZTD3, "ok", "L898902C3", WarnMRZOCRRepaired + expired, ""},
		{strings.Replace(specimen1, "UTOD", "UT0D", 1), "", TypeMRZTD1, "ok", "D23145890", WarnMRZOCRRepaired + expired, ""},
		{specimen1[:61], "", TypeMRZTD1, ReasonMRZLength, "", "", ""},
		{strings.Replace(specimen1, "7408122", "7408123", 1), "", TypeMRZTD1, ReasonBadMRZCheck, "", "", ""},
		{strings.Replace(specimen1Long, "7349", "7348", 1), "", TypeMRZTD1, ReasonBadMRZCheck, "", "", ""},
	})
}

func TestMRZDates(t *testing.T) {
	mrz := func(birth, expiry civil.Date) string {
		return passport3(rng(1), "USA", "912345678", "", birth, expiry, "M")
	}
	soon := civil.New(2029, 1, 1)
	for _, c := range []struct{ birth, want civil.Date }{
		{civil.New(2020, 3, 10), civil.New(2020, 3, 10)}, // born today
		{civil.New(2020, 3, 11), civil.New(1920, 3, 11)}, // YY after today means 19YY
		{civil.New(1985, 5, 5), civil.New(1985, 5, 5)},
		{civil.New(2000, 2, 29), civil.New(2000, 2, 29)},
	} {
		if r := Read(mrz(c.birth, soon), "", day); !r.Valid || r.Number.Birth() != c.want || len(r.Warn) != 0 {
			t.Errorf("birth %v reads as %v (%v)", c.birth, r.Number.Birth(), r)
		}
	}
	if r := Read(mrz(civil.New(1985, 5, 5), day), "", day); r.Has(WarnDocExpired) {
		t.Errorf("good through its last day: %v", r)
	}
	if r := Read(mrz(civil.New(1985, 5, 5), day.AddDays(-1)), "", day); !r.Has(WarnDocExpired) {
		t.Errorf("expired yesterday: %v", r)
	}
	// A birth date that is not known in full is none (9303-3, 4.8).
	line1 := fill("P<USASAMPLE<<TESTPERSON", 44) + "\n"
	none := fill("", 15)
	if r := Read(line1+td3Line2("912345678", "USA", "8505<<", "M", "290101", none), "", day); !r.Valid || !r.Number.Birth().IsZero() || r.Number.Sex() != Male {
		t.Errorf("birth in part: %v %v", r, r.Number.Birth())
	}
	if r := Read(line1+td3Line2("912345678", "USA", "851305", "M", "290101", none), "", day); r.Words() != ReasonBadDate {
		t.Errorf("month 13: %v", r)
	}
	if r := Read(line1+td3Line2("912345678", "USA", "850505", "<", "290231", none), "", day); r.Words() != ReasonBadDate {
		t.Errorf("expires on 31 February: %v", r)
	}
	if r := Read(line1+td3Line2("912345678", "USA", "850505", "<", "<<<<<<", none), "", day); !r.Valid || r.Number.Sex() != 0 || len(r.Warn) != 0 {
		t.Errorf("no sex, no expiry: %v", r)
	}
}

func TestPassportKeysAgree(t *testing.T) {
	for _, c := range []struct{ state, number, declared string }{
		{"USA", "912345678", "PASSPORT:USA"},
		{"D", "C01X00T47", "PASSPORT:DEU"},
		{"CHN", "E12345678", "PASSPORT:CHN"},
		{"CHN", "H91234567", "PASSPORT:HKG"}, // Hong Kong's passport has CHN in its MRZ
		{"CHN", "KJ1234567", "PASSPORT:HKG"},
		{"CHN", "MA1234567", "PASSPORT:MAC"},
	} {
		scanned := Read(passport3(rng(1), c.state, c.number, "", civil.New(1985, 5, 5), civil.New(2029, 1, 1), "F"), "", day)
		typed := Read(c.number, c.declared, day)
		if !scanned.Valid || !typed.Valid || scanned.Number.Key() != typed.Number.Key() || !scanned.Fits(c.declared) {
			t.Errorf("%s: scanned %v %s, typed %v %s", c.number, scanned, scanned.Number.Key(), typed, typed.Number.Key())
		}
	}
}
