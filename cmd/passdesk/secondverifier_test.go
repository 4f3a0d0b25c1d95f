package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// secondVerifier proves registers with no line of passdesk's code.
const secondVerifier = "../../testdata/verify/verify.sh"

// TestSecondVerifierAgrees: the script finds the chain, the Merkle root and the
// signatures that passdesk finds, in a register of a whole day, also behind an
// export, and fails where a hand has changed something.
func TestSecondVerifierAgrees(t *testing.T) {
	doneElsewhere(t)
	for _, program := range []string{"bash", "sqlite3", "openssl"} {
		tool(t, program)
	}
	p := dayPlace(t)
	proof := p.expect(exitDone, "", "verify").lines(t)[0]
	kept := p.expect(exitDone, "", "head", "--out", p.file("kept.head")).lines(t)[0]
	register := p.file("data/register.db")
	said, err := p.secondVerify(register, p.file("kept.head"))
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	figures := map[string]string{}
	for word := range strings.FieldsSeq(said) {
		name, value, _ := strings.Cut(word, "=")
		figures[name] = value
	}
	if figures["root"] != proof["root"] || !strings.HasPrefix(figures["chain"], proof["head"].(string)) || figures["heads"] != "3" || figures["root"] == kept["root"] {
		t.Errorf("the script: %v\npassdesk: %v", figures, proof)
	}
	whole, err := os.ReadFile(register)
	p.must(err)
	for name, change := range map[string]string{
		"an event's operator":    "DROP TRIGGER events_forever_1; UPDATE events SET operator='x' WHERE no=3",
		"an event's time":        "DROP TRIGGER events_forever_1; UPDATE events SET at=at+1 WHERE no=(SELECT max(no) FROM events)",
		"the last event removed": "DROP TRIGGER events_forever_2; PRAGMA foreign_keys=0; DELETE FROM events WHERE no=(SELECT max(event) FROM heads)",
		"the log cut off":        "DROP TRIGGER events_forever_2; PRAGMA foreign_keys=0; DELETE FROM events WHERE no>=(SELECT max(event) FROM heads)",
		"a head removed":         headRemoved("(SELECT max(event) FROM heads)"),
		"a head's root":          "DROP TRIGGER heads_forever_1; UPDATE heads SET note=replace(note,'root A','root B'), note=replace(note,'root ','root A') WHERE event=(SELECT min(event) FROM heads)",
		"a head of another log":  "DROP TRIGGER heads_forever_1; UPDATE heads SET note=(SELECT note FROM heads ORDER BY event DESC LIMIT 1)",
		"a head's signature":     "DROP TRIGGER heads_forever_1; UPDATE heads SET note=replace(note,'station 931','station 932')",
		"the licence":            "UPDATE meta SET value=CAST(replace(value,'epochs 1-9','epochs 1-8') AS BLOB) WHERE key='licence'",
		"the root":               "UPDATE meta SET value=CAST(replace(value,'931+','932+') AS BLOB) WHERE key='root'",
	} {
		other := filepath.Join(p.folder("tampered"), "register.db")
		p.must(os.WriteFile(other, whole, 0o600))
		p.changeAt(other, change+"; PRAGMA journal_mode=DELETE")
		if said, err := p.secondVerify(other); err == nil {
			t.Errorf("%s: the script says %s", name, said)
		}
	}
	p.refusesAnothersHead(register)
}

// refusesAnothersHead: a head that somebody kept, of another station or of a log
// that went on otherwise, is none of this register.
func (p *place) refusesAnothersHead(register string) {
	other := dayPlace(p.t)
	other.expect(exitDone, "", "head", "--out", other.file("other.head"))
	if said, err := p.secondVerify(register, other.file("other.head")); err == nil {
		p.t.Errorf("another station's head: the script says %s", said)
	}
}

// dayPlace is a station after a day: issued, refused, signed, exported, closed.
func dayPlace(t *testing.T) *place {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineSon+lineMother, "issue").lines(t)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("passes.pdf"))
	p.expect(exitDone, "", "sign", l[0]["number"].(string))
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	p.expect(exitDone, "", "export", "csv", "--out", p.file("x.csv"))
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "export", "jsonl", "--out", p.file("x.jsonl"))
	p.expect(exitDone, "", "export", "xlsx", "--out", p.file("x.xlsx"))
	return p
}

func (p *place) secondVerify(args ...string) (string, error) {
	out, err := exec.Command("bash", append([]string{secondVerifier}, args...)...).CombinedOutput()
	return string(out), err
}
