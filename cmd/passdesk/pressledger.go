package main

import (
	"context"
	"fmt"
	"path/filepath"

	"passdesk/registry/station"
)

// PrintLedger draws pages of the signature ledger into the spool, records them, and
// delivers them, a file for each volume. What is recorded and could not be delivered
// is printed once more.
func (p *press) PrintLedger(ctx context.Context, w station.LedgerWish) (where string, pages int, err error) {
	st := p.app.station
	r, err := st.PlanLedger(ctx, w)
	if err != nil || r.Pages() == 0 {
		return "", 0, err
	}
	b := &binder{path: filepath.Join(p.spool, "ledger.pdf"), many: true}
	defer b.discard()
	tell := func(done station.Progress) { p.hear(done.Step) }
	if err := p.app.drawLedger(ctx, st, r, b.open, tell); err != nil {
		return "", 0, err
	}
	if err := st.LedgerPrinted(ctx, r); err != nil {
		return "", 0, err
	}
	for _, v := range b.volumes {
		if where, err = p.bound(ctx, v); err != nil {
			return "", r.Pages(), err
		}
	}
	return where, r.Pages(), nil
}

// bound delivers one volume.
func (p *press) bound(ctx context.Context, v volume) (string, error) {
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, "ledger", v.last-v.first+1, v.part, p.hear)
	}
	return p.deliver(v.part, p.named(v.name(), 1))
}

// name is the file's: by its pages, which are no personal data.
func (v volume) name() string {
	if v.first == v.last {
		return fmt.Sprintf("ledger-%d", v.first)
	}
	return fmt.Sprintf("ledger-%d-%d", v.first, v.last)
}
