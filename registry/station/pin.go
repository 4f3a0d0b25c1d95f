package station

import (
	"context"
	"errors"
	"fmt"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// A PIN lifts a lock within the day that its operator opened with the full
// passphrase. The data key lies in memory only, sealed under argon2id of the PIN,
// and is wiped when the day is closed or over, the laptop was asleep, the program
// ends, or three PINs in a row were wrong.
type pins struct {
	day   civil.Date
	locks map[string]*seal.Lock // by operator
}

// ErrNoPIN reports that no PIN lifts this lock, or no longer: the passphrase does.
var ErrNoPIN = errors.New("station: no PIN opens here; the passphrase does")

// WrongPIN counts down. At Left 0 only the passphrase opens.
type WrongPIN struct{ Left int }

func (e *WrongPIN) Error() string { return fmt.Sprintf("station: wrong PIN, %d tries left", e.Left) }

// UnlockForDay is Unlock, and until the day is over the operator's PIN lifts a
// lock. Without a PIN it is Unlock.
func (s *Station) UnlockForDay(ctx context.Context, operator string, passphrase []byte, pin string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if pin != "" {
		if err := seal.CheckPIN(pin); err != nil {
			return &Fault{"pin", pinText(err)}
		}
	}
	o, key, err := s.unwrap(ctx, operator, passphrase)
	if err != nil {
		return err
	}
	var lock *seal.Lock
	if pin != "" {
		if lock, err = seal.NewLock(key, pin, pinCost(o.Wrap), s.ports.Rand); err != nil {
			key.Wipe()
			return fmt.Errorf("unlock: %w", err)
		}
	}
	if err := s.open(ctx, o, key); err != nil {
		return err
	}
	if lock != nil {
		s.keepPIN(o.Name, lock)
	}
	return nil
}

// pinCost is the floor: what it protects lives in memory only, and a queue waits.
// A throw-away station stays cheap.
func pinCost(w seal.Wrap) seal.Cost {
	if cost, err := w.Cost(); err == nil && cost.Weak() {
		return cost
	}
	return seal.Floor
}

func (s *Station) keepPIN(operator string, lock *seal.Lock) {
	s.agePINs()
	if s.pins.locks == nil {
		s.pins = pins{s.ports.today(), map[string]*seal.Lock{}}
	}
	s.forgetPIN(operator)
	s.pins.locks[operator] = lock
}

// Resume lifts a lock with the operator's PIN. Errors: *WrongPIN, ErrNoPIN.
func (s *Station) Resume(ctx context.Context, operator, pin string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.agePINs()
	lock := s.pins.locks[operator]
	if lock == nil {
		return ErrNoPIN
	}
	e, err := s.inOffice(ctx, operator)
	if err != nil {
		s.forgetPIN(operator)
		return err
	}
	key, err := lock.Verify(pin)
	var wrong *seal.WrongPIN
	switch {
	case errors.As(err, &wrong):
		if wrong.Left == 0 {
			s.forgetPIN(operator)
		}
		return &WrongPIN{wrong.Left}
	case err != nil:
		s.forgetPIN(operator)
		return ErrNoPIN
	}
	s.foundChanged(e)
	return s.open(ctx, e.Operator, key)
}

// ForgetPINs asks everybody for the passphrase again: the laptop was asleep.
func (s *Station) ForgetPINs() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgetPINs()
}

// withPIN are the operators whose PIN lifts a lock now.
func (s *Station) withPIN() []string {
	s.agePINs()
	var names []string
	for name := range s.pins.locks {
		names = append(names, name)
	}
	return names
}

// agePINs forgets the PINs of a day that is over.
func (s *Station) agePINs() {
	if s.pins.locks != nil && s.pins.day != s.ports.today() {
		s.forgetPINs()
	}
}

func (s *Station) forgetPINs() {
	for name := range s.pins.locks {
		s.forgetPIN(name)
	}
	s.pins = pins{}
}

func (s *Station) forgetPIN(operator string) {
	if lock := s.pins.locks[operator]; lock != nil {
		lock.Wipe()
		delete(s.pins.locks, operator)
	}
}

// pinText is the reason why a PIN is refused, in both languages.
func pinText(err error) scheme.Text {
	var r *seal.Refused
	if errors.As(err, &r) {
		return scheme.Text{ZH: r.Reason.ZH, EN: r.Reason.EN}
	}
	return scheme.Text{ZH: "PIN 为六位数字。", EN: "a PIN is six digits"}
}
