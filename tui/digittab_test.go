package tui

import (
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// Whoever types a digit, a birth date or a number and Tab, as in every other field, skips
// none: the cursor has moved on by itself already. The Tab after that moves.
func TestTabBehindATypedFieldSkipsNothing(t *testing.T) {
	for field, typed := range map[string]string{fSex: "1", fBirth: "140401", fOwn: "330212201404010015"} {
		x := atScreen(t, nil)
		h := x.d.top().(*home)
		h.draft, h.onBox = h.newDraft(x.d, childForm), false
		h.draft.form.FocusOn(field)
		for _, digit := range typed {
			x.clock.Advance(200 * time.Millisecond) // a hand, no reader
			x.press(string(digit))
		}
		next := h.draft.form.Focus()
		if next == field {
			t.Fatalf("the cursor stays on %s", field)
		}
		x.clock.Advance(time.Second)
		x.press("tab")
		if got := h.draft.form.Focus(); got != next {
			t.Errorf("Tab behind %s skips %s and goes to %s", field, next, got)
		}
		x.press("tab")
		if got := h.draft.form.Focus(); got == next {
			t.Errorf("the next Tab stays on %s", next)
		}
	}
}

// The form shows the building beside an address that leaves it out.
func TestTheWholeAddressIsSeenBeforeEnter(t *testing.T) {
	x := atScreen(t, nil)
	h := x.d.top().(*home)
	seen := func(a *draft) string {
		return unpainted(strings.Join(a.form.View(80, x.d.st, widget.ZH).Lines, "\n"))
	}
	for address, want := range map[string]bool{"403": true, "4幢403": false} {
		a := h.newDraft(x.d, adultForm)
		a.fill(registry.Application{Name: "样例甲", Building: "4幢", Address: address})
		if got := strings.Contains(seen(a), "4幢  403"); got != want {
			t.Errorf("%s: the whole address is seen: %v\n%s", address, got, seen(a))
		}
	}
}
