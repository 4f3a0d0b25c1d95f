package tui

import (
	"fmt"
	"strconv"
	"time"

	"passdesk/tui/widget"
)

// slow is how long a reading may take before the screen shows how far it is.
const slow = 500 * time.Millisecond

func (s *recallsScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	people := map[string]bool{}
	papers := 0
	for _, r := range s.all {
		if r.child == nil {
			people[r.of.Number.String()] = true
			papers++
		}
	}
	right := ""
	if s.read {
		right = fmt.Sprintf(d.say(tRecallsCounts), len(people), papers)
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(tRecallsTitle), right, d.w)))
	if s.confirm != nil {
		out.blank()
		return widget.Stack(out.Block, s.confirm.View(d.w, d.st, d.lang))
	}
	out.Lines = append(out.Lines, tabsLine(d, s.tabs(), s.which))
	label := d.say(tFind)
	x := widget.Width(label) + 2
	s.search.SetCells(d.w - x)
	cursor, at := x+s.search.CursorX(), len(out.Lines)
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleFocus, label)+"  "+s.search.View(d.st, d.lang))
	s.below(d, out)
	s.list.Rowless(s.rowless(d))
	b := widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
	if n := s.chartRows(d); n > 0 {
		b = b.Fill(d.h - 1 - n)
		below := &lines{d: d}
		chart(below, tToFetchBy, s.bars(d), n)
		b = widget.Stack(b, below.Block)
	}
	if !s.search.Empty() {
		b.SetCursor(cursor, at)
	}
	return b
}

// rowless is what the list says while it has no rows.
func (s *recallsScreen) rowless(d *desk) widget.T {
	switch {
	case !s.read:
		return widget.T{}
	case len(s.all) > 0:
		return rowless(s.search, tNoneInView)
	case s.imports(d):
		return rowless(s.search, tNoRecallList)
	}
	return rowless(s.search, tNoRecallOne)
}

// The chart stands below the list where the window is high.
const (
	chartFrom     = 32
	mostBuildings = 6
)

func (s *recallsScreen) bars(d *desk) []widget.Bar { return buildingBars(d, s.all, mostBuildings) }

// chartRows are the lines that the chart takes from the list.
func (s *recallsScreen) chartRows(d *desk) int {
	n := len(s.bars(d))
	if d.h < chartFrom || n < leastBars {
		return 0
	}
	return n + 2
}

// tabs are the views, each with how many papers it has.
func (s *recallsScreen) tabs() []widget.T {
	var names []widget.T
	for _, v := range recallViews {
		n := 0
		for _, r := range s.all {
			if r.child == nil && v.keep(r) {
				n++
			}
		}
		names = append(names, widget.T{ZH: v.name.ZH + " " + strconv.Itoa(n), EN: v.name.EN + " " + strconv.Itoa(n)})
	}
	return names
}

// below is the line between the search and the list: how far the reading is, what was
// just done, else the chosen paper in a sentence.
func (s *recallsScreen) below(d *desk, out *lines) {
	switch text := d.say(s.note.Text); {
	case s.stop != nil && !s.read && d.now().Sub(s.begun) >= slow:
		p := s.far.read()
		out.Lines = append(out.Lines, widget.Progress(d.w, d.say(plain(p.Step)), int(p.Share*100), 100, widget.ASCIIRules(), d.st))
	case text != "":
		out.add(s.note.Role, text)
	case s.read && len(s.all) == 0:
		out.add(widget.RoleGood, d.say(tNothingToFetch))
	default:
		told := ""
		if r, ok := s.chosen(); ok {
			told = r.told(d)
		}
		out.add(widget.RoleHint, told)
	}
}
