package name

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"passdesk/registry/hanzi"
)

func parsed(t testing.TB, raw string) Name {
	t.Helper()
	n, _, err := Parse(raw)
	if err != nil {
		t.Fatalf("Parse(%q): %v", raw, err)
	}
	return n
}

func codes(warnings []Warning) string {
	var out []string
	for _, w := range warnings {
		out = append(out, w.Code)
	}
	return strings.Join(out, " ")
}

// All people here are made up.
var parseCases = []struct{ raw, legal, warn string }{
	// As it should be: nothing to say.
	{"样例父", "样例父", ""},
	{"欧阳样例", "欧阳样例", ""},
	{"麦麦提·图尔荪", "麦麦提·图尔荪", ""},
	{"SAMPLE TESTPERSON", "SAMPLE TESTPERSON", ""},
	{"O'SAMPLE-TEST J. R.", "O'SAMPLE-TEST J. R.", ""},
	{"閆样例", "閆样例", ""},
	{"王𠅤", "王𠅤", ""},
	{"样例〇", "样例〇", ""},
	{"佐々样例", "佐々样例", ""},

	// Controls and space.
	{"样例父\r", "样例父", "outer_space_removed"},
	{"\uFEFF样例父", "样例父", "control_removed"},
	{"样\u200B例\u00AD父", "样例父", "control_removed"},
	{"　样例父 ", "样例父", "outer_space_removed"},
	{"样 例　父", "样例父", "inner_space_removed"},
	{"SAMPLE \t TESTPERSON", "SAMPLE TESTPERSON", "spaces_collapsed"},
	{"SAMPLE\u00A0TESTPERSON", "SAMPLE TESTPERSON", "spaces_collapsed"},
	{"SAMPLE\u3164TESTPERSON", "SAMPLE TESTPERSON", "spaces_collapsed"},
	{"样例 NANA", "样例 NANA", "mixed_script"},

	// Dots: each look-alike between hanzi, and none elsewhere.
	{"麦麦提•图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提・图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提‧图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提∙图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提⋅图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提.图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提．图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提。图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提･图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"麦麦提 · 图尔荪", "麦麦提·图尔荪", "inner_space_removed"},
	{"麦麦提··图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"J.SAMPLE", "J.SAMPLE", ""},
	{"JEAN•SAMPLE", "JEAN•SAMPLE", "symbol"},
	{"样例。", "样例。", "symbol"},
	{"·样例", "·样例", "symbol"},
	{"麦麦提-图尔荪", "麦麦提-图尔荪", "symbol"},
	{"麦麦提ㆍ图尔荪", "麦麦提·图尔荪", "dot_repaired"},
	{"样例 J.", "样例 J.", "mixed_script"},

	// Radicals; not inside a description.
	{"⽟⺠", "玉民", "radical_repaired"},
	{"样⾥例", "样里例", "radical_repaired"},
	{"⿰⺅尔样", "⿰⺅尔样", "ids"},
	{"样⿱艹", "样⿱艹", "symbol"},

	// Latin: composed, narrowed.
	{"Jose\u0301 Sample", "José Sample", "latin_nfc"},
	{"\u212Bsa Sample", "Åsa Sample", "latin_nfc"},
	{"ＳＡＭＰＬＥ　ＴＥＳＴ", "SAMPLE TEST", "fullwidth_repaired spaces_collapsed"},
	{"ＪＥＡＮ－ＳＡＭＰＬＥ", "JEAN-SAMPLE", "fullwidth_repaired"},

	// Kept as typed, and flagged. NFC would change 﨑 the compatibility way.
	{"样\uFA11例", "样\uFA11例", ""},
	{"样\uF9B5例", "样\uF9B5例", "compat_ideograph"},
	{"样\U0002F800例", "样\U0002F800例", "compat_ideograph"},
	{"葛\U000E0100样", "葛\U000E0100样", "variation_selector"},
	{"王\uE863", "王\uE863", "private_use"},
	{"⿰亻尔样", "⿰亻尔样", "ids"},
	{"样", "样", "one_hanzi"},
	{"X", "X", "one_letter"},
	{"样例样例样例样", "样例样例样例样", "long"},
	{"阿卜杜热依木·阿卜杜拉", "阿卜杜热依木·阿卜杜拉", "long"},
	{strings.Repeat("SAMPLE ", 8) + "A", strings.Repeat("SAMPLE ", 8) + "A", "over_form"},
	{"样例?", "样例?", "lost_character"},
	{"样□例", "样□例", "lost_character"},
	{"样*例", "样*例", "lost_character"},
	{"样\xff例", "样\uFFFD例", "lost_character"},
	{"样例2", "样例2", "digit"},
	{"样例（二）", "样例（二）", "symbol"},
	{"SАMPLE", "SАMPLE", "mixed_script"}, // Cyrillic А
	{"样ハ例", "样ハ例", "mixed_script"},       // katakana ha for 八
}

func TestParse(t *testing.T) {
	for _, c := range parseCases {
		n, warnings, err := Parse(c.raw)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.raw, err)
			continue
		}
		if n.Legal() != c.legal {
			t.Errorf("Parse(%q).Legal = %q, want %q", c.raw, n.Legal(), c.legal)
		}
		if got := codes(warnings); got != c.warn {
			t.Errorf("Parse(%q) warns %q, want %q", c.raw, got, c.warn)
		}
		for _, w := range warnings {
			if w.Text.ZH == "" || w.Text.EN == "" {
				t.Errorf("warning %s has no sentence", w.Code)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want error
	}{
		{"", ErrEmpty}, {" \t\u200B", ErrEmpty},
		{"12345", ErrNoLetter}, {"·", ErrNoLetter}, {"？？", ErrNoLetter}, {"□ㆍ□", ErrNoLetter}, {"⿰", ErrNoLetter},
		{strings.Repeat("样", 101), ErrTooLong}, {strings.Repeat("⿰", 100000), ErrTooLong},
	} {
		n, _, err := Parse(c.raw)
		if !errors.Is(err, c.want) || !n.IsZero() {
			t.Errorf("Parse(%.20q) = %v, %v; want %v", c.raw, n, err, c.want)
		}
	}
	if _, _, err := Parse(strings.Repeat("样", 100)); err != nil {
		t.Errorf("100 characters: %v", err)
	}
}

// NFC over hanzi would change 1,002 code points (facts, "Names"); Parse changes none.
func TestHanziAreNeverNormalised(t *testing.T) {
	changed := 0
	for _, block := range [][2]rune{{0xF900, 0xFAD9}, {0x2F800, 0x2FA1D}} {
		for r := block[0]; r <= block[1]; r++ {
			raw := "样" + string(r)
			if norm.NFC.String(raw) != raw {
				changed++
			}
			if got := parsed(t, raw).Legal(); got != raw {
				t.Fatalf("U+%04X became %+q", r, got)
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d code points would change under NFC: does this test still look where it should?", changed)
	}
}

func TestEveryRadicalIsRepairedOrKept(t *testing.T) {
	repaired := 0
	for r := rune(0x2F00); r <= 0x2FD5; r++ {
		n := parsed(t, "样"+string(r))
		if want := "样" + norm.NFKC.String(string(r)); n.Legal() != want {
			t.Errorf("U+%04X became %q, want %q", r, n.Legal(), want)
		}
		repaired++
	}
	if repaired != 214 {
		t.Errorf("%d Kangxi radicals, want 214", repaired)
	}
}

func TestEqualKey(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"样例长子", "样例 长子", true},
		{"SAMPLE TEST", "SAMPLETEST", true},
		{"麦麦提·图尔荪", "麦麦提•图尔荪", true},
		{"閆样例", "闫样例", false},
		{"甯样例", "宁样例", false},
		{"LÜ WEI", "LU WEI", false},
	} {
		if got := parsed(t, c.a).EqualKey() == parsed(t, c.b).EqualKey(); got != c.want {
			t.Errorf("%s equals %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestMaskedEverywhere(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"王小定", "王*定"}, {"王定", "王*"}, {"王", "*"}, {"欧阳娜娜", "欧**娜"},
		{"麦麦提·图尔荪", "麦**·图**"}, {"SAMPLE TESTPERSON", "S*** T***"},
		{"葛\U000E0100样例", "葛\U000E0100*例"}, {"⿰亻尔样例", "⿰亻尔*例"}, {"样例 NANA", "样* N***"},
	} {
		n := parsed(t, c.raw)
		for how, got := range map[string]string{
			"Masked": n.Masked(), "%v": fmt.Sprintf("%v", n), "slog": n.LogValue().String(),
		} {
			if got != c.want {
				t.Errorf("%s of %q = %q, want %q", how, c.raw, got, c.want)
			}
		}
		if got := fmt.Sprintf("%#v", n); strings.Contains(got, c.raw) {
			t.Errorf("%%#v shows %s", got)
		}
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "name", parsed(t, "样例父"))
	if strings.Contains(log.String(), "样例父") {
		t.Errorf("slog shows %s", log.String())
	}
	if got := (Name{}).String(); got != "" {
		t.Errorf("no name shows as %q", got)
	}
}

func TestGlyphs(t *testing.T) {
	class := func(s string) string {
		r := []rune(s)
		switch {
		case r[0] == '罕', s == "葛\U000E0101":
			return GlyphsFallback
		case hanzi.IsPrivateUse(r[0]), r[0] == '缺':
			return GlyphsMissing
		case hanzi.IsVariationSelector(r[0]), r[0] == ' ':
			t.Errorf("asked for the glyph of %+q", s)
		}
		return GlyphsOK
	}
	for raw, want := range map[string]string{
		"样例": GlyphsOK, "样例 NANA": GlyphsOK, "葛\U000E0100样": GlyphsOK, "葛\U000E0101样": GlyphsFallback, "样罕例": GlyphsFallback,
		"罕缺": GlyphsMissing, "缺罕": GlyphsMissing, "样\uE863": GlyphsMissing, "⿰亻尔样": GlyphsMissing, "样?": GlyphsMissing,
	} {
		if got := Glyphs(parsed(t, raw), class); got != want {
			t.Errorf("Glyphs(%q) = %s, want %s", raw, got, want)
		}
	}
}

func TestDescribe(t *testing.T) {
	ok := func(string) string { return GlyphsOK }
	for _, c := range []struct{ raw, want string }{
		{"呂 样", `{"input":"呂 样","legal":"呂样","search":["吕样","luyang","lüyang","lvyang","lyuyang"],"initials":["ly"],"warn":["inner_space_removed"],"glyphs":"ok","notes":[{"zh":"已去掉汉字之间的空格","en":"spaces between hanzi were removed"}]}`},
		{"99", `{"input":"99","legal":"","search":[],"initials":[],"warn":[],"glyphs":"missing","error":"no_letter","reason":{"zh":"姓名里没有一个文字","en":"there is no letter in the name"}}`},
	} {
		got, err := json.Marshal(Describe(c.raw, ok))
		if err != nil || string(got) != c.want {
			t.Errorf("Describe(%q)\n got %s, %v\nwant %s", c.raw, got, err, c.want)
		}
	}
	private := Describe("王\uE863", ok)
	if i := slices.Index(private.Warn, WarnPrivateUse); i < 0 || !strings.Contains(private.Notes[i].ZH, "䶮") {
		t.Errorf("a private-use code does not name the character it stands for: %+v", private.Notes)
	}
}
