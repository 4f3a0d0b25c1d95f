package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/iso7064"
)

// nextDay is nine in the morning of the day after.
func (p *place) nextDay() { p.now = p.now.Add(24 * time.Hour) }

// issued is the number of the first line's pass, numbersOf are those of all lines.
func (p *place) issued(line string) string {
	p.t.Helper()
	return p.expect(exitDone, line, "issue").lines(p.t)[0]["number"].(string)
}

func (p *place) numbersOf(lines string) (numbers []string) {
	p.t.Helper()
	for _, l := range p.expect(exitDone, lines, "issue").lines(p.t) {
		numbers = append(numbers, l["number"].(string))
	}
	return numbers
}

func (p *place) printed(numbers ...string) said {
	p.t.Helper()
	return p.expect(exitDone, "", append([]string{"print", "passes", "--out", p.file("passes.pdf")}, numbers...)...)
}

func TestCloseAccountsForEveryNumberAndSheet(t *testing.T) {
	p := newPlace(t)
	p.init("--start-at", "38")
	father, son := p.issued(lineFather), p.issued(lineSon)
	p.printed(father, son)
	if s := p.expect(exitFailed, "", "print", "passes", father, "--out", p.file("again.pdf")); !strings.Contains(s.err, "reprint") || !strings.Contains(s.err, "同一份不打第二张") {
		t.Errorf("a paper that came out is printed again: %s", s.err)
	}
	p.expect(exitDone, "", "print", "outcome", son, "--outcome", "spoiled")
	c := p.expect(exitDone, "", "close").lines(t)[0]
	want := map[string]string{
		"numbers":      "map[assigned:2 before_book:37 free:99960 gaps:0 lost_in_fork:0 total:99999]",
		"sheets":       "map[again:0 intended:0 out:1 spoiled:1 total:2 unknown:0]",
		"sheets_today": "map[out:1 sent:2 spoiled:1 unknown:0]",
		"spoiled":      "[map[copy:1 number:" + son + " spoiled:1]]",
		"gaps":         "[]", "open_sheets": "[]", "unprinted": "1", "issued": "2",
	}
	for key, w := range want {
		if got := fmt.Sprint(c[key]); got != w {
			t.Errorf("%s: %s, want %s", key, got, w)
		}
	}
	p.printed(son) // a spoiled paper is made again, as the same copy
	again := p.expect(exitDone, "", "close").lines(t)[0]
	if got := fmt.Sprint(again["sheets"], again["issued"]); got != "map[again:0 intended:0 out:2 spoiled:1 total:3 unknown:0] 2" {
		t.Errorf("the second close of the day: %s", got)
	}
	proof := p.expect(exitDone, "", "verify").lines(t)[0]
	if sheets := proof["account"].(map[string]any)["sheets"]; fmt.Sprint(sheets) != fmt.Sprint(again["sheets"]) || len(proof["faults"].([]any)) != 0 {
		t.Errorf("verify %v", proof)
	}
}

func TestWhatCameOutIsAnsweredOnce(t *testing.T) {
	p := newPlace(t)
	p.init()
	n := p.issued(lineFather)
	p.expect(exitFailed, "", "print", "outcome", n, "--outcome", "out")
	p.intended(n, 1)
	open := p.expect(exitDone, "", "print", "outcome").lines(t)
	if len(open) != 1 || open[0]["number"] != n || open[0]["intended"] != 1.0 {
		t.Fatalf("sheets that wait: %v", open)
	}
	p.expect(exitUsage, "", "print", "outcome", n)
	p.expect(exitUsage, "", "print", "outcome", "--outcome", "out")
	p.expect(exitDone, "", "print", "outcome", n, "--outcome", "unknown")
	p.expect(exitFailed, "", "print", "outcome", n, "--outcome", "unknown")
	if c := p.expect(exitDone, "", "close").lines(t)[0]; len(c["open_sheets"].([]any)) != 1 {
		t.Errorf("an unknown sheet is still open: %v", c)
	}
	l := p.expect(exitPart, "", "print", "outcome", n, "12931170000000", "--outcome", "out").lines(t)
	if l[0]["done"] != true || l[0]["copy"] != 1.0 || l[1]["done"] != false {
		t.Errorf("outcome %v", l)
	}
	p.expect(exitDone, "", "sign", n)
	p.expect(exitFailed, "", "print", "outcome", n, "--outcome", "spoiled")
	c := p.expect(exitDone, "", "close").lines(t)[0]
	if got := fmt.Sprint(c["sheets"], c["open_sheets"]); got != "map[again:0 intended:0 out:1 spoiled:0 total:1 unknown:0] []" {
		t.Errorf("close %s", got)
	}
	p.expect(exitDone, "", "verify")
}

