package watch

import (
	"slices"
	"strings"
	"unicode"

	"passdesk/registry/civil"
	"passdesk/registry/name"
	"passdesk/registry/unique"
)

// Lists that are shown around hide the name as well: 周*, 周某某, *涛, 周*涛. Beside
// a masked number that fits, what is left of the name is enough to ask.

// hiders stand for a character of a name that a list hides.
const hiders = "*＊×✕●○•·?？某XxＸｘ"

// hidden reports a Chinese name of which something is hidden, and what of it is
// seen at its beginning and at its end.
func hidden(listed string) (head, tail string, is bool) {
	runes := []rune(strings.Join(strings.Fields(listed), ""))
	hides := func(r rune) bool { return strings.ContainsRune(hiders, r) }
	from, to := slices.IndexFunc(runes, hides), len(runes)
	if from < 0 || !slices.ContainsFunc(runes, func(r rune) bool { return unicode.Is(unicode.Han, r) && r != '某' }) {
		return "", "", false
	}
	for to > from && !hides(runes[to-1]) {
		to--
	}
	return string(runes[:from]), string(runes[to:]), true
}

// HidesBoth reports an entry of which neither the number nor the name is whole.
func (e Entry) HidesBoth() bool {
	_, _, is := hidden(e.Name)
	return e.Mask != "" && is
}

// HidesName reports an entry whose name hides a part: 方*, 方某. 阿卜杜拉·样例 is whole.
func (e Entry) HidesName() bool {
	_, _, is := hidden(strings.ReplaceAll(e.Name, "·", ""))
	return is
}

// shown is how much of a name is there: nothing, a part of it, all.
func shown(listed string) int {
	switch {
	case listed == "":
		return 0
	case Entry{Name: listed}.HidesName():
		return 1
	}
	return 2
}

// Decide asks the rules of recall which of some people the entry means; asked is the entry
// in the words of these rules. Where a list shows the whole number and a part of the name,
// the number says who is meant, if what is seen of the name is that holder's.
func (e Entry) Decide(people []unique.Person, asked unique.Person, day civil.Date) unique.Decision {
	if e.Number != "" && e.HidesName() {
		covers := func(p unique.Person) bool { return coversName(e.Name, p.Name) }
		nameless := asked
		nameless.Name = ""
		if d := unique.Decide(people, nameless, day); slices.ContainsFunc(people, covers) && (d.Against < 0 || covers(people[d.Against])) {
			return d
		}
	}
	return unique.Decide(people, asked, day)
}

// coversName reports that the person's name may be the one that the list hides. How
// many characters are hidden is not believed: 周** is written for every 周.
func coversName(listed, person string) bool {
	head, tail, is := hidden(listed)
	if !is {
		return false
	}
	whole := foldOf(person)
	head, tail = foldOf(head), foldOf(tail)
	return len(head)+len(tail) < len(whole) && strings.HasPrefix(whole, head) && strings.HasSuffix(whole, tail)
}

func foldOf(text string) string {
	if text == "" {
		return ""
	}
	return name.FoldQuery(text)
}

// maskedNameKeys are those under which an entry lies that shows only a part of the
// person's name: its folded name has the signs of what is hidden no more.
func maskedNameKeys(person string) []Key {
	n, _, err := name.Parse(person)
	if err != nil {
		return nil
	}
	runes := []rune(n.Legal())
	if len(runes) < 2 || len(runes) > 6 || slices.ContainsFunc(runes, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return nil
	}
	first, last, rest := string(runes[0]), string(runes[len(runes)-1]), string(runes[1:])
	shown := []string{first, first + "某", first + "某某", first + "x", first + "xx", last, rest, first + last}
	if len(runes) > 2 {
		shown = append(shown, string(runes[:2]), string(runes[:2])+"某", first+"某"+last)
	}
	var keys []Key
	for _, text := range shown {
		k := Key{labelName, nameKey(unique.Keys(unique.Person{Name: text}))}
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}
