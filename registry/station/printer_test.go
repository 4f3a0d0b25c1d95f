package station_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

var laser = station.Printer{Name: "样例打印机", How: "ipp", URI: "ipp://192.0.2.7/ipp/print", Model: "Sample 1", Papers: []string{"iso_a4_210x297mm"}}

// A printer is remembered by its name over a restart, replaced by one of the same
// name, and forgotten; nothing of it stands in the clear.
func TestPrinterIsRemembered(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.RememberPrinter(ctx, laser))
	moved := laser
	moved.URI = "ipp://192.0.2.8/ipp/print"
	b.must(st.RememberPrinter(ctx, moved))
	b.must(st.RememberPrinter(ctx, station.Printer{Name: "another", How: "lp", URI: "another"}))
	head, err := store.Head(ctx)
	b.must(err)
	moved.Seen = moved.Seen.Add(time.Minute)
	b.must(st.RememberPrinter(ctx, moved))
	if now, err := store.Head(ctx); err != nil || now != head {
		t.Error("a printer that was seen again on the same day is an event")
	}
	for e, err := range store.Events(ctx) {
		b.must(err)
		if e.Kind == registry.SettingChanged && string(e.Body) != `{"name":"printers"}` {
			t.Errorf("the event says %s", e.Body)
		}
	}
	b.sound(st)
	b.must(st.Close())
	st = b.open()
	all, err := st.Printers(ctx)
	if b.must(err); len(all) != 2 || all[0].Name != "another" || all[1].URI != moved.URI {
		t.Errorf("after a restart %+v", all)
	}
	b.must(st.ForgetPrinter(ctx, "another"))
	if _, err := st.Printer(ctx, "another"); !errors.Is(err, station.ErrNoPrinter) {
		t.Errorf("a forgotten printer: %v", err)
	}
	if err := st.ForgetPrinter(ctx, "another"); !errors.Is(err, station.ErrNoPrinter) {
		t.Errorf("forgotten twice: %v", err)
	}
	b.sound(st)
}

// Who prints says where, a keeper may too, and forgetting is the keeper's; verify
// finds nothing wrong with either.
func TestWhoMayChooseAPrinter(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.AddOperator(ctx, passphrase, colleague("样例甲", registry.Volunteer)))
	b.must(st.AddOperator(ctx, passphrase, colleague("样例乙", registry.Keeper)))
	b.must(st.Close())
	st = b.openFor("样例甲")
	b.must(st.RememberPrinter(ctx, laser))
	if err := st.ForgetPrinter(ctx, laser.Name); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("a volunteer forgets a printer: %v", err)
	}
	b.must(st.Close())
	st = b.openFor("样例乙")
	b.must(st.RememberPrinter(ctx, station.Printer{Name: "second", How: "lp"}))
	b.must(st.ForgetPrinter(ctx, laser.Name))
	b.sound(st)
}

func TestPrinterThatCannotBe(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	for _, p := range []station.Printer{
		{}, {Name: " a", How: "ipp"}, {Name: "a\x1b[2J", How: "ipp"}, {Name: "a", How: "fax"}, {Name: "a", How: "ipp", URI: "ipp://a\nb"},
		{Name: strings.Repeat("样", 121), How: "ipp"}, {Name: "a", How: "ipp", URI: strings.Repeat("x", 1001)},
	} {
		var f *station.Fault
		if err := st.RememberPrinter(ctx, p); !errors.As(err, &f) {
			t.Errorf("%.40q: %v", p.Name, err)
		}
	}
	for n := range 51 {
		err := st.RememberPrinter(ctx, station.Printer{Name: fmt.Sprint(n), How: "lp"})
		if (err != nil) != (n == 50) {
			t.Errorf("printer %d: %v", n, err)
		}
	}
}

// verify finds a list of printers that is not the one the log speaks of.
func TestVerifyFindsOtherPrinters(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	b.must(st.RememberPrinter(ctx, laser))
	const key = "equipment.printers"
	old, err := store.Meta(ctx, key)
	b.must(err)
	b.must(st.RememberPrinter(ctx, station.Printer{Name: "second", How: "lp"}))
	b.sound(st)
	for _, put := range [][]byte{old, []byte("x")} {
		b.must(store.Append(ctx, station.Change{Meta: map[string][]byte{key: put}}))
		p, err := st.Verify(ctx)
		if b.must(err); len(p.Faults) == 0 {
			t.Errorf("verify finds nothing: %q", put[:1])
		}
	}
}
