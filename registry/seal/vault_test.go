package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"testing"
)

var row = AAD{Table: "persons", Version: 1, Row: 42}

func TestSealAndOpen(t *testing.T) {
	vault := Open(newKey(t, 1))
	source := chance(2)
	for n := range 130 {
		plain := bytes.Repeat([]byte{0x80}, n) // the padding's own mark, at every length
		sealed, err := vault.Seal(row, plain, source)
		if err != nil {
			t.Fatal(err)
		}
		if want := 24 + 32*(n/32+1) + 16; len(sealed) != want || SealedSize(n) != want {
			t.Errorf("%d bytes seal to %d, SealedSize %d, want %d", n, len(sealed), SealedSize(n), want)
		}
		got, err := vault.Open(row, sealed)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%d bytes came back as %d, %v", n, len(got), err)
		}
	}
}

func TestLengthIsHidden(t *testing.T) {
	vault := Open(newKey(t, 1))
	long, _ := vault.Seal(row, []byte("阿卜杜拉·买买"), chance(1))
	short, _ := vault.Seal(row, []byte("王一"), chance(2))
	if len(long) != len(short) {
		t.Errorf("two hanzi seal to %d bytes, six to %d", len(short), len(long))
	}
	zeros, _ := vault.Seal(row, make([]byte, 31), chance(3))
	if got, err := vault.Open(row, zeros); err != nil || len(got) != 31 {
		t.Errorf("31 zeros came back as %d bytes, %v", len(got), err)
	}
}

func TestSameRecordNeverSealsTheSame(t *testing.T) {
	vault, source, seen := Open(newKey(t, 1)), chance(2), map[string]bool{}
	for range 1000 {
		sealed, _ := vault.Seal(row, []byte("样例父"), source)
		if seen[string(sealed[:24])] || seen[string(sealed[24:])] {
			t.Fatal("a nonce or a ciphertext came twice")
		}
		seen[string(sealed[:24])], seen[string(sealed[24:])] = true, true
		if bytes.Contains(sealed, []byte("样例父")) {
			t.Fatal("the record is in the open")
		}
	}
}

func TestNoFlippedBitOpensARecord(t *testing.T) {
	vault := Open(newKey(t, 1))
	sealed, _ := vault.Seal(row, []byte("样例父 330212198505059315"), chance(2))
	flips(sealed, func(bit int, flipped []byte) {
		if plain, err := vault.Open(row, flipped); !errors.Is(err, ErrSealBroken) || plain != nil {
			t.Errorf("bit %d flipped: %q, %v", bit, plain, err)
		}
	})
	for n := range len(sealed) {
		if _, err := vault.Open(row, sealed[:n]); !errors.Is(err, ErrSealBroken) {
			t.Errorf("%d of %d bytes: %v", n, len(sealed), err)
		}
	}
	for _, more := range []int{1, 31, 32, 64} {
		if _, err := vault.Open(row, append(bytes.Clone(sealed), make([]byte, more)...)); !errors.Is(err, ErrSealBroken) {
			t.Errorf("%d bytes more: %v", more, err)
		}
	}
}

func TestRecordOpensInItsOwnRowOnly(t *testing.T) {
	vault := Open(newKey(t, 1))
	rows := []AAD{
		row,
		{Table: "persons", Version: 2, Row: 42},
		{Table: "persons", Version: 1, Row: 43},
		{Table: "persons", Version: 1, Row: -42},
		{Table: "person", Version: 1, Row: 42},
		{Table: "persons", Version: 1, Row: 42, Name: "x"},
		{Table: "persons", Version: 1, Name: "42"},
		{Table: "watch", Version: 1, Row: 42},
		{Table: "s", Name: "ab"}, {Table: "sa", Name: "b"}, {Table: "sab"},
	}
	for i, at := range rows {
		sealed, err := vault.Seal(at, []byte("record"), chance(byte(i)))
		if err != nil {
			t.Fatal(err)
		}
		for j, other := range rows {
			plain, err := vault.Open(other, sealed)
			if i == j && (err != nil || string(plain) != "record") {
				t.Errorf("%+v does not open in its row: %v", at, err)
			}
			if i != j && !errors.Is(err, ErrSealBroken) {
				t.Errorf("sealed for %+v, opened as %+v: %v", at, other, err)
			}
		}
	}
}

