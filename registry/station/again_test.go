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
