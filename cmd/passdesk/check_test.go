package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/licence"
	"passdesk/registry/seal"
	"passdesk/registry/station"
	"passdesk/registry/token"
)

// qr is the text of the code on the latest paper of a pass.
func (p *place) qr(number string) (text string) {
	p.t.Helper()
	n, err := registry.ParseNumber(number)
	p.must(err)
	p.within(func(a *app, st *station.Station) {
		papers, err := st.Papers(a.ctx, []registry.Number{n})
		p.must(err)
		text = papers[0].Token
	})
	return text
}

// gate is a station with passes of all fates, its lists, and the texts of the codes.
type gate struct {
	*place
	keys, recalls string
	codes         map[string]string // by what became of the pass
	numbers       map[string]string
	lines         []map[string]any // what gate lists said
}

func newGate(t *testing.T) *gate {
	t.Helper()
	p := newPlace(t)
	p.init()
	g := &gate{place: p, codes: map[string]string{}, numbers: map[string]string{}}
	for i, fate := range []string{"valid", "recalled", "old_copy", "lost"} {
		g.numbers[fate] = p.issued(person(i + 1).line(""))
		g.codes[fate] = p.qr(g.numbers[fate])
	}
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("p.pdf"))
	p.expect(exitDone, "", "recall", g.numbers["recalled"], "--reason", "symptoms")
	p.expect(exitDone, "", "lost", g.numbers["lost"], "--reason", "样例")
	p.expect(exitDone, "", "reprint", g.numbers["old_copy"], "--reason", "样例")
	g.codes["new_copy"] = p.qr(g.numbers["old_copy"])
	p.must(os.Mkdir(p.file("stick"), 0o700))
	g.lines = p.expect(exitDone, "", "gate", "lists", "--out", p.file("stick")).lines(t)
	g.keys, g.recalls = g.lines[0]["keys"].(string), g.lines[0]["recalls"].(string)
	return g
}

// check asks with the two files and nothing else: no folder, no passphrase.
func (g *gate) check(code int, stdin string, args ...string) said {
	g.t.Helper()
	s := g.bare(stdin, append([]string{"check", "--keys", g.keys, "--recalls", g.recalls, "--dir", g.file("nowhere")}, args...)...)
	if s.code != code {
		g.t.Fatalf("exit %d, want %d\n%s%s", s.code, code, s.out, s.err)
	}
	if stands(g.file("nowhere")) {
		g.t.Error("check made a folder")
	}
	return s
}

// signedBy is a pass of another hand, or another day.
func (g *gate) signedBy(change func(*token.Pass), key *seal.SigningKey) string {
	g.t.Helper()
	u, err := token.Parse(g.codes["valid"])
	g.must(err)
	pass, _ := u.Verify(func(_, _ []byte) error { return nil })
	change(&pass)
	text, err := token.Encode(pass, key.Sign)
	g.must(err)
	return text
}

// another is a digit of a code that is not this one.
func another(c byte) string {
	if c == '0' {
		return "1"
	}
	return "0"
}

