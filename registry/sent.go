package registry

import (
	"encoding/json"
	"time"

	"passdesk/registry/civil"
)

// ParcelSigned begins every message that is signed for a parcel, and no other.
const ParcelSigned = "passdesk parcel 1 signed\n"

// Sent is one thing that upstream sends down to a station, beside the events that it
// gives back. The words of kinds and fields are for ever.
type Sent struct {
	Kind SentKind        `json:"kind"`
	Body json.RawMessage `json:"body"`
	Made time.Time       `json:"-"` // when the parcel that brought it was made; zero: that is not known
}

// SentKind is what upstream sends.
type SentKind string

const (
	SentReceipt   SentKind = "receipt"   // SignedText: a licence.Receipt
	SentUpstream  SentKind = "upstream"  // SignedText: a licence.Upstream, where parcels go from now on
	SentLicence   SentKind = "licence"   // SignedText: a delivery of package licence
	SentAside     SentKind = "aside"     // Aside: an event that upstream could not take as it stands
	SentTask      SentKind = "task"      // Task
	SentDirectory SentKind = "directory" // SentList of places of the station directory
	SentAreas     SentKind = "areas"     // SentList of areas of package scheme
	SentWatch     SentKind = "watch"     // SentPeople: people on the city's lists
	SentKeys      SentKind = "keys"      // SignedText: a licence.KeyList
	SentRecalls   SentKind = "recalls"   // SignedText: the file of a licence.RecallList
	SentReturned  SentKind = "branch"    // SentBranch: what a backup that was put back did not hold
)

// SignedText is a note that stands by itself, whoever carries it.
type SignedText struct {
	Text string `json:"text"`
}

// Aside is an event that upstream did not take as it stands, and why. What is put
// aside is kept there and alarms; the events behind it are receipted all the same.
type Aside struct {
	Event int64   `json:"event"`
	To    int64   `json:"to,omitempty"` // of what is missing: the last event
	Cause string  `json:"cause"`        // fork, number, commitment, unreadable, missing
	Why   SentWhy `json:"why"`
}

// AsideMissing is the cause of an Aside about events that upstream has not, and without
// which it holds back those that follow.
const AsideMissing = "missing"

// SentWhy is a sentence in both languages. It names nobody.
type SentWhy struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// SentList is a whole list, which takes the place of the one before it. Number
// counts the lists of a kind: an older one never replaces a newer.
type SentList struct {
	Number int64           `json:"number"`
	Made   civil.Date      `json:"made"`
	List   json.RawMessage `json:"list"`
}

// TaskKind is what upstream asks of a station.
type TaskKind string

const (
	TaskRecall    TaskKind = "recall"    // fetch the pass back: the daily analysis, or another station, found a reason
	TaskDuplicate TaskKind = "duplicate" // the person has the earlier number Other: fetch this paper back, the number ends
	TaskReissue   TaskKind = "reissue"   // another has the same number and keeps it: this person gets a new one
	TaskAppeal    TaskKind = "appeal"    // an appeal of this pass was lodged elsewhere: it is heard where it was issued
	TaskDecision  TaskKind = "decision"  // an appeal that went upstream was decided: Reason is uphold or change
	TaskHear      TaskKind = "hear"      // an appeal of another station's that the police decide: with its Papers
)

// TaskKinds are all of them.
var TaskKinds = []TaskKind{TaskRecall, TaskDuplicate, TaskReissue, TaskAppeal, TaskDecision, TaskHear}

// Task is one thing that upstream asks of a station. It is known by its ID in its
// scheme: the same ID again is the same task.
type Task struct {
	ID     string     `json:"id"` // a letter and at most 63 more of a–z, 0–9 and dashes
	Kind   TaskKind   `json:"kind"`
	Number string     `json:"number"`           // the pass of this station; "" of a decision about a refusal, and of what is to be heard
	Other  string     `json:"other,omitempty"`  // of a duplicate: the number that stands; of a reissue: the first holder's, with its run digit
	Event  int64      `json:"event,omitempty"`  // of a reissue: this station's event that issued it
	Reason string     `json:"reason,omitempty"` // of a recall: a Reason; of a decision: uphold, change
	Day    civil.Date `json:"day,omitzero"`     // on which it was found
	Text   string     `json:"text,omitempty"`   // what somebody wrote of it; personal, sealed at the station
	Done   bool       `json:"done,omitempty"`   // upstream needs it no more

	// Copied is the stored Application of the holder, where the pass was given by a copy of
	// this register, and this one has no such pass: personal, sealed at the station.
	Copied json.RawMessage `json:"copied,omitempty"`

	Case    string      `json:"case,omitempty"`    // of a decision: the case, by its name at this station
	Lodged  string      `json:"lodged,omitempty"`  // likewise: the hash of the event that lodged or reopened the appeal, hex
	Heard   *Heard      `json:"heard,omitempty"`   // likewise: by whom
	Hearing *CasePapers `json:"hearing,omitempty"` // of what is to be heard; personal, sealed at the station
}

// SentPeople is a part of the people on upstream's lists. Upstream counts what it says
// of people, one number for each thing said; From and To are the first and the last
// that this part answers for, so that whoever has all up to From-1 has all up to To
// when it is taken in. Of what was changed since only the newest is said.
type SentPeople struct {
	From   int64        `json:"from"`
	To     int64        `json:"to"`
	People []SentPerson `json:"people"` // by No, ascending
}

// SentPerson is one person on a list of one source.
type SentPerson struct {
	No     int64           `json:"no"`
	Entry  json.RawMessage `json:"entry"`            // watch.Entry
	Lifted bool            `json:"lifted,omitempty"` // the source takes it back
}

// SentBranch is a part of what a register lost when a backup was put back: events of its
// own log that upstream has receipted, one following the other. The first follows an
// event that the register has, or the last one of the part before. What had come back in
// that history from another one is left out, for it comes from there: behind it the first
// follows the BranchReturned that brought it, named by its hash.
type SentBranch struct {
	Behind  []byte      `json:"behind,omitempty"`
	Receipt string      `json:"receipt"`        // licence.Receipt through the last of these events, signed
	Last    bool        `json:"last,omitempty"` // upstream has no more of it
	Events  []SentEvent `json:"events"`
}

// SentEvent is an event as AppendTo wrote it, with its record.
type SentEvent struct {
	Event  []byte `json:"event"`
	Record []byte `json:"record,omitempty"` // the salt, and the record behind it; none: the event commits to none
}
