package tui

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// scanKey takes a key as part of a scan: it keeps how things stood before the
// first, takes a whole number that came at a machine's speed wherever the cursor
// is, and at the Enter takes the scan as one.
func (h *home) scanKey(d *desk, msg tea.KeyPressMsg, name string) (tea.Cmd, bool) {
	text := widget.KeyText(msg)
	e := h.burst.Feed(msg)
	switch e.Phase {
	case widget.BurstStart:
		h.skip, h.run = false, ""
		h.remember()
	case widget.BurstEnd:
		h.skip = false
		h.goBack()
		h.enter.Note(d.now())
		return h.scanned(d, e.Parts()), true
	}
	if name == "tab" {
		text = "\t"
	}
	h.run += text
	if e.Phase != widget.BurstRunning {
		return nil, false
	}
	if h.skip {
		return nil, true
	}
	last := h.run[strings.LastIndexByte(h.run, '\t')+1:]
	if !h.wholeDocument(d)(compactUpper(last)) {
		return nil, false
	}
	s := h.shape(d, strings.Split(h.run, "\t"))
	h.goBack()
	h.enter.Note(d.now())
	h.advance.Arm(d.now())
	return h.takeScan(d, s, false), true
}

// scanned takes what a reader has typed, wherever the cursor stood: the Enter
// that ended it only looks up.
func (h *home) scanned(d *desk, parts []string) tea.Cmd {
	s := h.shape(d, parts)
	if s.document == "" {
		return h.typeIntoBox(d, strings.Join(parts, " "))
	}
	return h.takeScan(d, s, false)
}

// paste is placed by shape like a scan; what has no shape goes where the cursor
// is.
func (h *home) paste(d *desk, content string) tea.Cmd {
	if h.place != nil {
		h.place.field.Insert(strings.Join(widget.SplitPaste(content), " "))
		return nil
	}
	h.burst.Reset()
	h.enter.Note(d.now())
	parts := widget.SplitPaste(content)
	s := h.shape(d, parts)
	switch {
	case s.document != "":
		return h.takeScan(d, s, true)
	case len(parts) == 0:
		return nil
	case h.onBox || h.draft == nil:
		return h.typeIntoBox(d, h.box.Value()+strings.Join(parts, " "))
	}
	h.draft.form.Update(tea.PasteMsg{Content: content})
	h.draft.byHand = true
	return h.judge(d, h.draft)
}

func (h *home) shape(d *desk, parts []string) scan {
	return readScan(parts, func(p string) bool {
		r := h.documentOf(d, p, "auto")
		return usable(r) && r.Number.Type() != "" && len(r.Number.Norm()) >= 8
	})
}

func (h *home) typeIntoBox(d *desk, text string) tea.Cmd {
	h.onBox = true
	h.noteLeft(text)
	h.box.Set(text)
	h.note = widget.Note{}
	return h.boxChanged(d)
}

// takeScan puts a scanned or typed document (or a name alone) to the applicant
// at the desk if it fills a gap there, else begins a new applicant. It never
// throws away what was typed by hand: then it says so and changes nothing.
func (h *home) takeScan(d *desk, s scan, byHand bool) tea.Cmd {
	typedText, picked := h.box.Value(), cmp.Or(h.preview, h.left)
	h.clearBox()
	h.note, h.want = widget.Note{}, false
	h.leavePick(picked, h.sameDocument(d, picked, s))
	switch {
	case h.draft != nil && h.fillsGap(d, s):
		return h.putScan(d, s)
	case h.sameDocument(d, h.draft, s):
		return h.putScan(d, s)
	case h.draft != nil && h.draft.byHand:
		h.skip = true
		h.tell(widget.RoleWarn, tNotReplaced)
		if byHand { // what a person typed stays
			h.box.Set(typedText)
		}
		return h.judge(d, h.draft)
	case h.draft != nil && !h.draft.blank():
		h.setAside()
		h.tell(widget.RoleWarn, h.prevText())
	}
	h.family = nil
	r := h.documentOf(d, s.document, "auto")
	kind := adultForm
	if s.document != "" && !citizenNumber(r) {
		kind = otherForm
	}
	h.draft = h.newDraft(d, kind)
	h.draft.byHand = byHand && s.document == ""
	if kind == otherForm {
		s.document = h.draft.passport(r, s.document)
	}
	return h.putScan(d, s)
}

// passport fills in what a permit, a passport or its machine-readable lines say,
// and answers the number to enter.
func (a *draft) passport(r iddoc.Reading, typed string) string {
	values := map[string]string{fKind: kindDigitOf(r)}
	if r.Type == iddoc.TypeMRZTD3 || r.Type == iddoc.TypeMRZTD1 {
		typed = r.Number.Norm()
		values[fState], values[fBirth], values[fSex] = r.Number.State(), r.Number.Birth().Compact(), sexDigit(r.Number.Sex().String())
	}
	a.form.Fill(values)
	a.noteState()
	return typed
}

// fillsGap reports that the document is what the applicant at the desk lacks: a
// child's parent, or the card of somebody whose name was typed first.
func (h *home) fillsGap(d *desk, s scan) bool {
	if s.document == "" {
		return s.name != "" && strings.TrimSpace(h.draft.form.Value(fName)) == ""
	}
	return h.draft.number() == ""
}

// sameDocument reports that the document is the applicant's who is there already.
func (h *home) sameDocument(d *desk, there *draft, s scan) bool {
	if s.document == "" || there == nil {
		return false
	}
	a, b := h.documentOf(d, s.document, "auto"), h.documentOf(d, there.number(), "auto")
	return a.Number.Key() != "" && a.Number.Key() == b.Number.Key()
}

