package station

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"passdesk/registry"
)

// Which files of people were loaded, when, and what they came to.

// Imported is a file of people that was loaded, as the store keeps it.
type Imported struct {
	Event    int64
	List     string // residents, watch, recall
	File     []byte // blind
	Rows     int    // that the file had
	Taken    int    // residents, or entries of the watch list
	Recalled int    // passes that were ordered back
}

// Lists is the part of the store that keeps them.
type Lists interface {
	Imports(ctx context.Context) ([]Imported, error) // the newest first
}

// importedOf is what the store keeps of a list's event.
func importedOf(event int64, b registry.ListBody) Imported {
	file, _ := hex.DecodeString(b.File)
	return Imported{Event: event, List: cmp.Or(b.Kind, b.List), File: file, Rows: b.Rows, Taken: b.Count, Recalled: b.Recalled}
}

// LoadedList is a file of people that was loaded, for those who may know it.
type LoadedList struct {
	Event    int64     `json:"event"`
	At       time.Time `json:"at"`
	Operator string    `json:"operator"`
	List     string    `json:"list"` // residents, watch, recall
	Name     string    `json:"name,omitempty"`
	SHA256   string    `json:"sha256"`
	Source   string    `json:"source,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Date     string    `json:"date,omitempty"`
	Part     string    `json:"part,omitempty"`
	Rows     int       `json:"rows"`
	Taken    int       `json:"taken"`
	Recalled int       `json:"recalled"`
}

// LoadedLists are the files of people that were loaded, the newest first.
func (s *Station) LoadedLists(ctx context.Context) ([]LoadedList, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoLists); err != nil {
		return nil, err
	}
	kept, err := s.ports.Store.Imports(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the lists that were loaded: %w", err)
	}
	lists := make([]LoadedList, 0, len(kept))
	for _, k := range kept {
		l, err := s.loadedList(ctx, k)
		if err != nil {
			return nil, fmt.Errorf("read the lists that were loaded: %w", err)
		}
		lists = append(lists, l)
	}
	return lists, nil
}

func (s *Station) loadedList(ctx context.Context, k Imported) (LoadedList, error) {
	l := LoadedList{Event: k.Event, List: k.List, Rows: k.Rows, Taken: k.Taken, Recalled: k.Recalled}
	for e, err := range s.ports.Store.EventsAfter(ctx, k.Event-1) {
		if err != nil {
			return l, err
		}
		l.At, l.Operator = e.At.In(s.ports.Zone), e.Operator
		break
	}
	r, err := s.importRecord(ctx, k.Event)
	l.Name, l.SHA256, l.Source, l.Reason, l.Date, l.Part = r.Name, r.File, r.Source, r.Reason, r.Date, r.Part
	return l, err
}

func (s *Station) importRecord(ctx context.Context, event int64) (r importRecord, err error) {
	err = s.readRecord(ctx, event, &r)
	return r, err
}

// verifyImports: what is kept of each file is what its event says. Events of
// earlier builds did not count rows, and nothing is kept of them.
func (s *Station) verifyImports(ctx context.Context, p *Proof, log map[int64]registry.ListBody) {
	kept, err := s.ports.Store.Imports(ctx)
	if err != nil {
		p.fault("lists that were loaded: %v", err)
		return
	}
	said := map[int64]Imported{}
	for event, b := range log {
		if b.Rows > 0 {
			said[event] = importedOf(event, b)
		}
	}
	for _, k := range kept {
		want, ok := said[k.Event]
		if !ok || want.List != k.List || !bytes.Equal(want.File, k.File) || want.Rows != k.Rows || want.Taken != k.Taken || want.Recalled != k.Recalled {
			p.fault("lists that were loaded: what is kept of event %d is not what the log says", k.Event)
		}
		delete(said, k.Event)
	}
	for event := range said {
		p.fault("lists that were loaded: the list of event %d is missing", event)
	}
}
