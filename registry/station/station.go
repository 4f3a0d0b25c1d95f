// Package station is the application: one method for each thing that somebody
// does at the desk, used alike by verbs, screens, scripts and simulations. It
// decides with the pure rules of registry and its leaves, then acts through the
// ports it declares (store, high-water, clock, chance, fonts). It knows no SQL,
// no file and no key press.
//
// The order of every command that writes:
//
//  1. decide, from the state of the register and the facts given;
//  2. COMMIT events and projections, one transaction;
//  3. write and fsync the high-water mark in its second place;
//  4. only then answer: the number is shown, the paper may be printed.
//
// A COMMIT that fails may have happened. The station then opens the register
// again, looks the command up (append.go), and answers what is true.
//
//	st, err := station.Open(ctx, ports)
//	err = st.Unlock(ctx, "operator", passphrase)
//	v, err := st.Issue(ctx, application, true)
package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Station is one laptop's register, open. Its methods may be called from
// several goroutines; commands that write are taken one after the other.
type Station struct {
	ports  Ports
	opened registry.OpenedBody
	scheme scheme.Scheme
	loaded []scheme.Area // the areas that were loaded here

	directory []Place // where people are sent; nil when none was loaded
	unlisted  int     // rows of lists that list nobody and wait for somebody
	run       int     // the run digit of this start of the program

	mu           sync.Mutex // one command at a time
	head         registry.Head
	mark         Mark
	licence      licence.Licence     // under which the station numbers
	ended        []registry.EndedKey // codes under which the station's key was revoked
	copied       map[string]string   // numbers that copies gave and that ended, by their holders' blind keys; nil: not read
	listed       int64               // the highest entry of the watch list, as the log says when it is opened
	readOnly     string              // why nothing may be written; "" when it may
	unread       Unread              // what a damaged register did not give
	ends         int64               // the last event that its mark knows of, of a damaged one
	backedUp     time.Time           // when the newest backup was made; zero: none was
	since        time.Time           // when it was made; zero while it is being made
	branch       registry.Branch     // where another history of the register may have been left
	used         int                 // the highest epoch of the present code that the log says is used
	restored     time.Time           // when the backup was made that this register is; zero: it is none
	restoredLast bool                // no epoch was left for that restore
	back         Back                // what upstream gave back of what happened after it
	again        int64               // the first event that upstream has lost and is to get again; 0 for none
	backDay      civil.Date          // of backCount
	backCount    *dayCount           // what came back of the day; nil: to be read
	demo         bool

	operator Operator // who unlocked; zero while locked
	bySheet  bool     // with the recovery sheet
	vault    *seal.Vault
	signing  *seal.SigningKey
	index    *index

	days  registry.DayState    // which day is open
	pace  int                  // passes issued in the last days; 0: none, or nobody has counted
	pins  pins                 // what lifts a lock within the day
	views map[string]time.Time // what was opened a moment ago, by whom

	ledgerMoves int  // how often the signature ledger has changed since the start
	onLedger    bool // people sign in its free rows
}

// Names of the station's own values in the store.
const (
	metaSigningKey = "signing_key"   // Ed25519, sealed
	metaRootKey    = "root_key"      // Ed25519 of a station that stands alone, sealed
	metaLicence    = "licence"       // signed text
	metaRecovery   = "recovery_wrap" // the data key, sealed to the recovery recipient
	metaRecipient  = "recovery_recipient"
)

