package tui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// Errands are the works with files that the desk leaves to whoever has files. Each
// answers in sentences what came of it, and tells meanwhile how far it is; one whose
// context is cancelled has done nothing.
type Errands interface {
	Offer(errand string) string // a file to write; "" where one is to be read
	Backup(ctx context.Context, file string, told func(station.Progress)) ([]scheme.Text, error)
	Verify(ctx context.Context, told func(station.Progress)) ([]scheme.Text, error)
	Export(ctx context.Context, format, file string, told func(station.Progress)) ([]scheme.Text, error)
	ResidentList(ctx context.Context, file string, far func(station.Progress)) (station.ResidentList, []scheme.Text, error) // read, and not looked at yet
	RecallList(ctx context.Context, file string, far func(station.Progress)) (station.RecallList, []scheme.Text, error)     // read, and not looked at yet
	Directory(ctx context.Context, file string) ([]scheme.Text, error)                                                      // loads it in the place of the one before
	EpochLeft() error
	NewEpoch(ctx context.Context, reason, lastPaper string, anyway bool) ([]scheme.Text, error)
	CheckSheet(ctx context.Context, words string) ([]scheme.Text, error)
	NewSheet(ctx context.Context, file string, passphrase []byte) ([]scheme.Text, error)
	Exchange(ctx context.Context, with ExchangeWith, told func(station.Progress)) ([]scheme.Text, error)
	LastExchange() ExchangeWith // that went well
	Asides() []AsideTold
	FinishTask(ctx context.Context, id string, done bool, reason string) ([]scheme.Text, error)
	ReadHearing(ctx context.Context, id string) ([]scheme.Text, error)
	Hear(ctx context.Context, id string, r station.Ruling) ([]scheme.Text, error)
	RestoreLine() string // the command line that restores this station
}

// errand is one of them: what is asked before it, and whose it is.
type errand struct {
	word        string // as Offer knows it
	name, what  widget.T
	of          registry.Command
	point       string              // the kind of point that has it; "": every
	strict      bool                // Enter never does it
	hinders     func(Errands) error // what no answer would change: told before anything is asked
	fields      []widget.FieldSpec
	do          func(ctx context.Context, e Errands, value func(string) string, told func(station.Progress)) ([]scheme.Text, error)
	commandLine func(Errands) string // what is done outside the desk
}

// The fields of errands.
const (
	fFile   = "file"
	fFormat = "format"
	fSource = "source"
	fReason = "reason"
	fPaper  = "paper"
	fEpoch  = "epoch"
	fTask   = "task"
	fDone   = "done"
	fWords  = "words"
	fAnyway = "anyway" // nobody types it: the errand was turned down once, and is asked for again
)

// fileField asks for a file; help says which.
func fileField(help widget.T) widget.FieldSpec {
	return widget.FieldSpec{Key: fFile, Label: tFile, Help: help, Placeholder: tFileHow, Max: 400, Required: true}
}

// whyField asks why it is done.
func whyField(most int) widget.FieldSpec {
	return widget.FieldSpec{Key: fReason, Label: tReason, Help: tWhyReason, Max: most, Required: true, Check: reasonNote}
}

