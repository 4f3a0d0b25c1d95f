package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// standing is what officers have decided about a case. When its application is
// checked again it stands in for exactly the questions named, and for nothing
// else: other grounds still refuse, and one person still has one number.
type standing struct {
	id       int64          // of the case
	rules    []scheme.Asked // the scheme's rules, each about one fact
	warnings []string       // of uniqueness about the applicant alone, and of the door
	others   []string       // passes that are another person's
	own      string         // the pass that is this person's own
	// correcting: the application is the holder's data as they are to be.
	correcting bool
	aside      []string // words for all that was set aside
	looked     []int64  // entries of the watch list that mean somebody else
	with       []companion
}

// settledWarnings are the warnings that need not be asked again, in the words of
// uniqueness.
func (s *Station) settledWarnings(st standing) []string {
	words := slices.Clone(st.warnings)
	for _, r := range st.rules {
		if w := s.scheme.AsksAlso(r.Rule); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// ruling is one decision: what was decided, and what it stands in for.
type ruling struct {
	decision string
	asked    *scheme.Asked
	rule     string // the word for it: a rule's ID or a warning
	against  string
	looked   []int64 // entries of the watch list that mean somebody else
}

// Decisions about a case.
const (
	decideIssue      = "issue"
	decideTwoPeople  = "two_people"
	decideSamePerson = "same_person"
	decideRefuse     = "refuse"
	decideUphold     = registry.Uphold
	decideChange     = registry.Change

	// What a change comes to when another ground still refuses.
	decideSetAside  = "set_aside" // the rule stands aside; the case is refused by the next
	decideCorrected = "corrected" // the facts were others; the rules refuse these too
)

func (st standing) plus(r ruling) standing {
	if r.decision == decideSamePerson {
		st.own = r.against
		return st
	}
	switch {
	case len(r.looked) > 0:
		st.looked = append(slices.Clone(st.looked), r.looked...)
	case r.against != "":
		st.others = append(slices.Clone(st.others), r.against)
	case r.asked != nil:
		st.rules = append(slices.Clone(st.rules), *r.asked)
	case r.rule != "":
		st.warnings = append(slices.Clone(st.warnings), r.rule)
	}
	if r.rule != "" {
		st.aside = appendNew(slices.Clone(st.aside), "overridden:"+r.rule)
	}
	return st
}

// standsFor is what the decision would stand in for. Nothing, where no officer
// may: then only what has changed since can change the verdict.
func (s *Station) standsFor(q question, decision string, child bool) (ruling, error) {
	r := ruling{decision: decision, rule: q.Verdict.Rule, against: q.Against}
	twoRecords := q.Asked == nil && q.Against != ""
	switch {
	case q.Verdict.Rule == warnWatch && decision != decideSamePerson: // change, too: an appeal may find that it is somebody else
		r.looked = q.mayMean()
	case decision == decideIssue && twoRecords && q.Verdict.Rule == warnRecalled:
		r.decision = decideSamePerson
	case decision == decideIssue && twoRecords:
		return r, notSo("decision", "请看两份记录：是两个人选 two_people，是同一人选 same_person", "look at both records: two_people, or same_person")
	case decision == decideSamePerson && twoRecords:
	case decision == decideSamePerson:
		return r, notSo("decision", "没有可对照的另一份记录，不能按同一人办结", "there is no other record that could be the same person's")
	case decision == decideTwoPeople && q.Against == "":
		return r, notSo("decision", "没有可对照的另一份记录，不能按两个人办理；核实后可以发证的选 issue", "there is no other record to tell apart: where it is verified, choose issue")
	case decision == decideTwoPeople && !q.mayBeTwo(child):
		return r, notSo("decision", "这一件不能按两个人办理：一人一号", "this cannot be settled as two people: one person, one number")
	case decision == decideTwoPeople:
	case decision == decideChange && twoRecords && !q.mayBeTwo(child), q.Asked != nil && s.beyondOfficers(q):
		return ruling{decision: decision}, nil
	case q.Asked != nil:
		r.asked, r.against = q.Asked, ""
	}
	return r, nil
}

const warnRecalled = "recalled"

// mayBeTwo: the question was whether two records are one person. A number that
// one person holds already is none, but for the two warnings that an officer may
// override with both papers in hand (U07, and two children whose names fold alike).
func (q question) mayBeTwo(child bool) bool {
	if q.Asked != nil || q.Against == "" {
		return false
	}
	switch w := q.Verdict.Rule; {
	case q.Verdict.Outcome == unique.Block:
		return w == "name_mismatch" || w == "name_variant" && child
	default:
		return w != warnRecalled
	}
}

// beyondOfficers are answers that no officer's word replaces: who serves whom,
// one person one number, another authority's pass, what only the applicant can do,
// and what the scheme calls final.
func (s *Station) beyondOfficers(q question) bool {
	o := q.Verdict.Outcome
	return strings.HasPrefix(o, "REFER_") || o == "REFUSE_DUPLICATE" || o == specialPass || o == "HOLD" || q.Asked != nil && s.scheme.Final(q.Asked.Rule)
}

// setApart takes the records that an officer called somebody else's out of those
// that are compared, and the person's own. Where a hard key is shared all the
// same, the new pass is filed as a twin.
func (s *Station) setApart(c *checked, existing []unique.Person, states []registry.PassState) ([]unique.Person, []registry.PassState) {
	st := c.standing
	if len(st.others) == 0 && st.own == "" {
		return existing, states
	}
	var people []unique.Person
	var passes []registry.PassState
	for i, p := range states {
		number := p.Number.String()
		switch {
		case number == st.own:
		case !slices.Contains(st.others, number):
			people, passes = append(people, existing[i]), append(passes, p)
		case unique.Keys(existing[i]).Same(c.keys):
			c.fileAs(s, len(existing)+1)
		}
	}
	return people, passes
}

// fileAs puts the new pass under its keys as the twin of whoever has them.
func (c *checked) fileAs(s *Station, twin int) {
	c.twin = twin
	c.blind = s.blindKeys(c.keys, twin)
}

// keepOwn: the pass that the officer called the applicant's own decides. One that
// was recalled is given again only when its paper is back (收回, U04).
func (s *Station) keepOwn(ctx context.Context, c *checked) error {
	own, err := s.ports.Store.Pass(ctx, c.standing.own)
	if err != nil {
		return fmt.Errorf("look the person's pass up: %w", err)
	}
	v := &c.verdict
	c.against, v.Rule = own, samePerson
	v.Related = append([]string{own.Number.String()}, v.Related...)
	v.Cite, v.Source = s.scheme.OneNumber.Sentence, s.scheme.OneNumber.Source
	switch {
	case own.Status.InHand() && !own.Over(s.ports.today()) && !s.keyEndedFor(own.Number):
		v.Outcome = samePerson
		v.Reason = scheme.Text{ZH: "核实为同一人，原证有效，不另发证", EN: "Verified to be the same person: the pass they have is good, nothing new is issued"}
		v.Advice = uniqueAdvice(unique.Decision{Outcome: unique.Block})
	case own.Status == registry.StatusRecalled || own.Status == registry.StatusRefused:
		v.Outcome, v.Rule = unique.Supervisor, warnRecalled
		v.Reason = scheme.Text{ZH: "原证已被通知收回但尚未交回，不能发证", EN: "The pass was recalled and its paper is not back yet: nothing is issued"}
		v.Advice = scheme.Text{ZH: "先收回旧证并登记交回，再核定。", EN: "Take the old paper back and register its return, then settle the case."}
	default:
		needs, err := s.needsNumber(ctx, own)
		if err != nil {
			return err
		}
		if needs {
			return s.replace(ctx, c, own)
		}
		v.Outcome = unique.Reissue
		v.Reason = scheme.Text{ZH: "核实为同一人：原编号不变，发下一份", EN: "Verified to be the same person: the number stays, the next copy is issued"}
		v.Number, v.Copy = own.Number, s.branch.Next(own)
		c.fileAs(s, own.Twin)
	}
	return nil
}
