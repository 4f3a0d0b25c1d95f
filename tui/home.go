package tui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// homeStation is what the home screen asks of the station.
type homeStation interface {
	Info() station.Info
	Operator() string
	Today(ctx context.Context) (station.Today, error)
	Outbox(ctx context.Context) (station.Outbox, error)
	Questions() []scheme.Question
	Declaration() scheme.Text
	ReadDocument(input, declared string) iddoc.Reading
	judge
	finder
	papers
	slips
	noticer
	signer
	recordReader
	MayStep(k registry.Kind) error
	MayDo(c registry.Command) error
}

// judge decides on an applicant.
type judge interface {
	Check(ctx context.Context, a registry.Application) (station.Verdict, error)
	Issue(ctx context.Context, a registry.Application, print bool) (station.Verdict, error)
	CheckHousehold(ctx context.Context, family []registry.Application) ([]station.Member, error)
	IssueHousehold(ctx context.Context, family []registry.Application) ([]station.Member, error)
	Foretell(a registry.Application) (station.Verdict, bool)
}

// finder looks people up.
type finder interface {
	Find(ctx context.Context, query string, limit int) ([]station.Found, error)
	Searching() (done, of int) // holders who can be found by name by now
	Resident(ctx context.Context, id int64) (registry.Application, error)
	Family(ctx context.Context, guardianNumber string) ([]station.Found, error)
	Case(ctx context.Context, id int64) (station.Case, error)
}

// home is the one screen at which passes are issued: the universal box, the
// applicant's fields, the check line, the questions, the last pass.
type home struct {
	info      station.Info
	operator  string
	questions []scheme.Question
	today     station.Today

	box   *widget.Field
	onBox bool     // the cursor is in the box, else in the applicant's fields
	draft *draft   // nil: nobody
	shelf []*draft // put aside with Ctrl+N or Esc, or replaced; Ctrl+N brings the latest back

	list    list            // people found for the text in the box
	family  []station.Found // of the last document, without those who hold a pass
	top     int             // lines of the list before the page that is shown
	chosen  int             // line under the box, from 1; 0: none
	stood   int             // the line that stays chosen under a number typed now; 0: none
	preview *draft          // the applicant that the chosen line would be
	left    *draft          // who was picked, while more is typed behind the pick; nil: nobody
	trial   trial
	asks    int  // number of the last question; an answer with another is stale
	counts  int  // likewise of the last count of the day
	want    bool // Enter was pressed while an answer was under way

	burst   *widget.Burst
	before  moment // how things stood before the keys that may be a scan
	run     string // those keys
	advance widget.AdvanceGuard
	enter   widget.EnterGuard
	skip    bool // the rest of a scan that was turned away

	note    widget.Note
	last    lastPass
	lastNo  lastNo
	repeat  map[string]string     // by field: what Ctrl+D brings back
	parent  *registry.Application // the adult last seen: F3 makes a child of theirs
	place   *placePrompt
	doubted doubtedPrinter // what the last print said of the printer's certificate

	listens bool        // to what the printer says
	said    scheme.Text // by the printer

	late     int // events that wait for a receipt of upstream for too long
	upstream int // what upstream asks of this station, and nobody has done
	ended    int // passes whose number ended with a revoked key, and whose holders have no other yet
	affected int // passes that the daily dynamic names

	morning opening // what waits for an answer since the desk was opened

	gather *householdScreen // whose people are entered here: Enter hands each over to it; nil: it issues

	officer bool            // may set a warning aside
	confirm *widget.Confirm // why, while that is asked
}

func newHome(d *desk) *home {
	h := &home{onBox: true, repeat: map[string]string{}}
	h.burst = widget.NewBurst(d.now)
	h.box = widget.NewField(widget.FieldSpec{Key: "box", Label: tBox, Help: tWhyBox, Max: 120, Placeholder: tBoxHow})
	h.info, h.operator = d.p.Desk.Info(), d.p.Desk.Operator()
	h.questions = d.p.Desk.Questions()
	h.officer = d.p.Desk.MayStep(registry.Overridden) == nil
	h.today.Day = clockDay(d.at)
	return h
}

// todayMsg is the day's count, with the number of its question: one that was counted
// before a print may arrive behind the one that was counted after it.
type todayMsg struct {
	n     int
	today station.Today
	info  station.Info
	err   error
}

func (h *home) askToday(d *desk) tea.Cmd {
	h.counts++
	n, desk := h.counts, d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		t, err := desk.Today(ctx)
		return todayMsg{n, t, desk.Info(), err}
	})
}

