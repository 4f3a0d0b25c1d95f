package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui"
)

// A print whose file cannot be written leaves no sheet behind that waits for an
// answer: the name is tried before the intent.
func TestAPrintThatCannotBeWrittenLeavesNoSheet(t *testing.T) {
	p, _ := issuedPlace(t)
	p.folder("folder")
	head := p.expect(exitDone, "", "verify").lines(t)[0]["head"]
	for _, c := range []struct {
		path string
		code int
	}{
		{p.file("missing/p.pdf"), exitFailed},
		{p.file("folder"), exitUsage},
		{os.DevNull, exitUsage},
	} {
		s := p.expect(c.code, "", "print", "passes", "--unprinted", "--out", c.path)
		twoLanguages(t, s.err)
	}
	if s := p.expect(exitDone, "", "print", "outcome"); s.out != "" {
		t.Errorf("sheets that never were: %s", s.out)
	}
	if now := p.expect(exitDone, "", "verify").lines(t)[0]["head"]; now != head {
		t.Error("something was recorded")
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
}

// within is the place's station, opened as a verb does.
func (p *place) within(do func(a *app, st *station.Station)) {
	p.t.Helper()
	a := &app{ctx: context.Background(), cli: &cli{Dir: p.file("data"), ConfigDir: p.file("config"), PassphraseFile: p.file("passphrase")}}
	a.world = world{stderr: io.Discard, env: func(string) string { return "" }, now: func() time.Time { return p.now }, rand: rand.Reader,
		cost: func() seal.Cost { return seal.TestCost }, machine: func() machineTold { return p.told }, place: p.place}
	st, err := a.open()
	p.must(err)
	defer func() { p.must(st.Close()) }()
	do(a, st)
}

// intended are sheets that were sent to a printer by a program that then died.
func (p *place) intended(number string, sheets int) {
	p.t.Helper()
	n, err := registry.ParseNumber(number)
	p.must(err)
	p.within(func(a *app, st *station.Station) {
		for range sheets {
			p.must(st.PrintIntended(a.ctx, []registry.Number{n}, "walkin"))
		}
	})
}

// What fails behind the intent is answered: the sheet is spoiled, the pass waits.
func TestAPrintThatFailsLateIsSpoiled(t *testing.T) {
	p, n := issuedPlace(t)
	number, err := registry.ParseNumber(n)
	p.must(err)
	p.within(func(a *app, st *station.Station) {
		failed := errors.New("no ink")
		err := a.putOut(st, []registry.Number{number}, registry.Laying{Layout: "walkin"}, p.file("p.pdf"), func(*os.File) error { return failed })
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		press, err := a.newPress(p.file("data"))
		p.must(err)
		press.place = p.file("missing")
		papers, err := st.Papers(a.ctx, []registry.Number{number})
		p.must(err)
		if _, err := press.Print(a.ctx, papers, registry.Laying{Layout: "walkin"}); !errors.Is(err, tui.ErrNothingOut) {
			t.Errorf("the press says %v", err)
		}
	})
	if left, _ := filepath.Glob(p.file("*.p*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if s := p.expect(exitDone, "", "print", "outcome"); s.out != "" {
		t.Errorf("sheets that wait: %s", s.out)
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
	p.expect(exitDone, "", "verify")
}

// Several sheets of one copy are answered for one by one, and what is left is told.
func TestSheetsLeftAreTold(t *testing.T) {
	p, n := issuedPlace(t)
	p.intended(n, 3)
	for _, left := range []any{2.0, 1.0, nil} {
		s := p.expect(exitDone, "", "print", "outcome", n, "--outcome", "spoiled")
		if got := s.lines(t)[0]["left"]; got != left {
			t.Errorf("left %v, want %v", got, left)
		}
		if left != nil {
			twoLanguages(t, s.err)
		}
	}
}

// A second paper is told of once it is there, and not where nothing was printed; and
// a file that was written over is told of too.
func TestWhatIsSaidOfASecondPaperComesAfterIt(t *testing.T) {
	p, n := issuedPlace(t)
	const second, replaced = "second paper", "has replaced it"
	if s := p.expect(exitDone, "", "print", "passes", n, "--out", p.file("p.pdf")); strings.Contains(s.err, second) || strings.Contains(s.err, replaced) {
		t.Errorf("the first paper: %s", s.err)
	}
	p.folder("folder")
	none := func(code int, out string) {
		s := p.expect(code, "", "print", "passes", n, "--out", out)
		if twoLanguages(t, s.err); strings.Contains(s.err, second) || strings.Contains(s.err, replaced) {
			t.Errorf("nothing was printed, and it says %s", s.err)
		}
	}
	none(exitUsage, p.file("folder"))
	none(exitFailed, p.file("missing/p.pdf"))
	p.expect(exitDone, "", "close")
	for _, args := range [][]string{{"print", "passes", n}, {"print", "ledger"}, {"print", "close"}} {
		out := p.file(args[1] + ".pdf")
		p.must(os.WriteFile(out, nil, 0o600))
		s := p.expect(exitDone, "", append(args, "--out", out)...)
		if twoLanguages(t, s.err); strings.Contains(s.err, second) != (args[1] == "passes") || !strings.Contains(s.err, replaced) {
			t.Errorf("%v says %s", args, s.err)
		}
	}
	p.expect(exitDone, "", "recall", n, "--reason", "symptoms")
	none(exitFailed, p.file("p.pdf"))
	if line := p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("none.pdf")).lines(t); len(line) != 1 || line[0]["passes"] != 0.0 || stands(p.file("none.pdf")) {
		t.Errorf("nothing waits: %v", line)
	}
	p.expect(exitDone, "", "print", "notices", "--kind", "gate", "--open", "--out", p.file("gate.pdf"))
}
