package main

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Bits that flip on the medium: whatever bit it is, of the register, its log file or
// the mark, verify finds it or it is shown not to matter; and no verdict, no number
// ever comes out otherwise than before.

// flipped is a place of which every file is known.
type flipped struct {
	*place
	files map[string][]byte // by path under the home
	told  string            // everything that the tables hold
	known map[string]string // verdicts on known lines
	split map[string]int    // what found it
}

const holdsSame = "nothing: it holds the same"

const linesAgain = 2 // a ref that was answered, and a holder under another ref

func TestEveryFlippedBitIsFoundOrDoesNotMatter(t *testing.T) {
	doneElsewhere(t)
	for name, make := range map[string]func(*place){
		"closed": func(*place) {},
		"with a log file": func(p *place) {
			b := p.start("issue")
			for n := range 3 {
				if _, err := b.stdin.WriteString(person(70 + n).line(fmt.Sprint("late-", n))); err != nil {
					t.Fatal(err)
				}
			}
			verdicts := 0
			for buf := make([]byte, 1); verdicts < 3; {
				if _, err := b.stdout.Read(buf); err != nil {
					t.Fatal(err)
				}
				if buf[0] == '\n' {
					verdicts++
				}
			}
			b.cmd.Process.Kill()
			b.cmd.Wait()
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlipped(t, make)
			for _, path := range slices.Sorted(maps.Keys(f.files)) {
				if strings.HasSuffix(path, ".lock") || path == "passphrase" {
					continue
				}
				f.flipAll(path, times(t, 70, 8*len(f.files[path])))
			}
			did(t, "flipped bits, found by: %v", f.split)
			found := -f.split[holdsSame]
			for _, n := range f.split {
				found += n
			}
			if found < 20 {
				t.Errorf("only %d flips were found: they did not reach what they were to reach", found)
			}
		})
	}
}

func newFlipped(t *testing.T, last func(*place)) *flipped {
	p := newPlace(t)
	p.init()
	var lines strings.Builder
	for n := range 60 {
		lines.WriteString(person(n).line(fmt.Sprint("r-", n)))
	}
	p.expect(exitDone, lines.String(), "issue")
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "close")
	last(p)
	f := &flipped{place: p, files: map[string][]byte{}, known: map[string]string{}, split: map[string]int{}}
	p.must(filepath.WalkDir(p.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(p.home, path)
		f.files[rel] = b
		return err
	}))
	f.put("", nil)
	f.told = f.tables()
	f.put("", nil)
	for _, l := range p.expect(exitDone, f.again(), "issue").lines(t) {
		f.known[l["ref"].(string)] = verdictOf(l)
	}
	if len(f.known) != linesAgain {
		t.Fatalf("known verdicts %v", f.known)
	}
	return f
}

func (f *flipped) again() string { return person(3).line("r-3") + person(4).line("another") }

// verdictOf is what a verdict decides.
func verdictOf(l map[string]any) string {
	return fmt.Sprint(l["outcome"], l["number"], l["copy"], l["related"])
}

// put sets every file back, one of them as given.
func (f *flipped) put(path string, content []byte) {
	for _, folder := range []string{"data", "config"} {
		f.must(os.RemoveAll(f.file(folder)))
	}
	for name, b := range f.files {
		if name == path {
			b = content
		}
		f.must(os.MkdirAll(filepath.Dir(f.file(name)), 0o700))
		f.must(os.WriteFile(f.file(name), b, 0o600))
	}
}

// flipAll flips so many bits of a file, spread over all of it; or every one.
func (f *flipped) flipAll(path string, most int) {
	whole := f.files[path]
	bits := len(whole) * 8
	r := rand.New(rand.NewPCG(seeded(f.t, 20200210), uint64(bits)))
	step := max(1, bits/most)
	for bit := 0; bit < bits && !f.t.Failed(); bit += step {
		f.flip(path, whole, min(bits-1, bit+r.IntN(step)))
	}
}

func (f *flipped) flip(path string, whole []byte, bit int) {
	b := slices.Clone(whole)
	b[bit/8] ^= 1 << (bit % 8)
	f.put(path, b)
	what := fmt.Sprintf("%s, byte %d, bit %d", path, bit/8, bit%8)
	s, panicked := f.calm("", "verify")
	switch {
	case panicked != nil:
		f.t.Errorf("%s: verify: panic %v", what, panicked)
	case s.code == exitDone:
		f.put(path, b)
		if told := f.tables(); told != f.told {
			f.t.Errorf("%s: the register holds something else, and verify says that it is whole\n%s", what, s.out)
		}
		f.split[holdsSame]++
	case s.code == exitDamaged, s.code == exitDenied:
		f.split[foundBy(f.t, s)]++
	default:
		f.t.Errorf("%s: verify: exit %d\n%s%s", what, s.code, s.out, s.err)
	}
	f.put(path, b)
	s, panicked = f.calm(f.again(), "issue")
	if panicked != nil {
		f.t.Errorf("%s: issue: panic %v", what, panicked)
		return
	}
	for l := range strings.Lines(s.out) {
		v := (said{out: l}).lines(f.t)[0]
		if ref, _ := v["ref"].(string); f.known[ref] != verdictOf(v) {
			f.t.Errorf("%s: issue answers %s; before it was %s", what, l, f.known[ref])
		}
	}
}

// calm runs a verb and catches its panic.
func (f *flipped) calm(stdin string, args ...string) (s said, panicked any) {
	defer func() { panicked = recover() }()
	return f.run(stdin, args...), nil
}

// foundBy is the first of the layers, from below, that says something.
func foundBy(t *testing.T, s said) string {
	if s.code == exitDenied {
		return "the passphrase's wrap"
	}
	if s.out == "" {
		return "opening"
	}
	l := s.lines(t)[0]
	for _, layer := range []struct{ sign, name string }{
		{"file:", "file"}, {"event", "chain"}, {"log:", "chain"}, {"signed head", "signed heads"}, {"record", "seals"},
		{"answers", "seals"}, {"pass", "projections"}, {"keys", "projections"}, {"case", "projections"},
	} {
		for _, fault := range l["faults"].([]any) {
			if strings.HasPrefix(fault.(string), layer.sign) {
				return layer.name
			}
		}
	}
	if l["read_only"] != nil {
		return "the mark" // the log file ends early: the register is behind its mark
	}
	return "the rest"
}

// tables is everything that the tables hold, row by row, and the schema.
func (f *flipped) tables() string {
	db, err := sql.Open("sqlite", f.file("data/register.db"))
	f.must(err)
	defer db.Close()
	var all strings.Builder
	names, err := rowsOf(db, `SELECT name, coalesce(sql,'') FROM sqlite_schema ORDER BY name`)
	if err != nil {
		return err.Error()
	}
	for _, n := range names {
		all.WriteString(n + "\n")
	}
	tables, err := rowsOf(db, `SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name`)
	if err != nil {
		return err.Error()
	}
	for _, table := range tables {
		rows, err := rowsOf(db, `SELECT * FROM `+strings.Trim(table, "[]"))
		if err != nil {
			return err.Error()
		}
		all.WriteString(strings.Join(rows, "\n"))
	}
	return all.String()
}

// rowsOf reads rows of any columns as text.
func rowsOf(db *sql.DB, query string) ([]string, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var all []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, fmt.Sprint(values))
	}
	return all, rows.Err()
}
