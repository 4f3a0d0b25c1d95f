package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Printer is a printer that the station remembers. Its name is how people and other
// things that hang on it (the adjustment of the sheet) find it again.
type Printer struct {
	Name string `json:"name"`
	How  string `json:"how"`            // ipp, lp, windows, open: who carries the pages to it
	URI  string `json:"uri,omitempty"`  // of ipp; else what the system calls the printer
	Cert string `json:"cert,omitempty"` // fingerprint of the certificate that a person trusts; "" what the system trusts
	// What it said of itself when it was asked last.
	Model  string    `json:"model,omitempty"`
	Papers []string  `json:"papers,omitempty"` // PWG names; none: it did not say
	Sides  []string  `json:"sides,omitempty"`  // one-sided, two-sided-long-edge …; none: it did not say
	Scales bool      `json:"scales,omitempty"` // it cannot be told to leave the size alone
	Seen   time.Time `json:"seen,omitzero"`
}

// ErrNoPrinter is a name that the station does not remember.
var ErrNoPrinter = errors.New("station: no such printer is remembered")

const (
	printersKept = "printers" // of registry.Equipment
	mostPrinters = 50
	longestName  = 120 // characters; Windows names are long
)

// Printers are those that the station remembers, by name.
func (s *Station) Printers(ctx context.Context) ([]Printer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.printers(ctx)
}

func (s *Station) printers(ctx context.Context) ([]Printer, error) {
	var all []Printer
	err := s.equipment(ctx, printersKept, &all)
	return all, err
}

// Printer is one of them, or ErrNoPrinter.
func (s *Station) Printer(ctx context.Context, name string) (Printer, error) {
	all, err := s.Printers(ctx)
	if err != nil {
		return Printer{}, err
	}
	for _, p := range all {
		if p.Name == name {
			return p, nil
		}
	}
	return Printer{}, ErrNoPrinter
}

// RememberPrinter keeps a printer, in the place of one with the same name. What did
// not change but for the hour is not written again.
func (s *Station) RememberPrinter(ctx context.Context, p Printer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.arranges(); err != nil {
		return err
	}
	if err := checkPrinter(p); err != nil {
		return err
	}
	all, err := s.printers(ctx)
	if err != nil {
		return err
	}
	at, found := slices.BinarySearchFunc(all, p.Name, func(q Printer, name string) int { return strings.Compare(q.Name, name) })
	switch {
	case found && s.samePrinter(all[at], p):
		return nil
	case found:
		all[at] = p
	case len(all) >= mostPrinters:
		return &Fault{"printer", scheme.Text{ZH: fmt.Sprintf("最多记住 %d 台打印机，请先删去不用的", mostPrinters), EN: fmt.Sprintf("%d printers are remembered at most: remove one first", mostPrinters)}}
	default:
		all = slices.Insert(all, at, p)
	}
	return s.keepEquipment(ctx, printersKept, all)
}

// samePrinter: the same printer, seen on the same day.
func (s *Station) samePrinter(a, b Printer) bool {
	sameDay := a.Seen.In(s.ports.Zone).Format(time.DateOnly) == b.Seen.In(s.ports.Zone).Format(time.DateOnly)
	return sameDay && a.How == b.How && a.URI == b.URI && a.Model == b.Model && a.Cert == b.Cert && a.Scales == b.Scales &&
		slices.Equal(a.Papers, b.Papers) && slices.Equal(a.Sides, b.Sides)
}

// ForgetPrinter takes a printer off the list: the keeper's. What was printed on it
// stays as it is.
func (s *Station) ForgetPrinter(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrinters); err != nil {
		return err
	}
	all, err := s.printers(ctx)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(all), func(p Printer) bool { return p.Name == name })
	if len(left) == len(all) {
		return ErrNoPrinter
	}
	return s.keepEquipment(ctx, printersKept, left)
}

var printerWays = []string{"ipp", "lp", "windows", "open"}

func checkPrinter(p Printer) error {
	if err := checkPrinterName(p.Name); err != nil {
		return err
	}
	switch {
	case !slices.Contains(printerWays, p.How) || unclean(p.URI) || len(p.URI) > 1000 || unclean(p.Cert) || len(p.Cert) > 200:
		return &Fault{"printer", scheme.Text{ZH: "这个地址用不了", EN: "this address cannot be used"}}
	}
	return nil
}

func checkPrinterName(name string) error {
	if strings.TrimSpace(name) != name || name == "" || utf8.RuneCountInString(name) > longestName || unclean(name) {
		return &Fault{"printer", scheme.Text{ZH: "名称要有 1 到 120 个字", EN: "its name has 1 to 120 characters"}}
	}
	return nil
}

func unclean(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}
