package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// caseEpoch stands in the event that begins a case: the epoch, in a register that may
// have left another history of itself, where event numbers are given twice.
func (s *Station) caseEpoch() int {
	if s.branch.At == 0 {
		return 0
	}
	return s.head.Epoch
}

// caseNo is the name of the case that stands under the event here.
func (s *Station) caseNo(ctx context.Context, id int64) (registry.CaseNo, error) {
	if s.branch.At == 0 {
		return registry.CaseNo{Event: id}, nil
	}
	events, err := s.caseEvents(ctx, id)
	if err != nil || len(events) == 0 {
		return registry.CaseNo{Event: id}, err
	}
	return events[0].CaseNo(), nil
}

// FindCase is the case of which somebody typed the name, by its event here. A number
// without an epoch that several have, on slips of before and behind a restore, is a
// *NotSo that tells them apart; nobody is named in it. ErrNoCase.
func (s *Station) FindCase(ctx context.Context, typed string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return 0, err
	}
	n, ok := registry.ParseCaseNo(typed)
	if !ok {
		return 0, notSo("case", "案件号是数字，恢复备份以后的前面带期号（如 2-57）", "a case is a number, with the epoch before it after a restore (as 2-57)")
	}
	if s.branch.At == 0 && n.Epoch <= 1 { // one log, one number
		return n.Event, nil
	}
	named, err := s.casesNamed(ctx, n)
	switch {
	case err != nil:
		return 0, fmt.Errorf("look a case up: %w", err)
	case len(named) == 0:
		return 0, ErrNoCase
	case len(named) > 1:
		return 0, s.whichCase(n, named)
	}
	return named[0].ID, nil
}

// namedCase is a case that may be meant, with its name and an epoch in any case.
type namedCase struct {
	*caseFile
	full registry.CaseNo
}

// casesNamed are the cases that may be meant, the oldest here first. Without an epoch the
// number under which one stands here is a name too: scripts have it from the lists.
func (s *Station) casesNamed(ctx context.Context, n registry.CaseNo) ([]namedCase, error) {
	ids := []int64{n.Event}
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.EventReturned) {
		if err != nil {
			return nil, err
		}
		if was, _, err := e.Original(); err == nil && was.No == n.Event {
			ids = append(ids, e.No)
		}
	}
	var named []namedCase
	for _, id := range ids {
		f, err := s.openCase(ctx, id)
		if errors.Is(err, ErrNoCase) {
			continue
		}
		if err != nil {
			return nil, err
		}
		full, err := s.inFull(ctx, f)
		if err != nil {
			return nil, err
		}
		if n.Epoch == 0 || n == full {
			named = append(named, namedCase{f, full})
		}
	}
	return named, nil
}

// inFull is the name of a case with an epoch in any case. Builds that gave none gave
// numbers behind a restore too, and the log says in which epoch; what came back without
// one is of the first.
func (s *Station) inFull(ctx context.Context, f *caseFile) (registry.CaseNo, error) {
	n := f.no
	if n.Epoch > 0 || n.Event != f.ID {
		n.Epoch = max(n.Epoch, 1)
		return n, nil
	}
	var err error
	n.Epoch, _, err = s.writtenIn(ctx, f.ID)
	return n, err
}

// paperNo is the number that a notice made of the event bears: as that of a case
// (caseEpoch), for behind a restore events have numbers that papers bear already.
func (s *Station) paperNo(ctx context.Context, event int64) (registry.CaseNo, error) {
	n := registry.CaseNo{Event: event}
	if s.branch.At == 0 {
		return n, nil
	}
	epoch, behind, err := s.writtenIn(ctx, event)
	if behind {
		n.Epoch = epoch
	}
	return n, err
}

// writtenIn is the epoch in which the event was written here, and whether the register
// may have left another history of itself by then.
func (s *Station) writtenIn(ctx context.Context, event int64) (epoch int, behind bool, err error) {
	var branch registry.Branch
	for e, err := range s.ports.Store.EventsOf(ctx, 0, epochKinds...) {
		if err != nil || e.No > event {
			return epoch, branch.At > 0, err
		}
		var b registry.EpochBody // OpenedBody names it alike
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return 0, false, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		if branch, err = branch.After(e); err != nil {
			return 0, false, fmt.Errorf("%w: event %d", ErrDamaged, e.No)
		}
		epoch = b.Epoch
	}
	return epoch, branch.At > 0, nil
}

// whichCase tells cases apart by what to type, the day on which they began, and what they
// are.
func (s *Station) whichCase(n registry.CaseNo, named []namedCase) error {
	var zh, en []string
	for _, f := range named {
		day, about := s.dayOf(f.events[0]), aboutCase[f.OfPass()]
		zh, en = append(zh, fmt.Sprintf("%s（%s，%s）", f.full, day, about.ZH)), append(en, fmt.Sprintf("%s (%s, %s)", f.full, day, about.EN))
	}
	return notSo("case", fmt.Sprintf("案件号 %s 有 %d 件，恢复备份前后各给过：%s。请连期号一起写", n, len(named), strings.Join(zh, "；")),
		fmt.Sprintf("%d cases bear the number %s, given before a restore and again behind it: %s. Say which, with its epoch", len(named), n, strings.Join(en, "; ")))
}

var aboutCase = map[bool]scheme.Text{
	false: {ZH: "没有发证的申领", EN: "an application without a pass"},
	true:  {ZH: "对通行证的申诉", EN: "an appeal about a pass"},
}
