package station

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// The kinds of failure that a desk, a script and an exit code tell apart.
// Stores and other ports wrap these; nothing that is not one of them may read
// as "no such pass".
var (
	ErrNotFound        = errors.New("station: no such pass")
	ErrWrongPassphrase = errors.New("station: wrong passphrase")
	ErrLocked          = errors.New("station: the station is locked")
	ErrReadOnly        = errors.New("station: the register is read-only")
	ErrNoEpochLeft     = fmt.Errorf("%w, and no epoch is left", ErrReadOnly) // a new code makes it writable, and nothing else
	ErrDamaged         = errors.New("station: the register is damaged")
	ErrNewerSchema     = errors.New("station: the register was written by a newer passdesk")
	ErrNoRegister      = errors.New("station: there is no register here")
	ErrRegisterExists  = errors.New("station: there is a register here already")
	ErrBusy            = errors.New("station: another process has the register")
	ErrStorage         = errors.New("station: the disk refused")
	ErrDiskFull        = errors.New("station: the disk is full")
	ErrReadOnlyFolder  = errors.New("station: the folder cannot be written")
	ErrOtherStation    = errors.New("station: the number is another station's")
	ErrInvalid         = errors.New("station: not possible as given")
)

// Change is everything one command writes. A store writes all of it in one
// transaction, or nothing.
type Change struct {
	Events       []registry.Event // chained onto the head
	Records      []SealedRecord
	Passes       []registry.PassState // the states after the events
	Cases        []registry.CaseState // likewise
	DroppedKeys  []BlindKey           // of data that were wrong; before Keys
	Keys         []BlindKey
	Refs         []RefVerdict
	Residents    []SealedResident
	NewResidents bool // Residents replace the list that was loaded before
	Meta         map[string][]byte
	Operators    []Operator
	Heads        []SignedHead
	Watch        WatchChange
	Imports      []Imported
	Ledger       LedgerChange
	Upstream     UpstreamChange
}

// SealedRecord is a person's data behind the event that brought it.
type SealedRecord struct {
	Event  int64
	Sealed []byte
}

// BlindKey finds passes without showing by what: HMAC of a uniqueness key. A
// hard key belongs to one person (or, by an officer's override, to twin 1, 2 …).
type BlindKey struct {
	Kind  string
	Hard  bool
	Blind []byte
	Twin  int
	Row   int64 // FirstEvent of the pass
}

// Slot keeps the keys of one kind and value apart: a hard key has one place for
// each twin, a soft one a place for each pass.
func (k BlindKey) Slot() int64 {
	if k.Hard {
		return int64(k.Twin)
	}
	return k.Row
}

// RefVerdict remembers what was answered to a ref, so that the same ref twice
// issues once.
type RefVerdict struct {
	Blind   []byte
	Event   int64
	Verdict []byte // sealed JSON of a Verdict without its ref and line, in base64; JSON in registers before it was sealed
}

// SealedResident is one row of the loaded residents' list.
type SealedResident struct {
	ID     int64
	Sealed []byte
}

// Operator is one who may unlock the station. The name is a login name and
// readable before the unlock; the wrap opens the data key.
type Operator struct {
	Name     string
	Roles    []registry.Role
	Wrap     []byte
	Disabled bool
}

// Log is the append-only register of events.
type Log interface {
	// Append writes the change in one transaction. When it fails with
	// ErrStorage the change may have happened: call Reopen and look.
	Append(ctx context.Context, c Change) error
	Reopen(ctx context.Context) error
	// Secure makes durable what can be read: a command whose COMMIT did not return
	// may stand in the system's memory alone.
	Secure(ctx context.Context) error
	Head(ctx context.Context) (registry.Head, error)
	EventHash(ctx context.Context, no int64) ([32]byte, error) // ErrNotFound
	Events(ctx context.Context) iter.Seq2[registry.Event, error]
	EventsAfter(ctx context.Context, no int64) iter.Seq2[registry.Event, error]
	// Log reads the events behind one with their sealed records, or without them.
	Log(ctx context.Context, after int64, records bool) iter.Seq2[LogRow, error]
	PassEvents(ctx context.Context, number string) ([]registry.Event, error)
}

