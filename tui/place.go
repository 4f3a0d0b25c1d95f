package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/tui/widget"
)

// placePrompt asks once where papers go: it stands in the place of the box, the
// pass is in the register already. Esc leaves the paper for later.
type placePrompt struct {
	field   *widget.Field
	numbers []registry.Number // to be printed when the place is known; nil: all that are open
	slip    bool              // the slip of the last refusal is to be printed then
	guard   widget.EnterGuard
	offered offeredPrinters
	doubted doubtedPrinter
}

// doubtedPrinter is a printer for whose certificate nobody vouches, or which shows
// another one than before: the person compares the fingerprint, and may trust it.
type doubtedPrinter struct {
	place, fingerprint string // as it was typed, or chosen
	changed            bool
}

// doubtIn is the doubt in an error; none where it has no fingerprint.
func doubtIn(err error, place string) (it doubtedPrinter) {
	var shows interface {
		Certificate() (fingerprint string, changed bool)
	}
	if errors.As(err, &shows) {
		it.place = place
		it.fingerprint, it.changed = shows.Certificate()
	}
	return it
}

func (it doubtedPrinter) text() widget.T {
	t := tDoubted
	if it.changed {
		t = tDoubtedChanged
	}
	return widget.T{ZH: fmt.Sprintf(t.ZH, it.fingerprint), EN: fmt.Sprintf(t.EN, it.fingerprint)}
}

// placedMsg tells that the place is kept.
type placedMsg struct {
	numbers []registry.Number
	slip    bool
	place   string
	err     error
}

func (h *home) askPlace(d *desk, numbers []registry.Number) tea.Cmd {
	if d.p.Press == nil {
		h.tell(widget.RoleWarn, tNoPress)
		return nil
	}
	h.burst.Reset()
	h.place = &placePrompt{field: widget.NewField(widget.FieldSpec{Key: "place", Label: tPlace, Help: tWhyPlace, Max: 300, Placeholder: tPlaceHow}), numbers: numbers}
	if _, printer := strings.CutPrefix(d.p.Press.Place(), PrinterPlace); !printer {
		h.place.field.Offer(d.p.Press.Place())
	}
	h.place.guard.Note(d.now())
	if numbers != nil {
		h.last.state = tNotPrinted
	}
	return h.askPrinters(d)
}

// doubts keeps the doubt about the printer that papers go to, out of a print that
// failed; F5 asks about it.
func (h *home) doubts(d *desk, err error) {
	if h.doubted = doubtIn(err, d.p.Press.Place()); h.doubted.fingerprint != "" {
		h.tell(widget.RoleBad, tDoubtedNow)
	}
}

// askDoubted asks where papers go, with the fingerprint to compare.
func (h *home) askDoubted(d *desk) tea.Cmd {
	cmd := h.askPlace(d, nil)
	h.place.slip, h.place.doubted = h.wantsSlip(), h.doubted
	h.tell(widget.RoleWarn, h.doubted.text())
	return cmd
}

// key takes the prompt's keys. A card, or digits and hanzi typed into the empty
// prompt, are the next person: the paper waits, and the box takes them.
func (p *placePrompt) key(d *desk, h *home, msg tea.KeyPressMsg) tea.Cmd {
	ready := p.guard.Ready(d.now())
	p.guard.Note(d.now())
	if it := p.doubted; it.fingerprint != "" { // the next key says it, or takes the question back
		h.note, p.doubted = widget.Note{}, doubtedPrinter{}
		if keySign.Matches(msg) {
			return p.trust(d, h, it)
		}
	}
	text := widget.HalfWidth(widget.KeyText(msg))
	untouched := p.field.Value() == "" || p.field.Value() == d.p.Press.Place()
	if untouched && p.offered.takes(msg, text) {
		h.note = widget.Note{}
		return nil
	}
	if untouched && text != "" && !beginsPath(text) {
		first := p.offered.digit
		h.leavePlace()
		if first != nil { // it was the first of the next person's number
			return tea.Batch(h.key(d, *first), h.key(d, msg))
		}
		return h.key(d, msg)
	}
	p.offered.moved(widget.KeyName(msg), text)
	if e := h.burst.Feed(msg); e.Phase == widget.BurstEnd {
		if s := h.shape(d, e.Parts()); s.document != "" {
			h.leavePlace()
			return h.takeScan(d, s, false)
		}
	}
	switch widget.KeyName(msg) {
	case "esc":
		h.leavePlace()
		return nil
	case "enter":
		return p.enter(d, h, ready)
	}
	h.note = widget.Note{}
	p.field.Update(msg)
	return nil
}

