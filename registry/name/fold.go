package name

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"passdesk/registry/hanzi"
)

// Fold is the one folded form of the name: variant hanzi joined, letters lower case
// without accents, no spaces, dots, marks or selectors. Two names with equal Fold and
// other EqualKeys are variants of each other (name_variant); they are not equal.
func (n Name) Fold() string { return FoldQuery(n.legal) }

// FoldQuery is what a typed search text becomes, so that it can be looked for among
// the Search keys and the Initials (as a whole, a prefix or a part): full-width
// letters and digits become ASCII, hanzi fold, ü becomes u, also where passports write
// it V or YU (LÜ, LV and LYU are all "lu"), tone marks go.
func FoldQuery(q string) string {
	if folded, ok := foldedHan(q); ok {
		return folded
	}
	var b strings.Builder
	for _, word := range foldedWords(q) {
		b.WriteString(plainU(word))
	}
	return b.String()
}

// foldedHan is the quick way for hanzi of the basic block alone.
func foldedHan(q string) (string, bool) {
	same := true
	for _, r := range q {
		if r < 0x4E00 || r > 0x9FFF {
			return "", false
		}
		same = same && foldHan(r) == r
	}
	if same {
		return q, true
	}
	return strings.Map(foldHan, q), true
}

// foldedWords folds character by character and splits where a space, a dot, a hyphen
// or hanzi end a word. The apostrophe ends none. ü stays, for the caller to spell.
func foldedWords(s string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, string(word))
			word = word[:0]
		}
	}
	for _, r := range decomposed(s) {
		r = foldRune(r)
		switch {
		case r == diaeresis && len(word) > 0 && word[len(word)-1] == 'u':
			word[len(word)-1] = 'ü'
		case hanzi.Is(r) && !hanzi.IsVariationSelector(r):
			end()
			word = append(word, r)
			end()
		case !isSpace(r) && !isDot(r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || keptMark(r)):
			word = append(word, letters(r)...)
		case !vanishes(r):
			end()
		}
	}
	end()
	return words
}

const diaeresis = '\u0308'

// decomposed splits accents off letters, run by run as the legal form composes them.
func decomposed(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if r >= 0x80 && (isAlphabetic(r) || unicode.Is(unicode.Mn, r)) { // a mark may be two
			out = append(out, []rune(norm.NFD.String(string(r)))...)
		} else {
			out = append(out, r)
		}
	}
	return out
}

func foldRune(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	if n, ok := narrow(r); ok {
		return foldRune(n)
	}
	if han := radicalHanzi(r); han != 0 {
		r = han
	}
	if hanzi.Is(r) {
		return foldHan(r)
	}
	return unicode.ToLower(r)
}

// letters spells the Latin letters that are no accented ones in ASCII, as machine
// readable zones do (ICAO 9303-3, section 6).
func letters(r rune) []rune {
	switch r {
	case 'ß':
		return []rune("ss")
	case 'æ':
		return []rune("ae")
	case 'œ':
		return []rune("oe")
	case 'þ':
		return []rune("th")
	case 'ø':
		return []rune{'o'}
	case 'ł':
		return []rune{'l'}
	case 'đ', 'ð':
		return []rune{'d'}
	case 'ħ':
		return []rune{'h'}
	case 'ı':
		return []rune{'i'}
	case 'ŋ':
		return []rune{'n'}
	}
	return []rune{r}
}

// keptMark reports the vowel signs that are letters in all but class (Tibetan, Thai,
// Devanagari), unlike accents.
func keptMark(r rune) bool {
	return r > 0x0900 && unicode.In(r, unicode.Mn, unicode.Mc) && !unicode.Is(unicode.Inherited, r)
}

// vanishes reports what leaves no trace in a folded word and does not end it.
func vanishes(r rune) bool {
	return isInvisible(r) || unicode.In(r, unicode.Mn, unicode.Me) ||
		r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '`'
}

// umlautSyllables are the pinyin syllables with ü after l and n, as passports print
// them: LYU by the rule of 2012, LV on older ones, LUE for lüe.
var umlautSyllables = map[string]string{
	"lv": "lü", "nv": "nü", "lve": "lüe", "nve": "nüe",
	"lyu": "lü", "nyu": "nü", "lyue": "lüe", "nyue": "nüe",
}

// plainU makes the one spelling of a word with ü that Fold has.
func plainU(word string) string {
	if u, ok := umlautSyllables[word]; ok {
		word = u
	}
	return strings.ReplaceAll(word, "ü", "u")
}

// umlautSpellings are all spellings of a text in which ü stands: u, ü, and v and yu
// in pinyin, ue elsewhere.
func umlautSpellings(text string, pinyin bool) []string {
	if !strings.Contains(text, "ü") {
		return []string{text}
	}
	as := []string{"u", "ü", "ue"}
	if pinyin {
		as = []string{"u", "ü", "v", "yu"}
	}
	var out []string
	for _, u := range as {
		out = append(out, strings.ReplaceAll(text, "ü", u))
	}
	return out
}

func appendNew(list []string, items ...string) []string {
	for _, s := range items {
		if s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
