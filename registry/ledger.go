package registry

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"passdesk/registry/civil"
)

// The signature ledger 签字册 as an object: who was issued a paper signs for it in a
// row of a page (登记造册，由申领人签字确认), and the register knows which row that is.
//
// Every paper, which is a pass and its copy, stands in one row of one page, and for
// ever: he signs in one place. So a page that was printed once is never laid out
// anew. Printed again it shows the same rows as then, also those of passes that were
// corrected or made void since (its remarks then say so, outside the hash), and counts
// as a further print of the same page; a range printed again is the pages in which its
// papers stand, and new pages only for papers that have no row yet. Were a range laid
// out afresh each time, one person would stand in two rows with one signature, and
// "page 12" would mean two sheets.
//
// A page printed with names takes no more of them: what is left of it is ruled out.
// A page printed beforehand with free rows takes one name after the other, by hand,
// and each is an event of its own.
//
// How pages are numbered: ledgerpages.go.

const (
	// LedgerRows is how many rows a page has.
	LedgerRows = 15
	// LedgerVolume is how many pages are bound together.
	LedgerVolume = 200
)

// LedgerPrintedBody serves LedgerPrinted. Only the first print of a page says what
// stands on it; the hash is the same ever after.
type LedgerPrintedBody struct {
	Page  int         `json:"page"`
	Print int         `json:"print,omitempty"` // which print of the page it is, from 2 on
	Of    int         `json:"of,omitempty"`    // how many pages there were, with those printed together
	Free  int         `json:"free,omitempty"`  // rows printed empty, to be written in by hand
	Rows  []LedgerRow `json:"rows,omitempty"`  // from the first on
	Hash  string      `json:"hash"`            // hex
}

// LedgerRow is what a row of a page shows, and where that stands sealed.
type LedgerRow struct {
	Pass   string     `json:"pass"`
	Copy   int        `json:"copy"`
	Day    civil.Date `json:"day"`              // of issue
	Record int64      `json:"record"`           // event whose sealed record is the holder's, as the row names him
	Status Status     `json:"status,omitempty"` // of a pass that was no longer good, or not yet again

	// Hand are the places of the characters that no font had when the page was printed, and
	// that stood in its remarks as to be written in by hand: counted from 0 over the names of
	// the holder, the guardian and the proxy, one behind the other. Places, not characters:
	// a rare one would say whose name it is. They are not under the page's hash, so that a page
	// has one hash whichever fonts are at hand.
	Hand []int `json:"hand,omitempty"`
}

// LedgerEnteredBody serves LedgerEntered; the event names the pass.
type LedgerEnteredBody struct {
	Page int `json:"page"`
	Row  int `json:"row"`
	Copy int `json:"copy"`
}

// Digest is the page's hash: over what was printed on it, the names and documents by
// the salted commitments of their records, and over which register it is of (the hash
// of its first event). A page in a binder is held against the register by it.
func (b LedgerPrintedBody) Digest(register [32]byte, commitments [][32]byte) [32]byte {
	h := sha256.New()
	h.Write([]byte("passdesk ledger page 1\n"))
	h.Write(register[:])
	for _, n := range []int{b.Page, b.Of, b.Free, len(b.Rows)} {
		binary.Write(h, binary.BigEndian, int64(n))
	}
	for i, r := range b.Rows {
		for _, f := range []string{r.Pass, r.Day.String(), string(r.Status)} {
			binary.Write(h, binary.BigEndian, uint32(len(f)))
			h.Write([]byte(f))
		}
		binary.Write(h, binary.BigEndian, []int64{int64(r.Copy), r.Record})
		h.Write(commitments[i][:])
	}
	return [32]byte(h.Sum(nil))
}

// LedgerCheck is a page's hash as it is printed at its foot: 16 digits by four.
func LedgerCheck(hash [32]byte) string { return GroupDigits(hex.EncodeToString(hash[:8])) }

// LedgerPage is where a page stands.
type LedgerPage struct {
	Page   int
	Event  int64 // that laid it out
	Free   int   // rows printed empty
	Taken  int   // the last of them that a name stands in
	Prints int
	Hash   [32]byte
}

