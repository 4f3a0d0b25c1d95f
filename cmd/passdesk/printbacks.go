package main

import (
	"cmp"
	"os"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A printer that turns no sheet prints the fronts; somebody turns the sheets about the
// edge that a printer would turn them about, and the backs follow. A back bears the rules and the number: it is no paper
// by itself, and neither an intent nor a copy.

// kindBacks have the size of their fronts.
const kindBacks = "backs"

func (c *printPassesCmd) printBacks(a *app) error {
	if c.Sides != "back" || c.Unprinted || (c.Job != 0) == (len(c.Numbers) > 0) {
		return &usageError{"--sides back 要写正面已打好的证件编号，或写 --job", "--sides back wants the numbers whose fronts are printed, or --job"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := a.adjusted(st, c.Adjust); err != nil {
		return err
	}
	numbers, how, err := c.fronts(a, st)
	if err != nil {
		return err
	}
	if err := how.check(st.Info().Scheme); err != nil {
		return err
	}
	papers, err := st.Papers(a.ctx, numbers)
	if err != nil {
		return err
	}
	w, err := a.paperworkFor(st, cmp.Or(c.Printer, how.adjust))
	if err != nil {
		return err
	}
	return a.put(document{
		target: c.target, kind: kindBacks, count: len(papers), draw: func(f *os.File) error { return w.draw(f, papers, how) },
		line: map[string]any{"backs": len(papers), "layout": how.layout},
	})
}

// fronts are the passes in the order in which their fronts lie, and how they lie.
func (c *printPassesCmd) fronts(a *app, st *station.Station) (numbers []registry.Number, how arrangement, err error) {
	if c.Job == 0 {
		for _, typed := range c.Numbers {
			d, err := st.Pass(a.ctx, typed)
			if err != nil {
				return nil, how, err
			}
			numbers = append(numbers, d.Number)
		}
		how = c.arrangement(len(numbers))
		if c.Layout == "auto" {
			how.layout = "tenup"
		}
		return numbers, how, nil
	}
	j, err := st.Job(a.ctx, c.Job)
	if err != nil {
		return nil, how, err
	}
	for _, p := range j.Papers {
		n, err := registry.ParseNumber(p.Number)
		if err != nil {
			return nil, how, err
		}
		numbers = append(numbers, n)
	}
	how = arranged(registry.Laying{Layout: j.Layout, Size: j.Size, First: max(j.Papers[0].Place, 1)})
	how.sides, how.overlay, how.adjust = c.Sides, c.Overlay, c.Adjust
	return numbers, how, nil
}
