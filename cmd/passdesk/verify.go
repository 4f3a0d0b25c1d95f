package main

import (
	"fmt"

	"passdesk/registry/station"
)

type verifyCmd struct{}

// Run is the register's fsck: one JSON object, exit 5 when something is wrong.
func (c *verifyCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	p, err := st.Verify(a.ctx)
	if err != nil {
		return err
	}
	if err := a.printJSON(p); err != nil {
		return err
	}
	if len(p.Faults) > 0 {
		return fmt.Errorf("verify: %w: %d faults", station.ErrDamaged, len(p.Faults))
	}
	return nil
}
