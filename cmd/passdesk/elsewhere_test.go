package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A register that is not its newest self: copied with everything that belongs to
// it, put back with or without its mark, or beside a mark that is damaged.

// boundPlace is a station on a machine that tells what it is, with one pass.
func boundPlace(t *testing.T) (*place, string) {
	t.Helper()
	p := newPlace(t)
	p.told = machineTold{system: "id-1", model: "maker|model", unit: "unit-1"}
	p.place = tellPlace
	p.init()
	number := p.issued(lineFather)
	p.now = p.now.Add(time.Minute)
	return p, number
}

// copied is the whole of the place in other folders: data, config, passphrase.
func (p *place) copied() *place {
	p.t.Helper()
	q := *p
	q.home = p.t.TempDir()
	p.must(os.CopyFS(q.home, os.DirFS(p.home)))
	return &q
}

func (p *place) mark() string {
	p.t.Helper()
	files, err := filepath.Glob(filepath.Join(p.file("config"), "*"+highWaterEnd))
	p.must(err)
	if len(files) != 1 {
		p.t.Fatalf("%d marks", len(files))
	}
	return files[0]
}

func TestRegistersThatAreNotTheirNewestSelf(t *testing.T) {
	overwrite := func(p *place, path string, change func([]byte) []byte) {
		b, err := os.ReadFile(path)
		p.must(err)
		p.must(os.WriteFile(path, change(b), 0o600)) // in place: the file stays the same one
	}
	keeps := func(b []byte) func([]byte) []byte { return func([]byte) []byte { return b } }
	for _, c := range []struct {
		what, why string
		make      func(p *place) *place
	}{
		{"data and config copied on the same machine", "高水位文件是拷贝", func(p *place) *place { return p.copied() }},
		{"data and config copied to another laptop", "不是本机", func(p *place) *place {
			q := p.copied()
			q.told = machineTold{system: "id-2", model: "maker|model", unit: "unit-2"}
			return q
		}},
		{"the disk put into another model", "不是本机", func(p *place) *place { p.told.model, p.told.unit = "maker|other", ""; return p }},
		{"another installation, and the hardware tells nothing", "不是本机", func(p *place) *place { p.told = machineTold{system: "id-2"}; return p }},
		{"the same laptop, installed again, folders copied back", "系统重装", func(p *place) *place {
			q := p.copied()
			q.told.system = "id-3"
			return q
		}},
		{"the mark gone", "不是本机", func(p *place) *place { p.must(os.Remove(p.mark())); return p }},
		{"an old register put back", "登记册比高水位旧", func(p *place) *place {
			old, err := os.ReadFile(p.file("data/" + registerFile))
			p.must(err)
			p.expect(exitDone, lineMother, "issue")
			overwrite(p, p.file("data/"+registerFile), keeps(old))
			return p
		}},
		{"an old mark put back in place", "高水位文件比登记册旧", func(p *place) *place {
			old, err := os.ReadFile(p.mark())
			p.must(err)
			for _, line := range []string{lineMother, lineSon} {
				p.expect(exitDone, line, "issue")
				p.now = p.now.Add(time.Minute)
			}
			overwrite(p, p.mark(), keeps(old))
			return p
		}},
		{"two copies went on", "别处也续写过", func(p *place) *place {
			q := p.copied()
			q.place = nil // where files tell nothing, the copy is not noticed
			q.expect(exitDone, lineSon, "issue")
			p.expect(exitDone, lineMother, "issue")
			theirs, err := os.ReadFile(q.file("data/" + registerFile))
			p.must(err)
			overwrite(p, p.file("data/"+registerFile), keeps(theirs))
			return p
		}},
		{"no slot whole", "高水位文件损坏", func(p *place) *place {
			overwrite(p, p.mark(), func(b []byte) []byte { b[20] ^= 1; b[len(b)/2+20] ^= 1; return b })
			return p
		}},
		{"the mark is another file", "高水位文件损坏", func(p *place) *place {
			overwrite(p, p.mark(), func([]byte) []byte { return bytes.Repeat([]byte("x"), 300) })
			return p
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, number := boundPlace(t)
			c.make(p).expectReadOnly(number, c.why)
		})
	}
}

