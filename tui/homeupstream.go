package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"passdesk/registry/station"
)

// lateHours is the age from which events without a receipt are named at home: what is
// younger goes up with the day's parcel.
const lateHours = 24

// outboxMsg is how many events upstream has not receipted for so long, and how much it
// asks of this station; and how many numbers ended with a revoked key.
type outboxMsg struct{ late, tasks, ended int }

// askOutbox asks when the desk opens and after an exchange, and only where there is an upstream: the
// answer reads the log behind the last receipt.
func (h *home) askOutbox(d *desk) tea.Cmd {
	if h.info.OwnRoot {
		return nil
	}
	desk := d.p.Desk
	return d.ask(h, func(ctx context.Context) tea.Msg {
		o, err := desk.Outbox(ctx)
		if err != nil { // the exchange itself says what is wrong with it
			return outboxMsg{}
		}
		return outboxMsg{lateEvents(o), o.Tasks, o.Ended}
	})
}

// lateEvents are those of an outbox that have waited too long.
func lateEvents(o station.Outbox) int {
	late := 0
	for _, item := range o.Items {
		if o.Upstream && item.Age >= lateHours {
			late += int(item.Count)
		}
	}
	return late
}
