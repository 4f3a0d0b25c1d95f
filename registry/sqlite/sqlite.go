// Package sqlite keeps one station's register in one SQLite file. It is the
// only SQL of the station and knows how a row looks; it knows nothing of what a
// row means, and it never sees a person's data unsealed.
//
// The file is opened with the settings below, and they are read back: a setting
// that did not take is a refusal to open. WAL with synchronous EXTRA lost no
// acknowledged issue in any simulated power cut; NORMAL lost some in 41 % of
// them. A missing or empty file is never opened as a new register: that would
// start the numbers again at 1. Create makes one, Open never does.
//
//	db, err := sqlite.Open(ctx, "/data/passdesk/register.db")
//	defer db.Close()
//
// # What stands in the clear
//
// Records, answers, lists, settings and what stands on the table are sealed, and what a
// person is found by is a keyed hash (package seal). Whoever has the file and no
// passphrase reads, beside this schema:
//
//	station    scheme, division, code; kind and name of the point; epochs, licence, public keys
//	operators  their names and roles (the lock asks for a name before any key is there);
//	           who did what, to which pass or case, at which millisecond
//	passes     number, status, days, copies and what became of each, where it stands in the
//	           ledger; the word for why it was recalled (close_contact, severe_area, symptoms,
//	           other: station.RecallReasons takes no fifth), which fields were corrected, which
//	           passes were compared. Whose number it is nothing here says: the word is of a
//	           number, and what somebody wrote beside it is sealed
//	cases      by which rule an application was refused or asked about, its colour, the decision
//	counts     people on each list, sheets, the figures of each close; a record's length by 32 bytes
//	ties       which passes and entries share a number or a name that nobody can read
//	settings   which of the scheme's was set, and to which number
//	upstream   the authority's name and keys, receipts, tasks by kind and pass number, the
//	           signed lists of station keys and of recalled numbers
//
// Nobody's name, document, telephone, address or building, no word that somebody wrote of
// anybody, no list's source and no printer. cmd/passdesk/legible_test.go holds it to that.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"passdesk/registry/station"
)

// applicationID marks the file as a register of passdesk ("pdsk").
const applicationID = 0x7064736b

// DB is an open register. One process has it; one connection writes and reads.
type DB struct {
	path  string
	on    medium
	lock  *lock
	sql   *sql.DB
	conn  *sql.Conn // the only connection
	mu    sync.Mutex
	ready map[string]*sql.Stmt // by text

	// Of a register that was read page by page:
	doubtful bool // there are sealed rows whose table only the seal tells
	gaps     bool // the log lost pages
}

var _ station.Store = (*DB)(nil)

func init() {
	// Before the first open: POSIX locks would be dropped when any other handle
	// of the process on the same file closes. Where the system has no such
	// locks the exclusive lock file alone keeps a second process out.
	_, _ = sqlite.OFDLocking(true)
}

// Create makes a new register. It answers ErrRegisterExists when anything
// stands at the path, even an empty file.
func Create(ctx context.Context, path string) (*DB, error) { return createOn(ctx, path, shipped) }

func createOn(ctx context.Context, path string, on medium) (*DB, error) {
	l, err := acquire(path + ".lock")
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		l.release()
		return nil, fmt.Errorf("%w: %s", station.ErrRegisterExists, filepath.Base(path))
	}
	if err != nil {
		l.release()
		return nil, fmt.Errorf("create the register: %w", folderError(err))
	}
	f.Close()
	db := &DB{path: path, lock: l, on: on}
	if err := db.create(ctx); err != nil {
		db.Close()
		Remove(path)
		return nil, err
	}
	return db, nil
}

// Remove takes away a register that never held an event, so that a set-up that
// failed half way can be tried again.
func Remove(path string) {
	for _, end := range parts {
		os.Remove(path + end)
	}
}

func (db *DB) create(ctx context.Context) error {
	if err := db.connect(ctx); err != nil {
		return err
	}
	if err := db.climb(ctx, 0); err != nil {
		return err
	}
	return db.on.syncFolder(filepath.Dir(db.path))
}

// Open opens a register that exists. It answers ErrNoRegister, ErrDamaged,
// ErrNewerSchema, ErrBusy, ErrReadOnlyFolder or ErrStorage.
func Open(ctx context.Context, path string) (*DB, error) { return openOn(ctx, path, shipped) }

