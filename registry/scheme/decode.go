package scheme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry/civil"
)

// ParseInputs reads the inputs column of the rule tables: one JSON object.
// Besides the tables' names it takes whole applications of the scripting
// contract (document, own_number, guardian, proxy …). A word that is not known
// is an error where it would change what is true of a person, see Evaluate.
func ParseInputs(raw []byte) (Inputs, error) {
	var in Inputs
	err := json.Unmarshal(raw, &in)
	return in, err
}

// inputNames are other spellings of the inputs.
var inputNames = map[string]string{
	"color": "colour", "code": "colour", "code_color": "code_colour", "health_ok": "health_dept_ok", "temperature": "temp",
	"naats": "naat", "tests": "naat", "exclusions": "excl", "excluded": "excl", "parent_doc": "parent_id",
	"active_pass": "existing_active_pass", "signed": "signature", "filled": "reported", "filled_in": "reported", "form_filled": "reported",
	"re_reported": "reported", "refilled": "reported", "submitted": "reported", "resubmitted": "reported", "checked_in": "reported",
	"checkin_today": "reported", "issued": "card_issued", "card_issue_date": "card_issued", "reported_truthfully": "reported", "report": "reported", "info_filled": "reported",
	"card_age_days": "card_days", "card_issued_days_ago": "card_days", "days_since_issue": "card_days", "card_days_ago": "card_days",
	"institution_gap": "institution_reports_gap", "borrowed": "borrowed_code", "others_code": "borrowed_code",
	"other_person_code": "borrowed_code", "other_persons_code": "borrowed_code", "someone_elses_code": "borrowed_code", "family_code": "borrowed_code",
	"family_members_code": "borrowed_code", "code_of_other": "borrowed_code", "factory": "returning_to_factory",
	"commuter": "special_commuter", "truck": "truck_driver", "appeal_at": "appeal_station",
	"gender": "sex", "foreign": "foreigner", "pass_status": "pass", "id_check": "id_checked",
	"checkin": "reported", "truthful_report": "reported", "info_reported": "reported", "info_submitted": "reported", "form_submitted": "reported",
	"information_filled": "reported", "filled_truthfully": "reported", "truthful_fill": "reported", "truthfully_filled": "reported",
	"info_complete": "reported", "self_report": "reported", "info_refilled": "reported", "updated": "reported", "rechecked_in": "reported",
	"id_match": "id_matches", "id_matches_pass": "id_matches", "name_match": "id_matches", "name_matches": "id_matches", "holder_match": "id_matches",
	"holder_matches": "id_matches", "number_match": "id_matches", "number_matches": "id_matches", "same_person": "id_matches", "info_match": "id_matches",
	"info_matches": "id_matches", "info_verified": "id_matches", "info_correct": "id_matches", "info_ok": "id_matches", "id_verified": "id_matches",
	"identity_checked": "id_matches", "identity_verified": "id_matches", "person_matches": "id_matches",
	"lost": "pass_lost", "lost_pass": "pass_lost", "damaged": "pass_lost", "damaged_pass": "pass_lost", "previous_pass": "existing_pass", "earlier_pass": "existing_pass",
	"duplicate": "existing_active_pass", "existing_pass_status": "existing_pass", "issued_at": "issuing_station", "issuer": "issuing_station", "issued_by": "issuing_station",
	"issue_station": "issuing_station", "lodged_at": "appeal_station", "appeal_place": "appeal_station", "appealed_at": "appeal_station",
	"guardian_signature": "signature", "guardian_signed": "signature", "signed_by": "signature", "code_of": "code_owner", "whose_code": "code_owner",
	"impersonation": "borrowed_code", "code_of_family": "borrowed_code", "family_member_code": "borrowed_code", "borrowed_family_code": "borrowed_code",
	"others_pass": "borrowed_code", "borrowed_pass": "borrowed_code", "card_issued_days": "card_days", "issued_days_ago": "card_days", "card_age": "card_days",
}

// beside are names that scripts carry beside the inputs: they say who and
// where, and no rule of these papers turns on them. A code has no term (003,
// "不存在有效期的概念"): its age is among them. So is
// what a point would ask for on its own: 任何单位或个人不得另设门槛 (announcement No. 10).
const beside = " ref name other_parent sex birth_order unnamed phone address building household override choice line note id proxy_name " +
	"residence purpose fields issue_date printed bedridden homebound disabled code_age_days code_days code_age location_off renewal " +
	"extra_condition extra_conditions extra_requirement extra_requirements "

// UnmarshalJSON reads one JSON object; see ParseInputs.
func (in *Inputs) UnmarshalJSON(raw []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil || all == nil {
		return fmt.Errorf("%w: want one JSON object", ErrBadInput)
	}
	own, facts, unknown, err := sortInputs(all)
	if err != nil {
		return err
	}
	dated, err := takeDated(own, "facts")
	if err != nil {
		return err
	}
	excluded, err := takeDated(own, "excl")
	if err != nil {
		return err
	}
	flat, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("%w: unreadable field", ErrBadInput)
	}
	type plain Inputs
	var p plain
	if err := json.Unmarshal(flat, &p); err != nil {
		return fieldError(err)
	}
	*in = Inputs(p)
	in.Facts = append(in.Facts, facts...)
	in.Dated = slices.Concat(in.Dated, dated, excluded)
	in.unknown = unknown
	return in.check()
}

