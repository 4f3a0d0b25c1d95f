package station

import (
	"context"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
)

// LoadAreas replaces the list of key, specified and higher-risk areas that this
// station was given; what the scheme's papers name stays. It is in force with the
// next verdict.
func (s *Station) LoadAreas(ctx context.Context, list []scheme.Area) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.keepList(ctx, listAreas, list, len(list)); err != nil {
		return err
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
