package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// FuzzUnwrap: no bytes crash the parser, stall it, or open without the passphrase.
func FuzzUnwrap(f *testing.F) {
	wrap, _ := newKey(f, 1).WrapFor(passphrase, TestCost, chance(2))
	f.Add([]byte(wrap))
	f.Add([]byte(wrap[:50]))
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{1}, wrapSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		cost, err := Wrap(b).Cost()
		if err != nil {
			if !errors.Is(err, ErrWrapShape) && !errors.Is(err, ErrCost) {
				t.Errorf("Cost: %v", err)
			}
			return
		}
		if uint64(cost.Time)*uint64(cost.MemoryKiB) > 4096 {
			return // acceptable, and too slow to try here
		}
		if k, err := Unwrap(b, passphrase); err == nil && !bytes.Equal(b, wrap) {
			t.Errorf("a wrap that nobody made opened: %v", k)
		}
	})
}

func FuzzOpenRecord(f *testing.F) {
	vault := Open(newKey(f, 1))
	sealed, _ := vault.Seal(row, []byte("record"), chance(2))
	f.Add(sealed, "persons", int64(42))
	f.Add(sealed[:71], "persons", int64(42))
	f.Add([]byte{}, "", int64(0))
	f.Fuzz(func(t *testing.T, b []byte, table string, number int64) {
		plain, err := vault.Open(AAD{Table: table, Version: 1, Row: number}, b)
		if err == nil && !bytes.Equal(b, sealed) {
			t.Errorf("a record that nobody sealed opened: %q", plain)
		}
	})
}

// FuzzSealRoundTrip: what is sealed comes back, whatever it is.
func FuzzSealRoundTrip(f *testing.F) {
	vault := Open(newKey(f, 1))
	f.Add([]byte("样例父"), "persons", "", uint8(1), int64(1))
	f.Add(bytes.Repeat([]byte{padMark, 0}, 16), "t", "n", uint8(0), int64(-1))
	f.Fuzz(func(t *testing.T, plain []byte, table, name string, version uint8, number int64) {
		at := AAD{table, version, number, name}
		sealed, err := vault.Seal(at, plain, chance(version))
		if err != nil {
			if len(table) > 0 && len(table) <= 255 {
				t.Fatal(err)
			}
			return
		}
		if got, err := vault.Open(at, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%x came back as %x, %v", plain, got, err)
		}
	})
}

// FuzzParseRecovery: what parses is the same secret in both written forms.
func FuzzParseRecovery(f *testing.F) {
	safe, _ := NewRecovery(chance(1))
	f.Add(safe.Identity())
	f.Add(strings.Join(safe.Words(), " "))
	f.Add(strings.Repeat("abandon ", 23) + "art")
	f.Add("AGE-SECRET-KEY-1")
	f.Add("zoo")
	f.Fuzz(func(t *testing.T, typed string) {
		r, err := ParseRecovery(typed)
		if err != nil {
			return
		}
		again, err := ParseRecovery(strings.Join(r.Words(), " "))
		if err != nil || again.Identity() != r.Identity() || again.Recipient() != r.Recipient() {
			t.Errorf("the words of a parsed secret are another: %v", err)
		}
	})
}

func FuzzOpenRecovery(f *testing.F) {
	safe, _ := NewRecovery(chance(1))
	wrapped, _ := newKey(f, 1).WrapForRecovery(safe.Recipient())
	f.Add(wrapped)
	f.Add(wrapped[:100])
	f.Add([]byte("age-encryption.org/v1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := OpenRecovery(b, safe); err == nil && !bytes.Equal(b, wrapped) && !k.Same(newKey(t, 1)) {
			t.Error("a wrap that nobody made opened")
		}
	})
}

func FuzzParseReleased(f *testing.F) {
	f.Add(string(newKey(f, 1).release()))
	f.Add("passdesk-data-key-1 00")
	f.Fuzz(func(t *testing.T, line string) {
		k, err := ParseReleased(line)
		if err != nil {
			return
		}
		if again, err := ParseReleased(string(k.release())); err != nil || !again.Same(k) {
			t.Errorf("a released key reads back as another: %v", err)
		}
	})
}

func FuzzFoldPassphrase(f *testing.F) {
	f.Add("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ\r\n")
	f.Add("\xff\ufeff　x")
	f.Fuzz(func(t *testing.T, p string) {
		once := FoldPassphrase([]byte(p))
		if twice := FoldPassphrase(once); !bytes.Equal(once, twice) {
			t.Errorf("%q folds to %q, and that to %q", p, once, twice)
		}
		if CheckPassphrase(p) != CheckPassphrase(string(once)) {
			t.Errorf("%q and its fold are judged differently", p)
		}
	})
}

func FuzzBech32(f *testing.F) {
	safe, _ := NewRecovery(chance(1))
	f.Add(safe.Identity())
	f.Add(safe.Recipient())
	f.Add("a12uel5l")
	f.Fuzz(func(t *testing.T, s string) {
		prefix, data, err := bech32Decode(s)
		if err != nil {
			return
		}
		if got := bech32Encode(prefix, data); got != strings.ToLower(s) {
			t.Errorf("%q reads back as %q", s, got)
		}
	})
}
