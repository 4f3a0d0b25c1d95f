package station

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"passdesk/registry"
)

// The station's own values, by their names in the store. What each of them holds is
// proven where it belongs; here that each is there, and no other: what somebody put
// in beside them is read by nobody yet, and by a later build perhaps.

// foundingValues are those that every register has.
var foundingValues = []string{metaSigningKey, metaRootKey, metaRoot, metaLicence, metaRecovery, metaRecipient, metaMachine}

// laterValues are those that came with an event, beside the desk's own settings and
// its equipment.
var laterValues = []string{metaBackup, metaRestored, listAreas, listDirectory, listKeys, listGate, listUnlisted, metaUpstream, schemeSettingsAddress.Name, settingReasonsAddress.Name}

// hearSetting takes down what was set last. The desk's own values bear no reason.
func (l *folded) hearSetting(e registry.Event) {
	var b registry.SettingBody
	switch err := json.Unmarshal(e.Body, &b); {
	case err != nil:
	case e.Commitment == [32]byte{}:
		l.own[b.Name] = b.Kept
	case slices.Contains(registry.Equipment, b.Name):
		l.equipment[b.Name] = e.No
	default:
		l.settings[b.Name], l.kept = setBy{b.Value, e.No}, b.Kept
	}
}

func (s *Station) verifyValues(ctx context.Context, p *Proof, l folded) {
	keys, err := s.ports.Store.MetaKeys(ctx)
	if err != nil {
		p.fault("meta: %v", err)
		return
	}
	for _, key := range keys {
		if !l.mayKeep(key) {
			p.fault("meta: no event speaks of the value %s", readable(key))
		}
	}
	for _, key := range foundingValues {
		if !slices.Contains(keys, key) {
			p.fault("meta: the value %s is missing", key)
		}
	}
	for name, kept := range l.own {
		s.verifyOwn(ctx, p, name, kept)
	}
	if kept := s.rawValues(ctx, schemeSettingsAddress.Name, settingReasonsAddress.Name); l.kept != "" && digest(kept...) != l.kept {
		p.fault("settings: they are not as the last change left them")
	}
}

// mayKeep: the value belongs to every register, or an event brought it.
func (l *folded) mayKeep(key string) bool {
	if name, own := strings.CutPrefix(key, ownSetting); own {
		_, own = l.own[name]
		return own
	}
	for name := range l.equipment {
		if key == equipmentAddress(name).Name {
			return true
		}
	}
	return slices.Contains(foundingValues, key) || slices.Contains(laterValues, key)
}

// verifyOwn: a setting of the desk's is the one that was kept last.
func (s *Station) verifyOwn(ctx context.Context, p *Proof, name, kept string) {
	sealed, err := s.ports.Store.Meta(ctx, ownSetting+name)
	if err == nil {
		_, err = s.vault.Open(settingAddress(name), sealed)
	}
	switch {
	case err != nil:
		p.fault("settings: %s is missing or does not open", readable(name))
	case kept != "" && digest(sealed) != kept:
		p.fault("settings: %s is not as the log says", readable(name))
	}
}

// rawValues are the values as they are kept; empty where there is none.
func (s *Station) rawValues(ctx context.Context, keys ...string) [][]byte {
	all := make([][]byte, len(keys))
	for i, key := range keys {
		all[i], _ = s.ports.Store.Meta(ctx, key) // what cannot be read is not what was kept
	}
	return all
}

// mostOfName is how much of a name that stands in the file is repeated.
const mostOfName = 40

// readable is a name out of the file as it may stand in a message: whoever put it
// there may have put in anything.
func readable(name string) string {
	strange := strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("_.-", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if strange || len(name) > mostOfName || len(name) == 0 {
		return "?"
	}
	return name
}
