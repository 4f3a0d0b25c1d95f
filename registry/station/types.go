package station

import (
	"fmt"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
)

// Verdict answers one application, in the words of the scripting contract. It
// carries no name and no document number.
type Verdict struct {
	Line     int             `json:"line,omitempty"`
	Ref      string          `json:"ref"`
	Outcome  string          `json:"outcome"` // ISSUE, REISSUE, UPGRADE, BLOCK, REFUSE…, ASK_…, REFER_POLICE, INVALID
	Number   registry.Number `json:"number,omitzero"`
	Copy     int             `json:"copy,omitempty"`
	Page     int             `json:"page,omitempty"` // of the signature ledger, with the row to sign in; 0: on the stub
	Row      int             `json:"row,omitempty"`
	Colour   string          `json:"colour,omitempty"`
	Warnings []string        `json:"warnings"`
	Reason   scheme.Text     `json:"reason"`
	Cite     string          `json:"cite"`
	Advice   scheme.Text     `json:"advice,omitzero"`   // what the person can do, and where
	Field    string          `json:"field,omitempty"`   // INVALID: which field the sentence is about
	Related  []string        `json:"related,omitempty"` // pass numbers: the one that decided, then siblings, parent, children
	Compare  bool            `json:"compare,omitempty"` // the first of Related belongs beside the application
	Choice   string          `json:"choice,omitempty"`  // the warning that asks: one person or two? (registry.Choice)
	Rule     string          `json:"rule,omitempty"`    // what gave the reason: the scheme's rule value, or uniqueness's warning or key
	Source   string          `json:"source,omitempty"`  // the paper that Cite stands in: "001_098f4768", "EXT …"
	Key      string          `json:"key,omitempty"`     // the key by which "one person, one number" decided: K0, K1, K2, K3, K4
	// Settings are the scheme's numbers that entered the verdict, as they stood then.
	Settings map[string]float64 `json:"settings,omitempty"`
	// StationSet says of each of them that a keeper has set what it is on the paper.
	StationSet []scheme.Text `json:"station_set,omitempty"`
	// Next is when and why time alone would change a refusal or a parked case.
	Next scheme.Change `json:"next,omitzero"`
	Case int64         `json:"case,omitempty"` // event of the refusal or the parked case, under which it is found again; in a dry run that in which the person was told just this already
	// CaseNo is the name of the case, where that is not simply the number in Case: the
	// register was put back to a backup (registry.CaseNo).
	CaseNo string `json:"case_no,omitempty"`
	// Where is where the person is sent, when the directory knows a place.
	Where []Place `json:"where,omitempty"`
	// Watch is what imported lists say of the applicant, or may say.
	Watch []Watched `json:"watch,omitempty"`
}

// Issues reports whether the outcome gives the person a paper.
func (v Verdict) Issues() bool {
	return v.Outcome == "ISSUE" || v.Outcome == "REISSUE" || v.Outcome == "UPGRADE"
}

// Found is one line under the universal box: a holder, a resident on the loaded
// list, or somebody who was parked or refused. Names are in the clear: show it,
// never log it.
type Found struct {
	Number     registry.Number // zero for a person without a pass
	Resident   int64           // row of the residents' list, 0 when there is none
	Case       int64           // the newest case that came to no pass, 0 when there is none
	CaseNo     registry.CaseNo // its name
	CaseStatus registry.CaseStatus
	Name       string
	Masked     string // the printed document number, masked
	Birth      civil.Date
	Sex        iddoc.Sex
	Place      string // building or address
	Status     registry.Status
	Child      bool // entered under a guardian's number
}

// Detail is one pass with everything that happened to it.
type Detail struct {
	Number    registry.Number
	Copy      int
	Status    registry.Status
	Issued    civil.Date
	Expires   civil.Date
	Applicant registry.Application
	Masked    string
	// Papers are all copies that were made; Outstanding are the earlier ones that are
	// still out: the pass is not in order before each of them is marked.
	Papers      registry.Papers
	Outstanding []int
	Sheets      []registry.PaperSheets // of each copy that was sent to a printer, what became of its sheets
	ToFetch     []int                  // of a recalled pass, the copies that are asked for
	Elsewhere   int                    // the copy that somebody may hold, since it was skipped when an epoch was taken, and none was printed in its place; 0: none
	Listed      []Watched              // in hand, or its next copy may be made: what lists say of the holder, or ask, that was not known when it was issued
	History     []Happened
	Views       []View                  // who has read it
	Places      []registry.LedgerPlace  // in the signature ledger, by copy
	Allowed     []registry.Kind         // what may happen next, and is the operator's to do
	whyNot      map[registry.Kind]error // what a command would answer to a step
}

