package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/screentest"
)

// sampleForm has a number of 18 that moves on by itself, a required name, and an optional remark.
func sampleForm(c *screentest.Clock, rule SubmitRule) *Form {
	return NewForm(FormSpec{Now: c.Now, Rule: rule, Fields: []FieldSpec{
		{
			Key: "id", Label: T{"证件号码", "Number"}, Required: true, Cells: 20, Max: 18, Normalise: HalfWidthUpper,
			Complete: func(v string) bool { return len(v) == 18 },
			Check: func(v string) Note {
				if strings.HasSuffix(v, "0") && len(v) == 18 {
					return Note{RoleBad, T{"校验码不对", "the check digit is wrong"}, true}
				}
				return Note{}
			},
		},
		{Key: "name", Label: T{"姓名", "Name"}, Required: true, Max: 50},
		{Key: "remark", Label: T{"备注", "Remark"}, Placeholder: T{"可不填", "optional"}},
	}})
}

// play sends keys with a pause before each and collects what happened.
func play(f *Form, c *screentest.Clock, gap time.Duration, keys ...tea.KeyPressMsg) (all FormEvent) {
	for _, k := range keys {
		c.Advance(gap)
		all |= f.Update(k)
	}
	return all
}

const (
	byHand   = 200 * time.Millisecond
	byReader = 2 * time.Millisecond
	sampleID = "330212198505059315"
)

func TestAutoAdvanceAndTheReadersEnter(t *testing.T) {
	for _, tc := range []struct {
		name, keys string
		gap        time.Duration
		focus      string
		value      string // of the name
		submits    bool
	}{
		{"reader, Enter", sampleID + "\r", byReader, "name", "", false},
		{"reader, Tab", sampleID + "\t", byReader, "name", "", false},
		{"reader, number Tab name Enter", sampleID + "\t样例父\r", byReader, "remark", "样例父", false},
		{"reader, number and name run on", sampleID + "样例父\r", byReader, "remark", "样例父", false},
		{"reader, Enter twice: the second is on an empty required field", sampleID + "\r\r", byReader, "name", "", false},
		{"by hand, Enter after the advance stays on the empty name", sampleID + "\r", byHand, "name", "", false},
		{"wrong check digit: nothing moves", "330212198505059310\r", byReader, "id", "", false},
		{"by hand, all", sampleID + "样例父\r\r", byHand, "remark", "样例父", true},
		{"reader, all and Enter on the last field: asked again", sampleID + "\t样例父\r无\r", byReader, "remark", "样例父", false},
	} {
		c := clock()
		f := sampleForm(c, SubmitAtLast)
		e := play(f, c, tc.gap, keysOf(tc.keys)...)
		if f.Focus() != tc.focus || f.Value("name") != tc.value || e.Has(FormSubmit) != tc.submits {
			t.Errorf("%s: focus %s, name %q, submit %v; want %s, %q, %v", tc.name, f.Focus(), f.Value("name"), e.Has(FormSubmit), tc.focus, tc.value, tc.submits)
		}
	}
}

func TestSixtyCharactersAndEnterIssueNothing(t *testing.T) {
	for _, rule := range []SubmitRule{SubmitAtLast, SubmitWhenFilled} {
		c := clock()
		f := sampleForm(c, rule)
		e := play(f, c, 0, keysOf(sampleID+strings.Repeat("字", 42)+"\r")...)
		if e.Has(FormSubmit) {
			t.Errorf("rule %d: the reader's Enter submitted", rule)
		}
		if f.Value("id") != sampleID || f.Value("name") != strings.Repeat("字", 42) {
			t.Errorf("rule %d: id %q, name %q", rule, f.Value("id"), f.Value("name"))
		}
	}
}

func TestEnterNeedsStillness(t *testing.T) {
	for _, tc := range []struct {
		ms   int
		want FormEvent
	}{{0, FormEarly}, {149, FormEarly}, {150, FormSubmit}, {5000, FormSubmit}} {
		c := clock()
		f := sampleForm(c, SubmitAtLast)
		f.Fill(map[string]string{"id": sampleID, "name": "样例父"})
		c.Advance(time.Second)
		f.FocusOn("remark")
		f.Update(press("无"))
		c.Advance(time.Duration(tc.ms) * time.Millisecond)
		if got := f.Update(press("enter")); !got.Has(tc.want) {
			t.Errorf("Enter %d ms after a key: event %b, want %b", tc.ms, got, tc.want)
		}
	}
}

func TestEnterHeldDownNeverSubmits(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	f.Fill(map[string]string{"id": sampleID, "name": "样例父"})
	f.FocusOn("name")
	for range 100 {
		c.Advance(33 * time.Millisecond)
		if f.Update(press("enter")).Has(FormSubmit) {
			t.Fatal("a held Enter submitted")
		}
	}
}