// leavePlace leaves the paper for later.
func (h *home) leavePlace() {
	h.place = nil
	h.burst.Reset()
	h.tell(widget.RoleHint, tPrintLater)
}

// beginsPath reports what a path begins with: a letter, a sign, never a digit and
// never a hanzi, with which a number and a name begin.
func beginsPath(s string) bool {
	c := s[0]
	return c > ' ' && c < 0x7f && (c < '0' || c > '9')
}

// isPath reports what looks like a folder or a file. Digits alone and pinyin
// initials with a digit do not: they are people.
func isPath(s string) bool {
	if strings.ContainsAny(s, `/\.:~`) {
		return !allDigits(strings.ReplaceAll(s, ".", ""))
	}
	letters := strings.ContainsFunc(s, func(r rune) bool { return r < 0x7f && unicode.IsLetter(r) })
	return letters && !latinInitials(s)
}

// enter keeps the place. A document number is no place: a card was scanned, and
// goes where cards go.
func (p *placePrompt) enter(d *desk, h *home, ready bool) tea.Cmd {
	path := strings.TrimSpace(p.field.Value())
	if name := p.offered.name(); name != "" && ready {
		return p.keep(d, h, PrinterPlace+name)
	}
	if s := h.shape(d, strings.Fields(path)); s.document != "" && s.document == compactUpper(path) {
		h.leavePlace()
		return h.takeScan(d, s, false)
	}
	switch {
	case !ready:
		h.tell(widget.RoleHint, tTooSoon)
		return nil
	case path == "":
		h.tell(widget.RoleWarn, tPlaceEmpty)
		return nil
	case !isPath(path):
		h.tell(widget.RoleWarn, tNoPath)
		return nil
	}
	return p.keep(d, h, path)
}

func (p *placePrompt) keep(d *desk, h *home, place string) tea.Cmd {
	press, numbers, slip := d.p.Press, p.numbers, p.slip
	return d.commit(h, func(ctx context.Context) tea.Msg { return placedMsg{numbers, slip, place, press.SetPlace(ctx, place)} })
}

// trust takes the printer whose fingerprint was compared.
func (p *placePrompt) trust(d *desk, h *home, it doubtedPrinter) tea.Cmd {
	press, numbers, slip := d.p.Press, p.numbers, p.slip
	return d.commit(h, func(ctx context.Context) tea.Msg {
		return placedMsg{numbers, slip, it.place, press.TrustPrinter(ctx, it.place, it.fingerprint)}
	})
}

func (h *home) placed(d *desk, msg placedMsg) tea.Cmd {
	it := doubtIn(msg.err, msg.place)
	switch {
	case it.fingerprint != "" && h.place != nil:
		h.place.doubted = it
		h.tell(widget.RoleWarn, it.text())
		return nil
	case msg.err != nil:
		h.fail(msg.err)
		return nil
	}
	h.place, h.doubted = nil, doubtedPrinter{}
	h.note = widget.Note{}
	switch {
	case msg.slip:
		return h.printLastSlip(d)
	case msg.numbers != nil:
		h.last.state = tPrinting
		return h.printSigning(d, msg.numbers)
	case h.today.ToPrint() > 0:
		return h.printOpen(d)
	}
	h.tell(widget.RoleGood, tPlaceKept)
	return nil
}