func TestRecordOpensUnderItsOwnKeyOnly(t *testing.T) {
	sealed, _ := Open(newKey(t, 1)).Seal(row, []byte("record"), chance(1))
	if _, err := Open(newKey(t, 2)).Open(row, sealed); !errors.Is(err, ErrSealBroken) {
		t.Errorf("another key: %v", err)
	}
	if _, err := Open(newKey(t, 1)).OpenSigning(row, sealed); !errors.Is(err, ErrSealBroken) {
		t.Errorf("a record opened as a signing key: %v", err)
	}
}

func TestAddressNeedsATable(t *testing.T) {
	vault := Open(newKey(t, 1))
	for _, at := range []AAD{{}, {Row: 1}, {Table: strings.Repeat("t", 256)}} {
		if _, err := vault.Seal(at, nil, chance(1)); !errors.Is(err, ErrAddress) {
			t.Errorf("Seal: %v, want ErrAddress", err)
		}
		if _, err := vault.Open(at, make([]byte, SealedSize(0))); !errors.Is(err, ErrAddress) {
			t.Errorf("Open: %v, want ErrAddress", err)
		}
	}
	if _, err := vault.Seal(row, nil, broken(23)); !errors.Is(err, ErrChance) {
		t.Errorf("no chance: %v", err)
	}
}