func TestPasteAndNewsHoldEnterBack(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitWhenFilled)
	f.Fill(map[string]string{"id": sampleID, "name": "样例父"})
	if e := f.Update(press("enter")); !e.Has(FormEarly) {
		t.Errorf("right after Fill: event %b", e)
	}
	c.Advance(byHand)
	f.Update(tea.PasteMsg{Content: "x"})
	c.Advance(100 * time.Millisecond)
	if e := f.Update(press("enter")); !e.Has(FormEarly) {
		t.Errorf("100 ms after a paste: event %b", e)
	}
	c.Advance(byHand)
	f.Shown()
	c.Advance(100 * time.Millisecond)
	if e := f.Update(press("enter")); !e.Has(FormEarly) {
		t.Errorf("100 ms after a verdict: event %b", e)
	}
	c.Advance(byHand)
	if e := f.Update(press("enter")); !e.Has(FormSubmit) {
		t.Errorf("after stillness: event %b", e)
	}
}

func TestEnterOnAnEmptyRequiredField(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	for range 3 {
		if e := play(f, c, byHand, press("enter")); e != FormHandled || f.Focus() != "id" {
			t.Errorf("Enter moved on: event %b, focus %s", e, f.Focus())
		}
	}
	if n := f.Field("id").Note(); n.Text.ZH != "必填" || !n.Blocks {
		t.Errorf("note %+v, want 必填", n)
	}
	play(f, c, byHand, keysOf("   \r")...)
	if f.Focus() != "id" {
		t.Error("blanks count as a value")
	}
	f.Update(press("3"))
	if n := f.Field("id").Note(); n.Blocks {
		t.Errorf("the reproach stays after a key: %+v", n)
	}
}

func TestEnterAtTheEndGoesToTheGap(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	f.Set("id", sampleID)
	f.FocusOn("remark")
	if e := play(f, c, byHand, press("enter")); !e.Has(FormMoved) || f.Focus() != "name" {
		t.Errorf("event %b, focus %s; want the gap in the name", e, f.Focus())
	}
}

func TestMovingAround(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	for _, tc := range []struct{ key, focus string }{
		{"down", "name"}, {"down", "remark"}, {"down", "remark"}, {"tab", "id"}, {"shift+tab", "remark"},
		{"up", "name"}, {"up", "id"}, {"up", "id"}, {"tab", "name"},
	} {
		play(f, c, byHand, press(tc.key))
		if f.Focus() != tc.focus {
			t.Errorf("after %s the focus is %s, want %s", tc.key, f.Focus(), tc.focus)
		}
	}
	if e := f.Update(press("esc")); e != FormBack {
		t.Errorf("Esc: event %b", e)
	}
	if e := f.Update(press("f2")); e != 0 {
		t.Errorf("F2: event %b, want none", e)
	}
}

func TestCorrectingANumberDoesNotJump(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	f.Set("id", sampleID)
	play(f, c, byHand, press("left"), press("backspace"), press("1"))
	if f.Focus() != "id" {
		t.Error("typing in the middle of a complete number moved on")
	}
	play(f, c, byHand, press("end"), press("backspace"))
	if f.Focus() != "id" {
		t.Error("deleting moved on")
	}
}

func TestRepeatLastValue(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	f.Fill(map[string]string{"id": sampleID, "name": "样例父", "remark": "三号楼"})
	f.Remember()
	f.Clear()
	if f.Value("id") != "" || f.Focus() != "id" {
		t.Fatalf("after Clear: id %q, focus %s", f.Value("id"), f.Focus())
	}
	f.FocusOn("remark")
	if e := play(f, c, byHand, press("ctrl+d")); !e.Has(FormChanged) || f.Value("remark") != "三号楼" {
		t.Errorf("Ctrl+D: event %b, remark %q", e, f.Value("remark"))
	}
	secret := NewForm(FormSpec{Now: c.Now, Fields: []FieldSpec{{Key: "p", Masked: true}}})
	secret.Set("p", "correct horse")
	secret.Remember()
	secret.Clear()
	secret.Update(press("ctrl+d"))
	if secret.Value("p") != "" {
		t.Error("Ctrl+D gave a passphrase back")
	}
}

