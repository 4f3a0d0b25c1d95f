package station

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"slices"

	"passdesk/registry"
)

// The watch list is proven against the log: every list's event holds a digest of
// the entries that it brought and of those that it ended, as they are sealed in
// the store. So an entry that was changed, taken out, put in or ended by hand
// shows; and a check finds every entry that stands, under keys made anew.

// watchLog is what the log says of the watch list.
type watchLog struct {
	lists  map[int64]registry.ListBody // by event
	lifted map[int64]int64             // the event that lifted an entry
	looked []registry.CaseBody         // decisions about whether an entry means somebody
	events []int64                     // of these decisions
	held   []int64                     // events that said so of the holder of a pass
}

func (w *watchLog) note(e registry.Event) {
	switch e.Kind {
	case registry.ListImported:
		var b registry.ListBody
		if json.Unmarshal(e.Body, &b) == nil && b.List == listWatch {
			if w.lists == nil {
				w.lists = map[int64]registry.ListBody{}
			}
			w.lists[e.No] = b
		}
	case registry.WatchLifted:
		var b registry.WatchBody
		if json.Unmarshal(e.Body, &b) == nil {
			if w.lifted == nil {
				w.lifted = map[int64]int64{}
			}
			w.lifted[b.Entry] = e.No
		}
	case registry.Settled, registry.AppealDecided:
		var b registry.CaseBody
		if json.Unmarshal(e.Body, &b) == nil && b.Rule == warnWatch {
			w.looked, w.events = append(w.looked, b), append(w.events, e.No)
		}
	case registry.Overridden:
		var b registry.OverriddenBody
		if json.Unmarshal(e.Body, &b) == nil && ofList(b) {
			w.held = append(w.held, e.No)
		}
	}
}

// filed is a blind key with the entry that it leads to.
type filed struct {
	blind [16]byte
	entry int64
}

func (f filed) compare(o filed) int {
	return cmp.Or(bytes.Compare(f.blind[:], o.blind[:]), cmp.Compare(f.entry, o.entry))
}

// watchProof is what the store's list adds up to.
type watchProof struct {
	*Proof
	log   watchLog
	sums  map[int64]hash.Hash // by the event that brought the entries
	ended map[int64][]int64   // by the event that ended them
	keys  []filed
}

func (s *Station) verifyWatch(ctx context.Context, p *Proof, log watchLog) {
	w := &watchProof{Proof: p, log: log, sums: map[int64]hash.Hash{}, ended: map[int64][]int64{}}
	for from := int64(0); ; {
		page, err := s.ports.Store.WatchPage(ctx, from, 1000, true)
		if err != nil {
			p.fault("watch list: %v", err)
			return
		}
		for _, e := range page {
			s.verifyEntry(w, e)
			from = e.ID
		}
		if len(page) == 0 {
			break
		}
	}
	w.digests()
	s.verifyWatchKeys(ctx, w)
	s.verifyWatchFiles(ctx, w)
	s.verifyWatchAnswers(ctx, w)
}

// verifyEntry: it opens, stands under its person, and the log says what brought and
// what ended it.
func (s *Station) verifyEntry(w *watchProof, sealed SealedEntry) {
	w.Watch++
	sum, ok := w.sums[sealed.Event]
	if !ok {
		sum = sha256.New()
		w.sums[sealed.Event] = sum
	}
	addEntry(sum, sealed)
	if _, ok := w.log.lists[sealed.Event]; !ok {
		w.fault("watch list: entry %d came with no list", sealed.ID)
	}
	lifted := w.log.lifted[sealed.ID]
	if _, replaced := w.log.lists[sealed.Ended]; sealed.Ended != lifted && !(lifted == 0 && replaced) {
		w.fault("watch list: entry %d stands or is ended otherwise than the log says", sealed.ID)
	} else if replaced {
		w.ended[sealed.Ended] = append(w.ended[sealed.Ended], sealed.ID)
	}
	e, err := s.openEntry(sealed)
	if err != nil {
		w.fault("watch list: entry %d does not open", sealed.ID)
		return
	}
	if !bytes.Equal(s.blindly(e.Whose()), sealed.Whose) {
		w.fault("watch list: entry %d stands under another person", sealed.ID)
	}
	if sealed.Ended != 0 {
		return
	}
	for _, k := range e.Keys() {
		w.keys = append(w.keys, filed{s.vault.Blind16(k.Label, k.Value), sealed.ID})
	}
}

// digests: what each list brought and ended is what its event speaks of.
func (w *watchProof) digests() {
	for event, b := range w.log.lists {
		sum, ok := w.sums[event]
		if !ok {
			sum = sha256.New()
		}
		for _, id := range w.ended[event] {
			addEnded(sum, id)
		}
		if hex.EncodeToString(sum.Sum(nil)) != b.Digest {
			w.fault("watch list: the entries of event %d are not those that it brought", event)
		}
	}
}

