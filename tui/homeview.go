package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
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

func (h *home) header(d *desk) widget.Block {
	out := &lines{d: d}
	i, t := h.info, h.today
	right := strings.TrimSpace(h.operator + "  " + t.Day.String())
	left := stationLine(d, i, d.w-widget.Width(right)-2)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(left, right, d.w)))
	role, text := standing(d, i)
	counts := fmt.Sprintf(d.say(tCounts), t.Issued, t.Refused, t.Open, t.Recalled)
	room := max(d.w-widget.Width(counts)-2, 0)
	if widget.Width(text) > room { // what stands in the way of work goes before the counts
		out.add(role, text)
	} else {
		out.Lines = append(out.Lines, d.st.Paint(role, widget.Pad(text, room))+"  "+counts)
	}
	h.boxLine(d, out)
	indent := h.boxLabel(d) + 2
	rows := widget.Wrap(h.noteText(d), d.w-indent)
	for _, r := range rows[:min(len(rows), 3)] {
		out.add(h.note.Role, widget.Pad("", indent)+r)
	}
	return out.Block
}

// stationLine names the pass and the point that issues it. Where that is too long
// the kind of point goes, then letters of the title, then the end of a long name:
// the number stays.
func stationLine(d *desk, i station.Info, room int) string {
	title, number := d.say(plain(i.Scheme.Title)), fmt.Sprintf(d.say(tStationNo), i.Code)
	whole := title + "  " + i.Point.Name + " (" + d.say(pointKind(i.Point.Kind)) + ")  " + number
	if widget.Width(whole) <= room {
		return whole
	}
	room -= widget.Width(number) + 4
	title = widget.Truncate(title, max(room-widget.Width(i.Point.Name), 8))
	return title + "  " + widget.Truncate(i.Point.Name, room-widget.Width(title)) + "  " + number
}

// standing says what the operator must know on every screen: a demo, a register
// that cannot be written, a station with its own root.
func standing(d *desk, i station.Info) (widget.Role, string) {
	switch {
	case i.ReadOnly != "":
		return widget.RoleBad, d.say(tReadOnlyBar) + d.say(readOnlyText(i.ReadOnly))
	case !i.Jump.IsZero():
		return widget.RoleBad, fmt.Sprintf(d.say(tJumpBar), i.Jump.To, i.Jump.From)
	case i.Demo:
		return widget.RoleWarn, d.say(tDemoBar)
	}
	own := ""
	if i.OwnRoot {
		own = d.say(tOwnRootBar)
	}
	if w := due(d, i); w != "" {
		return widget.RoleWarn, strings.TrimSuffix(w+" · "+own, " · ")
	}
	return widget.RoleHint, own
}

// due is what the keeper has to do something about, the most pressing first.
func due(d *desk, i station.Info) string {
	until, over := i.LicensedUntil, false
	if !until.IsZero() {
		over = d.at.Format(time.DateOnly) > until.String()
	}
	switch {
	case i.Left.Near:
		return fewNumbers(d, i.Left)
	case over:
		return fmt.Sprintf(d.say(tLicenceOverBar), until)
	case !i.Restored.IsZero():
		return fmt.Sprintf(d.say(tRestoredBar), i.Restored.In(d.at.Location()).Format("01-02 15:04"))
	case i.BackupDue:
		return d.say(tBackupBar)
	}
	return ""
}

