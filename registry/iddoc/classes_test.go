package iddoc

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

// The classes that documents.md names, each made by construction: a number that
// is right by its scheme, bent in one known way, so that the answer is known
// without asking the code. corpus_test.go holds the slips of the fingers and the
// made-up numbers; here are the writings, the kinds and the wrong documents.

// bent is one made input and what must be answered.
type bent struct {
	input, declared string
	typ             Type
	words           string // "ok" or the reasons
	norm            string // checked when the answer is ok
	warn            string // each must be there, parted by spaces
	suggest         string // the only suggestion, or ""
}

type classOfInput struct {
	why  string
	make func(m *maker) bent
}

// maker makes synthetic numbers; the seed is fixed.
type maker struct {
	*rand.Rand
	counties []Region
}

func newMaker(seed int64) *maker { return &maker{rng(seed), counties()} }

func (m *maker) pick(list ...string) string { return list[m.Intn(len(list))] }

func (m *maker) from(s string) string { return m.pick(strings.Split(s, "")...) }

func (m *maker) digits(n int) string { return pickDigits(m.Rand, n-1) + m.from("123456789") }

func (m *maker) province() string { return m.counties[m.Intn(len(m.counties))].Code[:2] }

// citizen is a good number of a county that no list doubts and no year ended.
func (m *maker) citizen() string {
	for {
		c := m.counties[m.Intn(len(m.counties))]
		if c.Current() && !c.LowConfidence {
			return cite(c.Code + m.birth().Compact() + m.serial())
		}
	}
}

func (m *maker) serial() string { return fmt.Sprintf("%03d", 1+m.Intn(995)) }

func (m *maker) birth() civil.Date {
	return civil.New(1912, 1, 1).AddDays(m.Intn(39000)) // to 2018
}

func (m *maker) endingInX() string {
	for {
		if s := m.citizen(); s[17] == 'X' {
			return s
		}
	}
}

