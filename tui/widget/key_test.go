package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestKeyName(t *testing.T) {
	for _, tc := range []struct {
		msg  tea.KeyPressMsg
		want string
	}{
		{tea.KeyPressMsg{Code: tea.KeyEnter}, "enter"},
		{tea.KeyPressMsg{Code: tea.KeyEnter, Text: "\r"}, "enter"}, // Windows: code first
		{tea.KeyPressMsg{Code: tea.KeyTab, Text: "\t"}, "tab"},
		{tea.KeyPressMsg{Code: tea.KeyKpEnter}, "enter"},
		{tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}, "shift+tab"},
		{tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModShift}, "enter"},
		{tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModCtrl}, "enter"},
		{tea.KeyPressMsg{Code: 'm', Mod: tea.ModCtrl}, "enter"},
		{tea.KeyPressMsg{Code: 'i', Mod: tea.ModCtrl}, "tab"},
		{tea.KeyPressMsg{Code: '[', Mod: tea.ModCtrl}, "esc"},
		{tea.KeyPressMsg{Code: ' ', Mod: tea.ModCtrl}, "ctrl+space"},
		{tea.KeyPressMsg{Code: tea.KeyF2}, "f2"},
		{tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl}, "ctrl+p"},
		{tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl | tea.ModCapsLock | tea.ModNumLock}, "ctrl+p"},
		{tea.KeyPressMsg{Code: 'з', BaseCode: 'p', Mod: tea.ModCtrl}, "ctrl+p"},
		{tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}, "enter"},
		{tea.KeyPressMsg{Code: 'h', Mod: tea.ModCtrl}, "backspace"},
		{tea.KeyPressMsg{Code: '？', Text: "？"}, "?"},
		{tea.KeyPressMsg{Code: '／', Text: "／"}, "/"},
		{tea.KeyPressMsg{Code: '：', Text: "："}, ":"},
		{tea.KeyPressMsg{Code: '３', Text: "３"}, "3"},
		{tea.KeyPressMsg{Code: '张', Text: "张"}, "张"},
		{tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, " "},
		{tea.KeyPressMsg{Code: tea.KeyKp7}, "7"},
		{tea.KeyPressMsg{Code: 'a', Mod: tea.ModShift, Text: "A"}, "A"},
	} {
		if got := KeyName(tc.msg); got != tc.want {
			t.Errorf("KeyName(%+v) = %q, want %q", tc.msg, got, tc.want)
		}
	}
}

func TestKeyTextHoldsNoControls(t *testing.T) {
	for _, tc := range []struct {
		msg  tea.KeyPressMsg
		want string
	}{
		{tea.KeyPressMsg{Code: tea.KeyEnter, Text: "\r"}, ""},
		{tea.KeyPressMsg{Code: tea.KeyTab, Text: "\t"}, ""},
		{tea.KeyPressMsg{Code: 0, Text: "\x00"}, ""},
		{tea.KeyPressMsg{Code: 'd', Mod: tea.ModCtrl, Text: "d"}, ""},
		{tea.KeyPressMsg{Code: tea.KeyExtended, Text: "欧阳娜娜"}, "欧阳娜娜"},
		{tea.KeyPressMsg{Code: tea.KeyExtended, Text: "葛\U000E0100"}, "葛\U000E0100"},
		{tea.KeyPressMsg{Code: tea.KeyKp3}, "3"},
	} {
		if got := KeyText(tc.msg); got != tc.want {
			t.Errorf("KeyText(%+v) = %q, want %q", tc.msg, got, tc.want)
		}
	}
}

func TestHalfWidth(t *testing.T) {
	for in, want := range map[string]string{
		"？／：": "?/:", "３３０２１２１９８５０５０５９３１ｘ": "33021219850505931x", "36。5": "36.5", "2020、3": "2020/3", "张三": "张三", "abc": "abc", "　": " ",
	} {
		if got := HalfWidth(in); got != want {
			t.Errorf("HalfWidth(%q) = %q, want %q", in, got, want)
		}
	}
	if got := HalfWidthUpper("11ｘx"); got != "11XX" {
		t.Errorf("HalfWidthUpper = %q, want 11XX", got)
	}
}

