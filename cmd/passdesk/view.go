package main

import (
	"fmt"
	"time"

	"passdesk/registry/station"
)

// viewLine is one time that somebody read the pass.
type viewLine struct {
	No       int64     `json:"no"`
	At       time.Time `json:"at"`
	Operator string    `json:"operator"`
	Why      string    `json:"why"` // desk, script
}

func viewLines(views []station.View) []viewLine {
	lines := make([]viewLine, 0, len(views))
	for _, v := range views {
		lines = append(lines, viewLine{v.Event, v.At, v.Operator, v.Why})
	}
	return lines
}

// listRead records that a script read so many people's lines, before it reads them.
func (a *app) listRead(st *station.Station, count int) error {
	if err := st.ListRead(a.ctx, station.ByScript, count); err != nil {
		return err
	}
	if count > 0 {
		a.sayUnrecorded(st)
	}
	return nil
}

// sayUnrecorded: in a register that nobody may write, reading leaves no event.
func (a *app) sayUnrecorded(st *station.Station) {
	if st.Info().ReadOnly != "" && st.Damage() == nil {
		fmt.Fprintln(a.stderr, "passdesk: 登记册只读，这次查看没有记录\npassdesk: the register is read-only: this reading was not recorded")
	}
}
