package registry

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw the transition table into the package comment")

// TestTableIsDrawn: what the package comment shows is the table of the code.
func TestTableIsDrawn(t *testing.T) {
	const file, head, tail = "registry.go", "draws it anew.\n//\n", "// # Beside it"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), head)
	_, after, ends := strings.Cut(rest, tail)
	if !found || !ends {
		t.Fatalf("%s has no place for the table", file)
	}
	var table strings.Builder
	for line := range strings.Lines(drawn()) {
		table.WriteString("//\t" + strings.TrimRight(line, " "))
	}
	want := before + head + table.String() + "//\n" + tail + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("%s does not show the table of life.go: go test ./registry -run Drawn -update", file)
	}
}

// Every step of the table is drawn once.
func TestArrowsAreTheTable(t *testing.T) {
	drawn := 0
	for _, a := range Arrows() {
		for _, k := range a.Kinds {
			next, err := Next(a.From, k)
			if err != nil || len(next) == 0 || strings.Join(words(next), " ") != strings.Join(words(a.To), " ") {
				t.Errorf("%s after %q is drawn to %v, and leads to %v, %v", k, a.From, a.To, next, err)
			}
			drawn++
		}
	}
	steps := 0
	for _, from := range life {
		steps += len(from)
	}
	if drawn != steps {
		t.Errorf("%d steps are drawn, the table has %d", drawn, steps)
	}
}

func words(list []Status) (out []string) {
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}