// verifyWatchKeys: a key that is missing would let a listed person pass, one too
// many would ask about somebody else.
func (s *Station) verifyWatchKeys(ctx context.Context, w *watchProof) {
	slices.SortFunc(w.keys, filed.compare)
	w.keys = slices.Compact(w.keys)
	n := 0
	for k, err := range s.ports.Store.WatchKeys(ctx) {
		if err != nil {
			w.fault("watch list: %v", err)
			return
		}
		if n >= len(w.keys) || !bytes.Equal(k.Blind, w.keys[n].blind[:]) || k.Entry != w.keys[n].entry {
			w.fault("watch list: its keys are not those of its entries (entry %d)", k.Entry)
			return
		}
		n++
	}
	if n < len(w.keys) {
		w.fault("watch list: a key of entry %d is missing", w.keys[n].entry)
	}
}

func (s *Station) verifyWatchFiles(ctx context.Context, w *watchProof) {
	files, err := s.ports.Store.WatchFiles(ctx, nil)
	if err != nil {
		w.fault("watch list: %v", err)
		return
	}
	for _, f := range files {
		if b := w.log.lists[f.Event]; b.File != hex.EncodeToString(f.Blind) {
			w.fault("watch list: the mark of event %d's file is another", f.Event)
		}
	}
	if len(files) != len(w.log.lists) {
		w.fault("watch list: %d files are marked, the log says %d", len(files), len(w.log.lists))
	}
}

// verifyWatchAnswers: what officers said of a person and an entry is what they said,
// by the sealed records of their decisions.
func (s *Station) verifyWatchAnswers(ctx context.Context, w *watchProof) {
	want := map[saidAt]WatchAnswer{}
	s.saidOfLists(ctx, w, want)
	kept, err := s.ports.Store.WatchAnswers(ctx, 0)
	if err != nil {
		w.fault("watch list: %v", err)
		return
	}
	for _, a := range kept {
		at := saidAt{a.Entry, string(a.Person)}
		if said, ok := want[at]; !ok || said.Same != a.Same || said.Event != a.Event {
			w.fault("watch list: nobody said this of entry %d", a.Entry)
		}
		delete(want, at)
	}
	for _, a := range want {
		w.fault("watch list: what was said of entry %d is missing", a.Entry)
	}
}

// saidAt is where an answer is kept: the last one about both stands.
type saidAt struct {
	entry  int64
	person string
}

// saidOfLists collects what decisions about cases and answers about holders said, in the
// order of the log.
func (s *Station) saidOfLists(ctx context.Context, w *watchProof, want map[saidAt]WatchAnswer) {
	note := func(answers []WatchAnswer) {
		for _, a := range answers {
			at := saidAt{a.Entry, string(a.Person)}
			if a.Event > want[at].Event {
				want[at] = a
			}
		}
	}
	for n, b := range w.log.looked {
		answers, err := s.answersOf(ctx, b.Case, w.log.events[n])
		if err != nil {
			w.fault("watch list: what was said of it in case %d cannot be read", b.Case)
		}
		note(answers)
	}
	for _, event := range w.log.held {
		answers, err := s.answersAtHand(ctx, event)
		if err != nil {
			w.fault("watch list: what event %d said of it cannot be read", event)
		}
		note(answers)
	}
}

// readRecord opens the record of an event into a value of its kind.
func (s *Station) readRecord(ctx context.Context, event int64, into any) error {
	sealed, err := s.ports.Store.Record(ctx, event)
	if err != nil {
		return err
	}
	record, _, err := s.openRecord(SealedRecord{Event: event, Sealed: sealed})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(record, into); err != nil {
		return fmt.Errorf("%w: the record of event %d", ErrDamaged, event)
	}
	return nil
}

// answersOf are the answers that a decision gave, read from its record.
func (s *Station) answersOf(ctx context.Context, id, event int64) ([]WatchAnswer, error) {
	f, err := s.openCase(ctx, id)
	if err != nil {
		return nil, err
	}
	var r rulingRecord
	if err := s.readRecord(ctx, event, &r); err != nil {
		return nil, err
	}
	answers := s.watchAnswers(f, r.Watch)
	for i := range answers {
		answers[i].Event = event
	}
	return answers, nil
}

// watchDigest is SHA-256 over the entries that a list brought and those that it
// ended, as they stand in the store: sealed, so that it tells of nobody.
func watchDigest(entries, ended []SealedEntry) string {
	h := sha256.New()
	for _, e := range entries {
		addEntry(h, e)
	}
	for _, e := range ended {
		addEnded(h, e.ID)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func addEntry(h hash.Hash, e SealedEntry) {
	fmt.Fprintf(h, "entry %d %d %d ", e.ID, len(e.Whose), len(e.Sealed))
	h.Write(e.Whose)
	h.Write(e.Sealed)
}

func addEnded(h hash.Hash, id int64) { fmt.Fprintf(h, "ended %d ", id) }
