package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
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

// intended are sheets of one copy: the last was sent to a printer by a program that
// then died, of the others nobody could say.
func (p *place) intended(number string, sheets int) {
	p.t.Helper()
	n, err := registry.ParseNumber(number)
	p.must(err)
	p.within(func(a *app, st *station.Station) {
		for i := range sheets {
			p.must(st.PrintIntended(a.ctx, []registry.Number{n}, "walkin"))
			if i < sheets-1 { // nobody could say, and it was printed again
				p.must(st.PrintedOut(a.ctx, []registry.Number{n}, registry.SheetUnknown))
			}
		}
	})
}

// What fails behind the intent is answered: there is no sheet, the pass waits.
func TestAPrintThatFailsLateLeavesNoSheet(t *testing.T) {
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

// Several sheets of one copy are answered for one by one. Of which nobody could say is
// answered, and may be said better; it is not what is left.
func TestSheetsOfOneCopyAreAnsweredOneByOne(t *testing.T) {
	p, n := issuedPlace(t)
	p.intended(n, 3)
	for range 3 {
		line := p.expect(exitDone, "", "print", "outcome", n, "--outcome", "spoiled").lines(t)[0]
		if line["done"] != true || line["left"] != nil {
			t.Errorf("%v", line)
		}
	}
	p.expect(exitFailed, "", "print", "outcome", n, "--outcome", "unknown")
}

// Of each copy show says what became of its sheets: one that is on its way is not one
// that was spoiled, nor one that was never sent.
func TestShowSaysWhatBecameOfTheSheets(t *testing.T) {
	p, n := issuedPlace(t)
	sheets := func() string {
		return fmt.Sprint(p.expect(exitDone, "", "show", n).lines(t)[0]["sheets"])
	}
	said := []string{sheets()}
	p.intended(n, 1)
	said = append(said, sheets())
	p.expect(exitDone, "", "print", "outcome", n, "--outcome", "spoiled")
	said = append(said, sheets())
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("p.pdf"))
	said = append(said, sheets())
	want := []string{"<nil>", "[map[copy:1 intended:1]]", "[map[copy:1 spoiled:1]]", "[map[copy:1 out:1 spoiled:1]]"}
	if !slices.Equal(said, want) {
		t.Errorf("%v, want %v", said, want)
	}
}

// A file that was written over is told of once another lies there, and not where nothing
// was written.
func TestAFileThatIsWrittenOverIsTold(t *testing.T) {
	p, n := issuedPlace(t)
	const replaced = "has replaced it"
	if s := p.expect(exitDone, "", "print", "passes", n, "--out", p.file("p.pdf")); strings.Contains(s.err, replaced) {
		t.Errorf("the first paper: %s", s.err)
	}
	p.unprinted(n)
	p.folder("folder")
	none := func(code int, out string) {
		s := p.expect(code, "", "print", "passes", n, "--out", out)
		if twoLanguages(t, s.err); strings.Contains(s.err, replaced) {
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
		if twoLanguages(t, s.err); !strings.Contains(s.err, replaced) {
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

// No copy of a pass is printed twice knowingly: one that is out never, one that nobody
// has answered for not before that, one of which nobody can say where that is meant. What
// was never printed is printed as the same copy, and is no sheet.
func TestNoCopyIsPrintedTwice(t *testing.T) {
	p, n := issuedPlace(t)
	refused := func(says string, more ...string) {
		t.Helper()
		s := p.expect(exitFailed, "", append([]string{"print", "passes", n, "--out", p.file("no.pdf")}, more...)...)
		if twoLanguages(t, s.err); !strings.Contains(s.err, says) || stands(p.file("no.pdf")) {
			t.Errorf("it says %s", s.err)
		}
	}
	outcome := func(is string) { p.expect(exitDone, "", "print", "outcome", n, "--outcome", is) }
	sums := func(want string) {
		t.Helper()
		if got := fmt.Sprint(p.sheets()); got != want {
			t.Errorf("sheets %s, want %s", got, want)
		}
	}
	p.intended(n, 1)
	refused("none", "--again")
	if s := p.expect(exitFailed, "", "print", "passes", "--unprinted", "--out", p.file("no.pdf")); !strings.Contains(s.err, "没有打") || stands(p.file("no.pdf")) {
		t.Errorf("what is on its way is printed with the others: %s", s.err)
	}
	outcome("none")
	sums("map[again:0 intended:0 out:0 spoiled:0 total:0 unknown:0]")
	if s := p.expect(exitFailed, "", "sign", n); !strings.Contains(s.err, "print") {
		t.Errorf("a paper that was never printed is signed for: %s", s.err)
	}
	p.expect(exitFailed, "", "print", "outcome", n, "--outcome", "none")
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("1.pdf"))
	refused("reprint")
	refused("reprint", "--again")
	outcome("none") // the file was not printed after all
	p.expect(exitDone, "", "print", "passes", n, "--ask", "--out", p.file("1.pdf"))
	refused("none")
	outcome("out")
	outcome("spoiled")
	p.intended(n, 1)
	outcome("unknown")
	refused("--again")
	p.expect(exitDone, "", "print", "passes", n, "--again", "--out", p.file("2.pdf"))
	refused("reprint", "--again")
	sums("map[again:0 intended:0 out:1 spoiled:1 total:3 unknown:1]")
	p.expect(exitDone, "", "reprint", n, "--reason", "样例")
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("3.pdf"))
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
}
