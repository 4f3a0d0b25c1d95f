package widget

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestWidth(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"abc", 3}, {"欧阳娜娜", 8}, {"𬭊", 2}, {"𠮷a", 3}, {"葛\U000E0100", 2}, {"e\u0301", 1}, {"？／：", 6},
		{"\t\n\x1b", 3}, {"·", 1}, {"─", 1}, {"\u202e", 1}, {"\u0301", 1}, {"각", 2}, {"\ue000", 1}, {"⿰氵甬", 6},
	} {
		if got := Width(tc.in); got != tc.want {
			t.Errorf("Width(%q) = %d, want %d", tc.in, got, tc.want)
		}
	}
}

func TestTruncateAndPad(t *testing.T) {
	for _, tc := range []struct {
		in                 string
		cells              int
		cut, right, atLeft string
	}{
		{"abc", 5, "abc", "abc  ", "  abc"},
		{"abcdef", 4, "abc~", "abc~", "abc~"},
		{"abcdef", 6, "abcdef", "abcdef", "abcdef"},
		{"欧阳娜娜", 8, "欧阳娜娜", "欧阳娜娜", "欧阳娜娜"},
		{"欧阳娜娜", 7, "欧阳娜~", "欧阳娜~", "欧阳娜~"},
		{"欧阳娜娜", 6, "欧阳~", "欧阳~ ", " 欧阳~"},
		{"欧阳", 1, "~", "~", "~"},
		{"欧", 0, "", "", ""},
		{"", 3, "", "   ", "   "},
		{"葛\U000E0100飾区", 5, "葛\U000E0100飾~", "葛\U000E0100飾~", "葛\U000E0100飾~"},
		{"a\tb\nc", 5, "a b c", "a b c", "a b c"},
	} {
		if got := Truncate(tc.in, tc.cells); got != tc.cut {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tc.in, tc.cells, got, tc.cut)
		}
		if got := Pad(tc.in, tc.cells); got != tc.right {
			t.Errorf("Pad(%q, %d) = %q, want %q", tc.in, tc.cells, got, tc.right)
		}
		if got := PadLeft(tc.in, tc.cells); got != tc.atLeft {
			t.Errorf("PadLeft(%q, %d) = %q, want %q", tc.in, tc.cells, got, tc.atLeft)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tc := range []struct {
		in    string
		cells int
		want  []string
	}{
		{"", 10, []string{""}},
		{"可以签发", 4, []string{"可以", "签发"}},
		{"可以签发，请按回车。", 8, []string{"可以签", "发，请按", "回车。"}},
		{"the number is not good", 10, []string{"the number", "is not", "good"}},
		{"按 Ctrl+P 打开命令", 10, []string{"按 Ctrl+P", "打开命令"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"甲\n乙", 10, []string{"甲", "乙"}},
		{"甲乙", 1, []string{"甲", "乙"}},
	} {
		if got := Wrap(tc.in, tc.cells); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tc.in, tc.cells, got, tc.want)
		}
	}
}

func TestCleanKeepsWhatIsSeen(t *testing.T) {
	for in, want := range map[string]string{
		"欧阳娜娜": "欧阳娜娜", "a\x1b[31mb": "a?[31mb", "x\u202ey": "x?y", "葛\U000E0100": "葛\U000E0100", "\u0301": "?", "a\r\nb": "a  b", "e\u0301": "e\u0301",
		"☎️": "☎",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// checkCells holds for every text and every width.
func checkCells(t *testing.T, s string, cells int) {
	t.Helper()
	if cut := Truncate(s, cells); ansi.StringWidth(cut) > cells || ansi.StringWidthWc(cut) > cells {
		t.Errorf("Truncate(%q, %d) = %q takes %d (by code points %d) cells", s, cells, cut, ansi.StringWidth(cut), ansi.StringWidthWc(cut))
	}
	if p := Pad(s, cells); ansi.StringWidth(p) != cells {
		t.Errorf("Pad(%q, %d) takes %d cells", s, cells, ansi.StringWidth(p))
	}
	for _, l := range Wrap(s, cells) {
		if ansi.StringWidth(l) > max(cells, 2) {
			t.Errorf("Wrap(%q, %d) has the line %q of %d cells", s, cells, l, ansi.StringWidth(l))
		}
	}
	if c := Clean(s); Width(s) != ansi.StringWidth(c) || !utf8.ValidString(c) {
		t.Errorf("Width(%q) = %d, but it is drawn as %q in %d cells", s, Width(s), c, ansi.StringWidth(c))
	}
}

func TestNothingIsWiderThanItsCells(t *testing.T) {
	for _, s := range awkward {
		for _, cells := range []int{0, 1, 2, 3, 7, 70, 80, 120, 220} {
			checkCells(t, s, cells)
		}
	}
}

func FuzzCells(f *testing.F) {
	for _, s := range awkward {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, cells int) {
		if cells < 0 || cells > 500 || len(s) > 2000 {
			t.Skip()
		}
		checkCells(t, s, cells)
	})
}

func TestWrapLosesNothing(t *testing.T) {
	for _, s := range awkward {
		got := strings.ReplaceAll(strings.Join(Wrap(s, 12), ""), " ", "")
		want := strings.ReplaceAll(Clean(s), " ", "")
		if got != want {
			t.Errorf("Wrap(%q) drew %q, want %q", s, got, want)
		}
	}
}
