package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/seal"
)

// schemeSettingsAddress is where stands, sealed, what this station has set of its scheme: one
// JSON object, the values as they were written.
var schemeSettingsAddress = seal.AAD{Table: "meta", Version: 1, Name: "scheme_settings"}

// settingReasonsAddress is where the reasons stand beside them, by the same names: a
// verdict tells them, and the log is not read for every verdict.
var settingReasonsAddress = seal.AAD{Table: "meta", Version: 1, Name: "scheme_setting_reasons"}

// SchemeSettings are the scheme's settings as they are in force here.
func (s *Station) SchemeSettings() []scheme.Setting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.scheme.Settings)
}

// ChangeSetting sets one of the scheme's settings: a keeper's, with a reason. It
// is in force with the next verdict, and at every start after this one. A value
// that cannot be set is a *Fault.
func (s *Station) ChangeSetting(ctx context.Context, name, value, reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoSettings); err != nil {
		return err
	}
	if !registry.SaysWhy(reason) {
		return &Fault{"reason", scheme.Text{ZH: "请写明为什么改，至少两个字", EN: "say why it is changed, in two letters or characters at least"}}
	}
	changed, err := s.scheme.Set(name, value)
	if err != nil {
		return s.settingFault(name, err)
	}
	t, err := changed.Setting(name)
	if err != nil {
		return err
	}
	d, err := s.draftSetting(ctx, t, reason)
	if err != nil {
		return fmt.Errorf("change a setting: %w", err)
	}
	if err := s.append(ctx, d); err != nil {
		return fmt.Errorf("change a setting: %w", err)
	}
	s.scheme = changed.Because(name, strings.TrimSpace(reason))
	return nil
}

// settingFault says why a value cannot be set.
func (s *Station) settingFault(name string, err error) error {
	t, unknown := s.scheme.Setting(name)
	if unknown != nil {
		return &Fault{"setting", scheme.Text{ZH: "没有这个设置，用 settings list 查看", EN: "there is no such setting; settings list shows them"}}
	}
	if !errors.Is(err, scheme.ErrBadInput) {
		return err
	}
	return &Fault{name, scheme.Text{ZH: t.Label.ZH + "：" + t.Bounds().ZH, EN: t.Label.EN + ": " + t.Bounds().EN}}
}

// settingRecord is the sealed record of a change: free text never stands in the
// event.
type settingRecord struct {
	Note string `json:"note"`
	Text string `json:"text,omitempty"`
}

func (s *Station) draftSetting(ctx context.Context, t scheme.Setting, reason string) (*draft, error) {
	kept, err := s.keptTexts(ctx, schemeSettingsAddress)
	if err != nil {
		return nil, err
	}
	reasons, err := s.keptTexts(ctx, settingReasonsAddress)
	if err != nil {
		return nil, err
	}
	reasons[t.Name] = strings.TrimSpace(reason)
	body := registry.SettingBody{Name: t.Name}
	if t.Kind == scheme.TextSetting {
		kept[t.Name] = t.Text
	} else {
		kept[t.Name], body.Value = scheme.Figure(t.Value), &t.Value
	}
	sealed, err := s.vault.Seal(schemeSettingsAddress, registry.Body(kept), s.ports.Rand)
	if err != nil {
		return nil, err
	}
	why, err := s.vault.Seal(settingReasonsAddress, registry.Body(reasons), s.ports.Rand)
	if err != nil {
		return nil, err
	}
	body.Kept = digest(sealed, why)
	return &draft{
		events: []draftEvent{{kind: registry.SettingChanged, body: registry.Body(body),
			record: registry.Body(settingRecord{Note: reasons[t.Name], Text: t.Text})}},
		change: Change{Meta: map[string][]byte{schemeSettingsAddress.Name: sealed, settingReasonsAddress.Name: why}},
	}, nil
}

// keptTexts are what stands at the address, by the names of the settings: none where
// nothing was set.
func (s *Station) keptTexts(ctx context.Context, address seal.AAD) (map[string]string, error) {
	kept := map[string]string{}
	sealed, err := s.ports.Store.Meta(ctx, address.Name)
	if isNotFound(err) {
		return kept, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the scheme's settings: %w", err)
	}
	plain, err := s.vault.Open(address, sealed)
	if err == nil {
		err = json.Unmarshal(plain, &kept)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: the scheme's settings do not open", ErrDamaged)
	}
	return kept, nil
}

// ownScheme is the station's scheme with what was set here. A name or a value
// that this program does not know, as a newer one may have left, is as if it had
// not been set.
func (s *Station) ownScheme(ctx context.Context) (scheme.Scheme, error) {
	own, err := scheme.ByCode(s.opened.Scheme)
	if err != nil {
		return own, err
	}
	kept, err := s.keptTexts(ctx, schemeSettingsAddress)
	if err != nil {
		return own, err
	}
	reasons, err := s.keptTexts(ctx, settingReasonsAddress)
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		if set, err := own.Set(name, kept[name]); err == nil {
			own = set.Because(name, reasons[name])
		}
	}
	return own, err
}

// readRules takes what the scheme's rules are here: its settings, and the lists of
// areas.
func (s *Station) readRules(ctx context.Context) error {
	own, err := s.ownScheme(ctx)
	if err != nil {
		return err
	}
	s.loaded = nil
	if _, err = s.keptList(ctx, listAreas, &s.loaded); err != nil {
		return err
	}
	s.scheme = own.WithAreas(s.loaded)
	return nil
}

// verifySettings: what is in force is what the log says was set last.
func (s *Station) verifySettings(ctx context.Context, p *Proof, l folded) {
	kept, err := s.keptTexts(ctx, schemeSettingsAddress)
	if err != nil {
		p.fault("settings: they do not open")
		return
	}
	reasons, err := s.keptTexts(ctx, settingReasonsAddress)
	if err != nil {
		p.fault("settings: their reasons do not open")
		return
	}
	for name, set := range l.settings {
		record, err := s.settingRecord(ctx, set.event)
		if err != nil {
			p.fault("settings: the record of event %d does not open", set.event)
			continue
		}
		want := record.Text
		if set.value != nil {
			want = scheme.Figure(*set.value)
		}
		if got, ok := kept[name]; !ok || got != want {
			p.fault("settings: %s is not as the log says", name)
		}
		if got, ok := reasons[name]; ok && got != record.Note { // until reasons were kept beside, the log alone had them
			p.fault("settings: the reason for %s is not as the log says", name)
		}
	}
	for name := range kept {
		if _, ok := l.settings[name]; !ok {
			p.fault("settings: the log does not speak of %s", name)
		}
	}
}

// setBy is the last change of a setting: its number, or the event whose record
// holds the text.
type setBy struct {
	value *float64
	event int64
}

func (s *Station) settingRecord(ctx context.Context, event int64) (r settingRecord, err error) {
	sealed, err := s.ports.Store.Record(ctx, event)
	if err != nil {
		return r, err
	}
	record, _, err := s.openRecord(SealedRecord{Event: event, Sealed: sealed})
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(record, &r)
}
