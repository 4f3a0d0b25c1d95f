package seal

import (
	"bytes"
	"errors"
	"testing"
)

const pin = "271828"

func newLock(t *testing.T, k *DataKey) *Lock {
	t.Helper()
	l, err := NewLock(k, pin, TestCost, chance(5))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestPINLiftsTheLock(t *testing.T) {
	key := newKey(t, 1)
	lock := newLock(t, key)
	for _, typed := range []string{pin, "２７１８２８", " 271828"} {
		if k, err := lock.Verify(typed); err != nil || !k.Same(key) {
			t.Errorf("Verify(%q) = %v, %v", typed, k, err)
		}
	}
}

func TestThreeWrongPINsSpendTheLock(t *testing.T) {
	lock := newLock(t, newKey(t, 1))
	for want := 2; want >= 0; want-- {
		_, err := lock.Verify("314159")
		var wrong *WrongPIN
		if !errors.As(err, &wrong) || wrong.Left != want || lock.Left() != want {
			t.Fatalf("%v, %d left, want %d", err, lock.Left(), want)
		}
	}
	if _, err := lock.Verify(pin); !errors.Is(err, ErrLockSpent) {
		t.Errorf("the right PIN after three wrong ones: %v, want ErrLockSpent", err)
	}
	if !bytes.Equal(lock.wrap, make([]byte, wrapSize)) {
		t.Error("the key is still in memory")
	}
}

func TestRightPINGivesTheTriesBack(t *testing.T) {
	lock := newLock(t, newKey(t, 1))
	for range 5 {
		for range PINTries - 1 {
			if _, err := lock.Verify("314159"); err == nil {
				t.Fatal("a wrong PIN opened")
			}
		}
		if _, err := lock.Verify(pin); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWipedLockStaysShut(t *testing.T) {
	lock := newLock(t, newKey(t, 1))
	wrap := lock.wrap
	lock.Wipe()
	if _, err := lock.Verify(pin); !errors.Is(err, ErrLockSpent) || lock.Left() != 0 {
		t.Errorf("Verify = %v, want ErrLockSpent", err)
	}
	if !bytes.Equal(wrap, make([]byte, wrapSize)) {
		t.Error("the key is still in memory")
	}
}

func TestLockIsNoOperatorsWrap(t *testing.T) {
	lock := newLock(t, newKey(t, 1))
	if _, err := Unwrap(lock.wrap, []byte(pin)); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("a lock written to disk opens as a wrap: %v", err)
	}
}

func TestCheckPIN(t *testing.T) {
	for _, good := range []string{"271828", "112233", "000001", "121212", "123450", "１３５７９１"} {
		if err := CheckPIN(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "12345", "1234567", "12345a", "-12345", "000000", "777777", "123456", "234567", "987654", "654321", "六位数字密码"} {
		var refused *Refused
		if err := CheckPIN(bad); !errors.As(err, &refused) || refused.Reason.ZH == "" {
			t.Errorf("%q: %v, want *Refused", bad, err)
		}
		if _, err := NewLock(newKey(t, 1), bad, TestCost, chance(1)); !errors.As(err, &refused) {
			t.Errorf("a lock with PIN %q: %v", bad, err)
		}
	}
}
