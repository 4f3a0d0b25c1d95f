// Package collector is the city's register: what the stations' bundles bring,
// kept in PostgreSQL, and what goes back to them. It knows no files, no network,
// no clock and no chance; those come in from cmd/passcollector.
//
// # What comes in
//
// Events are known by (scheme, station, event number); a station is its public
// key. The same event again changes nothing. An event whose predecessor has not
// come is held, and joins when it comes; nothing is lost and nothing is guessed.
// Another event in the place of a known one is never put over it: it begins a
// branch, a history of its own that is kept whole beside the first, and a line of
// the fork table says where. So a laptop that was cloned, or put back to a backup,
// keeps both its histories. The first branch that came is named "".
//
//	bundle ─ events ─┬─ known: nothing happens
//	                 ├─ continues a branch ─ kept, folded into its pass
//	                 ├─ its predecessor is missing ─ held
//	                 └─ in another's place ─ a new branch, and a fork
//
// # One person, one number
//
// Every pass leaves blind keys of its holder, and stands in a queue until it was
// weighed. To weigh it is to hold it against every pass that shares a key, with
// the rules of registry/unique. Of two numbers for one person the one that was
// issued first stands, and the later desk gets a task; of two persons under one
// number the first keeps it, and the later is to be reissued; what leaves a
// question open becomes a task to compare. Nothing is merged. Weighing begins when
// both passes are committed, whoever brought them, so two collectors side by side
// cannot both miss a pair; the pair itself is a row whose key is the two passes,
// so finding it twice is finding it once. What only asks about look-alikes (a near
// number, a namesake) is asked at the desk, where the person stands: the folded
// name is no key here.
//
// # Transactions, and more machines than one
//
// One collector process or several work on one database. The row of a station in
// the table stations is the lock under which its events are taken in; the row of
// the scheme in authorities the one under which pairs become tasks. A transaction
// that PostgreSQL breaks off for a deadlock or a conflict is done again.
//
// The tables are laid out so that they could be distributed (Citus). This has not run on a
// distributed PostgreSQL; what a test checks is that no constraint is in the way: it reads
// the live schema, and each table and unique index stands here as it is. A table is placed by
// a column that all its unique indexes hold, so that each is local to a shard; or it is a
// reference table, the same everywhere, and its unique indexes are global by that.
//
//	table          placed by   unique
//	stations       station     (scheme, station)
//	branches       station     (scheme, station, branch)
//	events         station     (scheme, station, branch, no) (scheme, station, hash)
//	held           station     (scheme, station, no, hash)
//	forks          station     (scheme, station, what, place, second)
//	refused        station     (scheme, station, hash)
//	bundles        station     (scheme, station, digest)
//	passes         station     (scheme, station, branch, pass)
//	unweighed      station     (scheme, station, pass)
//	clashes        station     (scheme, station, pass, kind, first_pass)
//	tasks          station     (scheme, station, id)
//	reads          station     none
//	keys           blind       (scheme, blind, station, pass)
//	recall_keys    blind       (scheme, blind, id)
//	authorities    everywhere  (scheme)
//	licences       everywhere  (scheme, district, code)
//	tokens         everywhere  (scheme, hash)
//	recalls        everywhere  (scheme, id) (scheme, no)
//	lists          everywhere  (scheme, kind)
//	tallies        everywhere  (scheme, lane)
//	passcollector  everywhere  (one)
//
// No foreign key leads from one table to another. Constraints that are global: one code is
// licensed once (licences); what is said of people has one number each (recalls, counted in
// the scheme's row of authorities); a token is one station's. Global, and no constraint,
// are one person, one number; and one number, one person: both are broken outside before we
// hear of it. They are kept by the queue of passes to be weighed: the keys of a person, and the
// place of a number, are blind keys, so all that meet lie on one shard, and pairs become tasks
// under the lock of the scheme's row. A task's id is made of what it is about, so it is one
// in the city without a constraint that says so.
//
// An ingest writes to the shard of its station, to those of its keys, and to a lane of the
// tallies; where papers turn who is asked, or the police decide, to the tasks of other stations
// too: in one transaction (two-phase commit, on such a database). What reads across shards,
// and would be looked at first there: the queue (Weigh), keys joined to passes, clashes by the
// pass that was first, a task by its id alone, and the list of the gates, which reads all passes.
// The list of people is a reference table because it has two unique indexes that share
// no column but the scheme: each line of it is written to every machine.
//
// # At rest
//
// Records are sealed and blind-indexed under the collector's own key
// (registry/seal), in the place of their event. So are the people on lists, and of a task
// the reason of a recall, the words of an appeal and the papers of one that the police hear. The bodies of events are not: they
// name nobody and hold no free text, but numbers of passes, operators, days, outcomes and
// words from fixed lists; the reason of a recall that a desk ordered (close_contact,
// symptoms and two more) is such a word, beside the pass's number. Whoever opens the record
// of a pass leaves a line in the table reads, in the same transaction, whether or not
// anything came of it; Verify, which opens all of them, one for each station, with no hash,
// before it begins; who puts the papers of a case together for the police (hear.go); and so does the parcel that gives a station back what it has lost.
//
// Events are proven by their chain, licences and the lists of keys and recalls by the
// authority's signature (signed.go). What neither proves (who is listed, what was asked,
// who looked, where histories part, which key was revoked, what a station's parcels are
// sealed to) is counted under the key, so that a row that somebody took away, put in or
// changed is found (tally.go).
package collector

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"passdesk/registry/seal"
)