func (h *home) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		h.burst.Reset()
		h.enter.Note(d.now())
		return tea.Batch(h.askToday(d), h.askMorning(d), h.askOutbox(d))
	case shownMsg:
		h.burst.Reset()
		h.enter.Note(d.now())
		if a := h.shown(); a != nil && a.judged && len(a.verdict.Watch) > 0 { // the entry may be lifted by now
			return tea.Batch(h.askToday(d), h.judge(d, a))
		}
		return h.askToday(d)
	case relabelledMsg:
		h.enter.Note(d.now())
	case tea.KeyPressMsg:
		return h.key(d, msg)
	case tea.PasteMsg:
		if h.confirm != nil {
			return h.confirmKey(d, msg)
		}
		return h.paste(d, msg.Content)
	case todayMsg:
		if h.ended > 0 { // somebody may have come for another number
			return tea.Batch(h.counted(msg), h.askOutbox(d))
		}
		return h.counted(msg)
	case outboxMsg:
		h.late, h.upstream, h.ended = msg.late, msg.tasks, msg.ended
	case morningMsg:
		return h.began(d, msg)
	case affectedMsg:
		if msg.err == nil {
			h.affected = len(msg.all)
		}
	case comparedMsg:
		return h.compared(d, msg)
	case sheetsMsg:
		return h.sheetsCame(d, msg)
	case foundMsg:
		return h.found(d, msg)
	case familyMsg:
		return h.familyCame(msg)
	case residentMsg:
		return h.loaded(d, msg)
	case personMsg:
		return h.recognised(d, msg)
	case trialMsg:
		return h.tried(msg)
	case verdictMsg:
		return h.judged(d, msg)
	case foretoldMsg:
		return h.foretold(msg)
	case recordMsg:
		return h.laid(d, msg)
	case issuedMsg:
		return h.issued(d, msg)
	case printedMsg:
		return h.printed(d, msg)
	case slipMsg:
		return h.slipPrinted(d, msg)
	case noticeMsg:
		h.note = noticeNote(d, msg)
	case signedMsg:
		return h.signed(d, msg)
	case placedMsg:
		return h.placed(d, msg)
	case printersMsg:
		h.printersCame(d, msg)
	}
	return nil
}

func (h *home) counted(msg todayMsg) tea.Cmd {
	if msg.n != h.counts {
		return nil
	}
	if msg.err != nil {
		h.fail(msg.err)
		return nil
	}
	first := h.today.Head.Event == 0 && h.today.Passes == 0
	h.today, h.info = msg.today, msg.info
	if first && h.info.ReadOnly == "" && h.today.ToPrint() > 0 && h.note.Text.IsZero() && h.last.number.IsZero() {
		h.tell(widget.RoleWarn, count(tOpenAtStart, h.today.ToPrint()))
	}
	return nil
}

// moment is how the screen stood before a key.
type moment struct {
	draft  *draft
	left   *draft // who was picked
	shelf  []*draft
	family []station.Found
	form   widget.FormState
	hand   bool // draft.byHand
	onBox  bool
	text   string
}

func (h *home) remember() {
	h.before = moment{draft: h.draft, left: cmp.Or(h.preview, h.left), shelf: h.shelf, family: h.family, onBox: h.onBox, text: h.box.Value()}
	if h.draft != nil {
		h.before.form, h.before.hand = h.draft.form.State(), h.draft.byHand
	}
}

func (h *home) goBack() {
	h.draft, h.onBox, h.shelf, h.family = h.before.draft, h.before.onBox, h.before.shelf, h.before.family
	h.preview, h.left = nil, h.before.left
	h.box.Set(h.before.text)
	if h.draft != nil {
		h.draft.form.Restore(h.before.form)
		h.draft.byHand = h.before.hand
		h.draft.changed()
	}
}

// key takes a key press: first as a part of a scan, then as what it says.
func (h *home) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if h.place != nil {
		return h.place.key(d, h, msg)
	}
	if h.confirm != nil {
		return h.confirmKey(d, msg)
	}
	name := widget.KeyName(msg)
	if cmd, done := h.scanKey(d, msg, name); done {
		return cmd
	}
	ready := h.enter.Ready(d.now())
	h.enter.Note(d.now())
	if h.advance.Swallow(name, d.now()) {
		return nil
	}
	if cmd, done := h.command(d, msg); done {
		return cmd
	}
	if h.onBox || h.draft == nil {
		return h.boxKey(d, msg, name, ready)
	}
	return h.formKey(d, msg, name, ready)
}

