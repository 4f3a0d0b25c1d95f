package tui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// registerStation is what the register screen asks of the station.
type registerStation interface {
	Page(ctx context.Context, from int64, n int, down bool, filter station.Filter) ([]station.Row, error)
}

// registerView is a view of the register, with how many passes are in it now.
type registerView struct {
	name   widget.T
	filter station.Filter
	count  func(t station.Today) int
}

// filters are the views, walked through with Tab.
var filters = []registerView{
	{tAllPasses, station.Filter{}, func(t station.Today) int { return t.Passes }},
	{tUnprinted, station.Filter{Unprinted: true}, func(t station.Today) int { return t.Unprinted }},
	outOf(tOwed, registry.StatusReinstated),
	{tUnsigned, station.Filter{Unsigned: true}, func(t station.Today) int { return t.Unsigned }},
	outOf(tStatusRecalled, registry.StatusRecalled),
	outOf(tStatusReturned, registry.StatusReturned),
	outOf(tStatusCancelled, registry.StatusCancelled),
	outOf(tStatusLost, registry.StatusLost),
}

// outOf is the view of a status in which no paper is in hand.
func outOf(name widget.T, s registry.Status) registerView {
	return registerView{name, station.Filter{Status: s}, func(t station.Today) int { return t.Out[s] }}
}

// named is the view's name and its count; nothing stands behind an empty one.
func (v registerView) named(t station.Today) widget.T {
	if n := v.count(t); n > 0 {
		return widget.T{ZH: fmt.Sprintf("%s %d", v.name.ZH, n), EN: fmt.Sprintf("%s %d", v.name.EN, n)}
	}
	return v.name
}

// registerScreen is a window over all passes, the latest at its foot.
type registerScreen struct {
	h     *home
	list  *widget.List
	which int // index into filters
}

func newRegister(d *desk, h *home) *registerScreen {
	r := &registerScreen{h: h}
	r.list = widget.NewList([]widget.Column{
		{Title: tNumber, Cells: 17}, {Title: tName, Cells: 10, Grow: true}, {Title: tPrintedNumber, Cells: 18},
		{Title: tStatus, Cells: 8, Grow: true}, {Title: tCopy, Cells: 4, Right: true}, {Title: tIssuedOn, Cells: 10},
	}, r.fetch(d))
	r.list.SetHeight(r.rows(d))
	return r
}

func (r *registerScreen) rows(d *desk) int { return max(d.h-1-4, 5) }

// fetch reads a page by the key of a row, never by an offset: at row 500,000 the
// same as at row 10.
func (r *registerScreen) fetch(d *desk) widget.Fetch {
	desk, ctx, filter, lang := d.p.Desk, d.ctx, filters[r.which].filter, d.lang
	return func(key string, n int, dir widget.Direction) ([]widget.Row, error) {
		from, _ := strconv.ParseInt(key, 10, 64)
		if dir == widget.From {
			from--
		}
		rows, err := desk.Page(ctx, from, n, dir != widget.Before, filter)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b station.Row) int { return int(a.Key - b.Key) })
		out := make([]widget.Row, 0, len(rows))
		for _, row := range rows {
			out = append(out, registerRow(row, lang))
		}
		return out, nil
	}
}

func registerRow(r station.Row, lang widget.Lang) widget.Row {
	role := widget.RolePlain
	switch r.Status {
	case registry.StatusRecalled:
		role = widget.RoleBad
	case registry.StatusIssued, registry.StatusPrinted:
		role = widget.RoleWarn
	case registry.StatusCancelled, registry.StatusVoided, registry.StatusReturned, registry.StatusLost:
		role = widget.RoleHint
	}
	name := r.Short
	if r.Child {
		name += tChildMark.In(lang)
	}
	return widget.Row{Key: strconv.FormatInt(r.Key, 10), Role: role, Cells: []string{
		r.Number.Grouped(), name, r.Masked, statusText(r.Status).In(lang), strconv.Itoa(r.Copy), r.Issued.String()}}
}

func (r *registerScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return r.list.End()
	case shownMsg:
		return tea.Batch(r.list.Reload(), r.h.askToday(d)) // what was done on a pass changes the counts
	case relabelledMsg:
		return r.turn(d, 0)
	case tea.WindowSizeMsg:
		return r.list.SetHeight(r.rows(d))
	case tea.KeyPressMsg:
		return r.key(d, msg)
	case tea.PasteMsg:
		return r.toBox(d, msg)
	}
	_, cmd := r.list.Update(msg)
	return cmd
}

