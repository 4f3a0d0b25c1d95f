package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"passdesk/export"
	"passdesk/registry/licence"
)

// TestHeadsAreSigned: closing the day signs a head, an export carries one in each
// of its formats, head shows the newest and signs one when it is asked to.
func TestHeadsAreSigned(t *testing.T) {
	p, _ := issuedPlace(t)
	if s := p.run("", "head"); s.code != exitFailed {
		t.Errorf("before the first: exit %d", s.code)
	} else {
		twoLanguages(t, s.err)
	}
	p.expect(exitDone, "", "close")
	first := p.expect(exitDone, "", "head", "--out", p.file("head.txt")).lines(t)[0]
	note, err := os.ReadFile(p.file("head.txt"))
	if err != nil || string(note) != first["note"] || first["events_since"] != 0.0 || first["station"] != 931.0 {
		t.Errorf("%v\n%s%v", first, note, err)
	}
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		p.expect(exitDone, "", "export", format, "--out", p.file("out."+format))
		raw, err := os.ReadFile(p.file("out." + format))
		p.must(err)
		sum, err := export.Check(bytes.NewReader(raw))
		if err != nil || sum.Rows != 1 {
			t.Fatalf("%s: %+v, %v", format, sum, err)
		}
		if shown := p.expect(exitDone, "", "head").lines(t)[0]; strings.TrimSpace(sum.Note) != strings.TrimSpace(shown["note"].(string)) || shown["events_since"] != 1.0 {
			t.Errorf("%s carries %q, head shows %v", format, sum.Note, shown)
		}
	}
	signed := p.expect(exitDone, "", "head", "--sign").lines(t)[0]
	again := p.expect(exitDone, "", "head", "--sign").lines(t)[0]
	proof := p.expect(exitDone, "", "verify").lines(t)[0]
	if signed["note"] != again["note"] || signed["root"] != proof["root"] || signed["events"] != proof["events"] || proof["signed_heads"] != 4.0 {
		t.Errorf("signed %v, verify %v", signed, proof)
	}
	p.headIsTheStations(signed)
}

// headIsTheStations: whoever has the station's key reads the head.
func (p *place) headIsTheStations(shown map[string]any) {
	p.t.Helper()
	key, err := hex.DecodeString(p.publicKey())
	p.must(err)
	h, err := licence.ParseHead([]byte(shown["note"].(string)), key)
	p.must(err)
	if hex.EncodeToString(h.Root[:]) != shown["root"] || h.District != "12" || h.Scheme != "ningbo" || float64(h.Events) != shown["events"] {
		p.t.Errorf("%+v, shown %v", h, shown)
	}
}

// publicKey is the station's, as the register's first event says it.
func (p *place) publicKey() (key string) {
	p.t.Helper()
	p.lookUp(&key, `SELECT body->>'public_key' FROM events WHERE no=1`)
	return key
}
