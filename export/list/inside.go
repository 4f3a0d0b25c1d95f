package list

import (
	"maps"
	"regexp"
	"strings"
)

// A total, a note or a remark may hold a person's number: such a row is never passed over
// in silence.

var personal = regexp.MustCompile(`(?:^|[^0-9])([0-9]{15}|[0-9]{17}[0-9Xx])(?:[^0-9]|$)`)

// numbers are the texts of a row in which a person's number stands.
func (l line) numbers() []string {
	var texts []string
	for _, c := range l.own() {
		if c.kind == isDamaged || personal.MatchString(c.text) {
			texts = append(texts, c.text)
		}
	}
	return texts
}

// besideNumbers are the remarks of a row in which a person's number stands.
func (t *taking) besideNumbers(l line) []string {
	var texts []string
	for _, c := range l.own() {
		if t.of[c.column] == "remark" && personal.MatchString(c.text) && !saysReleased(c.text) {
			texts = append(texts, c.text)
		}
	}
	return texts
}

// askInside is said of a row that is no person's by its form, and holds a number.
func askInside(is Text) Text {
	return Text{"这一行像是" + is.ZH + "，里面却写着号码，没有列入，也没有收回，请人看过再办", "the row seems to be " + is.EN + ", and holds a number: nobody was listed or recalled by it; look at it"}
}

var sayAnothers = Text{"号码写的是“同上”（或和上一行合并成一格），姓名却是另一个：上一行的号码没有给这个人", "the number says “as above” (or is merged with it) beside another name: the number of the row above was not given to this person"}

// anothers takes the number of the row above from a row that has another name: 同上 there
// says at most where somebody belongs.
func (t *taking) anothers(values map[string]value) bool {
	before, now := t.last["name"], values["name"]
	if now.text == "" || now.above || before.text == "" || bare(now.text) == bare(before.text) {
		return false
	}
	taken := false
	for _, c := range t.columns {
		if v := values[c.Key]; c.Who && c.Exact && v.above && likeNumber(v.text) {
			delete(values, c.Key)
			taken = true
		}
	}
	return taken
}

// keep says what 同上 means in the row below. A number that is not in the row is not that of
// the row before it.
func (t *taking) keep(values map[string]value) {
	for _, c := range t.columns {
		if c.Who && c.Exact {
			delete(t.last, c.Key)
		}
	}
	maps.Copy(t.last, values)
}

func bare(s string) string { return strings.Join(strings.Fields(s), "") }
