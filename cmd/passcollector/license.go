package main

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"os"

	"passdesk/export/collector"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

type licenseCmd struct {
	Grant  grantCmd  `cmd:"" help:"按站点的申请签发许可 · license the station that asks in a file of enrol request"`
	List   listCmd   `cmd:"" help:"已发的许可 · the licences there are"`
	Revoke revokeCmd `cmd:"" help:"吊销站点的钥匙，写明最后一个有效编号 · revoke a key, with its last good number"`
	Keys   keysCmd   `cmd:"" help:"站点公钥名录，给离线查验的人 · the list of the stations' keys, for whoever checks passes"`
	Token  tokenCmd  `cmd:"" help:"站点上网交包裹用的令牌，旧的作废 · a token for a station's sync; the one before ends"`
}

type grantCmd struct {
	Request string `arg:"" help:"站点用 enrol request 写出的文件 · the file that the station wrote" placeholder:"FILE"`
	Out     string `required:"" help:"许可写到哪里 · where the licence goes" placeholder:"FILE"`
	Station int    `help:"站点代码 001–899（默认：申请里要的）· the code, else the one asked for" placeholder:"N"`
	First   int    `default:"1" help:"首期 · the first epoch"`
	Last    int    `default:"9" help:"末期 · the last epoch"`
	From    string `help:"生效日（默认今天）· the first day" placeholder:"YYYY-MM-DD"`
	Changes bool   `name:"changes-code" help:"同一把钥匙在别的代码下已吊销，站点只是换代码，钥匙没有丢 · the key was revoked under another code, and the station only changes its code: the key was neither lost nor copied"`
	Until   string `help:"截止日（默认没有）· the last day" placeholder:"YYYY-MM-DD"`
}

// granted is a licence in a line.
type granted struct {
	Scheme   string     `json:"scheme"`
	District string     `json:"district"`
	Station  int        `json:"station"`
	Point    string     `json:"point,omitempty"`
	Epochs   [2]int     `json:"epochs"`
	From     civil.Date `json:"from"`
	Until    civil.Date `json:"until,omitzero"`
	File     string     `json:"file,omitempty"`
	Root     string     `json:"fingerprint,omitempty"`
	Key      string     `json:"key"` // of the station, as the key list writes it
	Revoked  bool       `json:"revoked,omitempty"`
	LastGood *lastGood  `json:"last_good,omitempty"` // of a revoked key
}

// lastGood is the last number of a revoked key that is good; 0, 0: none is.
type lastGood struct {
	Epoch  int `json:"epoch"`
	Serial int `json:"serial"`
}

// grantedLine is what a licence says.
func grantedLine(lic licence.Licence, point string) granted {
	g := lic.Grant()
	return granted{Scheme: g.Scheme, District: g.District, Station: g.Station, Point: point, Epochs: [2]int{g.FirstEpoch, g.LastEpoch},
		From: g.From, Until: g.Until, Key: base64.StdEncoding.EncodeToString(g.Key)}
}

func (c *grantCmd) Run(a *app) error {
	if err := free(c.Out); err != nil {
		return err
	}
	file, err := os.ReadFile(c.Request)
	if err != nil {
		return err
	}
	r, err := licence.ParseRequest(file)
	if err != nil {
		return err
	}
	g, err := c.grant(a, r)
	if err != nil {
		return err
	}
	city, err := a.open()
	if err != nil {
		return err
	}
	defer city.Close()
	if !c.Changes {
		if err := notRevoked(a, city, g); err != nil {
			return err
		}
	}
	lic, err := city.License(a.ctx, g)
	if err != nil {
		return err
	}
	delivery, err := city.Delivery(a.ctx, lic)
	if err != nil {
		return err
	}
	if err := writeDurably(c.Out, delivery, 0o644); err != nil {
		return err
	}
	line := grantedLine(lic, r.Point)
	line.File, line.Root = c.Out, lic.Root().Fingerprint()
	return a.printJSON(line)
}

