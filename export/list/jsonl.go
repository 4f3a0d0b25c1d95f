package list

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readJSON reads one object a line. Values are texts or numbers; a field that
// nobody asked for is a fault of its line: a name that was mistyped must not read
// as a value that is missing.
func readJSON(text string, columns []Column) List {
	keys := map[string]bool{}
	for _, c := range columns {
		keys[c.Key] = true
	}
	var l List
	for no, line := range numbered(text) {
		if line = strings.TrimSpace(line); line != "" {
			r := Row{Line: no, Values: map[string]string{}}
			r.Fault = r.readObject(json.NewDecoder(strings.NewReader(line)), keys)
			l.Rows = append(l.Rows, r)
		}
	}
	return l
}

var noObject = Text{"这一行不是一个 JSON 对象", "this line is not one JSON object"}

// readObject takes the fields one by one, so that a name that stands twice is
// seen: a reader of whole objects keeps the last in silence.
func (r *Row) readObject(d *json.Decoder, keys map[string]bool) Text {
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return noObject
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return noObject
		}
		var v any
		if d.Decode(&v) != nil {
			return noObject
		}
		if fault := r.take(name, v, keys, seen[name]); fault != (Text{}) {
			return fault
		}
		seen[name] = true
	}
	if _, err := d.Token(); err != nil { // the closing brace
		return noObject
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return noObject
	}
	return Text{}
}

// take keeps a field's value, or says why it cannot.
func (r *Row) take(name string, v any, keys map[string]bool, again bool) Text {
	switch {
	case !keys[name]:
		return Text{fmt.Sprintf("没有字段 %q", name), fmt.Sprintf("there is no field %q", name)}
	case again:
		return Text{fmt.Sprintf("字段 %q 写了两次", name), fmt.Sprintf("field %q is given twice", name)}
	}
	value := ""
	switch v := v.(type) {
	case nil:
		return Text{}
	case string:
		value = strings.TrimSpace(v)
	case json.Number:
		value = v.String()
	default:
		return Text{fmt.Sprintf("字段 %q 应为文字", name), fmt.Sprintf("field %q must be a text", name)}
	}
	if lost(value) {
		return lostText
	}
	if value != "" {
		r.Values[name] = value
	}
	return Text{}
}
