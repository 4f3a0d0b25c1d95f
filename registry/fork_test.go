package registry

import "testing"

// given is the event that gives a number, by its run digit and serial.
func given(t *testing.T, no int64, prev [32]byte, run, serial int) Event {
	t.Helper()
	n, err := NewNumber("12", 131, 1, run, serial)
	if err != nil {
		t.Fatal(err)
	}
	return Event{Kind: Issued, Pass: n.String()}.Chained(no, prev)
}

func TestForksAreFound(t *testing.T) {
	here, clone := Origin{"ningbo", "aa"}, Origin{"ningbo", "aa"}
	opening := Event{Kind: Opened}.Chained(1, [32]byte{})
	one, two := given(t, 2, opening.Hash, 7, 1), given(t, 2, opening.Hash, 3, 1)
	later := given(t, 3, two.Hash, 3, 2)
	again := Event{Kind: Reissued, Pass: later.Pass}.Chained(4, later.Hash)
	for name, c := range map[string]struct {
		from Origin
		log  []Event
		want int
	}{
		"the same events again":                    {here, []Event{opening, one}, 0},
		"a clone with the same serial":             {clone, []Event{opening, two}, 2},
		"a clone that went on":                     {clone, []Event{opening, two, later, again}, 2},
		"another register under the same code":     {Origin{"ningbo", "bb"}, []Event{opening, two}, 1},
		"another scheme":                           {Origin{"lishui", "aa"}, []Event{opening, two}, 0},
		"the later part alone, before the earlier": {clone, []Event{again, later, two}, 2},
	} {
		var f Forks
		for _, e := range []Event{opening, one} {
			if found := f.Add(here, e); len(found) > 0 {
				t.Fatalf("%s: at the first reading %+v", name, found)
			}
		}
		var found []Fork
		for _, e := range c.log {
			found = append(found, f.Add(c.from, e)...)
		}
		if len(found) != c.want {
			t.Errorf("%s: %d forks, want %d: %+v", name, len(found), c.want, found)
		}
		for _, k := range found {
			if k.First.Hash != one.Hash || k.Second.Hash != two.Hash || k.Number.IsZero() == (k.Event == 0) {
				t.Errorf("%s: %+v", name, k)
			}
		}
	}
}
