package registry

import (
	"encoding/json"
	"time"

	"passdesk/registry/civil"
)

// The bodies of the events, as JSON. A field name here is for ever.

// OpenedBody is how a register was made.
type OpenedBody struct {
	Scheme    string `json:"scheme"`
	Division  string `json:"division"`
	Station   int    `json:"station"`
	Point     Point  `json:"point"`
	StartAt   int    `json:"start_at"` // first serial; the ones before stand in the paper book
	Epoch     int    `json:"epoch"`
	OwnRoot   bool   `json:"own_root"`
	PublicKey string `json:"public_key"` // Ed25519, hex
	Root      string `json:"root"`       // who licensed the station
	Recovery  string `json:"recovery"`   // SHA-256 of the recovery recipient and wrap, hex
	Machine   string `json:"machine"`    // a random mark that the high-water file holds too
}

// Point is the issuing point 发放点 that the station serves.
type Point struct {
	Kind string `json:"kind"` // community, village, enterprise, building, unit, checkpoint, police
	Name string `json:"name"`
}

// PointKinds are the kinds of 发放点 that the notices name (000, 001).
var PointKinds = []string{"community", "village", "enterprise", "building", "unit", "checkpoint", "police"}

// IssuedBody serves Issued and Reissued.
type IssuedBody struct {
	Epoch    int        `json:"epoch"`
	Serial   int        `json:"serial"`
	Copy     int        `json:"copy"`
	Day      civil.Date `json:"day"`
	Expires  civil.Date `json:"expires,omitzero"`
	Cause    string     `json:"cause,omitempty"` // outcome word: ISSUE, REISSUE, UPGRADE
	Rule     string     `json:"rule,omitempty"`
	Warnings []string   `json:"warnings,omitempty"`
	Twin     int        `json:"twin,omitempty"` // >0: an officer let a second person have the same key (U07, name_variant)
	Declared bool       `json:"declared"`
	Case     int64      `json:"case,omitempty"` // the parked or refused case of which the pass came, by an officer's decision
	Answered
}

// Answered ties the answer that was kept for a ref to its event: the ref as the
// station's keyed hash, and SHA-256 of the answer, both hex; "" without a ref.
type Answered struct {
	Ref    string `json:"ref,omitempty"`
	Answer string `json:"answer,omitempty"`
}

// DecidedBody serves Refused, Parked and SpecialRecorded.
type DecidedBody struct {
	Outcome string `json:"outcome"`
	Colour  string `json:"colour,omitempty"`
	Rule    string `json:"rule,omitempty"`
	Warning string `json:"warning,omitempty"`
	Against string `json:"against,omitempty"` // the pass number that decided
	Epoch   int    `json:"epoch,omitempty"`   // CaseNo. Not in events of earlier builds
	Answered
}

// OverriddenBody serves Overridden: which warning was shown, beside which
// passes, and what the operator said of it. It stands in the transaction of the
// Issued or Reissued that came of it, and under that pass; that an entry of a watch
// list means the holder of a pass, or somebody else, is said by itself.
type OverriddenBody struct {
	Warning string   `json:"warning"`
	Against []string `json:"against,omitempty"` // numbers of the passes shown beside the application
	Choice  string   `json:"choice"`            // two_people; same_child of a paper that is exchanged; let_through of an unknown region; not_listed, listed of a watch_match
}

// CaseBody serves Settled, AppealLodged, AppealDecided and AppealReopened. Why
// somebody decided so stands sealed.
type CaseBody struct {
	Case      int64      `json:"case"`                // 0: the event begins the case, an appeal of the pass
	Decision  string     `json:"decision,omitempty"`  // issue, two_people, same_person, refuse, applied_anew; uphold, change, set_aside, corrected
	State     CaseStatus `json:"state"`               // what the case came to; the same as before while another question is open
	Rule      string     `json:"rule,omitempty"`      // the scheme's rule or the warning that the decision stands in for
	Against   string     `json:"against,omitempty"`   // the pass that is the same person's, or another's
	Corrected bool       `json:"corrected,omitempty"` // facts were found to be other than stated
	By        string     `json:"by,omitempty"`        // police, where they decide all appeals; the operator wrote it down
	Epoch     int        `json:"epoch,omitempty"`     // of an event that begins a case: CaseNo. Not in events of earlier builds
}

