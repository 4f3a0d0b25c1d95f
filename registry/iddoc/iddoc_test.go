package iddoc

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// day is the day of the rules' cases.
var day = civil.New(2020, 3, 10)

// verdict is what a case expects: the fields of the doc verb that matter for it.
type verdict struct {
	input, declared string
	typ             Type
	words           string // "ok" or the reasons
	norm            string
	warn            string // joined by space
	suggest         string
}

func check(t *testing.T, cases []verdict) {
	t.Helper()
	for _, c := range cases {
		r := Read(c.input, c.declared, day)
		got := verdict{c.input, c.declared, r.Type, r.Words(), r.Number.Norm(), strings.Join(r.Warn, " "), strings.Join(r.Suggest, " ")}
		if got != c {
			t.Errorf("Read(%q, %q)\n got %+v\nwant %+v", c.input, c.declared, got, c)
		}
		if r.Valid != (c.words == "ok") {
			t.Errorf("Read(%q, %q).Valid = %v with reason %s", c.input, c.declared, r.Valid, c.words)
		}
	}
}

const (
	father = "330212198505059315" // the sample persons of the uniqueness rules
	old18  = "330204194605129036"
	old15  = "330204460512903"
	lastX  = "33021219900101138X"
)

// One writing after another of one good number: what readers send, what input
// methods and spreadsheets make of it, what stands before it on a form.
func TestOneNumberInManyWritings(t *testing.T) {
	for _, c := range []struct{ input, warn string }{
		{father, ""},
		{" 330212198505059315 ", ""},
		{"\t330212198505059315\r\n", ""},             // tab against spreadsheets, a reader's line end
		{"330212 19850505 9315", ""},                 // typed in groups
		{"330212-19850505-9315", ""},                 // with dashes
		{"330212–19850505—9315", ""},                 // with the dashes of a word processor
		{"330212\u00a019850505\u30009315", ""},       // no-break and ideographic space
		{"330212.19850505.9315", ""},                 // with dots
		{"\ufeff330212198505059315", ""},             // BOM
		{"330212\u200b19850505\u200d9315\u200e", ""}, // zero width, left-to-right mark
		{"330212\u00ad198505059315", ""},             // soft hyphen from a PDF
		{"\u202d330212198505059315\u202c", ""},       // copied from Windows' file properties
		{"'330212198505059315", ""},                  // the spreadsheet's text mark
		{"\"330212198505059315\"", ""},               // a CSV field
		{"=\"330212198505059315\"", ""},              // CSV guarded against spreadsheets
		{"“330212198505059315”", ""},                 // quotes of an input method
		{"＝＂330212198505059315＂", ""},                // full width
		{"330212198505059315.0", ""},                 // a float; the dot goes, the 0 must not stay
		{"330212198505059315.00", ""},                //
		{"身份证号：330212198505059315", ""},              // labels
		{"身份证号码:330212198505059315", ""},             //
		{"公民身份号码 330212198505059315", ""},            //
		{"居民身份证号码：330212198505059315", ""},           //
		{"证件号码：\"330212198505059315\"", ""},          // label, then quotes
		{"ID:330212198505059315", ""},                //
		{"ID No.: 330212198505059315", ""},           //
		{"id number 330212198505059315", ""},         //
		{"No.330212198505059315", ""},                //
		{"№ 330212198505059315", ""},
		{"身 份 证 号 ：330212198505059315", ""},
		{"身份证号码（18位）：330212198505059315", ""},
		{"姓名：样例父 身份证号：330212198505059315", ""},
		{"户主样例父身份证号330212198505059315", ""},
		{"证件号=330212198505059315", ""},            //
		{"３３０２１２１９８５０５０５９３１５", ""},                // full width
		{"33021219850505931５", ""},                // one full-width digit
		{"٣٣٠٢١٢198505059315", WarnNonASCIIDigit}, // Arabic-Indic
		{"33021219850505931⑤", ""},                // circled
		{"身份证号：330212１９８５0505 9315", ""},
		{"ＩＤ　Ｎｏ．：３３０２１２１９８５０５０５９３１５", ""},       // the label in full width, too
		{"ID330212198505059315", ""},            // nothing between
		{"\"=\"\"330212198505059315\"\"\"", ""}, // the guard, quoted as CSV does
		{"330212 19850505 9315.0", ""},          // groups and a float's tail
		{"3.3.0.2.1.2.1.9.8.5.0.5.0.5.9.3.1.5", ""},
		{"330212198505059315，", ""},
		{"३३०२१२198505059315", WarnNonASCIIDigit}, // Devanagari
		{"𝟛𝟛𝟘𝟚𝟙𝟚198505059315", ""},                // mathematical
		//
	} {
		check(t, []verdict{{c.input, "auto", TypeRIC18, "ok", father, c.warn, ""}})
	}
}

