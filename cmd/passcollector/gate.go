package main

import (
	"os"
	"path/filepath"
	"time"

	"passdesk/export/collector"
	"passdesk/registry/licence"
)

type gateCmd struct {
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Out    string `required:"" help:"放到哪个文件夹 · the folder" placeholder:"DIR"`
	Hours  int    `help:"收回名单几小时有效（默认不写明）· for how many hours the recall list is good; none is set unless said" placeholder:"N"`
}

func (c *gateCmd) Help() string {
	return "全市各站点的公钥和失效的编号，由根密钥签名，没有姓名；门卫用 passdesk check 或 passdesk gate page 核对。收回的只到各站点交来的为止 · " +
		"The keys of all stations and the numbers good no longer, signed by the root, nobody's name, for passdesk check and passdesk gate page. Of recalls it knows what the stations have sent."
}

// gateLine is what was written.
type gateLine struct {
	Keys        string `json:"keys"`
	Recalls     string `json:"recalls"`
	Numbers     int    `json:"numbers"`
	Maker       string `json:"maker"`
	Fingerprint string `json:"fingerprint"`
}

func (c *gateCmd) Run(a *app) error {
	if info, err := os.Stat(c.Out); err != nil || !info.IsDir() {
		return errNoFolder
	}
	if c.Hours < 0 {
		return &usageError{"小时数不能是负的", "the hours cannot be negative"}
	}
	var until time.Time
	if c.Hours > 0 {
		until = a.now().Add(time.Duration(c.Hours) * time.Hour)
	}
	return a.with(func(city *collector.Collector) error {
		f, err := city.GateFiles(a.ctx, c.Scheme, until)
		if err != nil {
			return err
		}
		line := gateLine{filepath.Join(c.Out, c.Scheme+".keys.txt"), filepath.Join(c.Out, c.Scheme+".recalls.txt"), f.Numbers, f.By.Name(), f.By.Fingerprint()}
		if err := writeNewer(line.Keys, f.Keys, 0o644); err != nil {
			return err
		}
		if err := writeNewer(line.Recalls, f.Recalls, 0o644); err != nil {
			return err
		}
		return a.printJSON(line)
	})
}

// keysFile is the key list as whoever checks passes takes it: its maker above it.
func keysFile(a *app, city *collector.Collector, scheme, text string) ([]byte, error) {
	authority, err := city.Authority(a.ctx, scheme)
	return licence.KeysFile([]byte(text), authority.Root), err
}
