package tui

import (
	"cmp"
	"context"
	"slices"

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
}

var paperActs = []paperAct{
	{registry.Returned, keySign, tActReturned, tActReturnedWhat, tActReturnedDone, []widget.T{tWhyHolderBrought, tWhyFetched}},
	{registry.ReturnRefused, keyNext, tActRefused, tActRefusedWhat, tActRefusedDone, []widget.T{tWhyWouldNot}},
	{registry.NotFound, keyOverride, tActNotFound, tActNotFoundWhat, tActNotFoundDone, []widget.T{tWhyNotHome, tReprintLost}},
	{registry.Voided, keyCancel, tActVoid, tActVoidWhat, tActVoidDone, []widget.T{tReprintDamaged, tReprintFaint}},
	{registry.Lost, keyOverride, tActLost, tActLostWhat, tActLostDone, []widget.T{tReprintLost}},
	{registry.Reinstated, keyRecall, tActReinstate, tActReinstateWhat, tActReinstateDone, []widget.T{tWhyCleared}},
}

// happenTo lets a step happen to a paper of the pass.
func happenTo(ctx context.Context, s detailStation, k registry.Kind, n registry.Number, copy int, why string) error {
	switch k {
	case registry.Returned:
		return s.Return(ctx, n, copy, station.OutcomeReturned, why)
	case registry.NotFound:
		return s.Return(ctx, n, copy, station.OutcomeNotFound, why)
	case registry.ReturnRefused:
		return s.Return(ctx, n, copy, station.OutcomeRefused, why)
	case registry.Voided:
		return s.Void(ctx, n, copy, why)
	case registry.Lost:
		return s.ReportLost(ctx, n, copy, why)
	}
	return s.Reinstate(ctx, n, why)
}

// daily are the steps whose keys come first.
var daily = map[string]registry.Kind{
	keySign.Names[0]: registry.Signed, keyCancel.Names[0]: registry.Cancelled, keyRecall.Names[0]: registry.RecallOrdered,
}

// paperActs are those that are possible now.
func (s *detailScreen) paperActs() []paperAct {
	var out []paperAct
	for _, a := range paperActs {
		if first, taken := daily[a.key.Names[0]]; s.may(a.kind) && (!taken || !s.may(first) || first == registry.Signed && s.signsLate()) {
			out = append(out, a)
		}
	}
	return out
}

// signsLate: the pass was recalled, and a signature that was given on paper before can
// still be entered. The key that signs is there for the paper that comes back.
func (s *detailScreen) signsLate() bool {
	return s.may(registry.Signed) && s.d.Status == registry.StatusRecalled
}

// held is the copy that somebody has who has the latest paper; where a recall has that
// one back already, the copy that it still asks for.
func (s *detailScreen) held() int {
	copy := cmp.Or(s.d.Elsewhere, s.d.Copy)
	if fetch := s.d.ToFetch; len(fetch) > 0 && !slices.Contains(fetch, copy) {
		return fetch[0]
	}
	return copy
}

// askAct asks about the latest paper. An earlier one that is still out has a key of
// its own, so that nobody has to guess which is meant.
func (s *detailScreen) askAct(d *desk, a paperAct) {
	lines := []widget.T{a.what}
	switch {
	case s.held() < cmp.Or(s.d.Elsewhere, s.d.Copy):
		lines = append(lines, count(tOldCopyMeant, s.held()))
	case earlier[a.kind] && len(s.d.Outstanding) > 0:
		lines = append(lines, count(tThisCopy, s.held()))
	}
	number, copy := s.d.Number, s.held()
	s.asks(d, a.key, a.doing, widget.ConfirmSpec{Title: titleOf(a.name), Lines: lines, Reasons: a.reasons},
		func(ctx context.Context, desk detailStation, why string, _ int) error {
			return happenTo(ctx, desk, a.kind, number, copy, why)
		})
}

// An end is what may be said of a paper that another one replaces: the word of the
// register, and the step that it is on its own.
type paperEnd struct {
	word string
	kind registry.Kind
	text widget.T
}

var paperEnds = []paperEnd{
	{"returned", registry.Returned, tActReturned}, {"void", registry.Voided, tActVoid}, {"lost", registry.Lost, tActLost},
}

// earlier are the steps that may be about a paper that was replaced.
var earlier = map[registry.Kind]bool{registry.Returned: true, registry.Voided: true, registry.Lost: true}