// Happened is one event of a pass, for people.
type Happened struct {
	Event    int64
	At       time.Time // in the zone of dates on paper
	Kind     registry.Kind
	Operator string
	Copy     int
	Note     string // reason, outcome
	Reason   string // of a case: why, in the operator's own words; Note has it too
	Evidence string // of a step of an appeal: what was brought, or what was looked at
	Old      string // of a reprint or a correction, what became of the copy before: returned, void, lost
	Case     int64  // the case that it is a step of; 0 none
	CaseNo   registry.CaseNo
	Rule     string // what a decision about a case stands in for
	By       string // who decided, where that is not the operator: police
	Fixed    bool   // facts were found to be other than stated

	Found map[string]Restated // which, of a case
}

// Row is one line of the register screen.
type Row struct {
	Number registry.Number
	Name   string
	Short  string // the name, masked, for lists
	Masked string
	Status registry.Status
	Copy   int
	Issued civil.Date
	Child  bool
	Key    int64 // position for keyset paging: ascending in order of issue
}

// Paper is one printed paper to make: everything that stands on a pass and on
// its stub. Values only; printing draws them.
type Paper struct {
	Number    registry.Number
	Copy      int
	Name      string
	DocLabel  scheme.Text // 身份证号, or 监护人证件 for a child
	DocNumber string
	Child     bool
	Guardian  string // who signs for the child
	Relation  string // father, mother, …
	Proxy     string // who collects for somebody who cannot come, and why
	Issued    civil.Date
	Expires   civil.Date
	Token     string // the QR's text, signed
	Fields    []FieldValue
	Former    string // the number that this one takes the place of; "" none
}

// FieldValue is a field of the scheme's form as it was filled in.
type FieldValue struct {
	scheme.Field
	Value scheme.Text
}

// LedgerRow is one row of the signature ledger 签字册.
type LedgerRow struct {
	Paper
	Status    registry.Status
	Signed    bool // the latest paper was signed for
	Remark    scheme.Text
	Since     scheme.Text // what has become of the paper since its page was laid out
	Hand      []string    // characters that the first print of its page left to be written in by hand
	Unread    scheme.Text // why only the number is known, in a damaged register
	Applicant registry.Application
}

// Info is what the station is, readable before it is unlocked.
type Info struct {
	Scheme        scheme.Scheme
	Division      string
	Code          int // station code
	Point         registry.Point
	OwnRoot       bool
	Epoch         int
	Operators     []string
	PINs          []string // operators whose PIN lifts a lock today
	ReadOnly      string   // why the register opens read-only; "" when it does not
	NoEpoch       bool     // it does, and no epoch is left: only another code helps
	Demo          bool
	Jump          registry.Jump // the clock is hardly right: to be compared before anything bears its date
	BackupDue     bool          // no backup for as many days as the keeper allows
	BackedUp      time.Time     // when the newest backup was made; zero: none was
	Left          Remaining     // numbers that the licence still holds
	EpochsLeft    int           // likewise
	KeyEnded      bool          // the authority revoked the station's key: it gives no more numbers
	LicensedUntil civil.Date    // the licence's last day; zero: no end
	Restored      time.Time     // when the backup was made that this register came out of; of what happened after it nothing is known here
	Back          Back          // what upstream gave back of that
}

// NotWritten is ErrReadOnly, or ErrNoEpochLeft, with the reason; nil of a register that
// may be written.
func (i Info) NotWritten() error {
	switch {
	case i.ReadOnly == "":
		return nil
	case i.NoEpoch:
		return fmt.Errorf("%w: %s", ErrNoEpochLeft, i.ReadOnly)
	}
	return fmt.Errorf("%w: %s", ErrReadOnly, i.ReadOnly)
}

// Owed are the passes that were reinstated when no paper was out any more: the next
// copy is to be made.
func (t Today) Owed() int { return t.Out[registry.StatusReinstated] }

// ToPrint is how many papers are to be made.
func (t Today) ToPrint() int { return t.Unprinted + t.Owed() }

// ToFetch is how many recalled papers are to be fetched, those among them that were not
// given or not found.
func (t Today) ToFetch() int {
	n := 0
	for status, passes := range t.Out {
		if status.Chased() {
			n += passes
		}
	}
	return n
}

// Today is what the home screen counts.
type Today struct {
	Day                                                  civil.Date
	Special                                              int // special passes of other authorities that were recorded
	Referred, SamePerson                                 int // sent elsewhere; compared, and the person of another record: none of the refused
	Issued, Refused, Parked, Signed, Cancelled, Recalled int
	Unprinted, Unsigned, Outstanding                     int                     // of the whole register
	Out                                                  map[registry.Status]int // passes of the whole register that are not in hand, by status
	Settled, Appeals, Decided                            int                     // cases: parked ones settled; appeals lodged or reopened, and decided
	Open, Appealed                                       int                     // cases of the whole register that wait
	Unlisted                                             int                     // rows of lists that list nobody, of which nobody has said what came of them
	Passes                                               int
	Papers                                               registry.PapersOfDay // counted at a close alone, one by one
	Hours                                                [24]int              // passes issued on the day, by its hours
	Back                                                 int                  // events of the day that a restore had lost and that came back: among the figures
	SheetDue                                             bool                 // nobody has typed the recovery sheet back
	Head                                                 registry.Head
}
