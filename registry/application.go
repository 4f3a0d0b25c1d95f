package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Application is what an applicant hands in, in the words of the scripting
// contract. It is raw: nothing in it has been checked. The station parses it at
// the door; what is sealed in the register is an Application whose numbers and
// names are in their stored form.
type Application struct {
	Ref        string    `json:"ref,omitempty"`
	Name       string    `json:"name"`
	Document   *Document `json:"document,omitempty"`
	OwnNumber  *Document `json:"own_number,omitempty"` // a child's number in the household book: a key, not printed
	Guardian   *Guardian `json:"guardian,omitempty"`
	Other      *Guardian `json:"other_parent,omitempty"`
	Birth      string    `json:"birth,omitempty"` // YYYY-MM-DD
	Sex        string    `json:"sex,omitempty"`   // M or F
	BirthOrder int       `json:"birth_order,omitempty"`
	Unnamed    bool      `json:"unnamed,omitempty"`
	Phone      string    `json:"phone,omitempty"`
	Address    string    `json:"address,omitempty"`
	Building   string    `json:"building,omitempty"`
	Household  string    `json:"household,omitempty"`
	Proxy      *Proxy    `json:"proxy,omitempty"`
	Former     string    `json:"former,omitempty"` // the number that the new one takes the place of, where upstream ended it
	// Fields are the fields that only the scheme knows, by their keys.
	Fields   map[string]string `json:"fields,omitempty"`
	Declared bool              `json:"declared"`

	// Override names the warning that an officer has seen and overrides, with
	// both papers in hand: name_mismatch (U07), name_variant ("two children"),
	// unknown_region, and with a reason refused_today or refused_before. Anything else
	// is refused.
	Override string `json:"override,omitempty"`

	// OverrideReason is why, in the officer's own words, also where Choice says
	// "two people" of what a BLOCK stops. It is sealed.
	OverrideReason string `json:"override_reason,omitempty"`

	// Choice answers a verdict that left open whether the applicant and the person
	// of another record are one (Verdict.Choice), both records seen.
	Choice *Choice `json:"choice,omitempty"`

	// Anew is the parked case that the application takes the place of: the person
	// applies again before anybody settled it. Where whoever hands it in may settle
	// cases, that one is closed with it.
	Anew int64 `json:"anew,omitempty"`

	// Facts are the scheme's inputs under the names of eligibility.tsv (facts,
	// naat, isolation, temp, smartphone …), still as JSON.
	Facts map[string]json.RawMessage `json:"-"`
}

// Document is a number as shown or typed. Type is a word of documents.md or
// empty for "see for yourself"; State is the issuing state of a foreign
// passport, ISO 3166-1 alpha-3.
type Document struct {
	Type     string `json:"type,omitempty"`
	Number   string `json:"number"`
	State    string `json:"state,omitempty"`
	Evidence string `json:"evidence,omitempty"` // hukou, card, temporary
}

// Declared is the word that the reader of documents takes: "PASSPORT:USA",
// "RIC18", or "auto".
func (d Document) Declared() string {
	switch {
	case d.State != "" && (d.Type == "" || d.Type == "PASSPORT_FOREIGN" || d.Type == "PASSPORT"):
		return "PASSPORT:" + d.State
	case d.Type == "":
		return "auto"
	}
	return d.Type
}

// Guardian is one parent (父母一方), or another guardian whom an officer must
// settle. Its number is printed on the pass of a child without a card.
type Guardian struct {
	Relation string    `json:"relation,omitempty"` // father, mother, grandmother …
	Name     string    `json:"name,omitempty"`
	Document *Document `json:"document,omitempty"`
}