func TestCheckBindings(t *testing.T) {
	good := []Binding{
		NewBinding(T{"帮助", "Help"}, "f1", "ctrl+g"), NewBinding(T{"事实", "Facts"}, "f2", "ctrl+t"),
		NewBinding(T{"命令", "Commands"}, "ctrl+p"), NewBinding(T{"返回", "Back"}, "esc"),
	}
	if err := CheckBindings(good...); err != nil {
		t.Errorf("good keys are refused: %v", err)
	}
	for _, tc := range []struct {
		names []string
		says  string
	}{
		{[]string{"f2"}, "no Ctrl twin"}, {[]string{"y"}, "plain letters"}, {[]string{"是"}, "plain letters"},
		{[]string{"f7", "ctrl+r"}, "input methods"}, {[]string{"ctrl+space"}, "input methods"}, {[]string{"shift+up"}, "input methods"},
		{[]string{"ctrl+j"}, "another key"}, {[]string{"ctrl+w"}, "the field keeps"}, {[]string{"ctrl+enter"}, "cannot be told"},
		{[]string{"ctrl+p"}, "is bound to"}, {[]string{"ctrl+z"}, "stop the program"},
	} {
		err := CheckBindings(append(good, NewBinding(T{"试", "Try"}, tc.names...))...)
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("CheckBindings(%v) = %v, want an error that says %q", tc.names, err, tc.says)
		}
	}
}

