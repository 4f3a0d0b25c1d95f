package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/seal"
)

func residentAddress(id int64) seal.AAD {
	return seal.AAD{Table: "residents", Version: recordVersion, Row: id}
}

// Listed is what became of one row of a residents' list.
type Listed struct {
	Row    int // 1 for the first
	Reason string
}

// LoadResidents replaces the residents' list with people who stand in no file.
// Rows that cannot be an application are left out and answered, each with its
// reason; the list itself is one event.
func (s *Station) LoadResidents(ctx context.Context, list []registry.Application) (left []Listed, err error) {
	l := ResidentList{Rows: make([]ResidentRow, len(list))}
	for i, a := range list {
		l.Rows[i] = ResidentRow{Row: i + 1, Application: a}
	}
	p, err := s.PreviewResidents(ctx, l)
	if err != nil {
		return nil, err
	}
	for _, r := range p.Rows {
		if r.LeftOut() {
			left = append(left, Listed{r.Row, r.Note.EN})
		}
	}
	_, err = s.ConfirmResidents(ctx, p)
	return left, err
}

// residentsDigest is SHA-256 over the sealed rows in their order, hex.
func residentsDigest(rows []SealedResident) string {
	h := sha256.New()
	for _, r := range rows {
		h.Write(r.Sealed)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Resident is a row of the list as an application, ready for the desk: what was
// asked and declared is still to be asked and declared.
func (s *Station) Resident(ctx context.Context, id int64) (registry.Application, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.allowed(registry.DoFind); err != nil {
		return registry.Application{}, err
	}
	return s.resident(ctx, id)
}

func (s *Station) resident(ctx context.Context, id int64) (registry.Application, error) {
	sealed, err := s.ports.Store.Resident(ctx, id)
	if err != nil {
		return registry.Application{}, fmt.Errorf("read a resident: %w", err)
	}
	return openResident(s.vault, SealedResident{ID: id, Sealed: sealed})
}

func openResident(v *seal.Vault, r SealedResident) (a registry.Application, err error) {
	plain, err := v.Open(residentAddress(r.ID), r.Sealed)
	if err != nil {
		return a, fmt.Errorf("%w: resident %d does not open", ErrDamaged, r.ID)
	}
	if a, err = registry.ReadStored(plain); err != nil {
		return a, fmt.Errorf("%w: resident %d", ErrDamaged, r.ID)
	}
	return a, nil
}
