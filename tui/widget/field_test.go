package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/screentest"
)

// prompted is a program of one field behind a prompt of six cells.
type prompted struct{ f *Field }

func (p prompted) Init() tea.Cmd { return nil }
func (p prompted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		p.f.Update(k)
	}
	return p, nil
}
func (p prompted) View() tea.View {
	b := Block{Lines: []string{"姓名: " + p.f.View(NewStyles(true), ZH)}}
	b.SetCursor(6+p.f.CursorX(), 0)
	return b.View()
}

func TestTheCursorStandsInColumn14(t *testing.T) {
	s := screentest.Start(t, prompted{NewField(FieldSpec{Key: "name"})}, 80, 24)
	s.Type("欧阳娜娜")
	if x, y := s.Cursor(); x != 14 || y != 0 {
		t.Errorf("cursor at %d,%d, want 14,0\n%s", x, y, s.Text())
	}
	if got, want := s.Text(), "姓名: 欧阳娜娜"; got != want {
		t.Errorf("screen %q, want %q", got, want)
	}
	s.Key("left", "backspace")
	if x, _ := s.Cursor(); x != 10 {
		t.Errorf("after left and backspace the cursor is in column %d, want 10", x)
	}
	s.Type("\U000E0100")
	if x, _ := s.Cursor(); x != 10 {
		t.Errorf("a variation selector moved the cursor to %d", x)
	}
}

func TestFieldKeys(t *testing.T) {
	for _, tc := range []struct {
		name, typed string
		keys        []string
		want        string
		cursor      int
	}{
		{"left, insert", "张丰", []string{"left", "三"}, "张三丰", 4},
		{"home, delete", "abc", []string{"home", "delete"}, "bc", 0},
		{"end", "abc", []string{"home", "end", "d"}, "abcd", 4},
		{"ctrl twins of home and end", "abc", []string{"ctrl+a", "x", "ctrl+e", "y"}, "xabcy", 5},
		{"right stops", "ab", []string{"right", "right", "c"}, "abc", 3},
		{"left stops", "ab", []string{"left", "left", "left", "c"}, "cab", 1},
		{"backspace at the start", "ab", []string{"home", "backspace"}, "ab", 0},
		{"delete at the end", "ab", []string{"delete"}, "ab", 2},
		{"word back", "ab cd  ", []string{"ctrl+w"}, "ab ", 3},
		{"word back in hanzi", "甲乙 丙丁", []string{"ctrl+w"}, "甲乙 ", 5},
		{"all back", "abcd", []string{"left", "ctrl+u"}, "d", 0},
		{"backspace takes the whole character", "a葛\U000E0100", []string{"backspace"}, "a", 1},
		{"backspace takes accents along", "e\u0301\u0302", []string{"backspace"}, "", 0},
		{"a mark joins what stands before", "e", []string{"\u0301", "x"}, "e\u0301x", 2},
		{"an input method commits several", "", []string{"欧阳娜娜"}, "欧阳娜娜", 8},
		{"Enter and F keys type nothing", "a", []string{"enter", "tab", "f2", "esc", "ctrl+p"}, "a", 1},
	} {
		f := NewField(FieldSpec{Key: "k"})
		typeInto(f, tc.typed)
		for _, k := range tc.keys {
			f.Update(press(k))
		}
		if f.Value() != tc.want || f.CursorX() != tc.cursor {
			t.Errorf("%s: %q, cursor %d; want %q, %d", tc.name, f.Value(), f.CursorX(), tc.want, tc.cursor)
		}
	}
}

func TestKeysThatAreNotTheFields(t *testing.T) {
	f := NewField(FieldSpec{Key: "k"})
	for _, k := range []string{"enter", "tab", "up", "f1", "esc", "ctrl+p", "pgdown"} {
		if e := f.Update(press(k)); e != 0 {
			t.Errorf("%s: event %d, want none", k, e)
		}
	}
}

func TestFieldScrolls(t *testing.T) {
	for cells := 3; cells < 12; cells++ {
		f := NewField(FieldSpec{Key: "k", Cells: cells})
		for _, k := range keysOf("中a文b欧阳c娜娜𬭊de葛\U000E0100f") {
			f.Update(k)
			checkField(t, f, cells)
		}
		for range 20 {
			f.Update(press("left"))
			checkField(t, f, cells)
		}
		for range 20 {
			f.Update(press("right"))
			f.Update(press("backspace"))
			checkField(t, f, cells)
		}
	}
}

// checkField: exactly as wide as it should be, the cursor and the character under it in sight.
func checkField(t *testing.T, f *Field, cells int) {
	t.Helper()
	if w := Width(f.View(Styles{}, ZH)); w != cells {
		t.Errorf("a field of %d cells is drawn in %d: %q", cells, w, f.View(Styles{}, ZH))
	}
	if x := f.CursorX(); x < 0 || x > cells-f.cursorRoom() {
		t.Errorf("cursor at %d in a field of %d cells, %q", x, cells, f.Value())
	}
}

func TestFieldMaximum(t *testing.T) {
	f := NewField(FieldSpec{Key: "k", Max: 3})
	typeInto(f, "甲乙")
	if e := f.Insert("丙丁戊"); e != FieldChanged|FieldFull || f.Value() != "甲乙丙" {
		t.Errorf("inserting too much: event %d, value %q", e, f.Value())
	}
	if e := f.Update(press("丁")); e != FieldFull || f.Value() != "甲乙丙" {
		t.Errorf("typing into the full field: event %d, value %q", e, f.Value())
	}
	if e := f.Update(press("\U000E0100")); e != FieldChanged {
		t.Errorf("a selector adds no character, but: event %d", e)
	}
}

