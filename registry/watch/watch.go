// Package watch knows the lists of people that the health authorities and the
// region send: who is on one, why, by whose word and since when, and what that
// says about somebody who stands at the desk. The daily analysis finds close
// contacts, people who were in a hard-hit place and people with symptoms
// (每日大数据分析, 000 and 001), the region gives colours (004); whoever is on a
// list stays on it, with a pass or without.
//
// An entry decides nothing. It states facts that the applicant did not, and the
// scheme's own rules say with their own sentence what these come to. The package
// knows no store, no key and no clock; what it calls a key is a plain text that a
// store seals or hashes.
//
// # Who is meant
//
// A document number means its holder at once. A masked number with a name, or a
// name with a birth date, only asks: somebody at the desk looks at both. So does a
// whole name with nothing beside it (ByName): whoever bears it is asked about, and
// nobody is recalled by it. A number under which a child is entered is the parent's:
// the child is not on the list, unless the list names the child.
//
//	e, bad := watch.Parse(watch.Row{Number: "330212198505059315", Why: "密切接触者", Source: "样例疾控"}, day)
//	e.Fits(person)             // Exact
//	in = e.States(in, day)      // ["close_contact", …] among the dated facts
package watch

import (
	"fmt"
	"log/slog"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
)

// Entry is what one list says of one person. It is sealed wherever it is kept;
// the names of its fields are for ever.
type Entry struct {
	Kind   string     `json:"kind,omitempty"`   // of the document, a word of iddoc; "" where nobody said and the number does not show
	Number string     `json:"number,omitempty"` // in its one form
	State  string     `json:"state,omitempty"`  // that issued a passport
	Mask   string     `json:"mask,omitempty"`   // 330212********9315, where the list hides the number
	Name   string     `json:"name,omitempty"`   // legal form
	Birth  civil.Date `json:"birth,omitzero"`
	Why    string     `json:"why"`            // a reason of the recall, a colour, or a fact word of the scheme
	On     civil.Date `json:"on,omitzero"`    // of the contact, the stay, the symptom, where the list says it
	Listed civil.Date `json:"listed"`         // since when the list has it
	Until  civil.Date `json:"until,omitzero"` // the last day on which it holds
	Source string     `json:"source"`         // which list, of which authority
	Note   string     `json:"note,omitempty"` // why it was loaded, in the operator's words
	Ask    bool       `json:"ask,omitempty"`  // somebody looks before a pass is ordered back by it
}

// Why somebody is listed, beside the colours and the scheme's fact words: the
// grounds on which a pass is recalled (000, 001).
const (
	CloseContact = "close_contact"
	SevereArea   = "severe_area"
	Symptoms     = "symptoms"
	Other        = "other" // the list does not say, or says something that no rule knows: an officer looks
)

// Green ends what the same source said before; it permits nothing by itself.
const Green = "green"

// colours of a region's list, the worst first.
var colours = []string{"red", "yellow", "grey", Green}

// IsColour reports an entry of a colour list.
func (e Entry) IsColour() bool { return rankOf(e.Why) >= 0 }

func rankOf(colour string) int {
	for i, c := range colours {
		if c == colour {
			return i
		}
	}
	return -1
}

// Stands reports whether the entry says anything against somebody on the day.
func (e Entry) Stands(day civil.Date) bool {
	return e.Why != Green && (e.Until.IsZero() || !day.After(e.Until))
}

// Fact is the scheme's word for what the entry says; "" for none.
func (e Entry) Fact() string {
	switch {
	case e.Why == Other || e.Why == Green:
		return ""
	case e.Why == SevereArea: // 去过疫情严重地区的人员
		return "been_to_key_area"
	case e.IsColour():
		return "code_" + e.Why
	}
	return e.Why
}

// Says is what the entry says of the person, in both languages.
func (e Entry) Says() scheme.Text {
	switch e.Why {
	case Other:
		return scheme.Text{ZH: "列入名单，原因未写明", EN: "On the list, the reason is not said"}
	case SevereArea:
		return scheme.Text{ZH: "去过疫情严重地区", EN: "Has been to a hard-hit area"}
	case "red", "yellow", "grey", Green:
		return colourText[e.Why]
	}
	f, err := scheme.FactByWord(e.Why)
	if err != nil {
		return scheme.Text{ZH: e.Why, EN: e.Why}
	}
	return f.Is
}

