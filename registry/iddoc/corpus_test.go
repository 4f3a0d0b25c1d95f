package iddoc

import (
	"math/rand"
	"strings"
	"testing"

	"passdesk/registry/civil"
)

func rng(seed int64) *rand.Rand { return rand.New(rand.NewSource(seed)) }

// counties are the codes that a citizen number may begin with.
func counties() []Region {
	var out []Region
	for _, r := range Regions() {
		if r.IsCounty() && r.Code[0] <= '6' {
			out = append(out, r)
		}
	}
	return out
}

// Every county that ever was, with births before and after its years, because
// strict validators refuse half of the real numbers by the code's first year.
func TestNoGoodCitizenNumberIsRefused(t *testing.T) {
	rng, n := rng(1), 0
	for _, c := range counties() {
		for range 6 {
			birth := someBirth(rng)
			body := c.Code + birth.Compact() + pickDigits(rng, 3)
			s := cite(body)
			r := Read(s, "auto", day)
			if !r.Valid || r.Type != TypeRIC18 || r.Number.Norm() != s || r.Number.Birth() != birth || (r.Number.Sex() == Male) != ((body[16]-'0')%2 == 1) {
				t.Fatalf("Read(%s) = %v", s, r)
			}
			if got, want := r.Has(WarnRegionAbolished), c.Last != 0 && birth.Year() > c.Last; got != want {
				t.Fatalf("%s (%d–%d), born %v: abolished %v", c.Code, c.First, c.Last, birth, got)
			}
			n++
			if birth.Year() >= 2000 || body[14:17] >= "996" {
				continue
			}
			old := body[:6] + body[8:]
			if r := Read(old, "", day); !r.Valid || r.Type != TypeRIC15 || r.Number.Norm() != s || r.Number.Key() != "RIC18:"+s || !r.Has(WarnLegacy15) {
				t.Fatalf("Read(%s) = %v, want %s", old, r, s)
			}
		}
	}
	if n < 30000 {
		t.Errorf("only %d numbers tried", n)
	}
}

// Every single wrong character, every swap of neighbours, every lost and every
// doubled digit: what fingers do. None may pass as a citizen number; MOD 11-2
// promises it.
func TestNoSlipOfTheFingersIsAccepted(t *testing.T) {
	rng := rng(2)
	cs := counties()
	n := 0
	for range 1200 {
		s := cite(cs[rng.Intn(len(cs))].Code + someBirth(rng).Compact() + pickDigits(rng, 3))
		wrong := func(w string) {
			n++
			if r := Read(w, "auto", day); r.Valid && w != s {
				t.Fatalf("%s, a slip of %s, is accepted: %v", w, s, r)
			}
		}
		for i := range s {
			for _, d := range "0123456789X" {
				wrong(s[:i] + string(d) + s[i+1:])
			}
			if i > 0 {
				wrong(s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:])
			}
			if i > 1 {
				wrong(s[:i-2] + s[i:i+1] + s[i-1:i] + s[i-2:i-1] + s[i+1:])
			}
			wrong(s[:i] + s[i+1:])
			wrong(s[:i] + s[i:i+1] + s[i:])
			wrong(s[:i] + "O" + s[i+1:])
		}
	}
	if n < 300000 {
		t.Errorf("only %d slips tried", n)
	}
}

// Numbers whose check digit is right and whose content is not: what somebody
// makes up with a generator. Each class has its own word.
func TestMadeUpNumbersAreRefused(t *testing.T) {
	rng := rng(3)
	known := divisions()
	for range 5000 {
		birth := someBirth(rng)
		serial := pickDigits(rng, 3)
		code := pickDigits(rng, 6)
		if code[0] >= '1' && code[0] <= '6' {
			reason, _ := known.judge(code, birth.Year())
			want := reason == 0
			if r := Read(cite(code+birth.Compact()+serial), "", day); r.Valid != want || !want && !r.Overridable() {
				t.Fatalf("region %s: %v", code, r)
			}
		}
		for _, c := range []struct{ date, want string }{
			{birth.Compact()[:4] + "13" + birth.Compact()[6:], ReasonBadDate},
			{birth.Compact()[:4] + "00" + birth.Compact()[6:], ReasonBadDate},
			{birth.Compact()[:6] + "32", ReasonBadDate},
			{birth.Compact()[:6] + "00", ReasonBadDate},
			{birth.Compact()[:4] + "0230", ReasonBadDate},
			{birth.Compact()[:4] + "0431", ReasonBadDate},
			{"00000101", ReasonBadDate},
			{"19000229", ReasonBadDate}, // 1900 was no leap year
			{day.AddDays(1 + rng.Intn(20000)).Compact(), ReasonFutureDate},
			{civil.New(1889, 3, 10).AddDays(-rng.Intn(30000)).Compact(), ReasonTooOld},
		} {
			s := cite("330212" + c.date + serial)
			if r := Read(s, "", day); r.Words() != c.want || !r.Number.IsZero() {
				t.Fatalf("Read(%s) = %v, want %s", s, r, c.want)
			}
		}
	}
}

