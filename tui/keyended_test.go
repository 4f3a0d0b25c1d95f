package tui

import (
	"strings"
	"testing"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// A desk whose key the authority revoked says so before the first person comes, in
// the bar and on the empty screen, and what to do.
func TestADeskWhoseKeyWasRevokedSaysSo(t *testing.T) {
	for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
		d := &desk{lang: lang, w: 80, h: 24}
		role, bar := standing(d, station.Info{KeyEnded: true})
		if role != widget.RoleBad || bar != d.say(tKeyEndedBar) {
			t.Errorf("%v: the bar says %q", lang, bar)
		}
		h := &home{info: station.Info{KeyEnded: true}}
		if text := strings.Join(h.welcome(d, 0, 20).Lines, " "); !strings.Contains(text, "enrol request") {
			t.Errorf("%v: the empty desk does not say what to do: %s", lang, text)
		}
	}
}