// PaperBody serves PrintIntended and PrintedOut.
type PaperBody struct {
	Copy    int    `json:"copy"`
	Layout  string `json:"layout,omitempty"`
	Outcome string `json:"outcome,omitempty"` // out, spoiled, unknown, none
	Was     string `json:"was,omitempty"`     // what the sheet had been taken for, where that was not intended: out, unknown, none
	Left    int    `json:"left,omitempty"`    // with was out: how many other sheets of the copy are still out
	Unsent  bool   `json:"unsent,omitempty"`  // with none: no other sheet of the copy was sent to a printer
	// Of a recalled pass, with spoiled or none: no sheet of the copy is left that could
	// be out, and nothing is to be fetched. Not in events of earlier builds.
	NoPaper bool `json:"no_paper,omitempty"`
	// With out: another sheet of the copy is out, and this one was not counted as a second
	// when it was sent. Not in events of earlier builds.
	Again bool `json:"again,omitempty"`
	// Of a paper that was sent with others: the event of the job's first paper, the
	// job's sheet of paper, from 1, and the place on a sheet that holds several.
	// Size is the paper's, in millimetres, where it is not the scheme's or a sheet
	// holds several: 85.6x54.
	Job   int64  `json:"job,omitempty"`
	Sheet int    `json:"sheet,omitempty"`
	Place int    `json:"place,omitempty"`
	Size  string `json:"size,omitempty"`
}

// DayBody serves DayOpened.
type DayBody struct {
	Day  civil.Date `json:"day"`
	Left civil.Date `json:"left,omitzero"` // an earlier day that nobody closed
}

// ComparedBody serves PaperCompared: the opening question, which number stands on
// the last paper.
type ComparedBody struct {
	Day     civil.Date `json:"day"`
	Outcome Comparison `json:"outcome"`
	Number  string     `json:"number,omitempty"` // on the paper
}

// ReasonBody serves the events that somebody must justify.
type ReasonBody struct {
	Copy   int    `json:"copy,omitempty"`
	Reason string `json:"reason,omitempty"`
	By     string `json:"by,omitempty"`   // who signed: holder, guardian, proxy
	Old    string `json:"old,omitempty"`  // Reprinted: what became of the copy before: returned, void, lost; "" it is still out
	Case   int64  `json:"case,omitempty"` // the appeal of which it came

	Elsewhere bool `json:"elsewhere,omitempty"` // the copy was skipped, and its paper is the latest all the same
	Earlier   bool `json:"earlier,omitempty"`   // ReturnRefused, NotFound: of a copy that another has replaced. Not in events of earlier builds
	// Of RecallOrdered: every sheet of the copy was spoiled, and no paper of it is out.
	// Not in events of earlier builds.
	Spoiled bool `json:"spoiled,omitempty"`
}

// CorrectedBody serves Corrected. The holder's data as they are now stand sealed,
// beside the reason; the event says only which of them changed.
type CorrectedBody struct {
	Copy     int        `json:"copy"`
	Day      civil.Date `json:"day"`
	Expires  civil.Date `json:"expires,omitzero"`
	Changed  []string   `json:"changed,omitempty"` // names of fields, in the words of a script
	Old      string     `json:"old,omitempty"`     // what became of the copy before: returned, void, lost; "" it is still out
	Warnings []string   `json:"warnings,omitempty"`
	Twin     int        `json:"twin,omitempty"` // >0: an officer let a second person have the same key
	Case     int64      `json:"case,omitempty"` // the appeal of which it came
}

// AmendedBody serves Amended. What is right stands sealed, as a correction's does.
type AmendedBody struct {
	Changed []string `json:"changed"` // names of fields, in the words of a script
}

// SerialsUsed is the reason of an epoch that an issue began: the one before was full.
const SerialsUsed = "full"

