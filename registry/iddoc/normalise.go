package iddoc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// normal is a text after steps 1 to 7 of documents.md.
type normal struct {
	text string
	warn warnSet
}

// normalise is steps 1 to 7.
func normalise(s string) normal { return unlabelled(s).plain() }

// unlabelled is steps 1 and 2. The folding of step 4 goes before the label,
// because an input method set to full width writes that wide as well; neither
// step 2 nor step 3 tells widths apart, so nothing else changes.
func unlabelled(s string) normal {
	n := fold(strip(s))
	n.text = withoutLabel(n.text)
	return n
}

// strip is step 1: controls, format characters (zero width, BOM, bidi, soft
// hyphen), outer spaces, outer quotes, the apostrophe and ="…" with which a
// spreadsheet is told that this is text.
func strip(s string) string {
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s)
	return unquote(s)
}

// isInvisible are the categories Cc and Cf, and those marks that only choose a
// glyph (variation selectors, the combining grapheme joiner).
func isInvisible(r rune) bool {
	if r < 0x7F {
		return r < ' '
	}
	return r != utf8.RuneError && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) ||
		r >= 0xFE00 && r <= 0xFE0F || r == 0x034F)
}

// quotes are outer signs of all kinds; the comma and its kin come along when a
// number is cut out of a list or a sentence.
const quotes = "\"'`´‘’‚‛“”„‟′″＂＇｀「」『』,;，；、。"

func unquote(s string) string {
	for {
		t := strings.TrimSpace(strings.Trim(s, quotes))
		if rest := strings.TrimLeft(t, "=＝"); rest != t && rest != "" && (strings.ContainsRune(quotes, first(rest)) || t != strings.TrimSpace(s)) {
			t = rest
		}
		if t == s {
			return s
		}
		s = t
	}
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// labels are what stands before a number on forms and in pasted lists, longest
// first where one begins another. After one of the loose kind (letters that may
// also begin a passport number) a colon, a stop, a space or a whole citizen
// number must follow.
var labels = []struct {
	text  string
	loose bool
}{
	{"中华人民共和国", false}, {"公民身份证号码", false}, {"公民身份证号", false}, {"公民身份号码", false}, {"公民身份号", false},
	{"居民身份证", false}, {"临时身份证", false}, {"身份证件", false}, {"身份证明", false}, {"身份证", false}, {"身份號碼", false}, {"身份証", false},
	{"港澳台居民居住证", false}, {"港澳居民来往内地通行证", false}, {"港澳居民往来内地通行证", false}, {"台湾居民来往大陆通行证", false}, {"台湾居民往来大陆通行证", false},
	{"外国人永久居留身份证", false}, {"外国人永久居留证", false}, {"永居证", false}, {"居住证", false}, {"回乡证", false}, {"台胞证", false}, {"通行证", false},
	{"出生医学证明", false}, {"出生证明", false}, {"出生证", false}, {"军官证", false}, {"士兵证", false}, {"文职证", false}, {"警官证", false}, {"户口簿", false},
	{"护照", false}, {"证件", false}, {"证号", false}, {"号码", false}, {"編號", false}, {"编号", false}, {"號碼", false}, {"号", false},
	{"identity card", true}, {"id card", true}, {"idcard", true}, {"id number", true}, {"identity", true}, {"passport", true}, {"certificate", true}, {"document", true},
	{"number", true}, {"id", true}, {"no.", false}, {"no", true}, {"№", false}, {"#", false},
}

// withoutLabel is step 2: 身份证号：, 公民身份号码, ID:, No. and their kind, also
// several in a row, and the quotes that stood behind them.
func withoutLabel(s string) string {
	for range 6 {
		if s != "" && isDigit(s[0]) {
			return s
		}
		rest, found := cutLabel(s)
		if !found {
			rest, found = cutCaption(s)
		}
		if !found {
			return s
		}
		s = unquote(rest)
	}
	return s
}

// cutCaption cuts what stands before the last colon, or before digits that follow
// 号, 码 or 证, when it is a caption and no number: 身 份 证 号：, 身份证号码（18位）：,
// 姓名：样例父 身份证号：, 户主身份证号330212….
func cutCaption(s string) (string, bool) {
	isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	i := strings.LastIndexByte(s, ':')
	if i >= 0 && countDigits(s[:i]) <= 4 && strings.ContainsFunc(s[:i], isHan) {
		return s[i+1:], true
	}
	if i = strings.LastIndexFunc(s, isHan); i < 0 {
		return s, false
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if rest := s[i+size:]; strings.ContainsRune("号码证號碼", r) && countDigits(s[:i]) == 0 && countDigits(rest) > 0 {
		return rest, true
	}
	return s, false
}

func cutLabel(s string) (string, bool) {
	for _, l := range labels {
		if len(s) < len(l.text) || !strings.EqualFold(s[:len(l.text)], l.text) {
			continue
		}
		rest := s[len(l.text):]
		trimmed := strings.TrimLeft(rest, ":﹕︰= \u00a0\u3000")
		if !l.loose || trimmed != rest || l.text != "no" && hasFold(rest, "no") || len(rest) == 18 && isDigits(rest[:17]) {
			return trimmed, true
		}
	}
	return s, false
}

func hasFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) && strings.ContainsAny(s[len(prefix):len(prefix)+1], ".: ")
}

