package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// operatorStation is what the screen of the operators asks of the station.
type operatorStation interface {
	Operators(ctx context.Context) ([]station.Operator, error)
	MayKeepOperators() error
	AddOperator(ctx context.Context, own []byte, n station.NewOperator) error
	DisableOperator(ctx context.Context, name string) error
	ChangePassphrase(ctx context.Context, old, passphrase []byte, cost seal.Cost) error
	ResetPassphrase(ctx context.Context, own []byte, name string, passphrase []byte, cost seal.Cost) error
}

const (
	fRoles = "roles"
	fOld   = "old"
)

// operatorsScreen lists who may unlock. A keeper adds and disables; everybody changes
// the own passphrase. Whoever is at the desk gives it again for that: a desk found
// unlocked lets nobody in for good.
type operatorsScreen struct {
	all    []station.Operator
	keeper bool
	chosen int
	form   *widget.Form
	of     string // whose passphrase the form changes; "": it adds somebody
	sure   string // who is disabled by the next Ctrl+X
	alone  bool   // the screen was opened for the own passphrase only
	note   widget.Note
}

func newOperators(d *desk) *operatorsScreen {
	return &operatorsScreen{keeper: d.p.Desk.MayKeepOperators() == nil}
}

// newOwnPassphrase is the screen at the form for the own passphrase.
func newOwnPassphrase(d *desk) *operatorsScreen {
	s := newOperators(d)
	s.alone = true
	s.askPassphrase(d, d.p.Desk.Operator())
	return s
}

// operatorsMsg are the operators as they stand now; enrolledMsg that one was changed.
type operatorsMsg struct {
	all []station.Operator
	err error
}
type enrolledMsg struct {
	what widget.T
	err  error
}

func (s *operatorsScreen) load(d *desk) tea.Cmd {
	desk := d.p.Desk
	return d.read(s, func(ctx context.Context) tea.Msg {
		all, err := desk.Operators(ctx)
		return operatorsMsg{all, err}
	})
}

func (s *operatorsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case operatorsMsg:
		s.all, s.chosen = msg.all, clamp(s.chosen, 0, max(len(msg.all)-1, 0))
		if msg.err != nil {
			d.drop()
			s.tell(widget.RoleBad, toldText(msg.err))
		}
	case enrolledMsg:
		return s.enrolled(d, msg)
	case tea.PasteMsg:
		if s.form != nil {
			s.form.Update(msg)
		}
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	return nil
}

func (s *operatorsScreen) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

// enrolled shows what became of it. A passphrase that was refused is typed again.
func (s *operatorsScreen) enrolled(d *desk, msg enrolledMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		if s.form != nil {
			for _, key := range []string{fOld, fPassphrase, fAgain} {
				s.form.Set(key, "")
			}
			s.form.FocusGap()
		}
		return nil
	}
	s.form, s.alone = nil, false
	s.tell(widget.RoleGood, msg.what)
	return s.load(d)
}

func (s *operatorsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.form != nil {
		return s.formKey(d, msg)
	}
	again := s.sure
	s.sure, s.note = "", widget.Note{}
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.chosen = min(s.chosen+1, max(len(s.all)-1, 0))
	case name == "up":
		s.chosen = max(s.chosen-1, 0)
	case keySign.Matches(msg) && s.keeper:
		s.askNew(d)
	case keyFacts.Matches(msg) && s.mayReset(d):
		s.askPassphrase(d, s.all[s.chosen].Name)
	case keyCancel.Matches(msg) && s.mayDisable():
		return s.disable(d, again)
	}
	return nil
}

func (s *operatorsScreen) mayDisable() bool {
	return s.keeper && len(s.all) > 0 && !s.all[s.chosen].Disabled
}

// mayReset: the keeper resets anybody's, others change their own.
func (s *operatorsScreen) mayReset(d *desk) bool {
	return d.readOnly() == "" && len(s.all) > 0 && !s.all[s.chosen].Disabled && (s.keeper || s.all[s.chosen].Name == d.p.Desk.Operator())
}

// disable takes the same key twice: there is no way back but adding anew.
func (s *operatorsScreen) disable(d *desk, again string) tea.Cmd {
	name := s.all[s.chosen].Name
	if again != name || d.ahead {
		s.sure = name
		s.tell(widget.RoleWarn, count(tDisableSure, name))
		return nil
	}
	desk := d.p.Desk
	return d.commit(s, func(ctx context.Context) tea.Msg {
		return enrolledMsg{tOperatorDisabled, desk.DisableOperator(ctx, name)}
	})
}

func (s *operatorsScreen) ask(d *desk, fields ...widget.FieldSpec) {
	s.note = widget.Note{}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: fields})
}

func masked(key string, label, help widget.T) widget.FieldSpec {
	return widget.FieldSpec{Key: key, Label: label, Help: help, Max: 200, Masked: true, Required: true}
}

// newSecret is a field for a new passphrase, which says at once that it is too short.
func newSecret(key string, label widget.T, check func(string) error) widget.FieldSpec {
	f := masked(key, label, tWhyFresh)
	f.Cells = 30 // beside it stands why it is refused
	f.Check = func(v string) widget.Note {
		if err := check(v); err != nil && v != "" {
			return widget.Note{Role: widget.RoleWarn, Text: passphraseText(err), Blocks: true}
		}
		return widget.Note{}
	}
	return f
}

func (s *operatorsScreen) askNew(d *desk) {
	s.of = ""
	s.ask(d, widget.FieldSpec{Key: fOperator, Label: tOperator, Help: tWhyOperator, Max: 50, Cells: 30, Required: true},
		widget.FieldSpec{Key: fRoles, Label: tRoles, Help: tWhyRoles, Placeholder: tRolesHow, Max: 4, Cells: 40, Required: true, Normalise: widget.HalfWidth, Check: rolesNote},
		newSecret(fPassphrase, tTheirPassphrase, seal.CheckPassphrase), masked(fAgain, tAgain, tWhyAgain), masked(fOld, tYourPassphrase, tWhyOwnPass))
}

