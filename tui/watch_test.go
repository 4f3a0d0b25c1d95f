package tui

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
	"passdesk/tui/widget"
)

// TestEveryFitIsSaid: however an entry was found to mean the person, F1 says how, in
// both languages, with the list's name and day; that an entry can be lifted is said
// where it counts, and not where the answer to a question is enough.
func TestEveryFitIsSaid(t *testing.T) {
	for _, fit := range []watch.Fit{watch.Exact, watch.Answered, watch.Guardian, watch.Conflict, watch.Masked, watch.Named, watch.NameOnly, watch.Twofold, watch.Unclear} {
		v := station.Verdict{Outcome: "REFUSE", Watch: []station.Watched{{ID: 7, Says: scheme.Text{ZH: "样例", EN: "sample"}, Source: "样例疾控", Listed: civil.New(2020, 3, 9), Until: civil.New(2020, 3, 20), Match: fit}}}
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			lines := watchText(&desk{lang: lang}, v)
			all := strings.Join(lines, "\n")
			if watchFits[fit].In(lang) == "" || !strings.Contains(all, watchFits[fit].In(lang)) || !strings.Contains(all, "样例疾控") || !strings.Contains(all, "2020-03-09") || !strings.Contains(all, "2020-03-20") {
				t.Errorf("%q: %s", fit, all)
			}
			if lifts := strings.Contains(all, "Ctrl+P"); lifts != fit.Counts() {
				t.Errorf("%q: the lift is told: %v", fit, lifts)
			}
		}
	}
}
