package station

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"passdesk/registry/scheme"
)

// Side is the correction of one side of the sheet, in millimetres to the right and
// down, and as a scale about the top left corner; scale 0 is 1.
type Side struct {
	DX float64 `json:"dx,omitempty"`
	DY float64 `json:"dy,omitempty"`
	SX float64 `json:"sx,omitempty"`
	SY float64 `json:"sy,omitempty"`
}

// Adjustment is how pages are drawn for a printer: what puts right where it puts them,
// and whether its paper bears background, title and labels already.
type Adjustment struct {
	Printer string `json:"printer"`
	Front   Side   `json:"front,omitzero"`
	Back    Side   `json:"back,omitzero"`
	Overlay bool   `json:"overlay,omitempty"`
}

const adjustmentsKept = "adjustments" // of registry.Equipment

// Adjustments are those that are kept, by the printer's name.
func (s *Station) Adjustments(ctx context.Context) ([]Adjustment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.adjustments(ctx)
}

func (s *Station) adjustments(ctx context.Context) (all []Adjustment, err error) {
	return all, s.equipment(ctx, adjustmentsKept, &all)
}

// Adjustment is a printer's; one that was never adjusted has none.
func (s *Station) Adjustment(ctx context.Context, printer string) (Adjustment, error) {
	all, err := s.Adjustments(ctx)
	for _, a := range all {
		if a.Printer == printer {
			return a, err
		}
	}
	return Adjustment{Printer: printer}, err
}

// Adjust keeps how pages are drawn for a printer from now on; nothing but its name
// takes back what was kept.
func (s *Station) Adjust(ctx context.Context, a Adjustment) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.arranges(); err != nil {
		return err
	}
	if err := checkAdjustment(a); err != nil {
		return err
	}
	all, err := s.adjustments(ctx)
	if err != nil {
		return err
	}
	at, found := slices.BinarySearchFunc(all, a.Printer, func(b Adjustment, name string) int { return strings.Compare(b.Printer, name) })
	none := a == Adjustment{Printer: a.Printer}
	switch {
	case found && all[at] == a, !found && none:
		return nil
	case none:
		all = slices.Delete(all, at, at+1)
	case found:
		all[at] = a
	case len(all) >= mostPrinters:
		return &Fault{"printer", scheme.Text{ZH: fmt.Sprintf("最多校准 %d 台打印机", mostPrinters), EN: fmt.Sprintf("%d printers are adjusted at most", mostPrinters)}}
	default:
		all = slices.Insert(all, at, a)
	}
	return s.keepEquipment(ctx, adjustmentsKept, all)
}

// checkAdjustment refuses a name that is none, and figures that no measurement gives.
func checkAdjustment(a Adjustment) error {
	if err := checkPrinterName(a.Printer); err != nil {
		return err
	}
	for _, side := range []Side{a.Front, a.Back} {
		for _, mm := range []float64{side.DX, side.DY} {
			if !(math.Abs(mm) <= 20) {
				return &Fault{"adjustment", scheme.Text{ZH: "移动不超过 20 毫米", EN: "a page is moved by 20 mm at most"}}
			}
		}
		for _, scale := range []float64{side.SX, side.SY} {
			if scale != 0 && !(math.Abs(scale-1) <= 0.05) {
				return &Fault{"adjustment", scheme.Text{ZH: "缩放在 0.95 到 1.05 之间", EN: "a page is scaled by 0.95 to 1.05"}}
			}
		}
	}
	return nil
}
