package main

import (
	"os"
	"strings"
	"testing"
	"unicode"
)

// halves are the two sentences that a verb complained with: Chinese, then English.
func (s said) halves(t *testing.T) (zh, en string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(s.err, "passcollector: ", "")), "\n")
	if len(lines) != 2 {
		t.Fatalf("not two sentences: %q", s.err)
	}
	return lines[0], lines[1]
}

func hanzi(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// TestEachHalfInItsLanguage: what is wrong with an argument of init is said in both
// languages, and nothing is made.
func TestEachHalfInItsLanguage(t *testing.T) {
	p := newPlace(t)
	p.must(os.WriteFile(p.file("short"), []byte("too short"), 0o600))
	for _, args := range [][]string{
		{"init", "--scheme", "ningxia", "--authority", "Health"},
		{"init", "--scheme", "nowhere", "--authority", "health"},
		{"init", "--scheme", "ningbo", "--authority", "health", "--passphrase-file", p.file("short")},
	} {
		zh, en := p.run(exitUsage, args...).halves(t)
		if !hanzi(zh) || hanzi(en) || strings.Contains(zh, "the ") || strings.Contains(zh, "licence") {
			t.Errorf("%v: %q %q", args, zh, en)
		}
		if _, err := os.Stat(p.file("city.key")); err == nil {
			t.Fatalf("%v made a key", args)
		}
	}
}

// TestNothingDoneIsNotDone: an empty folder, and a list that lifts nobody.
func TestNothingDoneIsNotDone(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.Mkdir(p.file("stick"), 0o700))
	if zh, en := p.run(exitFailed, "ingest", p.file("stick")).halves(t); !hanzi(zh) || hanzi(en) {
		t.Errorf("%q %q", zh, en)
	}
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例母,"+mother+",密切接触者\n"), 0o600))
	lift := []string{"recalls", "lift", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控"}
	p.run(exitFailed, lift...)
	p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	if got := p.run(exitDone, lift...); !strings.Contains(got.out, "one entry lifted") || !strings.Contains(got.err, "one person") {
		t.Errorf("%s%s", got.out, got.err)
	}
	p.run(exitFailed, lift...)
}

// TestALicenceForARevokedKeyIsRefused: a station that changes its code asks with the key
// it has; so does whoever stole it. Somebody has to say which it is.
func TestALicenceForARevokedKeyIsRefused(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.WriteFile(p.file("request"), request(t, 131), 0o600))
	grant := func(want int, code string, more ...string) said {
		return p.run(want, append([]string{"license", "grant", p.file("request"), "--station", code, "--out", p.file("licence" + code)}, more...)...)
	}
	if s := grant(exitDone, "131"); s.err != "" {
		t.Errorf("the first licence: %s", s.err)
	}
	p.run(exitDone, "license", "revoke", "--scheme", "ningbo", "--district", "12", "--station", "131", "--epoch", "1", "--serial", "5")
	if zh, en := grant(exitFailed, "132").halves(t); !strings.Contains(zh, "12-131") || !strings.Contains(en, "was revoked under the code 12-131") {
		t.Errorf("%q %q", zh, en)
	}
	if _, err := os.Stat(p.file("licence132")); err == nil {
		t.Error("the licence was written all the same")
	}
	grant(exitDone, "132", "--changes-code")
}
