package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exchange brings what each station has up, and what the city has for it down.
func (p *place) exchange(stations ...string) map[string]string {
	p.Helper()
	said := map[string]string{}
	p.must(os.MkdirAll(p.file("stick"), 0o700))
	for _, s := range stations {
		p.at(s, "", "sync", p.file("stick"))
	}
	if up, _ := filepath.Glob(p.file("stick/up-*")); len(up) > 0 { // a desk with nothing new writes none
		p.run(exitDone, "ingest", p.file("stick"))
	}
	p.run(exitDone, "receipts", "--out", p.file("stick"))
	for _, s := range stations {
		said[s] = p.at(s, "", "sync", p.file("stick"))
	}
	return said
}

// outcomes are what a desk says to the father, the mother, and somebody whose number
// the list shows in part.
func (p *place) outcomes(station string) (all [3]string) {
	p.Helper()
	said, _ := p.try(station, application("", "样例父", father)+application("", "样例母", mother)+application("", "样例甲", "330204195001019017"), "issue", "--dry-run")
	for i, line := range strings.SplitN(said, "\n", len(all)) {
		_, rest, _ := strings.Cut(line, `"outcome":"`)
		all[i], _, _ = strings.Cut(rest, `"`)
	}
	return all
}

// TestTheCitysListHoldsAtEveryDesk: whom the city lists is refused or asked about at
// stations that never had the file; a newer list takes the place of an older; who is
// lifted is lifted; the same again changes nothing; the register proves itself.
func TestTheCitysListHoldsAtEveryDesk(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	desks := []string{"first", "second"}
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	p.exchange(desks...) // the city knows what to seal to
	list := func(verb, rows string) string {
		t.Helper()
		p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因,列入日期\n"+rows), 0o600))
		return p.run(exitDone, "recalls", verb, p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控").out
	}
	everywhere := func(when string, wanted [3]string) {
		t.Helper()
		for _, d := range desks {
			if got := p.outcomes(d); got != wanted {
				t.Errorf("%s: the desk %s says %v, want %v", when, d, got, wanted)
			}
		}
	}
	const issue = "ISSUE"
	list("import", "样例父,"+father+",密切接触者,2020-03-01\n样例母,"+mother+",发热,2020-03-01\n样例甲,330204********9017,密切接触者,2020-03-01\n")
	if got := p.outcomes("second"); got != [3]string{issue, issue, issue} {
		t.Errorf("before: %v", got)
	}
	first := p.exchange(desks...)
	if !strings.Contains(first["first"], `"kind":"watch","result":"taken"`) || !strings.Contains(first["first"], `"count":3`) {
		t.Errorf("the first desk took %s", first["first"])
	}
	listed := p.outcomes("first")
	if listed[0] == issue || listed[1] == issue || listed[2] == issue || listed[0] == "" {
		t.Fatalf("listed people are told %v", listed)
	}
	everywhere("after", listed)
	again := p.exchange(desks...)
	if strings.Contains(again["second"], `"kind":"watch","result":"taken"`) {
		t.Errorf("the same again: %s", again["second"])
	}
	if got := list("lift", "样例父,"+father+",已解除,\n样例甲,330204********9017,,\n"); strings.Count(got, `"result":"lifted"`) != 2 {
		t.Errorf("lifted: %s", got)
	}
	list("import", "样例母,"+mother+",其他,2020-03-02\n") // a newer word of the same source
	p.exchange(desks...)
	other := p.outcomes("first")[1]
	if other == issue {
		t.Error("a newer word of the list let somebody through")
	}
	everywhere("lifted", [3]string{issue, other, issue})
	if lines := p.at("second", "", "watch", "list"); strings.Contains(lines, "symptoms") || !strings.Contains(lines, `"why":"other"`) || strings.Count(lines, "\n") != 1 {
		t.Errorf("the second desk's list: %s", lines)
	}
	list("import", "样例父,"+father+",密切接触者,2020-03-01\n") // the very entry that was lifted
	p.exchange(desks...)
	everywhere("listed again", [3]string{listed[0], other, issue})
	for _, d := range desks {
		p.at(d, "", "verify")
	}
	p.run(exitDone, "verify")
}

// TestASpoiltNumberListsTheName: of a row whose number a spreadsheet spoilt the city lists
// the name, as a station does with its own list: whoever bears it is asked about at every
// desk, nobody is recalled by it, the run says which rows nobody will be stopped for, and
// the same row lifts it.
func TestASpoiltNumberListsTheName(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", application("1", "样例母", mother), "issue")
	p.exchange("first")
	before := p.outcomes("first")
	const rows = "姓名,身份证号,原因\n样例母,3.30E+17,密切接触者\n样例父,3.30212E+17,密切接触者\n"
	p.must(os.WriteFile(p.file("list.csv"), []byte(rows+"?,3.30E+17,密切接触者\n"), 0o600))
	if s := p.run(exitUsage, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控", "--reason", "foo"); !strings.Contains(s.err, "close_contact") {
		t.Errorf("a reason for all that nobody knows: %s", s.err)
	}
	said := p.run(exitPart, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	if lines := said.lines(t); len(lines) != 4 || strings.Count(said.out, `"result":"damaged"`) != 2 || strings.Count(said.out, `"list":"listed"`) != 2 || lines[3]["list"] != nil || strings.Contains(said.out, `"numbers"`) {
		t.Errorf("the rows: %s", said.out)
	}
	if !strings.Contains(said.err, "有 1 行没有列入名单：这些人明天来，不会被拦下") || !strings.Contains(said.err, "by the name alone: 2 rows") || strings.Contains(said.err, "样例") {
		t.Errorf("at the end: %s", said.err)
	}
	if took := p.exchange("first")["first"]; !strings.Contains(took, `"count":2`) || strings.Contains(took, `"kind":"task"`) || !strings.Contains(took, "1 人可能持有本站的证") {
		t.Errorf("the desk took %s", took)
	}
	if got := p.outcomes("first"); got[0] == before[0] || got[2] != before[2] {
		t.Errorf("who bears a listed name is told %v, before it %v", got, before)
	}
	p.must(os.WriteFile(p.file("list.csv"), []byte(rows), 0o600))
	again := p.run(exitPart, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	if strings.Contains(again.out, `"list":"listed"`) {
		t.Errorf("the same again: %s", again.out)
	}
	if lifted := p.run(exitDone, "recalls", "lift", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控"); strings.Count(lifted.out, `"result":"lifted"`) != 2 {
		t.Errorf("lifted: %s", lifted.out)
	}
	if lifted := p.run(exitFailed, "recalls", "lift", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控"); strings.Count(lifted.out, `"result":"damaged"`) != 2 {
		t.Errorf("lifted twice: %s", lifted.out)
	}
	p.exchange("first")
	if got := p.outcomes("first"); got != before {
		t.Errorf("lifted: %v, before the list %v", got, before)
	}
	p.at("first", "", "verify")
	p.run(exitDone, "verify")
}

// TestARestoredStationGetsTheListAgain: the backup is from before the list.
func TestARestoredStationGetsTheListAgain(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", "", "backup", p.file("saved"))
	p.exchange("first")
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例父,"+father+",密切接触者\n"), 0o600))
	p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	p.exchange("first")
	listed := p.outcomes("first")[0]
	late := p.at("first", "", "bundle", "create", "--out", p.dir) // lies about for a while
	if listed == "ISSUE" || !strings.Contains(late, `"to"`) {
		t.Fatalf("%s, %s", listed, late)
	}
	p.must(os.RemoveAll(p.file("first")))
	p.at("first", "", "restore", p.file("saved"))
	if got := p.outcomes("first")[0]; got != "ISSUE" {
		t.Fatalf("the backup knows of the list: %s", got)
	}
	p.must(os.RemoveAll(p.file("stick")))
	p.exchange("first")
	if got := p.outcomes("first")[0]; got != listed {
		t.Errorf("after its next sync the restored station says %s", got)
	}
	p.at("first", "", "verify")
}

// TestTheCityReadsAListAsAStationDoes: a list has one head for both, in whichever words.
func TestTheCityReadsAListAsAStationDoes(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.WriteFile(p.file("list.csv"), []byte("申领人,有效证件号码,事由,判定日期,居住地\n样例母,"+mother+",密切接触者,2020-03-01,样例路1号\n"), 0o600))
	said := p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	if !strings.Contains(said.out, `"list":"listed"`) || strings.Contains(said.out, `"damaged"`) || strings.Contains(said.err, "columns not used") {
		t.Errorf("%s%s", said.out, said.err)
	}
}
