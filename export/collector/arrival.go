package collector

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// Arrival is what one bundle brought, opened and its signature checked.
type Arrival struct {
	Scheme  string
	Station ed25519.PublicKey
	Digest  [32]byte // of the bundle: the same again is counted
	Items   []Item
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
type Gap struct{ From, To int64 }

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

// check refuses what cannot be a station's events: a hash that is not its event's
// own, a record that is not the one that was committed to. The bundle's signature
// says who sent it; this, that it is what it says.
func (a Arrival) check() error {
	if len(a.Station) != ed25519.PublicKeySize {
		return refuse("没有写明是哪个站点的", "it does not say which station it is from")
	}
	for i, it := range a.Items {
		e := it.Event
		switch {
		case e.No < 1 || !e.Intact(e.Prev):
			return refuse("第 %d 条：事件 %d 的哈希不符", "item %d: the hash of event %d does not fit", i+1, e.No)
		case e.Commitment == [32]byte{} && it.Record != nil:
			return refuse("第 %d 条：事件 %d 不该带记录", "item %d: event %d has no record", i+1, e.No)
		case e.Commitment != [32]byte{} && (it.Record == nil || seal.Commitment(it.Salt, it.Record) != e.Commitment):
			return refuse("第 %d 条：事件 %d 的记录不是它承诺的那份", "item %d: the record is not the one that event %d commits to", i+1, e.No)
		}
	}
	return nil
}

// address is where a record lies sealed: with its event, wherever that stands.
func address(scheme string, station []byte, no int64, hash []byte) seal.AAD {
	return seal.AAD{Table: "events", Version: 1, Row: no, Name: scheme + "/" + hex.EncodeToString(station) + "/" + hex.EncodeToString(hash)}
}