func TestDayIsOpenedOnceAndByItself(t *testing.T) {
	p := newPlace(t)
	p.init()
	opened := func() string {
		o := p.expect(exitDone, "", "day", "open").lines(t)[0]
		return fmt.Sprint(o["day"], " ", o["opened"], " ", o["not_closed"], " ", o["asks_last_paper"])
	}
	for i, want := range []string{"2020-03-10 true <nil> false", "2020-03-10 false <nil> false"} {
		if got := opened(); got != want {
			t.Errorf("opening %d: %s, want %s", i, got, want)
		}
	}
	p.issued(lineFather)
	p.expect(exitDone, "", "close")
	p.issued(lineSon) // reopens
	if got, want := opened(), "2020-03-10 false <nil> false"; got != want {
		t.Errorf("after work behind the close: %s, want %s", got, want)
	}
	p.nextDay()
	if c := p.expect(exitDone, "", "close").lines(t)[0]; c["day"] != "2020-03-10" || c["issued"] != 2.0 {
		t.Errorf("the day that was left open is closed in the morning: %v", c)
	}
	p.nextDay()
	if s := p.expect(exitDone, lineMother, "issue"); s.err != "" {
		t.Errorf("an issue opens the day without a word: %s", s.err)
	}
	if got, want := opened(), "2020-03-12 false <nil> false"; got != want {
		t.Errorf("after an issue: %s, want %s", got, want)
	}
	p.expect(exitDone, "", "verify")
}

// unclean is a station that printed one pass yesterday and was not closed.
func unclean(t *testing.T) (p *place, number string) {
	p = newPlace(t)
	p.init()
	number = p.issued(lineFather)
	p.printed(number)
	p.nextDay()
	return p, number
}

// altered is the number with another serial and run digit, and right check digits.
func altered(number string, change func(b []byte)) string {
	b := []byte(number[:len(number)-2])
	change(b)
	return string(b) + iso7064.Mod97_10(string(b))
}

func TestOpeningQuestion(t *testing.T) {
	higher := func(b []byte) { b[11]++ }
	for _, c := range []struct {
		name   string
		change func(b []byte)
		code   int
		answer any
	}{
		{"ours", func([]byte) {}, exitDone, "fits"},
		{"higher than our last", higher, exitDamaged, "ahead"},
		{"of a later epoch", func(b []byte) { b[5]++ }, exitDamaged, "ahead"},
		{"ours with another run digit", func(b []byte) { b[6] = '0' + (b[6]-'0'+1)%10 }, exitDamaged, "copy"},
		{"another station's", func(b []byte) { b[4] = '9' }, exitFailed, nil},
		{"another district's", func(b []byte) { b[1] = '9' }, exitFailed, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, number := unclean(t)
			s := p.expect(c.code, "", "day", "open", "--last-paper", altered(number, c.change))
			if c.answer == nil {
				p.stillAsked(s)
				return
			}
			if l := s.lines(t); l[0]["last_paper"] != c.answer {
				t.Errorf("answer %v", l)
			}
			if c.code == exitDamaged {
				p.epochEnds(s, altered(number, c.change))
			}
			p.expect(exitDone, "", "verify")
		})
	}
}

// stillAsked: an answer that is none changes nothing.
func (p *place) stillAsked(s said) {
	p.t.Helper()
	if s.out != "" || !strings.Contains(s.err, "别的站点") || !strings.Contains(s.err, "another station's") {
		p.t.Errorf("another station's paper: %s%s", s.out, s.err)
	}
	if o := p.expect(exitDone, "", "day", "open").lines(p.t)[0]; o["asks_last_paper"] != true {
		p.t.Errorf("it asks no more: %v", o)
	}
}

// epochEnds: the register is read-only at every opening, until the keeper has
// taken an epoch behind every paper that was seen.
func (p *place) epochEnds(s said, paper string) {
	p.t.Helper()
	if !strings.Contains(s.err, "只能读") || !strings.Contains(s.err, "read-only") {
		p.t.Errorf("it says: %s", s.err)
	}
	p.expect(exitDamaged, lineMother, "issue")
	p.expect(exitDamaged, "", "day", "open")
	p.nextDay()
	p.expect(exitDamaged, "", "close")
	if v := p.expect(exitDamaged, "", "verify").lines(p.t)[0]; !strings.HasPrefix(v["read_only"].(string), "paper") {
		p.t.Errorf("read only: %v", v["read_only"])
	}
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例：恢复了旧硬盘")
	n, err := registry.ParseNumber(p.issued(lineMother))
	p.must(err)
	seen, err := registry.ParseNumber(paper)
	p.must(err)
	if n.Epoch() <= seen.Epoch() {
		p.t.Errorf("epoch %d after a paper of epoch %d", n.Epoch(), seen.Epoch())
	}
	c := p.expect(exitDone, "", "close").lines(p.t)[0]
	if numbers := c["numbers"].(map[string]any); numbers["lost_in_fork"].(float64) < 99_998 || numbers["gaps"] != 0.0 {
		p.t.Errorf("numbers %v", numbers)
	}
}

