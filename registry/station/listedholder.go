package station

import (
	"context"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// OnList is a person who stands on a list: no paper goes out until the rules have
// answered, or the entry is lifted.
type OnList struct{ Watch []Watched }

func (o *OnList) Error() string { return "station: the person is on a watch list" }
func (o *OnList) Unwrap() error { return ErrInvalid }

// Sentences is what the person at the desk is told.
func (o *OnList) Sentences() (zh, en string) {
	says := listsSay(o.Watch)
	return says.ZH + "。不出新的纸证；核实有误的，由负责人用 watch lift 移出后再办。",
		says.EN + ". No new paper is made; where the list is wrong, an officer lifts the entry with watch lift first."
}

// listsSay is what lists say of a holder.
func listsSay(watch []Watched) scheme.Text {
	var zh, en string
	for i, w := range watch {
		if i > 0 {
			zh, en = zh+"；", en+"; "
		}
		zh += fmt.Sprintf("%s，%s 列入（第 %d 条，%s）", w.Says.ZH, w.Listed, w.ID, w.Source)
		en += fmt.Sprintf("%s, since %s (entry %d, %s)", w.Says.EN, w.Listed, w.ID, w.Source)
	}
	return scheme.Text{ZH: "持证人在名单上：" + zh, EN: "The holder is on a list: " + en}
}

// ListedHolder is a pass in hand whose holder a list names that was not known when it
// was issued: no paper of it is made, and what is out has to be decided about.
type ListedHolder struct {
	Number registry.Number
	Watch  []Watched
}

// Unmade is why no paper of it is made.
func (l ListedHolder) Unmade() error { return &OnList{l.Watch} }

// Warning says that the pass is good still, and what is to be done.
func (l ListedHolder) Warning() scheme.Text { return listedInHand(l.Watch) }

func listedInHand(watch []Watched) scheme.Text {
	says := listsSay(watch)
	return scheme.Text{
		ZH: says.ZH + "。这张证还没有收回：核实无误的，通知收回（打开它按 Ctrl+B，命令 recall）；有误的，由负责人用 watch lift 移出。",
		EN: says.EN + ". This pass is not recalled: where the list is right, order it back (open it and press Ctrl+B, command recall); where it is wrong, an officer lifts the entry with watch lift.",
	}
}

// ListedHolders parts passes whose holder no list names since they were issued from
// those whose holder one does. The order stays.
func (s *Station) ListedHolders(ctx context.Context, numbers []registry.Number) (free []registry.Number, listed []ListedHolder, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, nil, err
	}
	for _, n := range numbers {
		p, err := s.passState(ctx, n.String())
		if err != nil {
			return nil, nil, err
		}
		watched, err := s.listedInHand(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		if len(watched) > 0 {
			listed = append(listed, ListedHolder{n, watched})
		} else {
			free = append(free, n)
		}
	}
	return free, listed, nil
}

// listedInHand is what lists say since of the holder of a pass that is in hand.
func (s *Station) listedInHand(ctx context.Context, p registry.PassState) ([]Watched, error) {
	if !p.Status.InHand() {
		return nil, nil
	}
	holder, err := s.holder(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.listedSince(ctx, holder, p)
}

// mayHavePaper is *OnList where the step would put a paper into the hand of a
// holder whom a list names that was not known when the pass was issued: then the
// rules have not been asked about it.
func (s *Station) mayHavePaper(ctx context.Context, step registry.Kind, p registry.PassState) error {
	if step != registry.Reprinted && step != registry.Reinstated && step != registry.PrintIntended {
		return nil
	}
	holder, err := s.holder(ctx, p)
	if err != nil {
		return err
	}
	return s.notListedSince(ctx, holder, p)
}

// notListedSince is *OnList of a holder whom a list names that the rules were not asked
// about.
func (s *Station) notListedSince(ctx context.Context, holder registry.Application, p registry.PassState) error {
	told, err := s.listedSince(ctx, holder, p)
	if err == nil && len(told) > 0 {
		err = &OnList{told}
	}
	return err
}

// listedSince is what lists say of a holder that the rules were not asked about when the
// pass was given.
func (s *Station) listedSince(ctx context.Context, holder registry.Application, p registry.PassState) (told []Watched, err error) {
	person := s.personOf(holder, "active")
	listed, err := s.onLists(ctx, person, unique.Keys(person), s.ports.today())
	if err != nil {
		return nil, err
	}
	for _, l := range listed {
		if !l.fit.Counts() || l.entry.Fact() == "" {
			continue
		}
		later, err := s.cameAfter(ctx, l, p)
		if err != nil {
			return nil, err
		}
		if later {
			told = append(told, l.told())
		}
	}
	return told, nil
}

// cameAfter reports an entry that was not there yet when the rules were last asked about
// the holder. An address that was put right since gave the pass a new record; the rules
// were not asked about that.
func (s *Station) cameAfter(ctx context.Context, l listing, p registry.PassState) (bool, error) {
	if l.event > p.Record || p.Record == p.FirstEvent {
		return l.event > p.Record, nil
	}
	events, err := s.lifeOf(ctx, p.Number.String())
	if err != nil {
		return false, err
	}
	asked := p.FirstEvent
	for _, e := range events {
		if slices.Contains([]registry.Kind{registry.Issued, registry.Reissued, registry.Corrected}, e.Kind) {
			asked = e.No
		}
	}
	return l.event > asked, nil
}
