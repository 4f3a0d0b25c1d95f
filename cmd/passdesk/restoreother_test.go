package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup of another station does not take this one's place by itself: the wrong file
// or the wrong folder was named.
func TestABackupOfAnotherStationReplacesNothing(t *testing.T) {
	other, _ := backedUp(t)
	for _, crash := range []bool{false, true} {
		p := other.bareMachine()
		p.init("--station", "944", "--point", "样例二社区")
		number := p.issued(lineMother)
		if crash { // damaged at its end, it still names its station
			path := p.file("data/" + registerFile)
			b, err := os.ReadFile(path)
			p.must(err)
			p.must(os.WriteFile(path, b[:len(b)-4096], 0o600))
		}
		data, config := p.picture("data"), p.picture("config")
		s := p.expect(exitFailed, "", "restore", p.file("one.backup"), "--replace")
		twoLanguages(t, s.err)
		for _, says := range []string{"931", "944", "样例二社区", "--other-station"} {
			if strings.Count(s.err, says) < 2 {
				t.Errorf("it does not say %s in both languages: %s", says, s.err)
			}
		}
		p.sameAs(data, "data")
		p.sameAs(config, "config")
		if !crash {
			p.expect(exitDone, "", "show", number)
		}
		r := p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace", "--other-station").lines(t)[0]
		if _, err := os.Stat(filepath.Join(p.file("data"), r["aside"].(string), registerFile)); err != nil {
			t.Errorf("the register was not kept: %v", err)
		}
		if n := p.issued(lineMother); n[2:6] != "9312" {
			t.Errorf("the next number is %s", n)
		}
	}
}

// A station that was made again under its code, or went on under another, is restored
// as before.
func TestABackupOfTheSameStationIsAskedNothing(t *testing.T) {
	p, _ := backedUp(t)
	p.must(os.RemoveAll(p.file("data")))
	p.init()
	p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace")
	p.expect(exitDone, "", "enrol", "alone", "--station", "955")
	p.expect(exitDone, "", "restore", p.file("one.backup"), "--replace")
}
