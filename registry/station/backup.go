package station

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// A backup is one file:
//
//	"passdesk backup 1\n"
//	a line of JSON: a BackupHead
//	a sealed file (seal.Vault.SealStream): SHA-256 of both lines, then the register
//
// The head lies in the open, and holds what a bare machine needs to open the
// rest: the operators' wraps of the data key, which lie in the open in the
// register too, and the recovery wrap. It names nobody but the operators. The sum
// inside the seal ties it to the register, so that nothing in it can be changed.
// What any build has written, every later build restores.
const (
	backupMagic = "passdesk backup 1\n"
	mostHead    = 1 << 20
)

// ErrBackup is a file that is no backup, or one that is not whole.
var ErrBackup = errors.New("station: the backup is not whole")

// Copying is a store that can hand out a whole copy of itself.
type Copying interface {
	Copy(ctx context.Context) (io.ReadCloser, error)
}

// BackupHead is what a backup says of itself before it is opened.
type BackupHead struct {
	Scheme    string       `json:"scheme"`
	District  string       `json:"district"`
	Station   int          `json:"station"`
	Register  string       `json:"register"` // the public key's first digits, as in the mark's name
	Event     int64        `json:"event"`
	Hash      string       `json:"hash"` // of the event, hex
	Epoch     int          `json:"epoch"`
	Made      time.Time    `json:"made"`
	Operators []BackupWrap `json:"operators"`
	Recipient string       `json:"recipient"`
	Recovery  []byte       `json:"recovery"`
}

// OtherStation reports a backup that is not this station's: it is of another register,
// and that one numbers under another code.
func (s *Station) OtherStation(of BackupHead) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ours := of.Register != "" && strings.HasPrefix(s.opened.PublicKey, of.Register)
	alike := of.Scheme == s.opened.Scheme && of.District == s.district() && (of.Station == s.opened.Station || of.Station == s.stationCode())
	return !ours && !alike
}

// BackupWrap lets an operator open the backup.
type BackupWrap struct {
	Name string `json:"name"`
	Wrap []byte `json:"wrap"`
}

// Backup writes a sealed copy of the register as it is now. It is whole when the
// answer is nil; RecordBackup is called when it was opened again and lies where it
// shall. A register that is read-only is backed up too, and the event is left out.
func (s *Station) Backup(ctx context.Context, to io.Writer) (BackupHead, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := firstError(s.allowed(registry.DoExport), s.unharmed()); err != nil { // whoever restores it would have no other
		return BackupHead{}, err
	}
	copying, ok := s.ports.Store.(Copying)
	if !ok {
		return BackupHead{}, fmt.Errorf("back up: %w: this store makes no copies", ErrInvalid)
	}
	head, err := s.backupHead(ctx)
	if err != nil {
		return head, fmt.Errorf("back up: %w", err)
	}
	from, err := copying.Copy(ctx)
	if err != nil {
		return head, fmt.Errorf("back up: %w", err)
	}
	defer from.Close()
	if err := s.sealBackup(to, head, from); err != nil {
		return head, fmt.Errorf("back up: %w", err)
	}
	return head, nil
}

func (s *Station) backupHead(ctx context.Context) (BackupHead, error) {
	h := BackupHead{
		Scheme: s.opened.Scheme, District: s.district(), Station: s.opened.Station, Register: s.opened.PublicKey[:16],
		Event: s.head.Event, Hash: hex.EncodeToString(s.head.Hash[:]), Epoch: s.head.Epoch, Made: s.ports.Now().UTC().Truncate(time.Millisecond),
	}
	recipient, err := s.kept(ctx, metaRecipient)
	if err != nil {
		return h, err
	}
	if h.Recovery, err = s.kept(ctx, metaRecovery); err != nil {
		return h, err
	}
	h.Recipient = string(recipient)
	operators, err := s.ports.Store.Operators(ctx)
	for _, o := range operators {
		if !o.Disabled {
			h.Operators = append(h.Operators, BackupWrap{o.Name, o.Wrap})
		}
	}
	return h, err
}

