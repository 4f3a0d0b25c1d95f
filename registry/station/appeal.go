package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// The appeal of a refusal is heard where it was refused and changed after
// verification (“甬行证”遵照哪里申领哪里申诉，核实后予以变更, 001): who, when, which
// sentence and on what evidence stays in the log and, sealed, in its records.

// appealDays is the scheme's setting for how long an appeal may be lodged; the
// papers name no term, and 0 is none.
const appealDays = "appeal_deadline_days"

// decisionDays is the scheme's setting for how long a decision may take; likewise.
const decisionDays = "appeal_decision_days"

// policeDecide is the scheme's setting that lets only the police decide.
const policeDecide = "police_decides_appeals"

// Statement is what somebody says who appeals, and what they bring: papers, a witness,
// a test. Both are in the operator's own words, and sealed.
type Statement struct {
	Reason   string
	Evidence string // may be empty
}

func (t Statement) parsed() (Statement, error) {
	reason, err := because(t.Reason)
	return Statement{reason, strings.TrimSpace(t.Evidence)}, err
}

// LodgeAppeal takes down the appeal of a refusal, with what the person says.
func (s *Station) LodgeAppeal(ctx context.Context, id int64, reason string) error {
	return s.LodgeAppealWith(ctx, id, Statement{Reason: reason})
}

// LodgeAppealWith is LodgeAppeal with what the person brings.
func (s *Station) LodgeAppealWith(ctx context.Context, id int64, said Statement) error {
	return s.appeal(ctx, id, registry.AppealLodged, said)
}

// ReopenAppeal takes an appeal up again that was upheld: there is new evidence.
func (s *Station) ReopenAppeal(ctx context.Context, id int64, reason string) error {
	return s.ReopenAppealWith(ctx, id, Statement{Reason: reason})
}

// ReopenAppealWith is ReopenAppeal with the evidence apart from why it counts.
func (s *Station) ReopenAppealWith(ctx context.Context, id int64, said Statement) error {
	return s.appeal(ctx, id, registry.AppealReopened, said)
}

func (s *Station) appeal(ctx context.Context, id int64, kind registry.Kind, said Statement) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLodge); err != nil {
		return err
	}
	f, err := s.caseFor(ctx, id, kind)
	if err != nil {
		return fmt.Errorf("appeal: %w", err)
	}
	if said, err = said.parsed(); err != nil {
		return err
	}
	if kind == registry.AppealLodged {
		if err := s.inTime(f); err != nil {
			return err
		}
	}
	if err := s.oneAppeal(ctx, f); err != nil {
		return err
	}
	body := registry.CaseBody{Case: f.ID, State: registry.CaseAppealed}
	if err := s.record(ctx, f, kind, body, rulingRecord{noteRecord: noteRecord{said.Reason}, Evidence: said.Evidence}); err != nil {
		return fmt.Errorf("appeal: %w", err)
	}
	return nil
}

// inTime holds the day against the scheme's term, counted from the refusal.
func (s *Station) inTime(f *caseFile) error {
	return s.withinTerm(s.dayOf(f.events[len(f.events)-1]), s.ports.today())
}

func (s *Station) withinTerm(refused, lodged civil.Date) error {
	days := int(s.scheme.Number(appealDays))
	if days == 0 {
		return nil
	}
	if lodged.After(refused.AddDays(days)) {
		return notSo("deadline", fmt.Sprintf("申诉期 %d 天已过（自 %s 起）", days, refused), fmt.Sprintf("the term for an appeal, %s, is over (since %s)", scheme.Counted(days, "day"), refused))
	}
	return nil
}

// DecideAppeal decides an appeal: uphold (维持), or change (变更): the pass is
// issued now. The application is checked again as things are today, and the
// decision stands in for the one rule that refused. Where another ground refuses,
// the one is recorded as set aside and the case is refused by the other.
func (s *Station) DecideAppeal(ctx context.Context, id int64, decision, reason string, print bool) (Verdict, error) {
	return s.DecideAppealWith(ctx, id, Ruling{Decision: decision, Reason: reason, Print: print})
}

// DecideAppealWith is DecideAppeal with facts that were found to be other than
// stated: where the rules issue on them, nothing has to be set aside.
func (s *Station) DecideAppealWith(ctx context.Context, id int64, r Ruling) (Verdict, error) {
	if err := s.mayEnd(r.Old); err != nil {
		return Verdict{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoFind); err != nil {
		return Verdict{}, err
	}
	if err := s.mayDecide(&r); err != nil {
		return Verdict{}, err
	}
	if !slices.Contains([]string{decideUphold, decideChange}, r.Decision) {
		return Verdict{}, notSo("decision", "决定为 uphold（维持）或 change（变更）", "the decision is uphold or change")
	}
	v, err := s.decide(ctx, id, registry.AppealDecided, r)
	if err != nil {
		return v, fmt.Errorf("decide an appeal: %w", err)
	}
	return v, nil
}
