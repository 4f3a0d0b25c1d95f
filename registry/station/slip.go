package station

import (
	"context"
	"fmt"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Slip is what a person takes home who got no pass: everything that stands on it.
// The document number is masked. Values only; printing draws them.
type Slip struct {
	Case       int64
	CaseNo     registry.CaseNo
	Day        civil.Date // on which it was told
	Verdict    Verdict    // as it was told last, with the place to go to as known today
	Status     registry.CaseStatus
	Last       Happened // what came of it since: settled, appealed, decided; zero: nothing
	Name       string
	DocLabel   scheme.Text
	Masked     string
	Child      bool
	Guardian   string // of a child, where the name is known
	Proxy      string // who came for somebody who cannot, and why
	Paper      scheme.Text
	AppealDays int     // 0: no term is set
	Police     *Police // who decides an appeal, where that is not the point
}

// Slips are the slips of the cases, in the order given. A case that came to a
// pass has none: the person holds a better paper. What cannot be recorded afterwards
// (see SlipsPrinted) is not given out.
func (s *Station) Slips(ctx context.Context, cases []int64) ([]Slip, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return nil, err
	}
	slips := make([]Slip, 0, len(cases))
	for _, id := range cases {
		c, err := s.caseByID(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := hasSlip(c); err != nil {
			return nil, err
		}
		slips = append(slips, s.slip(c))
	}
	return slips, nil
}

func hasSlip(c Case) error {
	if c.Kind == registry.AppealLodged {
		return notSo("case", fmt.Sprintf("案件 %s 是对通行证的申诉，没有告知书", c.No), fmt.Sprintf("case %s is the appeal of a pass: it has no slip", c.No))
	}
	switch c.State {
	case registry.CaseClosed:
		if c.Replaced() {
			return notSo("case", fmt.Sprintf("案件 %s 已由重新申领代替，没有告知书", c.No), fmt.Sprintf("the person of case %s applied anew: it has no slip", c.No))
		}
	case registry.CaseIssued, registry.CaseChanged:
		return notSo("case", fmt.Sprintf("案件 %s 已经发证，不用告知书", c.No), fmt.Sprintf("case %s came to a pass: it has no slip", c.No))
	case registry.CaseSpecial:
		return notSo("case", fmt.Sprintf("案件 %s 凭特别通行证往来，不用告知书", c.No), fmt.Sprintf("case %s travels on a special pass: it has no slip", c.No))
	}
	return nil
}

func (s *Station) slip(c Case) Slip {
	p := s.paperOf(registry.PassState{}, c.Applicant)
	return Slip{
		Case: c.ID, CaseNo: c.No, Day: civil.On(c.At, s.ports.Zone), Verdict: c.Question, Status: c.State, Last: lastStep(c),
		Name: p.Name, DocLabel: p.DocLabel, Masked: c.Masked, Child: p.Child, Guardian: p.Guardian, Proxy: p.Proxy,
		Paper: s.scheme.PaperTitle(c.Question.Source), AppealDays: int(s.scheme.Number(appealDays)), Police: s.police(),
	}
}

// lastStep is the step that brought the case to where it stands. Why an appeal was
// decided so is told to whoever appealed; what was written down at other steps is
// the station's own.
func lastStep(c Case) Happened {
	if c.State == registry.CaseOpen { // whatever was settled, the answer is still to come
		return Happened{}
	}
	for _, h := range slices.Backward(c.History[1:]) {
		lodged := h.Kind == registry.AppealLodged || h.Kind == registry.AppealReopened
		if c.State == registry.CaseAppealed && !lodged { // one question decided, another open
			continue
		}
		if h.Kind != registry.AppealDecided {
			h.Note, h.Reason = "", ""
		}
		return h
	}
	return Happened{}
}

// DeniedToday are the cases of the day whose people went away without a pass, in
// the order in which they came.
func (s *Station) DeniedToday(ctx context.Context) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoPrint); err != nil {
		return nil, err
	}
	var ids []int64
	from := s.startOfDay()
	for c, err := range s.ports.Store.DeniedCases(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list the cases of today: %w", err)
		}
		if !c.Status.Denied() || c.At.Before(from) {
			continue
		}
		ids = append(ids, c.ID)
	}
	if s.branch.At == 0 {
		return ids, nil
	}
	return s.begunSince(ctx, ids, from)
}

// begunSince are those of the cases that began since; one that came back began before it
// came.
func (s *Station) begunSince(ctx context.Context, ids []int64, from time.Time) (since []int64, err error) {
	for _, id := range ids {
		events, err := s.caseEvents(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("list the cases of today: %w", err)
		}
		if len(events) > 0 && !events[0].At.Before(from) {
			since = append(since, id)
		}
	}
	return since, nil
}

// SlipsPrinted records that slips, which name people, were written out.
func (s *Station) SlipsPrinted(ctx context.Context, cases []int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	body := registry.Body(registry.ExportedBody{Format: "slips", Count: len(cases), Cases: cases})
	return s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: body}}})
}
