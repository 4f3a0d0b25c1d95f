package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// opener is what the day begins with.
type opener interface {
	Morning(ctx context.Context) (station.DayOpening, error)
	ComparePaper(ctx context.Context, typed string) (registry.Comparison, error)
}

// opening is what waits for an answer when the desk is opened. The opening question
// stands on the empty desk and takes a pass number out of the box: cards, names and
// ID numbers go where they always go, and nobody has to answer first.
type opening struct {
	station.DayOpening
	later bool // put off, or somebody was served first
}

// begin: the first person was served.
func (o *opening) begin() { o.New, o.later = false, true }

type morningMsg struct {
	opening station.DayOpening
	err     error
}

func (h *home) askMorning(d *desk) tea.Cmd {
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		o, err := desk.Morning(ctx)
		return morningMsg{o, err}
	})
}

// began shows what waits. The list of sheets comes by itself only where nobody has
// begun to work.
func (h *home) began(d *desk, msg morningMsg) tea.Cmd {
	if msg.err != nil {
		h.fail(msg.err)
		return nil
	}
	h.morning, h.info = opening{DayOpening: msg.opening}, d.p.Desk.Info()
	affected := h.askAffected(d)
	if registry.Unanswered(msg.opening.Open) == 0 || d.top() != screen(h) || !h.untouched() {
		return affected
	}
	return tea.Batch(h.askSheets(d, atStart), affected)
}

// untouched: nothing was typed or scanned yet.
func (h *home) untouched() bool {
	return h.box.Value() == "" && h.shown() == nil && h.place == nil && h.last.number.IsZero() && h.lastNo.name == ""
}

// asking reports that a pass number in the box answers the opening question.
func (h *home) asking() bool {
	return h.morning.Asks && !h.morning.later && h.info.ReadOnly == "" && h.shown() == nil
}

// askAgain brings back the question that was put off.
func (h *home) askAgain(*desk) tea.Cmd {
	if !h.morning.Asks {
		h.tell(widget.RoleHint, tNothingAsked)
	}
	h.morning.later = false
	return nil
}

type comparedMsg struct {
	told registry.Comparison
	err  error
}

// comparePaper answers the opening question; "" is that the paper is not at hand.
func (h *home) comparePaper(d *desk, number string) tea.Cmd {
	desk := d.p.Desk
	return d.commit(h, func(ctx context.Context) tea.Msg {
		told, err := desk.ComparePaper(ctx, number)
		return comparedMsg{told, err}
	})
}

// compared shows what the paper says. A number that was mistyped stays in the box.
func (h *home) compared(d *desk, msg comparedMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		h.fail(msg.err)
		return nil
	}
	h.morning.Asks = false
	h.info = d.p.Desk.Info()
	h.clearBox()
	switch {
	case msg.told.Foreign():
		d.drop()
		h.note = widget.Note{}
	case msg.told == registry.NotAtHand:
		h.tell(widget.RoleHint, tNotAtHandKept)
	default:
		h.tell(widget.RoleGood, tPaperFits)
	}
	return h.askToday(d)
}

// dayView is the date, large enough that a wrong clock is noticed before it stands
// on paper.
func (h *home) dayView(out *lines) {
	day := h.morning.Day
	text := "  " + strings.Join(strings.Split(day.String(), ""), " ") + "   " + out.d.say(weekdays[(day.Days()+4)%7]) + "  "
	bar := widget.Pad("", widget.Width(text))
	for _, row := range []string{bar, text, bar} {
		out.add(widget.RoleSelected, row)
	}
	out.wrap(widget.RoleHint, out.d.say(tLookAtDate))
	if h.morning.Again {
		out.wrap(widget.RoleWarn, out.d.say(tDayAgain))
	}
	if left := h.morning.Left; !left.IsZero() {
		out.add(widget.RoleWarn, fmt.Sprintf(out.d.say(tDayLeftOpen), left))
	}
	out.blank()
}

func (h *home) questionView(out *lines) {
	for _, t := range questionTexts {
		out.wrap(widget.RoleWarn, out.d.say(t))
	}
}

// whyReadOnly says what happened to a register that can only be read, and what to do.
func (h *home) whyReadOnly(out *lines) {
	why := h.info.ReadOnly
	out.wrap(widget.RoleBad, out.d.say(tReadOnlyBar)+out.d.say(readOnlyText(why)))
	out.blank()
	out.wrap(widget.RolePlain, out.d.say(readOnlyDo(h.info)))
	out.wrap(widget.RolePlain, out.d.say(tReadOnlyStill))
}

// whyKeyEnded says what a station does whose key the authority revoked.
func whyKeyEnded(out *lines) {
	out.wrap(widget.RoleBad, out.d.say(tKeyEndedBar))
	out.blank()
	out.wrap(widget.RolePlain, out.d.say(tKeyEndedDo))
	out.wrap(widget.RolePlain, out.d.say(tKeyEndedStill))
}

// readOnlyDo is what somebody has to do before the register takes anything again.
func readOnlyDo(i station.Info) widget.T {
	if i.NoEpoch {
		return tNoEpochDo
	}
	switch i.ReadOnly {
	case "damaged register":
		return tDamagedDo
	case "unsettled write":
		return tUnsettledDo
	case "read-only folder":
		return tFolderDo
	case "paper ahead", "paper of a copy":
		return tPaperForeignDo
	}
	return tReadOnlyDo
}
