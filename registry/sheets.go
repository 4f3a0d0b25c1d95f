package registry

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Sheet accounting. Every PrintIntended is one sheet of paper: a pass number, a
// copy, a layout. What came out of it is told by PrintedOut, at once or, after a
// crash, by somebody who looked. Ledgers and slips are no passes and are not
// counted here.

// What came out of a printer.
const (
	SheetIntended = "intended" // nobody has said yet
	SheetOut      = "out"
	SheetSpoiled  = "spoiled"
	SheetUnknown  = "unknown" // somebody looked, and could not say
	// SheetNone is an intent that is withdrawn: nothing was printed, and there is no
	// sheet to count. A spoiled one is a sheet, in the bin.
	SheetNone = "none"
)

// Outcomes are the answers to "what came out?".
var Outcomes = []string{SheetOut, SheetSpoiled, SheetUnknown, SheetNone}

// SheetSums is the count of each state. They add up to Total.
type SheetSums struct {
	Total    int `json:"total"`
	Out      int `json:"out"`
	Spoiled  int `json:"spoiled"`
	Unknown  int `json:"unknown"`
	Intended int `json:"intended"`
	// Again counts sheets of a copy of which one had come out already: two papers
	// with one copy number are what a guard cannot tell apart.
	Again int `json:"again"`
}

// Proven reports that every sheet is in one state.
func (s SheetSums) Proven() bool {
	return s.Out+s.Spoiled+s.Unknown+s.Intended == s.Total && min(s.Out, s.Spoiled, s.Unknown, s.Intended) >= 0
}

// PaperCopy is one copy of a pass.
type PaperCopy struct {
	Number string `json:"number"`
	Copy   int    `json:"copy"`
}

// PaperSheets are the sheets of one copy, by state.
type PaperSheets struct {
	PaperCopy
	Out      int `json:"out,omitempty"`
	Spoiled  int `json:"spoiled,omitempty"`
	Unknown  int `json:"unknown,omitempty"`
	Intended int `json:"intended,omitempty"`
}

// Unanswered is of how many of the papers nobody has said yet what came out. "Nobody can
// say" was somebody's answer, and is not asked for every morning.
func Unanswered(open []PaperSheets) (n int) {
	for _, p := range open {
		if p.Intended > 0 {
			n++
		}
	}
	return n
}

// Sent is how many sheets of the copy a printer was asked for.
func (p PaperSheets) Sent() int { return p.Out + p.Spoiled + p.Unknown + p.Intended }

// SpoiledOnly: sheets were made of the copy, and every one went into the bin.
func (p PaperSheets) SpoiledOnly() bool { return p.Spoiled > 0 && p.Spoiled == p.Sent() }

func (s *SheetSums) of(state string) *int {
	switch state {
	case SheetOut:
		return &s.Out
	case SheetSpoiled:
		return &s.Spoiled
	case SheetUnknown:
		return &s.Unknown
	}
	return &s.Intended
}

// SheetBook takes down the sheets of passes. A book may begin with the sums of an
// earlier one: then it must be told, by Carry or Recall, what that one knew of a
// paper before the paper's next event.
type SheetBook struct {
	Sums   SheetSums
	papers map[paperKey]paperCount
	open   map[paperKey]bool // of which nobody knows for certain what came out
	beside map[paperKey]besides
}

// besides is what is rare to be counted of a paper: sheets that were sent, or came out,
// when one was out already, and those of which it was said that nothing was printed.
type besides struct{ again, none uint16 }

// paperKey is a paper in 16 bytes: a register of a million passes is accounted
// for on a laptop. The digits stand behind a 1, for the district may begin with 0.
type paperKey struct {
	digits uint64
	copy   uint32
}

// paperCount is how many sheets of the paper are in each state, in the order of
// sheetStates.
type paperCount [4]uint16

var sheetStates = []string{SheetIntended, SheetOut, SheetSpoiled, SheetUnknown}

const intendedAt, outAt, unknownAt = 0, 1, 3

