package station

import (
	"context"
	"fmt"

	"passdesk/registry"
)

// Upstream may lose what it has receipted, when its own register is put back from an older
// copy. The receipts stand here, so the next parcel would begin behind what was lost, and
// upstream would hold all that comes, for ever. It says what it misses; the next parcel
// then begins there.

// tellMissing takes down what upstream misses. What has no receipt goes with the next
// parcel in any case.
func (s *Station) tellMissing(ctx context.Context, a registry.Aside) (Taken, error) {
	through, err := s.lastReceipt(ctx)
	switch {
	case err != nil:
		return Taken{}, fmt.Errorf("read what upstream misses: %w", err)
	case a.Event < 1 || a.Event > through:
		return Taken{Result: TakenKnown}, nil
	case s.again == 0 || a.Event < s.again:
		s.again = a.Event
	}
	return Taken{Result: TakenTold, Note: both("上级现在没有第 %[1]d 到 %[2]d 号事件，本站却有它们的回执：上级的登记册大概是从较早的备份恢复的。本站都还在；下一个包裹从第 %[1]d 号起重新交：用 sync，或 bundle create --from %[1]d --out 文件夹。请把此事告诉上级。",
		"upstream no longer has events %[1]d to %[2]d, though it receipted them: its register was probably put back from an older copy. Nothing is lost here, and the next parcel sends everything from %[1]d again: sync, or bundle create --from %[1]d --out DIR. Tell the authority.", a.Event, a.To)}, nil
}

// SendAgain lets the next parcel begin at an event that has a receipt.
func (s *Station) SendAgain(ctx context.Context, from int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoBundle); err != nil {
		return err
	}
	through, err := s.lastReceipt(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("send again: %w", err)
	case through == 0:
		return badSent("上级还没有回执：不写 --from，就从头交起。", "upstream has receipted nothing yet: without --from everything is sent.")
	case from < 1 || from > through:
		return badSent("上级的回执到第 %[2]d 号事件：重新交只能从 1 到 %[2]d 号起，%[1]d 不行；后面的不写 --from 也会交。", "upstream's receipts reach event %[2]d: what is sent again begins at 1 to %[2]d, and not at %[1]d; what follows is sent without --from.", from, through)
	}
	s.again = from
	return nil
}

// Missing is the event from which upstream wants everything again, until a parcel of it was
// made; 0 for none.
func (s *Station) Missing() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.again
}

// sendFrom is the event behind which the next parcel begins: the last receipt's, or the
// one before what upstream has lost.
func (s *Station) sendFrom(ctx context.Context) (int64, error) {
	through, err := s.lastReceipt(ctx)
	if err == nil && s.again > 0 {
		through = min(through, s.again-1)
	}
	return through, err
}
