package widget

import "strings"

// Help draws the keys of the screen on as many lines as they need, at most the given number: "F1 帮助
// Esc 返回". The first bindings are the most important; those that do not fit are left out from the
// end, never cut in the middle. The palette has them all.
func Help(width, lines int, st Styles, lang Lang, bindings ...Binding) Block {
	const gap = "   "
	var out Block
	var row strings.Builder
	used := 0
	for _, b := range bindings {
		key, text := b.Label(lang), b.Text.In(lang)
		w := Width(key) + 1 + Width(text)
		if w > width {
			continue
		}
		if used > 0 && used+len(gap)+w > width {
			if len(out.Lines)+1 == lines {
				continue // a shorter one may still fit
			}
			out.Lines = append(out.Lines, row.String())
			row.Reset()
			used = 0
		}
		if used > 0 {
			row.WriteString(gap)
			used += len(gap)
		}
		row.WriteString(st.Paint(RoleKey, key) + " " + Clean(text))
		used += w
	}
	if used > 0 {
		out.Lines = append(out.Lines, row.String())
	}
	return out
}