// EpochBody serves EpochTaken.
type EpochBody struct {
	Epoch   int    `json:"epoch"`
	Reason  string `json:"reason,omitempty"` // the program's own; a person's stands sealed
	Machine string `json:"machine"`
	Station int    `json:"station,omitempty"` // the station code from here on, where a licence brought another
	Copies  int    `json:"copies,omitempty"`  // where copies of earlier passes go on (Branch); 0: no other history was left
	// Left is NumberFree where a licence began the epoch under the code of before, and no
	// other history was left: nobody gave what the epoch before had not given. Not in
	// events of earlier builds, of which such numbers count as lost.
	Left NumberState `json:"left,omitempty"`
}

// LicenceBody serves LicenceTaken: the signed licence, the root that is believed
// from here on, and the code under which the next numbers stand.
type LicenceBody struct {
	Licence string `json:"licence"`
	Root    string `json:"root"`
	Station int    `json:"station"`
}

// BackedUpBody serves BackedUp: how far the register had come, and SHA-256 of the
// sealed file, hex.
type BackedUpBody struct {
	Event  int64     `json:"event"`
	Head   string    `json:"head"` // hash of the event, hex
	Made   time.Time `json:"made"`
	Digest string    `json:"digest,omitempty"`
}

// RestoredBody serves Restored: the branch. What happened behind the event, from
// when the backup was made, is not in this register.
type RestoredBody struct {
	Event int64     `json:"event"`
	Head  string    `json:"head"` // hash of the event, hex
	Made  time.Time `json:"made"`
	Used  int       `json:"used,omitempty"` // no epoch is left, and none follows: the highest that is known to be used
}

// ListBody serves ListImported.
type ListBody struct {
	List   string `json:"list"` // residents, directory, areas, watch, unlisted_rows
	Count  int    `json:"count"`
	Digest string `json:"digest,omitempty"` // SHA-256 of a list that names nobody, of what is sealed of one that does, hex
	First  int64  `json:"first,omitempty"`  // of a watch list: its entries count on from here
	File   string `json:"file,omitempty"`   // of a list of people: the station's keyed hash of the file, hex
	// Not in events of earlier builds: recall where a watch list ordered passes back,
	// how many rows the file had, and how many passes were ordered back.
	Kind     string `json:"kind,omitempty"`
	Rows     int    `json:"rows,omitempty"`
	Recalled int    `json:"recalled,omitempty"`
	Sent     int64  `json:"sent,omitempty"` // of a list that upstream sent: its number there; of a watch list: up to which number all of it is here
	// Of the key list: the codes under which this station's own key was revoked.
	Ended []EndedKey `json:"ended,omitempty"`
}

// EndedKey is a code under which the station's key may number no longer, and the last
// number of it that is good; 0, 0: none is.
type EndedKey struct {
	District string `json:"district"`
	Station  int    `json:"station"`
	Epoch    int    `json:"epoch"`
	Serial   int    `json:"serial"`
}

// WatchBody serves WatchLifted. Why stands sealed.
type WatchBody struct {
	Entry int64 `json:"entry"`
}

// SettingBody serves SettingChanged. A number of the scheme stands in it; a text
// is sealed, like the reason.
type SettingBody struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value,omitempty"`
	Kept  string   `json:"kept,omitempty"` // SHA-256 of what the store holds because of it, sealed, hex; not in events of earlier builds
}

// Equipment are the values of SettingChanged that are no scheme's: what stands on the
// table. All of it stands sealed in the event's record.
var Equipment = []string{"printers", "adjustments"}

// ExportedBody serves Exported.
type ExportedBody struct {
	Format string  `json:"format"` // csv, xlsx, jsonl; ledger, slips; HeadFormat, ParcelFormat
	Count  int     `json:"count"`
	From   int64   `json:"from,omitempty"` // of a parcel: its first event; this one is its last. Of a file of changes: the first event that the file before did not know
	Digest string  `json:"digest,omitempty"`
	Cases  []int64 `json:"cases,omitempty"` // whose slips they were

	Through int64 `json:"through,omitempty"` // of a file of the register: the last event that it knows; not in events of earlier builds
	Part    bool  `json:"part,omitempty"`    // likewise: of a range, so that it is no file from which changes count
}

