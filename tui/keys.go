package tui

import "passdesk/tui/widget"

// Every key of the desk. The choice follows what arrives at the program with an
// input method on and a terminal in between (facts.md, "Terminal"):
//
//   - no plain letters: they compose hanzi and never come;
//   - no F6–F10, Ctrl+Space, Shift+arrows: input methods own them; no F11:
//     terminals make it full screen;
//   - no Ctrl+H I J M [ Z \: terminals send or use them as other keys;
//   - no Ctrl+A E W U D: the field keeps them (D repeats the last value);
//   - no Ctrl+C: it ends the program, after the running transaction;
//   - no Ctrl+S Q (flow control), no Ctrl+V (paste).
//
// Every F key has a Ctrl twin, because laptops hide F keys.
var (
	keyHelp     = bind(tHelp, "f1", "ctrl+g")
	keyFacts    = bind(tFacts, "f2", "ctrl+t")
	keyChild    = bind(tChild, "f3", "ctrl+k")
	keyRegister = bind(tRegister, "f4", "ctrl+r")
	keyPrint    = bind(tPrintOpen, "f5", "ctrl+o")
	keyLang     = bind(tOtherLang, "f12", "ctrl+l")
	keyPalette  = bind(tPalette, "ctrl+p")
	keyNext     = bind(tPutAside, "ctrl+n")
	keySign     = bind(tSign, "ctrl+y")
	keyCancel   = bind(tCancelPass, "ctrl+x")
	keyRecall   = bind(tRecall, "ctrl+b")
	keyOverride = bind(tOverride, "ctrl+f")
	keyChange   = bind(tChangeOperator, "ctrl+]")
	keyLock     = bind(tLock, "ctrl+6", "ctrl+^") // what a terminal makes of it

	keyEnter = bind(tEnter, "enter")
	keyEsc   = bind(tBack, "esc")
	keyTab   = bind(tNextField, "tab")
	keyPrev  = bind(tPrevField, "shift+tab")
	keyMove  = bind(tChoose, "up/down")
)

// quitName ends the program. It is a key here because the terminal is in raw
// mode; the same happens for the signal.
const quitName = "ctrl+c"

var keyQuit = bind(tQuit, quitName)

// repeatName brings back the value that the same field had last.
const repeatName = "ctrl+d"

// keyRepeat is not in everyKey: the field keeps it.
var keyRepeat = bind(tRepeat, repeatName)

// everyKey is what CheckBindings looks at, and what the help sheet lists.
var everyKey = []widget.Binding{keyHelp, keyFacts, keyChild, keyRegister, keyPrint, keyLang, keyPalette, keyNext, keySign,
	keyCancel, keyRecall, keyOverride, keyChange, keyLock, keyEnter, keyEsc, keyTab, keyPrev, keyMove}

// otherWords are keys that do another thing on some screen: the help sheet names
// the screen and these.
var otherWords = []struct {
	on   widget.T
	keys []widget.Binding
}{
	{tKeysDesk, []widget.Binding{as(keyCancel, tSamePersonKey), as(keyOverride, tTwoPeopleSaid), as(keyRecall, tQueue), as(keyRegister, tOpenHeld), as(keyCancel, tNotAtHand)}},
	{tKeysHousehold, []widget.Binding{as(keyOverride, tHousehold), as(keyEnter, tIssueAll), as(keyCancel, tTakeOut), as(keyOverride, tTwoPeopleSaid), as(keyRegister, tOpenPass), as(keySign, tSignAll)}},
	{tKeysDoors, []widget.Binding{as(keyChild, tResidentsAction), as(keyPrint, tDoorIssue), as(keySign, tDoorHanded), as(keyNext, tDoorAbsent), as(keyRecall, tDoorRefused), as(keyOverride, tDoorWrong),
		as(keyFacts, tDoorRest), as(keyCancel, tDoorVoid), as(keyRecall, tResidentsLoad)}},
	{tKeysPass, []widget.Binding{as(keySign, tActReturned), as(keyCancel, tActVoid), as(keyOverride, tActLost), as(keyOverride, tActNotFound), as(keyNext, tActRefused),
		as(keyRecall, tActReinstate), as(keyFacts, tCorrectKey), as(keyFacts, tSignLate), as(keyChild, tPassLodge), as(keyRegister, tOldKey)}},
	{tKeysCase, []widget.Binding{as(keySign, tSettleIssue), as(keyRecall, tSettleRefuse), as(keyOverride, tSettleTwo), as(keyCancel, tSettleSame), as(keyNext, tLodge),
		as(keySign, tChange), as(keyRecall, tUphold), as(keyNext, tReopen), as(keyOverride, tNotListed), as(keyCancel, tIsListed),
		as(keyFacts, tFoundKey), as(keyFacts, tPassCorrect), as(keySign, tPassRecallBack), as(keySign, tPassNext)}},
	{tKeysLedger, []widget.Binding{as(keyNext, tLedgerKey), as(keyPrint, tLedgerPrintNew), as(keyNext, tLedgerBlank), as(keyOverride, tLedgerSignHere), as(keySign, tSignPage), as(keyTab, tNotSignedMark)}},
	{tKeysSheets, []widget.Binding{as(keySign, tSheetOut), as(keyCancel, tSheetSpoiled), as(keyOverride, tSheetNone), as(keyNext, tSheetUnknown), as(keyChild, tCardKey), as(keySign, tEnterAnswer), as(keyPrint, tPrintRest)}},
	{tKeysRecalls, []widget.Binding{as(keySign, tActReturned), as(keyNext, tActRefused), as(keyOverride, tActNotFound), as(keyCancel, tActVoid), as(keyPrint, tRecallNotice), as(keyRecall, tRecallImport)}},
	{tKeysAppeals, []widget.Binding{as(keyEnter, tOpenCase), as(keyPrint, tAppealForm), as(keyPrint, tAppealDecision), as(keyTab, tNextView)}},
	{tKeysCalibrate, []widget.Binding{as(keySign, tKeepNumbers), as(keyPrint, tPrintSheet), as(keyChild, tPrintProof), as(keyFacts, tTurnStock), as(keyCancel, tTakeBack)}},
}

func bind(t widget.T, names ...string) widget.Binding { return widget.NewBinding(t, names...) }

// as is the same key with another word beside it: Enter issues here and opens
// there.
func as(b widget.Binding, t widget.T) widget.Binding {
	b.Text = t
	return b
}