// SignedHead is what the station signed of its log, and what the next one is
// computed from.
type SignedHead struct {
	Events int64  // how many are in the tree; the last one's number
	Edge   []byte // registry.Tree
	Note   []byte // licence.Head, signed
}

// Heads are the signed heads of the log.
type Heads interface {
	LastHead(ctx context.Context) (SignedHead, error) // ErrNotFound
	Heads(ctx context.Context) iter.Seq2[SignedHead, error]
	// Links reads the events behind one, in order: their number, Prev and Hash.
	Links(ctx context.Context, after int64) iter.Seq2[registry.Event, error]
}

// LogRow is an event with the sealed record that it brought; nil for none.
type LogRow struct {
	registry.Event
	Sealed []byte
}

// Filter narrows the register screen. The zero Filter shows every pass.
type Filter struct {
	Status    registry.Status
	Unprinted bool
	Unsigned  bool
	// Outstanding: an earlier copy is still out, though another has replaced it.
	Outstanding bool
	// Missing: an earlier copy was asked for by a recall and not found.
	Missing bool
	// Unplaced: the latest paper has no row in the signature ledger, and there is one, or
	// will be; or an earlier one that came out (PassState.Replaced) has none.
	Unplaced bool
}

// Passes is the projection of the log.
type Passes interface {
	Pass(ctx context.Context, number string) (registry.PassState, error)              // ErrNotFound
	PassBySerial(ctx context.Context, series, serial int) (registry.PassState, error) // ErrNotFound
	Holders(ctx context.Context, keys []BlindKey) ([]registry.PassState, error)       // under any of the keys, in order of issue; empty when none
	Under(ctx context.Context, keys []BlindKey) ([]KeyedPass, error)                  // which passes stand under which of the keys, in no order
	Holder(ctx context.Context, row int64) (registry.PassState, []byte, error)        // a pass with its sealed record, nil where that is missing; ErrNotFound
	Filed(ctx context.Context, keys []BlindKey) ([]bool, error)                       // of each key, whether any pass stands under it
	Page(ctx context.Context, from int64, n int, down bool, f Filter) ([]registry.PassState, error)
	// Over reads up to n passes in hand whose term ended before the day, in order of
	// issue.
	Over(ctx context.Context, day civil.Date, n int) ([]registry.PassState, error)
	AllPasses(ctx context.Context) iter.Seq2[registry.PassState, error]
	Tally(ctx context.Context, from, to time.Time) (Tally, error)
}

// KeyedPass is a pass that stands under a key of the kind.
type KeyedPass struct {
	Kind string
	Row  int64 // FirstEvent of the pass
}

// Tally is what the store counts: events in a span of time, and open ends.
type Tally struct {
	Kinds                       map[registry.Kind]int
	Passes, Unprinted, Unsigned int
	Outstanding                 int                     // passes of which an earlier copy is still out
	Out                         map[registry.Status]int // passes that are not in hand; nil: none
	Open, Appealed              int                     // cases that wait
	// Cases that began in the span, by what was told: refused and still so, sent on
	// elsewhere, or told that they are the person who has a pass.
	Refused, Referred, SamePerson int
	// Hours are the passes issued in the span, by the hours since it began; nil: none.
	Hours map[int]int
}

// Cases is the projection of parked and refused applications.
type Cases interface {
	Case(ctx context.Context, id int64) (registry.CaseState, error) // ErrNotFound
	// CasePage reads n cases behind the one given: those that wait, the oldest
	// first, or all of them, the newest first.
	CasePage(ctx context.Context, from int64, n int, all bool) ([]registry.CaseState, error)
	AllCases(ctx context.Context) iter.Seq2[registry.CaseState, error]
	CaseEvents(ctx context.Context, id int64) ([]registry.Event, error)
	DeniedCases(ctx context.Context) iter.Seq2[CaseRecord, error] // of people who have no pass of it
}

