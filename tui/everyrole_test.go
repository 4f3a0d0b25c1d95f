package tui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Every screen of a station at which much has happened, as each role sees it: at the
// smallest size, the one that most have and a large one, in both languages, no line is
// too wide and no key of the last line is cut. A key that somebody else has there says
// who may.
func TestEveryScreenInEveryRole(t *testing.T) {
	if testing.Short() {
		t.Skip("opens every screen in every role")
	}
	for _, kind := range []string{"community", "police"} {
		roles := colleagues(kind)
		for _, name := range slices.Sorted(maps.Keys(roles)) {
			t.Run(kind+" "+string(roles[name]), func(t *testing.T) {
				t.Parallel()
				w := newWorked(t, kind)
				for _, to := range slices.Sorted(maps.Keys(wayAtWork)) {
					w.seenBy(t, name, to)
				}
			})
		}
	}
}

// seenBy shows a screen to an operator, and presses the keys that the first operator has
// on it and this one has not.
func (w *worked) seenBy(t *testing.T, name, to string) {
	t.Helper()
	theirs, there := w.keysAt(t, wayAtWork[to])
	w.signIn(t, name, theirOwn)
	defer w.signIn(t, "样例员", keepersOwn)
	x := w.desk(80, 24)
	if x.walk(t, wayAtWork[to]); fmt.Sprintf("%T", x.d.top()) != there {
		if len(wayAtWork[to]) == 1 {
			x.saysWho(t, to) // the palette does, whose command it is
		}
		return
	}
	for _, size := range [][2]int{{70, 24}, {80, 24}, {120, 40}} {
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			x.d.lang = lang
			x.d.checkWidth(t, size[0], size[1])
			x.d.checkLastLine(t)
		}
	}
	x.d.lang = widget.ZH
	own := w.ownKeys(x)
	for _, k := range theirs {
		if slices.Contains(own, k) {
			continue
		}
		x.press(k)
		x.saysWho(t, to+": "+k)
		x = w.desk(80, 24)
		x.walk(t, wayAtWork[to])
	}
}

func (w *worked) signIn(t *testing.T, name, passphrase string) {
	t.Helper()
	w.st.Lock()
	w.must(t, w.st.Unlock(context.Background(), name, []byte(passphrase)))
}

func (x *hands) saysWho(t *testing.T, what string) {
	t.Helper()
	shown := unpainted(x.d.View().Content)
	for _, who := range []string{"志愿者", "负责人", "保管员", "公安"} {
		if strings.Contains(shown, who) {
			return
		}
	}
	t.Errorf("%s says not who may:\n%s", what, shown)
}

func (w *worked) ownKeys(x *hands) (out []string) {
	for _, b := range x.d.top().keys(x.d) {
		out = append(out, b.Names...)
	}
	return out
}

// On a recalled pass Ctrl+Y is the paper that comes back: whoever may not take that down
// is told whose it is, and not of a signature.
func TestTheKeyOfARecalledPassIsNamed(t *testing.T) {
	w := newWorked(t, "community")
	all, err := w.st.Page(t.Context(), 0, 9, false, station.Filter{Status: registry.StatusSigned})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d passes, %v", len(all), err)
	}
	n := all[0].Number
	w.must(t, w.st.Recall(t.Context(), n, "symptoms", ""))
	w.signIn(t, "样例管", theirOwn)
	x := w.desk(80, 24)
	x.run(x.d.push(newDetail(x.d, x.d.stack[0].(*home), n.String())))
	x.press("ctrl+y")
	if shown := unpainted(x.d.View().Content); !strings.Contains(shown, "交回") || strings.Contains(shown, "登记签字") {
		t.Errorf("the key is named:\n%s", shown)
	}
}

// What stands as runnable in the palette is never answered with "your role may not": who
// may not do a thing sees it named with whoever may, and cannot run it.
func TestThePaletteRunsNothingOfAnotherRole(t *testing.T) {
	w := newWorked(t, "community")
	for _, name := range slices.Sorted(maps.Keys(colleagues("community"))) {
		w.signIn(t, name, theirOwn)
		for i := range newPalette(w.desk(80, 24).d).all {
			x := w.desk(80, 24)
			x.press("ctrl+p")
			p := x.d.top().(*paletteScreen)
			title := titleOf(p.all[i].Text)
			if title == titleOf(tQuit) {
				continue
			}
			x.d.pop()
			x.run(p.all[i].do(x.d))
			if shown := unpainted(x.d.View().Content); strings.Contains(shown, "您的角色不能办") {
				t.Errorf("%s may run %q:\n%s", name, title.ZH, shown)
			}
		}
		w.signIn(t, "样例员", keepersOwn)
	}
}
