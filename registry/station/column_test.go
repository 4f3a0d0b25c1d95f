package station

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every run draws the same; -rapid.seed=N draws others.
func init() { flag.Set("rapid.seed", "20200210") }

// A column answers what a look at every text answers, in the order of the texts,
// however they lie in runs.
func TestColumnFindsByPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c column
		var all []string
		word := rapid.StringMatching(`[ab王]{1,4}`)
		for i := range rapid.IntRange(0, 200).Draw(t, "texts") {
			text := word.Draw(t, "text")
			all = append(all, fmt.Sprintf("%s %06d", text, i))
			c.add(keyOf(text), whoIs(aPass, int64(i)))
			if rapid.IntRange(0, 20).Draw(t, "settle") == 0 {
				c.settle()
				if len(c.runs) > 3 { // as if the runs were full
					c.runs = append(c.runs, nil)
				}
			}
		}
		p := word.Draw(t, "prefix")
		var want, got []string
		slices.Sort(all)
		for _, text := range all {
			if strings.HasPrefix(text, p) {
				want = append(want, text[len(text)-6:])
			}
		}
		c.prefix(p, func(w who) bool {
			got = append(got, fmt.Sprintf("%06d", w.row()))
			return true
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%q finds %v, want %v", p, got, want)
		}
	})
}
