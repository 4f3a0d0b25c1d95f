package station

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
)

// Two tables are kept in an order that the log does not have, and a million passes
// have six million keys: neither is held in memory. Both sides are added up, in any
// order, under a secret of the register, in 256 buckets; where two sums differ, the
// rows of that bucket are compared one by one.

// element is one row of such a table as one number of 256 bits, with the bucket
// that it falls into.
type element struct {
	bucket byte
	sum    [4]uint64
}

// buckets adds elements up. Who does not know the secret cannot make two sets of
// rows that add up to the same.
type buckets struct {
	sums  [256][4]uint64
	count [256]int
}

func (b *buckets) add(elements ...element) {
	for _, e := range elements {
		for i := range e.sum {
			b.sums[e.bucket][i] += e.sum[i]
		}
		b.count[e.bucket]++
	}
}

// take takes elements away that were added.
func (b *buckets) take(elements ...element) {
	for _, e := range elements {
		for i := range e.sum {
			b.sums[e.bucket][i] -= e.sum[i]
		}
		b.count[e.bucket]--
	}
}

func (b *buckets) total() (n int) {
	for _, c := range b.count {
		n += c
	}
	return n
}

// unlike are the buckets in which the two differ.
func (b *buckets) unlike(o *buckets) map[byte]bool {
	all := map[byte]bool{}
	for i := range b.sums {
		if b.sums[i] != o.sums[i] || b.count[i] != o.count[i] {
			all[byte(i)] = true
		}
	}
	return all
}

// element is what the parts of a row come to.
func (a *audit) element(bucket byte, numbers [2]int64, texts ...string) element {
	b := make([]byte, 0, 256)
	b = append(b, a.secret[:]...)
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, t := range texts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(t)))
		b = append(b, t...)
	}
	sum := sha256.Sum256(b)
	e := element{bucket: bucket}
	for i := range e.sum {
		e.sum[i] = binary.BigEndian.Uint64(sum[8*i:])
	}
	return e
}

// placedKey is a blind key with the pass it leads to and its place there.
type placedKey struct {
	kind, blind string
	slot, row   int64
}

func placed(k BlindKey) placedKey { return placedKey{k.Kind, string(k.Blind), k.Slot(), k.Row} }

func (k placedKey) bucket() byte { return firstByte(k.blind) }

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

func (a *audit) elements(keys []placedKey) []element {
	list := make([]element, len(keys))
	for i, k := range keys {
		list[i] = a.element(k.bucket(), [2]int64{k.slot, k.row}, k.kind, k.blind)
	}
	return list
}

// verifyKeys holds the blind keys against those of every issue: a key that is
// missing would let a second pass be issued to the same person, one too many would
// refuse somebody else theirs.
func (a *audit) verifyKeys(ctx context.Context) {
	a.hearReissues(ctx)
	var kept buckets
	want := a.keys.total()
	err := sumUp(ctx, a, a.s.ports.Store.Keys(ctx), want, &kept, func(k BlindKey) (element, string) {
		at := placed(k)
		return a.element(at.bucket(), [2]int64{at.slot, at.row}, at.kind, at.blind), ""
	})
	if err != nil {
		a.p.fault("keys: %v", err)
		return
	}
	if unlike := a.keys.unlike(&kept); len(unlike) > 0 {
		a.nameKeys(ctx, unlike)
	}
}

// hearReissues puts the keys of a pass's later papers in the place of those that its
// first issue brought.
func (a *audit) hearReissues(ctx context.Context) {
	for number := range a.reissued {
		first, last, err := a.keysOf(ctx, number)
		if err != nil {
			a.p.fault("pass %s: %v", number, err)
			continue
		}
		a.keys.take(a.elements(first)...)
		a.keys.add(a.elements(last)...)
	}
}