func (s *operatorsScreen) askPassphrase(d *desk, name string) {
	s.of = name
	s.ask(d, masked(fOld, tYourPassphrase, tWhyOwnPass), newSecret(fPassphrase, tNewPassphrase, seal.CheckPassphrase), masked(fAgain, tAgain, tWhyAgain))
}

// roleDigits are the roles by the digit that is typed for them.
var roleDigits = []struct {
	role registry.Role
	text widget.T
}{{registry.Volunteer, tVolunteer}, {registry.Officer, tOfficer}, {registry.Police, tPolice}, {registry.Keeper, tKeeper}}

// rolesOf reads digits, in any order; false where one is none of them.
func rolesOf(typed string) (roles []registry.Role, ok bool) {
	for _, r := range typed {
		if r < '1' || int(r-'1') >= len(roleDigits) {
			return nil, false
		}
		roles = append(roles, roleDigits[r-'1'].role)
	}
	return roles, true
}

func rolesNote(typed string) widget.Note {
	roles, ok := rolesOf(typed)
	if !ok {
		return widget.Note{Role: widget.RoleBad, Text: tRolesHow, Blocks: true}
	}
	return widget.Note{Role: widget.RoleHint, Text: rolesText(roles)}
}

func rolesText(roles []registry.Role) (t widget.T) {
	for _, r := range roleDigits {
		if slices.Contains(roles, r.role) {
			t.ZH, t.EN = t.ZH+" "+r.text.ZH, t.EN+" "+r.text.EN
		}
	}
	return widget.T{ZH: strings.TrimSpace(t.ZH), EN: strings.TrimSpace(t.EN)}
}

func (s *operatorsScreen) formKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	e := s.form.Update(msg)
	switch {
	case e.Has(widget.FormBack):
		s.form, s.note = nil, widget.Note{}
		if s.alone {
			return d.pop()
		}
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly):
		return s.submit(d)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
	}
	return nil
}

func (s *operatorsScreen) submit(d *desk) tea.Cmd {
	if s.form.Value(fPassphrase) != s.form.Value(fAgain) {
		s.tell(widget.RoleBad, tNotTheSame)
		s.form.Set(fAgain, "")
		s.form.FocusOn(fAgain)
		return nil
	}
	desk, own, fresh, of, self := d.p.Desk, []byte(s.form.Value(fOld)), []byte(s.form.Value(fPassphrase)), s.of, d.p.Desk.Operator()
	roles, _ := rolesOf(s.form.Value(fRoles))
	n := station.NewOperator{Name: s.form.Value(fOperator), Roles: roles, Passphrase: fresh}
	cost := d.p.Cost
	s.tell(widget.RoleHint, tUnlocking)
	return d.commit(s, func(ctx context.Context) tea.Msg {
		defer clear(own)
		defer clear(fresh)
		n.Cost = cost()
		switch of {
		case "":
			return enrolledMsg{tOperatorAdded, desk.AddOperator(ctx, own, n)}
		case self:
			return enrolledMsg{tPassphraseSet, desk.ChangePassphrase(ctx, own, fresh, n.Cost)}
		}
		return enrolledMsg{tPassphraseSet, desk.ResetPassphrase(ctx, own, of, fresh, n.Cost)}
	})
}

func (s *operatorsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tOperatorsTitle))
	out.blank()
	room := max(d.h-1-6, 3)
	first := clamp(s.chosen-room+1, 0, max(len(s.all)-room, 0))
	switch {
	case s.form != nil && s.of != "":
		out.add(widget.RolePlain, d.say(count(tPassphraseOf, s.of)))
		out.blank()
	case s.form == nil:
		for i, o := range s.all[first:min(first+room, len(s.all))] {
			out.add(s.row(d, first+i, o))
		}
	}
	block := out.Block
	if s.form != nil {
		block = widget.Stack(block, s.form.View(d.w, d.st, d.lang))
	}
	below := &lines{block, d}
	below.blank()
	below.wrap(s.note.Role, d.say(s.note.Text))
	return below.Block
}

func (s *operatorsScreen) row(d *desk, at int, o station.Operator) (widget.Role, string) {
	mark, role, state := "  ", widget.RolePlain, ""
	if at == s.chosen {
		mark, role = "> ", widget.RoleSelected
	}
	if o.Disabled {
		state = d.say(tDisabled)
		if at != s.chosen {
			role = widget.RoleHint
		}
	}
	return role, mark + widget.Pad(widget.Truncate(o.Name, 30), 32) + widget.Pad(d.say(rolesText(o.Roles)), 26) + state
}

func (s *operatorsScreen) keys(d *desk) []widget.Binding {
	if s.form != nil {
		return []widget.Binding{as(keyEnter, tGoOn), keyTab, keyEsc}
	}
	var out []widget.Binding
	for _, a := range s.actions(d) {
		out = append(out, a.Binding)
	}
	return append(out, keyMove, keyEsc)
}

func (s *operatorsScreen) actions(d *desk) []action {
	var out []action
	if s.keeper {
		out = append(out, action{Binding: as(keySign, tAddOperator)})
	}
	if s.mayReset(d) {
		out = append(out, action{Binding: as(keyFacts, tChangePassphrase)})
	}
	if s.mayDisable() {
		out = append(out, action{Binding: as(keyCancel, tDisableOperator)})
	}
	return out
}

// allows: over a passphrase that is half typed no other screen opens but the help.
func (s *operatorsScreen) allows(a ability) bool { return a == helps || s.form == nil }
