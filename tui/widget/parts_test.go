package widget

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/tui/screentest"
)

var sampleActions = []Action{
	{ID: "reprint", Title: T{"补打", "Reprint"}, Initials: "bd", Key: "ctrl+r"},
	{ID: "recall", Title: T{"收回", "Recall"}, Initials: "sh"},
	{ID: "register", Title: T{"登记册", "Register"}, Initials: "djc", Key: "f3"},
	{ID: "close", Title: T{"今日结账", "Close the day"}, Initials: "jrjz"},
	{ID: "ledger", Title: T{"签字册", "Signature ledger"}, Initials: "qzc"},
}

func found(p *Palette) string {
	var ids []string
	for _, i := range p.found {
		ids = append(ids, p.actions[i].ID)
	}
	return strings.Join(ids, " ")
}

func TestPaletteSearch(t *testing.T) {
	for query, want := range map[string]string{
		"": "reprint recall register close ledger", "bd": "reprint", "补": "reprint", "册": "register ledger",
		"re": "reprint recall register ledger", "day": "close", "led": "ledger", "F3": "register", "ｄｊ": "register", "zzz": "", "330212198505059315": "",
		"e": "reprint recall register close ledger", "jz": "close",
	} {
		p := NewPalette(sampleActions)
		for _, k := range keysOf(query) {
			p.Update(k)
		}
		if got := found(p); got != want {
			t.Errorf("search %q: %q, want %q", query, got, want)
		}
	}
}

// An action that there is, and that is not possible here, is told from one that there
// is not.
func TestPaletteKnowsWhatIsElsewhere(t *testing.T) {
	for query, want := range map[string]string{"hfy": "有这个命令", "recovery": "有这个命令", "zzz": "没有这样的命令"} {
		p := NewPalette(sampleActions)
		p.Know([]Action{{Title: T{"换恢复页", "New recovery sheet"}, Initials: "hfy huifuye"}})
		for _, k := range keysOf(query) {
			p.Update(k)
		}
		if view := strings.Join(p.View(80, 8, Styles{}, ZH).Lines, "\n"); !strings.Contains(view, want) {
			t.Errorf("%q:\n%s", query, view)
		}
	}
}

func TestPaletteKeys(t *testing.T) {
	p := NewPalette(sampleActions)
	for _, k := range []string{"down", "down", "up", "tab"} {
		p.Update(press(k))
	}
	if e := p.Update(press("enter")); e != PaletteChosen || p.Chosen() != "register" {
		t.Errorf("event %d, chosen %q", e, p.Chosen())
	}
	if e := p.Update(press("esc")); e != PaletteBack {
		t.Errorf("Esc: event %d", e)
	}
	p.Update(tea.PasteMsg{Content: "330212198505059315\n"})
	if e := p.Update(press("enter")); e != PaletteHandled || p.Chosen() != "" {
		t.Errorf("Enter with nothing left: event %d, chosen %q", e, p.Chosen())
	}
	for range 50 {
		p.Update(press("down"))
	}
	if p.Chosen() != "" {
		t.Error("moving in the empty list chose something")
	}
}

func TestPaletteView(t *testing.T) {
	p := NewPalette(sampleActions)
	p.Update(press("down"))
	screentest.Golden(t, "palette", strings.Join(p.View(60, 8, Styles{}, ZH).Lines, "\n"))
	many := make([]Action, 100)
	for i := range many {
		many[i] = Action{ID: fmt.Sprint(i), Title: T{fmt.Sprintf("命令%d", i), ""}}
	}
	long := NewPalette(many)
	for i := range many {
		b := long.View(70, 10, Styles{}, ZH)
		if len(b.Lines) != 10 || !strings.Contains(strings.Join(b.Lines, "\n"), fmt.Sprintf("> 命令%d ", i)) {
			t.Fatalf("action %d is not in sight:\n%s", i, strings.Join(b.Lines, "\n"))
		}
		long.Update(press("down"))
	}
}

func sampleConfirm(c *screentest.Clock) *Confirm {
	return NewConfirm(ConfirmSpec{
		Title: T{"作废这张纸", "Void this paper"}, Key: NewBinding(T{}, "ctrl+o"), Now: c.Now,
		Says:    func(reason string) bool { return len([]rune(reason)) > 1 },
		Lines:   []T{{"编号不变，下一张是第 2 份。", "The number stays; the next paper is copy 2."}},
		Reasons: []T{{"打印坏了", "spoiled in the printer"}, {"姓名写错", "name misspelt"}},
	})
}

