package registry

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// history builds a chained log from kinds and bodies.
func history(t *testing.T, steps ...Event) []Event {
	t.Helper()
	var log []Event
	var prev [32]byte
	for i, e := range steps {
		e.At = time.Date(2020, 2, 18, 1, 0, i, 0, time.UTC)
		log = append(log, e.Chained(int64(i+1), prev))
		prev = log[i].Hash
	}
	return log
}

func aLife(t *testing.T) []Event {
	n, err := NewNumber("12", 131, 1, 7, 1)
	if err != nil {
		t.Fatal(err)
	}
	pass := n.String()
	return history(t,
		Event{Kind: Opened, Body: Body(OpenedBody{Scheme: "ningbo", Epoch: 1, StartAt: 1})},
		Event{Kind: Issued, Pass: pass, Body: Body(IssuedBody{Epoch: 1, Serial: 1, Copy: 1})},
		Event{Kind: PrintIntended, Pass: pass, Body: Body(PaperBody{Copy: 1})},
		Event{Kind: PrintedOut, Pass: pass, Body: Body(PaperBody{Copy: 1, Outcome: "out"})},
		Event{Kind: Signed, Pass: pass},
		Event{Kind: Lost, Pass: pass},
		Event{Kind: Reissued, Pass: pass, Body: Body(IssuedBody{Epoch: 1, Serial: 1, Copy: 2})},
	)
}

func TestFoldAddsUpALife(t *testing.T) {
	log := aLife(t)
	passes, head, err := Fold(slices.Values(log))
	if err != nil {
		t.Fatal(err)
	}
	p := passes[log[1].Pass]
	if p.Copy != 2 || p.Status != StatusIssued || p.Printed != 1 || p.Signed != 1 || !p.Unprinted() || !p.Unsigned() {
		t.Errorf("state %+v", p)
	}
	if head.Event != 7 || head.Serial != 1 || head.Epoch != 1 || head.Hash != log[6].Hash {
		t.Errorf("head %+v", head)
	}
}

func TestFoldFindsEveryChangeOfTheLog(t *testing.T) {
	changes := map[string]func([]Event) []Event{
		"an event removed":   func(l []Event) []Event { return slices.Delete(l, 3, 4) },
		"two events swapped": func(l []Event) []Event { l[2], l[3] = l[3], l[2]; return l },
		"a body changed": func(l []Event) []Event {
			l[1].Body = Body(IssuedBody{Epoch: 1, Serial: 1, Copy: 1, Declared: true})
			return l
		},
		"an operator changed":    func(l []Event) []Event { l[4].Operator = "other"; return l },
		"a time changed":         func(l []Event) []Event { l[4].At = l[4].At.Add(time.Millisecond); return l },
		"a commitment changed":   func(l []Event) []Event { l[1].Commitment[0] ^= 1; return l },
		"a kind changed":         func(l []Event) []Event { l[4].Kind = Cancelled; return l },
		"the pass number":        func(l []Event) []Event { l[4].Pass = ""; return l },
		"an event put in":        func(l []Event) []Event { return slices.Insert(l, 4, l[3]) },
		"a hash and its own sum": func(l []Event) []Event { l[2] = l[2].Chained(3, [32]byte{1}); return l },
	}
	for name, change := range changes {
		if _, _, err := Fold(slices.Values(change(aLife(t)))); !errors.Is(err, ErrChain) {
			t.Errorf("%s: %v, want ErrChain", name, err)
		}
	}
}

func TestFoldRefusesASerialThatSkips(t *testing.T) {
	n, _ := NewNumber("12", 131, 1, 7, 3)
	log := history(t,
		Event{Kind: Opened, Body: Body(OpenedBody{Epoch: 1, StartAt: 1})},
		Event{Kind: Issued, Pass: n.String(), Body: Body(IssuedBody{Epoch: 1, Serial: 3, Copy: 1})})
	if _, _, err := Fold(slices.Values(log)); !errors.Is(err, ErrSerial) {
		t.Errorf("serial 3 first: %v, want ErrSerial", err)
	}
}

func TestPaperBookIsContinued(t *testing.T) {
	n, _ := NewNumber("12", 131, 1, 7, 38)
	log := history(t,
		Event{Kind: Opened, Body: Body(OpenedBody{Epoch: 1, StartAt: 38})},
		Event{Kind: Issued, Pass: n.String(), Body: Body(IssuedBody{Epoch: 1, Serial: 38, Copy: 1})})
	if _, head, err := Fold(slices.Values(log)); err != nil || head.Serial != 38 {
		t.Errorf("head %+v, %v", head, err)
	}
}

func TestSpoiledPaperIsStillToBeMade(t *testing.T) {
	log := aLife(t)[:3]
	spoiled := Event{Kind: PrintedOut, Pass: log[1].Pass, Body: Body(PaperBody{Copy: 1, Outcome: "spoiled"})}.Chained(4, log[2].Hash)
	passes, _, err := Fold(slices.Values(append(log, spoiled)))
	if p := passes[log[1].Pass]; err != nil || !p.Unprinted() {
		t.Errorf("after a spoiled sheet: %+v, %v", p, err)
	}
}