// notRevoked refuses a key that was revoked under another code, until somebody says that the
// station only changes its code: whoever has stolen the key asks in the same words.
func notRevoked(a *app, city *collector.Collector, g licence.Grant) error {
	all, err := city.Licences(a.ctx, g.Scheme)
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Revoked && l.Key.Equal(g.Key) && (l.Code != g.Station || l.District != g.District) {
			return &toldError{fmt.Sprintf("这把钥匙在代码 %s-%03d 下已经吊销，没有签发。钥匙丢过、被人拷走过：请站点在新的文件夹里 init 另建一本登记册，就有新的钥匙，再来申请。站点只是换代码、钥匙没有丢：加 --changes-code", l.District, l.Code),
				fmt.Sprintf("this key was revoked under the code %s-%03d, and no licence was made. Where the key was lost or copied, the station makes a new register with init in a new folder, which has a new key, and asks again; where it only changes its code and the key was not lost, add --changes-code", l.District, l.Code), collector.ErrRefused}
		}
	}
	return nil
}

// grant is what the request comes to.
func (c *grantCmd) grant(a *app, r licence.Request) (licence.Grant, error) {
	g := licence.Grant{Scheme: r.Scheme, District: r.District, Station: cmp.Or(c.Station, r.Wanted), FirstEpoch: c.First, LastEpoch: c.Last, From: civil.On(a.now(), china)}
	if g.Station == 0 {
		return g, &usageError{"申请没有要代码：请用 --station 给一个", "the request asks for no code: give one with --station"}
	}
	var err error
	if g.Key, err = r.StationKey(); err != nil {
		return g, err
	}
	for _, d := range []struct {
		into  *civil.Date
		typed string
	}{{&g.From, c.From}, {&g.Until, c.Until}} {
		if d.typed == "" {
			continue
		}
		if *d.into, err = civil.Parse(d.typed); err != nil {
			return g, &usageError{"日期写成 2020-03-01", "a date is written 2020-03-01"}
		}
	}
	return g, nil
}

// whose are the flags that name a licence.
type whose struct {
	Scheme   string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	District string `required:"" help:"编号里的区 · the district as it stands in pass numbers" placeholder:"DD"`
	Station  int    `required:"" help:"站点代码 · the station's code" placeholder:"N"`
}

type listCmd struct {
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
}

func (c *listCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		all, err := city.Licences(a.ctx, c.Scheme)
		if err != nil {
			return err
		}
		authority, err := city.Authority(a.ctx, c.Scheme)
		if err != nil {
			return err
		}
		for _, l := range all {
			lic, err := licence.Parse([]byte(l.Text), authority.Root)
			if err != nil {
				return collector.ErrDamaged
			}
			line := grantedLine(lic, l.Point)
			if line.Revoked = l.Revoked; l.Revoked {
				line.LastGood = &lastGood{l.LastEpoch, l.LastSerial}
			}
			if err := a.printJSON(line); err != nil {
				return err
			}
		}
		return nil
	})
}

type revokeCmd struct {
	whose
	Epoch  int `required:"" help:"最后一个有效编号的期号 · the epoch of the last good number"`
	Serial int `required:"" help:"最后一个有效编号的流水号 · its serial"`
}

func (c *revokeCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		if err := city.Revoke(a.ctx, c.Scheme, c.District, c.Station, c.Epoch, c.Serial); err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "district": c.District, "station": c.Station, "revoked": true})
	})
}

type tokenCmd struct {
	whose
	Out string `required:"" help:"令牌写到哪里 · where the token goes" placeholder:"FILE"`
}

func (c *tokenCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		if err := free(c.Out); err != nil {
			return err
		}
		written := false
		err := city.NewToken(a.ctx, c.Scheme, c.District, c.Station, func(token string) error {
			written = true
			return writeOver(c.Out, []byte(token+"\n"), 0o600)
		})
		if err != nil {
			if written {
				os.Remove(c.Out) // of a token that may be none
			}
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "district": c.District, "station": c.Station, "file": c.Out})
	})
}
