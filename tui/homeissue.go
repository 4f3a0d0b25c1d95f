package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// signer records the signature for a paper.
type signer interface {
	Sign(ctx context.Context, number registry.Number, by string) error
}

// layoutWalkIn is the layout of a Press for the desk: one sheet a person, with
// the stub to sign.
const layoutWalkIn = "walkin"

// walkIn is how they lie: a sheet each.
var walkIn = registry.Laying{Layout: layoutWalkIn}

// lastPass is the line of the pass that was issued last.
type lastPass struct {
	number registry.Number
	name   string
	copy   int
	signer string   // who signs for it: holder, guardian, proxy
	state  widget.T // printing, printed, not printed
	where  string   // what the press named
	out    bool     // the paper came out
	signed bool
	place  registry.LedgerPlace // the row of the ledger to sign in; none: the stub
}

// lastNo is the line of the refusal or the open case that was entered after the
// last pass; it takes nothing from that.
type lastNo struct {
	name    string
	verdict station.Verdict
	slip    slipState
}

// issuedMsg is the station's answer to Enter; when err is nil it is durable.
type issuedMsg struct {
	a       *draft
	app     registry.Application
	verdict station.Verdict
	print   bool
	err     error
}

// enterIssue is the operator's Enter on a whole applicant: it issues on a yes,
// and keeps a refusal that stood on the screen. Too soon after a key it does
// nothing; before the check has answered it waits for the answer.
func (h *home) enterIssue(d *desk, ready bool) tea.Cmd {
	a := h.shown()
	switch {
	case a == nil:
		h.tell(widget.RoleHint, tScanFirst)
		return nil
	case !ready:
		h.tell(widget.RoleHint, tTooSoon)
		return nil
	}
	if key, gap := a.gap(); gap {
		h.keepPreview()
		if h.draft.form.Field(key) == nil { // F2 has it
			return d.push(newFactsScreen(d, h, h.draft).atField(key))
		}
		h.onBox = !h.draft.focusGap()
		h.tell(widget.RoleWarn, tGapOpen)
		return nil
	}
	if a.asked != 0 {
		h.want = true
		return nil
	}
	if !a.judged {
		h.want = true
		return h.judge(d, a)
	}
	if a.verdict.Outcome == "INVALID" {
		return h.goToField(d, a, a.verdict)
	}
	if h.lookFirst(d, a) {
		return nil
	}
	if a.verdict.Case != 0 {
		return h.openTold(d, a)
	}
	return h.issue(d)
}

// openTold shows the case in which the person was told just this: there is no second one
// for the same reason.
func (h *home) openTold(d *desk, a *draft) tea.Cmd {
	d.drop()
	h.keepPreview()
	h.clearBox()
	h.draft, h.onBox = nil, true
	h.offShelf(a)
	s := newCase(h, a.verdict.Case)
	s.tell(widget.RoleWarn, tToldAlready)
	return d.push(s)
}

// heldPass is the pass that the person at the desk holds already; "" when the
// answer is another, or it is open whose pass it is.
func heldPass(a *draft) string {
	if a == nil || !a.judged || a.verdict.Outcome != "BLOCK" || len(a.verdict.Related) == 0 || a.verdict.Choice != "" {
		return ""
	}
	return a.verdict.Related[0]
}

// passOf is a pass whose paper the person at the desk has, also one that is to be
// fetched: they may be here to hand it in.
func passOf(a *draft) string {
	if n := heldPass(a); n != "" || a == nil {
		return n
	}
	return a.fetch
}

// openHeld shows a holder's pass. What was typed by hand stays at the desk.
func (h *home) openHeld(d *desk, number string) tea.Cmd {
	h.keepPreview()
	if !h.draft.byHand {
		h.draft = nil
	}
	h.onBox = true
	return h.openNumber(d, number)
}

// enterMeans is what Enter does with the applicant, for the line of keys.
func (h *home) enterMeans(a *draft) widget.T {
	_, gap := a.gap()
	switch {
	case h.trying(a):
		return tEnterTemp
	case gap || !a.judged || a.verdict.Outcome == "INVALID":
		return tGoOn
	case a.verdict.Choice != "" && a.said == nil && !h.bothSeen(a):
		return tCompareKey
	case exchange(a.verdict):
		return tSameChildKey
	case a.verdict.Issues() && a.verdict.Choice != "":
		return tTwoPeopleKey
	case a.verdict.Issues():
		return tIssueKey
	case a.verdict.Case != 0:
		return tOpenCase
	case strings.HasPrefix(a.verdict.Outcome, "ASK"):
		return tKeepAsk
	case a.verdict.Outcome == "SPECIAL_PASS":
		return tKeepSpecial
	}
	return tKeepNo
}