// Excel keeps 15 digits. A tenth of what it damages still has a good check
// digit and cannot be told from a good number; all the rest must be named.
func TestExcelTails(t *testing.T) {
	rng := rng(4)
	named, passed := 0, 0
	for range 20000 {
		s := cite("330212" + someBirth(rng).Compact() + pickDigits(rng, 3))
		if s[15:] == "000" {
			continue
		}
		switch r := Read(s[:15]+"000", "", day); {
		case r.Words() == ReasonExcelPrecision:
			named++
		case r.Valid && cite(s[:15] + "00")[17] == '0':
			passed++
		default:
			t.Fatalf("Read(%s000) = %v", s[:15], r)
		}
	}
	if passed < 1500 || passed > 2100 {
		t.Errorf("%d of 20,000 damaged numbers pass, expected one in eleven (%d named)", passed, named)
	}
}

// Cards of residents and foreigners, good ones and slips.
func TestResidentsAndForeigners(t *testing.T) {
	rng := rng(5)
	provinces := []string{"11", "15", "21", "23", "31", "33", "37", "41", "46", "50", "54", "61", "65"}
	for range 3000 {
		birth := someBirth(rng)
		tail := birth.Compact() + pickDigits(rng, 3)
		i := rng.Intn(len(iso3166)/6) * 6
		for _, c := range []struct {
			body  string
			typ   Type
			state string
		}{
			{[]string{"810000", "820000", "830000"}[rng.Intn(3)] + tail, TypeHMTRes, ""},
			{"9" + provinces[rng.Intn(len(provinces))] + iso3166[i+3:i+6] + tail, TypeFPR18, iso3166[i : i+3]},
		} {
			s := cite(c.body)
			r := Read(s, "", day)
			if !r.Valid || r.Type != c.typ || r.Number.Birth() != birth || r.Number.State() != c.state {
				t.Fatalf("Read(%s) = %v", s, r)
			}
			for k := range s {
				w := s[:k] + string('0'+(s[k]-'0'+1+byte(rng.Intn(8)))%10) + s[k+1:]
				if s[k] == 'X' {
					w = s[:k] + pickDigits(rng, 1)
				}
				if w == s {
					continue
				}
				if r := Read(w, "", day); r.Valid {
					t.Fatalf("%s, a slip of %s, is accepted: %v", w, s, r)
				}
			}
		}
	}
}

