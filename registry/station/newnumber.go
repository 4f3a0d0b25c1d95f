package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// A number may end while its person still needs a pass: another person had it first (a
// copied laptop, a paper book), or the key under which it was given was revoked before it.
// The person then applies once more and gets another number; the paper before is void, and
// the new one says 原编号. Nobody has two numbers by that: the one before is nobody's any more.

// warnNewNumber tells with a verdict that the person's number before has ended.
const warnNewNumber = "new_number"

// Why a number ended.
var (
	sharedNumber  = scheme.Text{ZH: "上级查明与另一人重号，那一张在先", EN: "upstream found that another person had it first"}
	revokedNumber = scheme.Text{ZH: "发它的钥匙已被上级吊销，这个号在最后一个有效编号之后，查验不过", EN: "the authority revoked the key that gave it, and it lies behind the last good number: it fails at every gate"}
)

// newNumberFor says that no paper is made of the number, and how its person gets another.
func newNumberFor(number string, why scheme.Text) scheme.Text {
	return scheme.Text{ZH: number + "：" + why.ZH + "，这个号不再出证。请本人带旧证来，在本站重新登记一次（issue，或首页的框），旧证作废，得到新号，新证上印原编号。",
		EN: number + ": " + why.EN + ", so no paper is made of it. The holder comes with the old paper and is entered once more at this desk (issue, or the box of the home screen): the old paper is void, and the new one has a new number and names the former."}
}

// parseFormer reads the number that the new one takes the place of.
func (s *Station) parseFormer(a registry.Application, p *applicant) *refusal {
	if a.Former == "" {
		return nil
	}
	n, err := registry.ParseNumber(a.Former)
	if err != nil {
		return invalid("former", "原编号不是一个通行证编号，请照旧证核对", "the former number is no pass number: compare it with the old paper")
	}
	p.stored.Former = n.String()
	return nil
}

// keyEndedFor: the number lies behind the last good one of a revoked key of this station's.
func (s *Station) keyEndedFor(n registry.Number) bool {
	return slices.ContainsFunc(s.ended, func(e registry.EndedKey) bool {
		k := licence.StationKey{FirstEpoch: 1, LastEpoch: registry.LastEpoch, Revoked: true, GoodEpoch: e.Epoch, GoodSerial: e.Serial}
		return e.District == n.District() && e.Station == n.Station() && !k.Gave(n.Epoch(), n.Serial())
	})
}

// needsNumber: the number of the pass ended, and its person has no other.
func (s *Station) needsNumber(ctx context.Context, p registry.PassState) (bool, error) {
	if s.keyEndedFor(p.Number) {
		return true, nil
	}
	t, err := s.endsBy(ctx, p.Number.String())
	return t.Kind == registry.TaskReissue, err
}

// leaveEnded takes the person's own passes whose numbers ended out of those that are
// compared, so that another number is given. What was recalled an officer settles first.
func (s *Station) leaveEnded(ctx context.Context, c *checked, people []unique.Person, passes []registry.PassState) ([]unique.Person, []registry.PassState, error) {
	var stay []unique.Person
	var left []registry.PassState
	most := 0
	for i, p := range passes {
		most = max(most, p.Twin)
		own := unique.Keys(people[i]).Same(c.keys) && !p.Status.UnderRecall() && p.Status != registry.StatusHandedIn
		needs := false
		if own {
			var err error
			if needs, err = s.needsNumber(ctx, p); err != nil {
				return nil, nil, err
			}
		}
		if needs {
			c.former = p
			continue
		}
		stay, left = append(stay, people[i]), append(left, p)
	}
	if len(left) == len(passes) {
		return people, passes, nil
	}
	if !c.standing.correcting {
		c.fileAs(s, max(most, c.twin, len(passes))+1)
	}
	return stay, left, nil
}

// takeFormer: who is issued a number in the place of another bears that one too.
func (s *Station) takeFormer(ctx context.Context, c *checked) error {
	now := &c.applicant.stored
	if c.verdict.Issues() && !c.against.Number.IsZero() { // the next copy says what the one before said
		before, err := s.holder(ctx, c.against)
		now.Former = cmp.Or(before.Former, now.Former)
		c.former = registry.PassState{}
		return err
	}
	if c.verdict.Outcome != unique.Issue {
		c.former = registry.PassState{}
		return nil
	}
	n := c.former.Number.String()
	if n == "" && now.Former == "" {
		var err error
		if n, err = s.copiedNumber(ctx, c.keys); err != nil {
			return err
		}
	}
	if n == "" {
		return nil
	}
	now.Former = n
	c.verdict.Related = appendNew(c.verdict.Related, n)
	c.verdict.Warnings = appendNew(c.verdict.Warnings, warnNewNumber)
	return nil
}

// replace: an officer said that the pass is the person's own, and its number ended.
func (s *Station) replace(ctx context.Context, c *checked, own registry.PassState) error {
	c.former, c.against = own, registry.PassState{}
	c.fileAs(s, max(own.Twin, c.twin, 1)+1)
	c.verdict.Outcome = unique.Issue
	c.verdict.Reason = scheme.Text{ZH: "核实为同一人：原编号已停用，发新的编号", EN: "Verified to be the same person: the number before has ended, another is given"}
	return s.takeFormer(ctx, c)
}

// voidFormer: the paper of the number that ended is good no more.
func (s *Station) voidFormer(c *checked, d *draft) {
	if c.former.Number.IsZero() || !c.former.Status.InHand() {
		return
	}
	d.before(c.former)
	kind := registry.Voided
	if c.former.Status == registry.StatusIssued {
		kind = registry.Cancelled
	}
	body := registry.Body(registry.ReasonBody{Copy: c.former.Copy, Reason: warnNewNumber})
	d.events = append(d.events, draftEvent{kind: kind, pass: c.former.Number.String(), body: body})
}

// tellEnded: whose number a task ended, because there is an earlier one, is not told to use
// its paper or to have it printed again.
func (s *Station) tellEnded(ctx context.Context, c *checked) error {
	if c.against.Number.IsZero() {
		return nil
	}
	state, err := s.endsBy(ctx, c.against.Number.String())
	if err != nil || state.Kind != registry.TaskDuplicate {
		return err
	}
	t, err := s.upstreamTask(ctx, state)
	if err != nil {
		return err
	}
	v := &c.verdict
	if v.Issues() {
		v.Outcome, v.Number, v.Copy, v.Rule = unique.Block, registry.Number{}, 0, string(registry.TaskDuplicate)
	}
	v.Related = appendNew(v.Related, t.Other)
	v.Reason = scheme.Text{ZH: fmt.Sprintf("%s 已停用：上级查明此人先有 %s，以那个号为准", t.Number, t.Other), EN: fmt.Sprintf("%s has ended: upstream found that the person has the earlier number %s, which stands", t.Number, t.Other)}
	v.Advice = endedText(t)
	c.other, _ = registry.ParseNumber(t.Other) // what it is not, has no desk
	return nil
}
