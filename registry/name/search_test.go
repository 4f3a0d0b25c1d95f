package name

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// found reports whether what is typed leads to the name, as the desk's box looks:
// a prefix of a search key or of the initials.
func found(n Name, typed string) bool {
	q := FoldQuery(typed)
	return slices.ContainsFunc(append(n.Search(), n.Initials()...), func(key string) bool {
		return q != "" && strings.HasPrefix(key, q)
	})
}

func TestFound(t *testing.T) {
	for _, c := range []struct{ raw, typed string }{
		{"闫样例", "閆"}, {"閆样例", "闫"}, {"呂样例", "吕样例"}, {"劉样例", "刘"}, {"样钜", "样鉅"}, {"样鉅", "样钜"}, {"馀样例", "餘"}, {"谌样例", "syl"}, {"谌样例", "cyl"}, {"遆样例", "dyl"}, {"刘样例", "劉樣例"},
		{"吕样例", "LÜ"}, {"吕样例", "lü"}, {"吕样例", "lv"}, {"吕样例", "lu"}, {"吕样例", "lyu"}, {"吕样例", "Lu\u0308"}, {"吕样例", "lǚ yàng lì"},
		{"LÜ SAMPLE", "lu"}, {"LÜ SAMPLE", "LV SAMPLE"}, {"LV SAMPLE", "Lü"}, {"LYU SAMPLE", "lü"}, {"LYU SAMPLE", "lyus"},
		{"LU SAMPLE", "LÜ"},
		{"麦麦提·图尔荪", "麦麦提•图"}, {"麦麦提·图尔荪", "麦麦提图尔荪"}, {"麦麦提·图尔荪", "mmttes"}, {"麦麦提。图尔荪", "麦麦提.图尔荪"},
		{"户样例", "戶"}, {"戸样例", "户"}, {"戶样例", "戸样"}, {"髙样例", "高"}, {"样﨑", "样崎"}, {"王\uE863", "王䶮"}, {"王䶮", "王\uE863"}, {"王\uE863", "wy"},
		{"⽟样", "玉样"}, {"玉样", "⽟"}, {"样例父", "ＹＬＦ"}, {"样例父", "yang li fu"},
		{"SAMPLE TESTPERSON", "st"}, {"SAMPLE TESTPERSON", "Testperson"}, {"SAMPLE TESTPERSON", "sample-test"},
		{"José Sample", "JOSE"}, {"Müller Test", "mueller"}, {"Müller Test", "muller"}, {"Müller Test", "MÜL"}, {"O'SAMPLE X", "osample"}, {"O’SAMPLE X", "o'sample"},
		{"葛\U000E0100样", "葛样"}, {"单样例", "syl"}, {"单样例", "dyl"}, {"单样例", "chan"},
		{"Łukasz Straße", "lukaszstrasse"}, {"ＳＡＭＰＬＥ", "sample"}, {"样 例", "样例"},
	} {
		if !found(parsed(t, c.raw), c.typed) {
			n := parsed(t, c.raw)
			t.Errorf("%q does not find %s: query %q, keys %q %q", c.typed, c.raw, FoldQuery(c.typed), n.Search(), n.Initials())
		}
	}
	for _, c := range []struct{ raw, typed string }{{"阎样例", "闫"}, {"样例父", "ylm"}, {"样例父", ""}, {"样例父", "·"}} {
		if found(parsed(t, c.raw), c.typed) {
			t.Errorf("%q finds %s", c.typed, c.raw)
		}
	}
}

// The surnames that software reads wrong, with the right first initials.
func TestSurnameReadings(t *testing.T) {
	for _, c := range strings.Fields(`单shan 解xie 仇qiu 尉迟yuchi 万俟moqi 曾zeng 区ou 查zha 盖ge 朴piao 翟zhai 缪miao 冼xian
		逄pang 佘she 昝zan 折she 令狐linghu 任ren 华hua 覃qin 瞿qu 乐yue 员yun 召shao 葛ge 种chong 黑he 燕yan 祭zhai 幺yao
		隗wei 郇xun 郗xi 郄qie 贾jia 沈shen 钭tou 谌chen 繁po 阚kan 那na 秘bi 纪ji 费fei 薄bo 卜bu 都du 重chong 能nai 藏zang
		尉wei 相xiang 宿su 盛sheng 晁chao 叶ye 柏bai 洗xian 乜nie 亓qi 訾zi 呙guo 阙que 莘shen 隽juan 欧阳ouyang 长孙zhangsun
		单于chanyu 鲜于xianyu 澹台tantai 皇甫huangfu 亓官qiguan 乐正yuezheng 拓跋tuoba 單shan 萬俟moqi 歐陽ouyang 尉遲yuchi 樂yue 賈jia`) {
		at := strings.IndexFunc(c, func(r rune) bool { return r < 0x80 })
		surname, want := c[:at], c[at:]
		n := parsed(t, surname+"样")
		if key := n.Search()[1]; key != want+"yang" {
			t.Errorf("%s reads %s, want %s", surname, key, want+"yang")
		}
	}
}

