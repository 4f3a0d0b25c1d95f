package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// adjuster keeps how pages are drawn for each printer.
type adjuster interface {
	Adjustment(ctx context.Context, printer string) (station.Adjustment, error)
	Adjust(ctx context.Context, a station.Adjustment) error
	Printer(ctx context.Context, name string) (station.Printer, error)
}

const (
	fPrinterName = "printer"
	fFrontSide   = "front"
	fBackSide    = "back"
)

// calibrateScreen takes the four numbers that were measured on each side of a
// calibration sheet. Ctrl+Y keeps them, F5 prints the sheet, F3 the proof; Enter goes
// to the next field.
type calibrateScreen struct {
	form *widget.Form
	kept station.Adjustment
	sure bool   // Ctrl+X was pressed once
	odd  string // a name that no remembered printer has: the key again takes it all the same
	note widget.Note
}

func newCalibrate(d *desk) *calibrateScreen {
	s := &calibrateScreen{}
	numbers := func(key string, label, help widget.T) widget.FieldSpec {
		return widget.FieldSpec{Key: key, Label: label, Help: help, Placeholder: tFourNumbersHow, Max: 40, Cells: 44, Normalise: widget.HalfWidth}
	}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: []widget.FieldSpec{
		{Key: fPrinterName, Label: tPrinterName, Help: tWhyPrinterName, Max: 120, Cells: 44}, numbers(fFrontSide, tFrontSide, tWhyFrontSide), numbers(fBackSide, tBackSide, tWhyBackSide),
	}})
	if d.p.Press != nil {
		if name, ok := strings.CutPrefix(d.p.Press.Place(), PrinterPlace); ok {
			s.form.Set(fPrinterName, name)
			s.form.FocusOn(fFrontSide)
		}
	}
	return s
}

// keptMsg is what is kept for a printer; done says what was done before.
type keptMsg struct {
	kept station.Adjustment
	done widget.T
	over bool // what was typed is kept, or no longer wanted
	odd  string
	err  error
}

func (s *calibrateScreen) name() string { return strings.TrimSpace(s.form.Value(fPrinterName)) }

func (s *calibrateScreen) load(d *desk) tea.Cmd {
	desk, name := d.p.Desk, s.name()
	return d.ask(s, func(ctx context.Context) tea.Msg {
		a, err := desk.Adjustment(ctx, name)
		return keptMsg{kept: a, err: err}
	})
}

func (s *calibrateScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return s.load(d)
	case keptMsg:
		s.came(d, msg)
	case tea.PasteMsg:
		s.form.Update(msg)
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *calibrateScreen) came(d *desk, msg keptMsg) {
	switch {
	case msg.odd != "":
		d.drop()
		s.odd = msg.odd
		s.tell(widget.RoleWarn, tOddPrinter)
		return
	case msg.err != nil:
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return
	case msg.kept.Printer == s.name():
		s.kept = msg.kept
	}
	if !msg.done.IsZero() {
		s.tell(widget.RoleGood, msg.done)
	}
	if msg.over {
		s.form.Set(fFrontSide, "")
		s.form.Set(fBackSide, "")
	}
}

func (s *calibrateScreen) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

func (s *calibrateScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	sure := s.sure
	s.sure = false
	switch {
	case keySign.Matches(msg):
		return s.keep(d)
	case keyPrint.Matches(msg):
		return s.print(d, false)
	case keyChild.Matches(msg):
		return s.print(d, true)
	case keyFacts.Matches(msg):
		return s.turnStock(d)
	case keyCancel.Matches(msg):
		return s.reset(d, sure)
	}
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		return d.pop()
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly):
		s.tell(widget.RoleHint, tCalibrateKeep)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
		return s.load(d)
	}
	return nil
}

// change keeps another adjustment; over: the numbers that were typed are done with. A
// name that no remembered printer has may be a slip: it takes the key twice, since what
// is printed from a file may be adjusted for any printer.
func (s *calibrateScreen) change(d *desk, a station.Adjustment, done widget.T, over bool) tea.Cmd {
	desk, known := d.p.Desk, s.odd == a.Printer
	return d.commit(s, func(ctx context.Context) tea.Msg {
		if _, err := desk.Printer(ctx, a.Printer); errors.Is(err, station.ErrNoPrinter) && !known {
			return keptMsg{odd: a.Printer}
		}
		if err := desk.Adjust(ctx, a); err != nil {
			return keptMsg{err: err}
		}
		return keptMsg{kept: a, done: done, over: over}
	})
}

