package main

import (
	"fmt"
	"os"
	"time"

	"passdesk/registry/licence"
	"passdesk/registry/station"
)

// Who licensed the station: itself, or an authority.

type enrolCmd struct {
	Request enrolRequestCmd `cmd:"" help:"写一份申请，交上级签发许可 · write what an authority needs to license this station"`
	Accept  enrolAcceptCmd  `cmd:"" help:"收下上级签发的许可 · take a licence that an authority signed"`
	Alone   enrolAloneCmd   `cmd:"" help:"独立站点换一个代码（号码用完时）· another code for a station that stands alone, when its numbers are used up"`
}

type enrolRequestCmd struct {
	Out     string  `required:"" help:"申请写到这个文件 · the file" placeholder:"FILE"`
	Station decimal `help:"希望的站点代码 001–899；不填由上级定 · the station code wanted; without it the authority chooses" placeholder:"CODE"`
}

func (c *enrolRequestCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	request, err := st.EnrolRequest(int(c.Station))
	if err != nil {
		return err
	}
	return a.writeOutText(c.Out, request)
}

type enrolAcceptCmd struct {
	File string `arg:"" help:"上级给的许可文件 · the licence file"`
	Root string `help:"上级根密钥的指纹，先电话核对 · the fingerprint of the authority's root key, compared by telephone" placeholder:"'ab12 cd34 …'"`
}

// Run takes the licence when the keeper gives the fingerprint of its root; without
// it the fingerprint is shown, to be compared.
func (c *enrolAcceptCmd) Run(a *app) error {
	file, err := os.ReadFile(c.File)
	if err != nil {
		return &usageError{"许可文件无法打开", "the licence cannot be opened"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := st.TakeLicence(a.ctx, file, c.Root); err != nil {
		return err
	}
	return a.tellLicence(st)
}

type enrolAloneCmd struct {
	Station decimal `help:"新的代码 900–999；不填则随机 · the new code; without it one is drawn" placeholder:"CODE"`
}

func (c *enrolAloneCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	code := int(c.Station)
	for code == 0 || code == st.Info().Code && c.Station == 0 {
		if code, err = licence.OfferCode(a.rand); err != nil {
			return err
		}
	}
	if err := st.LicenseAlone(a.ctx, code); err != nil {
		return err
	}
	return a.tellLicence(st)
}

func (a *app) tellLicence(st *station.Station) error {
	i := st.Info()
	return a.printJSON(map[string]any{"station": fmt.Sprintf("%03d", i.Code), "epoch": i.Epoch, "alone": i.OwnRoot,
		"until": i.LicensedUntil.String(), "numbers_left": i.Left.Numbers})
}

// warnStanding says on stderr what the keeper has to do something about soon.
func (a *app) warnStanding(i station.Info) {
	say := func(zh, en string) { fmt.Fprintf(a.stderr, "passdesk: %s\npassdesk: %s\n", zh, en) }
	today := a.now().In(zone)
	a.sayNumbers(i.Left)
	if lost := i.Back.LostText(); !lost.IsZero() {
		say(lost.ZH, lost.EN)
	}
	if until := i.LicensedUntil; !until.IsZero() && today.Format(time.DateOnly) > until.String() {
		say(fmt.Sprintf("许可已于 %v 到期；发证照常，请尽快用 enrol request 续签。", until),
			fmt.Sprintf("the licence ended on %v; issuing goes on, renew it soon with enrol request.", until))
	}
}