func TestLastCharacterX(t *testing.T) {
	for _, x := range []string{"x", "X", "Ｘ", "ｘ", "ⓧ"} {
		check(t, []verdict{{lastX[:17] + x, "", TypeRIC18, "ok", lastX, "", ""}})
	}
	for _, x := range []string{"х", "Х", "χ", "Χ", "×", "✕", "Ⅹ", "ⅹ", "✖"} {
		check(t, []verdict{
			{lastX[:17] + x, "", TypeRIC18, "ok", lastX, WarnXLookalike, ""},
			// The number wants another check digit: a cross is no excuse.
			{father[:17] + x, "", TypeRIC18, ReasonBadCheck, "", WarnXLookalike, ""},
			// Anywhere else it is no X at all.
			{father[:16] + x + "5", "", TypeUnknown, ReasonBadChar, "", "", ""},
		})
	}
}

func TestCitizenNumbers(t *testing.T) {
	check(t, []verdict{
		{old18, "", TypeRIC18, "ok", old18, "", ""},
		{"330212198505059325", "", TypeRIC18, ReasonBadCheck, "", "", ""},
		// 30 February, with the right check digit and with a wrong one.
		{cite("33021219850230931"), "", TypeRIC18, ReasonBadDate, "", "", ""},
		{cite("33021219851305931"), "", TypeRIC18, ReasonBadDate, "", "", ""}, // day and month swapped
		{"330212198502309310", "", TypeRIC18, "bad_check+bad_date", "", "", ""},
		{cite("33021220200311931"), "", TypeRIC18, ReasonFutureDate, "", "", ""},
		{cite("33021220200310931"), "", TypeRIC18, "ok", cite("33021220200310931"), "", ""}, // born today
		{cite("33021218890310931"), "", TypeRIC18, ReasonTooOld, "", "", ""},                // 131 today
		{cite("33021218890311931"), "", TypeRIC18, "ok", cite("33021218890311931"), WarnAgeOver110, ""},
		{cite("33021219090310931"), "", TypeRIC18, "ok", cite("33021219090310931"), WarnAgeOver110, ""}, // 111
		{cite("33021219090311931"), "", TypeRIC18, "ok", cite("33021219090311931"), "", ""},             // 110
		{cite("33021219850505000"), "", TypeRIC18, "ok", cite("33021219850505000"), WarnSerial000, ""},
		{"030212198505059315", "", TypeUnknown, ReasonBadFormat, "", "", ""},
		{"730212198505059315", "", TypeUnknown, ReasonBadFormat, "", "", ""},
		{"000000000000000000", "", TypeUnknown, ReasonAllZero, "", "", ""},
		{"33021219850505931", "", TypeUnknown, ReasonBadLength, "", "", ""},     // one lost
		{"3302121985050593155", "", TypeUnknown, ReasonBadLength, "", "", ""},   // one doubled
		{"33021219850505931A", "", TypeRIC18, ReasonBadChar, "", "", ""},        // no check character
		{"X30212198505059315", "", TypeRIC18, ReasonBadChar, "", "", ""},        // X elsewhere
		{"330212198505O59315", "", TypeRIC18, ReasonBadChar, "", "", father},    // O for 0
		{"3302l2198505059315", "", TypeRIC18, ReasonBadChar, "", "", father},    // l for 1
		{"33021219850505931S", "", TypeRIC18, ReasonBadChar, "", "", father},    // S for 5
		{"3302I2I985OSOS93I5", "", TypeRIC18, ReasonBadChar, "", "", father},    // all at once
		{"330Z121985O5059315", "", TypeRIC18, ReasonBadChar, "", "", father},    // Z for 2
		{lastX[:17] + "*", "", TypeRIC18, ReasonBadChar, "", "", lastX},         // * for X
		{father[:17] + "*", "", TypeRIC18, ReasonBadChar, "", "", ""},           // X would not fit
		{"33O212198505059325", "", TypeRIC18, ReasonBadChar, "", "", ""},        // the repair fails the check
		{"330212198505059000", "", TypeRIC18, ReasonExcelPrecision, "", "", ""}, // Excel's 15 digits
		{"330212198505050000", "", TypeRIC18, ReasonExcelPrecision, "", WarnSerial000, ""},
		{"330212198505059000.0", "", TypeRIC18, ReasonExcelPrecision, "", "", ""},
		{"3.30212E+17", "", TypeUnknown, ReasonExcelScientific, "", "", ""},
		{"3.30212198505059E+17", "RIC18", TypeUnknown, ReasonExcelScientific, "", "", ""},
		{"3.30212e17", "", TypeUnknown, ReasonExcelScientific, "", "", ""},
	})
}

