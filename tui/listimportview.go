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
	"ask": both("请人看", "ask"), "already_recalled": both("已收回", "recalled"), "not_in_hand": both("不在手里", "not in hand"), "no_value": both("没有值", "no value"), "skipped": both("跳过", "skipped"),
}

func (v importView) has(r *station.ListAnswer) bool {
	return !v.told && (!v.left || r.Left) && (v.results == nil || slices.Contains(v.results, r.Result))
}

// sortedView is a view with the rows that it has.
type sortedView struct {
	importView
	rows []int // indices into the preview's
}

// take makes the preview the screen's and sorts its rows by view: a list of 100,000 rows
// is gone through once, not for each key and each frame. Before the last two views (the
// rest, and all) stand the rows that list nobody and should, where there are any; behind
// them what is told of the file.
func (s *listImport[P]) take(p *P) {
	s.p, s.views = p, nil
	for i, v := range s.is.views {
		if i == len(s.is.views)-2 {
			if left := s.sorted(importView{name: tImportLeft, left: true}); len(left.rows) > 0 {
				s.views = append(s.views, left)
			}
		}
		s.views = append(s.views, s.sorted(v))
	}
	if len(s.told) > 0 {
		s.views = append(s.views, sortedView{importView: importView{name: tImportTold, told: true}})
	}
	s.which = min(s.which, len(s.views)-1)
}

func (s *listImport[P]) sorted(v importView) sortedView {
	out := sortedView{importView: v}
	rows := s.of.rows()
	for i := range rows {
		if v.has(&rows[i]) {
			out.rows = append(out.rows, i)
		}
	}
	return out
}

// explain: over a preview F1 says what its views hold.
func (s *listImport[P]) explain(d *desk) []paragraph {
	if s.p == nil {
		return nil
	}
	return []paragraph{{widget.RoleTitle, d.say(titleOf(s.is.title))}, {widget.RolePlain, d.say(s.is.seen)}}
}

func (s *listImport[P]) turn(d *desk, by int) tea.Cmd {
	s.disarm()
	s.which = (s.which + by) % len(s.views)
	return s.show(d, s.list.Home)
}

// show gives the list the rows of the view.
func (s *listImport[P]) show(d *desk, how func() tea.Cmd) tea.Cmd {
	if s.p == nil {
		return nil
	}
	v := s.views[s.which]
	if v.told {
		var rows []widget.Row
		for i, t := range s.told {
			rows = append(rows, widget.Row{Key: "told" + strconv.Itoa(i), Role: widget.RoleWarn, Cells: []string{d.say(plain(t))}})
		}
		return tea.Batch(s.list.Query(inMemory(rows)), how())
	}
	line, rows, sheets, lang := s.of.lines(d.lang), s.of.rows(), s.sheets, d.lang
	at := func(key string) int {
		i, _ := strconv.Atoi(key)
		return slices.Index(v.rows, i)
	}
	return tea.Batch(s.list.Query(onDemand(len(v.rows), at, func(i int) widget.Row {
		row := line(v.rows[i])
		row.Cells[0] = placeOf(rows[v.rows[i]], sheets, lang)
		return row
	})), how())
}

// sheetsOf are the names of the sheets, in their order.
func sheetsOf(rows []station.ListAnswer) []string {
	var names []string
	for _, r := range rows {
		if len(names) == 0 || names[len(names)-1] != r.Sheet && !slices.Contains(names, r.Sheet) {
			names = append(names, r.Sheet)
		}
	}
	return names
}

// placeOf is the row's number, behind that of its sheet (表1:4) where there are several, and behind
// the first column of its table where there are several of those: E12.
func placeOf(r station.ListAnswer, sheets []string, lang widget.Lang) string {
	column, _, _ := strings.Cut(r.Columns, "–")
	if len(sheets) < 2 {
		return column + strconv.Itoa(r.Row)
	}
	return fmt.Sprintf(tImportPlace.In(lang), slices.Index(sheets, r.Sheet)+1, column, r.Row)
}

// importLine is a row of the list: whom it names, what it comes to, and why.
func importLine(i int, r station.ListAnswer, role widget.Role, says widget.T, number string, lang widget.Lang) widget.Row {
	return widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{"", r.Name, says.In(lang), number, importNote(r, lang)}}
}

// importDoes is what a row does to the watch list.
var importDoes = map[string]widget.T{"listed": tImportListed, "replaced": tImportReplaced}

