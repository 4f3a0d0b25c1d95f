package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// checked is a verdict with what is needed to act on it.
type checked struct {
	verdict   Verdict
	rule      string
	asked     scheme.Asked       // the scheme's rule and fact, when it was the scheme that spoke
	standing  standing           // what officers have decided about the application
	anew      registry.CaseState // the parked case that it takes the place of
	applicant *applicant
	against   registry.PassState       // the pass that the person has, or that decided
	twin      int                      // >0: an officer lets a second person have the same key, or the number before ended
	other     registry.Number          // the number that stands, where a task ended the person's own
	former    registry.PassState       // the pass whose number ended, and for which the person gets another
	chosen    *registry.OverriddenBody // the operator said: two people, or the same child
	person    unique.Person
	keys      unique.KeySet // of person
	who       string        // the person of the application, blind, for its ref
	blind     []BlindKey    // the same, blind
	listed    []listing     // what imported lists say of the person, or may say
}

// Check answers what Issue would, and writes nothing. Bad input is a verdict
// (INVALID), not an error.
func (s *Station) Check(ctx context.Context, a registry.Application) (Verdict, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoIssue); err != nil {
		return Verdict{}, err
	}
	if v, err := s.keptAnswer(ctx, a); err == nil || !isNotFound(err) {
		return v, err
	}
	c, err := s.check(ctx, a)
	if err == nil {
		err = s.findTold(ctx, &c)
	}
	return c.verdict, err
}

func (s *Station) check(ctx context.Context, a registry.Application) (checked, error) {
	return s.checkUnder(ctx, a, standing{})
}

// checkUnder is check with officers' decisions in the place of what they settled.
// Whom the answer sends away is told where to go.
func (s *Station) checkUnder(ctx context.Context, a registry.Application, st standing) (checked, error) {
	c, err := s.weigh(ctx, a, st)
	c.verdict.Where = s.refer(c.verdict.Outcome, c.verdict.Rule, registry.Number{})
	if !c.other.IsZero() {
		c.verdict.Where = s.issuer(c.other)
	}
	return c, err
}

// weigh asks in this order: can it be an application; may the person have a
// pass (the scheme's rules); has the person one (one person, one number).
func (s *Station) weigh(ctx context.Context, a registry.Application, st standing) (checked, error) {
	if err := s.unharmed(); err != nil {
		return checked{}, err
	}
	p, bad := s.parse(a)
	c := checked{applicant: p, standing: st, who: s.who(a)}
	if bad != nil {
		c.verdict = verdictOf(a.Ref, "INVALID", bad.reason)
		c.verdict.Field = bad.field
		return c, nil
	}
	if err := s.readReplaced(ctx, &c, a); err != nil || c.verdict.Outcome != "" {
		return c, err
	}
	c.person = s.person(p)
	c.keys = unique.Keys(c.person)
	if err := s.nameGuardian(ctx, p); err != nil {
		return c, err
	}
	if err := s.askLists(ctx, &c); err != nil {
		return c, err
	}
	elig, err := s.scheme.EvaluateSettled(s.scheme.DeskWord, p.inputs, s.ports.today(), c.mayStandFor(st.rules)...)
	if err != nil {
		c.verdict = verdictOf(a.Ref, "INVALID", factsText(err))
		c.verdict.Field = "facts"
		return c, nil
	}
	c.rule = elig.Rule
	c.verdict = s.verdictOfRules(a.Ref, elig, p)
	c.nameLists(elig.Ground)
	if !elig.Issues() { // REISSUE is issued too: the person keeps the number
		c.asked = elig.Asked()
		c.verdict.Next = s.next(p.inputs, elig, s.ports.today(), c.mayStandFor(st.rules))
		if !elig.Parks() {
			return c, nil
		}
		return c, s.alsoMind(ctx, &c)
	}
	if err := s.checkUnique(ctx, &c); err != nil {
		return c, err
	}
	if err := s.askListsOfPass(ctx, &c); err != nil {
		return c, err
	}
	if err := s.remember(ctx, &c); err != nil {
		return c, err
	}
	s.mindReplaced(&c)
	s.checkDoor(a, &c)
	c.checkLists()
	if c.verdict.Issues() {
		c.verdict.Warnings = append(c.verdict.Warnings, st.aside...)
	}
	return c, nil
}

