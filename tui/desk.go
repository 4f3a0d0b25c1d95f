// Package tui is the desk: the screens at which people issue passes. It knows
// key presses, the cursor, labels in two languages and what is shown where. It
// does not know rules, numbers, SQL or files: it asks the station, whose methods
// it declares beside the screens that use them, and it hands papers to a Press.
//
// # Screens
//
//	set-up ─ unlock ─ home ─┬─ facts      F2
//	                        ├─ register   F4 ─┬─ detail
//	                        │                 ├─ recalls ─ detail
//	                        │                 └─ ledger ─ page ─ detail
//	                        ├─ palette    Ctrl+P
//	                        └─ help       F1
//
// They stand on a stack; Esc is one step back and never quits. All of them see
// the same key press once, through desk.route.
//
// # Keys and transactions
//
// A command that writes runs outside Update; until its answer comes, key
// presses are held, and so are those that come while a screen reads what they
// are about (ahead.go). After a refusal they are dropped, so that the next card
// does not land in a wrong field. Quitting in any way waits for the answer of a
// command that writes.
//
//	err := tui.Run(ctx, os.Stdin, os.Stdout, tui.Program{Desk: st, Press: press, Clock: time.Now})
package tui

import (
	"context"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// The smallest window that shows the desk whole.
const (
	minWidth  = 70
	minHeight = 24
)

// Program is what cmd hands to the desk.
type Program struct {
	Desk     Desk                       // nil until Setup has made one
	Setup    Setup                      // nil when a station exists
	Press    Press                      // nil: passes are issued and stay unprinted
	Errands  Errands                    // nil: the palette has none of them
	Disk     func(context.Context) Disk // whether the disk is encrypted; nil: nothing is said of it
	Clock    func() time.Time           // nil: time.Now
	Lang     widget.Lang
	Unlocked bool                 // the demo: no passphrase is asked
	NoColour bool                 // NO_COLOR is set
	IdleLock time.Duration        // lock after so long without a key, until the station's own setting is known; 0: never
	Steady   func() time.Duration // a clock that stands still while the laptop sleeps; nil: none
	Cost     func() seal.Cost     // of a guess at a new passphrase; nil: the floor
	Operator string               // whom the lock asks first; "" the first there is
	NewRef   func() string        // an idempotency key for each applicant; nil: the station makes its own
}

// Desk is all that the screens ask of the station; *station.Station is one.
type Desk interface {
	unlockStation
	homeStation
	registerStation
	queueStation
	opener
	sheetAnswerer
	adjuster
	closer
	detailStation
	operatorStation
	ledgerStation
	settingStation
	recallStation
	lister
	affectedStation
	unlistedStation
	exchangeStation
	doorStation
}

// PrinterPlace stands before the name of a printer where a place is named.
const PrinterPlace = "printer:"

// Press puts papers out: to a printer's queue or to the file or folder that the
// operator has named once.
type Press interface {
	Place() string // "" = not named yet
	SetPlace(ctx context.Context, path string) error
	TrustPrinter(ctx context.Context, address, fingerprint string) error                            // the same, of a printer that only itself vouches for
	Print(ctx context.Context, papers []station.Paper, l registry.Laying) (where string, err error) // its layout: walkin or tenup
	CardSheet() registry.Laying                                                                     // how a batch lies on card sheets
	Printers(ctx context.Context) ([]string, error)                                                 // to which papers could go, by name
	Says() scheme.Text                                                                              // what keeps the printer from printing, while it is waited for
	// Measured is an adjustment with the correction that four numbers of each side come to.
	Measured(now station.Adjustment, front, back string) (station.Adjustment, error)
	PrintCalibration(ctx context.Context, printer string, proof bool) (where string, err error)
	PrintSlips(ctx context.Context, slips []station.Slip) (where string, err error)
	PrintLedger(ctx context.Context, w station.LedgerWish, told func(station.Progress)) (where string, pages int, err error) // recorded, and put out
	PrintNotices(ctx context.Context, n station.Notices) (where string, err error)
	Forget() // the desk is locked: nothing of what was printed stays
}

// screen is one thing that the operator looks at.
type screen interface {
	update(d *desk, msg tea.Msg) tea.Cmd
	view(d *desk) widget.Block     // d.w cells wide, d.h-1 lines at most
	actions(d *desk) []action      // for the palette
	keys(d *desk) []widget.Binding // for the last line, the most useful first
}

// action is a line of the palette. Without a run it is its key.
type action struct {
	widget.Binding
	run func(d *desk) tea.Cmd
}

// desk is the model: the stack of screens and what they share.
type desk struct {
	p         Program
	st        widget.Styles
	lang      widget.Lang
	w, h      int       // h without the line of a register that is only read
	bar       int       // that line: 0 or 1
	at        time.Time // of the message in hand; a held key keeps the time it came
	stack     []screen
	work      *work
	ctx       context.Context
	held      []held
	ahead     bool           // the key in hand was held
	hold      int            // transactions whose answer is awaited; keys are held
	behind    int            // prints under way; keys are not held
	under     map[waited]int // answers for which the keys of a screen wait
	idle      time.Time
	leave     leaving
	reasons   map[string]*widget.Confirm // given in confirmations that were left, by what they are about
	typed     map[string]*widget.Form    // forms of imports that were left, by what they take in
	aside     map[string][][]byte        // by operator, sealed: applicants typed by hand when the desk was locked
	absent    map[registry.Number]bool   // papers whose holder was not at home when somebody came
	sleep     sleepWatch
	overslept bool       // the laptop was asleep, and something was under way
	locking   bool       // the key was pressed, and something was under way
	pressing  sync.Mutex // held while a press works
	signals   <-chan os.Signal
}

// New is the desk as a model, for an in-process terminal. Run is the way for a
// real one.
func New(p Program) tea.Model { return newDesk(context.Background(), p) }

// Quiet reports that a desk made by New has shown the answers to all that it asked:
// a person has looked, and presses the next key.
func Quiet(m tea.Model) bool {
	d, ok := m.(*desk)
	return ok && d.work.quiet()
}

func newDesk(ctx context.Context, p Program) *desk {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	if p.Cost == nil {
		p.Cost = func() seal.Cost { return seal.Floor }
	}
	d := &desk{p: p, st: widget.NewStyles(!p.NoColour), lang: p.Lang, work: newWork(), ctx: ctx, under: map[waited]int{}}
	d.at = p.Clock()
	d.idle = d.at
	switch {
	case p.Desk == nil && p.Setup != nil:
		d.stack = []screen{newSetup(d)}
	case p.Unlocked:
		d.stack = []screen{newHome(d)}
	default:
		d.stack = []screen{newUnlock(d, d.p.Operator)}
	}
	return d
}

// openedMsg tells a screen that it has come to the top for the first time.
type openedMsg struct{}

// Init asks the first screen for its first questions.
func (d *desk) Init() tea.Cmd {
	defer nameless()
	return guarded(tea.Batch(d.top().update(d, openedMsg{}), d.watchIdle(), d.nextSignal()))
}

// Update takes one message; time stands still while it is worked on.
func (d *desk) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	defer nameless()
	d.at = d.p.Clock()
	cmd, done := d.lockAfterSleep(msg)
	if !done {
		cmd = tea.Batch(cmd, d.route(msg), d.play(), d.fit())
	}
	d.work.keep(d.reads() || len(d.held) > 0)
	return d, guarded(cmd)
}

