package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// The station's number stands whole in the header of the smallest window, whatever
// the scheme and the point are called.
func TestTheHeaderKeepsTheStationsNumber(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	const room = 80 - len("registry-keeper  2020-03-10") - 2
	for _, s := range scheme.All() {
		for _, name := range []string{"样例社区", "样例街道书香社区居民委员会第二发放点（东门）"} {
			for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
				d.lang = lang
				i := station.Info{Scheme: s, Code: 131, Point: registry.Point{Name: name, Kind: "enterprise"}}
				line := stationLine(d, i, room)
				if !strings.HasSuffix(line, "  "+fmt.Sprintf(d.say(tStationNo), 131)) || widget.Width(line) > room {
					t.Errorf("%s: %q of %d cells, want at most %d with the station's number", s.Code, line, widget.Width(line), room)
				}
			}
		}
	}
}

// The column of a history has room for every event's name.
func TestTheHistoryNamesEveryEventWhole(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
		d.lang = lang
		for kind := range kindTexts {
			said := d.say(kindText(kind))
			if row := widget.Pad(said, kindsWide(d, []station.Happened{{Kind: registry.Issued}, {Kind: kind}}, 4)); !strings.Contains(row, said) {
				t.Errorf("%q is cut to %q", said, row)
			}
		}
	}
}

// Numbers that run short stand in the bar of every screen, with the days where the
// pace is known, whole in the smallest window.
func TestTheBarTellsThatNumbersRunShort(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
		d.lang = lang
		for left, want := range map[station.Remaining]widget.T{
			{Numbers: 5000, Near: true}:          both("只剩 5000 个编号：", "5000 numbers left:"),
			{Numbers: 1, Days: 1, Near: true}:    both("只剩 1 个编号，约 1 天：", "one number left, about one day:"),
			{Numbers: 5000, Days: 9, Near: true}: both("只剩 5000 个编号，约 9 天：", "5000 numbers left, about 9 days:"),
		} {
			role, text := standing(d, station.Info{Left: left})
			if role != widget.RoleWarn || !strings.HasPrefix(text, d.say(want)) || widget.Width(text) > minWidth {
				t.Errorf("%q of %d cells, want %q", text, widget.Width(text), d.say(want))
			}
		}
		if _, text := standing(d, station.Info{Left: station.Remaining{Numbers: 5000}}); text != "" {
			t.Errorf("numbers that last: %q", text)
		}
	}
}

// Behind a restore the header says from when on nothing is known, and how to have it
// back; then how much came back.
func TestTheHeaderTellsOfARestore(t *testing.T) {
	d := &desk{at: time.Date(2020, 3, 10, 9, 0, 0, 0, time.UTC)}
	restored := station.Info{Restored: time.Date(2020, 3, 9, 17, 30, 0, 0, time.UTC)}
	alone, back, lists := restored, restored, restored
	alone.OwnRoot, back.Back = true, station.Back{Events: 40, Passes: 12}
	lists.Back = station.Back{Events: 40, Passes: 12, Lists: []station.LostList{{List: "watch", At: restored.Restored}, {List: "recall", At: restored.Restored}}}
	for want, i := range map[string]station.Info{
		"由 03-09 17:30 的备份恢复，此后的事不知道，同步可补回": restored,
		"由 03-09 17:30 的备份恢复，此后的事本机不知道":     alone,
		"由 03-09 17:30 的备份恢复，上级补回了 12 张证":   back,
		"恢复备份：2 份名单（最早 03-09 载入）要重新载入":      lists,
	} {
		if got := due(d, i); got != want || widget.Width(got) > 60 {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The day's counts are there in the smallest window too, under a warning of a station that
// stands alone.
func TestAWarningKeepsTheCounts(t *testing.T) {
	d := newDesk(t.Context(), Program{Desk: peopled(), Unlocked: true})
	h := d.stack[0].(*home)
	h.today = station.Today{Issued: 41, Refused: 3}
	h.info = station.Info{OwnRoot: true, Left: station.Remaining{Numbers: 5000, Days: 9, Near: true}}
	d.w, d.h = minWidth, minHeight
	for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
		d.lang = lang
		shown := unpainted(strings.Join(h.header(d).Lines, "\n"))
		_, warns := standing(d, h.info)
		counts := fmt.Sprintf(d.say(tCounts), 41, 3, 0, 0)
		if !strings.Contains(shown, counts) || !strings.Contains(strings.Join(strings.Fields(shown), ""), strings.Join(strings.Fields(warns), "")) {
			t.Errorf("%q and %q:\n%s", warns, counts, shown)
		}
	}
}
