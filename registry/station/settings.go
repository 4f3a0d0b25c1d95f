package station

import (
	"context"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/seal"
)

// ownSetting begins the names under which the store has the desk's own settings.
const ownSetting = "setting."

func settingAddress(name string) seal.AAD {
	return seal.AAD{Table: "meta", Version: 1, Name: ownSetting + name}
}

// Setting is a value the station keeps for its operators, "" when none was kept.
// Values are sealed: the folder that papers go to can bear a person's name.
func (s *Station) Setting(ctx context.Context, name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setting(ctx, name)
}

func (s *Station) setting(ctx context.Context, name string) (string, error) {
	if s.vault == nil {
		return "", ErrLocked
	}
	sealed, err := s.ports.Store.Meta(ctx, ownSetting+name)
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read a setting: %w", err)
	}
	plain, err := s.vault.Open(settingAddress(name), sealed)
	if err != nil {
		return "", fmt.Errorf("%w: the setting %s does not open", ErrDamaged, name)
	}
	return string(plain), nil
}

// SetSetting keeps a value; that it changed, and by whom, is an event.
func (s *Station) SetSetting(ctx context.Context, name, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoPrint); err != nil {
		return err
	}
	d := &draft{}
	if err := s.draftOwn(d, name, value); err != nil {
		return err
	}
	return s.append(ctx, d)
}

// draftOwn lets a draft keep a value as well.
func (s *Station) draftOwn(d *draft, name, value string) error {
	sealed, err := s.vault.Seal(settingAddress(name), []byte(value), s.ports.Rand)
	if err != nil {
		return fmt.Errorf("keep a setting: %w", err)
	}
	d.events = append(d.events, draftEvent{kind: registry.SettingChanged, body: registry.Body(registry.SettingBody{Name: name, Kept: digest(sealed)})})
	if d.change.Meta == nil {
		d.change.Meta = map[string][]byte{}
	}
	d.change.Meta[ownSetting+name] = sealed
	return nil
}
