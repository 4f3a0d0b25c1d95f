package unique

import (
	"fmt"
	"log/slog"
	"strings"
)

// String shows what a log may hold: kinds and states, a masked name, no number.
func (p Person) String() string {
	r := read(p)
	kind := r.own.scheme
	if r.underGuardian() && !r.Carded {
		kind = "child under " + r.guardian.scheme
	}
	return fmt.Sprintf("%s %s %s", kind, r.named.Masked(), p.Status)
}

// GoString is String: a person never stands in the clear in a panic.
func (p Person) GoString() string { return "unique.Person{" + p.String() + "}" }

// LogValue is String.
func (p Person) LogValue() slog.Value { return slog.StringValue(p.String()) }

// String names the kind alone: values of keys are people's data.
func (k Key) String() string { return k.Kind + ":…" }

// GoString is String.
func (k Key) GoString() string { return "unique.Key{" + k.String() + "}" }

// LogValue is String.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// String names the kinds of the keys that are there.
func (k KeySet) String() string {
	var kinds []string
	for _, key := range k.All() {
		kinds = append(kinds, key.Kind)
	}
	return "keys " + strings.Join(kinds, " ")
}

// GoString is String.
func (k KeySet) GoString() string { return "unique.KeySet{" + k.String() + "}" }

// LogValue is String.
func (k KeySet) LogValue() slog.Value { return slog.StringValue(k.String()) }

var _ = []slog.LogValuer{Person{}, Key{}, KeySet{}}