// HeadFormat is the format of a signed head of the log: it names nobody, and counts
// no one.
const HeadFormat = "head"

// ParcelFormat is the format of a parcel for upstream: it counts events.
const ParcelFormat = "parcel"

// UpstreamBody serves UpstreamTaken.
type UpstreamBody struct {
	Upstream string `json:"upstream"` // licence.Upstream, signed
}

// ReceiptedBody serves Receipted.
type ReceiptedBody struct {
	Through int64     `json:"through"`
	Receipt string    `json:"receipt"`       // licence.Receipt, signed
	Made    time.Time `json:"made,omitzero"` // when upstream made the parcel that brought it, by upstream's clock
}

// TaskBody serves TaskTaken and TaskDone. What upstream wrote of the task, and why
// the station did what it did, stand sealed.
type TaskBody struct {
	ID      string      `json:"id"`
	Task    TaskKind    `json:"task"`
	Number  string      `json:"number"`
	Outcome TaskOutcome `json:"outcome,omitempty"` // of TaskDone
	Dropped bool        `json:"dropped,omitempty"` // of TaskTaken: upstream needs it no more
	// Of TaskDone, where an appeal of another station's was heard: uphold or change. Not in
	// events of earlier builds.
	Decision string `json:"decision,omitempty"`
	// Of TaskDone, where the task is about a pass that a copy of the register gave: its
	// number, which is good no more. Not in events of earlier builds.
	Ended string `json:"ended,omitempty"`
}

// EndsCopied: the station did what it was asked about a pass that a copy of its register
// gave, and by that the number ends: no register has a pass to end.
func (b TaskBody) EndsCopied() bool {
	return b.Outcome == OutcomeDone && b.Number == "" && (b.Task == TaskRecall || b.Task == TaskDuplicate || b.Task == TaskReissue)
}

// OperatorBody serves OperatorAdded, OperatorDisabled, PassphraseChanged and
// PassphraseReset: how the operator stands after it.
type OperatorBody struct {
	Name  string `json:"name"`
	Roles []Role `json:"roles"`
	Wrap  string `json:"wrap"`         // SHA-256 of the wrapped key, hex; of nothing where the operator was disabled
	By    string `json:"by,omitempty"` // of a reset: keeper; without it the recovery sheet
}

// RecoveryBody serves RecoveryMade.
type RecoveryBody struct {
	Recovery string `json:"recovery"` // as in OpenedBody
}

// ViewedBody serves Viewed: whose data stand in the event's pass or here.
type ViewedBody struct {
	Why   string `json:"why"`             // desk, script
	Case  int64  `json:"case,omitempty"`  // the case that was opened
	Count int    `json:"count,omitempty"` // so many people's lines of a list
	Task  string `json:"task,omitempty"`  // the task whose papers were opened: another station's case
}

// ClosedBody is the day's count.
type ClosedBody struct {
	Day        civil.Date `json:"day"`
	Issued     int        `json:"issued"`
	Refused    int        `json:"refused"`               // of today's applicants, and still so at the close; who came again with a pass in hand among them
	Referred   int        `json:"referred,omitempty"`    // sent elsewhere
	SamePerson int        `json:"same_person,omitempty"` // told that they are the person who has a pass
	Parked     int        `json:"parked"`
	Special    int        `json:"special,omitempty"` // special passes recorded, none of ours
	Printed    int        `json:"printed"`
	Signed     int        `json:"signed"`
	Cancelled  int        `json:"cancelled"`
	Recalled   int        `json:"recalled"`
	Settled    int        `json:"settled,omitempty"`  // decisions on parked cases
	Appeals    int        `json:"appeals,omitempty"`  // lodged or reopened
	Decided    int        `json:"decided,omitempty"`  // decisions on appeals
	Open       int        `json:"open,omitempty"`     // parked cases of the whole register that wait
	Appealed   int        `json:"appealed,omitempty"` // appeals of the whole register that wait
	Unlisted   int        `json:"unlisted,omitempty"` // rows of lists that list nobody and wait; none in closes of earlier builds
	Account    *Account   `json:"account,omitempty"`  // of the whole register, as it stood then; none before schema 3

	Papers *PapersOfDay `json:"papers,omitempty"` // none in closes of earlier builds
	// Back is how many events that came back had happened on the day: they are among the
	// figures. Closes of earlier builds left them out.
	Back int `json:"back,omitempty"`
}