var (
	// ErrDatabase is a database that does not answer, or not as it should.
	ErrDatabase = errors.New("collector: the database")
	// ErrAddress is an address of a database that cannot be read.
	ErrAddress = errors.New("collector: the address cannot be read")
	// ErrUnreached is a server that is not there, or does not answer.
	ErrUnreached = fmt.Errorf("%w does not answer", ErrDatabase)
	// ErrNoDatabase is a server without the database.
	ErrNoDatabase = fmt.Errorf("%w does not exist", ErrDatabase)
	// ErrNotLetIn is a server that refuses the user or the password.
	ErrNotLetIn = fmt.Errorf("%w lets nobody in with that name and password", ErrDatabase)
	// ErrNoRegister is a database without the city's register in it.
	ErrNoRegister = errors.New("collector: there is no register in this database")
	// ErrNewerSchema is a register that a newer program made.
	ErrNewerSchema = errors.New("collector: the register is of a newer program")
	// ErrWrongKey is a key that does not open this register.
	ErrWrongKey = errors.New("collector: the key is not this register's")
	// ErrDamaged is something that cannot be as this program wrote it.
	ErrDamaged = errors.New("collector: the register is damaged")
	// ErrNotFound is a thing that is not there.
	ErrNotFound = errors.New("collector: not found")
	// ErrNoScheme is a scheme that init has not made here.
	ErrNoScheme = fmt.Errorf("%w: the scheme", ErrNotFound)
	// ErrNoTask is a task that nobody was given.
	ErrNoTask = fmt.Errorf("%w: the task", ErrNotFound)
)

// Ports are what the collector is given from outside.
type Ports struct {
	Vault *seal.Vault
	Rand  io.Reader
	Now   func() time.Time
	Who   string // in the table reads
}

// Collector is one process's hold on the register. It is safe for concurrent use.
type Collector struct {
	pool  *pgxpool.Pool
	ports Ports
}

// Open opens the register of a database. Errors: ErrDatabase, ErrNoRegister,
// ErrNewerSchema, ErrWrongKey.
func Open(ctx context.Context, url string, p Ports) (*Collector, error) {
	c, err := connect(ctx, url, p)
	if err != nil {
		return nil, err
	}
	if err = c.climb(ctx, false); err == nil {
		err = c.checkKey(ctx)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func connect(ctx context.Context, url string, p Ports) (*Collector, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil { // the library's words repeat the password
		return nil, ErrAddress
	}
	// Whatever the server's default is: what is acknowledged is on its disk.
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	config.ConnConfig.RuntimeParams["application_name"] = "passcollector"
	// A row is counted as it is written out (tally.go).
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["datestyle"] = "ISO, MDY"
	config.ConnConfig.RuntimeParams["bytea_output"] = "hex"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, wrap("connect", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, wrap("connect", err)
	}
	return &Collector{pool, p}, nil
}

// Close lets the database go.
func (c *Collector) Close() { c.pool.Close() }

// Failure is a step on the database that did not come about: which step, and PostgreSQL's code
// and the constraint. What is said beside them may hold the values of a row, which may be a
// person's: no text has it.
type Failure struct {
	Doing            string // in words of this package
	Code, Constraint string // of PostgreSQL; "" of anything else
	Cause            error  // of anything else; its words are not to be shown

	kind error
}

func (f *Failure) Error() string {
	return fmt.Sprintf("%v: %s %s %s", f.kind, f.Doing, f.Code, f.Constraint)
}
func (f *Failure) Unwrap() []error {
	if f.Cause == nil {
		return []error{f.kind}
	}
	return []error{f.kind, f.Cause}
}

// wrap names what was being done, and what kind of failure it is.
func wrap(doing string, err error) error {
	var pg *pgconn.PgError
	var connecting *pgconn.ConnectError
	var file *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	case errors.As(err, &pg):
		return &Failure{Doing: doing, Code: pg.Code, Constraint: pg.ConstraintName, kind: kindOf(pg.Code)}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", doing, err)
	case errors.As(err, &connecting): // its own words have the address, which may hold a password
		return &Failure{Doing: doing, kind: ErrUnreached}
	case errors.As(err, &file): // what a caller writes in the same transaction: a token
		return err
	}
	return &Failure{Doing: doing, Cause: err, kind: ErrDatabase}
}

// kindOf is what PostgreSQL's code means.
func kindOf(code string) error {
	switch {
	case code == "3D000":
		return ErrNoDatabase
	case strings.HasPrefix(code, "28"):
		return ErrNotLetIn
	}
	return ErrDatabase
}

// tries is how often a transaction is done again that PostgreSQL broke off.
const tries = 10

// transact does one thing whole. It may be done more than once, so it starts from
// nothing each time.
func (c *Collector) transact(ctx context.Context, doing string, do func(*tallied) error) error {
	var err error
	for range tries {
		err = pgx.BeginFunc(ctx, c.pool, func(raw pgx.Tx) error {
			tx := &tallied{Tx: raw, c: c}
			if err := do(tx); err != nil {
				return err
			}
			return tx.keep(ctx)
		})
		if !brokenOff(err) {
			break
		}
	}
	if ours(err) {
		return err
	}
	return wrap(doing, err)
}

// ours is an error that has been told already, in this package's words.
func ours(err error) bool {
	for _, known := range []error{ErrDatabase, ErrNoRegister, ErrNewerSchema, ErrWrongKey, ErrDamaged, ErrNotFound, ErrRefused} {
		if errors.Is(err, known) {
			return true
		}
	}
	return err == nil
}

// brokenOff: a deadlock, or a conflict with another transaction.
func brokenOff(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
