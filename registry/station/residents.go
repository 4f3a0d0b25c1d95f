package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

// LoadResidents replaces the residents' list: the people whom the desk finds by
// pinyin and goes from door to door with. Rows that cannot be an application are
// left out and answered, each with its reason; the list itself is one event.
func (s *Station) LoadResidents(ctx context.Context, list []registry.Application) (left []Listed, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoLists); err != nil {
		return nil, err
	}
	c := Change{NewResidents: true}
	for i, a := range list {
		p, bad := s.parseListed(a)
		if bad != nil {
			left = append(left, Listed{i + 1, bad.field + ": " + bad.reason.EN})
			continue
		}
		p.stored.Declared, p.stored.Ref = false, "" // a list declares nothing
		plain, err := json.Marshal(p.stored)
		if err != nil {
			return left, fmt.Errorf("load the residents: %w", err)
		}
		id := int64(len(c.Residents) + 1)
		sealed, err := s.vault.Seal(residentAddress(id), plain, s.ports.Rand)
		if err != nil {
			return left, fmt.Errorf("load the residents: %w", err)
		}
		c.Residents = append(c.Residents, SealedResident{ID: id, Sealed: sealed})
	}
	body := registry.Body(registry.ListBody{List: "residents", Count: len(c.Residents), Digest: residentsDigest(c.Residents)})
	if err := s.append(ctx, &draft{events: []draftEvent{{kind: registry.ListImported, body: body}}, change: c}); err != nil {
		return left, fmt.Errorf("load the residents: %w", err)
	}
	s.index, err = s.startIndex(ctx)
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
