package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/watch"
)

// WatchLine is one entry of the lists, masked: enough to know it again.
type WatchLine struct {
	ID     int64       `json:"id"`
	Name   string      `json:"name,omitempty"`
	Number string      `json:"number,omitempty"`
	Why    string      `json:"why"`
	Says   scheme.Text `json:"says"`
	On     civil.Date  `json:"on,omitzero"`
	Listed civil.Date  `json:"listed"`
	Until  civil.Date  `json:"until,omitzero"`
	Source string      `json:"source"`
	State  string      `json:"state"`           // stands, over (its last day has gone by), ended (lifted, or a newer one came)
	Event  int64       `json:"event"`           // the list that brought it
	Ended  int64       `json:"ended,omitempty"` // the event that ended it
}

// WatchFilter narrows the list. The zero filter is everything that stands.
type WatchFilter struct {
	Person string // a document number or a name: what stands about it
	All    bool   // also what was lifted or replaced
	From   int64  // go on behind this entry
	Limit  int
}

// Watch reads the lists, the oldest entry first.
func (s *Station) Watch(ctx context.Context, f WatchFilter) ([]WatchLine, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoLists); err != nil {
		return nil, err
	}
	var found []SealedEntry
	var err error
	if f.Person = strings.TrimSpace(f.Person); f.Person != "" {
		found, err = s.ports.Store.Watched(ctx, s.allBlindly(watch.FindKeys(f.Person)))
	} else {
		found, err = s.ports.Store.WatchPage(ctx, f.From, f.Limit, f.All)
	}
	if err != nil {
		return nil, fmt.Errorf("read the watch list: %w", err)
	}
	lines := make([]WatchLine, 0, len(found))
	for _, sealed := range found[:min(len(found), max(f.Limit, 0))] {
		l, err := s.watchLine(sealed)
		if err != nil {
			return lines, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func (s *Station) watchLine(sealed SealedEntry) (WatchLine, error) {
	e, err := s.openEntry(sealed)
	if err != nil {
		return WatchLine{}, err
	}
	l := WatchLine{
		ID: sealed.ID, Name: e.MaskedName(), Number: e.Masked(), Why: e.Why, Says: e.Says(), On: e.On, Listed: e.Listed, Until: e.Until,
		Source: e.Source, State: "stands", Event: sealed.Event, Ended: sealed.Ended,
	}
	switch {
	case sealed.Ended != 0:
		l.State = "ended"
	case !e.Until.IsZero() && s.ports.today().After(e.Until):
		l.State = "over"
	}
	return l, nil
}

// LiftWatch takes an entry off the list, for a reason that stays sealed: the list
// was wrong, or whoever made it has taken it back.
func (s *Station) LiftWatch(ctx context.Context, id int64, reason string) (WatchLine, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLists); err != nil {
		return WatchLine{}, err
	}
	reason, err := because(reason)
	if err != nil {
		return WatchLine{}, err
	}
	found, err := s.ports.Store.WatchPage(ctx, id-1, 1, true)
	switch {
	case err != nil:
		return WatchLine{}, fmt.Errorf("lift an entry: %w", err)
	case len(found) == 0 || found[0].ID != id:
		return WatchLine{}, notSo("entry", "名单上没有这一条，请用 watch list 核对条号", "the watch list has no such entry: compare its number with watch list")
	case found[0].Ended != 0:
		return WatchLine{}, notSo("entry", "这一条已经移出名单，或已由新名单代替", "this entry was lifted already, or a newer list replaced it")
	}
	e, err := s.openEntry(found[0])
	if err != nil {
		return WatchLine{}, err
	}
	event := s.head.Event + 1
	err = s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.WatchLifted, body: registry.Body(registry.WatchBody{Entry: id}), record: registry.Body(noteRecord{reason})}},
		change: Change{Watch: WatchChange{Ended: []SealedEntry{{ID: id, Event: event, Keys: s.allBlindly(e.Keys())}}}},
	})
	if err != nil {
		return WatchLine{}, fmt.Errorf("lift an entry: %w", err)
	}
	found[0].Ended = event
	return s.watchLine(found[0])
}

// recallGround is the reason of a recall that the entry gives.
func recallGround(e watch.Entry, day civil.Date) (ground string, ok bool) {
	ground = e.Recall(day)
	return ground, slices.Contains(RecallReasons, ground)
}
