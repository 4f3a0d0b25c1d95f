package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
	"passdesk/tui"
)

type printNoticesCmd struct {
	Of   []string `arg:"" optional:"" help:"证件编号；申诉的也可写案件号 · pass numbers; of appeals also cases"`
	Kind string   `default:"recall" enum:"recall,receipt,door,appeal,decision,gate" help:"recall 收回通知，receipt 收回回执，door 上门收回单（一址一张），appeal 申诉表，decision 申诉决定书，gate 门卫用的失效编号表 · recall notice, receipt for a paper that came back, door-to-door slips by address, appeal form, decision on an appeal, numbers for a guard with no device"`
	Open bool     `help:"所有还没有收回的（recall、receipt、door；gate 总是全册）· every recalled pass whose paper is still to be fetched (gate is always the whole register)"`
	target
}

// Run writes the notices, and records that papers which name people were written
// out.
func (c *printNoticesCmd) Run(a *app) error {
	order, cases, err := c.order()
	if err != nil {
		return err
	}
	n, err := a.noticesTo(order, cases, c.target)
	switch {
	case err != nil:
		return err
	case n.Count() == 0:
		fmt.Fprintln(a.stderr, "passdesk: 没有要收回的纸 · no paper is to be fetched")
		return nil
	}
	line := c.where()
	line["kind"] = c.Kind
	if c.Kind == "gate" {
		line["numbers"] = len(n.Gate.Numbers)
	} else {
		line["notices"] = n.Count()
	}
	return a.printJSON(line)
}

// noticesTo puts what is ordered, and what is ordered of cases, into a file or on a
// printer; nothing where there is none.
func (a *app) noticesTo(order station.NoticeOrder, cases []string, t target) (station.Notices, error) {
	st, err := a.open()
	if err != nil {
		return station.Notices{}, err
	}
	if order.Cases, err = a.casesNamed(st, cases); err != nil {
		return station.Notices{}, err
	}
	n, err := st.Notices(a.ctx, order)
	if err != nil || n.Count() == 0 {
		return n, err
	}
	w, err := a.paperworkFor(st, t.Printer)
	if err != nil {
		return n, err
	}
	asked := a.putOn(t, string(n.Kind), n.Count(), func(f *os.File) error { return w.drawNotices(f, n) })
	if asked != nil && !errors.Is(asked, tui.ErrAsked) {
		return n, asked
	}
	if err := st.NoticesPrinted(a.ctx, n); err != nil || asked == nil {
		return n, err
	}
	return n, &partError{asked}
}

// noticeKinds are the words of the flag.
var noticeKinds = map[string]station.NoticeKind{
	"recall": station.RecallNotices, "receipt": station.ReturnReceipts, "door": station.DoorSlips,
	"appeal": station.AppealForms, "decision": station.AppealDecisions, "gate": station.GateSheets,
}

func (c *printNoticesCmd) order() (o station.NoticeOrder, cases []string, err error) {
	o = station.NoticeOrder{Kind: noticeKinds[c.Kind], Open: c.Open}
	appeal := o.Kind == station.AppealForms || o.Kind == station.AppealDecisions
	switch {
	case o.Kind == station.GateSheets && len(c.Of) > 0:
		return o, nil, &usageError{"gate 列出全册，不写编号", "gate lists the whole register: name no numbers"}
	case o.Kind == station.GateSheets: // with --open or without
		return station.NoticeOrder{Kind: o.Kind}, nil, nil
	case c.Open && appeal:
		return o, nil, &usageError{"--open 只用于 recall、receipt、door；申诉写证件编号或案件号", "--open is for recall, receipt and door; of an appeal name the pass or the case"}
	case (len(c.Of) == 0) == !c.Open:
		return o, nil, &usageError{"请写出证件编号，或用 --open", "name pass numbers, or say --open"}
	}
	for _, typed := range c.Of {
		n, bad := registry.ParseNumber(typed)
		switch {
		case bad == nil && !slices.Contains(o.Numbers, n): // named twice, it is printed once
			o.Numbers = append(o.Numbers, n)
		case bad != nil && !appeal:
			return o, nil, fmt.Errorf("%w: %w", station.ErrInvalid, bad)
		case bad != nil:
			if err := namesCase(typed); err != nil {
				return o, nil, err
			}
			cases = append(cases, typed)
		}
	}
	return o, cases, nil
}

type printCloseCmd struct {
	Day string `help:"哪一天的，如 2020-03-10；不写就是最后一次日结 · of which day; the last close where none is named" placeholder:"YYYY-MM-DD"`
	target
}

// Run writes the slip of a close that stands in the log. It names no holder.
func (c *printCloseCmd) Run(a *app) error {
	var day civil.Date
	if c.Day != "" {
		var err error
		if day, err = civil.Parse(c.Day); err != nil || day.IsZero() {
			return &usageError{"日期写成 2020-03-10", "a day is written 2020-03-10"}
		}
	}
	n, err := a.noticesTo(station.NoticeOrder{Kind: station.ClosingSlips, Day: day}, nil, c.target)
	if err != nil {
		return err
	}
	line := c.where()
	line["day"], line["event"], line["head"] = n.Closing.Day.String(), n.Closing.Event, n.Closing.Head
	return a.printJSON(line)
}
