package tui

import (
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// guardianKind is who a guardian is to the child: the register's word, and what
// may be typed for it, the digit first.
type guardianKind struct {
	word  string
	typed []string
}

// guardianKinds: a parent is what the papers ask for (父母一方); of anybody else an
// officer decides. Grandparents share a digit, and the number says which it is.
var guardianKinds = []guardianKind{
	{"father", []string{"1", "父", "父亲", "爸爸"}}, {"mother", []string{"2", "母", "母亲", "妈妈"}},
	{"grandmother", []string{"3", "祖母", "外祖母", "奶奶", "外婆", "姥姥"}}, {"grandfather", []string{"3", "祖父", "外祖父", "爷爷", "外公", "姥爷", "祖父母"}},
	{"relative", []string{"4", "其他亲属", "亲属"}}, {"institution", []string{"5", "监护机构", "福利院", "民政部门"}},
	{"adoptive_father", []string{"养父"}}, {"adoptive_mother", []string{"养母"}}, {"uncle", []string{"伯父", "叔叔", "舅舅"}}, {"aunt", []string{"姑姑", "阿姨", "舅妈"}},
	{"brother", []string{"哥哥"}}, {"sister", []string{"姐姐"}}, {"other", []string{"其他监护人", "其他"}},
}

// guardianWord is the register's word for what was typed: a digit, hanzi, or the
// word itself. The sex of the guardian's number tells grandparents apart.
func guardianWord(v, sex string) string {
	v = strings.TrimSpace(v)
	if v == "3" && sex == "M" {
		return "grandfather"
	}
	for _, k := range guardianKinds {
		if strings.EqualFold(v, k.word) || slices.Contains(k.typed, v) {
			return k.word
		}
	}
	if _, known := relationWords[strings.ToLower(v)]; known {
		return strings.ToLower(v)
	}
	return ""
}

// guardianTyped is what stands in the field for a word of the register: a parent's
// digit, else what would be typed.
func guardianTyped(word string) string {
	switch word {
	case "father":
		return "1"
	case "mother":
		return "2"
	}
	for _, k := range guardianKinds {
		if k.word == word {
			return k.typed[min(1, len(k.typed)-1)]
		}
	}
	return word
}

// wholeRelation: a digit is whole, and so is 父 or 母; other words end with a key.
func wholeRelation(v string) bool { return len([]rune(v)) == 1 && guardianWord(v, "") != "" }

// relationNote says beside the field who it is, and who decides about them.
func relationNote(v string) widget.Note {
	word := guardianWord(v, "")
	switch word {
	case "":
		return digitNote(v, tRelationHow)
	case "father", "mother":
		return widget.Note{Role: widget.RoleHint, Text: relationText(word)}
	}
	t := relationText(word)
	if v == "3" {
		t = tGrandparent
	}
	return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: t.ZH + tOfficerDecides.ZH, EN: t.EN + tOfficerDecides.EN}}
}

// callGuardian fills in the name of whoever has the guardian's number, where the
// register or the list knows it; what was typed, or read from a card, stays.
func (a *draft) callGuardian(p *station.Found) {
	if a.form.Value(fGuardianName) != a.called {
		return
	}
	if a.called = ""; p != nil {
		a.called = p.Name
	} else if g := a.base.Guardian; g != nil && g.Document != nil && g.Document.Number == a.number() {
		a.called = g.Name
	}
	a.form.Set(fGuardianName, a.called)
}

// cardOfGuardian is what a card says that was read for a child.
func (a *draft) cardOfGuardian(values map[string]string, name, relation string) {
	if a.form.Value(fRelation) == "" {
		values[fRelation] = relation
	}
	if name != "" && a.form.Value(fGuardianName) == a.called {
		values[fGuardianName] = name
	}
}

// otherParent is the child's second parent, by whose number the household is told
// (U26); nil when none was given. What a list said beside the number stays.
func (a *draft) otherParent() *registry.Guardian {
	number := strings.TrimSpace(a.form.Value(fOther))
	if number == "" {
		return nil
	}
	if of := a.base.Other; of != nil && of.Document != nil && of.Document.Number == number {
		return of
	}
	g := &registry.Guardian{Document: &registry.Document{Number: number}}
	switch guardianWord(a.form.Value(fRelation), "") {
	case "father":
		g.Relation = "mother"
	case "mother":
		g.Relation = "father"
	}
	return g
}
