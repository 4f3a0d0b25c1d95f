package licence

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"strings"
	"testing"
)

const recipient = "age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z"

func receipt() Receipt {
	return Receipt{Scheme: "ningbo", Register: newSigner(3).Public(), Through: 42, Epoch: 1, Head: sha256.Sum256([]byte("head"))}
}

// TestReceiptIsFrozen: what this build signs, every later one reads.
func TestReceiptIsFrozen(t *testing.T) {
	root := authority(t, "ningbo")
	signed, err := SignReceipt(receipt(), root)
	if err != nil {
		t.Fatal(err)
	}
	upstream, err := SignUpstream(Upstream{"ningbo", recipient}, root)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"receipt": signed, "upstream": upstream} {
		want, err := os.ReadFile("testdata/frozen." + name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("signed\n%s\nfrozen is\n%s%v", got, want, err)
		}
	}
	got, err := ParseReceipt(signed, root.Key())
	if err != nil || !got.Same(receipt()) {
		t.Errorf("%+v, %v", got, err)
	}
	up, err := ParseUpstream(upstream, root.Key())
	if err != nil || up.Recipient != recipient {
		t.Errorf("%+v, %v", up, err)
	}
}

// TestReceiptOfAnotherIsRefused: another root, an own root, any changed bit.
func TestReceiptOfAnotherIsRefused(t *testing.T) {
	root := authority(t, "ningbo")
	signed, err := SignReceipt(receipt(), root)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseReceipt(signed, authority(t, "lishui").Key()); !errors.Is(err, ErrReceipt) {
		t.Errorf("another root: %v", err)
	}
	for i := range len(signed) * 8 {
		b := bytes.Clone(signed)
		b[i/8] ^= 1 << (i % 8)
		if _, err := ParseReceipt(b, root.Key()); !errors.Is(err, ErrReceipt) {
			t.Fatalf("bit %d flipped: %v", i, err)
		}
	}
	own, _ := OwnRoot("ningbo", "12", 931, newSigner(1))
	if _, err := SignReceipt(receipt(), own); !errors.Is(err, ErrReceipt) {
		t.Errorf("an own root: %v", err)
	}
	bad := receipt()
	bad.Scheme = "ningbo\nthrough 43"
	if _, err := SignReceipt(bad, root); !errors.Is(err, ErrReceipt) {
		t.Errorf("two lines: %v", err)
	}
}

// TestDeliveryWithUpstream: a delivery with an upstream is read by both, and one of
// another root is refused.
func TestDeliveryWithUpstream(t *testing.T) {
	root := authority(t, "ningbo")
	g := grant()
	g.Station = 131
	lic, err := New(g, root)
	if err != nil {
		t.Fatal(err)
	}
	upstream, err := SignUpstream(Upstream{"ningbo", recipient}, root)
	if err != nil {
		t.Fatal(err)
	}
	read, got, err := ParseDeliveryTo(lic.DeliveryTo(upstream))
	if err != nil || read.String() != lic.String() || !bytes.Equal(got, upstream) {
		t.Errorf("%v, %q, %v", read, got, err)
	}
	if _, got, err := ParseDeliveryTo(lic.Delivery()); err != nil || got != nil {
		t.Errorf("without one: %q, %v", got, err)
	}
	other := strings.Replace(string(upstream), recipient, recipient[:len(recipient)-1]+"q", 1)
	if _, _, err := ParseDeliveryTo(lic.DeliveryTo([]byte(other))); !errors.Is(err, ErrUpstream) {
		t.Errorf("a changed one: %v", err)
	}
}

func FuzzReceipt(f *testing.F) {
	root := authority(f, "ningbo")
	signed, _ := SignReceipt(receipt(), root)
	f.Add(signed)
	f.Add(signed[:len(signed)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := ParseReceipt(b, root.Key()); err == nil && !bytes.Equal(b, signed) {
			t.Error("a receipt that nobody signed is believed")
		}
	})
}