// A full field says that something was left out; a field of one character takes the
// next in the place of its one; one that is entered anew is typed over, and edited with
// the keys that edit.
func TestAFieldThatHasNoRoomSaysSo(t *testing.T) {
	f := NewField(FieldSpec{Key: "k", Max: 3})
	typeInto(f, "abc")
	if n := f.Note(); !n.Text.IsZero() {
		t.Errorf("just full: %v", n)
	}
	f.Update(press("d"))
	if n := f.Note(); n.Role != RoleWarn || n.Blocks || !strings.Contains(n.Text.EN, "3 characters") {
		t.Errorf("over full: %v", n)
	}
	f.Update(press("backspace"))
	if n := f.Note(); !n.Text.IsZero() {
		t.Errorf("with room again: %v", n)
	}
	one := NewField(FieldSpec{Key: "k", Max: 1})
	typeInto(one, "12")
	if one.Value() != "2" {
		t.Errorf("a field of one character has %q", one.Value())
	}
}

func TestASmallFieldIsEnteredAnew(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"9"}, "9"}, {[]string{"9", "8"}, "98"}, {[]string{"backspace", "9"}, "39"}, {[]string{"end", "9"}, "339"}, {nil, "33"},
	} {
		f := NewForm(FormSpec{Now: time.Now, Fields: []FieldSpec{{Key: "a", Anew: true}, {Key: "b"}}})
		f.Set("a", "33")
		f.FocusOn("b")
		f.Update(press("x"))
		f.FocusOn("a")
		for _, k := range c.keys {
			f.Update(press(k))
		}
		if got := f.Value("a"); got != c.want {
			t.Errorf("%v: %q, want %q", c.keys, got, c.want)
		}
		f.FocusOn("b")
		if f.Update(press("y")); f.Value("b") != "xy" {
			t.Errorf("any other field begins anew: %q", f.Value("b"))
		}
	}
}

func TestMaskedField(t *testing.T) {
	f := NewField(FieldSpec{Key: "k", Masked: true, Cells: 10})
	typeInto(f, "秘密ab")
	if got := f.View(Styles{}, ZH); got != "****      " || f.CursorX() != 4 {
		t.Errorf("drawn %q, cursor %d; want four stars", got, f.CursorX())
	}
	if f.Value() != "秘密ab" {
		t.Errorf("value %q", f.Value())
	}
}

func TestNormalisationAndCheck(t *testing.T) {
	asked := ""
	f := NewField(FieldSpec{
		Key: "k", Normalise: HalfWidthUpper,
		Check: func(v string) Note {
			asked = v
			if len(v) == 3 && v[2] != 'X' {
				return Note{RoleBad, T{"不对", "wrong"}, true}
			}
			return Note{}
		},
	})
	typeInto(f, "１２3")
	if f.Value() != "123" || asked != "123" || !f.Note().Blocks {
		t.Errorf("value %q, asked about %q, note %+v", f.Value(), asked, f.Note())
	}
	f.Update(press("backspace"))
	f.Update(press("ｘ"))
	if f.Value() != "12X" || f.Note().Blocks {
		t.Errorf("value %q, note %+v; want 12X, no objection", f.Value(), f.Note())
	}
	f.Set("9 9x\x07")
	if f.Value() != "9 9X" {
		t.Errorf("set gave %q", f.Value())
	}
}

func TestPlaceholder(t *testing.T) {
	f := NewField(FieldSpec{Key: "k", Cells: 12, Placeholder: T{"姓名或身份证号码", "name or number"}})
	if got := f.View(Styles{}, ZH); got != "姓名或身份~ " || f.CursorX() != 0 {
		t.Errorf("placeholder %q, cursor %d", got, f.CursorX())
	}
	if got := f.View(Styles{}, EN); got != "name or num~" {
		t.Errorf("placeholder %q", got)
	}
}

func FuzzField(f *testing.F) {
	for _, s := range awkward {
		f.Add(s, 10, 5)
	}
	f.Fuzz(func(t *testing.T, s string, cells, back int) {
		if cells < 3 || cells > 200 || back < 0 || back > 50 || len(s) > 1000 {
			t.Skip()
		}
		field := NewField(FieldSpec{Key: "k", Cells: cells, Max: 2000})
		field.Insert(s)
		if field.Value() != stripControls(s) {
			t.Errorf("inserted %q, value %q", s, field.Value())
		}
		for range back {
			field.Update(press("left"))
			checkField(t, field, cells)
		}
		field.Update(press("中"))
		checkField(t, field, cells)
		if !strings.Contains(field.Value(), "中") {
			t.Errorf("the typed character is missing in %q", field.Value())
		}
	})
}

// A value that was proposed gives way to what is typed or pasted, and stays when it is
// edited.
func TestAnOfferGivesWayToWhatIsTyped(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string
	}{
		{"taken as it is", nil, "945"}, {"typed over", []string{"1", "3", "1"}, "131"}, {"appended after End", []string{"end", "backspace", "6"}, "946"},
		{"Backspace", []string{"backspace"}, "94"}, {"a key that is not the field's", []string{"f1", "7"}, "7"}, {"left", []string{"left", "backspace"}, "95"},
	} {
		f := NewField(FieldSpec{Key: "code", Max: 3})
		f.Offer("945")
		if drawn := f.View(NewStyles(true), ZH); !strings.Contains(drawn, "\x1b[7m945") {
			t.Errorf("%s: an offer is not told from a value: %q", c.name, drawn)
		}
		for _, k := range c.keys {
			f.Update(press(k))
		}
		if got := f.Value(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	f := NewField(FieldSpec{Key: "path"})
	f.Offer("/a")
	f.Insert("/b")
	if f.Insert("c"); f.Value() != "/bc" {
		t.Errorf("pasted: %q", f.Value())
	}
}
