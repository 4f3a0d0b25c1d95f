package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// sheetAnswerer is asked what came out of the printer, and told.
type sheetAnswerer interface {
	PrintQueue(ctx context.Context) (station.PrintQueue, error)
	AnswerJob(ctx context.Context, job int64, answers []station.SheetAnswer) (registry.PrintJob, error)
	Again(ctx context.Context, job int64) ([]registry.Number, error)
	FreePlace(ctx context.Context, size string) (int, error)
}

// sheetsFor is what the list of sheets was opened for.
type sheetsFor uint8

const (
	atStart     sheetsFor = iota // what the program left behind when it ended
	beforePrint                  // nothing is printed before these are answered for
	wholeQueue                   // somebody looks: also what waits for its paper, and today's jobs
)

// sheetsScreen is the print queue. It asks "what came out?" of every sheet that was
// sent to the printer and never answered for. It takes a few keys and Esc; whatever
// else is typed or scanned is the next person, and goes to the box.
type sheetsScreen struct {
	h      *home
	why    sheetsFor
	queue  station.PrintQueue
	free   int // place of the card sheet that was begun
	chosen int
	note   widget.Note
}

// sheetsMsg is the queue as it stands.
type sheetsMsg struct {
	why   sheetsFor
	queue station.PrintQueue
	free  int
	err   error
}

func readQueue(ctx context.Context, s sheetAnswerer, press Press, why sheetsFor) sheetsMsg {
	m := sheetsMsg{why: why, free: 1}
	if m.queue, m.err = s.PrintQueue(ctx); m.err == nil && press != nil {
		m.free, m.err = s.FreePlace(ctx, press.CardSheet().Size)
	}
	return m
}

// askSheets reads the queue and shows what waits in it.
func (h *home) askSheets(d *desk, why sheetsFor) tea.Cmd {
	desk, press := d.p.Desk, d.p.Press
	if d.behind > 0 { // their answer is on its way
		h.tell(widget.RoleHint, tPrinting)
		return nil
	}
	ask := d.read
	if why == atStart { // nobody waits for it
		ask = d.ask
	}
	return ask(h, func(ctx context.Context) tea.Msg { return readQueue(ctx, desk, press, why) })
}

func (h *home) sheetsCame(d *desk, msg sheetsMsg) tea.Cmd {
	open := unanswered(msg.queue)
	switch {
	case msg.err != nil:
		h.fail(msg.err)
	case d.top() != screen(h) || d.behind > 0, msg.why == atStart && (open == 0 || !h.untouched()):
	case open > 0, msg.why == wholeQueue && len(msg.queue.Jobs)+len(msg.queue.Waiting) > 0:
		return d.push(&sheetsScreen{h: h, why: msg.why, queue: msg.queue, free: msg.free})
	case msg.why == beforePrint:
		return h.printAll(d)
	default:
		h.tell(widget.RoleHint, tNoSheets)
	}
	return nil
}

// unanswered is how many sheets of paper nobody has answered for.
func unanswered(q station.PrintQueue) (n int) {
	for _, j := range q.Jobs {
		n += len(openSheets(j))
	}
	return n
}

// openSheets are the sheets of a job that wait for an answer.
func openSheets(j registry.PrintJob) (all []int) {
	for _, p := range j.Papers {
		if p.State == registry.SheetIntended && (len(all) == 0 || all[len(all)-1] != p.Sheet) {
			all = append(all, p.Sheet)
		}
	}
	return all
}

func (s *sheetsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		return tea.Batch(d.pop(), s.h.update(d, msg))
	case shownMsg:
		desk, press, why := d.p.Desk, d.p.Press, s.why
		return d.read(s, func(ctx context.Context) tea.Msg { return readQueue(ctx, desk, press, why) })
	case sheetsMsg:
		return s.came(d, msg)
	}
	return nil
}