func TestRIC15(t *testing.T) {
	check(t, []verdict{
		{old15, "", TypeRIC15, "ok", old18, WarnLegacy15, ""},
		{"330204 460512 903", "RIC18", TypeRIC15, "ok", old18, WarnLegacy15, ""},
		{"330204461312903", "", TypeRIC15, ReasonBadDate, "", WarnLegacy15, ""},
		{"330299460512903", "", TypeRIC15, ReasonUnknownRegion, cite("33029919460512903"), WarnLegacy15, ""},
		// 997: born 1895, not 1995.
		{"330204950512997", "", TypeRIC15, "ok", cite("33020418950512997"), "legacy15 centenarian_serial age_over_110", ""},
		{"330204460512997", "", TypeRIC15, ReasonTooOld, "", "legacy15 centenarian_serial", ""},
		{"33020446051290", "", TypeUnknown, ReasonBadLength, "", "", ""},
		{"930204460512903", "", TypeUnknown, ReasonBadFormat, "", "", ""},
		{"33O204460512903", "", TypeUnknown, ReasonDeclareType, "", "", old15},
		{"33O204460512903", "RIC18", TypeRIC18, ReasonBadLength, "", "", old15},
	})
}

func TestRegionsInNumbers(t *testing.T) {
	n := func(code string) string { return cite(code + "19850505931") }
	check(t, []verdict{
		{n("330299"), "", TypeRIC18, ReasonUnknownRegion, n("330299"), "", ""},
		{n("330200"), "", TypeRIC18, ReasonRegionNotCounty, n("330200"), "", ""},
		{n("330000"), "", TypeRIC18, ReasonRegionNotCounty, n("330000"), "", ""},
		{n("339900"), "", TypeRIC18, ReasonUnknownRegion, n("339900"), "", ""},
		{n("441900"), "", TypeRIC18, "ok", n("441900"), "", ""}, // 东莞 has no counties
		{n("460300"), "", TypeRIC18, "ok", n("460300"), "", ""},
		{n("530200"), "", TypeRIC18, "ok", n("530200"), "", ""}, // 东川, until 1998
		{n("650300"), "", TypeRIC18, "ok", n("650300"), "", ""}, // 石河子, until 1985
		{cite("65030019860505931"), "", TypeRIC18, "ok", cite("65030019860505931"), WarnRegionAbolished, ""},
		{n("330201"), "", TypeRIC18, "ok", n("330201"), WarnRegionGeneric, ""},
		{n("330220"), "", TypeRIC18, "ok", n("330220"), WarnRegionGeneric, ""},
		{n("330210"), "", TypeRIC18, ReasonUnknownRegion, n("330210"), "", ""},
		{n("330001"), "", TypeRIC18, ReasonUnknownRegion, n("330001"), "", ""}, // a province is no prefecture
		{n("330207"), "", TypeRIC18, "ok", n("330207"), WarnRegionLowConfidence, ""},
		{n("330202"), "", TypeRIC18, "ok", n("330202"), "", ""}, // 镇明区, ended in the year of birth
		{cite("33020219860505931"), "", TypeRIC18, "ok", cite("33020219860505931"), WarnRegionAbolished, ""},
		// 鄞州区 has its code since 2002; who was born in 1946 has it all the same.
		{cite("33021219460505931"), "", TypeRIC18, "ok", cite("33021219460505931"), "", ""},
	})
	r := Read(n("330299"), "", day)
	if !r.Overridable() || r.Level() != LevelReject || r.Number.Key() != "RIC18:"+n("330299") {
		t.Errorf("an unknown region must be open to an officer: %v", r)
	}
	bad := []byte(n("330299"))
	bad[17] = '0' + (bad[17]-'0'+1)%10
	if r := Read(string(bad), "", day); r.Overridable() || !r.Number.IsZero() {
		t.Errorf("a failed check digit is never open: %v", r)
	}
}

