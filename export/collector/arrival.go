package collector

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Arrival is what one parcel brought, opened and its signature checked.
type Arrival struct {
	Scheme   string
	Station  ed25519.PublicKey
	Digest   [32]byte // of the parcel: the same again is counted
	From, To int64
	Answer   string // what goes back is sealed to it (age); "" as before
	Epoch    int    // that the station numbers in
	Listed   int64  // up to here it has all that was said of people
	Items    iter.Seq2[Item, error]
}

// Item is one event and the record that it commits to.
type Item struct {
	Event  registry.Event
	Salt   [seal.SaltSize]byte
	Record []byte // none: nil
}

// Taken is what became of an arrival.
type Taken struct {
	Kept    int   // events that are new
	Known   int   // that were here
	Held    int   // that wait for one before them
	Forked  int   // of Kept: those of another history than the first
	Refused int   // of Kept: those without effect
	Passes  int   // numbers that were new
	Through int64 // how far the station's histories have come: the furthest
	Gaps    []Gap
}

// Gap is a run of events that have not come, before ones that have.
type Gap struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// ErrRefused is an arrival of which nothing was taken.
var ErrRefused = errors.New("collector: refused")

// Refused says why, in both languages.
type Refused struct{ Why scheme.Text }

func (r *Refused) Error() string              { return "collector: refused: " + r.Why.EN }
func (r *Refused) Unwrap() error              { return ErrRefused }
func (r *Refused) Sentences() (zh, en string) { return r.Why.ZH, r.Why.EN }

func refuse(zh, en string, args ...any) error {
	return &Refused{scheme.Text{ZH: sprintf(zh, args), EN: sprintf(en, args)}}
}

func sprintf(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// check refuses what cannot be a station's event: a hash that is not its own, a
// record that is not the one that was committed to. The parcel's signature says who
// sent it; this, that it is what it says.
func (it Item) check() error {
	e := it.Event
	switch {
	case e.No < 1 || !e.Intact(e.Prev):
		return refuse("事件 %d 的哈希不符", "the hash of event %d does not fit", e.No)
	case e.Commitment == [32]byte{} && it.Record != nil:
		return refuse("事件 %d 不该带记录", "event %d has no record", e.No)
	case e.Commitment != [32]byte{} && (it.Record == nil || seal.Commitment(it.Salt, it.Record) != e.Commitment):
		return refuse("事件 %d 的记录不是它承诺的那份", "the record is not the one that event %d commits to", e.No)
	}
	return nil
}

// address is where a record lies sealed: with its event, wherever that stands.
func address(scheme string, station []byte, no int64, hash []byte) seal.AAD {
	return seal.AAD{Table: "events", Version: 1, Row: no, Name: scheme + "/" + hex.EncodeToString(station) + "/" + hex.EncodeToString(hash)}
}
