package station

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// WatchImport is a list on its way in. Nothing is written before all of it was
// read.
type WatchImport struct {
	Rows   []watch.Row
	Lines  []int    // where each row stands in the file
	File   [32]byte // SHA-256 of the file: the same file twice changes nothing
	DryRun bool
	Recall bool           // order back the passes of those whom the list means beyond doubt
	Told   func(Progress) // how far it has come; may be nil
}

// WatchRow is what became of one row: whom of the holders it means, and what it
// did to the list.
type WatchRow struct {
	Result   string   // match, match_masked, ambiguous, conflict, duplicate, damaged, invalid, none, ask, already_recalled, skipped
	Norm     string   // the number in its one form
	Of       int      // duplicate: the line that says it already
	Numbers  []string // of the passes that it means
	Related  []string // passes that bear the number as a parent's, and others to look at
	Recalled bool     // ordered back now
	Entry    int64    // the entry that it made; 0 for none
	List     string   // listed, replaced; "" where the list stays as it was
	Note     scheme.Text
	stale    bool // the list says something newer, or an officer has lifted it
}

// WatchSum is what an import came to.
type WatchSum struct {
	Rows     int   `json:"rows"`
	Listed   int   `json:"listed"` // new entries
	Ended    int   `json:"ended"`  // older entries that these replaced
	Left     int   `json:"left"`   // rows that list nobody
	Recalled int   `json:"recalled,omitempty"`
	Event    int64 `json:"event,omitempty"` // 0: nothing was written
}

// ImportWatch reads a list into the watch list and answers every row. A row that
// lists nobody never stops the rest.
func (s *Station) ImportWatch(ctx context.Context, w WatchImport) ([]WatchRow, WatchSum, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayImportWatch(w); err != nil {
		return nil, WatchSum{}, err
	}
	i := s.newImport(w)
	done, err := i.loadedBefore(ctx)
	if err == nil && !done {
		i.readRows()
		err = i.weighRows(ctx)
	}
	if err != nil {
		return nil, WatchSum{}, fmt.Errorf("load a watch list: %w", err)
	}
	if done || w.DryRun || len(i.change.Entries)+len(i.recall) == 0 {
		return i.rows, i.sum, nil
	}
	if err := s.append(ctx, i.draft()); err != nil {
		return nil, WatchSum{}, fmt.Errorf("load a watch list: %w", err)
	}
	i.sum.Event = i.event
	return i.rows, i.sum, nil
}

func (s *Station) mayImportWatch(w WatchImport) error {
	if w.DryRun {
		return s.allowed(registry.DoLists)
	}
	if err := s.writable(registry.DoLists); err != nil || !w.Recall {
		return err
	}
	return s.writable(registry.DoRecall)
}

// importing is an import half way.
type importing struct {
	WatchImport
	s       *Station
	day     civil.Date
	event   int64 // of the list, if it comes to one
	next    int64 // number of the next entry
	entries []watch.Entry
	rows    []WatchRow
	groups  map[[16]byte][]int // the rows of one person and source that speak for themselves
	known   map[string]bool    // why: the scheme's rules know it
	change  WatchChange
	recall  []draftEvent
	passes  map[string]registry.PassState // that are ordered back
	sum     WatchSum
}

func (s *Station) newImport(w WatchImport) *importing {
	return &importing{
		WatchImport: w, s: s, day: s.ports.today(), event: s.head.Event + 1,
		entries: make([]watch.Entry, len(w.Rows)), rows: make([]WatchRow, len(w.Rows)), sum: WatchSum{Rows: len(w.Rows)},
		groups: make(map[[16]byte][]int, len(w.Rows)), known: map[string]bool{}, passes: map[string]registry.PassState{},
	}
}

func (i *importing) file() []byte {
	blind := i.s.vault.Blind16("watch file", string(i.File[:]))
	return blind[:]
}

// loadedBefore answers every row of a file that was loaded already.
func (i *importing) loadedBefore(ctx context.Context) (bool, error) {
	before, err := i.s.ports.Store.WatchFiles(ctx, i.file())
	if err != nil || len(before) == 0 {
		return false, err
	}
	for r := range i.rows {
		i.rows[r] = WatchRow{Result: "skipped", Note: scheme.Text{
			ZH: fmt.Sprintf("这个文件已经载入过（事件 %d），没有再改名单", before[0].Event),
			EN: fmt.Sprintf("this file was loaded before (event %d): the list stays as it is", before[0].Event)}}
	}
	return true, nil
}