var errands = []errand{
	{word: "backup", name: tBackup, what: tBackupWhat, of: registry.DoBackup, fields: []widget.FieldSpec{fileField(tWhyFileOut)},
		do: func(ctx context.Context, e Errands, v func(string) string, told func(station.Progress)) ([]scheme.Text, error) {
			return e.Backup(ctx, v(fFile), told)
		}},
	{name: tRestore, what: tRestoreWhat, of: registry.DoRestore, commandLine: Errands.RestoreLine},
	{name: tVerify, what: tVerifyWhat, of: registry.DoFind,
		do: func(ctx context.Context, e Errands, _ func(string) string, told func(station.Progress)) ([]scheme.Text, error) {
			return e.Verify(ctx, told)
		}},
	{word: "export", name: tExport, what: tExportWhat, of: registry.DoExport,
		fields: []widget.FieldSpec{{Key: fFormat, Label: tFormat, Help: tWhyFormat, Placeholder: tFormatHow, Max: 1, Cells: 30, Required: true, Normalise: widget.HalfWidth, Check: formatNote}, fileField(tWhyFileOut)},
		do: func(ctx context.Context, e Errands, v func(string) string, told func(station.Progress)) ([]scheme.Text, error) {
			return e.Export(ctx, formats[v(fFormat)], v(fFile), told)
		}},
	{name: tLoadDirectory, what: tLoadDirectoryWhat, of: registry.DoLists, fields: []widget.FieldSpec{fileField(tWhyFileDirectory)},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.Directory(ctx, v(fFile))
		}},
	{name: tFinishTask, what: tFinishTaskWhat, of: registry.DoSettle, strict: true,
		fields: []widget.FieldSpec{{Key: fTask, Label: tTaskID, Help: tWhyTask, Placeholder: tTaskIDHow, Max: 64, Cells: 40, Required: true, Normalise: widget.HalfWidth},
			{Key: fDone, Label: tTaskOutcome, Help: tWhyTaskOutcome, Placeholder: tTaskOutcomeHow, Max: 1, Cells: 30, Required: true, Normalise: widget.HalfWidth, Check: taskNote},
			whyField(200)},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.FinishTask(ctx, v(fTask), v(fDone) == "1", v(fReason))
		}},
	readHearing, hearAppeal,
	{name: tNewEpoch, what: tNewEpochWhat, of: registry.DoEpoch, strict: true, hinders: Errands.EpochLeft,
		fields: []widget.FieldSpec{{Key: fPaper, Label: tLastPaper, Help: tWhyLastPaper, Placeholder: tLastPaperHow, Max: 24, Cells: 30, Required: true, Normalise: widget.HalfWidth},
			whyField(200)},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.NewEpoch(ctx, v(fReason), v(fPaper), v(fAnyway) != "")
		}},
	{name: tCheckSheet, what: tCheckSheetWhat, of: registry.DoFind,
		fields: []widget.FieldSpec{{Key: fWords, Label: tRecoveryWords, Help: tWhyWords24, Max: 400, Required: true, Normalise: widget.HalfWidth}},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			return e.CheckSheet(ctx, v(fWords))
		}},
	{word: "sheet", name: tNewSheet, what: tNewSheetWhat, of: registry.DoOperators, strict: true,
		fields: []widget.FieldSpec{fileField(tWhyFileSheet), masked(fOld, tYourPassphrase, tWhyOwnPass)},
		do: func(ctx context.Context, e Errands, v func(string) string, _ func(station.Progress)) ([]scheme.Text, error) {
			own := []byte(v(fOld))
			defer clear(own)
			return e.NewSheet(ctx, v(fFile), own)
		}},
}

// formats are the exports by the digit that is typed for them.
var formats = map[string]string{"1": "csv", "2": "xlsx", "3": "jsonl"}

func formatNote(v string) widget.Note {
	if word, ok := formats[v]; ok {
		return widget.Note{Role: widget.RoleHint, Text: widget.T{ZH: word, EN: word}}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tFormatHow, Blocks: v != ""}
}

// taskNote says what the digit stands for.
func taskNote(v string) widget.Note {
	switch v {
	case "1":
		return widget.Note{Role: widget.RoleHint, Text: tTaskDone}
	case "2":
		return widget.Note{Role: widget.RoleHint, Text: tTaskCannot}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tTaskOutcomeHow, Blocks: v != ""}
}

// reasonNote refuses a reason that says nothing.
func reasonNote(v string) widget.Note {
	if v == "" || registry.SaysWhy(v) {
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tReasonShort, Blocks: true}
}

// errandActions are those that whoever is at the desk may do now.
func errandActions(d *desk) []action {
	if d.p.Errands == nil {
		return nil
	}
	var out []action
	for _, e := range errands {
		if d.p.Desk.MayDo(e.of) == nil && (e.point == "" || e.point == d.p.Desk.Info().Point.Kind) {
			out = append(out, action{widget.NewBinding(e.name), func(d *desk) tea.Cmd { return d.push(newErrand(d, e)) }})
		}
	}
	return out
}

