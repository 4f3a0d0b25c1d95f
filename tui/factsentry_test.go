package tui

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// line moves to a line of F2 by its label and presses Enter so many times.
func (b *bench) line(label string, times int) {
	b.t.Helper()
	b.downTo(label)
	for range times {
		b.hand("enter")
	}
}

// downTo presses Down until the mark stands on a line with the label.
func (b *bench) downTo(label string) {
	b.t.Helper()
	for range 60 {
		b.settled()
		b.Type("")
		if onLine(b.Text(), label) {
			return
		}
		b.hand("down")
	}
	b.t.Fatalf("no line %q\n%s", label, b.Text())
}

func onLine(screen, label string) bool {
	for _, row := range strings.Split(screen, "\n") {
		if strings.HasPrefix(strings.TrimSpace(row), "> ") && strings.Contains(row, label) {
			return true
		}
	}
	return false
}

// driver is a truck driver with a vehicle pass at the desk.
func (b *bench) driver() {
	b.t.Helper()
	b.scan(oldID + "\r")
	b.hand("f2")
	at := map[string]int{"cross_province": 1, "truck_driver": 1, "vehicle_pass": 1}
	d := b.desk
	for _, l := range d.stack[0].(*home).factLines() {
		for range at[l.key] {
			b.hand("enter")
		}
		b.hand("down")
	}
	b.hand("esc")
	b.settled()
}

// A driver with a vehicle pass: the questions of F2, the sentence, and Enter
// records; no number is spent and it is counted apart.
func TestSpecialPassAtTheDesk(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.driver()
	b.hand("f2")
	b.line("车辆通行证由谁核发", 0)
	b.WaitFor("车辆通行证由谁核发：公安")
	b.hand("esc")
	b.WaitFor("特别通行（不发本站的证）")
	b.WaitFor("规则 ningbo/special-driver")
	b.WaitFor("凭特别通行证往来")
	b.WaitFor("回车 登记特别通行")
	b.hand("enter")
	b.WaitFor("已登记特别通行，不发本站的证")
	b.WaitFor("今日特别通行 1")
	if n := len(b.passes()); n != 0 {
		t.Errorf("%d passes", n)
	}
	b.hand("f2")
	b.WaitFor("先扫描") // nobody is left at the desk
}

// A fact that was answered with yes takes its day, and the day arrives with it.
func TestTheDayOfAFact(t *testing.T) {
	b := open(t, peopled(), 80, 24)
	b.scan(oldID + "\r")
	b.hand("f2")
	b.line("到过疫情重点地区", 1)
	b.hand("tab")
	b.downTo("到过重点地区")
	b.types("0220")
	b.hand("esc")
	b.WaitFor("不予签发 (红码)")
	if got := string(b.desk.stack[0].(*home).draft.application(fakeDay).Facts["facts"]); got != `[["been_to_key_area","2020-02-20"]]` {
		t.Errorf("facts %s", got)
	}
	b.hand("f2")
	b.line("到过疫情重点地区", 1) // taken back: no day is left
	b.line("到过疫情重点地区", 1)
	b.hand("esc")
	b.settled()
	if got := string(b.desk.stack[0].(*home).draft.application(fakeDay).Facts["facts"]); got != `["been_to_key_area"]` {
		t.Errorf("facts %s", got)
	}
}

// F2 of every scheme, walked from its first line to its last field in the
// smallest window: nothing is cut, in either language.
func TestFactsOfEverySchemeFit(t *testing.T) {
	for _, s := range scheme.All() {
		for _, english := range []bool{false, true} {
			f := peopled()
			f.scheme = &s
			b := open(t, f, 80, 24)
			if english {
				b.hand("f12")
			}
			b.scan(oldID + "\r")
			b.hand("f2")
			lines := len(s.Questions) + len(s.Entries) + len(proxySpecs())
			for range lines {
				b.settled()
				b.Type("")
				if strings.Contains(b.Text(), "~") && !strings.Contains(b.Text(), "0301~0314") || strings.Count(b.Text(), "~") > strings.Count(b.Text(), "0301~0314") {
					t.Fatalf("%s, English %v: something is cut\n%s", s.Code, english, b.Text())
				}
				b.hand("down")
			}
			if !onLine(b.Text(), "1卧病") && !onLine(b.Text(), "1 bedridden") {
				t.Errorf("%s, English %v: the last field was not reached\n%s", s.Code, english, b.Text())
			}
		}
	}
}

