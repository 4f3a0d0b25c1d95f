package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry/unique"
)

// newest is how many events are looked at when a register is opened: a disk that
// loses what was written last loses it there, and the next number hangs on them.
const newest = 64

// lookOver is what of verify takes no time: it is done at every opening, so that a
// damage which nothing has met yet stops the writing, too. The rest is verify's.
func (s *Station) lookOver(ctx context.Context) error {
	if store, ok := s.ports.Store.(interface{ CheckSchema(context.Context) error }); ok {
		if err := store.CheckSchema(ctx); err != nil && !s.harmed(err, partSchema) {
			return err
		}
	}
	if err := s.checkEnd(ctx); err != nil && !s.harmed(err, partEnd) {
		return err
	}
	return nil
}

// checkEnd holds the newest events against their own hashes, and against each other.
func (s *Station) checkEnd(ctx context.Context) error {
	last := max(s.head.Event-newest, 0)
	var prev [32]byte
	for e, err := range s.ports.Store.EventsAfter(ctx, last) {
		if err != nil {
			return fmt.Errorf("look the register over: %w", err)
		}
		if last > 0 && prev == [32]byte{} { // the first that is read stands for the one before
			prev = e.Prev
		}
		if e.No != last+1 || !e.Intact(prev) {
			return fmt.Errorf("look the register over: %w: event %d", ErrDamaged, e.No)
		}
		last, prev = e.No, e.Hash
	}
	if last != s.head.Event || prev != s.head.Hash {
		return fmt.Errorf("look the register over: %w: the log ends at event %d", ErrDamaged, last)
	}
	return nil
}

// checkWatch counts the watch list against the log: an entry that a disk lost, or whose
// keys it lost, would let somebody pass who is on a list.
func (s *Station) checkWatch(ctx context.Context) error {
	z, err := s.ports.Store.WatchSize(ctx)
	if err != nil {
		return fmt.Errorf("look the watch list over: %w", err)
	}
	if z.Last != s.listed || z.Entries != z.Last || z.Met != z.Standing {
		return fmt.Errorf("look the watch list over: %w: %d entries, %d stand, %d can be met, of %d", ErrDamaged, z.Entries, z.Standing, z.Met, s.listed)
	}
	return nil
}

// checkKeys: whoever was issued last is found by a key of their own. Where none of the
// newest is, the keys are lost, and every one of them would be given a second number.
func (s *Station) checkKeys(ctx context.Context) error {
	const looked = 16
	passes, err := s.ports.Store.Page(ctx, 0, looked, false, Filter{})
	if err != nil {
		return fmt.Errorf("look the keys over: %w", err)
	}
	for _, p := range passes {
		_, sealed, err := s.ports.Store.Holder(ctx, p.FirstEvent)
		if err != nil {
			return fmt.Errorf("look the keys over: %w", err)
		}
		holder, _, err := s.openHolder(SealedRecord{Event: p.Record, Sealed: sealed})
		if err != nil {
			continue // whoever meets the record tells of it
		}
		keys := slices.DeleteFunc(s.blindKeys(unique.Keys(s.personOf(holder, "active")), p.Twin), func(k BlindKey) bool { return !k.Hard })
		there, err := s.ports.Store.Filed(ctx, keys)
		if err != nil {
			return fmt.Errorf("look the keys over: %w", err)
		}
		if len(there) > 0 && !slices.Contains(there, true) {
			return fmt.Errorf("look the keys over: %w: the pass of event %d has none", ErrDamaged, p.FirstEvent)
		}
	}
	return nil
}
