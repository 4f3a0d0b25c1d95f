package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
)

// ledgered is a station with so many people, numbered from 0, in two buildings; one
// in three does not say where he lives, and stands on the residents' list.
func ledgered(t *testing.T, n int) (*place, []string) {
	t.Helper()
	p := newPlace(t)
	p.init()
	list := ""
	for i := range n {
		list += fmt.Sprintf(`{"name":%q,"document":{"number":%q},"building":%q}`+"\n", person(i).name, person(i).number, []string{"3幢", " ４ 幢"}[i%2])
	}
	p.expect(exitDone, "", "residents", "import", p.write("residents.jsonl", list))
	return p, p.issuePeople(0, n)
}

// issuePeople issues to the people and answers their numbers.
func (p *place) issuePeople(from, to int) (numbers []string) {
	p.t.Helper()
	in := ""
	for i := from; i < to; i++ {
		building := ""
		if i%3 != 0 {
			building = fmt.Sprintf(`"building":%q,`, []string{"3幢", "4幢"}[i%2])
		}
		in += fmt.Sprintf(`{"ref":"p-%d","name":%q,%s"document":{"number":%q},"declared":true}`+"\n", i, person(i).name, building, person(i).number)
	}
	for _, v := range p.expect(exitDone, in, "issue").lines(p.t) {
		if v["outcome"] != "ISSUE" {
			p.t.Fatal(v)
		}
		numbers = append(numbers, v["number"].(string))
	}
	return numbers
}

// ledger prints and answers what was printed.
func (p *place) ledger(args ...string) map[string]any {
	p.t.Helper()
	return p.expect(exitDone, "", append([]string{"print", "ledger", "--out", p.file("ledger.pdf")}, args...)...).lines(p.t)[0]
}

func (p *place) paged(pages string, again, rows float64, args ...string) {
	p.t.Helper()
	if got := p.ledger(args...); got["pages"] != pages || got["again"] != again || got["rows"] != rows {
		p.t.Errorf("print ledger %v: %v, want pages %s, %v of them again, %v rows", args, got, pages, again, rows)
	}
}

// ledgerSays is the text of the last print, without the mark of a further one.
func (p *place) ledgerSays() string {
	p.t.Helper()
	said := call(p.t, tool(p.t, "pdftotext"), "-raw", p.file("ledger.pdf"), "-")
	return regexp.MustCompile(` ?本页第 \d 次打印`).ReplaceAllString(said, "")
}

// knownSince is what a further print adds to the remarks of a row.
var knownSince = regexp.MustCompile(`\s现：.*`)

func (p *place) page(n string) map[string]any {
	p.t.Helper()
	return p.expect(exitDone, "", "ledger", "show", n).lines(p.t)[0]
}

// A paper stands in one row for ever: by building, by day, by number or as a whole,
// the ledger is the same pages, and new ones for those who have no row.
func TestLedgerIsRecorded(t *testing.T) {
	p, numbers := ledgered(t, 34)
	p.paged("1-2", 0, 17, "--building", "4幢")
	first := p.ledgerSays()
	p.paged("", 0, 0, "--building", " ４ 幢", "--new")
	p.paged("1,3", 1, 17, numbers[1], numbers[0], numbers[2])
	p.paged("1-4", 3, 34, "--day", "2020-03-10")
	p.paged("", 0, 0, "--day", "2020-03-11")
	p.paged("", 0, 0, "--new")
	p.expect(exitDone, "", "cancel", numbers[1], "--reason", "样例")
	p.now = p.now.AddDate(0, 0, 1)
	p.expect(exitDone, `{"name":"样例改"}`, "correct", numbers[3], "--reason", "样例")
	p.paged("5", 0, 1, "--from", "2020-03-11", "--to", "2020-03-11", "--new")
	p.paged("5", 1, 1, "--from", "2020-03-11") // up to today
	if said := textOf(t, p.file("ledger.pdf")); !strings.Contains(said, "样例改") || !strings.Contains(said, "补打2") {
		t.Errorf("the next copy: %s", said)
	}
	p.paged("1-2", 2, 17, "--page", "2", "--page", "1-2")
	again := p.ledgerSays()
	if plain := knownSince.ReplaceAllString(again, ""); plain != first {
		t.Errorf("the same pages, printed again:\n%s\nfirst\n%s", again, first)
	}
	if got := strings.Join(knownSince.FindAllString(again, -1), ""); got != " 现：未交付，已取消 现：已变更，见第 2 份" {
		t.Errorf("known since: %q in\n%s", got, again)
	}
	v := p.page("1")
	if check := strings.ReplaceAll(v["check"].(string), " ", ""); v["people"] != 15.0 || v["prints"] != 4.0 || !strings.Contains(strings.ReplaceAll(first, " ", ""), "本页校验码"+check) {
		t.Errorf("page 1: %v", v)
	}
	shown := p.expect(exitDone, "", "show", numbers[3]).lines(t)[0]["ledger"]
	if got, _ := json.Marshal(shown); string(got) != `[{"copy":1,"page":1,"row":2},{"copy":2,"page":5,"row":1}]` {
		t.Errorf("where %s stands: %s", numbers[3], got)
	}
	if l := p.expect(exitDone, "", "ledger", "list", "--unsigned").lines(t); len(l) != 5 || l[0]["unsigned"] != 13.0 {
		t.Errorf("pages: %v", l)
	}
	p.paged("1-5", 5, 35)
	p.expect(exitDone, "", "verify")
}

