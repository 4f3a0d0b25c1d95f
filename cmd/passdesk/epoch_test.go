package main

import (
	"os"
	"strings"
	"testing"

	"passdesk/registry"
)

// putBack puts both folders back from a copy, as a backup program would.
func (p *place) putBack(saved string) {
	p.t.Helper()
	for _, folder := range []string{"data", "config"} {
		p.must(os.RemoveAll(p.file(folder)))
		p.must(os.CopyFS(p.file(folder), os.DirFS(saved+"/"+folder)))
	}
}

// rolledBack is a register whose folders were put back for the second time: the
// epoch that was taken after the first is known to papers alone.
func rolledBack(t *testing.T) (p *place, paper registry.Number) {
	p, _ = boundPlace(t)
	saved := t.TempDir()
	p.must(os.CopyFS(saved, os.DirFS(p.home)))
	p.putBack(saved)
	s := p.expect(exitDone, "", "epoch", "new", "--reason", "样例")
	if !strings.Contains(s.err, "最后打印") || !strings.Contains(s.err, "--last-paper NUMBER") {
		t.Errorf("a script is not told what to compare: %s", s.err)
	}
	n, err := registry.ParseNumber(p.issued(lineMother))
	p.must(err)
	p.putBack(saved)
	p.expect(exitDamaged, lineSon, "issue")
	return p, n
}

func TestANewEpochGoesBehindTheLastPaper(t *testing.T) {
	for _, c := range []struct {
		what  string
		args  []string
		paper func(b []byte)
		epoch int // 0: it is refused, and nothing is taken
	}{
		{"no paper is compared, and the epoch comes twice", nil, nil, 2},
		{"not at hand", []string{"--last-paper", noPaper}, nil, 2},
		{"the paper", nil, func([]byte) {}, 3},
		{"the paper of a copy, with another run digit", nil, func(b []byte) { b[6] = '0' + (b[6]-'0'+1)%10 }, 3},
		{"a later one", nil, func(b []byte) { b[5] = '5' }, 6},
		{"an old one", nil, func(b []byte) { b[5] = '1' }, 2},
		{"known to be used elsewhere", []string{"--epoch-at-least", "4"}, nil, 4},
		{"both, the paper higher", []string{"--epoch-at-least", "2"}, func([]byte) {}, 3},
		{"both, the paper lower", []string{"--epoch-at-least", "7"}, func([]byte) {}, 7},
		{"of the last epoch", nil, func(b []byte) { b[5] = '9' }, 0},
		{"no epoch of the licence", []string{"--epoch-at-least", "10"}, nil, 0},
		{"another station's", nil, func(b []byte) { b[4] = '9' }, 0},
		{"another district's", nil, func(b []byte) { b[1] = '9' }, 0},
		{"mistyped", []string{"--last-paper", "12345678901234"}, nil, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, paper := rolledBack(t)
			args := append([]string{"epoch", "new", "--reason", "样例"}, c.args...)
			if c.paper != nil {
				args = append(args, "--last-paper", altered(paper.String(), c.paper))
			}
			s := p.run("", args...)
			twoLanguages(t, s.err)
			if c.epoch == 0 {
				if s.code != exitFailed || s.out != "" {
					t.Errorf("exit %d, want 1: %s%s", s.code, s.out, s.err)
				}
				p.expect(exitDamaged, lineSon, "issue")
				return
			}
			if got := s.lines(t)[0]["epoch"]; s.code != exitDone || got != float64(c.epoch) {
				t.Errorf("epoch %v, want %d; exit %d, %s", got, c.epoch, s.code, s.err)
			}
			p.expect(exitDone, lineSon, "issue")
			if s := p.expect(exitDone, "", "verify"); s.err != "" {
				t.Errorf("verify: %s", s.err)
			}
		})
	}
}

// TestAPaperThatTurnsUpLaterAsksForAnEpoch: a script took an epoch with no paper compared,
// and was told to compare. A paper of that epoch which is not ours is reason enough to go
// on in another; one that is ours is not.
func TestAPaperThatTurnsUpLaterAsksForAnEpoch(t *testing.T) {
	p, paper := rolledBack(t)
	if s := p.run("", "epoch", "new", "--reason", "x"); s.code != exitFailed || strings.Contains(s.err, "--last-paper") {
		t.Errorf("a paper is asked for though the reason is none: %d %s", s.code, s.err)
	}
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例")
	ours := p.issued(lineSon)
	epoch := func(code int, args ...string) any {
		s := p.expect(code, "", append([]string{"epoch", "new", "--reason", "样例"}, args...)...)
		if code != exitDone {
			return nil
		}
		return s.lines(t)[0]["epoch"]
	}
	epoch(exitFailed)
	epoch(exitFailed, "--last-paper", ours)
	epoch(exitFailed, "--last-paper", noPaper)
	epoch(exitFailed, "--epoch-at-least", "2")
	of := altered(paper.String(), func(b []byte) { copy(b[7:12], "00042") })
	if got := epoch(exitDone, "--last-paper", of); got != 3.0 {
		t.Errorf("behind a paper of epoch 2 comes epoch %v", got)
	}
	if got := epoch(exitDone, "--epoch-at-least", "5"); got != 5.0 {
		t.Errorf("what the keeper knows: epoch %v", got)
	}
	p.expect(exitDone, "", "verify")
}