// command takes the keys that mean the same in the box and in the fields.
func (h *home) command(d *desk, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case keyFacts.Matches(msg):
		return h.openFacts(d), true
	case keyChild.Matches(msg):
		return h.newChild(d), true
	case keyRegister.Matches(msg):
		if n := passOf(h.shown()); n != "" {
			return h.openHeld(d, n), true
		}
		return d.push(newRegister(d, h)), true
	case keyRecall.Matches(msg):
		return d.push(newQueue(d, h)), true
	case keyPrint.Matches(msg):
		return h.printKey(d), true
	case keyNext.Matches(msg):
		return h.putAside(d), true
	case keySign.Matches(msg):
		return h.signLast(d), true
	case keyOverride.Matches(msg) && h.gathers(d):
		return h.openHousehold(d), true
	case keyOverride.Matches(msg):
		return h.letThrough(d), true
	case keyCancel.Matches(msg) && h.asking():
		return h.comparePaper(d, ""), true
	case keyCancel.Matches(msg):
		return h.samePerson(d), true
	}
	return nil, false
}

// openFacts shows the questions for the applicant at the desk.
func (h *home) openFacts(d *desk) tea.Cmd {
	a := h.shown()
	if a == nil {
		h.tell(widget.RoleHint, tNobodyYet)
		return nil
	}
	h.keepPreview()
	return d.push(newFactsScreen(d, h, a))
}

// shown is the applicant on the screen: the pick's, else the one at work.
func (h *home) shown() *draft {
	if h.preview != nil {
		return h.preview
	}
	return h.draft
}

// keepPreview makes the chosen line the applicant at work; who was there is put
// aside.
func (h *home) keepPreview() {
	if h.preview == nil {
		return
	}
	if h.draft != nil && (h.draft.byHand || h.wouldLose(h.draft)) {
		h.setAside()
	}
	h.draft = h.preview
	h.clearBox()
}

// mostAside is how many applicants wait at most; the oldest is forgotten.
const mostAside = 20

// setAside takes the applicant from the desk and keeps the fields.
func (h *home) setAside() {
	h.shelve(h.draft)
	h.draft = nil
}

func (h *home) shelve(a *draft) {
	h.shelf = append(h.shelf[max(0, len(h.shelf)-mostAside+1):], a)
}

// clearBox empties the box; the family under it stays.
func (h *home) clearBox() {
	h.box.Set("")
	h.unchoose()
	h.list, h.top, h.left = list{}, 0, nil
}

func (h *home) unchoose() { h.chosen, h.stood, h.preview = 0, 0, nil }

// people are the lines under the box.
func (h *home) people() []station.Found {
	if h.list.query != "" || h.box.Value() != "" && h.chosen == 0 && h.stood == 0 {
		return h.list.people
	}
	return h.family
}

// tell shows a sentence under the box until something else is to say.
func (h *home) tell(role widget.Role, t widget.T) { h.note = widget.Note{Role: role, Text: t} }

func (h *home) fail(err error) {
	told := Explain(err)
	h.tell(widget.RoleBad, widget.T{ZH: told.In(widget.ZH), EN: told.In(widget.EN)})
}

// escape is one step back: the pick, the text, the field, the applicant, the
// family. On an empty screen it does nothing; it never quits.
func (h *home) escape(d *desk) tea.Cmd {
	h.note = widget.Note{}
	h.want = false
	switch {
	case h.box.Value() != "":
		h.clearBox()
	case h.chosen > 0:
		h.unchoose()
	case !h.onBox:
		h.onBox = true
	case h.draft.blank(), h.draft.lookedAt() && !h.wouldLose(h.draft):
		h.draft = nil
	case h.draft != nil:
		return h.putAside(d)
	case h.asking():
		h.morning.later = true
		h.tell(widget.RoleHint, tQuestionLater)
	default:
		h.family = nil
	}
	return nil
}

// putAside clears the desk for the next person and keeps this one; pressed with
// nobody at the desk it brings the last one back.
func (h *home) putAside(d *desk) tea.Cmd {
	h.want = false
	h.clearBox()
	if h.draft.blank() { // nobody is typed who could wait
		h.draft = nil
	}
	if n := len(h.shelf); h.draft == nil && n > 0 {
		h.draft, h.shelf = h.shelf[n-1], h.shelf[:n-1]
		h.note = widget.Note{}
		return h.toGap(d)
	}
	if h.draft != nil {
		h.setAside()
		h.family = nil
		h.tell(widget.RoleHint, tPutAsideDone)
	}
	h.onBox = true
	return nil
}

// toGap puts the cursor on the first gap of the applicant, or into the box when
// there is none: there Enter issues, and a temperature may be typed.
func (h *home) toGap(d *desk) tea.Cmd {
	if h.draft == nil {
		h.onBox = true
		return nil
	}
	h.onBox = !h.draft.focusGap()
	return h.judge(d, h.draft)
}
