package station_test

import (
	"context"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/iso7064"
	"passdesk/registry/station"
)

// opening counts whose records an application makes the station open.
type opening struct {
	station.Store
	opened *int
}

func (o opening) Holder(ctx context.Context, row int64) (registry.PassState, []byte, error) {
	*o.opened++
	return o.Store.Holder(ctx, row)
}

// namesake is one of many of the same name, by the first seventeen digits.
func namesake(seventeen string) string {
	return `{"name":"样例甲","document":{"type":"RIC18","number":"` + seventeen + string(iso7064.Mod11_2(seventeen)) + `"},"address":"样例路1号","declared":true}`
}

// Of the many namesakes whom a city has, those born on quite another day are told
// apart without opening them, and the one whose number is a slip away is still met.
func TestNamesakes(t *testing.T) {
	b, opened := newBench(t), 0
	b.wrap = func(s station.Store) station.Store { return opening{s, &opened} }
	st := b.create(nil)
	for _, n := range []string{"33021219460512903", "33021219571130904", "33021219680223905", "33021219790804906"} {
		b.issue(st, namesake(n), "ISSUE")
	}
	b.searchIsThere(st)
	for _, c := range []struct {
		name, seventeen string
		warned          bool
		opened          int
	}{
		{"far from all", "33021219930101907", false, 0},
		{"a slip away from one", "33021219470512903", true, 1},
		{"same day, another number", "33021219571130320", true, 1},
	} {
		opened = 0
		v, err := st.Check(ctx, b.app(namesake(c.seventeen)))
		b.must(err)
		if warned := len(v.Warnings) > 0; warned != c.warned || opened != c.opened {
			t.Errorf("%s: %s %v, %d opened", c.name, v.Outcome, v.Warnings, opened)
		}
	}
}

// A birth date that was corrected is the one that counts, also when the index was
// made before and while it is made again.
func TestNamesakeWhoseNumberWasCorrected(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, namesake("33021219460512903"), "ISSUE")
	b.searchIsThere(st)
	right := "33021219680223905"
	b.correct(st, v.Number, `{"document":{"type":"RIC18","number":"`+right+string(iso7064.Mod11_2(right))+`"}}`)
	for range 2 {
		got, err := st.Check(ctx, b.app(namesake("33021219690223905")))
		b.must(err)
		if !slices.Contains(got.Warnings, "near_number") {
			t.Errorf("%s %v", got.Outcome, got.Warnings)
		}
		b.searchIsThere(st)
	}
}

// searchIsThere waits until everybody is found by name.
func (b *bench) searchIsThere(st *station.Station) {
	b.t.Helper()
	_, err := st.Find(ctx, "nobody", 1)
	b.must(err)
}
