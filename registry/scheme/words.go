package scheme

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"passdesk/registry/civil"
)

// isInput reports a JSON name of Inputs.
func isInput(name string) bool { return slices.Contains(inputFields, name) }

// The JSON names of the inputs, taken from the tags so that the two cannot differ.
var (
	inputFields     = jsonNames[Inputs]()
	isolationFields = jsonNames[Isolation]()
	employerFields  = jsonNames[Employer]()
)

func jsonNames[T any]() []string {
	var names []string
	for f := range reflect.TypeFor[T]().Fields() {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "" {
			names = append(names, tag)
		}
	}
	return names
}

// UnmarshalJSON reads true, false, null, or the words yes and no.
func (a *Answer) UnmarshalJSON(b []byte) error {
	switch strings.Trim(strings.ToLower(string(b)), `"`) {
	case "true", "yes", "1":
		*a = Yes
	case "false", "no", "0":
		*a = No
	case "null", "":
		*a = Unsaid
	default:
		return badInput("是否题只写 true 或 false", "an answer is true or false")
	}
	return nil
}

// MarshalJSON writes true, false or null.
func (a Answer) MarshalJSON() ([]byte, error) {
	return []byte([]string{"null", "true", "false"}[min(a, No)]), nil
}

// AnswerOf is Yes for true and No for false.
func AnswerOf(b bool) Answer {
	if b {
		return Yes
	}
	return No
}

// UnmarshalJSON reads a word; null and false are "none".
func (w *Word) UnmarshalJSON(b []byte) error {
	if s := string(b); s == "null" || s == "false" {
		*w = "none"
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return badInput("有一项应写一个词", "a word is wanted")
	}
	if *w = Word(plainWord(s)); saysNone(s) {
		*w = "none"
	}
	return nil
}

// UnmarshalJSON reads a text; true is "yes", and null and false are no appeal.
func (p *Plea) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "true":
		*p = "yes"
		return nil
	case "false", "null":
		*p = ""
		return nil
	}
	return json.Unmarshal(b, (*string)(p))
}

// UnmarshalJSON reads a type word; null is "none". A whole number in its place
// counts as a citizen number: only its kind matters here.
func (d *Document) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return badInput("证件种类应写一个词", "a document type is a word")
	}
	switch {
	case s == nil || saysNone(*s):
		*d = NoDocument()
	case len(*s) >= 15 && strings.Trim(*s, "0123456789xX") == "":
		*d = Shown("RIC18")
	default:
		*d = Shown(*s)
	}
	return nil
}

// MarshalJSON writes the type word, or null for none.
func (d Document) MarshalJSON() ([]byte, error) {
	if d.Type() == "" {
		return []byte("null"), nil
	}
	return json.Marshal(d.word)
}

// UnmarshalJSON reads ["2020-02-20","neg"].
func (t *Test) UnmarshalJSON(b []byte) error {
	var pair []*string
	if err := json.Unmarshal(b, &pair); err != nil {
		pair = testOfObject(b)
	}
	if len(pair) != 2 || pair[0] == nil {
		return badInput("检测写成 [\"日期\",\"结果\"]", "a test is [day, result]")
	}
	day, err := civil.Parse(*pair[0])
	if err != nil || day.IsZero() {
		return badInput("检测的日期写成 YYYY-MM-DD，且确有此日", "the day of a test is written YYYY-MM-DD, and is a real day")
	}
	t.Day, t.Result = day, Pending
	if pair[1] == nil {
		return nil
	}
	t.Result, err = resultByWord(*pair[1])
	return err
}

// testOfObject reads {"date":"2020-02-20","result":"neg"}; nil when it is no such.
func testOfObject(b []byte) []*string {
	var o struct{ Date, Day, Result *string }
	if json.Unmarshal(b, &o) != nil {
		return nil
	}
	return []*string{cmp.Or(o.Date, o.Day), o.Result}
}

// MarshalJSON writes ["2020-02-20","neg"].
func (t Test) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]string{t.Day.String(), string(t.Result)})
}

// UnmarshalJSON reads a result word.
func (r *Result) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return badInput("检测结果写 neg、pos 或 unknown", "a test result is neg, pos or unknown")
	}
	if s == nil {
		*r = ""
		return nil
	}
	v, err := resultByWord(*s)
	*r = v
	return err
}

func resultByWord(w string) (Result, error) {
	switch plainWord(w) {
	case "neg", "negative", "阴", "阴性":
		return Negative, nil
	case "pos", "positive", "阳", "阳性":
		return Positive, nil
	case "unknown", "pending", "waiting", "not_yet", "none", "", "未出", "待出":
		return Pending, nil
	}
	return "", unknownWord("检测结果", "test result", w)
}

var isolationNames = map[string]string{"days": "days_done", "done": "days_done", "released": "release_paper",
	"release": "release_paper", "certificate": "release_paper", "rechecked": "symptoms_rechecked", "since": "start", "where": "place", "type": "place", "kind": "place", "cause": "ground"}

// UnmarshalJSON reads an isolation; a name that is not known is an error.
func (i *Isolation) UnmarshalJSON(b []byte) error {
	type plain Isolation
	return strictObject(b, isolationFields, isolationNames, (*plain)(i))
}

// UnmarshalJSON reads an employer's test; a name that is not known is an error.
func (e *Employer) UnmarshalJSON(b []byte) error {
	type plain Employer
	return strictObject(b, employerFields, map[string]string{"file": "ref", "reference": "ref", "result": "naat"}, (*plain)(e))
}
