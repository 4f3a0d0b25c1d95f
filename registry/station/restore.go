package station

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passdesk/registry"
)

// becauseRestored is the program's reason of an epoch that a restore took.
const becauseRestored = "restored"

// metaRestored is the branch that the register stands on, as its newest Restored
// event has it.
const metaRestored = "restored"

// UnlockRecovered opens the station with the recovery sheet, as the operator
// named or the only one, for as long as it is open. Nobody's passphrase changes; a
// register that may not be written is opened too: the sheet proves itself.
func (s *Station) UnlockRecovered(ctx context.Context, operator, typed string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.recoveredKey(ctx, typed)
	if err != nil {
		return err
	}
	o, err := s.bySheetAs(ctx, operator)
	if err != nil {
		key.Wipe()
		return err
	}
	err = s.open(ctx, o, key)
	s.bySheet = err == nil
	return err
}

// bySheetAs is whom the sheet lets in. Where neither the log nor the operators' table
// can be read it is whoever holds the sheet, and all that is left is to read.
func (s *Station) bySheetAs(ctx context.Context, operator string) (Operator, error) {
	e, err := s.inOffice(ctx, operator)
	var unfit *ChangedOffice
	if err != nil && errors.Is(err, ErrDamaged) && !errors.As(err, &unfit) && s.unharmed() != nil {
		return Operator{Name: operator, Roles: []registry.Role{registry.Officer, registry.Keeper}}, nil
	}
	s.foundChanged(e)
	return e.Operator, err
}

// SheetUsed puts into the log that the sheet opened the station; a register that may
// not be written keeps no record of it.
func (s *Station) SheetUsed(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.bySheet || s.writable(registry.DoFind) != nil {
		return nil
	}
	d, err := s.draftSheetChecked(ctx)
	if err != nil {
		return err
	}
	return s.append(ctx, d)
}

// MayRestore answers nil when the one who unlocked the backup may restore it.
func (s *Station) MayRestore() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allowed(registry.DoEpoch)
}

// NextEpoch is the epoch that a restore would take: above every one that this
// machine and the register know of, and not under the one given. ErrEpochsUsed:
// there is none, and the register can only be placed to be read.
func (s *Station) NextEpoch(least int) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.nextEpoch(least - 1)
}

// Restore makes a register that was taken out of a backup this machine's: that it
// branches off at the backup's last event, and the new epoch, are one command.
// least is an epoch that the keeper knows of. It is called when the copy was
// proven whole.
func (s *Station) Restore(ctx context.Context, from BackupHead, least int) (Begun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := Begun{Head: s.head}
	if err := s.restorable(from); err != nil {
		return before, err
	}
	epoch, err := s.nextEpoch(least - 1)
	if err != nil {
		return before, fmt.Errorf("restore: %w", err)
	}
	body := registry.Body(registry.RestoredBody{Event: from.Event, Head: from.Hash, Made: from.Made})
	begun, err := s.moveTo(ctx, epoch, move{
		reason: becauseRestored, branch: true, before: []draftEvent{{kind: registry.Restored, body: body}},
		meta: map[string][]byte{metaRestored: body},
	})
	if err != nil {
		return before, fmt.Errorf("restore: %w", err)
	}
	s.restored, s.back = from.Made, Back{}
	return begun, nil
}

// RestoreToRead makes a register that was taken out of a backup one that is only read:
// of the epochs of its licence none is left. That they are used, which perhaps one
// paper alone knew, stands in its log and in the second place from here on: else its
// keeper, who is asked no more, would be given an epoch that is used.
func (s *Station) RestoreToRead(ctx context.Context, from BackupHead, least int) (Begun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := Begun{Head: s.head}
	if err := s.restorable(from); err != nil {
		return before, err
	}
	if _, err := s.nextEpoch(least - 1); !errors.Is(err, ErrEpochsUsed) {
		return before, fmt.Errorf("restore: %w: an epoch is left", ErrInvalid)
	}
	used := max(s.head.Epoch, s.mark.Head.Epoch, s.used, min(least-1, registry.LastEpoch))
	body := registry.Body(registry.RestoredBody{Event: from.Event, Head: from.Hash, Made: from.Made, Used: used})
	s.mark = Mark{} // no machine's: no register agrees with it
	err := s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.Restored, body: body}}, change: Change{Meta: map[string][]byte{metaRestored: body}},
	})
	if err != nil {
		return before, fmt.Errorf("restore: %w", err)
	}
	mark := Mark{Head: registry.Head{Epoch: used}}
	if err := s.ports.HighWater.Write(s.id(), mark); err != nil {
		return before, fmt.Errorf("restore: write the high-water mark: %w", err)
	}
	s.mark, s.used, s.restored = mark, used, from.Made
	return Begun{Head: s.head}, nil
}

// restorable answers nil when whoever is there may restore the backup, and it is the
// register's.
func (s *Station) restorable(from BackupHead) error {
	if err := s.allowed(registry.DoEpoch); err != nil {
		return err
	}
	if hex.EncodeToString(s.head.Hash[:]) != from.Hash || s.head.Event != from.Event {
		return fmt.Errorf("restore: %w: the register is not the backup's", ErrBackup)
	}
	return nil
}

// readTimes reads when the register was backed up, and from which backup it came.
func (s *Station) readTimes(ctx context.Context) error {
	for key, at := range map[string]*time.Time{metaBackup: &s.backedUp, metaRestored: &s.restored} {
		b, err := s.ports.Store.Meta(ctx, key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read when it was backed up: %w", err)
		}
		var body struct {
			Made time.Time
			Used int // of a restore for which no epoch was left
		}
		if err := json.Unmarshal(b, &body); err != nil {
			return fmt.Errorf("%w: the value %s", ErrDamaged, key)
		}
		*at = body.Made
		s.restoredLast = s.restoredLast || key == metaRestored && body.Used > 0
	}
	return nil
}

// Back is what upstream gave back behind the newest restore.
type Back struct {
	Events int64
	Passes int
	Lists  []LostList // that were loaded behind the backup, and have to be loaded again
}

// readBack counts it.
func (s *Station) readBack(ctx context.Context) error {
	s.back = Back{}
	if s.restored.IsZero() {
		return nil
	}
	var at registry.RestoredBody
	b, err := s.ports.Store.Meta(ctx, metaRestored)
	if err == nil {
		err = json.Unmarshal(b, &at)
	}
	for e, failed := range s.ports.Store.EventsOf(ctx, at.Event, registry.ReturnedKinds...) {
		if err = firstError(err, failed); err != nil {
			break
		}
		var body registry.BranchBody
		if e.Kind == registry.BranchReturned && json.Unmarshal(e.Body, &body) == nil {
			s.back.add(body)
		}
	}
	if err == nil { // of an earlier restore too
		s.back.Lists, err = s.lostLists(ctx)
	}
	if err != nil {
		return fmt.Errorf("read what came back: %w", err)
	}
	return nil
}

// loads: the event may load a list that was lost.
func loads(e registry.Event) bool { return e.Kind == registry.ListImported }

func (b *Back) add(body registry.BranchBody) {
	b.Events, b.Passes = b.Events+body.To-body.From+1, b.Passes+body.Passes
}
