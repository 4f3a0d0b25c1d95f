package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"testing"

	"filippo.io/age"
)

func TestStreamOpensWithTheDataKeyAndWithTheSheet(t *testing.T) {
	key, err := NewDataKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := NewRecovery(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	v := Open(key)
	plain := bytes.Repeat([]byte("样例 "), 20_000) // more than one chunk of 64 KiB
	var sealed bytes.Buffer
	w, err := v.SealStream(&sealed, sheet.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	w.Write(plain)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := v.OpenStream(bytes.NewReader(sealed.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	identity, err := age.ParseX25519Identity(sheet.Identity())
	if err != nil {
		t.Fatal(err)
	}
	if r, err = age.Decrypt(bytes.NewReader(sealed.Bytes()), identity); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("with the sheet: %d bytes, %v", len(got), err)
	}
	other, _ := NewDataKey(rand.Reader)
	if _, err := Open(other).OpenStream(bytes.NewReader(sealed.Bytes())); !errors.Is(err, ErrStream) {
		t.Errorf("another register's key: %v", err)
	}
	v.Wipe()
	if _, err := v.OpenStream(bytes.NewReader(sealed.Bytes())); !errors.Is(err, ErrWiped) {
		t.Errorf("wiped: %v", err)
	}
	if _, err := v.SealStream(io.Discard, sheet.Recipient()); !errors.Is(err, ErrWiped) {
		t.Errorf("wiped: %v", err)
	}
}