// open: nobody knows for certain what came out.
func (c paperCount) open() bool { return c[intendedAt] > 0 || c[unknownAt] > 0 }

// NewSheetBook is a book that counts on from the sums.
func NewSheetBook(from SheetSums) *SheetBook {
	return &SheetBook{Sums: from, papers: map[paperKey]paperCount{}, open: map[paperKey]bool{}, beside: map[paperKey]besides{}}
}

func keyOf(p PaperCopy) (paperKey, error) {
	digits, err := strconv.ParseUint("1"+p.Number, 10, 64)
	if err != nil || p.Copy < 1 || p.Copy > math.MaxUint32 {
		return paperKey{}, fmt.Errorf("%w: copy %d of no pass", ErrAccount, p.Copy)
	}
	return paperKey{digits, uint32(p.Copy)}, nil
}

func (k paperKey) paper() PaperCopy {
	return PaperCopy{strconv.FormatUint(k.digits, 10)[1:], int(k.copy)}
}

func (k paperKey) sheets(c paperCount) PaperSheets {
	return PaperSheets{PaperCopy: k.paper(), Intended: int(c[0]), Out: int(c[1]), Spoiled: int(c[2]), Unknown: int(c[3])}
}

// Carry takes over what an earlier book says of one paper, which the sums count
// already.
func (b *SheetBook) Carry(p PaperSheets) error {
	k, err := keyOf(p.PaperCopy)
	if err == nil {
		b.put(k, paperCount{uint16(p.Intended), uint16(p.Out), uint16(p.Spoiled), uint16(p.Unknown)})
	}
	return err
}

func (b *SheetBook) put(k paperKey, c paperCount) {
	b.papers[k] = c
	if c.open() {
		b.open[k] = true
	} else {
		delete(b.open, k)
	}
}

// Recall folds events that the sums count already.
func (b *SheetBook) Recall(events []Event) error {
	sums := b.Sums
	defer func() { b.Sums = sums }()
	for _, e := range events {
		if err := b.Add(e); err != nil {
			return err
		}
	}
	return nil
}

// Of is what the book says of one paper.
func (b *SheetBook) Of(p PaperCopy) PaperSheets {
	k, err := keyOf(p)
	if err != nil {
		return PaperSheets{PaperCopy: p}
	}
	return k.sheets(b.papers[k])
}

// Add folds one event; what is no sheet of a pass changes nothing. A sheet that came back
// of a branch is counted as every other: the paper was used.
func (b *SheetBook) Add(e Event) error {
	said, err := e.Again()
	if err != nil {
		return err
	}
	body, err := said.Sheet()
	if err != nil || body == (PaperBody{}) {
		return err
	}
	return b.AddSheet(said, body)
}