// TestPassesAtAGate: every fate of a pass, from the text of its code and two files.
func TestPassesAtAGate(t *testing.T) {
	g := newGate(t)
	stranger, err := seal.NewSigningKey(rand.Reader)
	g.must(err)
	var in strings.Builder
	var want []string
	ask := func(text, outcome string) { fmt.Fprintln(&in, text); want = append(want, outcome) }
	ask(g.codes["valid"], "valid")
	ask(g.codes["new_copy"], "valid")
	ask(g.codes["recalled"], "recalled")
	ask(g.codes["lost"], "recalled")
	ask(g.codes["old_copy"], "old_copy")
	ask(strings.ToLower(g.codes["valid"]), "valid") // an input method's
	ask("  "+g.codes["valid"]+"\t", "valid")        // a paste's
	ask(fullWidth(g.codes["recalled"]), "recalled") // full-width
	ask(g.signedBy(func(*token.Pass) {}, stranger), "forged")
	ask(g.codes["valid"][:60]+another(g.codes["valid"][60])+g.codes["valid"][61:], "forged")
	ask(g.signedBy(func(p *token.Pass) { p.Number = "12131170004228" }, stranger), "unknown_station")
	ask(g.signedBy(func(p *token.Pass) { p.Scheme = "ningxia" }, stranger), "unknown_station")
	ask("https://example.com/", "not_a_pass")
	ask(g.codes["valid"][:100], "not_a_pass")
	ask(g.numbers["valid"], "number_only")
	ask(registry.GroupDigits(g.numbers["recalled"]), "recalled")
	ask("12131170004229", "not_a_pass")
	s := g.check(exitPart, in.String())
	for i, line := range s.lines(t) {
		if line["outcome"] != want[i] {
			t.Errorf("line %d: %v, want %s", i+1, line["outcome"], want[i])
		}
		proven := line["proven"].(bool)
		if named := line["name"] != nil; named != proven {
			t.Errorf("line %d: proven %v, and says the name %v", i+1, proven, line["name"])
		}
		for _, of := range []string{"reason", "next"} {
			if text := line[of].(map[string]any); text["zh"] == "" || text["en"] == "" {
				t.Errorf("line %d has no %s", i+1, of)
			}
		}
		if warned := line["warnings"]; warned != nil {
			t.Errorf("line %d warns of lists that are good: %v", i+1, warned)
		}
	}
	if len(s.lines(t)) != len(want) || !strings.Contains(s.err, g.lines[0]["fingerprint"].(string)) {
		t.Errorf("%d lines\n%s", len(s.lines(t)), s.err)
	}
	if first := s.lines(t)[0]; first["number"] != g.numbers["valid"] || first["copy"] != 1.0 || first["last_four"] == nil || first["recalls"].(map[string]any)["hours_old"] != 0.0 {
		t.Errorf("%v", first)
	}
	g.check(exitDone, "", g.codes["valid"])
	g.check(exitFailed, "", g.codes["recalled"])
	dashed := g.signedBy(func(p *token.Pass) { p.Name = "样*" }, stranger) // as every name of two characters begins, at Ningbo
	if !strings.HasPrefix(dashed, "-7") {
		t.Fatalf("%s…", dashed[:3])
	}
	var got []string
	for _, l := range g.check(exitPart, "", dashed, g.codes["valid"], "-7", dashed).lines(t) {
		got = append(got, l["outcome"].(string))
	}
	if strings.Join(got, " ") != "forged valid not_a_pass forged" {
		t.Errorf("texts that begin with a dash: %v", got)
	}
	plain := g.check(exitFailed, "", "--plain", g.codes["recalled"]).out
	if !strings.Contains(plain, "已收回") || !strings.Contains(plain, "Recalled") || strings.Contains(plain, "{") {
		t.Errorf("%s", plain)
	}
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' {
			return '\u3000'
		}
		return r - '!' + '！'
	}, s)
}

