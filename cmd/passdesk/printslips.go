package main

import (
	"fmt"
	"os"
	"slices"

	"passdesk/registry/station"
)

type printSlipsCmd struct {
	Cases []string `arg:"" optional:"" help:"案件号，即答复里的 case · case numbers, the answer's field case"`
	Open  bool     `help:"今天所有没有发证的 · of everybody who got no pass today"`
	target
}

// Run writes the slips, and records that they were written out.
func (c *printSlipsCmd) Run(a *app) error {
	if len(c.Cases) == 0 && !c.Open {
		return &usageError{"请写出案件号，或用 --open", "name cases, or say --open"}
	}
	for _, typed := range c.Cases {
		if err := namesCase(typed); err != nil {
			return err
		}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	ids, err := a.casesNamed(st, c.Cases)
	if err != nil {
		return err
	}
	if c.Open {
		today, err := st.DeniedToday(a.ctx)
		if err != nil {
			return err
		}
		ids = append(ids, slices.DeleteFunc(today, func(id int64) bool { return slices.Contains(ids, id) })...)
	}
	if len(ids) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 今天没有不予发证的 · everybody who came today got a pass")
		return nil
	}
	slips, err := st.Slips(a.ctx, ids)
	if err != nil {
		return err
	}
	w, err := a.paperworkFor(st, c.Printer)
	if err != nil {
		return err
	}
	return a.put(document{
		target: c.target, kind: "slips", count: len(ids), draw: func(f *os.File) error { return w.drawSlips(f, slips) },
		recorded: func() error { return st.SlipsPrinted(a.ctx, ids) }, line: map[string]any{"slips": len(ids)},
	})
}

// casesNamed are the cases; one that is named twice is one.
func (a *app) casesNamed(st *station.Station, typed []string) ([]int64, error) {
	var ids []int64
	for _, t := range typed {
		id, err := st.FindCase(a.ctx, t)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// slipsTo writes slips into a file.
func (a *app) slipsTo(st *station.Station, ids []int64, path string) error {
	slips, err := st.Slips(a.ctx, ids)
	if err != nil {
		return err
	}
	if err := a.writeOut(path, beginsPDF, func(f *os.File) error { return a.paperwork(st).drawSlips(f, slips) }); err != nil {
		return err
	}
	return st.SlipsPrinted(a.ctx, ids)
}