// CaseRecord is a case with when it began and the record of its application.
type CaseRecord struct {
	registry.CaseState
	At time.Time
	SealedRecord
}

// Days is what the accounting of the day reads.
type Days interface {
	// EventsOf reads the events of the kinds behind the one given, in order.
	EventsOf(ctx context.Context, after int64, kinds ...registry.Kind) iter.Seq2[registry.Event, error]
	// EventsBetween reads those from (inclusive) to (exclusive).
	EventsBetween(ctx context.Context, from, to time.Time, kinds ...registry.Kind) iter.Seq2[registry.Event, error]
	Given(ctx context.Context) ([]registry.Serials, error) // that passes hold, in runs, by series
}

// Sealed keeps what only the vault can read.
type Sealed interface {
	Record(ctx context.Context, event int64) ([]byte, error) // ErrNotFound
	Records(ctx context.Context) iter.Seq2[SealedRecord, error]
	CurrentRecords(ctx context.Context, after int64, n int) iter.Seq2[CurrentRecord, error] // of n passes behind the row, in order of issue
	Keys(ctx context.Context) iter.Seq2[BlindKey, error]
	Refs(ctx context.Context) iter.Seq2[RefVerdict, error]
	Verdict(ctx context.Context, ref []byte) ([]byte, error) // ErrNotFound
	Resident(ctx context.Context, id int64) ([]byte, error)  // ErrNotFound
	Residents(ctx context.Context) iter.Seq2[SealedResident, error]
	Operators(ctx context.Context) ([]Operator, error)
}

// Values are the station's own, a row each.
type Values interface {
	Meta(ctx context.Context, key string) ([]byte, error) // ErrNotFound
	MetaKeys(ctx context.Context) ([]string, error)       // in order
}

// CurrentRecord is a pass with the record of its holder.
type CurrentRecord struct {
	Row    int64 // FirstEvent of the pass
	Number registry.Number
	SealedRecord
}

// Store is where the register lives.
type Store interface {
	Log
	Passes
	Cases
	Days
	Sealed
	Values
	Heads
	WatchList
	Lists
	Ledger
	Upstream
	// Integrity asks the medium whether it is whole; ErrDamaged if not.
	Integrity(ctx context.Context) error
	Close() error
}

// HighWater remembers, in a second place outside the data folder, how far the
// register had come and on which machine. Read answers ErrNotFound on a machine
// that never had this register, and ErrDamaged, with what can still be told of
// the epoch, for a mark that is not whole; Write returns when the mark is durable.
type HighWater interface {
	Read(register string) (Mark, error)
	Write(register string, m Mark) error
	// Highest is the highest epoch of all marks on this machine whose register's
	// name begins so, but for the one named; 0 when there is none. A station that
	// is made again under the same code goes on behind it.
	Highest(prefix, but string) (epoch int, err error)
}

// Mark is what the high-water file holds.
type Mark struct {
	Machine [16]byte // drawn with each epoch; the register has it too
	Head    registry.Head
	Bound   Binding // where it was written; zero in marks of earlier builds
}

// Clock, chance and fonts come in from cmd.
type Ports struct {
	Store     Store
	HighWater HighWater
	Still     bool  // the folder cannot be written: the register is only read
	Broken    error // the store was refused as damaged, and is read all the same; nil: it is whole
	// Here tells this machine, and the place of the register's mark, from others;
	// nil where nothing can be told.
	Here  func(register string) Binding
	Now   func() time.Time
	Rand  io.Reader
	Zone  *time.Location                // the zone of dates on paper
	Glyph func(character string) string // ok, fallback or missing, asked before a number is spent

	// NotSent are the parcels that came to nothing; the zero value, and nil, where there is
	// none.
	NotSent func() NotSent
}

// NotSent is a parcel that was signed and came to no stick and over no connection.
type NotSent struct {
	Ends []int64     `json:"ends"` // the last event of each such parcel
	At   time.Time   `json:"at"`   // of the last try that failed
	Why  scheme.Text `json:"why"`
}

func (p Ports) today() civil.Date { return civil.On(p.Now(), p.Zone) }
