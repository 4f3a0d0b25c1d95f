package station

import (
	"context"
	"fmt"
	"slices"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// Outbox is what upstream has of this register, and what it has not. Nothing leaves it
// but by a receipt.
type Outbox struct {
	Upstream  bool      `json:"upstream"`              // it is known where parcels go
	Events    int64     `json:"events"`                // of the register
	Through   int64     `json:"receipted_through"`     // upstream has the events up to here
	Receipted time.Time `json:"receipted_at,omitzero"` // when the last receipt was taken in
	Waiting   int64     `json:"waiting"`               // events behind it, without those that are about sending
	Items     []Unsent  `json:"items"`                 // the oldest first
	Tasks     int       `json:"tasks_open"`
	Ended     int       `json:"numbers_ended,omitempty"` // passes in use behind the last good number of a revoked key: see OldPapers

	Last []Exchanged `json:"last,omitempty"` // what went and came last, the newest first

	Lists []LostList `json:"lists_lost,omitempty"` // loaded behind a backup that was put back: to be loaded again
}

// Unsent is a stretch of the log without a receipt: one that went into a parcel, or
// one that did not.
type Unsent struct {
	State  string      `json:"state"` // sent, unsent
	From   int64       `json:"from"`
	To     int64       `json:"to"`
	Count  int64       `json:"count"`         // of events, without those that are about sending
	Since  time.Time   `json:"since"`         // when the first of them happened
	Made   time.Time   `json:"made,omitzero"` // of a parcel: when it was made
	Age    int         `json:"age_hours"`     // of the first of them
	Why    scheme.Text `json:"why"`
	Next   scheme.Text `json:"next"`
	Parcel int         `json:"parcels,omitempty"` // so many parcels hold them
}

// Outbox tells what upstream has not receipted, how old it is, why, and what to do.
func (s *Station) Outbox(ctx context.Context) (Outbox, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return Outbox{}, err
	}
	o, err := s.outbox(ctx)
	if err != nil {
		return Outbox{}, fmt.Errorf("read the outbox: %w", err)
	}
	return o, nil
}

func (s *Station) outbox(ctx context.Context) (Outbox, error) {
	o := Outbox{Events: s.head.Event, Items: []Unsent{}, Lists: s.back.Lists}
	_, err := s.upstream(ctx)
	o.Upstream = err == nil
	kept, err := s.ports.Store.LastReceipt(ctx)
	if err != nil && !isNotFound(err) {
		return o, err
	}
	o.Through = kept.Through
	if kept.Event > 0 {
		if o.Receipted, err = s.timeOf(ctx, kept.Event); err != nil {
			return o, err
		}
	}
	if err := o.readBehind(ctx, s); err != nil {
		return o, err
	}
	if err := o.readExchanged(ctx, s); err != nil {
		return o, err
	}
	tasks, err := collectRows(s.ports.Store.Tasks(ctx, false))
	if err != nil {
		return o, err
	}
	ended, err := s.underEnded(ctx)
	o.Tasks, o.Ended = len(tasks), len(ended)
	return o, err
}

// readBehind reads the log behind the last receipt into one item that was sent and
// one that was not.
func (o *Outbox) readBehind(ctx context.Context, s *Station) error {
	open := Unsent{State: "unsent"}
	var sent Unsent
	for e, err := range s.ports.Store.EventsAfter(ctx, o.Through) {
		if err != nil {
			return err
		}
		if isNews(e) {
			open.add(e, s.ports.Zone)
			continue
		}
		from, parcel := parcelOf(e)
		if !parcel || open.Count == 0 && sent.Count == 0 {
			continue
		}
		if from <= o.Through+1 { // it holds all that came before
			sent = sent.with(open)
			sent.State, sent.To, sent.Made = "sent", e.No, e.At.In(s.ports.Zone)
			sent.Parcel++
			open = Unsent{State: "unsent"}
		}
	}
	var failed NotSent
	if s.ports.NotSent != nil {
		failed = s.ports.NotSent()
	}
	for _, u := range []Unsent{sent, open} {
		if u.Count == 0 {
			continue
		}
		lost := u.lost(failed)
		u.Age = int(s.ports.Now().Sub(u.Since) / time.Hour)
		if u.Why, u.Next = u.explain(o.Upstream, s.standsAlone()); lost && o.Upstream {
			u.Why, u.Next = u.explainLost(failed, s.ports.Zone)
		}
		o.Waiting += u.Count
		o.Items = append(o.Items, u)
	}
	return nil
}

func (u *Unsent) add(e registry.Event, zone *time.Location) {
	if u.Count == 0 {
		u.From, u.Since = e.No, e.At.In(zone)
	}
	u.To = e.No
	u.Count++
}

// with is the earlier stretch and the later one.
func (u Unsent) with(later Unsent) Unsent {
	switch {
	case u.Count == 0:
		later.Parcel = u.Parcel
		return later
	case later.Count > 0:
		u.To = later.To
	}
	u.Count += later.Count
	return u
}

// lost: the newest of the parcels with it was signed, and came to no stick and over no
// connection. Those are not counted, and where it is so of all of them nothing was sent.
func (u *Unsent) lost(failed NotSent) bool {
	if u.State != "sent" {
		return false
	}
	for _, end := range failed.Ends {
		if end >= u.From && end <= u.To {
			u.Parcel--
		}
	}
	if u.Parcel <= 0 {
		u.State, u.Made, u.Parcel = "unsent", time.Time{}, 0
	}
	return slices.Contains(failed.Ends, u.To)
}

func (u Unsent) explainLost(failed NotSent, zone *time.Location) (why, next scheme.Text) {
	at := failed.At.In(zone).Format("2006-01-02 15:04")
	why = both("最近一次（%s）没有送出。", "The last try (%s) came to nothing: ", at)
	why = scheme.Text{ZH: why.ZH + failed.Why.ZH, EN: why.EN + failed.Why.EN}
	next = both("照这里说的办，再交一次：sync 或 bundle create。没有网络、或包裹太大的，用 U 盘。", "Do as it says there, and send once more: sync, or bundle create. With no network, or a parcel that is too large, take a stick.")
	if u.State == "sent" {
		next = inARow(both("以前做的包裹还没有回执，也可以带去。", "A parcel of before has no receipt yet and may be carried there, too."), next)
	}
	return why, next
}

func (u Unsent) explain(upstream, alone bool) (why, next scheme.Text) {
	switch {
	case !upstream:
		zh, en := (&NoUpstream{alone}).Sentences()
		return both("不知道交到哪里。", "It is not known where to send them."), scheme.Text{ZH: zh, EN: en}
	case u.State == "sent":
		return both("已做成包裹，上级的回执还没有回来。", "They are in a parcel, and upstream's receipt has not come back."),
			both("把带回执的包裹拿回来：bundle open 文件，或 sync。包裹丢了也不要紧，再做一份即可。", "Bring the parcel with the receipt back: bundle open FILE, or sync. Where the parcel was lost, make another.")
	}
	return both("还没有做成包裹。", "They are in no parcel yet."),
		both("bundle create --out 文件夹，或 sync 文件夹（U 盘）、sync 网址。", "bundle create --out DIR, or sync with a folder (a stick) or an address.")
}

func (s *Station) timeOf(ctx context.Context, event int64) (time.Time, error) {
	for e, err := range s.ports.Store.EventsAfter(ctx, event-1) {
		return e.At.In(s.ports.Zone), err
	}
	return time.Time{}, fmt.Errorf("%w: event %d is missing", ErrDamaged, event)
}
