package tui

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Somebody who was refused, stands on no list and comes back is chosen like a
// resident: what they said then shows among the answers and decides, until the
// operator takes it back; the temperature is measured anew.
func TestWhoWasRefusedComesBack(t *testing.T) {
	f := newFake()
	app := adult("样例旅", motherID)
	app.Facts = map[string]json.RawMessage{"facts": json.RawMessage(`["cross_province_travel"]`), "temp": json.RawMessage(`38.5`)}
	f.cases = []station.Case{{ID: 7, No: registry.CaseNo{Event: 7}, State: registry.CaseRefused, Applicant: app}}
	b := open(t, f, 100, 30)
	b.types("样例旅")
	b.WaitFor("未获发证")
	b.hand("down")
	b.WaitFor("不予签发 (黄码)")
	b.settled()
	if text := b.Text(); !strings.Contains(text, "有 有跨省旅居经历") || strings.Contains(text, "38.5") {
		t.Errorf("what was said then is not among the answers:\n%s", text)
	}
	b.hand("enter")
	b.settled()
	if len(f.refused) != 1 {
		t.Errorf("%d answers", len(f.refused))
	}
}