// PapersOfDay is what happened on the day to papers that people had, and how many are
// still to be taken back.
type PapersOfDay struct {
	Reprinted int `json:"reprinted"`
	Voided    int `json:"voided"`
	Lost      int `json:"lost"`
	Returned  int `json:"returned"`
	ToFetch   int `json:"to_fetch"` // recalled passes of the whole register of which a paper is with somebody
}

// CountedPapers are the events that say what became of a paper.
var CountedPapers = []Kind{Reprinted, Corrected, Voided, Lost, Returned}

// Count adds what an event says became of a paper; a reprint and a correction may say it of
// the old one.
func (d *PapersOfDay) Count(e Event) {
	kind := e.Kind
	if kind == Reprinted {
		d.Reprinted++
	}
	if kind == Reprinted || kind == Corrected {
		kind = endsAs(e)
	}
	switch kind {
	case Voided:
		d.Voided++
	case Lost:
		d.Lost++
	case Returned:
		d.Returned++
	}
}

// With is the day with what came back of it beside; what is to fetch is the register's.
func (d PapersOfDay) With(back PapersOfDay) PapersOfDay {
	return PapersOfDay{
		Reprinted: d.Reprinted + back.Reprinted, Voided: d.Voided + back.Voided, Lost: d.Lost + back.Lost, Returned: d.Returned + back.Returned, ToFetch: d.ToFetch,
	}
}

// endsAs is the event that would have said of the old paper what the one of the next does;
// "" where it says nothing.
func endsAs(e Event) Kind {
	var b struct {
		Old end `json:"old"`
	}
	if json.Unmarshal(e.Body, &b) != nil {
		return ""
	}
	return map[end]Kind{endReturned: Returned, endVoid: Voided, endLost: Lost}[b.Old]
}

// Account is how numbers and sheets add up at a close. The next close counts on
// from it.
type Account struct {
	Numbers   NumberSums    `json:"numbers"`
	Sheets    SheetSums     `json:"sheets"`
	Day       SheetsOfDay   `json:"day"`
	Spoiled   []PaperSheets `json:"spoiled,omitempty"` // papers of which a sheet was spoiled today
	Open      []PaperSheets `json:"open,omitempty"`    // papers of which nobody knows for certain what came out
	Unprinted int           `json:"unprinted"`         // passes of the whole register without their paper
	Unsigned  int           `json:"unsigned"`          // likewise, without a signature
	// Outstanding are passes of which an earlier copy is still out, though another
	// has replaced it.
	Outstanding int `json:"outstanding,omitempty"`
}

// SheetsOfDay is what happened to sheets in one day: so many were sent to a
// printer, and so many answers were given, some perhaps to sheets of before.
type SheetsOfDay struct {
	Sent    int `json:"sent"`
	Out     int `json:"out"`
	Spoiled int `json:"spoiled"`
	Unknown int `json:"unknown"`
	None    int `json:"none,omitempty"` // of those sent, on this day or before, were no sheet
}

// Note is what an event says beside its kind: which copy, a word, and what became of the
// copy before.
type Note struct {
	Copy int
	Text string
	Old  string
}

// NoteOf reads the note of any event of a pass or a case; a body without one has
// none.
func NoteOf(e Event) Note {
	var b struct {
		Copy                                              int
		Reason, Outcome, Decision, By, Cause, Layout, Old string
	}
	if json.Unmarshal(e.Body, &b) != nil {
		return Note{}
	}
	for _, t := range []string{b.Reason, b.Outcome, b.Decision, b.By, b.Cause, b.Layout} {
		if t != "" {
			return Note{b.Copy, t, b.Old}
		}
	}
	return Note{Copy: b.Copy, Old: b.Old}
}
