package name

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	pinyin "github.com/mozillazg/go-pinyin"
)

// reading is how a hanzi may be read: syllables without tones, ü kept, the likeliest
// first, and their first letters, each once. Shared, never changed.
type reading struct{ syllables, letters []string }

func newReading(syllables []string) *reading {
	if len(syllables) == 0 {
		return nil
	}
	r := &reading{syllables: syllables}
	for _, s := range syllables {
		r.letters = appendNew(r.letters, firstLetter(s))
	}
	return r
}

// step is one hanzi with its reading, or one word of another script.
type step struct {
	reading *reading // of a hanzi
	word    string   // folded, of another script
	unread  string   // folded, a hanzi or description that nobody can read
	typed   rune     // of a hanzi
}

// steps reads the name from front to back. The surname comes first in a Chinese name,
// so its readings of the table go before the dictionary's.
func (n Name) steps() []step {
	out := make([]step, 0, 4)
	if usual(n.legal) {
		for _, r := range n.legal {
			out = append(out, hanziStep(unit{base: r}, nil))
		}
	} else {
		out = slowSteps(out, units(n.legal))
	}
	preferSurname(out)
	return out
}

func slowSteps(out []step, all []unit) []step {
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
	read := readingOf(u.base)
	if read == nil {
		read = readingOf(foldHan(u.base))
	}
	if u.description || read == nil {
		return step{unread: FoldQuery(cmp.Or(u.text, string(u.base)))}
	}
	return step{reading: read, typed: u.base}
}

// preferSurname puts the surname's reading at the head of the list, trying the
// compound surnames first.
func preferSurname(steps []step) {
	head := make([]rune, 0, 2)
	for _, s := range steps[:min(2, len(steps))] {
		head = append(head, foldHan(s.typed))
	}
	for n := len(head); n > 0; n-- {
		read, ok := surnameReadings()[string(head[:n])]
		if !ok {
			continue
		}
		for i, r := range read {
			if steps[i].typed != head[i] { // a variant has readings of its own
				r = newReading(appendNew([]string{r.syllables[0]}, steps[i].reading.syllables...))
			}
			steps[i].reading = r
		}
		return
	}
}

var surnameReadings = sync.OnceValue(func() map[string][]*reading {
	out := make(map[string][]*reading, len(surnames))
	for surname, read := range surnames {
		hanzi := []rune(surname)
		for i, syllable := range strings.Fields(read) {
			rest := readingOf(hanzi[i])
			out[surname] = append(out[surname], newReading(appendNew(strings.Split(syllable, "/"), rest.syllables...)))
		}
	}
	return out
})

// Sounds are the readings of one hanzi without tones, the likeliest first; of a variant
// or a private-use code that no dictionary has, those of its standard form. None when
// nobody can read it.
func Sounds(r rune) []string {
	if s := hanziStep(unit{base: r}, nil); s.reading != nil {
		return slices.Clone(s.reading.syllables)
	}
	return nil
}

// readingOf is nil when the dictionary has none.
func readingOf(r rune) *reading {
	if r >= denseFrom && r < denseTo {
		return denseReadings()[r-denseFrom]
	}
	return newReading(parseReadings(pinyin.PinyinDict[int(r)]))
}

const denseFrom, denseTo = 0x3400, 0xA000

// denseReadings holds the readings of the two dense blocks, parsed once: an index of
// 100,000 names asks 300,000 times.
var denseReadings = sync.OnceValue(func() []*reading {
	out := make([]*reading, denseTo-denseFrom)
	shared := map[string]*reading{}
	for r := range out {
		raw := pinyin.PinyinDict[r+denseFrom]
		if _, ok := shared[raw]; !ok {
			shared[raw] = newReading(parseReadings(raw))
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
		if x[i].word != y[i].word || x[i].unread != y[i].unread || !shareReading(x[i].reading, y[i].reading) {
			return false
		}
	}
	return true
}

func shareReading(a, b *reading) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.ContainsFunc(a.syllables, func(s string) bool { return slices.Contains(b.syllables, s) })
}
