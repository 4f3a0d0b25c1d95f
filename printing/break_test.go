package printing

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"passdesk/printing/font"
	"passdesk/registry/scheme"
)

func TestBreakLines(t *testing.T) {
	st := regular(10, inkBlack) // a Han is 3.528 mm wide
	for _, c := range []struct {
		name  string
		text  string
		width float64
		want  []string
	}{
		{"Han by Han", "本证须与身份证同时使用", 18, []string{"本证须与身", "份证同时", "使用"}},
		{"a comma never begins a line", "本证须与身，份证", 18, []string{"本证须与", "身，份证"}},
		{"nor a closing bracket", "本证（须与）份证", 18, []string{"本证（须", "与）份证"}},
		{"no character alone, with its full stop", "本证须与身份证同时用。", 18, []string{"本证须与身", "份证同", "时用。"}},
		{"nor behind a space", "本证须与 身", 17, []string{"本证须", "与 身"}},
		{"no word alone", "one two three four five", 34, []string{"one two three", "four five"}},
		{"a word is not torn for it", "本abcdef证", 18, []string{"本abcdef", "证"}},
		{"an opening one never ends it", "本证须与（身份）", 18, []string{"本证须与", "（身份）"}},
		{"a dash is not torn", "本证须与——身份", 18, []string{"本证须", "与——身份"}},
		{"the dot stays behind", "阿不都热·样例", 15, []string{"阿不都", "热·样例"}},
		{"a word whole", "carry it always", 14, []string{"carry it", "always"}},
		{"a double name at its hyphen", "the Fernandez-Villaverde", 24, []string{"the", "Fernandez-", "Villaverde"}},
		{"but no number", "330212-131 的", 15, []string{"330212-1", "31 的"}},
		{"a word too long is cut", "abcdefghijklmnop", 14, []string{"abcdefg", "hijklmn", "op"}},
		{"a number whole", "本证2020年", 12, []string{"本证", "2020年"}},
		{"a number with what it counts", "本证2020年", 9, []string{"本证", "2020", "年"}},
		{"with a space between", "应收共 3 张单子", 16, []string{"应收共", "3 张单子"}},
		{"and with 第", "见签册第 12 页的", 18, []string{"见签册", "第 12 页的"}},
		{"and with 打", "样例补打 2", 16, []string{"样例补", "打 2"}},
		{"a date whole", "本证于2020年2月16日签发", 25, []string{"本证于", "2020年2月16日", "签发"}},
		{"a date too long, at a month", "2020年2月16日", 18, []string{"2020年2月", "16日"}},
		{"the groups of a number", "编号 1213 1170 0042 28 的", 34, []string{"编号", "1213 1170 0042 28", "的"}},
		{"given breaks", "一\n二", 50, []string{"一", "二"}},
		{"empty", "", 50, nil},
		{"narrower than a character", "本证", 1, []string{"本", "证"}},
		{"an accent stays with its letter", "本e\u0301本", 10, []string{"本e\u0301", "本"}},
		{"a selector stays with its Han", "葛\U000E0100葛\U000E0100", 4, []string{"葛\U000E0100", "葛\U000E0100"}},
	} {
		if got := st.breakLines(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	st := bold(18, inkBlack)
	for _, c := range []struct {
		name  string
		lines int
		least float64 // points
	}{
		{"样例父", 1, 18}, {"阿不都热合曼·样例江", 1, 17}, {"SAMPLE TESTPERSON", 1, 16},
		{strings.Repeat("例", 19), 1, 9},
		{strings.Repeat("例", 12) + "·" + strings.Repeat("例", 12), 2, 9},
		{"SAMPLE TESTPERSON-VERYLONGSURNAME WITH MANY PARTS O", 2, 8},
		{strings.Repeat("例", 50), 2, 6.5}, {strings.Repeat("W", 50), 2, 5},
	} {
		f := st.fit(c.name, 63, 7.6, 9)
		if len(f.lines) != c.lines || f.size < c.least {
			t.Errorf("%q: %d lines of %.2f points, want %d of %.2f at least", c.name, len(f.lines), f.size, c.lines, c.least)
		}
	}
}

// Every name of 2 to 50 characters fits its place on the card, whole.
func TestEveryLengthOfNameFits(t *testing.T) {
	card := Pass{}.face()
	width, height := card.rightEnd()-card.valueAt(), 7.6
	for _, unit := range []string{"例", "例·", "Wm ", "i", "𠅤", "例例例·", "\U0003fffd", "Ångström-"} {
		for n := 2; n <= 50; n++ {
			name := string([]rune(strings.Repeat(unit, n))[:n])
			f := bold(18, inkBlack).fit(name, width, height, 9)
			tall := float64(len(f.lines)) * f.leading()
			if len(f.lines) == 1 {
				tall = f.size / point
			}
			if tall > height+0.01 || f.size < 5 {
				t.Errorf("%q: %d lines of %.2f points are %.2f mm high", name, len(f.lines), f.size, tall)
			}
			for _, l := range f.lines {
				if w := f.width(l); w > width+0.01 {
					t.Errorf("%q: a line of %.2f mm", name, w)
				}
			}
			if got := strings.Join(f.lines, ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(name, " ", "") {
				t.Errorf("%q: printed as %q", name, got)
			}
		}
	}
}

// A name on a slip is broken between its parts, one without parts anywhere.
func TestNamesInLines(t *testing.T) {
	st := bold(9, inkBlack)
	for name, want := range map[string][]string{
		"阿不都热合曼·样例江·买买提艾力·吾布力卡斯木·托合提": {"阿不都热合曼·", "样例江·买买提艾力·", "吾布力卡斯木·托合提"},
		"SAMPLE TESTPERSON WITH PARTS": {"SAMPLE TESTPERSON", "WITH PARTS"},
		strings.Repeat("样", 26):        {strings.Repeat("样", 13), strings.Repeat("样", 13)},
	} {
		if got := st.inLines(name, doorName); !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	}
}

// A fitted text, too, begins no line with closing punctuation and ends none with
// opening punctuation, unless it has no other place to break.
func TestFittedLinesEndWhereTheyMay(t *testing.T) {
	for _, s := range []string{"样例街道（含样例新村）第三发放点（东门）", "样例社区、样例新村、样例花园：“样例”小区（一期）", "阿不都热合曼·样例江·买买提艾力·吾布力卡斯木·托合提", "SAMPLE (TEST) PERSON, WITH MANY PARTS"} {
		for width := 12.0; width < 60; width += 3 {
			for _, height := range []float64{4, 7.6, 11, 20} {
				f := regular(9.5, inkBlack).fit(s, width, height, 7)
				if _, cut := f.wrap(s, width); cut {
					continue
				}
				for i, l := range f.lines {
					first, _ := utf8.DecodeRuneInString(l)
					last, _ := utf8.DecodeLastRuneInString(l)
					if i > 0 && strings.ContainsRune(neverFirst, first) || i < len(f.lines)-1 && strings.ContainsRune(neverLast, last) {
						t.Errorf("%.0f mm: %q", width, f.lines)
					}
				}
			}
		}
	}
}

// FuzzBreakLines: nothing is lost, no line is too wide unless it is a single
// character with what clings to it, and what must not begin a line does not, unless a word was cut.
func FuzzBreakLines(f *testing.F) {
	for _, s := range append(hardNames, "本证须，与（身份证）同时——使用。", "\xff·\n \u202e。。。。。。。。") {
		f.Add(s, uint8(18))
	}
	f.Fuzz(func(t *testing.T, s string, millimetres uint8) {
		st, width := regular(10, inkBlack), float64(millimetres)
		lines, cut := st.wrap(s, width)
		squeezed := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := squeezed(strings.Join(lines, "")); got != squeezed(s) {
			t.Fatalf("%q became %q", s, lines)
		}
		for i, l := range lines {
			// A space at the end is not seen, also with what is left out behind it.
			pieces := slices.Collect(font.Pieces(l))
			for len(pieces) > 0 && strings.HasPrefix(pieces[len(pieces)-1], " ") {
				pieces = pieces[:len(pieces)-1]
			}
			if st.width(strings.Join(pieces, "")) > width+0.01 && len(pieces) > 1 && !cut {
				t.Errorf("%q is %.1f mm wide, allowed are %.1f", l, st.width(l), width)
			}
			first, _ := utf8.DecodeRuneInString(l)
			if i > 0 && !cut && !strings.Contains(s, "\n") && !strings.Contains(s, " ") && strings.ContainsRune(neverFirst, first) {
				t.Errorf("%q begins a line of %q", first, lines)
			}
		}
	})
}

func TestBlocksCoverTheCode(t *testing.T) {
	const size = 21
	black := func(x, y int) bool { return (x*7+y*13+x*y)%3 == 0 || (x < 7 && y < 7) }
	count := [size * size]int{}
	for _, b := range blocks(size, black) {
		for y := b.y; y < b.y+b.h; y++ {
			for x := b.x; x < b.x+b.w; x++ {
				count[y*size+x]++
			}
		}
	}
	for i, n := range count {
		if want := black(i%size, i/size); (n == 1) != want || n > 1 {
			t.Errorf("module %d,%d is covered %d times, black: %v", i%size, i/size, n, want)
		}
	}
}

// texts are what slips, notices and backs say in Chinese.
func texts() (all []string) {
	for _, s := range []Slip{sampleSlip(), parkedSlip(), referredSlip(), upheldSlip(), endlessSlip(), recallSlip()} {
		for _, p := range s.parts() {
			for _, t := range p.paras {
				all = append(all, t.ZH)
			}
		}
		all = append(all, s.Point)
		for _, f := range s.Fields {
			all = append(all, f.Value)
		}
	}
	for _, s := range scheme.All() {
		all = append(all, s.Declaration.ZH, s.DeclareCite.Sentence, s.Recall.Sentence, s.Appeal.Sentence)
		for _, n := range s.Back() {
			all = append(all, n.Text.ZH, n.Cite)
		}
		for _, p := range s.Papers {
			all = append(all, p.ZH)
		}
		for _, q := range s.Questions {
			all = append(all, q.Label.ZH, q.Cite)
		}
		for _, f := range s.Settings {
			all = append(all, f.Label.ZH+"：本站设定 21 天（文件为 14 天），2020年3月10日 09:00 起，共 3 张")
		}
	}
	return append(all, sampleForm().Decided.ZH, longestForm().Term.ZH, longestForm().Goes.ZH, "本址应收 3 张，第 12 页第 7 行，1213 1170 0042 28 第 1 份、第 2 份，体温 37.3 ℃，样例路 77 弄 3 号 1701 室")
}

// A number stays with what it counts, and a date is one, wherever a line ends.
func TestNumbersStayWithWhatTheyCount(t *testing.T) {
	torn := regexp.MustCompile(`\d\n[` + counters + `]|第\n\d`)
	within := regexp.MustCompile(`\d[年月]\n\d|\d\n\d`)
	st := regular(11, inkBlack)
	for _, text := range texts() {
		for width := 22.0; width <= slipRight-slipText; width += 4.3 {
			lines := st.breakLines(text, width)
			if said := strings.Join(lines, "\n"); torn.MatchString(said) {
				t.Errorf("%.0f mm: %q", width, lines)
			} else if width > 50 && within.MatchString(said) {
				t.Errorf("%.0f mm, a date or a number is torn: %q", width, lines)
			}
			f := st.fit(text, width, 30, 9)
			if _, cut := f.wrap(text, width); !cut && torn.MatchString(strings.Join(f.lines, "\n")) {
				t.Errorf("%.0f mm, fitted: %q", width, f.lines)
			}
		}
	}
}
