package station_test

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry/station"
)

// Of its own values a register has those that it was made with and those that events
// brought, as they were kept last.
func TestValuesAreThoseOfTheLog(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.SetSetting(ctx, "papers", "样例文件夹一"))
	before, err := store.Meta(ctx, "setting.papers")
	b.must(err)
	b.must(st.SetSetting(ctx, "papers", "样例文件夹二"))
	now, err := store.Meta(ctx, "setting.papers")
	b.must(err)
	b.sound(st)
	put := func(key string, value []byte) []string {
		t.Helper()
		b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{key: value}}))
		p, err := st.Verify(ctx)
		b.must(err)
		return p.Faults
	}
	for _, c := range []struct {
		key   string
		value []byte
		says  string
	}{
		{"setting.papers", before, "settings: papers is not as the log says"},
		{"setting.papers", []byte("x"), "settings: papers is missing or does not open"},
		{"setting.other", now, "meta: no event speaks of the value setting.other"},
		{"strange", now, "meta: no event speaks of the value strange"},
		{"样例父", now, "meta: no event speaks of the value ?"}, // it may name somebody
		{strings.Repeat("a", 41), now, "meta: no event speaks of the value ?"},
	} {
		if faults := put(c.key, c.value); !slices.Contains(faults, c.says) {
			t.Errorf("%s: %q, want %q", c.key, faults, c.says)
		}
	}
	if faults := put("setting.papers", now); slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, "settings") }) {
		t.Errorf("put back: %q", faults)
	}
}