// Proxy collects for somebody who cannot come.
type Proxy struct {
	Name     string `json:"name"`
	Relation string `json:"relation,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// Choice is what the operator said to a question of "one person, one number".
type Choice struct {
	Warning string `json:"warning"`          // the question: near_number, twins_similar_name, near_birth …
	Same    bool   `json:"same"`             // one person: nothing is issued, the pass there is stands; false: two people
	Number  string `json:"number,omitempty"` // of the pass that was compared; "" the one that the verdict named first
}

// ErrNotApplication is a line that cannot be an application.
var ErrNotApplication = errors.New("registry: not an application")

// plainApplication has Application's fields without its methods.
type plainApplication Application

// applicationFields are the contract's own names; any other name is a fact.
var applicationFields = []string{"ref", "name", "document", "own_number", "guardian", "other_parent", "birth", "sex",
	"birth_order", "unnamed", "phone", "address", "building", "household", "proxy", "former", "fields", "declared", "override", "override_reason", "choice", "anew"}

// own is one of the application's own fields that a scheme may ask for, or nil.
func (a *Application) own(key string) *string {
	switch key {
	case "household":
		return &a.Household
	case "building":
		return &a.Building
	case "address":
		return &a.Address
	case "phone":
		return &a.Phone
	}
	return nil
}

// Field is the value of a scheme's field: one of the application's own, or one of
// Fields.
func (a *Application) Field(key string) string {
	if own := a.own(key); own != nil && *own != "" {
		return *own
	}
	return a.Fields[key]
}

// SetField sets it; "" is none. Fields that somebody else holds stay as they are.
func (a *Application) SetField(key, value string) {
	a.Fields = maps.Clone(a.Fields)
	own := a.own(key)
	switch {
	case own != nil:
		*own = value
		delete(a.Fields, key)
	case value == "":
		delete(a.Fields, key)
	case a.Fields == nil:
		a.Fields = map[string]string{key: value}
	default:
		a.Fields[key] = value
	}
}

// UnmarshalJSON reads a line. What is not one of the contract's own fields is
// kept as a fact for the scheme, which refuses words that it does not know: a
// mistyped "fact" must never read as "no facts".
func (a *Application) UnmarshalJSON(b []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil || all == nil {
		return fmt.Errorf("%w: want one JSON object", ErrNotApplication)
	}
	if name, twice := NamedTwice(b); twice {
		return fmt.Errorf("%w: %s is given twice", ErrNotApplication, fieldNamed(name))
	}
	own := make(map[string]json.RawMessage, len(all))
	facts := make(map[string]json.RawMessage)
	for k, v := range all {
		switch i := slices.IndexFunc(applicationFields, func(f string) bool { return strings.EqualFold(f, k) }); {
		case i < 0:
			facts[k] = v
		case applicationFields[i] != k: // it would be one field to some readers, and another to others
			return fmt.Errorf("%w: field %q is written in small letters", ErrNotApplication, applicationFields[i])
		default:
			own[k] = v
		}
	}
	flat, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrNotApplication, "unreadable field")
	}
	var p plainApplication
	if err := json.Unmarshal(flat, &p); err != nil {
		return fmt.Errorf("%w: %s", ErrNotApplication, fieldOf(err))
	}
	*a = Application(p)
	if len(facts) > 0 {
		a.Facts = facts
	}
	return nil
}

// ReadStored reads an application that MarshalJSON wrote. It asks none of the
// questions that are asked of a stranger's line, and so takes a quarter of the time,
// unless it holds facts: a check opens the record of everybody who might be the same
// person.
func ReadStored(b []byte) (a Application, err error) {
	var p plainApplication
	exact := json.NewDecoder(bytes.NewReader(b))
	exact.DisallowUnknownFields()
	if exact.Decode(&p) == nil {
		return Application(p), nil
	}
	return a, json.Unmarshal(b, &a)
}

// fieldNamed names a field in a refusal if the name can be one of the contract's;
// what a script put there by mistake may be a person's number.
func fieldNamed(name string) string {
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return "a field"
	}
	return fmt.Sprintf("field %q", name)
}

// MarshalJSON writes the facts beside the fields, as they were read.
func (a Application) MarshalJSON() ([]byte, error) {
	flat, err := json.Marshal(plainApplication(a))
	if err != nil || len(a.Facts) == 0 {
		return flat, err
	}
	facts, err := json.Marshal(a.Facts)
	if err != nil {
		return nil, err
	}
	return append(append(flat[:len(flat)-1], ','), facts[1:]...), nil
}

// NamedTwice finds a name that stands twice in one object of a JSON text, at any
// depth. JSON's readers take the last one in silence: "facts" twice would lose
// the fever that stands in the first.
func NamedTwice(b []byte) (name string, twice bool) {
	dec := json.NewDecoder(bytes.NewReader(b))
	type object struct {
		names map[string]bool // nil in an array
		value bool            // a value is next, not a name
	}
	var open []object
	for {
		t, err := dec.Token()
		if err != nil {
			return "", false
		}
		top := len(open) - 1
		if key, ok := t.(string); ok && top >= 0 && open[top].names != nil && !open[top].value {
			folded := strings.ToLower(key) // JSON's readers take "Facts" for "facts"
			if open[top].names[folded] {
				return key, true
			}
			open[top].names[folded], open[top].value = true, true
			continue
		}
		switch t {
		case json.Delim('{'):
			open = append(open, object{names: map[string]bool{}})
			continue
		case json.Delim('['):
			open = append(open, object{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:top]
			top--
		}
		if top >= 0 {
			open[top].value = false
		}
	}
}

// fieldOf names the field of a JSON type error without its value: values are
// people's data.
func fieldOf(err error) string {
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		return fmt.Sprintf("field %q is not written as expected", te.Field)
	}
	return "malformed JSON"
}

// leastPhone is how many digits a subscriber's number has at least.
const leastPhone = 7

// ShortPhone reports a telephone number that is given and rings nobody: it has fewer
// digits than any subscriber's.
func ShortPhone(phone string) bool {
	digits := 0
	for _, r := range phone {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return strings.TrimSpace(phone) != "" && digits < leastPhone
}
