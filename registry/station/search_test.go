package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Names longer than what the index keeps of them are told apart by the record.
func TestFindBehindWhatTheIndexKeeps(t *testing.T) {
	w := newBench(t)
	st := w.create(nil)
	beginning := "ABDURRAHMANOVICH SAMPLE"
	for i, end := range []string{"ALPHA", "BETA"} {
		a := person(i)
		a.Name = beginning + " " + end
		if v, err := st.Issue(ctx, a, false); err != nil || !v.Issues() {
			t.Fatal(v.Outcome, err)
		}
	}
	for query, want := range map[string]int{beginning: 2, beginning + " A": 1, beginning + " be": 1, beginning + " C": 0} {
		found, err := st.Find(ctx, query, 9)
		w.must(err)
		if len(found) != want {
			t.Errorf("%q finds %d, want %d", query, len(found), want)
		}
	}
}

// While the index is made, commands go on, and what they write is found.
func TestIssueWhileTheIndexIsMade(t *testing.T) {
	w := newBench(t)
	st := w.create(nil)
	w.must(st.IssueMany(ctx, people(0, 3000)))
	w.must(st.Close())
	st = w.open()
	st.PrepareSearch()
	for i := 3000; i < 3050; i++ {
		_, err := st.Issue(ctx, person(i), false)
		w.must(err)
	}
	if found, err := st.Find(ctx, person(10).Document.Number, 9); err != nil || len(found) != 1 {
		t.Errorf("an exact number: %d, %v", len(found), err)
	}
	for _, i := range []int{0, 1999, 2999, 3000, 3049} {
		number := person(i).Document.Number
		if found, err := st.Find(ctx, number[len(number)-8:], 99); err != nil || !holds(found, person(i)) {
			t.Errorf("person %d is not found by the last digits: %v", i, err)
		}
	}
	if done, of := st.Searching(); done != of || of < 3000 {
		t.Errorf("%d of %d are in the index", done, of)
	}
}

func holds(found []station.Found, a registry.Application) bool {
	for _, f := range found {
		if f.Name == a.Name && strings.HasSuffix(f.Masked, a.Document.Number[14:]) {
			return true
		}
	}
	return false
}

// A lock, or another residents' list, in the midst of the making: who waits is
// answered, and nobody finds what the lock has taken away.
func TestLockWhileTheIndexIsMade(t *testing.T) {
	w := newBench(t)
	st := w.create(nil)
	w.must(st.IssueMany(ctx, people(0, 5000)))
	for range 20 {
		w.must(st.Close())
		st = w.open()
		st.PrepareSearch()
		asked := make(chan error)
		go func() {
			_, err := st.Find(ctx, "wya", 9)
			asked <- err
		}()
		st.Lock()
		if err := <-asked; err != nil && !strings.Contains(err.Error(), "locked") {
			t.Fatal(err)
		}
	}
	w.must(st.Close())
	st = w.open()
	st.PrepareSearch()
	if _, err := st.LoadResidents(ctx, people(9000, 3)); err != nil {
		t.Fatal(err)
	}
	number := person(9001).Document.Number
	for _, query := range []string{number, number[10:]} {
		if found, err := st.Find(ctx, query, 99); err != nil || !holds(found, person(9001)) {
			t.Errorf("a new resident is not found: %v", err)
		}
	}
}
