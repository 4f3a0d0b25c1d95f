package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/tui/widget"
)

// offeredPrinters are the printers under the question where papers go: those that
// the station remembers, and those that were found meanwhile.
type offeredPrinters struct {
	names  []string
	came   bool
	chosen int              // the line, from 1; 0: none
	digit  *tea.KeyPressMsg // that chose it: perhaps the first of the next person's number
}

// mostOffered is one for each digit.
const mostOffered = 9

// printersMsg brings the printers.
type printersMsg struct {
	names []string
	err   error
}

func (h *home) askPrinters(d *desk) tea.Cmd {
	press := d.p.Press
	return d.ask(h, func(ctx context.Context) tea.Msg {
		names, err := press.Printers(ctx)
		return printersMsg{names, err}
	})
}

func (h *home) printersCame(d *desk, msg printersMsg) {
	if h.place == nil {
		return
	}
	o := &h.place.offered
	o.names, o.came = msg.names[:min(len(msg.names), mostOffered)], true
	if now, ok := strings.CutPrefix(d.p.Press.Place(), PrinterPlace); ok && o.chosen == 0 && h.place.field.Value() == "" {
		o.chosen = slices.Index(o.names, now) + 1
	}
}

// takes a digit, or an arrow. A second digit is none of a printer's.
func (o *offeredPrinters) takes(msg tea.KeyPressMsg, text string) bool {
	if name := widget.KeyName(msg); name == "up" || name == "down" {
		return o.step(name)
	}
	if o.digit != nil || len(text) != 1 || text[0] < '1' || int(text[0]-'0') > len(o.names) {
		return false
	}
	o.chosen, o.digit = int(text[0]-'0'), &msg
	return true
}

func (o *offeredPrinters) step(name string) bool {
	by := 1
	if name == "up" {
		by = -1
	}
	o.chosen, o.digit = clamp(o.chosen+by, min(1, len(o.names)), len(o.names)), nil
	return true
}

// moved: what is typed is a folder, and takes the choice back.
func (o *offeredPrinters) moved(name, text string) {
	if text != "" || name == "backspace" {
		o.chosen, o.digit = 0, nil
	}
}

func (o *offeredPrinters) name() string {
	if o.chosen == 0 {
		return ""
	}
	return o.names[o.chosen-1]
}

func (o *offeredPrinters) view(out *lines, room int) {
	switch {
	case !o.came:
		out.add(widget.RoleHint, out.d.say(tPlaceLooking))
		return
	case len(o.names) == 0:
		out.add(widget.RoleHint, out.d.say(tPlaceNone))
		return
	}
	out.add(widget.RoleLabel, out.d.say(tPlacePrinters))
	for i, name := range o.names[:clamp(room-1, 0, len(o.names))] {
		role, mark := widget.RolePlain, " "
		if i+1 == o.chosen {
			role, mark = widget.RoleSelected, ">"
		}
		out.add(role, fmt.Sprintf("%s%d  %s", mark, i+1, name))
	}
}

// saysMsg is the moment to look at what the printer says.
type saysMsg struct{ to *home }

const saysLook = time.Second

// listening prints, and tells meanwhile what keeps the printer from printing.
func (h *home) listening(d *desk, f func(ctx context.Context) tea.Msg) tea.Cmd {
	return tea.Batch(d.finish(h, f), h.listen())
}

func (h *home) listen() tea.Cmd {
	if h.listens {
		return nil
	}
	h.listens = true
	return tea.Tick(saysLook, func(time.Time) tea.Msg { return saysMsg{h} })
}

// printerSays shows what the printer says, once for each thing; it is asked again as
// long as something is being printed.
func (h *home) printerSays(d *desk) tea.Cmd {
	h.listens = false
	if d.behind == 0 || d.p.Press == nil {
		h.said = scheme.Text{}
		return nil
	}
	if says := d.p.Press.Says(); says != h.said {
		h.said = says
		if says.EN != "" {
			h.tell(widget.RoleWarn, widget.T{ZH: fmt.Sprintf(tPrinterSays.ZH, narrow(says.ZH)), EN: fmt.Sprintf(tPrinterSays.EN, narrow(says.EN))})
		}
	}
	return h.listen()
}
