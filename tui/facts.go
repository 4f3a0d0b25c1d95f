package tui

import (
	"encoding/json"
	"fmt"
	"maps"
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
	seen      map[string]bool // papers that the scheme wants to be seen
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
	return len(f.yes) == 0 && f.temp == 0 && len(f.tests) == 0 && f.isolation.IsZero() && len(f.papers) == 0 && len(f.seen) == 0
}

func (f facts) clone() facts {
	f.yes, f.papers, f.seen = maps.Clone(f.yes), maps.Clone(f.papers), maps.Clone(f.seen)
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
	if len(f.seen) > 0 {
		put("evidence", sorted(f.seen))
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
// Nothing is issued here, so no key of it waits; home asks for 150 ms of quiet
// when it is on top again.
type factsScreen struct {
	h      *home
	a      *draft
	asked  []factLine
	at     int // the lines, then the form
	form   *widget.Form
	burst  *widget.Burst
	run    string // the keys that may be a scan
	before answers
}

// answers are how things stood before the keys that may be a scan.
type answers struct {
	at    int
	facts facts
	form  widget.FormState
}

func newFactsScreen(d *desk, h *home, a *draft) *factsScreen {
	s := &factsScreen{h: h, a: a, asked: h.factLines(), burst: widget.NewBurst(d.now)}
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

func (s *factsScreen) lines() int { return len(s.asked) }

func (s *factsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		s.burst.Reset()
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		return s.paste(d, msg)
	}
	return nil
}

func (s *factsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	name := widget.KeyName(msg)
	if cmd, done := s.scanKey(d, msg, name); done {
		return cmd
	}
	switch {
	case name == "esc" || keyFacts.Matches(msg):
		return s.leave(d)
	case s.at < s.lines():
		return s.onLine(msg, name)
	case name == "up" && s.form.Focus() == fTemp || name == "shift+tab" && s.form.Focus() == fTemp:
		s.at = s.lines() - 1
		return nil
	}
	if e := s.form.Update(msg); e.Has(widget.FormSubmit) || e.Has(widget.FormEarly) {
		return s.leave(d)
	}
	return nil
}

// scanKey finds a card that is scanned while the questions are open: what its
// keys did here is undone, the screen closes, and the box takes the card.
func (s *factsScreen) scanKey(d *desk, msg tea.KeyPressMsg, name string) (tea.Cmd, bool) {
	e := s.burst.Feed(msg)
	text := widget.KeyText(msg)
	switch e.Phase {
	case widget.BurstStart:
		s.run = ""
		s.before = answers{s.at, s.a.facts.clone(), s.form.State()}
	case widget.BurstEnd:
		if c := s.h.shape(d, e.Parts()); c.document != "" {
			return s.card(d, c), true
		}
	}
	if name == "tab" {
		text = "\t"
	}
	s.run += text
	if e.Phase == widget.BurstRunning {
		last := s.run[strings.LastIndexByte(s.run, '\t')+1:]
		if s.h.wholeDocument(d)(compactUpper(last)) {
			return s.card(d, s.h.shape(d, strings.Split(s.run, "\t"))), true
		}
	}
	return nil, false
}

func (s *factsScreen) card(d *desk, c scan) tea.Cmd {
	s.at, s.a.facts = s.before.at, s.before.facts
	s.form.Restore(s.before.form)
	back := s.leave(d)
	s.h.advance.Arm(d.now())
	return tea.Batch(back, s.h.takeScan(d, c, false))
}

func (s *factsScreen) paste(d *desk, msg tea.PasteMsg) tea.Cmd {
	s.burst.Reset()
	if c := s.h.shape(d, widget.SplitPaste(msg.Content)); c.document != "" {
		return tea.Batch(s.leave(d), s.h.takeScan(d, c, true))
	}
	s.at = s.lines()
	s.form.Update(msg)
	return nil
}

// onLine moves over the questions and answers them. What is typed here is the
// temperature: a question takes no text.
func (s *factsScreen) onLine(msg tea.KeyPressMsg, name string) tea.Cmd {
	switch name {
	case "up", "shift+tab":
		s.at = max(s.at-1, 0)
	case "down":
		s.at++
	case "tab":
		s.at = s.lines()
	case "enter", " ":
		s.answer()
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
	s.a.byHand = true
	l := s.asked[s.at]
	toggle(l.answer(&s.a.facts), l.key)
}

// leave is one step back, always. The typed values are taken over; one that
// cannot be read is left out, and home says so.
func (s *factsScreen) leave(d *desk) tea.Cmd {
	s.h.note = widget.Note{}
	was := s.a.facts
	f := &s.a.facts
	if t, ok := readTemp(s.form.Value(fTemp)); ok {
		f.temp = t
	} else {
		s.unread(tTemp, fTemp)
	}
	if t, ok := readTests(s.form.Value(fTests), s.h.today.Day); ok {
		f.tests = t
	} else {
		s.unread(tTests, fTests)
	}
	if day, ok := readDay(s.form.Value(fIsolation), s.h.today.Day); ok {
		f.isolation = day
	} else {
		s.unread(tIsolation, fIsolation)
	}
	s.a.byHand = s.a.byHand || f.temp != was.temp || f.isolation != was.isolation || testsText(f.tests) != testsText(was.tests)
	s.a.changed()
	return tea.Batch(s.h.judge(d, s.a), d.pop())
}

func (s *factsScreen) unread(label widget.T, key string) {
	v := s.form.Value(key)
	s.h.tell(widget.RoleWarn, widget.T{ZH: fmt.Sprintf(tNotEntered.ZH, label.ZH, v), EN: fmt.Sprintf(tNotEntered.EN, label.EN, v)})
}

func (s *factsScreen) view(d *desk) widget.Block {
	var out widget.Block
	add := func(lines ...string) { out.Lines = append(out.Lines, lines...) }
	add(d.st.Paint(widget.RoleTitle, widget.Truncate(d.say(tFactsTitle), d.w)), d.st.Paint(widget.RoleHint, widget.Truncate(d.say(tFactsHow), d.w)))
	for _, row := range widget.Wrap(d.say(tDeclares)+d.say(plain(d.p.Desk.Declaration())), d.w) {
		add(d.st.Paint(widget.RoleLabel, row))
	}
	room := d.h - 1 - len(out.Lines) - 6
	first := max(0, min(s.at-room/2, s.lines()-room))
	add(s.unseen(d, tFactsAbove, first))
	for i := first; i < min(first+room, s.lines()); i++ {
		if i == s.at {
			out.SetCursor(0, len(out.Lines))
		}
		add(s.line(d, i))
	}
	add(s.unseen(d, tFactsBelow, s.lines()-first-room))
	form := s.form.View(d.w, d.st, d.lang)
	if s.at < s.lines() {
		form = s.form.QuietView(d.w, d.st, d.lang)
	}
	return widget.Stack(out, form)
}

// unseen says how many questions are out of sight; nothing when all are there.
func (s *factsScreen) unseen(d *desk, t widget.T, n int) string {
	if n <= 0 {
		return ""
	}
	return d.st.Paint(widget.RoleHint, "  "+fmt.Sprintf(d.say(t), n))
}

func (s *factsScreen) line(d *desk, i int) string {
	l := s.asked[i]
	answer, role := l.words(&s.a.facts)
	mark := "  "
	if i == s.at {
		mark, role = "> ", widget.RoleSelected
	}
	row := mark + widget.Pad(d.say(answer), 6) + widget.Pad(d.say(l.text), d.w-8-10) + widget.Truncate(d.say(colourText(l.colour)), 8)
	return d.st.Paint(role, widget.Truncate(row, d.w))
}

func (s *factsScreen) keys(d *desk) []widget.Binding {
	return []widget.Binding{as(keyEnter, tAnswer), keyMove, as(keyTab, tMeasured), as(keyEsc, tDone), keyHelp}
}

func (s *factsScreen) actions(d *desk) []action { return nil }
