package main

import (
	"encoding/hex"
	"errors"

	"passdesk/registry/station"
)

type headCmd struct {
	Sign bool   `help:"现在就签一个新的 · sign where the log stands now"`
	Out  string `help:"把签名文本写到此文件 · write the signed text to this file" placeholder:"FILE"`
}

func (c *headCmd) Help() string {
	return "不要口令；--sign 要，签名是登记册里的一个事件，少了哪个链头 verify 都查得出。还没有签过的，退出码 1 · " +
		"No passphrase is asked, but for --sign, which is an event: verify misses a head that was taken away. Exit 1 where none was signed yet."
}

// Run prints the newest signed head of the log; it names nobody, so that it needs
// no passphrase. Every close of a day and every export signs one.
func (c *headCmd) Run(a *app) error {
	h, err := c.head(a)
	if errors.Is(err, station.ErrNotFound) {
		return &toldError{"还没有签过链头。日结或导出时会签，也可用 head --sign。", "No head was signed yet: closing the day or an export signs one, and so does head --sign.", err}
	}
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := a.writeOutText(c.Out, []byte(h.Note)); err != nil {
			return err
		}
	}
	return a.printJSON(map[string]any{
		"scheme": h.Scheme, "district": h.District, "station": h.Station, "events": h.Events, "events_since": h.New,
		"root": hex.EncodeToString(h.Root[:]), "chain": hex.EncodeToString(h.Chain[:]), "note": h.Note,
	})
}

func (c *headCmd) head(a *app) (station.LogHead, error) {
	if c.Sign {
		st, err := a.open()
		if err != nil {
			return station.LogHead{}, err
		}
		return st.SignHead(a.ctx)
	}
	a.onlyReads = true
	st, err := a.openLocked()
	if err != nil {
		return station.LogHead{}, err
	}
	return st.LastHead(a.ctx)
}