func TestPaste(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	f.split = func(parts []string) map[string]string {
		out := map[string]string{}
		for _, p := range parts {
			if len(HalfWidth(p)) == 18 {
				out["id"] = p
			} else if len(parts) > 1 {
				out["name"] = p
			}
		}
		return out
	}
	e := f.Update(tea.PasteMsg{Content: "样例父\t３３０２１２19850505９３１5\r\n"})
	if !e.Has(FormChanged|FormMoved) || f.Value("id") != sampleID || f.Value("name") != "样例父" || f.Focus() != "remark" {
		t.Errorf("event %b, values %v, focus %s", e, f.Values(), f.Focus())
	}
	f.Clear()
	f.FocusOn("name")
	f.Update(tea.PasteMsg{Content: "欧阳\x1b娜娜"})
	if f.Value("name") != "欧阳娜娜" || f.Focus() != "name" {
		t.Errorf("name %q, focus %s", f.Value("name"), f.Focus())
	}
	f.FocusOn("id")
	f.split = nil
	f.Update(tea.PasteMsg{Content: sampleID + "\n"})
	if f.Focus() != "name" {
		t.Errorf("a pasted whole number left the focus on %s", f.Focus())
	}
}

func TestNotesFromOutsideAndAskingForTheGap(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitWhenFilled)
	f.Set("id", sampleID)
	f.Set("name", "样例父")
	if key, open := f.Gap(); open || f.FocusGap() {
		t.Errorf("a gap at %q, but nothing is missing", key)
	}
	f.Field("name").SetNote(Note{RoleBad, T{"查无此人", "no such person"}, true})
	if !f.FocusGap() || f.Focus() != "name" {
		t.Errorf("the blocked field is no gap; focus %s", f.Focus())
	}
	if e := play(f, c, byHand, press("enter")); e != FormHandled {
		t.Errorf("Enter on a blocked value: event %b", e)
	}
	f.Update(press("backspace"))
	if f.Field("name").Note().Blocks {
		t.Error("the remark outlives the value it was about")
	}
	if v := f.Values(); len(v) != 3 || v["id"] != sampleID {
		t.Errorf("values %v", v)
	}
	if f.Field("nobody") != nil || f.Value("nobody") != "" {
		t.Error("a field that is not there answered")
	}
	if empty := NewForm(FormSpec{Now: c.Now}); empty.Focus() != "" || empty.Update(press("enter")) != 0 {
		t.Error("a form without fields did something")
	}
}

func TestRestoreTakesAScanBackOut(t *testing.T) {
	c := clock()
	f := sampleForm(c, SubmitAtLast)
	b := NewBurst(c.Now)
	f.FocusOn("name")
	play(f, c, byHand, keysOf("样例")...)
	var before FormState
	for i, k := range keysOf("110108200001010017\t样例母\r") {
		if i == 0 {
			c.Advance(byHand)
		}
		c.Advance(byReader)
		switch e := b.Feed(k); e.Phase {
		case BurstStart:
			before = f.State()
			f.Update(k)
		case BurstEnd:
			f.Restore(before)
		default:
			f.Update(k)
		}
	}
	if f.Value("name") != "样例" || f.Value("id") != "" || f.Value("remark") != "" || f.Focus() != "name" {
		t.Errorf("after the scan: %v, focus %s", f.Values(), f.Focus())
	}
}

// formProgram shows a form on a terminal.
type formProgram struct {
	f      *Form
	events FormEvent
	width  int
}

func (p formProgram) Init() tea.Cmd { return nil }
func (p formProgram) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if w, ok := msg.(tea.WindowSizeMsg); ok {
		p.width = w.Width
	}
	p.events |= p.f.Update(msg)
	return p, nil
}
func (p formProgram) View() tea.View {
	st := NewStyles(true)
	help, _ := Help(p.width, st, ZH, []Binding{NewBinding(T{"签发", "Issue"}, "enter"), NewBinding(T{"命令", "Commands"}, "ctrl+p")}, []Binding{NewBinding(T{"返回", "Back"}, "esc")})
	return Stack(Text(p.width, st, RoleTitle, "登记"), Block{Lines: []string{""}}, p.f.View(p.width, st, ZH), Block{Lines: []string{"", help}}).View()
}

func TestFormOnATerminal(t *testing.T) {
	c := clock()
	s := screentest.Start(t, formProgram{f: sampleForm(c, SubmitAtLast), width: 80}, 80, 24)
	s.Key("enter")
	s.Golden("form-required")
	s.Type(sampleID + "\r")
	if x, y := s.Cursor(); x != 12 || y != 3 {
		t.Errorf("after the scan the cursor is at %d,%d, want 12,3 (the name)\n%s", x, y, s.Text())
	}
	c.Advance(byHand)
	s.Type("欧阳娜娜")
	if x, _ := s.Cursor(); x != 20 {
		t.Errorf("cursor in column %d, want 20", x)
	}
	s.Golden("form-filled")
	s.Resize(120, 40)
	if got := s.Screen().Lines()[3]; got != "> 姓名      欧阳娜娜" {
		t.Errorf("after the resize: %q", got)
	}
	if m := s.Quit().(formProgram); m.events.Has(FormSubmit) {
		t.Error("something was submitted")
	}
}
