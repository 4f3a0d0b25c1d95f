package unique

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ErrNotPerson is JSON that is no person of the uniqueness rules. It never holds
// the value.
var ErrNotPerson = errors.New("unique: not a person of the rules")

// fieldNames are other spellings of the fields.
var fieldNames = map[string]string{
	"scheme": "own_scheme", "state": "own_state", "nationality": "own_state", "guardian_number": "printed_number", "guardian_scheme": "printed_scheme",
	"guardian_state": "printed_state", "printed_nationality": "printed_state",
	"guardian_relation": "printed_owner", "relation": "printed_owner", "order": "birth_order", "birth_certificate": "birth_cert",
	"cert": "birth_cert", "cert_no": "birth_cert", "certificate": "birth_cert", "birth_cert_no": "birth_cert", "other_parent_scheme": "other_scheme",
	"issued_at": "issued", "issue_time": "issued", "issue_date": "issued", "pass_number": "serial", "kind": "channel",
}

// part is a document or a relative, as applications write them.
type part struct {
	Type     string `json:"type"`
	Scheme   string `json:"scheme"`
	Number   string `json:"number"`
	State    string `json:"state"`
	Relation string `json:"relation"`
	Document *part  `json:"document"`
}

// UnmarshalJSON reads one object of the rule tables. null is "not said"; a
// number may be written as a JSON number; guardian and other_parent may be the
// objects of an application. Fields that are not known are left to their owners.
func (p *Person) UnmarshalJSON(raw []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil || all == nil {
		return fmt.Errorf("%w: want one JSON object", ErrNotPerson)
	}
	for other, field := range fieldNames {
		if v, ok := all[other]; ok && all[field] == nil {
			all[field] = v
		}
	}
	for _, name := range []string{"guardian", "other_parent", "document", "own_number"} {
		if v, ok := all[name]; ok && bytes.HasPrefix(bytes.TrimSpace(v), []byte("{")) {
			if err := flatten(all, name); err != nil {
				return err
			}
		}
	}
	for _, field := range []string{"own_number", "printed_number", "other_parent", "number", "serial", "typed", "station", "birth_cert"} {
		all[field] = asText(all[field])
	}
	all["birth_order"] = asCount(all["birth_order"])
	flat, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("%w: unreadable", ErrNotPerson)
	}
	type plain Person
	var read plain
	if err := json.Unmarshal(flat, &read); err != nil {
		return fmt.Errorf("%w: %s", ErrNotPerson, fieldOf(err))
	}
	*p = Person(read)
	return nil
}

// flatten writes an application's object as the tables' fields.
func flatten(all map[string]json.RawMessage, name string) error {
	var o part
	if err := json.Unmarshal(all[name], &o); err != nil {
		return fmt.Errorf("%w: %s", ErrNotPerson, name)
	}
	doc := o
	if o.Document != nil {
		doc = *o.Document
	}
	number, scheme := "own_number", "own_scheme"
	switch name {
	case "guardian":
		number, scheme = "printed_number", "printed_scheme"
		all["printed_owner"] = quoted(o.Relation)
	case "other_parent":
		number, scheme = "other_parent", "other_scheme"
	}
	all[number], all[scheme] = quoted(doc.Number), quoted(declaredWord(firstOf(doc.Type, doc.Scheme), doc.State))
	return nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s) // a string always marshals
	return b
}

// asText lets a JSON number stand for its digits; nil stays null.
func asText(v json.RawMessage) json.RawMessage {
	v = bytes.TrimSpace(v)
	if len(v) > 0 && (v[0] == '-' || v[0] >= '0' && v[0] <= '9') {
		return quoted(string(v))
	}
	if len(v) == 0 {
		return json.RawMessage("null")
	}
	return v
}

// asCount lets "2" stand for 2.
func asCount(v json.RawMessage) json.RawMessage {
	if t := bytes.Trim(v, `" `); len(t) > 0 {
		return t
	}
	return json.RawMessage("null")
}

// fieldOf names the field of a JSON error, never its value.
func fieldOf(err error) string {
	var te *json.UnmarshalTypeError
	if errors.As(err, &te) {
		return te.Field
	}
	return "birth must be YYYY-MM-DD, or the JSON is malformed"
}