func openOn(ctx context.Context, path string, on medium) (*DB, error) {
	if err := present(path); err != nil {
		return nil, err
	}
	l, err := acquire(path + ".lock")
	if err != nil {
		return nil, err
	}
	RemoveCopy(path) // a backup or a restore that died here
	db := &DB{path: path, lock: l, on: on}
	if err := db.connect(ctx); err != nil {
		db.Close()
		return nil, err
	}
	if err := db.checkVersion(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// present tells a missing register from an empty or cut-off one: SQLite would
// open all three as new.
func present(path string) error {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s", station.ErrNoRegister, filepath.Base(path))
	case err != nil:
		return fmt.Errorf("open the register: %w", folderError(err))
	case st.IsDir() || st.Size() < 512:
		return fmt.Errorf("%w: %s has %d bytes", station.ErrDamaged, filepath.Base(path), st.Size())
	}
	head := make([]byte, headSize)
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open the register: %w", folderError(err))
	}
	defer f.Close()
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return fmt.Errorf("%w: %s is no register", station.ErrDamaged, filepath.Base(path))
	}
	return checkHead(path, head, st.Size())
}

// medium is how SQLite reaches the file. There is one; the tests put a disk of
// their own under it, and settings that must lose.
type medium struct {
	vfs        string // SQLite's name for it; "" is the system's
	settings   []setting
	syncFolder func(dir string) error
	fails      func(doing, path string) error // what stands beside the register's own files; nil: nothing does
	still      bool                           // nobody writes it
	unnamed    bool                           // it has no name, and ends with the connection
}

type setting struct{ name, set, want string }

// The settings stand in this order: locking_mode before journal_mode, or a -shm
// file appears beside the register.
var shipped = medium{syncFolder: syncFolder, settings: []setting{
	{"locking_mode", "EXCLUSIVE", "exclusive"},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "EXTRA", "3"},
	{"foreign_keys", "1", "1"},
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"secure_delete", "1", "1"},
	{"temp_store", "MEMORY", "2"},
	{"recursive_triggers", "1", "1"},
}}

