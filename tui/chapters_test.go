package tui

import (
	"strings"
	"testing"

	"passdesk/tui/guide"
	"passdesk/tui/widget"
)

// Every screen has its chapter: F1 never opens the guide at its top for want of one.
func TestEveryScreenHasAChapter(t *testing.T) {
	for _, s := range everyScreen {
		switch s.(type) {
		case *helpScreen, *paletteScreen: // no help opens over these
			continue
		}
		if _, ok := s.(chaptered); !ok {
			t.Errorf("%T has no chapter", s)
		}
	}
	for _, e := range errands {
		if _, ok := errandChapters[e.name.ZH]; !ok {
			t.Errorf("the errand %q has no chapter", e.name.ZH)
		}
	}
}

// Every chapter named is a heading of both guides, with a text under it.
func TestEveryChapterIsInTheGuide(t *testing.T) {
	for _, c := range []widget.T{cIssue, cFinding, cChildren, cHousehold, cDoors, cFacts, cProxy, cSpecial, cRefused, cTwo, cCases, cPrinting, cRegister, cLedger, cAfter,
		cRecalls, cAppeals, cSettings, cWatch, cLock, cDay, cReadOnly, cBackup, cUpstream, cVerify, cMistake, cFirstTime} {
		if len(guide.Chapter(c.ZH, false)) < len(c.ZH)+20 || len(guide.Chapter(c.EN, true)) < len(c.EN)+20 {
			t.Errorf("%s / %s is no chapter of both guides", c.ZH, c.EN)
		}
	}
}

// F1 opens there, from every screen and field, in both languages.
func TestHelpOpensAtTheChapter(t *testing.T) {
	for name, c := range map[string]struct {
		way  []string
		want widget.T
	}{
		"home": {nil, cIssue}, "a search": {[]string{"y", "l"}, cFinding}, "a child": {[]string{"scan", "f3"}, cChildren}, "facts": {[]string{"scan", "f2"}, cFacts},
		"register": {[]string{"f4"}, cRegister}, "detail": {[]string{"f4", "enter"}, cAfter}, "queue": {[]string{"ctrl+b"}, cCases},
		"ledger": {[]string{"f4", "ctrl+n"}, cLedger}, "closing": {[]string{":rj"}, cDay}, "settings": {[]string{":sz"}, cSettings},
		"a setting": {[]string{":sz", "enter"}, cSettings}, "operators": {[]string{":czy"}, cLock}, "a new operator": {[]string{":czy", "ctrl+y"}, cLock}, "a reason": {[]string{"f4", "enter", "ctrl+x"}, cAfter},
		"calibration": {[]string{":jzdyj"}, cPrinting}, "place": {[]string{":dywz"}, cPrinting}, "backup": {[]string{":bf"}, cBackup}, "new epoch": {[]string{":xqh"}, cReadOnly},
		"proxy": {[]string{"scan", ":dailing"}, cProxy}, "watch list": {[]string{":zrzd"}, cWatch},
	} {
		x := atScreen(t, c.way)
		for _, lang := range []widget.Lang{widget.ZH, widget.EN} {
			x.d.lang = lang
			x.press("f1")
			s, ok := x.d.top().(*helpScreen)
			if !ok {
				t.Fatalf("%s: no help over %T", name, x.d.top())
			}
			shown := unpainted(x.d.View().Content)
			if len(s.about(x.d)) > 0 { // what stands there comes first, the chapter right behind it
				shown = unpainted(strings.Join(s.text(x.d), "\n"))
			}
			at, top := strings.Index(shown, "\n"+c.want.In(lang)), strings.Index(shown, "\n"+x.d.say(tHelpTitle)+"\n")
			if at < 0 || c.want != cIssue && top >= 0 && at > top {
				t.Errorf("%s: %q is not where F1 opens:\n%.600s", name, c.want.In(lang), shown)
			}
			x.press("esc")
		}
	}
}
