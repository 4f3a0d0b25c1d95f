package main

import (
	"context"
	"errors"
	"strings"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// printerPlace stands before a printer's name where papers may also go into a folder.
const printerPlace = tui.PrinterPlace

// printer is the printer that papers go to, if they do not go into a folder.
func (p *press) printer() (string, bool) {
	name, ok := strings.CutPrefix(p.place, printerPlace)
	if !ok {
		return "", false
	}
	return name, true
}

// paperwork draws for the printer that papers go to, if they go to one.
func (p *press) paperwork() (paperwork, error) {
	name, _ := p.printer()
	return p.app.paperworkFor(p.app.station, name)
}

// setPrinter takes a printer that is remembered or found, or whose address was
// typed, and remembers it.
func (p *press) setPrinter(ctx context.Context, typed, trust string) error {
	st := p.app.station
	known, err := st.Printer(ctx, typed)
	switch {
	case errors.Is(err, station.ErrNoPrinter):
		if known, err = p.app.newPrinter(ctx, typed, trust); err == nil {
			err = st.RememberPrinter(ctx, known)
		}
	case err == nil && trust != "":
		err = p.trustAnew(ctx, known, trust)
	case err == nil:
		err = p.app.stillItself(ctx, known)
	}
	if err == nil {
		err = st.SetSetting(ctx, settingPlace, printerPlace+known.Name)
	}
	if err != nil {
		return err
	}
	p.place = printerPlace + known.Name
	return nil
}

// TrustPrinter is SetPlace for a printer that vouches for itself: the person has
// compared the fingerprint.
func (p *press) TrustPrinter(ctx context.Context, address, fingerprint string) error {
	return told(p.setPrinter(ctx, strings.TrimPrefix(address, printerPlace), fingerprint))
}

// trustAnew remembers another certificate of a printer that is known by its name.
func (p *press) trustAnew(ctx context.Context, known station.Printer, trust string) error {
	now, err := p.app.newPrinter(ctx, known.URI, trust)
	if err != nil {
		return err
	}
	now.Name = known.Name
	return p.app.station.RememberPrinter(ctx, now)
}

// Printers are those that papers could go to: the remembered first, then what is
// found now.
func (p *press) Printers(ctx context.Context) ([]string, error) {
	kept, err := p.app.station.Printers(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	seen := map[string]bool{}
	for _, q := range append(kept, p.app.findPrinters(ctx)...) {
		if !seen[q.Name] {
			names, seen[q.Name] = append(names, q.Name), true
		}
	}
	return names, nil
}

// hear keeps what the printer says while it prints.
func (p *press) hear(says scheme.Text) { p.says.Store(&says) }

// Says is what keeps the printer from printing, while it is waited for.
func (p *press) Says() scheme.Text {
	if says := p.says.Load(); says != nil {
		return *says
	}
	return scheme.Text{}
}
