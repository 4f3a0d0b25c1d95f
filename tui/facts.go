package tui

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/tui/widget"
)

// facts are the answers to the scheme's questions that are not "none", and what
// was measured or shown on paper.
type facts struct {
	yes       map[string]bool // question's fact → answered with yes
	temp      float64         // °C; 0: not measured
	tests     []test
	isolation civil.Date // first day; zero: none
	papers    map[string]bool
}

// test is one nucleic acid test as the rules read it.
type test struct {
	day    civil.Date
	result string // neg, pos, unknown
}

// statements are what clears a ground, each an input of the rules.
var statements = []struct {
	key  string
	text widget.T
}{
	{"release_paper", tReleasePaper}, {"health_dept_ok", tHealthOK}, {"employer", tEmployer}, {"not_arrived", tNotArrived}, {"smartphone", tSmartphone},
}

func (f facts) none() bool {
	return len(f.yes) == 0 && f.temp == 0 && len(f.tests) == 0 && f.isolation.IsZero() && len(f.papers) == 0
}

func (f facts) clone() facts {
	f.yes, f.papers = maps.Clone(f.yes), maps.Clone(f.papers)
	return f
}

// toggle answers a question the other way.
func toggle(m *map[string]bool, key string) {
	if *m == nil {
		*m = map[string]bool{}
	}
	if (*m)[key] {
		delete(*m, key)
	} else {
		(*m)[key] = true
	}
}

// json writes the facts under the names of the rules, over those that a list
// brought.
func (f facts) json(base map[string]json.RawMessage) map[string]json.RawMessage {
	if f.none() {
		return base
	}
	out := maps.Clone(base)
	if out == nil {
		out = map[string]json.RawMessage{}
	}
	put := func(key string, v any) { out[key] = registry.Body(v) }
	if len(f.yes) > 0 {
		put("facts", sorted(f.yes))
	}
	if f.temp > 0 {
		put("temp", f.temp)
	}
	if len(f.tests) > 0 {
		pairs := [][2]string{}
		for _, t := range f.tests {
			pairs = append(pairs, [2]string{t.day.String(), t.result})
		}
		put("naat", pairs)
	}
	if !f.isolation.IsZero() || f.papers["release_paper"] {
		iso := map[string]any{"release_paper": f.papers["release_paper"]}
		if !f.isolation.IsZero() {
			iso["start"] = f.isolation.String()
		}
		put("isolation", iso)
	}
	f.putPapers(put)
	return out
}

func (f facts) putPapers(put func(string, any)) {
	if f.papers["health_dept_ok"] {
		put("health_dept_ok", true)
	}
	if f.papers["employer"] {
		put("employer", map[string]any{"doc38": true, "naat": "neg"})
	}
	if f.papers["not_arrived"] {
		put("arrived", false)
	}
	if f.papers["smartphone"] {
		put("smartphone", true)
	}
}

// The typed fields of the facts screen.
const (
	fTemp      = "temp"
	fTests     = "naat"
	fIsolation = "isolation"
)

// factsScreen is F2: the questions as lines to answer, then what was measured.
type factsScreen struct {
	h     *home
	a     *draft
	was   facts
	at    int // question lines, then paper lines, then the form
	form  *widget.Form
	guard widget.EnterGuard
}

func newFactsScreen(d *desk, h *home, a *draft) *factsScreen {
	s := &factsScreen{h: h, a: a, was: a.facts.clone()}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: []widget.FieldSpec{
		{Key: fTemp, Label: tTemp, Max: 5, Cells: 8, Placeholder: tTempHow, Normalise: widget.HalfWidth, Check: tempNote},
		{Key: fTests, Label: tTests, Max: 60, Cells: 34, Placeholder: tTestsHow, Normalise: widget.HalfWidth, Check: testsNote(h.today.Day)},
		{Key: fIsolation, Label: tIsolation, Max: 10, Cells: 20, Placeholder: tIsolationHow, Normalise: widget.HalfWidth, Check: dayNote(h.today.Day)},
	}})
	if a.facts.temp > 0 {
		s.form.Set(fTemp, strconv.FormatFloat(a.facts.temp, 'f', -1, 64))
	}
	s.form.Set(fTests, testsText(a.facts.tests))
	s.form.Set(fIsolation, a.facts.isolation.Compact())
	s.form.FocusOn(fTemp)
	return s
}

func (s *factsScreen) lines() int { return len(s.h.questions) + len(statements) }

func (s *factsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		s.at = s.lines()
		s.form.Update(msg)
		s.guard.Note(d.now())
	}
	return nil
}