func (s *Station) sealBackup(to io.Writer, head BackupHead, from io.Reader) error {
	line, err := json.Marshal(head)
	if err != nil {
		return err
	}
	open := append([]byte(backupMagic), append(line, '\n')...)
	if _, err := to.Write(open); err != nil {
		return err
	}
	w, err := s.vault.SealStream(to, head.Recipient)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(open)
	if _, err := w.Write(sum[:]); err != nil {
		return err
	}
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

// SealedBackup is a backup whose head was read.
type SealedBackup struct {
	BackupHead
	sum  [32]byte
	rest io.Reader
}

// ReadBackup reads the head; ErrBackup for what is none.
func ReadBackup(from io.Reader) (*SealedBackup, error) {
	r := bufio.NewReaderSize(from, 64<<10)
	magic := make([]byte, len(backupMagic))
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != backupMagic {
		return nil, fmt.Errorf("%w: it does not begin like one", ErrBackup)
	}
	var line []byte
	for !bytes.HasSuffix(line, []byte("\n")) {
		part, err := r.ReadSlice('\n')
		if line = append(line, part...); err != nil && !errors.Is(err, bufio.ErrBufferFull) || len(line) > mostHead {
			return nil, fmt.Errorf("%w: its first lines are cut off", ErrBackup)
		}
	}
	b := &SealedBackup{rest: r, sum: sha256.Sum256(append(magic, line...))}
	if err := json.Unmarshal(line, &b.BackupHead); err != nil {
		return nil, fmt.Errorf("%w: its first lines", ErrBackup)
	}
	return b, nil
}

// WithPassphrase is the register inside, opened by an operator of then: the named
// one, or the only one. A read fails with ErrBackup where a byte was changed.
func (b *SealedBackup) WithPassphrase(operator string, passphrase []byte) (io.Reader, error) {
	for _, o := range b.Operators {
		if o.Name != operator && (operator != "" || len(b.Operators) > 1) {
			continue
		}
		key, err := seal.Unwrap(o.Wrap, passphrase)
		if errors.Is(err, seal.ErrWrongPassphrase) {
			return nil, ErrWrongPassphrase
		}
		if err != nil {
			return nil, fmt.Errorf("%w: a wrapped key", ErrBackup)
		}
		return b.with(key)
	}
	return nil, ErrWrongPassphrase
}

// WithRecovery is the register inside, opened by what is typed from the sheet.
func (b *SealedBackup) WithRecovery(typed string) (io.Reader, error) {
	r, err := seal.ParseRecovery(typed)
	if err != nil {
		return nil, &Fault{"recovery", recoveryText(err)}
	}
	defer r.Wipe()
	key, err := seal.OpenRecovery(b.Recovery, r)
	if err != nil {
		return nil, &Fault{"recovery", recoveryText(err)}
	}
	return b.with(key)
}

func (b *SealedBackup) with(key *seal.DataKey) (io.Reader, error) {
	v := seal.Open(key)
	key.Wipe()
	defer v.Wipe()
	return b.content(v)
}

func (b *SealedBackup) content(v *seal.Vault) (io.Reader, error) {
	plain, err := v.OpenStream(b.rest)
	if err != nil {
		return nil, fmt.Errorf("%w: the seal", ErrBackup)
	}
	var sum [32]byte
	if _, err := io.ReadFull(plain, sum[:]); err != nil || sum != b.sum {
		return nil, fmt.Errorf("%w: the first lines are not the ones that were sealed", ErrBackup)
	}
	return backupReader{plain}, nil
}

type backupReader struct{ from io.Reader }

func (b backupReader) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if errors.Is(err, seal.ErrStream) {
		err = fmt.Errorf("%w: the seal", ErrBackup)
	}
	return n, err
}

// OpenBackup is the register inside a backup of this station, opened by the one
// who is at the desk.
func (s *Station) OpenBackup(from io.Reader) (BackupHead, io.Reader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return BackupHead{}, nil, ErrLocked
	}
	b, err := ReadBackup(from)
	if err != nil {
		return BackupHead{}, nil, err
	}
	content, err := b.content(s.vault)
	return b.BackupHead, content, err
}

// CheckCopy holds a register that was taken out of a backup against the backup's
// head: the medium is whole, the chain holds to the very event, and the passes are
// what the events add up to. It answers how many there are.
func CheckCopy(ctx context.Context, store Store, head BackupHead) (passes int, err error) {
	if err := store.Integrity(ctx); err != nil {
		return 0, fmt.Errorf("check the copy: %w", err)
	}
	var broken error
	states, end, err := registry.Fold(func(yield func(registry.Event) bool) {
		for e, err := range store.Events(ctx) {
			if broken = err; err != nil || !yield(e) {
				return
			}
		}
	})
	if err = errors.Join(err, broken); err != nil {
		return 0, fmt.Errorf("check the copy: %w: %w", ErrBackup, err)
	}
	if end.Event != head.Event || hex.EncodeToString(end.Hash[:]) != head.Hash {
		return 0, fmt.Errorf("check the copy: %w: it ends at event %d, not as its head says", ErrBackup, end.Event)
	}
	for state, err := range store.AllPasses(ctx) {
		if err != nil {
			return 0, fmt.Errorf("check the copy: %w", err)
		}
		if states[state.Number.String()] != state {
			return 0, fmt.Errorf("check the copy: %w: a pass is not as the log says", ErrBackup)
		}
		passes++
	}
	if passes != len(states) {
		return 0, fmt.Errorf("check the copy: %w: %d passes, the log says %d", ErrBackup, passes, len(states))
	}
	return passes, nil
}

// metaBackup is when the newest backup was made, for who asks whether it is time.
const metaBackup = "backup"

// RecordBackup puts into the log that a backup was made, opened again and found
// whole. digest is SHA-256 of the file, hex. A register that is read-only keeps no
// record of it.
func (s *Station) RecordBackup(ctx context.Context, head BackupHead, digest string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoExport); err != nil {
		return err
	}
	body := registry.BackedUpBody{Event: head.Event, Head: head.Hash, Made: head.Made, Digest: digest}
	err := s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.BackedUp, body: registry.Body(body)}},
		change: Change{Meta: map[string][]byte{metaBackup: registry.Body(body)}},
	})
	if err == nil {
		s.backedUp = head.Made
	}
	return err
}

// backupDue reports that the newest backup, or the register that has none, is
// older than the keeper allows.
func (s *Station) backupDue() bool {
	last := s.backedUp
	if last.IsZero() {
		last = s.since
	}
	return !last.IsZero() && s.ports.Now().Sub(last) > time.Duration(s.scheme.Number("backup_days"))*24*time.Hour
}
