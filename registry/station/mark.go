package station

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"

	"passdesk/registry"
)

// Why a register opens read-only. The words go into Info and on the screen.
const (
	behindMark   = "rolled back"   // older than its high-water mark: a backup or a disk image
	otherMachine = "other machine" // copied: its mark is not here, or is another machine's
	forked       = "forked"        // the mark's event has another hash: two copies went on
)

// compareMark holds the register against its high-water mark. A register ahead
// of the mark is a crash between COMMIT and mark, and heals; everything else is
// a rollback or a copy, and nothing may be written until the keeper takes a new
// epoch.
func (s *Station) compareMark(ctx context.Context) error {
	mark, err := s.ports.HighWater.Read(s.id())
	switch {
	case isNotFound(err):
		s.readOnly = otherMachine
		return nil
	case err != nil:
		return fmt.Errorf("read the high-water mark: %w", err)
	}
	s.mark = mark
	s.readOnly, err = s.judge(ctx, mark)
	if err != nil || s.readOnly != "" || mark.Head == s.head {
		return err
	}
	return s.writeMark()
}

func (s *Station) judge(ctx context.Context, mark Mark) (string, error) {
	machine, err := s.machine(ctx)
	switch {
	case err != nil:
		return "", err
	case hex.EncodeToString(mark.Machine[:]) != machine:
		return otherMachine, nil
	case mark.Head.Event > s.head.Event:
		return behindMark, nil
	case mark.Head.Event == 0:
		return "", nil
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
	return "", nil
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
// Its first part is what its numbers begin with.
func (s *Station) id() string { return s.numbers() + s.opened.PublicKey[:16] }

func (s *Station) numbers() string {
	return fmt.Sprintf("%s-%s-%03d-", s.opened.Scheme, s.district(), s.opened.Station)
}

func (s *Station) publicKey() ed25519.PublicKey {
	b, _ := hex.DecodeString(s.opened.PublicKey)
	return b
}

const metaMachine = "machine"

func (s *Station) writeMark() error {
	s.mark.Head = s.head
	if err := s.ports.HighWater.Write(s.id(), s.mark); err != nil {
		return fmt.Errorf("write the high-water mark: %w", err)
	}
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

// TakeEpoch makes a register that was copied, restored or rolled back writable
// again: its numbers go on in an epoch that no other copy has used, with a
// reason that stays in the log.
func (s *Station) TakeEpoch(ctx context.Context, reason string) (registry.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoEpoch); err != nil {
		return s.head, err
	}
	if reason == "" {
		return s.head, fmt.Errorf("take an epoch: %w: no reason given", ErrInvalid)
	}
	m, err := newMachine(s.ports.Rand)
	if err != nil {
		return s.head, err
	}
	epoch := max(s.head.Epoch, s.mark.Head.Epoch) + 1
	if epoch > registry.LastEpoch {
		return s.head, fmt.Errorf("take an epoch: %w: epoch %d is the last of this licence", ErrInvalid, registry.LastEpoch)
	}
	machine := hex.EncodeToString(m[:])
	body := registry.Body(registry.EpochBody{Epoch: epoch, Machine: machine})
	s.mark.Machine, s.readOnly = m, ""
	err = s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.EpochTaken, body: body, record: registry.Body(noteRecord{reason})}},
		change: Change{Meta: map[string][]byte{metaMachine: []byte(machine)}},
	})
	return s.head, err
}
