package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// lastEpoch is a backup of a register that stands in the last epoch of its code.
func lastEpoch(t *testing.T) (q *place, number string) {
	t.Helper()
	p, _ := backedUp(t)
	s := p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace", "--epoch-at-least", "9")
	if s.lines(t)[0]["epoch"] != 9.0 {
		t.Fatalf("restore says %s", s.out)
	}
	number = p.issued(lineMother)
	p.must(os.Remove(p.file("one.backup")))
	s = p.expect(exitDone, "", "backup", p.file("one.backup"))
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "enrol alone") {
		t.Errorf("backup does not say that no epoch is left: %s", s.err)
	}
	q = p.bareMachine()
	return q, number
}

// A backup of the last epoch is restored to be read; another code makes the
// register writable again.
func TestBackupOfTheLastEpochIsRestoredToBeRead(t *testing.T) {
	q, number := lastEpoch(t)
	for range 2 { // and again over itself
		s := q.expect(exitDamaged, "", "restore", q.file("one.backup"), "--replace")
		twoLanguages(t, s.err)
		if r := s.lines(t)[0]; r["read_only"] != true || r["epoch"] != 9.0 || !strings.Contains(s.err, "enrol alone") {
			t.Errorf("restore says %v: %s", r, s.err)
		}
		q.onlyRegister()
	}
	data := q.picture("data")
	for _, args := range [][]string{{"find", "样例母"}, {"show", number}, {"verify"}, {"export", "csv", "--out", q.file("out.csv")}} {
		if s := q.run("", args...); s.code != exitDone && s.code != exitDamaged || s.out == "" && args[0] != "export" || strings.Contains(s.out, `"faults":[{`) {
			t.Errorf("%v: exit %d, %s%s", args, s.code, s.out, s.err)
		}
	}
	q.expect(exitDamaged, lineSon, "issue")
	for _, because := range []string{"样例", "x"} { // no paper and no reason is asked for: neither helps
		s := q.expect(exitFailed, "", "epoch", "new", "--reason", because)
		if !strings.Contains(s.err, "enrol alone") || strings.Contains(s.err, "--last-paper") || strings.Contains(s.err, "最后打印") {
			t.Errorf("epoch new: %s", s.err)
		}
	}
	q.sameAs(data, "data")
	got := q.expect(exitDone, "", "enrol", "alone", "--station", "955").lines(t)[0]
	if got["station"] != "955" || got["epoch"] != 1.0 {
		t.Errorf("another code: %v", got)
	}
	q.goesOn("9551")
	if n := q.expect(exitDone, lineMother, "issue").lines(t)[0]["number"]; n != number {
		t.Errorf("who was issued before has now %s", n)
	}
}

// goesOn: the register is written again, under the code and epoch, and is whole.
func (p *place) goesOn(code string) {
	p.t.Helper()
	if n := p.issued(lineSon); n[2:6] != code || n[7:12] != "00001" {
		p.t.Errorf("the next number is %s", n)
	}
	if s := p.expect(exitDone, "", "verify"); s.err != "" {
		p.t.Errorf("verify: %s", s.err)
	}
}

// What only a paper, or the note beside the backup, knew of used epochs is not asked
// again: a restore for which none was left keeps it, in both places, each on its own.
func TestARestoreWithoutAnEpochForgetsNoUsedOne(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	p.expect(exitDone, "", "backup", p.file("one.backup"))
	p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例：别处有拷贝")
	given := p.issued(lineMother)
	for what, knows := range map[string]func(q *place) []string{
		"a paper": func(*place) []string {
			return []string{"--last-paper", altered(given, func(b []byte) { b[5] = '9' })}
		},
		"the note": func(q *place) []string {
			q.must(os.WriteFile(q.file("one.backup")+claimEnd, []byte(`{"epoch":9,"at":"2020-03-10T01:00:00Z"}`+"\n"), 0o600))
			return []string{"--last-paper", noPaper}
		},
	} {
		q := p.bareMachine()
		q.expect(exitDamaged, "", slices.Concat([]string{"restore", q.file("one.backup")}, knows(q))...)
		if what == "the note" {
			q.must(os.Remove(q.file("one.backup") + claimEnd))
		}
		saved := q.copied()
		for _, gone := range []string{"", "config"} { // the log alone tells of it
			if gone != "" {
				q = saved
				q.must(os.RemoveAll(q.file(gone)))
			}
			for _, args := range [][]string{{"day", "open"}, {"issue"}, {"verify"}} {
				s := q.expect(exitDamaged, lineSon, args...)
				if strings.Contains(s.err, "copied folder") || !strings.Contains(s.err, "no epoch was left for it") || !strings.Contains(s.err, "从备份恢复时") {
					t.Errorf("%s, %v: it does not say why: %s", what, args, s.err)
				}
				if strings.Contains(s.err, "epoch new --reason") || !strings.Contains(s.err, "enrol alone") {
					t.Errorf("%s, %v: %s", what, args, s.err)
				}
				if strings.Contains(s.out, `"faults":["`) {
					t.Errorf("%s, %v: %s", what, args, s.out)
				}
			}
			if s := q.expect(exitFailed, "", "epoch", "new", "--reason", "样例：恢复过", "--last-paper", noPaper); !strings.Contains(s.err, "used up") {
				t.Errorf("%s: epoch new: %s", what, s.err)
			}
			q.expect(exitDone, "", "enrol", "alone", "--station", "955")
			q.goesOn("9551")
		}
	}
}

