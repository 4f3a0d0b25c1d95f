package station

import (
	"context"
	"encoding/json"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// What stands on the table is known to the station: its printers and how they are
// adjusted. Each kind is one sealed value, and stands a second time in the record of
// the event that changed it last, so that verify can hold the one against the other.

func equipmentAddress(name string) seal.AAD {
	return seal.AAD{Table: "meta", Version: 1, Name: "equipment." + name}
}

// equipment reads what is kept under the name into v; nothing kept leaves v alone.
func (s *Station) equipment(ctx context.Context, name string, v any) error {
	plain, err := s.keptEquipment(ctx, name)
	if err != nil || plain == nil {
		return err
	}
	if json.Unmarshal(plain, v) != nil {
		return fmt.Errorf("%w: the %s do not open", ErrDamaged, name)
	}
	return nil
}

func (s *Station) keptEquipment(ctx context.Context, name string) ([]byte, error) {
	if s.vault == nil {
		return nil, ErrLocked
	}
	sealed, err := s.ports.Store.Meta(ctx, equipmentAddress(name).Name)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the %s: %w", name, err)
	}
	plain, err := s.vault.Open(equipmentAddress(name), sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: the %s do not open", ErrDamaged, name)
	}
	return plain, nil
}

// keepEquipment keeps v under the name; the event says that it changed and no more.
func (s *Station) keepEquipment(ctx context.Context, name string, v any) error {
	plain := registry.Body(v)
	sealed, err := s.vault.Seal(equipmentAddress(name), plain, s.ports.Rand)
	if err != nil {
		return fmt.Errorf("keep the %s: %w", name, err)
	}
	return s.append(ctx, &draft{
		events: []draftEvent{{kind: registry.SettingChanged, body: registry.Body(registry.SettingBody{Name: name}), record: plain}},
		change: Change{Meta: map[string][]byte{equipmentAddress(name).Name: sealed}},
	})
}

// arranges: whoever prints says where, as with a folder, and the keeper may.
func (s *Station) arranges() error {
	if err := s.writable(registry.DoPrint); err == nil {
		return nil
	}
	return s.writable(registry.DoPrinters)
}

// verifyEquipment: what is kept is what the log says was kept last.
func (s *Station) verifyEquipment(ctx context.Context, p *Proof, l folded) {
	for _, name := range registry.Equipment {
		kept, err := s.keptEquipment(ctx, name)
		if err != nil {
			p.fault("%s: they do not open", name)
			continue
		}
		event, told := l.equipment[name]
		switch {
		case !told && kept != nil:
			p.fault("%s: the log does not speak of them", name)
		case told && !s.sameRecord(ctx, event, kept):
			p.fault("%s: not as the log says", name)
		}
	}
}

func (s *Station) sameRecord(ctx context.Context, event int64, kept []byte) bool {
	sealed, err := s.ports.Store.Record(ctx, event)
	if err != nil {
		return false
	}
	record, _, err := s.openRecord(SealedRecord{Event: event, Sealed: sealed})
	return err == nil && string(record) == string(kept)
}
