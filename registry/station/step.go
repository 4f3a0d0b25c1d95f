package station

import "passdesk/registry"

// MayStep answers nil when the operator may let the step happen to a case or a pass
// now: settle it, lodge an appeal or reopen it, or decide one; or, at the desk, set
// a warning aside with the papers in hand. Whether the pass's life knows the step is
// another question.
func (s *Station) MayStep(k registry.Kind) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch k {
	case registry.Overridden:
		return s.writable(registry.DoOverride)
	case registry.Settled:
		return s.writable(registry.DoSettle)
	case registry.AppealDecided:
		if err := s.writable(registry.DoFind); err != nil {
			return err
		}
		return s.mayDecide(&Ruling{By: s.decider()})
	}
	if c := registry.Doing(k); c != "" {
		return s.writable(c)
	}
	return s.writable(registry.DoLodge)
}

// MayDo answers nil when whoever is at the desk may give the command now: by their
// roles and, but for what only reads or is made for such a register, because the
// register may be written.
func (s *Station) MayDo(c registry.Command) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch c {
	case registry.DoFind, registry.DoExport, registry.DoBackup, registry.DoEpoch, registry.DoRestore:
		return s.allowed(c)
	}
	return s.writable(c)
}

// decider is whose decisions on appeals are recorded here.
func (s *Station) decider() string {
	if s.policeOnly() {
		return ByPolice
	}
	return ""
}
