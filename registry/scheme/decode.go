package scheme

import (
	"bytes"
	"encoding/json"
	"errors"
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
	if len(raw) == 0 {
		return in, badInput("没有写 inputs", "inputs is missing")
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return in, fieldError(err)
	}
	return in, nil
}

// beside are names that scripts carry beside the inputs: they say who and
// where, and no rule of these papers turns on them. A code has no term (003,
// "不存在有效期的概念"): its age is among them. So is what a point would
// ask for on its own: 任何单位或个人不得另设门槛 (announcement No. 10).
const beside = " ref name other_parent sex birth_order unnamed phone address building household override choice line note id proxy_name " +
	"residence purpose fields migrant_worker migrant_workers migrant occupation job lives_alone living_alone elderly issue_date printed bedridden homebound disabled " +
	"code_age_days code_days code_age location_off renewal " +
	"extra_condition extra_conditions extra_requirement extra_requirements "

// UnmarshalJSON reads one JSON object; see ParseInputs.
func (in *Inputs) UnmarshalJSON(raw []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil || all == nil {
		return badInput("应是一个 JSON 对象", "one JSON object is wanted")
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
		return badInput("有一项无法读取", "a field cannot be read")
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
	for _, code := range facts {
		if factByWord[code].Symptom && !slices.Contains(in.Now, code) {
			in.Now = append(in.Now, code)
		}
	}
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
			err = errors.Join(err, takeInput(own, name, value))
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

// takeInput files an input under its own name. Two spellings of one input that
// say two things are an error: neither temperature may hide the other.
func takeInput(own map[string]json.RawMessage, name string, v json.RawMessage) error {
	if s, other := sayings[name][unquoted(v)]; other {
		v = s.asJSON() // a word that the input's own values do not have
	}
	if had, twice := own[name]; twice && !bytes.Equal(bytes.TrimSpace(had), bytes.TrimSpace(v)) {
		return badInput(name+" 说了两次，说法不同", name+" is said twice, in two ways")
	}
	own[name] = v
	return nil
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
		return badInput("隔离、单位检测等项应是 JSON 对象", "an isolation or an employer's test is a JSON object")
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
			return unknownWord("项目", "input", key)
		}
	}
	flat, err := json.Marshal(own)
	if err != nil {
		return badInput("有一项无法读取", "a field cannot be read")
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
		return badField(name)
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
		return badField(te.Field)
	case errors.Is(err, civil.ErrNoDay):
		return badInput("日期写成 YYYY-MM-DD，且确有此日", "a day is written YYYY-MM-DD, and is a real day")
	}
	return badInput("不是正确的 JSON", "malformed JSON")
}
