package registry

import (
	"fmt"
	"slices"
	"strings"
)

// Arrow is one line of the transition table as people read it: these events lead
// from a status to one of these. From is "" before the first event.
type Arrow struct {
	From  Status
	Kinds []Kind
	To    []Status
}

// Arrows are the whole transition table, in the order of a life. It is what the
// package comment and the guide are drawn from.
func Arrows() []Arrow {
	var all []Arrow
	for _, from := range append([]Status{""}, Statuses...) {
		first := len(all)
		for _, k := range order {
			next, ok := life[from][k]
			if !ok {
				continue
			}
			same := slices.IndexFunc(all[first:], func(a Arrow) bool { return slices.Equal(a.To, next) })
			if same < 0 {
				all = append(all, Arrow{from, []Kind{k}, next})
				continue
			}
			all[first+same].Kinds = append(all[first+same].Kinds, k)
		}
	}
	return all
}

// drawn is the table as it stands in the package comment.
func drawn() string {
	var b strings.Builder
	last := Status("-")
	for _, a := range Arrows() {
		from := string(a.From)
		if a.From == "" {
			from = "(none)"
		}
		if a.From == last {
			from = ""
		}
		last = a.From
		fmt.Fprintf(&b, "%-18s %s ─→ %s\n", from, list(a.Kinds, ", "), list(a.To, " | "))
	}
	return b.String()
}

func list[T ~string](words []T, between string) string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return strings.Join(out, between)
}
