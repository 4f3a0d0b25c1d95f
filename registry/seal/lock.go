package seal

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// PINTries is how often a PIN may be mistyped in a row before the full
// passphrase is asked for.
const PINTries = 3

// ErrLockSpent reports a lock that is wiped: three wrong PINs, the day's
// close, suspend. Only the full passphrase opens the register now.
var ErrLockSpent = errors.New("seal: the PIN no longer opens; the passphrase does")

// WrongPIN counts down. At Left 0 the lock is already wiped.
type WrongPIN struct{ Left int }

func (e *WrongPIN) Error() string { return fmt.Sprintf("seal: wrong PIN, %d tries left", e.Left) }

// Lock lets one operator back in with a six-digit PIN, within a day that was
// opened with the full passphrase. It lives in memory only and is never
// written: a million PINs are soon tried by anyone who has the bytes. In
// memory the data key lies sealed under argon2id of the PIN. Safe for
// concurrent use.
type Lock struct {
	mu   sync.Mutex
	wrap Wrap
	left int
}

// NewLock makes a lock for the key. Errors: *Refused for a PIN that
// [CheckPIN] refuses, ErrWiped, ErrCost, ErrChance.
func NewLock(k *DataKey, pin string, cost Cost, rand io.Reader) (*Lock, error) {
	if err := CheckPIN(pin); err != nil {
		return nil, err
	}
	wrap, err := k.wrap(pinLabel, []byte(pin), cost, rand)
	if err != nil {
		return nil, err
	}
	return &Lock{wrap: wrap, left: PINTries}, nil
}

// Verify returns the data key for the right PIN and gives all tries back.
// Errors: *WrongPIN, ErrLockSpent. The third wrong PIN in a row wipes the lock.
func (l *Lock) Verify(pin string) (*DataKey, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.left == 0 {
		return nil, ErrLockSpent
	}
	k, err := l.wrap.open(pinLabel, []byte(pin))
	if err == nil {
		l.left = PINTries
		return k, nil
	}
	if l.left--; l.left == 0 {
		clear(l.wrap)
	}
	return nil, &WrongPIN{Left: l.left}
}

// Left is how many tries remain; 0 when the lock is spent.
func (l *Lock) Left() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.left
}

// Wipe spends the lock: at the day's close and on suspend.
func (l *Lock) Wipe() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.wrap)
	l.left = 0
}

// Format hides the sealed key from every verb of fmt.
func (l *Lock) Format(f fmt.State, _ rune) { hide(f, "seal.Lock") }
