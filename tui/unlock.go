package tui

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// unlockStation is what the lock asks of the station.
type unlockStation interface {
	Info() station.Info
	UnlockForDay(ctx context.Context, operator string, passphrase []byte, pin string) error
	Resume(ctx context.Context, operator, pin string) error
	PrepareSearch() // so that names are found by the time somebody types one
	Lock()
	Locked() bool
	ForgetPINs()
	IdleMinutes() int
	asides
}

// asides keep what was half typed, for whoever typed it.
type asides interface {
	SealAside(plain []byte) ([]byte, error)
	OpenAside(sealed []byte) ([]byte, error)
}

const (
	fOperator   = "operator"
	fPassphrase = "passphrase"
	fPIN        = "pin"
	fAgain      = "again"
)

// pinDigits is how long a PIN is: the last digit lifts the lock.
const pinDigits = 6

// unlockScreen asks for the operator and the passphrase, or for the PIN of one who
// has given the passphrase today. Nothing personal can be read before it is answered.
type unlockScreen struct {
	info  station.Info
	form  *widget.Form
	quick bool // a PIN of today lifts the lock
	note  widget.Note
	tries int
}

// newUnlock asks for the operator, or for the first where none is named.
func newUnlock(d *desk, operator string) *unlockScreen {
	u := &unlockScreen{info: d.p.Desk.Info()}
	if !slices.Contains(u.info.Operators, operator) && len(u.info.Operators) > 0 {
		operator = u.info.Operators[0]
	}
	u.offer(d, operator)
	return u
}

// offer asks for what the operator may unlock with.
func (u *unlockScreen) offer(d *desk, operator string) {
	u.info = d.p.Desk.Info()
	u.quick = slices.Contains(u.info.PINs, operator)
	fields := []widget.FieldSpec{
		{Key: fOperator, Label: tOperator, Help: tWhyWho, Max: 50, Cells: 30, Required: true},
		{Key: fPassphrase, Label: tPassphrase, Help: tWhyPassphrase, Max: 200, Required: true, Masked: true},
		{Key: fPIN, Label: tPINToday, Help: tWhyPINToday, Placeholder: tPINTodayHow, Max: pinDigits, Masked: true, Normalise: widget.HalfWidth},
	}
	focus := fPassphrase
	if u.quick {
		focus = fPIN
		fields[1].Label, fields[1].Required = tOrPassphrase, false
		fields[2].Label, fields[2].Help, fields[2].Placeholder = tPIN, tWhyPIN, tPINHow
		fields[1], fields[2] = fields[2], fields[1]
	}
	u.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitWhenFilled, Fields: fields})
	if operator != "" {
		u.form.Set(fOperator, operator)
		u.form.FocusOn(focus)
	}
}

// unlockedMsg is the answer to a passphrase or a PIN.
type unlockedMsg struct{ err error }

func (u *unlockScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return u.key(d, msg)
	case tea.PasteMsg:
		u.form.Update(msg)
	case unlockedMsg:
		if msg.err == nil {
			return d.backHome()
		}
		u.refused(d, msg.err)
	}
	return nil
}

// refused asks again; the rest was typed for a desk that did not open. A PIN that the
// program does not take is the only thing to type again.
func (u *unlockScreen) refused(d *desk, err error) {
	u.tries++
	d.drop()
	u.note = widget.Note{Role: widget.RoleBad, Text: unlockText(err)}
	var fault *station.Fault
	if errors.As(err, &fault) && fault.Field == fPIN {
		u.form.Set(fPIN, "")
		u.form.FocusOn(fPIN)
		return
	}
	u.offer(d, u.form.Value(fOperator))
}

// unlockText says why the desk stays locked.
func unlockText(err error) widget.T {
	var wrong *station.WrongPIN
	switch {
	case errors.As(err, &wrong) && wrong.Left > 0:
		return count(tWrongPIN, wrong.Left)
	case errors.As(err, &wrong), errors.Is(err, station.ErrNoPIN):
		return tPINSpent
	}
	return toldText(err)
}

func (u *unlockScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if name := widget.KeyName(msg); (name == "up" || name == "down") && len(u.info.Operators) > 1 {
		u.next(d, name == "down")
		return nil
	}
	e := u.form.Update(msg)
	switch {
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly): // a passphrase may come from a paste or a token
		return u.try(d)
	case e.Has(widget.FormChanged):
		u.note = widget.Note{}
		return u.changed(d)
	}
	return nil
}

// changed: the sixth digit of a PIN lifts the lock, and a name that was typed decides
// what is asked for.
func (u *unlockScreen) changed(d *desk) tea.Cmd {
	switch operator := u.form.Value(fOperator); {
	case u.form.Focus() == fOperator && u.quick != slices.Contains(u.info.PINs, operator):
		u.offer(d, operator)
		u.form.FocusOn(fOperator)
	case u.quick && u.form.Focus() == fPIN && utf8.RuneCountInString(u.form.Value(fPIN)) == pinDigits:
		return u.try(d)
	}
	return nil
}

// next walks through the operators.
func (u *unlockScreen) next(d *desk, down bool) {
	all := u.info.Operators
	i := slices.Index(all, u.form.Value(fOperator))
	step := len(all) - 1
	if down {
		step = 1
	}
	u.note = widget.Note{}
	u.offer(d, all[(max(i, 0)+step)%len(all)])
}

func (u *unlockScreen) try(d *desk) tea.Cmd {
	desk, operator, passphrase, pin := d.p.Desk, u.form.Value(fOperator), []byte(u.form.Value(fPassphrase)), u.form.Value(fPIN)
	resume := u.quick && len(passphrase) == 0
	if resume && utf8.RuneCountInString(pin) != pinDigits { // not a try: nobody meant it as one
		u.note = widget.Note{Role: widget.RoleHint, Text: tPINHow}
		return nil
	}
	u.note = widget.Note{Role: widget.RoleHint, Text: tUnlocking}
	return d.commit(u, func(ctx context.Context) tea.Msg {
		defer clear(passphrase)
		var err error
		if resume {
			err = desk.Resume(ctx, operator, pin)
		} else {
			err = desk.UnlockForDay(ctx, operator, passphrase, pin)
		}
		if err == nil {
			desk.PrepareSearch()
		}
		return unlockedMsg{err}
	})
}

func (u *unlockScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	i := u.info
	out.add(widget.RoleTitle, stationLine(d, i, d.w))
	out.add(standing(d, i))
	for range max((d.h-12)/3, 1) {
		out.blank()
	}
	out.add(widget.RolePlain, d.say(tUnlockTitle))
	out.blank()
	block := widget.Stack(out.Block, u.form.View(d.w, d.st, d.lang))
	block.Lines = append(block.Lines, "")
	for _, row := range widget.Wrap(d.say(u.note.Text), d.w) {
		block.Lines = append(block.Lines, d.st.Paint(u.note.Role, row))
	}
	return block
}

func (u *unlockScreen) keys(d *desk) []widget.Binding {
	keys := []widget.Binding{as(keyEnter, tUnlock), keyTab}
	if len(u.info.Operators) > 1 {
		keys = append(keys, as(keyMove, tOtherOperator))
	}
	return append(keys, keyLang)
}

func (u *unlockScreen) actions(d *desk) []action { return nil }

// allows: the palette's commands belong to an open desk.
func (u *unlockScreen) allows(a ability) bool { return a == helps }
