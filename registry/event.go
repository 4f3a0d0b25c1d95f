package registry

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"
)

// Kind says what happened. Kinds are past tense and for ever: a kind that was
// once written is read by every later build.
type Kind string

const (
	Opened          Kind = "Opened"          // the register was made
	OperatorAdded   Kind = "OperatorAdded"   //
	EpochTaken      Kind = "EpochTaken"      // a new epoch, after a restore, a copy, or 99,999
	ListImported    Kind = "ListImported"    // residents, loaded for the search
	Issued          Kind = "Issued"          // a person got a number
	Reissued        Kind = "Reissued"        // the same person, the same number, the next copy
	Reprinted       Kind = "Reprinted"       // the paper was lost or damaged: the same number, the next copy
	Refused         Kind = "Refused"         // by a rule; kept, since it may be appealed
	Parked          Kind = "Parked"          // an officer, the health department or a supervisor must settle it
	SpecialRecorded Kind = "SpecialRecorded" // a special pass (特别通行) of another authority was shown: recorded, no pass of ours
	Overridden      Kind = "Overridden"      // a warning was seen, and the operator said: two people, or the same child
	Settled         Kind = "Settled"         // an officer decided on a parked case
	AppealLodged    Kind = "AppealLodged"    // 申诉 of a refusal
	AppealDecided   Kind = "AppealDecided"   // 维持 or 变更
	AppealReopened  Kind = "AppealReopened"  // there is new evidence
	PrintIntended   Kind = "PrintIntended"   // before a byte goes to the printer
	PrintedOut      Kind = "PrintedOut"      // what came out
	Signed          Kind = "Signed"          // the applicant signed for it
	Cancelled       Kind = "Cancelled"       // a paper that was not handed over
	RecallOrdered   Kind = "RecallOrdered"   // 对证件进行收回
	Returned        Kind = "Returned"        // the paper came back
	ReturnRefused   Kind = "ReturnRefused"   // a recalled paper was asked for and not given
	NotFound        Kind = "NotFound"        // a recalled paper was looked for and not found
	Lost            Kind = "Lost"            //
	Corrected       Kind = "Corrected"       // 变更: the holder's data were wrong; the next paper says it right
	Amended         Kind = "Amended"         // 更正: what was wrong of the holder's data stands on no paper; the papers stay as they are
	Reinstated      Kind = "Reinstated"      // the recall was taken back: the person may hold a pass again
	Expired         Kind = "Expired"         // the term is over
	Voided          Kind = "Voided"          // a paper, never a number
	CopySkipped     Kind = "CopySkipped"     // a copy that may have been printed behind a backup is printed no more: the next one takes its place
	Exported        Kind = "Exported"        // a file with people's data left the station
	DayOpened       Kind = "DayOpened"       //
	Closed          Kind = "Closed"          // the day
	PaperCompared   Kind = "PaperCompared"   // the opening question: which number stands on the last paper
	Viewed          Kind = "Viewed"          // somebody's data were opened and read
	WatchLifted     Kind = "WatchLifted"     // somebody was taken off the watch list
	SettingChanged  Kind = "SettingChanged"  //
	RecoveryChecked Kind = "RecoveryChecked" // the recovery sheet was typed back once
	PassphraseReset Kind = "PassphraseReset" // with the recovery sheet

	RecoveryMade      Kind = "RecoveryMade"      // a new recovery sheet; the one before opens the register no more
	PassphraseChanged Kind = "PassphraseChanged" // by the operator
	OperatorDisabled  Kind = "OperatorDisabled"  //
	BackedUp          Kind = "BackedUp"          // a sealed copy of the register was written
	Restored          Kind = "Restored"          // the register is a backup's; what came after it is not here
	LicenceTaken      Kind = "LicenceTaken"      // an authority's licence replaces the one before

	LedgerPrinted Kind = "LedgerPrinted" // a page of the signature ledger was laid out, or printed once more
	LedgerEntered Kind = "LedgerEntered" // a paper got a row that was printed free

	UpstreamTaken Kind = "UpstreamTaken" // where parcels go, in the authority's own words
	Receipted     Kind = "Receipted"     // upstream has the events up to one
	TaskTaken     Kind = "TaskTaken"     // upstream asks something of this station, or no more
	TaskDone      Kind = "TaskDone"      // what came of it
)

// Event is one fact of the register, chained to the one before it. It carries
// no personal data and no unsalted hash of any: Commitment is SHA-256 over the
// salt and the sealed record that belongs to the event, or zero.
type Event struct {
	No         int64     // from 1, without gaps, for the whole life of the register
	At         time.Time // UTC, milliseconds
	Kind       Kind
	Operator   string
	Pass       string // the pass number's digits, or ""
	Body       json.RawMessage
	Commitment [32]byte
	Prev       [32]byte // hash of event No-1; zero for the first
	Hash       [32]byte

	was   int64 // of what a returned event says (Again), which is no step of here: its number then
	keeps bool  // and what was skipped behind its copy may be out still
}

// Chained returns the event with its number, predecessor and hash set.
func (e Event) Chained(no int64, prev [32]byte) Event {
	e.No, e.Prev, e.At = no, prev, e.At.UTC().Truncate(time.Millisecond)
	if e.Body == nil {
		e.Body = json.RawMessage("{}")
	}
	e.Hash = e.digest()
	return e
}

// Intact reports whether the hash is the event's own and follows prev.
func (e Event) Intact(prev [32]byte) bool { return e.Prev == prev && e.Hash == e.digest() }

// SignsHead reports an event that stands in one command with the signed head of the
// log that it ends: a close that counts numbers and sheets, a head that was
// handed out, or a parcel for upstream. Earlier builds signed none, or without an event.
func (e Event) SignsHead() bool {
	var closed ClosedBody
	var out ExportedBody
	switch e.Kind {
	case Closed:
		return json.Unmarshal(e.Body, &closed) == nil && closed.Account != nil
	case Exported:
		return json.Unmarshal(e.Body, &out) == nil && (out.Format == HeadFormat || out.Format == ParcelFormat)
	}
	return false
}

// digest is SHA-256 over the event's encoding.
func (e Event) digest() [32]byte {
	return sha256.Sum256(e.AppendTo(make([]byte, 0, 512)))
}

// Head is how far a register has come: the last event and the last number given.
// The high-water file holds one, and so does every closing slip.
type Head struct {
	Event  int64
	Hash   [32]byte
	Epoch  int
	Serial int // last serial given in the epoch; 0 none
}

// Short is the first 8 hex digits of the chain's head, as printed on the slip.
func (h Head) Short() string { return fmt.Sprintf("%x", h.Hash[:4]) }

// Body makes an event's body from a struct with json tags. It panics only on a
// type that JSON cannot write, which a test would meet first.
func Body(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("registry: event body %T: %v", v, err))
	}
	return b
}
