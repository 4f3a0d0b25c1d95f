package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// importSays are the words for what a row comes to.
var importSays = map[string]widget.T{
	"match": both("相符", "match"), "match_masked": both("遮盖相符", "mask and name"), "ambiguous": both("不止一人", "ambiguous"), "conflict": both("号码姓名不符", "conflict"),
	"duplicate": both("重复", "duplicate"), "damaged": both("号码坏了", "damaged"), "invalid": both("不能用", "invalid"), "none": both("没有证", "no pass"),
	"ask": both("请人看", "ask"), "already_recalled": both("已收回", "recalled"), "no_value": both("没有值", "no value"), "skipped": both("跳过", "skipped"),
}

func (v importView) has(r station.ListAnswer) bool {
	return v.results == nil || slices.Contains(v.results, r.Result)
}

func (s *listImport[P]) turn(d *desk, by int) tea.Cmd {
	s.which, s.sure = (s.which+by)%len(s.is.views), false
	return s.show(d, s.list.Home)
}

// show gives the list the rows of the view.
func (s *listImport[P]) show(d *desk, how func() tea.Cmd) tea.Cmd {
	if s.p == nil {
		return nil
	}
	var rows []widget.Row
	for i, r := range s.of.rows() {
		if s.is.views[s.which].has(r) {
			rows = append(rows, s.of.line(i, d.lang))
		}
	}
	return tea.Batch(s.list.Query(inMemory(rows)), how())
}

// importLine is a row of the list: whom it names, what it comes to, and why.
func importLine(i int, r station.ListAnswer, role widget.Role, says widget.T, number string, lang widget.Lang) widget.Row {
	return widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{strconv.Itoa(r.Row), r.Name, says.In(lang), number, importNote(r, lang)}}
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

func (s *listImport[P]) view(d *desk) widget.Block {
	out := &lines{d: d}
	out.add(widget.RoleTitle, d.say(titleOf(s.is.title)))
	if s.p != nil {
		return s.preview(d, out)
	}
	out.blank()
	out.wrap(widget.RolePlain, d.say(s.is.what))
	out.blank()
	form := s.form.QuietView(d.w, d.st, d.lang)
	if s.long.stop == nil {
		form = s.form.View(d.w, d.st, d.lang)
	}
	foot := &lines{d: d}
	foot.blank()
	if s.long.shows(d) {
		s.long.bar(foot)
	}
	foot.wrap(s.note.Role, d.say(s.note.Text))
	return widget.Stack(out.Block, form, foot.Block)
}

// preview is every row of the view, under what the whole list comes to.
func (s *listImport[P]) preview(d *desk, out *lines) widget.Block {
	out.add(widget.RolePlain, s.of.sum(d))
	out.Lines = append(out.Lines, tabsLine(d, s.tabs(), s.which))
	switch row, ok := s.list.Selected(); {
	case s.long.shows(d):
		s.long.bar(out)
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

// tabs are the views and how many rows each has.
func (s *listImport[P]) tabs() []widget.T {
	var names []widget.T
	for _, v := range s.is.views {
		n := 0
		for _, r := range s.of.rows() {
			if v.has(r) {
				n++
			}
		}
		names = append(names, widget.T{ZH: v.name.ZH + " " + strconv.Itoa(n), EN: v.name.EN + " " + strconv.Itoa(n)})
	}
	return names
}