func TestResidencePermitsAndForeignCards(t *testing.T) {
	fpr := cite("93384019850505931")
	check(t, []verdict{
		{"810000197001019014", "", TypeHMTRes, "ok", "810000197001019014", "", ""},
		{cite("83000019700101901"), "", TypeHMTRes, "ok", cite("83000019700101901"), "", ""},
		{cite("81010119700101901"), "", TypeHMTRes, ReasonHMTBadPrefix, "", "", ""},
		{cite("84000019700101901"), "", TypeHMTRes, ReasonHMTBadPrefix, "", "", ""},
		{"810000197001019015", "", TypeHMTRes, ReasonBadCheck, "", "", ""},
		{fpr, "", TypeFPR18, "ok", fpr, "", ""},
		{cite("93300019850505931"), "", TypeFPR18, "ok", cite("93300019850505931"), WarnFPRStateless, ""},
		{cite("93399919850505931"), "", TypeFPR18, ReasonFPRBadCountry, "", "", ""},
		{cite("93984019850505931"), "", TypeFPR18, ReasonFPRBadProvince, "", "", ""},
		{cite("93984019850230931"), "", TypeFPR18, "bad_date+fpr_bad_province", "", "", ""},
		{flip(fpr), "", TypeFPR18, ReasonBadCheck, "", "", ""},
		{fpr15("USA330285050511"), "", TypeFPR15, "ok", fpr15("USA330285050511"), WarnFPR15SexCenturyUnknown, ""},
		{fpr15("USA330285050511")[:14] + "X", "", TypeUnknown, ReasonDeclareType, "", "", ""},
		{flip(fpr15("USA330285050511")), "", TypeFPR15, "ok", flip(fpr15("USA330285050511")), "fpr15_sex_and_century_unknown fpr15_check_mismatch", ""},
		{fpr15("ZZZ330285050511"), "", TypeFPR15, ReasonFPRBadCountry, "", WarnFPR15SexCenturyUnknown, ""},
		{fpr15("USA390285050511"), "", TypeFPR15, ReasonFPRBadProvince, "", WarnFPR15SexCenturyUnknown, ""},
		{fpr15("USA330285130511"), "", TypeFPR15, ReasonBadDate, "", WarnFPR15SexCenturyUnknown, ""},
		{fpr15("USA330200022911"), "", TypeFPR15, "ok", fpr15("USA330200022911"), WarnFPR15SexCenturyUnknown, ""}, // 2000 was a leap year
	})
	if n := Read(fpr15("USA330285050511"), "", day).Number; !n.Birth().IsZero() || n.Sex() != 0 || n.State() != "USA" {
		t.Errorf("the old card states neither birth nor sex: %v %v %s", n.Birth(), n.Sex(), n.State())
	}
	if n := Read(fpr, "", day).Number; n.State() != "USA" || n.Sex() != Male || n.Birth() != civil.New(1985, 5, 5) {
		t.Errorf("foreign card: %v %v %s", n.Birth(), n.Sex(), n.State())
	}
}

