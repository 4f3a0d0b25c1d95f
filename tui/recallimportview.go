package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// importViews are the rows of a list by what they come to: first those that order a
// pass back, then those that somebody has to look at.
var importViews = []struct {
	name    widget.T
	results []string // nil: all
}{
	{tImportMatch, []string{"match"}}, {tImportLook, []string{"match_masked", "ambiguous", "conflict", "ask"}},
	{tImportNone, []string{"none"}}, {tImportBad, []string{"damaged", "invalid", "no_value"}},
	{tImportRest, []string{"duplicate", "already_recalled", "skipped"}}, {tImportAll, nil},
}

// importSays are the words for what a row comes to.
var importSays = map[string]widget.T{
	"match": both("相符", "match"), "match_masked": both("遮盖相符", "mask and name"), "ambiguous": both("不止一人", "ambiguous"), "conflict": both("号码姓名不符", "conflict"),
	"duplicate": both("重复", "duplicate"), "damaged": both("号码坏了", "damaged"), "invalid": both("不能用", "invalid"), "none": both("没有证", "no pass"),
	"ask": both("请人看", "ask"), "already_recalled": both("已收回", "recalled"), "no_value": both("没有值", "no value"), "skipped": both("跳过", "skipped"),
}

func (s *recallImport) turn(d *desk, by int) tea.Cmd {
	s.which, s.sure = (s.which+by)%len(importViews), false
	return s.show(d, s.list.Home)
}

// show gives the list the rows of the view.
func (s *recallImport) show(d *desk, how func() tea.Cmd) tea.Cmd {
	if s.p == nil {
		return nil
	}
	var rows []widget.Row
	for i, r := range s.p.Rows {
		if v := importViews[s.which]; v.results == nil || slices.Contains(v.results, r.Result) {
			rows = append(rows, s.line(i, r, d.lang))
		}
	}
	return tea.Batch(s.list.Query(inMemory(rows)), how())
}

func (s *recallImport) line(i int, r station.ListAnswer, lang widget.Lang) widget.Row {
	role, says := widget.RolePlain, importSays[r.Result].In(lang)
	switch {
	case r.Ordered || s.masked[i]:
		role, says = widget.RoleBad, tImportOrders.In(lang)
	case r.LeftOut() || r.Result == "conflict" || r.Result == "ambiguous":
		role = widget.RoleWarn
	}
	number, place := "", strconv.Itoa(r.Row)
	if len(r.Numbers) > 0 {
		number = registry.GroupDigits(r.Numbers[0])
	}
	return widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{place, r.Name, says, number, importNote(r, lang)}}
}

// importNote says why, and who is related and not recalled.
func importNote(r station.ListAnswer, lang widget.Lang) string {
	note := plain(r.Note).In(lang)
	if r.Sheet != "" {
		note = r.Sheet + "  " + note
	}
	if len(r.Related) > 0 {
		note = strings.TrimSpace(fmt.Sprintf(tImportRelated.In(lang), len(r.Related)) + " " + note)
	}
	return note
}

// mark says that somebody has looked at a masked number and its name: its pass is
// ordered back too. Pressed again it is not.
func (s *recallImport) mark(d *desk) tea.Cmd {
	row, ok := s.list.Selected()
	if !ok {
		return nil
	}
	i, _ := strconv.Atoi(row.Key)
	if r := s.p.Rows[i]; r.Result != "match_masked" || len(r.Numbers) != 1 {
		s.tell(widget.RoleHint, tMaskedOnly)
		return nil
	}
	s.sure = false
	if s.masked[i] {
		delete(s.masked, i)
	} else {
		s.masked[i] = true
	}
	return s.show(d, s.list.Reload)
}

func (s *recallImport) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(titleOf(tRecallImport)))
	if s.p != nil {
		return s.preview(d, out)
	}
	out.blank()
	out.wrap(widget.RolePlain, d.say(tRecallImportWhat))
	out.blank()
	form := s.form.QuietView(d.w, d.st, d.lang)
	if s.cancel == nil {
		form = s.form.View(d.w, d.st, d.lang)
	}
	foot := &lines{d: d}
	foot.blank()
	if s.cancel != nil && d.now().Sub(s.begun) >= slow {
		p := s.far.read()
		step := d.say(plain(p.Step))
		if step == "" {
			step = d.say(tUnderWay)
		}
		foot.Lines = append(foot.Lines, widget.Progress(d.w, step, int(p.Share*100), 100, widget.ASCIIRules(), d.st))
	}
	foot.wrap(s.note.Role, d.say(s.note.Text))
	return widget.Stack(out.Block, form, foot.Block)
}

// preview is every row of the view, under what the whole list comes to.
func (s *recallImport) preview(d *desk, out *lines) widget.Block {
	sum := s.p.Sum
	out.add(widget.RolePlain, fmt.Sprintf(d.say(tListSum), sum.Rows, s.orders(), sum.Listed, sum.Ended, sum.Left))
	counts := s.p.Counts()
	var names []widget.T
	for _, v := range importViews {
		n := 0
		for _, r := range v.results {
			n += counts[r]
		}
		if v.results == nil {
			n = len(s.p.Rows)
		}
		names = append(names, widget.T{ZH: v.name.ZH + " " + strconv.Itoa(n), EN: v.name.EN + " " + strconv.Itoa(n)})
	}
	out.Lines = append(out.Lines, tabsLine(d, names, s.which))
	switch row, ok := s.list.Selected(); {
	case !s.note.Text.IsZero():
		out.wrap(s.note.Role, d.say(s.note.Text))
	case len(s.told) > 0:
		out.add(widget.RoleWarn, d.say(plain(s.told[0])))
	case ok:
		out.add(widget.RoleHint, row.Cells[len(row.Cells)-1])
	default:
		out.blank()
	}
	return widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
}
