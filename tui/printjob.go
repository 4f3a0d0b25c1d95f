package tui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// jobScreen answers for a job sheet by sheet: a printer that jammed is asked for the
// last good sheet, and what is behind it is printed again. Ctrl+Y enters the answer,
// F5 prints the rest; Enter does nothing.
type jobScreen struct {
	h     *home
	job   registry.PrintJob
	field *widget.Field
	again []registry.Number // to be printed again
	first int               // sheet in sight
	note  widget.Note
}

func newJob(h *home, j registry.PrintJob) *jobScreen {
	return &jobScreen{h: h, job: j, field: widget.NewField(widget.FieldSpec{Key: "good", Label: tLastGood, Help: tWhyLastGood, Max: 60, Placeholder: tLastGoodHow, Normalise: widget.HalfWidth})}
}

// jobMsg is the job as it stands, and what of it is to be printed again.
type jobMsg struct {
	job      registry.PrintJob
	again    []registry.Number
	answered bool
	err      error
}

func (s *jobScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	desk, no := d.p.Desk, s.job.No
	switch msg := msg.(type) {
	case openedMsg:
		j := s.job
		return d.read(s, func(ctx context.Context) tea.Msg {
			again, err := desk.Again(ctx, no)
			return jobMsg{j, again, false, err}
		})
	case jobMsg:
		return s.came(d, msg)
	case tea.PasteMsg:
		return tea.Batch(d.pop(), d.pop(), s.h.update(d, msg))
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *jobScreen) came(d *desk, msg jobMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	}
	s.job, s.again = msg.job, msg.again
	if !msg.answered {
		return nil
	}
	s.field.Set("")
	s.note = widget.Note{Role: widget.RoleGood, Text: tJobAnswered}
	if len(s.again) > 0 {
		s.note.Text = count(tJobAgain, len(s.again))
	}
	return s.h.askToday(d)
}

func (s *jobScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	text := widget.HalfWidth(widget.KeyText(msg))
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "enter":
		return nil
	case name == "down":
		s.first = min(s.first+1, max(s.job.Sheets()-1, 0))
		return nil
	case name == "up":
		s.first = max(s.first-1, 0)
		return nil
	case keySign.Matches(msg):
		return s.answer(d)
	case keyPrint.Matches(msg):
		return s.printAgain(d)
	case text != "" && strings.Trim(text, "0123456789-,?! ") != "":
		return tea.Batch(d.pop(), d.pop(), s.h.update(d, msg)) // the next person
	}
	s.note = widget.Note{}
	s.field.Update(msg)
	if typed := s.field.Value(); len(typed) > 9 && strings.Trim(typed, "0123456789") == "" { // a card
		return tea.Batch(d.pop(), d.pop(), s.h.update(d, tea.PasteMsg{Content: typed}))
	}
	return nil
}

func (s *jobScreen) answer(d *desk) tea.Cmd {
	answers, ok := readGood(s.field.Value(), s.job.Sheets())
	if !ok {
		s.note = widget.Note{Role: widget.RoleWarn, Text: counted(tLastGoodBad, things{s.job.Sheets(), "sheet"})}
		return nil
	}
	desk, no := d.p.Desk, s.job.No
	return d.commit(s, func(ctx context.Context) tea.Msg {
		j, err := desk.AnswerJob(ctx, no, answers)
		if err != nil {
			return jobMsg{err: err}
		}
		again, err := desk.Again(ctx, no)
		return jobMsg{j, again, true, err}
	})
}

// readGood reads what came out of a job: the last good sheet, as "3"; or all that are
// good, as "1-3,5"; with a question mark behind those that nobody can say of, and an
// exclamation mark behind those that were never printed. The others are spoiled.
func readGood(typed string, sheets int) ([]station.SheetAnswer, bool) {
	typed = strings.ReplaceAll(strings.TrimSpace(typed), " ", ",")
	if n, err := strconv.Atoi(typed); err == nil && !strings.HasPrefix(typed, "-") {
		return station.UpTo(n, sheets), n <= sheets
	}
	said := make([]string, sheets+1)
	for part := range strings.SplitSeq(typed, ",") {
		outcome := registry.SheetOut
		if rest, ok := strings.CutSuffix(part, "?"); ok {
			part, outcome = rest, registry.SheetUnknown
		} else if rest, ok := strings.CutSuffix(part, "!"); ok {
			part, outcome = rest, registry.SheetNone
		}
		first, last, ranged := strings.Cut(part, "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && ranged {
			to, err = strconv.Atoi(last)
		}
		if err != nil || from < 1 || to < from || to > sheets {
			return nil, false
		}
		for n := from; n <= to; n++ {
			said[n] = outcome
		}
	}
	return runs(said), true
}

