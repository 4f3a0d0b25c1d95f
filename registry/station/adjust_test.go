package station_test

import (
	"errors"
	"math"
	"testing"

	"passdesk/registry/station"
)

// An adjustment is kept by the printer's name over a restart, replaced, and taken back;
// verify holds it against the log.
func TestAPrinterIsAdjusted(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	front := station.Side{DX: -1.5, DY: 0.5, SX: 1.002, SY: 0.999}
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "样例打印机", Front: front}))
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "another", Overlay: true}))
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "样例打印机", Front: front, Back: station.Side{DX: 2}}))
	before := b.sound(st).Head
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "样例打印机", Front: front, Back: station.Side{DX: 2}}))
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "never adjusted"}))
	for name, a := range map[string]station.Adjustment{
		"no name": {Overlay: true}, "too far": {Printer: "p", Front: station.Side{DX: 21}}, "back too far": {Printer: "p", Back: station.Side{DY: -21}},
		"no number": {Printer: "p", Front: station.Side{DX: math.NaN()}}, "half": {Printer: "p", Back: station.Side{SX: 0.5}}, "no scale": {Printer: "p", Front: station.Side{SY: math.Inf(1)}},
	} {
		var f *station.Fault
		if err := st.Adjust(ctx, a); !errors.As(err, &f) {
			t.Errorf("%s: %v, want a Fault", name, err)
		}
	}
	if b.sound(st).Head != before {
		t.Error("what changes nothing is an event")
	}
	b.must(st.Close())
	st = b.open()
	a, err := st.Adjustment(ctx, "样例打印机")
	if b.must(err); a.Front != front || a.Back.DX != 2 || a.Overlay {
		t.Errorf("after a restart: %+v", a)
	}
	b.must(st.Adjust(ctx, station.Adjustment{Printer: "样例打印机"}))
	all, err := st.Adjustments(ctx)
	if b.must(err); len(all) != 1 || all[0].Printer != "another" || !all[0].Overlay {
		t.Errorf("taken back: %+v", all)
	}
	b.sound(st)
}
