package station

import (
	"fmt"

	"passdesk/registry/seal"
)

// asideAddress binds what was put aside to the operator who typed it.
func (s *Station) asideAddress() seal.AAD {
	return seal.AAD{Table: "desk", Version: 1, Name: s.operator.Name}
}

// SealAside closes what is half done when the desk is locked. It is kept in memory
// and nowhere else; whoever reads that memory finds what can be read on the disk too.
func (s *Station) SealAside(plain []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return nil, ErrLocked
	}
	sealed, err := s.vault.Seal(s.asideAddress(), plain, s.ports.Rand)
	if err != nil {
		return nil, fmt.Errorf("put aside: %w", err)
	}
	return sealed, nil
}

// OpenAside opens it for the same operator, and for nobody else.
func (s *Station) OpenAside(sealed []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault == nil {
		return nil, ErrLocked
	}
	plain, err := s.vault.Open(s.asideAddress(), sealed)
	if err != nil {
		return nil, fmt.Errorf("bring back: %w", err)
	}
	return plain, nil
}

// IdleMinutes is after how many minutes an untouched desk locks, as the keeper has
// set it.
func (s *Station) IdleMinutes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return int(s.scheme.Number("idle_minutes"))
}