// Open opens the register behind the ports and compares it with its high-water
// mark. A register that is behind its mark, or that was made on another machine,
// opens read-only; Info says why.
func Open(ctx context.Context, p Ports) (*Station, error) {
	s := &Station{ports: p}
	if p.Broken != nil {
		what := partTail
		if lost, ok := p.Broken.(interface{ What() scheme.Text }); ok {
			what = lost.What()
		}
		s.harmed(ErrDamaged, what)
	}
	if err := s.readOpening(ctx); err != nil {
		return nil, err
	}
	var err error
	if s.head, err = p.Store.Head(ctx); isNotFound(err) {
		err = fmt.Errorf("%w: no event", ErrDamaged) // a register has had its first since it was made
	}
	if s.harmed(err, partPasses) {
		s.head = s.headOfLog(ctx)
	} else if err != nil {
		return nil, fmt.Errorf("open the station: %w", err)
	} else if err := s.lookOver(ctx); err != nil {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if s.run, err = randomDigit(p.Rand); err != nil {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if err := s.checkLicence(ctx); err != nil && !s.harmed(err, partLicence) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if s.unharmed() != nil {
		s.ends = s.endByMark()
	}
	if err := firstError(s.readTimes(ctx), s.readBack(ctx)); err != nil && !s.harmed(err, partTimes) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if err := s.readEnded(ctx); err != nil && !s.harmed(err, partKeyList) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if err := s.checkWatch(ctx); err != nil && !s.harmed(err, partWatch) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if s.branch, err = s.readBranch(ctx); err != nil && !s.harmed(err, partEpochs) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if s.used, err = s.epochUsed(ctx, s.stationCode()); err != nil && !s.harmed(err, partEpochs) {
		return nil, fmt.Errorf("open the station: %w", err)
	}
	if p.Still && s.readOnly == "" {
		s.readOnly = stillFolder
	}
	if s.readOnly != "" {
		return s, nil // to be read; the mark stays as it is
	}
	if err := s.compareMark(ctx); err != nil && !s.harmed(err, partMark) {
		return s, err
	}
	if s.readOnly == otherMachine && s.restoredLast && s.noEpoch() {
		s.readOnly = restoredLast
	}
	if err := s.readDays(ctx); err != nil && !s.harmed(err, partDays) {
		return s, err
	}
	return s, nil
}

// readOpening finds how the register was made: its first event says it.
func (s *Station) readOpening(ctx context.Context) error {
	err := s.readFirst(ctx)
	if errors.Is(err, ErrDamaged) && s.openingOfLicence(ctx) {
		s.harmed(err, partFirst)
		err = nil
	}
	if err != nil {
		return fmt.Errorf("open the station: %w", err)
	}
	s.scheme, err = scheme.ByCode(s.opened.Scheme)
	return err
}

func (s *Station) readFirst(ctx context.Context) error {
	for e, err := range s.ports.Store.Events(ctx) {
		var first registry.OpenedBody
		switch {
		case err != nil:
			return err
		case e.Kind != registry.Opened, !e.Intact([32]byte{}), json.Unmarshal(e.Body, &first) != nil, len(first.PublicKey) != 64:
			return fmt.Errorf("%w: the first event", ErrDamaged)
		}
		s.opened, s.since = first, e.At
		return nil
	}
	return fmt.Errorf("%w: no event", ErrDamaged)
}

// Info is what may be read while the station is locked.
func (s *Station) Info() Info {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := Info{
		Scheme: s.scheme, Division: s.opened.Division, Code: s.stationCode(), Point: s.opened.Point,
		OwnRoot: s.standsAlone(), Epoch: s.head.Epoch, ReadOnly: s.readOnly, NoEpoch: s.noEpoch(), Demo: s.demo, Jump: s.days.JumpTo(s.ports.today()),
		BackedUp: s.backedUp, BackupDue: s.backupDue(), Restored: s.restored, Back: s.back, Left: s.left(), EpochsLeft: s.epochsLeft(), LicensedUntil: s.licence.Grant().Until,
		KeyEnded: s.keyEnded(s.head.Epoch, s.head.Serial+1) != nil,
	}
	operators, err := s.ports.Store.Operators(context.Background())
	if err != nil {
		if said, err := s.offices(context.Background()); err == nil {
			i.Operators = said.names() // as the log has them
		}
		return i
	}
	for _, o := range operators {
		if !o.Disabled {
			i.Operators = append(i.Operators, o.Name)
		}
	}
	i.PINs = s.withPIN()
	return i
}

// Head is how far the register has come.
func (s *Station) Head() registry.Head {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head
}

// Questions are what the desk asks before it issues.
func (s *Station) Questions() []scheme.Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.scheme.Questions
}

// Declaration is what the applicant declares true; it stands above the signature.
func (s *Station) Declaration() scheme.Text {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.scheme.Declaration
}

// Day is the date on paper now.
func (s *Station) Day() civil.Date { return s.ports.today() }

// Close locks the station and gives the register back.
func (s *Station) Close() error {
	s.mu.Lock()
	s.forgetPINs()
	s.lock()
	s.mu.Unlock()
	return s.ports.Store.Close()
}

// allowed answers nil when the unlocked operator may give the command now.
func (s *Station) allowed(c registry.Command) error {
	if s.vault == nil {
		return ErrLocked
	}
	return registry.May(s.operator.Roles, c)
}

// writable is allowed, and the register may be written.
func (s *Station) writable(c registry.Command) error {
	if err := s.allowed(c); err != nil {
		return err
	}
	if err := s.unharmed(); err != nil {
		return err
	}
	if s.readOnly == stillFolder {
		return ErrReadOnlyFolder
	}
	if s.readOnly != "" {
		return s.notWritten()
	}
	return nil
}

// notWritten says why a register that is read-only takes nothing, and whether an epoch
// would end it.
func (s *Station) notWritten() error {
	return Info{ReadOnly: s.readOnly, NoEpoch: s.noEpoch()}.NotWritten()
}

// isNotFound reads as a question at the call.
func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

// kept is a value that every register has. One that has lost it is damaged, and
// must not read as "no such pass".
func (s *Station) kept(ctx context.Context, key string) ([]byte, error) {
	b, err := s.ports.Store.Meta(ctx, key)
	if isNotFound(err) {
		return nil, fmt.Errorf("%w: the value %s is missing", ErrDamaged, key)
	}
	return b, err
}
