package tui

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// lines is a block that is written from top to bottom.
type lines struct {
	widget.Block
	d *desk
}

func (l *lines) add(role widget.Role, text string) {
	l.Lines = append(l.Lines, l.d.st.Paint(role, widget.Truncate(text, l.d.w)))
}

func (l *lines) blank() { l.Lines = append(l.Lines, "") }

// view draws the home screen: header, box, people or fields, verdict, questions,
// and at the bottom the last pass and the open tasks.
func (h *home) view(d *desk) widget.Block {
	top := h.header(d)
	foot := h.foot(d)
	room := d.h - 1 - len(top.Lines) - len(foot.Lines)
	return widget.Stack(top, h.body(d, room).Fill(room), foot)
}

func (h *home) header(d *desk) widget.Block {
	out := &lines{d: d}
	i := h.info
	kind := pointKind(i.Point.Kind)
	left := d.say(plain(i.Scheme.Title)) + "  " + i.Point.Name + " (" + d.say(kind) + ")  " + fmt.Sprintf(d.say(tStationNo), i.Code)
	if h.operator != "" {
		left += "  " + h.operator
	}
	t := h.today
	right := t.Day.String() + "  " + fmt.Sprintf(d.say(tCounts), t.Issued, t.Refused, t.Parked, t.Recalled)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(left, right, d.w)))
	out.add(h.standing(d))
	out.blank()
	h.boxLine(d, out)
	out.add(h.note.Role, widget.Pad("", h.boxLabel(d)+2)+h.noteText(d))
	out.blank()
	return out.Block
}

// standing says what the operator must know on every screen: a demo, a register
// that cannot be written, a station with its own root.
func (h *home) standing(d *desk) (widget.Role, string) {
	switch i := h.info; {
	case i.ReadOnly != "":
		return widget.RoleBad, d.say(tReadOnlyBar) + narrow(i.ReadOnly)
	case i.Demo:
		return widget.RoleWarn, d.say(tDemoBar)
	case i.OwnRoot:
		return widget.RoleHint, d.say(tOwnRootBar)
	}
	return widget.RoleHint, ""
}

// spread sets two texts to the left and the right edge; the left one is cut.
func spread(left, right string, w int) string {
	rw := widget.Width(right)
	if rw+20 > w {
		return widget.Pad(left, w)
	}
	return widget.Pad(left, w-rw-2) + "  " + right
}

func (h *home) boxLabel(d *desk) int { return widget.Width(d.say(h.boxTitle())) }

func (h *home) boxTitle() widget.T {
	if h.place != nil {
		return tPlace
	}
	return tBox
}

func (h *home) boxLine(d *desk, out *lines) {
	label, field, role := d.say(h.boxTitle()), h.box, widget.RoleLabel
	if h.place != nil {
		field = h.place.field
	}
	focused := h.onBox || h.draft == nil || h.place != nil
	if focused {
		role = widget.RoleFocus
	}
	x := widget.Width(label) + 2
	field.SetCells(d.w - x)
	if focused {
		out.SetCursor(x+field.CursorX(), len(out.Lines))
	}
	out.Lines = append(out.Lines, d.st.Paint(role, label)+"  "+field.View(d.st, d.lang))
}

// noteText is the sentence under the box: what was said last, or what the box
// reads as.
func (h *home) noteText(d *desk) string {
	if !h.note.Text.IsZero() {
		return d.say(h.note.Text)
	}
	t := readTyped(h.box.Value(), len(h.family) > 0)
	switch {
	case h.place != nil:
		return d.say(tPlaceWhy)
	case t.kind == typedTemp:
		return d.say(tReadsTemp)
	case t.kind == typedNumber:
		return d.say(tReadsNumber)
	case h.list.err != nil:
		return d.say(widget.T{ZH: Explain(h.list.err).In(widget.ZH), EN: Explain(h.list.err).In(widget.EN)})
	case h.list.query != "" && !h.list.pending && len(h.list.people) == 0 && !allDigits(h.list.query):
		return d.say(tNobodyFound)
	}
	return ""
}

