package main

import (
	"bytes"
	"os"
	"path/filepath"

	"passdesk/export/collector"
)

type receiptsCmd struct {
	Out string `required:"" help:"放到哪个文件夹（U 盘）· the folder, a stick" placeholder:"DIR"`
}

func (c *receiptsCmd) Help() string {
	return "每个交过包裹的站点一个，封给它自己：收到第几号、哪些放在一边及缘由、要办的事、新的许可。站点用 bundle open 或 sync 收下 · " +
		"One for each station that sent something, sealed to it: through which event, what was put aside and why, tasks, its licence. The station takes it with bundle open, or sync."
}

// madeDown is a parcel that was written.
type madeDown struct {
	File    string `json:"file"`
	Scheme  string `json:"scheme"`
	Station int    `json:"station"`
	Number  int64  `json:"number"`
	Reason  *both  `json:"reason,omitempty"`
}

func (c *receiptsCmd) Run(a *app) error {
	if info, err := os.Stat(c.Out); err != nil || !info.IsDir() {
		return errNoFolder
	}
	return a.with(func(city *collector.Collector) error {
		if _, err := city.Weigh(a.ctx); err != nil {
			return err
		}
		waiting, err := city.Waiting(a.ctx)
		if err != nil {
			return err
		}
		good, bad := 0, 0
		for _, w := range waiting {
			line := madeDown{Scheme: w.Scheme, Station: w.Code}
			if err := c.write(a, city, w, &line); err != nil {
				zh, en := explain(err)
				line.Reason = &both{zh, en}
				bad++
			} else {
				good++
			}
			if err := a.printJSON(line); err != nil {
				return err
			}
		}
		return outcome(good, bad)
	})
}

func (c *receiptsCmd) write(a *app, city *collector.Collector, w collector.Address, line *madeDown) error {
	var parcel bytes.Buffer
	m, err := city.Down(a.ctx, w, &parcel)
	if err != nil {
		return err
	}
	line.Number, line.File = m.Number, m.Name()
	return writeDurably(filepath.Join(c.Out, m.Name()), parcel.Bytes(), 0o644)
}
