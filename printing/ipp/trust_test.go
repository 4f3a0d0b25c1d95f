package ipp_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/printing/ipp"
	"passdesk/printing/ipp/printertest"
)

// A printer that vouches for itself is refused with its fingerprint, trusted by it, and
// refused again when it shows another one; no document reaches it meanwhile.
func TestPrinterThatVouchesForItself(t *testing.T) {
	p := printertest.New(t)
	p.Secure()
	var no *ipp.Unvouched
	_, err := client.Printer(t.Context(), p.URI())
	if !errors.As(err, &no) || no.Changed || !errors.Is(err, ipp.ErrUntrusted) || !errors.Is(err, ipp.ErrUnreached) {
		t.Fatalf("nobody vouches for it: %v", err)
	}
	shown, err := client.Certificate(t.Context(), p.URI())
	if err != nil || shown != no.Fingerprint || len(shown) != 95 {
		t.Fatalf("%q and %q, %v", shown, no.Fingerprint, err)
	}
	trusting := ipp.NewTrusting(30*time.Second, shown)
	if got, err := trusting.Printer(t.Context(), p.URI()); err != nil || got.Name != "sample" {
		t.Fatalf("%+v, %v", got, err)
	}
	p.Secure()
	_, err = trusting.Print(t.Context(), p.URI(), ticket, strings.NewReader(document), int64(len(document)))
	if !errors.As(err, &no) || !no.Changed || no.Fingerprint == shown || len(p.Sent()) != 0 {
		t.Errorf("another certificate: %v, %d jobs", err, len(p.Sent()))
	}
	if _, err := client.Certificate(t.Context(), "ipp://"+p.Server()+"/"); !errors.Is(err, ipp.ErrAddress) {
		t.Errorf("a certificate of an address without one: %v", err)
	}
}

func TestFingerprintsAreCompared(t *testing.T) {
	const full = "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89"
	for typed, want := range map[string]bool{
		full: true, "abcdef0123456789": true, "AB CD EF 01 23 45 67 89 ab": true, "AB-CD-EF-01-23-45-67-89": true,
		"": false, "ABCDEF01": false, "ABCDEF0123456788": false, full + ":00": false,
	} {
		if ipp.SameFingerprint(typed, full) != want {
			t.Errorf("%q", typed)
		}
	}
}
