package station_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// views are the readings that the log tells of.
func (b *bench) views(store station.Store) (all []registry.Event, bodies []registry.ViewedBody) {
	b.t.Helper()
	for e, err := range store.Events(ctx) {
		b.must(err)
		if e.Kind == registry.Viewed {
			var body registry.ViewedBody
			b.must(json.Unmarshal(e.Body, &body))
			all, bodies = append(all, e), append(bodies, body)
		}
	}
	return all, bodies
}

// Who opens a pass is recorded, once an opening, before the data are handed out.
func TestReadingIsAnEvent(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number.String()
	id := b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH").Case
	for range 3 { // a screen that is drawn anew, a step that was taken on it
		_, err := st.ViewPass(ctx, n, station.AtDesk)
		b.must(err)
		_, err = st.ViewCase(ctx, id, station.AtDesk)
		b.must(err)
	}
	events, bodies := b.views(store)
	if len(events) != 2 || events[0].Pass != n || bodies[0] != (registry.ViewedBody{Why: "desk"}) || events[1].Pass != "" || bodies[1].Case != id {
		t.Fatalf("%+v %+v", events, bodies)
	}
	b.now = b.now.Add(9 * time.Minute)
	_, err := st.ViewPass(ctx, n, station.AtDesk)
	b.must(err)
	b.now = b.now.Add(time.Minute)
	d, err := st.ViewPass(ctx, n, station.ByScript)
	b.must(err)
	if len(d.Views) != 2 || d.Views[0].Why != "desk" || d.Views[1].Why != "script" || d.Views[1].Operator != "op" || d.Status != registry.StatusIssued {
		t.Errorf("viewed: %+v", d.Views)
	}
	for _, h := range d.History {
		if h.Kind == registry.Viewed {
			t.Error("a reading is a step in the life of the pass")
		}
	}
	b.must(st.ListRead(ctx, station.ByScript, 7))
	b.must(st.ListRead(ctx, station.ByScript, 7))
	b.must(st.ListRead(ctx, station.ByScript, 0))
	if _, bodies := b.views(store); len(bodies) != 5 || bodies[4].Count != 7 {
		t.Errorf("%+v", bodies)
	}
	b.sound(st)
}

// Another operator's opening is another event.
func TestEachOperatorReadsForHimself(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number.String()
	b.must(st.AddOperator(ctx, passphrase, colleague("样例志", registry.Volunteer)))
	_, err := st.ViewPass(ctx, n, station.AtDesk)
	b.must(err)
	st.Lock()
	if _, err := st.ViewPass(ctx, n, station.AtDesk); !errors.Is(err, station.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	b.must(st.Unlock(ctx, "样例志", theirs))
	d, err := st.ViewPass(ctx, n, station.AtDesk)
	b.must(err)
	if len(d.Views) != 2 || d.Views[1].Operator != "样例志" {
		t.Errorf("%+v", d.Views)
	}
}

// failing is a store that takes no event.
type failing struct {
	station.Store
	on *bool
}

// What cannot be recorded is not shown; in a register that nobody may write, reading
// goes on.
func TestWhatCannotBeRecordedIsNotShown(t *testing.T) {
	b := newBench(t)
	on := false
	b.wrap = func(s station.Store) station.Store { return failing{s, &on} }
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number.String()
	on = true
	if d, err := st.ViewPass(ctx, n, station.AtDesk); !errors.Is(err, station.ErrDiskFull) || d.Applicant.Name != "" {
		t.Errorf("%v, %q was shown", err, d.Applicant.Name)
	}
	on = false
	d, err := st.ViewPass(ctx, n, station.AtDesk)
	b.must(err)
	if len(d.Views) != 1 {
		t.Errorf("after the disk was cleared: %+v", d.Views)
	}
	b.must(st.Close())
	b.mark.marks = map[string]station.Mark{} // another machine
	st = b.open()
	head := st.Head()
	if d, err := st.ViewPass(ctx, n, station.ByScript); err != nil || d.Applicant.Name != "样例父" || st.Head() != head {
		t.Errorf("read-only: %v", err)
	}
	b.must(st.ListRead(ctx, station.ByScript, 1))
}

func (f failing) Append(c context.Context, change station.Change) error {
	if *f.on {
		return station.ErrDiskFull
	}
	return f.Store.Append(c, change)
}
