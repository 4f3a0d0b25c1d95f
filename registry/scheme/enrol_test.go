package scheme

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNothingTwice: what tells schemes apart is said by one of them only. Two
// files cannot enrol under one code, one place, one rule word or one title.
func TestNothingTwice(t *testing.T) {
	seen := map[string]string{}
	once := func(what, value, code string) {
		if other, twice := seen[what+value]; twice {
			t.Errorf("%s %q stands in %s and in %s", what, value, other, code)
		}
		seen[what+value] = code
	}
	for _, s := range All() {
		once("code", s.Code, s.Code)
		once("rank", Figure(float64(s.rank)), s.Code)
		once("title", s.Title.ZH, s.Code)
		for word, p := range s.rules {
			once("rule word", word, s.Code)
			for _, r := range slicesOf(p.Grounds, p.Desk) {
				if seen["rule"+r.ID] != s.Code { // a scheme's own words may share a rule
					once("rule", r.ID, s.Code)
				}
			}
		}
	}
	if !slices.IsSortedFunc(All(), func(a, b Scheme) int { return a.rank - b.rank }) {
		t.Error("the schemes are not in the order of their ranks")
	}
}

// TestSchemeIsWhole: whatever a desk, a paper or a register needs of a scheme is
// there and fits. A new scheme's file passes this before anything else.
func TestSchemeIsWhole(t *testing.T) {
	for _, s := range All() {
		if s.Code == "" || len(s.Code) > 15 || strings.Trim(s.Code, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("code %q: want 1 to 15 of a–z and 0–9", s.Code)
		}
		if n := len(s.DivisionPrefix) + s.DivisionDigits; n < 6 || s.DivisionDigits < 2 || s.DivisionDigits > 4 {
			t.Errorf("%s: prefix %q and %d digits do not name a county", s.Code, s.DivisionPrefix, s.DivisionDigits)
		}
		if len(s.AuthorityNames) > 3 {
			t.Errorf("%s: %d seals, the paper has room for three", s.Code, len(s.AuthorityNames))
		}
		for _, office := range s.AuthorityNames {
			if n := utf8.RuneCountInString(office); n == 0 || n > 40 {
				t.Errorf("%s: a seal's name of %d characters, its place has room for 1 to 40", s.Code, n)
			}
		}
		if _, ok := s.rules[s.DeskWord]; !ok {
			t.Errorf("%s: no rules for its desk word %q", s.Code, s.DeskWord)
		}
		settingsFit(t, s)
	}
}

func settingsFit(t *testing.T, s Scheme) {
	t.Helper()
	for i, n := range s.Settings {
		if n.Kind == NumberSetting && (n.Step <= 0 || n.Max <= n.Min || !n.Allows(n.Default)) {
			t.Errorf("%s: setting %s: the default %v is not within %s", s.Code, n.Name, n.Default, n.Bounds().EN)
		}
		if slices.ContainsFunc(s.Settings[:i], func(o Setting) bool { return o.Name == n.Name }) {
			t.Errorf("%s: setting %s stands twice", s.Code, n.Name)
		}
	}
	if s.TermSetting != "" && s.TermDays() < 1 {
		t.Errorf("%s: a term of %d days by %q", s.Code, s.TermDays(), s.TermSetting)
	}
	for _, every := range everyScheme() {
		if _, err := s.Setting(every.Name); err != nil {
			t.Errorf("%s: %v", s.Code, err)
		}
	}
}
