package station

import (
	"context"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/unique"
)

// OnList is a person who stands on a list, or may: no paper goes out until the rules
// have answered, the entry is lifted, or somebody has looked whether it means them.
type OnList struct {
	Watch  []Watched
	Number registry.Number // the pass of which no paper is made
}

func (o *OnList) Error() string { return "station: the person is on a watch list" }
func (o *OnList) Unwrap() error { return ErrInvalid }

// Sentences is what the person at the desk is told.
func (o *OnList) Sentences() (zh, en string) {
	if surely := surelyListed(o.Watch); len(surely) > 0 {
		says := listsSay(surely)
		return says.ZH + "。不出新的纸证；核实有误的，由负责人移出名单后再办（按 Ctrl+P 输 ycmd，命令 watch lift）。",
			says.EN + ". No new paper is made; where the list is wrong, an officer lifts the entry first (Ctrl+P, lift; command watch lift)."
	}
	asks := listsAsk(o.Watch)
	return asks.ZH + "。不出新的纸证；负责人对照后答复（打开 " + o.Number.Grouped() + " 按 F5，命令 watch answer），答复过的不再问。",
		asks.EN + ". No new paper is made before an officer has compared and answered (open " + o.Number.Grouped() + " and press F5, command watch answer); what was answered is not asked again."
}

// ListedHolder is a pass in hand whose holder a list names that was not known when it
// was issued: no paper of it is made, and what is out has to be decided about.
type ListedHolder struct {
	Number registry.Number
	Watch  []Watched
}

// Asks reports that the lists only may mean the holder: somebody has to look.
func (l ListedHolder) Asks() bool { return len(surelyListed(l.Watch)) == 0 }

// Unmade is why no paper of it is made.
func (l ListedHolder) Unmade() error { return &OnList{l.Watch, l.Number} }

// Warning says that the pass is good still, and what is to be done.
func (l ListedHolder) Warning() scheme.Text { return listedInHand(l.Watch) }

func listedInHand(watch []Watched) scheme.Text {
	surely := surelyListed(watch)
	if len(surely) == 0 {
		asks := listsAsk(watch)
		return scheme.Text{
			ZH: asks.ZH + "。这张证还没有收回，答复以前不出新的纸证：负责人打开它按 F5 答复，命令 watch answer；是本人的，再通知收回。",
			EN: asks.EN + ". This pass is not recalled, and no new paper is made before an officer answers: open it and press F5, command watch answer; where it is the holder, order it back then.",
		}
	}
	says := listsSay(surely)
	return scheme.Text{
		ZH: says.ZH + "。这张证还没有收回：核实无误的，通知收回（打开它按 Ctrl+B，命令 recall）；有误的，由负责人移出名单（按 Ctrl+P 输 ycmd，命令 watch lift）。",
		EN: says.EN + ". This pass is not recalled: where the list is right, order it back (open it and press Ctrl+B, command recall); where it is wrong, an officer lifts the entry (Ctrl+P, lift; command watch lift).",
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

// listedNow is that of a pass that is in hand, or may have its next copy.
func (s *Station) listedNow(ctx context.Context, p registry.PassState) ([]Watched, error) {
	if !p.Status.InHand() && !slices.Contains(registry.Allowed(p.Status), registry.Reprinted) {
		return nil, nil
	}
	holder, err := s.holder(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.listedSince(ctx, holder, p)
}

// mayHavePaper is *OnList where the step would put a paper into the hand of a
// holder whom a list names, or may name, that was not known when the pass was issued:
// then the rules have not been asked about it. A recall that is taken back makes no
// paper: an entry that only asks is answered before the next one.
func (s *Station) mayHavePaper(ctx context.Context, step registry.Kind, p registry.PassState) error {
	if step != registry.Reprinted && step != registry.Reinstated && step != registry.PrintIntended {
		return nil
	}
	holder, err := s.holder(ctx, p)
	if err != nil {
		return err
	}
	told, err := s.listedSince(ctx, holder, p)
	if step == registry.Reinstated {
		told = surelyListed(told)
	}
	return onList(told, p, err)
}

// notListedSince is *OnList of a holder whom a list names that the rules were not asked
// about, or may name.
func (s *Station) notListedSince(ctx context.Context, holder registry.Application, p registry.PassState) error {
	told, err := s.listedSince(ctx, holder, p)
	return onList(told, p, err)
}

func onList(told []Watched, p registry.PassState, err error) error {
	if err == nil && len(told) > 0 {
		err = &OnList{told, p.Number}
	}
	return err
}

// listedSince is what lists say of a holder that the rules were not asked about when the
// pass was given, and what they may say of him that nobody has looked at.
func (s *Station) listedSince(ctx context.Context, holder registry.Application, p registry.PassState) (told []Watched, err error) {
	person := s.personOf(holder, "active")
	listed, err := s.onLists(ctx, person, unique.Keys(person), s.ports.today())
	if err != nil {
		return nil, err
	}
	for _, l := range listed {
		if !l.concerns() {
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

// concerns: the entry states something of the holder that a rule could answer, or
// somebody has to look whether it does.
func (l listing) concerns() bool { return l.fit.Asks() || l.fit.Counts() && l.entry.Fact() != "" }

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