// runs are the answers of sheets, from 1, that say the same side by side.
func runs(said []string) []station.SheetAnswer {
	var out []station.SheetAnswer
	for n := 1; n < len(said); n++ {
		outcome := said[n]
		if outcome == "" {
			outcome = registry.SheetSpoiled
		}
		if last := len(out) - 1; last >= 0 && out[last].Outcome == outcome {
			out[last].To = n
			continue
		}
		out = append(out, station.SheetAnswer{From: n, To: n, Outcome: outcome})
	}
	return out
}

// printAgain prints what did not come out, as it lay.
func (s *jobScreen) printAgain(d *desk) tea.Cmd {
	switch {
	case len(s.again) == 0:
		s.note = widget.Note{Role: widget.RoleHint, Text: tNothingAgain}
		return nil
	case d.p.Press == nil || d.p.Press.Place() == "":
		s.note = widget.Note{Role: widget.RoleWarn, Text: tPlaceFirst}
		return nil
	}
	if s.job.Layout == layoutCards {
		return d.push(newCardSheet(s.h, s.again, d.p.Press.CardSheet(), 1))
	}
	return s.h.printThese(d, s.again, registry.Laying{Layout: s.job.Layout, Size: s.job.Size})
}

func (s *jobScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, jobTitle(d, s.job))
	out.wrap(widget.RoleHint, d.say(tJobHow))
	label := d.say(tLastGood)
	x := widget.Width(label) + 2
	s.field.SetCells(d.w - x)
	out.SetCursor(x+s.field.CursorX(), len(out.Lines))
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+s.field.View(d.st, d.lang))
	out.wrap(s.note.Role, d.say(s.foretold()))
	out.blank()
	room, all := max(d.h-1-len(out.Lines), 2), s.job.Sheets()
	if all > room {
		room-- // for which of them are in sight
	}
	s.first = clamp(s.first, 0, max(all-room, 0))
	last := min(s.first+room, all)
	for n := s.first + 1; n <= last; n++ {
		out.add(sheetRole(s.job.On(n)), sheetText(d, n, s.job.On(n)))
	}
	if last-s.first < all {
		out.add(widget.RoleHint, fmt.Sprintf(d.say(tSheetsSeen), s.first+1, last, all))
	}
	return out.Block
}

func jobTitle(d *desk, j registry.PrintJob) string {
	return jobTime(d, j) + "  " + fmt.Sprintf(d.say(tJobSheets), j.Sheets(), len(j.Papers)) + "  " + d.say(noteText(j.Layout)) + fmt.Sprintf(d.say(tJobNo), j.No)
}

// foretold is what Ctrl+Y would enter, or what was said last.
func (s *jobScreen) foretold() widget.T {
	answers, ok := readGood(s.field.Value(), s.job.Sheets())
	if !s.note.Text.IsZero() || s.field.Empty() {
		return s.note.Text
	}
	if !ok {
		return counted(tLastGoodBad, things{s.job.Sheets(), "sheet"})
	}
	var zh, en []string
	for _, a := range answers {
		t := noteText(a.Outcome)
		zh, en = append(zh, sheetSpan(a)+" "+t.ZH), append(en, sheetSpan(a)+" "+t.EN)
	}
	return widget.T{ZH: tWillSay.ZH + strings.Join(zh, "；"), EN: tWillSay.EN + strings.Join(en, "; ")}
}

func sheetSpan(a station.SheetAnswer) string {
	if a.From == a.To {
		return strconv.Itoa(a.From)
	}
	return fmt.Sprintf("%d-%d", a.From, a.To)
}

func sheetText(d *desk, n int, papers []registry.JobPaper) string {
	text := fmt.Sprintf(d.say(tSheetNo), n) + "  " + registry.GroupDigits(papers[0].Number)
	if len(papers) > 1 {
		text += " - " + registry.GroupDigits(papers[len(papers)-1].Number) + "  " + fmt.Sprintf(d.say(tPassesOn), len(papers))
	}
	return text + "  " + d.say(sheetState(papers))
}

// sheetState is what is known of a sheet; its papers may have fared differently where
// one was answered for on its own.
func sheetState(papers []registry.JobPaper) widget.T {
	for _, p := range papers[1:] {
		if p.State != papers[0].State {
			return tMixedSheet
		}
	}
	if papers[0].State == registry.SheetIntended {
		return tNotAnswered
	}
	return noteText(papers[0].State)
}

func sheetRole(papers []registry.JobPaper) widget.Role {
	switch papers[0].State {
	case registry.SheetOut:
		return widget.RolePlain
	case registry.SheetIntended:
		return widget.RoleWarn
	}
	return widget.RoleBad
}

func (s *jobScreen) keys(*desk) []widget.Binding {
	var out []widget.Binding
	if !s.field.Empty() {
		out = append(out, as(keySign, tEnterAnswer))
	}
	if len(s.again) > 0 {
		out = append(out, as(keyPrint, tPrintRest))
	}
	return append(out, keyEsc)
}

func (s *jobScreen) actions(*desk) []action { return nil }

// allows: what is typed here is not lost to another screen.
func (s *jobScreen) allows(a ability) bool { return a == helps }