// body is the middle: the people under the box, the applicant, the verdict and
// the questions, in the room there is.
func (h *home) body(d *desk, room int) widget.Block {
	a := h.shown()
	people := h.peopleShown()
	if a == nil {
		return widget.Stack(h.listView(d, people, max(room-2, 1)), h.welcome(d, len(people)))
	}
	form := a.form.View(d.w, d.st, d.lang)
	if h.preview != nil || h.onBox || h.place != nil {
		form.HasCursor = false
	}
	verdict := h.verdictView(d, a)
	rest := room - len(verdict.Lines) - 2
	listed := h.listView(d, people, clamp(rest-len(form.Lines), 2, 9))
	if len(listed.Lines) > 0 {
		listed.Lines = append(listed.Lines, "")
	}
	fields := window(form, max(rest-len(listed.Lines), 3), d)
	fields.Lines = append(fields.Lines, "")
	out := widget.Stack(listed, fields, verdict)
	if left := room - len(out.Lines) - 1; left >= 2 {
		out.Lines = append(out.Lines, "")
		out = widget.Stack(out, h.questionsView(d, a, left))
	}
	return out
}

func clamp(n, least, most int) int { return min(max(n, least), most) }

// window cuts a form to the lines there are, around the cursor.
func window(b widget.Block, room int, d *desk) widget.Block {
	if len(b.Lines) <= room {
		return b
	}
	first := 0
	if b.HasCursor {
		first = clamp(b.CursorY-room+1, 0, len(b.Lines)-room)
		b.CursorY -= first
	}
	b.Lines = b.Lines[first : first+room : first+room]
	return b
}

// peopleShown are the lines under the box: while a text is in it those found,
// else the family.
func (h *home) peopleShown() []station.Found {
	if h.place != nil {
		return nil
	}
	return h.people()
}

// listView draws people as lines with a digit each.
func (h *home) listView(d *desk, people []station.Found, room int) widget.Block {
	out := &lines{d: d}
	if len(people) == 0 {
		return out.Block
	}
	if h.list.query == "" {
		out.add(widget.RoleLabel, d.say(tFamily))
		room--
	}
	first := clamp(h.chosen-room, 0, max(len(people)-room, 0))
	for i := first; i < min(first+room, len(people)); i++ {
		role := widget.RolePlain
		if i+1 == h.chosen {
			role = widget.RoleSelected
		}
		out.Lines = append(out.Lines, d.st.Paint(role, widget.Truncate(h.personLine(d, i+1, people[i]), d.w)))
	}
	return out.Block
}

func (h *home) personLine(d *desk, n int, p station.Found) string {
	who := d.say(sexText(sexWord(p)))
	if !p.Birth.IsZero() {
		who += "  " + p.Birth.String()
	}
	state := d.say(tNoPassYet)
	if !p.Number.IsZero() {
		state = p.Number.Grouped() + " " + d.say(statusText(p.Status))
	}
	mark := " "
	if n == h.chosen {
		mark = ">"
	}
	nameCells := clamp(d.w/5, 14, 30)
	return fmt.Sprintf("%s%d  ", mark, n) + widget.Pad(p.Name, nameCells) + "  " + widget.Pad(who, 16) + "  " +
		widget.Pad(p.Masked, 18) + "  " + widget.Pad(state, 24) + "  " + p.Place
}

// welcome is the empty desk: what can be done with the box.
func (h *home) welcome(d *desk, listed int) widget.Block {
	out := &lines{d: d}
	if listed > 0 || h.place != nil {
		return out.Block
	}
	for _, t := range welcomeTexts {
		out.add(widget.RoleHint, d.say(t))
	}
	return out.Block
}

// verdictView is the check line: may the person have a pass, which rule says no,
// the sentence of the paper, and what the person can do.
func (h *home) verdictView(d *desk, a *draft) widget.Block {
	out := &lines{d: d}
	switch {
	case a.err != nil:
		told := Explain(a.err)
		out.add(widget.RoleBad, told.In(d.lang))
		return out.Block
	case !a.judged:
		out.add(widget.RoleWarn, h.waiting(d, a))
		return out.Block
	}
	v := a.verdict
	role, head := verdictHead(v)
	text := d.say(head)
	if reason := d.say(plain(v.Reason)); reason != "" {
		text += "  " + reason
	}
	h.wrapped(out, role, text, 2)
	if len(v.Warnings) > 0 {
		h.wrapped(out, widget.RoleWarn, d.say(tMind)+warningsText(v.Warnings, d.lang), 2)
	}
	if !v.Issues() {
		if v.Cite != "" {
			h.wrapped(out, widget.RoleHint, d.say(tCite)+narrow(v.Cite), 2)
		}
		if advice := d.say(plain(v.Advice)); advice != "" {
			h.wrapped(out, widget.RolePlain, d.say(tCanDo)+advice, 2)
		}
		for _, n := range v.Related {
			out.add(widget.RolePlain, d.say(tRelated)+registry.GroupDigits(n))
			break
		}
	}
	return out.Block
}

