package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/name"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// caseReader reads the cases of one view as far as the window has come, and keeps
// the lines: the list turns back without asking again, and a search looks at
// what is here before it reads on. Several commands may ask it at once.
type caseReader struct {
	read func(ctx context.Context, from int64) ([]station.Case, error) // in the order of the view
	keep func(station.Case) bool
	end  func(station.Case) bool // this case and all behind it are no part of the view

	mu   sync.Mutex
	rows []caseRow
	from int64
	done bool
}

// caseRow is what the list shows of a case, and what it is found by.
type caseRow struct {
	id       int64
	no       registry.CaseNo
	at       time.Time
	state    registry.CaseStatus
	replaced bool // closed because the person applied anew
	asked    station.Verdict
	name     string // it is found by; what is shown is short
	short    string
	masked   string
	number   string // of the document that a pass would bear
	folded   string
	initials []string
	who      string // who parked or refused it
	c        caseTerm
}

// caseTerm is what the list of appeals tells of a case.
type caseTerm struct {
	ofPass bool
	lodged time.Time
	due    civil.Date
	old    []int // copies that a correction replaced and nobody has marked
}

func rowOf(c station.Case) caseRow {
	r := caseRow{id: c.ID, no: c.No, at: c.At, state: c.State, replaced: c.Replaced(), asked: c.Question, name: c.Applicant.Name, short: c.Short(), masked: c.Masked,
		c: caseTerm{c.Kind == registry.AppealLodged, c.Lodged, c.Due, c.Outstanding}}
	if n, _, err := name.Parse(c.Applicant.Name); err == nil {
		r.folded, r.initials = n.Fold(), n.Initials()
	}
	if doc := c.Applicant.Document; doc != nil {
		r.number = doc.Number
	} else if g := c.Applicant.Guardian; g != nil && g.Document != nil {
		r.number = g.Document.Number
	}
	if len(c.History) > 0 {
		r.who = c.History[0].Operator
	}
	return r
}

// matches reports whether the case is found by what was typed: its number, the
// document's or its last digits, the name, or pinyin initials.
func (r caseRow) matches(typed string) bool {
	q := compactUpper(typed)
	switch {
	case q == "":
		return true
	case allDigits(strings.TrimSuffix(q, "X")):
		return strconv.FormatInt(r.no.Event, 10) == q || strings.HasSuffix(r.number, q)
	}
	if n, ok := registry.ParseCaseNo(typed); ok && n == r.no {
		return true
	}
	folded := name.FoldQuery(typed)
	return strings.HasPrefix(r.folded, folded) || strings.Contains(r.name, strings.TrimSpace(typed)) ||
		slices.ContainsFunc(r.initials, func(i string) bool { return strings.HasPrefix(i, folded) })
}

// more reads on, and reports whether there was anything.
func (r *caseReader) more(ctx context.Context) (bool, error) {
	if r.done {
		return false, nil
	}
	page, err := r.read(ctx, r.from)
	if err != nil {
		return false, err
	}
	r.done = len(page) == 0
	for _, c := range page {
		r.from = c.ID
		if r.end != nil && r.end(c) {
			r.done = true
			break
		}
		if r.keep(c) {
			r.rows = append(r.rows, rowOf(c))
		}
	}
	return true, nil
}

// page answers what the list asks: n lines behind, before or from a key, of those
// that the text finds.
func (r *caseReader) page(ctx context.Context, key string, n int, dir widget.Direction, typed string) ([]caseRow, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if dir == widget.Before {
		return r.before(ctx, key, n, typed)
	}
	at := 0
	if key != "" {
		at = r.place(key)
		if dir == widget.After {
			at++
		}
	}
	var out []caseRow
	for ; len(out) < n; at++ {
		for at >= len(r.rows) {
			if more, err := r.more(ctx); err != nil || !more {
				return out, err
			}
		}
		if r.rows[at].matches(typed) {
			out = append(out, r.rows[at])
		}
	}
	return out, nil
}

// before are the last lines in front of a key; with no key the last of all.
func (r *caseReader) before(ctx context.Context, key string, n int, typed string) ([]caseRow, error) {
	at := r.place(key)
	for key == "" {
		if more, err := r.more(ctx); err != nil {
			return nil, err
		} else if !more {
			at = len(r.rows)
			break
		}
	}
	var out []caseRow
	for at--; at >= 0 && len(out) < n; at-- {
		if r.rows[at].matches(typed) {
			out = append(out, r.rows[at])
		}
	}
	slices.Reverse(out)
	return out, nil
}

// place is where the line with the key stands.
func (r *caseReader) place(key string) int {
	id, _ := strconv.ParseInt(key, 10, 64)
	return max(slices.IndexFunc(r.rows, func(row caseRow) bool { return row.id == id }), 0)
}

// caseView is one of the views of the queue.
type caseView struct {
	name   widget.T
	filter station.CaseFilter
	keep   func(station.Case) bool
	ends   bool // with the cases of today
	none   widget.T
}

var caseViews = []caseView{
	{name: tViewOpen, none: tNoneToSettle, keep: func(c station.Case) bool { return c.State == registry.CaseOpen }},
	{name: tViewToday, none: tNoneToday, filter: station.CaseFilter{All: true}, ends: true, keep: func(c station.Case) bool { return c.State.Denied() }},
	{name: tViewAppealed, none: tNoneAppealed, keep: func(c station.Case) bool { return c.State == registry.CaseAppealed }},
	{name: tViewAll, none: tNoCaseYet, filter: station.CaseFilter{All: true}, keep: func(station.Case) bool { return true }},
}

// reader begins the view anew.
func (v caseView) reader(desk queueStation, today civil.Date) *caseReader {
	r := &caseReader{
		read: func(ctx context.Context, from int64) ([]station.Case, error) {
			f := v.filter
			f.From = from
			return desk.Cases(ctx, f)
		},
		keep: v.keep,
	}
	if v.ends {
		r.end = func(c station.Case) bool { return civil.On(c.At, c.At.Location()).Before(today) }
	}
	return r
}
