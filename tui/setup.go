package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// Setup makes a station on an empty machine; cmd gives it files, chance and the
// printer of the recovery sheet.
type Setup interface {
	Schemes() []scheme.Scheme
	Divisions(schemeCode, query string) []DivisionChoice
	OfferStation() int              // a random code from 900–999
	CheckPassphrase(p string) error // nil: long enough
	CheckPaper(a SetupAnswers) error
	Disk(ctx context.Context) DiskState
	Create(ctx context.Context, a SetupAnswers) (Made, error)
	CheckRecovery(ctx context.Context, words string) error
	Open(ctx context.Context) (Desk, error)
}

// DivisionChoice is a county of the scheme.
type DivisionChoice struct {
	Code string // six digits, GB/T 2260
	Path string // 浙江省宁波市鄞州区
}

// SetupAnswers is what the first run has asked for.
type SetupAnswers struct {
	Scheme     string
	Division   string
	Station    int
	Kind       string // a word of registry.PointKinds
	Point      string
	Operator   string
	Passphrase []byte
	StartAt    int       // first number to give; the paper book holds the ones before
	LastPaper  string    // the newest paper known under the code, of a station that is made again; "" for none
	LeastEpoch int       // the first epoch is not under it; 0 for none
	Disk       DiskState // the operator's word where the system tells nothing; "": none
}

// Made is what Create leaves behind.
type Made struct {
	RecoverySheet string // path of the sheet for the office safe
}

// The steps of the set-up, in their order.
type setupStep uint8

const (
	stepScheme setupStep = iota
	stepDivision
	stepStation
	stepKind
	stepPoint
	stepOperator
	stepPassphrase
	stepStart
	stepPaper
	stepMake
	stepRecovery
)

// setupScreen walks through the first run, one question at a time; what was
// answered stands above it, and Esc goes back to it.
type setupScreen struct {
	s       Setup
	step    setupStep
	answers SetupAnswers
	path    string // of the division
	form    *widget.Form
	choices []DivisionChoice
	chosen  int
	guard   widget.EnterGuard
	note    widget.Note
	made    Made
	disk    Disk
}

func newSetup(d *desk) *setupScreen {
	s := &setupScreen{s: d.p.Setup}
	s.answers.Station = s.s.OfferStation()
	s.answers.StartAt = 1
	s.enter(d, stepScheme)
	return s
}

// enter shows a step with what was answered before.
func (s *setupScreen) enter(d *desk, step setupStep) {
	s.step, s.form, s.note, s.chosen = step, nil, widget.Note{}, 0
	s.guard.Note(d.now())
	switch step {
	case stepDivision:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tDivision, Help: tWhyDivision, Placeholder: tDivisionHow, Max: 30})
		s.lookUp()
	case stepStation:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tStationCode, Help: tWhyStation, Max: 3, Cells: 6, Required: true, Normalise: widget.HalfWidth, Check: ownCodeNote})
		s.form.Offer("q", strconv.Itoa(s.answers.Station))
	case stepPoint:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tPoint, Help: tWhyPoint, Placeholder: tPointHow, Max: 60, Required: true})
		s.form.Set("q", s.answers.Point)
	case stepOperator:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tOperator, Help: tWhyFirstName, Placeholder: tOperatorHow, Max: 50, Required: true})
		s.form.Set("q", s.answers.Operator)
	case stepPassphrase:
		s.ask(d, newSecret(fPassphrase, tPassphrase, s.s.CheckPassphrase), masked(fAgain, tAgain, tWhyAgain))
	case stepStart:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tStartAt, Help: tWhyStart, Max: 5, Cells: 8, Required: true, Normalise: widget.HalfWidth})
		s.form.Offer("q", strconv.Itoa(s.answers.StartAt))
	case stepPaper:
		s.ask(d, widget.FieldSpec{Key: fPaper, Label: tLastPaper, Help: tWhyNewest, Placeholder: tNoPaperYet, Max: 24, Cells: 40, Normalise: widget.HalfWidth},
			widget.FieldSpec{Key: fEpoch, Label: tLeastEpoch, Help: tWhyEpoch, Placeholder: tNoPaperYet, Max: 1, Cells: 40, Normalise: widget.HalfWidth})
		s.form.Set(fPaper, s.answers.LastPaper)
		if s.answers.LeastEpoch > 0 {
			s.form.Set(fEpoch, strconv.Itoa(s.answers.LeastEpoch))
		}
	case stepRecovery:
		s.ask(d, widget.FieldSpec{Key: "q", Label: tRecoveryWords, Help: tWhyWords24, Max: 400, Required: true, Normalise: widget.HalfWidth})
	}
}