// fewNumbers says how many numbers are left, and for how long where that is known.
func fewNumbers(d *desk, left station.Remaining) string {
	if left.Days > 0 {
		return fmt.Sprintf(d.say(tFewDaysBar), left.Numbers, left.Days)
	}
	return fmt.Sprintf(d.say(tFewNumbersBar), left.Numbers)
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
		return widget.Stack(h.listView(d, people, max(room-1, 1)), h.welcome(d, len(people)))
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

// welcome is the empty desk: what can be done with the box.
func (h *home) welcome(d *desk, listed int) widget.Block {
	out := &lines{d: d}
	if listed > 0 || h.place != nil {
		return out.Block
	}
	out.blank()
	switch {
	case h.info.ReadOnly != "":
		h.whyReadOnly(out)
		return out.Block
	case h.morning.New:
		h.dayView(out)
	}
	if h.asking() {
		h.questionView(out)
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
	v, judged := h.onScreen(a)
	switch {
	case a.err != nil:
		told := Explain(a.err)
		out.add(widget.RoleBad, told.In(d.lang))
		return out.Block
	case !judged:
		out.add(widget.RoleWarn, h.waiting(d, a))
		return out.Block
	}
	role, head := verdictHead(v)
	text := d.say(head)
	if h.trying(a) {
		text = fmt.Sprintf(d.say(tWithTemp), h.trial.temp) + text
	}
	switch reason := d.say(plain(v.Reason)); {
	case v.Issues() && h.info.ReadOnly != "":
		role, text = widget.RoleWarn, d.say(tWouldIssue)
	case reason != "":
		text += "  " + reason
	}
	h.checkLine(out, role, text, ruleName(d, v))
	if rest := unsaid(v); len(rest) > 0 {
		out.wrap(widget.RoleWarn, d.say(tMind)+warningsText(rest, d.lang))
	}
	if !v.Issues() {
		if v.Cite != "" {
			out.wrap(widget.RolePlain, d.say(tCite)+narrow(v.Cite))
		}
		h.stationSet(out, v)
		if advice := d.say(plain(v.Advice)); advice != "" {
			out.wrap(widget.RolePlain, d.say(tCanDo)+advice)
		}
		if next := d.say(plain(v.Next.Reason)); next != "" {
			out.wrap(widget.RolePlain, d.say(tNextDay)+next)
		}
		out.addPlaces(v)
		if len(v.Related) > 0 && !h.comparing(a) {
			out.add(widget.RolePlain, d.say(tRelated)+registry.GroupDigits(v.Related[0]))
		}
	}
	h.stillWanted(d, a, out)
	if why := h.info.ReadOnly; why != "" {
		out.wrap(widget.RoleBad, d.say(tReadOnlyHere)+d.say(readOnlyDo(why)))
	}
	return out.Block
}

// stationSet says which numbers are this station's, not the sentence's.
func (h *home) stationSet(out *lines, v station.Verdict) {
	for _, text := range v.StationSet {
		out.wrap(widget.RoleWarn, out.d.say(plain(text)))
	}
}

// unsaid are the warnings that the reason does not say already.
func unsaid(v station.Verdict) []string {
	return slices.DeleteFunc(slices.Clone(v.Warnings), func(w string) bool { return w == v.Rule })
}

// checkLine is the verdict with the rule's name behind it, quietly; on a line of
// its own where that one is full.
func (h *home) checkLine(out *lines, role widget.Role, text, rule string) {
	out.wrap(role, text)
	if rule == "" {
		return
	}
	rows, tag := widget.Wrap(text, out.d.w), out.d.say(tRuleTag)+rule
	if widget.Width(rows[len(rows)-1])+2+widget.Width(tag) > out.d.w {
		out.add(widget.RoleHint, tag)
		return
	}
	out.Lines[len(out.Lines)-1] += "  " + out.d.st.Paint(widget.RoleHint, tag)
}

// waiting says what is missing, or that the rules are being asked.
func (h *home) waiting(d *desk, a *draft) string {
	key, gap := a.gap()
	if !gap {
		return d.say(tChecking)
	}
	if f := a.form.Field(key); f != nil {
		return d.say(tMissing) + d.say(f.Spec().Label)
	}
	if a.firstUnread() == "" {
		return d.say(tMissing) + a.proxyMissing(d)
	}
	return d.say(tMissing) + h.unreadText(d, a)
}

// foot is the last pass and what is still to be done.
func (h *home) foot(d *desk) widget.Block {
	out := &lines{d: d}
	h.lastNoView(d, out)
	out.Lines = append(out.Lines, h.lastView(d))
	t := h.today
	role := widget.RoleHint
	if t.ToPrint() > 0 {
		role = widget.RoleWarn
	}
	text := fmt.Sprintf(d.say(tTasks), t.ToPrint(), t.Unsigned, t.Passes)
	if t.Special > 0 {
		text += fmt.Sprintf(d.say(tCountSpecial), t.Special)
	}
	if t.Open+t.Appealed > 0 {
		text += fmt.Sprintf(d.say(tQueueTasks), t.Open, t.Appealed)
	}
	if n := len(h.shelf); n > 0 {
		text += fmt.Sprintf(d.say(tAsideCount), n)
	}
	out.add(role, text)
	return out.Block
}

func (h *home) lastView(d *desk) string {
	l := h.last
	label := d.st.Paint(widget.RoleLabel, d.say(tLast)) + "  "
	room := d.w - widget.Width(d.say(tLast)) - 2
	if l.number.IsZero() {
		return label + d.st.Paint(widget.RoleHint, d.say(tNoLast))
	}
	number := l.number.Grouped()
	rest := fmt.Sprintf("  %s  ", l.name) + fmt.Sprintf(d.say(tCopyNo), l.copy)
	if l.place.Page > 0 {
		rest += fmt.Sprintf(d.say(tLedgerNow), l.place.Page, l.place.Row)
	}
	if l.signed {
		rest += "  " + d.say(tSignedFor)
	}
	if s := d.say(l.state); s != "" {
		rest += "  " + s
	}
	left := room - widget.Width(number) - widget.Width(rest)
	return label + d.st.Paint(widget.RoleNumber, number) + widget.Truncate(rest+shortPath(l.where, left), room-widget.Width(number))
}