// marksOf is what this operator may say of an old paper.
func marksOf(desk interface{ MayStep(registry.Kind) error }) map[registry.Kind]bool {
	marks := map[registry.Kind]bool{}
	for k := range earlier {
		marks[k] = desk.MayStep(k) == nil
	}
	return marks
}

// oldPaper puts the question what became of the paper that the next copy replaces,
// and answers the register's word for each choice; none where no paper is out.
func (s *detailScreen) oldPaper(spec *widget.ConfirmSpec) (words []string) {
	return oldPaper(s.d, s.marks, spec)
}

func oldPaper(p station.Detail, marks map[registry.Kind]bool, spec *widget.ConfirmSpec) (words []string) {
	if p.Papers.Of(p.Copy) != registry.PaperOut {
		return nil
	}
	spec.Choice, spec.Choices, words = tOldPaper, []widget.T{tEndStillOut}, []string{""}
	for _, e := range paperEnds {
		if marks[e.kind] {
			spec.Choices, words = append(spec.Choices, e.text), append(words, e.word)
		}
	}
	return words
}

// endAfter is the choice that goes with a reason: a paper that is lost is lost, or still out
// where this operator may not say so; any other is there, and whoever has it in hand is asked.
func endAfter(words []string, reason widget.T) int {
	if reason == tReprintLost {
		return max(slices.Index(words, "lost"), 0)
	}
	return -1
}

// endAgainst is what is wrong about a reason and the word for the old paper together.
func endAgainst(reason, word string) widget.T {
	if err := station.EndGoesWith(reason, word); err != nil {
		return toldText(err)
	}
	return widget.T{}
}

// wordAt is the word of a choice; "" of none.
func wordAt(words []string, at int) string {
	if at < 0 || at >= len(words) {
		return ""
	}
	return words[at]
}

// canMarkOld: a paper that was replaced is still out, and somebody may say what
// became of it.
func (s *detailScreen) canMarkOld() bool {
	return s.read && len(s.d.Outstanding) > 0 && slices.ContainsFunc(paperEnds, func(e paperEnd) bool { return s.marks[e.kind] })
}

// askOld asks what became of an earlier paper: which one, and what, is chosen.
func (s *detailScreen) askOld(d *desk) {
	if !s.canMarkOld() {
		s.turnDown(registry.Returned)
		return
	}
	type choice struct {
		copy int
		kind registry.Kind
	}
	var all []choice
	spec := widget.ConfirmSpec{Title: tOldTitle, Lines: []widget.T{tOldWhat}, Choice: tOldPaper, Chosen: -1,
		Reasons: []widget.T{tWhyHolderBrought, tReprintDamaged, tReprintLost}}
	for _, c := range s.d.Outstanding {
		for _, e := range paperEnds {
			if s.marks[e.kind] {
				all = append(all, choice{c, e.kind})
				nth := count(tCopyNo, c)
				spec.Choices = append(spec.Choices, widget.T{ZH: nth.ZH + "：" + e.text.ZH, EN: nth.EN + ": " + e.text.EN})
			}
		}
	}
	number := s.d.Number
	s.asks(d, keyRegister, tOldDone, spec, func(ctx context.Context, desk detailStation, why string, at int) error {
		return happenTo(ctx, desk, all[at].kind, number, all[at].copy, why)
	})
}

// outstanding is the line that says which earlier papers are still out.
func (s *detailScreen) outstanding(d *desk, out *lines) {
	for _, c := range s.d.Outstanding {
		out.add(widget.RoleBad, d.say(count(tStillOut, c)))
	}
	if len(s.d.Listed) > 0 {
		out.wrap(widget.RoleBad, d.say(plain(s.d.ListedWarning())))
	}
	if s.d.Status == registry.StatusReinstated {
		out.wrap(widget.RoleWarn, d.say(tOwedNext))
	}
	switch {
	case s.d.Elsewhere > 0 && s.d.Status == registry.StatusIssued:
		out.wrap(widget.RoleWarn, d.say(count(tElsewhere, s.d.Elsewhere, s.d.Copy)))
	case s.d.Elsewhere > 0:
		out.wrap(widget.RoleWarn, d.say(count(tElsewhereOut, s.d.Copy, s.d.Elsewhere)))
	}
	if s.appeal.waits {
		out.add(widget.RoleWarn, d.say(count(tAppealWaits, s.appeal.no)))
	}
}
