package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"passdesk/export"
)

// A station that stands alone says so at its close and in everything that leaves it,
// until an authority has licensed it.
func TestOwnRootIsSaid(t *testing.T) {
	p, _ := issuedPlace(t)
	p.saysOwnRoot(true)
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	p.licensed(root, g)
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	p.saysOwnRoot(false)
}

func (p *place) saysOwnRoot(alone bool) {
	t := p.t
	t.Helper()
	s := p.expect(exitDone, "", "close")
	if said := s.lines(t)[0]["own_root"]; said != alone || strings.Contains(s.err, "独立站点") != alone {
		t.Errorf("close: own_root %v, want %v: %s", said, alone, s.err)
	}
	for _, format := range []string{"csv", "xlsx", "jsonl"} {
		line := p.expect(exitDone, "", "export", format, "--out", p.file("out."+format)).lines(t)[0]
		raw, err := os.ReadFile(p.file("out." + format))
		p.must(err)
		sum, err := export.Check(bytes.NewReader(raw))
		if err != nil || sum.Rows != 1 || line["own_root"] != alone {
			t.Errorf("%s: %+v, %v; %v", format, sum, err, line)
		}
		if want := map[bool]string{true: "独立站点·stands-alone"}[alone]; sum.Root != want || sum.Note == "" {
			t.Errorf("%s: the file says %q of its root, want %q", format, sum.Root, want)
		}
	}
}
