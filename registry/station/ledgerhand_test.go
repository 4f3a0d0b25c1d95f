package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A page records where the characters stand that no font had, and nothing that would say
// whose name it is; a description of a character is no matter of fonts.
func TestAPageRecordsWhatIsWrittenByHand(t *testing.T) {
	for name, want := range map[string][]string{
		"样例父":     nil,
		"样𪚥":      {"𪚥"},
		"𪚥样𪚥":     {"𪚥", "𪚥"},
		"样⿰亻𪚥":    nil,
		"样⿰亻𪚥·𪚥":  {"𪚥"},
		"样?":      nil,
		"ཀ་𪚥ཀཀ":   {"ཀ་", "𪚥", "ཀཀ"},
		"𪚥·Ταή Α": {"𪚥", "Ταή"},
	} {
		b := newBench(t)
		st, events := b.watched()
		b.issue(st, strings.Replace(father, "样例父", name, 1), "ISSUE")
		b.laid(st, station.LedgerWish{})
		again := b.laid(st, station.LedgerWish{Pages: []int{1}})
		if got := again[0].Rows[0].Hand; !slices.Equal(got, want) {
			t.Errorf("%s: %q is to be written in, want %q", name, got, want)
		}
		for _, e := range events(registry.LedgerPrinted) {
			if strings.Contains(string(e.Body), "𪚥") {
				t.Errorf("%s: the event says %s", name, e.Body)
			}
		}
		b.sound(st)
	}
}
