package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// row is the line with the key, among those that were read.
func (r *caseReader) row(key string) (caseRow, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, row := range r.rows {
		if strconv.FormatInt(row.id, 10) == key {
			return row, true
		}
	}
	return caseRow{}, false
}

// decided: there is a decision to print.
func (r caseRow) decided() bool {
	return r.state == registry.CaseUpheld || r.state == registry.CaseChanged
}

func (r caseRow) paper() station.NoticeKind {
	if r.decided() {
		return station.AppealDecisions
	}
	return station.AppealForms
}

func (r caseRow) paperText() widget.T {
	if r.decided() {
		return tAppealDecision
	}
	return tAppealForm
}

// since is the day from which the age of an appeal counts: when it was lodged, or the
// refusal that may be appealed was told.
func (r caseRow) since() time.Time {
	if r.c.lodged.IsZero() {
		return r.at
	}
	return r.c.lodged
}

// appealLine is a case as a row of the appeals.
func (r caseRow) appealLine(lang widget.Lang, now time.Time) widget.Row {
	of := tOfRefusal
	if r.c.ofPass {
		of = tOfPass
	}
	stands, role := r.appealStands(lang)
	term, over := r.term(lang, now)
	if over {
		role = widget.RoleBad
	}
	return widget.Row{Key: strconv.FormatInt(r.id, 10), Role: role, Cells: []string{
		r.no.String(), r.short, of.In(lang), stands, term, ageText(now.Sub(r.since())).In(lang), r.who,
		strings.TrimSpace(plain(r.asked.Reason).In(lang))}} // the last has no column
}

func (r caseRow) appealStands(lang widget.Lang) (string, widget.Role) {
	switch {
	case len(r.c.old) > 0:
		return fmt.Sprintf(tOldStillOut.In(lang), r.c.old[0]), widget.RoleWarn
	case r.state == registry.CaseAppealed:
		return tViewWaits.In(lang), widget.RoleWarn
	}
	return stateText(r.state).In(lang), widget.RolePlain
}

// term is the last day that a setting gives, and whether it has gone by; none where
// no term is set.
func (r caseRow) term(lang widget.Lang, now time.Time) (string, bool) {
	if r.c.due.IsZero() {
		return tNoTerm.In(lang), false
	}
	left := civil.On(now, now.Location()).DaysUntil(r.c.due)
	if left < 0 {
		return fmt.Sprintf(tTermOver.In(lang), -left), true
	}
	return fmt.Sprintf(tTermLeft.In(lang), r.c.due.String()[5:], left), false
}

// foundRows are the people of the register by their place among them.
func foundRows(found []station.Found, lang widget.Lang) []widget.Row {
	var rows []widget.Row
	for i, f := range found {
		what, stands := "", ""
		switch {
		case !f.Number.IsZero():
			what, stands = tOfPass.In(lang), statusText(f.Status).In(lang)
		case f.Case != 0:
			what, stands = tOfRefusal.In(lang), stateText(f.CaseStatus).In(lang)
		}
		rows = append(rows, widget.Row{Key: strconv.Itoa(i), Cells: []string{"", f.Name, what, stands, f.Masked, "", "", ""}})
	}
	return rows
}

func (s *appealsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	t := s.h.today
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tAppealsTitle), fmt.Sprintf(d.say(tAppealsCount), t.Appealed), d.w)))
	var names []widget.T
	for _, v := range appealViews {
		names = append(names, v.name)
	}
	out.Lines = append(out.Lines, tabsLine(d, names, s.which))
	label := d.say(tFind)
	x := widget.Width(label) + 2
	s.search.SetCells(d.w - x)
	cursor, at := x+s.search.CursorX(), len(out.Lines)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+s.search.View(d.st, d.lang))
	s.below(out)
	s.list.Rowless(rowless(s.search, appealViews[s.which].none))
	b := widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
	if !s.search.Empty() {
		b.SetCursor(cursor, at)
	}
	return b
}

// below is the line between the search and the list: what was just said, that the
// register can be asked, else the chosen case in one sentence.
func (s *appealsScreen) below(out *lines) {
	row, ok := s.list.Selected()
	switch {
	case !s.note.Text.IsZero():
		out.wrap(s.note.Role, out.d.say(s.note.Text))
	case s.asksRegister():
		out.add(widget.RoleHint, out.d.say(tNotAmongThese))
	case ok:
		out.add(widget.RoleHint, row.Cells[len(row.Cells)-1])
	default:
		out.blank()
	}
}
