package station

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// metaAreas holds the loaded list of areas as JSON, sealed.
const metaAreas = "areas"

var areasAddress = seal.AAD{Table: "meta", Version: 1, Name: metaAreas}

// LoadAreas replaces the list of key, specified and higher-risk areas that this
// station was given; what the scheme's papers name stays. It is in force with the
// next verdict.
func (s *Station) LoadAreas(ctx context.Context, list []scheme.Area) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLists); err != nil {
		return err
	}
	plain := registry.Body(list)
	sealed, err := s.vault.Seal(areasAddress, plain, s.ports.Rand)
	if err != nil {
		return fmt.Errorf("load the areas: %w", err)
	}
	body := registry.Body(registry.ListBody{List: "areas", Count: len(list), Digest: digest(plain)})
	err = s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.ListImported, body: body}},
		change: Change{Meta: map[string][]byte{metaAreas: sealed}},
	})
	if err != nil {
		return fmt.Errorf("load the areas: %w", err)
	}
	s.scheme.Areas = s.ownAreas()
	s.loaded = slices.Clone(list)
	s.scheme = s.scheme.WithAreas(s.loaded)
	return nil
}

// ownAreas are those that the scheme's papers name; the loaded ones stand behind.
func (s *Station) ownAreas() []scheme.Area {
	return s.scheme.Areas[:len(s.scheme.Areas)-len(s.loaded)]
}

// Areas are the scheme's own list and the one that was loaded here.
func (s *Station) Areas() (own, loaded []scheme.Area, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return nil, nil, err
	}
	return slices.Clone(s.ownAreas()), slices.Clone(s.loaded), nil
}

// keptAreas is the loaded list as it is kept, and its digest; "" when none was.
func (s *Station) keptAreas(ctx context.Context) (list []scheme.Area, sum string, err error) {
	sealed, err := s.ports.Store.Meta(ctx, metaAreas)
	if isNotFound(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("read the areas: %w", err)
	}
	plain, err := s.vault.Open(areasAddress, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &list)
	}
	if err != nil {
		return nil, "", fmt.Errorf("%w: the list of areas does not open", ErrDamaged)
	}
	return list, digest(plain), nil
}

// verifyAreas: the list that is in force is the one that the log says was loaded
// last.
func (s *Station) verifyAreas(ctx context.Context, p *Proof, l folded) {
	_, sum, err := s.keptAreas(ctx)
	switch {
	case err != nil:
		p.fault("areas: the list does not open")
	case sum != l.areas:
		p.fault("areas: the list is not the one that the log says was loaded")
	}
}
