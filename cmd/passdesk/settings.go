package main

import (
	"errors"
	"fmt"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// What an authority may change of the scheme: its numbers, and what no paper
// tells.

type settingsCmd struct {
	List settingsListCmd `cmd:"" help:"全部设置：现值、默认、出处 · all of them: value, default, source"`
	Get  settingsGetCmd  `cmd:"" help:"一项设置 · one of them"`
	Set  settingsSetCmd  `cmd:"" help:"改一项设置（保管员）· change one: the keeper's"`
}

// settingLine is one setting as JSON. Value is a number or, for the text on the
// back, a text.
type settingLine struct {
	Name    string      `json:"name"`
	Value   any         `json:"value"`
	Default any         `json:"default"`
	Bounds  scheme.Text `json:"bounds"`
	Label   scheme.Text `json:"label"`
	Source  string      `json:"source"`
	Reason  string      `json:"reason,omitempty"`
}

func lineOf(t scheme.Setting) settingLine {
	l := settingLine{t.Name, t.Value, t.Default, t.Bounds(), t.Label, t.Source, t.Reason}
	switch t.Kind {
	case scheme.TextSetting:
		l.Value, l.Default = t.Text, ""
	case scheme.FixedSetting:
		l.Value, l.Default = "fixed", "fixed"
	}
	return l
}

type settingsListCmd struct{}

func (c *settingsListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	for _, t := range st.SchemeSettings() {
		if err := a.printJSON(lineOf(t)); err != nil {
			return err
		}
	}
	return nil
}

type settingsGetCmd struct {
	Name string `arg:"" help:"名称，如 yellow_days；disk_encryption 为磁盘加密 · its name; disk_encryption tells of the disk"`
}

func (c *settingsGetCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	if c.Name == diskSetting {
		return a.printDisk()
	}
	return a.printSetting(st, c.Name)
}

func (a *app) printSetting(st *station.Station, name string) error {
	for _, t := range st.SchemeSettings() {
		if t.Name == name {
			return a.printJSON(lineOf(t))
		}
	}
	return &usageError{"没有这个设置，用 settings list 查看", "there is no such setting; settings list shows them"}
}

type settingsSetCmd struct {
	Name   string `arg:"" help:"名称，如 yellow_days · its name"`
	Value  string `arg:"" help:"新值；背面文字各条之间用 | · the new value; | between the notes of the back"`
	Reason string `required:"" help:"依据，密封保存；用到这个数的告知书上写明 · on whose order; sealed, and told on slips on which the number stands"`
}

// Run changes it for every verdict from now on. What was decided stays as it was.
func (c *settingsSetCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	err = st.ChangeSetting(a.ctx, c.Name, c.Value, c.Reason)
	var f *station.Fault
	if errors.As(err, &f) {
		return &usageError{fmt.Sprintf("没有改：%s", f.Reason.ZH), fmt.Sprintf("not changed: %s", f.Reason.EN)}
	}
	if err != nil {
		return err
	}
	return a.printSetting(st, c.Name)
}