func (s *factsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	ready := s.guard.Ready(d.now())
	s.guard.Note(d.now())
	name := widget.KeyName(msg)
	switch {
	case name == "esc" || keyFacts.Matches(msg):
		return s.done(d)
	case s.at < s.lines():
		return s.onLine(msg, name, ready)
	case name == "up" && s.form.Focus() == fTemp || name == "shift+tab" && s.form.Focus() == fTemp:
		s.at = s.lines() - 1
		return nil
	}
	if s.form.Update(msg).Has(widget.FormSubmit) {
		return s.done(d)
	}
	return nil
}

// onLine moves over the questions and answers them. What is typed here is the
// temperature: a question takes no text.
func (s *factsScreen) onLine(msg tea.KeyPressMsg, name string, ready bool) tea.Cmd {
	switch name {
	case "up", "shift+tab":
		s.at = max(s.at-1, 0)
	case "down":
		s.at++
	case "tab":
		s.at = s.lines()
	case "enter", " ":
		if ready || name == " " {
			s.answer()
		}
	default:
		if widget.KeyText(msg) != "" {
			s.at = s.lines()
			s.form.FocusOn(fTemp)
			s.form.Update(msg)
		}
	}
	return nil
}

func (s *factsScreen) answer() {
	if n := len(s.h.questions); s.at < n {
		toggle(&s.a.facts.yes, s.h.questions[s.at].Fact)
	} else {
		toggle(&s.a.facts.papers, statements[s.at-n].key)
	}
}

// done takes the typed values over; one that cannot be read keeps the screen.
func (s *factsScreen) done(d *desk) tea.Cmd {
	for _, key := range []string{fTemp, fTests, fIsolation} {
		if n := s.form.Field(key).Note(); n.Blocks {
			s.at = s.lines()
			s.form.FocusOn(key)
			return nil
		}
	}
	f := &s.a.facts
	f.temp, _ = readTemp(s.form.Value(fTemp))
	f.tests, _ = readTests(s.form.Value(fTests), s.h.today.Day)
	f.isolation, _ = readDay(s.form.Value(fIsolation), s.h.today.Day)
	s.a.changed()
	return tea.Batch(s.h.judge(d, s.a), d.pop())
}

func (s *factsScreen) view(d *desk) widget.Block {
	var out widget.Block
	add := func(lines ...string) { out.Lines = append(out.Lines, lines...) }
	add(d.st.Paint(widget.RoleTitle, widget.Truncate(d.say(tFactsTitle), d.w)), d.st.Paint(widget.RoleHint, widget.Truncate(d.say(tFactsHow), d.w)))
	for _, row := range widget.Wrap(d.say(tDeclares)+d.say(plain(d.p.Desk.Declaration())), d.w) {
		add(d.st.Paint(widget.RoleLabel, row))
	}
	add("")
	room := d.h - 1 - len(out.Lines) - 5
	first := max(0, min(s.at-room/2, s.lines()-room))
	for i := first; i < min(first+room, s.lines()); i++ {
		if i == s.at {
			out.SetCursor(0, len(out.Lines))
		}
		add(s.line(d, i))
	}
	add("")
	form := s.form.View(d.w, d.st, d.lang)
	if s.at < s.lines() {
		form = s.form.QuietView(d.w, d.st, d.lang)
	}
	return widget.Stack(out, form)
}

func (s *factsScreen) line(d *desk, i int) string {
	var text widget.T
	var yes bool
	colour := ""
	if n := len(s.h.questions); i < n {
		q := s.h.questions[i]
		text, yes, colour = plain(q.Label), s.a.facts.yes[q.Fact], d.say(colourText(q.Colour))
	} else {
		text, yes = statements[i-n].text, s.a.facts.papers[statements[i-n].key]
	}
	mark, answer, role := "  ", d.say(tNone), widget.RolePlain
	if yes {
		answer, role = d.say(tYes), widget.RoleWarn
	}
	if i == s.at {
		mark, role = "> ", widget.RoleSelected
	}
	row := mark + widget.Pad(answer, 6) + widget.Pad(text.In(d.lang), d.w-8-10) + widget.Truncate(colour, 8)
	return d.st.Paint(role, widget.Truncate(row, d.w))
}

func (s *factsScreen) keys(d *desk) []widget.Binding {
	return []widget.Binding{as(keyEnter, tAnswer), keyMove, as(keyTab, tMeasured), as(keyEsc, tDone), keyHelp}
}

func (s *factsScreen) actions(d *desk) []action { return nil }

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
