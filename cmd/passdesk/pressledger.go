package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// PrintLedger draws pages of the signature ledger into the spool, records them, and
// delivers them, a file for each volume. Broken off while it draws, nothing was
// printed; with its record it goes on to the end. What is recorded and could not be delivered
// is printed once more.
func (p *press) PrintLedger(ctx context.Context, wish station.LedgerWish, told func(station.Progress)) (where string, pages int, err error) {
	defer sparing()()
	st := p.app.station
	r, err := st.PlanLedger(ctx, wish)
	if err != nil || r.Pages() == 0 {
		return "", 0, err
	}
	w, err := p.paperwork()
	if err != nil {
		return "", 0, err
	}
	b := &binder{path: filepath.Join(p.spool, "ledger.pdf"), many: true}
	defer b.discard()
	defer p.hear(scheme.Text{})
	tell := func(done station.Progress) {
		p.hear(done.Step)
		told(done)
	}
	if err := w.drawLedger(ctx, st, r, b.open, tell); err != nil {
		return "", 0, err
	}
	ctx = context.WithoutCancel(ctx)
	if err := st.LedgerPrinted(ctx, r); err != nil {
		return "", 0, err
	}
	where, err = p.bindAll(ctx, b)
	return where, r.Pages(), err
}

// bindAll delivers the volumes. Where nobody knows what came of one, the next is
// sent all the same.
func (p *press) bindAll(ctx context.Context, b *binder) (where string, asked error) {
	for len(b.volumes) > 0 {
		v := b.volumes[0]
		to, err := p.bound(ctx, v)
		if err != nil && !errors.Is(err, tui.ErrAsked) {
			return "", err
		}
		b.volumes = b.volumes[1:] // the file is erased, or a viewer's
		where, asked = to, errors.Join(asked, err)
	}
	return where, asked
}

// ledgerOn sends pages of the ledger to a printer.
func (a *app) ledgerOn(st *station.Station, w station.LedgerWish, printer string) error {
	if _, err := st.Printer(a.ctx, printer); err != nil {
		return notRemembered(err)
	}
	dir, err := a.dir()
	if err != nil {
		return err
	}
	p, err := a.newPress(dir)
	if err != nil {
		return err
	}
	p.place = printerPlace + printer
	bar := a.bar()
	_, pages, asked := p.PrintLedger(a.ctx, w, bar.show)
	bar.clear()
	if asked != nil && !errors.Is(asked, tui.ErrAsked) {
		return asked
	}
	if err := a.printJSON(map[string]any{"printer": printer, "pages": pages}); err != nil || asked == nil {
		return err
	}
	return &partError{asked}
}

// bound delivers one volume.
func (p *press) bound(ctx context.Context, v volume) (string, error) {
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, "ledger", v.last-v.first+1, v.part, p.hear)
	}
	defer erase(v.part)
	return p.deliver(v.part, p.named(v.name(), 1))
}

// name is the file's: by its pages, which are no personal data.
func (v volume) name() string {
	if v.first == v.last {
		return fmt.Sprintf("ledger-%d", v.first)
	}
	return fmt.Sprintf("ledger-%d-%d", v.first, v.last)
}
