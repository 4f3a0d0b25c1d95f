package station

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
	city, err := s.cityLists(ctx)
	if err != nil {
		return GateFiles{}, err
	}
	ours := map[string]bool{} // of the numbers on the city's list
	own, err := s.gateLists(ctx, func(n registry.Number) {
		if _, listed := city.Recalls.Find(n.String()); listed {
			ours[n.String()] = true
		}
	})
	if err != nil || city.Keys.Scheme == "" {
		return GateFiles{GateLists: own}, err
	}
	for _, k := range own.Keys.Keys { // codes of before it enrolled, perhaps
		if len(city.Keys.Of(k.District, k.Station)) == 0 {
			city.Keys.Keys = append(city.Keys.Keys, k)
		}
	}
	// Of its own numbers the register knows more, and sooner.
	all := slices.DeleteFunc(city.Recalls.Entries, func(r licence.Recalled) bool { return ours[r.Number] })
	city.Recalls.Entries = append(all, own.Recalls.Entries...)
	slices.SortFunc(city.Recalls.Entries, func(a, b licence.Recalled) int {
		return cmp.Or(strings.Compare(a.Number, b.Number), a.Good-b.Good)
	})
	return city, nil
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
