package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// freeze writes the register of this build's schema into testdata. It is done
// once for each schema; a frozen register is never written again.
var freeze = flag.String("freeze", "", "write the frozen register of this schema, by its number")

const frozenFolder = "../../testdata/registers"

// TestFrozenRegistersOpen: a register that any earlier build wrote is opened,
// verified and used by this one.
func TestFrozenRegistersOpen(t *testing.T) {
	if *freeze != "" {
		freezeRegister(t, filepath.Join(frozenFolder, *freeze))
	}
	schemas, err := os.ReadDir(frozenFolder)
	if err != nil || len(schemas) == 0 {
		t.Fatalf("no frozen register: %v", err)
	}
	for _, schema := range schemas {
		t.Run(schema.Name(), func(t *testing.T) {
			p := newPlace(t)
			p.must(os.Remove(p.file("passphrase")))
			p.must(os.CopyFS(p.home, os.DirFS(filepath.Join(frozenFolder, schema.Name()))))
			proof := p.expect(exitDone, "", "verify").lines(t)[0]
			if proof["passes"] != 2.0 || len(proof["faults"].([]any)) != 0 || proof["read_only"] != nil {
				t.Errorf("verify %v", proof)
			}
			if found := p.expect(exitDone, "", "find", "ylcz").lines(t); len(found) != 1 || found[0]["child"] != true {
				t.Errorf("find %v", found)
			}
			again := p.expect(exitDone, lineFather, "issue").lines(t)[0]
			if again["outcome"] != "ISSUE" || again["number"].(string)[7:12] != "00038" {
				t.Errorf("the ref that was answered then: %v", again)
			}
			next := p.expect(exitDone, lineMother, "issue").lines(t)[0]
			if next["number"].(string)[7:12] != "00040" {
				t.Errorf("the next pass: %v", next)
			}
		})
	}
}

// freezeRegister makes the same small history in every schema: a paper book
// continued at 38, two passes, one printed and signed, one cancelled, a refusal.
func freezeRegister(t *testing.T, to string) {
	p := newPlace(t)
	p.init("--start-at", "38")
	father := p.expect(exitDone, lineFather, "issue").lines(t)[0]["number"].(string)
	son := p.expect(exitDone, lineSon, "issue").lines(t)[0]["number"].(string)
	p.expect(exitDone, strings.NewReplacer("r-mother", "r-fever", `"declared"`, `"facts":["fever"],"declared"`).Replace(lineMother), "issue")
	p.expect(exitDone, "", "print", "passes", father, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", father)
	p.expect(exitDone, "", "cancel", son, "--reason", "not at home")
	p.must(os.RemoveAll(p.file("pass.pdf")))
	p.must(os.RemoveAll(p.file("data/register.db.lock")))
	if err := os.CopyFS(to, os.DirFS(p.home)); err != nil {
		t.Fatal(err)
	}
}
