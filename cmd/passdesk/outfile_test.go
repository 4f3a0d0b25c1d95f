package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"passdesk/registry/station"
)

// fileVerbs are the calls of all verbs that write one file at a name of the
// operator's; {N} is a pass, {JOB} a job. A verb with such a flag that is not here fails the test.
var fileVerbs = map[string]string{
	"guide": "--pdf", "head": "--sign --out", "gate page": "--out", "enrol request": "--out", "operator recovery": "--out",
	"export csv": "--out", "export xlsx": "--out", "export jsonl": "--out",
	"print passes": "{N} --out", "print ledger": "--out", "print again": "{JOB} --last-good 0 --out", "print calibration": "--out",
	"print slips": "--open --out", "print close": "--out",
	"print notices": "--kind gate --out",
}

// folderVerbs write files of names of their own into a folder.
var folderVerbs = map[string]bool{"demo": true, "gate lists": true, "bundle create": true}

// No verb writes over what keeps the station, by whatever name it is called, nor over
// a file of another kind, nor into the station's own folders.
func TestNoVerbWritesOverTheStation(t *testing.T) {
	p, number := issuedPlace(t)
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "close")
	son := p.issued(lineSon)
	p.expect(exitDone, "", "print", "passes", son, "--ask", "--out", p.file("son.pdf"))
	job := fmt.Sprint(p.expect(exitDone, "", "print", "queue").lines(t)[0]["job"])
	marks, err := filepath.Glob(p.file("config/*" + highWaterEnd))
	if p.must(err); len(marks) != 1 {
		t.Fatal(marks)
	}
	link, linked := p.file("link.pdf"), p.file("linked")
	p.must(os.Symlink(p.file("data/register.db"), link))
	p.must(os.Symlink(p.file("data"), linked))
	p.must(os.WriteFile(p.file("pw2"), []byte("another passphrase of somebody\n"), 0o600))
	p.folder("elsewhere")
	hard := p.file("elsewhere/hard.pdf")
	p.must(os.Link(p.file("data/register.db"), hard))
	targets := []string{
		p.file("data/register.db"), p.file("data/register.db-wal"), p.file("data/new.pdf"), p.file("data/../data/register.db"),
		marks[0], p.file("config/new"), p.file("passphrase"), p.file("pw2"), link, filepath.Join(linked, "register.db-wal"), hard,
	}
	if testing.Short() {
		targets = []string{targets[0], targets[1], marks[0], p.file("pw2")}
	}
	for verb, call := range fileVerbs {
		args := append(strings.Fields(verb), strings.Fields(strings.NewReplacer("{N}", number, "{JOB}", job).Replace(call))...)
		for _, target := range targets {
			p.untouched(func() said { return p.run("", append(args, target)...) }, verb, target)
		}
	}
	for _, verb := range []string{"bundle create --out", "gate lists --out", "sync"} {
		if s := p.run("", append(strings.Fields(verb), linked)...); s.code != exitUsage || !strings.Contains(s.err, "own folders") {
			t.Errorf("%s: exit %d, %s", verb, s.code, s.err)
		}
	}
	p.within(func(a *app, st *station.Station) {
		press, err := a.newPress(p.file("data"))
		p.must(err)
		for _, place := range []string{p.file("data"), linked, p.file("data/register.db.pdf"), p.file("config/new")} {
			if err := press.SetPlace(a.ctx, place); err != errOwnFolder {
				t.Errorf("papers may go to %s: %v", place, err)
			}
		}
	})
	for _, target := range targets[:2] {
		p.untouched(func() said { return p.run("", "backup", target) }, "backup", target)
	}
	if l := p.expect(exitPart, "", "print", "passes", "--unprinted", "--out", p.file("p.pdf")).lines(t); l[0]["passes"] != 1.0 {
		t.Errorf("a pass counts as printed: %v", l)
	}
	p.expect(exitDone, "", "verify")
}

// untouched: the file holds after the run what it held before; where nothing was there,
// nothing is.
func (p *place) untouched(run func() said, verb, target string) {
	p.t.Helper()
	before := p.opening(target)
	s := run()
	if after := p.opening(target); after != before {
		p.t.Fatalf("%s --out %s: the file was %q and is %q", verb, target, before, after)
	}
	if twoLanguages(p.t, s.err); s.code == exitDone || s.code == exitPart {
		p.t.Errorf("%s --out %s: exit %d", verb, target, s.code)
	} else if !strings.Contains(s.err, "own folders") && !strings.Contains(s.err, "another kind") && !strings.Contains(s.err, "exists already") {
		p.t.Errorf("%s --out %s: %s", verb, target, s.err)
	}
}

// opening is how a file begins: a verb may go on writing in the register, but what
// stands at its head says what file it is.
func (p *place) opening(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(b[:min(len(b), 8)])
}

// What is of the kind is replaced, as ever, and an empty file too.
func TestAFileOfItsKindIsReplaced(t *testing.T) {
	p, number := issuedPlace(t)
	for _, args := range [][]string{
		{"print", "calibration", "--out", p.file("c.pdf")}, {"export", "csv", "--out", p.file("r.csv")},
		{"export", "xlsx", "--out", p.file("r.xlsx")}, {"export", "jsonl", "--out", p.file("r.jsonl")},
		{"gate", "page", "--out", p.file("g.html")}, {"head", "--sign", "--out", p.file("head.txt")},
		{"enrol", "request", "--out", p.file("request")}, {"gate", "lists", "--out", p.home},
		{"print", "ledger", "--out", p.file("l.pdf")}, {"guide", "--pdf", p.file("guide.pdf")},
	} {
		p.expect(exitDone, "", args...)
		p.expect(exitDone, "", args...)
	}
	p.must(os.WriteFile(p.file("empty.pdf"), nil, 0o600))
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("empty.pdf"))
	p.must(os.WriteFile(p.file("other.csv"+sidecarEnd), []byte("mine"), 0o600))
	if s := p.expect(exitUsage, "", "export", "csv", "--out", p.file("other.csv")); stands(p.file("other.csv")) {
		t.Errorf("written beside a file that is not ours: %s", s.err)
	}
}

// Every flag that names a file to write is tried above.
func TestEveryFileFlagIsTried(t *testing.T) {
	k, err := kong.New(&cli{}, kong.Vars{"schemes": "x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range k.Model.Leaves(false) {
		verb := strings.TrimPrefix(leaf.Path(), "passdesk ")
		for _, f := range leaf.Flags {
			if (f.Name == "out" || f.Name == "pdf") && fileVerbs[verb] == "" && !folderVerbs[verb] {
				t.Errorf("%s --%s is not tried", verb, f.Name)
			}
		}
	}
}

// itsOwn are the files of code that write what the program places by itself.
var itsOwn = []string{"files.go", "outfile.go", "errandsup.go", "bundle.go", "asides.go", "parcelstands.go", "notsent.go"}

// Only what the program places by itself is written without asking whose the name is.
func TestOneWayOut(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") || slices.Contains(itsOwn, f) {
			continue
		}
		for _, call := range []string{"writeWhole(", "openWhole(", "os.Create(", "os.WriteFile("} {
			if strings.Contains(string(text), call) {
				t.Errorf("%s calls %s: a name of the operator's goes through writeOut", f, call)
			}
		}
	}
}