// Volume is the volume 册 that the page is bound in.
func (p LedgerPage) Volume() int { return (p.Page + LedgerVolume - 1) / LedgerVolume }

// NextFree is the row that the next name goes into; 0 when there is none.
func (p LedgerPage) NextFree() int {
	if p.Taken >= p.Free {
		return 0
	}
	return p.Taken + 1
}

// LedgerPlace is the row in which a paper is signed for.
type LedgerPlace struct {
	Page, Row int
	Pass      Number
	Copy      int
	Event     int64 // that put it there
}

// ErrLedger is an event of the ledger that cannot follow those before.
var ErrLedger = errors.New("registry: no such page or row of the ledger")

// ofLedger are the events of which the ledger is folded.
func (e Event) ofLedger() bool { return e.Kind == LedgerPrinted || e.Kind == LedgerEntered }

// LedgerPageOf is the page that an event of the ledger is about; 0 for any other
// event, and for one that cannot be read.
func LedgerPageOf(e Event) int {
	var b struct {
		Page int `json:"page"`
	}
	if !e.ofLedger() || json.Unmarshal(e.Body, &b) != nil {
		return 0
	}
	return b.Page
}

// After folds one event of the page, and answers the rows that it filled.
func (p LedgerPage) After(e Event) (LedgerPage, []LedgerPlace, error) {
	next, places, err := p.after(e)
	if err != nil {
		return p, nil, fmt.Errorf("registry: event %d: %w", e.No, err)
	}
	return next, places, nil
}

func (p LedgerPage) after(e Event) (LedgerPage, []LedgerPlace, error) {
	if e.Kind == LedgerEntered {
		return p.entered(e)
	}
	var b LedgerPrintedBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, nil, err
	}
	hash, err := hex.DecodeString(b.Hash)
	switch {
	case err != nil || len(hash) != len(p.Hash) || b.Page < 1:
		return p, nil, ErrLedger
	case p.Event == 0:
		return laid(e, b, [32]byte(hash))
	case b.Page != p.Page || b.Print != p.Prints+1 || [32]byte(hash) != p.Hash || len(b.Rows) > 0 || b.Free > 0:
		return p, nil, fmt.Errorf("%w: page %d is not the one that was laid out", ErrLedger, b.Page)
	}
	p.Prints++
	return p, nil, nil
}

// laid is a page as it was printed first: with names, or with free rows.
func laid(e Event, b LedgerPrintedBody, hash [32]byte) (LedgerPage, []LedgerPlace, error) {
	p := LedgerPage{Page: b.Page, Event: e.No, Free: b.Free, Prints: 1, Hash: hash}
	names := len(b.Rows)
	if b.Print > 1 || b.Of < b.Page || names > LedgerRows || b.Free < 0 || b.Free > LedgerRows || (names > 0) == (b.Free > 0) {
		return p, nil, fmt.Errorf("%w: page %d", ErrLedger, b.Page)
	}
	places := make([]LedgerPlace, 0, names)
	for i, r := range b.Rows {
		n, err := ParseNumber(r.Pass)
		if err != nil || r.Copy < 1 || r.Record < 1 || r.Record >= e.No {
			return p, nil, fmt.Errorf("%w: page %d, row %d", ErrLedger, b.Page, i+1)
		}
		places = append(places, LedgerPlace{Page: b.Page, Row: i + 1, Pass: n, Copy: r.Copy, Event: e.No})
	}
	return p, places, nil
}

// entered: a name goes into the next free row, or, where one was spoiled, into one
// behind it.
func (p LedgerPage) entered(e Event) (LedgerPage, []LedgerPlace, error) {
	var b LedgerEnteredBody
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return p, nil, err
	}
	n, err := ParseNumber(e.Pass)
	if err != nil || p.Event == 0 || b.Page != p.Page || b.Row <= p.Taken || b.Row > p.Free || b.Copy < 1 {
		return p, nil, fmt.Errorf("%w: page %d, row %d", ErrLedger, b.Page, b.Row)
	}
	p.Taken = b.Row
	return p, []LedgerPlace{{Page: b.Page, Row: b.Row, Pass: n, Copy: b.Copy, Event: e.No}}, nil
}
