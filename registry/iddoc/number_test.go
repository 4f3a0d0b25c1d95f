package iddoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// However a number or a reading is printed, logged or wrapped, the plain number
// must not come out.
func TestNumbersMaskThemselves(t *testing.T) {
	for _, c := range []struct{ input, declared, masked, last4 string }{
		{father, "", "330212********9315", "9315"},
		{old15, "", "330204********9036", "9036"},
		{"H9123456701", "HK_MO", "H****4567", "4567"},
		{"91234567", "TW", "****4567", "4567"},
		{"912345678", "PASSPORT:USA", "*****5678", "5678"},
		{"AB123", "PASSPORT:USA", "***23", "23"},
		{"E12345678", "", "E****5678", "5678"},
		{"P330123456", "BIRTH", "P*****3456", "3456"},
		{"南字第01234567号", "MIL", "南*******567号", "567号"},
		{specimen1Long, "", "D*******0734", "0734"},
	} {
		r := Read(c.input, c.declared, day)
		n := r.Number
		if n.Masked() != c.masked || n.Last4() != c.last4 || fmt.Sprint(n) != c.masked {
			t.Errorf("%s: masked %s, last %s, printed %v", c.declared, n.Masked(), n.Last4(), n)
		}
		secret := n.Norm()
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("read", "number", n, "reading", r)
		js, _ := json.Marshal(struct{ N any }{n}) // an empty object: nothing of it is exported
		type holder struct {
			N Number
			R *Reading
		}
		for _, out := range []string{
			fmt.Sprintf("%v %+v %#v %s %q %d %x %X %T", n, n, n, n, n, n, n, n, n),
			fmt.Sprintf("%v %+v %#v %s %q %d %x", r, r, r, r, r, r, r),
			fmt.Sprintf("%v %+v", holder{n, &r}, []Number{n}),
			fmt.Errorf("issue: %w: %v", ErrNoPattern, n).Error(),
			log.String(), string(js),
		} {
			if strings.Contains(out, secret) || strings.Contains(out, fmt.Sprintf("%x", secret)) || strings.Contains(out, c.input) {
				t.Errorf("the plain number comes out: %s", out)
			}
		}
	}
	if got := fmt.Sprintf("%#v", Read(father, "", day).Number); got != "iddoc.Number(RIC18 330212********9315)" {
		t.Errorf("%%#v = %s", got)
	}
	if got := fmt.Sprintf("[%-20v]", Read(father, "", day).Number); got != "[330212********9315  ]" {
		t.Errorf("with a width: %s", got)
	}
	if got := fmt.Sprint(Read(old15, "", day)); got != "RIC15 330204********9036 ok (legacy15)" {
		t.Errorf("reading prints as %s", got)
	}
}

func TestZeroNumberIsNone(t *testing.T) {
	var n Number
	if !n.IsZero() || n.Key() != "" || n.Norm() != "" || n.Masked() != "" || n.Last4() != "" || n.String() != "" || n.Sex().String() != "" || !n.Birth().IsZero() {
		t.Errorf("the zero Number is not none: %#v", n)
	}
	var r Reading
	if r.Valid || r.Level() != LevelReject || r.Overridable() {
		t.Errorf("the zero Reading: %v", r)
	}
}

// The rows of the uniqueness rules that hang on the key: U10, U14, U15, U16, U19.
func TestKeys(t *testing.T) {
	key := func(input, declared string) string { return Read(input, declared, day).Number.Key() }
	for _, c := range []struct{ a, aDeclared, b, bDeclared, want string }{
		{old15, "", old18, "", "RIC18:" + old18},
		{"H9123456700", "HK_MO", "H9123456701", "HK_MO", "HK_PERMIT:H91234567"},
		{"H91234567", "", "h91234567", "HK_PERMIT", "HK_PERMIT:H91234567"},
		{"91234567", "TW", "9123456702(B)", "TW", "TW_PERMIT:91234567"},
		{"E12345678", "", "护照：e1234 5678", "PASSPORT:CHN", "PASSPORT:CHN:E12345678"},
		{"912345678", "PASSPORT:USA", "9-1234-5678", "passport:usa", "PASSPORT:USA:912345678"},
		{"P330123456", "BIRTH", "P 330123456", "BIRTH_CERT", "BIRTH_CERT:P330123456"},
		{"810000197001019014", "", "８10000197001019014", "HMT_RES", "HMT_RES:810000197001019014"},
	} {
		if a, b := key(c.a, c.aDeclared), key(c.b, c.bDeclared); a != c.want || b != c.want {
			t.Errorf("keys %q and %q, want %q", a, b, c.want)
		}
	}
	if key("H91234567", "HK_MO") == key("H91234567", "PASSPORT:HKG") {
		t.Error("one string, two kinds of document: no conflict (U19)")
	}
	if key("912345678", "PASSPORT:USA") == key("912345678", "PASSPORT:GBR") {
		t.Error("two states' passports have one key")
	}
}