var colourText = map[string]scheme.Text{
	"red": {ZH: "名单为红码", EN: "Red on the list"}, "yellow": {ZH: "名单为黄码", EN: "Yellow on the list"},
	"grey": {ZH: "名单为灰码", EN: "Grey on the list"}, Green: {ZH: "名单为绿码", EN: "Green on the list"},
}

// Recall is the ground on which the pass of a listed person is recalled; "" where
// the list gives none: a green or grey code, a term that is over, or what somebody has to
// look at first.
func (e Entry) Recall(day civil.Date) string {
	switch {
	case e.Ask || !e.Stands(day) || e.Why == "grey":
		return ""
	case e.Why == CloseContact || e.Why == SevereArea || e.Why == Symptoms:
		return e.Why
	case e.Why == "been_to_key_area" || e.Why == "from_key_area":
		return SevereArea
	}
	if f, err := scheme.FactByWord(e.Why); err == nil && f.Symptom {
		return Symptoms
	}
	return Other
}

// States adds what the entry says to what was declared, as of the day that is
// judged. A colour bears no day there: what somebody says of their own code later
// does not do away with what the region said. The other facts are those of their
// day, or of the day on which the person was listed.
func (e Entry) States(in scheme.Inputs, day civil.Date) scheme.Inputs {
	fact := e.Fact()
	switch {
	case fact == "" || !e.Stands(day):
		return in
	case e.IsColour():
		in.Facts = append(in.Facts[:len(in.Facts):len(in.Facts)], fact)
		return in
	}
	on := e.On
	if on.IsZero() {
		on = e.Listed
	}
	if on.After(day) {
		on = day
	}
	in.Dated = append(in.Dated[:len(in.Dated):len(in.Dated)], scheme.DatedFact{Fact: fact, On: on})
	return in
}

// Before reports that the entry was listed earlier than another of the same
// person and source, or on its day with something milder: the other stands.
func (e Entry) Before(o Entry) bool {
	if e.Listed != o.Listed {
		return e.Listed.Before(o.Listed)
	}
	return e.IsColour() && o.IsColour() && rankOf(e.Why) > rankOf(o.Why)
}

// Denied reports that another entry about the same person, no older, says green of whom this
// one lists. A newer colour of a code takes the place of an older one, and denies nothing.
func (e Entry) Denied(o Entry) bool {
	switch {
	case o.Why != Green || e.Why == Green || o.Listed.Before(e.Listed):
		return false
	case e.IsColour():
		return o.Listed == e.Listed
	}
	return true
}

// Same reports that two entries say the same of the same person, whenever and for
// whatever reason they were loaded.
func (e Entry) Same(o Entry) bool {
	e.Note, o.Note, e.Ask, o.Ask = "", "", false, false
	return e == o
}

// Masked is the number as a list may show it.
func (e Entry) Masked() string {
	if e.Mask != "" || e.Number == "" {
		return e.Mask
	}
	if n := iddoc.Read(e.Number, e.declared(), civil.Date{}).Number; !n.IsZero() {
		return n.Masked()
	}
	keep := min(2, len(e.Number)/4)
	return e.Number[:keep] + strings.Repeat("*", len(e.Number)-2*keep) + e.Number[len(e.Number)-keep:]
}

// MaskedName is the name as a list may show it.
func (e Entry) MaskedName() string {
	n, _, err := name.Parse(e.Name)
	if err != nil {
		return ""
	}
	return n.Masked()
}

// String shows what a log may hold.
func (e Entry) String() string { return fmt.Sprintf("%s %s %s", e.Why, e.Masked(), e.MaskedName()) }

// GoString is String.
func (e Entry) GoString() string { return "watch.Entry{" + e.String() + "}" }

// LogValue is String.
func (e Entry) LogValue() slog.Value { return slog.StringValue(e.String()) }
