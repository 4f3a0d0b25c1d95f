package tui

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// formKind is which fields an applicant needs.
type formKind uint8

const (
	adultForm formKind = iota // a citizen number says birth and sex
	otherForm                 // permits and passports do not
	childForm                 // no document: one parent's number is written on the pass
)

// The fields, under the names that the station's verdict uses where it has one.
const (
	fDocument     = "document"
	fKind         = "kind"
	fState        = "state"
	fName         = "name"
	fBirth        = "birth"
	fSex          = "sex"
	fGuardian     = "guardian"
	fRelation     = "relation"
	fGuardianName = "guardian_name"
	fOwn          = "own_number"
	fOther        = "other_parent"
	fPhone        = "phone"
	fAddress      = "address"
)

// draft is an applicant before the issue: what is in the fields, what the list
// gave, and what the rules said about it.
type draft struct {
	kind   formKind
	form   *widget.Form
	base   registry.Application // from the residents' list; the fields win over it
	facts  facts
	proxy  *registry.Proxy // who came for somebody who cannot; nil: the person did
	own    []scheme.Field  // the scheme's
	ref    string
	byHand bool   // something was typed that only the operator knows
	fetch  string // the pass of theirs that is to be fetched; "": none is
	picked bool   // from the lines under the box: they name the person again
	called string // the guardian's name as it was filled in, not typed

	said      *registry.Choice // what was said of the record beside, before Enter
	override  string           // the warning that an officer sets aside, papers in hand
	why       string           // the officer's reason for either
	asked     int              // number of the check whose answer is awaited; 0: none
	foreasked int              // the same, of what the kind of document decides
	verdict   station.Verdict
	judged    bool // verdict holds the answer for what stands in the fields
	err       error
	foretold  *station.Verdict // what the kind of document alone decides, while a gap is open
	earlier   station.Found    // the person's last case that came to no pass
	beside    beside           // the record that the verdict rests on
}

// newDraft makes an empty applicant of the kind.
func (h *home) newDraft(d *desk, kind formKind) *draft {
	if kind != childForm && h.gather == nil {
		h.parent = nil // somebody else is at the desk: F3 offers nobody of before as a parent
	}
	a := &draft{kind: kind, own: h.info.Scheme.Fields}
	if d.p.NewRef != nil {
		a.ref = d.p.NewRef()
	}
	a.form = h.formOf(d, kind)
	return a
}

func (h *home) formOf(d *desk, kind formKind) *widget.Form {
	return widget.NewForm(widget.FormSpec{Fields: h.fieldSpecs(d, kind), Rule: widget.SubmitWhenFilled, Now: d.now})
}

// refit gives an applicant whose name came first the fields that the document wants,
// when its number is there: a passport asks for its kind, the birth and the sex, and a
// citizen's number says them. It reports whether the form is another one now.
func (h *home) refit(d *desk, a *draft) bool {
	r, kind := h.documentOf(d, a.number(), "auto"), adultForm
	if !citizenNumber(r) {
		kind = otherForm
	}
	if a.kind == childForm || a.kind == kind || !usable(r) && !needsKind(r) {
		return false
	}
	values := a.form.Values()
	a.kind, a.form = kind, h.formOf(d, kind)
	a.form.Fill(values)
	if kind == otherForm {
		a.form.Set(fDocument, a.passport(r, values[fDocument]))
	}
	return true
}

func (h *home) fieldSpecs(d *desk, kind formKind) []widget.FieldSpec {
	document := widget.FieldSpec{Key: fDocument, Label: tDocument, Help: tWhyDocument, Max: 60, Cells: 20, Required: true,
		Normalise: widget.HalfWidthUpper, Check: h.documentNote(d), Complete: h.wholeDocument(d)}
	name := widget.FieldSpec{Key: fName, Label: tName, Help: tWhyName, Max: 50, Cells: 36, Required: true, Check: nameNote}
	birth := widget.FieldSpec{Key: fBirth, Label: tBirth, Help: tWhyBirth, Max: 10, Cells: 20, Anew: true, Normalise: widget.HalfWidth,
		Placeholder: tBirthHow, Check: birthNote(h.today.Day), Complete: wholeBirth(h.today.Day)}
	sex := widget.FieldSpec{Key: fSex, Label: tSex, Help: tWhySex, Max: 1, Cells: 20, Placeholder: tSexHow, Normalise: widget.HalfWidthUpper, Check: sexNote, Complete: wholeSex}
	phone := widget.FieldSpec{Key: fPhone, Label: tPhone, Help: tWhyPhone, Max: 20, Cells: 20, Normalise: widget.HalfWidth, Check: phoneNote}
	address := widget.FieldSpec{Key: fAddress, Label: tAddress, Help: tWhyAddress, Max: 80}
	switch kind {
	case childForm:
		birth.Required, sex.Required, birth.Check = true, true, childBirthNote(h.today.Day)
		guardian := document
		guardian.Key, guardian.Label, guardian.Help = fGuardian, tGuardian, tWhyGuardian
		relation := widget.FieldSpec{Key: fRelation, Label: tRelation, Help: tWhyRelation, Max: 16, Cells: 20, Anew: true, Required: true, Placeholder: tRelationHow,
			Normalise: widget.HalfWidth, Check: relationNote, Complete: wholeRelation}
		called := widget.FieldSpec{Key: fGuardianName, Label: tGuardianName, Help: tWhyGuardianName, Max: 50, Cells: 36, Check: nameNote}
		own := widget.FieldSpec{Key: fOwn, Label: tOwn, Help: tWhyOwn, Max: 40, Cells: 20, Normalise: widget.HalfWidthUpper, Check: h.ownNote(d), Complete: h.wholeDocument(d)}
		other := own
		other.Key, other.Label, other.Help = fOther, tOtherParent, tWhyOther
		return h.withScheme([]widget.FieldSpec{name, birth, sex, guardian, called, relation, own, other, phone, address})
	case otherForm:
		birth.Required, sex.Required = true, true
		docKind := widget.FieldSpec{Key: fKind, Label: tKind, Help: tWhyKind, Max: 1, Cells: 40, Required: true, Placeholder: tKindHow,
			Normalise: widget.HalfWidth, Check: kindNote, Complete: wholeKind}
		state := widget.FieldSpec{Key: fState, Label: tState, Help: tWhyState, Max: 3, Cells: 20, Anew: true, Placeholder: tStateHow, Normalise: widget.HalfWidthUpper,
			Check: stateNote, Complete: func(v string) bool { return len(v) == 3 }}
		return h.withScheme([]widget.FieldSpec{document, docKind, state, name, birth, sex, phone, address})
	}
	return h.withScheme([]widget.FieldSpec{document, name, phone, address})
}

