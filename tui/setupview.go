package tui

import (
	"fmt"
	"strconv"
	"strings"

	"passdesk/registry"
	"passdesk/tui/widget"
)

func (s *setupScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tSetupTitle)+fmt.Sprintf("   %d/%d", s.step+1, stepRecovery+1))
	out.blank()
	for _, a := range s.answered(d) {
		out.Lines = append(out.Lines, d.st.Paint(widget.RoleLabel, widget.Pad(a[0], 16))+widget.Truncate(a[1], d.w-16))
	}
	out.blank()
	out.wrap(widget.RolePlain, d.say(stepTexts[s.step]))
	if s.step == stepRecovery {
		out.wrap(widget.RoleNumber, s.made.RecoverySheet)
	}
	s.diskLines(d, out)
	out.blank()
	block := out.Block
	if s.form != nil {
		block = widget.Stack(block, s.form.View(d.w, d.st, d.lang))
	}
	list := &lines{d: d}
	s.listLines(d, list, d.h-1-len(block.Lines)-3)
	list.blank()
	for _, row := range widget.Wrap(d.say(s.note.Text), d.w) {
		list.add(s.note.Role, row)
	}
	return widget.Stack(block, list.Block)
}

// answered are the steps that are done, as label and value.
func (s *setupScreen) answered(d *desk) [][2]string {
	a := s.answers
	all := []struct {
		step  setupStep
		label widget.T
		value string
	}{
		{stepScheme, tScheme, s.schemeTitle(d)}, {stepDivision, tDivision, s.path + "  " + a.Division},
		{stepStation, tStationCode, strconv.Itoa(a.Station)}, {stepKind, tPointKind, d.say(pointKind(a.Kind))},
		{stepPoint, tPoint, a.Point}, {stepOperator, tOperator, a.Operator},
		{stepPassphrase, tPassphrase, d.say(tKept)}, {stepStart, tStartAt, strconv.Itoa(a.StartAt)},
		{stepPaper, tBefore, s.before(d)},
	}
	var out [][2]string
	for _, x := range all {
		if x.step < s.step {
			out = append(out, [2]string{d.say(x.label), x.value})
		}
	}
	return out
}

// before is what is known of papers under the code.
func (s *setupScreen) before(d *desk) string {
	var known []string
	if s.answers.LastPaper != "" {
		known = append(known, d.say(tLastPaper)+" "+s.answers.LastPaper)
	}
	if s.answers.LeastEpoch > 0 {
		known = append(known, d.say(tLeastEpoch)+" "+strconv.Itoa(s.answers.LeastEpoch))
	}
	if len(known) == 0 {
		return d.say(tNoneBefore)
	}
	return strings.Join(known, "  ")
}

func (s *setupScreen) schemeTitle(d *desk) string {
	for _, sc := range s.s.Schemes() {
		if sc.Code == s.answers.Scheme {
			return d.say(plain(sc.Title))
		}
	}
	return s.answers.Scheme
}

// diskLines tells what is known of the disk before the register is made on it.
func (s *setupScreen) diskLines(d *desk, out *lines) {
	if s.step != stepMake || s.disk.State == "" {
		return
	}
	out.blank()
	known := s.disk
	if s.asksDisk() && s.answers.Disk != "" {
		known = Disk{State: s.answers.Disk, Said: true}
	}
	role, text := known.say()
	out.wrap(role, d.say(text))
	if s.asksDisk() {
		out.wrap(widget.RolePlain, d.say(tDiskAsk))
	}
}

// listLines draws what there is to choose from.
func (s *setupScreen) listLines(d *desk, out *lines, room int) {
	var rows []string
	switch s.step {
	case stepScheme:
		for i, sc := range s.s.Schemes() {
			rows = append(rows, fmt.Sprintf("%d  %s  %s", i+1, d.say(plain(sc.Title)), d.say(plain(sc.Area))))
		}
	case stepDivision:
		for _, c := range s.choices {
			rows = append(rows, c.Code+"  "+c.Path)
		}
	case stepKind:
		for i, k := range registry.PointKinds {
			rows = append(rows, fmt.Sprintf("%d  %s", i+1, d.say(pointKind(k))))
		}
	}
	room = max(room, 3)
	first := clamp(s.chosen-room+1, 0, max(len(rows)-room, 0))
	for i := first; i < min(first+room, len(rows)); i++ {
		mark, role := "  ", widget.RolePlain
		if i == s.chosen {
			mark, role = "> ", widget.RoleSelected
			if s.form == nil {
				out.SetCursor(0, len(out.Lines))
			}
		}
		out.add(role, mark+rows[i])
	}
}

func (s *setupScreen) keys(d *desk) []widget.Binding {
	out := []widget.Binding{s.goesOn()}
	if s.count() > 0 {
		out = append(out, keyMove)
	}
	if s.step > stepScheme && s.step < stepRecovery {
		out = append(out, keyEsc)
	}
	if s.step == stepRecovery {
		out = append(out, as(keyNext, tLater))
	}
	return append(out, keyLang)
}

func (s *setupScreen) actions(d *desk) []action { return nil }

func (s *setupScreen) allows(a ability) bool { return a == helps }