// sortInputs puts each name where it belongs: inputs under their own name,
// facts that are written as {"fever":true}, and names that nothing knows.
func sortInputs(all map[string]json.RawMessage) (own map[string]json.RawMessage, facts, unknown []string, err error) {
	own = make(map[string]json.RawMessage, len(all))
	for _, key := range sortedKeys(all) {
		name, value := plainWord(key), all[key]
		if other, ok := inputNames[name]; ok {
			name = other
		}
		switch f, factErr := FactByWord(name); {
		case slices.Contains(applicationObjects, name):
			err = errors.Join(err, takeObject(own, name, value))
		case isInput(name):
			if own[name] = value; otherWord(name, value) {
				own[name] = sayings[name][unquoted(value)].asJSON()
			}
		case strings.Contains(beside, " "+name+" ") || fromElsewhere(name) || saysNothing(value):
		case factErr == nil && string(value) == "true":
			facts = append(facts, f.Code)
		case factErr == nil && string(value) == "false":
		case !sayOtherwise(own, &facts, name, value):
			unknown = append(unknown, key)
		}
	}
	return own, facts, unknown, err
}

// otherWord reports an input's own name with a word that its values do not have.
func otherWord(name string, v json.RawMessage) bool {
	_, ok := sayings[name][unquoted(v)]
	return ok
}

// sayOtherwise puts a name that is no input, but says one, where it belongs. It
// reports false for a name that nothing knows.
func sayOtherwise(own map[string]json.RawMessage, facts *[]string, name string, v json.RawMessage) bool {
	if strings.Contains(origins, " "+name+" ") {
		code, known := originFact(v)
		if code != "" {
			*facts = append(*facts, code)
		}
		return known
	}
	s, known := findSaying(name, v)
	if s.name != "" && own[s.name] == nil {
		own[s.name] = s.asJSON()
	}
	return known
}

func sortedKeys(m map[string]json.RawMessage) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// saysNothing reports JSON that states no fact: null, "", [], {}. False states
// one: {"id_matches":false} under a misspelt name must not read as silence.
func saysNothing(v json.RawMessage) bool {
	s := string(bytes.TrimSpace(v))
	return s == "null" || s == `""` || s == "[]" || s == "{}"
}

// strictObject reads an object whose every name must be known: a misspelt
// "symptoms" must not read as "no symptoms".
func strictObject(raw []byte, names []string, other map[string]string, into any) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return fmt.Errorf("%w: want an object", ErrBadInput)
	}
	own := make(map[string]json.RawMessage, len(all))
	for _, key := range sortedKeys(all) {
		name := plainWord(key)
		if o, ok := other[name]; ok {
			name = o
		}
		switch {
		case slices.Contains(names, name):
			own[name] = all[key]
		case !saysNothing(all[key]):
			return fmt.Errorf("%w: %q", ErrUnknownWord, key)
		}
	}
	flat, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("%w: unreadable object", ErrBadInput)
	}
	if err := json.Unmarshal(flat, into); err != nil {
		return fieldError(err)
	}
	return nil
}

// applicationObjects are the parts of an application that are objects there and
// single words in the rule tables.
var applicationObjects = []string{"document", "own_number", "guardian", "proxy"}

// applicationPart is any of them.
type applicationPart struct {
	Type     string           `json:"type"`
	State    string           `json:"state"`
	Relation string           `json:"relation"`
	Reason   string           `json:"reason"`
	Document *applicationPart `json:"document"`
}

// takeObject writes an application's part as the inputs that it says.
func takeObject(own map[string]json.RawMessage, name string, v json.RawMessage) error {
	if name == "guardian" && !bytes.HasPrefix(bytes.TrimSpace(v), []byte("{")) {
		own[name] = v
		return nil
	}
	if name == "proxy" && !bytes.HasPrefix(bytes.TrimSpace(v), []byte("{")) {
		if !saysNothing(v) && string(v) != "false" {
			own["applicant"] = json.RawMessage(`"proxy"`)
		}
		return nil
	}
	var part *applicationPart
	if err := json.Unmarshal(v, &part); err != nil {
		return fmt.Errorf("%w: %s", ErrBadInput, name)
	}
	switch {
	case part == nil && name == "document":
		own["doc"] = json.RawMessage("null")
	case part == nil:
	case name == "document":
		own["doc"] = quoted(part.word())
	case name == "own_number":
		own["hukou_number"] = quoted(part.word())
	case name == "proxy":
		own["applicant"], own["proxy_reason"] = quoted("proxy"), quoted(part.Reason)
	default:
		takeGuardian(own, part)
	}
	return nil
}

func takeGuardian(own map[string]json.RawMessage, g *applicationPart) {
	own["parent_relation"] = quoted(g.Relation)
	if g.Document != nil {
		own["parent_id"] = quoted(g.Document.word())
	}
	if _, shown := own["doc"]; !shown {
		own["doc"] = json.RawMessage("null") // a child without one: the contract leaves document out
	}
}

// word is the type word of a document; a number with no type is read as the
// citizen number until the reader of documents says otherwise.
func (p *applicationPart) word() string {
	switch {
	case p.State != "" && (p.Type == "" || strings.HasPrefix(p.Type, "PASSPORT")):
		return "PASSPORT:" + p.State
	case p.Type == "":
		return "RIC18"
	}
	return p.Type
}

func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s) // a string always marshals
	return b
}

// fieldError names the field of a JSON error without its value: values are
// people's data.
func fieldError(err error) error {
	var te *json.UnmarshalTypeError
	switch {
	case errors.Is(err, ErrBadInput), errors.Is(err, ErrUnknownWord):
		return err
	case errors.As(err, &te):
		return fmt.Errorf("%w: %s is not written as expected", ErrBadInput, te.Field)
	case errors.Is(err, civil.ErrNoDay):
		return fmt.Errorf("%w: no such day, want YYYY-MM-DD", ErrBadInput)
	}
	return fmt.Errorf("%w: malformed JSON", ErrBadInput)
}