func TestStoredNumbersAreAsRead(t *testing.T) {
	for _, c := range []struct{ input, declared string }{
		{father, ""}, {"H9123456701", "HK_MO"}, {"912345678", "PASSPORT:USA"}, {"E12345678", ""}, {"810000197001019014", ""}, {"南字第01234567号", ""},
	} {
		n := Read(c.input, c.declared, day).Number
		s := Stored(n.Type(), n.Norm(), n.State())
		if s.Key() != n.Key() || s.Birth() != n.Birth() || s.Sex() != n.Sex() {
			t.Errorf("%s: stored %s, read %s", c.declared, s.Key(), n.Key())
		}
	}
}

func TestMaskedPatterns(t *testing.T) {
	n := Read(father, "", day).Number
	for _, c := range []struct {
		pattern string
		match   bool
	}{
		{"330212********9315", true}, {"330212＊＊＊＊＊＊＊＊9315", true}, {"330212●●●●●●●●9315", true}, {"330212xxxxxxxx9315", true},
		{"330212××××××××9315", true}, {"3302**********9315", true}, {"3****************5", false}, // too little to see
		{"身份证号：330212********9315", true}, {"33021219850505****", true}, {"330212********9316", false}, {"330213********9315", false},
		{"330212******931", true}, // the old 15 digits
		{"330212******932", false},
	} {
		p, err := ParsePattern(c.pattern)
		if got := err == nil && p.Matches(n); got != c.match {
			t.Errorf("%s (%v, %v) matches %v, want %v", c.pattern, p, err, got, c.match)
		}
	}
	hk := Read("H91234567", "HK_MO", day).Number
	if p, err := ParsePattern("H91***567"); err != nil || !p.Matches(hk) || p.Matches(n) {
		t.Errorf("permit pattern %v, %v", p, err)
	}
	for _, s := range []string{"", father, "330212****9315", "******************", "样例父", "330212?*******9315", father[:17] + "*"} {
		if p, err := ParsePattern(s); err == nil {
			t.Errorf("ParsePattern(%q) = %v", s, p)
		}
	}
	if (Pattern{}).Matches(Number{}) || (Pattern{}).Matches(n) {
		t.Error("no pattern matches nothing")
	}
	check(t, []verdict{
		{"330212********9315", "", TypeMasked, ReasonMasked, "", "", ""},
		{"330212********931х", "RIC18", TypeMasked, ReasonMasked, "", WarnXLookalike, ""},
		{"3302121985******XX", "", TypeMasked, ReasonMasked, "", "", ""},
		{"330212****9315", "", TypeMasked, ReasonMaskedLength, "", "", ""},
		{"330212*********9315", "", TypeMasked, ReasonMaskedLength, "", "", ""},
		{"H91****67", "HK_MO", TypeMasked, ReasonMaskedLength, "", "", ""},
	})
	r := Read("330212 ******** 9315", "", day)
	if p, err := r.Pattern(); err != nil || p.String() != "330212********9315" || !r.Number.IsZero() {
		t.Errorf("pattern of a reading: %v, %v", p, err)
	}
}

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		input string
		want  string
	}{{father, "OK"}, {old15, "WARN"}, {flip(father), "REJECT"}} {
		if got := Read(c.input, "", day).Level().String(); got != c.want {
			t.Errorf("%s: level %s, want %s", c.input, got, c.want)
		}
	}
	if r := Read(cite("33021221000505931"), "", civil.Date{}); !r.Valid {
		t.Errorf("with no day no age is checked: %v", r)
	}
}

// Every word has a sentence in both languages, and no sentence has a number.
func TestEveryWordIsExplained(t *testing.T) {
	for _, w := range append(append([]string{}, reasonWords[:]...), warnWords[:]...) {
		if w == ReasonWrongDoc {
			continue // the type says which
		}
		zh, en := ExplainWord(w)
		if !strings.HasSuffix(zh, "。") || !strings.HasSuffix(en, ".") || !strings.Contains(zh, "：") || !strings.Contains(en, ": ") {
			t.Errorf("%s: %q %q", w, zh, en)
		}
	}
	if zh, en := ExplainWord("no such word"); zh != "" || en != "" {
		t.Errorf("unknown word: %q %q", zh, en)
	}
	for _, c := range []struct{ input, declared, zh, en string }{
		{father, "", "证件号码有效。", "The document number is good."},
		{flip(father), "", "校验码不符：请对照证件原件逐位核对。", "The check digit does not fit: compare with the document digit by digit."},
		{"A123456(3)", "HK_MO", "这是香港身份证号码：请出示港澳居民来往内地通行证或居住证。", "This is a Hong Kong identity card number: ask for the mainland travel permit or the residence permit."},
		{"330212198502309310", "", "校验码不符、号码中的日期不存在：请对照证件原件逐位核对。", "The check digit does not fit; the date in the number does not exist: compare with the document digit by digit."},
		{old15, "", "15位旧号码，已换算为18位：请核对现用证件。", "An old 15-digit number, turned into 18: check the card in use."},
		{"91234567", "", "仅凭号码不能确定证件种类：请先选择证件种类（护照须选签发国）。", "The number alone does not tell the kind of document: choose the kind of document first (of a passport the issuing state)."},
	} {
		zh, en := Explain(Read(c.input, c.declared, day))
		if zh != c.zh || en != c.en {
			t.Errorf("Explain(%s)\n got %s | %s\nwant %s | %s", c.input, zh, en, c.zh, c.en)
		}
	}
}