// The mark alone tells of it too, when the register itself is made anew under the code.
func TestTheMarkOfARestoreWithoutAnEpochOutlivesTheRegister(t *testing.T) {
	q, _ := lastEpoch(t)
	q.expect(exitDamaged, "", "restore", q.file("one.backup"))
	q.must(os.RemoveAll(q.file("data")))
	s := q.run("", "init", "--scheme", "ningbo", "--division", "330212", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "op")
	if s.code != exitFailed || !strings.Contains(s.err, "used") {
		t.Errorf("init: exit %d, %s", s.code, s.err)
	}
}

func TestBackupOfTheLastEpochGoesOnUnderAnAuthority(t *testing.T) {
	q, _ := lastEpoch(t)
	q.expect(exitDamaged, "", "restore", q.file("one.backup"))
	root := authority(t, "ningbo")
	r, g := q.asked("131")
	if r.Epoch != 9 {
		t.Errorf("asked: %+v", r)
	}
	q.licensed(root, g)
	q.expect(exitDone, "", "enrol", "accept", q.file("licence"), "--root", root.Key().Fingerprint())
	q.goesOn("1311")
}

// A register that went back to an older state takes another code too; the state
// from before it stays read-only, and so does the one that was lost.
func TestAnotherCodeMakesACopyWritable(t *testing.T) {
	p, _ := boundPlace(t)
	saved := p.copied()
	p.expect(exitDone, lineMother, "issue")
	p.putDataBack(saved)
	p.expect(exitDamaged, lineSon, "issue")
	p.expect(exitDone, "", "enrol", "alone", "--station", "955")
	p.goesOn("9551")
	p.putDataBack(saved)
	p.expect(exitDamaged, lineFather, "issue")
}

// A restore goes behind the newest paper of a laptop on which a copy of the backup
// was restored: nothing else knows of it.
func TestARestoreGoesBehindTheLastPaper(t *testing.T) {
	p, _ := backedUp(t)
	other := p.bareMachine()
	s := other.expect(exitDone, "", "restore", other.file("one.backup"))
	if !strings.Contains(s.err, "--last-paper") {
		t.Errorf("it does not speak of copies: %s", s.err)
	}
	paper := other.issued(lineMother)
	for _, c := range []struct {
		args  []string
		epoch float64
	}{
		{[]string{"--last-paper", noPaper}, 2},
		{[]string{"--last-paper", paper}, 3},
		{[]string{"--last-paper", paper, "--epoch-at-least", "5"}, 5},
		{[]string{"--last-paper", altered(paper, func(b []byte) { b[5] = '7' })}, 8},
		{[]string{"--last-paper", altered(paper, func(b []byte) { b[4] = '9' })}, 0},
		{[]string{"--last-paper", "12345678901234"}, 0},
	} {
		q := p.bareMachine()
		s := q.run("", slices.Concat([]string{"restore", q.file("one.backup")}, c.args)...)
		twoLanguages(t, s.err)
		switch {
		case c.epoch == 0:
			if s.code != exitFailed || s.out != "" {
				t.Errorf("%v: exit %d, %s", c.args, s.code, s.out)
			}
			q.onlyRegister()
		case s.code != exitDone || s.lines(t)[0]["epoch"] != c.epoch || !strings.Contains(s.err, "--last-paper"):
			t.Errorf("%v: exit %d, %s%s", c.args, s.code, s.out, s.err)
		}
	}
}

// putDataBack puts the register back as it was, in place; the marks stay.
func (p *place) putDataBack(saved *place) {
	p.t.Helper()
	b, err := os.ReadFile(saved.file("data/" + registerFile))
	p.must(err)
	p.must(os.WriteFile(p.file("data/"+registerFile), b, 0o600))
}
