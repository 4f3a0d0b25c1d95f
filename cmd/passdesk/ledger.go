package main

import (
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The signature ledger as the register has it: its pages, and who stands where. The
// paper itself is made by print ledger, and ticked off by sign --page.

type ledgerCmd struct {
	List  ledgerListCmd  `cmd:"" help:"全部页：人数、没有签字的人数、校验码 · every page: how many stand on it, how many have not signed, its hash"`
	Show  ledgerShowCmd  `cmd:"" help:"一页的各行：谁签了、谁没签；校验码与纸上的相同 · one page, row by row: who has signed; its hash is the one on paper"`
	Enter ledgerEnterCmd `cmd:"" help:"把一张证登入空白页的下一行 · give a pass the next free row of a page printed beforehand"`
	Rows  ledgerRowsCmd  `cmd:"" help:"on：现场在空白页上逐行签字；off：在存根联上签 · on: people sign in free rows; off: on the stub"`
}

// pageLine is a page as JSON.
type pageLine struct {
	Page     int    `json:"page"`
	Volume   int    `json:"volume"`
	People   int    `json:"people"`
	Unsigned int    `json:"unsigned"`
	FreeRows int    `json:"free_rows"`          // that the next names go into
	OldRows  int    `json:"old_rows,omitempty"` // free, of a page from before a backup: given only by ledger enter --page, with the sheet in hand
	Prints   int    `json:"prints"`
	Check    string `json:"check"` // as on paper
}

func pageLineOf(p station.CountedPage) pageLine {
	return pageLine{p.Page, p.Volume(), p.Rows, p.Unsigned, p.FreeRows(), p.OldRows(), p.Prints, registry.LedgerCheck(p.Hash)}
}

type ledgerListCmd struct {
	Unsigned bool `help:"只列还有人没签字的页 · only pages on which somebody has not signed"`
}

func (c *ledgerListCmd) Run(a *app) error {
	a.onlyReads = true
	st, err := a.open()
	if err != nil {
		return err
	}
	const atOnce = 256
	for from := 0; ; {
		pages, err := st.LedgerPages(a.ctx, from, atOnce, true)
		if err != nil {
			return err
		}
		for _, p := range pages {
			if from = p.Page; c.Unsigned && p.Unsigned == 0 {
				continue
			}
			if err := a.printJSON(pageLineOf(p)); err != nil {
				return err
			}
		}
		if len(pages) < atOnce {
			return nil
		}
	}
}

type ledgerShowCmd struct {
	Page decimal `arg:"" help:"页号 · the page"`
}

// rowLine is a row of a page as JSON.
type rowLine struct {
	Row      int             `json:"row"`
	Number   registry.Number `json:"number"`
	Copy     int             `json:"copy"`
	Name     string          `json:"name"`
	Document string          `json:"document"`
	Signer   string          `json:"signer"` // holder, guardian, proxy
	State    string          `json:"state"`  // signed, unsigned, replaced, not_good
	Status   registry.Status `json:"status"`
	Remark   scheme.Text     `json:"remark,omitzero"`
}

// Run prints one page as one JSON object. Reading it is an event of the register.
func (c *ledgerShowCmd) Run(a *app) error {
	a.onlyReads = true
	st, err := a.open()
	if err != nil {
		return err
	}
	v, err := st.LedgerView(a.ctx, int(c.Page))
	if err != nil {
		return err
	}
	if err := a.listRead(st, len(v.Lines)); err != nil {
		return err
	}
	rows := []rowLine{}
	for _, l := range v.Lines {
		rows = append(rows, rowLine{l.Row, l.Number, l.Copy, l.Name, l.Masked, l.Signer, l.State, l.Status, l.Remark})
	}
	return a.printJSON(struct {
		pageLine
		Rows []rowLine `json:"rows"`
	}{pageLineOf(v.CountedPage), rows})
}

type ledgerEnterCmd struct {
	Number string  `arg:"" help:"证件编号 · the pass number"`
	Page   decimal `help:"第几页；不写就是有空行的第一页 · which page; else the first with a free row" placeholder:"N"`
	Row    decimal `help:"第几行，前面的行写坏了时用 · which row, where the ones before it were spoiled" placeholder:"N"`
}

func (c *ledgerEnterCmd) Run(a *app) error {
	if c.Row != 0 && c.Page == 0 {
		return &usageError{"写了 --row，也请写 --page", "say --page with --row"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	d, err := st.Pass(a.ctx, c.Number)
	if err != nil {
		return err
	}
	at, err := st.EnterLedger(a.ctx, d.Number, int(c.Page), int(c.Row))
	if err != nil {
		return err
	}
	return a.printJSON(map[string]any{"number": d.Number, "copy": at.Copy, "page": at.Page, "row": at.Row})
}

type ledgerRowsCmd struct {
	On string `arg:"" optional:"" enum:",on,off" default:"" help:"on 或 off；不写只看现在怎样 · on or off; without it, how it is"`
}

func (c *ledgerRowsCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if c.On != "" {
		if err := st.SignOnLedger(a.ctx, c.On == "on"); err != nil {
			return err
		}
	}
	on, next, err := st.SignsOnLedger(a.ctx)
	if err != nil {
		return err
	}
	if on && next.Page == 0 {
		a.warn(scheme.Text{ZH: "没有空行：先用 print ledger --blank N 预印空白页；这之前仍在存根联上签字。",
			EN: "No row is free: print pages first, print ledger --blank N. Until then people sign on the stub."})
	}
	return a.printJSON(struct {
		On   bool `json:"on"`
		Page int  `json:"page,omitempty"`
		Row  int  `json:"row,omitempty"`
	}{on, next.Page, next.Row})
}

// signedLine answers one row of a page that was ticked off.
type signedLine struct {
	Page   int             `json:"page"`
	Row    int             `json:"row"`
	Number registry.Number `json:"number"`
	Copy   int             `json:"copy"`
	Done   bool            `json:"done"` // it is signed for now
	State  string          `json:"state"`
	Reason scheme.Text     `json:"reason,omitzero"`

	Warning scheme.Text `json:"warning,omitzero"` // the holder is on a list, and the pass is not recalled
}

// signPage records that all on the page have signed but the exceptions.
func (a *app) signPage(page int, except []string) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	v, signed, err := st.SignPage(a.ctx, page, except)
	if err != nil {
		return err
	}
	if len(v.Lines) == 0 {
		return &toldError{"这一页上没有人：没有可以登记签字的。", "Nobody stands on this page: there is nothing to sign for.", station.ErrNotFound}
	}
	t := tally{}
	for _, l := range v.Lines {
		line := signedLine{Page: v.Page, Row: l.Row, Number: l.Number, Copy: l.Copy, State: l.State, Reason: l.Remark}
		switch {
		case slices.Contains(signed, l.Row):
			line.Done, line.State = true, station.RowSigned
			if l.TookIt {
				line.Reason = scheme.Text{ZH: "还没有人答打印出来没有：签了字，就登记为打印好了", EN: "nobody had said whether it came out of the printer: it is signed for, so it did"}
			}
			t.done++
			if line.Warning, err = a.listedWarning(st, l.Number); err != nil {
				return err
			}
		case l.State == station.RowSigned && l.Left:
			line.Reason = scheme.Text{ZH: "说没有签字，登记册里却早已登记签字：请看纸上这一行", EN: "left out as unsigned, and signed for in the register: look at this row on the paper"}
			t.failed++
		case l.State == station.RowSigned:
			line.Done, line.Reason = true, scheme.Text{ZH: "早已登记签字", EN: "signed for already"}
			t.done++
		case (l.Unsent || l.Over) && !l.Left:
			t.failed++ // its remark says why
		case l.State == station.RowUnsigned:
			line.Reason = scheme.Text{ZH: "没有签字", EN: "not signed for"}
		case l.State == station.RowReplaced:
			line.Reason = scheme.Text{ZH: "已换发下一份，在另一行签字", EN: "the next copy replaced it, and is signed for in another row"}
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	return t.result()
}

// listedWarning is what is said of a pass whose holder a list names; zero of others.
func (a *app) listedWarning(st *station.Station, n registry.Number) (scheme.Text, error) {
	_, listed, err := st.ListedHolders(a.ctx, []registry.Number{n})
	if err != nil || len(listed) == 0 {
		return scheme.Text{}, err
	}
	return listed[0].Warning(), nil
}
