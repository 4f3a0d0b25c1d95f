package station

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"passdesk/registry"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// A correction (变更) says that the holder's data were wrong. The number stays, the
// next copy says it right, and it is not done before the old paper is marked.

// Correction is what is changed of a holder's data, and why.
type Correction struct {
	// Changed are the fields as they are to be, under the names of a script. null
	// takes a field away; of guardian, other_parent, proxy and fields what is not
	// named stays.
	Changed map[string]json.RawMessage
	Reason  string
	Old     string // what became of the paper before: returned, void, lost; "" it is still out
	Print   bool   // also record the intent to print
}

// NotCorrected is a correction that the rules do not let through: whoever the data
// would be of may have no pass, or is somebody who holds one. Nothing was changed.
type NotCorrected struct{ Verdict Verdict }

func (n *NotCorrected) Error() string { return "station: not corrected: " + n.Verdict.Rule }
func (n *NotCorrected) Unwrap() error { return ErrInvalid }

// Sentences is what the person at the desk is told.
func (n *NotCorrected) Sentences() (zh, en string) {
	v := n.Verdict
	return "没有变更：" + v.Reason.ZH + "。" + v.Advice.ZH, "Nothing was corrected: " + v.Reason.EN + ". " + v.Advice.EN
}

// correctedRecord is the sealed record of a Corrected event.
type correctedRecord struct {
	noteRecord
	Application registry.Application `json:"application"` // as it is from now on
}

