package main

import (
	"fmt"
	"os"

	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
)

type operatorRecoveryCmd struct {
	Out   string `required:"" xor:"sheet" help:"新恢复页写到此 PDF · write the new sheet to this PDF" placeholder:"FILE"`
	Check string `required:"" xor:"sheet" help:"不换新页：核对照恢复页输入的这个文件 · no new sheet: check what was typed off the one there is" placeholder:"FILE"`
}

// Run makes a new recovery sheet. It lies on the disk before the register knows of
// it, so that no moment is without one that helps.
func (c *operatorRecoveryCmd) Run(a *app) error {
	if c.Check != "" {
		return c.check(a)
	}
	if err := noSheetThere(c.Out); err != nil {
		return err
	}
	st, own, err := a.openWith()
	if err != nil {
		return err
	}
	defer clear(own)
	said, err := a.newSheet(st, own, c.Out)
	if err != nil {
		return err
	}
	a.warn(said)
	return nil
}

// check says whether the words in the file are the sheet's.
func (c *operatorRecoveryCmd) check(a *app) error {
	typed, err := readSheet(c.Check)
	if err != nil {
		return err
	}
	defer clear(typed)
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := st.CheckRecovery(a.ctx, string(typed)); err != nil {
		return err
	}
	a.warn(scheme.Text{ZH: "恢复页对得上，打得开这本登记册", EN: "the recovery sheet fits: it opens this register"})
	return nil
}

func noSheetThere(out string) error {
	if _, err := os.Lstat(out); err == nil {
		return &usageError{"这个文件已经存在，也许就是现用的恢复页。请换一个文件名。", "the file exists already, and may be the sheet in use: choose another name"}
	}
	return nil
}

func (a *app) newSheet(st *station.Station, own []byte, out string) (said scheme.Text, err error) {
	info, written := st.Info(), false
	err = st.MakeRecovery(a.ctx, own, func(r *seal.Recovery) error {
		err := a.writeRecovery(out, info, r)
		written = err == nil
		return err
	})
	switch {
	case err != nil && written:
		return said, &toldError{"新的恢复页已写出，但登记册可能没有记下它：旧页请先留着。换一个文件名再做一次；成功以后，前面的都作废。",
			"The new sheet was written, but the register may not have taken it: keep the old one. Do it again under another file name; once that is done, every earlier sheet opens nothing.", err}
	case err != nil:
		return said, told(err)
	}
	return scheme.Text{
		ZH: fmt.Sprintf("新的恢复页已写到 %s，请打印后锁进保险柜，并删除文件。旧页从现在起打不开登记册；以前做的备份仍只能用旧页打开，请现在另做一份备份，再销毁旧页。", out),
		EN: fmt.Sprintf("the new recovery sheet is in %s: print it, lock it in the safe, delete the file. The old one opens the register no more; backups made before now still open with the old one only: make a new backup, then destroy the old sheet.", out),
	}, nil
}