func (d *desk) now() time.Time { return d.at }

func (d *desk) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.w, d.h = msg.Width, msg.Height-d.bar
		return d.spread(msg)
	case tea.KeyPressMsg:
		return d.pressed(msg)
	case tea.PasteMsg:
		return d.pasted(msg)
	case answer:
		return d.answered(msg)
	case leaveMsg:
		return tea.Batch(d.quit(), d.nextSignal())
	case hurryMsg:
		d.leave.hurry = true
		return d.leaveIfIdle()
	case saysMsg:
		return msg.to.printerSays(d)
	case idleMsg:
		return d.lockIdle()
	}
	return d.spread(msg)
}

// spread gives a message of a widget (a page of rows) to every screen; each
// knows its own.
func (d *desk) spread(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range d.stack {
		cmds = append(cmds, s.update(d, msg))
	}
	return tea.Batch(cmds...)
}

func (d *desk) pressed(msg tea.KeyPressMsg) tea.Cmd {
	d.idle = d.at
	if widget.KeyName(msg) == quitName {
		return d.askQuit()
	}
	d.leave.warned = false
	if d.leave.asked {
		return nil
	}
	if d.blind() && !keyLang.Matches(msg) {
		return nil
	}
	if d.keeps(msg) {
		return nil
	}
	return d.key(msg)
}