// putScan fills the fields that are still empty and looks the person up.
func (h *home) putScan(d *desk, s scan) tea.Cmd {
	a := h.draft
	values := map[string]string{}
	if s.document != "" && a.number() == "" {
		key := fDocument
		if a.kind == childForm {
			key = fGuardian
		}
		values[key] = s.document
	}
	if a.kind == childForm {
		if s.document == "" {
			values[fName] = s.name
		} else {
			a.cardOfGuardian(values, s.name, relationOf(h.documentOf(d, s.document, "auto")))
		}
	} else {
		if s.name != "" && a.form.Value(fName) == "" {
			values[fName] = s.name
		}
		if s.name != "" && a.form.Value(fName) != "" && strings.TrimSpace(a.form.Value(fName)) != s.name {
			h.tell(widget.RoleWarn, tNamesDiffer)
		}
		if s.address != "" && a.form.Value(fAddress) == "" {
			values[fAddress] = s.address
		}
	}
	a.form.Fill(values)
	h.refit(d, a)
	h.enter.Note(d.now())
	look := h.lookUp(d, a)
	return tea.Batch(look, h.toGap(d))
}

// personMsg is what the register knows about a document: whoever it belongs to,
// on the list or with a pass, and the children under it.
type personMsg struct {
	a      *draft
	number int
	person *station.Found
	app    *registry.Application
	family []station.Found
	err    error
}

// lookUp asks who the document is.
func (h *home) lookUp(d *desk, a *draft) tea.Cmd {
	r := h.documentOf(d, a.number(), a.declared())
	if r.Number.IsZero() {
		return nil
	}
	h.asks++
	asked, desk, norm := h.asks, d.p.Desk, r.Number.Norm()
	return d.ask(h, func(ctx context.Context) tea.Msg {
		m := personMsg{a: a, number: asked}
		m.err = m.read(ctx, desk, norm)
		return m
	})
}

func (m *personMsg) read(ctx context.Context, s finder, norm string) error {
	people, err := s.Find(ctx, norm, listMost)
	if err != nil && !errors.Is(err, station.ErrNotFound) {
		return err
	}
	for i := range people {
		if !people[i].Child && m.person == nil {
			m.person = &people[i]
		}
	}
	if p := m.person; p != nil && p.Resident > 0 && !holds(*p) {
		app, err := s.Resident(ctx, p.Resident)
		if err != nil {
			return err
		}
		app.Name = p.Name // as on the pass, where there was one
		m.app = &app
	}
	m.family, err = s.Family(ctx, norm)
	return err
}

// recognised fills in whom the register knows, and lists the family.
func (h *home) recognised(d *desk, msg personMsg) tea.Cmd {
	a := msg.a
	if a != h.draft {
		return nil
	}
	if msg.err != nil {
		h.fail(msg.err)
		return nil
	}
	if a.kind == childForm {
		a.callGuardian(msg.person)
		return nil
	}
	was := a.form.Values()
	typing := !h.onBox && a.form.Value(a.form.Focus()) != ""
	h.family = notHolding(msg.family)
	switch p := msg.person; {
	case msg.app != nil:
		a.fill(*msg.app)
	case p != nil && a.form.Value(fName) == "":
		a.form.Fill(map[string]string{fName: p.Name})
	}
	switch p := msg.person; {
	case p != nil && p.Number.IsZero():
		a.remember(*p)
	case p != nil && p.Status.Chased():
		a.fetch = p.Number.String()
	}
	if p := msg.person; p != nil {
		if name := strings.TrimSpace(a.form.Value(fName)); !typing && name != p.Name {
			h.tell(widget.RoleWarn, tNamesDiffer)
		}
	}
	if !maps.Equal(was, a.form.Values()) { // somebody else would get the pass now
		h.enter.Note(d.now())
	}
	if typing || h.box.Value() != "" {
		return h.judge(d, a)
	}
	if p := msg.person; p != nil && waits(*p) && d.top() == screen(h) {
		return tea.Batch(h.toGap(d), h.openCase(d, p.Case))
	}
	return h.toGap(d)
}

// notHolding are those of a family who have no valid paper yet: the ones that a
// digit is for.
func notHolding(all []station.Found) []station.Found {
	var out []station.Found
	for _, p := range all {
		if (p.Number.IsZero() || !p.Status.InHand()) && len(out) < listMost {
			out = append(out, p)
		}
	}
	return out
}

// citizenNumber reports the numbers of eighteen digits that carry birth and sex
// (and the fifteen that convert to them).
func citizenNumber(r iddoc.Reading) bool {
	switch r.Type {
	case iddoc.TypeRIC18, iddoc.TypeRIC15, iddoc.TypeHMTRes, iddoc.TypeFPR18:
		return true
	}
	return false
}

// kindDigitOf is the digit of the kind that the number itself settles.
func kindDigitOf(r iddoc.Reading) string {
	if needsKind(r) {
		return ""
	}
	switch r.Type {
	case iddoc.TypeHKPermit, iddoc.TypeMOPermit:
		return "1"
	case iddoc.TypeTWPermit:
		return "2"
	case iddoc.TypePassportForeign, iddoc.TypeMRZTD3, iddoc.TypeMRZTD1:
		if r.Number.State() == "CHN" {
			return "4"
		}
		return "3"
	case iddoc.TypePassportCN:
		return "4"
	case iddoc.TypeMilID:
		return "5"
	}
	return ""
}

// kindDigit is the digit of a stored document's kind.
func kindDigit(doc *registry.Document) string {
	if strings.HasPrefix(doc.Type, "PASSPORT") && doc.State != "" && doc.State != "CHN" {
		return "3"
	}
	return kindDigitOf(iddoc.Reading{Type: iddoc.Type(doc.Type)})
}
