package tui

import (
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// room is how many lines of the body are in sight, below what the case is, the
// note, and a blank.
func (s *caseScreen) room(d *desk) int { return max(d.h-1-2-len(s.told(d)), 3) }

// told is the note, whole: what was just done or why it was not, else who decides.
func (s *caseScreen) told(d *desk) []string {
	role, text := s.note.Role, d.say(s.note.Text)
	switch {
	case text != "":
	case len(s.possible()) > 0 && len(s.steps()) == 0:
		role, text = widget.RoleHint, d.say(tOfficerSettles)
	case s.c.State == registry.CaseAppealed && len(s.found.differs()) == 0: // why a key is missing
		role, text = widget.RoleWarn, d.say(plain(s.c.Beyond))
	}
	var rows []string
	for _, row := range widget.Wrap(text, d.w) {
		rows = append(rows, d.st.Paint(role, row))
	}
	return rows[:min(len(rows), 5)]
}

func (s *caseScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	title, right := count(tCaseTitle, ""), ""
	if s.read {
		title = count(tCaseTitle, s.c.No)
		stands := rowOf(s.c).stands()
		title = widget.T{ZH: title.ZH + "  " + stands.ZH, EN: title.EN + "  " + stands.EN}
		right = s.c.At.Format("2006-01-02 15:04") + "  " + d.say(ageText(d.now().Sub(s.c.At)))
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(title), right, d.w)))
	out.Lines = append(out.Lines, s.told(d)...)
	out.blank()
	if !s.read {
		return out.Block
	}
	if s.confirm != nil {
		return s.confirmView(d, out)
	}
	body := s.body(d)
	s.long = len(body) > s.room(d)
	s.first = clamp(s.first, 0, max(len(body)-s.room(d), 0))
	out.Lines = append(out.Lines, body[s.first:min(s.first+s.room(d), len(body))]...)
	return out.Block
}

// confirmView keeps what is decided about in sight above the reason.
func (s *caseScreen) confirmView(d *desk, out *lines) widget.Block {
	confirm := s.confirm.View(d.w, d.st, d.lang)
	spare := d.h - 1 - len(out.Lines) - len(confirm.Lines) - 1
	about := &lines{d: d}
	s.who(about)
	s.answer(about)
	if s.record != nil && !s.ofPass() {
		about.Lines = append(s.compare(d, max(spare, 3)), "")
	}
	if len(about.Lines) > max(spare, 0) {
		about.Lines = about.Lines[:max(spare, 0)]
	}
	about.blank()
	return widget.Stack(out.Block, about.Block, confirm)
}

// body is the whole case, to be scrolled: what an officer decides on stands
// first, the long sentence last.
func (s *caseScreen) body(d *desk) []string {
	out := &lines{d: d}
	s.answer(out)
	if s.record != nil && !s.ofPass() {
		out.blank()
		out.Lines = append(out.Lines, s.compare(d, 12)...)
	} else {
		s.who(out)
	}
	if s.ofPass() {
		s.about(out)
	} else {
		s.said(out)
	}
	out.blank()
	s.happened(out)
	out.blank()
	s.basis(out)
	return out.Lines
}

// answer is what was told last.
func (s *caseScreen) answer(out *lines) {
	role, head := verdictHead(s.c.Question)
	s.h.checkLine(out, role, out.d.say(head)+"  "+out.d.say(plain(s.c.Question.Reason)), ruleName(out.d, s.c.Question))
}

// basis is the sentence with its paper, what the person was told to do, when it
// would change, and where they were sent.
func (s *caseScreen) basis(out *lines) {
	d, v := out.d, s.c.Question
	if v.Cite != "" {
		out.wrap(widget.RolePlain, d.say(tCite)+narrow(v.Cite))
	}
	if paper := d.say(plain(s.h.info.Scheme.PaperTitle(v.Source))); paper != "" {
		out.wrap(widget.RoleHint, d.say(tWhyPaper)+paper)
	}
	s.h.stationSet(out, v)
	if advice := d.say(plain(v.Advice)); advice != "" {
		out.wrap(widget.RolePlain, d.say(tCanDo)+advice)
	}
	if next := d.say(plain(v.Next.Reason)); next != "" {
		out.wrap(widget.RolePlain, d.say(tNextDay)+next)
	}
	out.addPlaces(v)
}