// plain is steps 3 and 5 to 7 on a folded text without its label.
func (n normal) plain() normal {
	n.text = strings.Map(func(r rune) rune {
		switch {
		case isSeparator(r):
			return -1
		case 'a' <= r && r <= 'z': // step 6; other scripts' letters stay what they are
			return r - 'a' + 'A'
		case r == '[' || r == '【' || r == '〔': // A123456[3]
			return '('
		case r == ']' || r == '】' || r == '〕':
			return ')'
		}
		return r
	}, withoutFloat(n.text))
	return n.checkX()
}

// withoutFloat is step 3: 330212198505059315.0 is a spreadsheet's float. The
// tail must go before the dots do, or it becomes one more digit. Of digits in
// groups it goes only behind a whole citizen number: the last group may be a 0.
func withoutFloat(s string) string {
	i := strings.LastIndexByte(s, '.')
	if i <= 0 || i+1 == len(s) || strings.Trim(s[i+1:], "0") != "" {
		return s
	}
	whole := s[:i]
	if isDigits(whole) {
		return whole
	}
	n := countDigits(whole)
	apart := func(r rune) bool { return !isSeparator(r) && (r < '0' || r > '9') }
	if n != 15 && n != 18 || strings.ContainsFunc(whole, apart) {
		return s
	}
	return whole
}

// fold is step 4: NFKC, but for digits and Latin letters only (over hanzi it
// would change 1,002 characters), and for the signs that mean something here.
// That much is silent: an input method makes full-width digits all day. The
// digits of other scripts, which NFKC leaves alone, are read as well, but told:
// in an identity number they want a second look.
func fold(s string) normal {
	if isASCII(s) {
		return normal{text: s}
	}
	n := normal{}
	n.text = strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		if d, ok := digitOf(r); ok {
			return d
		}
		if d, ok := foreignDigit(r); ok {
			n.warn |= nonASCIIDigit
			return d
		}
		return latinOf(r)
	}, s)
	return n
}

// isSeparator is step 5: spaces of all kinds, dashes of all kinds, the dot.
func isSeparator(r rune) bool {
	if r < 0x7F {
		return r == ' ' || r == '-' || r == '.'
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Pd, r) ||
		r == '\u2212' || r == '\u2043' || r == '\u2800'
}

// lookalikesOfX are what an input method offers for the last character: Cyrillic
// ha, Greek chi, multiplication signs, crosses, the Roman ten.
const lookalikesOfX = "хХχΧ×✕✖✗✘╳⨉⨯Ⅹⅹ᙭ⵝⲬⲭꓫㄨメ乂𐊐𐊴𐌢𐌗"

// checkX is step 7: a look-alike of X as the 18th and last character becomes X.
// Whether X is the right check digit is for the check to say.
func (n normal) checkX() normal {
	if len(n.text) <= 18 || utf8.RuneCountInString(n.text) != 18 {
		return n
	}
	r, size := utf8.DecodeLastRuneInString(n.text)
	if strings.ContainsRune(lookalikesOfX, r) {
		n.text = n.text[:len(n.text)-size] + "X"
		n.warn |= xLookalike
	}
	return n
}

// isBlank reports an input with nothing in it but spaces.
func isBlank(input string) bool { return strings.TrimSpace(input) == "" }

// isNoise reports what people write where there is no number.
func isNoise(s string) bool {
	switch strings.ToUpper(s) {
	case "无", "無", "暂无", "没有", "不详", "未知", "空", "N/A", "NA", "NULL", "NONE", "NIL", "=", "/", "\\", "?", "？":
		return true
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) || isStar(r) || unicode.IsSymbol(r) || r == utf8.RuneError
	}) < 0
}
