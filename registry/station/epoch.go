package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Needless is an epoch that nothing asks for: the register is the one that wrote its
// mark last, and no paper says otherwise. An epoch costs numbers for ever.
type Needless struct{ Why scheme.Text }

func (n *Needless) Error() string              { return "station: " + n.Why.EN }
func (n *Needless) Unwrap() error              { return ErrInvalid }
func (n *Needless) Sentences() (zh, en string) { return n.Why.ZH, n.Why.EN }

// EpochNeeded is *Needless of a register that may be written as it is.
func (s *Station) EpochNeeded() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readOnly != "" || s.movable() != nil { // what stands in the way is told when it is taken
		return nil
	}
	lost := registry.LastSerial - s.head.Serial
	epochs := max(s.epochsLeft()-1, 0)
	return &Needless{scheme.Text{
		ZH: fmt.Sprintf("登记册没有问题，不用取新的期号。取了，这一期剩下的 %d 个编号从此不能再发，还没打印的证改用新的份号，许可里只剩 %d 期。别处确有拷贝在发证才取：命令加 --anyway，桌面上再按一次 Ctrl+Y。", lost, epochs),
		EN: fmt.Sprintf("nothing is wrong with the register, and it needs no new epoch. It would cost what is left of this one: %s that nobody is ever given, what is not printed yet is made as another copy, and of the licence so many epochs are left: %d. Only when a copy really issues elsewhere: add --anyway, at the desk press Ctrl+Y once more.",
			scheme.Counted(lost, "number"), epochs)}}
}

// EpochAsked is EpochNeeded where the keeper knows more than the register: a paper that
// it cannot have printed ("": none was shown), or the least epoch that is free.
func (s *Station) EpochAsked(ctx context.Context, paper string, least int) error {
	s.mu.Lock()
	asked := least > s.head.Epoch
	if paper != "" && s.readOnly == "" {
		_, answer, err := s.comparison(ctx, paper)
		if err != nil {
			s.mu.Unlock()
			return fmt.Errorf("the last paper: %w", err)
		}
		asked = asked || answer.Foreign()
	}
	s.mu.Unlock()
	if asked {
		return nil
	}
	return s.EpochNeeded()
}

// EpochLeft answers nil where whoever is there may take an epoch, and the licence holds
// one that is not under least: the first that is asked, before anybody looks for a paper
// or a reason. ErrEpochsUsed: only another licence helps.
func (s *Station) EpochLeft(least int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.movable(); err != nil {
		return err
	}
	_, err := s.epochToTake(least)
	return err
}

// epochToTake is the epoch that the keeper's word would begin. A paper that was shown may
// be of a later one than the register knows of.
func (s *Station) epochToTake(least int) (int, error) {
	epoch, err := s.nextEpoch(max(s.days.Paper.Epoch(), least-1))
	if err != nil {
		return 0, fmt.Errorf("take an epoch: %w", err)
	}
	return epoch, nil
}

// Because answers why a reason that somebody gave is none; nil of one that says why.
func Because(reason string) error {
	_, err := because(reason)
	return err
}

// Begun is a register in the epoch that it took just now.
type Begun struct {
	registry.Head
	Skipped int // papers that were still to be made, and are made as another copy now
	Page    int // of the ledger, the next that is laid out
}

// TakeEpoch makes a register that was copied, restored or rolled back writable
// again: its numbers go on in an epoch that no other copy has used, with a
// reason that stays in the log, sealed. least is an epoch that the keeper knows of
// and neither folder does; 0 when there is none.
func (s *Station) TakeEpoch(ctx context.Context, reason string, least int) (Begun, error) {
	if err := s.EpochNeeded(); err != nil {
		return Begun{Head: s.Head()}, err
	}
	return s.TakeEpochAnyway(ctx, reason, least)
}

// TakeEpochAnyway is TakeEpoch of a register in which nothing seems wrong: the keeper
// knows better.
func (s *Station) TakeEpochAnyway(ctx context.Context, reason string, least int) (Begun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := Begun{Head: s.head}
	if err := s.movable(); err != nil {
		return before, err
	}
	reason, err := because(reason)
	if err != nil {
		return before, fmt.Errorf("take an epoch: %w", err)
	}
	epoch, err := s.epochToTake(least)
	if err != nil {
		return before, err
	}
	why := move{record: registry.Body(noteRecord{reason}), branch: true}
	if s.bySheet { // no passphrase stood behind it, and the log says so
		why.before = []draftEvent{{kind: registry.RecoveryChecked, body: registry.Body(struct{}{})}}
	}
	return s.moveTo(ctx, epoch, why)
}

// movable answers nil when the register may be taken into a new epoch by whoever
// is there. That it is read-only as a copy or an old state is no hindrance: the new
// epoch is what ends that.
func (s *Station) movable() error {
	if err := firstError(s.allowed(registry.DoEpoch), s.unharmed()); err != nil {
		return err
	}
	if s.readOnly == stillFolder {
		return ErrReadOnlyFolder
	}
	return nil
}

// move is what belongs to an epoch that is taken on this machine.
type move struct {
	reason string       // the program's own
	record []byte       // a person's, to be sealed
	before []draftEvent // in the same command
	meta   map[string][]byte
	code   int  // the station code from here on; 0: as before
	stays  bool // the licence is another, and the code is that of before
	branch bool // another history of the register may have gone on
}
