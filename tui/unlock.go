package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// unlockStation is what the lock asks of the station.
type unlockStation interface {
	Info() station.Info
	Unlock(ctx context.Context, operator string, passphrase []byte) error
	PrepareSearch() // so that names are found by the time somebody types one
	Lock()
	Locked() bool
}

const (
	fOperator   = "operator"
	fPassphrase = "passphrase"
	fAgain      = "again"
)

// unlockScreen asks for the operator and the passphrase. Nothing personal can be
// read before it is answered.
type unlockScreen struct {
	info  station.Info
	form  *widget.Form
	note  widget.Note
	tries int
}

func newUnlock(d *desk) *unlockScreen {
	u := &unlockScreen{info: d.p.Desk.Info()}
	u.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitWhenFilled, Fields: []widget.FieldSpec{
		{Key: fOperator, Label: tOperator, Max: 50, Cells: 30, Required: true},
		{Key: fPassphrase, Label: tPassphrase, Max: 200, Required: true, Masked: true},
	}})
	if len(u.info.Operators) > 0 {
		u.form.Set(fOperator, u.info.Operators[0])
		u.form.FocusOn(fPassphrase)
	}
	return u
}

// unlockedMsg is the answer to a passphrase.
type unlockedMsg struct{ err error }

func (u *unlockScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return u.key(d, msg)
	case tea.PasteMsg:
		u.form.Update(msg)
	case unlockedMsg:
		if msg.err == nil {
			return d.replace(d.homeAgain())
		}
		u.tries++
		d.drop() // the rest was typed for a desk that did not open
		u.form.Set(fPassphrase, "")
		u.form.FocusOn(fPassphrase)
		u.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
	}
	return nil
}

func (u *unlockScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if u.form.Focus() == fOperator && (widget.KeyName(msg) == "up" || widget.KeyName(msg) == "down") && len(u.info.Operators) > 1 {
		u.next(widget.KeyName(msg) == "down")
		return nil
	}
	e := u.form.Update(msg)
	switch {
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly): // a passphrase may come from a paste or a token
		return u.try(d)
	case e.Has(widget.FormChanged):
		u.note = widget.Note{}
	}
	return nil
}

// next walks through the operators.
func (u *unlockScreen) next(down bool) {
	all := u.info.Operators
	i := slices.Index(all, u.form.Value(fOperator))
	step := len(all) - 1
	if down {
		step = 1
	}
	u.form.Set(fOperator, all[(max(i, 0)+step)%len(all)])
}

func (u *unlockScreen) try(d *desk) tea.Cmd {
	desk, operator, passphrase := d.p.Desk, u.form.Value(fOperator), []byte(u.form.Value(fPassphrase))
	u.note = widget.Note{Role: widget.RoleHint, Text: tUnlocking}
	return d.commit(u, func(ctx context.Context) tea.Msg {
		defer clear(passphrase)
		err := desk.Unlock(ctx, operator, passphrase)
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
	return []widget.Binding{as(keyEnter, tUnlock), keyTab, keyLang, keyHelp}
}

func (u *unlockScreen) actions(d *desk) []action { return nil }

// allows: the palette's commands belong to an open desk.
func (u *unlockScreen) allows(a ability) bool { return a == helps }

// homeAgain is the home screen after a lock, with the applicant that was kept.
func (d *desk) homeAgain() *home {
	h := newHome(d)
	if d.kept != nil {
		h.shelf, d.kept = []*draft{d.kept}, nil
		h.tell(widget.RoleHint, tDraftKept)
	}
	return h
}
