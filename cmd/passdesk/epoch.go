package main

import (
	"fmt"
	"os"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type epochCmd struct {
	New epochNewCmd `cmd:"" help:"取新的期号，原因记入登记册 · take a new epoch; the reason stays in the log"`
}

type epochNewCmd struct {
	behindPaper
	Reason   string `required:"" help:"为什么 · why"`
	Anyway   bool   `help:"登记册没有问题也取：别处确有拷贝在发证 · also where nothing is wrong with the register: a copy of it really issues elsewhere"`
	Recovery string `help:"口令都忘了：用恢复页代替口令，写有恢复词的文件 · every passphrase is forgotten: a file with the words of the recovery sheet instead" placeholder:"FILE"`
}

func (c *epochNewCmd) Help() string {
	return "只归保管员（退出码 4）。先确认别处没有人用同一登记册发证 · " +
		"The keeper's alone (exit 4). First make sure that nobody issues from a copy of this register."
}

// Run makes a copied or rolled-back register writable again, in an epoch that no
// other copy has used.
func (c *epochNewCmd) Run(a *app) error {
	if err := c.possible(); err != nil {
		return err
	}
	st, err := c.open(a)
	if err != nil {
		return err
	}
	if err := st.EpochLeft(int(c.EpochAtLeast)); err != nil {
		return err
	}
	if err := station.Because(c.Reason); err != nil { // before anybody looks for a paper
		return err
	}
	if !c.Anyway {
		if err := st.EpochAsked(a.ctx, c.paper(), int(c.EpochAtLeast)); err != nil {
			return err
		}
	}
	least, err := c.least(a, st, func() string {
		if !st.PapersAhead() {
			return ""
		}
		return a.askLastPaper(paperBeforeEpoch, paperNotCompared)
	})
	if err != nil {
		return err
	}
	h, err := st.TakeEpochAnyway(a.ctx, c.Reason, least)
	if err != nil {
		return err
	}
	answer := map[string]any{"epoch": h.Epoch, "event": h.Event, "head": h.Short(), "ledger_page": h.Page}
	if h.Skipped > 0 {
		answer["copies_skipped"] = h.Skipped
	}
	a.tellSkipped(h.Skipped)
	return a.printJSON(answer)
}

// tellSkipped says of how many passes the next paper is another copy, and what to do
// where there is a paper after all.
func (a *app) tellSkipped(n int) {
	if n > 0 {
		a.warn(skippedText(n))
	}
}

func skippedText(n int) scheme.Text {
	return scheme.Text{
		ZH: fmt.Sprintf("有 %d 张证登记册里还没有打印，但可能已在别处打印过：改用新的份号打印，同一份不会印两次。持证人手里已有纸的，登记签字（sign 编号）就行，不用再印。", n),
		EN: fmt.Sprintf("Passes that are not printed as far as the register knows, and may have been printed elsewhere: %d. Each is printed as another copy, so that no copy is printed twice. Where the holder has the paper, enter the signature (sign NUMBER) and print nothing.", n),
	}
}

// open takes the passphrase, or the sheet: nobody can be given a new passphrase in
// a register that may not be written, so the sheet has to open it as it is.
func (c *epochNewCmd) open(a *app) (*station.Station, error) {
	if c.Recovery == "" {
		return a.open()
	}
	return bySheet{c.Recovery}.unlock(a)
}

// readSheet reads what was typed off the recovery sheet into a file.
func readSheet(file string) ([]byte, error) {
	typed, err := os.ReadFile(file)
	if err != nil {
		return nil, &usageError{"恢复词文件无法读取", "the file with the recovery words cannot be read"}
	}
	return typed, nil
}
