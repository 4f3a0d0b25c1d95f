package tui

import (
	"fmt"
	"slices"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

func (s *exchangeScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	tasks := ""
	if len(s.tasks) > 0 {
		tasks = fmt.Sprintf(d.say(tExchangeTasks), len(s.tasks))
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tExchangeTitle), tasks, d.w)))
	if s.read {
		s.viewOutbox(out)
	}
	out.wrap(s.note.Role, d.say(s.note.Text))
	block := out.Block
	if s.form != nil {
		out.blank()
		block = widget.Stack(out.Block, s.form.View(d.w, d.st, d.lang))
	}
	below := &lines{d: d}
	s.viewLast(below, max(d.h-2-len(block.Lines), 4))
	return widget.Stack(block, below.Block)
}

// viewOutbox is what upstream has, and what it has not.
func (s *exchangeScreen) viewOutbox(out *lines) {
	d, o := out.d, s.out
	has := count(tNoReceiptYet, o.Events)
	if o.Through > 0 {
		has = count(tReceiptThrough, o.Through, o.Events, o.Receipted.Format(minuteForm))
	}
	out.wrap(widget.RolePlain, d.say(has))
	if len(o.Items) == 0 {
		out.add(widget.RoleGood, d.say(tNothingUnsent))
	}
	for _, u := range o.Items {
		role := widget.RolePlain
		if o.Upstream && u.Age >= lateHours {
			role = widget.RoleWarn
		}
		out.wrap(role, d.say(count(tUnsent, u.Count, u.From, u.To, u.Since.Format(minuteForm), u.Age, scheme.Counted(u.Age, "hour"))))
		why, next := plain(u.Why), unsentNext(o, u)
		out.wrap(widget.RoleHint, d.say(widget.T{ZH: why.ZH + next.ZH, EN: why.EN + " " + next.EN}))
	}
}

// unsentNext is the next step in the words of this screen.
func unsentNext(o station.Outbox, u station.Unsent) widget.T {
	switch {
	case !o.Upstream:
		return plain(u.Next)
	case u.State == "sent":
		return tSentNext
	}
	return tUnsentNext
}

const minuteForm = "01-02 15:04"

// viewLast is what upstream asks, and what went and came last, as far as there is room.
func (s *exchangeScreen) viewLast(out *lines, room int) {
	d := out.d
	if len(s.tasks) > 0 {
		out.blank()
		shown := 0
		for _, t := range s.tasks {
			if shown > 0 && len(out.Lines) > max(room-4, 2)/2 {
				break
			}
			out.wrap(widget.RoleWarn, d.say(plain(t.Ask))) // it begins with the pass; the ID is long
			out.add(widget.RoleHint, "  "+t.ID)
			shown++
		}
		if more := len(s.tasks) - shown; more > 0 {
			out.add(widget.RoleHint, fmt.Sprintf(d.say(tExchangeMoreTasks), more))
		}
	}
	s.viewAside(out, max(room-len(out.Lines)-2, 1))
	left := room - len(out.Lines) - 2
	if len(s.out.Last) == 0 || left < 1 {
		return
	}
	out.blank()
	out.add(widget.RoleLabel, d.say(tExchangedLast))
	for _, x := range s.out.Last[:min(len(s.out.Last), left)] {
		out.add(widget.RoleHint, x.At.Format(minuteForm)+"  "+d.say(exchangedText(x)))
	}
}

// viewAside is what upstream misses, and then what it has put aside, the newest first.
func (s *exchangeScreen) viewAside(out *lines, room int) {
	if len(s.aside) == 0 {
		return
	}
	d := out.d
	all := slices.Clone(s.aside)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b AsideTold) int {
		switch {
		case a.Missing() == b.Missing():
			return 0
		case a.Missing():
			return -1
		}
		return 1
	})
	out.blank()
	shown := 0
	for _, t := range all[:min(len(all), max(room/2, 1))] {
		role, says := widget.RoleHint, count(tUpstreamAside, t.Event, t.Told.Format(minuteForm))
		if t.Missing() {
			role, says = widget.RoleWarn, count(tAsideMissing, t.Event, t.To)
		} else {
			says = widget.T{ZH: says.ZH + t.Why.ZH, EN: says.EN + t.Why.EN}
		}
		out.wrap(role, d.say(plain(scheme.Text(says))))
		shown++
	}
	if more := len(all) - shown; more > 0 {
		out.add(widget.RoleHint, fmt.Sprintf(d.say(tAsideMore), more))
	}
}

// exchangedText is one thing that went or came.
func exchangedText(x station.Exchanged) widget.T {
	switch {
	case x.Up && x.Here:
		return count(tWentReceipted, x.From, x.To)
	case x.Up:
		return count(tWent, x.From, x.To)
	case x.What == "receipt":
		return count(tCameReceipt, x.To)
	}
	t, known := cameTexts[x.What]
	if !known {
		return tCameOther
	}
	if x.Count > 0 {
		return widget.T{ZH: fmt.Sprintf(tCameCount.ZH, t.ZH, x.Count), EN: fmt.Sprintf(tCameCount.EN, t.EN, x.Count)}
	}
	return widget.T{ZH: fmt.Sprintf(tCame.ZH, t.ZH), EN: fmt.Sprintf(tCame.EN, t.EN)}
}

// cameTexts are what upstream sends, by the words of station.Exchanged.
var cameTexts = map[string]widget.T{
	"task": tCameTask, "branch": tCameBack, "watch": tCameWatch, "directory": tCameDirectory, "areas": tCameAreas, "station_keys": tCameKeys, "gate_lists": tCameGate, "licence": tCameLicence, "upstream": tCameUpstream,
}
