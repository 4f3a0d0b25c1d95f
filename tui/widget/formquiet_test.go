package widget

import (
	"strings"
	"testing"
	"time"
)

func TestQuietViewMarksNoField(t *testing.T) {
	f := NewForm(FormSpec{Now: time.Now, Fields: []FieldSpec{{Key: "a", Label: T{"甲", "A"}}, {Key: "b", Label: T{"乙", "B"}}}})
	f.FocusOn("b")
	quiet := f.QuietView(60, Styles{}, ZH)
	if quiet.HasCursor || strings.Contains(strings.Join(quiet.Lines, "\n"), ">") {
		t.Errorf("a field is marked: %q", quiet.Lines)
	}
	if loud := f.View(60, Styles{}, ZH); !loud.HasCursor || f.Focus() != "b" {
		t.Errorf("the focus did not come back: %q", loud.Lines)
	}
}