// importNote says why, which row says it already, and who is related and
// not recalled, and what it does to the list.
func importNote(r station.ListAnswer, lang widget.Lang) string {
	var parts []string
	if r.Of > 0 {
		of := fmt.Sprintf(tImportOf.In(lang), r.Of)
		if r.OfSheet+r.OfColumns != "" {
			of += " (" + strings.TrimSpace(r.OfSheet+" "+r.OfColumns) + ")"
		}
		parts = append(parts, of)
	}
	if len(r.Related) > 0 {
		parts = append(parts, fmt.Sprintf(tImportRelated.In(lang), len(r.Related)))
	}
	if note := plain(r.Note).In(lang); note != "" {
		parts = append(parts, note)
	}
	if does, there := importDoes[r.List]; there {
		parts = append(parts, does.In(lang))
	}
	return strings.Join(parts, tImportAnd.In(lang))
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

// preview is every row of the view, under what the whole list comes to, what is told of
// the file, and all of what is said of the row that is chosen.
func (s *listImport[P]) preview(d *desk, out *lines) widget.Block {
	out.wrap(widget.RolePlain, s.of.sum(d))
	out.Lines = append(out.Lines, tabsLine(d, s.tabs(), s.which))
	out.Lines = append(out.Lines, s.tells(d).Lines...)
	said := s.said(d)
	if s.open {
		return widget.Stack(out.Block, said.Block)
	}
	if len(said.Lines) > saidLines {
		said.Lines = said.Lines[:saidLines-1]
		said.add(widget.RoleHint, d.say(tImportCut))
	}
	for len(said.Lines) < saidLines {
		said.blank()
	}
	return widget.Stack(out.Block, said.Block, s.list.View(d.w, d.st, d.lang))
}

// said is what is said of a key and of the chosen row, whole.
func (s *listImport[P]) said(d *desk) *lines {
	said := &lines{d: d}
	if s.long.shows(d) {
		s.long.bar(said)
	} else if !s.note.Text.IsZero() {
		said.wrap(s.note.Role, d.say(s.note.Text))
	}
	if row, ok := s.list.Selected(); ok {
		said.wrap(widget.RoleHint, s.whole(d, row))
	}
	return said
}

// cut: not all of it has room above the rows.
func (s *listImport[P]) cut(d *desk) bool { return len(s.said(d).Lines) > saidLines }

// Lines of a preview: what is said of the chosen row and of a key, and what is told of
// the file before the rest of it waits in a view of its own.
const (
	saidLines = 3
	nameCells = 10 // of a name's column; a longer one stands whole over the rows
	toldLines = 3
)

// tells is what is told of the file, as much of it as leaves room for the rows.
func (s *listImport[P]) tells(d *desk) widget.Block {
	out := &lines{d: d}
	for i, t := range s.told {
		one := &lines{d: d}
		one.wrap(widget.RoleWarn, d.say(plain(t)))
		last := i == len(s.told)-1
		if n := len(out.Lines) + len(one.Lines); n > toldLines || n == toldLines && !last {
			out.add(widget.RoleWarn, fmt.Sprintf(d.say(tImportMore), len(s.told)-i))
			break
		}
		out.Lines = append(out.Lines, one.Lines...)
	}
	return out.Block
}

// height is how many rows fit under all that.
func (s *listImport[P]) height(d *desk) int {
	above := 1 + 2 + 1 + saidLines + 1 // title, sum, views, what is said, the columns' heads
	return max(d.h-1-above-len(s.tells(d).Lines), 4)
}

// whole is all that is said of a row: where it stands, and what its column has no room for.
func (s *listImport[P]) whole(d *desk, row widget.Row) string {
	i, err := strconv.Atoi(row.Key)
	if err != nil { // what is told of the file
		return row.Cells[len(row.Cells)-1]
	}
	r, name := s.of.rows()[i], ""
	if widget.Width(r.Name) > nameCells {
		name = r.Name + tImportAnd.In(d.lang)
	}
	return rowAt(d, r.Sheet, r.Row, r.Columns, r.Input) + name + importNote(r, d.lang)
}

// rowAt is where a row of a list stands, and with what number.
func rowAt(d *desk, sheet string, row int, columns, input string) string {
	where := fmt.Sprintf(d.say(tImportRow), row)
	if sheet != "" {
		where = fmt.Sprintf(d.say(tImportSheetRow), sheet, row)
	}
	if columns != "" {
		where += fmt.Sprintf(d.say(tImportColumns), columns)
	}
	if number := shortNumber(input); number != "" {
		where += fmt.Sprintf(d.say(tImportInput), number)
	}
	return where
}

// shortNumber is a number as a list has it, without its middle: enough to be held against
// the pass that it means.
func shortNumber(s string) string {
	const head, tail = 6, 4
	if r := []rune(strings.TrimSpace(s)); len(r) > head+tail {
		return string(r[:head]) + "****" + string(r[len(r)-tail:])
	}
	return strings.TrimSpace(s)
}

// tabs are the views and how many rows each has.
func (s *listImport[P]) tabs() []widget.T {
	var names []widget.T
	for _, v := range s.views {
		n := strconv.Itoa(len(v.rows))
		if v.told {
			n = strconv.Itoa(len(s.told))
		}
		names = append(names, widget.T{ZH: v.name.ZH + " " + n, EN: v.name.EN + " " + n})
	}
	return names
}
