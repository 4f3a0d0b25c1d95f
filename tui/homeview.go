package tui

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// view draws the home screen: header, box, people or fields, verdict, questions,
// and at the bottom the last pass and the open tasks.
func (h *home) view(d *desk) widget.Block {
	top := h.header(d)
	foot := h.foot(d)
	room := d.h - 1 - len(top.Lines) - len(foot.Lines)
	if h.confirm != nil {
		asked := h.confirm.View(d.w, d.st, d.lang)
		return widget.Stack(top, widget.Stack(h.middleView(d, h.shown(), room-len(asked.Lines)), asked).Fill(room), foot)
	}
	return widget.Stack(top, h.body(d, room).Fill(room), foot)
}

// noteText is the sentence under the box: what was said last, or what the box
// reads as.
func (h *home) noteText(d *desk) string {
	if !h.note.Text.IsZero() {
		return d.say(h.note.Text)
	}
	t := h.typed(h.box.Value(), h.listed())
	switch {
	case h.place != nil && h.place.slip:
		return d.say(tSlipPlaceWhy)
	case h.place != nil:
		return d.say(tPlaceWhy)
	case t.kind == typedTemp:
		return d.say(tReadsTemp)
	case t.kind == typedHot:
		return d.say(tTempBad)
	case t.kind == typedNumber && h.asking():
		return d.say(tReadsLastPaper)
	case t.kind == typedNumber:
		return d.say(tReadsNumber)
	case t.kind == typedMisread:
		told := Explain(registry.ErrNumberCheck)
		return told.In(d.lang)
	case h.reads(d) != "":
		return fmt.Sprintf(d.say(tReadsAs), h.reads(d))
	case h.list.err != nil:
		return d.say(widget.T{ZH: Explain(h.list.err).In(widget.ZH), EN: Explain(h.list.err).In(widget.EN)})
	case h.list.pending && d.sorting() != "":
		return d.sorting()
	case h.list.query != "" && !h.list.pending && len(h.list.people) == 0 && !allDigits(h.list.query):
		return d.say(tNobodyFound)
	}
	return ""
}

// sorting says how far the search by name is made, while it is: a register of a
// million passes takes some seconds after the unlock.
func (d *desk) sorting() string {
	done, of := d.p.Desk.Searching()
	if done >= of {
		return ""
	}
	return fmt.Sprintf(d.say(tSorting), done*100/of)
}

// reads is the kind of document that a text with letters in the box is, when
// nobody on the list has it: Enter begins an applicant with it.
func (h *home) reads(d *desk) string {
	text := compactUpper(h.box.Value())
	if len(text) < 7 || h.list.pending || len(h.list.people) > 0 || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	switch r := h.documentOf(d, text, "auto"); {
	case needsKind(r):
		return d.say(tSomeDocument)
	case usable(r) && r.Number.Norm() != "":
		return d.say(typeText(r.Type))
	}
	return ""
}

// body is the middle: the people under the box, the applicant, the verdict and
// the questions, in the room there is. The verdict is never cut, and every question
// is named; blank lines go first, then lines of the list, then of the form.
func (h *home) body(d *desk, room int) widget.Block {
	a := h.shown()
	people := h.peopleShown()
	if a == nil {
		return widget.Stack(h.listView(d, people, max(room-1, 1)), h.welcome(d, len(people), room))
	}
	verdict, fields := h.verdictView(d, a), h.middleView(d, a, room)
	spare := room - len(verdict.Lines) - len(fields.Lines) - h.leastAsked(d, a)
	listed := h.listView(d, people, clamp(spare, 2, 10))
	spare -= len(listed.Lines)
	blank := func(b *widget.Block) {
		if spare > 0 && len(b.Lines) > 0 {
			b.Lines = append(b.Lines, "")
			spare--
		}
	}
	blank(&listed)
	blank(&fields)
	blank(&verdict)
	switch {
	case spare < 0 && h.comparing(a):
		fields = h.compareView(d, a, max(len(fields.Lines)+spare, 3))
	case spare < 0:
		fields = window(fields, max(len(fields.Lines)+spare, 3))
	}
	rest := room - len(listed.Lines) - len(fields.Lines) - len(verdict.Lines)
	return widget.Stack(listed, fields, verdict, h.questionsView(d, a, rest))
}

// middleView is both records where the verdict rests on another, else the form.
func (h *home) middleView(d *desk, a *draft, room int) widget.Block {
	if h.comparing(a) {
		return h.compareView(d, a, room)
	}
	return h.fieldsView(d, a)
}

// fieldsView is the applicant's form; while the cursor is in the box no field is
// marked.
func (h *home) fieldsView(d *desk, a *draft) widget.Block {
	if h.preview == nil && !h.onBox && h.place == nil {
		return a.form.View(d.w, d.st, d.lang)
	}
	return a.form.QuietView(d.w, d.st, d.lang)
}

func clamp(n, least, most int) int { return min(max(n, least), most) }

// window cuts a form to the lines there are, around the cursor.
func window(b widget.Block, room int) widget.Block {
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

// welcome is the empty desk: what can be done with the box, and how the day goes.
func (h *home) welcome(d *desk, listed, room int) widget.Block {
	out := &lines{d: d}
	if listed > 0 || h.place != nil {
		return out.Block
	}
	out.blank()
	switch {
	case h.info.ReadOnly != "":
		h.whyReadOnly(out)
		return out.Block
	case h.info.KeyEnded:
		whyKeyEnded(out)
		return out.Block
	case h.morning.New:
		h.dayView(out)
	}
	if h.asking() {
		h.questionView(out)
		return out.Block
	}
	if h.today.SheetDue && d.p.Desk.MayDo(registry.DoOperators) == nil && !h.info.Demo && h.info.ReadOnly == "" {
		out.wrap(widget.RoleWarn, d.say(tSheetDue))
		out.blank()
	}
	h.affectedLine(out)
	for _, t := range welcomeTexts {
		out.wrap(widget.RoleHint, d.say(t))
	}
	hourChart(out, h.today, room-len(out.Lines))
	return out.Block
}
