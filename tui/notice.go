package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
	"passdesk/tui/widget"
)

// noticer is what notices need of the station.
type noticer interface {
	Notices(ctx context.Context, o station.NoticeOrder) (station.Notices, error)
	NoticesPrinted(ctx context.Context, n station.Notices) error
}

// noticeMsg tells what became of notices.
type noticeMsg struct {
	none  bool // there was nothing to print
	where string
	err   error
}

// askNotices prints notices from the screen, in the queue of the papers, and says
// so.
func (d *desk) askNotices(to screen, o station.NoticeOrder) (widget.Note, tea.Cmd) {
	if d.p.Press == nil || d.p.Press.Place() == "" {
		return widget.Note{Role: widget.RoleWarn, Text: tPlaceFirst}, nil
	}
	desk, press := d.p.Desk, d.p.Press
	return widget.Note{Role: widget.RoleHint, Text: tPrinting}, d.finish(to, func(ctx context.Context) tea.Msg {
		d.pressing.Lock()
		defer d.pressing.Unlock()
		return pressNotices(ctx, desk, press, o)
	})
}

func pressNotices(ctx context.Context, s noticer, press Press, o station.NoticeOrder) noticeMsg {
	n, err := s.Notices(ctx, o)
	if err != nil || n.Count() == 0 {
		return noticeMsg{none: err == nil, err: err}
	}
	where, err := press.PrintNotices(ctx, n)
	if err != nil {
		return noticeMsg{err: fmt.Errorf("%w: %w", errNotice, err)}
	}
	return noticeMsg{where: where, err: s.NoticesPrinted(ctx, n)}
}

// noticeNote says what became of them.
func noticeNote(d *desk, msg noticeMsg) widget.Note {
	switch {
	case msg.err != nil:
		return widget.Note{Role: widget.RoleBad, Text: toldText(msg.err)}
	case msg.none:
		return widget.Note{Role: widget.RoleHint, Text: tNothingToFetch}
	}
	where := shortPath(msg.where, d.w-widget.Width(d.say(tNoticeOut)))
	return widget.Note{Role: widget.RoleGood, Text: widget.T{ZH: tNoticeOut.ZH + where, EN: tNoticeOut.EN + where}}
}