// Every entry of every scheme, with every answer it takes, reaches the rules
// under its name: none is a word they do not know.
func TestEveryEntryReachesTheRules(t *testing.T) {
	typed := map[scheme.EntryKind]string{scheme.CountEntry: "7", scheme.DayEntry: "0301", scheme.DaysEntry: "0301 0303~0305",
		scheme.TestsEntry: "0220- 0224+ 0226?", scheme.StaysEntry: "武汉 0220，温州市", scheme.WordsEntry: "甬防办38号"}
	read := 0
	for _, s := range scheme.All() {
		for _, e := range s.Entries {
			answers := answersOf(e)
			if e.Typed() && e.Kind != scheme.DegreesEntry {
				v, ok := readEntry(e, typed[e.Kind], fakeDay)
				if !ok || v.text == "" {
					t.Errorf("%s %s: %q is not read", s.Code, e.Name, typed[e.Kind])
				}
				answers = []said{v}
			}
			for _, v := range answers {
				f := facts{}
				f.say(e.Name, v)
				raw := registry.Body(f.json(nil))
				in, err := scheme.ParseInputs(raw)
				if err != nil {
					t.Errorf("%s: %s: %v", s.Code, raw, err)
					continue
				}
				read++
				in.Declared = scheme.Yes
				if _, err := s.Evaluate(s.DeskWord, in, fakeDay); err != nil {
					t.Errorf("%s: %s: %v", s.Code, raw, err)
				}
			}
		}
	}
	if read < 100 {
		t.Errorf("only %d answers were read", read)
	}
}

// Enter goes through the answers of an entry and comes back to "not said"; what
// goes without saying comes second.
func TestEntryAnswersInTurn(t *testing.T) {
	for _, c := range []struct {
		e    scheme.Entry
		want string
	}{
		{scheme.Entry{Name: "arrived", Usual: scheme.Yes}, "no yes - no"},
		{scheme.Entry{Name: "abnormal", Usual: scheme.No}, "yes no - yes"},
		{scheme.Entry{Name: "colour", Kind: scheme.ChoiceEntry, Choices: []scheme.Choice{{Word: "green"}, {Word: "red"}}}, "green red - green"},
	} {
		f, got := facts{}, []string{}
		for range 4 {
			f.turn(c.e)
			text := f.said[c.e.Name].text
			if text == "" {
				text = "-"
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.e.Name, got, c.want)
		}
	}
}

func TestReadDays(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", "[]"}, {"0301", "[2020-03-01]"}, {"0301 20200303", "[2020-03-01 2020-03-03]"},
		{"0228~0301", "[2020-02-28 2020-02-29 2020-03-01]"}, {"0303~0301", "bad"}, {"0231", "bad"}, {"2020031", "bad"}, {"0310~0311", "bad"}, {"~", "bad"}, {"20180101~20200301", "bad"},
	} {
		days, ok := readDays(c.text, fakeDay)
		got := fmt.Sprint(days)
		if !ok {
			got = "bad"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestReadStays(t *testing.T) {
	today := civil.New(2020, 3, 10)
	for _, c := range []struct{ text, want string }{
		{"", "[]"}, {"武汉 0220", `[["420100","2020-02-20"]]`}, {"420100 0220，温州", `[["420100","2020-02-20"],["330300",""]]`},
		{"没有这地方 0220", "bad"}, {"武汉 0231", "bad"}, {"武汉 20200311", "bad"}, {"武汉 0311", `[["420100","2019-03-11"]]`},
	} {
		stays, ok := readStays(c.text, today)
		got := string(registry.Body(stays))
		switch {
		case !ok:
			got = "bad"
		case len(stays) == 0:
			got = "[]"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}
