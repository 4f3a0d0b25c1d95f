package main

import (
	"slices"
	"strings"
	"testing"
	"time"

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
	p.eachIsFound(map[string]string{"the key list": "UPDATE meta SET value=zeroblob(length(value)) WHERE key='station_keys'"})
}

// TestTheRecallListComesDown: as the authority signed it; an older one, another maker's and
// a changed one change nothing; a station that is locked checks with it, its own numbers
// too where the city knows worse of them; verify proves it.
func TestTheRecallListComesDown(t *testing.T) {
	p, own := issuedPlace(t)
	b := p.enrolled()
	stick := p.stick()
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", stick).lines(t)[0]["file"].(string))
	const other = "12132170000120"
	list := func(number int64, by licence.Maker) registry.Sent {
		file, err := licence.SignRecallsFile(licence.RecallList{Scheme: "ningbo", Number: number, Made: p.now.UTC().Truncate(time.Second), Covers: []string{licence.Everywhere},
			Entries: []licence.Recalled{{Number: other}, {Number: own}}}, by)
		b.must(err)
		return sentBody(registry.SentRecalls, registry.SignedText{Text: string(file)})
	}
	keys, err := licence.SignKeyList(licence.KeyList{Scheme: "ningbo", Number: 1, Made: civil.New(2020, 3, 10), Keys: []licence.StationKey{
		{District: "12", Station: 131, Key: m.Register, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)},
		{District: "12", Station: 132, Key: b.root.Key().Public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)}}}, b.root)
	b.must(err)
	stranger, err := licence.StationMaker("ningbo", "12", 132, b.key)
	b.must(err)
	changed := list(9, b.root.Maker())
	changed.Body = []byte(strings.Replace(string(changed.Body), "number 9", "number 8", 1))
	good := list(2, b.root.Maker())
	s := p.expect(exitPart, "", "bundle", "open", b.put(stick, m, good, sentBody(registry.SentKeys, registry.SignedText{Text: string(keys)}),
		good, list(1, b.root.Maker()), list(3, stranger), changed, good))
	want := []string{"recalls refused", "keys taken", "recalls taken", "recalls known", "recalls refused", "recalls refused", "recalls known"}
	if got := results(t, s); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if s := p.bare(other+"\n", "check", "--dir", p.file("data"), "--config-dir", p.file("config")); s.code != exitFailed || !strings.Contains(s.out, `"outcome":"recalled"`) {
		t.Errorf("another station's recalled number: %d %s", s.code, s.out)
	}
	if s := p.bare(own+"\n", "check", "--dir", p.file("data"), "--config-dir", p.file("config")); s.code != exitFailed || !strings.Contains(s.out, `"outcome":"recalled"`) {
		t.Errorf("a number of its own that the city has back and its register does not know of: %d %s", s.code, s.out)
	}
	p.expect(exitDone, "", "verify")
	p.eachIsFound(map[string]string{
		"the recall list":          "UPDATE meta SET value=CAST(replace(value,'recalls','recallz') AS BLOB) WHERE key='gate_lists'",
		"the recall list, removed": "DELETE FROM meta WHERE key='gate_lists'",
	})
}
