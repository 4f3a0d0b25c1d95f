package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// passAppeal is the newest appeal about the pass, as its history tells it.
type passAppeal struct {
	id     int64
	no     registry.CaseNo
	waits  bool // for a decision
	upheld bool
}

func appealIn(history []station.Happened) (a passAppeal) {
	for _, e := range history {
		if e.Kind == registry.AppealLodged && e.Event == e.Case {
			a = passAppeal{id: e.Case, no: e.CaseNo}
		}
		if e.Case == 0 || e.Case != a.id {
			continue
		}
		switch e.Kind {
		case registry.AppealLodged, registry.AppealReopened:
			a.waits, a.upheld = true, false
		case registry.AppealDecided:
			a.waits, a.upheld = false, strings.HasPrefix(e.Note, "uphold")
		}
	}
	return a
}

// appealKey opens the appeal that waits or was upheld (it may be taken up again);
// else the holder appeals.
func (s *detailScreen) appealKey(d *desk) tea.Cmd {
	if s.appeal.waits || s.appeal.upheld {
		s.note = widget.Note{} // it will not stand so when it is seen again
		return d.push(newCase(s.h, s.appeal.id))
	}
	return s.askAppeal(d)
}

func (s *detailScreen) askAppeal(d *desk) tea.Cmd {
	if !s.mayAppeal() {
		s.turnDown(registry.AppealLodged)
		return nil
	}
	number := s.d.Number
	var confirm *widget.Confirm
	s.asks(d, keyChild, tPassLodged, widget.ConfirmSpec{Title: tPassLodgeTitle, Lines: []widget.T{tPassLodgeWhat}, Also: tEvidence},
		func(ctx context.Context, desk detailStation, why string, _ int) error {
			_, err := desk.LodgePassAppealWith(ctx, number.String(), station.Statement{Reason: why, Evidence: confirm.Also()})
			return err
		})
	confirm = s.confirm
	return nil
}

// mayAppeal: one appeal about a pass at a time.
func (s *detailScreen) mayAppeal() bool { return s.read && s.lodges && !s.appeal.waits }

// appealActions are what the palette offers about an appeal, the one with the key
// first.
func (s *detailScreen) appealActions() []action {
	switch {
	case s.appeal.waits:
		return []action{{Binding: as(keyChild, tOpenAppeal)}}
	case s.appeal.upheld && s.mayAppeal():
		return []action{{Binding: as(keyChild, tOpenAppeal)}, {widget.NewBinding(tPassLodge), func(d *desk) tea.Cmd { return s.askAppeal(d) }}}
	case s.appeal.upheld:
		return []action{{Binding: as(keyChild, tOpenAppeal)}}
	case s.mayAppeal():
		return []action{{Binding: as(keyChild, tPassLodge)}}
	}
	return nil
}
