package station

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/token"
)

// Issue checks an application and acts on the verdict: a pass, a refusal kept,
// or a case parked. When it returns without an error the answer is durable. The
// same ref again answers with the first verdict and changes nothing; with another
// person it is INVALID. print also
// records the intent to print, in the same transaction.
func (s *Station) Issue(ctx context.Context, a registry.Application, print bool) (Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoIssue); err != nil {
		return Verdict{}, err
	}
	// Once begun it is finished, even when the one who asked has gone.
	ctx = context.WithoutCancel(ctx)
	if v, err := s.answered(ctx, a); err == nil || !isNotFound(err) {
		return v, err
	}
	c, err := s.check(ctx, a)
	if err != nil || c.verdict.Outcome == "INVALID" {
		return c.verdict, err
	}
	d, err := s.draftVerdict(ctx, &c, print)
	if err != nil {
		return c.verdict, err
	}
	if err := s.append(ctx, d); err != nil {
		return Verdict{}, fmt.Errorf("issue: %w", err)
	}
	if c.verdict.Issues() {
		s.index.addPass(d.row(c.verdict.Number), c.applicant.stored)
	} else {
		s.index.deny(c.verdict.Case, c.verdict.Outcome, s.ports.Now(), indexedOf(c.applicant.stored))
	}
	s.forgetReplaced(&c)
	return c.verdict, nil
}

// answered is the verdict that the ref was given, or ErrNotFound. An answer whose
// mark could not be written gets it now.
func (s *Station) answered(ctx context.Context, a registry.Application) (Verdict, error) {
	v, err := s.keptAnswer(ctx, a)
	if err == nil && s.mark.Head != s.head {
		err = s.writeMark()
	}
	return v, err
}

func (s *Station) keptAnswer(ctx context.Context, a registry.Application) (Verdict, error) {
	if a.Ref == "" {
		return Verdict{}, ErrNotFound
	}
	blind := s.vault.Blind("ref", a.Ref)
	kept, err := s.ports.Store.Verdict(ctx, blind[:])
	if err != nil {
		return Verdict{}, err
	}
	b, err := s.openAnswer(blind[:], kept)
	if err != nil {
		return Verdict{}, err
	}
	var v keptAnswer
	if err := json.Unmarshal(b, &v); err != nil {
		return Verdict{}, fmt.Errorf("%w: a kept verdict", ErrDamaged)
	}
	if v.Who != "" && v.Who != s.who(a) {
		return otherPerson(a.Ref), nil
	}
	v.Ref = a.Ref
	return v.Verdict, nil
}

// draftVerdict drafts the events of a verdict.
func (s *Station) draftVerdict(ctx context.Context, c *checked, print bool) (*draft, error) {
	d := s.newDay()
	if c.verdict.Issues() {
		return d, s.draftPass(ctx, c, d, print)
	}
	e := draftEvent{kind: decidedKind(c.verdict.Outcome), ref: s.blindRef(c)}
	if c.verdict.Outcome == samePerson { // that pass's history tells it
		e.pass = c.against.Number.String()
	}
	c.verdict.Case = s.head.Event + 1 + int64(len(d.events)) // the decision is the command's next event
	c.verdict.CaseNo = registry.CaseNo{Epoch: s.caseEpoch(), Event: c.verdict.Case}.Beside(c.verdict.Case)
	var err error
	if e.record, err = json.Marshal(caseRecord{c.applicant.stored, s.question(c)}); err != nil {
		return nil, fmt.Errorf("issue: pack the record: %w", err)
	}
	e.answer = keptVerdict(c)
	e.body = s.decidedBody(c, e.answered())
	d.events = append(d.events, e)
	s.closeReplaced(c, d)
	return d, nil
}

// blindRef is the ref of the application as the store knows it; nil for none.
func (s *Station) blindRef(c *checked) []byte {
	if c.applicant.stored.Ref == "" {
		return nil
	}
	blind := s.vault.Blind("ref", c.applicant.stored.Ref)
	return blind[:]
}

// draftPass drafts an issue: a first one takes the next serial, and the next
// epoch when the serials of this one are used up.
func (s *Station) draftPass(ctx context.Context, c *checked, d *draft, print bool) error {
	holder := c.applicant.stored
	holder.Anew = 0 // the case's history has it
	record, err := json.Marshal(holder)
	if err != nil {
		return fmt.Errorf("issue: pack the record: %w", err)
	}
	e := draftEvent{record: record, ref: s.blindRef(c), of: c.standing.id}
	if err := s.giveRow(ctx, c, d); err != nil {
		return err
	}
	if err := s.draftIssue(c, &e, d); err != nil {
		return err
	}
	s.closeReplaced(c, d)
	if c.verdict.Page > 0 {
		d.entered(e.pass, c.verdict.Copy, c.verdict.Page, c.verdict.Row)
		return nil // a card: its intent says where on which sheet, and comes from whoever knows the sheet
	}
	if print {
		body := registry.Body(registry.PaperBody{Copy: c.verdict.Copy, Layout: "walkin"}) // with the stub to sign
		d.events = append(d.events, draftEvent{kind: registry.PrintIntended, pass: e.pass, body: body})
	}
	return nil
}

// specialPass is the outcome for people who travel on another authority's
// special pass (特别通行证): it is recorded, and no pass of ours is printed.
const specialPass = "SPECIAL_PASS"

// decidedKind is the event of an outcome that gives no paper.
func decidedKind(outcome string) registry.Kind {
	switch {
	case outcome == specialPass:
		return registry.SpecialRecorded
	case parked(outcome):
		return registry.Parked
	}
	return registry.Refused
}