func (r *registerScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyTab.Matches(msg):
		return r.turn(d, 1)
	case keyPrev.Matches(msg):
		return r.turn(d, len(filters)-1)
	case keyRegister.Matches(msg):
		return d.pop()
	case keyNext.Matches(msg):
		return d.push(newLedger(d, r.h))
	case keyRecall.Matches(msg):
		return d.push(newRecalls(d, r.h))
	case keyChild.Matches(msg):
		return d.push(newResidents(d, r.h))
	case keyPrint.Matches(msg):
		return tea.Batch(d.pop(), r.h.printOpen(d))
	}
	e, cmd := r.list.Update(msg)
	switch e {
	case widget.ListBack:
		return d.pop()
	case widget.ListChosen:
		row, _ := r.list.Selected()
		return d.push(newDetail(d, r.h, row.Cells[0]))
	case widget.ListNone:
		if widget.KeyText(msg) != "" {
			return r.toBox(d, msg)
		}
	}
	return cmd
}

// turn shows the next view from its latest pass.
func (r *registerScreen) turn(d *desk, by int) tea.Cmd {
	r.which = (r.which + by) % len(filters)
	r.list.Query(r.fetch(d))
	return r.list.End()
}

// toBox: what is typed here belongs into the universal box; there is one search
// in this program.
func (r *registerScreen) toBox(d *desk, msg tea.Msg) tea.Cmd {
	back := d.pop()
	r.h.onBox = true
	return tea.Batch(back, d.top().update(d, msg))
}

func (r *registerScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	t := r.h.today
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tRegisterTitle), count(tPassesInAll, t.Passes).In(d.lang), d.w)))
	var names []widget.T
	for _, f := range filters {
		names = append(names, f.named(t))
	}
	out.Lines = append(out.Lines, tabsLine(d, names, r.which))
	out.blank()
	r.list.Rowless(tNoneInView)
	if t.Passes == 0 {
		r.list.Rowless(tRegisterEmpty)
	}
	return widget.Stack(out.Block, r.list.View(d.w, d.st, d.lang))
}

// tabsLine are the views of a list with the chosen one marked, which is always in
// sight. Where there is no room for all, they stand closer; then the first and the last
// are left out, and a mark says that there are more.
func tabsLine(d *desk, names []widget.T, which int) string {
	tabs := make([]string, len(names))
	for i, t := range names {
		tabs[i] = " " + d.say(t) + " "
	}
	gap := " "
	if widget.Width(strings.Join(tabs, gap)) > d.w {
		gap = closeTabs
		for i, t := range tabs {
			tabs[i] = strings.TrimSpace(t)
		}
	}
	first, end := 0, len(tabs)
	if gap == closeTabs {
		first, end = tabsInSight(tabs, which, d.w)
	}
	for i, t := range tabs {
		role := widget.RoleLabel
		if i == which {
			role = widget.RoleSelected
		}
		tabs[i] = d.st.Paint(role, t)
	}
	line := strings.Join(tabs[first:end], gap)
	if first > 0 {
		line = d.st.Paint(widget.RoleHint, "<") + " " + line
	}
	if end < len(tabs) {
		line += " " + d.st.Paint(widget.RoleHint, ">")
	}
	return line
}

// closeTabs stands between views that have no room for more.
const closeTabs = "  "

// tabsInSight are the views that have room: the chosen one, those before it, those behind.
func tabsInSight(tabs []string, which, room int) (first, end int) {
	if room -= widget.Width(strings.Join(tabs, closeTabs)); room >= 0 {
		return 0, len(tabs)
	}
	first, end = 0, len(tabs)
	room -= 2 * widget.Width("< ")
	for ; room < 0 && end > which+1; end-- {
		room += widget.Width(tabs[end-1] + closeTabs)
	}
	for ; room < 0 && first < which; first++ {
		room += widget.Width(tabs[first] + closeTabs)
	}
	return first, end
}

func (r *registerScreen) keys(d *desk) []widget.Binding {
	out := append(openKey(r.list, tOpenPass), as(keyTab, tNextView), keyMove, keyEsc, as(keyNext, tLedgerKey), as(keyRecall, tRecallsAction), as(keyChild, tResidentsAction))
	if d.readOnly() == "" {
		out = append(out, as(keyPrint, tPrintThis))
	}
	return out
}

func (r *registerScreen) actions(d *desk) []action {
	return d.possible([]action{{Binding: keyPrint}, {Binding: as(keyNext, tLedgerKey)}, {Binding: as(keyRecall, tRecallsAction)}, {Binding: as(keyChild, tResidentsAction)}})
}
