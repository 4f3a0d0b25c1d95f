package tui

import (
	"context"
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// affectedStation is what the daily dynamic asks of the station.
type affectedStation interface {
	Affected(ctx context.Context, told func(station.Progress)) ([]station.Affected, error)
}

// dynamicScreen is the daily dynamic: whose pass would not be issued today, and why.
// It recalls nobody: Enter opens the pass, where somebody decides.
type dynamicScreen struct {
	h     *home
	list  *widget.List
	all   []station.Affected
	read  bool
	note  widget.Note
	stop  context.CancelFunc // while the passes are asked about
	begun time.Time
	far   *farther
}

func newDynamic(d *desk, h *home) *dynamicScreen {
	s := &dynamicScreen{h: h}
	s.list = widget.NewList([]widget.Column{
		{Title: tName, Cells: 8, Grow: true}, {Title: tNumber, Cells: 17}, {Title: tAffectedSince, Cells: 10}, {Title: tImportWhy, Cells: 20, Grow: true}, {Title: tSource, Cells: 12, Grow: true},
	}, inMemory(nil))
	s.list.SetHeight(s.rows(d))
	return s
}

func (s *dynamicScreen) rows(d *desk) int { return max(d.h-1-5, 5) }

// affectedMsg is who is affected today.
type affectedMsg struct {
	all []station.Affected
	err error
}

func (s *dynamicScreen) load(d *desk) tea.Cmd {
	ctx, stop := context.WithCancel(d.ctx)
	s.stop, s.begun, s.far = stop, d.now(), &farther{}
	desk, far := d.p.Desk, s.far
	return tea.Batch(d.read(s, func(context.Context) tea.Msg {
		all, err := desk.Affected(ctx, far.come)
		return affectedMsg{all, err}
	}), s.lookAgain())
}

func (s *dynamicScreen) lookAgain() tea.Cmd {
	if s.stop == nil {
		return nil
	}
	return tea.Tick(farLook, func(time.Time) tea.Msg { return farMsg{} })
}

func (s *dynamicScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg, shownMsg:
		return s.load(d)
	case farMsg:
		return s.lookAgain()
	case affectedMsg:
		return s.came(d, msg)
	case relabelledMsg:
		return s.show(d)
	case tea.WindowSizeMsg:
		return s.list.SetHeight(s.rows(d))
	case tea.KeyPressMsg:
		return s.key(d, msg)
	}
	_, cmd := s.list.Update(msg)
	return cmd
}

func (s *dynamicScreen) came(d *desk, msg affectedMsg) tea.Cmd {
	s.stop = nil
	if msg.err != nil {
		d.drop()
		s.note = widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
		return nil
	}
	s.all, s.read = msg.all, true
	s.h.affected = len(s.all)
	return s.show(d)
}

func (s *dynamicScreen) show(d *desk) tea.Cmd {
	var rows []widget.Row
	for i, a := range s.all {
		role, whose := widget.RoleBad, a.List
		if a.Asks {
			role = widget.RoleWarn
		}
		if whose == "" {
			whose = d.say(tByDays)
		}
		why := d.say(plain(a.Why))
		if a.Asks {
			why = d.say(tToCompare) + why
		}
		rows = append(rows, widget.Row{Key: strconv.Itoa(i), Role: role, Cells: []string{a.Name, a.Number.Grouped(), a.Since.String(), why, whose}})
	}
	return tea.Batch(s.list.Query(inMemory(rows)), s.list.Reload())
}

func (s *dynamicScreen) key(d *desk, msg tea.KeyPressMsg) tea.Cmd {
	e, cmd := s.list.Update(msg)
	switch e {
	case widget.ListBack:
		if s.stop != nil {
			s.stop()
		}
		return d.pop()
	case widget.ListChosen:
		if row, ok := s.list.Selected(); ok {
			return d.push(newDetail(d, s.h, row.Cells[1]))
		}
	}
	return cmd
}

func (s *dynamicScreen) view(d *desk) widget.Block {
	out := &lines{d: d}
	right := ""
	if s.read {
		right = fmt.Sprintf(d.say(tAffectedCount), len(s.all))
	}
	out.Lines = append(out.Lines, d.st.Paint(widget.RoleTitle, spread(d.say(titleOf(tDynamic)), right, d.w)))
	out.wrap(widget.RoleHint, d.say(tDynamicWhat))
	switch row, ok := s.list.Selected(); {
	case s.stop != nil && !s.read && d.now().Sub(s.begun) >= slow:
		p := s.far.read()
		out.Lines = append(out.Lines, widget.Progress(d.w, d.say(plain(p.Step)), int(p.Share*100), 100, widget.ASCIIRules(), d.st))
	case !s.note.Text.IsZero():
		out.add(s.note.Role, d.say(s.note.Text))
	case s.read && len(s.all) == 0:
		out.add(widget.RoleGood, d.say(tNobodyAffected))
	case ok:
		out.add(widget.RolePlain, row.Cells[3])
	default:
		out.blank()
	}
	s.list.Rowless(widget.T{})
	if s.read {
		s.list.Rowless(tNoneTurned)
	}
	return widget.Stack(out.Block, s.list.View(d.w, d.st, d.lang))
}

func (s *dynamicScreen) keys(*desk) []widget.Binding {
	return append(openKey(s.list, tOpenPass), keyMove, keyEsc)
}

func (s *dynamicScreen) actions(*desk) []action { return nil }

// askAffected counts at the opening of a day whom the lists and the days have turned;
// the screen of it tells who.
func (h *home) askAffected(d *desk) tea.Cmd {
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		all, err := desk.Affected(ctx, nil)
		return affectedMsg{all, err}
	})
}

// affectedLine says on the empty desk how many are affected.
func (h *home) affectedLine(out *lines) {
	if h.affected > 0 {
		out.wrap(widget.RoleWarn, out.d.say(count(tAffectedToday, h.affected)))
		out.blank()
	}
}
