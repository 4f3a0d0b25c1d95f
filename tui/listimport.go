package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// listImport takes a list of people from a file: the form that names it; then every
// row with what it comes to, in views, while nothing has happened; then, by a Ctrl key
// that is pressed twice, what was shown. P is the preview.
type listImport[P any] struct {
	of     importer[P] // the screen that this is a part of
	is     importSpec
	form   *widget.Form
	list   *widget.List
	views  []sortedView
	which  int // index into the views
	told   []scheme.Text
	sheets []string // of which the rows are
	p      *P       // nil: nothing was read yet
	sure   bool
	again  bool // the very file was loaded in other words, and is meant so
	done   bool
	open   bool // all that is said of the chosen row stands in the place of the rows
	note   widget.Note
	kept   bool                  // the form stands as it was left, and no key was pressed since
	then   func(d *desk) tea.Cmd // what opens when it is done; nil: what lies below
	long   longWork
}

// importer is what each import has of its own.
type importer[P any] interface {
	screen
	begin(d *desk) tea.Cmd                          // reads and weighs the file; nothing is changed
	rows() []station.ListAnswer                     // of the preview
	lines(lang widget.Lang) func(i int) widget.Row  // each of them as it is now, whatever key comes
	sum(d *desk) string                             // what the whole list comes to: each row is in one of its figures
	first() int                                     // the view that is shown first
	confirm(d *desk) tea.Cmd                        // the Ctrl key over a preview
	confirmed(d *desk, msg confirmedMsg[P]) tea.Cmd // what came of it
}

// importSpec is how an import is worded, what its form asks and how its rows are seen.
type importSpec struct {
	title, what widget.T
	seen        widget.T         // what F1 says over a preview: its views, and what is done about a row
	back        widget.T         // where it leads to when all is done
	does        []widget.Binding // the Ctrl keys over a preview
	fields      []widget.FieldSpec
	views       []importView
}

// importView are rows by what they come to.
type importView struct {
	name    widget.T
	results []string // nil: all
	left    bool     // those that list nobody and should
	told    bool     // no rows, but what is to be known of the file
}

// listMsg is the list as it was read and weighed; confirmedMsg what came of it.
type (
	listMsg[P any] struct {
		p    *P
		told []scheme.Text
		err  error
	}
	confirmedMsg[P any] struct {
		p   *P
		err error
	}
)

func newListImport[P any](d *desk, of importer[P], is importSpec) listImport[P] {
	s := listImport[P]{of: of, is: is}
	s.form = widget.NewForm(widget.FormSpec{Now: d.now, Rule: widget.SubmitAtLast, Fields: is.fields})
	if left := d.typed[is.title.ZH]; left != nil {
		s.kept = true
		for _, f := range is.fields {
			s.form.Set(f.Key, left.Value(f.Key))
		}
	}
	s.list = widget.NewList([]widget.Column{
		{Title: tRowNo, Cells: 7, Right: true}, {Title: tName, Cells: nameCells}, {Title: tImportSays, Cells: 13}, {Title: tNumber, Cells: 17}, {Title: tImportWhy, Cells: 14, Grow: true},
	}, inMemory(nil))
	s.list.SetHeight(s.height(d))
	return s
}

func (s *listImport[P]) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case farMsg:
		return s.long.look()
	case listMsg[P]:
		return s.came(d, msg)
	case confirmedMsg[P]:
		return s.of.confirmed(d, msg)
	case relabelledMsg:
		return tea.Batch(s.list.SetHeight(s.height(d)), s.show(d, s.list.Reload))
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.height(d))
	case tea.PasteMsg:
		if s.p == nil && s.long.stop == nil {
			s.overKept(true)
			s.form.Update(msg)
		}
		return nil
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *listImport[P]) tell(role widget.Role, t widget.T) {
	s.note = widget.Note{Role: role, Text: t}
}

func (s *listImport[P]) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.long.stop != nil:
		if keyEsc.Matches(msg) {
			s.long.giveUp()
			s.tell(widget.RoleWarn, tStopping)
		}
		return nil
	case s.done && (keyEsc.Matches(msg) || keyEnter.Matches(msg)):
		s.keep(d, nil)
		back := d.pop()
		if s.then != nil {
			back = tea.Batch(back, s.then(d))
		}
		return back
	case s.p != nil:
		return s.previewKey(d, msg)
	}
	s.overKept(widget.KeyText(msg) != "")
	switch e := s.form.Update(msg); {
	case e.Has(widget.FormBack):
		s.keep(d, s.form)
		return d.pop()
	case e.Has(widget.FormEarly):
		s.tell(widget.RoleHint, tTooSoon)
	case e.Has(widget.FormSubmit):
		return s.of.begin(d)
	case e.Has(widget.FormChanged):
		s.note = widget.Note{}
	}
	return nil
}

// overKept: the file that stood here when the form was left last is replaced by what is
// typed or pasted over it, not added to; any other key keeps it.
func (s *listImport[P]) overKept(typed bool) {
	if s.kept && typed && s.form.Focus() == fFile {
		s.form.Set(fFile, "")
	}
	s.kept = false
}