// readRows reads every row. Of rows that say the same of one person the newest
// stands, and on one day the worse colour.
func (i *importing) readRows() {
	for r, row := range i.Rows {
		e, bad := watch.Parse(row, i.day)
		if bad == nil && !i.knows(e) {
			bad = &watch.Fault{Why: scheme.Text{ZH: "本方案的规则没有这种原因", EN: "the rules of this scheme know no such reason"}}
		}
		if bad != nil {
			i.rows[r] = WatchRow{Result: faultResult(bad), Note: bad.Why}
			i.sum.Left++
			continue
		}
		i.entries[r] = e
		i.rows[r].Norm = e.Number + e.Mask
		k := e.Whose()
		i.stand(i.s.vault.Blind16(k.Label, k.Value), r)
	}
}

func faultResult(f *watch.Fault) string {
	switch {
	case f.Damaged:
		return "damaged"
	case f.Alone:
		return "ask"
	}
	return "invalid"
}

func (i *importing) knows(e watch.Entry) bool {
	known, asked := i.known[e.Why]
	if !asked {
		known = i.s.readsFact(e)
		i.known[e.Why] = known
	}
	return known
}

// stand puts a row among those of its person, in the place of one that says less.
func (i *importing) stand(whose [16]byte, r int) {
	e := i.entries[r]
	for at, other := range i.groups[whose] {
		o := i.entries[other]
		switch {
		case !e.About(o), e.Why != o.Why && !(e.IsColour() && o.IsColour()):
		case o.Before(e):
			i.rows[other].Result, i.rows[other].Of = "duplicate", i.Lines[r]
			i.groups[whose][at] = r
			return
		default:
			i.rows[r].Result, i.rows[r].Of = "duplicate", i.Lines[other]
			return
		}
	}
	i.groups[whose] = append(i.groups[whose], r)
}

// weighRows holds the rows against the list as it stands, and against the holders,
// in the order of the file.
func (i *importing) weighRows(ctx context.Context) error {
	last, err := i.s.ports.Store.LastWatch(ctx)
	if err != nil {
		return err
	}
	i.next = last + 1
	for r := range i.rows {
		if i.Told != nil && r%1000 == 0 {
			i.Told(Progress{scheme.Text{ZH: "核对名单", EN: "comparing the list"}, float64(r) / float64(len(i.rows))})
		}
		if i.rows[r].Result != "" {
			continue
		}
		k := i.entries[r].Whose()
		whose := i.s.vault.Blind16(k.Label, k.Value)
		if group := i.groups[whose]; group != nil {
			if err := i.list(ctx, whose, group); err != nil {
				return err
			}
			delete(i.groups, whose)
		}
		if err := i.match(ctx, r); err != nil {
			return err
		}
	}
	slices.SortFunc(i.change.Ended, func(a, b SealedEntry) int { return int(a.ID - b.ID) })
	i.sum.Listed, i.sum.Ended, i.sum.Recalled = len(i.change.Entries), len(i.change.Ended), len(i.recall)
	return nil
}

// draft is the import as one command.
func (i *importing) draft() *draft {
	first := i.next - int64(len(i.change.Entries))
	i.change.Files = []WatchFile{{Blind: i.file(), Event: i.event}}
	body := registry.ListBody{List: listWatch, Count: len(i.change.Entries), First: first, File: hex.EncodeToString(i.file()), Digest: watchDigest(i.change.Entries, i.change.Ended)}
	record := registry.Body(watchRecord{File: hex.EncodeToString(i.File[:]), Rows: len(i.rows)})
	d := &draft{passes: i.passes, change: Change{Watch: i.change}}
	d.events = append(d.events, draftEvent{kind: registry.ListImported, body: registry.Body(body), record: record})
	d.events = append(d.events, i.recall...)
	return d
}

// listWatch is the word that the events of these lists bear.
const listWatch = "watch"

// watchRecord is the sealed record of an import. A file can be of one line: its
// digest would tell who is in it.
type watchRecord struct {
	File string `json:"sha256"`
	Rows int    `json:"rows"`
}
