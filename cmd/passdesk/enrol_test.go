package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
)

// authority is a health bureau of a test.
func authority(t *testing.T, scheme string) *licence.Root {
	t.Helper()
	key, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	root, err := licence.AuthorityRoot(scheme, "health-bureau", key)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// asked is what the station asks for, as the authority reads it.
func (p *place) asked(code string) (licence.Request, licence.Grant) {
	p.t.Helper()
	p.expect(exitDone, "", "enrol", "request", "--out", p.file("request"), "--station", code)
	b, err := os.ReadFile(p.file("request"))
	p.must(err)
	r, err := licence.ParseRequest(b)
	p.must(err)
	for _, at := range []int{0, 40, len(b) - 10} {
		bad := bytes.Clone(b)
		bad[at] ^= 1
		if _, err := licence.ParseRequest(bad); err == nil {
			p.t.Errorf("a request that was changed at byte %d is believed", at)
		}
	}
	key, err := base64.StdEncoding.DecodeString(r.Key)
	p.must(err)
	return r, licence.Grant{Scheme: r.Scheme, District: r.District, Station: r.Wanted, Key: key, FirstEpoch: 1, LastEpoch: 9, From: civil.New(2020, 3, 1)}
}

func (p *place) licensed(root *licence.Root, g licence.Grant) {
	p.t.Helper()
	lic, err := licence.New(g, root)
	p.must(err)
	p.must(os.WriteFile(p.file("licence"), lic.Delivery(), 0o600))
}

func TestEnrolledStationNumbersUnderTheAuthority(t *testing.T) {
	p, before := issuedPlace(t)
	root := authority(t, "ningbo")
	r, g := p.asked("131")
	if r.Now != 931 || r.Epoch != 1 || r.Wanted != 131 || !strings.Contains(r.Root, "ningbo/own/12-931") {
		t.Errorf("asked: %+v", r)
	}
	p.licensed(root, g)
	s := p.expect(exitFailed, "", "enrol", "accept", p.file("licence"))
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, root.Key().Fingerprint()) {
		t.Errorf("without --root the fingerprint is not shown: %s", s.err)
	}
	p.expect(exitFailed, "", "enrol", "accept", p.file("licence"), "--root", "0000 0000 0000 0000 0000")
	p.place = tellPlace // marks are told apart from here on
	got := p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", strings.ToUpper(root.Key().Fingerprint())).lines(t)[0]
	if got["station"] != "131" || got["epoch"] != 1.0 || got["alone"] != false {
		t.Errorf("accepted: %v", got)
	}
	n := p.issued(lineMother)
	if n[2:6] != "1311" || n[7:12] != "00001" {
		t.Errorf("the next number is %s", n)
	}
	if show := p.expect(exitDone, "", "show", before).lines(t)[0]; show["number"] != before {
		t.Errorf("the earlier one: %v", show)
	}
	if again := p.expect(exitDone, lineFather, "issue").lines(t)[0]; again["number"] != before {
		t.Errorf("who has one keeps it: %v", again)
	}
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
	p.expect(exitFailed, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint()) // in force already
	p.expect(exitFailed, "", "enrol", "alone")
	// The register of before the licence, put back: it is seen to be old.
	p.expect(exitDone, "", "backup", p.file("later.backup"))
	p.change("UPDATE meta SET value=CAST(value||' ' AS BLOB) WHERE key='licence'")
	p.expect(exitDamaged, "", "verify")
}