// AddSheet is Add of an event whose body was read.
func (b *SheetBook) AddSheet(e Event, body PaperBody) error {
	k, err := keyOf(PaperCopy{e.Pass, body.Copy})
	c := b.papers[k]
	switch {
	case err != nil:
	case e.Kind == PrintIntended:
		b.sent(k, &c)
	case e.was != 0:
		b.answeredThere(k, &c, body)
	default:
		err = b.answered(k, &c, body)
	}
	if err != nil {
		return fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	b.put(k, c)
	return nil
}

// Recalled holds against the book what a recall says of the copy's sheets.
func (b *SheetBook) Recalled(e Event) error {
	if e.Kind != RecallOrdered || !spoiledOnly(e) {
		return nil
	}
	if of := b.Of(PaperCopy{e.Pass, copyOf(e)}); !of.SpoiledOnly() {
		return fmt.Errorf("registry: event %d: %w: a sheet of copy %d may be out, the recall says that all were spoiled", e.No, ErrAccount, of.Copy)
	}
	return nil
}

// Sheet is the body of an event of a sheet of paper; zero for any other event.
func (e Event) Sheet() (body PaperBody, err error) {
	if e.Kind != PrintIntended && e.Kind != PrintedOut {
		return body, nil
	}
	if err := json.Unmarshal(e.Body, &body); err != nil || body == (PaperBody{}) {
		return body, fmt.Errorf("registry: event %d: body of %s: %w", e.No, e.Kind, errors.Join(err, ErrAccount))
	}
	return body, nil
}

func (b *SheetBook) sent(k paperKey, c *paperCount) {
	c[intendedAt]++
	b.Sums.Intended++
	b.Sums.Total++
	if c[outAt] > 0 {
		b.again(k)
	}
}

func (b *SheetBook) again(k paperKey) {
	b.Sums.Again++
	b.note(k, 1, 0)
}

func (b *SheetBook) note(k paperKey, again, none int) {
	x := b.beside[k]
	b.beside[k] = besides{uint16(int(x.again) + again), uint16(int(x.none) + none)}
}

// Second reports that the next sheet of the copy to come out is a second paper that is
// not counted as one yet: it was sent when nobody knew of the first.
func (b *SheetBook) Second(p PaperCopy) bool {
	k, err := keyOf(p)
	return err == nil && b.second(k, b.papers[k])
}

func (b *SheetBook) second(k paperKey, c paperCount) bool { return c[outAt] > b.beside[k].again }

// Withdrawn is of how many sheets of the copy it was said that nothing was printed.
func (b *SheetBook) Withdrawn(p PaperCopy) int {
	k, err := keyOf(p)
	if err != nil {
		return 0
	}
	return int(b.beside[k].none)
}

// answered moves one sheet from what it was taken for to what it is. An answer
// for a sheet that nobody had sent is a sheet of its own: paper is paper. So is one of
// which it was said that nothing was printed, and which turned up.
func (b *SheetBook) answered(k paperKey, c *paperCount, body PaperBody) error {
	is, none := slices.Index(sheetStates, body.Outcome), body.Outcome == SheetNone
	was := max(slices.Index(sheetStates, body.Was), intendedAt)
	switch {
	case is <= intendedAt && !none, body.Unsent && !none:
		return fmt.Errorf("%w: no such outcome of a sheet", ErrAccount)
	case body.Was == SheetNone && (body.Outcome != SheetOut || b.beside[k].none == 0):
		return fmt.Errorf("%w: no sheet of copy %d was said to be none", ErrAccount, body.Copy)
	case body.Was == SheetNone:
		b.sent(k, c)
		b.note(k, 0, -1)
	case body.Was == "" && c[was] == 0 && !none:
		b.sent(k, c)
	case c[was] == 0:
		return fmt.Errorf("%w: no sheet of copy %d is %s", ErrAccount, body.Copy, sheetStates[was])
	}
	if body.Again {
		if body.Outcome != SheetOut || !b.second(k, *c) {
			return fmt.Errorf("%w: no second paper of copy %d is to be counted", ErrAccount, body.Copy)
		}
		b.again(k)
	}
	c[was]--
	*b.Sums.of(sheetStates[was])--
	if none {
		b.Sums.Total--
		b.note(k, 0, 1)
	} else {
		c[is]++
		*b.Sums.of(body.Outcome)++
	}
	if body.Unsent != (none && *c == paperCount{}) {
		return fmt.Errorf("%w: of other sheets of copy %d the event says the contrary", ErrAccount, body.Copy)
	}
	if body.NoPaper && (c.open() || c[outAt] > 0) {
		return fmt.Errorf("%w: a sheet of copy %d may be out, the event says that none is", ErrAccount, body.Copy)
	}
	if body.Was == SheetOut && int(c[outAt]) != body.Left {
		return fmt.Errorf("%w: %d sheets of copy %d are out, the event says %d", ErrAccount, c[outAt], body.Copy, body.Left)
	}
	return nil
}

// answeredThere is the answer of a branch. What was said here since the restore may have
// moved the sheet already: then it is a sheet of its own, or none.
func (b *SheetBook) answeredThere(k paperKey, c *paperCount, body PaperBody) {
	is, none := slices.Index(sheetStates, body.Outcome), body.Outcome == SheetNone
	was := max(slices.Index(sheetStates, body.Was), intendedAt)
	switch {
	case is <= intendedAt && !none, none && c[was] == 0:
		return
	case c[was] == 0, body.Was == SheetNone:
		b.sent(k, c)
		was = intendedAt
	}
	if body.Was == SheetNone && b.beside[k].none > 0 {
		b.note(k, 0, -1)
	}
	if body.Again && body.Outcome == SheetOut && b.second(k, *c) {
		b.again(k)
	}
	c[was]--
	*b.Sums.of(sheetStates[was])--
	if none {
		b.Sums.Total--
		b.note(k, 0, 1)
		return
	}
	c[is]++
	*b.Sums.of(body.Outcome)++
}

// Open are the papers of which nobody knows for certain what came out, by number
// and copy; nil when there are none.
func (b *SheetBook) Open() []PaperSheets {
	var all []PaperSheets
	for k := range b.open {
		all = append(all, k.sheets(b.papers[k]))
	}
	slices.SortFunc(all, byPaper)
	return all
}

// DaySheets takes down what happened to sheets in one day. The zero value is
// ready.
type DaySheets struct {
	Sums    SheetsOfDay
	spoiled map[PaperCopy]int
	out     map[paperKey]uint16 // sheets that came out on this day, of each paper
}

// Add counts an event of the day.
func (d *DaySheets) Add(e Event) error {
	body, err := e.Sheet()
	if err == nil && body != (PaperBody{}) {
		d.AddSheet(e, body)
	}
	return err
}

// AddSheet is Add of an event whose body was read.
func (d *DaySheets) AddSheet(e Event, body PaperBody) {
	if e.Kind == PrintIntended {
		d.Sums.Sent++
		return
	}
	if body.Was == SheetOut {
		d.notOut(PaperCopy{e.Pass, body.Copy})
	}
	switch body.Outcome {
	case SheetOut:
		d.cameOut(PaperCopy{e.Pass, body.Copy})
	case SheetUnknown:
		d.Sums.Unknown++
	case SheetNone:
		d.Sums.None++
	case SheetSpoiled:
		d.Sums.Spoiled++
		if d.spoiled == nil {
			d.spoiled = map[PaperCopy]int{}
		}
		d.spoiled[PaperCopy{e.Pass, body.Copy}]++
	}
}

// With is the day with what came back of it beside. What was answered in one history takes
// nothing off the count of the other.
func (d DaySheets) With(back DaySheets) DaySheets {
	s, b := d.Sums, back.Sums
	both := DaySheets{
		Sums:    SheetsOfDay{Sent: s.Sent + b.Sent, Out: s.Out + b.Out, Spoiled: s.Spoiled + b.Spoiled, Unknown: s.Unknown + b.Unknown, None: s.None + b.None},
		spoiled: map[PaperCopy]int{},
	}
	for _, spoiled := range []map[PaperCopy]int{d.spoiled, back.spoiled} {
		for p, n := range spoiled {
			both.spoiled[p] += n
		}
	}
	return both
}

func (d *DaySheets) cameOut(p PaperCopy) {
	d.Sums.Out++
	if d.out == nil {
		d.out = map[paperKey]uint16{}
	}
	if k, err := keyOf(p); err == nil { // what is no paper the book refuses
		d.out[k]++
	}
}

// notOut: a sheet that was taken for one that came out did not. One that an earlier
// day counted stays in that day's count.
func (d *DaySheets) notOut(p PaperCopy) {
	if k, err := keyOf(p); err == nil && d.out[k] > 0 {
		d.out[k]--
		d.Sums.Out--
	}
}

// Spoiled are the papers of which sheets were spoiled, by number and copy.
func (d *DaySheets) Spoiled() []PaperSheets {
	var all []PaperSheets
	for p, n := range d.spoiled {
		all = append(all, PaperSheets{PaperCopy: p, Spoiled: n})
	}
	slices.SortFunc(all, byPaper)
	return all
}

func byPaper(x, y PaperSheets) int {
	return cmp.Or(strings.Compare(x.Number, y.Number), x.Copy-y.Copy)
}
