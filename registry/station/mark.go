package station

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"passdesk/registry"
)

// Why a register opens read-only. The words go into Info and on the screen.
const (
	behindMark   = "rolled back"     // older than its high-water mark: a backup or a disk image
	otherMachine = "other machine"   // copied: its mark is not here, or is another machine's
	restoredLast = "restored last"   // out of a backup behind which no epoch was left: it has no machine's mark
	reinstalled  = "reinstalled"     // the same hardware, another system: register and mark came back from a copy
	copiedMark   = "copied mark"     // the mark's file is a copy: the second place was copied or put back too
	oldMark      = "old mark"        // the mark is several commands behind: the second place was put back
	damagedMark  = "damaged mark"    // the mark cannot be read: nobody knows how far the register had come
	forked       = "forked"          // the mark's event has another hash: two copies went on
	unsettled    = "unsettled write" // whether the last command was written is not known
)

// compareMark holds the register against its high-water mark. A register that is
// ahead by its last command is a crash between COMMIT and mark, and heals;
// everything else is a rollback or a copy, and nothing may be written until the
// keeper takes a new epoch.
func (s *Station) compareMark(ctx context.Context) error {
	mark, err := s.ports.HighWater.Read(s.id())
	switch {
	case isNotFound(err):
		s.readOnly = otherMachine
		s.noteForeign()
		return nil
	case errors.Is(err, ErrDamaged):
		s.mark, s.readOnly = mark, damagedMark // what it says of the epoch still counts
		return nil
	case err != nil:
		return fmt.Errorf("read the high-water mark: %w", err)
	}
	here := s.here()
	s.mark = mark
	if s.readOnly, err = s.judge(ctx, mark, here); err != nil || s.readOnly != "" {
		return err
	}
	s.mark.Bound = mark.Bound.with(here)
	if mark.Head == s.head {
		return nil
	}
	// The last command was not acknowledged. It will be, to whoever asks again.
	if err := s.ports.Store.Secure(ctx); err != nil {
		return err
	}
	return s.writeMark()
}

// noteForeign leaves a mark of a register that was not made here, with no machine:
// no register agrees with it, so that nothing opens by it. It holds the epoch, for
// the register that is made here under the same code when this one was wiped before
// its epoch was taken. A second place that cannot be written stops nobody reading.
func (s *Station) noteForeign() {
	mark := Mark{Head: registry.Head{Epoch: s.head.Epoch}}
	if s.ports.HighWater.Write(s.id(), mark) == nil {
		s.mark = mark
	}
}

// judge answers why the register is not the one that wrote the mark last, or "".
func (s *Station) judge(ctx context.Context, mark Mark, here Binding) (string, error) {
	machine, err := s.machine(ctx)
	switch {
	case err != nil:
		return "", err
	case hex.EncodeToString(mark.Machine[:]) != machine:
		return otherMachine, nil
	case mark.Head.Event > s.head.Event && mark.Head.Serial == serialOfReceipt:
		return receiptAhead, nil
	case mark.Head.Event > s.head.Event:
		return behindMark, nil
	}
	if why := mark.Bound.other(here); why != "" || mark.Head.Event == 0 {
		return why, nil
	}
	sum, err := s.ports.Store.EventHash(ctx, mark.Head.Event)
	if isNotFound(err) {
		return "", fmt.Errorf("compare the high-water mark: %w: event %d is missing", ErrDamaged, mark.Head.Event)
	}
	if err != nil {
		return "", fmt.Errorf("compare the high-water mark: %w", err)
	}
	if sum != mark.Head.Hash {
		return forked, nil
	}
	return s.lastCommand(ctx, mark.Head.Event)
}

// lastCommand answers "" when all events after the one given are of one command:
// they have one instant. Two commands without a mark between them cannot be, so a
// mark that is older was put back, and the register beside it perhaps too.
func (s *Station) lastCommand(ctx context.Context, after int64) (string, error) {
	var at time.Time
	for e, err := range s.ports.Store.EventsAfter(ctx, after) {
		switch {
		case err != nil:
			return "", fmt.Errorf("compare the high-water mark: %w", err)
		case at.IsZero():
			at = e.At
		case !e.At.Equal(at):
			return oldMark, nil
		}
	}
	return "", nil
}

// here is where the station runs now.
func (s *Station) here() Binding {
	if s.ports.Here == nil {
		return Binding{}
	}
	return s.ports.Here(s.id())
}

