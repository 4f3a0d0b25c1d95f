package list

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A sheet may hold several blocks below each other, each with its title and a head
// of its own: 一、新增人员, 二、解除人员. Another head names other columns; and whom a
// block, or a column, calls released is not who the list is about.

var (
	released    = regexp.MustCompile(`解除|解封|排除`)
	notReleased = regexp.MustCompile(`(未|不含|不包括|待|预计|拟|尚未|没有)(已|可|能)?(解除|解封|排除)`)
	section     = regexp.MustCompile(`^[（(]?([一二三四五六七八九十]+|第[一二三四五六七八九十0-9]+部分)[)）]?[、.．:：]?`)
)

// saysReleased reports a text that speaks of people who are no longer meant.
func saysReleased(text string) bool {
	return released.MatchString(notReleased.ReplaceAllString(plainHead2(text), ""))
}

var askReleased = Text{"名单在这里写着解除、解封或排除，没有列入，也没有收回，请人看过再办", "the list speaks of release here: nobody was listed or recalled by this row; look at it"}

// askMarked says what stands beside a name or a number.
func askMarked(mark string) Text {
	return Text{"姓名或号码旁写着“" + mark + "”，没有列入，也没有收回，请人看过再办", "“" + mark + "” stands beside the name or the number: nobody was listed or recalled by this row; look at it"}
}

var (
	bracketed = regexp.MustCompile(`[(（\[【]([^()（）\[\]【】]*)[)）\]】]`)
	behind    = regexp.MustCompile(`[^\p{Han}]*(已|于|至)?[^\p{Han}]*(解除|解封|排除).*$`)
)

// marksReleased is what says beside a name or a number that the person is no longer meant:
// 样例甲（已解除）; "" where nothing does.
func (t *taking) marksReleased(l line) string {
	if !t.asksReleased() {
		return ""
	}
	for _, c := range l.own() {
		at := slices.IndexFunc(t.columns, func(o Column) bool { return o.Key == t.of[c.column] })
		if at < 0 || !t.columns[at].Who || !saysReleased(c.text) {
			continue
		}
		for _, m := range bracketed.FindAllStringSubmatch(c.text, -1) {
			if saysReleased(m[1]) {
				return m[1]
			}
		}
		return strings.TrimSpace(behind.FindString(c.text))
	}
	return ""
}

// asksReleased: of residents nobody is released.
func (t *taking) asksReleased() bool {
	return slices.ContainsFunc(t.columns, func(c Column) bool { return c.Key == "reason" })
}

// newHead takes a head that stands further down into use. The head of before once
// more changes nothing; of a head of two rows only the whole is one.
func (t *taking) newHead(l line) bool {
	again := t.headAgain(l)
	if l.no == t.beside.no && t.goesOnFrom(l.no) { // people stand beside it, and under this head
		return again
	}
	if again && t.deep || len(l.own()) < 2 || !mayBeSecond(l) {
		return again
	}
	at := slices.IndexFunc(t.lines, func(o line) bool { return o.no == l.no })
	if at < 0 {
		return again
	}
	h := readHead(t.sheet, at, 1, t.columns)
	h.hidden(t.sheet, t.columns)
	if h.known() < 2 || !h.names(t.columns) || h.twice(t.sheet, t.columns) != (Text{}) {
		return again
	}
	if maps.Equal(h.of, t.of) {
		t.rank = h.rank
		return true
	}
	for _, name := range h.ignored {
		if !slices.Contains(t.ignored, name) {
			t.ignored = append(t.ignored, name)
		}
	}
	t.of, t.texts, t.rank, t.deep, t.last = h.of, h.texts, h.rank, false, map[string]value{}
	t.cover(l)
	t.hear(t.hears)
	t.headReleases = false
	for _, text := range h.texts {
		t.headReleases = t.headReleases || saysReleased(text)
	}
	return true
}

// goesOnFrom reports that the columns that are read name somebody in the row or below it.
func (t *taking) goesOnFrom(no int) bool {
	who := t.whoColumns(t.columns)
	return slices.ContainsFunc(t.lines, func(l line) bool { return l.no >= no && l.anyOf(who) })
}

// title takes a title over the head: the rows stand under all of them.
func (t *taking) title(l line) {
	if own := l.own(); len(own) == 1 && own[0].kind == isText && !likeNumber(own[0].text) && !notes.MatchString(own[0].text) {
		t.above = append([]string{own[0].text}, t.above...)
		t.under("")
	}
}

// under says which titles hold from here on; the block's own goes before the others.
func (t *taking) under(block string) {
	t.titles = nil
	if block != "" {
		t.titles = append(t.titles, block)
	}
	t.titles = append(append(t.titles, t.above...), t.name)
}

// blockTitle takes the title of a block: what it says holds until the next.
func (t *taking) blockTitle(l line) bool {
	own := l.own()
	if len(own) != 1 || own[0].kind != isText || likeNumber(own[0].text) || personal.MatchString(own[0].text) {
		return false
	}
	text := plainHead2(own[0].text)
	switch {
	case notes.MatchString(own[0].text), totals.MatchString(text), signatures.MatchString(text):
		return false
	case section.MatchString(text) && section.FindString(text) != text && len([]rune(text)) > 4, titled(text, own[0], l), saysReleased(text):
		t.titleReleases = saysReleased(text)
		if l.no > t.lines[t.head.last].no {
			t.under(own[0].text)
		}
		return true
	}
	return false
}

// releases reports a row that the sheet itself calls released: by its block, or by
// what stands in a column that is called so.
func (t *taking) releases(l line) bool {
	if !t.asksReleased() {
		return false
	}
	return t.titleReleases || t.headReleases || slices.ContainsFunc(l.cells, func(c cell) bool {
		return c.text != "" && !c.across && t.of[c.column] == "" && saysReleased(t.texts[c.column]) && !slices.Contains(noes, plainHead2(c.text))
	})
}

// noes say in a column of release that there was none.
var noes = []string{"否", "未", "无", "-", "—", "/", "未解除", "尚未解除", "no", "0"}