// A page that was printed bears people of other buildings: whoever asks for one building
// is told how many, before the pages go from door to door.
func TestABuildingOnPagesOfTheWholeLedger(t *testing.T) {
	p, numbers := ledgered(t, 6)
	if l := p.ledger(); l["others"] != 0.0 {
		t.Errorf("the whole ledger: %v", l)
	}
	s := p.expect(exitDone, "", "print", "ledger", "--building", "4幢", "--out", p.file("ledger.pdf"))
	if l := s.lines(t)[0]; l["rows"] != 6.0 || l["others"] != 3.0 || !strings.Contains(s.err, "3 rows") {
		t.Errorf("one building: %v, %s", l, s.err)
	}
	twoLanguages(t, s.err)
	if l := p.ledger(numbers[0]); l["rows"] != 6.0 || l["others"] != 0.0 {
		t.Errorf("the page of one number: %v", l)
	}
}

// An extract lists the papers of one building alone, and where each is signed for. It is
// no print of the ledger: pages and rows stay as they are.
func TestAnExtractOfOneBuilding(t *testing.T) {
	p, numbers := ledgered(t, 6)
	extract := func(code int, args ...string) said {
		t.Helper()
		return p.expect(code, "", append([]string{"print", "ledger", "--extract", "--out", p.file("extract.pdf")}, args...)...)
	}
	if l := extract(exitDone, "--building", "3幢").lines(t)[0]; l["rows"] != 3.0 || l["unplaced"] != 3.0 || l["file"] != p.file("extract.pdf") {
		t.Errorf("before the ledger was printed: %v", l)
	}
	p.ledger()
	p.expect(exitDone, "", "print", "passes", numbers[2], "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", numbers[2])
	p.expect(exitDone, "", "cancel", numbers[4], "--reason", "样例")
	before := p.expect(exitDone, "", "ledger", "list").out
	if l := extract(exitDone, "--building", " ３ 幢").lines(t)[0]; l["rows"] != 3.0 || l["unplaced"] != 0.0 {
		t.Errorf("after it: %v", l)
	}
	said := strings.Join(strings.Fields(call(t, tool(t, "pdftotext"), "-raw", p.file("extract.pdf"), "-")), " ")
	for i, n := range numbers {
		if strings.Contains(said, registry.GroupDigits(n)) != (i%2 == 0) {
			t.Errorf("%s of building %d: is it there?\n%s", n, 3+i%2, said)
		}
	}
	for _, want := range []string{"摘录", "不在这里签字", "第 1 页 第 1 行 " + registry.GroupDigits(numbers[0]), "第 1 页 第 3 行 " + registry.GroupDigits(numbers[2]), "共 3 份：已签 1 份，没有签 1 份，不用签 1 份"} {
		if !strings.Contains(said, want) {
			t.Errorf("the extract does not say %q\n%s", want, said)
		}
	}
	if strings.Contains(said, person(0).number) {
		t.Error("a document number stands there whole")
	}
	if after := p.expect(exitDone, "", "ledger", "list").out; after != before {
		t.Errorf("the ledger changed:\n%s\n%s", before, after)
	}
	if s := p.run("", "print", "ledger", "--extract", "--building", "9幢", "--out", p.file("none.pdf")); s.code != exitDone || s.lines(t)[0]["rows"] != 0.0 || stands(p.file("none.pdf")) {
		t.Errorf("a building of nobody: %+v", s)
	}
	for _, args := range [][]string{nil, {"--building", "3幢", "--new"}, {"--building", "3幢", "--day", "2020-03-10"}, {"--building", "3幢", "--page", "1"}, {"--building", "3幢", numbers[0]}} {
		twoLanguages(t, extract(exitUsage, args...).err)
	}
	if v := p.expect(exitDone, "", "verify").lines(t)[0]; len(v["faults"].([]any)) > 0 {
		t.Error(v)
	}
}

