package station

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
)

// The numbers of the whole scheme that are good no longer come down as the authority signed
// them, for guards. They name nobody and are kept as they came, in the open, with the
// stations' keys beside them: so a station checks the passes of all others too, and while
// it is locked.

// cityLists are the two files.
type cityLists struct {
	Keys    []byte `json:"keys"`
	Recalls []byte `json:"recalls"`
}

// takeRecalls puts the authority's recall list in the place of the one before.
func (s *Station) takeRecalls(ctx context.Context, text string) (Taken, error) {
	root := s.licence.Root()
	l, by, err := licence.ParseRecallsFile([]byte(text))
	if err != nil || root.Own() || by.Name() != root.Name() || !bytes.Equal(by.Public(), root.Public()) {
		return Taken{}, badSent("收回名单不是上级签发的，或被改过；旧的照用。", "the recall list is not one that the authority signed, or it was changed; the one before stays.")
	}
	newest, err := s.newestSent(ctx, listGate)
	if err != nil {
		return Taken{}, fmt.Errorf("take the recall list: %w", err)
	}
	if l.Number <= newest {
		return Taken{Result: TakenKnown}, nil
	}
	var keys string
	sum, err := s.keptList(ctx, listKeys, &keys)
	if err != nil {
		return Taken{}, fmt.Errorf("take the recall list: %w", err)
	}
	if _, bad := licence.ParseKeyList([]byte(keys), root); sum == "" || bad != nil {
		return Taken{}, badSent("还没有上级的公钥名录，收回名单没有收下；下一个包裹会再带来。", "there is no key list of the authority's yet, so the recall list was not taken; the next parcel brings it again.")
	}
	plain := registry.Body(cityLists{licence.KeysFile([]byte(keys), root), []byte(text)})
	if err := s.keepOpenList(ctx, listGate, plain, len(l.Entries), l.Number); err != nil {
		return Taken{}, err
	}
	return Taken{Result: TakenNow, Event: s.head.Event, Count: len(l.Entries)}, nil
}

// keepOpenList keeps a list that anybody may read, and that somebody signed, as it is.
func (s *Station) keepOpenList(ctx context.Context, name string, plain []byte, count int, sent int64) error {
	if err := s.writable(registry.DoLists); err != nil {
		return err
	}
	body := registry.Body(registry.ListBody{List: name, Count: count, Digest: digest(plain), Sent: sent})
	err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.ListImported, body: body}}, change: Change{Meta: map[string][]byte{name: plain}}})
	if err != nil {
		return fmt.Errorf("load the list %s: %w", name, err)
	}
	return nil
}

// CheckLists are what this station checks passes with: its own key and recalls as they are
// now, and what the authority says of all others, where a list came down. The files are
// left out. They can be read while the station is locked.
func (s *Station) CheckLists(ctx context.Context) (GateFiles, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	own, city, err := s.bothLists(ctx)
	if err != nil || city.Keys.Scheme == "" {
		return GateFiles{GateLists: own}, err
	}
	for _, k := range own.Keys.Keys { // codes of before it enrolled, perhaps
		if len(city.Keys.Of(k.District, k.Station)) == 0 {
			city.Keys.Keys = append(city.Keys.Keys, k)
		}
	}
	city.Recalls.Entries = append(city.Recalls.Entries, own.Recalls.Entries...)
	slices.SortFunc(city.Recalls.Entries, func(a, b licence.Recalled) int {
		return cmp.Or(strings.Compare(a.Number, b.Number), a.Good-b.Good)
	})
	return city, nil
}

// bothLists are the station's own, and the city's of all other numbers. What the city
// says of a number of here counts where it is worse: of a register that was put back to a
// backup it knows more.
func (s *Station) bothLists(ctx context.Context) (own GateLists, city GateFiles, err error) {
	if city, err = s.cityLists(ctx); err != nil {
		return own, city, err
	}
	ours := map[string]licence.Recalled{}
	own, err = s.gateLists(ctx, func(n registry.Number) {
		if r, listed := city.Recalls.Find(n.String()); listed {
			ours[r.Number] = r
		}
	})
	if err != nil || len(ours) == 0 {
		return own, city, err
	}
	city.Recalls.Entries = slices.DeleteFunc(city.Recalls.Entries, func(r licence.Recalled) bool {
		_, is := ours[r.Number]
		return is
	})
	err = s.orWorse(ctx, &own.Recalls, ours, city.Recalls.Made)
	return own, city, err
}

// orWorse puts what the city says of numbers of here into the station's own list, where
// it is worse and was not taken back here since: the city does not know that yet.
func (s *Station) orWorse(ctx context.Context, own *licence.RecallList, city map[string]licence.Recalled, made time.Time) error {
	at := map[string]int{} // of the station's own entries, where there is one
	for i, r := range own.Entries {
		at[r.Number] = i
	}
	for number, c := range city {
		i, listed := at[number]
		if listed && !worse(c, own.Entries[i]) {
			continue
		}
		back, err := s.takenBackSince(ctx, number, made)
		switch {
		case err != nil:
			return err
		case back:
		case listed:
			own.Entries[i] = c
		default:
			own.Entries = append(own.Entries, c)
		}
	}
	slices.SortFunc(own.Entries, func(a, b licence.Recalled) int { return strings.Compare(a.Number, b.Number) })
	return nil
}

// worse: fewer papers are good.
func worse(a, b licence.Recalled) bool {
	return b.Good != 0 && (a.Good == 0 || a.Good > b.Good)
}

// takenBackSince: the recall, or the end, of the pass was taken back since.
func (s *Station) takenBackSince(ctx context.Context, number string, since time.Time) (bool, error) {
	events, err := s.lifeOf(ctx, number)
	if err != nil {
		return false, fmt.Errorf("look at a number on the city's list: %w", err)
	}
	return slices.ContainsFunc(events, func(e registry.Event) bool {
		return (e.Kind == registry.Reinstated || e.Kind == registry.Reissued) && !e.At.Before(since)
	}), nil
}

// cityLists reads what came down; none where nothing did, or where another authority
// licensed the station since.
func (s *Station) cityLists(ctx context.Context) (f GateFiles, err error) {
	plain, err := s.ports.Store.Meta(ctx, listGate)
	if isNotFound(err) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("read the list %s: %w", listGate, err)
	}
	var kept cityLists
	if json.Unmarshal(plain, &kept) != nil {
		return f, fmt.Errorf("%w: the list %s cannot be read", ErrDamaged, listGate)
	}
	if f.Keys, f.KeysBy, err = licence.ParseKeysFile(kept.Keys); err == nil {
		f.Recalls, f.By, err = licence.ParseRecallsFile(kept.Recalls)
	}
	root := s.licence.Root()
	switch {
	case err != nil:
		return GateFiles{}, fmt.Errorf("%w: the list %s is not as it was signed", ErrDamaged, listGate)
	case f.By != f.KeysBy || f.By.Name() != root.Name() || !bytes.Equal(f.By.Public(), root.Public()):
		return GateFiles{}, nil
	}
	return f, nil
}
