package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Role is what a person at the desk may do; one operator can hold several.
type Role string

const (
	Volunteer Role = "volunteer"
	Officer   Role = "officer"
	Police    Role = "police"
	Keeper    Role = "keeper"
)

// Command is one thing somebody does at the station.
type Command string

const (
	DoIssue     Command = "issue" // and check
	DoFind      Command = "find"
	DoPrint     Command = "print"
	DoReprint   Command = "reprint"
	DoSign      Command = "sign"
	DoCancel    Command = "cancel"
	DoReturn    Command = "return"
	DoRecall    Command = "recall"
	DoReinstate Command = "reinstate"
	DoVoid      Command = "void"
	DoLost      Command = "lost"
	DoCorrect   Command = "correct"
	DoOverride  Command = "override"
	DoSettle    Command = "settle"
	DoLodge     Command = "lodge"
	DoDecide    Command = "decide"
	DoLists     Command = "lists"
	DoOpenDay   Command = "open_day"
	DoClose     Command = "close"
	DoExport    Command = "export"
	DoBundle    Command = "bundle"
	DoBackup    Command = "backup"
	DoSettings  Command = "settings"
	DoPrinters  Command = "printers"
	DoOperators Command = "operators"
	DoEnrol     Command = "enrol"
	DoEpoch     Command = "epoch"
	DoRestore   Command = "restore"
)

// ErrNotThisRole is a command that none of the operator's roles may give.
var ErrNotThisRole = errors.New("registry: not this role's to do")

// may is the table of product.md, "Who may do what". Police are officers at a
// police point; whom else they serve is the scheme's to say.
var may = map[Role][]Command{
	Volunteer: volunteers,
	Officer:   officers,
	Police:    officers,
	Keeper:    {DoFind, DoSettings, DoPrinters, DoOperators, DoEnrol, DoEpoch, DoRestore},
}

var volunteers = []Command{DoIssue, DoFind, DoPrint, DoReprint, DoSign, DoCancel, DoReturn}

var officers = append(slices.Clone(volunteers), DoRecall, DoReinstate, DoVoid, DoLost, DoCorrect, DoOverride, DoSettle, DoLodge, DoDecide,
	DoLists, DoOpenDay, DoClose, DoExport, DoBundle, DoBackup)

// doing is the command that lets an event happen. What the station records by
// itself (DayOpened, Expired, Viewed) comes with the work of whoever is there.
var doing = map[Kind]Command{
	Issued: DoIssue, Reissued: DoIssue, PrintIntended: DoPrint, PrintedOut: DoPrint, Signed: DoSign, Cancelled: DoCancel,
	Reprinted: DoReprint, Corrected: DoCorrect, Amended: DoCorrect, Voided: DoVoid, Lost: DoLost, Returned: DoReturn, Expired: DoFind,
	CopySkipped: DoEpoch, RecallOrdered: DoRecall, ReturnRefused: DoReturn, NotFound: DoReturn, Reinstated: DoReinstate,

	Refused: DoIssue, Parked: DoIssue, SpecialRecorded: DoIssue, Overridden: DoIssue,
	Settled: DoSettle, AppealLodged: DoLodge, AppealReopened: DoLodge, AppealDecided: DoDecide,
	DayOpened: DoFind, Closed: DoClose, PaperCompared: DoIssue, Viewed: DoFind, Exported: DoExport, BackedUp: DoBackup,
	ListImported: DoLists, WatchLifted: DoLists, SettingChanged: DoSettings,
	OperatorAdded: DoOperators, OperatorDisabled: DoOperators, PassphraseReset: DoOperators, RecoveryMade: DoOperators,
	PassphraseChanged: DoFind, RecoveryChecked: DoFind,
	EpochTaken: DoEpoch, Restored: DoEpoch, LicenceTaken: DoEpoch,
	LedgerPrinted: DoPrint, LedgerEntered: DoPrint,
	BranchReturned: DoBundle, StepReturned: DoBundle, EventReturned: DoBundle,
	UpstreamTaken: DoFind, Receipted: DoBundle, TaskTaken: DoBundle, TaskDone: DoSettle, // where parcels go is the authority's word, whoever brings it
}