// waiting says what is missing, or that the rules are being asked.
func (h *home) waiting(d *desk, a *draft) string {
	key, gap := a.form.Gap()
	if !gap {
		return d.say(tChecking)
	}
	return d.say(tMissing) + d.say(a.form.Field(key).Spec().Label)
}

// wrapped adds a text on at most so many lines; the last ends with ~ when cut.
func (h *home) wrapped(out *lines, role widget.Role, text string, most int) {
	rows := widget.Wrap(text, out.d.w)
	if len(rows) > most {
		rows = append(rows[:most-1:most-1], widget.Truncate(strings.Join(rows[most-1:], ""), out.d.w))
	}
	for _, r := range rows {
		out.add(role, r)
	}
}

// questionsView lists the scheme's questions with their answers: the Enter that
// issues records that they were asked.
func (h *home) questionsView(d *desk, a *draft, room int) widget.Block {
	out := &lines{d: d}
	head := d.say(tAsked)
	if a.facts.temp > 0 {
		head += "   " + fmt.Sprintf(d.say(tTempIs), a.facts.temp)
	}
	out.add(widget.RoleLabel, head)
	out.Lines = append(out.Lines, h.questionRows(d, a, room-1)...)
	return out.Block
}

// questionRows sets the questions in as many columns as they need to fit, yes
// before no.
func (h *home) questionRows(d *desk, a *draft, room int) []string {
	items := h.questionItems(d, a)
	if room < 1 || len(items) == 0 {
		return nil
	}
	widest := 0
	for _, it := range items {
		widest = max(widest, widget.Width(it.text))
	}
	columns := clamp((len(items)+room-1)/room, 1, 4)
	cell := min(widest, d.w/columns-2)
	var rows []string
	for i := 0; i < len(items) && len(rows) < room; i += columns {
		var b strings.Builder
		for _, it := range items[i:min(i+columns, len(items))] {
			b.WriteString(d.st.Paint(it.role, widget.Pad(it.text, cell)) + "  ")
		}
		rows = append(rows, strings.TrimRight(b.String(), " "))
	}
	return rows
}

type item struct {
	role widget.Role
	text string
}

func (h *home) questionItems(d *desk, a *draft) []item {
	var yes, no []item
	for _, q := range h.questions {
		label := d.say(plain(q.Label))
		if a.facts.yes[q.Fact] {
			yes = append(yes, item{widget.RoleWarn, d.say(tYes) + " " + label})
		} else {
			no = append(no, item{widget.RoleHint, d.say(tNone) + " " + label})
		}
	}
	return append(yes, no...)
}

// foot is the last pass and what is still to be done.
func (h *home) foot(d *desk) widget.Block {
	out := &lines{d: d}
	out.blank()
	out.Lines = append(out.Lines, h.lastView(d))
	t := h.today
	role := widget.RoleHint
	if t.Unprinted > 0 {
		role = widget.RoleWarn
	}
	out.add(role, fmt.Sprintf(d.say(tTasks), t.Unprinted, t.Unsigned, t.Passes))
	return out.Block
}

func (h *home) lastView(d *desk) string {
	l := h.last
	label := d.st.Paint(widget.RoleLabel, d.say(tLast)) + "  "
	room := d.w - widget.Width(d.say(tLast)) - 2
	if l.number.IsZero() {
		if l.verdict.Outcome == "" {
			return label + d.st.Paint(widget.RoleHint, d.say(tNoLast))
		}
		_, head := verdictHead(l.verdict)
		return label + d.st.Paint(widget.RoleWarn, widget.Truncate(l.name+"  "+d.say(head)+"  "+d.say(plain(l.verdict.Reason)), room))
	}
	number := l.number.Grouped()
	rest := fmt.Sprintf("  %s  ", l.name) + fmt.Sprintf(d.say(tCopyNo), l.copy)
	if s := d.say(l.state); s != "" {
		rest += "  " + s
	}
	if l.signed {
		rest += "  " + d.say(tSignedFor)
	}
	return label + d.st.Paint(widget.RoleNumber, number) + widget.Truncate(rest, room-widget.Width(number))
}
