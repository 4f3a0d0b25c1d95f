package tui

import (
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// besideRow is one line of the comparison: what the application says, what the
// register says, and whether the two differ.
type besideRow struct {
	label        widget.T
	ours, theirs string
	differ       bool
}

// The columns: labels, a mark where the values differ, and two halves.
const besideLabel = 9

// compareView lays both records side by side in the room there is. Values that
// differ carry a mark and are bold; when the room is short, lines that agree go
// first.
func (h *home) compareView(d *desk, a *draft, room int) widget.Block {
	out := &lines{d: d}
	number := registry.GroupDigits(a.compared())
	which := ""
	if n := len(a.verdict.Related); n > 1 {
		which = fmt.Sprintf(d.say(tRecordOf), a.beside.at+1, n)
	}
	half := besideHalf(d)
	out.Lines = append(out.Lines, widget.Pad("", besideLabel+2)+d.st.Paint(widget.RoleTitle, widget.Pad(d.say(tThisApplicant), half))+"  "+
		d.st.Paint(widget.RoleTitle, widget.Truncate(d.say(tInRegister)+"  "+number+which, half)))
	if a.beside.record == nil {
		if a.beside.err == nil {
			out.add(widget.RoleHint, d.say(tOpeningRecord))
		}
		return out.Block
	}
	for _, r := range fitting(h.besideRows(d, a), room-1) {
		out.Lines = append(out.Lines, h.besideLine(d, r))
	}
	return out.Block
}

func besideHalf(d *desk) int { return (d.w - besideLabel - 2 - 2) / 2 }

func (h *home) besideLine(d *desk, r besideRow) string {
	half, mark, role := besideHalf(d), "  ", widget.RolePlain
	if r.differ {
		mark, role = "* ", widget.RoleWarn
	}
	return d.st.Paint(widget.RoleLabel, widget.Pad(d.say(r.label), besideLabel)) + d.st.Paint(role, mark+widget.Pad(widget.Truncate(r.ours, half), half)) +
		"  " + d.st.Paint(role, widget.Truncate(r.theirs, half))
}

// fitting drops the lines that agree, the last first, until the rest fits.
func fitting(rows []besideRow, room int) []besideRow {
	for i := len(rows) - 1; i >= 0 && len(rows) > room; i-- {
		if !rows[i].differ {
			rows = append(rows[:i:i], rows[i+1:]...)
		}
	}
	return rows
}

// besideRows compares the applicant with the record that lies beside them.
func (h *home) besideRows(d *desk, a *draft) []besideRow {
	return h.rowsBeside(d, a.application(h.today.Day), *a.beside.record)
}

// rowsBeside compares an application with a record of the register.
func (h *home) rowsBeside(d *desk, app registry.Application, p station.Detail) []besideRow {
	x, y := h.personBeside(d, app), h.personBeside(d, p.Applicant)
	pair := func(label widget.T, ours, theirs string) besideRow {
		return besideRow{label, ours, theirs, ours != theirs}
	}
	document := pair(tPaperShown, x.document, y.document)
	document.differ = x.number != y.number // a mask may hide where they differ
	rows := []besideRow{pair(tName, x.name, y.name), document, pair(tBornSex, x.born, y.born)}
	if x.guardian != "" || y.guardian != "" {
		r := pair(tGuardianIs, x.guardian, y.guardian)
		r.differ = x.relation != y.relation || unlike(x.guardianName, y.guardianName)
		rows = append(rows, r)
	}
	if x.place != "" || y.place != "" {
		rows = append(rows, besideRow{tLives, x.place, y.place, unlike(x.place, y.place)})
	}
	standing := strings.Join([]string{d.say(statusText(p.Status)), fmt.Sprintf(d.say(tCopyNo), p.Copy), p.Issued.String()}, " ")
	return append(rows, besideRow{label: tStatus, theirs: standing})
}

// compared is a person in the words that are held side by side.
type compared struct{ name, document, number, born, guardian, guardianName, relation, place string }

// unlike are two values that are both known and differ: what one of two records
// does not say tells nobody apart.
func unlike(a, b string) bool { return a != "" && b != "" && a != b }

func (h *home) personBeside(d *desk, a registry.Application) compared {
	c := compared{name: a.Name, place: strings.TrimSpace(a.Building + " " + a.Address)}
	doc := a.Document
	if doc == nil {
		doc = a.OwnNumber
	}
	if doc == nil && a.Guardian != nil {
		doc = a.Guardian.Document
	}
	birth, _ := civil.Parse(a.Birth) // what was read at the door, or nothing
	sex := a.Sex
	if doc != nil {
		r := h.documentOf(d, doc.Number, doc.Declared())
		c.number, c.document = r.Number.Key(), d.say(typeText(r.Type))+" "+r.Number.Masked()
		if own := a.Document != nil || a.OwnNumber != nil; own {
			birth, sex = readFrom(r, birth, sex)
		} else {
			c.document = d.say(tGuardianIs) + " " + r.Number.Masked()
		}
		if widget.Width(c.document) > besideHalf(d) { // its last digits tell most
			c.document = r.Number.Masked()
		}
	}
	c.born = strings.TrimSpace(birth.String() + " " + d.say(sexText(sex)))
	if g := a.Guardian; g != nil && a.Document == nil {
		c.guardianName, c.relation = g.Name, g.Relation
		c.guardian = strings.TrimSpace(g.Name + " " + d.say(relationText(g.Relation)))
	}
	return c
}

// readFrom takes birth and sex from a number where the form says nothing.
func readFrom(r iddoc.Reading, birth civil.Date, sex string) (civil.Date, string) {
	if birth.IsZero() {
		birth = r.Number.Birth()
	}
	if sex == "" {
		sex = r.Number.Sex().String()
	}
	return birth, sex
}
