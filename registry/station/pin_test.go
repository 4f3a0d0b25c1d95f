package station_test

import (
	"errors"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

const goodPIN = "258013"

// A PIN lives until the day is over or closed, the laptop slept, its operator went, or
// the third wrong one in a row; and it never outlives the program.
func TestWhatEndsAPIN(t *testing.T) {
	for what, end := range map[string]func(*bench, *station.Station){
		"nothing":   func(*bench, *station.Station) {},
		"midnight":  func(b *bench, _ *station.Station) { b.now = b.now.Add(24 * time.Hour) },
		"the close": func(b *bench, st *station.Station) { _, err := st.CloseDay(ctx); b.must(err) },
		"a sleep":   func(_ *bench, st *station.Station) { st.ForgetPINs() },
		"disabled":  func(b *bench, st *station.Station) { b.must(st.DisableOperator(ctx, "样例官")) },
		"another took": func(b *bench, st *station.Station) {
			b.must(st.ResetPassphrase(ctx, passphrase, "样例官", theirs, seal.TestCost))
		},
	} {
		b := newBench(t)
		st := b.create(nil)
		b.must(st.AddOperator(ctx, passphrase, colleague("样例官", registry.Officer)))
		b.must(st.UnlockForDay(ctx, "样例官", theirs, goodPIN))
		st.Lock()
		b.must(st.Unlock(ctx, "op", passphrase))
		end(b, st)
		st.Lock()
		err := st.Resume(ctx, "样例官", goodPIN)
		if want := what == "nothing"; want != (err == nil) || !want && !errors.Is(err, station.ErrNoPIN) {
			t.Errorf("%s: %v", what, err)
		}
		if st.Locked() == (what == "nothing") {
			t.Errorf("%s: locked %v", what, st.Locked())
		}
	}
}

func TestThreeWrongPINs(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	var fault *station.Fault
	for _, bad := range []string{"123456", "111111", "12345", "abcdef"} {
		if err := st.UnlockForDay(ctx, "op", passphrase, bad); !errors.As(err, &fault) || fault.Field != "pin" {
			t.Errorf("%s: %v", bad, err)
		}
	}
	b.must(st.UnlockForDay(ctx, "op", passphrase, goodPIN))
	st.Lock()
	for left := 2; left >= 0; left-- {
		var wrong *station.WrongPIN
		if err := st.Resume(ctx, "op", "999998"); !errors.As(err, &wrong) || wrong.Left != left {
			t.Errorf("%v, want %d left", err, left)
		}
	}
	if err := st.Resume(ctx, "op", goodPIN); !errors.Is(err, station.ErrNoPIN) || len(st.Info().PINs) > 0 {
		t.Errorf("after three: %v", err)
	}
	b.must(st.Unlock(ctx, "op", passphrase))
}
