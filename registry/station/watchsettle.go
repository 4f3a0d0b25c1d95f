package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// Whether an entry means the person is settled like any other question: an officer
// looks at both, and says it. The answer is kept under the person and the entry,
// so that nobody asks again.

// watchSaid is such an answer in the sealed record of its event.
type watchSaid struct {
	Entry int64 `json:"entry"`
	Same  bool  `json:"same"`
}

func saidOf(entries []int64, same bool) []watchSaid {
	var said []watchSaid
	for _, id := range entries {
		said = append(said, watchSaid{id, same})
	}
	return said
}

// others are the entries that were said to mean somebody else.
func others(said []watchSaid) []int64 {
	var ids []int64
	for _, w := range said {
		if !w.Same {
			ids = append(ids, w.Entry)
		}
	}
	return ids
}

// mayMean are the entries about which a case asks.
func (q question) mayMean() []int64 {
	var ids []int64
	for _, w := range q.Verdict.Watch {
		if w.Match.Asks() {
			ids = append(ids, w.ID)
		}
	}
	return ids
}

// onList reports that the verdict rests on what a list says.
func (q question) onList() bool {
	return q.Asked != nil && slices.ContainsFunc(q.Verdict.Watch, func(w Watched) bool {
		return w.Match.Counts() && watch.Entry{Why: w.Why}.Fact() == q.Asked.Ground
	})
}

// stillListed reports that the verdict rests on an entry that names the person by number and
// stands: no decision gives a pass before it is lifted. One that an officer took for the
// person may be said to mean somebody else.
func (s *Station) stillListed(ctx context.Context, q question) (bool, error) {
	if !q.onList() {
		return false, nil
	}
	for _, w := range q.Verdict.Watch {
		if w.Match != watch.Exact {
			continue
		}
		found, err := s.ports.Store.WatchPage(ctx, w.ID-1, 1, true)
		if err != nil {
			return false, fmt.Errorf("look at an entry of a list: %w", err)
		}
		if len(found) == 0 || found[0].ID != w.ID {
			continue
		}
		l, err := s.watchLine(found[0])
		if err != nil || l.State == "stands" {
			return err == nil, err
		}
	}
	return false, nil
}

var liftFirst = scheme.Text{
	ZH: "这个人在名单上，核定和申诉都不能代替名单：查实名单有误或已解除的，先移出名单（按 Ctrl+P 输 ycmd，命令 watch lift，写明理由），再作决定；否则不予发证。",
	EN: "The person is on a list, and no decision about a case replaces what it says: where it is wrong or over, lift the entry with a reason (Ctrl+P, lift; command watch lift), then decide; else no pass is issued.",
}

// watchAnswers are the answers of the event that is written next, as the store
// keeps them.
func (s *Station) watchAnswers(f *caseFile, said []watchSaid) []WatchAnswer {
	var answers []WatchAnswer
	for _, w := range said {
		person := s.blindly(watch.PersonKey(s.personOf(f.application, "active")))
		answers = append(answers, WatchAnswer{Entry: w.Entry, Person: person, Same: w.Same, Event: s.head.Event + 1})
	}
	return answers
}

// turnDownListed: it is the listed person. The case ends without a pass; from now
// on the entry counts like one by document number.
func (s *Station) turnDownListed(ctx context.Context, f *caseFile, kind registry.Kind, r Ruling) (Verdict, error) {
	kept := rulingRecord{noteRecord: noteRecord{r.Reason}, Watch: saidOf(f.question.mayMean(), true)}
	v := f.question.Verdict
	v.Outcome, v.Case, v.CaseNo, v.Ref = "REFUSE", f.ID, f.no.Beside(f.ID), f.application.Ref
	v.Reason = scheme.Text{ZH: "核实为名单上的人，不予发证", EN: "Verified to be the person on the list: no pass"}
	v.Advice = scheme.Text{ZH: "有异议的，可在本处申诉，请带上证明。", EN: "Whoever disagrees may appeal at this desk, with evidence."}
	for i := range v.Watch {
		if v.Watch[i].Match.Asks() {
			v.Watch[i].Match = watch.Answered
		}
	}
	body := registry.CaseBody{Case: f.ID, Decision: r.Decision, State: registry.CaseRefused, Rule: v.Rule, By: r.By}
	d := f.draft(kind, body, kept)
	d.change.Watch.Answers = s.watchAnswers(f, kept.Watch)
	return v, s.append(ctx, d)
}
