package station

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// applicant is an application that was parsed at the door: inside, only valid
// numbers, names and days travel.
type applicant struct {
	day      civil.Date           // on which it is read: ages, and what lies in the future
	stored   registry.Application // numbers and names in their stored form
	typed    string               // the name before it was repaired
	name     name.Name
	doc      iddoc.Number // zero for a child entered under a guardian
	own      iddoc.Number // a child's number in the household book
	guardian iddoc.Number
	other    iddoc.Number
	birth    civil.Date
	sex      string
	inputs   scheme.Inputs
	warnings []string
	unsure   bool // the region of a number is in no table: an officer decides
}

// refusal is why a line cannot be an application: which field, and what to do.
type refusal struct {
	field  string
	reason scheme.Text
}

func invalid(field, zh, en string) *refusal { return &refusal{field, scheme.Text{ZH: zh, EN: en}} }

// parse reads an application at the door. It alters no name and no number in
// silence: what it repaired stands in the warnings.
func (s *Station) parse(a registry.Application) (*applicant, *refusal) {
	return s.parseOn(a, s.ports.today())
}

func (s *Station) parseOn(a registry.Application, day civil.Date) (*applicant, *refusal) {
	return s.parseWith(a, day, s.parseFields)
}

// parseListed reads a row of a list, which need not know what the scheme asks for.
func (s *Station) parseListed(a registry.Application) (*applicant, *refusal) {
	return s.parseWith(a, s.ports.today(), s.parseKnownFields)
}

func (s *Station) parseWith(a registry.Application, day civil.Date, fields func(registry.Application, *applicant) *refusal) (*applicant, *refusal) {
	p := &applicant{stored: a, day: day}
	for _, step := range []func(registry.Application, *applicant) *refusal{
		s.parseName, s.parseDocuments, s.parseGuardian, s.parseBirth, s.parseProxy, s.parseFormer, fields, s.parseInputs,
	} {
		if r := step(a, p); r != nil {
			return p, r
		}
	}
	p.stored.Birth, p.stored.Sex = p.birth.String(), p.sex
	return p, nil
}

func (s *Station) parseName(a registry.Application, p *applicant) *refusal {
	n, warns, err := name.Parse(a.Name)
	if err != nil {
		return invalid("name", "请填写申领人姓名（最多 100 个字符）", "give the applicant's name (100 characters at most)")
	}
	if strings.ContainsRune(n.Legal(), '\uFFFD') {
		return invalid("name", "姓名里有读坏的字，请看着证件重新输入", "a character of the name was damaged on its way: type it again from the document")
	}
	p.name, p.typed = n, a.Name
	p.stored.Name = n.Legal()
	for _, w := range warns {
		p.warnings = append(p.warnings, w.Code)
	}
	switch name.Glyphs(n, s.ports.Glyph) {
	case "missing":
		p.warnings = append(p.warnings, "glyph_missing")
	case "fallback":
		p.warnings = append(p.warnings, "glyph_fallback")
	}
	return nil
}

func (s *Station) parseDocuments(a registry.Application, p *applicant) *refusal {
	var r *refusal
	if a.Document != nil {
		if p.doc, r = s.number("document", *a.Document, p); r != nil {
			return r
		}
		p.stored.Document = storedDocument(p.doc, *a.Document)
	}
	if a.OwnNumber != nil {
		if p.own, r = s.number("own_number", *a.OwnNumber, p); r != nil {
			return r
		}
		p.stored.OwnNumber = storedDocument(p.own, *a.OwnNumber)
	}
	return nil
}

// number reads one document number. A number whose only fault is an unknown
// region goes on, flagged: an officer with the card in hand may let it pass.
func (s *Station) number(field string, d registry.Document, p *applicant) (iddoc.Number, *refusal) {
	if !iddoc.Declarable(d.Declared()) {
		return iddoc.Number{}, invalid(field, "没有这种证件种类：type 的写法见 issue --help", "no such kind of document: issue --help has the words of type")
	}
	r := iddoc.Read(d.Number, d.Declared(), p.day)
	switch {
	case d.Type != "" && r.Valid && !r.Fits(d.Declared()):
		return iddoc.Number{}, invalid(field, "号码与所选的证件种类不符，请核对种类和号码", "the number is not of the kind of document that was chosen: look at both")
	case !r.Valid && r.Overridable():
		p.unsure = true
	case !r.Valid:
		zh, en := iddoc.Explain(r)
		return iddoc.Number{}, invalid(field, zh, en)
	case slices.Contains(notPersonal, r.Type):
		return iddoc.Number{}, invalid(field, "这种号码不能用来登记，请出示身份证件", "this kind of number cannot be entered; ask for an identity document")
	}
	for _, w := range r.Warn {
		p.warnings = appendNew(p.warnings, w)
	}
	return r.Number, nil
}

// notPersonal are numbers that are read but name no holder of a pass.
var notPersonal = []iddoc.Type{iddoc.TypeMasked, iddoc.TypeBirthCert, iddoc.TypeUnknown}

// storedDocument is the one form in which a number stands in the register.
func storedDocument(n iddoc.Number, d registry.Document) *registry.Document {
	return &registry.Document{Type: string(n.KeptAs()), Number: n.Norm(), State: n.State(), Evidence: d.Evidence}
}