func TestDatesAreNoNumbers(t *testing.T) {
	for _, s := range []string{"1990-01-01", "1990-1-1", "1990/01/01", "1990.01.01", "1990年1月1日", "1990年01月01日", "01-02-1990", "31/12/1990", "1990-01-01 00:00:00", "1990-01-01T00:00:00", "１９９０－０１－０１", "1990 - 01 - 01", "'1990-01-01"} {
		for _, declared := range []string{"auto", "TW", "PASSPORT:USA", "RIC18"} {
			r := Read(s, declared, day)
			if r.Valid || r.Type != TypeUnknown || !r.Has(WarnLooksLikeDate) || r.Words() != ReasonBadFormat {
				t.Errorf("Read(%q, %s) = %v", s, declared, r)
			}
		}
	}
	for _, s := range []string{"9123-45-67", "9123-4567", "91-23-4567"} {
		if r := Read(s, "TW", day); !r.Valid {
			t.Errorf("Read(%q, TW) = %v: no date", s, r)
		}
	}
}

func TestNothingThere(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{"", ReasonEmpty}, {" ", ReasonEmpty}, {"\t\n", ReasonEmpty}, {"\u3000", ReasonEmpty},
		{"\u200b", ReasonEmptyOrNoise}, {"\ufeff", ReasonEmptyOrNoise}, {"--", ReasonEmptyOrNoise}, {"''", ReasonEmptyOrNoise},
		{"...", ReasonEmptyOrNoise}, {`=""`, ReasonEmptyOrNoise}, {"身份证号：", ReasonEmptyOrNoise}, {"无", ReasonEmptyOrNoise}, {"N/A", ReasonEmptyOrNoise},
		{"样例父", ReasonNoDigit}, {"ABCDEF", ReasonNoDigit}, {"0", ReasonAllZero}, {"00000000", ReasonAllZero},
		{"12", ReasonBadLength}, {"12345/6789", ReasonBadChar}, {"<script>alert(1)</script>", ReasonBadChar}, {"330212\xff98505059315", ReasonBadChar},
	} {
		if r := Read(c.input, "auto", day); r.Words() != c.want || r.Type != TypeUnknown {
			t.Errorf("Read(%q) = %v, want %s", c.input, r, c.want)
		}
	}
}

func TestTheAnswerOfTheDocVerb(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{old15, `{"input":"330204460512903","type":"RIC15","valid":true,"norm":"330204194605129036","birth":"1946-05-12","sex":"M","reason":"ok","warn":["legacy15"],"suggest":[]}`},
		{"330212198502309310", `{"input":"330212198502309310","type":"RIC18","valid":false,"norm":"","birth":"","sex":"","reason":"bad_check+bad_date","warn":[],"suggest":[]}`},
		{"330212********9315", `{"input":"330212********9315","type":"MASKED","valid":false,"norm":"330212********9315","birth":"","sex":"","reason":"masked","warn":[],"suggest":[]}`},
	} {
		got, err := json.Marshal(Read(c.input, "", day))
		if err != nil || string(got) != c.want {
			t.Errorf("got  %s\nwant %s (%v)", got, c.want, err)
		}
	}
}

func TestDeclaredWords(t *testing.T) {
	for _, c := range []struct {
		input, declared string
		fits            bool
	}{
		{father, "auto", true}, {father, "RIC18", true}, {old15, "RIC18", true}, {father, "HMT_RES", false},
		{"H91234567", "HK_MO", true}, {"M91234567", "HK_PERMIT", true}, {father, "HK_MO", false}, {"91234567", "TW", true},
		{"912345678", "PASSPORT:USA", true}, {"E12345678", "PASSPORT:CHN", true}, {"E12345678", "PASSPORT_CN", true}, {father, "PASSPORT:USA", false},
		{specimen3, "PASSPORT:UTO", false}, // Utopia is no state that one can declare
		{"P330123456", "BIRTH", true}, {"南字第01234567号", "MIL", true},
	} {
		if r := Read(c.input, c.declared, day); r.Fits(c.declared) != c.fits {
			t.Errorf("Read(%s, %s) = %v, fits %v", c.input, c.declared, r, !c.fits)
		}
	}
	if r := Read(father, "whatever", day); !r.Valid {
		t.Errorf("an unknown declared word says nothing: %v", r)
	}
}
