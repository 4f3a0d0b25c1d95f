package station

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

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

// hearReissues adds the keys that a later paper of a pass brought: a renewal under
// other documents is found under both.
func (a *audit) hearReissues(ctx context.Context) {
	for number := range a.reissued {
		keys, err := a.keysOf(ctx, number)
		if err != nil {
			a.p.fault("pass %s: %v", number, err)
			continue
		}
		for _, k := range keys {
			if !k.first {
				a.keys.add(a.elements([]placedKey{k.placedKey})...)
			}
		}
	}
}

// broughtKey is a key of a pass, and whether its first issue brought it.
type broughtKey struct {
	placedKey
	first bool
}

// keysOf are the keys of all papers of one pass, each once.
func (a *audit) keysOf(ctx context.Context, number string) ([]broughtKey, error) {
	events, err := a.s.ports.Store.PassEvents(ctx, number)
	if err != nil {
		return nil, err
	}
	var list []broughtKey
	seen := map[placedKey]bool{}
	row := int64(0)
	for _, e := range events {
		if e.Kind != registry.Issued && e.Kind != registry.Reissued {
			continue
		}
		if e.Kind == registry.Issued {
			row = e.No
		}
		var b registry.IssuedBody
		sealed, err := a.s.ports.Store.Record(ctx, e.No)
		if err != nil || json.Unmarshal(e.Body, &b) != nil {
			continue // told where the log was read
		}
		record, _, err := a.s.openRecord(SealedRecord{e.No, sealed})
		if err != nil {
			continue
		}
		for _, k := range a.keysIn(record, row, b.Twin) {
			if !seen[k] {
				seen[k] = true
				list = append(list, broughtKey{k, e.Kind == registry.Issued})
			}
		}
	}
	return list, nil
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
				a.p.fault("keys: one of kind %s, of event %d, is nobody's", readableKind(at.kind), at.row)
			}
			delete(want, at)
		}
	}
	for k, number := range want {
		a.p.fault("pass %s: the key %s is missing", number, k.kind)
	}
}

// readableKind is a kind of key as it may stand in a message.
func readableKind(kind string) string {
	for _, r := range kind {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return "?"
		}
	}
	return kind
}

// eachIssue reads the log once more and gives the keys of every issue.
func (a *audit) eachIssue(ctx context.Context, give func(registry.Event, string, []placedKey)) {
	for i := range a.s.logItems(ctx, max(a.s.head.Event, 1)) {
		if i.cause != nil || i.Sealed == nil || i.Kind != registry.Issued && i.Kind != registry.Reissued {
			continue
		}
		n, err := registry.ParseNumber(i.Pass)
		if err != nil {
			continue
		}
		var b registry.IssuedBody
		state, ok := a.passes.state(n)
		record, _, err := a.s.openRecord(SealedRecord{i.No, i.Sealed})
		if err != nil || !ok || json.Unmarshal(i.Body, &b) != nil {
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
	for i := range a.s.logItems(ctx, max(a.s.head.Event, 1)) {
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
