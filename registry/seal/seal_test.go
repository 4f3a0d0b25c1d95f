package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
)

// chance is a seeded source: the same seed yields the same bytes.
func chance(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed, 1}) }

// broken yields n bytes, then fails.
func broken(n int) io.Reader { return io.LimitReader(chance(9), int64(n)) }

func newKey(t testing.TB, seed byte) *DataKey {
	t.Helper()
	k, err := NewDataKey(chance(seed))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// known is the key 00 01 … 1f, whose sub-keys were computed elsewhere.
func known() *DataKey {
	k := &DataKey{}
	for i := range k.bytes {
		k.bytes[i] = byte(i)
	}
	return k
}

var passphrase = []byte("四明山 甬江 月湖 天一阁 东钱湖")

// flips calls f with every copy of b that differs in one bit.
func flips(b []byte, f func(bit int, flipped []byte)) {
	for bit := range 8 * len(b) {
		flipped := bytes.Clone(b)
		flipped[bit/8] ^= 1 << (bit % 8)
		f(bit, flipped)
	}
}

func TestKeysNeverPrintThemselves(t *testing.T) {
	key := newKey(t, 1)
	signing, _ := NewSigningKey(chance(2))
	safe, _ := NewRecovery(chance(3))
	lock, _ := NewLock(key, "271828", TestCost, chance(4))
	vault := Open(key)
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	plain := slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range []any{key, *key, signing, *signing, safe, *safe, vault, lock} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b"} {
			s := fmt.Sprintf(verb, v)
			if !strings.HasPrefix(s, "seal.") || !strings.HasSuffix(s, "(hidden)") {
				t.Errorf("%T with %s prints %q", v, verb, s)
			}
		}
		logger.Info("x", "v", v)
		plain.Info("x", "v", v)
	}
	for _, secret := range []string{fmt.Sprintf("%x", key.bytes), safe.Identity(), "bytes", "scalar"} {
		if strings.Contains(strings.ToLower(log.String()), strings.ToLower(secret)) {
			t.Errorf("a log holds a secret: %s", log.String())
		}
	}
	if _, err := key.MarshalText(); err == nil {
		t.Error("a data key was written as text")
	}
}

func TestNewKeysComeFromTheReaderAlone(t *testing.T) {
	if a, b := newKey(t, 1), newKey(t, 1); !a.Same(b) {
		t.Error("one seed, two keys")
	}
	if a, b := newKey(t, 1), newKey(t, 2); a.Same(b) {
		t.Error("two seeds, one key")
	}
	for name, source := range map[string]io.Reader{"none": nil, "short": broken(31), "zeros": zeros{}} {
		if _, err := NewDataKey(source); !errors.Is(err, ErrChance) {
			t.Errorf("data key from %s: %v, want ErrChance", name, err)
		}
		if _, err := NewSigningKey(source); !errors.Is(err, ErrChance) {
			t.Errorf("signing key from %s: %v, want ErrChance", name, err)
		}
		if _, err := NewRecovery(source); !errors.Is(err, ErrChance) {
			t.Errorf("recovery from %s: %v, want ErrChance", name, err)
		}
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestWipingZeroes(t *testing.T) {
	key := newKey(t, 1)
	backing := key.bytes[:]
	key.Wipe()
	if !bytes.Equal(backing, make([]byte, KeySize)) || !key.Wiped() {
		t.Error("the data key is still there")
	}
	if key.Same(key) || key.Same(newKey(t, 1)) {
		t.Error("a wiped key equals something")
	}
	signing, _ := NewSigningKey(chance(2))
	private := signing.private
	signing.Wipe()
	if !bytes.Equal(private, make([]byte, len(private))) || !signing.Wiped() || signing.Public() != nil {
		t.Error("the signing key is still there")
	}
	safe, _ := NewRecovery(chance(3))
	safe.Wipe()
	if safe.scalar != [KeySize]byte{} {
		t.Error("the recovery secret is still there")
	}
	vault := Open(newKey(t, 1))
	vault.Wipe()
	if vault.blind != [KeySize]byte{} || vault.records != nil || vault.signing != nil || !vault.Wiped() {
		t.Error("the vault is still open")
	}
	(*DataKey)(nil).Wipe()
	(*SigningKey)(nil).Wipe()
	(*Recovery)(nil).Wipe()
}

func TestNothingWorksOnceWiped(t *testing.T) {
	sealed, _ := Open(newKey(t, 1)).Seal(AAD{Table: "persons"}, nil, chance(1))
	signing, _ := NewSigningKey(chance(2))
	for name, key := range map[string]*DataKey{"nil": nil, "zero": {}} {
		vault := Open(key)
		_, wrapErr := key.WrapFor(passphrase, TestCost, chance(1))
		_, lockErr := NewLock(key, "271828", TestCost, chance(1))
		_, recoveryErr := key.WrapForRecovery("age1" + strings.Repeat("q", 58))
		_, sealErr := vault.Seal(AAD{Table: "persons"}, nil, chance(1))
		_, openErr := vault.Open(AAD{Table: "persons"}, sealed)
		_, signErr := vault.SealSigning(AAD{Table: "keys"}, signing, chance(1))
		_, signOpenErr := vault.OpenSigning(AAD{Table: "keys"}, sealed)
		for i, err := range []error{wrapErr, lockErr, recoveryErr, sealErr, openErr, signErr, signOpenErr} {
			if !errors.Is(err, ErrWiped) {
				t.Errorf("%s key, call %d: %v, want ErrWiped", name, i, err)
			}
		}
		mustPanic(t, func() { vault.Blind("K1", "x") })
		mustPanic(t, func() { vault.Blind16("K1", "x") })
	}
	mustPanic(t, func() { (&SigningKey{}).Sign(nil) })
	if _, err := Open(newKey(t, 1)).SealSigning(AAD{Table: "keys"}, nil, chance(1)); !errors.Is(err, ErrWiped) {
		t.Errorf("sealing no key: %v", err)
	}
}

func mustPanic(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, ErrWiped) {
			t.Errorf("panic = %v, want ErrWiped", err)
		}
	}()
	f()
}
