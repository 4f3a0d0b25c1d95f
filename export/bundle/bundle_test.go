package bundle

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// key is a signer from a seed of one byte.
type key struct{ ed25519.PrivateKey }

func newKey(b byte) key {
	return key{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, ed25519.SeedSize))}
}

func (k key) Public() ed25519.PublicKey  { return ed25519.PublicKey(k.PrivateKey[ed25519.SeedSize:]) }
func (k key) Sign(message []byte) []byte { return ed25519.Sign(k.PrivateKey, message) }

var (
	stationKey   = newKey(3)
	authorityKey = newKey(2)
	made         = time.Date(2020, 3, 10, 9, 30, 0, 0, time.UTC)
)

func box(t testing.TB, b byte) *seal.Mailbox {
	t.Helper()
	m, err := seal.NewMailbox(bytes.NewReader(bytes.Repeat([]byte{b}, 64)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// log is a station's log of n events, of which every second brought a record.
func log(n int) (events []registry.Event, opened []Opened) {
	var prev [32]byte
	for no := range int64(n) {
		e := registry.Event{At: made.Add(time.Duration(no) * time.Minute), Kind: registry.Issued, Operator: "样例员", Pass: "12131170004228",
			Body: json.RawMessage(fmt.Sprintf(`{"epoch":1,"serial":%d,"copy":1}`, no+1))}
		var o Opened
		if no%2 == 1 {
			o = Opened{Salt: [16]byte(bytes.Repeat([]byte{byte(no)}, 16)), Record: []byte(fmt.Sprintf(`{"name":"样例%d"}`, no))}
			e.Commitment = seal.Commitment(o.Salt, o.Record)
		}
		e = e.Chained(no+1, prev)
		prev = e.Hash
		events, opened = append(events, e), append(opened, o)
	}
	return events, opened
}

// up is the manifest of the events from to the end of a log.
func up(t testing.TB, events []registry.Event, from int64) Manifest {
	t.Helper()
	m := Manifest{Way: Up, Scheme: "ningbo", District: "12", Station: 131, Register: stationKey.Public(), Epoch: 1,
		Recipient: box(t, 1).Recipient(), Made: made, From: from, To: int64(len(events)), Head: events[len(events)-1].Hash, AnswerTo: box(t, 4).Recipient()}
	if from > 1 {
		m.Previous = events[from-2].Hash
	}
	var tree registry.Tree
	for _, e := range events {
		if e.No == from {
			m.Edge = tree.Edge()
		}
		tree.Add(e.Hash)
	}
	note, err := licence.SignHead(licence.Head{Scheme: "ningbo", District: "12", Station: 131, Events: m.To, Root: tree.Root(), Chain: m.Head}, stationKey)
	if err != nil {
		t.Fatal(err)
	}
	m.Note = string(note)
	return m
}

// parcelUp is a whole parcel of the events from one on.
func parcelUp(t testing.TB, n int, from int64) []byte {
	t.Helper()
	events, opened := log(n)
	return written(t, up(t, events, from), stationKey, func(w *Writer) error {
		var err error
		for i := from - 1; i < int64(n); i++ {
			err = errors.Join(err, w.Event(events[i], opened[i]))
		}
		return err
	})
}

func down(t testing.TB) Manifest {
	t.Helper()
	return Manifest{Way: Down, Scheme: "ningbo", District: "12", Station: 131, Register: stationKey.Public(), Recipient: box(t, 4).Recipient(),
		Made: made, Number: 7, Authority: "ningbo/health-bureau"}
}

var sentDown = []registry.Sent{
	{Kind: registry.SentTask, Body: json.RawMessage(`{"id":"t-1","kind":"recall","number":"12131170004228","reason":"close_contact"}`)},
	{Kind: registry.SentAreas, Body: json.RawMessage(`{"number":3,"made":"2020-03-10","list":[]}`)},
}

func parcelDown(t testing.TB) []byte {
	t.Helper()
	events, opened := log(2)
	return written(t, down(t), authorityKey, func(w *Writer) error {
		return errors.Join(w.Sent(sentDown[0]), w.Event(events[1], opened[1]), w.Sent(sentDown[1]))
	})
}

func written(t testing.TB, m Manifest, by Signer, fill func(*Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, m, by)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(w); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// trusted is what the reader knows: one station, one authority.
func trusted(m Manifest) (ed25519.PublicKey, error) {
	switch {
	case m.Way == Up && bytes.Equal(m.Register, stationKey.Public()):
		return stationKey.Public(), nil
	case m.Way == Down && m.Authority == "ningbo/health-bureau":
		return authorityKey.Public(), nil
	}
	return nil, errors.New("not known")
}

func checkUp(t testing.TB, b []byte) (*Parcel, error) {
	return Check(bytes.NewReader(b), box(t, 1), trusted, DefaultLimits)
}

func checkDown(t testing.TB, b []byte) (*Parcel, error) {
	return Check(bytes.NewReader(b), box(t, 4), trusted, DefaultLimits)
}

func why(err error) Why {
	var r *Refused
	if !errors.As(err, &r) {
		return ""
	}
	return r.Why
}

// TestRoundTrip: what goes in comes out, up from the first event and from a later
// one, and down.
func TestRoundTrip(t *testing.T) {
	events, opened := log(9)
	for _, from := range []int64{1, 4, 9} {
		p, err := checkUp(t, parcelUp(t, 9, from))
		if err != nil {
			t.Fatalf("from %d: %v", from, err)
		}
		at := from - 1
		for i, err := range p.Items() {
			if err != nil || i.Event.Hash != events[at].Hash || !bytes.Equal(i.Opened.Record, opened[at].Record) || i.Opened.Salt != opened[at].Salt {
				t.Fatalf("from %d: item %+v, %v", from, i, err)
			}
			at++
		}
		if at != 9 || p.Count != 10-from || p.Manifest.Name() != fmt.Sprintf("up-ningbo-12-131-%x-%d-9-%x.parcel", stationKey.Public()[:4], from, events[8].Hash[:4]) {
			t.Errorf("from %d: %d items, %s", from, p.Count, p.Manifest.Name())
		}
	}
	p, err := checkDown(t, parcelDown(t))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for i, err := range p.Items() {
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, string(i.Sent.Kind)+string(i.Event.Kind))
	}
	if got := fmt.Sprint(kinds); got != "[task Issued areas]" || p.Manifest.Number != 7 {
		t.Errorf("%s, number %d", got, p.Manifest.Number)
	}
}

// TestSameContentSameSum: the seal differs each time, the sum does not.
func TestSameContentSameSum(t *testing.T) {
	a, b := parcelUp(t, 5, 1), parcelUp(t, 5, 1)
	if bytes.Equal(a, b) {
		t.Error("two seals are the same")
	}
	first, err1 := checkUp(t, a)
	second, err2 := checkUp(t, b)
	if err := errors.Join(err1, err2); err != nil || first.Sum != second.Sum {
		t.Errorf("%v, sums %v and %v", err, first.Sum, second.Sum)
	}
}

// TestWriterRefuses: what the manifest does not say is not written.
func TestWriterRefuses(t *testing.T) {
	events, opened := log(4)
	begin := func(m Manifest) *Writer {
		w, err := NewWriter(&bytes.Buffer{}, m, stationKey)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	m := up(t, events, 1)
	for name, fill := range map[string]func(w *Writer) error{
		"an event left out":   func(w *Writer) error { return w.Event(events[1], opened[1]) },
		"a record left out":   func(w *Writer) error { w.Event(events[0], opened[0]); return w.Event(events[1], Opened{}) },
		"a record put in":     func(w *Writer) error { return w.Event(events[0], opened[1]) },
		"tasks up":            func(w *Writer) error { return w.Sent(sentDown[0]) },
		"a changed event":     func(w *Writer) error { e := events[0]; e.Pass = ""; return w.Event(e, opened[0]) },
		"an event too many":   func(w *Writer) error { return w.Event(events[0], opened[3]) },
		"closed before whole": func(w *Writer) error { w.Event(events[0], opened[0]); _, err := w.Close(); return err },
	} {
		if err := fill(begin(m)); !errors.Is(err, ErrNotWhole) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewWriter(&bytes.Buffer{}, m, authorityKey); !errors.Is(err, ErrNotWhole) {
		t.Errorf("another's key: %v", err)
	}
	m.Recipient = "age1"
	if _, err := NewWriter(&bytes.Buffer{}, m, stationKey); !errors.Is(err, seal.ErrRecipient) {
		t.Errorf("no recipient: %v", err)
	}
}

// TestEveryReasonIsSaid: in both languages, with what to do.
func TestEveryReasonIsSaid(t *testing.T) {
	for why, s := range sentences {
		zh, en := (&Refused{Why: why}).Sentences()
		if zh != s[0] || en != s[1] || len(zh) < 10 || len(en) < 10 {
			t.Errorf("%s: %q, %q", why, zh, en)
		}
	}
	if zh, en := (&Refused{Why: "later"}).Sentences(); zh == "" || en == "" {
		t.Error("a reason of a later build is not said")
	}
}
