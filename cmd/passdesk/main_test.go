package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crypto/rand"

	"passdesk/registry/seal"
)

// childEnv makes the test binary behave as passdesk itself, with a cheap
// passphrase: the harness of crashes starts and kills it.
const childEnv = "PASSDESK_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := wished()
	defer stop()
	os.Exit(runToItsEnd(ctx, world{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv,
		now: breakingClock, rand: rand.Reader, cost: func() seal.Cost { return seal.TestCost },
	}))
}

const testPassphrase = "correct horse battery staple five"

// place is a machine of a test: folders of its own, a clock that stands.
type place struct {
	t    *testing.T
	home string
	now  time.Time

	fonts string                   // the folder of fonts beside the program
	told  machineTold              // what this machine tells of itself: nothing, unless a test says so
	place func(path string) string // likewise of the files on it
	disk  diskTeller               // and of its encryption

	env   map[string]string
	goos  string    // the system, where it is not this one
	waits printWait // for printers

	chance io.Reader // nil: the system's
}

func newPlace(t *testing.T) *place {
	p := &place{t: t, home: t.TempDir(), now: time.Date(2020, 3, 10, 1, 0, 0, 0, time.UTC)}
	p.must(os.WriteFile(p.file("passphrase"), []byte(testPassphrase+"\n"), 0o600))
	return p
}

func (p *place) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) file(name string) string { return filepath.Join(p.home, name) }

// said is what one run of passdesk answered.
type said struct {
	code     int
	out, err string
}

// lines are the JSON objects of stdout.
func (s said) lines(t *testing.T) []map[string]any {
	t.Helper()
	var all []map[string]any
	for _, l := range strings.Split(strings.TrimSpace(s.out), "\n") {
		if l == "" {
			continue
		}
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("stdout is no JSON line: %q", l)
		}
		all = append(all, m)
	}
	return all
}

// flags are the folders and the passphrase of the place.
func (p *place) flags() []string {
	return []string{"--dir", p.file("data"), "--config-dir", p.file("config"), "--passphrase-file", p.file("passphrase")}
}

// run calls the real verb with the place's folders.
func (p *place) run(stdin string, args ...string) said {
	p.t.Helper()
	return p.bare(stdin, append(args, p.flags()...)...)
}

// bare calls it with nothing added.
func (p *place) bare(stdin string, args ...string) said {
	var out, errs bytes.Buffer
	w := p.world(strings.NewReader(stdin), &out, &errs)
	w.args = args
	return said{run(context.Background(), w), out.String(), errs.String()}
}

// world is the place as a run of the program sees it.
func (p *place) world(stdin io.Reader, out, errs io.Writer) world {
	var chance io.Reader = rand.Reader
	if p.chance != nil {
		chance = p.chance
	}
	return world{
		stdin: stdin, stdout: out, stderr: errs, env: func(name string) string { return p.env[name] },
		now: func() time.Time { return p.now }, rand: chance, cost: func() seal.Cost { return seal.TestCost },
		machine: func() machineTold { return p.told }, place: p.place, disk: p.disk, fonts: p.fonts, goos: p.goos, waits: p.waits,
	}
}

// expect runs a verb and demands its exit code.
func (p *place) expect(code int, stdin string, args ...string) said {
	p.t.Helper()
	s := p.run(stdin, args...)
	if s.code != code {
		p.t.Fatalf("passdesk %s: exit %d, want %d\nstdout: %s\nstderr: %s", strings.Join(args, " "), s.code, code, s.out, s.err)
	}
	return s
}

// init makes the place a station.
func (p *place) init(args ...string) said {
	p.t.Helper()
	return p.expect(exitDone, "", append([]string{"init", "--scheme", "ningbo", "--division", "330212", "--station", "931",
		"--kind", "community", "--point", "样例社区", "--operator", "op"}, args...)...)
}

const (
	lineFather = `{"ref":"r-father","name":"样例父","document":{"number":"330212198505059315"},"declared":true}` + "\n"
	lineMother = `{"ref":"r-mother","name":"样例母","document":{"number":"330203198706069345"},"declared":true}` + "\n"
	lineSon    = `{"ref":"r-son","name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-01","sex":"M","declared":true}` + "\n"
)
