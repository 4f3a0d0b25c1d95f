package tui

import (
	"fmt"
	"strings"
	"time"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// header names the station and the day, says what the operator must know, counts the
// day, and holds the box with what is to be said of it.
func (h *home) header(d *desk) widget.Block {
	out := &lines{d: d}
	i, t := h.info, h.today
	right := strings.TrimSpace(h.operator + "  " + t.Day.String())
	left := stationLine(d, i, d.w-widget.Width(right)-2)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(left, right, d.w)))
	role, text := standing(d, i)
	counts := fmt.Sprintf(d.say(tCounts), t.Issued, t.Refused, t.Open, t.Recalled)
	room := max(d.w-widget.Width(counts)-2, 0)
	switch {
	case widget.Width(text) <= room:
		out.Lines = append(out.Lines, d.st.Paint(role, widget.Pad(text, room))+"  "+counts)
	case role == widget.RoleBad: // what stands in the way of work goes before the counts
		out.add(role, text)
	default: // a warning goes above them
		out.wrap(role, text)
		out.Lines = append(out.Lines, widget.Pad("", room)+"  "+counts)
	}
	h.boxLine(d, out)
	indent := h.boxLabel(d) + 2
	rows := widget.Wrap(h.noteText(d), d.w-indent)
	most := 3
	if h.place != nil && h.place.doubted.fingerprint != "" { // which is compared to its last digit
		most = len(rows)
	}
	for _, r := range rows[:min(len(rows), most)] {
		out.add(h.note.Role, widget.Pad("", indent)+r)
	}
	return out.Block
}

// stationLine names the pass and the point that issues it. Where that is too long
// the kind of point goes, then letters of the title, then the end of a long name:
// the number stays.
func stationLine(d *desk, i station.Info, room int) string {
	title, number := d.say(plain(i.Scheme.Title)), fmt.Sprintf(d.say(tStationNo), i.Code)
	whole := title + "  " + i.Point.Name + " (" + d.say(pointKind(i.Point.Kind)) + ")  " + number
	if widget.Width(whole) <= room {
		return whole
	}
	room -= widget.Width(number) + 4
	title = widget.Truncate(title, max(room-widget.Width(i.Point.Name), 8))
	return title + "  " + widget.Truncate(i.Point.Name, room-widget.Width(title)) + "  " + number
}

// standing says what the operator must know on every screen: a demo, a register
// that cannot be written, a station with its own root.
func standing(d *desk, i station.Info) (widget.Role, string) {
	switch {
	case i.ReadOnly != "":
		return widget.RoleBad, d.say(tReadOnlyBar) + d.say(readOnlyText(i.ReadOnly))
	case i.KeyEnded:
		return widget.RoleBad, d.say(tKeyEndedBar)
	case !i.Jump.IsZero():
		return widget.RoleBad, fmt.Sprintf(d.say(tJumpBar), i.Jump.To, i.Jump.From)
	case i.Demo:
		return widget.RoleWarn, d.say(tDemoBar)
	}
	own := ""
	if i.OwnRoot {
		own = d.say(tOwnRootBar)
	}
	if w := due(d, i); w != "" {
		return widget.RoleWarn, strings.TrimSuffix(w+" · "+own, " · ")
	}
	return widget.RoleHint, own
}

// due is what the keeper has to do something about, the most pressing first.
func due(d *desk, i station.Info) string {
	until, over := i.LicensedUntil, false
	if !until.IsZero() {
		over = d.at.Format(time.DateOnly) > until.String()
	}
	switch {
	case i.Left.Near:
		return fewNumbers(d, i.Left)
	case over:
		return fmt.Sprintf(d.say(tLicenceOverBar), until)
	case len(i.Back.Lists) > 0:
		return fmt.Sprintf(d.say(tLostListsBar), len(i.Back.Lists), i.Back.Lists[0].At.In(d.at.Location()).Format("01-02"))
	case !i.Restored.IsZero() && i.Back.Events == 0:
		return fmt.Sprintf(d.say(restoredBar(i)), i.Restored.In(d.at.Location()).Format("01-02 15:04"))
	case i.BackupDue:
		return d.say(tBackupBar)
	case i.Back.Events > 0:
		return fmt.Sprintf(d.say(tReturnedBar), i.Restored.In(d.at.Location()).Format("01-02 15:04"), i.Back.Passes)
	}
	return ""
}

// restoredBar: a station that stands alone has nobody who could give anything back.
func restoredBar(i station.Info) widget.T {
	if i.OwnRoot {
		return tRestoredBar
	}
	return tRestoredSyncBar
}

// fewNumbers says how many numbers are left, and for how long where that is known.
func fewNumbers(d *desk, left station.Remaining) string {
	if left.Days > 0 {
		return d.say(counted(tFewDaysBar, things{left.Numbers, "number"}, things{left.Days, "day"}))
	}
	return d.say(counted(tFewNumbersBar, things{left.Numbers, "number"}))
}

// spread sets two texts to the left and the right edge; the left one is cut.
func spread(left, right string, w int) string {
	rw := widget.Width(right)
	if rw+20 > w {
		return widget.Pad(left, w)
	}
	return widget.Pad(left, w-rw-2) + "  " + right
}

func (h *home) boxLabel(d *desk) int { return widget.Width(d.say(h.boxTitle())) }

func (h *home) boxTitle() widget.T {
	if h.place != nil {
		return tPlace
	}
	return tBox
}

func (h *home) boxLine(d *desk, out *lines) {
	label, field, role := d.say(h.boxTitle()), h.box, widget.RoleLabel
	if h.place != nil {
		field = h.place.field
	}
	focused := h.onBox || h.draft == nil || h.place != nil
	if focused {
		role = widget.RoleFocus
	}
	x := widget.Width(label) + 2
	field.SetCells(d.w - x)
	if focused {
		out.SetCursor(x+field.CursorX(), len(out.Lines))
	}
	out.Lines = append(out.Lines, d.st.Paint(role, label)+"  "+field.View(d.st, d.lang))
}
