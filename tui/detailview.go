package tui

import (
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

func (s *detailScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tDetailTitle))
	out.blank()
	if s.read {
		s.facts(d, out)
		s.outstanding(d, out)
	}
	out.wrap(s.note.Role, d.say(s.note.Text))
	out.blank()
	if s.confirm != nil {
		return confirmBelow(d, out.Block, s.confirm.View(d.w, d.st, d.lang))
	}
	s.history(d, out)
	return out.Block
}

// confirmBelow is a question below what it is about: the whole question is in sight, and
// of what stands above it the first lines for which there is room.
func confirmBelow(d *desk, about, confirm widget.Block) widget.Block {
	if room := max(d.h-2-len(confirm.Lines), 0); len(about.Lines) > room {
		about = about.Fill(room).Fill(room + 1)
	}
	return widget.Stack(about, confirm)
}

// detailLabel is the width of the labels' column.
const detailLabel = 15

// historyNote is where a note begins that does not fit behind its event.
const historyNote = 18

// facts are the pass and its holder, two columns of label and value.
func (s *detailScreen) facts(d *desk, out *lines) {
	p := s.d
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleLabel, widget.Pad(d.say(tNumber), detailLabel))+d.st.Paint(widget.RoleNumber, p.Number.Grouped())+
		"   "+d.st.Paint(statusRole(p.Status), d.say(statusText(p.Status)))+"   "+fmt.Sprintf(d.say(tCopyNo), p.Copy))
	a := p.Applicant
	row := func(label widget.T, value string) {
		if value != "" {
			out.Lines = append(out.Lines, d.st.Paint(widget.RoleLabel, widget.Pad(d.say(label), detailLabel))+widget.Truncate(value, d.w-detailLabel))
		}
	}
	row(tName, a.Name)
	label := tPrintedNumber
	if a.Document == nil {
		label = tGuardianNumber
	}
	row(label, p.Masked)
	if a.Guardian != nil {
		row(tGuardianIs, a.Guardian.Name)
	}
	row(tBirth, a.Birth+"  "+d.say(sexText(a.Sex)))
	row(tIssuedOn, p.Issued.String())
	if !p.Expires.IsZero() {
		row(tExpires, p.Expires.String())
	}
	if p := a.Proxy; p != nil {
		row(tProxy, strings.Join([]string{p.Name, d.say(proxyRelationText(p.Relation)), p.Reason}, "  "))
	}
	row(tLedgerPlace, s.places(d))
	row(tPhone, a.Phone)
	row(tAddress, lives(a))
	out.blank()
}

// lives is where somebody lives: the building, unless the address names it.
func lives(a registry.Application) string {
	if strings.HasPrefix(a.Address, a.Building) {
		return a.Address
	}
	return strings.TrimSpace(a.Building + "  " + a.Address)
}

// places are the rows of the ledger in which the papers are signed for.
func (s *detailScreen) places(d *desk) string {
	var all []string
	for _, at := range s.d.Places {
		text := fmt.Sprintf(d.say(tLedgerPlaced), at.Page, at.Row)
		if s.d.Copy > 1 {
			text = fmt.Sprintf(d.say(tLedgerCopy), at.Copy) + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "  ")
}

func statusRole(s registry.Status) widget.Role {
	switch s {
	case registry.StatusSigned:
		return widget.RoleGood
	case registry.StatusRecalled:
		return widget.RoleBad
	}
	return widget.RoleWarn
}

// history lists the events, the latest first.
func (s *detailScreen) history(d *desk, out *lines) {
	out.add(widget.RoleLabel, d.say(tHistory))
	room := d.h - 1 - len(out.Lines)
	all := slices.Clone(s.d.History)
	slices.Reverse(all)
	s.first = clamp(s.first, 0, max(len(all)-room, 0))
	wide := kindsWide(d, all, 16)
	for _, e := range all[s.first:min(s.first+max(room, 0), len(all))] {
		head := e.At.Format("2006-01-02 15:04") + "  " + widget.Pad(d.say(kindText(e.Kind)), wide) + "  " +
			widget.Pad(e.Operator, 12) + "  " + widget.Pad(d.say(whichOf(e)), 8)
		out.event(head, d.say(happenedText(e)))
	}
}

// whichOf is the copy that an event is about; of a decision, the case.
func whichOf(e station.Happened) widget.T {
	if e.Case != 0 && e.Kind != registry.Issued && e.Kind != registry.Reissued {
		return count(tCaseTitle, e.CaseNo)
	}
	return count(tCopyNo, max(e.Copy, 1))
}

// kindsWide is how wide the column is that names the events: none is cut.
func kindsWide(d *desk, all []station.Happened, least int) int {
	wide := least
	for _, e := range all {
		wide = max(wide, widget.Width(d.say(kindText(e.Kind))))
	}
	return wide
}

// event is a line of a history; a note that does not fit stands under it, whole.
func (l *lines) event(head, note string) {
	if widget.Width(head)+2+widget.Width(note) <= l.d.w {
		l.add(widget.RolePlain, head+"  "+note)
		return
	}
	l.add(widget.RolePlain, head)
	for _, row := range widget.Wrap(note, l.d.w-historyNote) {
		l.add(widget.RolePlain, widget.Pad("", historyNote)+row)
	}
}
