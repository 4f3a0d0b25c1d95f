package station

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"passdesk/registry"
)

// seal makes the entries that the list comes to.
func (i *importing) seal(ctx context.Context) error {
	for n, p := range i.pending {
		if n%1000 == 0 {
			if err := i.tell(ctx, sealing, n, len(i.pending)); err != nil {
				i.change.Entries, i.confirmed = nil, false
				return err
			}
		}
		e := i.entries[p.row]
		if p.named != nil {
			e = *p.named
		}
		sealed, err := i.s.vault.Seal(watchAddress(p.id), registry.Body(e), i.s.ports.Rand)
		if err != nil {
			return fmt.Errorf("seal an entry: %w", err)
		}
		i.change.Entries = append(i.change.Entries, SealedEntry{ID: p.id, Event: i.event, Whose: slices.Clone(p.whose[:]), Keys: i.s.allBlindly(e.Keys()), Sealed: sealed})
	}
	if i.Told != nil && len(i.pending) > 0 {
		i.Told(Progress{entering, 1})
	}
	return nil
}

// draft is the import as one command.
func (i *importing) draft() *draft {
	i.change.Files = []WatchFile{{Blind: i.file(), Event: i.event}}
	body := registry.ListBody{
		List: listWatch, Count: len(i.pending), First: i.next - int64(len(i.pending)), File: hex.EncodeToString(i.file()),
		Digest: watchDigest(i.change.Entries, i.change.Ended), Rows: len(i.rows), Recalled: len(i.recall), Sent: i.sent,
	}
	if i.Orders {
		body.Kind = listRecall
	}
	record := registry.Body(importRecord{File: hex.EncodeToString(i.File[:]), Rows: len(i.rows), Name: i.Name, Source: i.Source, Reason: i.Reason, Date: i.Date, Part: i.Part})
	d := &draft{passes: i.passes, change: Change{Watch: i.change}}
	if len(i.rows) > 0 { // one that only lifts is no file of people
		d.change.Imports = []Imported{importedOf(i.event, body)}
	}
	d.events = append(d.events, draftEvent{kind: registry.ListImported, body: registry.Body(body), record: record})
	if len(i.recall) > 0 && i.s.days.Open != i.day { // behind the list, whose entries bear its number
		d.events, d.dayed = append(d.events, i.s.dayOpened(i.day)), true
	}
	d.events = append(d.events, i.recall...)
	return d
}

// The words that the events of these lists bear.
const (
	listWatch  = "watch"
	listRecall = "recall" // of a watch list: passes were ordered back by it
)

// importRecord is the sealed record of an import. A file can be of one line: its
// digest would tell who is in it, and its name may.
type importRecord struct {
	File   string `json:"sha256"`
	Rows   int    `json:"rows"`
	Name   string `json:"name,omitempty"`
	Source string `json:"source,omitempty"`
	Reason string `json:"reason,omitempty"`
	Date   string `json:"date,omitempty"`
	Part   string `json:"part,omitempty"`
}
