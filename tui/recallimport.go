package tui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// lister is what the import of a list of people asks of the station.
type lister interface {
	PreviewResidents(ctx context.Context, l station.ResidentList) (*station.ResidentPreview, error)
	ConfirmResidents(ctx context.Context, p *station.ResidentPreview) (*station.ResidentPreview, error)
	PreviewRecalls(ctx context.Context, l station.RecallList) (*station.RecallPreview, error)
	ConfirmRecalls(ctx context.Context, p *station.RecallPreview, masked ...int) (*station.RecallPreview, error)
}

// recallImport takes a list of people whose passes are to be fetched, or a status list,
// by which nobody is recalled: the file and whose list it is, then every row of it, then
// what was shown. The list's source is the reason, and stands with every entry.
type recallImport struct {
	listImport[station.RecallPreview]
	recalls bool
	masked  map[int]bool // rows that somebody has looked at
}

// grounds are the reasons of a recall by the digit that is typed for them, where the
// list has no column of them.
var grounds = map[string]string{"1": "close_contact", "2": "severe_area", "3": "symptoms", "4": "other"}

// recallSpec has first the rows that order a pass back, then those that somebody has to
// look at.
var recallSpec = importSpec{
	title: tRecallImport, what: tRecallImportWhat, back: tRecallsAction, seen: tRecallSeen,
	does: []widget.Binding{as(keySign, tListConfirm)},
	fields: []widget.FieldSpec{
		fileField(tWhyFileList),
		{Key: fSource, Label: tSource, Help: tWhySourceRecall, Placeholder: tSourceOfRecall, Max: 60, Cells: 40, Required: true, Check: reasonNote},
		{Key: fReason, Label: tReason, Help: tWhyGround, Placeholder: tGroundHow, Max: 1, Cells: 60, Normalise: widget.HalfWidth, Check: groundNote},
	},
	views: []importView{
		{name: tImportMatch, results: []string{"match", "already_recalled", "not_in_hand"}}, {name: tImportLook, results: []string{"match_masked", "ambiguous", "conflict", "ask"}},
		{name: tImportNone, results: []string{"none"}}, {name: tImportBad, results: []string{"damaged", "invalid", "no_value"}},
		{name: tImportRest, results: []string{"duplicate", "skipped"}}, {name: tImportAll, results: nil},
	},
}

func newRecallImport(d *desk) *recallImport {
	s := &recallImport{recalls: true}
	s.listImport = newListImport(d, s, recallSpec)
	return s
}

// watchSpec is that of a list that only says who is on it.
var watchSpec = importSpec{
	title: tWatchImport, what: tWatchImportWhat, back: tHome, seen: tWatchSeen,
	does: []widget.Binding{as(keySign, tListConfirm)},
	fields: []widget.FieldSpec{
		fileField(tWhyFileList),
		{Key: fSource, Label: tSource, Help: tWhySource, Placeholder: tSourceHow, Max: 60, Cells: 40},
		recallSpec.fields[2],
	},
	views: recallSpec.views,
}

func newWatchImport(d *desk) *recallImport {
	s := &recallImport{}
	s.listImport = newListImport(d, s, watchSpec)
	return s
}

func groundNote(v string) widget.Note {
	if word, ok := grounds[v]; ok || v == "" {
		for _, r := range recallReasons {
			if r.word == word {
				return widget.Note{Role: widget.RoleHint, Text: r.text}
			}
		}
		return widget.Note{}
	}
	return widget.Note{Role: widget.RoleWarn, Text: tGroundHow, Blocks: true}
}

func (s *recallImport) update(d *desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && s.recalls && s.asks() && keyOverride.Matches(key) {
		return s.mark(d)
	}
	return s.listImport.update(d, msg)
}

func (s *recallImport) begin(d *desk) tea.Cmd {
	s.masked = map[int]bool{}
	file, source, ground, again := s.value(fFile), s.value(fSource), grounds[s.value(fReason)], s.again
	recalls := s.recalls
	errands, desk := d.p.Errands, d.p.Desk
	return s.read(d, func(ctx context.Context, far func(station.Progress)) (*station.RecallPreview, []scheme.Text, error) {
		l, told, err := errands.RecallList(ctx, file, far)
		if err != nil {
			return nil, nil, err
		}
		l.Orders, l.Source, l.Reason, l.Again, l.Told = recalls, source, ground, again, far
		p, err := desk.PreviewRecalls(ctx, l)
		if err != nil {
			return nil, nil, err
		}
		return p, saidBefore(p.Known, append(p.Sum.Missed(), told...)), nil
	})
}

// first is the first view that holds something.
func (s *recallImport) first() int {
	return max(slices.IndexFunc(s.views, func(v sortedView) bool { return len(v.rows) > 0 }), 0)
}

func (s *recallImport) confirm(d *desk) tea.Cmd {
	switch orders, sum := s.orders(), s.p.Sum; {
	case s.p.Known != nil && len(s.masked) == 0:
		return s.loadAgain(d)
	case sum.Before != 0 && len(s.masked) == 0:
		s.tell(widget.RoleHint, count(tListBefore, sum.Before))
		return nil
	case orders+sum.Listed+sum.Ended+sum.Left == 0:
		s.tell(widget.RoleHint, tListNothing)
		return nil
	case !s.recalls && !s.twice(d, count(tWatchSure, sum.Listed, sum.Ended)), s.recalls && !s.twice(d, count(tListSure, orders, sum.Listed)):
		return nil
	}
	var masked []int
	for i := range s.p.Rows {
		if s.masked[i] {
			masked = append(masked, i)
		}
	}
	desk, p := d.p.Desk, s.p
	s.note = widget.Note{}
	return s.long.writeOn(d, s, func(ctx context.Context) tea.Msg {
		done, err := desk.ConfirmRecalls(ctx, p, masked...)
		return confirmedMsg[station.RecallPreview]{done, err}
	})
}

