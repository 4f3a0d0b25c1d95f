package tui

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// The typed fields of F2: what the scheme's rules measure and count, the day of
// each fact that was answered with yes, and who came for somebody else.

// onDay is the key of the field for a fact's day.
const onDay = "on:"

// fTemp is the temperature's field, under the name of the rules' input.
const fTemp = "temp"

// typedEntries are the scheme's inputs that are typed.
func (h *home) typedEntries() []scheme.Entry {
	return slices.DeleteFunc(slices.Clone(h.info.Scheme.Entries), func(e scheme.Entry) bool { return !e.Typed() })
}

// newForm makes the form for what is entered now, with its values.
func (s *factsScreen) newForm(d *desk) *widget.Form {
	var specs []widget.FieldSpec
	values := map[string]string{}
	f := &s.a.facts
	for _, e := range s.h.typedEntries() {
		specs = append(specs, s.h.entrySpec(e))
		values[e.Name] = f.said[e.Name].text
	}
	if f.temp > 0 {
		values[fTemp] = strconv.FormatFloat(f.temp, 'f', -1, 64)
	}
	for _, fact := range sorted(f.yes) {
		specs = append(specs, widget.FieldSpec{Key: onDay + fact, Label: s.h.factLabel(fact), Help: tOnDayWhy, Max: 10, Cells: 24, Anew: true, Placeholder: tOnDayHow,
			Normalise: widget.HalfWidth, Check: dayNote(s.h.today.Day)})
		values[onDay+fact] = f.on[fact].Compact()
	}
	if !s.corrects || len(specs) == 0 {
		specs = append(specs, proxySpecs()...)
	}
	maps.Copy(values, s.a.proxyValues())
	maps.Copy(values, f.unread)
	form := widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: specs})
	for key, v := range values {
		form.Set(key, v)
	}
	form.FocusOn(specs[0].Key)
	return form
}

// factLabel names a fact in the fewest words.
func (h *home) factLabel(fact string) widget.T {
	label := widget.T{ZH: fact, EN: fact}
	for _, q := range h.questions {
		if q.Fact == fact {
			label = plain(q.Label)
		}
	}
	if t, ok := briefFacts[fact]; ok {
		label = t
	}
	return widget.T{ZH: label.ZH, EN: label.EN}
}

func (h *home) entrySpec(e scheme.Entry) widget.FieldSpec {
	today := h.today.Day
	spec := widget.FieldSpec{Key: e.Name, Label: plain(e.Label), Normalise: widget.HalfWidth, Cells: 40, Max: 60, Placeholder: entryHow[e.Kind], Help: entryWhy[e.Kind]}
	switch e.Kind {
	case scheme.DegreesEntry:
		spec.Max, spec.Cells, spec.Anew, spec.Check = 5, 8, true, tempNote
	case scheme.CountEntry:
		spec.Max, spec.Cells, spec.Anew, spec.Check = 5, 20, true, countNote
	case scheme.DayEntry:
		spec.Max, spec.Cells, spec.Anew, spec.Check = 10, 20, true, dayNote(today)
	case scheme.DaysEntry:
		spec.Max, spec.Check = 200, daysNote(today)
	case scheme.TestsEntry:
		spec.Check = testsNote(today)
	case scheme.StaysEntry:
		spec.Normalise, spec.Check = nil, staysNote(today)
	case scheme.WordsEntry:
		spec.Normalise = nil
	}
	return spec
}

// entryHow says how a kind of entry is written.
var entryHow = map[scheme.EntryKind]widget.T{
	scheme.DegreesEntry: tTempHow, scheme.CountEntry: tCountHow, scheme.DayEntry: tIsolationHow, scheme.DaysEntry: tDaysHow,
	scheme.TestsEntry: tTestsHow, scheme.StaysEntry: tStaysHow,
}

// entryWhy says what a kind of entry is for, for F1.
var entryWhy = map[scheme.EntryKind]widget.T{
	scheme.DegreesEntry: tWhyTemp, scheme.CountEntry: tWhyCount, scheme.DayEntry: tWhyDay, scheme.DaysEntry: tWhyDays,
	scheme.TestsEntry: tWhyTests, scheme.StaysEntry: tWhyStays, scheme.WordsEntry: tWhyWords,
}