// keysOf are the keys that the first paper of a pass brought, and those that it has
// in the end. A renewal under other documents is found under both; a correction
// takes away what it says was wrong.
func (a *audit) keysOf(ctx context.Context, number string) (first, last []placedKey, err error) {
	events, err := a.s.lifeOf(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	var before []placedKey
	row := int64(0)
	for _, e := range events {
		if !bringsKeys(e.Kind) {
			continue
		}
		if e.Kind == registry.Issued {
			row = e.No
		}
		var b registry.IssuedBody // a correction's has the same twin
		sealed, err := a.s.ports.Store.Record(ctx, e.No)
		if err != nil || json.Unmarshal(e.Body, &b) != nil {
			continue // told where the log was read
		}
		record, _, err := a.s.openRecord(SealedRecord{e.No, sealed})
		if err != nil {
			continue
		}
		keys := a.keysIn(record, row, b.Twin)
		if e.Kind == registry.Corrected {
			last = slices.DeleteFunc(last, func(k placedKey) bool { return slices.Contains(before, k) })
		}
		for _, k := range keys {
			if !slices.Contains(last, k) {
				last = append(last, k)
			}
		}
		if before = keys; e.Kind == registry.Issued {
			first = keys
		}
	}
	return first, last, nil
}

// bringsKeys: the record of such an event is a holder's, and says by what he is found.
// Amended leaves that as it was (see samePaper), under whose twin it may be.
func bringsKeys(k registry.Kind) bool {
	return k == registry.Issued || k == registry.Reissued || k == registry.Corrected
}

// nameKeys finds the keys in which the table differs from the log.
func (a *audit) nameKeys(ctx context.Context, unlike map[byte]bool) {
	want := map[placedKey]string{}
	a.eachIssue(ctx, func(e registry.Event, number string, keys []placedKey) {
		for _, k := range keys {
			if unlike[k.bucket()] {
				want[k] = number
			}
		}
	})
	for k, err := range a.s.ports.Store.Keys(ctx) {
		if err != nil {
			a.p.fault("keys: %v", err)
			return
		}
		if at := placed(k); unlike[at.bucket()] {
			if _, ok := want[at]; !ok {
				a.p.fault("keys: one of the pass of event %d is nobody's (%s)", at.row, readable(at.kind))
			}
			delete(want, at)
		}
	}
	for k, number := range want {
		a.p.fault("pass %s: a key by which its holder is found again is missing (%s)", number, k.kind)
	}
}

// eachIssue reads the log once more and gives the keys of every pass: those of its
// issue, or of all its papers.
func (a *audit) eachIssue(ctx context.Context, give func(registry.Event, string, []placedKey)) {
	for i := range a.s.logItems(ctx, a.s.lastKnown()) {
		if i.cause != nil || i.Sealed == nil {
			continue
		}
		said, err := i.Again()
		if err != nil || said.Kind != registry.Issued {
			continue
		}
		if a.reissued[i.Pass] {
			if _, last, err := a.keysOf(ctx, i.Pass); err == nil {
				give(i.Event, i.Pass, last)
			}
			continue
		}
		n, err := registry.ParseNumber(i.Pass)
		if err != nil {
			continue
		}
		var b registry.IssuedBody
		state, ok := a.passes.state(n)
		record, _, err := a.s.openRecord(SealedRecord{i.No, i.Sealed})
		if err != nil || !ok || json.Unmarshal(said.Body, &b) != nil {
			continue
		}
		give(i.Event, i.Pass, a.keysIn(record, state.FirstEvent, b.Twin))
	}
}

// answered is what an event says of its ref and the answer that was kept.
func (a *audit) answered(event int64, b registry.Answered) []element {
	if b.Ref == "" {
		return nil
	}
	blind, err := hex.DecodeString(b.Ref)
	if err != nil {
		return nil // then the table has one too many, and says so
	}
	return []element{a.element(firstByte(string(blind)), [2]int64{event}, string(blind), b.Answer)}
}

// verifyRefs: an answer that was kept is the one its event speaks of.
func (a *audit) verifyRefs(ctx context.Context) {
	var kept buckets
	want := a.answers.total()
	err := sumUp(ctx, a, a.s.ports.Store.Refs(ctx), want, &kept, func(r RefVerdict) (element, string) {
		answer, err := a.s.openAnswer(r.Blind, r.Verdict)
		if err != nil {
			return element{}, fmt.Sprintf("answers: the one of event %d does not open", r.Event)
		}
		return a.element(firstByte(string(r.Blind)), [2]int64{r.Event}, string(r.Blind), digest(answer)), ""
	})
	switch {
	case err != nil:
		a.p.fault("answers: %v", err)
		return
	case kept.total() != want:
		a.p.fault("answers: %d kept, %d events speak of one", kept.total(), want)
	}
	if unlike := a.answers.unlike(&kept); len(unlike) > 0 {
		a.nameRefs(ctx, unlike)
	}
}

// nameRefs finds the answers that are not those of their events.
func (a *audit) nameRefs(ctx context.Context, unlike map[byte]bool) {
	want := map[element]int64{}
	for i := range a.s.logItems(ctx, a.s.lastKnown()) {
		for _, e := range a.readRow(i).answer {
			if unlike[e.bucket] {
				want[e] = i.No
			}
		}
	}
	for r, err := range a.s.ports.Store.Refs(ctx) {
		if err != nil {
			return // told before
		}
		if bucket := firstByte(string(r.Blind)); !unlike[bucket] {
			continue
		}
		answer, err := a.s.openAnswer(r.Blind, r.Verdict)
		if err != nil {
			continue // told before
		}
		e := a.element(firstByte(string(r.Blind)), [2]int64{r.Event}, string(r.Blind), digest(answer))
		if _, ok := want[e]; !ok {
			a.p.fault("answers: the one of event %d is not the one the event speaks of", r.Event)
		}
		delete(want, e)
	}
	for _, event := range want {
		a.p.fault("answers: the one of event %d is missing", event)
	}
}
