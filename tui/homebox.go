package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// How many people stand under the box at once, so that one digit chooses, and how
// many are asked for.
const (
	listMost = 9
	findMost = 99
)

// list is the people found for the text in the box.
type list struct {
	query   string
	people  []station.Found
	pending bool // people are still those of the query before
	err     error
}

// foundMsg is the answer to a search.
type foundMsg struct {
	query  string
	people []station.Found
	err    error
}

// boxKey takes a key while the cursor is in the box.
func (h *home) boxKey(d *desk, msg tea.KeyPressMsg, name string, ready bool) tea.Cmd {
	switch name {
	case "enter":
		return h.boxEnter(d, ready)
	case "esc":
		return h.escape(d)
	case "tab":
		return h.boxTab(d)
	case "shift+tab":
		return h.boxBackTab()
	case "down", "up":
		return h.move(d, name)
	case "pgdown", "pgup":
		if cmd, turned := h.turnRecord(d, name); turned {
			return cmd
		}
		h.turn(name)
		return nil
	case repeatName:
		return h.repeatBox(d)
	}
	key := widget.HalfWidth(widget.KeyText(msg))
	h.noteLeft(key)
	h.behindPick(key)
	if h.box.Update(msg)&widget.FieldChanged == 0 {
		return nil
	}
	h.note, h.want = widget.Note{}, false
	return h.boxChanged(d)
}

// listed reports lines under the empty box, of which a lone digit chooses one.
func (h *home) listed() bool {
	return len(h.family) > 0 && (h.stood == 0 || h.list.query == "")
}

// behindPick is asked before a key goes into the box. Behind a pick the box is
// empty as far as reading goes: digits begin a number, a temperature above all,
// for whoever was picked; anything else begins a new search.
func (h *home) behindPick(key string) {
	switch t := h.typed(h.box.Value(), h.listed()); {
	case key == "" || h.chosen == 0:
	case h.box.Value() == "": // with the arrows
		h.stood = h.chosen
	case t.kind == typedPick && key != "." && !allDigits(key):
		h.box.Set("")
	}
}

// boxChanged reads the box again: a whole number is taken at once, a pick loads
// the person, anything else is searched for.
func (h *home) boxChanged(d *desk) tea.Cmd {
	text := h.box.Value()
	if h.wholeDocument(d)(compactUpper(text)) {
		h.advance.Arm(d.now())
		return h.takeScan(d, scan{document: compactUpper(text)}, false)
	}
	if n := wholeBehindPick(text); h.wholeDocument(d)(n) {
		h.advance.Arm(d.now())
		return h.takeScan(d, scan{document: n}, false)
	}
	if h.underNumber() {
		return h.overPick(d)
	}
	h.unchoose()
	h.trial = trial{}
	switch t := h.typed(text, h.listed()); {
	case t.kind == typedPick && t.query == "":
		h.list = list{}
		return h.pick(d, t.pick)
	case t.kind == typedPick && t.query == h.list.query && !h.list.pending:
		return h.pick(d, t.pick)
	case t.kind == typedTemp:
		h.list = list{}
		return h.tryTemp(d)
	case t.query == "":
		h.list = list{}
	default:
		return h.search(d, t.query)
	}
	return nil
}

// underNumber reports that the number in the box is for whoever was picked: it is
// a temperature, or may become one. As soon as it cannot be anything else the
// pick's own letters and digit go from the box.
func (h *home) underNumber() bool {
	text := strings.TrimSpace(widget.HalfWidth(h.box.Value()))
	if base, pick, rest := cutNumber(text); pick > 0 && base == h.list.query && (base != "" || h.listed() && len(rest) == 3) {
		if strings.Contains(rest, ".") {
			h.box.Set(rest)
		}
		h.stood = h.top + pick
		return true
	}
	if h.stood == 0 || text == "" {
		return h.stood > 0
	}
	return tempForm(text) && h.typed(text, h.listed()).kind != typedPick
}

// overPick keeps the pick under the number.
func (h *home) overPick(d *desk) tea.Cmd {
	h.trial = trial{}
	var cmd tea.Cmd
	if stood := h.stood; h.chosen != stood && !h.list.pending {
		cmd = h.choose(d, stood)
		h.stood = stood
	}
	return tea.Batch(cmd, h.tryTemp(d))
}

func compactUpper(s string) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(widget.HalfWidthUpper(strings.TrimSpace(s)))
}

// search asks for the people; the list stays until the answer is here.
func (h *home) search(d *desk, query string) tea.Cmd {
	if query == h.list.query {
		return nil
	}
	h.list, h.top = list{query: query, people: h.list.people, pending: true}, 0
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		people, err := desk.Find(ctx, query, findMost)
		return foundMsg{query, people, err}
	})
}

// found shows the people, unless the box asks for others by now. A pick or an
// Enter that was typed ahead of them is done now.
func (h *home) found(d *desk, msg foundMsg) tea.Cmd {
	if msg.query != h.list.query {
		return nil
	}
	h.list = list{query: msg.query, people: msg.people, err: msg.err}
	h.enter.Note(d.now())
	t := h.typed(h.box.Value(), false)
	switch {
	case h.stood > 0:
		return h.overPick(d)
	case t.kind == typedPick && t.query == msg.query:
		return h.pick(d, t.pick)
	case h.want && t.query == msg.query:
		h.want = false
		return h.enterText(d, t)
	}
	return nil
}

