package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passdesk/tui/guide"
	"passdesk/tui/screentest"
)

// The guide's pictures are the goldens: what a test has seen on the screen. This file's
// name puts it behind those tests: one go test ./tui -update writes both.
func TestTheGuidesPicturesAreTheProgramsScreens(t *testing.T) {
	for _, p := range guide.Pictures {
		for end, goldens := range map[string][]string{".zh.txt": {p.Name}, ".en.txt": {p.Name + "_en", p.Name + "english"}} {
			seen := goldenOf(t, goldens)
			file := filepath.Join("guide", "screens", p.Name+end)
			if screentest.Updating() {
				if err := os.WriteFile(file, seen, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if kept, err := os.ReadFile(file); err != nil || string(kept) != string(seen) {
				t.Errorf("%s is not what the program shows (%v): go test ./tui -run GuidesPictures -update", file, err)
			}
		}
	}
}

// goldenOf is the golden of 80 by 24 that goes by one of the names.
func goldenOf(t *testing.T, names []string) []byte {
	t.Helper()
	for _, n := range names {
		if text, err := os.ReadFile(filepath.Join("testdata", n+"_80x24.golden")); err == nil {
			return text
		}
	}
	t.Fatalf("no golden of %v", names)
	return nil
}

// Every picture stands in a chapter, in both languages, and the book says all that the
// help says.
func TestTheBookIsTheWholeGuide(t *testing.T) {
	for _, english := range []bool{false, true} {
		var said []string
		pictures := 0
		for _, c := range guide.Sections(english) {
			said = append(said, c.Heading)
			for _, p := range c.Parts {
				if p.Rows != nil {
					pictures++
					continue
				}
				said = append(said, p.Text)
			}
		}
		for line := range strings.Lines(guide.Text(english)) {
			line = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(line, "# "), "- "))
			if line != "" && !slices.Contains(said, line) {
				t.Errorf("the book leaves out %q", line)
			}
		}
		if pictures != len(guide.Pictures) {
			t.Errorf("english %v: %d pictures stand in a chapter, of %d", english, pictures, len(guide.Pictures))
		}
	}
}