func TestConfirmNeedsAReasonAndItsKey(t *testing.T) {
	for _, tc := range []struct {
		name string
		keys []string
		gap  time.Duration
		want ConfirmEvent // of the last key
	}{
		{"no reason", []string{"ctrl+o"}, byHand, ConfirmHandled},
		{"one character", []string{"坏", "ctrl+o"}, byHand, ConfirmHandled},
		{"blanks", []string{" ", " ", " ", "ctrl+o"}, byHand, ConfirmHandled},
		{"reason", []string{"坏", "了", "ctrl+o"}, byHand, ConfirmDone},
		{"too fast", []string{"坏", "了", "ctrl+o"}, byReader, ConfirmHandled},
		{"Enter never", []string{"坏", "了", "enter"}, byHand, ConfirmHandled},
		{"y never", []string{"坏", "了", "y"}, byHand, ConfirmHandled},
		{"picked", []string{"down", "down", "ctrl+o"}, byHand, ConfirmDone},
		{"Esc", []string{"坏", "esc"}, byHand, ConfirmBack},
		{"another key", []string{"f2"}, byHand, ConfirmNone},
	} {
		c := clock()
		w := sampleConfirm(c)
		var got ConfirmEvent
		for _, k := range tc.keys {
			c.Advance(tc.gap)
			got = w.Update(press(k), ZH)
		}
		if got != tc.want {
			t.Errorf("%s: event %d, want %d", tc.name, got, tc.want)
		}
	}
}

func TestConfirmReasons(t *testing.T) {
	c := clock()
	w := sampleConfirm(c)
	for _, tc := range []struct{ key, want string }{
		{"up", "姓名写错"}, {"up", "打印坏了"}, {"up", "姓名写错"}, {"down", "打印坏了"},
	} {
		w.Update(press(tc.key), ZH)
		if w.Reason() != tc.want {
			t.Errorf("after %s: %q, want %q", tc.key, w.Reason(), tc.want)
		}
	}
	w.Update(tea.PasteMsg{Content: "，\t纸卡住\r\n"}, ZH)
	if w.Reason() != "打印坏了，纸卡住" {
		t.Errorf("reason %q", w.Reason())
	}
	short := sampleConfirm(c)
	short.Update(press("坏"), ZH)
	short.Update(press("ctrl+o"), ZH)
	if got := strings.Join(short.View(120, Styles{}, EN).Lines, "\n"); !strings.Contains(got, "too short or says nothing") || strings.Contains(got, "first") {
		t.Errorf("of a reason that says nothing:\n%s", got)
	}
	screentest.Golden(t, "confirm", strings.Join(w.View(60, Styles{}, ZH).Lines, "\n"))
}

func TestProgress(t *testing.T) {
	for _, tc := range []struct {
		width, done, total int
		want               string
	}{
		{60, 120, 1000, "打印  120/1000  ####..................................  12%"},
		{60, 0, 0, "打印  0"}, {20, 5, 10, "打印  5/10  50%"}, {60, 2000, 1000, "打印  1000/1000  #####################################  100%"},
	} {
		got := Progress(tc.width, "打印", tc.done, tc.total, ASCIIRules(), Styles{})
		if Width(got) > tc.width || got != tc.want {
			t.Errorf("Progress(%d, %d/%d) = %q (%d cells), want %q", tc.width, tc.done, tc.total, got, Width(got), tc.want)
		}
	}
}