// ownCodeNote reminds of where a code comes from that no station draws for itself: it
// is taken as typed, as init takes it.
func ownCodeNote(v string) widget.Note {
	if n, err := strconv.Atoi(v); err != nil || n < 1 || n >= ownCodes {
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tGivenCode}
}

// ownCodes is the first of the codes that stations which stand alone are offered
// (register.md, "Pass numbers").
const ownCodes = 900

func (s *setupScreen) ask(d *desk, fields ...widget.FieldSpec) {
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: fields})
}

func (s *setupScreen) lookUp() {
	s.choices, s.chosen = s.s.Divisions(s.answers.Scheme, s.form.Value("q")), 0
}

// createdMsg, recoveredMsg and readyMsg are the answers of the last steps.
type createdMsg struct {
	made Made
	err  error
}
type recoveredMsg struct{ err error }
type readyMsg struct {
	desk Desk
	err  error
}

func (s *setupScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(d, msg)
	case tea.PasteMsg:
		if s.form != nil {
			s.form.Update(msg)
			s.changed()
		}
	case createdMsg:
		return s.created(d, msg)
	case diskMsg:
		s.disk = msg.disk
	case recoveredMsg:
		if msg.err != nil {
			s.fail(d, msg.err)
			return nil
		}
		return s.open(d)
	case readyMsg:
		return s.ready(d, msg)
	}
	return nil
}

func (s *setupScreen) fail(d *desk, err error) {
	d.drop()
	s.note = widget.Note{Role: widget.RoleBad, Text: toldText(err)}
}

func (s *setupScreen) changed() {
	s.note = widget.Note{}
	if s.step == stepDivision {
		s.lookUp()
	}
}

func (s *setupScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	name := widget.KeyName(msg)
	if name == "esc" {
		s.back(d)
		return nil
	}
	if s.step == stepRecovery && keyNext.Matches(msg) {
		return s.open(d)
	}
	if n := s.count(); n > 0 && (name == "up" || name == "down") {
		s.chosen = clamp(s.chosen+map[string]int{"up": -1, "down": 1}[name], 0, n-1)
		return nil
	}
	if s.form == nil {
		return s.choiceKey(d, name)
	}
	e := s.form.Update(msg)
	switch {
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly): // Esc takes an answer back; only stepMake is for good
		return s.submit(d)
	case e.Has(widget.FormChanged):
		s.changed()
	}
	return nil
}

// count is how many lines there are to choose from.
func (s *setupScreen) count() int {
	switch s.step {
	case stepScheme:
		return len(s.s.Schemes())
	case stepDivision:
		return len(s.choices)
	case stepKind:
		return len(registry.PointKinds)
	}
	return 0
}

// choiceKey: a digit chooses, Enter goes on with the chosen line.
func (s *setupScreen) choiceKey(d *desk, name string) tea.Cmd {
	ready := s.guard.Ready(d.now())
	s.guard.Note(d.now())
	if n := s.count(); isDigit(name) && name != "0" && int(name[0]-'0') <= n {
		s.chosen = int(name[0] - '1')
		return nil
	}
	switch {
	case s.asksDisk() && (name == "1" || name == "2"):
		s.answers.Disk = map[string]DiskState{"1": DiskOn, "2": DiskOff}[name]
		return nil
	case name != "enter":
		return nil
	case s.step == stepMake && !ready: // what Create makes stays
		s.note = widget.Note{Role: widget.RoleHint, Text: tTooSoon}
		return nil
	}
	switch s.step {
	case stepScheme:
		s.answers.Scheme = s.s.Schemes()[s.chosen].Code
		s.enter(d, stepDivision)
	case stepKind:
		s.answers.Kind = registry.PointKinds[s.chosen]
		s.enter(d, stepPoint)
	case stepMake:
		return s.create(d)
	}
	return nil
}

// asksDisk: the system tells nothing of the disk, the operator may know.
func (s *setupScreen) asksDisk() bool { return s.step == stepMake && s.disk.State == DiskUnknown }

// back is one step back; once the station is made there is none.
func (s *setupScreen) back(d *desk) {
	if s.step > stepScheme && s.step < stepRecovery {
		s.enter(d, s.step-1)
	}
}

