package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
)

// Why a register opens read-only when a receipt says that upstream has more of it,
// or something else, than stands here.
const receiptAhead = "receipt ahead"

// receiptOf is what a Receipted event holds.
func receiptOf(e registry.Event) (through int64, note []byte, is bool) {
	var b registry.ReceiptedBody
	if e.Kind != registry.Receipted || json.Unmarshal(e.Body, &b) != nil {
		return 0, nil, false
	}
	return b.Through, []byte(b.Receipt), true
}

// takeReceipt keeps a receipt that reaches farther than those before it, when it is
// of this very log. One that is ahead of the log means that the register was put
// back or copied: it becomes read-only, and stays so.
func (s *Station) takeReceipt(ctx context.Context, note string, made time.Time) (Taken, error) {
	r, err := licence.ParseReceipt([]byte(note), s.licence.Root())
	switch {
	case err != nil:
		return Taken{}, badSent("回执不是上级签发的，或被改过。", "the receipt is not one that the authority signed, or it was changed.")
	case r.Scheme != s.opened.Scheme || !bytes.Equal(r.Register, s.publicKey()):
		return Taken{}, badSent("回执是另一个站点的。", "the receipt is another station's.")
	}
	same, err := s.holds(ctx, r)
	if err != nil {
		return Taken{}, fmt.Errorf("take a receipt: %w", err)
	}
	switch last, err := s.lastReceipt(ctx); {
	case err != nil:
		return Taken{}, fmt.Errorf("take a receipt: %w", err)
	case !same && r.Epoch < s.head.Epoch:
		return Taken{Result: TakenKnown, Note: both("回执是第 %d 期的：那时的登记册到第 %d 号事件，本册从备份恢复后另起了一期。", "the receipt is of epoch %d, when the register had %d events: this one was put back since and took an epoch of its own.", r.Epoch, r.Through)}, nil
	case !same:
		return Taken{}, s.behindReceipt(r)
	case r.Through <= last:
		return Taken{Result: TakenKnown}, nil
	}
	body := registry.Body(registry.ReceiptedBody{Through: r.Through, Receipt: note, Made: made})
	if err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.Receipted, body: body}}}); err != nil {
		return Taken{}, fmt.Errorf("take a receipt: %w", err)
	}
	return Taken{Result: TakenNow, Event: s.head.Event, Through: r.Through}, nil
}

// holds reports whether the event that the receipt ends with is this log's.
func (s *Station) holds(ctx context.Context, r licence.Receipt) (bool, error) {
	sum, err := s.ports.Store.EventHash(ctx, r.Through)
	if isNotFound(err) {
		return false, nil
	}
	return sum == r.Head, err
}

// lastReceipt is up to which event upstream has the log; 0 for none.
func (s *Station) lastReceipt(ctx context.Context) (int64, error) {
	kept, err := s.ports.Store.LastReceipt(ctx)
	if isNotFound(err) {
		return 0, nil
	}
	return kept.Through, err
}

// serialOfReceipt stands in a mark that a receipt raised: a receipt names no serial. By
// it the next start knows why the mark is ahead.
const serialOfReceipt = registry.LastSerial + 1

// behindReceipt makes the register read-only. The mark goes up to the receipt, so
// that it stays so after the next start; the epoch that upstream knows of is spent.
func (s *Station) behindReceipt(r licence.Receipt) error {
	mark := s.mark
	mark.Head = registry.Head{Event: r.Through, Hash: r.Head, Epoch: max(r.Epoch, s.mark.Head.Epoch, s.head.Epoch), Serial: serialOfReceipt}
	if s.readOnly = receiptAhead; r.Through <= s.head.Event {
		s.readOnly = forked
	}
	if err := s.ports.HighWater.Write(s.id(), mark); err != nil {
		return fmt.Errorf("write the high-water mark: %w", err)
	}
	s.mark = mark
	return s.notWritten()
}

// badSent is something that upstream sent and that cannot be taken in.
func badSent(zh, en string, args ...any) error { return &NotTaken{both(zh, en, args...)} }

// NotTaken is why one thing that upstream sent was not taken in.
type NotTaken struct{ Why scheme.Text }

func (n *NotTaken) Error() string              { return "station: not taken in: " + n.Why.EN }
func (n *NotTaken) Unwrap() error              { return ErrInvalid }
func (n *NotTaken) Sentences() (zh, en string) { return n.Why.ZH, n.Why.EN }
