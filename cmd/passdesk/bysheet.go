package main

import (
	"errors"

	"passdesk/registry/station"
)

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

// read opens the register and reads. Where that meets a lost page, it does so once more by
// what each page holds.
func (b bySheet) read(a *app, do func(*station.Station) error) (*station.Station, error) {
	a.readsTwice = true
	defer func() { clear(a.typed) }()
	st, err := b.open(a)
	if err == nil {
		err = do(st)
	}
	harmed := errors.Is(err, station.ErrDamaged) || err == nil && st.Damage() != nil
	if !harmed || a.broken || !a.pagesLost() {
		return st, err
	}
	a.close()
	a.broken, a.readsTwice = true, false
	if st, err = b.open(a); err == nil {
		err = do(st)
	}
	return st, err
}

// unlock takes the sheet in place of the passphrase.
func (b bySheet) unlock(a *app) (*station.Station, error) {
	typed, err := readSheet(b.Recovery)
	if err != nil {
		return nil, err
	}
	defer clear(typed)
	return a.openedBy(func(st *station.Station) error {
		return told(st.UnlockRecovered(a.ctx, a.cli.Operator, string(typed)))
	})
}
