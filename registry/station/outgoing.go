package station

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// Outgoing is a parcel for upstream in the making: what it says of itself, and the
// events with their records. It is good inside SendUp only.
type Outgoing struct {
	Scheme, District string
	Station          int // the code under which the station numbers now
	Register         ed25519.PublicKey
	Epoch            int
	Recipient        string // the collector's
	AnswerTo         string // the station's own
	Made             time.Time
	From, To         int64
	Previous, Head   [32]byte
	Edge             []byte // registry.Tree of the events before From
	Note             string // licence.Head at To
	Licence          string // the delivery under which the station numbers
	Listed           int64  // all that upstream said of people up to this number is here

	ctx     context.Context
	station *Station
}

// ErrNothingNew is that upstream has receipted everything.
var ErrNothingNew = errors.New("station: upstream has everything")

// SendUp lets write make a parcel of everything behind the last receipt, or of more where
// upstream has lost what it receipted (missing.go). That it was
// made is an event, the parcel's last, whose head the station signs; where nothing
// has happened since the parcel before, that one is made again. Whatever becomes of
// the file, the events stay unsent until a receipt says otherwise.
func (s *Station) SendUp(ctx context.Context, write func(*Outgoing) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoBundle); err != nil {
		return err
	}
	up, err := s.upstream(ctx)
	if err != nil {
		return err
	}
	through, err := s.sendFrom(ctx)
	if err != nil {
		return fmt.Errorf("make a parcel: %w", err)
	}
	if err := s.signParcel(ctx, through); err != nil {
		return fmt.Errorf("make a parcel: %w", err)
	}
	out, err := s.outgoing(ctx, through, up.Recipient)
	if err != nil {
		return fmt.Errorf("make a parcel: %w", err)
	}
	if err := write(out); err != nil {
		return err
	}
	s.again = 0
	return nil
}

// SomethingNew answers ErrNothingNew where SendUp would.
func (s *Station) SomethingNew(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoBundle); err != nil {
		return err
	}
	through, err := s.sendFrom(ctx)
	if err == nil {
		err = s.news(ctx, through)
	}
	if err != nil {
		return fmt.Errorf("look for what is new: %w", err)
	}
	return nil
}

// news answers ErrNothingNew when nothing was done behind the last receipt but sending.
func (s *Station) news(ctx context.Context, through int64) error {
	news := s.again > 0 // upstream waits for it, whatever it is
	for e, err := range s.ports.Store.EventsAfter(ctx, through) {
		if err != nil {
			return err
		}
		if isNews(e) {
			news = true
			break
		}
	}
	if !news {
		return ErrNothingNew
	}
	return nil
}

// signParcel ends the log with a signed head of a parcel, if it does not end so; or
// ErrNothingNew.
func (s *Station) signParcel(ctx context.Context, through int64) error {
	if err := s.news(ctx, through); err != nil {
		return err
	}
	last, err := s.lastEvent(ctx)
	if err != nil {
		return err
	}
	if from, is := parcelOf(last); is && from == through+1 {
		return nil
	}
	body := registry.Body(registry.ExportedBody{Format: registry.ParcelFormat, Count: int(s.head.Event + 1 - through), From: through + 1})
	return s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: body}}, signed: true})
}

// Receipted reports that upstream has the parcel with these events: the log says that it
// was made, with this beginning of its head, and a receipt reaches to its end.
func (s *Station) Receipted(ctx context.Context, from, to int64, head []byte) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoBundle); err != nil {
		return false, err
	}
	through, err := s.lastReceipt(ctx)
	if err != nil || to > through {
		return false, err
	}
	for e, err := range s.ports.Store.EventsAfter(ctx, to-1) {
		first, made := parcelOf(e)
		return err == nil && e.No == to && made && first == from && len(head) > 0 && bytes.HasPrefix(e.Hash[:], head), err
	}
	return false, nil
}

// isNews: sending and its receipts are no news to upstream.
func isNews(e registry.Event) bool {
	_, sending := parcelOf(e)
	return !sending && e.Kind != registry.Receipted
}

// parcelOf is the first event of the parcel that the event says was made.
func parcelOf(e registry.Event) (from int64, is bool) {
	var b registry.ExportedBody
	is = e.Kind == registry.Exported && json.Unmarshal(e.Body, &b) == nil && b.Format == registry.ParcelFormat
	return b.From, is
}

