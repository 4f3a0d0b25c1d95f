package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// keySteps are the steps that have a key on a pass.
var keySteps = []registry.Kind{
	registry.Signed, registry.PrintIntended, registry.Reprinted, registry.Cancelled, registry.RecallOrdered,
	registry.Corrected, registry.Returned, registry.AppealLodged,
	registry.Voided, registry.Lost, registry.NotFound, registry.ReturnRefused, registry.Reinstated, registry.Settled,
}

// barredSteps are those that the operator may not take now, whatever the pass: it
// is not their role's, or nothing may be written.
func barredSteps(desk detailStation) map[registry.Kind]error {
	out := map[registry.Kind]error{}
	for _, k := range keySteps {
		if err := desk.MayStep(k); err != nil {
			out[k] = err
		}
	}
	return out
}

// turnDown says why a step is not possible: the operator's role or the register, as
// the case is, else the state of the pass.
func (s *detailScreen) turnDown(k registry.Kind) {
	switch err := s.barred[k]; {
	case err != nil:
		s.tell(widget.RoleWarn, toldText(err))
	case !s.read:
		s.tell(widget.RoleWarn, tNotNow)
	case s.d.WhyNot(k) != nil:
		s.tell(widget.RoleWarn, toldText(s.d.WhyNot(k)))
	default:
		status := statusText(s.d.Status)
		s.tell(widget.RoleWarn, widget.T{ZH: fmt.Sprintf(tNotNowAs.ZH, status.ZH), EN: fmt.Sprintf(tNotNowAs.EN, status.EN)})
	}
}

// elses is the step of another role's that the key has on this pass in the place of the
// daily one: on a recalled pass Ctrl+Y is the paper that comes back, and no signature. ""
// where the key means what it says.
func (s *detailScreen) elses(msg tea.KeyPressMsg) registry.Kind {
	for _, a := range paperActs {
		first, taken := daily[a.key.Names[0]]
		late := first == registry.Signed && s.d.Status == registry.StatusRecalled
		if taken && a.key.Matches(msg) && s.read && s.barred[a.kind] != nil && s.d.WhyNot(a.kind) == nil && (late || s.d.WhyNot(first) != nil) {
			return a.kind
		}
	}
	return ""
}

// turnAway says why nothing becomes of a paper by the key: whose it is, where the pass
// would allow it, else why the pass does not.
func (s *detailScreen) turnAway(msg tea.KeyPressMsg) {
	var meant registry.Kind
	for _, a := range paperActs {
		if a.key.Matches(msg) && (meant == "" || s.d.WhyNot(a.kind) == nil) {
			meant = a.kind
		}
	}
	if meant != "" {
		s.turnDown(meant)
	}
}