// row is a label and a value, when there is one.
func (l *lines) row(label widget.T, value string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	for i, text := range widget.Wrap(value, l.d.w-detailLabel) {
		name := ""
		if i == 0 {
			name = l.d.say(label)
		}
		l.Lines = append(l.Lines, l.d.st.Paint(widget.RoleLabel, widget.Pad(name, detailLabel))+text)
	}
}

// who is the applicant.
func (s *caseScreen) who(out *lines) {
	d, a := out.d, s.c.Applicant
	p := s.h.personBeside(d, a)
	out.row(tName, a.Name)
	out.row(tPaperShown, p.document)
	out.row(tBornSex, p.born)
	out.row(tGuardianIs, p.guardian)
	out.row(tPhone, a.Phone)
	out.row(tLives, p.place)
	if a.Proxy != nil {
		out.row(tProxyIs, strings.TrimSpace(a.Proxy.Name+"  "+a.Proxy.Reason))
	}
}

// about is the pass that an appeal is about, as it stands now.
func (s *caseScreen) about(out *lines) {
	d := out.d
	out.row(tNumber, registry.GroupDigits(s.c.Number))
	if s.record != nil {
		out.row(tStandsNow, d.say(statusText(s.record.Status))+"   "+d.say(count(tCopyNo, s.record.Copy)))
	}
}

// said is what the applicant declared.
func (s *caseScreen) said(out *lines) {
	facts := declaredText(out.d, s.h.info.Scheme, s.c.Applicant.Facts)
	if len(facts) == 0 {
		out.row(tDeclared, out.d.say(tDeclaredNone))
	}
	for i, f := range facts {
		label := widget.T{}
		if i == 0 {
			label = tDeclared
		}
		out.row(label, f)
	}
	for i, f := range s.foundLines(out.d) {
		label := widget.T{}
		if i == 0 {
			label = tFoundNow
		}
		out.row(label, f)
	}
	if s.c.Number != "" {
		out.row(tNumber, registry.GroupDigits(s.c.Number))
	}
}

// compare lays the applicant beside the record of the register.
func (s *caseScreen) compare(d *desk, room int) []string {
	half := besideHalf(d)
	out := []string{widget.Pad("", besideLabel+2) + d.st.Paint(widget.RoleTitle, widget.Pad(d.say(tThisApplicant), half)) + "  " +
		d.st.Paint(widget.RoleTitle, widget.Truncate(d.say(tInRegister)+"  "+registry.GroupDigits(s.c.Against), half))}
	for _, r := range fitting(s.h.rowsBeside(d, s.c.Applicant, *s.record), room-1) {
		out = append(out, s.h.besideLine(d, r))
	}
	return out
}

// happened lists what was done, the latest first, with the reasons.
func (s *caseScreen) happened(out *lines) {
	d := out.d
	out.add(widget.RoleLabel, d.say(tHistory))
	all := slices.Clone(s.c.History)
	slices.Reverse(all)
	wide := kindsWide(d, all, 16)
	for _, e := range all {
		head := e.At.Format("2006-01-02 15:04") + "  " + widget.Pad(d.say(kindText(e.Kind)), wide) + "  " + e.Operator
		out.event(head, d.say(s.noteOf(d, e)))
	}
}

// noteOf is what stands beside an event: what was told at first, then what was
// decided and why, and what had been stated of an input that was found to be otherwise.
func (s *caseScreen) noteOf(d *desk, e station.Happened) widget.T {
	if e.Event == s.id && !s.ofPass() {
		_, head := verdictHead(s.c.Verdict)
		return head
	}
	t := happenedText(e)
	for _, name := range slices.Sorted(maps.Keys(e.Found)) {
		r := e.Found[name]
		more := s.inputText(d, name, r.Was) + " -> " + s.inputText(d, name, r.Is)
		t = widget.T{ZH: t.ZH + "；" + more, EN: t.EN + "; " + more}
	}
	return t
}