// readEntry is a typed value as the rules take it; "" is not said.
func readEntry(e scheme.Entry, text string, today civil.Date) (v said, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return said{}, true
	}
	var value any
	switch e.Kind {
	case scheme.CountEntry:
		value, ok = readCount(text)
	case scheme.DayEntry:
		var day civil.Date
		day, ok = readDay(text, today)
		value, text = day, day.Compact()
	case scheme.DaysEntry:
		value, ok = readDays(text, today)
	case scheme.TestsEntry:
		var all []test
		all, ok = readTests(text, today)
		value, text = testPairs(all), testsText(all)
	case scheme.StaysEntry:
		value, ok = readStays(text, today)
	default:
		value, ok = text, true
	}
	if !ok {
		return said{}, false
	}
	return said{text, registry.Body(value)}, true
}

// take takes the typed values over; what cannot be read stands as it was typed, in
// the place of what was read before.
func (s *factsScreen) take() {
	f, today := &s.a.facts, s.h.today.Day
	for _, e := range s.h.typedEntries() {
		f.take(e, s.form.Value(e.Name), today)
	}
	for fact := range f.yes {
		text := strings.TrimSpace(s.form.Value(onDay + fact))
		day, ok := readDay(text, today)
		if f.sayDay(fact, day); !ok {
			f.cannotRead(onDay+fact, text)
		}
	}
	s.a.takeProxy(s.form)
}

// take takes one typed input over.
func (f *facts) take(e scheme.Entry, text string, today civil.Date) {
	ok := false
	if e.Kind == scheme.DegreesEntry {
		var t float64
		t, ok = readTemp(strings.TrimSpace(text))
		f.sayTemp(t)
	} else {
		var v said
		v, ok = readEntry(e, text, today)
		f.say(e.Name, v)
	}
	if !ok {
		f.cannotRead(e.Name, text)
	}
}

func readCount(v string) (int, bool) {
	n, err := strconv.Atoi(v)
	return n, err == nil && n >= 0
}

func countNote(v string) widget.Note {
	if _, ok := readCount(v); !ok && v != "" {
		return widget.Note{Role: widget.RoleBad, Text: tCountHow, Blocks: true}
	}
	return widget.Note{}
}

// readDays reads days and runs of days: "0301 0303~0309".
func readDays(v string, today civil.Date) ([]civil.Date, bool) {
	var out []civil.Date
	for _, word := range strings.Fields(v) {
		from, to, run := strings.Cut(word, "~")
		day, ok := readDay(from, today)
		last := day
		if run && ok {
			last, ok = readDay(to, today)
		}
		if !ok || day.IsZero() || last.IsZero() || last.Before(day) || len(out)+day.DaysUntil(last) > mostDays {
			return nil, false
		}
		for ; !day.After(last); day = day.AddDays(1) {
			out = append(out, day)
		}
	}
	return out, true
}

// mostDays bounds a list of days.
const mostDays = 400

func daysNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		days, ok := readDays(v, today)
		if !ok {
			return widget.Note{Role: widget.RoleBad, Text: tDaysHow, Blocks: true}
		}
		return widget.Note{Role: widget.RoleHint, Text: counted(tDaysRead, things{len(days), "day"})}
	}
}

// readStays reads "武汉 0220，温州": places with the last day there.
func readStays(v string, today civil.Date) ([]scheme.Stay, bool) {
	stays, err := staysOf(v, today)
	return stays, err == nil
}

func staysOf(v string, today civil.Date) ([]scheme.Stay, error) {
	var out []scheme.Stay
	for _, part := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",，;；、", r) }) {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		stay := scheme.Stay{}
		if last := widget.HalfWidth(words[len(words)-1]); len(words) > 1 && allDigits(strings.ReplaceAll(last, "-", "")) {
			day, ok := readDay(last, today)
			if !ok {
				return nil, errDay
			}
			stay.Day, words = day, words[:len(words)-1]
		}
		var err error
		if stay.Division, err = scheme.DivisionOf(strings.Join(words, " ")); err != nil {
			return nil, err
		}
		out = append(out, stay)
	}
	return out, nil
}

var errDay = errors.New("tui: no such day")

func staysNote(today civil.Date) func(string) widget.Note {
	return func(v string) widget.Note {
		stays, err := staysOf(v, today)
		var told *scheme.Fault
		switch {
		case errors.As(err, &told):
			return widget.Note{Role: widget.RoleBad, Text: plain(told.Why), Blocks: true}
		case err != nil:
			return widget.Note{Role: widget.RoleBad, Text: tDayBad, Blocks: true}
		}
		var codes []string
		for _, s := range stays {
			codes = append(codes, s.Division+" "+s.Day.String())
		}
		text := strings.Join(codes, ", ")
		return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: text, EN: text}}
	}
}

// testPairs are tests as the rules read them.
func testPairs(all []test) [][2]string {
	pairs := [][2]string{}
	for _, t := range all {
		pairs = append(pairs, [2]string{t.day.String(), t.result})
	}
	return pairs
}
