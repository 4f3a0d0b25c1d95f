package station

import (
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
)

// Every step that a pass's life refuses is refused in a sentence that says how the pass
// stands, and names a key or a command that helps.
func TestEveryRefusalSaysWhatToDo(t *testing.T) {
	told := map[string]int{}
	for _, s := range append([]registry.Status{""}, registry.Statuses...) {
		if stands[s].ZH == "" || stands[s].EN == "" {
			t.Errorf("nobody says how a pass stands that is %q", s)
		}
		for _, k := range registry.Steps() {
			if _, err := registry.Next(s, k); err == nil {
				continue
			}
			no := notFrom(k, registry.PassState{Status: s, Copy: 1})
			if !strings.HasPrefix(no.Why.ZH, stands[s].ZH+"：") || !strings.HasPrefix(no.Why.EN, stands[s].EN+": ") {
				t.Errorf("%s after %q does not say how the pass stands: %+v", k, s, no.Why)
			}
			for _, text := range []string{strings.TrimPrefix(no.Why.ZH, stands[s].ZH), strings.TrimPrefix(no.Why.EN, stands[s].EN)} {
				if !helps(text) {
					t.Errorf("%s after %q names no next step: %s", k, s, text)
				}
				told[text]++
			}
		}
	}
	if len(told) < 16 {
		t.Errorf("only %d different next steps are told", len(told))
	}
}

// helps: the sentence names a command that there is.
func helps(text string) bool {
	for _, verb := range []string{"issue", "print passes", "cancel", "reprint", "return", "void", "recall", "reinstate"} {
		if strings.Contains(text, "命令 "+verb) || strings.Contains(text, "command "+verb) {
			return true
		}
	}
	return false
}

// What a command answers is the sentence of the step that was asked for, and to a
// program that it is not possible.
func TestARefusalIsTheSentenceOfItsStep(t *testing.T) {
	paper := func(status registry.Status, papers registry.Papers) registry.PassState {
		return registry.PassState{Status: status, Copy: len(papers), Papers: papers}
	}
	body := func(copy int, old string) []byte { return registry.Body(registry.ReasonBody{Copy: copy, Old: old}) }
	for name, c := range map[string]struct {
		p    registry.PassState
		e    registry.Event
		says string
	}{
		"signed twice":               {paper(registry.StatusSigned, "o"), registry.Event{Kind: registry.Signed, Body: body(1, "")}, "签字已经登记过"},
		"cancelled in hand":          {paper(registry.StatusSigned, "o"), registry.Event{Kind: registry.Cancelled, Body: body(1, "")}, "不能取消"},
		"reprinted after the cancel": {paper(registry.StatusCancelled, "c"), registry.Event{Kind: registry.Reprinted, Body: body(2, "")}, "再办一次申领"},
		"void while it is recalled":  {paper(registry.StatusRecalled, "o"), registry.Event{Kind: registry.Voided, Body: body(1, "")}, "先登记收回的结果"},
		"a copy that there is not":   {paper(registry.StatusSigned, "o"), registry.Event{Kind: registry.Lost, Body: body(2, "")}, "没有第 2 份"},
		"one that came back":         {paper(registry.StatusSigned, "ro"), registry.Event{Kind: registry.Lost, Body: body(1, "")}, "第 1 份不在外面（已交回）"},
		"an end of no paper":         {paper(registry.StatusIssued, "n"), registry.Event{Kind: registry.Corrected, Body: body(2, "void")}, "去掉 --old"},
	} {
		_, err := c.p.After(c.e)
		err = refused(c.p, c.e, err)
		var no *NotNow
		if !errors.As(err, &no) || !errors.Is(err, registry.ErrIllegal) || !strings.Contains(no.Why.ZH, c.says) {
			t.Errorf("%s: %v, want %s", name, err, c.says)
		}
	}
}
