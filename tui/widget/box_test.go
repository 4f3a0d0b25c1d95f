package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/screentest"
)

// told writes events down in words.
func told(e BoxEvent) string {
	switch e.Kind {
	case BoxScan:
		return "scan(" + e.Value + ")"
	case BoxEnter:
		return "enter(" + e.Value + ")"
	case BoxPick:
		return fmt.Sprintf("pick(%d)", e.Pick)
	case BoxGo:
		return "go"
	case BoxEarly:
		return "early"
	}
	return ""
}

func playBox(b *Box, c *screentest.Clock, gap time.Duration, text string) string {
	var out []string
	for _, k := range keysOf(text) {
		c.Advance(gap)
		if s := told(b.Update(k)); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func TestBox(t *testing.T) {
	long := strings.Repeat("7", 60)
	for _, tc := range []struct {
		name string
		gap  time.Duration
		keys string
		want string
		left string // in the box
	}{
		{"a card", byReader, sampleID + "\r", "scan(" + sampleID + ")", ""},
		{"sixty characters in one write", 0, long + "\r", "scan(" + long + ")", ""},
		{"number and name", byReader, sampleID + "\t样例父\r", "scan(" + sampleID + "\t样例父)", ""},
		{"a reader that ends with two Enters issues nothing", byReader, sampleID + "\r\r", "scan(" + sampleID + ") early", ""},
		{"typed", byHand, "ylf\r", "enter(ylf)", "ylf"},
		{"typed by a quick reader of short numbers", byReader, "12345\r", "enter(12345)", "12345"},
		{"Enter on the empty box, meant", byHand, "\r", "go", ""},
		{"held Enter", 33 * time.Millisecond, "\r\r\r\r\r\r", "go early early early early early", ""},
		{"two cards", byReader, sampleID + "\r" + long + "\r", "scan(" + sampleID + ") scan(" + long + ")", ""},
	} {
		c := clock()
		b := NewBox(FieldSpec{Key: "box"}, c.Now)
		if got := playBox(b, c, tc.gap, tc.keys); got != tc.want || b.Field().Value() != tc.left {
			t.Errorf("%s: %q, left %q; want %q, %q", tc.name, got, b.Field().Value(), tc.want, tc.left)
		}
	}
}

func TestHalfAWordBeforeAScanIsNotMixedIn(t *testing.T) {
	c := clock()
	b := NewBox(FieldSpec{Key: "box"}, c.Now)
	playBox(b, c, byHand, "yl")
	c.Advance(byHand)
	if got := playBox(b, c, byReader, sampleID+"\r"); got != "scan("+sampleID+")" {
		t.Errorf("got %q", got)
	}
}

func TestEnterActsOnlyOnWhatWasShown(t *testing.T) {
	c := clock()
	b := NewBox(FieldSpec{Key: "box"}, c.Now)
	playBox(b, c, byReader, sampleID+"\r")
	c.Advance(400 * time.Millisecond) // the look-up took so long
	b.Shown()
	if got := playBox(b, c, 20*time.Millisecond, "\r"); got != "early" {
		t.Errorf("Enter 20 ms after the verdict: %q", got)
	}
	if got := playBox(b, c, 150*time.Millisecond, "\r"); got != "go" {
		t.Errorf("Enter after reading it: %q", got)
	}
}

func TestTypeAheadIsDroppedAfterARefusal(t *testing.T) {
	c := clock()
	b := NewBox(FieldSpec{Key: "box"}, c.Now)
	b.Refused()
	if got := playBox(b, c, byReader, sampleID+"\r"); got != "" || b.Field().Value() != "" {
		t.Errorf("the card that was already on its way: %q, %q in the box", got, b.Field().Value())
	}
	c.Advance(byHand)
	if got := playBox(b, c, byReader, sampleID+"\r"); got != "scan("+sampleID+")" {
		t.Errorf("the next card: %q", got)
	}
}

func TestPicking(t *testing.T) {
	c := clock()
	b := NewBox(FieldSpec{Key: "box"}, c.Now)
	playBox(b, c, byHand, "ylf")
	b.Picking = true
	if got := playBox(b, c, byHand, "２"); got != "pick(2)" || b.Field().Value() != "ylf" {
		t.Errorf("a full-width digit: %q, %q in the box", got, b.Field().Value())
	}
	c.Advance(byHand)
	got := playBox(b, c, byReader, sampleID+"\r")
	if !strings.HasSuffix(got, "scan("+sampleID+")") {
		t.Errorf("a scan while answers are shown: %q", got)
	}
}

func TestBoxPasteAndOtherKeys(t *testing.T) {
	c := clock()
	b := NewBox(FieldSpec{Key: "box"}, c.Now)
	if e := b.Update(tea.PasteMsg{Content: "样例父\t" + sampleID + "\r\n"}); told(e) != "scan(样例父\t"+sampleID+")" || len(e.Parts()) != 2 {
		t.Errorf("paste: %+v", e)
	}
	if got := playBox(b, c, 100*time.Millisecond, "\r"); got != "early" {
		t.Errorf("Enter 100 ms after a paste: %q", got)
	}
	for _, k := range []string{"f2", "esc", "tab", "up", "ctrl+p"} {
		c.Advance(byHand)
		if e := b.Update(press(k)); e.Kind != BoxNone {
			t.Errorf("%s: %+v, want it left to the screen", k, e)
		}
	}
}

// boxProgram is a box on a terminal, behind the filter that the real program uses.
type boxProgram struct {
	b    *Box
	said []string
}

func (p boxProgram) Init() tea.Cmd { return nil }
func (p boxProgram) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s := told(p.b.Update(msg)); s != "" {
		p.said = append(p.said, s)
	}
	return p, nil
}
func (p boxProgram) View() tea.View {
	b := Block{Lines: []string{"> " + p.b.Field().View(NewStyles(true), ZH), strings.Join(p.said, " ")}}
	b.SetCursor(2+p.b.Field().CursorX(), 0)
	return b.View()
}

func TestBoxOnATerminal(t *testing.T) {
	c := clock()
	s := screentest.Start(t, boxProgram{b: NewBox(FieldSpec{Key: "box"}, c.Now)}, 80, 24, screentest.Filter(NewFilter(true, c.Now).Message))
	s.Type(sampleID + "\r\n") // a reader set to CR LF
	s.WaitFor("scan(" + sampleID + ")")
	c.Advance(byHand)
	s.Type("欧阳")
	c.Advance(byHand)
	s.Type("𬭊𬭊") // a Windows console sends it twice
	if x, y := s.Cursor(); x != 8 || y != 0 {
		t.Errorf("cursor at %d,%d, want 8,0\n%s", x, y, s.Text())
	}
	c.Advance(byHand)
	s.Key("enter")
	if got, want := s.Text(), "> 欧阳𬭊\nscan("+sampleID+") enter(欧阳𬭊)"; got != want {
		t.Errorf("screen %q, want %q", got, want)
	}
}
