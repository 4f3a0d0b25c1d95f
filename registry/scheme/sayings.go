package scheme

import (
	"encoding/json"
	"strings"
)

// saying is an input under the rules' own name, with its value.
type saying struct{ name, value string }

// sayings are names that say the same as an input, the other way about or with
// another value: {"own_code":false} is somebody else's code. A value that is not
// listed for its name says what stands under ""; without that true and false say
// nothing, and anything else is not understood.
var sayings = map[string]map[string]saying{
	"in_person":      {"true": {"applicant", "self"}, "false": {"applicant", "proxy"}},
	"no_pass":        {"true": {"pass", "none"}},
	"has_pass":       {"false": {"pass", "none"}, "true": {"pass", "active"}},
	"no_code":        {"true": {"colour", "none"}},
	"has_code":       {"false": {"colour", "none"}},
	"own_code":       {"false": {"borrowed_code", "true"}},
	"own_pass":       {"false": {"id_matches", "false"}, "true": {"id_matches", "true"}},
	"same_station":   {"true": {"appeal_station", "same"}, "false": {"appeal_station", "other"}},
	"at_issuer":      {"true": {"appeal_station", "same"}, "false": {"appeal_station", "other"}},
	"registered":     {"false": {"signature", "false"}},
	"in_register":    {"false": {"signature", "false"}},
	"register_entry": {"false": {"signature", "false"}},
	"verified":       {"true": {"cleared", "true"}, "false": {"id_matches", "false"}},
	"signature": {"self": signed, "holder": signed, "guardian": signed, "parent": signed, "father": signed, "mother": signed,
		"none": {"signature", "false"}, "missing": {"signature", "false"}, "refused": {"signature", "false"}},
	"code_owner": {"self": {}, "own": {}, "holder": {}, "": {"borrowed_code", "true"}},
	"expired":    {"true": {"card", "expired"}},
	"mismatch":   {"true": {"id_matches", "false"}, "false": {"id_matches", "true"}},
}

var signed = saying{"signature", "true"} // whoever signed: a guardian does for a child

// findSaying finds what a name with this value says; ok is false when the name is
// none of the sayings, or the value no answer to it.
func findSaying(name string, v json.RawMessage) (s saying, ok bool) {
	values, word := sayings[name], unquoted(v)
	if s, ok = values[word]; ok {
		return s, true
	}
	if s, ok = values[""]; ok {
		return s, true
	}
	return saying{}, values != nil && (word == "true" || word == "false")
}

// unquoted is a JSON word or answer as plain text.
func unquoted(v json.RawMessage) string { return strings.ToLower(strings.Trim(string(v), `" `)) }

// asJSON is the value of a saying.
func (s saying) asJSON() json.RawMessage {
	if s.value == "true" || s.value == "false" {
		return json.RawMessage(s.value)
	}
	return quoted(s.value)
}

// origins are names that say where a person comes from; the value completes a
// fact: {"origin":"key_area"} is from_key_area.
const origins = " origin from coming_from comes_from arrived_from arriving_from source_area "

// noOrigin are the places that no paper speaks against.
const noOrigin = " none other non_key_area not_key_area elsewhere low_risk low_risk_area local ningbo ningxia lishui "

// originFact is the fact that a place of origin states; "" when it states none,
// and known is false when nobody knows the place.
func originFact(v json.RawMessage) (code string, known bool) {
	var place string
	if json.Unmarshal(v, &place) != nil {
		return "", false
	}
	w := plainWord(place)
	if w == "" || strings.Contains(noOrigin, " "+w+" ") {
		return "", true
	}
	for _, spelling := range []string{"from_" + w, w} {
		if f, err := FactByWord(spelling); err == nil {
			return f.Code, true
		}
	}
	return "", false
}

// fromElsewhere are the names that speak of a number plate or of a household
// registration. 001: "一律不得以外地车牌、外地户籍为由拒绝"; no rule reads them,
// whatever they say.
func fromElsewhere(name string) bool {
	return strings.Contains(name, "hukou") || strings.Contains(name, "plate") || strings.Contains(name, "household_registration")
}
