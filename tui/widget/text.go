package widget

// Lang is the language of the screen.
type Lang uint8

// The two languages; Chinese is the zero value and comes first.
const (
	ZH Lang = iota
	EN
)

// T is one text in both languages. A literal T{"中文", "English"} does not compile with one of them
// missing, which is why there is no table of keys to look up.
type T struct{ ZH, EN string }

// In is the text in the language asked for; a T with no English answers in Chinese.
func (t T) In(l Lang) string {
	if l == EN && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// IsZero reports whether there is no text at all.
func (t T) IsZero() bool { return t.ZH == "" && t.EN == "" }