// blind reports that the window shows only the sentence about its size: no key
// may act on a screen that nobody sees.
func (d *desk) blind() bool { return d.w > 0 && d.h > 0 && (d.w < minWidth || d.h+d.bar < minHeight) }

func (d *desk) pasted(msg tea.PasteMsg) tea.Cmd {
	d.idle = d.at
	if d.blind() {
		return nil
	}
	if d.keeps(msg) {
		return nil
	}
	return d.top().update(d, msg)
}

// key takes the keys that are the same on every screen, and gives the rest away.
func (d *desk) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyLang.Matches(msg):
		d.lang = 1 - d.lang
		return d.top().update(d, relabelledMsg{})
	case keyPalette.Matches(msg) && d.may(palettes):
		return d.push(newPalette(d))
	case keyChange.Matches(msg) && d.may(palettes):
		return d.change()
	case keyLock.Matches(msg):
		return d.lockNow()
	case keyHelp.Matches(msg) && d.may(helps):
		return d.push(newHelp(d))
	}
	return d.top().update(d, msg)
}

func (d *desk) top() screen { return d.stack[len(d.stack)-1] }

// push puts a screen on top.
func (d *desk) push(s screen) tea.Cmd {
	d.stack = append(d.stack, s)
	return s.update(d, openedMsg{})
}

// relabelledMsg tells a screen that its words are in the other language.
type relabelledMsg struct{}

// shownMsg tells a screen that it is on top again.
type shownMsg struct{}

// pop is one step back; the last screen stays.
func (d *desk) pop() tea.Cmd {
	if len(d.stack) > 1 {
		d.stack = d.stack[:len(d.stack)-1]
	}
	return d.top().update(d, shownMsg{})
}

// replace is for the ways on that have no way back: set-up, unlock, home.
func (d *desk) replace(s screen) tea.Cmd {
	d.stack = []screen{s}
	return s.update(d, openedMsg{})
}

// ability is what a screen lets the common keys do over it.
type ability uint8

const (
	helps ability = iota
	palettes
)

// may asks the top screen; one that says nothing allows everything.
func (d *desk) may(a ability) bool {
	if l, ok := d.top().(interface{ allows(ability) bool }); ok {
		return l.allows(a)
	}
	return true
}

// View is the top screen and the line of keys.
func (d *desk) View() tea.View {
	defer nameless()
	if d.w == 0 || d.h == 0 {
		return widget.Block{}.View()
	}
	if b, small := widget.TooSmall(d.w, d.h+d.bar, minWidth, minHeight, d.lang); small {
		return b.Fill(d.h + d.bar).View()
	}
	b := d.top().view(d).Fill(d.h - 1)
	if d.bar > 0 {
		b.Lines = append(b.Lines, d.st.Paint(widget.RoleBad, widget.Truncate(d.say(tReadOnlyCan), d.w)))
	}
	b.Lines = append(b.Lines, d.lastLine())
	v := b.View()
	v.WindowTitle = tWindowTitle.In(d.lang)
	return v
}

func (d *desk) say(t widget.T) string { return t.In(d.lang) }