// next is when time alone would change what the person is told. The rules have
// read the inputs already; an input that they would not permit over changes
// nothing by itself.
func (s *Station) next(in scheme.Inputs, told scheme.Verdict, day civil.Date, settled []scheme.Asked) scheme.Change {
	if told.Permits() {
		return scheme.Change{}
	}
	if !in.Today.IsZero() {
		day = in.Today
	}
	change, err := s.scheme.Next(s.scheme.DeskWord, in, day, settled...)
	if err != nil {
		return scheme.Change{}
	}
	return change
}

func verdictOf(ref, outcome string, reason scheme.Text) Verdict {
	return Verdict{Ref: ref, Outcome: outcome, Warnings: []string{}, Reason: reason}
}

// verdictOfRules is what the scheme's rules say of an applicant.
func (s *Station) verdictOfRules(ref string, v scheme.Verdict, p *applicant) Verdict {
	return Verdict{
		Ref: ref, Outcome: v.Outcome, Colour: v.Colour, Warnings: warningsOf(p),
		Reason: v.Reason, Cite: v.Cite, Advice: v.Advice, Rule: v.Rule, Source: v.Source, Settings: v.Settings,
		StationSet: s.scheme.Departed(v.Settings),
	}
}

func warningsOf(p *applicant) []string { return append([]string{}, p.warnings...) }

// checkDoor holds back what the rules would issue: a region that no table
// knows, and a declaration that was not made.
func (s *Station) checkDoor(a registry.Application, c *checked) {
	if !c.verdict.Issues() {
		return
	}
	switch unsure := c.applicant.unsure; {
	case unsure && slices.Contains(c.standing.warnings, "unknown_region"):
	case unsure && s.overrides(a, "unknown_region"):
		c.verdict.Warnings = appendNew(c.verdict.Warnings, "overridden:unknown_region")
		if c.chosen == nil {
			c.chosen = &registry.OverriddenBody{Warning: "unknown_region", Choice: letThrough}
		}
	case unsure:
		c.park("unknown_region", scheme.Text{ZH: "号码的前六位不在行政区划表里，请民警或负责人核对证件原件后放行", EN: "the region of the number is in no table: an officer looks at the card and decides"})
		c.verdict.Warnings = appendNew(c.verdict.Warnings, "unknown_region")
		return
	}
	if !a.Declared {
		c.verdict = verdictOf(a.Ref, "INVALID", scheme.Text{ZH: "申领人尚未声明所填属实，不能发证", EN: "the applicant has not declared the statements true: nothing is issued"})
		c.verdict.Field, c.verdict.Cite, c.verdict.Source = "declared", s.scheme.DeclareCite.Sentence, s.scheme.DeclareCite.Source
	}
}

// park turns what would be issued into a question for an officer.
func (c *checked) park(rule string, reason scheme.Text) {
	c.verdict.Outcome, c.rule, c.verdict.Rule, c.verdict.Reason = "ASK_SUPERVISOR", rule, rule, reason
	c.verdict.Number, c.verdict.Copy, c.against = registry.Number{}, 0, registry.PassState{}
}

// overrides reports whether an officer set the warning aside, papers in hand.
func (s *Station) overrides(a registry.Application, warning string) bool {
	said := a.Override == warning || a.Choice != nil && !a.Choice.Same && a.Choice.Warning == warning
	return said && registry.May(s.operator.Roles, registry.DoOverride) == nil
}

// alsoMind tells the officer who will settle a parked case what one person, one
// number says of it, so that both are looked at together. It decides nothing yet.
func (s *Station) alsoMind(ctx context.Context, c *checked) error {
	people, passes, err := s.alike(ctx, c)
	if err != nil {
		return err
	}
	d := s.ages().Decide(people, c.person, s.ports.today(), s.settledWarnings(c.standing)...)
	for _, w := range d.Warnings {
		c.verdict.Warnings = appendNew(c.verdict.Warnings, w)
	}
	c.relate(d, passes)
	c.verdict.Choice = "" // not asked of whoever stands at the desk
	return nil
}

// alike are the holders who share a key with the applicant.
func (s *Station) alike(ctx context.Context, c *checked) ([]unique.Person, []registry.PassState, error) {
	c.blind = s.blindKeys(c.keys, 0)
	existing, states, err := s.candidates(ctx, c.person, c.blind)
	if err != nil {
		return nil, nil, err
	}
	people, passes := s.setApart(c, existing, states)
	if people, passes, err = s.leaveEnded(ctx, c, people, passes); err != nil {
		return nil, nil, err
	}
	people, passes = c.standing.beside(people, passes)
	return people, passes, nil
}

