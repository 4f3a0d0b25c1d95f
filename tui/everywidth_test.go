package tui

import (
	"maps"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// No line is wider than the window at any width and in both languages, on every screen
// that keys lead to.
func TestEveryScreenAtEveryWidth(t *testing.T) {
	for name, way := range wayTo {
		t.Run(name, func(t *testing.T) {
			x := atScreen(t, way)
			for w := 70; w <= 220; w++ {
				for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
					x.d.lang = lang
					x.d.checkWidth(t, w, 24+w%20)
				}
			}
		})
	}
}

// The narrowest desk, as it looks: seventy columns are what a person may have who sets
// the letters large.
func TestGoldenSeventyColumns(t *testing.T) {
	ways := maps.Clone(wayTo)
	ways["doors"], ways["buildings"], ways["household"] = []string{":jm", "enter"}, []string{":jm"}, []string{"scan", "ctrl+f"}
	ways["recalls"], ways["appeals"], ways["daily"], ways["exchange"] = []string{":shgzd"}, []string{":sshu"}, []string{":mrdt"}, []string{":ysjjh"}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			x := atScreen(t, way)
			for lang, end := range []string{"", "_en"} {
				x.d.lang = widget.Lang(lang)
				x.send(tea.WindowSizeMsg{Width: minWidth, Height: minHeight})
				x.run(x.d.top().update(x.d, relabelledMsg{}))
				x.d.checkLastLine(t)
				screentest.Golden(t, "seventy_"+strings.ReplaceAll(name, " ", "_")+end, unpainted(x.d.View().Content))
			}
		})
	}
}

// What is to be done stands at the foot of the desk, whole: where one line is too
// short it takes two.
func TestTasksAreNeverCut(t *testing.T) {
	x := atScreen(t, nil)
	h := x.d.stack[0].(*home)
	h.today = station.Today{Unprinted: 123, Unsigned: 4567, Passes: 1234567, Special: 12, Open: 34, Appealed: 56,
		Unlisted: 43, Out: map[registry.Status]int{registry.StatusRecalled: 78, registry.StatusReinstated: 1}}
	h.shelf, h.late, h.upstream, h.ended = []*draft{h.newDraft(x.d, adultForm)}, 99, 99, 77
	for w := 70; w <= 220; w++ {
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			x.d.lang = lang
			x.d.checkWidth(t, w, 24)
			shown := unpainted(x.d.View().Content)
			for _, task := range h.tasks(x.d) {
				if w >= minWidth && !strings.Contains(shown, task) {
					t.Fatalf("%d cells: %q is cut:\n%s", w, task, shown)
				}
			}
		}
	}
	if all := strings.Join(h.tasks(x.d), " "); !strings.Contains(all, "124") || !strings.Contains(all, "to fetch 78") || !strings.Contains(all, "new numbers due 77") || !strings.Contains(all, "no receipt for 99") {
		t.Error(all)
	}
}