// TestGateListsGrowOldAndAreNotChanged: what the lists cannot tell is said, and a list
// of another hand is not used.
func TestGateListsGrowOldAndAreNotChanged(t *testing.T) {
	g := newGate(t)
	p := g.place
	warned := func(what string, args ...string) string {
		t.Helper()
		s := p.bare(g.codes["valid"]+"\n", append([]string{"check"}, args...)...)
		if s.code != exitDone {
			t.Fatalf("%s: exit %d\n%s", what, s.code, s.err)
		}
		return fmt.Sprint(s.lines(t)[0]["warnings"])
	}
	if got := warned("no recalls", "--keys", g.keys); !strings.Contains(got, "There is no recall list") {
		t.Error(got)
	}
	p.now = p.now.Add(-48 * time.Hour)
	if s := p.bare(g.codes["valid"], "check", "--keys", g.keys, "--recalls", g.recalls); s.code != exitFailed || s.lines(t)[0]["outcome"] != "not_yet" {
		t.Errorf("a day that has not come: %d %s", s.code, s.out)
	}
	p.now = p.now.Add(48 * time.Hour)
	p.expect(exitDone, "", "settings", "set", "gate_sheet_hours", "12", "--reason", "样例")
	p.expect(exitDone, "", "gate", "lists", "--out", p.file("stick"))
	p.now = p.now.Add(13 * time.Hour)
	if got := warned("an old list", "--keys", g.keys, "--recalls", g.recalls); !strings.Contains(got, "past its end") {
		t.Error(got)
	}
	if s := p.bare("", "check", "--keys", g.keys, "--maker", "0000 0000 0000 0000 0000"); s.code != exitFailed {
		t.Errorf("another fingerprint: exit %d", s.code)
	}
	raw, err := os.ReadFile(g.recalls)
	p.must(err)
	for what, bad := range map[string]string{"changed": strings.Replace(string(raw), "entries 3", "entries 2", 1), "cut": string(raw[:len(raw)-20]), "other": "no list"} {
		p.must(os.WriteFile(p.file("bad"), []byte(bad), 0o600))
		s := p.bare("", "check", "--keys", g.keys, "--recalls", p.file("bad"))
		if s.code != exitFailed {
			t.Errorf("%s: exit %d", what, s.code)
		}
		twoLanguages(t, s.err)
	}
	stranger, err := seal.NewSigningKey(rand.Reader)
	p.must(err)
	maker, err := licence.StationMaker("ningbo", "12", 131, stranger)
	p.must(err)
	foreign, err := licence.SignRecallsFile(licence.RecallList{Scheme: "ningbo", Number: 1, Made: p.now, Covers: []string{"*"}}, maker)
	p.must(err)
	p.must(os.WriteFile(p.file("foreign"), foreign, 0o600))
	if s := p.bare("", "check", "--keys", g.keys, "--recalls", p.file("foreign")); s.code != exitFailed || !strings.Contains(s.err, "neither") {
		t.Errorf("a stranger's recalls: %d %s", s.code, s.err)
	}
}

// TestCheckAtTheStationItself: without files the register answers, and asks nobody for
// a passphrase; without either it is a usage error.
func TestCheckAtTheStationItself(t *testing.T) {
	g := newGate(t)
	s := g.bare(g.codes["valid"]+"\n"+g.codes["recalled"]+"\n", "check", "--dir", g.file("data"), "--config-dir", g.file("config"))
	if s.code != exitPart || s.lines(t)[1]["outcome"] != "recalled" {
		t.Errorf("%d %s%s", s.code, s.out, s.err)
	}
	if s := g.bare("", "check", "--dir", g.file("nowhere"), "--config-dir", g.file("config")); s.code != exitUsage {
		t.Errorf("nowhere: %d %s", s.code, s.err)
	}
	if s := g.bare("", "check", "--recalls", g.recalls); s.code != exitUsage {
		t.Errorf("recalls alone: %d", s.code)
	}
	g.expect(exitDone, "", "verify")
}

