package station

import (
	"context"
	"fmt"
)

// newest is how many events are looked at when a register is opened: a disk that
// loses what was written last loses it there, and the next number hangs on them.
const newest = 64

// lookOver is what of verify takes no time: it is done at every opening, so that a
// damage which nothing has met yet stops the writing, too. The rest is verify's.
func (s *Station) lookOver(ctx context.Context) error {
	if store, ok := s.ports.Store.(interface{ CheckSchema(context.Context) error }); ok {
		if err := store.CheckSchema(ctx); err != nil && !s.harmed(err, "schema") {
			return err
		}
	}
	if err := s.checkEnd(ctx); err != nil && !s.harmed(err, "end of the log") {
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
