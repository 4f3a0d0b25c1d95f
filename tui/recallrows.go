package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/name"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// recallRow is one paper that is to be fetched; or a child under the holder's number,
// who is told and not asked.
type recallRow struct {
	of    station.OpenRecall
	copy  int
	child *station.DoorPerson
}

func recallRows(all []station.OpenRecall) []recallRow {
	var out []recallRow
	for _, r := range all {
		for _, c := range r.Copies {
			out = append(out, recallRow{of: r, copy: c})
		}
		for i := range r.Children {
			out = append(out, recallRow{of: r, child: &r.Children[i]})
		}
	}
	return out
}

// pass is whose pass Enter opens.
func (r recallRow) pass() registry.Number {
	if r.child != nil {
		return r.child.Number
	}
	return r.of.Number
}

func (r recallRow) key() string {
	if r.child != nil {
		return r.of.Number.String() + "+" + r.child.Number.String()
	}
	return r.of.Number.String() + "/" + strconv.Itoa(r.copy)
}

// latest: the paper is the newest copy.
func (r recallRow) latest() bool { return r.child == nil && r.copy == r.of.Copy }

// missing: the paper was looked for and not found.
func (r recallRow) missing() bool {
	return r.latest() && r.of.Status == registry.StatusNotFound || r.child == nil && slices.Contains(r.of.Missing, r.copy)
}

// stands is what is known of the paper, in a column's width.
func (r recallRow) stands() (widget.T, widget.Role) {
	switch {
	case r.child != nil:
		return tRelatedChild, widget.RoleHint
	case r.missing():
		return tActNotFound, widget.RoleWarn
	case r.of.Ended:
		return tNumberEnded, widget.RoleBad
	case r.of.Old:
		return tOldTab, widget.RoleWarn
	case !r.latest():
		return tOldTab, widget.RoleBad
	case r.of.Status == registry.StatusRefused:
		return tActRefused, widget.RoleBad
	}
	return tNotAskedYet, widget.RoleWarn
}

func (r recallRow) line(lang widget.Lang, now time.Time) widget.Row {
	stands, role := r.stands()
	if r.child != nil {
		return widget.Row{Key: r.key(), Role: role, Cells: []string{r.of.Building, " + " + r.child.Name, r.child.Number.Grouped(), "", stands.In(lang), tNotRecalledBy.In(lang), ""}}
	}
	return widget.Row{Key: r.key(), Role: role, Cells: []string{
		r.of.Building, r.of.Name, r.of.Number.Grouped(), strconv.Itoa(r.copy), stands.In(lang), plain(r.of.Reason).In(lang), ageText(now.Sub(r.of.Since)).In(lang)}}
}

// told is the chosen paper in a sentence.
func (r recallRow) told(d *desk) string {
	switch {
	case r.child != nil:
		return fmt.Sprintf(d.say(tChildOfRecall), r.of.Name)
	case r.of.Ended:
		return d.say(tEndedOut)
	case r.of.Old:
		return fmt.Sprintf(d.say(tReplacedOut), r.copy)
	case !r.latest() && r.missing():
		return fmt.Sprintf(d.say(tRecallOldGone), r.copy)
	case !r.latest():
		return fmt.Sprintf(d.say(tRecallOld), r.copy)
	}
	text := fmt.Sprintf(d.say(tRecallSaid), r.of.Since.Format("2006-01-02 15:04"), r.of.By, d.say(plain(r.of.Reason)))
	if !r.of.Tried.IsZero() {
		text += fmt.Sprintf(d.say(tRecallTried), r.of.Tried.Format("01-02 15:04"))
	}
	if n := len(r.of.Children); n > 0 {
		text += fmt.Sprintf(d.say(tRecallChildren), n)
	}
	return text
}

// matches reports whether the line is found by what was typed: name, pinyin initials,
// building, number of the pass or its end.
func (r recallRow) matches(typed string) bool {
	typed = strings.TrimSpace(typed)
	who := r.of.Name
	if r.child != nil {
		who = r.child.Name
	}
	number := r.pass().String()
	if typed == "" || strings.Contains(who, typed) || strings.HasPrefix(r.of.Building, typed) {
		return true
	}
	if q := compactUpper(typed); allDigits(q) {
		return strings.HasPrefix(number, q) || strings.HasSuffix(number, q)
	}
	n, _, err := name.Parse(who)
	return err == nil && slices.ContainsFunc(n.Initials(), func(i string) bool { return strings.HasPrefix(i, name.FoldQuery(typed)) })
}

// recallViews are the views of the work list.
var recallViews = []struct {
	name widget.T
	keep func(recallRow) bool
}{
	{tViewToFetch, func(recallRow) bool { return true }},
	{tNotAskedYet, func(r recallRow) bool { return r.latest() && r.of.Status == registry.StatusRecalled }},
	{tActRefused, func(r recallRow) bool { return r.latest() && r.of.Status == registry.StatusRefused }},
	{tActNotFound, recallRow.missing},
	{tOldTab, func(r recallRow) bool { return r.child == nil && (!r.latest() || r.of.Ended) }},
}

func shownRecalls(all []recallRow, keep func(recallRow) bool, typed string) []recallRow {
	var out []recallRow
	for _, r := range all {
		if keep(r) && r.matches(typed) {
			out = append(out, r)
		}
	}
	return out
}

// inMemory serves a list from rows that are here.
func inMemory(rows []widget.Row) widget.Fetch {
	at := func(key string) int { return slices.IndexFunc(rows, func(r widget.Row) bool { return r.Key == key }) }
	return onDemand(len(rows), at, func(i int) widget.Row { return rows[i] })
}

// onDemand serves a list from what is here and becomes a row only when the list looks at
// it, which is not in the desk's own loop: row may read nothing that a key changes.
func onDemand(total int, at func(key string) int, row func(i int) widget.Row) widget.Fetch {
	return func(key string, n int, dir widget.Direction) ([]widget.Row, error) {
		from, to := page(total, at, key, n, dir)
		rows := make([]widget.Row, 0, to-from)
		for i := from; i < to; i++ {
			rows = append(rows, row(i))
		}
		return rows, nil
	}
}

// page is which of the rows a fetch means.
func page(total int, at func(key string) int, key string, n int, dir widget.Direction) (from, to int) {
	i := -1
	if key != "" {
		i = at(key)
	}
	switch {
	case dir == widget.Before && key == "":
		return max(total-n, 0), total
	case dir == widget.Before:
		return max(i-n, 0), max(i, 0)
	case dir == widget.After && key != "":
		i++
	}
	i = max(i, 0) // a row that is gone: from the beginning
	return i, min(i+n, total)
}
