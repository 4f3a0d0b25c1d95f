package tui

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// stated is an input as somebody stated it: the name that a scheme's entry bears
// ("isolation.start"), and its value as JSON gives it.
type stated struct {
	name  string
	value any
}

// statedOf takes declared facts apart, those of an object one by one, in the order
// of their names.
func statedOf(declared map[string]json.RawMessage) []stated {
	var all []stated
	for _, key := range slices.Sorted(maps.Keys(declared)) {
		var value any
		if json.Unmarshal(declared[key], &value) != nil || value == nil {
			continue
		}
		inner, object := value.(map[string]any)
		if !object {
			all = append(all, stated{key, value})
			continue
		}
		for _, part := range slices.Sorted(maps.Keys(inner)) {
			all = append(all, stated{key + "." + part, inner[part]})
		}
	}
	return all
}

// declaredText puts declared facts into words, a line each: as the scheme names
// them, else by the name and value as they were stated.
func declaredText(d *desk, s scheme.Scheme, declared map[string]json.RawMessage) []string {
	var all []string
	for _, f := range statedOf(declared) {
		entry, known := entryOf(s, f.name)
		label := f.name
		if known {
			label = d.say(plain(entry.Label))
		}
		list, many := f.value.([]any)
		switch {
		case f.name == "facts":
			for _, one := range list {
				all = append(all, factText(d, strings.Fields(flat(one))))
			}
		case f.name == "evidence":
			for _, one := range list {
				all = append(all, d.say(tSeen)+" "+evidenceText(d, s, flat(one)))
			}
		case many:
			for _, one := range list {
				all = append(all, label+" "+valueText(d, entry, one))
			}
		case f.value == true && known:
			all = append(all, label)
		default:
			all = append(all, label+" "+valueText(d, entry, f.value))
		}
	}
	return all
}

func entryOf(s scheme.Scheme, name string) (scheme.Entry, bool) {
	i := slices.IndexFunc(s.Entries, func(e scheme.Entry) bool { return e.Name == name })
	if i < 0 {
		return scheme.Entry{}, false
	}
	return s.Entries[i], true
}

func evidenceText(d *desk, s scheme.Scheme, key string) string {
	for _, e := range s.Evidence {
		if e.Key == key {
			return d.say(plain(e.Label))
		}
	}
	return key
}

// valueText is a value as people read it: a choice by its label, a test by its
// result.
func valueText(d *desk, e scheme.Entry, value any) string {
	text := flat(value)
	for _, c := range e.Choices {
		if c.Word == text {
			return d.say(plain(c.Label))
		}
	}
	words := strings.Fields(text)
	switch {
	case value == true:
		return d.say(tIsSo)
	case value == false:
		return d.say(tIsNot)
	case e.Kind == scheme.TestsEntry && len(words) == 2:
		return words[0] + " " + d.say(resultText(words[1]))
	}
	return narrow(text)
}

// factText is a fact word as people say it, with the day on which it was so.
func factText(d *desk, words []string) string {
	if len(words) == 0 {
		return ""
	}
	text := widget.T{ZH: words[0], EN: words[0]}
	if f, err := scheme.FactByWord(words[0]); err == nil {
		text = plain(f.Is)
	}
	return strings.Join(append([]string{d.say(text)}, words[1:]...), "  ")
}

// flat is a value of JSON in one line, without its signs.
func flat(value any) string {
	var parts []string
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			parts = append(parts, flat(one))
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key+" "+flat(v[key]))
		}
	case nil:
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(parts, " ")
}

// askAnew makes an applicant of an earlier case one of today: what was stated then
// goes into the desk's answers, where F2 shows and changes it. What is true of one
// moment only (a temperature, a paper that was seen, a count of days) is asked
// again, and no officer's word of then stands; a list of days stays until another
// is typed.
func (a *draft) askAnew(s scheme.Scheme) { a.restate(s, true) }

// asStated is askAnew with everything as it was stated: an officer corrects it.
func (a *draft) asStated(s scheme.Scheme) { a.restate(s, false) }

func (a *draft) restate(s scheme.Scheme, anew bool) {
	a.base.Choice, a.base.Override, a.base.Anew = nil, "", 0
	rest := map[string]json.RawMessage{}
	for _, f := range statedOf(a.base.Facts) {
		entry, known := entryOf(s, f.name)
		list, many := f.value.([]any)
		switch {
		case f.name == "today", anew && ofTheMoment(f.name):
		case f.name == fTemp:
			a.facts.temp, _ = f.value.(float64)
		case f.name == "evidence":
			for _, one := range list {
				toggle(&a.facts.seen, flat(one))
			}
		case f.name == "facts":
			for _, one := range list {
				a.facts.sayFact(strings.Fields(flat(one)))
			}
		case known && !many:
			a.facts.say(f.name, saidOf(entry, f.value))
		default:
			object, _, _ := strings.Cut(f.name, ".")
			rest[object] = a.base.Facts[object]
		}
	}
	a.base.Facts = rest
}

// ofTheMoment reports an input that is true of one moment only.
func ofTheMoment(name string) bool {
	return name == fTemp || name == "evidence" || strings.HasSuffix(name, ".days_done")
}

// saidOf is a value as F2 keeps it.
func saidOf(e scheme.Entry, value any) said {
	raw, err := json.Marshal(value)
	if err != nil {
		return said{}
	}
	text := flat(value)
	switch {
	case value == true:
		text = saidYes
	case value == false:
		text = saidNo
	case e.Kind == scheme.DayEntry:
		text = strings.ReplaceAll(text, "-", "")
	}
	return said{text, raw}
}
