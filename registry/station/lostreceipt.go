package station

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// A station with nothing new sends nothing that upstream could hold back, so upstream that
// was put back from an older copy cannot say what it misses. Its receipts say it: they reach
// less far than the ones that stand here. So do those in an old parcel that lay about on a
// stick; it was made before the one that brought the last receipt, by the clock of whoever
// made both. Should that clock have been set back, everything is sent once more for nothing.

// LostUpstream is what upstream has no more though it receipted it, by the receipts in one
// parcel and when that was made: an aside to be told, or nil. A parcel without a receipt says
// nothing of it; a door that has nothing for this station has lost everything, and the time
// is zero.
func (s *Station) LostUpstream(ctx context.Context, made time.Time, receipts []registry.Sent) (*registry.Sent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, err := s.ports.Store.LastReceipt(ctx)
	if isNotFound(err) || !made.IsZero() && len(receipts) == 0 {
		return nil, nil
	}
	if err == nil && !made.IsZero() {
		var then time.Time
		if then, err = s.receiptMade(ctx, kept); err == nil && !made.After(then) {
			return nil, nil
		}
	}
	var from int64
	if err == nil {
		from, err = s.firstLost(ctx, receipts, kept.Through)
	}
	if err != nil {
		return nil, fmt.Errorf("read what upstream misses: %w", err)
	}
	if from == 0 || s.again > 0 && s.again <= from { // upstream said so itself
		return nil, nil
	}
	why := registry.SentWhy(both("上级的回执现在只到这以前。", "upstream's receipts end before these now."))
	return &registry.Sent{Kind: registry.SentAside, Body: registry.Body(registry.Aside{Event: from, To: kept.Through, Cause: registry.AsideMissing, Why: why})}, nil
}

// receiptMade is when the parcel was made that brought the receipt; for one that was taken in
// by a program that did not note it, when it was taken in.
func (s *Station) receiptMade(ctx context.Context, kept KeptReceipt) (time.Time, error) {
	for e, err := range s.ports.Store.EventsAfter(ctx, kept.Event-1) {
		var b registry.ReceiptedBody
		if err != nil || json.Unmarshal(e.Body, &b) != nil || b.Made.IsZero() {
			return e.At, err
		}
		return b.Made, nil
	}
	return time.Time{}, fmt.Errorf("%w: event %d is missing", ErrDamaged, kept.Event)
}

// firstLost is the first event that the receipts do not reach, of those up to through; 0:
// they reach them all. A receipt of a history that this log left is good for what the two
// share. Where there is no other, nobody knows where they part, and everything is lost.
func (s *Station) firstLost(ctx context.Context, receipts []registry.Sent, through int64) (int64, error) {
	var own, shared int64
	for _, sent := range receipts {
		var t registry.SignedText
		if err := readSent(sent, &t); err != nil {
			return 0, err
		}
		r, err := licence.ParseReceipt([]byte(t.Text), s.licence.Root())
		if err != nil {
			continue // it was refused
		}
		same, err := s.holds(ctx, r)
		if err != nil {
			return 0, err
		}
		if same {
			own = max(own, r.Through)
			continue
		}
		left, err := s.leftEpoch(ctx, r.Epoch)
		if err != nil {
			return 0, err
		}
		shared = max(shared, min(r.Through, left))
	}
	if max(own, shared) >= through {
		return 0, nil
	}
	return own + 1, nil
}

// leftEpoch is the last event before the log took an epoch behind the given one.
func (s *Station) leftEpoch(ctx context.Context, epoch int) (int64, error) {
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.EpochTaken) {
		var b registry.EpochBody
		if err != nil || json.Unmarshal(e.Body, &b) == nil && b.Epoch > epoch {
			return e.No - 1, err
		}
	}
	return s.head.Event, nil
}
