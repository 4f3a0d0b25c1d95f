package printing

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var rewrite = flag.Bool("update", false, "rewrite the goldens in testdata")

// raceDetector is true in a test binary that was built with -race.
var raceDetector bool

// outside runs a program on a file and returns what it says; the test is
// skipped where the program is missing, and fails there when PASSDESK_TOOLS is
// "required".
func outside(t *testing.T, tool string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		if os.Getenv("PASSDESK_TOOLS") == "required" {
			t.Fatalf("%s is missing and PASSDESK_TOOLS=required", tool)
		}
		t.Skipf("skipped: %s is missing", tool)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var said, complained bytes.Buffer
	cmd := exec.CommandContext(ctx, tool, args...)
	cmd.Stdout, cmd.Stderr = &said, &complained
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s%s", tool, args, err, said.Bytes(), complained.Bytes())
	}
	return said.Bytes()
}

// onDisk writes a document into the test's folder and returns the path.
func onDisk(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, inMemory(t, write), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func inMemory(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares a text with testdata/name; -update rewrites it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v). Got:\n%s", path, err, got)
	}
}

// picture is a page rendered in grey: one byte a pixel, 0 black.
type picture struct {
	width, height int
	grey          []byte
}

// pictures renders every page at the resolution.
func pictures(t *testing.T, path string, dpi int) []picture {
	t.Helper()
	said := outside(t, "pdftoppm", "-gray", "-r", fmt.Sprint(dpi), path)
	var out []picture
	for len(said) > 0 {
		p := greyOf(t, said)
		said = said[len(fmt.Sprintf("P5\n%d %d\n255\n", p.width, p.height))+len(p.grey):]
		out = append(out, p)
	}
	return out
}

// greyOf is the picture at the front of what a renderer wrote.
func greyOf(t *testing.T, pgm []byte) picture {
	t.Helper()
	var p picture
	var depth int
	if _, err := fmt.Fscanf(bytes.NewReader(pgm), "P5\n%d %d\n%d", &p.width, &p.height, &depth); err != nil || depth != 255 {
		t.Fatalf("not a grey picture: %v", err)
	}
	head := len(fmt.Sprintf("P5\n%d %d\n%d\n", p.width, p.height, depth))
	p.grey = pgm[head : head+p.width*p.height]
	return p
}
