package sqlite

import (
	"math/rand/v2"
	"strings"
	"testing"

	"passdesk/registry"
)

func TestPapersAreKeptShort(t *testing.T) {
	gap := func(n int) string { return strings.Repeat("-", n) }
	for _, c := range []struct {
		all, short string
	}{
		{"", ""},
		{"n", "n"},
		{"lo", "lo"},
		{"s" + gap(199) + "n", "s//n"},
		{"o" + gap(199) + "o", "o//o"},
		{"rso" + gap(197) + "sn", "rso//sn"},
		{"s" + gap(199) + "s" + gap(99) + "n", "s//s/n"},
		{strings.Repeat("l", 100) + gap(100) + "n", strings.Repeat("l", 100) + "/n"},
		{strings.Repeat("l", 100), strings.Repeat("l", 100)},
		{strings.Repeat("l", 99) + "-n", strings.Repeat("l", 99) + "/n"},
	} {
		if got := shortPapers(registry.Papers(c.all)); got != c.short {
			t.Errorf("%.9s… is kept as %q, want %q", c.all, got, c.short)
		}
		if got := allPapers(c.short); string(got) != c.all {
			t.Errorf("%q reads as %d letters, want %d", c.short, len(got), len(c.all))
		}
		if got := allPapers(c.all); string(got) != c.all {
			t.Errorf("the column of before, %.9s…, reads as %d letters", c.all, len(got))
		}
	}
}

// Whatever became of the copies, of however many epochs, they read back as they were.
func TestPapersReadBack(t *testing.T) {
	const letters = "nocvlmrs-"
	r := rand.New(rand.NewPCG(4, 201))
	for range 2_000 {
		var all strings.Builder
		for all.Len() < 1+r.IntN(700) {
			if all.WriteByte(letters[r.IntN(len(letters))]); r.IntN(3) == 0 {
				all.WriteString(unusedHundred[all.Len()%hundred:])
			}
		}
		want := registry.Papers(all.String())
		if got := allPapers(shortPapers(want)); got != want {
			t.Fatalf("%q reads back as %q", want, got)
		}
	}
}