func TestForgedPaddingIsRefused(t *testing.T) {
	// Only a holder of the key can make these: a bug of ours, not an attack.
	vault := Open(newKey(t, 1))
	address, _ := row.bytes()
	for name, body := range map[string][]byte{
		"no mark":            make([]byte, 32),
		"mark a block early": append([]byte{padMark}, make([]byte, 63)...),
		"text to the end":    bytes.Repeat([]byte{'x'}, 32),
	} {
		nonce := make([]byte, 24)
		sealed := vault.records.Seal(nonce, nonce, body, address)
		if _, err := vault.Open(row, sealed); !errors.Is(err, ErrSealBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The expected values were computed with Python's hmac and hashlib from the
// package comment alone.
func TestKnownAnswers(t *testing.T) {
	index := Open(known()).Blind("K1", "RIC18:330212198505059315")
	if got, want := hex.EncodeToString(index[:]), "a6f0d9b40c15cd929bd96b52c8ed72d2a3fad168625a2f3ac4475638adb455db"; got != want {
		t.Errorf("Blind = %s, want %s", got, want)
	}
	if got, want := hex.EncodeToString(subKey(extract(known()), "records")), "20319e83a90dfa7655da34af9ab70aeca2349e2257a2f3a95c0ae6985647542c"; got != want {
		t.Errorf("records key = %s, want %s", got, want)
	}
	sum := Commitment([16]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, []byte("record"))
	if got, want := hex.EncodeToString(sum[:]), "99847e4d59bf0ec59ef9ef80aa60d8adbb64f3c641a9c281104fa92557e1b31c"; got != want {
		t.Errorf("Commitment = %s, want %s", got, want)
	}
}

func TestBlindTellsValuesDomainsAndRegistersApart(t *testing.T) {
	vault, other := Open(newKey(t, 1)), Open(newKey(t, 2))
	seen := map[[32]byte]string{}
	for _, c := range []struct {
		v             *Vault
		domain, value string
	}{
		{vault, "K1", "x"}, {vault, "K2", "x"}, {vault, "K1", "y"}, {vault, "K", "1x"}, {vault, "", "K1x"}, {vault, "K1", ""}, {other, "K1", "x"},
	} {
		index := c.v.Blind(c.domain, c.value)
		if was, twice := seen[index]; twice {
			t.Errorf("%q %q has the index of %s", c.domain, c.value, was)
		}
		seen[index] = c.domain + " " + c.value
		if c.v.Blind(c.domain, c.value) != index {
			t.Error("one value, two indexes")
		}
		if short := c.v.Blind16(c.domain, c.value); !bytes.Equal(short[:], index[:16]) {
			t.Error("Blind16 is not the beginning of Blind")
		}
	}
}

func TestCommitmentNeedsTheSalt(t *testing.T) {
	a, err := NewSalt(chance(1))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := NewSalt(chance(2))
	if Commitment(a, []byte("x")) == Commitment(b, []byte("x")) || Commitment(a, []byte("x")) == Commitment(a, []byte("y")) {
		t.Error("two commitments are equal")
	}
	if _, err := NewSalt(broken(15)); !errors.Is(err, ErrChance) {
		t.Errorf("no chance: %v", err)
	}
}

func TestSigningKeyIsSealedForItsRow(t *testing.T) {
	vault := Open(newKey(t, 1))
	key, _ := NewSigningKey(chance(2))
	at := AAD{Table: "keys", Version: 1, Name: "station"}
	sealed, err := vault.SealSigning(at, key, chance(3))
	if err != nil {
		t.Fatal(err)
	}
	got, err := vault.OpenSigning(at, sealed)
	if err != nil || !bytes.Equal(got.Public(), key.Public()) || !bytes.Equal(got.Sign([]byte("x")), key.Sign([]byte("x"))) {
		t.Errorf("another key came back: %v", err)
	}
	if _, err := vault.OpenSigning(AAD{Table: "keys", Version: 1, Name: "root"}, sealed); !errors.Is(err, ErrSealBroken) {
		t.Errorf("moved to another row: %v", err)
	}
	if _, err := vault.Open(at, sealed); !errors.Is(err, ErrSealBroken) {
		t.Errorf("a signing key opened as a record: %v", err)
	}
	flips(sealed, func(bit int, flipped []byte) {
		if _, err := vault.OpenSigning(at, flipped); !errors.Is(err, ErrSealBroken) {
			t.Errorf("bit %d flipped: %v", bit, err)
		}
	})
	short, _ := seal(vault.signing, at, []byte("too short"), chance(4))
	if _, err := vault.OpenSigning(at, short); !errors.Is(err, ErrSealBroken) {
		t.Errorf("a key of nine bytes: %v", err)
	}
	if _, err := vault.OpenSigning(AAD{}, sealed); !errors.Is(err, ErrAddress) {
		t.Errorf("no table: %v", err)
	}
}

// RFC 8032 section 7.1, test 2.
func TestSigningIsEd25519(t *testing.T) {
	seed, _ := hex.DecodeString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
	key, err := NewSigningKey(bytes.NewReader(seed))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := hex.EncodeToString(key.Public()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"; got != want {
		t.Errorf("public = %s, want %s", got, want)
	}
	want := "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
	if got := hex.EncodeToString(key.Sign([]byte{0x72})); got != want {
		t.Errorf("signature = %s, want %s", got, want)
	}
	key.Public()[0] ^= 1
	if hex.EncodeToString(key.Sign([]byte{0x72})) != want {
		t.Error("the caller reached the key through Public")
	}
}

func TestVaultFromManyGoroutines(t *testing.T) {
	vault := Open(newKey(t, 1))
	sealed, _ := vault.Seal(row, []byte("record"), chance(1))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if plain, err := vault.Open(row, sealed); err != nil && !errors.Is(err, ErrWiped) || err == nil && string(plain) != "record" {
					t.Errorf("Open = %q, %v", plain, err)
				}
			}
		})
	}
	vault.Wipe()
	wg.Wait()
}
