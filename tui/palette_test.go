package tui

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/screentest"
	"passdesk/tui/widget"
)

// wayTo are the screens over which the palette opens, each by the keys that lead there.
var wayTo = map[string][]string{
	"home": nil, "an applicant": {"scan"}, "facts": {"scan", "f2"}, "register": {"f4"}, "detail": {"f4", "enter"}, "queue": {"ctrl+b"},
	"ledger": {"f4", "ctrl+n"}, "closing": {":rj"}, "settings": {":sz"}, "a setting": {":sz", "enter"}, "operators": {":czy"}, "print queue": {":dydl"},
	"backup": {":bf"}, "residents": {":zrjm"},
}

// atScreen is a desk with an issued pass, at one of these screens.
func atScreen(t *testing.T, way []string) *hands {
	t.Helper()
	x := &hands{f: peopled(), clock: screentest.NewClock(time.Date(2020, 3, 10, 9, 30, 0, 0, time.Local))}
	if _, err := x.f.Issue(t.Context(), adult("样例父", fatherID), false); err != nil {
		t.Fatal(err)
	}
	x.d = newDesk(t.Context(), Program{Desk: x.f, Press: &fakePress{place: "/tmp/out"}, Errands: &fakeErrands{}, Clock: x.clock.Now, Unlocked: true})
	x.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	x.run(x.d.top().update(x.d, openedMsg{}))
	for _, k := range way {
		x.clock.Advance(time.Second)
		if name, act := strings.CutPrefix(k, ":"); act {
			x.choose(t, name)
		} else {
			x.press(k)
		}
	}
	x.clock.Advance(time.Second)
	return x
}

// palette opens it and types a query.
func (x *hands) palette(t *testing.T, query string) *paletteScreen {
	t.Helper()
	x.press("ctrl+p")
	p, ok := x.d.top().(*paletteScreen)
	if !ok {
		t.Fatalf("no palette over %T", x.d.top())
	}
	x.send(tea.PasteMsg{Content: query})
	x.clock.Advance(time.Second)
	return p
}

// choose does what the palette finds first.
func (x *hands) choose(t *testing.T, query string) {
	t.Helper()
	x.palette(t, query)
	x.press("enter")
}

// finds reports whether the palette's list holds the title under the query.
func (x *hands) finds(p *paletteScreen, query string, title widget.T) bool {
	x.press("ctrl+u")
	x.send(tea.PasteMsg{Content: query})
	for last := ""; ; x.press("down") {
		i := p.list.Chosen()
		if i == "" || i == last {
			return false
		}
		if p.title(i) == title {
			return true
		}
		last = i
	}
}

func (p *paletteScreen) title(id string) widget.T {
	i, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return widget.T{}
	case i < len(p.all):
		return titleOf(p.all[i].Text)
	}
	return titleOf(p.far[i-len(p.all)].Text)
}

func homeActions(t *testing.T) []action {
	d := atScreen(t, nil).d
	return d.top().actions(d)
}

// Every action of the home screen is found from every screen by its Chinese name, its
// pinyin and its English name.
func TestEveryActionIsFoundEverywhere(t *testing.T) {
	all := homeActions(t)
	for name, way := range wayTo {
		t.Run(name, func(t *testing.T) {
			x := atScreen(t, way)
			p := x.palette(t, "")
			for _, a := range all {
				title := titleOf(a.Text)
				queries := append(strings.Fields(initials[a.Text.ZH]), title.ZH, strings.ToLower(title.EN))
				if len(queries) < 3 {
					t.Errorf("%s has no pinyin", title.ZH)
				}
				for _, q := range queries {
					if !x.finds(p, q, title) {
						t.Errorf("%s is not found by %q", title.ZH, q)
					}
				}
			}
		})
	}
}

// Choosing it leads where it leads from home.
func TestEveryActionLeadsThereFromEverywhere(t *testing.T) {
	for _, a := range homeActions(t) {
		from := atScreen(t, nil)
		from.choose(t, titleOf(a.Text).ZH)
		want := reflect.TypeOf(from.d.top())
		for name, way := range wayTo {
			if testing.Short() && name != "register" && name != "a setting" {
				continue
			}
			x := atScreen(t, way)
			if hasOwn(x.d, a) || name == "an applicant" {
				continue
			}
			x.choose(t, titleOf(a.Text).ZH)
			if got := reflect.TypeOf(x.d.top()); got != want && name != "facts" { // there somebody is at the desk
				t.Errorf("%s from %s leads to %v, from home to %v", a.Text.ZH, name, got, want)
			}
			if _, stays := x.d.top().(*paletteScreen); stays {
				t.Errorf("%s from %s: the palette stays", a.Text.ZH, name)
			}
		}
	}
}