func (m *maker) withoutX() string {
	for {
		if s := m.citizen(); s[17] != 'X' {
			return s
		}
	}
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func good(input, norm, warn string) bent {
	return bent{input: input, typ: TypeRIC18, words: ReasonOK, norm: norm, warn: warn}
}

// around are the steps of the normalisation that wrap a number; they come in any
// order, because forms, keyboards and spreadsheets follow no list.
var around = []func(m *maker, s string) string{
	func(m *maker, s string) string {
		return m.pick("身份证号：", "身份证号码:", "公民身份号码", "ID:", "ID No. ", "No.", "证件号码：") + s
	},
	func(m *maker, s string) string {
		q := m.pick(`""`, "''", "“”", "「」")
		at := len(q) / 2
		return q[:at] + s + q[at:]
	},
	func(m *maker, s string) string { return m.from(" \t\u3000\u00a0") + s + m.from(" \t\u3000\r") },
	func(m *maker, s string) string {
		i := m.Intn(len([]rune(s)) + 1)
		return string([]rune(s)[:i]) + m.from("\u200b\ufeff\u00ad\u202d\u200e\u0007") + string([]rune(s)[i:])
	},
	func(_ *maker, s string) string { return fullWidth(s) },
}

var writings = []classOfInput{
	{"clean, as a card reader sends it", func(m *maker) bent { s := m.citizen(); return good(s, s, "") }},
	{"steps 1 to 4 in any order", func(m *maker) bent {
		s := m.citizen()
		in := s
		for _, i := range m.Perm(len(around))[:1+m.Intn(len(around))] {
			in = around[i](m, in)
		}
		return good(in, s, "")
	}},
	{"typed in groups, parted by anything", func(m *maker) bent {
		s := m.citizen()
		sep := m.from(" -.–—−\u3000\u00a0\u2009")
		return good(s[:6]+sep+s[6:14]+sep+s[14:], s, "")
	}},
	{"a spreadsheet's text, float and formula", func(m *maker) bent {
		s := m.withoutX()
		return good(m.pick("'"+s, `="`+s+`"`, s+".0", s+".00", `"=""`+s+`"""`, s[:6]+" "+s[6:]+".0"), s, "")
	}},
	{"lower case x", func(m *maker) bent { s := m.endingInX(); return good(strings.ToLower(s), s, "") }},
	{"what an input method offers for X, in place 18", func(m *maker) bent {
		s := m.endingInX()
		return good(s[:17]+m.from("хХχΧ×✕Ⅹⅹ"), s, WarnXLookalike)
	}},
	{"a look-alike where another digit belongs", func(m *maker) bent {
		s := m.withoutX()
		return bent{input: s[:17] + m.from("хХχΧ×✕Ⅹⅹ"), typ: TypeRIC18, words: ReasonBadCheck, warn: WarnXLookalike}
	}},
	{"digits of another script", func(m *maker) bent {
		s := m.withoutX()
		return good(strings.Map(func(r rune) rune { return r - '0' + '٠' }, s), s, WarnNonASCIIDigit)
	}},
	{"a letter for a digit is a suggestion, never a repair", func(m *maker) bent {
		for {
			s := m.citizen()
			i := strings.IndexAny(s, "01528")
			if i >= 0 {
				l := map[byte]string{'0': "O", '1': "l", '5': "S", '2': "Z", '8': "B"}[s[i]]
				return bent{input: s[:i] + l + s[i+1:], typ: TypeRIC18, words: ReasonBadChar, suggest: s}
			}
		}
	}},
	{"a star for the X", func(m *maker) bent {
		s := m.endingInX()
		return bent{input: s[:17] + "*", typ: TypeRIC18, words: ReasonBadChar, suggest: s}
	}},
	{"4.4E+17: nothing can be brought back", func(m *maker) bent {
		s := m.from("123456") + "." + pickDigits(m.Rand, 1+m.Intn(14)) + m.pick("E+17", "e+17", "E17")
		return bent{input: m.pick("", "身份证号：", "'") + s, typ: TypeUnknown, words: ReasonExcelScientific}
	}},
	{"a masked number is a pattern", func(m *maker) bent {
		s := m.citizen()
		star := m.from("*＊●")
		return bent{input: s[:6] + strings.Repeat(star, 8) + s[14:], typ: TypeMasked, words: ReasonMasked}
	}},
	{"masked, and of a length that no number has", func(m *maker) bent {
		s := m.citizen()
		return bent{input: s[:6] + strings.Repeat("*", m.Intn(4)+2) + s[14:], typ: TypeMasked, words: ReasonMaskedLength}
	}},
	{"a date is no number: its dashes are seen before they go", func(m *maker) bent {
		b := m.birth()
		y, mo, d := b.Compact()[:4], b.Compact()[4:6], b.Compact()[6:]
		in := m.pick(y+"-"+mo+"-"+d, y+"/"+mo+"/"+d, y+"."+mo+"."+d, y+"年"+mo+"月"+d+"日")
		return bent{input: in, declared: m.pick("auto", "TW", "RIC18"), typ: TypeUnknown, words: ReasonBadFormat, warn: WarnLooksLikeDate}
	}},
}

var kinds = []classOfInput{
	{"15 digits: a number, no card", func(m *maker) bent {
		for {
			if s := m.citizen(); s[6:8] == "19" {
				return bent{input: s[:6] + s[8:17], typ: TypeRIC15, words: ReasonOK, norm: s, warn: WarnLegacy15}
			}
		}
	}},
	{"15 digits of somebody who was a hundred: 996 to 999 mean 18YY", func(m *maker) bent {
		s := cite(m.citizen()[:6] + civil.New(1890, 1, 1).AddDays(m.Intn(3600)).Compact() + m.pick("996", "997", "998", "999"))
		return bent{input: s[:6] + s[8:17], typ: TypeRIC15, words: ReasonOK, norm: s, warn: WarnLegacy15 + " " + WarnCentenarianSerial}
	}},
	{"市辖区 and its kin under a prefecture", func(m *maker) bent {
		s := cite(m.pick("330201", "330220", "440501", "411102") + m.birth().Compact() + m.serial())
		if s[:6] == "411102" {
			return good(s, s, "") // a district of that code
		}
		return good(s, s, WarnRegionGeneric)
	}},
	{"a prefecture that has counties", func(m *maker) bent {
		return bent{input: cite("330200" + m.birth().Compact() + m.serial()), typ: TypeRIC18, words: ReasonRegionNotCounty}
	}},
	{"港澳台居民居住证", func(m *maker) bent {
		s := cite(m.pick("810000", "820000", "830000") + m.birth().Compact() + m.serial())
		return bent{input: s, typ: TypeHMTRes, words: ReasonOK, norm: s}
	}},
	{"a residence permit of no such place", func(m *maker) bent {
		s := cite(m.pick("810001", "840000", "810100", "800000", "820010") + m.birth().Compact() + m.serial())
		return bent{input: s, typ: TypeHMTRes, words: ReasonHMTBadPrefix}
	}},
	{"the foreigner's card of 2023", func(m *maker) bent {
		i := m.Intn(len(iso3166)/6) * 6
		s := cite("9" + m.province() + iso3166[i+3:i+6] + m.birth().Compact() + m.serial())
		return bent{input: s, typ: TypeFPR18, words: ReasonOK, norm: s}
	}},
	{"the foreigner's card before 2023", func(m *maker) bent {
		i := m.Intn(len(iso3166)/6) * 6
		s := fpr15(iso3166[i:i+3] + m.province() + pickDigits(m.Rand, 2) + m.birth().Compact()[2:] + "11")
		return bent{input: s, typ: TypeFPR15, words: ReasonOK, norm: s, warn: WarnFPR15SexCenturyUnknown}
	}},
	{"the same with a check digit that one source alone describes", func(m *maker) bent {
		s := flip(fpr15("USA" + m.province() + pickDigits(m.Rand, 2) + m.birth().Compact()[2:] + "11"))
		return bent{input: s, typ: TypeFPR15, words: ReasonOK, norm: s, warn: WarnFPR15CheckMismatch}
	}},
	{"a permit, with and without its renewal digits", func(m *maker) bent {
		s := "H" + m.digits(8)
		return bent{input: s + m.pick("", "01", " 02"), declared: "HK_MO", typ: TypeHKPermit, words: ReasonOK, norm: s}
	}},
	{"H and 8 undeclared is also a Hong Kong passport's form", func(m *maker) bent {
		s := "H" + m.digits(8)
		return bent{input: s, declared: "auto", typ: TypeHKPermit, words: ReasonOK, norm: s, warn: WarnAmbiguousPassport}
	}},
	{"a permit with a digit too few or too many", func(m *maker) bent {
		return bent{input: "M" + m.digits([]int{9, 11, 12}[m.Intn(3)]), declared: "HK_MO", typ: TypeMOPermit, words: ReasonBadLength}
	}},
	{"a Taiwan permit in its forms", func(m *maker) bent {
		s := m.digits(8)
		return bent{input: s + m.pick("", "01", "01(B)", "02（C）", "03D"), declared: "TW", typ: TypeTWPermit, words: ReasonOK, norm: s}
	}},
	{"8 digits undeclared: a permit or a date", func(m *maker) bent {
		return bent{input: m.digits(8), typ: TypeUnknown, words: ReasonDeclareType}
	}},
	{"Chinese passports of all kinds", func(m *maker) bent {
		s := m.pick("E", "EA", "EZ", "G", "14", "15", "DE", "SE", "PE", "D", "S", "P")
		s += m.digits(9 - len(s))
		return bent{input: s, declared: "PASSPORT:CHN", typ: TypePassportCN, words: ReasonOK, norm: s}
	}},
	{"a foreign passport wants its state", func(m *maker) bent {
		s := m.from("ABFJKNQRUVXYZ") + m.digits(8)
		return bent{input: s, declared: "auto", typ: TypeUnknown, words: ReasonDeclareType}
	}},
	{"a foreign passport", func(m *maker) bent {
		s := m.from("ABFJKNQRUVXYZ") + m.digits(4+m.Intn(11))
		i := m.Intn(len(iso3166)/6) * 6
		if iso3166[i:i+3] == "CHN" {
			i = 0
		}
		return bent{input: strings.ToLower(s), declared: "PASSPORT:" + iso3166[i:i+3], typ: TypePassportForeign, words: ReasonOK, norm: s}
	}},
	{"a birth certificate, declared", func(m *maker) bent {
		s := m.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + m.province() + m.digits(7)
		return bent{input: s, declared: "BIRTH", typ: TypeBirthCert, words: ReasonOK, norm: s}
	}},
	{"a birth certificate of no province", func(m *maker) bent {
		s := m.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + m.pick("00", "10", "16", "38", "47", "55", "66", "70", "99") + m.digits(7)
		return bent{input: s, declared: "BIRTH", typ: TypeBirthCert, words: ReasonBadProvince}
	}},
	{"a military number, whole and without its 第 or 号", func(m *maker) bent {
		unit, body := m.from("南北东西军兵政后空海装"), m.digits(4+m.Intn(6))
		norm := unit + "字第" + body + "号"
		if m.Intn(2) == 0 {
			return bent{input: norm, typ: TypeMilID, words: ReasonOK, norm: norm}
		}
		return bent{input: m.pick(unit+"字第"+body, unit+"字"+body+"号"), typ: TypeMilID, words: ReasonOK, norm: norm, warn: WarnMilFormatRepaired}
	}},
}

// Every wrong document is named under whatever kind was declared, because the
// operator must be able to say what to bring instead.
var wrongDocuments = []classOfInput{
	{"a Hong Kong identity card in place of the permit", func(m *maker) bent {
		return bent{input: hkid(m), declared: m.pick("auto", "HK_MO"), typ: TypeWrongHKID, words: ReasonWrongDoc}
	}},
	{"a Taiwan identity card in place of the permit", func(m *maker) bent {
		return bent{input: twid(m), declared: m.pick("auto", "TW"), typ: TypeWrongTWID, words: ReasonWrongDoc}
	}},
	{"a telephone number", func(m *maker) bent {
		s := "1" + m.from("3456789") + m.digits(9)
		return bent{input: m.pick(s, "+86 "+s, "+86-"+s, s[:3]+"-"+s[3:7]+"-"+s[7:]), typ: TypeWrongPhone, words: ReasonWrongDoc}
	}},
	{"a bank card", func(m *maker) bent {
		prefix := m.pick("62", "4", "5")
		s := luhned(prefix + pickDigits(m.Rand, []int{15, 18}[m.Intn(2)]-len(prefix)))
		return bent{input: s, typ: TypeWrongBankCard, words: ReasonWrongDoc}
	}},
	{"a mainlander's permit for Hong Kong, Macau, Taiwan", func(m *maker) bent {
		return bent{input: m.pick("C", "W", "T", "L", "CA") + m.digits(8), typ: TypeWrongExitPermit, words: ReasonWrongDoc}
	}},
	{"a company's code", func(m *maker) bent {
		s := uscc(m.pick("91", "92", "93", "52") + m.citizen()[:6] + "MA2" + pickDigits(m.Rand, 5) + "K")
		return bent{input: s, typ: TypeWrongUSCC, words: ReasonWrongDoc}
	}},
}

// hkid is one letter and six digits with the check of weights 8 to 2, modulo 11, in
// brackets: bare, D, P and S are also forms of a passport.
func hkid(m *maker) string {
	s := m.from("ABCDEFGHJKLMNPRSTVWZ") + pickDigits(m.Rand, 6)
	sum := 9*36 + 8*(int(s[0]-'A')+10)
	for i := 1; i < 7; i++ {
		sum += (8 - i) * int(s[i]-'0')
	}
	check := string("0123456789A"[(11-sum%11)%11])
	return s + m.pick("("+check+")", "（"+check+"）", "["+check+"]")
}

// twid is a letter, 1 or 2 and eight digits, weights 1 9 8 7 6 5 4 3 2 1 1.
func twid(m *maker) string {
	const order = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
	letter := m.from(order)
	v := strings.Index(order, letter) + 10
	body := m.from("12") + pickDigits(m.Rand, 7)
	sum := v/10 + v%10*9
	for i := range body {
		sum += int(body[i]-'0') * (8 - i)
	}
	return letter + body + fmt.Sprint((10-sum%10)%10)
}

// luhned completes a card number.
func luhned(s string) string {
	sum := 0
	for i := range s {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return s + fmt.Sprint((10-sum%10)%10)
}

func TestEveryClassOfDocuments(t *testing.T) {
	const each = 600
	m, n := newMaker(10), 0
	for _, c := range slices.Concat(writings, kinds, wrongDocuments) {
		for range each {
			b := c.make(m)
			n++
			r := Read(b.input, b.declared, day)
			wrong := r.Type != b.typ || r.Words() != b.words || r.Valid && r.Number.Norm() != b.norm || strings.Join(r.Suggest, " ") != b.suggest
			for _, w := range strings.Fields(b.warn) {
				wrong = wrong || !r.Has(w)
			}
			if wrong {
				t.Errorf("%s: Read(%q, %q)\n got %v, norm %s, suggests %v\nwant %+v", c.why, b.input, b.declared, r, r.Number.Norm(), r.Suggest, b)
				break
			}
		}
	}
	if n < 20000 {
		t.Errorf("only %d inputs", n)
	}
}

// The blind spot of MOD 11-2: 2^10 leaves 1 on division by 11, so the digits i and
// i+10 may be swapped and the check digit still holds. What then protects is the
// content: a swap moves a digit of the region or of the year (places 1 to 7) to the
// month, the day or the serial. Of those that pass nothing in the number tells.
func TestTheBlindSpotOfTheCheckDigit(t *testing.T) {
	m := newMaker(11)
	swapped, passed := 0, 0
	for range 20000 {
		s := m.citizen()
		i := m.Intn(7)
		if s[i] == s[i+10] {
			continue
		}
		w := s[:i] + s[i+10:i+11] + s[i+1:i+10] + s[i:i+1] + s[i+11:]
		r := Read(w, "auto", day)
		swapped++
		if r.Has(ReasonBadCheck) || r.Has(ReasonExcelPrecision) {
			t.Fatalf("the check digit sees a swap of %d and %d: %v", i, i+10, r)
		}
		if r.Valid {
			passed++
		}
	}
	if share := float64(passed) / float64(swapped); share < 0.1 || share > 0.4 {
		t.Errorf("%d of %d swaps pass: what else sees them has changed", passed, swapped)
	}
}