// application is what the desk hands to the station. Declared is true because
// the questions stand answered on the screen: the Enter that issues records it.
func (a *draft) application(today civil.Date) registry.Application {
	app := a.base
	app.Ref, app.Declared = a.ref, true
	app.Override, app.OverrideReason, app.Choice = a.override, a.why, a.said
	app.Name = strings.TrimSpace(a.form.Value(fName))
	app.Phone, app.Address = strings.TrimSpace(a.form.Value(fPhone)), strings.TrimSpace(a.form.Value(fAddress))
	a.putFields(&app)
	app.Facts = a.facts.json(app.Facts)
	app.Proxy = a.proxy
	switch a.kind {
	case childForm:
		a.childFields(&app, today)
	case otherForm:
		app.Document = &registry.Document{Number: a.form.Value(fDocument)}
		a.otherFields(&app, today)
	default:
		app.Document = &registry.Document{Number: a.form.Value(fDocument)}
		app.Guardian = nil
	}
	return app
}

func (a *draft) childFields(app *registry.Application, today civil.Date) {
	app.Document = nil
	g := registry.Guardian{Document: &registry.Document{Number: a.form.Value(fGuardian)}}
	if g.Name = strings.TrimSpace(a.form.Value(fGuardianName)); a.base.Guardian != nil {
		if of := a.base.Guardian; of.Document != nil && of.Document.Number == g.Document.Number {
			g.Document = of.Document // with the state of a passport
		}
	}
	sex := iddoc.Read(g.Document.Number, "auto", today).Number.Sex().String()
	if g.Relation = guardianWord(a.form.Value(fRelation), sex); a.base.Guardian != nil && g.Relation == "other" && a.base.Guardian.Relation != "" {
		g.Relation = a.base.Guardian.Relation
	}
	app.Guardian, app.Other = &g, a.otherParent()
	app.Birth, app.Sex = birthText(a.form.Value(fBirth), today), sexOf(a.form.Value(fSex))
	app.OwnNumber = nil
	if own := strings.TrimSpace(a.form.Value(fOwn)); own != "" {
		app.OwnNumber = &registry.Document{Number: own, Evidence: "hukou"}
	}
}

func (a *draft) otherFields(app *registry.Application, today civil.Date) {
	app.Guardian = nil
	if i, ok := kindAt(a.form.Value(fKind)); ok {
		app.Document.Type = docKinds[i].declared
		if docKinds[i].declared == "PASSPORT:" {
			app.Document.Type, app.Document.State = "PASSPORT_FOREIGN", a.form.Value(fState)
		}
	}
	app.Birth, app.Sex = birthText(a.form.Value(fBirth), today), sexOf(a.form.Value(fSex))
}

// fill puts what a list knows into the fields that are still empty.
func (a *draft) fill(app registry.Application) {
	a.base, a.proxy = app, app.Proxy
	a.base.Facts = a.facts.answered(app.Facts)
	values := map[string]string{fName: app.Name, fPhone: app.Phone, fAddress: app.Address, fBirth: app.Birth}
	a.fieldValues(app, values)
	if app.Document != nil {
		values[fDocument] = app.Document.Number
	}
	if app.OwnNumber != nil {
		values[fOwn] = app.OwnNumber.Number
	}
	if o := app.Other; o != nil && o.Document != nil {
		values[fOther] = o.Document.Number
	}
	if g := app.Guardian; g != nil {
		values[fRelation], values[fGuardianName] = guardianTyped(g.Relation), g.Name
		if g.Document != nil {
			values[fGuardian] = g.Document.Number
		}
	}
	values[fSex] = sexDigit(app.Sex)
	for key, v := range values {
		if v == "" || a.form.Value(key) != "" {
			delete(values, key)
		}
	}
	if name, ok := values[fGuardianName]; ok {
		a.called = name
	}
	a.form.Fill(values)
	a.noteAddress()
}

