package main

import (
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// TestTheKeyListComesDown: it is kept as the authority signed it; an older one, or one
// that nobody signed, changes nothing; verify proves it.
func TestTheKeyListComesDown(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	list := func(number int64) registry.Sent {
		signed, err := licence.SignKeyList(licence.KeyList{Scheme: "ningbo", Number: number, Made: civil.New(2020, 3, 10),
			Keys: []licence.StationKey{{District: "12", Station: 131, Key: m.Register, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)}}}, b.root)
		b.must(err)
		return sentBody(registry.SentKeys, registry.SignedText{Text: string(signed)})
	}
	forged := list(3)
	forged.Body = []byte(strings.Replace(string(forged.Body), "epochs 1-9", "epochs 2-9", 1))
	s := p.expect(exitPart, "", "bundle", "open", b.put(stick, m, list(2), list(1), forged, list(2)))
	if got, want := results(t, s), []string{"keys taken", "keys known", "keys refused", "keys known"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	p.expect(exitDone, "", "verify")
	p.change("UPDATE meta SET value=zeroblob(length(value)) WHERE key='station_keys'")
	if s := p.run("", "verify"); s.code != exitDamaged {
		t.Error("another's hand on the key list does not show")
	}
}
