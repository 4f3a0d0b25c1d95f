package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/export/collector/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// place is a city: a database, a folder for everything else, and the verbs.
type place struct {
	testing.TB
	db, dir string
	desk    string // the station's program
}

func newPlace(t testing.TB) *place {
	t.Helper()
	return &place{TB: t, db: pgtest.Database(t), dir: t.TempDir()}
}

func (p *place) file(name string) string { return filepath.Join(p.dir, name) }

func (p *place) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// said is what a verb answered.
type said struct{ out, err string }

// run runs a verb and demands its exit code.
func (p *place) run(want int, args ...string) said {
	p.Helper()
	var out, errs bytes.Buffer
	w := world{args: append([]string{"--db", p.db, "--key", p.file("city.key")}, args...), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now, rand: chance}
	if got := run(p.Context(), w); got != want {
		p.Fatalf("%v: exit %d, want %d\n%s%s", args, got, want, out.String(), errs.String())
	}
	return said{out.String(), errs.String()}
}

// lines are the JSON lines of an answer.
func (s said) lines(t testing.TB) (all []map[string]any) {
	t.Helper()
	for l := range strings.Lines(s.out) {
		var v map[string]any
		if err := json.Unmarshal([]byte(l), &v); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		all = append(all, v)
	}
	return all
}

var (
	builds sync.Once
	built  string
	broken error
)

// station builds the station's program once, as it is shipped.
func (p *place) station() {
	p.Helper()
	if testing.Short() {
		p.Skip("builds the station's program and works as other processes")
	}
	builds.Do(func() {
		dir, err := os.MkdirTemp("", "passdesk-built-")
		if err != nil {
			broken = err
			return
		}
		built = filepath.Join(dir, "passdesk")
		if runtime.GOOS == "windows" {
			built += ".exe"
		}
		if out, err := exec.Command("go", "build", "-o", built, "passdesk/cmd/passdesk").CombinedOutput(); err != nil {
			broken = fmt.Errorf("%w\n%s", err, out)
		}
	})
	p.must(broken)
	p.desk = built
	p.must(os.WriteFile(p.file("pw"), []byte("a long passphrase of the tests"), 0o600))
}

// at runs a verb of a station, whose folder has the name.
func (p *place) at(station string, stdin string, args ...string) string {
	p.Helper()
	out, err := p.try(station, stdin, args...)
	if err != nil {
		p.Fatalf("station %s %v: %v\n%s", station, args, err, out)
	}
	return out
}

func (p *place) try(station string, stdin string, args ...string) (string, error) {
	cmd := exec.Command(p.desk, append(args, "--passphrase-file", p.file("pw"))...)
	cmd.Env = append(os.Environ(), "PASSDESK_DIR="+p.file(station), "PASSDESK_CONFIG_DIR="+p.file(station+"-config"), "SSL_CERT_FILE="+p.file("door.crt"))
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%w: %s", err, errs.String())
	}
	return out.String(), nil
}

// enrolled makes a station and licenses it for the code.
func (p *place) enrolled(name string, code int) {
	p.Helper()
	p.enrolledAs(name, "community", code)
}

// enrolledAs is enrolled for a point of the kind.
func (p *place) enrolledAs(name, kind string, code int) {
	p.Helper()
	p.at(name, "", "init", "--scheme", "ningbo", "--division", "330212", "--kind", kind, "--point", "样例社区"+name, "--operator", "op", "--recovery", p.file(name+".pdf"))
	p.at(name, "", "enrol", "request", "--out", p.file(name+".request"), "--station", fmt.Sprint(code))
	lic := p.run(exitDone, "license", "grant", p.file(name+".request"), "--out", p.file(name+".licence")).lines(p)[0]
	p.at(name, "", "enrol", "accept", p.file(name+".licence"), "--root", lic["fingerprint"].(string))
}

// application is a line for somebody who does not exist.
func application(ref, name, number string) string {
	return fmt.Sprintf(`{"ref":%q,"name":%q,"document":{"number":%q},"declared":true}`+"\n", ref, name, number)
}

const (
	father = "330212198505059315"
	mother = "330203198706069345"
)
