package main

import (
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The verbs that let something happen to passes that exist: one answer a number,
// and a number that fails never stops the rest.

type signCmd struct {
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	By      string   `default:"holder" enum:"holder,guardian,proxy" help:"谁签的 · who signed: holder, guardian, proxy"`
}

func (c *signCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Sign(a.ctx, n, c.By) })
}

type cancelCmd struct {
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"原因 · why"`
}

func (c *cancelCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Cancel(a.ctx, n, c.Reason) })
}

type reprintCmd struct {
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" help:"遗失、损坏等，密封保存 · lost, damaged …; sealed"`
}

func (c *reprintCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Reprint(a.ctx, n, c.Reason) })
}

type recallCmd struct {
	Numbers []string `arg:"" help:"证件编号 · pass numbers"`
	Reason  string   `required:"" enum:"close_contact,severe_area,symptoms,other" help:"依据 · close_contact, severe_area, symptoms or other"`
	Note    string   `help:"说明，密封保存 · in your own words; sealed"`
}

func (c *recallCmd) Run(a *app) error {
	return a.actOnEach(c.Numbers, func(st *station.Station, n registry.Number) error { return st.Recall(a.ctx, n, c.Reason, c.Note) })
}

// actLine answers one number.
type actLine struct {
	Number string          `json:"number"`
	Done   bool            `json:"done"`
	Status registry.Status `json:"status,omitempty"`
	Reason scheme.Text     `json:"reason,omitzero"`
}

func (a *app) actOnEach(numbers []string, act func(*station.Station, registry.Number) error) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	t := tally{}
	var last error
	for _, typed := range numbers {
		line, err := a.actOn(st, typed, act)
		if err != nil {
			t.failed, last = t.failed+1, err
		} else {
			t.done++
		}
		if err := a.printJSON(line); err != nil {
			return err
		}
	}
	if t.done == 0 && last != nil {
		return last
	}
	return t.result()
}

func (a *app) actOn(st *station.Station, typed string, act func(*station.Station, registry.Number) error) (actLine, error) {
	d, err := st.Pass(a.ctx, typed)
	if err == nil {
		err = act(st, d.Number)
	}
	if err != nil {
		zh, en := explain(err)
		return actLine{Number: typed, Reason: scheme.Text{ZH: zh, EN: en}}, err
	}
	d, err = st.Pass(a.ctx, d.Number.String())
	return actLine{Number: d.Number.String(), Done: err == nil, Status: d.Status}, err
}
