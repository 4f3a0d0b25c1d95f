package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// factsScreen is F2: lines to answer with Enter, then what is typed. Nothing is
// issued here, so no key of it waits; home asks for 150 ms of quiet when it is on
// top again.
type factsScreen struct {
	h      *home
	a      *draft
	asked  []factLine
	at     int // the lines, then the form
	form   *widget.Form
	burst  *widget.Burst
	run    string // the keys that may be a scan
	before answers

	corrects bool // what an applicant of a case declared, not the one at the desk
}

// answers are how things stood before the keys that may be a scan.
type answers struct {
	at    int
	facts facts
	form  widget.FormState
}

func newFactsScreen(d *desk, h *home, a *draft) *factsScreen {
	s := &factsScreen{h: h, a: a, asked: h.factLines(), burst: widget.NewBurst(d.now)}
	s.form = s.newForm(d)
	return s
}

// atField puts the cursor on a typed field.
func (s *factsScreen) atField(key string) *factsScreen {
	s.at = s.lines()
	s.form.Enter(key)
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
		return s.onLine(d, msg, name)
	case (name == "up" || name == "shift+tab") && s.form.Focus() == s.firstField():
		s.at = s.lines() - 1
		return nil
	}
	if e := s.form.Update(msg); e.Has(widget.FormSubmit) || e.Has(widget.FormEarly) {
		return s.leave(d)
	}
	return nil
}

// firstField is the field below the lines.
func (s *factsScreen) firstField() string {
	if typed := s.h.typedEntries(); len(typed) > 0 {
		return typed[0].Name
	}
	if yes := sorted(s.a.facts.yes); len(yes) > 0 {
		return onDay + yes[0]
	}
	return fProxy
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
	s.form = s.newForm(d)
	s.form.Restore(s.before.form)
	back := s.leave(d)
	s.h.advance.Arm(d.now())
	if s.corrects {
		back = tea.Batch(back, d.goHome())
	}
	return tea.Batch(back, s.h.takeScan(d, c, false))
}

func (s *factsScreen) paste(d *desk, msg tea.PasteMsg) tea.Cmd {
	s.burst.Reset()
	if c := s.h.shape(d, widget.SplitPaste(msg.Content)); c.document != "" {
		back := s.leave(d)
		if s.corrects {
			back = tea.Batch(back, d.goHome())
		}
		return tea.Batch(back, s.h.takeScan(d, c, true))
	}
	s.at = s.lines()
	s.form.Update(msg)
	return nil
}

// onLine moves over the lines and answers them. What is typed here is the
// temperature: a line takes no text.
func (s *factsScreen) onLine(d *desk, msg tea.KeyPressMsg, name string) tea.Cmd {
	switch name {
	case "up", "shift+tab":
		s.at = max(s.at-1, 0)
	case "down":
		if s.at++; s.at == s.lines() {
			s.form.Enter(s.form.Focus())
		}
	case "tab":
		s.at = s.lines()
		s.form.Enter(s.form.Focus())
	case "pgdown":
		s.at = min(s.at+s.room(d), s.lines())
	case "pgup":
		s.at = max(s.at-s.room(d), 0)
	case "enter", " ":
		s.answer(d)
	default:
		if widget.KeyText(msg) != "" && s.form.Field(fTemp) != nil {
			s.at = s.lines()
			s.form.Enter(fTemp) // a second measurement takes the place of the first
			s.form.Update(msg)
		}
	}
	return nil
}

// answer turns the line to its next answer. A question answered with yes has a
// field for its day, so the form is made anew, with what was typed.
func (s *factsScreen) answer(d *desk) {
	s.a.byHand = true
	typed, focus := s.form.Values(), s.form.Focus()
	s.asked[s.at].press(&s.a.facts)
	s.form = s.newForm(d)
	for key, v := range typed {
		s.form.Set(key, v)
	}
	s.form.FocusOn(focus)
}

