package registry

import (
	"errors"
	"testing"
	"time"
)

// lostEvent is an event of a branch, and cameBack the one that holds it in another log.
func lostEvent(no int64, kind Kind, pass string, body any) Event {
	return Event{At: time.UnixMilli(1000), Kind: kind, Operator: "other", Pass: pass, Body: Body(body)}.Chained(no, [32]byte{9})
}

func cameBack(no int64, kind Kind, was Event, b ReturnedBody) Event {
	b.Event = was.AppendTo(nil)
	return Event{Kind: kind, Operator: "keeper", Pass: was.Pass, Body: Body(b), Commitment: was.Commitment}.Chained(no, [32]byte{7})
}

// A pass that came back is folded by the rules of any other, under the numbers of the
// log in which it stands now.
func TestAPassThatCameBack(t *testing.T) {
	const pass = "12131170004228"
	issued := lostEvent(7, Issued, pass, IssuedBody{Epoch: 1, Serial: 42, Copy: 1, Case: 5, Declared: true})
	signed := lostEvent(8, Signed, pass, ReasonBody{Copy: 1})
	p, err := PassState{}.After(cameBack(31, StepReturned, issued, ReturnedBody{Case: 29, Twin: 1}))
	if err != nil || p.FirstEvent != 31 || p.Record != 31 || p.Twin != 1 || p.Number.String() != pass {
		t.Fatalf("%+v, %v", p, err)
	}
	if p, err = p.After(cameBack(32, StepReturned, signed, ReturnedBody{})); err != nil || p.Status != StatusSigned || p.LastEvent != 32 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := p.After(cameBack(33, StepReturned, issued, ReturnedBody{})); !errors.Is(err, ErrIllegal) {
		t.Errorf("issued twice: %v", err)
	}
	said, err := cameBack(31, StepReturned, issued, ReturnedBody{Case: 29}).Again()
	if id, _ := said.OfCase(); err != nil || id != 29 || said.Operator != "other" || !said.At.Equal(issued.At) {
		t.Errorf("%+v, %v", said, err)
	}
}

// A case that came back begins under its number here; what fits no longer is of none.
func TestACaseThatCameBack(t *testing.T) {
	refused := lostEvent(7, Refused, "", DecidedBody{Outcome: "REFUSE"})
	lodged := lostEvent(9, AppealLodged, "", CaseBody{Case: 7, State: CaseAppealed})
	all := Cases{}
	for _, e := range []Event{cameBack(31, EventReturned, refused, ReturnedBody{}), cameBack(32, EventReturned, lodged, ReturnedBody{Case: 31}),
		cameBack(33, EventReturned, lodged, ReturnedBody{Case: 31, Unfit: true}), cameBack(34, EventReturned, lostEvent(10, DayOpened, "", DayBody{}), ReturnedBody{})} {
		if err := all.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	if c := all[31]; len(all) != 1 || c.Status != CaseAppealed || c.Kind != Refused || c.LastEvent != 32 {
		t.Errorf("%+v", all)
	}
}

// What holds no event, or one that commits to another record, is damage.
func TestWhatIsNoReturnedEvent(t *testing.T) {
	was := lostEvent(7, Signed, "12131170004228", ReasonBody{Copy: 1})
	other := cameBack(31, StepReturned, was, ReturnedBody{})
	other.Commitment[0]++
	for name, e := range map[string]Event{
		"nothing":        {Kind: StepReturned, Body: Body(ReturnedBody{})},
		"no body":        {Kind: StepReturned, Body: []byte(`[]`)},
		"another record": other,
	} {
		if _, err := e.Again(); !errors.Is(err, ErrReturned) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if same, err := was.Again(); err != nil || same.Hash != was.Hash {
		t.Errorf("an event that is itself: %v", err)
	}
}

// Numbers that came back are assigned in the epoch that gave them, also where this
// register passed it over; the sum still proves itself.
func TestNumbersThatCameBackAddUp(t *testing.T) {
	var book NumberBook
	add := func(no int64, kind Kind, pass string, body any) {
		t.Helper()
		if err := book.Add(lostEvent(no, kind, pass, body)); err != nil {
			t.Fatal(err)
		}
	}
	add(1, Opened, "", OpenedBody{Station: 131, Epoch: 1, StartAt: 1})
	add(2, EpochTaken, "", EpochBody{Epoch: 3, Copies: 301})
	if book.Past(SeriesOf(131, 4)) || !book.Past(SeriesOf(131, 2)) || book.Past(SeriesOf(132, 1)) {
		t.Error("which epochs are past")
	}
	for _, epoch := range []int{1, 2} {
		n, err := NewNumber("12", 131, epoch, 7, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.Add(cameBack(20, StepReturned, lostEvent(9, Issued, n.String(), IssuedBody{Epoch: epoch, Serial: 1, Copy: 1}), ReturnedBody{})); err != nil {
			t.Fatal(err)
		}
	}
	if s := SumNumbers(book.Account()); s.Assigned != 2 || s.Total != 3*LastSerial || !s.Proven() {
		t.Errorf("%+v", s)
	}
}