func TestRegisterOfBeforeItsLicenceIsSeenToBeOld(t *testing.T) {
	p, _ := issuedPlace(t)
	path := p.file("data/" + registerFile)
	old, err := os.ReadFile(path)
	p.must(err)
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	p.licensed(root, g)
	accept := []string{"enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint()}
	p.expect(exitDone, "", accept...)
	first := p.issued(lineMother)
	p.must(os.WriteFile(path, old, 0o600))
	if s := p.expect(exitDone, "", "find", "ylf"); !strings.Contains(s.err, "epoch new") {
		t.Errorf("it opens as if nothing were: %s", s.err)
	}
	p.expect(exitDone, "", accept...) // the mark under the licence's code knows its epochs
	again := p.issued(lineMother)
	if again[:6] != "121312" || first[:6] != "121311" {
		t.Errorf("first %s, then %s: the epoch under the licence came twice", first, again)
	}
	p.expect(exitDone, "", "verify")
}

func TestLicenceThatIsNotOursIsRefusedWithItsReason(t *testing.T) {
	p, _ := issuedPlace(t)
	q, _ := issuedPlace(t)
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	_, other := q.asked("131")
	with := func(change func(*licence.Grant)) licence.Grant { c := g; change(&c); return c }
	before := p.events()
	for _, c := range []struct {
		what, says string
		g          licence.Grant
	}{
		{"another district", "district", with(func(g *licence.Grant) { g.District = "06" })},
		{"another laptop's", "another laptop", other},
		{"not yet", "begins", with(func(g *licence.Grant) { g.From = civil.New(2020, 4, 1) })},
		{"over", "ended", with(func(g *licence.Grant) { g.Until = civil.New(2020, 3, 2) })},
	} {
		p.licensed(root, c.g)
		s := p.expect(exitFailed, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
		twoLanguages(t, s.err)
		if !strings.Contains(s.err, c.says) {
			t.Errorf("%s: %s", c.what, s.err)
		}
	}
	ningxia := authority(t, "ningxia")
	p.licensed(ningxia, with(func(g *licence.Grant) { g.Scheme = "ningxia" }))
	if s := p.expect(exitFailed, "", "enrol", "accept", p.file("licence"), "--root", ningxia.Key().Fingerprint()); !strings.Contains(s.err, "another scheme") {
		t.Errorf("another scheme: %s", s.err)
	}
	p.licensed(root, g)
	b, err := os.ReadFile(p.file("licence"))
	p.must(err)
	for at := 0; at < len(b); at += 3 {
		bad := bytes.Clone(b)
		bad[at] ^= 1
		p.must(os.WriteFile(p.file("licence"), bad, 0o600))
		if at%51 == 0 {
			p.expect(exitFailed, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
		} else if lic, err := licence.ParseDelivery(bad); err == nil && lic.Root().SameFingerprint(root.Key().Fingerprint()) {
			t.Fatalf("byte %d changed: it is believed", at)
		}
	}
	if after := p.events(); after != before {
		t.Errorf("%v events, before %v", after, before)
	}
}

// The numbers of a code end: one keystroke less than nobody notices at 99,999, and
// a way on at the end of the last epoch.
func TestNumbersEndAndGoOn(t *testing.T) {
	p := newPlace(t)
	p.init("--start-at", "99998")
	var got []string
	for i := range 3 {
		a := person(60 + i)
		line := fmt.Sprintf(`{"ref":"n-%d","name":%q,"document":{"number":%q},"declared":true}`+"\n", i, a.name, a.number)
		got = append(got, p.issued(line))
	}
	if got[0][5:6]+got[0][7:12] != "199998" || got[1][5:6]+got[1][7:12] != "199999" || got[2][5:6]+got[2][7:12] != "200001" {
		t.Errorf("numbers %v", got)
	}
	for range 7 {
		p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例")
	}
	s := p.expect(exitFailed, "", "epoch", "new", "--anyway", "--reason", "样例")
	twoLanguages(t, s.err)
	if !strings.Contains(s.err, "enrol alone") {
		t.Errorf("no way on is shown: %s", s.err)
	}
	alone := p.expect(exitDone, "", "enrol", "alone", "--station", "955").lines(t)[0]
	if alone["station"] != "955" || alone["epoch"] != 1.0 {
		t.Errorf("another code: %v", alone)
	}
	n := p.issued(lineMother)
	if n[2:6] != "9551" || n[7:12] != "00001" {
		t.Errorf("the next number is %s", n)
	}
	p.expect(exitDone, "", "show", got[0])
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "verify")
}

// Another code has another mark, and the machine's traces in it are of its own name:
// a machine that tells what it is goes on issuing, under a code of its own and then
// under an authority's.
func TestAnotherCodeIsNoOtherMachine(t *testing.T) {
	p, before := boundPlace(t)
	p.expect(exitDone, "", "enrol", "alone", "--station", "955")
	n := p.issued(lineMother)
	if n[2:5] != "955" {
		t.Errorf("the next number is %s", n)
	}
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	p.licensed(root, g)
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	p.expect(exitDone, "", "print", "passes", n, "--out", p.file("n.pdf"))
	p.expect(exitDone, "", "sign", n)
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; l["read_only"] != nil {
		t.Errorf("read-only: %v", l["read_only"])
	}
	p.told = machineTold{system: "id-2", model: "maker|model", unit: "unit-2"}
	p.expect(exitDamaged, "", "sign", before)
}

// A register that goes back to a code under which it numbered on another machine finds
// no mark of it here; its own log says which epochs are spent.
func TestBackToACodeOnAnotherMachineGivesNoNumberTwice(t *testing.T) {
	p, _ := issuedPlace(t)
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	accept := func(code int) {
		t.Helper()
		g.Station = code
		p.licensed(root, g)
		p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	}
	accept(131)
	first := p.issued(lineMother)
	accept(132)
	p.must(os.RemoveAll(p.file("config")))
	p.expect(exitDone, "", "epoch", "new", "--reason", "样例")
	accept(131)
	again := p.issued(person(7).line("r-7"))
	if first[:6] == again[:6] {
		t.Errorf("the epoch of %s is begun again: %s", first, again)
	}
	p.expect(exitDone, "", "verify")
}

func TestLicenceWhoseTermIsOverWarnsAndGoesOn(t *testing.T) {
	p, _ := issuedPlace(t)
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	g.Until = civil.New(2020, 3, 10)
	p.licensed(root, g)
	p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint())
	if s := p.expect(exitDone, lineMother, "issue"); s.err != "" {
		t.Errorf("on its last day: %s", s.err)
	}
	p.now = p.now.AddDate(0, 0, 1)
	s := p.expect(exitDone, lineSon, "issue")
	if twoLanguages(t, s.err); !strings.Contains(s.err, "2020-03-10") {
		t.Errorf("on the day after: %s", s.err)
	}
}

// TestEnrolledUnderItsOwnCode: the authority licenses the code that the station had while
// it stood alone. No copy is about, so that none of its numbers counts as lost in a fork;
// they are lost when a copy is.
func TestEnrolledUnderItsOwnCode(t *testing.T) {
	p := newPlace(t)
	p.init("--station", "131")
	p.expect(exitDone, lineFather, "issue")
	root := authority(t, "ningbo")
	_, g := p.asked("131")
	g.FirstEpoch = 3
	p.licensed(root, g)
	if got := p.expect(exitDone, "", "enrol", "accept", p.file("licence"), "--root", root.Key().Fingerprint()).lines(t)[0]; got["epoch"] != 3.0 {
		t.Fatalf("accepted: %v", got)
	}
	p.expect(exitDone, lineMother, "issue")
	lost := func() float64 {
		return p.expect(exitDone, "", "close").lines(t)[0]["numbers"].(map[string]any)["lost_in_fork"].(float64)
	}
	if n := lost(); n != 0 {
		t.Errorf("%v numbers are lost in a fork", n)
	}
	p.expect(exitDone, "", "verify")
	p.expect(exitDone, "", "epoch", "new", "--anyway", "--reason", "样例：拷贝")
	if n := lost(); n != 99_998 {
		t.Errorf("%v numbers are lost when there is a copy", n)
	}
	p.expect(exitDone, "", "verify")
}
