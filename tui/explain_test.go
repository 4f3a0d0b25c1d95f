package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Every kind of error has both sentences in both languages, also when wrapped.
func TestExplainEveryKind(t *testing.T) {
	for _, k := range kinds {
		told := Explain(fmt.Errorf("issue: %w", k.err))
		for _, text := range []widget.T{told.What, told.Do} {
			if text.ZH == "" || text.EN == "" {
				t.Errorf("%v: %+v", k.err, told)
			}
		}
		if told.What == tUnknownError {
			t.Errorf("%v is not told apart", k.err)
		}
	}
	if got := Explain(errors.New("boom")).What; got != tUnknownError {
		t.Errorf("an unknown error reads %q", got)
	}
	if got := Explain(nil); got != (Told{}) {
		t.Errorf("nil reads %+v", got)
	}
}

// A full disk is a disk that refused, too: the special kind speaks.
func TestExplainTheSpecialKind(t *testing.T) {
	err := fmt.Errorf("%w: %w", station.ErrStorage, station.ErrDiskFull)
	if got := Explain(err).What; got != tDiskFull {
		t.Errorf("reads %q", got.ZH)
	}
	n, _ := registry.NewNumber("12", 931, 1, 7, 42)
	if got := Explain(fmt.Errorf("x: %w", &station.WrongRun{Right: n})).Do.ZH; got != fmt.Sprintf(tWrongRunDo.ZH, n.Grouped()) {
		t.Errorf("reads %q", got)
	}
	fault := &station.Fault{Field: "point", Reason: scheme.Text{ZH: "请填写发放点名称", EN: "give the issuing point a name"}}
	if got := Explain(fault).In(widget.ZH); got != "请填写发放点名称。请改正后再试。" {
		t.Errorf("reads %q", got)
	}
}

// A console of Windows in its legacy mode makes the start fail: the sentence says what
// to do there.
func TestALegacyConsoleIsTold(t *testing.T) {
	err := runError(newDesk(t.Context(), Program{Unlocked: true, Desk: peopled()}), errors.New("the console mode cannot be set"))
	if !errors.Is(err, ErrTerminal) {
		t.Fatalf("the error is %v", err)
	}
	if told := Explain(err); !strings.Contains(told.Do.ZH, "旧版控制台") || !strings.Contains(told.Do.EN, "legacy console") {
		t.Errorf("it says %+v", told)
	}
}