// goToField puts the cursor where the station saw something wrong.
func (h *home) goToField(d *desk, a *draft, v station.Verdict) tea.Cmd {
	h.keepPreview()
	if a.form.Field(v.Field) != nil {
		a.form.FocusOn(v.Field)
		h.onBox = false
	}
	h.tell(widget.RoleBad, plain(v.Reason))
	if v.Field == "choice" { // what was asked is not asked any more
		a.unsay()
		return h.judge(d, a)
	}
	return nil
}

// issue gives the application to the station: on a question of one person or two
// that stood on the screen, it says two.
func (h *home) issue(d *desk) tea.Cmd {
	a := h.shown()
	return h.commitIssue(d, a.choice(), a.verdict.Issues() && d.p.Press != nil && d.p.Press.Place() != "")
}

// commitIssue sends the application with what was said of it. Key presses wait
// until the answer is here.
func (h *home) commitIssue(d *desk, said *registry.Choice, print bool) tea.Cmd {
	h.keepPreview()
	a := h.draft
	if h.gather != nil {
		return h.gather.join(d, a, said)
	}
	app, desk := a.application(h.today.Day), d.p.Desk
	app.Choice = said
	h.note = widget.Note{Role: widget.RoleHint, Text: tIssuing}
	h.want = false
	return d.commit(h, func(ctx context.Context) tea.Msg {
		v, err := desk.Issue(ctx, app, print)
		return issuedMsg{a, app, v, print, err}
	})
}

// issued shows the answer. After a refusal what was typed ahead is dropped: the
// operator thought the desk was free.
func (h *home) issued(d *desk, msg issuedMsg) tea.Cmd {
	h.note = widget.Note{}
	if msg.err == nil {
		h.morning.begin()
	}
	h.enter.Note(d.now())
	switch {
	case msg.err != nil:
		d.drop()
		h.fail(msg.err)
		return h.askToday(d)
	case msg.verdict.Outcome == "INVALID":
		d.drop()
		msg.a.verdict, msg.a.judged = msg.verdict, true
		return h.goToField(d, msg.a, msg.verdict)
	case !msg.verdict.Issues():
		return h.refused(d, msg)
	}
	return h.handOver(d, msg)
}

// refused: the refusal or the open case stands in the register.
func (h *home) refused(d *desk, msg issuedMsg) tea.Cmd {
	d.drop()
	h.draft, h.onBox = nil, true
	h.offShelf(msg.a)
	h.lastNo = lastNo{name: msg.app.Name, verdict: msg.verdict}
	h.tell(widget.RoleWarn, keptText(msg.verdict))
	h.keepParent(msg.app)
	cmds := []tea.Cmd{h.askToday(d), h.askFamily(d, msg.app)}
	if v := msg.verdict; v.Outcome == "SAME_PERSON" && len(v.Related) > 0 {
		h.tell(widget.RoleWarn, tSamePersonKept)
		cmds = append(cmds, h.openNumber(d, v.Related[0]))
	}
	return tea.Batch(cmds...)
}

// keptText says what was entered instead of a pass.
func keptText(v station.Verdict) widget.T {
	if v.Outcome == "SPECIAL_PASS" {
		return tSpecialKept
	}
	return tRefusalKept
}

// handOver: the pass stands in the register; now it is printed, and the desk is
// free for the next.
func (h *home) handOver(d *desk, msg issuedMsg) tea.Cmd {
	v := msg.verdict
	h.keepValues(msg.a)
	h.keepParent(msg.app)
	h.draft, h.onBox = nil, true
	h.offShelf(msg.a)
	h.last = lastPass{number: v.Number, name: msg.app.Name, copy: v.Copy, signer: station.Signer(msg.app), place: registry.LedgerPlace{Page: v.Page, Row: v.Row}}
	h.lastNo = lastNo{}
	cmds := []tea.Cmd{h.askToday(d), h.askFamily(d, msg.app)}
	numbers := []registry.Number{v.Number}
	switch {
	case d.p.Press == nil:
		h.last.state = tNotPrinted
	case msg.print:
		h.last.state = tPrinting
		cmds = append(cmds, h.printOut(d, numbers, lying(d.p.Press, v), v.Page == 0))
	case len(d.held) > 0: // somebody is being typed already: the paper waits, the desk asks nothing
		h.last.state = tNotPrinted
	default:
		cmds = append(cmds, h.askPlace(d, numbers))
	}
	return tea.Batch(cmds...)
}

// lying is how the paper lies: with the stub to sign, or, where a row of the ledger
// is signed, the pass alone, on the card sheet that was begun. The station has written
// down that the first is to be printed; of the second only the press knows the sheet.
func lying(press Press, v station.Verdict) registry.Laying {
	if v.Page > 0 {
		return onCards(press)
	}
	return walkIn
}

