package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// closer counts the day and closes it.
type closer interface {
	Closing(ctx context.Context) (station.Closing, error)
	CloseDay(ctx context.Context) (station.Closing, error)
}

// closingScreen shows how the day, the numbers and the sheets add up. Ctrl+Y
// closes the day; Enter does nothing.
type closingScreen struct {
	count  station.Closing
	known  bool
	closed bool
	err    error
	note   widget.Note
}

// closingMsg is the count; closed when it stands in the log.
type closingMsg struct {
	count  station.Closing
	closed bool
	err    error
}

func (c *closingScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	desk := d.p.Desk
	switch msg := msg.(type) {
	case openedMsg:
		return d.read(c, func(ctx context.Context) tea.Msg {
			n, err := desk.Closing(ctx)
			return closingMsg{n, false, err}
		})
	case closingMsg:
		c.count, c.closed, c.err, c.known = msg.count, msg.closed, msg.err, true
		if c.err != nil {
			d.drop()
		}
	case noticeMsg:
		c.note = noticeNote(d, msg)
	case tea.KeyPressMsg:
		switch {
		case keyEsc.Matches(msg):
			return d.pop()
		case keyPrint.Matches(msg) && c.closed:
			return c.printSlip(d)
		case keySign.Matches(msg) && c.known && !c.closed && d.behind == 0:
			return d.commit(c, func(ctx context.Context) tea.Msg {
				n, err := desk.CloseDay(ctx)
				return closingMsg{n, err == nil, err}
			})
		}
	}
	return nil
}

func (c *closingScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(tClosingTitle))
	out.blank()
	switch {
	case c.err != nil:
		out.wrap(widget.RoleBad, Explain(c.err).In(d.lang))
		return out.Block
	case !c.known:
		out.add(widget.RoleHint, d.say(tCountingDay))
		return out.Block
	}
	t := c.count
	if t.OwnRoot {
		out.add(widget.RoleHint, d.say(tOwnRootBar))
	}
	out.add(widget.RolePlain, fmt.Sprintf(d.say(tDayIs), t.Day))
	if !c.closed {
		c.closedBefore(out)
	}
	out.wrap(widget.RolePlain, fmt.Sprintf(d.say(tDayCounts), t.Issued, t.Refused, t.Parked, t.Printed, t.Signed, t.Cancelled, t.Recalled))
	out.wrap(widget.RolePlain, fmt.Sprintf(d.say(tDayPapers), t.Papers.Reprinted, t.Papers.Voided, t.Papers.Lost, t.Papers.Returned))
	out.wrap(widget.RolePlain, fmt.Sprintf(d.say(tDayCases), t.Settled, t.Appeals, t.Decided, t.Special, t.Referred))
	out.blank()
	c.account(out, t.Account)
	out.blank()
	out.wrap(widget.RoleWarn, fmt.Sprintf(d.say(tOpenEnds), t.Unprinted, t.Unsigned, registry.Unanswered(t.Account.Open), t.Today.Open, t.Appealed, t.Papers.ToFetch))
	if t.Unlisted > 0 {
		out.wrap(widget.RoleWarn, fmt.Sprintf(d.say(tUnlistedOpen), t.Unlisted))
	}
	if t.Outstanding > 0 {
		out.wrap(widget.RoleWarn, fmt.Sprintf(d.say(tOldPapersOut), t.Outstanding))
	}
	if t.Left.Near {
		out.add(widget.RoleBad, fewNumbers(d, t.Left))
	}
	if c.closed {
		out.blank()
		out.add(widget.RoleGood, fmt.Sprintf(d.say(tDayClosed), t.Head.Event, t.Head.Short()))
	}
	if !c.note.Text.IsZero() {
		out.wrap(c.note.Role, d.say(c.note.Text))
	}
	hourChart(out, t.Today, d.h-1-len(out.Lines))
	return out.Block
}

// closedBefore says that the day was closed already, and whether something came behind
// that close.
func (c *closingScreen) closedBefore(out *lines) {
	switch t := c.count; {
	case t.Before > 0 && t.Since > 0:
		out.wrap(widget.RoleWarn, fmt.Sprintf(out.d.say(tClosedAgain), t.Before, t.Since))
	case t.Before > 0:
		out.wrap(widget.RoleHint, fmt.Sprintf(out.d.say(tClosedAlready), t.Before))
	}
}

// mostSpoiled is how many spoiled papers are named; the closing slip has them all.
const mostSpoiled = 3

// account is the proof: each sum with what it is made of.
func (c *closingScreen) account(out *lines, a station.Accounting) {
	n, s, day := a.Numbers, a.Sheets, a.Day
	out.wrap(widget.RolePlain, fmt.Sprintf(out.d.say(tNumberSum), n.Total, n.Assigned, n.Free, n.Before, n.Lost, n.Gaps))
	out.wrap(widget.RolePlain, fmt.Sprintf(out.d.say(tSheetSum), s.Total, s.Out, s.Spoiled, s.Unknown, s.Intended))
	out.wrap(widget.RolePlain, fmt.Sprintf(out.d.say(tSheetDay), day.Sent, day.Out, day.Spoiled, day.Unknown, s.Again))
	shown := a.Spoiled[:min(len(a.Spoiled), mostSpoiled)]
	for _, p := range shown {
		out.add(widget.RoleHint, fmt.Sprintf(out.d.say(tSpoiledPaper), registry.GroupDigits(p.Number), p.Copy, p.Spoiled))
	}
	if more := len(a.Spoiled) - len(shown); more > 0 {
		out.add(widget.RoleHint, fmt.Sprintf(out.d.say(tSpoiledMore), more))
	}
}

func (c *closingScreen) keys(d *desk) []widget.Binding {
	if c.known && !c.closed && c.err == nil && d.readOnly() == "" {
		return []widget.Binding{as(keySign, tCloseDay), keyEsc}
	}
	if c.closed {
		return []widget.Binding{as(keyPrint, tClosingSlip), keyEsc}
	}
	return []widget.Binding{keyEsc}
}

func (c *closingScreen) actions(*desk) []action {
	if c.closed {
		return []action{{Binding: as(keyPrint, tClosingSlip)}}
	}
	return nil
}

// printSlip prints the slip of the close that was just made, to be signed.
func (c *closingScreen) printSlip(d *desk) (cmd tea.Cmd) {
	c.note, cmd = d.askNotices(c, station.NoticeOrder{Kind: station.ClosingSlips, Day: c.count.Day})
	return cmd
}
