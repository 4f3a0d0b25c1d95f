package main

import (
	"passdesk/registry/station"
)

// Rows of lists that list nobody: who stands in them is not forgotten before somebody has
// asked who it is.

type watchUnlistedCmd struct{}

// Help tells what such a row is, and what is done about it.
func (c *watchUnlistedCmd) Help() string {
	return "名单载入以后，号码和姓名都读不出来的行（left:true）谁也没有列入：这些人来时不会被拦下。每行一条，id 是它的编号。向来文单位问清是谁，载入更正的名单，再用 watch settle 写明结果。 · " +
		"Once a list is loaded, the rows of which neither number nor name can be read (left:true) list nobody, and these people will not be stopped. One line for each, with its id. Ask the office that sent the list who it is, load the corrected list, then say so with watch settle."
}

// Run prints one JSON line for each row; none is an answer.
func (c *watchUnlistedCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	rows, err := st.Unlisted(a.ctx)
	if err != nil {
		return err
	}
	return a.printUnlisted(st, rows)
}

func (a *app) printUnlisted(st *station.Station, rows []station.UnlistedRow) error {
	if err := a.listRead(st, len(rows)); err != nil {
		return err
	}
	for _, r := range rows {
		if err := a.printJSON(r); err != nil {
			return err
		}
	}
	return nil
}

type watchSettleCmd struct {
	ID     []string `arg:"" help:"行的编号，watch unlisted 里的 id，可以写几个 · the rows' ids, as watch unlisted says them"`
	Reason string   `required:"" help:"结果：问了谁、是谁、怎么办的，密封保存 · what came of it: whom you asked, who it is; sealed"`
}

// Run settles all of them or none, and prints those that still wait.
func (c *watchSettleCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := st.SettleUnlisted(a.ctx, c.Reason, c.ID...); err != nil {
		return err
	}
	rows, err := st.Unlisted(a.ctx)
	if err != nil {
		return err
	}
	return a.printUnlisted(st, rows)
}