// Numbers without a check digit: what protects them is their form and what the
// operator declared. A slip that changes the length or the kind of a character
// must not pass as anything else.
func TestFormsWithoutCheckDigit(t *testing.T) {
	rng := rng(6)
	letter := func() string { return string("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rng.Intn(26)]) }
	for range 4000 {
		d := pickDigits(rng, 7) + "5" // never all zero
		for _, c := range []struct {
			number, declared string
			typ              Type
			norm             string
		}{
			{"H" + d, "HK_MO", TypeHKPermit, "H" + d},
			{"M" + d + "02", "HK_MO", TypeMOPermit, "M" + d},
			{d, "TW", TypeTWPermit, d},
			{d + "01", "TW", TypeTWPermit, d},
			{d + "01(" + letter() + ")", "TW", TypeTWPermit, d},
			{"E" + d, "PASSPORT:CHN", TypePassportCN, "E" + d},
			{"G" + d, "PASSPORT:CHN", TypePassportCN, "G" + d},
			{"14" + d[1:], "PASSPORT:CHN", TypePassportCN, "14" + d[1:]},
			{letter() + "33" + d[1:], "BIRTH", TypeBirthCert, ""},
			{"南字第" + d + "号", "MIL", TypeMilID, "南字第" + d + "号"},
		} {
			r := Read(c.number, c.declared, day)
			if !r.Valid || r.Type != c.typ || c.norm != "" && r.Number.Norm() != c.norm {
				t.Fatalf("Read(%s, %s) = %v", c.number, c.declared, r)
			}
			if c.typ == TypeMilID {
				continue
			}
			k := 1 + rng.Intn(6)
			for _, w := range []string{
				c.number[:k] + c.number[k+1:],       // one lost
				c.number[:k] + "7" + c.number[k:],   // one too many
				c.number[:k] + "?" + c.number[k+1:], // unreadable
				c.number[:k] + "Q" + c.number[k+1:], // a letter
				c.number + "0000",                   //
				"张" + c.number[1:],                  //
			} {
				if r := Read(w, c.declared, day); r.Valid && !isForm(w, c.declared) {
					t.Fatalf("Read(%s, %s), a slip of %s, is accepted: %v", w, c.declared, c.number, r)
				}
			}
		}
	}
}

// isForm reports slips that turn one allowed form into another: EQ1234567 is a
// passport, a legacy permit of 11 characters is one of 10 with a digit behind.
func isForm(s, declared string) bool {
	if declared == "TW" {
		_, _, ok := cutTW(s)
		return ok
	}
	return declared == "PASSPORT:CHN" && (isPassportCN(s))
}

// Machine readable zones of every kind; every wrong character in a field that
// has a check digit must be found, or be one that the camera's repair explains.
func TestMachineReadableZones(t *testing.T) {
	rng := rng(7)
	const alnum = "0123456789ABCDEFGHJKMNPRTUVWXY" // none that the repair would take for another
	for range 1500 {
		number := ""
		for range 6 + rng.Intn(4) {
			number += string(alnum[rng.Intn(len(alnum))])
		}
		optional := []string{"", pickDigits(rng, 9), "ZE184226B"}[rng.Intn(3)]
		birth, expiry := someBirth(rng), day.AddDays(1+rng.Intn(3650))
		sex := []string{"M", "F", "<"}[rng.Intn(3)]
		td3 := passport3(rng, "USA", number, optional, birth, expiry, sex)
		td1 := card1("USA", number, birth, expiry, sex)
		for _, s := range []string{td3, td1, card1("USA", number+"XY12", birth, expiry, sex)} {
			r := Read(s, "", day)
			if !r.Valid || len(r.Warn) != 0 || !strings.HasPrefix(r.Number.Norm(), number) || r.Number.Sex().String() != strings.Trim(sex, "<") || r.Number.Birth().Compact()[2:] != birth.Compact()[2:] {
				if isAllZero(number) {
					continue
				}
				t.Fatalf("Read(%q) = %v, birth %v", s, r, r.Number.Birth())
			}
		}
		for i := range 44 {
			if at := 45 + i; i < 10 || i >= 13 && i < 20 || i >= 21 {
				digit := string('0' + byte(rng.Intn(10)))
				w := td3[:at] + digit + td3[at+1:]
				if td3[at] == '<' && digit == "0" || w == td3 {
					continue // an empty optional field's check may be < or 0
				}
				if td3[at] != '<' && charValue(td3[at])%10 == int(digit[0]-'0') {
					continue // K for 0: 20 and 0 weigh the same modulo 10
				}
				if r := Read(w, "", day); r.Valid && !r.Has(WarnMRZOCRRepaired) {
					t.Fatalf("a slip at %d of line 2 is accepted: %q for %q", i, w, td3)
				}
			}
		}
	}
}

// The repair of one letter for a digit must lead back to the number, and only
// by way of Suggest.
func TestSuggestionsLeadBack(t *testing.T) {
	rng := rng(8)
	letters := map[byte]string{'0': "OoＯ", '1': "IilLＩ", '5': "Ss", '2': "Zz", '8': "B"}
	for range 2000 {
		s := cite("330212" + someBirth(rng).Compact() + pickDigits(rng, 3))
		i := rng.Intn(17)
		for _, l := range letters[s[i]] {
			w := s[:i] + string(l) + s[i+1:]
			r := Read(w, "", day)
			if r.Valid || len(r.Suggest) != 1 || r.Suggest[0] != s {
				t.Fatalf("Read(%s) = %v, suggests %v, want %s", w, r, r.Suggest, s)
			}
		}
	}
}

// Repairs finds the number behind each slip; the birth date tells it from the
// others.
func TestRepairsHoldTheNumber(t *testing.T) {
	rng := rng(9)
	total, asked := 0, 0
	for range 400 {
		birth := someBirth(rng)
		s := cite("330212" + birth.Compact() + pickDigits(rng, 3))
		i := 1 + rng.Intn(16)
		for _, w := range []string{
			s[:i] + pickDigits(rng, 1) + s[i+1:],
			s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:],
			s[:i] + s[i+1:],
			s[:i] + s[i:i+1] + s[i:],
		} {
			if w == s {
				continue
			}
			found := false
			for _, n := range Repairs(w, day) {
				found = found || n.Norm() == s
				total++
			}
			asked++
			if !found {
				t.Fatalf("Repairs(%s) lacks %s", w, s)
			}
		}
	}
	if mean := float64(total) / float64(asked); mean < 1 || mean > 15 {
		t.Errorf("%.1f repairs on average", mean)
	}
}
