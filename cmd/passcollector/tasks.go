package main

import (
	"fmt"

	"passdesk/export/collector"
)

type tasksCmd struct {
	All bool `help:"办完的也列出 · those that are done too"`
}

// task is a task in a line. It names nobody.
type task struct {
	Scheme  string `json:"scheme"`
	Station int    `json:"station,omitempty"`
	Key     string `json:"key"`
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Number  string `json:"number"`
	collector.TaskBody
	Done bool `json:"done"`
}

func (c *tasksCmd) Help() string {
	return "duplicate 一人两号（先发的有效，后发的站点收回自己的纸证并注销编号）；reissue 一号两人（后发的换新编号）；recall 收回；compare 疑似同一人，由市里的人对照 · " +
		"duplicate: one person, two numbers; reissue: one number, two persons; recall; compare: perhaps one person, for the city's own people to look at."
}

func (c *tasksCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		authorities, err := city.Authorities(a.ctx)
		if err != nil {
			return err
		}
		for _, at := range authorities {
			tasks, err := city.Tasks(a.ctx, at.Scheme, nil, c.All)
			if err != nil {
				return err
			}
			for _, t := range tasks {
				line := task{t.Scheme, t.Code, fmt.Sprintf("%x", t.Station), t.Name(), t.Kind, t.Number, t.Body, t.Done}
				if err := a.printJSON(line); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
