package registry

import (
	"encoding/json"
	"fmt"
	"slices"
)

// CaseStatus is where a case stands: an application that was parked or refused, a
// special pass that was recorded, or the appeal of a pass.
type CaseStatus string

const (
	CaseOpen     CaseStatus = "open"     // an officer must settle it
	CaseIssued   CaseStatus = "issued"   // settled: a pass was issued
	CaseRefused  CaseStatus = "refused"  // by a rule, or settled so
	CaseClosed   CaseStatus = "closed"   // settled: it was somebody who has a pass, or the person applied anew
	CaseAppealed CaseStatus = "appealed" // 申诉, not decided yet
	CaseUpheld   CaseStatus = "upheld"   // 维持
	CaseChanged  CaseStatus = "changed"  // 变更: a pass was issued; or the pass was corrected or reinstated
	CaseSpecial  CaseStatus = "special"  // 特别通行: travels on another authority's pass; nothing more happens here
)

// CaseState is what the events of one case add up to. Its ID is the number of the
// event that began it: Parked, Refused, SpecialRecorded, or, when somebody appeals
// about a pass that they were issued, AppealLodged. An appeal is heard where the
// pass was refused or issued (哪里申领哪里申诉, 001): a case is its station's own, and
// another's is not found here.
type CaseState struct {
	ID        int64
	Kind      Kind   // of the event that began it
	Outcome   string // as it was told first; of an appeal of a pass AppealOfPass
	Status    CaseStatus
	Pass      string // the number that came of it, or that the person had already
	LastEvent int64
}

// caseLife is the transition table: status → event → the statuses it may lead to.
// Where an event may lead to several, its body says which. A settlement that leaves
// another question keeps the case where it is; an appeal that did away with one
// ground of several ends refused on the next, or open where that is a question
// (registers of before kept it appealed). What is not here is refused by kind. ""
// is the status before the first event.
var caseLife = map[CaseStatus]map[Kind][]CaseStatus{
	"":           {Parked: {CaseOpen}, Refused: {CaseRefused}, SpecialRecorded: {CaseSpecial}, AppealLodged: {CaseAppealed}},
	CaseOpen:     {Settled: {CaseOpen, CaseIssued, CaseRefused, CaseClosed}},
	CaseRefused:  {AppealLodged: {CaseAppealed}},
	CaseAppealed: {AppealDecided: {CaseUpheld, CaseChanged, CaseRefused, CaseOpen, CaseAppealed}},
	CaseUpheld:   {AppealReopened: {CaseAppealed}},
	CaseIssued:   {Issued: {CaseIssued}, Reissued: {CaseIssued}},
	CaseChanged:  {Issued: {CaseChanged}, Reissued: {CaseChanged}},
}

// AppealOfPass is the outcome of a case that is the appeal of a pass.
const AppealOfPass = "APPEAL"

// OfPass reports whether the case is the appeal of a pass. Its applicant has one,
// or had: nobody was denied.
func (c CaseState) OfPass() bool { return c.Kind == AppealLodged }

// ErrIllegalCase is a step that a case in its state does not know.
var ErrIllegalCase = fmt.Errorf("%w: of a case", ErrIllegal)

// AllowedCase lists what may happen to a case in the status.
func AllowedCase(s CaseStatus) []Kind {
	var kinds []Kind
	for _, k := range []Kind{Settled, AppealLodged, AppealDecided, AppealReopened} {
		if _, ok := caseLife[s][k]; ok {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Waits reports whether somebody has to decide.
func (s CaseStatus) Waits() bool { return s == CaseOpen || s == CaseAppealed }

// Denied reports whether the person went away without a pass, for now or for good.
func (s CaseStatus) Denied() bool { return s.Waits() || s == CaseRefused || s == CaseUpheld }

// After folds one event of the case into its state, or answers ErrIllegalCase.
func (c CaseState) After(e Event) (CaseState, error) {
	e, err := e.Again()
	if err != nil {
		return c, err
	}
	may, ok := caseLife[c.Status][e.Kind]
	if !ok {
		return c, fmt.Errorf("%w: %s after %q", ErrIllegalCase, e.Kind, c.Status)
	}
	switch {
	case c.Status == "" && e.Kind == AppealLodged:
		err = c.lodged(e)
	case c.Status == "":
		err = c.begun(e)
	case e.Kind == Issued || e.Kind == Reissued:
		err = c.fulfilled(e)
	default:
		err = c.decided(e, may)
	}
	if err != nil {
		return c, fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	c.LastEvent = e.No
	return c, nil
}

func (c *CaseState) begun(e Event) error {
	var b DecidedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	c.ID, c.Kind, c.Outcome, c.Status = e.No, e.Kind, b.Outcome, caseLife[""][e.Kind][0]
	return nil
}

// lodged: the appeal of a pass begins a case of its own.
func (c *CaseState) lodged(e Event) error {
	var b CaseBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	if b.Case != 0 || b.State != CaseAppealed || e.Pass == "" {
		return fmt.Errorf("%w: %s of no pass", ErrIllegalCase, e.Kind)
	}
	c.ID, c.Kind, c.Outcome, c.Status, c.Pass = e.No, e.Kind, AppealOfPass, CaseAppealed, e.Pass
	return nil
}

// fulfilled: the pass that a decision gave stands behind it, in one transaction.
func (c *CaseState) fulfilled(e Event) error {
	if c.Pass != "" {
		return fmt.Errorf("%w: a second pass", ErrIllegalCase)
	}
	c.Pass = e.Pass
	return nil
}

func (c *CaseState) decided(e Event, may []CaseStatus) error {
	var b CaseBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return fmt.Errorf("body of %s: %w", e.Kind, err)
	}
	if b.Case != c.ID || !slices.Contains(may, b.State) || c.OfPass() && !slices.Contains(ofPass, b.State) {
		return fmt.Errorf("%w: %s to %q after %q", ErrIllegalCase, e.Kind, b.State, c.Status)
	}
	if c.Status = b.State; b.State == CaseClosed {
		c.Pass = b.Against
	}
	return nil
}

// ofPass are the states that the appeal of a pass may come to: there is no
// application that could be refused or asked about again.
var ofPass = []CaseStatus{CaseAppealed, CaseUpheld, CaseChanged}

// Cases are the states of all cases, by ID.
type Cases map[int64]CaseState

// Add folds an event of the log into the case that it belongs to, if to any.
func (all Cases) Add(e Event) error {
	id, err := e.OfCase()
	if id == 0 || err != nil {
		return err
	}
	next, err := all[id].After(e)
	if err != nil {
		return err
	}
	all[id] = next
	return nil
}

// OfCase is the case that the event begins or changes; 0 for none.
func (e Event) OfCase() (int64, error) {
	if e.Returned() {
		var err error
		if e, err = e.Again(); err != nil || e.Returned() {
			return 0, err
		}
	}
	switch e.Kind {
	case Parked, Refused, SpecialRecorded:
		return e.No, nil
	case Settled, AppealLodged, AppealDecided, AppealReopened, Issued, Reissued:
		var b struct {
			Case int64 `json:"case"`
		}
		err := json.Unmarshal(e.Body, &b)
		if err == nil && b.Case == 0 && e.Kind == AppealLodged && e.Pass != "" {
			return e.No, nil
		}
		if err == nil && b.Case == 0 && e.Kind != Issued && e.Kind != Reissued {
			err = fmt.Errorf("%w: %s of no case", ErrIllegalCase, e.Kind)
		}
		if err != nil {
			return 0, fmt.Errorf("registry: event %d: %w", e.No, err)
		}
		return b.Case, nil
	}
	return 0, nil
}
