package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Number accounting. Every number of the station, from the first epoch of its
// code to the one it stands in, is in exactly one state. The accounting is made
// of the log alone, or of the serials as the store holds them; both must come to
// the same.

// NumberState is what became of a number.
type NumberState string

const (
	NumberBefore   NumberState = "before_book"  // stands in the paper book, or in a register of before this one
	NumberAssigned NumberState = "assigned"     // given to a person, for life
	NumberFree     NumberState = "free"         // not given yet
	NumberLost     NumberState = "lost_in_fork" // left behind when a new epoch was taken: another copy may have given it
	NumberGap      NumberState = "gap"          // passed over, which must not happen
)

// NumberRange are serials of one series (Number.Series), both ends included, in
// one state.
type NumberRange struct {
	Series int         `json:"series"`
	From   int         `json:"from"`
	To     int         `json:"to"`
	State  NumberState `json:"state"`
}

// Count is how many serials the range has.
func (r NumberRange) Count() int { return r.To - r.From + 1 }

// NumberSums is the count of each state. Total is 99,999 for each epoch; the
// others add up to it.
type NumberSums struct {
	Total    int `json:"total"`
	Before   int `json:"before_book"`
	Assigned int `json:"assigned"`
	Free     int `json:"free"`
	Lost     int `json:"lost_in_fork"`
	Gaps     int `json:"gaps"`
}

// Proven reports that the states add up to the total and that nothing was passed
// over.
func (s NumberSums) Proven() bool {
	return s.Gaps == 0 && s.Before+s.Assigned+s.Free+s.Lost == s.Total
}

// ErrAccount is a log whose numbers or sheets do not add up.
var ErrAccount = errors.New("registry: the accounting does not add up")

// Serials are serials of one series that were given, both ends included.
type Serials struct{ Series, From, To int }

// NumberBook takes down which serials were given in which series. The zero value
// is ready. It keeps runs, not numbers: a register without gaps costs a few words
// for each epoch.
type NumberBook struct {
	station int
	series  []*series // in the order in which they were entered
}

// series is one epoch of one station code.
type series struct {
	id    int // Number.Series
	start int // the first serial that is ours
	given []Serials
	ended NumberState // of the serials behind the last one; NumberFree while it is open
	begun NumberState // of whole epochs under the same code that were left out before it
}

