package tui

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// test is one nucleic acid test as the rules read it.
type test struct {
	day    civil.Date
	result string // neg, pos, unknown
}

func readTemp(v string) (float64, bool) {
	if v == "" {
		return 0, true
	}
	if !isTemp(v) && !(len(v) == 2 && inRange(v)) {
		return 0, false
	}
	t, err := strconv.ParseFloat(v, 64)
	return t, err == nil
}

func tempNote(v string) widget.Note {
	if _, ok := readTemp(v); !ok {
		return widget.Note{Role: widget.RoleBad, Text: tTempBad, Blocks: true}
	}
	return widget.Note{}
}

// readDay reads 0201, 20200201 and 2020-02-01; four digits are the latest such
// day that is not in the future.
func readDay(v string, today civil.Date) (civil.Date, bool) {
	s := strings.ReplaceAll(v, "-", "")
	switch {
	case s == "":
		return civil.Date{}, true
	case len(s) == 4 && allDigits(s):
		d, err := civil.ParseCompact(fmt.Sprintf("%04d%s", today.Year(), s))
		if err != nil || d.After(today) {
			d, err = civil.ParseCompact(fmt.Sprintf("%04d%s", today.Year()-1, s))
		}
		return d, err == nil
	}
	d, err := civil.ParseCompact(s)
	return d, err == nil && !d.After(today)
}

func dayNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		d, ok := readDay(v, today)
		if !ok {
			return widget.Note{Role: widget.RoleBad, Text: tDayBad, Blocks: true}
		}
		return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: d.String(), EN: d.String()}}
	}
}

// readTests reads "0220- 0224-": a day and its result, - negative, + positive,
// ? not there yet.
func readTests(v string, today civil.Date) ([]test, bool) {
	var out []test
	for _, word := range strings.Fields(v) {
		result, ok := map[byte]string{'-': "neg", '+': "pos", '?': "unknown"}[word[len(word)-1]]
		day, whole := readDay(word[:len(word)-1], today)
		if !ok || !whole || day.IsZero() {
			return nil, false
		}
		out = append(out, test{day, result})
	}
	return out, true
}

func testsText(all []test) string {
	sign := map[string]string{"neg": "-", "pos": "+", "unknown": "?"}
	var words []string
	for _, t := range all {
		words = append(words, t.day.Compact()+sign[t.result])
	}
	return strings.Join(words, " ")
}

func testsNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		all, ok := readTests(v, today)
		if !ok {
			return widget.Note{Role: widget.RoleBad, Text: tTestsHow, Blocks: true}
		}
		var zh, en []string
		for _, t := range all {
			r := resultText(t.result)
			zh, en = append(zh, t.day.String()+" "+r.ZH), append(en, t.day.String()+" "+r.EN)
		}
		return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}}
	}
}

func resultText(word string) widget.T {
	switch word {
	case "neg":
		return tNegative
	case "pos":
		return tPositive
	}
	return tPending
}

// sorted are the words that are true, in a fixed order.
func sorted(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

// answered takes the facts that a list or an earlier application brought among the
// answers, with their days, so that the questions show them as said and a further
// answer does not push them out. Facts of which one cannot be read stay as they
// are, for the rules to refuse.
func (f *facts) answered(told map[string]json.RawMessage) (rest map[string]json.RawMessage) {
	var list []any
	if json.Unmarshal(told["facts"], &list) != nil || len(list) == 0 {
		return told
	}
	all := f.clone()
	for _, one := range list {
		if !all.sayFact(strings.Fields(flat(one))) {
			return told
		}
	}
	*f = all
	rest = maps.Clone(told)
	delete(rest, "facts")
	return rest
}

// sayFact answers a question with yes, as of its day; false when it cannot be read.
func (f *facts) sayFact(words []string) bool {
	if len(words) == 0 || len(words) > 2 {
		return false
	}
	known, err := scheme.FactByWord(words[0])
	if err != nil {
		return false
	}
	if f.yes[known.Code] {
		return true
	}
	toggle(&f.yes, known.Code)
	if len(words) == 1 {
		return true
	}
	day, err := civil.Parse(words[1])
	f.sayDay(known.Code, day)
	return err == nil
}
