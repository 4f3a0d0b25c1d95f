package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passdesk/export/collector/pgtest"
)

// TestACollectorThatWasPutBackGetsWhatItLost: the station has receipts for it, and sends it
// again when the city says that it is missing.
func TestACollectorThatWasPutBackGetsWhatItLost(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", application("1", "样例父", father), "issue")
	p.exchange("first")
	old := pgtest.Copy(t, p.db)
	p.at("first", application("2", "样例母", mother), "issue")
	p.exchange("first")
	p.exchange("first")
	if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != 2 {
		t.Fatalf("the city before: %v", s)
	}
	p.must(os.RemoveAll(p.file("stick")))
	p.db = old
	p.at("first", application("3", "样例甲", "330204195001019017"), "issue")
	p.must(os.Mkdir(p.file("stick"), 0o700))
	p.at("first", "", "sync", p.file("stick"))
	if s := p.run(exitDone, "ingest", p.file("stick")).lines(t)[0]; s["held"].(float64) == 0 {
		t.Fatalf("nothing is held: %v", s)
	}
	p.run(exitDone, "receipts", "--out", p.file("stick"))
	down, err := filepath.Glob(p.file("stick/down-*"))
	p.must(err)
	if _, err := p.try("first", "", "bundle", "open", down[0]); err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("bundle open, which sends nothing: %v, want exit 3", err)
	}
	if list := p.at("first", "", "bundle", "list"); !strings.Contains(list, `"cause":"missing"`) {
		t.Errorf("another run does not know what upstream misses: %s", list)
	}
	p.must(os.Mkdir(p.file("other"), 0o700))
	if made := p.at("first", "", "bundle", "create", "--out", p.file("other")); strings.Contains(made, `"from":1,`) || !strings.Contains(made, `"from":`) {
		t.Errorf("the parcel of another run: %s", made)
	} else if list := p.at("first", "", "bundle", "list"); strings.Contains(list, `"cause":"missing"`) {
		t.Errorf("a parcel with it was made, and it is missed still: %s", list)
	}
	if _, err := p.try("first", "", "bundle", "create", "--from", "9999", "--out", p.dir); err == nil {
		t.Error("a parcel from an event that there is not")
	}
	said := p.at("first", "", "sync", p.file("stick"))
	if !strings.Contains(said, "no longer has events") {
		t.Errorf("the station is not told: %s", said)
	}
	p.exchange("first")
	if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != 3 {
		t.Errorf("the city has not got back what it lost: %v\nthe station was told %s", s, said)
	}
	if again := p.exchange("first")["first"]; strings.Contains(again, "no longer has events") {
		t.Errorf("the alarm goes on: %s", again)
	}
	p.at("first", "", "verify")
}

// TestACollectorThatWasPutBackGetsItOverTheLine: one sync finds out and sends it again.
func TestACollectorThatWasPutBackGetsItOverTheLine(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	sync := func(s served) string {
		t.Helper()
		return p.at("first", "", "sync", s.door, "--token", p.file("token"))
	}
	one := p.serve()
	p.at("first", application("1", "样例父", father), "issue")
	sync(one)
	one.stop()
	old := pgtest.Copy(t, p.db)
	one = p.serve()
	p.at("first", application("2", "样例母", mother), "issue")
	sync(one)
	sync(one)
	one.stop()
	p.db = old
	other := p.serve()
	p.at("first", application("3", "样例甲", "330204195001019017"), "issue")
	if said := sync(other); !strings.Contains(said, "no longer has events") || strings.Count(said, `"from":`) != 2 {
		t.Errorf("the sync that finds it out: %s", said)
	}
	if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != 3 || s["held"].(float64) != 0 {
		t.Errorf("the city has not got back what it lost: %v", s)
	}
	if said := sync(other); strings.Contains(said, "no longer has events") {
		t.Errorf("the alarm goes on: %s", said)
	}
	if list := p.at("first", "", "bundle", "list"); strings.Contains(list, `"cause":"missing"`) {
		t.Errorf("the outbox: %s", list)
	}
	p.at("first", "", "verify")
	p.run(exitDone, "verify")
}

