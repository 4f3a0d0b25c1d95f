package tui

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"passdesk/tui/widget"
)

// flown are what somebody presses who knows the way: on and back, behind the key that
// leads to a screen, without a look.
var flown = []string{"down enter", "tab enter", "enter esc down enter", "f1"}

// seenFirst are the screens at which nothing is done that nobody has seen, and those that
// read nothing.
var seenFirst = []string{"home", "applicant", "facts", "household", "a preview", "backup", "verify", "epoch", "settings", "a setting", "help", "palette", "place", "passphrase", "correct"}

// On every screen the keys come to the same, whether somebody waits for what is being
// read or types ahead of it: at two stations that are the same.
func TestNoKeyIsLostWhileAScreenReads(t *testing.T) {
	for name, way := range wayAtWork {
		if slices.Contains(seenFirst, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			waits, flies := newWorked(t, "community"), newWorked(t, "community")
			own, _ := waits.keysAt(t, way)
			for _, keys := range append(slices.Clone(flown), own...) {
				want, got := waits.fly(t, way, keys, false), flies.fly(t, way, keys, true)
				if got != want {
					t.Errorf("%q typed ahead:\n%s\nand after a look:\n%s", keys, got, want)
				}
			}
		})
	}
}

// The first Esc, and the one pressed again, go back at once.
func TestEscIsAtOnceWhileAScreenReads(t *testing.T) {
	w := newWorked(t, "community")
	for _, c := range []struct {
		keys string
		home bool
	}{{"esc", true}, {"down enter", false}, {"down enter esc", false}, {"down enter esc esc", true}, {"enter ctrl+k", false}} {
		x := w.desk(80, 24)
		x.slow = true
		for _, k := range append([]string{"f4"}, strings.Fields(c.keys)...) {
			x.press(k)
		}
		if home := len(x.d.stack) == 1; home != c.home {
			t.Errorf("%q: home %v", c.keys, home)
		}
		x.wake()
	}
}

// What has to be pressed twice, and what says that somebody has looked, is done by no key
// that came before there was anything to see.
func TestAKeyTypedAheadOnlyAsks(t *testing.T) {
	for name, c := range map[string]struct{ keys, says string }{
		"doors":     {"f5 f5", "再按一次 F5"},
		"operators": {"down ctrl+x ctrl+x", "再按一次 Ctrl+X"},
		"a preview": {"ctrl+y ctrl+y", "再按一次 Ctrl+Y"},
	} {
		w := newWorked(t, "community")
		before, err := w.st.Today(t.Context())
		w.must(t, err)
		if got := w.fly(t, wayAtWork[name], c.keys, true); !strings.Contains(got, c.says) {
			t.Errorf("%s: %s\n%s", name, c.keys, got)
		}
		if after, err := w.st.Today(t.Context()); err != nil || after.Head != before.Head {
			t.Errorf("%s: %s wrote up to event %v, %v", name, c.keys, after.Head, err)
		}
	}
	masked := newWorked(t, "community")
	if got := masked.fly(t, wayAtWork["a preview"], "tab ctrl+f", true); strings.Contains(got, "通知收回 2 张") {
		t.Errorf("a masked number that nobody has looked at is recalled:\n%s", got)
	}
}

// keysAt are the keys of the screen itself, and which it is.
func (w *worked) keysAt(t *testing.T, way []string) (out []string, there string) {
	x := w.desk(80, 24)
	x.walk(t, way)
	for _, b := range x.d.top().keys(x.d) {
		for _, k := range b.Names {
			if strings.HasPrefix(k, "ctrl+") || len(k) > 1 && k[0] == 'f' {
				out = append(out, k)
			}
		}
	}
	return out, fmt.Sprintf("%T", x.d.top())
}

// fly goes to a screen and presses the keys behind the last of the way, and shows what
// has come of it when all has been read.
func (w *worked) fly(t *testing.T, way []string, keys string, ahead bool) string {
	t.Helper()
	x := w.desk(80, 24)
	last := way[len(way)-1]
	x.walk(t, way[:len(way)-1])
	if name, act := strings.CutPrefix(last, ":"); act {
		x.palette(t, name)
		last = "enter"
	}
	x.slow = ahead
	for _, k := range append([]string{last}, strings.Fields(keys)...) {
		x.press(k)
		x.clock.Advance(1e9)
	}
	x.wake()
	return hashes.ReplaceAllString(unpainted(x.d.View().Content), "hash")
}

// hashes are the check of a ledger page and the head of a closed day: no two stations
// have the same keys.
var hashes = regexp.MustCompile(`[0-9a-f]{4}( [0-9a-f]{4}){3}|链头 [0-9a-f]{8}`)

// Every screen with a list says which.
func TestEveryListIsWaitedFor(t *testing.T) {
	for _, s := range everyScreen {
		of := reflect.TypeOf(s).Elem()
		if f, has := of.FieldByName("list"); !has || f.Type != reflect.TypeFor[*widget.List]() {
			continue
		}
		if _, says := s.(lists); !says {
			t.Errorf("%s has a list and no rowsOf: a key that comes while it is read is lost", of.Name())
		}
	}
}