// errandScreen asks what the errand needs, shows how far it is, and says what came of
// it.
type errandScreen struct {
	e      errand
	form   *widget.Form // nil: nothing is asked any more
	note   widget.Note
	cancel context.CancelFunc // while it is under way
	stops  bool               // and it was told to stop
	anyway bool               // it was turned down as needless, and the key is the same again
	far    *farther
	said   []scheme.Text
}

func newErrand(d *desk, e errand) *errandScreen {
	s := &errandScreen{e: e}
	if e.hinders != nil {
		if err := e.hinders(d.p.Errands); err != nil {
			s.e = errand{name: e.name} // nothing of it is offered
			s.tell(widget.RoleBad, toldText(err))
			return s
		}
	}
	if len(e.fields) > 0 {
		s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: e.fields})
		if e.word != "" {
			s.form.Offer(fFile, d.p.Errands.Offer(e.word))
		}
	}
	return s
}

// errandMsg is what came of it; farMsg looks again how far it is.
type (
	errandMsg struct {
		said []scheme.Text
		err  error
	}
	farMsg struct{}
)

const farLook = 200 * time.Millisecond

func (s *errandScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		if s.form == nil && s.e.do != nil {
			return s.begin(d)
		}
	case farMsg:
		return s.lookAgain()
	case errandMsg:
		return s.done(d, msg)
	case tea.PasteMsg:
		if s.form != nil && s.cancel == nil {
			s.form.Update(msg)
		}
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *errandScreen) tell(role widget.Role, t widget.T) { s.note = widget.Note{Role: role, Text: t} }

func (s *errandScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.cancel != nil:
		if keyEsc.Matches(msg) {
			s.cancel()
			s.stops = true
			s.tell(widget.RoleWarn, tStopping)
		}
		return nil
	case s.form == nil:
		if keyEsc.Matches(msg) {
			return d.pop()
		}
		return nil
	case keySign.Matches(msg) && s.e.strict:
		return s.submit(d)
	}
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		return d.pop()
	case e.Has(widget.FormEarly):
		s.tell(widget.RoleHint, tTooSoon)
	case e.Has(widget.FormSubmit) && s.e.strict:
		s.tell(widget.RoleHint, tEnterNever)
	case e.Has(widget.FormSubmit):
		return s.begin(d)
	case e.Has(widget.FormChanged):
		s.note, s.anyway = widget.Note{}, false
	}
	return nil
}

func (s *errandScreen) submit(d *desk) tea.Cmd {
	if key, open := s.form.Gap(); open {
		s.form.FocusOn(key)
		s.tell(widget.RoleWarn, tGapOpen)
		return nil
	}
	return s.begin(d)
}

// begin sets out. The station is held by the work; the screen waits beside it and
// asks nothing.
func (s *errandScreen) begin(d *desk) tea.Cmd {
	ctx, cancel := context.WithCancel(context.WithoutCancel(d.ctx))
	far := &farther{}
	s.cancel, s.far, s.note = cancel, far, widget.Note{}
	var values map[string]string
	if s.form != nil {
		values = s.form.Values()
		if s.anyway {
			values[fAnyway] = "yes"
		}
		s.form.Set(fOld, "")
	}
	errands, do := d.p.Errands, s.e.do
	value := func(key string) string { return strings.TrimSpace(values[key]) }
	return tea.Batch(s.lookAgain(), d.finish(s, func(context.Context) tea.Msg {
		said, err := do(ctx, errands, value, far.come)
		return errandMsg{said, err}
	}))
}

func (s *errandScreen) lookAgain() tea.Cmd {
	if s.cancel == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

// done says what came of it. What was refused is asked again, as it was filled in.
func (s *errandScreen) done(d *desk, msg errandMsg) tea.Cmd {
	s.cancel()
	stopped := s.stops
	s.cancel, s.stops = nil, false
	switch {
	case msg.err != nil && stopped:
		s.tell(widget.RoleWarn, tStoppedNothing)
	case msg.err != nil:
		d.drop()
		var needless *station.Needless
		s.anyway = errors.As(msg.err, &needless)
		s.tell(widget.RoleBad, toldText(msg.err))
	default:
		s.form, s.said, s.note = nil, msg.said, widget.Note{}
	}
	return d.stack[0].(*home).askToday(d)
}
