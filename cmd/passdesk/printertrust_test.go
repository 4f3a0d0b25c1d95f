package main

import (
	"strings"
	"testing"
)

// A printer that signs its own certificate is refused with its fingerprint in the
// sentence, remembered by it, and refused when another one stands in its place; what
// was to be printed then has left no sheet.
func TestPrinterIsTrustedByItsFingerprint(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Secure()
	said := p.expect(exitFailed, "", "printer", "add", fake.URI())
	twoLanguages(t, said.err)
	_, rest, _ := strings.Cut(said.err, "指纹是 ")
	shown, _, found := strings.Cut(rest, "。")
	if !found || len(shown) != 95 || !strings.Contains(said.err, "--trust") {
		t.Fatalf("it says %s", said.err)
	}
	if s := p.expect(exitFailed, "", "printer", "add", fake.URI(), "--trust", strings.Repeat("0", 16)); !strings.Contains(s.err, shown) {
		t.Errorf("another fingerprint: %s", s.err)
	}
	p.expect(exitUsage, "", "printer", "add", "sample", "--trust", shown)
	p.expect(exitUsage, "", "printer", "add", "ipp://"+fake.Server()+"/", "--trust", shown)
	line := p.expect(exitDone, "", "printer", "add", fake.URI(), "--name", "secure", "--trust", strings.ToLower(shown[:23])).lines(t)[0]
	if line["cert"] != shown {
		t.Errorf("remembered %v", line)
	}
	p.expect(exitDone, "", "print", "passes", number, "--printer", "secure")
	p.unprinted(number)
	p.expect(exitDone, "", "printer", "add", fake.URI(), "--name", "secure") // it is known already
	p.expect(exitDone, "", "printer", "status", "secure")
	if kept := p.expect(exitDone, "", "printer", "list", "--remembered").lines(t); kept[1]["cert"] != shown {
		t.Errorf("asking for its state made %v of it", kept)
	}
	fake.Secure()
	before, jobs := p.sheets()["total"], len(fake.Sent())
	s := p.expect(exitFailed, "", "print", "passes", number, "--printer", "secure")
	if twoLanguages(t, s.err); !strings.Contains(s.err, "证书变了") || strings.Contains(s.err, shown) || p.sheets()["total"] != before || len(fake.Sent()) != jobs {
		t.Errorf("another certificate: %s", s.err)
	}
	p.expect(exitFailed, "", "printer", "add", fake.URI(), "--name", "secure")
	p.expect(exitFailed, "", "printer", "status", "secure")
}