// Every reading's initial is there: 单 as given name is dān, as surname shàn.
func TestInitials(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"欧阳娜娜", "oynn"},
		{"样例父", "ylf"},
		{"单样", "sy dy cy"},
		{"样单", "yd yc ys"},
		{"单于样", "cyy dyy cwy syy dwy cxy swy dxy sxy"},
		{"SAMPLE TESTPERSON", "st"},
		{"Élodie O'SAMPLE", "eo"},
		{"SMITH-SAMPLE X", "ssx sx"},
		{"J.R. SAMPLE", "jrs"},
		{"麦麦提·图尔荪", "mmttes mmdtes mmctes mmstes"},
		{"⿰亻尔样例", "yl"},
		{"样 NANA", "yn"},
		{"佐々样", "zzy"},
		{"Иван", "и"},
	} {
		if got := strings.Join(parsed(t, c.raw).Initials(), " "); got != c.want {
			t.Errorf("Initials(%s) = %q, want %q", c.raw, got, c.want)
		}
	}
	if got := len(parsed(t, strings.Repeat("单", 60)).Initials()); got != maxInitials {
		t.Errorf("a name of 60 ambiguous characters has %d keys, want %d", got, maxInitials)
	}
	if got := (Name{}).Initials(); len(got) != 0 {
		t.Errorf("no name has initials %q", got)
	}
}

func TestHomophone(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"样例轩", "样例萱", true},
		{"样例双一", "样例双二", false},
		{"样例三一", "样例三三", false},
		{"样例甲", "样例乙", false},
		{"样例长子", "样例次女", false},
		{"样例轩", "样例轩轩", false},
		{"样轩例", "样萱例", true},
		{"单样", "善样", true},
		{"吕样", "路样", false},
		{"麦麦提·图样", "麦麦提图样", true},
		{"SAMPLE A", "Sample Á", true},
		{"SAMPLE A", "SAMPLE B", false},
		{"样⿰亻尔", "样⿰亻尔", true},
		{"样⿰亻尔", "样⿰亻木", false},
		{"样\uE000", "样\uE001", false},
	} {
		a, b := parsed(t, c.a), parsed(t, c.b)
		if Homophone(a, b) != c.want || Homophone(b, a) != c.want {
			t.Errorf("Homophone(%s, %s) = %v, want %v", c.a, c.b, !c.want, c.want)
		}
	}
	if Homophone(Name{}, Name{}) {
		t.Error("two absent names sound alike")
	}
}

func TestFoldTable(t *testing.T) {
	for from, want := range map[rune]rune{
		'閆': '闫', '呂': '吕', '劉': '刘', '戶': '户', '戸': '户', '靑': '青', '髙': '高', '眞': '真', '﨑': '崎',
		'\uE863': '䶮', '\uE864': '龻', '國': '国', '锺': '钟', '甯': '甯', '闫': '闫', '阎': '阎', '喆': '喆',
	} {
		if got := foldHan(from); got != want {
			t.Errorf("%c (U+%04X) folds to %c, want %c", from, from, got, want)
		}
	}
	for line := range strings.Lines(foldLines) {
		if line[0] == '#' {
			continue
		}
		target, _ := utf8.DecodeRuneInString(line)
		for _, r := range strings.TrimSpace(line) {
			if foldHan(r) != target {
				t.Errorf("U+%04X folds to U+%04X, the line says U+%04X", r, foldHan(r), target)
			}
		}
	}
}