// boxEnter does what the box says. It issues only when nothing was typed or
// shown for 150 ms.
func (h *home) boxEnter(d *desk, ready bool) tea.Cmd {
	t := h.typed(h.box.Value(), h.listed())
	switch {
	case t.kind == typedTemp && (h.list.pending || h.loading()):
		h.want = true // whoever it is for is on the way
	case t.kind == typedTemp:
		return h.enterTemp(d, t.temp)
	case t.kind == typedHot, t.kind == typedPart, h.stood > 0 && h.chosen > 0 && h.box.Value() != "" && t.kind != typedPick:
		h.tell(widget.RoleBad, tTempBad)
	case h.chosen > 0:
		return h.enterChosen(d, ready)
	case t.kind == typedPick:
		h.want = ready // the people are on their way
	case t.kind == typedNothing:
		return h.enterIssue(d, ready)
	case t.kind == typedNumber && h.asking():
		return h.comparePaper(d, t.query)
	case t.kind == typedNumber:
		return h.openNumber(d, t.query)
	case h.list.pending && t.query == h.list.query:
		h.want = true
	default:
		return h.enterText(d, t)
	}
	return nil
}

// enterChosen: a holder's pass is opened, a resident issued or, with a gap, put
// into the fields.
func (h *home) enterChosen(d *desk, ready bool) tea.Cmd {
	p, ok := h.chosenPerson()
	switch {
	case !ok:
		return nil
	case waits(p) && h.preview == nil:
		return h.openCase(d, p.Case)
	case holds(p) && p.Status.InHand() && h.preview == nil && h.gather != nil && !p.Child:
		return h.gather.askParent(d, p.Number.String())
	case !p.Number.IsZero() && h.preview == nil && (holds(p) || p.Resident == 0):
		return h.openNumber(d, p.Number.String())
	case h.preview == nil:
		h.want = ready
		return nil
	}
	if _, gap := h.preview.gap(); gap {
		return h.takePreview(d)
	}
	return h.enterIssue(d, ready)
}

// enterText: Enter behind a text. A document begins an applicant; the first of
// the people found is chosen, for the next Enter; a name that nobody has begins
// an applicant.
func (h *home) enterText(d *desk, t typed) tea.Cmd {
	text := h.box.Value()
	r := h.documentOf(d, compactUpper(text), "auto")
	long := len(compactUpper(text)) >= 7
	switch {
	case long && (usable(r) && r.Number.Norm() != "" || needsKind(r)):
		return h.takeScan(d, scan{document: compactUpper(text)}, true)
	case h.list.query == t.query && len(h.list.people) > 0:
		return h.choose(d, h.top+1)
	case isName(text) && !latinInitials(text):
		return h.takeScan(d, scan{name: strings.TrimSpace(text)}, true)
	case len(compactUpper(text)) >= 15 && !h.numberMisread(text):
		h.note = h.readingNote(r)
	case h.list.err != nil:
		h.fail(h.list.err)
	case t.kind == typedMisread || h.numberMisread(text):
		h.fail(registry.ErrNumberCheck)
	case allDigits(compactUpper(text)):
		h.tell(widget.RoleWarn, tNoSuchNumber)
	default:
		h.tell(widget.RoleWarn, tNobodyFound)
	}
	return nil
}

// numberMisread reports what is as long as a pass number and does not fit.
func (h *home) numberMisread(text string) bool {
	s := compactUpper(text)
	_, err := registry.ParseNumber(s)
	return errors.Is(err, registry.ErrNumberCheck) && asLong(s, h.numberDigits())
}

// numberDigits is how many digits a pass number has in this scheme.
func (h *home) numberDigits() int { return registry.NumberDigits(h.info.Scheme.DivisionDigits) }

// typed reads a text in the box.
func (h *home) typed(text string, listed bool) typed {
	return readTyped(text, listed, h.numberDigits())
}

// latinInitials reports what is rather a search than a name: a few plain letters
// without a blank.
func latinInitials(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) <= 4 && strings.IndexFunc(s, func(r rune) bool { return r > 0x7f || r == ' ' }) < 0
}

// boxTab: Tab behind a text begins an applicant with it, as a reader does that
// sends NAME TAB NUMBER; in the empty box it goes into the fields.
func (h *home) boxTab(d *desk) tea.Cmd {
	text := strings.TrimSpace(h.box.Value())
	switch {
	case h.preview != nil:
		return h.takePreview(d)
	case text == "" && h.draft != nil:
		if !h.draft.focusGap() {
			h.draft.form.FocusOn(h.firstOptional(h.draft.kind))
		}
		h.onBox = false
		return nil
	case text == "":
		return nil
	}
	t := h.typed(text, false)
	if t.kind == typedTemp {
		return h.enterTemp(d, t.temp)
	}
	if isName(text) {
		return h.takeScan(d, scan{name: text}, true)
	}
	return h.enterText(d, t)
}

// firstOptional is where Tab goes when nothing is missing.
func (h *home) firstOptional(k formKind) string {
	if k == childForm {
		return fOwn
	}
	for _, f := range h.ownFields() {
		if !f.Required {
			return f.Key
		}
	}
	return fPhone
}

func (h *home) boxBackTab() tea.Cmd {
	if h.draft != nil && h.box.Value() == "" {
		h.draft.form.FocusOn(fAddress)
		h.onBox = false
	}
	return nil
}

// repeatBox: Ctrl+D in the empty box brings the text of the last search back.
func (h *home) repeatBox(d *desk) tea.Cmd {
	if h.box.Value() != "" || h.repeat["box"] == "" {
		return nil
	}
	h.box.Set(h.repeat["box"])
	return h.boxChanged(d)
}

// openNumber shows the pass.
func (h *home) openNumber(d *desk, number string) tea.Cmd {
	h.clearBox()
	return d.push(newDetail(d, h, number))
}
