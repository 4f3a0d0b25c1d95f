package station

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"passdesk/registry"
)

// Exchanged is something that went to upstream, or that came from there.
type Exchanged struct {
	At    time.Time `json:"at"`
	Up    bool      `json:"up,omitempty"`   // it went; else it came
	What  string    `json:"what"`           // parcel; receipt, task, branch, watch, directory, areas, station_keys, gate_lists, licence, upstream
	From  int64     `json:"from,omitempty"` // of a parcel: its first event
	To    int64     `json:"to,omitempty"`   // its last; of a receipt: through which event
	Count int       `json:"count,omitempty"`
	Here  bool      `json:"receipted,omitempty"` // of a parcel: upstream has all of it
}

// mostExchanged is how much of it an outbox tells.
const mostExchanged = 8

// exchangedKinds are the events that speak of it.
var exchangedKinds = []registry.Kind{registry.Exported, registry.Receipted, registry.TaskTaken, registry.ListImported, registry.LicenceTaken, registry.UpstreamTaken, registry.BranchReturned}

// readExchanged reads what was exchanged last, the newest first. Things of one kind
// that came one after the other are one line.
func (o *Outbox) readExchanged(ctx context.Context, s *Station) error {
	var last []Exchanged
	for e, err := range s.ports.Store.EventsOf(ctx, 0, exchangedKinds...) {
		if err != nil {
			return err
		}
		x, is := exchangedBy(e)
		if !is {
			continue
		}
		x.At, x.Here = e.At.In(s.ports.Zone), x.Up && x.To <= o.Through
		if n := len(last) - 1; n >= 0 && last[n].What == x.What && !x.Up && x.What != "receipt" && x.At.Sub(last[n].At) < time.Minute {
			x.Count += last[n].Count
			last = last[:n]
		}
		if last = append(last, x); len(last) > 4*mostExchanged {
			last = slices.Delete(last, 0, len(last)-mostExchanged)
		}
	}
	slices.Reverse(last)
	o.Last = last[:min(len(last), mostExchanged)]
	return nil
}

func exchangedBy(e registry.Event) (x Exchanged, is bool) {
	switch e.Kind {
	case registry.Exported:
		from, parcel := parcelOf(e)
		return Exchanged{Up: true, What: "parcel", From: from, To: e.No, Count: int(e.No + 1 - from)}, parcel
	case registry.Receipted:
		through, _, ok := receiptOf(e)
		return Exchanged{What: "receipt", To: through}, ok
	case registry.TaskTaken:
		return Exchanged{What: "task", Count: 1}, true
	case registry.ListImported:
		var b registry.ListBody
		sent := json.Unmarshal(e.Body, &b) == nil && b.Sent > 0
		return Exchanged{What: b.List, Count: b.Count}, sent
	case registry.LicenceTaken:
		return Exchanged{What: "licence"}, true
	case registry.BranchReturned:
		var b registry.BranchBody
		_ = json.Unmarshal(e.Body, &b) // what cannot be read brought nothing
		return Exchanged{What: string(registry.SentReturned), Count: b.Passes}, true
	}
	return Exchanged{What: "upstream"}, true
}
