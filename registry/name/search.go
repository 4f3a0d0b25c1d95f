package name

import (
	"strings"
	"unicode/utf8"
)

// Bounds of what one name may add to an index.
const (
	maxInitials  = 64
	maxSpellings = 8
	maxRotations = 4
)

// Search is the list of folded forms under which the name is found; Fold comes first.
// Hanzi add their pinyin without tones, the surname's reading first (吕布: lubu, lübu,
// lvbu, lyubu), Latin names add the order given name first, and ü, ä, ö as machine
// readable zones spell them. Look for FoldQuery of the typed text.
func (n Name) Search() []string { return n.search(n.steps()) }

// Keys is Search and Initials at the price of one.
func (n Name) Keys() (search, initials []string) {
	steps := n.steps()
	return n.search(steps), n.initials(steps)
}

func (n Name) search(steps []step) []string {
	if n.IsZero() {
		return nil
	}
	out := append(make([]string, 0, 4), n.Fold())
	if hasReading(steps) {
		return appendSpellings(out, steps)
	}
	return appendNew(out, latinForms(n.legal)...)
}

func hasReading(steps []step) bool {
	for _, s := range steps {
		if s.reading != nil {
			return true
		}
	}
	return false
}

// appendSpellings writes the pinyin over all readings, most likely first.
func appendSpellings(out []string, steps []step) []string {
	options := make([][]string, 0, 4)
	for _, s := range steps {
		switch {
		case s.reading != nil:
			options = append(options, s.reading.syllables)
		case s.word != "":
			options = append(options, []string{s.word})
		}
	}
	for _, text := range combinations(options, maxSpellings) {
		if strings.Contains(text, "ü") {
			out = appendNew(out, umlautSpellings(text, true)...)
		} else {
			out = appendNew(out, text)
		}
	}
	return out
}

// latinForms are the other ways to write and to order the words of a Latin name.
func latinForms(legal string) []string {
	words := foldedWords(legal)
	pinyin := false
	for i, w := range words {
		if u, ok := umlautSyllables[w]; ok {
			words[i] = u
		}
		pinyin = pinyin || umlautSyllables[strings.ReplaceAll(words[i], "ü", "v")] != ""
	}
	out := []string{strings.Join(words, " ")}
	for i := range min(len(words), maxRotations) {
		turned := strings.Join(words[i:], "") + strings.Join(words[:i], "")
		out = appendNew(out, umlautSpellings(turned, pinyin)...)
	}
	return appendNew(out, zoneForm(legal))
}

// zoneForm spells Ä Ö Ü Å Ø Ñ as the machine readable zone of a passport does
// (ICAO 9303-3, section 6), or is empty when there are none.
func zoneForm(legal string) string {
	spelt := zoneSpelling.Replace(strings.ToLower(legal))
	if spelt == strings.ToLower(legal) {
		return ""
	}
	return strings.Join(foldedWords(spelt), "")
}

var zoneSpelling = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "ñ", "n")

// Initials are the pinyin initials over all readings, lower case, the surname's
// reading first, at most 16: 欧阳娜娜 → oynn. Latin words give their first letters:
// SAMPLE TESTPERSON → st; a hyphen may begin a word or not (SMITH-JONES → sj, s). A
// character that nobody can read (a description, an unknown private-use code) is
// passed over.
func (n Name) Initials() []string { return n.initials(n.steps()) }

func (n Name) initials(steps []step) []string {
	out := initials(steps)
	if strings.ContainsAny(n.legal, "-‐") {
		joined := Name{strings.NewReplacer("-", "", "‐", "").Replace(n.legal)}
		out = appendNew(out, initials(joined.steps())...)
	}
	return out[:min(len(out), maxInitials)]
}

func initials(steps []step) []string {
	options := make([][]string, 0, 4)
	for _, s := range steps {
		switch {
		case s.reading != nil:
			options = append(options, s.reading.letters)
		case s.word != "":
			options = append(options, []string{firstLetter(s.word)})
		}
	}
	return combinations(options, maxInitials)
}

func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// combinations concatenates one option of each list, those with the fewest and
// smallest steps away from the first options first, up to limit of them.
func combinations(options [][]string, limit int) []string {
	if len(options) == 0 {
		return nil
	}
	if text, ok := onlyOne(options); ok {
		return []string{text}
	}
	reach := make([]int, len(options)+1) // the largest distance from here on
	for i := len(options) - 1; i >= 0; i-- {
		reach[i] = reach[i+1] + len(options[i]) - 1
	}
	w := walk{options: options, reach: reach, limit: limit}
	for distance := 0; distance <= reach[0] && len(w.out) < limit; distance++ {
		w.from(0, distance)
	}
	return w.out
}

func onlyOne(options [][]string) (string, bool) {
	text := make([]byte, 0, 32)
	for _, o := range options {
		if len(o) > 1 {
			return "", false
		}
		text = append(text, o[0]...)
	}
	return string(text), true
}

type walk struct {
	options [][]string
	reach   []int
	limit   int
	text    []byte
	out     []string
}

// from goes on at list i, with exactly distance steps to spend from there on.
func (w *walk) from(i, distance int) {
	if len(w.out) >= w.limit {
		return
	}
	if i == len(w.options) {
		w.out = appendNew(w.out, string(w.text))
		return
	}
	length := len(w.text)
	for step := min(distance, len(w.options[i])-1); step >= 0; step-- {
		if distance-step <= w.reach[i+1] {
			w.text = append(w.text, w.options[i][step]...)
			w.from(i+1, distance-step)
			w.text = w.text[:length]
		}
	}
}