// A surname that folds away would never be looked up.
func TestSurnamesStandFolded(t *testing.T) {
	for surname, read := range surnames {
		if FoldQuery(surname) != surname {
			t.Errorf("%s folds to %s", surname, FoldQuery(surname))
		}
		if len(strings.Fields(read)) != utf8.RuneCountInString(surname) {
			t.Errorf("%s has the readings %q", surname, read)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range parseCases {
		f.Add(c.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		n, first, err := Parse(raw)
		if err != nil {
			if !n.IsZero() {
				t.Fatalf("refused and not none: %q", n.Legal())
			}
			return
		}
		told := slices.ContainsFunc(first, func(w Warning) bool { return slices.Contains(repairs, w.Code) })
		if n.Legal() != raw && !told {
			t.Fatalf("%+q became %+q, and nothing says so: %s", raw, n.Legal(), codes(first))
		}
		again, said, err := Parse(n.Legal())
		if err != nil || again != n {
			t.Fatalf("Parse(%q) = %q, again %q %v", raw, n.Legal(), again.Legal(), err)
		}
		for _, w := range said {
			if strings.HasSuffix(w.Code, "_removed") || strings.HasSuffix(w.Code, "_repaired") || w.Code == WarnLatinNFC || w.Code == WarnSpacesCollapsed {
				t.Fatalf("legal form %q is repaired again: %s", n.Legal(), w.Code)
			}
		}
		if FoldQuery(raw) != n.Fold() {
			t.Fatalf("%q as typed folds to %q, its name %q to %q", raw, FoldQuery(raw), n.Legal(), n.Fold())
		}
		if len(n.Initials()) > maxInitials || len(n.Search()) > 1+5*maxSpellings {
			t.Fatalf("%q has %d initials, %d keys", n.Legal(), len(n.Initials()), len(n.Search()))
		}
		if !strings.Contains(n.Legal(), "*") && len([]rune(n.Legal())) > 1 && isLetter([]rune(n.Legal())[0]) && n.Masked() == n.Legal() {
			t.Fatalf("%q is not masked", n.Legal())
		}
	})
}

// hundredThousand makes names of three hanzi, one in twenty Latin.
func hundredThousand() []string {
	surnames, given := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林单"), []rune("样例甲乙丙丁轩萱明华乐行长重")
	out := make([]string, 100_000)
	for i := range out {
		if i%20 == 0 {
			out[i] = fmt.Sprintf("SAMPLE TESTPERSON%c", 'A'+i%26)
			continue
		}
		out[i] = string([]rune{surnames[i%len(surnames)], given[i/7%len(given)], given[i/101%len(given)]})
	}
	return out
}

func BenchmarkParse100k(b *testing.B) {
	raw := hundredThousand()
	for b.Loop() {
		for _, r := range raw {
			if _, _, err := Parse(r); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkIndex100k(b *testing.B) {
	var names []Name
	for _, r := range hundredThousand() {
		names = append(names, parsed(b, r))
	}
	b.ReportAllocs()
	for b.Loop() {
		keys := 0
		for _, n := range names {
			search, initials := n.Keys()
			keys += len(search) + len(initials)
		}
		b.ReportMetric(float64(keys)/float64(len(names)), "keys/name")
	}
}

func BenchmarkInitials100k(b *testing.B) {
	var names []Name
	for _, r := range hundredThousand() {
		names = append(names, parsed(b, r))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range names {
			n.Initials()
		}
	}
}

func BenchmarkFoldQuery(b *testing.B) {
	for b.Loop() {
		FoldQuery("歐陽娜娜")
	}
}

// BenchmarkDescribe is a line of the names verb without its writing.
func BenchmarkDescribe(b *testing.B) {
	class := func(string) string { return GlyphsOK }
	for _, c := range []struct{ name, raw string }{
		{"usual", "样例父"}, {"repaired", "欧陽 娜娜"}, {"long", "麦麦提•图尔荪"}, {"Latin", "SAMPLE  TESTPERSON"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Describe(c.raw, class)
			}
		})
	}
}

// Of the 8,105 characters of 通用规范汉字表 only an interjection has no reading that a
// name could have.
func TestEveryCommonCharacterHasASound(t *testing.T) {
	table, err := os.ReadFile("../../printing/testdata/tgh8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	var silent, read []rune
	for _, r := range strings.TrimSpace(string(table)) {
		if Sounds(r) == nil {
			silent = append(silent, r)
		} else {
			read = append(read, r)
		}
	}
	if string(silent) != "嗯" || len(read) != 8104 {
		t.Errorf("%d are read, and these are not: %c", len(read), silent)
	}
}

func TestSounds(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want string
	}{{'单', "dan"}, {'\U0002A6A5', "zhe"}, {'\uE863', "yan"}, {'\U0003FFFD', ""}, {'\U000323AF', ""}, {'A', ""}} {
		if got := strings.Join(Sounds(c.r), " "); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("Sounds(U+%04X) = %q, want %q first", c.r, got, c.want)
		}
	}
}