// What does not fit is left out whole; what is always wanted stays.
func TestHelpLeavesOutWholeKeys(t *testing.T) {
	bs := []Binding{
		NewBinding(T{"签发", "Issue"}, "enter"), NewBinding(T{"事实", "Facts"}, "f2", "ctrl+t"),
		NewBinding(T{"一个很长很长的说明", "a very long one"}, "f3", "ctrl+y"), NewBinding(T{"翻页", "Page"}, "pgdown"),
	}
	always := []Binding{NewBinding(T{"命令", "Commands"}, "ctrl+p"), NewBinding(T{"帮助", "Help"}, "f1")}
	for width, want := range map[int]string{
		80: "回车 签发  F2 事实  F3 一个很长很长的说明  PgDn 翻页  Ctrl+P 命令  F1 帮助",
		74: "回车 签发  F2 事实  F3 一个很长很长的说明  PgDn 翻页  Ctrl+P 命令  F1 帮助",
		73: "回车 签发  F2 事实  F3 一个很长很长的说明  Ctrl+P 命令  F1 帮助",
		60: "回车 签发  F2 事实  PgDn 翻页  Ctrl+P 命令  F1 帮助",
		23: "Ctrl+P 命令  F1 帮助",
		22: "Ctrl+P 命令  F1 帮助",
		19: "Ctrl+P 命令",
		5:  "",
		0:  "",
	} {
		got, left := Help(width, Styles{}, ZH, bs, always)
		if got != want {
			t.Errorf("%d cells: %q, want %q", width, got, want)
		}
		if shown := len(strings.FieldsFunc(strings.ReplaceAll(want, "  ", "|"), func(r rune) bool { return r == '|' })); left != len(bs)+len(always)-shown {
			t.Errorf("%d cells: %d are said to be left out of %q", width, left, want)
		}
	}
	if got, _ := Help(35, Styles{}, EN, bs, nil); got != "Enter Issue  F2 Facts  PgDn Page" {
		t.Errorf("%q", got)
	}
}

func TestStackKeepsTheCursor(t *testing.T) {
	b := Block{Lines: []string{"a", "b"}}
	b.SetCursor(3, 1)
	s := Stack(Block{Lines: []string{"x", "y"}}, b, Block{Lines: []string{"z"}})
	if s.CursorX != 3 || s.CursorY != 3 || !s.HasCursor || len(s.Lines) != 5 {
		t.Errorf("stacked: %+v", s)
	}
	if f := s.Fill(3); f.HasCursor || len(f.Lines) != 3 {
		t.Errorf("cut above the cursor: %+v", f)
	}
	if f := s.Fill(9); !f.HasCursor || len(f.Lines) != 9 {
		t.Errorf("filled up: %+v", f)
	}
	v := s.View()
	if !v.AltScreen || v.Cursor == nil || v.Cursor.X != 3 || v.Cursor.Y != 3 {
		t.Errorf("view %+v", v)
	}
}

func TestTooSmall(t *testing.T) {
	if _, ok := TooSmall(80, 24, 80, 24, ZH); ok {
		t.Error("80 by 24 is said to be too small")
	}
	for _, w := range []int{10, 40, 79} {
		b, ok := TooSmall(w, 24, 80, 24, EN)
		if !ok || !strings.Contains(strings.Join(b.Lines, " "), "80x24") && w > 20 {
			t.Errorf("width %d: %v %q", w, ok, b.Lines)
		}
		fits(t, "TooSmall", b, w)
	}
}

func TestColoursAreARoleAndCanBeOff(t *testing.T) {
	for _, tc := range []struct {
		colour bool
		role   Role
		want   string
	}{
		{true, RoleBad, "\x1b[1;31mx\x1b[m"}, {false, RoleBad, "\x1b[1;7mx\x1b[m"}, {true, RolePlain, "x"}, {false, RoleHint, "x"},
		{true, RoleSelected, "\x1b[7mx\x1b[m"},
	} {
		if got := NewStyles(tc.colour).Paint(tc.role, "x"); got != tc.want {
			t.Errorf("colour %v, role %d: %q, want %q", tc.colour, tc.role, got, tc.want)
		}
	}
	for role := RolePlain; role < roleCount; role++ {
		if out := NewStyles(false).Paint(role, "x"); strings.Contains(out, "[3") || strings.Contains(out, ";3") {
			t.Errorf("role %d has a colour without colours: %q", role, out)
		}
	}
	s := screentest.Start(t, formProgram{f: sampleForm(clock(), SubmitAtLast), width: 80}, 80, 24, screentest.Env("NO_COLOR=1"))
	for y, row := range s.Screen().Cells {
		for x, c := range row {
			if c.Fg != screentest.NoColor || c.Bg != screentest.NoColor {
				t.Fatalf("NO_COLOR, but the cell %d,%d has a colour: %+v", x, y, c)
			}
		}
	}
	if c := s.Screen().Cells[0][0]; !c.Bold {
		t.Error("the title is not bold")
	}
}

