package name

import (
	"slices"
	"strings"
	"sync"

	pinyin "github.com/mozillazg/go-pinyin"
)

// step is one hanzi with its readings, or one word of another script.
type step struct {
	readings []string // of a hanzi, without tones, ü kept
	word     string   // folded, of another script
	unread   string   // folded, a hanzi or description that nobody can read
	folded   rune     // of a hanzi
}

// steps reads the name from front to back. The surname comes first in a Chinese name,
// so its readings of the table go before the dictionary's.
func (n Name) steps() []step {
	all := units(n.legal)
	out := make([]step, 0, len(all))
	for i := 0; i < len(all); {
		if all[i].han {
			out = append(out, hanziStep(all[i], out))
			i++
			continue
		}
		end := i
		for end < len(all) && !all[end].han {
			end++
		}
		for _, word := range foldedWords(joinUnits(all[i:end])) {
			out = append(out, step{word: plainU(word)})
		}
		i = end
	}
	preferSurname(out)
	return out
}

func joinUnits(all []unit) string {
	var b strings.Builder
	for _, u := range all {
		b.WriteString(u.text)
	}
	return b.String()
}

// hanziStep reads 々 as the hanzi before it, and a variant that the dictionary lacks
// as its folded form.
func hanziStep(u unit, before []step) step {
	if u.base == '々' && len(before) > 0 {
		return before[len(before)-1]
	}
	folded := foldHan(u.base)
	read := readings(u.base)
	if read == nil {
		read = readings(folded)
	}
	if u.description || read == nil {
		return step{unread: FoldQuery(u.text)}
	}
	return step{readings: read, folded: folded}
}

// preferSurname puts the surname's reading at the head of the list, trying the
// compound surnames first.
func preferSurname(steps []step) {
	var head []rune
	for _, s := range steps[:min(2, len(steps))] {
		head = append(head, s.folded)
	}
	for n := len(head); n > 0; n-- {
		read, ok := surnames[string(head[:n])]
		if !ok {
			continue
		}
		for i, syllable := range strings.Fields(read) {
			steps[i].readings = withFirst(steps[i].readings, syllable)
		}
		return
	}
}

func withFirst(readings []string, first string) []string {
	out := []string{first}
	for _, r := range readings {
		if r != first {
			out = append(out, r)
		}
	}
	return out
}

// readings are all readings of a character without tones, the commonest first, nil
// when the dictionary has none. Never to be changed: they are shared.
func readings(r rune) []string {
	if r >= denseFrom && r < denseTo {
		return denseReadings()[r-denseFrom]
	}
	return parseReadings(pinyin.PinyinDict[int(r)])
}

const denseFrom, denseTo = 0x3400, 0xA000

// denseReadings holds the readings of the two dense blocks, parsed once: an index of
// 100,000 names asks 300,000 times.
var denseReadings = sync.OnceValue(func() [][]string {
	out := make([][]string, denseTo-denseFrom)
	shared := map[string][]string{}
	for r := range out {
		raw := pinyin.PinyinDict[r+denseFrom]
		if _, ok := shared[raw]; !ok {
			shared[raw] = parseReadings(raw)
		}
		out[r] = shared[raw]
	}
	return out
})

// parseReadings reads "dān,chán,shàn" as dan, chan, shan. Syllables of nothing but
// consonants (ń, ḿ, hng) are interjections, in no name.
func parseReadings(raw string) []string {
	var out []string
	for syllable := range strings.SplitSeq(raw, ",") {
		plain := withoutTone(syllable)
		if strings.ContainsAny(plain, "aeiouü") && !slices.Contains(out, plain) {
			out = append(out, plain)
		}
	}
	return out
}

func withoutTone(syllable string) string { return toneMarks.Replace(syllable) }

var toneMarks = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ǖ", "ü", "ǘ", "ü", "ǚ", "ü", "ǜ", "ü", "ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
	"\u0304", "", "\u0301", "", "\u030C", "", "\u0300", "",
)

// Homophone reports whether two names sound alike, tones aside, under any readings:
// 轩 and 萱. Twins with such names are asked about once. Words of other scripts must
// fold alike. Equal names are homophones.
func Homophone(a, b Name) bool {
	x, y := a.steps(), b.steps()
	if len(x) != len(y) || len(x) == 0 {
		return false
	}
	for i := range x {
		if x[i].word != y[i].word || x[i].unread != y[i].unread || !shareReading(x[i].readings, y[i].readings) {
			return false
		}
	}
	return true
}

func shareReading(a, b []string) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(r string) bool { return slices.Contains(b, r) })
}
