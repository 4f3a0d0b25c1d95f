package main

import (
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/licence"
)

// TestARevokedKeyGivesNoMoreNumbers: the list of keys came down with this station's
// own revocation. Behind the last good number nothing is given, and the station's own
// check says so of a paper that was; the rest of the work goes on. A newer list that takes a
// revocation back, or makes it later, of this station's key or of another's, is not taken:
// upstream was put back from an older copy. One that leaves the key out changes nothing of it.
func TestARevokedKeyGivesNoMoreNumbers(t *testing.T) {
	p, _ := issuedPlace(t)
	b := p.enrolled()
	good := p.issued(lineMother)
	qr := p.qr(good)
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", p.stick()).lines(t)[0]["file"].(string))
	n, err := registry.ParseNumber(good)
	p.must(err)
	listOf := func(number int64, keys ...licence.StationKey) string {
		signed, err := licence.SignKeyList(licence.KeyList{Scheme: "ningbo", Number: number, Made: civil.New(2020, 3, 10), Keys: keys}, b.root)
		p.must(err)
		return b.put(p.stick(), m, sentBody(registry.SentKeys, registry.SignedText{Text: string(signed)}))
	}
	another := func(revoked bool) licence.StationKey {
		return licence.StationKey{District: "12", Station: 132, Key: b.root.Key().Public(), FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1), Revoked: revoked}
	}
	list := func(number int64, revoked bool, serial int) string {
		key := licence.StationKey{District: "12", Station: 131, Key: m.Register, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 2, 1)}
		if key.Revoked = revoked; revoked {
			key.GoodEpoch, key.GoodSerial = n.Epoch(), serial
		}
		return listOf(number, key, another(true))
	}
	if s := p.expect(exitDone, "", "bundle", "open", list(2, true, n.Serial())); !strings.Contains(s.out, "enrol request") {
		t.Errorf("the key list with our own revocation was taken without a word: %s", s.out)
	}
	s := p.expect(exitFailed, lineSon, "issue")
	for _, want := range []string{"吊销", "revoked", "enrol request"} {
		if !strings.Contains(s.out+s.err, want) {
			t.Errorf("refused without %q: %s%s", want, s.out, s.err)
		}
	}
	if s := p.bare(qr+"\n", "check", "--dir", p.file("data"), "--config-dir", p.file("config")); s.code != exitDone {
		t.Errorf("the last good paper: %d %s", s.code, s.out)
	}
	p.expect(exitDone, "", "bundle", "create", "--out", p.stick())
	p.expect(exitDone, "", "bundle", "open", list(3, true, n.Serial()-1))
	if s := p.bare(qr+"\n", "check", "--dir", p.file("data"), "--config-dir", p.file("config")); s.code != exitFailed || !strings.Contains(s.out, "revoked_key") {
		t.Errorf("a paper behind the last good number: %d %s", s.code, s.out)
	}
	if s := p.run("", "reprint", good, "--reason", "样例"); s.code == exitDone || !strings.Contains(s.err, "得到新号") {
		t.Errorf("a paper of a number behind the last good one: %d %s", s.code, s.err)
	}
	p.staysToFetch(good)
	p.expect(exitDone, "", "verify")
	for number, parcel := range []string{list(4, false, 0), list(5, true, n.Serial()), listOf(6, another(false))} {
		if s := p.run("", "bundle", "open", parcel); s.code != exitFailed || !strings.Contains(s.out, `"keys","result":"refused"`) || !strings.Contains(s.out, "license revoke") {
			t.Errorf("list %d, which takes a revocation back: %d %s", number+4, s.code, s.out)
		}
	}
	p.expect(exitDone, "", "bundle", "open", listOf(7, another(true)))
	p.expect(exitFailed, lineSon, "issue")
	const first = `no=(SELECT min(no) FROM events WHERE body LIKE '%"ended"%')`
	p.eachIsFound(map[string]string{
		"a revocation taken out of the log":  eventChanged(`body=replace(body,'"ended":','"ende_":')`, first),
		"its last good number put up":        eventChanged(`body=replace(body,'"serial":`+fmt.Sprint(n.Serial())+`','"serial":99999')`, first),
		"a revocation of another code's key": eventChanged(`body=replace(body,'"station":131','"station":132')`, first),
	})
}

// staysToFetch: the pass, whose number ended, is on the list of papers to fetch and counted
// in the outbox, every time somebody asks.
func (p *place) staysToFetch(number string) {
	p.t.Helper()
	for range 2 {
		open := p.expect(exitDone, "", "recall", "list").lines(p.t)
		if len(open) != 1 || open[0]["number"] != number || open[0]["ended"] != true || open[0]["replaced"] == true || fmt.Sprint(open[0]["copies"]) != "[1]" || open[0]["by"] == "" {
			p.t.Errorf("to fetch: %v, want %s", open, number)
		}
		if s := p.expect(exitDone, "", "bundle", "list"); !strings.Contains(s.out, `"numbers_ended":1`) {
			p.t.Errorf("the outbox: %s", s.out)
		}
	}
}