// Page 2 is signed, but for two; what is no longer good is not asked for.
func TestAPageIsTickedOff(t *testing.T) {
	p, numbers := ledgered(t, 17)
	child := p.expect(exitDone, `{"name":"样例长子","guardian":{"relation":"mother","name":"样例母","document":{"number":"`+person(0).number+`"}},"birth":"2014-04-01","sex":"M","declared":true}`, "issue").lines(t)[0]["number"].(string)
	p.paged("1-2", 0, 18)
	p.expect(exitDone, "", "cancel", numbers[16], "--reason", "样例")
	state := func(page string) string {
		var states []string
		for _, r := range p.page(page)["rows"].([]any) {
			states = append(states, r.(map[string]any)["state"].(string))
		}
		return strings.Join(states, " ")
	}
	for _, bad := range [][]string{{"--page", "9"}, {"--page", "2", "--except", "9"}, {"--page", "2", "--except", numbers[0]}, {"--page", "2", "--except", "12345678901234"}} {
		s := p.run("", append([]string{"sign"}, bad...)...)
		if s.code != exitFailed || s.out != "" {
			t.Errorf("sign %v: exit %d %s", bad, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	for _, bad := range [][]string{{}, {"--page", "2", numbers[0]}, {"--except", "1", numbers[0]}} {
		if s := p.run("", append([]string{"sign"}, bad...)...); s.code != exitUsage {
			t.Errorf("sign %v: exit %d", bad, s.code)
		}
	}
	if got := state("2"); got != "unsigned not_good unsigned" {
		t.Fatalf("before: %s", got)
	}
	l := p.expect(exitFailed, "", "sign", "--page", "2", "--except", "1").lines(t)
	if why := l[2]["reason"].(map[string]any); l[2]["done"] != false || why["en"] != "not printed yet: print it first, then sign" || state("2") != "unsigned not_good unsigned" {
		t.Errorf("signed without a paper: %v, %s", l, state("2"))
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	l = p.expect(exitDone, "", "sign", "--page", "2", "--except", "1").lines(t)
	if len(l) != 3 || l[0]["done"] != false || l[1]["done"] != false || l[2]["done"] != true {
		t.Errorf("page 2: %v", l)
	}
	if got := state("2"); got != "unsigned not_good signed" {
		t.Errorf("after: %s", got)
	}
	events := p.expect(exitDone, "", "show", child).lines(t)[0]["events"].([]any)
	if last := events[len(events)-1].(map[string]any); last["kind"] != "Signed" || last["note"] != "guardian" {
		t.Errorf("who signed for the child: %v", last)
	}
	p.expect(exitDone, "", "sign", "--page", "1", "--except", "3,"+numbers[4])
	if page := p.page("1"); page["unsigned"] != 2.0 {
		t.Errorf("page 1: %v", page)
	}
	p.expect(exitDone, "", "reprint", numbers[2], "--reason", "样例")
	p.expect(exitDone, "", "reprint", numbers[0], "--reason", "样例")
	p.expect(exitFailed, "", "sign", numbers[0])
	p.expect(exitDone, "", "print", "passes", numbers[0], "--out", p.file("again.pdf"))
	p.expect(exitDone, "", "sign", numbers[0])
	if got := state("1"); !strings.HasPrefix(got, "signed signed replaced signed unsigned") {
		t.Errorf("with next copies: %s", got)
	}
	if l := p.expect(exitDone, "", "sign", "--page", "1").lines(t); len(l) != 15 || p.page("1")["unsigned"] != 0.0 {
		t.Errorf("the rest: %v", l)
	}
	if l := p.expect(exitPart, "", "sign", "--page", "1", "--except", "1").lines(t); l[0]["done"] != false || l[0]["state"] != "signed" {
		t.Errorf("left out, and signed for in the register: %v", l[0])
	}
	p.expect(exitDone, "", "verify")
}

// Pages with free rows: the issue says page and row, and goes on to the next.
func TestFreeRowsAreTaken(t *testing.T) {
	p, numbers := ledgered(t, 2)
	if s := p.expect(exitDone, "", "ledger", "rows", "on"); !strings.Contains(s.err, "--blank") {
		t.Errorf("nothing is free, and nobody is told: %s", s.err)
	}
	at := func(v map[string]any) string { return fmt.Sprint(v["page"], " ", v["row"]) }
	lines := func(n int) []map[string]any {
		in := fmt.Sprintf(`{"ref":"f-%d","name":%q,"document":{"number":%q},"declared":true}`, n, person(n).name, person(n).number)
		return p.expect(exitDone, in, "issue").lines(t)
	}
	if got := at(lines(50)[0]); got != "<nil> <nil>" {
		t.Errorf("with no page: %s", got)
	}
	p.paged("1-2", 0, 0, "--blank", "2")
	if said := textOf(t, p.file("ledger.pdf")); !strings.Contains(said, "第2页共2页") || strings.Contains(said, "以下空白") {
		t.Errorf("free rows: %s", said)
	}
	for n := range 3 {
		if got, want := at(lines(60 + n)[0]), fmt.Sprint(1, " ", 1+n); got != want {
			t.Errorf("person %d: %s, want %s", n, got, want)
		}
	}
	if got := at(lines(61)[0]); got != "1 2" {
		t.Errorf("the same ref again: %s", got)
	}
	if got := at(p.expect(exitDone, "", "ledger", "enter", numbers[0], "--page", "1", "--row", "14").lines(t)[0]); got != "1 14" {
		t.Errorf("row 14: %s", got)
	}
	for _, bad := range [][]string{{numbers[0]}, {numbers[1], "--page", "1", "--row", "3"}, {numbers[1], "--page", "9"}, {numbers[1], "--page", "1", "--row", "16"}} {
		s := p.run("", append([]string{"ledger", "enter"}, bad...)...)
		if s.code != exitFailed || s.out != "" {
			t.Errorf("enter %v: exit %d %s", bad, s.code, s.out)
		}
		twoLanguages(t, s.err)
	}
	if got := at(lines(70)[0]); got != "1 15" {
		t.Errorf("the last row: %s", got)
	}
	if got := at(lines(71)[0]); got != "2 1" {
		t.Errorf("the next page: %s", got)
	}
	p.expect(exitDone, "", "ledger", "rows", "off")
	if got := at(lines(72)[0]); got != "<nil> <nil>" {
		t.Errorf("on the stub: %s", got)
	}
	p.paged("1", 1, 5, "--page", "1")
	p.paged("1-3", 2, 9)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	if l := p.expect(exitDone, "", "sign", "--page", "1", "--except", "2").lines(t); len(l) != 5 || l[1]["done"] != false || l[4]["done"] != true {
		t.Errorf("signed: %v", l)
	}
	p.expect(exitDone, "", "verify")
}

// What cannot be meant is refused, in both languages, and nothing is written.
func TestLedgerCallsThatMeanNothing(t *testing.T) {
	p, numbers := ledgered(t, 1)
	for _, bad := range []string{"--blank 1 --new", "--blank 201", "--blank -1", "--page 0", "--page 5-3", "--page x", "--page 1 --blank 1", "--day 2020-13-01", "--to 2020-03-01", "--from 2020-03-11",
		"--from 2020-03-02 --to 2020-03-01", "--day 2020-03-01 --to 2020-03-02", "--day 2020-03-10 " + numbers[0], "--page 1 --building 3"} {
		s := p.run("", append([]string{"print", "ledger", "--out", p.file("bad.pdf")}, strings.Fields(bad)...)...)
		if s.code != exitUsage {
			t.Errorf("%s: exit %d, %s%s", bad, s.code, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	if s := p.run("", "print", "ledger", "--page", "1", "--out", p.file("bad.pdf")); s.code != exitFailed {
		t.Errorf("no page 1: exit %d", s.code)
	}
	if _, err := os.Stat(p.file("bad.pdf")); err == nil {
		t.Error("a file was written")
	}
	if l := p.expect(exitDone, "", "ledger", "list"); l.out != "" {
		t.Errorf("pages: %s", l.out)
	}
}

func TestRanges(t *testing.T) {
	for want, numbers := range map[string][]int{"": nil, "1": {1}, "1-3,7,9-10": {1, 2, 3, 7, 9, 10}} {
		if got := ranges(numbers); got != want {
			t.Errorf("%v: %s, want %s", numbers, got, want)
		}
		if want == "" {
			continue
		}
		if got, err := pageNumbers(strings.Split(want, ",")); err != nil || !slices.Equal(got, numbers) {
			t.Errorf("%s: %v %v", want, got, err)
		}
	}
}
