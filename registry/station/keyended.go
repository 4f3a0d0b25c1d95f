package station

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/scheme"
)

// ErrKeyEnded is a number behind the last good one of a key that the authority revoked:
// every gate would turn its paper away, and upstream does not register it.
var ErrKeyEnded = fmt.Errorf("%w: the station's key is revoked", ErrInvalid)

// keyEnded is ErrKeyEnded with the sentences that say what to do.
type keyEnded struct{ registry.EndedKey }

func (k *keyEnded) Error() string              { return "station: " + k.text().EN }
func (k *keyEnded) Unwrap() error              { return ErrKeyEnded }
func (k *keyEnded) Sentences() (zh, en string) { return k.text().ZH, k.text().EN }

func (k *keyEnded) text() scheme.Text {
	code := licence.Code(k.District, k.Station)
	return both("上级已吊销本站 %[1]s 的钥匙，最后一个有效的编号是第 %[2]d 期第 %[3]d 号：本站不能再发新的编号，在这之后的证查验不过，请收回。查人、看证、导出、上交照常。请与上级联系，用 enrol request 申请新的代码，拿到许可（enrol accept）再发证；持那些证的人带旧证来重新登记一次，旧证作废，得到新号，新证上印原编号。",
		"The authority revoked this station's key for %[1]s; its last good number is serial %[3]d of epoch %[2]d. No new number is given here, and papers behind that one fail at every gate: take them back. Finding, looking, exporting and sending up go on. Speak to the authority and ask for another code (enrol request); with its licence (enrol accept) issuing goes on, and whoever holds such a paper comes with it and is entered once more: it is void then, and the new one has a new number and names the former.",
		code, k.Epoch, k.Serial)
}

// endedIn are the codes under which the key list ends the key.
func endedIn(l licence.KeyList, key ed25519.PublicKey) (ended []registry.EndedKey) {
	for _, k := range l.Keys {
		if k.Revoked && bytes.Equal(k.Key, key) {
			ended = append(ended, registry.EndedKey{District: k.District, Station: k.Station, Epoch: k.GoodEpoch, Serial: k.GoodSerial})
		}
	}
	return ended
}

// readEnded reads from the log what the newest key list said of this station's key:
// the list itself is sealed, and a gate asks a station that is locked. And it hears how
// far the entries of the watch list count, for checkWatch.
func (s *Station) readEnded(ctx context.Context) error {
	root := ""
	for e, err := range s.ports.Store.EventsOf(ctx, 0, registry.ListImported, registry.LicenceTaken) {
		if err != nil {
			return fmt.Errorf("read the key list: %w", err)
		}
		var list registry.ListBody
		var lic registry.LicenceBody
		switch {
		case e.Kind == registry.ListImported && json.Unmarshal(e.Body, &list) == nil && list.List == listKeys:
			s.ended = list.Ended
		case e.Kind == registry.ListImported && list.List == listWatch && list.Count > 0:
			s.listed = list.First + int64(list.Count) - 1
		case e.Kind == registry.LicenceTaken && json.Unmarshal(e.Body, &lic) == nil && lic.Root != root: // another authority's list is void
			s.ended, root = nil, lic.Root
		}
	}
	return nil
}

// keyEnded is why the number of the epoch and the serial may not be given; nil when it
// may, as far as anybody has told this station.
func (s *Station) keyEnded(epoch, serial int) *keyEnded {
	for _, e := range s.ended {
		k := licence.StationKey{FirstEpoch: 1, LastEpoch: registry.LastEpoch, Revoked: true, GoodEpoch: e.Epoch, GoodSerial: e.Serial}
		if e.District == s.district() && e.Station == s.stationCode() && !k.Gave(epoch, serial) {
			return &keyEnded{e}
		}
	}
	return nil
}
