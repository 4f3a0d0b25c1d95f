package licence

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"strings"
	"testing"
)

func head() Head {
	return Head{Scheme: "ningbo", District: "12", Station: 931, Events: 42, Root: sha256.Sum256([]byte("root")), Chain: sha256.Sum256([]byte("chain"))}
}

// TestHeadIsFrozen: what this build signs, every later one reads.
func TestHeadIsFrozen(t *testing.T) {
	signed, err := SignHead(head(), newSigner(3))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/frozen.head")
	if err != nil || !bytes.Equal(signed, want) {
		t.Errorf("signed\n%s\nfrozen is\n%s%v", signed, want, err)
	}
	got, err := ParseHead(want, newSigner(3).Public())
	if err != nil || got != head() {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestHeadOfAnotherIsRefused: another key, any changed bit, anything put behind.
func TestHeadOfAnotherIsRefused(t *testing.T) {
	signed, err := SignHead(head(), newSigner(3))
	if err != nil {
		t.Fatal(err)
	}
	key := newSigner(3).Public()
	if _, err := ParseHead(signed, newSigner(4).Public()); !errors.Is(err, ErrHead) {
		t.Errorf("another key: %v", err)
	}
	for i := range len(signed) * 8 {
		b := bytes.Clone(signed)
		b[i/8] ^= 1 << (i % 8)
		if _, err := ParseHead(b, key); !errors.Is(err, ErrHead) {
			t.Fatalf("bit %d flipped: %v", i, err)
		}
	}
	lines := strings.SplitAfter(string(signed), "\n")
	for _, b := range []string{"", string(signed) + "\n", string(signed) + lines[len(lines)-2], strings.Replace(string(signed), "events 42", "events 042", 1)} {
		if _, err := ParseHead([]byte(b), key); !errors.Is(err, ErrHead) {
			t.Errorf("%q: %v", b, err)
		}
	}
}

func TestImpossibleHeadsAreNotSigned(t *testing.T) {
	for name, change := range map[string]func(*Head){
		"no scheme": func(h *Head) { h.Scheme = "" }, "a scheme of two lines": func(h *Head) { h.Scheme = "a\nb" },
		"no events": func(h *Head) { h.Events = 0 }, "no district": func(h *Head) { h.District = "" }, "a station of four digits": func(h *Head) { h.Station = 1000 },
	} {
		h := head()
		change(&h)
		if _, err := SignHead(h, newSigner(3)); !errors.Is(err, ErrHead) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