func TestTheTerminalAnswersTheProbe(t *testing.T) {
	got := make(chan []byte, 1)
	term := screentest.NewTerminal(20, 3, writerFunc(func(p []byte) { got <- append([]byte(nil), p...) }), true)
	defer term.Close()
	fmt.Fprint(term, AmbiguousProbe)
	if wide, err := AmbiguousIsWide(<-got); wide || err != nil {
		t.Errorf("the emulator counts one cell, but: %v, %v", wide, err)
	}
	fmt.Fprint(term, AmbiguousErase)
	if text := term.Screen().Text(); text != "" {
		t.Errorf("the probe left %q on the screen", text)
	}
}

type writerFunc func([]byte)

func (f writerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

// TestNoLineIsWiderThanTheWindow draws every part, filled with awkward texts, at every width.
func TestNoLineIsWiderThanTheWindow(t *testing.T) {
	st := NewStyles(true)
	c := clock()
	for width := 70; width <= 220; width++ {
		for i, text := range awkward {
			if testing.Short() && (i+width)%4 != 0 {
				continue
			}
			lang := Lang(i % 2)
			next := awkward[(i+7)%len(awkward)]
			fits(t, "form", awkwardForm(c, text, next).View(width, st, lang), width)
			fits(t, "list", awkwardList(text, next).View(width, st, lang), width)
			p := NewPalette([]Action{{ID: "a", Title: T{text, next}, Key: "ctrl+p"}, {ID: "b", Title: T{next, text}, Key: text}})
			fits(t, "palette", p.View(width, 10, st, lang), width)
			w := NewConfirm(ConfirmSpec{Title: T{text, next}, Lines: []T{{next, text}}, Key: NewBinding(T{}, "ctrl+o"), Reasons: []T{{text, next}}, Now: c.Now})
			w.Update(press("down"), lang)
			fits(t, "confirm", w.View(width, st, lang), width)
			fits(t, "progress", Block{Lines: []string{Progress(width, text, i, len(awkward), NarrowRules(), st)}}, width)
			keys, _ := Help(width, st, lang, []Binding{NewBinding(T{text, next}, "f2")}, []Binding{NewBinding(T{next, text}, "ctrl+p")})
			fits(t, "help", Block{Lines: []string{keys}}, width)
			fits(t, "text", Text(width, st, RoleBad, text, next), width)
		}
		fits(t, "rule", Block{Lines: []string{ASCIIRules().Line(width)}}, width)
	}
}

func awkwardForm(c *screentest.Clock, a, b string) *Form {
	note := func(string) Note { return Note{RoleWarn, T{b, a}, false} }
	f := NewForm(FormSpec{Now: c.Now, Fields: []FieldSpec{
		{Key: "1", Label: T{a, b}, Placeholder: T{b, a}}, {Key: "2", Label: T{b, a}, Max: 400, Check: note}, {Key: "3", Label: T{"短", "short"}, Cells: 200, Check: note},
	}})
	f.Set("2", a+b)
	f.Set("3", b)
	f.FocusOn("2")
	return f
}

func awkwardList(a, b string) *List {
	cols := append([]Column{{Title: T{a, b}, Cells: 30, Grow: true}, {Title: T{b, a}, Cells: 30, Right: true}, {Cells: 25}}, sampleColumns...)
	l := NewList(cols, func(string, int, Direction) ([]Row, error) {
		return []Row{{Key: "1", Cells: []string{a, b, a, b, a, b}}, {Key: "2", Cells: []string{b}, Role: RoleBad}}, nil
	})
	settle(l, l.Home())
	return l
}

// TestAWideTerminalFitsToo runs the property again in a process whose width table counts signs of
// ambiguous width as two cells, as the program does after AmbiguousIsWide said so.
func TestAWideTerminalFitsToo(t *testing.T) {
	if os.Getenv("RUNEWIDTH_EASTASIAN") == "1" {
		t.Skip("this is the inner run")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^(TestNoLineIsWiderThanTheWindow|TestNothingIsWiderThanItsCells|TestFieldScrolls)$", "-test.v", "-test.short")
	cmd.Env = append(os.Environ(), "RUNEWIDTH_EASTASIAN=1")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(out), "--- PASS") != 3 {
		t.Errorf("with wide ambiguous signs: %v\n%s", err, out)
	}
}
