package scheme

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"passdesk/registry/civil"
)

// Unit is whom one pass is for.
type Unit string

// The units. A household pass bears the document of the member who applied, the
// head; any other member is told that the household has one.
const (
	Person    Unit = ""
	Household Unit = "household"
)

// HouseholdField is the application's field that names the household. A scheme
// for households asks for it.
const HouseholdField = "household"

// Size is a paper's, in millimetres, as it lies before the reader.
type Size struct {
	Name          string // ID-1, A6, 120×80
	Width, Height float64
}

// ID1 is an identity card (ISO/IEC 7810), rounded to the tenth of a millimetre:
// the size of the pass that the eyewitness saw.
var ID1 = Size{"ID-1", 85.6, 54}

// FieldKind is what a field holds.
type FieldKind uint8

// The kinds of field. A day is YYYY-MM-DD or eight digits.
const (
	TextField FieldKind = iota
	NumberField
	DayField
	ChoiceField
)

// Field is one more line of the application: what one city writes down and
// another does not. The keys household, building, address and phone are the
// application's own fields; any other stands under "fields".
type Field struct {
	Key      string
	Label    Text
	Help     Text // what belongs into it, for F1
	Kind     FieldKind
	Choices  []Choice // of a ChoiceField
	Required bool
	Printed  bool // on the pass; on the stub and in the export every field stands
	Length   int  // characters at most; 0: 40
}

// Choice is a value of a ChoiceField.
type Choice struct {
	Word  string // stable: what scripts write and registers keep
	Label Text
}

// Most is how many characters the field takes.
func (f Field) Most() int {
	switch {
	case f.Kind == DayField:
		return 10
	case f.Length == 0:
		return 40
	}
	return f.Length
}

// Read brings a typed value to the form in which it is kept; "" is none. What
// cannot be is a *Fault.
func (f Field) Read(typed string) (string, error) {
	v := strings.Join(strings.Fields(typed), " ")
	switch {
	case v == "" && f.Required:
		return "", badInput("请填写"+f.Label.ZH, f.Label.EN+" is wanted")
	case v == "":
		return "", nil
	case utf8.RuneCountInString(v) > f.Most() || !utf8.ValidString(v):
		n := strconv.Itoa(f.Most())
		return "", badInput(f.Label.ZH+"最多 "+n+" 字", f.Label.EN+" has "+n+" characters at most")
	}
	switch f.Kind {
	case NumberField:
		return f.readNumber(v)
	case DayField:
		return f.readDay(v)
	case ChoiceField:
		return f.readChoice(v)
	}
	return v, nil
}

func (f Field) readNumber(v string) (string, error) {
	n, err := strconv.ParseUint(halfWidth(v), 10, 31)
	if err != nil {
		return "", badInput(f.Label.ZH+"只填数字", f.Label.EN+" is a whole number")
	}
	return strconv.FormatUint(n, 10), nil
}

func (f Field) readDay(v string) (string, error) {
	v = halfWidth(v)
	d, err := civil.Parse(v)
	if err != nil {
		d, err = civil.ParseCompact(v)
	}
	if err != nil || d.IsZero() {
		return "", badInput(f.Label.ZH+"写成 YYYY-MM-DD，且确有此日", f.Label.EN+" is written YYYY-MM-DD, and is a real day")
	}
	return d.String(), nil
}

// readChoice takes the word, its label, or its place on the list from 1.
func (f Field) readChoice(v string) (string, error) {
	for i, c := range f.Choices {
		if strings.EqualFold(v, c.Word) || v == c.Label.ZH || strings.EqualFold(v, c.Label.EN) || halfWidth(v) == strconv.Itoa(i+1) {
			return c.Word, nil
		}
	}
	zh, en := make([]string, len(f.Choices)), make([]string, len(f.Choices))
	for i, c := range f.Choices {
		zh[i], en[i] = c.Label.ZH, c.Word
	}
	return "", badInput(f.Label.ZH+"可选："+strings.Join(zh, "、"), f.Label.EN+" is one of "+strings.Join(en, ", "))
}

// Shown is a kept value as people read it: a choice by its label.
func (f Field) Shown(kept string) Text {
	for _, c := range f.Choices {
		if c.Word == kept {
			return c.Label
		}
	}
	return Text{kept, kept}
}

// halfWidth folds digits and dashes as an input method types them.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xff00 && r < 0xff5f {
			return r - 0xfee0
		}
		return r
	}, s)
}

// HouseholdKey is the one spelling of what names a household: neither spaces nor
// case nor the width of a character tell two apart.
func HouseholdKey(kept string) string {
	return strings.Join(strings.Fields(strings.ToUpper(halfWidth(kept))), "")
}

// Field finds one by its key.
func (s Scheme) Field(key string) (Field, bool) {
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return Field{}, false
	}
	return s.Fields[i], true
}

// Evidence is a paper that the desk must have seen, beside the document: it is
// asked at the desk, and the answer is kept with the application.
type Evidence struct {
	Key    string // the word that scripts write into "evidence"
	Label  Text   // 户口簿
	Cite   Citation
	Advice Text // what the person can do without it
}

// demanded are the rules that hold an application for the papers not seen.
func demanded(scheme string, list []Evidence) []Rule {
	rules := make([]Rule, len(list))
	for i, e := range list {
		rules[i] = Rule{ID: scheme + "/evidence-" + e.Key, When: not(seen(e.Key)), Outcome: "HOLD", Cite: e.Cite, Advice: e.Advice,
			Reason: Text{"未见" + e.Label.ZH, e.Label.EN + ": not seen"}}
	}
	return rules
}

// Seen are the papers that the desk has seen, by their keys.
type Seen []string

// UnmarshalJSON reads a list of words, one word, or {"household_book":true}. What
// says anything else has not been seen: that is the stricter reading.
func (s *Seen) UnmarshalJSON(b []byte) error {
	var list []string
	var one string
	var answers map[string]any
	switch {
	case json.Unmarshal(b, &list) == nil:
	case json.Unmarshal(b, &one) == nil && !saysNone(one):
		list = []string{one}
	case json.Unmarshal(b, &answers) == nil:
		for word, said := range answers {
			if said == true {
				list = append(list, word)
			}
		}
		slices.Sort(list)
	}
	for i, w := range list {
		list[i] = plainWord(w)
	}
	*s = list
	return nil
}

// checkEvidence refuses a word for a paper that the scheme does not ask for. One
// that asks for none leaves such words to their owners.
func (s Scheme) checkEvidence(said Seen) error {
	if len(s.Evidence) == 0 {
		return nil
	}
	for _, key := range said {
		if !slices.ContainsFunc(s.Evidence, func(e Evidence) bool { return e.Key == key }) {
			return unknownWord("材料", "evidence", key)
		}
	}
	return nil
}

// everySeen are all the papers that the scheme asks for.
func (s Scheme) everySeen() Seen {
	var all Seen
	for _, e := range s.Evidence {
		all = append(all, e.Key)
	}
	return all
}

// seen is a paper that the operator says was shown.
func seen(key string) Cond { return func(c *Case) bool { return slices.Contains(c.Evidence, key) } }
