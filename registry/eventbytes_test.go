package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"
)

func travelled() Event {
	return Event{At: time.UnixMilli(1583798400123), Kind: Issued, Operator: "样例", Pass: "12131170004228",
		Body: json.RawMessage(`{"serial":42}`), Commitment: [32]byte{1, 2}}.Chained(7, [32]byte{3})
}

// TestEventBytesAreItsHash: what travels is what the hash is taken of, and reads as
// the same event.
func TestEventBytesAreItsHash(t *testing.T) {
	e := travelled()
	got, err := ParseEvent(e.AppendTo(nil))
	if err != nil || !reflect.DeepEqual(got, e) || !got.Intact(e.Prev) {
		t.Errorf("%+v, %v; want %+v", got, err, e)
	}
	b := e.AppendTo(nil)
	for n := range b {
		if _, err := ParseEvent(b[:n]); !errors.Is(err, ErrEventBytes) {
			t.Fatalf("cut off at %d: %v", n, err)
		}
	}
	if _, err := ParseEvent(append(b, 0)); !errors.Is(err, ErrEventBytes) {
		t.Errorf("a byte behind it: %v", err)
	}
}

func FuzzEventBytes(f *testing.F) {
	f.Add(travelled().AppendTo(nil))
	f.Add([]byte(eventHeading))
	f.Fuzz(func(t *testing.T, b []byte) {
		if e, err := ParseEvent(b); err == nil && !bytes.Equal(e.AppendTo(nil), b) {
			t.Error("a second spelling of an event")
		}
	})
}