// parseGuardian asks for one parent's number where the child has no card
// (尚无身份证的儿童…填写父母一方的身份证号码, 000 and 001).
func (s *Station) parseGuardian(a registry.Application, p *applicant) *refusal {
	if a.Document == nil && (a.Guardian == nil || a.Guardian.Document == nil) {
		return invalid("document", "请填写证件号码；儿童没有身份证的，填写父母一方的证件号码",
			"give a document number; for a child without a card give one parent's")
	}
	var r *refusal
	if g := a.Guardian; g != nil {
		if p.stored.Guardian, p.guardian, r = s.relative("guardian", *g, p); r != nil {
			return r
		}
	}
	if o := a.Other; o != nil {
		if p.stored.Other, p.other, r = s.relative("other_parent", *o, p); r != nil {
			return r
		}
	}
	if p.child() && strings.TrimSpace(a.Guardian.Relation) == "" {
		return invalid("guardian", "请注明与儿童的关系（父亲、母亲或其他监护人）", "say who the guardian is: father, mother or another")
	}
	return nil
}

func (s *Station) relative(field string, g registry.Guardian, p *applicant) (*registry.Guardian, iddoc.Number, *refusal) {
	out := g
	out.Relation = strings.ToLower(strings.TrimSpace(g.Relation))
	if g.Name != "" {
		n, _, err := name.Parse(g.Name)
		if err != nil {
			return nil, iddoc.Number{}, invalid(field, "监护人姓名无法读取", "the guardian's name cannot be read")
		}
		out.Name = n.Legal()
	}
	if g.Document == nil {
		return &out, iddoc.Number{}, nil
	}
	num, r := s.number(field, *g.Document, p)
	if r != nil {
		return nil, iddoc.Number{}, r
	}
	out.Document = storedDocument(num, *g.Document)
	return &out, num, nil
}

// child reports whether the applicant is entered under a guardian's number.
func (p *applicant) child() bool { return p.stored.Document == nil }

// parseBirth takes birth and sex as typed, else from the number.
func (s *Station) parseBirth(a registry.Application, p *applicant) *refusal {
	var err error
	if p.birth, err = civil.Parse(strings.TrimSpace(a.Birth)); err != nil {
		return invalid("birth", "出生日期应为 YYYY-MM-DD 且确有此日", "the birth date is YYYY-MM-DD and a real day")
	}
	p.sex = strings.ToUpper(strings.TrimSpace(a.Sex))
	if p.sex != "" && p.sex != "M" && p.sex != "F" {
		return invalid("sex", "性别填 M（男）或 F（女）", "sex is M or F")
	}
	number := p.doc
	if p.child() {
		number = p.own
	}
	if p.birth.IsZero() {
		p.birth = number.Birth()
	}
	if p.sex == "" {
		p.sex = number.Sex().String()
	}
	today := p.day
	switch {
	case p.child() && p.birth.IsZero():
		return invalid("birth", "儿童没有身份证的，须填写出生日期", "a child without a card needs a birth date")
	case p.child() && p.sex == "":
		return invalid("sex", "儿童没有身份证的，须填写性别", "a child without a card needs its sex")
	case p.birth.After(today):
		return invalid("birth", "出生日期在今天之后，请核对", "the birth date lies in the future: look again")
	case !p.birth.IsZero() && p.birth.AgeOn(today) > 130:
		return invalid("birth", "年龄超过 130 岁，请核对出生日期", "older than 130 years: look at the birth date again")
	}
	return nil
}

// parseInputs hands the scheme its facts. What the station knows itself (kind of
// document, age, where it stands) is not the applicant's to say.
func (s *Station) parseInputs(a registry.Application, p *applicant) *refusal {
	if len(a.Facts) > 0 {
		raw, err := json.Marshal(a.Facts)
		if err == nil {
			p.inputs, err = scheme.ParseInputs(raw)
		}
		if err != nil {
			return &refusal{"facts", factsText(err)}
		}
	}
	in := &p.inputs
	if in.Today.After(p.day) {
		return invalid("facts", "填写的日期在今天之后；期满要等到那一天", "the day given lies in the future: a term ends when its day has come")
	}
	in.Channel = scheme.Word(s.opened.Point.Kind)
	in.Birth = p.birth
	if a.Declared {
		in.Declared = scheme.Yes
	}
	if proxy := p.stored.Proxy; proxy != nil {
		in.Applicant, in.ProxyReason = "proxy", proxy.Reason
	}
	if !p.birth.IsZero() {
		age := p.birth.AgeOn(p.day)
		in.Age = &age
	}
	if p.child() {
		p.setGuardianInputs()
	} else {
		in.Doc = scheme.Shown(string(p.doc.Type()))
	}
	return nil
}

// factsText says what is wrong with declared facts: the word that the scheme does
// not know, or the input that is not written as it should be.
func factsText(err error) scheme.Text {
	if errors.Is(err, scheme.ErrAhead) {
		_, name, _ := strings.Cut(err.Error(), scheme.ErrAhead.Error()+": ")
		return scheme.Text{ZH: "填写的日期在今天之后，请核对：" + name, EN: "a date lies after today, look again: " + name}
	}
	told := scheme.Told(err)
	return scheme.Text{ZH: "申报内容：" + told.ZH, EN: "the declared facts: " + told.EN}
}

func (p *applicant) setGuardianInputs() {
	in, relation := &p.inputs, p.stored.Guardian.Relation
	in.Doc, in.ParentID = scheme.NoDocument(), scheme.Shown(string(p.guardian.Type()))
	if relation == "father" || relation == "mother" {
		in.ParentRelation, in.Guardian = scheme.Word(relation), ""
	} else {
		in.Guardian = scheme.Word(relation)
	}
	if !p.own.IsZero() {
		in.HukouNumber = scheme.Shown(string(p.own.Type()))
	}
}

// person is the applicant in the words of the uniqueness rules. The name is as it
// was typed: a blank inside it is a spelling to be looked at (U23).
func (s *Station) person(p *applicant) unique.Person {
	person := s.personOf(p.stored, "active")
	person.Name = p.typed
	return person
}

func appendNew(words []string, w string) []string {
	if slices.Contains(words, w) {
		return words
	}
	return append(words, w)
}