// TestACollectorThatWasPutBackGetsItFromADeskWithNothingNew: by the receipts, which reach less
// far than those that the desk has. An older parcel found again on a stick says the same, and
// means nothing.
func TestACollectorThatWasPutBackGetsItFromADeskWithNothingNew(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", application("1", "样例父", father), "issue")
	p.exchange("first")
	p.must(os.Mkdir(p.file("drawer"), 0o700))
	p.run(exitDone, "receipts", "--out", p.file("drawer"))
	old := pgtest.Copy(t, p.db)
	p.at("first", application("2", "样例母", mother), "issue")
	p.exchange("first")
	found, err := filepath.Glob(p.file("drawer/down-*"))
	p.must(err)
	if said := p.at("first", "", "bundle", "open", found[0]); strings.Contains(said, "no longer has") {
		t.Errorf("an old parcel, found again: %s", said)
	}
	p.must(os.RemoveAll(p.file("stick")))
	p.db = old
	p.must(os.Mkdir(p.file("stick"), 0o700))
	p.run(exitDone, "receipts", "--out", p.file("stick"))
	said := p.at("first", "", "sync", p.file("stick"))
	if strings.Count(said, "upstream no longer has events") != 1 || !strings.Contains(said, `"from":`) || strings.Contains(said, "nothing new to send") {
		t.Errorf("the sync that finds it out: %s", said)
	}
	if list := p.at("first", "", "bundle", "list"); strings.Contains(list, `"cause":"missing"`) {
		t.Errorf("a parcel with it was made, and it is missed still: %s", list)
	}
	p.exchange("first")
	if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != 2 || s["held"].(float64) != 0 {
		t.Errorf("the city has not got back what it lost: %v", s)
	}
	if again := p.exchange("first")["first"]; strings.Contains(again, "no longer has") {
		t.Errorf("the alarm goes on: %s", again)
	}
	p.proven("first")
}

// TestACollectorThatWasPutBackGetsItFromAQuietDeskOverTheLine: from before the desk's last
// events, and from before all that it sent.
func TestACollectorThatWasPutBackGetsItFromAQuietDeskOverTheLine(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.run(exitDone, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("token"))
	olds := []string{pgtest.Copy(t, p.db)}
	for i, a := range []string{application("1", "样例父", father), application("2", "样例母", mother)} {
		one := p.serve()
		p.at("first", a, "issue")
		p.at("first", "", "sync", one.door, "--token", p.file("token"))
		one.stop()
		if i == 0 {
			olds = append(olds, pgtest.Copy(t, p.db))
		}
	}
	for _, old := range olds {
		p.db = old
		one := p.serve()
		if said := p.at("first", "", "sync", one.door, "--token", p.file("token")); strings.Count(said, "upstream no longer has events") != 1 {
			t.Errorf("the sync that finds it out: %s", said)
		}
		if s := p.run(exitDone, "stats").lines(t)[0]; s["passes"].(float64) != 2 || s["held"].(float64) != 0 {
			t.Errorf("the city has not got back what it lost: %v", s)
		}
		if said := p.at("first", "", "sync", one.door, "--token", p.file("token")); strings.Contains(said, "no longer has") {
			t.Errorf("the alarm goes on: %s", said)
		}
		one.stop()
	}
	p.proven("first")
}

// TestWhatARestoredDeskGotBackIsNotLostWithTheCitysOlderCopy: the history that the desk lost
// and got back stands in no register but the desk's, in copies, once the city is put back to
// before it. Its passes are the city's all the same.
func TestWhatARestoredDeskGotBackIsNotLostWithTheCitysOlderCopy(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.at("first", application("1", "样例父", father), "issue")
	p.exchange("first")
	p.at("first", "", "backup", p.file("saved"))
	old := pgtest.Copy(t, p.db)
	hers := p.answers("first", application("2", "样例母", mother), "issue")[0]["number"].(string)
	p.at("first", "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
	p.at("first", "", "sign", hers)
	p.exchange("first")
	p.must(os.RemoveAll(p.file("first")))
	p.at("first", "", "restore", p.file("saved"))
	p.must(os.RemoveAll(p.file("stick")))
	p.exchange("first")
	p.exchange("first")
	if got := p.pass("first", hers)["status"]; got != "signed" {
		t.Fatalf("what came back is %v", got)
	}
	p.must(os.RemoveAll(p.file("stick")))
	p.db = old
	p.must(os.Mkdir(p.file("stick"), 0o700))
	p.run(exitDone, "receipts", "--out", p.file("stick"))
	for range 3 {
		p.exchange("first")
	}
	s := p.run(exitDone, "stats").lines(t)[0]
	if one := s["stations"].([]any)[0].(map[string]any); s["passes"].(float64) != 2 || s["held"].(float64) != 0 || one["refused"].(float64) != 0 || len(s["forks"].([]any)) != 0 {
		t.Errorf("the city has %v", s)
	}
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号\n样例母,"+mother+"\n"), 0o600))
	if found := p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例来源", "--reason", "close_contact").out; !strings.Contains(found, hers) {
		t.Errorf("who has a paper in her hand is not found: %s", found)
	}
	p.proven("first")
}
