package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestMailboxIsTheDataKeys: the station's mailbox is the same at every unlock, is
// neither the recovery's nor the backups', and closes with the vault.
func TestMailboxIsTheDataKeys(t *testing.T) {
	vault := Open(newKey(t, 200))
	box, err := vault.Mailbox()
	if err != nil {
		t.Fatal(err)
	}
	// Frozen: a parcel that lies at the collector must be opened by a later build.
	const want = "age19q8fez68n37gxjaeq86ym3xj4xse8ysfnn5gy24jsuhfggqjgy9ss5a0lg"
	if again, _ := Open(newKey(t, 200)).Mailbox(); box.Recipient() != want || again.Recipient() != want {
		t.Errorf("recipient %s, then %s, want %s", box.Recipient(), again.Recipient(), want)
	}
	if box.Recipient() == vault.backups.Recipient() {
		t.Error("parcels and backups have one key")
	}
	vault.Wipe()
	if _, err := vault.Mailbox(); !errors.Is(err, ErrWiped) {
		t.Errorf("a wiped vault: %v", err)
	}
	if box.Identity() == "" || !strings.HasPrefix(box.Identity(), "AGE-SECRET-KEY-1") {
		t.Error("the mailbox went with the vault that gave it")
	}
}

func TestMailboxOpensItsOwn(t *testing.T) {
	box, err := NewMailbox(chance(7))
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseMailbox(box.Identity())
	if err != nil || read.Recipient() != box.Recipient() {
		t.Fatalf("read again: %v", err)
	}
	var sealed bytes.Buffer
	w, err := SealTo(&sealed, box.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "a parcel")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	plain, err := read.Open(bytes.NewReader(sealed.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(plain); err != nil || string(b) != "a parcel" {
		t.Errorf("%q, %v", b, err)
	}
	other, _ := NewMailbox(chance(8))
	if _, err := other.Open(bytes.NewReader(sealed.Bytes())); !errors.Is(err, ErrNotRecipient) {
		t.Errorf("another's: %v", err)
	}
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("no seal"), "cut off": sealed.Bytes()[:60]} {
		if _, err := read.Open(bytes.NewReader(b)); !errors.Is(err, ErrStream) {
			t.Errorf("%s: %v", name, err)
		}
	}
	longer := append(bytes.Clone(sealed.Bytes()), 0)
	if plain, err := read.Open(bytes.NewReader(longer)); err == nil {
		if _, err := io.ReadAll(plain); !errors.Is(err, ErrStream) {
			t.Errorf("a byte behind the end: %v", err)
		}
	}
	if _, err := SealTo(&sealed, "age1pq1nothing"); !errors.Is(err, ErrRecipient) {
		t.Errorf("no recipient: %v", err)
	}
	if _, err := ParseMailbox(strings.Join(box.key.Words(), " ")); !errors.Is(err, ErrRecoveryShape) {
		t.Errorf("words: %v", err)
	}
	if s := fmt.Sprintf("%v %+v %#v %s", box, box, *box, box); strings.Contains(s, "AGE-SECRET") || strings.Contains(s, "scalar") {
		t.Errorf("it prints itself: %s", s)
	}
}