func TestABindingMatchesEachOfItsKeys(t *testing.T) {
	b := NewBinding(T{"事实", "Facts"}, "f2", "ctrl+t")
	for key, want := range map[string]bool{"f2": true, "ctrl+t": true, "f3": false, "t": false} {
		if got := b.Matches(press(key)); got != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
	if b.Label(ZH) != "F2" || (Binding{}).Label(ZH) != "" {
		t.Errorf("labels %q and %q", b.Label(ZH), Binding{}.Label(ZH))
	}
}

func TestKeyLabel(t *testing.T) {
	for _, tc := range []struct {
		name, zh, en string
	}{{"f2", "F2", "F2"}, {"ctrl+p", "Ctrl+P", "Ctrl+P"}, {"enter", "回车", "Enter"}, {"shift+tab", "Shift+Tab", "Shift+Tab"}, {"pgdown", "PgDn", "PgDn"}} {
		if zh, en := KeyLabel(tc.name, ZH), KeyLabel(tc.name, EN); zh != tc.zh || en != tc.en {
			t.Errorf("KeyLabel(%q) = %q, %q, want %q, %q", tc.name, zh, en, tc.zh, tc.en)
		}
	}
}

// through sends messages through a filter and gives what is typed in the end.
func through(f *Filter, msgs ...tea.Msg) string {
	var b strings.Builder
	for _, m := range msgs {
		switch m := f.Message(nil, m).(type) {
		case tea.KeyPressMsg:
			if n := KeyName(m); len(n) > 1 && KeyText(m) == "" {
				b.WriteString("<" + n + ">")
			} else {
				b.WriteString(KeyText(m))
			}
		case tea.PasteMsg:
			b.WriteString("[" + m.Content + "]")
		}
	}
	return b.String()
}

func TestWindowsFilter(t *testing.T) {
	key := func(s string) tea.Msg { return press(s) }
	nul := tea.KeyPressMsg{Code: tea.KeySpace, Mod: tea.ModCtrl}
	for _, tc := range []struct {
		name string
		msgs []tea.Msg
		want string
	}{
		{"beyond U+FFFF arrives twice", []tea.Msg{key("𬭊"), key("𬭊")}, "𬭊"},
		{"typed twice arrives four times", []tea.Msg{key("𬭊"), key("𬭊"), key("𬭊"), key("𬭊")}, "𬭊𬭊"},
		{"two different ones", []tea.Msg{key("𬭊"), key("𬭊"), key("𠮷"), key("𠮷")}, "𬭊𠮷"},
		{"both copies in one message", []tea.Msg{key("𬭊𬭊")}, "𬭊"},
		{"below U+FFFF stays", []tea.Msg{key("娜"), key("娜"), key("3"), key("3")}, "娜娜33"},
		{"hanzi with a variation selector", []tea.Msg{key("葛"), key("\U000E0100\U000E0100")}, "葛\U000E0100"},
		{"rare hanzi with a variation selector", []tea.Msg{key("𬭊"), key("𬭊\U000E0100\U000E0100")}, "𬭊\U000E0100"},
		{"bare Shift", []tea.Msg{nul, key("a"), tea.KeyPressMsg{Code: 0, Text: "\x00"}, tea.KeyPressMsg{}}, "a"},
		{"Tab and Enter with text", []tea.Msg{tea.KeyPressMsg{Code: tea.KeyTab, Text: "\t"}, tea.KeyPressMsg{Code: tea.KeyEnter, Text: "\r"}}, "<tab><enter>"},
		{"paste", []tea.Msg{tea.PasteMsg{Content: "𬭊𬭊三\t𠮷𠮷𠮷𠮷"}}, "[𬭊三\t𠮷𠮷]"},
		{"a key between", []tea.Msg{key("𬭊"), key("a"), key("𬭊"), key("𬭊")}, "𬭊a𬭊"},
	} {
		if got := through(NewFilter(true, clock().Now), tc.msgs...); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestTheSecondPressOfAPersonIsNoCopy(t *testing.T) {
	c := clock()
	f := NewFilter(true, c.Now)
	got := through(f, press("𬭊"))
	c.Advance(400 * time.Millisecond)
	if got += through(f, press("𬭊")); got != "𬭊𬭊" {
		t.Errorf("two presses 400 ms apart gave %q", got)
	}
}

func TestFilterElsewhereLeavesTextAlone(t *testing.T) {
	f := NewFilter(false, clock().Now)
	got := through(f, press("𬭊"), press("𬭊"), tea.PasteMsg{Content: "𬭊𬭊"}, tea.KeyPressMsg{Code: tea.KeyEnter, Text: "\r"})
	if want := "𬭊𬭊[𬭊𬭊]<enter>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if msg := f.Message(nil, tea.WindowSizeMsg{Width: 80}); msg != (tea.WindowSizeMsg{Width: 80}) {
		t.Errorf("another message became %v", msg)
	}
}

func TestLineFeedBehindCarriageReturn(t *testing.T) {
	lf := tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}
	c := clock()
	f := NewFilter(false, c.Now)
	if got := through(f, press("1"), press("enter"), lf); got != "1<enter>" {
		t.Errorf("CR LF gave %q, want one Enter", got)
	}
	if got := through(f, press("1"), lf); got != "1<enter>" {
		t.Errorf("LF alone gave %q, want Enter", got)
	}
	got := through(f, press("enter"))
	c.Advance(time.Second)
	if got += through(f, lf); got != "<enter><enter>" {
		t.Errorf("LF a second later gave %q, want a second Enter", got)
	}
}

func TestAmbiguousIsWide(t *testing.T) {
	for _, tc := range []struct {
		reply string
		wide  bool
		ok    bool
	}{
		{"\x1b[1;2R", false, true}, {"\x1b[24;3R", true, true}, {"33\x1b[7;3Rabc", true, true},
		{"\x1b[A\x1b[5;2R", false, true}, {"\x1b[1;5R\x1b[9;2R", false, true},
		{"", false, false}, {"\x1b[", false, false}, {"\x1b[2R", false, false}, {"\x1b[1;2", false, false},
		{"\x1b[;2R", false, false}, {"\x1b[1;R", false, false}, {"\x1b[1;9R", false, false}, {"\x1b[1;2;3R", false, false},
	} {
		wide, err := AmbiguousIsWide([]byte(tc.reply))
		if wide != tc.wide || (err == nil) != tc.ok {
			t.Errorf("AmbiguousIsWide(%q) = %v, %v; want %v, ok %v", tc.reply, wide, err, tc.wide, tc.ok)
		}
	}
}

func FuzzAmbiguousIsWide(f *testing.F) {
	f.Add([]byte("\x1b[1;2R"))
	f.Add([]byte("x\x1b[24;3Ry"))
	f.Fuzz(func(t *testing.T, b []byte) {
		wide, err := AmbiguousIsWide(b)
		if wide && err != nil {
			t.Errorf("AmbiguousIsWide(%q) says wide and fails: %v", b, err)
		}
	})
}

func TestSplitPaste(t *testing.T) {
	for in, want := range map[string]string{
		"张三\t330212\r\n":   "张三|330212",
		" a b \r\r\n\t\tc": "a b|c",
		"\x1b[31m甲\x07":    "[31m甲",
		"":                 "", "\t\r\n ": "",
		"甲\u2028乙": "甲|乙",
	} {
		if got := strings.Join(SplitPaste(in), "|"); got != want {
			t.Errorf("SplitPaste(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSplitPaste(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range SplitPaste(s) {
			if p == "" || p != strings.TrimSpace(p) || p != stripControls(p) || strings.ContainsAny(p, "\t\r\n") {
				t.Errorf("SplitPaste(%q) gives the part %q", s, p)
			}
		}
	})
}