func (s *calibrateScreen) keep(d *desk) tea.Cmd {
	if d.p.Press == nil || s.name() == "" {
		s.tell(widget.RoleWarn, tPrinterNameFirst)
		return nil
	}
	now := s.kept
	now.Printer = s.name()
	a, err := d.p.Press.Measured(now, s.form.Value(fFrontSide), s.form.Value(fBackSide))
	if err != nil {
		s.tell(widget.RoleBad, toldText(err))
		return nil
	}
	return s.change(d, a, tCalibrated, true)
}

// turnStock says whether the printer's paper bears background, title and labels.
func (s *calibrateScreen) turnStock(d *desk) tea.Cmd {
	if s.name() == "" {
		s.tell(widget.RoleWarn, tPrinterNameFirst)
		return nil
	}
	a := s.kept
	a.Printer, a.Overlay = s.name(), !a.Overlay
	return s.change(d, a, stockText(a.Overlay), false)
}

func stockText(preprinted bool) widget.T {
	if preprinted {
		return tStockPreprinted
	}
	return tStockPlain
}

// reset takes the correction back; it takes the same key twice.
func (s *calibrateScreen) reset(d *desk, sure bool) tea.Cmd {
	if !sure {
		s.sure = true
		s.tell(widget.RoleWarn, tResetSure)
		return nil
	}
	s.odd = s.name() // nothing is left of it
	return s.change(d, station.Adjustment{Printer: s.name()}, tCalibrationReset, true)
}

// print makes the sheet to measure, or the proof.
func (s *calibrateScreen) print(d *desk, proof bool) tea.Cmd {
	switch {
	case d.p.Press == nil || d.p.Press.Place() == "":
		s.tell(widget.RoleWarn, tPlaceFirst)
		return nil
	case s.name() == "":
		s.tell(widget.RoleWarn, tPrinterNameFirst)
		return nil
	}
	s.tell(widget.RoleHint, tPrinting)
	press, name, kept, wide := d.p.Press, s.name(), s.kept, d.w-10
	return d.finish(s, func(ctx context.Context) tea.Msg {
		where, err := press.PrintCalibration(ctx, name, proof)
		where = shortPath(where, wide)
		done := widget.T{ZH: tPrinted.ZH + where, EN: tPrinted.EN + where}
		if !strings.HasPrefix(press.Place(), PrinterPlace) {
			done = widget.T{ZH: done.ZH + tNameOnPage.ZH, EN: done.EN + tNameOnPage.EN}
		}
		return keptMsg{kept: kept, err: err, done: done}
	})
}

func (s *calibrateScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tCalibrateTitle))
	for _, t := range calibrateTexts {
		out.wrap(widget.RoleHint, d.say(t))
	}
	out.blank()
	block := widget.Stack(out.Block, s.form.View(d.w, d.st, d.lang))
	below := &lines{d: d}
	below.blank()
	below.wrap(s.note.Role, d.say(s.note.Text))
	below.blank()
	below.add(widget.RoleLabel, d.say(tKeptNow))
	below.add(widget.RolePlain, sideText(d, tFrontSide, s.kept.Front))
	below.add(widget.RolePlain, sideText(d, tBackSide, s.kept.Back))
	below.add(widget.RolePlain, d.say(stockText(s.kept.Overlay)))
	block.Lines = append(block.Lines, below.Lines...)
	return block
}

// sideText is the correction of one side.
func sideText(d *desk, of widget.T, s station.Side) string {
	if s == (station.Side{}) {
		return d.say(of) + "  " + d.say(tNoCorrection)
	}
	scale := func(v float64) float64 {
		if v == 0 {
			return 1
		}
		return v
	}
	return d.say(of) + "  " + fmt.Sprintf("dx %+.2f mm  dy %+.2f mm  sx %.4f  sy %.4f", s.DX, s.DY, scale(s.SX), scale(s.SY))
}

func (s *calibrateScreen) keys(*desk) []widget.Binding {
	return []widget.Binding{as(keySign, tKeepNumbers), as(keyPrint, tPrintSheet), as(keyChild, tPrintProof), as(keyFacts, tTurnStock), as(keyCancel, tTakeBack), keyTab, keyEsc}
}

func (s *calibrateScreen) actions(*desk) []action { return nil }

// allows: over numbers that are half typed no other screen opens.
func (s *calibrateScreen) allows(a ability) bool { return a == helps }
