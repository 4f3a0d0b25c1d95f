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
	t, err := strconv.ParseFloat(v, 64)
	return t, err == nil && t >= lowestTemp && t <= highestTemp
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

// answered takes the plain words of facts that a list or an earlier application
// brought among the answers, so that the questions show them as said. Facts with a
// day stay as they are.
func answered(told map[string]json.RawMessage, yes map[string]bool) (rest map[string]json.RawMessage, all map[string]bool) {
	var words []string
	if json.Unmarshal(told["facts"], &words) != nil || len(words) == 0 {
		return told, yes
	}
	rest, all = maps.Clone(told), maps.Clone(yes)
	delete(rest, "facts")
	if all == nil {
		all = map[string]bool{}
	}
	for _, w := range words {
		if f, err := scheme.FactByWord(w); err == nil {
			w = f.Code
		}
		all[w] = true
	}
	return rest, all
}