// leave is one step back, always. The typed values are taken over; one that
// cannot be read stays in its field, and home's check line says so.
func (s *factsScreen) leave(d *desk) tea.Cmd {
	s.h.note = widget.Note{}
	was, proxy := s.a.facts.clone(), s.a.proxy
	s.take()
	s.a.byHand = s.a.byHand || !was.equal(s.a.facts) || (proxy == nil) != (s.a.proxy == nil) || proxy != nil && *proxy != *s.a.proxy
	s.a.changed()
	if s.corrects { // the case is judged when it is decided
		return d.pop()
	}
	return tea.Batch(s.h.judge(d, s.a), d.pop())
}

func (s *factsScreen) view(d *desk) widget.Block {
	out := s.head(d)
	room := s.room(d)
	first := clamp(s.at-room/2, 0, max(s.lines()-room, 0))
	add := func(line string) { out.Lines = append(out.Lines, line) }
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
	return widget.Stack(out, s.inSight(d, form))
}

// inSight cuts the form to its room around the cursor, and says how many fields
// are out of sight.
func (s *factsScreen) inSight(d *desk, form widget.Block) widget.Block {
	room, all := s.formRoom(d), len(form.Lines)
	if all <= room {
		return form
	}
	if form.HasCursor && form.CursorY+1 < all { // with the remark below the field
		form.CursorY++
		form = window(form, room-1)
		form.CursorY--
	} else {
		form = window(form, room-1)
	}
	form.Lines = append(form.Lines, d.st.Paint(widget.RoleHint, "  "+fmt.Sprintf(d.say(tFieldsMore), all-room+1)))
	return form
}

func (s *factsScreen) head(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tFactsTitle))
	out.add(widget.RoleHint, d.say(tFactsHow))
	out.wrap(widget.RoleLabel, d.say(tDeclares)+d.say(plain(d.p.Desk.Declaration())))
	return out.Block
}

// formRoom is how many lines of the form are in sight, around the cursor; room
// is what is left for the lines above it, less the two that tell of more.
func (s *factsScreen) formRoom(d *desk) int {
	return min(len(s.form.Values()), max((d.h-1)/3, 6))
}

func (s *factsScreen) room(d *desk) int {
	return max(d.h-1-len(s.head(d).Lines)-2-s.formRoom(d), 1)
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
	row := mark + widget.Pad(d.say(answer), 6) + widget.Pad(d.say(l.label(&s.a.facts)), d.w-8-10) + widget.Truncate(d.say(colourText(l.colour)), 8)
	return d.st.Paint(role, widget.Truncate(row, d.w))
}

// explain: the sentence behind a question.
func (s *factsScreen) explain(d *desk) []paragraph {
	if s.at < s.lines() {
		return s.explainLine(d, s.asked[s.at])
	}
	return nil
}

func (s *factsScreen) explainLine(d *desk, l factLine) []paragraph {
	out := []paragraph{{widget.RoleTitle, fmt.Sprintf(d.say(tFieldTitle), d.say(l.text))}}
	if l.colour != "" {
		out = append(out, paragraph{widget.RolePlain, d.say(tWouldBring) + d.say(colourText(l.colour))})
	}
	if l.cite.Sentence != "" {
		out = append(out, paragraph{widget.RolePlain, d.say(tWhySentence) + narrow(l.cite.Sentence)},
			paragraph{widget.RolePlain, d.say(tWhyPaper) + d.say(plain(s.h.info.Scheme.PaperTitle(l.cite.Source)))})
	}
	switch {
	case l.answer != nil:
	case l.entry.Kind == scheme.ChoiceEntry:
		out = append(out, paragraph{widget.RolePlain, d.say(tChoiceHow)})
	default:
		out = append(out, paragraph{widget.RolePlain, d.say(tAnswerHow)})
	}
	return out
}

func (s *factsScreen) keys(d *desk) []widget.Binding {
	return []widget.Binding{as(keyEnter, tAnswer), keyMove, as(keyTab, tMeasured), as(keyEsc, tDone)}
}

func (s *factsScreen) actions(d *desk) []action { return nil }
