package tui

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
)

func TestReadTyped(t *testing.T) {
	for _, c := range []struct {
		text   string
		listed bool
		want   typed
	}{
		{"", false, typed{}},
		{"  ", true, typed{}},
		{"zs", false, typed{kind: typedWords, query: "zs"}},
		{"zs2", false, typed{kind: typedPick, query: "zs", pick: 2}},
		{"张三3", false, typed{kind: typedPick, query: "张三", pick: 3}},
		{"张三３", false, typed{kind: typedPick, query: "张三", pick: 3}},
		{"E1", false, typed{kind: typedPick, query: "E", pick: 1}},
		{"E12", false, typed{kind: typedWords, query: "E12"}},
		{"zs0", false, typed{kind: typedWords, query: "zs0"}},
		{"1", true, typed{kind: typedPick, pick: 1}},
		{"1", false, typed{kind: typedDigits}},
		{"12", true, typed{kind: typedDigits}},
		{"9315", false, typed{kind: typedDigits, query: "9315"}},
		{"931 5", false, typed{kind: typedDigits, query: "9315"}},
		{"36.5", false, typed{kind: typedTemp, temp: 36.5}},
		{"３６。５", false, typed{kind: typedTemp, temp: 36.5}},
		{"37.25", true, typed{kind: typedHot}}, // two digits behind the point: asked
		{"99.5", false, typed{kind: typedPick, query: "", pick: 0}},
		{"1213 1170 0042 28", false, typed{kind: typedNumber, query: "12131170004228"}},
	} {
		got := readTyped(c.text, c.listed, 14)
		if c.text == "99.5" { // no temperature, no number: only not a crash and not a pick
			if got.kind == typedTemp || got.kind == typedPick {
				t.Errorf("readTyped(%q) = %+v", c.text, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("readTyped(%q, %v) = %+v, want %+v", c.text, c.listed, got, c.want)
		}
	}
}

// Fifteen digits are an old ID number, but in a scheme whose pass numbers have as
// many; and there too when a month and a day of birth stand in them.
func TestFifteenDigits(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits int
		want   typedKind
	}{
		{"234131170004283", 14, typedDigits}, {"234131170004283", 15, typedNumber}, {"234131170004284", 14, typedDigits},
		{"234131170004284", 15, typedMisread}, {"330212850505931", 15, typedDigits}, {"330212850505931", 14, typedDigits},
		{"12131170004228", 15, typedNumber},
	} {
		if got := readTyped(c.text, false, c.digits); got.kind != c.want {
			t.Errorf("%s where numbers have %d digits: %d, want %d", c.text, c.digits, got.kind, c.want)
		}
	}
}

func FuzzReadTyped(f *testing.F) {
	for _, s := range []string{"", "zs1", "36.5", "12131170004228", "张三", "３６。５", "\x00", "1", "..9", "9315"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, listed bool) {
		r := readTyped(s, listed, 14)
		if r.pick < 0 || r.pick > 9 || (r.kind == typedPick) != (r.pick > 0) {
			t.Errorf("%q: pick %d of kind %d", s, r.pick, r.kind)
		}
		if r.kind == typedTemp && (r.temp < lowestTemp || r.temp > highestTemp) {
			t.Errorf("%q: %f degrees", s, r.temp)
		}
	})
}

func TestReadScan(t *testing.T) {
	whole := func(s string) bool { return s == fatherID }
	for text, want := range map[string]scan{
		fatherID:          {document: fatherID},
		"样例父|" + fatherID: {document: fatherID, name: "样例父"},
		fatherID + "|样例父": {document: fatherID, name: "样例父"},
		"样例父|男|汉|1985-05-05|浙江省宁波市样例路8号|" + fatherID: {document: fatherID, name: "样例父", address: "浙江省宁波市样例路8号"},
		"样例父": {name: "样例父"},
		"":    {},
	} {
		if got := readScan(strings.Split(text, "|"), whole); got != want {
			t.Errorf("readScan(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestReadBirth(t *testing.T) {
	today := civil.New(2020, 3, 10)
	for _, c := range []struct {
		text  string
		want  string
		whole bool
	}{
		{"20140401", "2014-04-01", true},
		{"2014-04-01", "2014-04-01", true},
		{"140401", "2014-04-01", true},
		{"190512", "2019-05-12", false}, // may become 1905-12-…
		{"200102", "2020-01-02", false}, // may become 2001-02-…
		{"201204", "", false},           // 2020-12-04 is not yet
		{"20201204", "", false},
		{"700101", "1970-01-01", true},
		{"210230", "", false},
		{"990101", "1999-01-01", true},
		{"140230", "", false}, // in no century
		{"1404", "", false},
		{"", "", false},
	} {
		got, ok := readBirth(c.text, today)
		if got.String() != c.want && ok || ok != (c.want != "") {
			t.Errorf("readBirth(%q) = %s, %v", c.text, got, ok)
		}
		if w := wholeBirth(today)(c.text); w != c.whole {
			t.Errorf("wholeBirth(%q) = %v", c.text, w)
		}
	}
}

func TestReadTests(t *testing.T) {
	today := civil.New(2020, 3, 10)
	got, ok := readTests("0220- 20200224+ 0310?", today)
	want := []test{{civil.New(2020, 2, 20), "neg"}, {civil.New(2020, 2, 24), "pos"}, {civil.New(2020, 3, 10), "unknown"}}
	if !ok || len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v, %v", got, ok)
	}
	for _, bad := range []string{"0220", "-", "0230-", "20200311-", "x-"} {
		if _, ok := readTests(bad, today); ok {
			t.Errorf("%q was taken", bad)
		}
	}
	if d, _ := readTests("1201-", today); len(d) != 1 || d[0].day != civil.New(2019, 12, 1) {
		t.Errorf("1201 is %v", d)
	}
}
