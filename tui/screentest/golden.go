package screentest

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden screens anew instead of comparing with them")

// Updating reports whether goldens are written anew; for a test that draws a file of
// its own.
func Updating() bool { return *update }

// Golden compares the screen's text with testdata/<name>.golden, once it has come to
// rest: the pages of a list come by themselves. `go test -update` writes it.
func (s *Session) Golden(name string) {
	s.t.Helper()
	if want, err := os.ReadFile(goldenPath(name)); err == nil && !*update {
		s.term.Wait(s.set.limit/20, func(scr Screen) bool { return keptAs(scr.Text()) == unixLines(want) })
	}
	Golden(s.t, name, s.Text())
}

func goldenPath(name string) string {
	return filepath.Join("testdata", filepath.FromSlash(name)+".golden")
}

// keptAs is how a golden keeps a text; unixLines a golden as it was kept.
func keptAs(text string) string    { return strings.TrimRight(text, "\n") + "\n" }
func unixLines(kept []byte) string { return strings.ReplaceAll(string(kept), "\r\n", "\n") }

// Golden compares a text with testdata/<name>.golden. It is the text of the screen that is kept, never
// the stream of escapes. A package whose tests import this one has its -update flag already.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := goldenPath(name)
	got = keptAs(got)
	if *update {
		writeGolden(t, path, got)
		return
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s does not exist; run go test -update, and look at it", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := unixLines(b)
	if got != want {
		t.Errorf("%s differs\n--- got ---\n%s--- want ---\n%s--- first difference: %s", path, got, want, firstDifference(got, want))
	}
}

func writeGolden(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "(no line)", "(no line)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return "\ngot:  " + a + "\nwant: " + b
		}
	}
	return "none"
}