// Doing is the command that lets an event of the kind happen; "" for Opened.
func Doing(k Kind) Command { return doing[k] }

// paperFormats are what an Exported event calls papers that name people: who prints
// may print them.
var paperFormats = []string{"ledger", "slips", "recall_notices", "return_receipts", "door_slips", "appeal_forms", "appeal_decisions"}

// behind is the command that an event of the log came of, which its body may know
// better than its kind.
func behind(e Event) Command {
	var b struct{ Name, Reason, Format, By, Choice string }
	_ = json.Unmarshal(e.Body, &b) // what is unreadable is told elsewhere, and here is like nothing
	switch {
	case e.Kind == EpochTaken && b.Reason == SerialsUsed: // an issue met the last serial
		return DoIssue
	case e.Kind == Voided && b.Reason != "": // an exchange ended the paper before
		return DoIssue
	case e.Kind == Overridden && (b.Choice == "listed" || b.Choice == "not_listed"): // of the holder of a pass
		return DoSettle
	case e.Kind == CopySkipped && b.Reason == SkippedAfter: // somebody answered for a sheet
		return DoPrint
	case e.Kind == CopySkipped && b.Reason == SkippedBehind: // a branch came back
		return DoBundle
	case e.Kind == Exported && slices.Contains(paperFormats, b.Format):
		return DoPrint
	case e.Kind == SettingChanged && e.Commitment == [32]byte{}: // the desk's own
		return DoPrint
	case e.Kind == SettingChanged && slices.Contains(Equipment, b.Name):
		return DoPrinters
	case e.Kind == PassphraseReset && b.By == "" && b.Name == e.Operator: // with the recovery sheet
		return DoFind
	}
	return doing[e.Kind]
}

// Allows answers nil when one with the roles may have let the event happen. At a
// police point appeals that the police decide are no officer's.
func Allows(roles []Role, e Event, atPolice bool) error {
	var b struct{ By string }
	if e.Kind == AppealDecided && atPolice && json.Unmarshal(e.Body, &b) == nil {
		return MayDecide(roles, b.By == string(Police))
	}
	if e.Kind == TaskDone && hears(e) {
		return MayDecide(roles, true)
	}
	did := behind(e)
	if did == DoPrinters && May(roles, DoPrint) == nil { // who prints says where
		return nil
	}
	return May(roles, did)
}

// hears: the event decides an appeal that came to be heard.
func hears(e Event) bool {
	var b TaskBody
	return json.Unmarshal(e.Body, &b) == nil && b.Decision != ""
}

// MayDecide is May of an appeal's decision. Some authorities let only the police
// decide; then it is no officer's.
func MayDecide(roles []Role, policeOnly bool) error {
	if policeOnly && !slices.Contains(roles, Police) {
		return &NotThisRole{Command: DoDecide, Who: Police}
	}
	return May(roles, DoDecide)
}

// May answers nil when one of the roles may give the command, else ErrNotThisRole.
func May(roles []Role, c Command) error {
	for _, r := range roles {
		if slices.Contains(may[r], c) {
			return nil
		}
	}
	return &NotThisRole{Command: c, Who: whose(c)}
}

// NotThisRole is ErrNotThisRole with whose command it is.
type NotThisRole struct {
	Command Command
	Who     Role // the least of those who may
}

func (e *NotThisRole) Error() string {
	return fmt.Sprintf("%v: %s is for the %s", ErrNotThisRole, e.Command, e.Who)
}

// Unwrap is the kind of the error.
func (e *NotThisRole) Unwrap() error { return ErrNotThisRole }

func whose(c Command) Role {
	for _, r := range []Role{Volunteer, Officer} {
		if slices.Contains(may[r], c) {
			return r
		}
	}
	return Keeper
}
