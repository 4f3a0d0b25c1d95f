package main

import (
	"fmt"
	"slices"
	"strings"

	"passdesk/export/collector"
	"passdesk/registry/civil"
)

type tasksCmd struct {
	List   tasksListCmd   `cmd:"" default:"withargs" help:"列出 · list them"`
	Show   tasksShowCmd   `cmd:"" help:"看一件：站点和市里写了什么；记在查阅日志里 · one of them, with what desk and city wrote of it; the read is logged"`
	Settle tasksSettleCmd `cmd:"" help:"市里的人办结一件 · settle one: what is to be compared, what a desk cannot do"`
}

type tasksListCmd struct {
	Scheme  string `help:"只列这个方案的 · of this scheme: ${schemes}" placeholder:"CODE"`
	Station int    `help:"只列这个站点代码的 · of this station" placeholder:"N"`
	All     bool   `help:"办完的也列出 · those that are done too"`
}

type tasksSettleCmd struct {
	ID       string `arg:"" help:"任务编号 · the task's ID" placeholder:"ID"`
	Scheme   string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Decision string `required:"" enum:"same,others,closed" help:"same 同一人，others 两个人，closed 另行办结 · one person, two people, settled otherwise"`
	Reason   string `required:"" help:"理由，密封保存 · why; kept sealed"`
}

func (c *tasksSettleCmd) Run(a *app) error {
	if strings.TrimSpace(c.Reason) == "" {
		return &usageError{"请写明理由", "say why"}
	}
	return a.with(func(city *collector.Collector) error {
		if err := city.Rule(a.ctx, c.Scheme, c.ID, c.Decision, c.Reason); err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "id": c.ID, "decision": c.Decision, "done": true})
	})
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
	Made    civil.Date `json:"made"`
	Days    int        `json:"days"` // so old it is; of one that is done, since it was made
	Outcome string     `json:"outcome,omitempty"`
	Done    bool       `json:"done"`
}

func (a *app) taskLine(t collector.Task) task {
	made := civil.On(t.Made, china)
	return task{t.Scheme, t.Code, fmt.Sprintf("%x", t.Station), t.Name(), t.Kind, t.Number, t.Body, made, made.DaysUntil(civil.On(a.now(), china)), t.Outcome, t.Done}
}

type tasksShowCmd struct {
	ID     string `arg:"" help:"任务编号 · the task's ID" placeholder:"ID"`
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
}

func (c *tasksShowCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		t, err := city.ShowTask(a.ctx, c.Scheme, c.ID)
		if err != nil {
			return err
		}
		return a.printJSON(struct {
			task
			Text string `json:"text,omitempty"`        // of an appeal
			Desk string `json:"desk_reason,omitempty"` // why the desk could not, or what it did
			City string `json:"city_reason,omitempty"`
		}{a.taskLine(t.Task), t.Body.Text, t.Desk, t.City})
	})
}

func (c *tasksListCmd) Help() string {
	return "made 和 days：哪一天派的、几天了。duplicate 一人两号（先发的有效，后发的站点收回自己的纸证并注销编号）；reissue 一号两人（后发的换新编号）；recall 收回；appeal 别处转来的申诉；hear 归公安决定的申诉，交派出所审理；decision 公安的决定，由发证的站点照办；compare 疑似同一人，由市里的人对照 · " +
		"made and days: when it was asked, and how many days ago. duplicate: one person, two numbers; reissue: one number, two persons; recall; appeal: one that was brought elsewhere; hear: one that the police decide; decision: what they decided, for the station that issued; compare: perhaps one person, for the city's own people to look at."
}

func (c *tasksListCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		authorities, err := city.Authorities(a.ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(authorities, func(at collector.Authority) bool { return at.Scheme == c.Scheme })
		if c.Scheme != "" {
			if i < 0 {
				return collector.ErrNoScheme
			}
			authorities = authorities[i : i+1]
		}
		for _, at := range authorities {
			tasks, err := city.Tasks(a.ctx, at.Scheme, nil, c.All)
			if err != nil {
				return err
			}
			for _, t := range tasks {
				if c.Station != 0 && t.Code != c.Station {
					continue
				}
				if err := a.printJSON(a.taskLine(t)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