// checkUnique looks for the person among the holders and lets the rules of
// "one person, one number" decide.
func (s *Station) checkUnique(ctx context.Context, c *checked) error {
	people, passes, err := s.alike(ctx, c)
	if err != nil {
		return err
	}
	among := len(people) + len(c.standing.others)
	settled := s.settledWarnings(c.standing)
	d := s.ages().Decide(people, c.person, s.ports.today(), settled...)
	if c.saidAnother(d, passes) {
		c.chose(twoPeople, d.Open, passes[d.Against])
		people, passes = slices.Delete(people, d.Against, d.Against+1), slices.Delete(passes, d.Against, d.Against+1)
		if d = s.ages().Decide(people, c.person, s.ports.today(), settled...); d.Outcome == unique.Upgrade {
			d.Outcome = unique.Supervisor // the card fits a third record too: an officer says whose it is
		}
	}
	if d.Outcome == unique.Block && s.overrides(c.applicant.stored, d.Warning) && c.overridable(d) {
		// A second person under the same key (U07: paper-era duplicates; two
		// children whose names fold alike): counted, and an event says who let it.
		c.fileAs(s, among+1)
		c.verdict.Warnings = appendNew(c.verdict.Warnings, "overridden:"+d.Warning)
		c.chose(twoPeople, d.Warning, passes[d.Against])
		return nil
	}
	d = c.standing.amongThemselves(d, passes)
	s.tell(c, d, people, passes)
	if d.Outcome == unique.Upgrade {
		if err := s.keepGuardian(ctx, c); err != nil {
			return err
		}
	}
	if c.standing.correcting {
		c.meetsAnother()
		return nil
	}
	if d.Outcome == unique.Issue && c.standing.own != "" {
		return s.keepOwn(ctx, c)
	}
	s.choose(c, passes)
	if err := s.takeFormer(ctx, c); err != nil {
		return err
	}
	if err := s.tellEnded(ctx, c); err != nil {
		return err
	}
	return s.keepFamily(ctx, c)
}

// keepFamily: a child who comes with a card of its own still is the child of the
// parents it was entered under. Without them the same child would be a stranger
// under the parent's number.
func (s *Station) keepFamily(ctx context.Context, c *checked) error {
	now := &c.applicant.stored
	if !c.verdict.Issues() || c.against.Number.IsZero() || now.Document == nil || now.Guardian != nil && now.Other != nil {
		return nil
	}
	before, err := s.holder(ctx, c.against)
	if err != nil || before.Name != now.Name || before.Birth != now.Birth {
		return err
	}
	now.Guardian, now.Other = cmp.Or(now.Guardian, before.Guardian), cmp.Or(now.Other, before.Other)
	now.BirthOrder = cmp.Or(now.BirthOrder, before.BirthOrder)
	c.person = s.person(c.applicant)
	c.keys = unique.Keys(c.person)
	c.blind = s.blindKeys(c.keys, c.twin)
	return nil
}

// keepGuardian: the record of a child who now has a card still tells under whom
// the first paper was given.
func (s *Station) keepGuardian(ctx context.Context, c *checked) error {
	a := &c.applicant.stored
	if a.Guardian != nil {
		return nil
	}
	before, err := s.holder(ctx, c.against)
	if err != nil {
		return err
	}
	a.Guardian = before.Guardian
	if a.Other == nil {
		a.Other = before.Other
	}
	return nil
}

// tell takes the decision about one person, one number into the verdict.
func (s *Station) tell(c *checked, d unique.Decision, people []unique.Person, passes []registry.PassState) {
	for _, w := range d.Warnings {
		c.verdict.Warnings = appendNew(c.verdict.Warnings, w)
	}
	c.relate(d, passes)
	c.verdict.Outcome, c.verdict.Key = d.Outcome, d.Key
	if d.Outcome != "ISSUE" || d.Warning != "" {
		c.verdict.Reason, c.verdict.Rule = d.Reason, cmp.Or(d.Warning, d.Key)
		c.verdict.Cite, c.verdict.Source = s.scheme.OneNumber.Sentence, s.scheme.OneNumber.Source
	}
	if d.Outcome != unique.Issue {
		c.rule, c.verdict.Settings, c.verdict.StationSet, c.verdict.Advice = d.Key, nil, nil, uniqueAdvice(d)
	}
	if d.Against >= 0 {
		c.against = passes[d.Against]
	}
	if c.verdict.Issues() {
		s.keepNumber(c, people, passes, d)
	}
	if c.verdict.Issues() && c.against.Twin > 0 { // the keys of a second person lie beside the first's
		c.fileAs(s, c.against.Twin)
	}
}