func TestOpeningQuestionIsAskedOnceADay(t *testing.T) {
	p, number := unclean(t)
	for _, mistyped := range []string{"12", number[:13] + "x", altered(number, func([]byte) {})[:12] + "00"} {
		if s := p.run("", "day", "open", "--last-paper", mistyped); s.code != exitFailed {
			t.Errorf("%s: exit %d", mistyped, s.code)
		}
	}
	if s := p.expect(exitDone, lineMother, "issue"); !strings.Contains(s.err, "--last-paper") || !strings.Contains(s.err, "没有日结") {
		t.Errorf("a script goes on, and is told: %s", s.err)
	}
	if s := p.expect(exitDone, lineSon, "issue"); s.err != "" {
		t.Errorf("it is told again: %s", s.err)
	}
	if s := p.expect(exitDone, "", "day", "open"); s.lines(t)[0]["asks_last_paper"] != true {
		t.Errorf("work does not answer it: %s", s.out)
	}
	o := p.expect(exitDone, "", "day", "open", "--last-paper", "none").lines(t)[0]
	if o["last_paper"] != "not_at_hand" || o["asks_last_paper"] != false {
		t.Errorf("not at hand: %v", o)
	}
	p.expect(exitDone, "", "close")
	p.nextDay()
	if o := p.expect(exitDone, "", "day", "open").lines(t)[0]; o["asks_last_paper"] != false {
		t.Errorf("after a close nothing is asked: %v", o)
	}
	p.expect(exitDone, "", "close")
	p.nextDay()
	p.nextDay() // an image of the disk, taken behind a close some days ago, looks like this
	if o := p.expect(exitDone, "", "day", "open").lines(t)[0]; o["asks_last_paper"] != true {
		t.Errorf("after a pause it is not asked: %v", o)
	}
	p.expect(exitDone, "", "verify")
}

// A clock far ahead ends no term, and neither does a script's issue on that day make
// it believed; set right, every pass stands as it did.
func TestAClockThatJumpedEndsNoTerm(t *testing.T) {
	p := newPlace(t)
	p.init("--scheme", "ningxia", "--division", "640104")
	line := strings.Replace(lineFather, `"declared"`, `"low_risk_days":20,"managed":true,"need":true,"excl":[],"declared"`, 1)
	number := p.issued(line)
	was := p.now
	for _, c := range []struct{ far, wrong string }{{"2031-01-01", "2020-03-11"}, {"2019-12-31", "2020-03-10"}} {
		p.now, _ = time.ParseInLocation("2006-01-02 15:04", c.far+" 09:00", zone)
		s := p.expect(exitFailed, "", "day", "open")
		twoLanguages(t, s.err)
		if s.out != "" || !strings.Contains(s.err, c.far) || !strings.Contains(s.err, "2020-03-10") || !strings.Contains(s.err, "--the-date-is") {
			t.Errorf("%s: it says %s%s", c.far, s.out, s.err)
		}
		p.expect(exitFailed, "", "day", "open", "--the-date-is", c.wrong)
		p.expect(exitUsage, "", "day", "open", "--the-date-is", "tomorrow")
	}
	p.now = time.Date(2031, 1, 1, 9, 0, 0, 0, zone)
	s := p.expect(exitDone, strings.NewReplacer("样例父", "样例母", "330212198505059315", "330203198706069345", "r-father", "r-other").Replace(line), "issue")
	if s.lines(t)[0]["outcome"] != "ISSUE" || !strings.Contains(s.err, "2031-01-01") || !strings.Contains(s.err, "2020-03-10") {
		t.Errorf("an issue goes on, and the date is told: %s%s", s.out, s.err)
	}
	twoLanguages(t, s.err)
	p.expect(exitFailed, "", "day", "open")
	p.now = was.Add(24 * time.Hour)
	p.expect(exitFailed, "", "day", "open") // it went back: once more somebody looks
	if o := p.expect(exitDone, "", "day", "open", "--the-date-is", "2020-03-11").lines(t)[0]; o["expired"] != 0.0 || o["opened"] != true {
		t.Errorf("set right: %v", o)
	}
	if status := p.expect(exitDone, "", "show", number).lines(t)[0]["status"]; status != "issued" {
		t.Errorf("the pass is %v", status)
	}
	p.now = was.AddDate(0, 0, 21) // a real pause, and the term is over
	if o := p.expect(exitDone, "", "day", "open", "--the-date-is", "2020-03-31").lines(t)[0]; o["expired"] != 1.0 {
		t.Errorf("after a pause: %v", o)
	}
	p.expect(exitDone, "", "verify")
}
