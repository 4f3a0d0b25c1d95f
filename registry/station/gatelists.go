package station

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// What somebody needs who checks passes and has no register: the stations' keys, and
// this station's numbers that are good no longer. Both name nobody.

// GateLists are the two lists.
type GateLists struct {
	Keys    licence.KeyList
	Recalls licence.RecallList
}

// GateFiles are the lists as signed files.
type GateFiles struct {
	GateLists
	KeyFile, RecallFile []byte
	KeysBy, By          licence.MakerKey // who signed the keys, and the recalls
}

// GateListFormat is the format of the Exported event of signed lists.
const GateListFormat = "gate_lists"

// SignGateLists makes the files for guards: the recalls signed by the station, the keys
// as the authority's list came down, or, where none did, the station's own. It is an
// event: a list that somebody shows can be found in the log.
func (s *Station) SignGateLists(ctx context.Context) (GateFiles, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(registry.DoExport); err != nil {
		return GateFiles{}, err
	}
	lists, _, err := s.bothLists(ctx)
	if err != nil {
		return GateFiles{}, err
	}
	files, err := s.signGateLists(ctx, lists)
	if err != nil {
		return files, fmt.Errorf("sign the lists for a gate: %w", err)
	}
	sum := sha256.Sum256(files.RecallFile)
	body := registry.Body(registry.ExportedBody{Format: GateListFormat, Count: len(lists.Recalls.Entries), Digest: hex.EncodeToString(sum[:])})
	return files, s.append(ctx, &draft{events: []draftEvent{{kind: registry.Exported, body: body}}})
}

func (s *Station) signGateLists(ctx context.Context, lists GateLists) (f GateFiles, err error) {
	if s.signing.Wiped() {
		return f, fmt.Errorf("%w: the station's key", ErrDamaged)
	}
	maker, err := licence.StationMaker(s.scheme.Code, s.district(), s.stationCode(), s.signing)
	if err != nil {
		return f, err
	}
	if f.RecallFile, err = licence.SignRecallsFile(lists.Recalls, maker); err != nil {
		return f, err
	}
	if f.KeyFile, err = s.keysFromAbove(ctx, lists.Keys.Keys); err != nil || f.KeyFile == nil {
		f.KeyFile, err = licence.SignKeysFile(lists.Keys, maker)
	}
	if err != nil {
		return f, err
	}
	if f.Keys, f.KeysBy, err = licence.ParseKeysFile(f.KeyFile); err != nil {
		return f, err
	}
	f.Recalls, f.By, err = licence.ParseRecallsFile(f.RecallFile)
	return f, err
}

// keysFromAbove is the file of the authority's key list, when one came down that knows
// this station under every code of its numbers; nil when not.
func (s *Station) keysFromAbove(ctx context.Context, own []licence.StationKey) ([]byte, error) {
	var text string
	sum, err := s.keptList(ctx, listKeys, &text)
	if err != nil || sum == "" {
		return nil, err
	}
	l, err := licence.ParseKeyList([]byte(text), s.licence.Root())
	if err != nil { // another authority's, from before
		return nil, nil
	}
	for _, k := range own {
		if !slices.ContainsFunc(l.Of(k.District, k.Station), func(o licence.StationKey) bool { return bytes.Equal(o.Key, k.Key) }) {
			return nil, nil
		}
	}
	return licence.KeysFile([]byte(text), s.licence.Root()), nil
}

// gateLists are the station's own key and recalls as they are now; met hears of every
// number of its. They can be read while the station is locked.
func (s *Station) gateLists(ctx context.Context, met func(registry.Number)) (GateLists, error) {
	if err := s.unharmed(); err != nil {
		return GateLists{}, err
	}
	now := s.ports.Now().UTC().Truncate(time.Second)
	lists := GateLists{licence.KeyList{Scheme: s.scheme.Code, Number: s.head.Event, Made: s.ports.today()},
		licence.RecallList{Scheme: s.scheme.Code, Number: s.head.Event, Made: now}}
	if hours := s.scheme.Number(gateHours); hours > 0 {
		lists.Recalls.Until = now.Add(time.Duration(hours) * time.Hour)
	}
	codes := map[string]licence.StationKey{}
	s.addCode(codes, s.district(), s.stationCode(), s.ports.today())
	for p, err := range s.ports.Store.AllPasses(ctx) {
		if err != nil {
			return lists, fmt.Errorf("list the numbers for a gate: %w", err)
		}
		s.addCode(codes, p.Number.District(), p.Number.Station(), p.Issued)
		met(p.Number)
		if p.ForGate() {
			lists.Recalls.Entries = append(lists.Recalls.Entries, licence.Recalled{Number: p.Number.String(), Good: p.GoodCopy()})
		}
	}
	copied, err := s.endedCopies(ctx)
	if err != nil {
		return lists, fmt.Errorf("list the numbers for a gate: %w", err)
	}
	for _, number := range copied {
		lists.Recalls.Entries = append(lists.Recalls.Entries, licence.Recalled{Number: number})
	}
	for code, k := range codes {
		lists.Keys.Keys = append(lists.Keys.Keys, k)
		lists.Recalls.Covers = append(lists.Recalls.Covers, code)
	}
	slices.Sort(lists.Recalls.Covers)
	slices.SortFunc(lists.Keys.Keys, func(a, b licence.StationKey) int { return a.Station - b.Station })
	slices.SortFunc(lists.Recalls.Entries, func(a, b licence.Recalled) int { return strings.Compare(a.Number, b.Number) })
	return lists, nil
}

// addCode keeps a code that the station's key signs numbers of: the licensed one, and
// those under which it numbered before it enrolled, from the day on which it is met.
func (s *Station) addCode(codes map[string]licence.StationKey, district string, code int, from civil.Date) {
	name := licence.Code(district, code)
	if _, known := codes[name]; known {
		return
	}
	k := licence.StationKey{District: district, Station: code, FirstEpoch: 1, LastEpoch: registry.LastEpoch, Key: s.publicKey(), From: from}
	if g := s.licence.Grant(); !s.licence.IsZero() && g.Station == code && g.District == district {
		k.FirstEpoch, k.LastEpoch, k.From, k.Until = g.FirstEpoch, g.LastEpoch, g.From, g.Until
	}
	if i := slices.IndexFunc(s.ended, func(e registry.EndedKey) bool { return e.District == district && e.Station == code }); i >= 0 {
		k.Revoked, k.GoodEpoch, k.GoodSerial = true, s.ended[i].Epoch, s.ended[i].Serial
	}
	codes[name] = k
}