// blank reports a child's form in which only what the parent brings stands.
func (a *draft) blank() bool {
	return a != nil && a.kind == childForm && !a.byHand && strings.TrimSpace(a.form.Value(fName)) == "" && a.form.Value(fBirth) == ""
}

// lookedAt reports somebody who was picked from the lines under the box and nothing more:
// there is nothing to keep.
func (a *draft) lookedAt() bool { return a != nil && a.picked && !a.byHand }

// number is the printed document number as typed: the applicant's own or, for a
// child, one parent's.
func (a *draft) number() string {
	if a.kind == childForm {
		return a.form.Value(fGuardian)
	}
	return a.form.Value(fDocument)
}

// declared is what the form says the document is, in the words of the reader of
// documents.
func (a *draft) declared() string {
	if a.kind != otherForm {
		return "auto"
	}
	i, ok := kindAt(a.form.Value(fKind))
	switch {
	case !ok:
		return "auto"
	case docKinds[i].declared == "PASSPORT:":
		return "PASSPORT:" + a.form.Value(fState)
	}
	return docKinds[i].declared
}

// gap is the first field that still stands in the way. A foreign passport's
// number is only one together with its state.
func (a *draft) gap() (key string, open bool) {
	if key, open = a.form.Gap(); open && (key == fDocument || key == fKind) {
		return key, open
	}
	if a.kind == otherForm && a.declared() == "PASSPORT:" {
		return fState, true
	}
	if open {
		return key, open
	}
	return a.factsGap()
}

// factsGap is the first gap of F2: a text that cannot be read, or a proxy of whom
// something is missing.
func (a *draft) factsGap() (key string, open bool) {
	if key = a.firstUnread(); key != "" {
		return key, true
	}
	key = a.proxyGap()
	return key, key != ""
}

// focusGap puts the cursor on the first gap; false when there is none.
func (a *draft) focusGap() bool {
	key, open := a.gap()
	open = open && a.form.Field(key) != nil // F2 has the others
	if open {
		a.form.FocusOn(key)
	}
	return open
}

// changed makes the verdict stale: it was about other values.
func (a *draft) changed() {
	a.judged, a.asked, a.err = false, 0, nil
	a.foretold, a.foreasked = nil, 0
}

// documentOf reads a number as the kind that the form says.
func (h *home) documentOf(d *desk, input, declared string) iddoc.Reading {
	return d.p.Desk.ReadDocument(input, declared)
}

// wholeDocument says that a typed number is complete: eighteen characters that
// fit. Shorter kinds may be the beginning of a longer one and wait for Enter.
func (h *home) wholeDocument(d *desk) func(string) bool {
	return func(v string) bool { return utf8.RuneCountInString(v) == 18 && usable(h.documentOf(d, v, "auto")) }
}

func (h *home) documentNote(d *desk) func(string) widget.Note {
	return func(v string) widget.Note {
		if len(v) < 8 {
			return widget.Note{}
		}
		return h.readingNote(h.documentOf(d, v, "auto"))
	}
}

func (h *home) ownNote(d *desk) func(string) widget.Note {
	return func(v string) widget.Note {
		n := h.documentNote(d)(v)
		n.Blocks = n.Blocks || v != "" && len(v) < 8
		return n
	}
}

// readingNote says beside a number what it says: kind, birth, sex; or what is
// wrong with it.
func (h *home) readingNote(r iddoc.Reading) widget.Note {
	if !usable(r) {
		zh, en := iddoc.Explain(r)
		if needsKind(r) {
			return widget.Note{Role: widget.RoleWarn, Text: widget.T{ZH: narrow(zh), EN: narrow(en)}}
		}
		return widget.Note{Role: widget.RoleBad, Text: widget.T{ZH: narrow(zh), EN: narrow(en)}, Blocks: true}
	}
	t := typeText(r.Type)
	role := widget.RoleHint
	if b := r.Number.Birth(); !b.IsZero() {
		age := b.AgeOn(h.today.Day)
		sex := sexText(r.Number.Sex().String())
		t = widget.T{ZH: fmt.Sprintf("%s  %s  %s  %d 岁", t.ZH, b, sex.ZH, age), EN: fmt.Sprintf("%s  %s  %s  age %d", t.EN, b, sex.EN, age)}
	}
	for _, w := range r.Warn {
		warn := warningText(w)
		role = widget.RoleWarn
		t = widget.T{ZH: t.ZH + "  " + warn.ZH, EN: t.EN + "  " + warn.EN}
	}
	return widget.Note{Role: role, Text: t}
}

// clockDay is the day on the operator's clock, until the station says its own.
func clockDay(t time.Time) civil.Date { return civil.On(t, t.Location()) }
