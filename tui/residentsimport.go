package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// residentImport takes a residents' list or a roster: the file, then every row held
// against the register; confirmed, it takes the place of the list before.
type residentImport struct {
	listImport[station.ResidentPreview]
}

// residentSpec has the rows left out as the first to be looked at.
var residentSpec = importSpec{
	title: tResidents, what: tResidentsWhat, back: tResidentsAction, seen: tResidentsSeen,
	does:   []widget.Binding{as(keySign, tResidentsDo)},
	fields: []widget.FieldSpec{fileField(tWhyFileList)},
	views: []importView{
		{name: tImportAll, results: nil}, {name: tImportBad, results: []string{"damaged", "invalid", "no_value", "ask", "match_masked"}}, {name: tImportLook, results: []string{"ambiguous", "conflict"}},
		{name: tImportHolds, results: []string{"match", "already_recalled", "not_in_hand"}}, {name: tImportRest, results: []string{"duplicate", "skipped"}},
	},
}

func newResidentImport(d *desk) *residentImport {
	s := &residentImport{}
	s.listImport = newListImport(d, s, residentSpec)
	return s
}

func (s *residentImport) begin(d *desk) tea.Cmd {
	file, errands, desk, again := s.value(fFile), d.p.Errands, d.p.Desk, s.again
	return s.read(d, func(ctx context.Context, far func(station.Progress)) (*station.ResidentPreview, []scheme.Text, error) {
		l, told, err := errands.ResidentList(ctx, file, far)
		if err != nil {
			return nil, nil, err
		}
		l.Again, l.Told = again, far
		p, err := desk.PreviewResidents(ctx, l)
		if err != nil {
			return nil, nil, err
		}
		return p, saidBefore(p.Known, told), nil
	})
}

// first is the view of the rows left out, where there are some.
func (s *residentImport) first() int {
	if s.p.Sum.Left > 0 {
		return 1
	}
	return 0
}

func (s *residentImport) confirm(d *desk) tea.Cmd {
	switch sum := s.p.Sum; {
	case s.p.Known != nil:
		return s.loadAgain(d)
	case sum.Before != 0:
		s.tell(widget.RoleHint, count(tListBefore, sum.Before))
		return nil
	case !s.twice(d, count(tResidentsSure, sum.Residents, sum.Left)):
		return nil
	}
	s.note = widget.Note{}
	desk, p := d.p.Desk, s.p
	return s.long.writeOn(d, s, func(ctx context.Context) tea.Msg {
		done, err := desk.ConfirmResidents(ctx, p)
		return confirmedMsg[station.ResidentPreview]{done, err}
	})
}

func (s *residentImport) confirmed(d *desk, msg confirmedMsg[station.ResidentPreview]) tea.Cmd {
	s.long.end()
	switch {
	case msg.err != nil && s.long.stops:
		s.tell(widget.RoleWarn, tStoppedNothing)
		return nil
	case msg.err != nil:
		s.failed(d, msg.err)
		return nil
	}
	s.take(msg.p)
	s.done = true
	s.tell(widget.RoleGood, count(tResidentsLoaded, s.p.Sum.Residents, s.p.Sum.Left))
	h := d.stack[0].(*home)
	return tea.Batch(s.show(d, s.list.Home), h.askToday(d))
}

func (s *residentImport) rows() []station.ListAnswer { return s.p.Rows }

func (s *residentImport) lines(lang widget.Lang) func(i int) widget.Row {
	rows := s.p.Rows
	return func(i int) widget.Row { return residentLine(i, rows[i], lang) }
}

func residentLine(i int, r station.ListAnswer, lang widget.Lang) widget.Row {
	role, number := widget.RolePlain, ""
	switch {
	case r.LeftOut():
		role = widget.RoleBad
	case r.Result == "conflict" || r.Result == "ambiguous":
		role = widget.RoleWarn
	}
	if len(r.Numbers) > 0 {
		number = r.Numbers[0]
	}
	return importLine(i, r, role, importSays[r.Result], number, lang)
}

func (s *residentImport) sum(d *desk) string {
	sum := s.p.Sum
	return fmt.Sprintf(d.say(tResidentsSum), sum.Rows, sum.Residents, sum.Holders, sum.Rows-sum.Residents-sum.Left-sum.Skipped, sum.Left, sum.Skipped)
}

func (s *residentImport) actions(*desk) []action { return s.offered() }
func (s *residentImport) chapter(*desk) widget.T { return cDoors }
