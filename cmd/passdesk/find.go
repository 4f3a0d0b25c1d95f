package main

import (
	"fmt"
	"strings"

	"passdesk/registry/station"
)

type findCmd struct {
	bySheet
	Query []string `arg:"" help:"编号、证件号、姓名、拼音首字母或末几位 · number, document, name, initials or last digits"`
	Limit int      `default:"20" help:"最多几条 · at most so many"`
}

func (c *findCmd) Help() string {
	return "登记册有损坏时，读得出的都列出来，退出码 3。查看是登记册里的一个事件 · " +
		"Of a damaged register it lists what can be read: exit 3. Reading is an event of the register."
}

// Run prints one JSON line for each person found; nobody found is an answer, not
// a failure. A pass number with another run digit is one: the right number is
// named.
func (c *findCmd) Run(a *app) error {
	var found []station.Found
	st, err := c.read(a, func(st *station.Station) (err error) {
		found, err = st.Find(a.ctx, strings.Join(c.Query, " "), c.Limit)
		return err
	})
	if err != nil {
		return err
	}
	if err := a.listRead(st, len(found)); err != nil {
		return err
	}
	for _, f := range found {
		if err := a.printJSON(foundLine(f)); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 没有找到\npassdesk: nobody found")
	}
	return partly(st)
}

// partly says of an answer out of a damaged register what it could not have in it.
func partly(st *station.Station) error {
	if unread := st.Damage(); unread != nil {
		return &partError{unread}
	}
	return nil
}

func foundLine(f station.Found) map[string]any {
	m := map[string]any{
		"name": f.Name, "document": f.Masked, "birth": f.Birth.String(), "sex": f.Sex.String(),
		"place": f.Place, "child": f.Child, "status": string(f.Status), "number": f.Number.String(),
	}
	if f.Resident != 0 {
		m["resident"] = f.Resident
	}
	if f.Case != 0 {
		m["case"], m["case_state"] = f.Case, f.CaseStatus
		if no := f.CaseNo.Beside(f.Case); no != "" {
			m["case_no"] = no
		}
	}
	return m
}