// expectReadOnly: the register is read as ever and never written; it says why and
// what to do; the keeper's new epoch makes it whole.
func (p *place) expectReadOnly(number, why string) {
	t := p.t
	t.Helper()
	p.expect(exitDone, "", "show", number) // a mark that is not there is noted once: TestAForeignRegisterIsRemembered
	data, config := p.picture("data"), p.picture("config")
	for _, c := range []struct {
		code int
		verb []string
	}{{exitDone, []string{"show", number}}, {exitDone, []string{"find", "ylf"}}, {exitDamaged, []string{"verify"}}} {
		s := p.expect(c.code, "", c.verb...)
		twoLanguages(t, s.err)
		if strings.Count(s.err, why) != 1 || !strings.Contains(s.err, "epoch new --reason") {
			t.Errorf("%v does not say once %s, and what to do: %s", c.verb, why, s.err)
		}
	}
	p.agrees()
	for _, verb := range [][]string{{"issue"}, {"sign", number}, {"cancel", number, "--reason", "样例"}, {"recall", number, "--reason", "other", "--note", "样例备注"}, {"close"}} {
		s := p.run(lineMother, verb...)
		if s.code != exitDamaged || !strings.Contains(s.err, why) {
			t.Errorf("%v: exit %d, want 5, for %s\n%s%s", verb, s.code, why, s.out, s.err)
		}
		twoLanguages(t, s.err)
	}
	p.sameAs(data, "data")
	p.sameAs(config, "config")
	p.expect(exitUsage, "", "epoch", "new")
	taken := p.expect(exitDone, "", "epoch", "new", "--reason", "样例原因")
	if strings.Contains(taken.out, "样例原因") {
		t.Error("the reason is told outside")
	}
	fresh := strings.NewReplacer("r-mother", "r-fresh", "样例母", "样例丁", "330203198706069345", person(41).number).Replace(lineMother)
	n := p.issued(fresh)
	if n[5] < '2' || n[7:12] != "00001" {
		t.Errorf("after the new epoch: %s, want a later epoch and serial 1", n)
	}
	if s := p.expect(exitDone, "", "verify"); s.err != "" {
		t.Errorf("still read-only? %s", s.err)
	}
}

// agrees: verify finds no fault in a register that is not its newest self, and does
// not call it sound.
func (p *place) agrees() {
	p.t.Helper()
	s := p.expect(exitDamaged, "", "verify")
	twoLanguages(p.t, s.err)
	if !strings.Contains(s.err, "epoch new --reason") {
		p.t.Errorf("it does not say what to do: %s", s.err)
	}
	proof := s.lines(p.t)[0]
	if faults := proof["faults"].([]any); len(faults) > 0 || proof["read_only"] == nil {
		p.t.Errorf("faults %v, read-only %v", faults, proof["read_only"])
	}
}

// What moves and is the same: nothing is asked.
func TestWhatStaysOnItsMachineOpens(t *testing.T) {
	for what, move := range map[string]func(p *place){
		"the system tells less than before": func(p *place) { p.told = machineTold{} },
		"the system tells more than before": func(p *place) { p.told.unit = "unit-1" },
		"both folders renamed on their disk": func(p *place) {
			p.must(os.Rename(p.file("config"), p.file("c")))
			p.must(os.Mkdir(p.file("config"), 0o700))
			p.must(os.Rename(p.file("c/"+filepath.Base(p.named())), p.named()))
		},
		"a disk whose files tell nothing": func(p *place) { p.place = func(string) string { return "" } },
	} {
		p, _ := boundPlace(t)
		p.named()
		move(p)
		if s := p.expect(exitDone, lineMother, "issue"); s.err != "" {
			t.Errorf("%s: %s", what, s.err)
		}
		p.told, p.place = machineTold{system: "id-1", model: "maker|model", unit: "unit-1"}, tellPlace
		if s := p.expect(exitDone, lineSon, "issue"); s.err != "" {
			t.Errorf("%s, and back: %s", what, s.err)
		}
	}
}

// named is where the mark belongs.
func (p *place) named() string {
	files, _ := filepath.Glob(filepath.Join(p.home, "c*", "*"+highWaterEnd))
	return filepath.Join(p.file("config"), filepath.Base(files[0]))
}

// A mark of an earlier build tells nothing: it is believed, and bound when it is
// written next.
func TestEarlierMarksAreBoundAtTheFirstWrite(t *testing.T) {
	for _, schema := range []string{"1", "2"} {
		p := newPlace(t)
		p.must(os.Remove(p.file("passphrase")))
		p.must(os.CopyFS(p.home, os.DirFS(filepath.Join(frozenFolder, schema))))
		p.told, p.place = machineTold{system: "id-1"}, tellPlace
		q := p.copied()
		p.expect(exitDone, "", "find", "ylf")
		p.expect(exitDone, lineMother, "issue")
		p.told.system = "id-2"
		if s := p.run(lineAsked, "issue"); s.code != exitDamaged {
			t.Errorf("schema %s, written once and moved: exit %d", schema, s.code)
		}
		q.told.system = "id-2"
		if s := q.run(lineMother, "issue"); s.code != exitDone {
			t.Errorf("schema %s, moved before it was written: exit %d, %s", schema, s.code, s.err)
		}
	}
}

func TestThisMachineTellsTheSameTwice(t *testing.T) {
	if first, again := tellMachine(), tellMachine(); first != again {
		t.Error("the machine tells another thing each time")
	}
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	write(t, one, []byte("x"))
	was := tellPlace(one)
	write(t, two, []byte("x"))
	if was == "" {
		missing(t, "this disk does not tell files apart")
	}
	write(t, one, []byte("another content"))
	if tellPlace(one) != was || tellPlace(two) == was {
		t.Errorf("%q, then %q; the other one %q", was, tellPlace(one), tellPlace(two))
	}
}