// offShelf forgets those put aside who have got their answer by now.
func (h *home) offShelf(a *draft) {
	var rest []*draft
	for _, b := range h.shelf {
		name := b.form.Value(fName) // two names may come with one number, and a child's name tells it apart
		other := name != a.form.Value(fName) && (b.kind == childForm || name != "")
		if b.kind != a.kind || b.number() != a.number() || other {
			rest = append(rest, b)
		}
	}
	h.shelf = rest
}

// keepValues remembers the fields for Ctrl+D.
func (h *home) keepValues(a *draft) {
	for key, v := range a.form.Values() {
		if strings.TrimSpace(v) != "" {
			h.repeat[key] = v
		}
	}
}

func (h *home) keepParent(app registry.Application) {
	if app.Document != nil {
		h.parent = &app
		return
	}
	if g := app.Guardian; g != nil && g.Document != nil {
		h.parent = &registry.Application{Name: g.Name, Document: g.Document, Phone: app.Phone, Address: app.Address,
			Building: app.Building, Household: app.Household}
	}
}

// askFamily lists the rest of the family, so that one digit and Enter serve the
// next of them.
func (h *home) askFamily(d *desk, app registry.Application) tea.Cmd {
	doc := app.Document
	if doc == nil && app.Guardian != nil {
		doc = app.Guardian.Document
	}
	if doc == nil {
		return nil
	}
	desk, number := d.p.Desk, doc.Number
	h.family = nil
	return d.ask(h, func(ctx context.Context) tea.Msg {
		people, err := desk.Family(ctx, number)
		if parents, findErr := desk.Find(ctx, number, listMost); err == nil && findErr == nil {
			people = withParents(people, parents)
		}
		return familyMsg{notHolding(others(people, app)), err}
	})
}

// familyMsg is who of a family is still to be served.
type familyMsg struct {
	people []station.Found
	err    error
}

func (h *home) familyCame(msg familyMsg) tea.Cmd {
	if msg.err != nil {
		h.fail(msg.err)
		return nil
	}
	if h.draft == nil && h.box.Value() == "" {
		h.family = msg.people
	}
	return nil
}

// others are those of a family who are not the applicant: whoever was just
// answered, with a pass or a refusal, is not their own family.
func others(people []station.Found, app registry.Application) []station.Found {
	var out []station.Found
	for _, p := range people {
		self := !p.Child && app.Document != nil ||
			p.Child && app.Document == nil && p.Name == app.Name && p.Birth.String() == app.Birth
		if !self {
			out = append(out, p)
		}
	}
	return out
}

// withParents puts the parent before the children.
func withParents(children, found []station.Found) []station.Found {
	out := make([]station.Found, 0, len(children)+1)
	for _, p := range found {
		if !p.Child {
			out = append(out, p)
		}
	}
	return append(out, children...)
}

// signedMsg tells that the signature for the last pass is recorded.
type signedMsg struct {
	err    error
	listed []station.ListedHolder // the pass, where a list names its holder
}

func (h *home) canSign() bool {
	return !h.last.number.IsZero() && !h.last.signed && h.last.out && h.info.ReadOnly == ""
}

// follow keeps the line of the last pass true when something was done to it on its
// own screen.
func (h *home) follow(p station.Detail) {
	l := &h.last
	if l.number.IsZero() || l.number != p.Number {
		return
	}
	out := p.Status == registry.StatusPrinted || p.Status == registry.StatusSigned
	l.copy, l.signed = p.Copy, p.Status == registry.StatusSigned
	switch {
	case !out:
		l.state, l.where = statusText(p.Status), ""
	case !l.out:
		l.state, l.where = tPaperOut, ""
	}
	l.out = out
}

// signLast ticks off that the person has signed for the last pass.
func (h *home) signLast(d *desk) tea.Cmd {
	if !h.canSign() {
		switch {
		case !h.last.number.IsZero() && !h.last.out:
			h.tell(widget.RoleWarn, tNoPaperToSign)
		case h.today.Unsigned > 0:
			h.tell(widget.RoleHint, count(tSignElsewhere, h.today.Unsigned))
		default:
			h.tell(widget.RoleHint, tNothingToSign)
		}
		return nil
	}
	desk, number, by := d.p.Desk, h.last.number, h.last.signer
	return d.commit(h, func(ctx context.Context) tea.Msg {
		if err := desk.Sign(ctx, number, by); err != nil {
			return signedMsg{err: err}
		}
		_, listed, err := desk.ListedHolders(ctx, []registry.Number{number})
		return signedMsg{err, listed}
	})
}

func (h *home) signed(d *desk, msg signedMsg) tea.Cmd {
	if msg.err != nil {
		d.drop()
		h.fail(msg.err)
		return nil
	}
	h.last.signed = true
	if len(msg.listed) > 0 {
		h.tell(widget.RoleBad, plain(msg.listed[0].Warning()))
	}
	return h.askToday(d)
}
