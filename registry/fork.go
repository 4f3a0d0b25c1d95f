package registry

// Origin is the register that an event came from: numbers are unique within a
// scheme, and a register is known by its station's public key, hex.
type Origin struct{ Scheme, Register string }

// Fork is one thing that two events claim: an event number of one register, or
// a pass number of one scheme whatever its run digit. It happens when a laptop is
// cloned, or put back to an older image of its whole disk, and both histories
// went on.
type Fork struct {
	Scheme   string
	Register string // of an event number; "" where it is a pass number
	Event    int64
	Number   Number // of a pass number, with the run digit of the first; none where it is an event number
	First    Event
	Second   Event
}

// Forks finds them. This is the collector's rule: what is known is never
// overwritten, the same event again changes nothing, and another event in the
// place of a known one is a Fork. The order in which events come does not matter
// for what is found, only for which of the two is called the first. The zero
// Forks knows nothing.
type Forks struct {
	events  map[eventPlace]Event
	numbers map[numberPlace]Event
}

type eventPlace struct {
	Origin
	no int64
}

// numberPlace is a pass number in its scheme; the run digit does not count.
type numberPlace struct {
	scheme string
	number Number
}

// Add takes an event in, and answers what it forks with.
func (f *Forks) Add(from Origin, e Event) []Fork {
	if f.events == nil {
		f.events, f.numbers = map[eventPlace]Event{}, map[numberPlace]Event{}
	}
	var found []Fork
	if first, taken := claim(f.events, eventPlace{from, e.No}, e); taken {
		found = append(found, Fork{Scheme: from.Scheme, Register: from.Register, Event: e.No, First: first, Second: e})
	}
	number, err := ParseNumber(e.Pass)
	if e.Kind != Issued || err != nil { // the one kind that gives a number; Reissued keeps it
		return found
	}
	at := numberPlace{from.Scheme, number}
	at.number.run = 0
	if first, taken := claim(f.numbers, at, e); taken {
		shown, _ := ParseNumber(first.Pass)
		found = append(found, Fork{Scheme: from.Scheme, Number: shown, First: first, Second: e})
	}
	return found
}

// claim puts the event into its place, unless another one has it.
func claim[P comparable](places map[P]Event, at P, e Event) (first Event, taken bool) {
	first, there := places[at]
	if !there {
		places[at] = e
	}
	return first, there && first.Hash != e.Hash
}
