package main

import "passdesk/registry/station"

// bySheet lets the recovery sheet open what no passphrase does any more: the
// operators' table is damaged, or every passphrase is forgotten.
type bySheet struct {
	Recovery string `help:"口令打不开时，用恢复页代替口令：写有恢复词的文件 · no passphrase opens it: a file with the words of the recovery sheet instead" placeholder:"FILE"`
}

// open opens the register to be read, whatever state it is in.
func (b bySheet) open(a *app) (*station.Station, error) {
	a.onlyReads, a.salvages = true, true
	if b.Recovery == "" {
		return a.open()
	}
	st, err := b.unlock(a)
	if err != nil {
		return nil, err
	}
	if err := st.SheetUsed(a.ctx); err != nil {
		return nil, err
	}
	a.tellStanding(st)
	return st, nil
}

// unlock takes the sheet in place of the passphrase.
func (b bySheet) unlock(a *app) (*station.Station, error) {
	typed, err := readSheet(b.Recovery)
	if err != nil {
		return nil, err
	}
	defer clear(typed)
	st, err := a.openLocked()
	if err != nil {
		return nil, err
	}
	if err := a.whoIsMeant(st, a.cli.Operator); err != nil {
		return nil, err
	}
	return st, told(st.UnlockRecovered(a.ctx, a.cli.Operator, string(typed)))
}