// TestGateListsOfAnEnrolledStation: the numbers from before and behind the enrolment
// are both checked, and a recall list of one station says nothing of another's passes.
func TestGateListsOfAnEnrolledStation(t *testing.T) {
	p, before := issuedPlace(t)
	first := p.qr(before)
	b := p.enrolled()
	after := p.issued(lineMother)
	second := p.qr(after)
	lists := func() (keys, recalls string) {
		l := p.expect(exitDone, "", "gate", "lists", "--out", p.stick()).lines(t)[0]
		return l["keys"].(string), l["recalls"].(string)
	}
	keys, recalls := lists()
	if s := p.bare(first+"\n"+second+"\n", "check", "--keys", keys, "--recalls", recalls); s.code != exitDone || strings.Contains(s.out, "warnings") {
		t.Errorf("%d %s%s", s.code, s.out, s.err)
	}
	m, _ := b.parcel(p.expect(exitDone, "", "bundle", "create", "--out", p.stick()).lines(t)[0]["file"].(string))
	from := rulesDay
	line := func(code int, key []byte) licence.StationKey {
		return licence.StationKey{District: "12", Station: code, Key: key, FirstEpoch: 1, LastEpoch: 9, From: from}
	}
	n, err := registry.ParseNumber(before)
	p.must(err)
	other, err := seal.NewSigningKey(rand.Reader)
	p.must(err)
	revoked := line(133, other.Public())
	revoked.Revoked, revoked.GoodEpoch, revoked.GoodSerial = true, 1, 1
	signed, err := licence.SignKeyList(licence.KeyList{Scheme: "ningbo", Number: 7, Made: from,
		Keys: []licence.StationKey{line(131, m.Register), line(132, other.Public()), revoked, line(n.Station(), m.Register)}}, b.root)
	p.must(err)
	p.expect(exitDone, "", "bundle", "open", b.put(p.stick(), m, sentBody(registry.SentKeys, registry.SignedText{Text: string(signed)})))
	keys, recalls = lists()
	elsewhere := func(station, serial int) string {
		n, err := registry.NewNumber("12", station, 1, 7, serial)
		p.must(err)
		text, err := token.Encode(token.Pass{Scheme: "ningbo", Number: n.String(), Copy: 1, Issued: from, LastFour: "9315", Name: "样*"}, other.Sign)
		p.must(err)
		return text
	}
	in := strings.Join([]string{first, second, elsewhere(132, 5), elsewhere(133, 1), elsewhere(133, 2)}, "\n")
	s := p.bare(in, "check", "--keys", keys, "--recalls", recalls, "--maker", b.root.Key().Fingerprint())
	got := s.lines(t)
	for i, want := range []string{"valid", "valid", "valid", "valid", "revoked_key"} {
		if len(got) != 5 || got[i]["outcome"] != want || (got[i]["warnings"] != nil) != (i > 1) {
			t.Errorf("line %d: want %s\n%s%s", i+1, want, s.out, s.err)
		}
	}
}

// TestGatePage: from the two files with no register, or from what the station signs
// now; it names nobody. What it answers is tested beside it, in a browser.
func TestGatePage(t *testing.T) {
	g := newGate(t)
	for _, call := range [][]string{
		{"gate", "page", "--out", g.file("a.html"), "--keys", g.keys, "--recalls", g.recalls, "--dir", g.file("nowhere")},
		append([]string{"gate", "page", "--out", g.file("b.html")}, g.flags()...),
	} {
		s := g.bare("", call...)
		if s.code != exitDone || s.lines(t)[0]["numbers"] != 3.0 {
			t.Fatalf("exit %d\n%s%s", s.code, s.out, s.err)
		}
		page, err := os.ReadFile(s.lines(t)[0]["file"].(string))
		g.must(err)
		for _, want := range []string{"甬行证", g.lines[0]["fingerprint"].(string), `"scheme":"ningbo"`} {
			if !strings.Contains(string(page), want) {
				t.Errorf("%v: without %q", call, want)
			}
		}
		if strings.Contains(string(page), person(1).name) || strings.Contains(string(page), person(1).number) {
			t.Error("the page names somebody")
		}
	}
	if s := g.bare("", "gate", "page", "--out", g.file("c.html"), "--keys", g.recalls); s.code != exitFailed || stands(g.file("c.html")) {
		t.Errorf("of a file that is no key list: exit %d", s.code)
	}
	if s := g.bare("", "gate", "page", "--out", g.file("c.html"), "--recalls", g.recalls); s.code != exitUsage {
		t.Errorf("of recalls alone: exit %d", s.code)
	}
}
