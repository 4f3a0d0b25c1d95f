package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// freeze writes testdata/frozen.json where there is none. A frozen file is
// never written again: what a build has sealed, every later build opens. A new
// format gets a new file beside the old one.
var freeze = flag.Bool("freeze", false, "write testdata/frozen.json if it is missing")

const frozenFile = "testdata/frozen.json"

// frozen holds one of everything this package writes; bytes as hex.
type frozen struct {
	DataKey    string `json:"data_key"`
	Passphrase string `json:"passphrase"`
	TestWrap   string `json:"test_wrap"`
	FloorWrap  string `json:"floor_wrap"`

	Table   string `json:"table"`
	Version uint8  `json:"version"`
	Row     int64  `json:"row"`
	Name    string `json:"name"`
	Record  string `json:"record"`
	Sealed  string `json:"sealed"`

	Blind      string `json:"blind_k1_of_record"`
	Commitment string `json:"commitment_of_record_with_first_16_of_key_as_salt"`

	SealedSigning string `json:"sealed_signing_key"`
	Public        string `json:"public"`
	Signature     string `json:"signature_of_record"`

	Identity    string   `json:"recovery_identity"`
	Recipient   string   `json:"recovery_recipient"`
	Words       []string `json:"recovery_words"`
	SealedToAge string   `json:"recovery_wrap"`
}

func readFrozen(t testing.TB) frozen {
	t.Helper()
	raw, err := os.ReadFile(frozenFile)
	if errors.Is(err, fs.ErrNotExist) && *freeze {
		raw = writeFrozen(t)
		err = nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var f frozen
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func writeFrozen(t testing.TB) []byte {
	key := newKey(t, 200)
	vault := Open(key)
	f := frozen{DataKey: hex.EncodeToString(key.bytes[:]), Passphrase: string(passphrase),
		Table: "persons", Version: 1, Row: 42, Name: "样例", Record: "样例父 330212198505059315"}
	at := f.address()
	wrap, _ := key.WrapFor(passphrase, TestCost, chance(201))
	floor, _ := key.WrapFor(passphrase, Floor, chance(202))
	sealed, _ := vault.Seal(at, []byte(f.Record), chance(203))
	signing, _ := NewSigningKey(chance(204))
	sealedSigning, _ := vault.SealSigning(at, signing, chance(205))
	safe, _ := NewRecovery(chance(206))
	toAge, _ := key.WrapForRecovery(safe.Recipient())
	index := vault.Blind("K1", f.Record)
	sum := Commitment([16]byte(key.bytes[:16]), []byte(f.Record))
	f.TestWrap, f.FloorWrap = hex.EncodeToString(wrap), hex.EncodeToString(floor)
	f.Sealed, f.SealedSigning = hex.EncodeToString(sealed), hex.EncodeToString(sealedSigning)
	f.Blind, f.Commitment = hex.EncodeToString(index[:]), hex.EncodeToString(sum[:])
	f.Public, f.Signature = hex.EncodeToString(signing.Public()), hex.EncodeToString(signing.Sign([]byte(f.Record)))
	f.Identity, f.Recipient, f.Words = safe.Identity(), safe.Recipient(), safe.Words()
	f.SealedToAge = hex.EncodeToString(toAge)
	raw, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	raw = append(raw, '\n')
	if err := os.WriteFile(frozenFile, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	return raw
}

func (f frozen) address() AAD {
	return AAD{Table: f.Table, Version: f.Version, Row: f.Row, Name: f.Name}
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil || len(b) == 0 {
		t.Fatalf("frozen.json: not hex: %q", s)
	}
	return b
}

func TestEveryBuildOpensWhatWasFrozen(t *testing.T) {
	f := readFrozen(t)
	want := unhex(t, f.DataKey)
	safe, err := ParseRecovery(strings.Join(f.Words, " "))
	if err != nil || safe.Identity() != f.Identity || safe.Recipient() != f.Recipient {
		t.Fatalf("words: %v", err)
	}
	fromTest, err1 := Unwrap(unhex(t, f.TestWrap), []byte(f.Passphrase))
	fromFloor, err2 := Unwrap(unhex(t, f.FloorWrap), []byte(f.Passphrase))
	fromSafe, err3 := OpenRecovery(unhex(t, f.SealedToAge), safe)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	for i, k := range []*DataKey{fromTest, fromFloor, fromSafe} {
		if !bytes.Equal(k.bytes[:], want) {
			t.Errorf("key %d is another", i)
		}
	}
}

func TestEveryBuildReadsFrozenRecords(t *testing.T) {
	f := readFrozen(t)
	key := &DataKey{[KeySize]byte(unhex(t, f.DataKey))}
	vault := Open(key)
	if got, err := vault.Open(f.address(), unhex(t, f.Sealed)); err != nil || string(got) != f.Record {
		t.Errorf("record = %q, %v", got, err)
	}
	if got := vault.Blind("K1", f.Record); !bytes.Equal(got[:], unhex(t, f.Blind)) {
		t.Errorf("blind = %x, want %s", got, f.Blind)
	}
	if got := Commitment([16]byte(key.bytes[:16]), []byte(f.Record)); !bytes.Equal(got[:], unhex(t, f.Commitment)) {
		t.Errorf("commitment = %x, want %s", got, f.Commitment)
	}
	signing, err := vault.OpenSigning(f.address(), unhex(t, f.SealedSigning))
	if err != nil || !bytes.Equal(signing.Public(), unhex(t, f.Public)) {
		t.Fatalf("signing key: %v", err)
	}
	if !ed25519.Verify(unhex(t, f.Public), []byte(f.Record), unhex(t, f.Signature)) ||
		!bytes.Equal(signing.Sign([]byte(f.Record)), unhex(t, f.Signature)) {
		t.Error("the frozen signature is another")
	}
}