func (s *setupScreen) submit(d *desk) tea.Cmd {
	v := strings.TrimSpace(s.form.Value("q"))
	switch s.step {
	case stepDivision:
		if len(s.choices) == 0 {
			s.note = widget.Note{Role: widget.RoleBad, Text: tNoDivision}
			return nil
		}
		s.answers.Division, s.path = s.choices[s.chosen].Code, s.choices[s.chosen].Path
	case stepStation:
		if !s.number(v, 999, &s.answers.Station) {
			return nil
		}
	case stepPoint:
		s.answers.Point = v
	case stepOperator:
		s.answers.Operator = v
	case stepPassphrase:
		if !s.passphrase() {
			return nil
		}
	case stepStart:
		if !s.number(v, registry.LastSerial, &s.answers.StartAt) {
			return nil
		}
	case stepPaper:
		if !s.paper() {
			return nil
		}
	case stepRecovery:
		return s.checkRecovery(d, v)
	}
	s.enter(d, s.step+1)
	if s.step == stepMake {
		setup := s.s
		return d.ask(s, func(ctx context.Context) tea.Msg { return diskMsg{Disk{State: setup.Disk(ctx)}} })
	}
	return nil
}

func (s *setupScreen) number(v string, most int, into *int) bool {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		s.note = widget.Note{Role: widget.RoleBad, Text: count(tOneTo, most)}
		return false
	}
	*into = n
	return true
}

// paper takes what is known of papers under the code; all of it may be empty.
func (s *setupScreen) paper() bool {
	a := s.answers
	a.LastPaper, a.LeastEpoch = strings.TrimSpace(s.form.Value(fPaper)), 0
	if strings.EqualFold(a.LastPaper, "none") {
		a.LastPaper = ""
	}
	if typed := strings.TrimSpace(s.form.Value(fEpoch)); typed != "" && !s.number(typed, registry.LastEpoch, &a.LeastEpoch) {
		s.form.FocusOn(fEpoch)
		return false
	}
	if err := s.s.CheckPaper(a); err != nil {
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(err)}
		s.form.FocusOn(fPaper)
		return false
	}
	s.answers = a
	return true
}

// passphrase takes it when both are the same.
func (s *setupScreen) passphrase() bool {
	p := s.form.Value(fPassphrase)
	if p != s.form.Value(fAgain) {
		s.note = widget.Note{Role: widget.RoleBad, Text: tNotTheSame}
		s.form.Set(fAgain, "")
		s.form.FocusOn(fAgain)
		return false
	}
	s.answers.Passphrase = []byte(p)
	return true
}

func (s *setupScreen) create(d *desk) tea.Cmd {
	setup, answers := s.s, s.answers
	answers.Passphrase = slices.Clone(answers.Passphrase) // Create may wipe it; a second try needs it again
	s.note = widget.Note{Role: widget.RoleHint, Text: tMaking}
	return d.commit(s, func(ctx context.Context) tea.Msg {
		made, err := setup.Create(ctx, answers)
		clear(answers.Passphrase)
		return createdMsg{made, err}
	})
}

func (s *setupScreen) created(d *desk, msg createdMsg) tea.Cmd {
	if msg.err != nil {
		s.fail(d, msg.err)
		return nil
	}
	s.made = msg.made
	clear(s.answers.Passphrase)
	s.enter(d, stepRecovery)
	return nil
}

func (s *setupScreen) checkRecovery(d *desk, words string) tea.Cmd {
	setup := s.s
	return d.commit(s, func(ctx context.Context) tea.Msg { return recoveredMsg{setup.CheckRecovery(ctx, words)} })
}

func (s *setupScreen) open(d *desk) tea.Cmd {
	setup := s.s
	return d.commit(s, func(ctx context.Context) tea.Msg {
		desk, err := setup.Open(ctx)
		return readyMsg{desk, err}
	})
}

func (s *setupScreen) ready(d *desk, msg readyMsg) tea.Cmd {
	if msg.err != nil {
		s.fail(d, msg.err)
		return nil
	}
	d.p.Desk, d.p.Setup = msg.desk, nil
	if msg.desk.Locked() {
		return d.replace(newUnlock(d, ""))
	}
	h := newHome(d)
	h.tell(widget.RoleWarn, count(tSheetLies, s.made.RecoverySheet))
	return d.replace(h)
}
