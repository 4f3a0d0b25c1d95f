package widget

import "strings"

// Help draws the keys of the screen on one line: "Enter 签发  F4 登记册  F1 帮助". Of the bindings the
// first are the most important; one that does not fit is left out whole, never cut in the middle, and
// counted, so that whoever draws it can say that there are more. Those that are always wanted stand at the
// end, whatever else there is.
func Help(width int, st Styles, lang Lang, bindings, always []Binding) (keys string, left int) {
	end := helpLine{st: st, lang: lang, room: width + len(helpGap)} // the last has none behind it
	end.add(always)
	line := helpLine{st: st, lang: lang, room: end.room}
	line.add(bindings)
	all := append(line.parts, end.parts...)
	return strings.Join(all, helpGap), len(bindings) + len(always) - len(all)
}

const helpGap = "  "

// helpLine are keys side by side, and the room that is left.
type helpLine struct {
	st    Styles
	lang  Lang
	parts []string
	room  int
}

// add puts on the line what there is room for, each with its gap.
func (l *helpLine) add(bindings []Binding) {
	for _, b := range bindings {
		key, text := b.Label(l.lang), b.Text.In(l.lang)
		cells := Width(key) + 1 + Width(text) + len(helpGap)
		if cells > l.room {
			continue // a shorter one may still fit
		}
		l.parts = append(l.parts, l.st.Paint(RoleKey, key)+" "+Clean(text))
		l.room -= cells
	}
}
