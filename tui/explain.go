package tui

import (
	"context"
	"errors"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Told is an error in the person's voice: what happened, and what to do. One
// sentence each, in both languages; no name and no number in it.
type Told struct{ What, Do widget.T }

// In is both sentences in the language.
func (t Told) In(l widget.Lang) string {
	if t.Do.IsZero() {
		return t.What.In(l)
	}
	return ended(t.What.In(l), l) + t.Do.In(l)
}

// ended is a sentence with its stop, and what stands between it and the next.
func ended(s string, l widget.Lang) string {
	switch {
	case l == widget.EN && !strings.HasSuffix(s, "."):
		return s + ". "
	case l == widget.EN:
		return s + " "
	case !strings.HasSuffix(s, "。"):
		return s + "。"
	}
	return s
}

// kinds are the errors that the desk tells apart, the more special before the
// more general: a full disk is a disk that refused, too.
var kinds = []struct {
	err  error
	told Told
}{
	{station.ErrWrongPassphrase, Told{tWrongPassphrase, tWrongPassphraseDo}},
	{station.ErrLocked, Told{tLocked, tLockedDo}},
	{station.ErrNoEpochLeft, Told{tReadOnly, tNoEpochDo}},
	{station.ErrReadOnly, Told{tReadOnly, tReadOnlyDo}},
	{station.ErrDamaged, Told{tDamaged, tDamagedDo}},
	{station.ErrNewerSchema, Told{tNewer, tNewerDo}},
	{station.ErrNoRegister, Told{tNoRegister, tNoRegisterDo}},
	{station.ErrRegisterExists, Told{tRegisterExists, tRegisterExistsDo}},
	{station.ErrBusy, Told{tBusy, tBusyDo}},
	{station.ErrDiskFull, Told{tDiskFull, tDiskFullDo}},
	{station.ErrReadOnlyFolder, Told{tFolder, tFolderDo}},
	{station.ErrStorage, Told{tStorage, tStorageDo}},
	{station.ErrNoCase, Told{tNoCase, tNoCaseDo}},
	{station.ErrNotFound, Told{tNotFound, tNotFoundDo}},
	{registry.ErrNotThisRole, Told{tNotThisRole, tNotThisRoleDo}},
	{registry.ErrIllegalCase, Told{tIllegalCase, tIllegalCaseDo}},
	{registry.ErrIllegal, Told{tIllegal, tIllegalDo}},
	{registry.ErrNumberLength, Told{tNumberLength, tNumberLengthDo}},
	{registry.ErrNumberCheck, Told{tNumberCheck, tNumberCheckDo}},
	{registry.ErrNotApplication, Told{tNotApplication, tNotApplicationDo}},
	{station.ErrInvalid, Told{tInvalid, tInvalidDo}},
	{context.Canceled, Told{tStopped, tStoppedDo}},
	{context.DeadlineExceeded, Told{tTooLong, tTooLongDo}},
	{ErrTerminal, Told{tTerminalGone, tTerminalGoneDo}},
	{ErrPress, Told{tPressFailed, tPressFailedDo}},
}

// errSlip marks the same failure of a slip: no pass was issued that could be safe.
var errSlip = errors.New("tui: the slip could not be put out")

// errNotice marks it of a notice: nothing waits on the paper.
var errNotice = errors.New("tui: the notice could not be put out")

// ErrPress marks a failure of the printer or of the file that was named.
var ErrPress = errors.New("tui: the papers could not be put out")

// ErrNothingOut is the press's word that no paper came out and none will.
var ErrNothingOut = errors.New("tui: no paper came out")

// ErrAsked is the press's word that nobody knows what came out: the intent stands,
// and somebody who looks is asked.
var ErrAsked = errors.New("tui: what came out has to be asked")

// toDo is what to do about a printer's failure. A pass is issued in any case.
func toDo(err error) widget.T {
	switch {
	case doubtIn(err, "").fingerprint != "":
		return tDoubtedDo
	case errors.Is(err, errSlip):
		return tSlipFailedDo
	case errors.Is(err, ErrAsked):
		return tPressAskedDo
	}
	return tPressFailedDo
}

// Explain puts an error into a person's words; the zero Told for nil. An error
// that has its own (a method Sentences, of cmd's ports) is believed.
func Explain(err error) Told {
	var wrong *station.WrongRun
	var fault *station.Fault
	var role *registry.NotThisRole
	var both interface{ Sentences() (zh, en string) }
	var printer interface{ OfPrinter() (zh, en string) }
	switch {
	case err == nil:
		return Told{}
	case errors.As(err, &printer): // it knows whether the paper has to be looked for
		zh, en := printer.OfPrinter()
		return Told{What: widget.T{ZH: narrow(zh), EN: narrow(en)}, Do: toDo(err)}
	case errors.Is(err, errSlip):
		return Told{tSlipFailed, tSlipFailedDo}
	case errors.Is(err, errNotice):
		return Told{tNoticeFailed, tNoticeFailedDo}
	case errors.Is(err, ErrPress): // the reason is the printer's, what to do is not: the pass stands
		return Told{tPressFailed, tPressFailedDo}
	case errors.As(err, &both):
		zh, en := both.Sentences()
		return Told{What: widget.T{ZH: narrow(zh), EN: narrow(en)}}
	case errors.As(err, &role):
		return notYours(role)
	case errors.As(err, &wrong):
		return Told{tWrongRun, count(tWrongRunDo, wrong.Right.Grouped())}
	case errors.As(err, &fault):
		return Told{plain(fault.Reason), tInvalidDo}
	}
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.told
		}
	}
	return Told{tUnknownError, tUnknownErrorDo}
}

// plain is a text of the rules as the screen can draw it: quotation marks,
// dashes and dots whose width terminals do not agree on become ASCII. Names are
// never passed through here.
func plain(t scheme.Text) widget.T { return widget.T{ZH: narrow(t.ZH), EN: narrow(t.EN)} }
