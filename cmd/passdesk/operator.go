package main

import (
	"fmt"
	"os"
)

type operatorCmd struct {
	Passphrase operatorPassphraseCmd `cmd:"" help:"用恢复页设新口令 · a new passphrase, with the recovery sheet"`
}

type operatorPassphraseCmd struct {
	Recovery string `required:"" help:"写有恢复词或 AGE-SECRET-KEY-1… 的文件 · a file with the words or the key of the recovery sheet" placeholder:"FILE"`
}

// Run gives --operator (or the only one) the new passphrase of --passphrase-file.
func (c *operatorPassphraseCmd) Run(a *app) error {
	typed, err := os.ReadFile(c.Recovery)
	if err != nil {
		return &usageError{"恢复词文件无法读取", "the file with the recovery words cannot be read"}
	}
	st, err := a.openLocked()
	if err != nil {
		return err
	}
	pass, err := a.newPassphrase()
	if err != nil {
		return err
	}
	if err := st.Recover(a.ctx, a.cli.Operator, string(typed), pass, a.cost()); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "passdesk: 新口令已设，旧口令不再有效\npassdesk: the new passphrase is set; the old one no longer opens the station\n")
	return nil
}
