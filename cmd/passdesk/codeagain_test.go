package main

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"passdesk/registry/station"
	"passdesk/tui"
)

// wiped is a machine that lost both folders of a station under the code 931, and the
// one paper that came out of it.
func wiped(t *testing.T) (p *place, paper string) {
	t.Helper()
	p = newPlace(t)
	p.init()
	paper = p.issued(lineFather)
	p.wipe()
	return p, paper
}

func (p *place) wipe() {
	p.must(os.RemoveAll(p.file("data")))
	p.must(os.RemoveAll(p.file("config")))
}

// A station that is made again under its code, with both folders lost, begins behind
// what paper says: nothing else knows of the numbers that were given.
func TestAStationMadeAgainGoesBehindTheLastPaper(t *testing.T) {
	p, paper := wiped(t)
	seventh := altered(paper, func(b []byte) { b[5] = '7' })
	for _, c := range []struct {
		name  string
		args  []string
		epoch byte
	}{
		{"a paper", []string{"--last-paper", paper}, '2'},
		{"a later paper", []string{"--last-paper", seventh}, '8'},
		{"an epoch that is known", []string{"--epoch-at-least", "4"}, '4'},
		{"both, the paper higher", []string{"--last-paper", seventh, "--epoch-at-least", "4"}, '8'},
		{"both, the paper lower", []string{"--last-paper", paper, "--epoch-at-least", "4"}, '4'},
		{"the last epoch", []string{"--epoch-at-least", "9"}, '9'},
		{"not at hand", []string{"--last-paper", noPaper}, '1'},
		{"not said", nil, '1'},
	} {
		p.wipe()
		s := p.init(c.args...)
		twoLanguages(t, s.err)
		if asks := strings.Contains(s.err, "--last-paper"); asks != (c.args == nil) {
			t.Errorf("%s: it speaks of papers: %v: %s", c.name, asks, s.err)
		}
		if n := p.issued(lineMother); n[5] != c.epoch || n[7:12] != "00001" {
			t.Errorf("%s: the first number is %s, want epoch %c", c.name, n, c.epoch)
		}
		p.expect(exitDone, "", "verify")
	}
}

// What this machine noted under the code counts beside the paper.
func TestAStationMadeAgainGoesBehindItsMarkToo(t *testing.T) {
	p, paper := wiped(t)
	p.init("--epoch-at-least", "5")
	p.issued(lineMother)
	p.must(os.RemoveAll(p.file("data")))
	if s := p.init("--last-paper", paper); strings.Contains(s.err, "--last-paper") {
		t.Errorf("init: %s", s.err)
	}
	if n := p.issued(lineMother); n[5] != '6' {
		t.Errorf("the first number is %s, want epoch 6", n)
	}
}

// What init tells a script to do when it had no paper at hand helps.
func TestAStationMadeAgainTakesAnEpochBehindThePaper(t *testing.T) {
	p, paper := wiped(t)
	p.init()
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例：旧电脑丢了", "--last-paper", paper)
	if n := p.issued(lineMother); n[5] != '2' {
		t.Errorf("the first number is %s, want epoch 2", n)
	}
	p.expect(exitDone, "", "verify")
}

func TestAPaperThatIsNotOfTheCodeMakesNoStation(t *testing.T) {
	p, paper := wiped(t)
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"another station's", []string{"--last-paper", altered(paper, func(b []byte) { b[3]++ })}, "station code 941"},
		{"another district's", []string{"--last-paper", altered(paper, func(b []byte) { b[0]++ })}, "district"},
		{"mistyped", []string{"--last-paper", "12345678901234"}, "no pass number"},
		{"of the last epoch", []string{"--last-paper", altered(paper, func(b []byte) { b[5] = '9' })}, "another code"},
		{"no epoch", []string{"--epoch-at-least", "10"}, "no epoch 10"},
	} {
		p.wipe()
		args := slices.Concat([]string{"init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "op"}, c.args)
		s := p.run("", args...)
		twoLanguages(t, s.err)
		if s.code == exitDone || s.out != "" || !strings.Contains(s.err, c.says) {
			t.Errorf("%s: exit %d: %s", c.name, s.code, s.err)
		}
		if _, err := os.Stat(p.file("data/" + registerFile)); err == nil {
			t.Errorf("%s: a register was made", c.name)
		}
	}
}

// An epoch that there is not is a slip of the finger: neither verb takes it for the end
// of the epochs.
func TestAnEpochThatThereIsNotIsNamed(t *testing.T) {
	p, _ := backedUp(t)
	data := p.picture("data")
	for _, args := range [][]string{{"epoch", "new", "--anyway", "--reason", "样例"}, {"restore", p.file("one.backup"), "--replace"}} {
		s := p.expect(exitFailed, "", append(args, "--epoch-at-least", "12")...)
		twoLanguages(t, s.err)
		if !strings.Contains(s.err, "no epoch 12: 9 is the last") || strings.Contains(s.err, "used up") {
			t.Errorf("%v: %s", args, s.err)
		}
		p.sameAs(data, "data")
	}
	p.issued(lineSon)
}

// The desk's own set-up begins behind the paper too, and refuses one of another code before
// anything is made.
func TestTheDeskMakesAStationAgain(t *testing.T) {
	p, paper := wiped(t)
	t.Chdir(t.TempDir()) // where the recovery sheet goes
	a := &app{ctx: t.Context(), cli: &cli{Dir: p.file("data"), ConfigDir: p.file("config")}, world: p.world(strings.NewReader(""), io.Discard, io.Discard)}
	f := &firstRun{app: a}
	answers := tui.SetupAnswers{Scheme: "ningbo", Division: "330212", Station: 931, Kind: "community", Point: "样例社区",
		Operator: "op", Passphrase: []byte(testPassphrase), StartAt: 1, LastPaper: paper}
	other := answers
	other.Station = 932
	var fault *station.Fault
	if err := f.CheckPaper(other); !errors.As(err, &fault) || fault.Field != "last_paper" {
		t.Errorf("a paper of another code: %v", err)
	}
	p.must(f.CheckPaper(answers))
	if _, err := f.Create(t.Context(), answers); err != nil {
		t.Fatal(err)
	}
	if got := a.station.Info().Epoch; got != 2 {
		t.Errorf("epoch %d", got)
	}
	p.must(a.station.Close())
	p.expect(exitDone, "", "verify")
}
