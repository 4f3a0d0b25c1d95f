package station_test

import "testing"

// Who opens the desk again on a day that was closed is told; work opens the day anew.
func TestADayClosedAlreadyIsTold(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	again := func(want bool) {
		t.Helper()
		o, err := st.Morning(ctx)
		if b.must(err); o.Again != want || (want && !o.New) {
			t.Errorf("%+v, want %v", o, want)
		}
	}
	again(false)
	b.issue(st, mother, "ISSUE")
	_, err := st.CloseDay(ctx)
	b.must(err)
	again(true)
	b.issue(st, father, "ISSUE")
	again(false)
	_, err = st.CloseDay(ctx)
	b.must(err)
	b.now = b.now.AddDate(0, 0, 1)
	again(false)
}

// So is who counts a day that was closed: what came behind the close, or that nothing did.
func TestACountSaysThatTheDayWasClosed(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	counts := func(before, since int64) {
		t.Helper()
		c, err := st.Closing(ctx)
		if b.must(err); c.Before != before || c.Since != since {
			t.Errorf("closed at %d, %d events since; want %d and %d", c.Before, c.Since, before, since)
		}
	}
	b.issue(st, mother, "ISSUE")
	counts(0, 0)
	first, err := st.CloseDay(ctx)
	b.must(err)
	counts(first.Head.Event, 0)
	b.issue(st, father, "ISSUE")
	counts(first.Head.Event, 2) // the day was opened again
	again, err := st.CloseDay(ctx)
	if b.must(err); again.Before != first.Head.Event {
		t.Errorf("the second close knows of one at %d", again.Before)
	}
	b.now = b.now.AddDate(0, 0, 1)
	b.issue(st, son, "ISSUE")
	counts(0, 0)
	b.sound(st)
}