func (s *Station) lastEvent(ctx context.Context) (registry.Event, error) {
	for e, err := range s.ports.Store.EventsAfter(ctx, s.head.Event-1) {
		return e, err
	}
	return registry.Event{}, fmt.Errorf("%w: event %d is missing", ErrDamaged, s.head.Event)
}

func (s *Station) outgoing(ctx context.Context, through int64, to string) (*Outgoing, error) {
	box, err := s.vault.Mailbox()
	if err != nil {
		return nil, err
	}
	kept, err := s.ports.Store.LastHead(ctx)
	if err != nil {
		return nil, err
	}
	if kept.Events != s.head.Event {
		return nil, fmt.Errorf("%w: the signed head at event %d", ErrDamaged, s.head.Event)
	}
	before, previous, err := s.treeAt(ctx, through)
	if err != nil {
		return nil, err
	}
	listed, err := s.peopleThrough(ctx)
	if err != nil {
		return nil, err
	}
	return &Outgoing{
		Scheme: s.opened.Scheme, District: s.district(), Station: s.stationCode(), Register: s.publicKey(), Epoch: s.head.Epoch,
		Recipient: to, AnswerTo: box.Recipient(), Made: s.ports.Now().UTC().Truncate(time.Millisecond),
		From: through + 1, To: s.head.Event, Previous: previous, Head: s.head.Hash, Edge: before.Edge(),
		Note: string(kept.Note), Licence: string(s.licence.Delivery()), Listed: listed, ctx: ctx, station: s,
	}, nil
}

// treeAt is the tree of the first events, with the hash of the last of them: the
// nearest signed head is where it begins.
func (s *Station) treeAt(ctx context.Context, size int64) (registry.Tree, [32]byte, error) {
	var nearest SignedHead
	for h, err := range s.ports.Store.Heads(ctx) {
		if err != nil {
			return registry.Tree{}, [32]byte{}, err
		}
		if h.Events <= size {
			nearest = h
		}
	}
	tree, chain := registry.Tree{}, [32]byte{}
	if nearest.Events > 0 {
		known, h, err := s.readHead(nearest)
		if err != nil {
			return tree, chain, err
		}
		tree, chain = known, h.Chain
	}
	if tree.Size() == size {
		return tree, chain, nil
	}
	for e, err := range s.ports.Store.Links(ctx, tree.Size()) {
		if err != nil {
			return tree, chain, err
		}
		if chain, err = grow(&tree, chain, e); err != nil {
			return tree, chain, err
		}
		if tree.Size() == size {
			return tree, chain, nil
		}
	}
	return tree, chain, fmt.Errorf("%w: the log ends before event %d", ErrDamaged, size)
}

// OpenRow is an event with the record that it brought, opened, and the salt of its
// commitment; Record is nil for none.
type OpenRow struct {
	registry.Event
	Salt   [seal.SaltSize]byte
	Record []byte
}

// Rows are the parcel's events in order. It reads the register: nothing else may be
// asked of the station meanwhile.
func (o *Outgoing) Rows() iter.Seq2[OpenRow, error] {
	return func(yield func(OpenRow, error) bool) {
		for r, err := range o.station.ports.Store.Log(o.ctx, o.From-1, true) {
			row := OpenRow{Event: r.Event}
			if err == nil && r.Sealed != nil {
				err = row.open(o.station.vault, r)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (row *OpenRow) open(v *seal.Vault, r LogRow) error {
	plain, err := v.Open(recordAddress(r.No), r.Sealed)
	if err != nil || len(plain) < seal.SaltSize {
		return fmt.Errorf("%w: the record of event %d does not open", ErrDamaged, r.No)
	}
	row.Salt, row.Record = [seal.SaltSize]byte(plain), plain[seal.SaltSize:]
	return nil
}

// Public is the station's key.
func (o *Outgoing) Public() ed25519.PublicKey { return o.station.signing.Public() }

// Sign signs a parcel's end, and nothing else.
func (o *Outgoing) Sign(message []byte) []byte {
	if !bytes.HasPrefix(message, []byte(registry.ParcelSigned)) {
		return nil
	}
	return o.station.signing.Sign(message)
}