// keep leaves what was typed for when one comes back; nil: it was done.
func (s *listImport[P]) keep(d *desk, form *widget.Form) {
	if d.typed == nil {
		d.typed = map[string]*widget.Form{}
	}
	d.typed[s.is.title.ZH] = form
}

// previewKey: nothing has happened yet, and Enter does nothing.
func (s *listImport[P]) previewKey(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	if s.open {
		s.open = false
		if keyEsc.Matches(msg) || keyEnter.Matches(msg) {
			return nil
		}
	}
	switch {
	case keyTab.Matches(msg):
		return s.turn(d, 1)
	case keyPrev.Matches(msg):
		return s.turn(d, len(s.views)-1)
	case keySign.Matches(msg) && !s.done:
		return s.of.confirm(d)
	}
	s.disarm()
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack: // back to the file's name
		s.p, s.note, s.again = nil, widget.Note{}, false
	case widget.ListChosen:
		s.tell(widget.RoleHint, tEnterNever)
		s.open = s.cut(d) // with that line over it
	}
	return cmd
}

// value is what was typed into a field of the form.
func (s *listImport[P]) value(key string) string { return strings.TrimSpace(s.form.Value(key)) }

// saidBefore puts before what is told of a file that it was loaded.
func saidBefore(known *station.LoadedList, told []scheme.Text) []scheme.Text {
	if known == nil {
		return told
	}
	return append([]scheme.Text{known.Says()}, told...)
}

// read lets the file be read and weighed; Esc stops it.
func (s *listImport[P]) read(d *desk, f func(context.Context, func(station.Progress)) (*P, []scheme.Text, error)) tea.Cmd {
	s.note = widget.Note{}
	return s.long.write(d, s.of, func(ctx context.Context, far func(station.Progress)) tea.Msg {
		p, told, err := f(ctx, far)
		return listMsg[P]{p, told, err}
	})
}

// came shows what the rows come to.
func (s *listImport[P]) came(d *desk, msg listMsg[P]) tea.Cmd {
	s.long.end()
	switch {
	case s.long.stops:
		s.tell(widget.RoleWarn, tStoppedNothing)
		return nil
	case msg.err != nil:
		s.failed(d, msg.err)
		s.note.Text = ofFile(shortPath(s.value(fFile), d.w/2), s.note.Text)
		return nil
	}
	s.told, s.note, s.sure = msg.told, widget.Note{}, false
	s.take(msg.p)
	s.which = s.of.first()
	s.sheets = sheetsOf(s.of.rows())
	return tea.Batch(s.list.SetHeight(s.height(d)), s.show(d, s.list.Home))
}

// ofFile is a sentence about a file with its name before it.
func ofFile(file string, t widget.T) widget.T {
	return widget.T{ZH: file + tColon.ZH + t.ZH, EN: file + tColon.EN + t.EN}
}

func (s *listImport[P]) failed(d *desk, err error) {
	d.drop()
	s.tell(widget.RoleBad, toldText(err))
}

// twice: pressed once the key says what it will do, pressed again it does it.
func (s *listImport[P]) twice(d *desk, says widget.T) bool {
	again := s.sure && !d.ahead
	s.sure = !again
	if !again {
		s.tell(widget.RoleWarn, says)
	}
	return again
}

// disarm: the key is to be pressed twice again, and the line that said “once more” goes.
func (s *listImport[P]) disarm() {
	if s.sure {
		s.sure, s.note = false, widget.Note{}
	}
}

// loadAgain is for a file that was loaded in other words: pressed twice it is read again,
// as it is called now; then it is confirmed like any other.
func (s *listImport[P]) loadAgain(d *desk) tea.Cmd {
	if !s.twice(d, tListAgain) {
		return nil
	}
	s.again, s.sure = true, false
	return s.of.begin(d)
}

// asks: a preview stands there that was not confirmed yet.
func (s *listImport[P]) asks() bool { return s.p != nil && !s.done && s.long.stop == nil }

// offered are the keys of a preview, for the palette.
func (s *listImport[P]) offered() []action {
	var out []action
	if s.asks() {
		for _, b := range s.is.does {
			out = append(out, action{Binding: b})
		}
	}
	return out
}

func (s *listImport[P]) keys(*desk) []widget.Binding {
	switch {
	case s.long.stop != nil:
		return []widget.Binding{as(keyEsc, tStop)}
	case s.done:
		return []widget.Binding{as(keyEnter, s.is.back), as(keyTab, tNextView), keyMove, keyEsc}
	case s.p != nil:
		return append(s.is.does[:len(s.is.does):len(s.is.does)], as(keyTab, tNextView), keyMove, keyEsc)
	case len(s.is.fields) > 1:
		return []widget.Binding{as(keyEnter, tPreview), keyTab, keyEsc}
	}
	return []widget.Binding{as(keyEnter, tPreview), keyEsc}
}

// allows: while the work holds the station no other screen may ask it anything.
func (s *listImport[P]) allows(ability) bool { return s.long.stop == nil }

// unsaved: a preview that was not confirmed has done nothing yet.
func (s *listImport[P]) unsaved() bool {
	return s.long.stop != nil || !s.done && (s.p != nil || written(s.form))
}