func (m medium) dsn(path string) string {
	if m.unnamed {
		return "file:?_dqs=0"
	}
	if m.still {
		return stillDSN(path)
	}
	q := url.Values{"mode": {"rw"}, "_txlock": {"immediate"}, "_defensive": {"1"}, "_dqs": {"0"}}
	q.Add("_pragma", "busy_timeout(5000)")
	if m.vfs != "" {
		q.Add("vfs", m.vfs)
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// connect opens the one connection, or leaves none.
func (db *DB) connect(ctx context.Context) error {
	err := db.dial(ctx)
	if err != nil {
		db.disconnect()
	}
	return err
}

func (db *DB) dial(ctx context.Context) error {
	c, err := sql.Open("sqlite", db.on.dsn(db.path))
	if err != nil {
		return wrap("open the register", err)
	}
	c.SetMaxOpenConns(1)
	db.sql, db.ready = c, map[string]*sql.Stmt{}
	if db.conn, err = c.Conn(ctx); err != nil {
		return wrap("open the register", err)
	}
	for _, s := range db.on.settings {
		// Not in the name of the file: there the driver sorts them.
		if _, err := db.conn.ExecContext(ctx, "PRAGMA "+s.name+"="+s.set); err != nil {
			return wrap("open the register", err)
		}
		var got string
		if err := db.conn.QueryRowContext(ctx, "PRAGMA "+s.name).Scan(&got); err != nil {
			return wrap("open the register", err)
		}
		if got != s.want {
			return fmt.Errorf("open the register: %w: %s is %q, want %q", station.ErrStorage, s.name, got, s.want)
		}
	}
	return nil
}

func (db *DB) checkVersion(ctx context.Context) error {
	var version, id int
	for name, value := range map[string]*int{"user_version": &version, "application_id": &id} {
		err := db.one(ctx, "read the register's version", func(r *sql.Row) error { return r.Scan(value) }, "PRAGMA "+name)
		if err != nil {
			return err
		}
	}
	switch {
	case id != applicationID || version < 1:
		return fmt.Errorf("%w: not a passdesk register", station.ErrDamaged)
	case version > Version:
		return fmt.Errorf("%w: schema %d, this build knows %d", station.ErrNewerSchema, version, Version)
	case version < Version && db.on.still:
		return &station.StillUnread{Why: olderSchema}
	case version < Version:
		if err := db.sound(ctx); err != nil { // a damaged one is read as it is, and not written
			return err
		}
		return db.climb(ctx, version)
	}
	return nil
}

// Reopen closes the connection and opens the same file again, keeping the lock:
// after a COMMIT that failed nobody else may see the register before we looked.
func (db *DB) Reopen(ctx context.Context) error {
	db.disconnect()
	if err := present(db.path); err != nil {
		return err
	}
	return db.connect(ctx)
}

// Secure makes durable what can be read. Closing folds the log into the register,
// page by page, and takes it away: a sync that failed is not made good by the
// next one, a page that is written again is.
func (db *DB) Secure(ctx context.Context) error {
	db.disconnect()
	var left error
	if _, err := os.Stat(db.path + "-wal"); err == nil {
		left = fmt.Errorf("secure the register: %w: its log could not be folded in", station.ErrStorage)
	}
	err := db.on.syncFolder(filepath.Dir(db.path))
	return errors.Join(left, err, db.connect(ctx))
}

// Integrity runs SQLite's own check, and looks for what belongs to nothing. It sees about 39 % of flipped bits; chain
// and sealing see the others.
func (db *DB) Integrity(ctx context.Context) error {
	var answer string
	err := db.one(ctx, "check the register", func(r *sql.Row) error { return r.Scan(&answer) }, "PRAGMA integrity_check(1)")
	if errors.Is(err, station.ErrDamaged) || err == nil && answer != "ok" {
		return db.brokenTables(ctx)
	}
	if err != nil {
		return err
	}
	if err := db.noStrayRecord(ctx); err != nil {
		return err
	}
	return db.CheckSchema(ctx)
}

// sound is SQLite's quick check: every page is there, and of its tree.
func (db *DB) sound(ctx context.Context) error {
	var answer string
	err := db.one(ctx, "check the register", func(r *sql.Row) error { return r.Scan(&answer) }, "PRAGMA quick_check(1)")
	if err == nil && answer != "ok" {
		err = fmt.Errorf("%w: its pages do not hold together", station.ErrDamaged)
	}
	return err
}

// brokenTables says which tables SQLite's check finds broken, with their indexes.
func (db *DB) brokenTables(ctx context.Context) error {
	names, err := collect(query(ctx, db, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name`))
	if err != nil {
		return err
	}
	var broken []string
	for _, name := range names {
		var answer string
		err := db.one(ctx, "check a table", func(r *sql.Row) error { return r.Scan(&answer) }, "PRAGMA integrity_check("+name+")")
		if err != nil || answer != "ok" {
			broken = append(broken, name)
		}
		if ctx.Err() != nil {
			return err
		}
	}
	if len(broken) == 0 {
		return fmt.Errorf("%w: its pages do not hold together", station.ErrDamaged)
	}
	return fmt.Errorf("%w: tables that do not hold together: %s", station.ErrDamaged, strings.Join(broken, ", "))
}

// noStrayRecord: a record is read with its event, so that one of no event is met by
// nobody.
func (db *DB) noStrayRecord(ctx context.Context) error {
	var no int64
	err := db.one(ctx, "look for stray records", func(r *sql.Row) error { return r.Scan(&no) },
		`SELECT event FROM records WHERE event NOT IN (SELECT no FROM events) ORDER BY event LIMIT 1`)
	switch {
	case err == nil:
		return fmt.Errorf("%w: record of event %d: there is no such event", station.ErrDamaged, no)
	case errors.Is(err, station.ErrNotFound):
		return nil
	}
	return err
}

// Close folds the log file into the register and gives the lock back.
func (db *DB) Close() error {
	err := db.disconnect()
	db.lock.release()
	if err != nil {
		return wrap("close the register", err)
	}
	return nil
}

func (db *DB) disconnect() error {
	if db.sql == nil {
		return nil
	}
	for _, stmt := range db.ready {
		stmt.Close() // an open statement would keep the connection, and with it the lock
	}
	if db.conn != nil {
		db.conn.Close()
	}
	err := db.sql.Close()
	db.sql, db.conn, db.ready = nil, nil, nil
	return err
}
