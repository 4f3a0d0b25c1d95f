package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/watch"
)

// A list that came after a pass was given may mean its holder: then no paper is made of
// it before an officer has held both side by side, and said what was seen. The answer is
// kept like one that settles a case, under the person and the entry, so that neither
// the desk nor a later check asks again.

// What an Overridden event says of an entry that may mean a holder.
const (
	notListed = "not_listed"
	isListed  = "listed"
)

// heldRecord is the sealed record of such an event. The holder is the one of that
// event's record, as he was known then.
type heldRecord struct {
	noteRecord
	Holder int64       `json:"holder"`
	Watch  []watchSaid `json:"watch"`
}

// AnswerListed records whether the entries that may mean a pass's holder do: same, or
// somebody else of that name or number. No entries are all that ask. Whoever is listed
// gets no new paper by it, and is recalled by nobody but who orders it.
func (s *Station) AnswerListed(ctx context.Context, n registry.Number, entries []int64, same bool, reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSettle); err != nil {
		return err
	}
	reason, err := because(reason)
	if err != nil {
		return err
	}
	p, err := s.passState(ctx, n.String())
	if err != nil {
		return fmt.Errorf("answer about a list: %w", err)
	}
	asked, err := s.askedAbout(ctx, p, entries)
	if err != nil {
		return err
	}
	d := &draft{passes: map[string]registry.PassState{p.Number.String(): p}}
	record := heldRecord{noteRecord{reason}, p.Record, saidOf(asked, same)}
	body := registry.OverriddenBody{Warning: warnWatch, Choice: notListed}
	if same {
		body.Choice = isListed
	}
	d.events = append(d.events, draftEvent{kind: registry.Overridden, pass: p.Number.String(), body: registry.Body(body), record: registry.Body(record)})
	s.openDay(d) // now, so that the event has its number
	if d.change.Watch.Answers, err = s.heldAnswers(ctx, record, s.head.Event+int64(len(d.events))); err != nil {
		return err
	}
	return s.carry(ctx, registry.DoSettle, d)
}

// askedAbout are the entries about which somebody has to look, of those that are named.
func (s *Station) askedAbout(ctx context.Context, p registry.PassState, entries []int64) ([]int64, error) {
	holder, err := s.holder(ctx, p)
	if err != nil {
		return nil, err
	}
	told, err := s.listedSince(ctx, holder, p)
	if err != nil {
		return nil, err
	}
	var asked []int64
	for _, w := range told {
		if w.Match.Asks() {
			asked = append(asked, w.ID)
		}
	}
	if len(entries) == 0 {
		entries = asked
	}
	for _, id := range entries {
		if !slices.Contains(asked, id) {
			return nil, notSo("entry", fmt.Sprintf("第 %d 条没有问到这张证的持证人", id), fmt.Sprintf("entry %d asks nothing about the holder of this pass", id))
		}
	}
	if len(entries) == 0 {
		return nil, notSo("entry", "没有名单要对照这张证的持证人", "no list asks about the holder of this pass")
	}
	return entries, nil
}

// heldAnswers are the answers of such an event, as the store keeps them.
func (s *Station) heldAnswers(ctx context.Context, r heldRecord, event int64) ([]WatchAnswer, error) {
	holder, _, err := s.holderAt(ctx, r.Holder)
	if err != nil {
		return nil, err
	}
	person := s.blindly(watch.PersonKey(s.personOf(holder, "active")))
	var answers []WatchAnswer
	for _, w := range r.Watch {
		answers = append(answers, WatchAnswer{Entry: w.Entry, Person: person, Same: w.Same, Event: event})
	}
	return answers, nil
}

// answersAtHand are the answers that an event about a holder gave, read from its record.
func (s *Station) answersAtHand(ctx context.Context, event int64) ([]WatchAnswer, error) {
	var r heldRecord
	if err := s.readRecord(ctx, event, &r); err != nil {
		return nil, err
	}
	return s.heldAnswers(ctx, r, event)
}

// ofList reports the body of an Overridden event that answers about a list.
func ofList(b registry.OverriddenBody) bool { return b.Choice == notListed || b.Choice == isListed }
