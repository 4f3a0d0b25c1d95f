package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// settingStation is what the screen of the settings asks of the station.
type settingStation interface {
	SchemeSettings() []scheme.Setting
	ChangeSetting(ctx context.Context, name, value, reason string) error
}

// settingsScreen lists what an authority may change of the scheme. A keeper changes
// one with a value, a reason and a Ctrl key; others look.
type settingsScreen struct {
	all    []scheme.Setting
	keeper bool
	chosen int
	form   *widget.Form
	note   widget.Note
	disk   Disk
}

func newSettings(d *desk) *settingsScreen {
	return &settingsScreen{all: d.p.Desk.SchemeSettings(), keeper: d.p.Desk.MayDo(registry.DoSettings) == nil}
}

type settingMsg struct {
	all []scheme.Setting
	err error
}

func (s *settingsScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case settingMsg:
		return s.changed(d, msg)
	case openedMsg:
		return s.askDisk(d)
	case diskMsg:
		s.disk = msg.disk
	case tea.PasteMsg:
		if s.form != nil {
			s.form.Update(msg)
		}
	case tea.KeyPressMsg:
		if s.form != nil {
			return s.formKey(d, msg)
		}
		return s.key(d, msg)
	}
	return nil
}

// askDisk asks what is known of the disk, which is no setting of the scheme.
func (s *settingsScreen) askDisk(d *desk) tea.Cmd {
	look := d.p.Disk
	if look == nil {
		return nil
	}
	return d.ask(s, func(ctx context.Context) tea.Msg { return diskMsg{look(ctx)} })
}

func (s *settingsScreen) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

func (s *settingsScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	s.note = widget.Note{}
	switch name := widget.KeyName(msg); {
	case name == "esc":
		return d.pop()
	case name == "down":
		s.chosen = min(s.chosen+1, len(s.all)-1)
	case name == "up":
		s.chosen = max(s.chosen-1, 0)
	case name == "enter" && !s.keeper:
		s.tell(widget.RoleHint, tKeeperSets)
	case name == "enter" && s.all[s.chosen].Kind == scheme.FixedSetting:
		s.tell(widget.RoleHint, tSettingFixed)
	case name == "enter":
		s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: []widget.FieldSpec{
			{Key: "value", Label: tSettingValue, Help: s.help(), Max: 600}, {Key: fReason, Label: tSettingOrder, Help: tWhyOrder, Max: 200, Required: true, Check: reasonNote}}})
	}
	return nil
}

// help says which setting it is, and what it may be.
func (s *settingsScreen) help() widget.T {
	label, bounds := plain(s.all[s.chosen].Label), plain(s.all[s.chosen].Bounds())
	return widget.T{ZH: fmt.Sprintf(tWhyNewValue.ZH, label.ZH, bounds.ZH), EN: fmt.Sprintf(tWhyNewValue.EN, label.EN, bounds.EN)}
}

func (s *settingsScreen) formKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if keySign.Matches(msg) {
		return s.set(d)
	}
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		s.form, s.note = nil, widget.Note{}
	case e.Has(widget.FormSubmit), e.Has(widget.FormEarly):
		s.tell(widget.RoleHint, tEnterNever)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
	}
	return nil
}

func (s *settingsScreen) set(d *desk) tea.Cmd {
	if key, open := s.form.Gap(); open {
		s.form.FocusOn(key)
		s.tell(widget.RoleWarn, tGapOpen)
		return nil
	}
	desk, name := d.p.Desk, s.all[s.chosen].Name
	value, reason := strings.TrimSpace(s.form.Value("value")), strings.TrimSpace(s.form.Value(fReason))
	return d.commit(s, func(ctx context.Context) tea.Msg {
		err := desk.ChangeSetting(ctx, name, value, reason)
		return settingMsg{desk.SchemeSettings(), err}
	})
}

func (s *settingsScreen) changed(d *desk, msg settingMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		s.tell(widget.RoleBad, toldText(msg.err))
		return nil
	}
	s.all, s.form = msg.all, nil
	s.tell(widget.RoleGood, tSettingDone)
	return d.stack[0].(*home).askToday(d)
}

func (s *settingsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tSettingsTitle))
	out.blank()
	room := max(d.h-1-12, 3)
	first := clamp(s.chosen-room+1, 0, max(len(s.all)-room, 0))
	for i, t := range s.all[first:min(first+room, len(s.all))] {
		role, mark := widget.RolePlain, "  "
		if first+i == s.chosen {
			role, mark = widget.RoleSelected, "> "
		}
		out.add(role, mark+d.say(plain(t.Label))+settingValue(d, t))
	}
	out.blank()
	s.about(out, s.all[s.chosen])
	block := out.Block
	below := &lines{block, d}
	if s.form != nil {
		below.Block = widget.Stack(block, s.form.View(d.w, d.st, d.lang))
	} else if role, text := s.disk.say(); !text.IsZero() {
		below.blank()
		below.wrap(role, d.say(text))
	}
	below.blank()
	below.wrap(s.note.Role, d.say(s.note.Text))
	return below.Block
}

// about is the chosen one: its bounds, where it is from, and why it was changed.
func (s *settingsScreen) about(out *lines, t scheme.Setting) {
	d, city := out.d, out.d.stack[0].(*home).info.Scheme
	text := d.say(plain(t.Label)) + settingValue(d, t) + "  " + d.say(plain(t.Bounds())) +
		fmt.Sprintf(d.say(tSourceIs), settingSource(d, city, t.Source))
	if t.Departs() {
		text = d.say(plain(city.Departure(t)))
	}
	out.wrap(widget.RoleLabel, text)
}

func (s *settingsScreen) keys(*desk) []widget.Binding {
	switch {
	case s.form != nil:
		return []widget.Binding{as(keySign, tDo), keyTab, keyEsc}
	case s.keeper:
		return []widget.Binding{as(keyEnter, tSettingChange), keyMove, keyEsc}
	}
	return []widget.Binding{keyMove, keyEsc}
}

func (s *settingsScreen) actions(*desk) []action { return nil }
