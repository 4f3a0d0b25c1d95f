package station

import (
	"fmt"
	"slices"

	"passdesk/registry/scheme"
)

// surelyListed are the entries that speak about the person: nobody has to look whether
// they do.
func surelyListed(watch []Watched) []Watched {
	return slices.DeleteFunc(slices.Clone(watch), func(w Watched) bool { return w.Match.Asks() })
}

// listsSay is what lists say of a holder.
func listsSay(watch []Watched) scheme.Text {
	var zh, en string
	for i, w := range watch {
		if i > 0 {
			zh, en = zh+"；", en+"; "
		}
		zh += fmt.Sprintf("%s，%s 列入（第 %d 条，%s）", w.Says.ZH, w.Listed, w.ID, w.Source)
		en += fmt.Sprintf("%s, since %s (entry %d, %s)", w.Says.EN, w.Listed, w.ID, w.Source)
	}
	return scheme.Text{ZH: "持证人在名单上：" + zh, EN: "The holder is on a list: " + en}
}

// listsAsk is what lists ask about a holder, an entry after the other.
func listsAsk(watch []Watched) (asks scheme.Text) {
	for i, w := range watch {
		if i > 0 {
			asks.ZH, asks.EN = asks.ZH+"；", asks.EN+"; "
		}
		q := watchQuestion(w)
		asks.ZH += q.ZH + fmt.Sprintf("（第 %d 条）", w.ID)
		asks.EN += q.EN + fmt.Sprintf(" (entry %d)", w.ID)
	}
	return asks
}
