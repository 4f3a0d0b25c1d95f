package station

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// Selection says of which passes a file is; the zero Selection is all.
type Selection struct {
	From, Until civil.Date      // of issue of the latest paper, both included
	First, Last registry.Number // of one station code and district, whatever the run digit
	Changed     bool            // something happened to them since the last file
}

// Part reports a range: what it leaves out, the next file of changes must hold.
func (x Selection) Part() bool {
	return !x.From.IsZero() || !x.Until.IsZero() || !x.First.IsZero() || !x.Last.IsZero()
}

// Reversed: the last number was given before the first, so nothing can be in the file.
func (x Selection) Reversed() bool {
	return !x.First.IsZero() && !x.Last.IsZero() && before(x.Last, x.First)
}

func (x Selection) takes(p registry.PassState) bool {
	switch {
	case !x.From.IsZero() && p.Issued.Before(x.From), !x.Until.IsZero() && p.Issued.After(x.Until):
		return false
	case !x.First.IsZero() && before(p.Number, x.First), !x.Last.IsZero() && before(x.Last, p.Number):
		return false
	}
	return true
}

// before compares numbers as they were given: the run digit says nothing of that.
func before(a, b registry.Number) bool {
	if a.District() != b.District() {
		return a.District() < b.District()
	}
	if a.Series() != b.Series() {
		return a.Series() < b.Series()
	}
	return a.Serial() < b.Serial()
}

// Export is one writing of the register into a file.
type Export struct {
	Selection
	Through int64          // the register's last event as it began: what comes later is the next file's
	After   int64          // of Changed: through which event the file before went; 0: there was none
	Told    func(Progress) // how far it has come; may be nil
}

// exportFormats are the formats of files that hold the register.
var exportFormats = []string{"csv", "xlsx", "jsonl"}

// BeginExport answers what a file will be of, when the operator may take people's data
// out in one. Errors: ErrLocked, registry.ErrNotThisRole.
func (s *Station) BeginExport(ctx context.Context, x Selection) (Export, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoExport); err != nil {
		return Export{}, err
	}
	e := Export{Selection: x, Through: s.head.Event}
	if !x.Changed {
		return e, nil
	}
	for ev, err := range s.ports.Store.EventsOf(ctx, 0, registry.Exported) {
		if err != nil {
			return e, fmt.Errorf("look for the last export: %w", err)
		}
		var b registry.ExportedBody
		if json.Unmarshal(ev.Body, &b) == nil && slices.Contains(exportFormats, b.Format) && !b.Part {
			e.After = max(e.After, b.Through)
		}
	}
	return e, nil
}

// ExportRows are the rows of the file, around what cannot be read. A file of all has a row,
// too, for each pass of which nothing is left.
func (s *Station) ExportRows(ctx context.Context, x Export) iter.Seq2[LedgerRow, error] {
	given := givenSerials{}
	rows := s.rowsAsked(ctx, x, given)
	return func(yield func(LedgerRow, error) bool) {
		for r, err := range rows {
			if given.add(r.Number); !yield(r, err) {
				return
			}
		}
		if x.Selection != (Selection{}) {
			return
		}
		for _, r := range s.rowsOfGaps(given) {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (s *Station) rowsAsked(ctx context.Context, x Export, given givenSerials) iter.Seq2[LedgerRow, error] {
	return s.rowsOf(ctx, func(p registry.PassState) bool {
		given.add(p.Number)
		return p.LastEvent > x.After && x.takes(p)
	}, func(event int64) {
		if x.Told != nil && x.Through > 0 {
			x.Told(Progress{Step: exporting, Share: min(float64(event)/float64(x.Through), 1)})
		}
	})
}

var exporting = scheme.Text{ZH: "导出", EN: "export"}

// Exported records that people's data left the station in a file, of which passes, and
// through which event it knows them. What is only read leaves no event; who exported
// says so.
func (s *Station) Exported(ctx context.Context, x Export, format string, count int, digest string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoExport); err != nil || s.readOnly != "" {
		return err
	}
	b := registry.ExportedBody{Format: format, Count: count, Digest: digest, Through: x.Through, Part: x.Part()}
	if x.Changed {
		b.From = x.After + 1
	}
	return s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: registry.Body(b)}}})
}