// overridable: the same number under two clearly different names (U07), and two
// children whose names fold alike. One adult spelt in two ways is one person.
func (c *checked) overridable(d unique.Decision) bool {
	return d.Warning == "name_mismatch" || d.Warning == "name_variant" && c.applicant.child() && c.applicant.own.IsZero()
}

// keepNumber: a person who has a number keeps it, and the copy goes up. The
// record that decided may be a sibling's: only a shared key, or the exchange for
// a child's first card, makes it the person's own.
func (s *Station) keepNumber(c *checked, existing []unique.Person, states []registry.PassState, d unique.Decision) {
	c.against = registry.PassState{}
	for i := range existing {
		decided := i == d.Against
		own := unique.Keys(existing[i]).Same(c.keys) || (decided && d.Outcome == unique.Upgrade)
		if own && (decided || c.against.Number.IsZero()) {
			c.against = states[i]
		}
	}
	if !c.against.Number.IsZero() {
		c.verdict.Number, c.verdict.Copy = c.against.Number, s.branch.Next(c.against)
	}
}

// candidates are the holders who may be the applicant, found by blind keys and
// opened.
func (s *Station) candidates(ctx context.Context, p unique.Person, keys []BlindKey) ([]unique.Person, []registry.PassState, error) {
	rows, err := s.alikeRows(ctx, p, keys)
	if err != nil {
		return nil, nil, err
	}
	return s.asPeople(ctx, rows)
}

// asPeople are the passes of the rows, and their holders in the words of the
// uniqueness rules.
func (s *Station) asPeople(ctx context.Context, rows []int64) ([]unique.Person, []registry.PassState, error) {
	found, states := make([]unique.Person, 0, len(rows)), make([]registry.PassState, 0, len(rows))
	for _, row := range rows {
		h, a, err := s.passHolder(ctx, row)
		if err != nil {
			return nil, nil, err
		}
		e := s.holderOf(a, s.standsAs(h))
		e.Serial = h.Number.String()
		found, states = append(found, e), append(states, h)
	}
	return found, states, nil
}

func (s *Station) code() string { return fmt.Sprintf("%03d", s.stationCode()) }

// holder is the application whose record is the pass's current one.
func (s *Station) holder(ctx context.Context, p registry.PassState) (registry.Application, error) {
	a, _, err := s.holderAt(ctx, p.Record)
	return a, err
}

// holderAt is the holder as the record of the event has him, with the event's
// commitment.
func (s *Station) holderAt(ctx context.Context, event int64) (a registry.Application, sum [32]byte, err error) {
	defer func() { s.harmed(err, partRecord, event) }()
	sealed, err := s.ports.Store.Record(ctx, event)
	if isNotFound(err) {
		return a, sum, fmt.Errorf("%w: the record of event %d is missing", ErrDamaged, event)
	}
	if err != nil {
		return a, sum, fmt.Errorf("read the holder of a pass: %w", err)
	}
	return s.openHolder(SealedRecord{Event: event, Sealed: sealed})
}

func (s *Station) openHolder(r SealedRecord) (a registry.Application, sum [32]byte, err error) {
	record, sum, err := s.openRecord(r)
	if err != nil {
		return a, sum, err
	}
	if a, err = registry.ReadHolder(record); err != nil {
		return a, sum, fmt.Errorf("%w: the record of event %d", ErrDamaged, r.Event)
	}
	return a, sum, nil
}

// blindKeys are the keys under which a person's pass is found; the row is set
// when the pass has one.
func (s *Station) blindKeys(k unique.KeySet, twin int) []BlindKey {
	var keys []BlindKey
	for _, k := range k.All() {
		blind := s.vault.Blind(k.Kind, k.Value)
		keys = append(keys, BlindKey{Kind: k.Kind, Hard: k.Hard, Blind: slices.Clone(blind[:]), Twin: twin})
	}
	return keys
}

// refused reports whether the outcome ends the application, parked that
// somebody else must settle it.
func parked(outcome string) bool { return strings.HasPrefix(outcome, "ASK") }