func (s *sheetsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	rows := s.rows()
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.chosen = min(s.chosen+1, max(len(rows)-1, 0))
	case name == "up":
		s.chosen = max(s.chosen-1, 0)
	case name == "enter":
		return s.open(d)
	case keySign.Matches(msg):
		return s.answer(d, registry.SheetOut)
	case keyCancel.Matches(msg):
		return s.answer(d, registry.SheetSpoiled)
	case keyOverride.Matches(msg):
		return s.answer(d, registry.SheetNone)
	case keyNext.Matches(msg):
		return s.answer(d, registry.SheetUnknown)
	case keyPrint.Matches(msg) && s.mayPrint():
		return tea.Batch(d.pop(), s.h.printOpen(d))
	case keyChild.Matches(msg) && s.mayPrint():
		return s.cards(d)
	case widget.KeyText(msg) != "":
		return tea.Batch(d.pop(), s.h.update(d, msg))
	}
	return nil
}

// mayPrint: papers wait, and nobody has to say before what came of others.
func (s *sheetsScreen) mayPrint() bool {
	return s.why == wholeQueue && len(s.queue.Waiting) > 0 && unanswered(s.queue) == 0
}

// cards asks from which place on what waits is printed on card sheets.
func (s *sheetsScreen) cards(d *desk) tea.Cmd {
	if d.p.Press == nil || d.p.Press.Place() == "" {
		s.note = widget.Note{Role: widget.RoleWarn, Text: tPlaceFirst}
		return nil
	}
	var numbers []registry.Number
	for _, w := range s.queue.Waiting {
		if n, err := registry.ParseNumber(w.Number); err == nil {
			numbers = append(numbers, n)
		}
	}
	return d.push(newCardSheet(s.h, numbers, d.p.Press.CardSheet(), s.free))
}

// open shows a job sheet by sheet, or the pass that waits.
func (s *sheetsScreen) open(d *desk) tea.Cmd {
	switch row := s.row(); {
	case row.job != nil && (row.job.Sheets() > 1 || !row.job.Waits()):
		return d.push(newJob(s.h, *row.job))
	case row.paper != nil:
		return d.push(newDetail(d, s.h, row.paper.Number))
	}
	return nil
}

// answer says the same of every sheet of the chosen job that waits.
func (s *sheetsScreen) answer(d *desk, outcome string) tea.Cmd {
	job := s.row().job
	if job == nil || !job.Waits() {
		return nil
	}
	var answers []station.SheetAnswer
	for _, n := range openSheets(*job) {
		answers = append(answers, station.SheetAnswer{From: n, To: n, Outcome: outcome})
	}
	desk, press, why, no := d.p.Desk, d.p.Press, s.why, job.No
	return d.commit(s, func(ctx context.Context) tea.Msg {
		if _, err := desk.AnswerJob(ctx, no, answers); err != nil {
			return sheetsMsg{err: err}
		}
		return readQueue(ctx, desk, press, why)
	})
}

// came shows what is left; after the last answer the desk is shown.
func (s *sheetsScreen) came(d *desk, msg sheetsMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	case d.top() != screen(s): // another screen was opened meanwhile
		return nil
	case unanswered(msg.queue) == 0 && s.why != wholeQueue:
		s.h.tell(widget.RoleGood, tSheetsAnswered)
		return d.pop()
	}
	s.queue, s.free, s.note = msg.queue, msg.free, widget.Note{}
	s.chosen = clamp(s.chosen, 0, max(len(s.rows())-1, 0))
	return s.h.askToday(d)
}

func (s *sheetsScreen) keys(*desk) []widget.Binding {
	var out []widget.Binding
	row := s.row()
	if row.job != nil && row.job.Waits() {
		out = append(out, as(keySign, tSheetOut), as(keyCancel, tSheetSpoiled), as(keyOverride, tSheetNone), as(keyNext, tSheetUnknown))
	}
	switch {
	case row.paper != nil:
		out = append(out, as(keyEnter, tOpenPass))
	case row.job != nil && (row.job.Sheets() > 1 || !row.job.Waits()):
		out = append(out, as(keyEnter, tBySheet))
	}
	if s.mayPrint() {
		out = append(out, as(keyPrint, tPrintThis), as(keyChild, tCardKey))
	}
	return append(out, keyMove, as(keyEsc, tLater))
}

func (s *sheetsScreen) actions(*desk) []action { return nil }