// Add folds one event of the log; what gives no number changes nothing.
func (b *NumberBook) Add(e Event) error {
	var err error
	switch e.Kind {
	case Opened:
		var body OpenedBody
		if err = json.Unmarshal(e.Body, &body); err == nil {
			b.enter(body.Station, body.Epoch, body.StartAt, "")
		}
	case EpochTaken:
		var body EpochBody
		if err = json.Unmarshal(e.Body, &body); err == nil {
			b.enter(body.Station, body.Epoch, 1, body.Left)
		}
	case Restored:
		var body RestoredBody
		if err = json.Unmarshal(e.Body, &body); err == nil && body.Used > 0 && len(b.series) > 0 {
			b.series[len(b.series)-1].ended = NumberLost // another copy has gone on to the last epoch
		}
	case Issued:
		err = b.assign(e.Pass)
	case StepReturned:
		var was Event
		if was, err = e.Again(); err == nil && was.Kind == Issued {
			err = b.assign(e.Pass)
		}
	}
	if err != nil {
		return fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	return nil
}

func (b *NumberBook) assign(pass string) error {
	n, err := ParseNumber(pass)
	if err != nil {
		return err
	}
	return b.Give(Serials{n.Series(), n.Serial(), n.Serial()})
}

// SeriesOf is the series of an epoch under a station code.
func SeriesOf(station, epoch int) int { return station*10 + epoch }

// enter begins a series. What the one before had left is lost when the same code
// goes on: the epoch was left because another copy may have given it. Under
// another code, or where the epoch says that no other copy there was (left), nobody
// else gave it.
func (b *NumberBook) enter(station, epoch, start int, left NumberState) {
	if station == 0 {
		station = b.station
	}
	x := &series{id: SeriesOf(station, epoch), start: max(start, 1), ended: NumberFree, begun: NumberLost}
	switch n := len(b.series); {
	case left == NumberFree:
		x.begun = NumberBefore // the licence begins later
	case n > 0 && station == b.station:
		b.series[n-1].ended = NumberLost
	}
	b.station = station
	b.series = append(b.series, x)
}

// Give takes serials down as given. A serial that was given before, or that lies
// before our book or behind the last one, is an ErrAccount.
func (b *NumberBook) Give(s Serials) error {
	at := slices.IndexFunc(b.series, func(x *series) bool { return x.id == s.Series })
	switch {
	case at < 0 && b.leftOut(s.Series):
		b.series = slices.Insert(b.series, 0, &series{id: s.Series, start: 1, ended: NumberLost, begun: NumberLost})
		at = 0
	case at < 0:
		return fmt.Errorf("%w: serial %d in series %d, which was never entered", ErrAccount, s.From, s.Series)
	}
	if s.From < b.series[at].start || s.To > LastSerial || s.From > s.To {
		return fmt.Errorf("%w: serial %d of series %d is none of ours", ErrAccount, s.From, s.Series)
	}
	return b.series[at].give(s)
}

// leftOut: another history of the register has entered the series, and this one passed it
// over, or went on under another code. What that one gave may have come back.
func (b *NumberBook) leftOut(id int) bool {
	return id%10 > 0 && slices.ContainsFunc(b.series, func(x *series) bool { return x.id/10 == id/10 && (x.id > id || b.station != id/10) })
}

// Past reports a series that was entered or left out: its numbers can be accounted for,
// and this register will not enter it any more.
func (b *NumberBook) Past(id int) bool {
	return b.leftOut(id) || slices.ContainsFunc(b.series, func(x *series) bool { return x.id == id })
}

func (x *series) give(s Serials) error {
	i, _ := slices.BinarySearchFunc(x.given, s, func(a, s Serials) int { return a.From - s.From })
	if i > 0 && x.given[i-1].To >= s.From || i < len(x.given) && x.given[i].From <= s.To {
		return fmt.Errorf("%w: serial %d of series %d was given twice", ErrAccount, s.From, s.Series)
	}
	if i > 0 && x.given[i-1].To == s.From-1 {
		x.given[i-1].To = s.To
		x.join(i - 1)
		return nil
	}
	x.given = slices.Insert(x.given, i, s)
	x.join(i)
	return nil
}

// join makes one run of two that touch.
func (x *series) join(i int) {
	if i+1 < len(x.given) && x.given[i+1].From == x.given[i].To+1 {
		x.given[i].To = x.given[i+1].To
		x.given = slices.Delete(x.given, i+1, i+2)
	}
}

// Account is every number of the station, in order of code, epoch and serial.
func (b *NumberBook) Account() []NumberRange {
	var all []NumberRange
	entered := slices.Clone(b.series)
	slices.SortStableFunc(entered, func(x, y *series) int { return x.id - y.id })
	for i, x := range entered {
		all = append(all, passedOver(entered, i)...)
		all = append(all, x.ranges()...)
	}
	return all
}

// passedOver are the whole epochs under the same code between the series before
// and this one. Those before the first stand in a register of before; one between
// two of ours was taken by another copy, unless a licence left it out.
func passedOver(entered []*series, i int) []NumberRange {
	from, state := SeriesOf(entered[i].id/10, 1), NumberBefore
	if i > 0 && entered[i-1].id/10 == entered[i].id/10 {
		from, state = entered[i-1].id+1, entered[i].begun
	}
	var all []NumberRange
	for id := from; id < entered[i].id; id++ {
		all = append(all, NumberRange{id, 1, LastSerial, state})
	}
	return all
}

func (x *series) ranges() []NumberRange {
	var all []NumberRange
	add := func(from, to int, state NumberState) {
		if from <= to {
			all = append(all, NumberRange{x.id, from, to, state})
		}
	}
	add(1, x.start-1, NumberBefore)
	next := x.start
	for _, g := range x.given {
		add(next, g.From-1, NumberGap)
		add(g.From, g.To, NumberAssigned)
		next = g.To + 1
	}
	add(next, LastSerial, x.ended)
	return all
}

// SumNumbers counts the ranges of an account.
func SumNumbers(account []NumberRange) NumberSums {
	var s NumberSums
	codes := map[int]int{} // highest epoch of each code
	for _, r := range account {
		switch n := r.Count(); r.State {
		case NumberBefore:
			s.Before += n
		case NumberAssigned:
			s.Assigned += n
		case NumberFree:
			s.Free += n
		case NumberLost:
			s.Lost += n
		case NumberGap:
			s.Gaps += n
		}
		codes[r.Series/10] = max(codes[r.Series/10], r.Series%10)
	}
	for _, epochs := range codes {
		s.Total += epochs * LastSerial
	}
	return s
}
