package station

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// AppealNotice is an appeal on its form, or as it was decided.
type AppealNotice struct {
	Bearer
	Case     int64 // 0: nothing was taken down yet
	CaseNo   registry.CaseNo
	Against  scheme.Text // what was decided
	Since    time.Time   // when that was; zero: not known
	By       string      // by whom
	Lodged   time.Time   // zero: not yet
	Status   registry.CaseStatus
	Decided  Happened    // zero on a form
	Came     scheme.Text // what came of a changed decision
	Still    scheme.Text // why no pass is issued all the same
	Sentence scheme.Citation
	Paper    scheme.Text
	Where    Place
	Term     int // days; 0: none is set
	Police   *Police
}

// Upheld reports a decision that changed nothing.
func (a AppealNotice) Upheld() bool { return a.Status == registry.CaseUpheld }

func (s *Station) appealNotices(ctx context.Context, o NoticeOrder) ([]AppealNotice, error) {
	var all []AppealNotice
	for _, n := range o.Numbers {
		a, err := s.passAppealNotice(ctx, n, o.Kind)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	for _, id := range o.Cases {
		c, err := s.caseByID(ctx, id)
		if err != nil {
			return nil, err
		}
		a, err := s.caseAppealNotice(ctx, c, o.Kind)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// passAppealNotice is the newest appeal of a pass, or, on a form, the one that may
// be lodged.
func (s *Station) passAppealNotice(ctx context.Context, n registry.Number, k NoticeKind) (AppealNotice, error) {
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return AppealNotice{}, err
	}
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return AppealNotice{}, err
	}
	for _, e := range slices.Backward(events) {
		if e.Kind != registry.AppealLodged {
			continue
		}
		c, err := s.caseByID(ctx, e.No)
		if err != nil {
			return AppealNotice{}, err
		}
		if k == AppealDecisions || c.State.Waits() || c.State == registry.CaseUpheld {
			return s.caseAppealNotice(ctx, c, k)
		}
		break // it was changed: another appeal is of what the pass is now
	}
	if k == AppealDecisions {
		return AppealNotice{}, undecided
	}
	a := s.appealNotice()
	holder, err := s.holder(ctx, p)
	if err != nil {
		return a, err
	}
	a.Bearer = s.bearer(p, holder)
	s.against(&a, p, events)
	return a, nil
}

func (s *Station) appealNotice() AppealNotice {
	return AppealNotice{
		Sentence: s.scheme.Appeal, Paper: s.scheme.PaperTitle(s.scheme.Appeal.Source), Where: s.ownPlace(registry.Number{}),
		Term: int(s.scheme.Number(appealDays)), Police: s.police(),
	}
}

var undecided = notSo("case", "这件申诉还没有决定，没有申诉决定书", "this appeal is not decided: there is no decision to print")

func (s *Station) caseAppealNotice(ctx context.Context, c Case, k NoticeKind) (AppealNotice, error) {
	a := s.appealNotice()
	a.Case, a.CaseNo, a.Status = c.ID, c.No, c.State
	for _, h := range c.History {
		switch h.Kind {
		case registry.AppealLodged, registry.AppealReopened:
			a.Lodged, a.Decided = h.At, Happened{}
		case registry.AppealDecided:
			a.Decided = h
		}
	}
	if k == AppealDecisions && (a.Decided.Event == 0 || c.State.Waits()) {
		return a, undecided
	}
	if k == AppealForms && !s.mayBeAppealed(c) {
		return a, notSo("case", "这一件没有可以申诉的答复", "nothing was refused in this case that could be appealed")
	}
	if c.Kind == registry.AppealLodged {
		return a, s.aboutPass(ctx, &a, c)
	}
	a.Bearer = s.bearer(registry.PassState{}, c.Applicant)
	a.Against = scheme.Text{ZH: "不予发证：" + c.Verdict.Reason.ZH, EN: "No pass: " + c.Verdict.Reason.EN}
	a.Since, a.By = c.At, c.History[0].Operator
	if k == AppealDecisions {
		s.cameOf(&a, c)
	}
	return a, nil
}

// mayBeAppealed: what was refused, is being verified, or was upheld and may be
// taken up again.
func (s *Station) mayBeAppealed(c Case) bool {
	return c.State == registry.CaseRefused || c.State == registry.CaseAppealed || c.State == registry.CaseUpheld
}

// aboutPass fills in an appeal that is about a pass, as it stood when it was lodged.
func (s *Station) aboutPass(ctx context.Context, a *AppealNotice, c Case) error {
	p, err := s.ports.Store.Pass(ctx, c.Number)
	if err != nil {
		return err
	}
	events, err := s.lifeOf(ctx, c.Number)
	if err != nil {
		return err
	}
	then, before := registry.PassState{}, events
	for i, e := range events {
		if e.No >= c.ID {
			before = events[:i]
			break
		}
		if !e.Kind.ChangesPass() {
			continue
		}
		if then, err = then.After(e); err != nil {
			return err
		}
	}
	a.Bearer = s.bearer(p, c.Applicant)
	s.against(a, then, before)
	if c.State == registry.CaseChanged {
		a.Came = cameOfPass(c.ID, events)
	}
	return nil
}

// against is what a holder appeals about: the recall, the paper that was made void,
// or what the pass says.
func (s *Station) against(a *AppealNotice, p registry.PassState, events []registry.Event) {
	number := p.Number.Grouped()
	of := map[registry.Kind]bool{registry.RecallOrdered: p.Status.UnderRecall(), registry.Voided: p.Status == registry.StatusVoided}
	a.Against = scheme.Text{ZH: "通行证 " + number + " 上写的内容", EN: "What pass " + number + " says"}
	for _, e := range slices.Backward(events) {
		if !of[e.Kind] {
			continue
		}
		a.Since, a.By = e.At.In(s.ports.Zone), e.Operator
		if e.Kind == registry.Voided {
			a.Against = scheme.Text{ZH: "通行证 " + number + " 作废", EN: "Pass " + number + " was made void"}
			return
		}
		a.Against = scheme.Text{ZH: "收回通行证 " + number, EN: "Recall of pass " + number}
		if why := registry.NoteOf(e).Text; why != recallOther {
			a.Against.ZH += "：" + recallTexts[why].ZH
			a.Against.EN += ": " + recallTexts[why].EN
		}
		return
	}
}

// cameOf is what a changed decision about an application came to.
func (s *Station) cameOf(a *AppealNotice, c Case) {
	switch c.State {
	case registry.CaseChanged:
		n, err := registry.ParseNumber(c.Number)
		if err != nil {
			return
		}
		a.Number = n
		a.Came = scheme.Text{ZH: "发给通行证，编号 " + n.Grouped(), EN: "A pass is issued, number " + n.Grouped()}
	case registry.CaseRefused:
		a.Still = c.Question.Reason
	}
}

// cameOfPass is what a changed decision about a pass came to: the step that names
// the case.
func cameOfPass(id int64, events []registry.Event) scheme.Text {
	for _, e := range events {
		var b struct{ Case int64 }
		if json.Unmarshal(e.Body, &b) == nil && b.Case == id && passAppealCame[e.Kind] != (scheme.Text{}) {
			return passAppealCame[e.Kind]
		}
	}
	return scheme.Text{}
}

var passAppealCame = map[registry.Kind]scheme.Text{
	registry.Reinstated: {ZH: "撤销收回，通行证恢复", EN: "The recall is taken back and the pass reinstated"},
	registry.Corrected:  {ZH: "资料已变更，编号不变，发下一份", EN: "The data are corrected: the number stays, the next copy is issued"},
	registry.Reprinted:  {ZH: "编号不变，发下一份", EN: "The number stays, the next copy is issued"},
}