// machine is the mark of the machine that took the newest epoch.
func (s *Station) machine(ctx context.Context) (string, error) {
	b, err := s.kept(ctx, metaMachine)
	if err != nil {
		return "", fmt.Errorf("read the machine's mark: %w", err)
	}
	return string(b), nil
}

// id names the register among those that share a config folder.
// Its first part is what its numbers begin with now.
func (s *Station) id() string { return s.idUnder(s.stationCode()) }

func (s *Station) idUnder(code int) string { return s.numbersOf(code) + s.opened.PublicKey[:16] }

func (s *Station) numbersOf(code int) string {
	return fmt.Sprintf("%s-%s-%03d-", s.opened.Scheme, s.district(), code)
}

func (s *Station) publicKey() ed25519.PublicKey {
	b, _ := hex.DecodeString(s.opened.PublicKey)
	return b
}

const metaMachine = "machine"

// writeMark makes the mark the register's. One that could not be written is
// still owed: the next command writes it first.
func (s *Station) writeMark() error {
	mark := s.mark
	mark.Head = s.head
	if err := s.ports.HighWater.Write(s.id(), mark); err != nil {
		return fmt.Errorf("write the high-water mark: %w", err)
	}
	s.mark = mark
	return nil
}

func newMachine(r io.Reader) (m [16]byte, err error) {
	if _, err = io.ReadFull(r, m[:]); err != nil {
		return m, fmt.Errorf("no randomness: %w", err)
	}
	return m, nil
}

// randomDigit is uniform over 0–9: a byte of 250 and more is drawn again.
func randomDigit(r io.Reader) (int, error) {
	var b [1]byte
	for {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0, fmt.Errorf("no randomness: %w", err)
		}
		if b[0] < 250 {
			return int(b[0] % 10), nil
		}
	}
}

// moveTo begins the epoch on this machine, in one command with the events given.
// A register that is read-only gets a mark first: a crash before the COMMIT
// leaves it read-only as it was, with the epoch known; one behind it heals. One
// that may be written has its mark, and is the same machine's afterwards.
func (s *Station) moveTo(ctx context.Context, epoch int, why move) (Begun, error) {
	was, mark, readOnly := s.head, s.mark, s.readOnly
	body := registry.EpochBody{Epoch: epoch, Reason: why.reason, Station: why.code}
	if why.branch || readOnly != "" {
		body.Copies = s.branch.FirstIn(why.code, epoch)
	} else if why.stays {
		body.Left = registry.NumberFree
	}
	skipped, passes, err := s.skipCopies(ctx, body)
	if err != nil {
		return Begun{Head: s.head}, err
	}
	last, err := s.lastLedgerPage(ctx)
	if err != nil {
		return Begun{Head: s.head}, err
	}
	if readOnly != "" {
		if err := s.claim(epoch); err != nil {
			return Begun{Head: s.head}, err
		}
	}
	body.Machine = hex.EncodeToString(s.mark.Machine[:])
	taken := draftEvent{kind: registry.EpochTaken, body: registry.Body(body), record: why.record}
	d := &draft{
		events: slices.Concat(why.before, []draftEvent{taken}, skipped), passes: passes,
		change: Change{Meta: map[string][]byte{metaMachine: []byte(body.Machine)}},
	}
	maps.Copy(d.change.Meta, why.meta)
	s.readOnly = ""
	err = s.append(ctx, d)
	if err != nil && s.head == was && s.readOnly == "" && readOnly != "" {
		// Nothing was taken, and no epoch is spent: a disk that is full would
		// otherwise use them up, try by try.
		s.readOnly, s.mark = readOnly, mark
		_ = s.ports.HighWater.Write(s.id(), mark)
	}
	return Begun{s.head, len(skipped), registry.NextLedgerPage(last, epoch)}, err
}

// claim writes a mark of this machine's on the head that the register has, with
// the epoch that is to come.
func (s *Station) claim(epoch int) error {
	m, err := newMachine(s.ports.Rand)
	if err != nil {
		return err
	}
	mark := Mark{Machine: m, Head: s.head, Bound: s.here()}
	mark.Head.Epoch = epoch
	if err := s.ports.HighWater.Write(s.id(), mark); err != nil {
		return fmt.Errorf("write the high-water mark: %w", err)
	}
	s.mark = mark
	return nil
}

// nextEpoch is the next epoch under the station's licence.
func (s *Station) nextEpoch(known int) (int, error) { return s.epochUnder(s.licence, known) }