func (s *Station) draftIssue(c *checked, e *draftEvent, d *draft) error {
	e.kind = registry.Issued
	body := s.issuedBody(c)
	if err := bears(body.Day, body.Expires); err != nil {
		return err // before a number is spent on a paper that cannot be drawn
	}
	if c.against.Number.IsZero() {
		n, err := s.nextNumber(d)
		if err != nil {
			return err
		}
		c.verdict.Number, c.verdict.Copy = n, 1
		s.voidFormer(c, d)
	} else {
		e.kind = registry.Reissued
		d.before(c.against)
		if err := s.endOldPaper(c, d); err != nil {
			return err
		}
	}
	body.Epoch, body.Serial, body.Copy = c.verdict.Number.Epoch(), c.verdict.Number.Serial(), c.verdict.Copy
	e.pass, e.keys = c.verdict.Number.String(), c.blind
	e.answer = keptVerdict(c)
	body.Answered = e.answered()
	e.body = registry.Body(body)
	d.events = append(d.events, *e)
	if c.chosen != nil {
		d.events = append(d.events, draftChoice(e.pass, c))
	}
	return nil
}

// bears: a laptop whose clock lost its battery says 1970.
func bears(issued, expires civil.Date) error {
	if token.Bears(issued) && (expires.IsZero() || token.Bears(expires)) {
		return nil
	}
	day := issued.String()
	return notSo("clock", "电脑的日期是 "+day+"，不能印在通行证上。请先调好电脑的日期和时间，再交一次。", "The computer's date is "+day+", which no pass can bear. Set its date and time, then hand it in again.")
}

// draftChoice is what the operator said, with the reason sealed.
func draftChoice(pass string, c *checked) draftEvent {
	e := draftEvent{kind: registry.Overridden, pass: pass, body: registry.Body(c.chosen)}
	if why := strings.TrimSpace(c.applicant.stored.OverrideReason); why != "" {
		e.record = registry.Body(noteRecord{why})
	}
	return e
}

// endOldPaper: an upgrade (a child got a card of its own) exchanges a paper that
// is still in hand; the old one is void, the number stays.
func (s *Station) endOldPaper(c *checked, d *draft) error {
	if c.against.Over(s.ports.today()) {
		s.expireIn(d, c.against)
		return nil
	}
	if !c.against.Status.InHand() {
		return nil
	}
	kind := registry.Voided
	if c.against.Status == registry.StatusIssued { // nothing was printed yet
		kind = registry.Cancelled
	}
	body := registry.Body(registry.ReasonBody{Copy: c.against.Copy, Reason: c.verdict.Outcome})
	d.events = append(d.events, draftEvent{kind: kind, pass: c.against.Number.String(), body: body})
	return nil
}

func (s *Station) issuedBody(c *checked) registry.IssuedBody {
	today := s.ports.today()
	b := registry.IssuedBody{
		Day: today, Cause: c.verdict.Outcome, Rule: c.rule, Warnings: c.verdict.Warnings,
		Twin: c.twin, Declared: c.applicant.stored.Declared, Case: c.standing.id,
	}
	b.Expires = lastGoodDay(today, s.scheme.TermDays())
	return b
}

// lastGoodDay of a term that counts the day of issue: 14 days from the 1st end
// with the 14th. Notice 63 does not say which day is the first; this is the
// stricter reading.
func lastGoodDay(issued civil.Date, term int) civil.Date {
	if term == 0 {
		return civil.Date{}
	}
	return issued.AddDays(term - 1)
}

// nextNumber gives the next serial, behind those that the draft has given; at 99,999
// the next epoch begins under the same licence, in the same transaction.
func (s *Station) nextNumber(d *draft) (registry.Number, error) {
	epoch, serial := s.head.Epoch, s.head.Serial+1
	if d.epoch > 0 {
		epoch, serial = d.epoch, d.serial+1
	}
	if serial > registry.LastSerial {
		var err error
		if epoch, err = s.nextEpoch(0); err != nil {
			return registry.Number{}, fmt.Errorf("issue: %w", err)
		}
		serial = 1
		body := registry.Body(registry.EpochBody{Epoch: epoch, Reason: registry.SerialsUsed, Machine: hex.EncodeToString(s.mark.Machine[:])})
		d.events = append(d.events, draftEvent{kind: registry.EpochTaken, body: body})
	}
	district, err := s.scheme.District(s.opened.Division)
	if err != nil {
		return registry.Number{}, fmt.Errorf("issue: %w", err)
	}
	if why := s.keyEnded(epoch, serial); why != nil {
		return registry.Number{}, fmt.Errorf("issue: %w", why)
	}
	d.epoch, d.serial = epoch, serial
	return registry.NewNumber(district, s.stationCode(), epoch, s.run, serial)
}

func (s *Station) decidedBody(c *checked, kept registry.Answered) json.RawMessage {
	b := registry.DecidedBody{Answered: kept, Outcome: c.verdict.Outcome, Colour: c.verdict.Colour, Rule: c.rule, Against: c.against.Number.String(), Epoch: s.caseEpoch()}
	if n := len(c.verdict.Warnings); n > 0 {
		b.Warning = c.verdict.Warnings[n-1]
	}
	if b.Outcome == samePerson {
		b.Warning = c.rule
	}
	return registry.Body(b)
}

// keptVerdict is what a ref answers with later: without the ref and the line,
// which are the caller's and may name a person.
func keptVerdict(c *checked) []byte {
	k := keptAnswer{Verdict: c.verdict, Who: c.who}
	k.Ref, k.Line = "", 0
	return registry.Body(k)
}