func hasOwn(d *desk, a action) bool {
	for _, o := range append(d.top().actions(d), commonActions(d)...) {
		if o.Text == a.Text {
			return true
		}
	}
	return false
}

// Over something half typed it has to be chosen twice; Esc goes back to it.
func TestFarActionAsksBeforeItLoses(t *testing.T) {
	x := atScreen(t, []string{":sz", "enter", "9"})
	x.choose(t, "rijie")
	if _, stays := x.d.top().(*paletteScreen); !stays || !strings.Contains(x.d.View().Content, tHomeAgain.ZH) {
		t.Fatalf("%T, nothing is said", x.d.top())
	}
	x.press("esc")
	if s, ok := x.d.top().(*settingsScreen); !ok || s.form.Value("value") != "9" {
		t.Fatalf("%T: what was typed is lost", x.d.top())
	}
	x.choose(t, "rijie")
	x.clock.Advance(time.Second)
	x.press("enter")
	if _, ok := x.d.top().(*closingScreen); !ok {
		t.Errorf("%T", x.d.top())
	}
}

// It opens over a confirmation too, and Esc goes back to the reason; a far action asks
// before that is lost.
func TestThePaletteOpensOverAConfirmation(t *testing.T) {
	b, n := atPass(t, 100, 30, lineIssued)
	b.hand("f5")
	b.WaitFor("原因")
	b.types("xyzzy")
	b.hand("ctrl+p")
	b.WaitFor("命令")
	b.gone("xyzzy")
	b.types("rj")
	b.WaitFor("日结")
	b.clock.Advance(time.Second)
	b.hand("enter")
	b.WaitFor(tHomeAgain.ZH)
	b.hand("esc")
	b.WaitFor("xyzzy")
	b.gone("xyzzyrj")
	b.hand("esc")
	b.stands(n, registry.StatusSigned, 1, "o")
}

// The initial that stands beside an action picks it, on whatever screen it is typed, and
// whatever else has letters that begin so.
func TestTheInitialBesideAnActionPicksIt(t *testing.T) {
	ways := map[string][]string{"recalls": {":shgzd"}}
	maps.Copy(ways, wayTo)
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			x := atScreen(t, way)
			p := x.palette(t, "")
			all := slices.Clone(p.all)
			for _, a := range p.far {
				all = append(all, a.action)
			}
			for i, a := range all {
				initial, _, _ := strings.Cut(initials[a.Text.ZH], " ")
				if len(a.Names) > 0 || initial == "" {
					continue
				}
				x.press("ctrl+u")
				x.send(tea.PasteMsg{Content: initial})
				if got := p.list.Chosen(); got != strconv.Itoa(i) {
					t.Errorf("%s picks %s, not %s", initial, p.title(got).ZH, a.Text.ZH)
				}
			}
		})
	}
}

// PgDn goes through the palette, and its end says that it is the end.
func TestPagesOfThePalette(t *testing.T) {
	x := atScreen(t, nil)
	p := x.palette(t, "")
	before := strings.Join(p.view(x.d).Lines, "\n")
	if !strings.Contains(before, "还有") {
		t.Fatal("the palette is not longer than the screen")
	}
	for range 9 {
		x.press("pgdown")
		p.view(x.d)
	}
	if now := strings.Join(p.view(x.d).Lines, "\n"); strings.Contains(now, "还有") || !strings.Contains(now, "到底了") || p.list.Chosen() == "0" {
		t.Errorf("at the end:\n%s", now)
	}
	for range 9 {
		x.press("pgup")
	}
	if p.list.Chosen() != "0" {
		t.Errorf("back at %s", p.list.Chosen())
	}
}

// What the lists say of nobody is not that nobody is on one.
func TestNobodyIsAtTheDeskForTheLists(t *testing.T) {
	x := atScreen(t, nil)
	x.choose(t, "mdzms")
	h, ok := x.d.top().(*home)
	if !ok || h.note.Text != tWatchNobody {
		t.Errorf("%T says %v", x.d.top(), x.d.top())
	}
}
