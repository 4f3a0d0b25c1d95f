package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// A family that stands at the desk together is issued in one command: each of them
// with a number of their own, or none of them. They are weighed in their order, each
// against the register and against those before: twins are asked about though neither
// has a pass yet, and nobody is issued two.

// Member is the answer about one of a family.
type Member struct {
	Verdict
	// Like is the one before, from 1, with whom the question, or the refusal, compares; 0 for
	// none. Both
	// stand on the same list.
	Like     int
	answered bool // in an earlier command
}

// Ready reports that the member is issued a pass as soon as all are ready: the rules
// say yes, and no question is open.
func (m Member) Ready() bool { return m.Issues() && (m.Choice == "" || m.answered) }

// mostMembers is how many passes one command gives.
const mostMembers = 40

// companion is who is issued in the same command: as the rules know them, with the pass
// that they get.
type companion struct {
	person unique.Person
	pass   registry.PassState
}

// CheckHousehold answers what IssueHousehold would, and writes nothing.
func (s *Station) CheckHousehold(ctx context.Context, family []registry.Application) ([]Member, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoIssue); err != nil {
		return nil, err
	}
	h, err := s.draftHousehold(ctx, family)
	return h.unnumbered(), err
}

// IssueHousehold gives everybody a pass in one transaction, or, where one of them is
// not ready, nobody: the answers say who and why. When it returns without an error and
// all are ready, all passes are durable. Whose ref has been answered before is answered
// as then.
func (s *Station) IssueHousehold(ctx context.Context, family []registry.Application) ([]Member, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoIssue); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	h, err := s.draftHousehold(ctx, family)
	if err != nil {
		return nil, fmt.Errorf("issue a household: %w", err)
	}
	if !h.ready() {
		return h.unnumbered(), nil
	}
	if len(h.with) > 0 {
		if err := s.append(ctx, h.draft); err != nil {
			return nil, fmt.Errorf("issue a household: %w", err)
		}
	} else if s.mark.Head != s.head { // all were answered; the mark may be owed
		if err := s.writeMark(); err != nil {
			return nil, err
		}
	}
	for i, c := range h.checks {
		if c != nil {
			s.index.addPass(h.draft.row(h.members[i].Number), c.applicant.stored)
		}
	}
	return h.members, nil
}

// household is a family on its way into the register.
type household struct {
	members []Member
	checks  []*checked // of whom the draft issues a pass; nil: answered before, or not ready
	with    []companion
	draft   *draft
}

func (h *household) ready() bool {
	return !slices.ContainsFunc(h.members, func(m Member) bool { return !m.Ready() })
}

// unnumbered are the answers without the numbers that nobody has been given.
func (h *household) unnumbered() []Member {
	if h == nil {
		return nil
	}
	out := slices.Clone(h.members)
	for i, c := range h.checks {
		m := &out[i]
		if c != nil && m.Copy == 1 {
			m.Number, m.Copy = registry.Number{}, 0
		}
		if c != nil {
			m.Page, m.Row = 0, 0
		}
		m.Related = slices.DeleteFunc(slices.Clone(m.Related), func(n string) bool { return h.among(n) > 0 })
	}
	return out
}

// among is which of those who get a pass in this command has the number, from 1.
func (h *household) among(number string) int {
	for i, c := range h.checks {
		if c != nil && h.members[i].Number.String() == number {
			return i + 1
		}
	}
	return 0
}

func (s *Station) draftHousehold(ctx context.Context, family []registry.Application) (*household, error) {
	if len(family) > mostMembers {
		return nil, notSo("household", fmt.Sprintf("一次最多 %d 人", mostMembers), fmt.Sprintf("%d people at most at once", mostMembers))
	}
	h := &household{draft: s.newDay()}
	for _, a := range family {
		m, c, err := s.draftMember(ctx, h, a)
		if err != nil {
			return nil, err
		}
		h.members, h.checks = append(h.members, m), append(h.checks, c)
	}
	return h, nil
}

// draftMember weighs one of the family, and drafts the pass of one who is ready.
func (s *Station) draftMember(ctx context.Context, h *household, a registry.Application) (Member, *checked, error) {
	if v, err := s.keptAnswer(ctx, a); err == nil || !isNotFound(err) {
		return Member{Verdict: v, answered: v.Outcome != "INVALID"}, nil, err
	}
	c, err := s.checkUnder(ctx, a, standing{with: h.with})
	if err != nil {
		return Member{}, nil, err
	}
	m := Member{Verdict: c.verdict}
	if !m.Ready() {
		m.Like = h.comparedWith(&c)
	}
	if !m.Issues() && m.Like > 0 {
		m.Reason = scheme.Text{ZH: fmt.Sprintf("和这一户的第 %d 人是同一个人，只能发一张", m.Like), EN: fmt.Sprintf("the same person as number %d of this household: one pass only", m.Like)}
		m.Advice = scheme.Text{}
	}
	if !m.Ready() {
		return m, nil, nil
	}
	if err := s.draftPass(ctx, &c, h.draft, false); err != nil {
		return m, nil, err
	}
	m.Verdict = c.verdict
	person := s.holderOf(c.applicant.stored, "active")
	person.Serial = m.Number.String()
	pass := registry.PassState{Number: m.Number, Copy: m.Copy, Status: registry.StatusIssued, Twin: c.twin}
	h.with = append(h.with, companion{person, pass})
	return m, &c, nil
}

// comparedWith is which of the family the verdict rests on, from 1.
func (h *household) comparedWith(c *checked) int {
	if n := h.among(c.against.Number.String()); n > 0 {
		return n
	}
	if c.verdict.Compare && len(c.verdict.Related) > 0 {
		return h.among(c.verdict.Related[0])
	}
	return 0
}

// beside adds those who are issued in the same command to the records that the
// applicant is weighed against; a pass that is given again stands as it will be.
func (st standing) beside(people []unique.Person, passes []registry.PassState) ([]unique.Person, []registry.PassState) {
	for _, w := range st.with {
		if i := slices.IndexFunc(passes, func(p registry.PassState) bool { return p.Number == w.pass.Number }); i >= 0 {
			people, passes = slices.Delete(people, i, i+1), slices.Delete(passes, i, i+1)
		}
		people, passes = append(people, w.person), append(passes, w.pass)
	}
	return people, passes
}

// amongThemselves: a pass that is being issued is not exchanged or given again in the
// same command; the person has been entered twice.
func (st standing) amongThemselves(d unique.Decision, passes []registry.PassState) unique.Decision {
	again := d.Outcome == unique.Upgrade || d.Outcome == unique.Reissue
	if !again || d.Against < 0 || !slices.ContainsFunc(st.with, func(w companion) bool { return w.pass.Number == passes[d.Against].Number }) {
		return d
	}
	d.Outcome, d.Open = unique.Block, ""
	return d
}
