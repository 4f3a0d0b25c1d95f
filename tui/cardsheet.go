package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// layoutCards is the layout of a Press for a batch: several passes to a sheet.
const layoutCards = "tenup"

// cardSheet asks on which place of a card sheet the batch begins. The sheet that was
// begun last is offered; another is typed.
type cardSheet struct {
	h       *home
	numbers []registry.Number
	laying  registry.Laying
	kept    int
	field   *widget.Field
	note    widget.Note
}

func newCardSheet(h *home, numbers []registry.Number, l registry.Laying, kept int) *cardSheet {
	c := &cardSheet{h: h, numbers: numbers, laying: l, kept: kept}
	c.field = widget.NewField(widget.FieldSpec{Key: "place", Label: tCardFrom, Help: tWhyCardPlace, Max: 3, Normalise: widget.HalfWidth})
	c.field.Offer(strconv.Itoa(kept))
	return c
}

func (c *cardSheet) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch name := widget.KeyName(key); {
	case name == "esc":
		return d.pop()
	case keyPrint.Matches(key):
		return c.print(d)
	case name == "enter":
		return nil
	}
	c.note = widget.Note{}
	c.field.Update(key)
	return nil
}

// place is what is typed; 0 where it is no place of the sheet.
func (c *cardSheet) place() int {
	n, err := strconv.Atoi(strings.TrimSpace(c.field.Value()))
	if err != nil || n < 1 || n > c.laying.PerSheet {
		return 0
	}
	return n
}

func (c *cardSheet) print(d *desk) tea.Cmd {
	l := c.laying
	if l.First = c.place(); l.First == 0 {
		c.note = widget.Note{Role: widget.RoleWarn, Text: count(tPlaceOf, l.PerSheet)}
		return nil
	}
	return c.h.printThese(d, c.numbers, l)
}

// printThese goes back to the desk and prints.
func (h *home) printThese(d *desk, numbers []registry.Number, l registry.Laying) tea.Cmd {
	for d.top() != screen(h) && len(d.stack) > 1 {
		d.stack = d.stack[:len(d.stack)-1]
	}
	back := d.top().update(d, shownMsg{})
	h.tell(widget.RoleHint, tPrinting)
	return tea.Batch(back, h.printOut(d, numbers, l, false))
}

func (c *cardSheet) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(count(tCardTitle, len(c.numbers), c.laying.PerSheet)))
	how := tCardNew
	if c.kept > 1 {
		how = count(tCardGoOn, c.kept)
	}
	out.wrap(widget.RoleHint, d.say(how))
	out.blank()
	label := d.say(tCardFrom)
	x := widget.Width(label) + 2
	c.field.SetCells(d.w - x)
	out.SetCursor(x+c.field.CursorX(), len(out.Lines))
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+c.field.View(d.st, d.lang))
	out.wrap(c.note.Role, d.say(c.note.Text))
	out.blank()
	c.sketch(d, out)
	return out.Block
}

// sketch is the first sheet: which places are used, and which are printed now.
func (c *cardSheet) sketch(d *desk, out *lines) {
	columns := 2
	if c.laying.PerSheet < 4 {
		columns = 1
	}
	row := ""
	for i := 1; i <= c.laying.PerSheet; i++ {
		mark := d.say(tPlaceFree)
		switch from := c.place(); {
		case from == 0 || i < from:
			mark = d.say(tPlaceUsed)
		case i < from+len(c.numbers):
			mark = d.say(tPlaceNow)
		}
		row += widget.Pad(fmt.Sprintf("  %2d  %s", i, mark), 20)
		if i%columns == 0 || i == c.laying.PerSheet {
			out.add(widget.RolePlain, row)
			row = ""
		}
	}
}

func (c *cardSheet) keys(*desk) []widget.Binding {
	return []widget.Binding{as(keyPrint, tPrintNow), as(keyEsc, tLater)}
}

func (c *cardSheet) actions(*desk) []action { return nil }

func (c *cardSheet) allows(a ability) bool { return a == helps }