// Correct changes a holder's data and gives the next copy, where a paper says them. The rules judge what the
// correction changes; a correction that would make the holder somebody who has a
// pass is a *NotCorrected, and merges nobody.
func (s *Station) Correct(ctx context.Context, n registry.Number, c Correction) (Verdict, error) {
	if err := s.mayEnd(c.Old); err != nil {
		return Verdict{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoCorrect); err != nil {
		return Verdict{}, err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return Verdict{}, fmt.Errorf("correct: %w", err)
	}
	if v, done, err := s.amend(ctx, p, c); done || err != nil {
		return v, err
	}
	d := &draft{passes: map[string]registry.PassState{p.Number.String(): p}}
	v, after, err := s.draftCorrection(ctx, d, p, c, 0)
	if err != nil {
		return v, err
	}
	return v, s.carryCorrection(ctx, d, after)
}

// correctedPass is what the search must know when a correction is written.
type correctedPass struct{ before, after registry.Application }

// carryCorrection writes a draft with a correction in it.
func (s *Station) carryCorrection(ctx context.Context, d *draft, c correctedPass) error {
	number := ""
	for _, e := range d.events {
		if e.kind == registry.Corrected {
			number = e.pass
		}
	}
	before := s.head
	err := s.carry(ctx, registry.DoCorrect, d)
	if s.head == before {
		return err
	}
	s.index.addPass(d.passes[number].FirstEvent, c.after)
	if personKey(indexedOf(c.before)) != personKey(indexedOf(c.after)) { // whose number it was finds it no longer
		x, again := s.startIndex(ctx)
		if again != nil {
			return firstError(err, again)
		}
		s.index = x
	}
	return err
}

// draftCorrection drafts a correction of the pass as it stands in p, at the end of
// what the draft holds already.
func (s *Station) draftCorrection(ctx context.Context, d *draft, p registry.PassState, c Correction, of int64) (Verdict, correctedPass, error) {
	var err error
	if c.Reason, err = because(c.Reason); err != nil {
		return Verdict{}, correctedPass{}, err
	}
	before, err := s.holder(ctx, p)
	if err != nil {
		return Verdict{}, correctedPass{}, err
	}
	to, changed, err := s.changedTo(before, c.Changed)
	if err != nil {
		return Verdict{}, correctedPass{}, err
	}
	now, err := s.weighCorrection(ctx, p, before, to)
	if err != nil {
		return now.verdict, correctedPass{}, err
	}
	if err := s.notListedSince(ctx, now.applicant.stored, p); err != nil {
		return now.verdict, correctedPass{}, fmt.Errorf("correct: %w", err)
	}
	s.expireIn(d, p)
	body := registry.CorrectedBody{Copy: s.branch.Next(p), Day: p.Issued, Expires: p.Expires, Changed: changed, Old: c.Old, Warnings: now.verdict.Warnings, Case: of, Twin: now.twin}
	if !s.keepsTerm(p) {
		body.Day = s.ports.today()
		body.Expires = lastGoodDay(body.Day, s.scheme.TermDays())
	}
	e := draftEvent{kind: registry.Corrected, pass: p.Number.String(), body: registry.Body(body),
		record: registry.Body(correctedRecord{noteRecord{c.Reason}, now.applicant.stored})}
	d.change.DroppedKeys, e.keys = s.keysFromTo(p, before, now)
	d.events = append(d.events, e)
	if now.chosen != nil {
		d.events = append(d.events, draftChoice(e.pass, &now))
	}
	if c.Print {
		d.events = append(d.events, draftEvent{kind: registry.PrintIntended, pass: e.pass, body: registry.Body(registry.PaperBody{Copy: body.Copy, Layout: "walkin"})})
	}
	now.verdict.Outcome, now.verdict.Number, now.verdict.Copy = "CORRECTED", p.Number, body.Copy
	return now.verdict, correctedPass{before, now.applicant.stored}, nil
}

// keysFromTo are the blind keys that the wrong data left behind, and those of the
// right ones. A key that stays is neither.
func (s *Station) keysFromTo(p registry.PassState, before registry.Application, now checked) (dropped, keys []BlindKey) {
	keys = s.blindKeys(unique.Keys(s.personOf(now.applicant.stored, "active")), now.twin)
	for _, k := range s.blindKeys(unique.Keys(s.personOf(before, "active")), p.Twin) {
		k.Row = p.FirstEvent
		stays := func(o BlindKey) bool {
			o.Row = p.FirstEvent
			return placed(o) == placed(k)
		}
		if !slices.ContainsFunc(keys, stays) {
			dropped = append(dropped, k)
		}
	}
	return dropped, keys
}

// keepsTerm: the next copy of a paper that is, or was meant to be, in its holder's
// hands bears its day and its term. After a pass has ended the next begins anew.
func (s *Station) keepsTerm(p registry.PassState) bool {
	if p.Over(s.ports.today()) {
		return false
	}
	return p.Status.InHand() || slices.Contains(registry.Allowed(p.Status), registry.Reprinted)
}

// weighCorrection asks the rules about the data as they are to be. Where the pass
// goes on, what already stood against the holder does not stand against the
// correction: the rules judge what it changes.
func (s *Station) weighCorrection(ctx context.Context, p registry.PassState, before, to registry.Application) (checked, error) {
	st := standing{own: p.Number.String(), correcting: true}
	now, err := s.checkUnder(ctx, to, st)
	if err != nil {
		return now, err
	}
	if now.twin == 0 {
		now.twin = p.Twin
	}
	if now.verdict.Outcome != "INVALID" && isAnother(before, now.applicant.stored) {
		now.toAnother()
		return now, &NotCorrected{now.verdict}
	}
	if now.verdict.Issues() {
		return now, nil
	}
	if !s.keepsTerm(p) || now.verdict.Outcome == "INVALID" {
		return now, &NotCorrected{now.verdict}
	}
	was, err := s.checkUnder(ctx, asHeld(before), st)
	if err != nil {
		return now, err
	}
	stood := was.verdict.Outcome == now.verdict.Outcome && was.verdict.Rule == now.verdict.Rule && was.asked == now.asked &&
		was.against.Number == now.against.Number
	if stood && now.asked.Rule != "" { // the scheme spoke, and nobody has asked yet whose data they are
		if err := s.checkUnique(ctx, &now); err != nil {
			return now, err
		}
		stood = now.verdict.Issues()
	}
	if !stood {
		return now, &NotCorrected{now.verdict}
	}
	return now, nil
}

// isAnother reports whether nothing is left of the holder: the name, the number and
// the day of birth. Two of the three may well have been wrong; with all three the
// number would go from one person to another.
func isAnother(before, after registry.Application) bool {
	was, now := printedDocument(before.Document, before.Guardian), printedDocument(after.Document, after.Guardian)
	key := func(a registry.Application) string {
		n, _, _ := name.Parse(a.Name) // stored names were read
		return n.EqualKey()
	}
	return was != nil && now != nil && was.Number != now.Number && before.Birth != after.Birth && key(before) != key(after)
}

// toAnother: a number rests with its person.
func (c *checked) toAnother() {
	v := &c.verdict
	v.Outcome, v.Rule, v.Number, v.Copy = unique.Block, "another_person", registry.Number{}, 0
	v.Reason = scheme.Text{ZH: "姓名、证件号码和出生日期都换了，这是另一个人；编号归原持证人", EN: "name, document number and birth date would all be others: that is another person, and the number rests with its holder"}
	v.Advice = scheme.Text{ZH: "请为此人另行申领；纸证发错了人的，先收回作废。", EN: "Let that person apply; where the paper was made for the wrong one, make it void."}
}

// meetsAnother: nobody is merged. Data that are another holder's are looked at by
// those who know both.
func (c *checked) meetsAnother() {
	if !c.verdict.Issues() || c.against.Number.IsZero() {
		return
	}
	v := &c.verdict
	v.Outcome, v.Rule, v.Number, v.Copy = unique.Block, "another_holder", registry.Number{}, 0
	v.Reason = scheme.Text{ZH: "改正后的资料是另一位持证人的（证件编号 " + c.against.Number.Grouped() + "）", EN: "the data would be another holder's (pass " + c.against.Number.Grouped() + ")"}
	v.Advice = scheme.Text{ZH: "请对照两份登记和证件原件；确是两人同号的，写明 override 和理由。", EN: "Compare both records with the documents; where two people do have one number, say override with the reason."}
}

// asHeld is a holder's application as it is checked again: what somebody said once
// to a question is not said now.
func asHeld(a registry.Application) registry.Application {
	a.Facts = maps.Clone(a.Facts)
	delete(a.Facts, "today")
	a.Ref, a.Override, a.OverrideReason, a.Choice = "", "", "", nil
	return a
}

// neverCorrected are names of an application that are not the holder's data.
var neverCorrected = []string{"ref", "declared", "choice", "today"}

// mergedFields are objects of which a correction may name a part.
var mergedFields = []string{"guardian", "other_parent", "proxy", "fields"}

// changedTo is the application with the fields changed, and their names.
func (s *Station) changedTo(before registry.Application, changed map[string]json.RawMessage) (registry.Application, []string, error) {
	var to registry.Application
	held := asHeld(before)
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(registry.Body(held), &fields); err != nil {
		return to, nil, fmt.Errorf("%w: a holder's record", ErrDamaged)
	}
	for name, value := range changed {
		if slices.Contains(neverCorrected, name) {
			return to, nil, notSo("changed", "“"+name+"”不能变更", name+" is nothing to correct")
		}
		if slices.Contains(mergedFields, name) {
			value = merged(fields[name], value)
		}
		if fields[name] = value; string(value) == "null" {
			delete(fields, name)
		}
	}
	if err := json.Unmarshal(registry.Body(fields), &to); err != nil {
		return to, nil, notSo("changed", "变更内容的写法不对，名称与 issue 的申请相同", "the changed fields are not written as they should be: their names are those of issue")
	}
	s.bornAs(&to, held, changed)
	if names := differing(held, to); len(names) > 0 {
		return to, names, nil
	}
	return to, nil, notSo("changed", "没有要变更的内容：写明哪一项改成什么", "nothing is changed: say which field becomes what")
}

// bornAs: birth and sex that stand in the number follow the number.
func (s *Station) bornAs(to *registry.Application, held registry.Application, changed map[string]json.RawMessage) {
	own := cmp.Or(to.Document, to.OwnNumber)
	if own == nil || held.Document != nil && *own == *held.Document {
		return
	}
	n := iddoc.Read(own.Number, own.Declared(), s.ports.today()).Number
	if _, said := changed["birth"]; !said && !n.Birth().IsZero() {
		to.Birth = ""
	}
	if _, said := changed["sex"]; !said && n.Sex().String() != "" {
		to.Sex = ""
	}
}

// merged is an object with the parts that a correction names.
func merged(held, change json.RawMessage) json.RawMessage {
	var parts, named map[string]json.RawMessage
	if json.Unmarshal(change, &named) != nil || named == nil || json.Unmarshal(held, &parts) != nil || parts == nil {
		return change
	}
	for name, value := range named {
		if parts[name] = value; string(value) == "null" {
			delete(parts, name)
		}
	}
	return registry.Body(parts)
}

// differing are the names of the fields in which two applications differ.
func differing(a, b registry.Application) []string {
	var x, y map[string]json.RawMessage
	if json.Unmarshal(registry.Body(a), &x) != nil || json.Unmarshal(registry.Body(b), &y) != nil {
		return nil
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(union(x, y))) {
		if string(x[name]) != string(y[name]) && name != "override" && name != "override_reason" {
			names = append(names, name)
		}
	}
	return names
}

func union[V any](a, b map[string]V) map[string]V {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}
