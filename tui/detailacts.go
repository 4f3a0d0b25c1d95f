package tui

import (
	"context"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// paperAct is one thing that may become of a paper or of its recall, beside the
// desk's daily ones: its key is another's where that one is not possible.
type paperAct struct {
	kind              registry.Kind
	key               widget.Binding
	name, what, doing widget.T
	reasons           []widget.T
	do                func(s detailStation, ctx context.Context, n registry.Number, reason string) error
}

// returns registers what came of looking for the paper.
func returns(outcome string) func(detailStation, context.Context, registry.Number, string) error {
	return func(s detailStation, ctx context.Context, n registry.Number, note string) error {
		return s.Return(ctx, n, 0, outcome, note)
	}
}

var paperActs = []paperAct{
	{registry.Returned, keySign, tActReturned, tActReturnedWhat, tActReturnedDone, []widget.T{tWhyHolderBrought, tWhyFetched}, returns(station.OutcomeReturned)},
	{registry.Voided, keyCancel, tActVoid, tActVoidWhat, tActVoidDone, []widget.T{tReprintDamaged, tReprintFaint},
		func(s detailStation, ctx context.Context, n registry.Number, why string) error {
			return s.Void(ctx, n, 0, why)
		}},
	{registry.Lost, keyOverride, tActLost, tActLostWhat, tActLostDone, []widget.T{tReprintLost},
		func(s detailStation, ctx context.Context, n registry.Number, why string) error {
			return s.ReportLost(ctx, n, 0, why)
		}},
	{registry.NotFound, keyOverride, tActNotFound, tActNotFoundWhat, tActNotFoundDone, []widget.T{tWhyNotHome, tReprintLost}, returns(station.OutcomeNotFound)},
	{registry.ReturnRefused, keyNext, tActRefused, tActRefusedWhat, tActRefusedDone, []widget.T{tWhyWouldNot}, returns(station.OutcomeRefused)},
	{registry.Reinstated, keyRecall, tActReinstate, tActReinstateWhat, tActReinstateDone, []widget.T{tWhyCleared},
		func(s detailStation, ctx context.Context, n registry.Number, why string) error {
			return s.Reinstate(ctx, n, why)
		}},
}

// daily are the steps whose keys come first.
var daily = map[string]registry.Kind{
	keySign.Names[0]: registry.Signed, keyCancel.Names[0]: registry.Cancelled, keyRecall.Names[0]: registry.RecallOrdered,
}

// paperActs are those that are possible now.
func (s *detailScreen) paperActs() []paperAct {
	var out []paperAct
	for _, a := range paperActs {
		if first, taken := daily[a.key.Names[0]]; s.may(a.kind) && (!taken || !s.may(first)) {
			out = append(out, a)
		}
	}
	return out
}

func (s *detailScreen) askAct(d *desk, a paperAct) {
	s.note, s.act = widget.Note{}, a.kind
	s.confirm = widget.NewConfirm(widget.ConfirmSpec{Title: a.name, Lines: []widget.T{a.what}, Key: a.key.Names[0], Now: d.now, Reasons: a.reasons})
}

// outstanding is the line that says which earlier papers are still out.
func (s *detailScreen) outstanding(d *desk, out *lines) {
	for _, c := range s.d.Outstanding {
		out.add(widget.RoleBad, d.say(count(tStillOut, c)))
	}
}