// orders is how many passes would be ordered back.
func (s *recallImport) orders() int {
	n := 0
	for i := range s.p.Rows {
		if s.p.Rows[i].Ordered || s.masked[i] { // when it is done, both
			n++
		}
	}
	return n
}

func (s *recallImport) confirmed(d *desk, msg confirmedMsg[station.RecallPreview]) tea.Cmd {
	s.long.end()
	s.take(msg.p)
	if errors.Is(msg.err, context.Canceled) {
		s.tell(widget.RoleWarn, tStoppedNothing)
		return nil
	}
	if msg.err != nil {
		s.masked = map[int]bool{} // the preview may be another one now
		s.failed(d, msg.err)
		return s.show(d, s.list.Home)
	}
	s.done = true
	sum := s.p.Sum
	s.tell(widget.RoleGood, count(tWatchDone, sum.Listed, sum.Ended))
	if s.recalls {
		s.tell(widget.RoleGood, count(tListDone, sum.Recalled, sum.Listed, sum.Ended))
	}
	if sum.Left > 0 && sum.Event > 0 {
		done, kept := s.note.Text, count(tUnlistedKept, sum.Left)
		s.tell(widget.RoleGood, widget.T{ZH: done.ZH + kept.ZH, EN: done.EN + kept.EN})
	}
	h := d.stack[0].(*home)
	return tea.Batch(s.show(d, s.list.Home), h.askToday(d), h.askAffected(d))
}

// mark says that somebody has looked at a masked number and its name, or at a row that was
// put right: its pass is ordered back too. Pressed again it is not.
func (s *recallImport) mark(d *desk) tea.Cmd {
	if d.ahead { // nobody has seen it yet
		return nil
	}
	i, ok := s.maskedRow()
	if !ok {
		s.tell(widget.RoleHint, tMaskedOnly)
		return nil
	}
	s.disarm()
	if s.masked[i] {
		delete(s.masked, i)
	} else {
		s.masked[i] = true
	}
	return s.show(d, s.list.Reload)
}

func (s *recallImport) rows() []station.ListAnswer { return s.p.Rows }

func (s *recallImport) lines(lang widget.Lang) func(i int) widget.Row {
	rows, marked := s.p.Rows, maps.Clone(s.masked)
	return func(i int) widget.Row { return recallLine(i, rows[i], marked[i], lang) }
}

func recallLine(i int, r station.ListAnswer, marked bool, lang widget.Lang) widget.Row {
	role := widget.RolePlain
	says, number := importSays[r.Result], ""
	switch {
	case r.Ordered || marked:
		role, says = widget.RoleBad, tImportOrders
	case r.LeftOut() || r.Result == "conflict" || r.Result == "ambiguous":
		role = widget.RoleWarn
	}
	if len(r.Numbers) > 0 {
		number = registry.GroupDigits(r.Numbers[0])
	}
	return importLine(i, r, role, says, number, lang)
}

func (s *recallImport) sum(d *desk) string {
	sum := s.p.Sum
	listed, asBefore, repeated, left, skipped := figures(s.p.Rows)
	if !s.recalls {
		return fmt.Sprintf(d.say(tWatchSum), sum.Rows, listed, asBefore, repeated, left, skipped, sum.Ended)
	}
	return fmt.Sprintf(d.say(tListSum), sum.Rows, listed, asBefore, repeated, left, skipped, s.orders(), sum.Ended)
}

// figures count the rows of a file, each once; a row may make two entries, and a row that
// names several people is answered in parts.
func figures(rows []station.ListAnswer) (listed, asBefore, repeated, left, skipped int) {
	for i := range rows {
		switch r := &rows[i]; {
		case r.Part > 0:
		case r.Result == "skipped":
			skipped++
		case r.Left:
			left++
		case r.List != "":
			listed++
		case r.Result == "duplicate":
			repeated++
		default:
			asBefore++
		}
	}
	return listed, asBefore, repeated, left, skipped
}

// maskedRow is the chosen row, where its pass is ordered back only if somebody has looked.
func (s *recallImport) maskedRow() (int, bool) {
	row, ok := s.list.Selected()
	i, err := strconv.Atoi(row.Key)
	if !ok || err != nil || i >= len(s.p.Rows) { // no row, or what is told of the file
		return 0, false
	}
	r := s.p.Rows[i]
	return i, r.MayOrder()
}

// marks: Ctrl+F does something now.
func (s *recallImport) marks() bool {
	if !s.recalls || !s.asks() {
		return false
	}
	_, ok := s.maskedRow()
	return ok
}

func (s *recallImport) keys(d *desk) []widget.Binding {
	keys := s.listImport.keys(d)
	if s.marks() {
		keys = slices.Insert(keys, 1, as(keyOverride, tMaskedToo))
	}
	return keys
}

func (s *recallImport) actions(*desk) []action {
	out := s.offered()
	if s.marks() {
		out = append(out, action{Binding: as(keyOverride, tMaskedToo)})
	}
	return out
}
