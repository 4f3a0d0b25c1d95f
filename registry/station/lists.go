package station

import (
	"context"
	"encoding/json"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// A public list that a station was given (areas, directory): kept whole as JSON,
// sealed, and replaced whole. The event that loaded it holds its digest, so that
// verify knows another's hand.

// The lists, by the word that their events and their place in the store bear.
const (
	listAreas     = "areas"
	listDirectory = "directory"
	listKeys      = "station_keys" // as JSON: the text that the authority signed
	listGate      = "gate_lists"   // cityLists, in the open
)

func listAddress(name string) seal.AAD { return seal.AAD{Table: "meta", Version: 1, Name: name} }

// keepList replaces a list, with its event.
func (s *Station) keepList(ctx context.Context, name string, list any, count int) error {
	return s.keepSentList(ctx, name, list, count, 0)
}

// keepSentList is keepList of one that upstream sent under a number.
func (s *Station) keepSentList(ctx context.Context, name string, list any, count int, sent int64, ended ...registry.EndedKey) error {
	if err := s.writable(registry.DoLists); err != nil {
		return err
	}
	plain := registry.Body(list)
	sealed, err := s.vault.Seal(listAddress(name), plain, s.ports.Rand)
	if err != nil {
		return fmt.Errorf("load the list %s: %w", name, err)
	}
	body := registry.Body(registry.ListBody{List: name, Count: count, Digest: digest(plain), Sent: sent, Ended: ended})
	err = s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.ListImported, body: body}},
		change: Change{Meta: map[string][]byte{name: sealed}},
	})
	if err != nil {
		return fmt.Errorf("load the list %s: %w", name, err)
	}
	return nil
}

// keptList reads a list into the value, and answers its digest; "" when none was
// loaded.
func (s *Station) keptList(ctx context.Context, name string, into any) (sum string, err error) {
	sealed, err := s.ports.Store.Meta(ctx, name)
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the list %s: %w", name, err)
	}
	plain, err := s.vault.Open(listAddress(name), sealed)
	if err == nil {
		err = json.Unmarshal(plain, into)
	}
	if err != nil {
		return "", fmt.Errorf("%w: the list %s does not open", ErrDamaged, name)
	}
	return digest(plain), nil
}

// verifyLists: a list that is in force is the one that the log says was loaded
// last.
func (s *Station) verifyLists(ctx context.Context, p *Proof, l folded) {
	for _, name := range []string{listAreas, listDirectory, listKeys} {
		var any json.RawMessage
		switch sum, err := s.keptList(ctx, name, &any); {
		case err != nil:
			p.fault("%s: the list does not open", name)
		case sum != l.lists[name]:
			p.fault("%s: the list is not the one that the log says was loaded", name)
		}
	}
	s.verifyUnlisted(ctx, p, l.lists[listUnlisted])
	switch plain, err := s.ports.Store.Meta(ctx, listGate); {
	case isNotFound(err) && l.lists[listGate] == "":
	case err != nil || digest(plain) != l.lists[listGate]:
		p.fault("%s: the list is not the one that the log says was loaded", listGate)
	}
}
