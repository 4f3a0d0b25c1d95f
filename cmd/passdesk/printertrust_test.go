package main

import (
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/tui"
)

// A printer that signs its own certificate is refused with its fingerprint in the
// sentence, remembered by it, and refused when another one stands in its place; what
// was to be printed then has left no sheet.
func TestPrinterIsTrustedByItsFingerprint(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Secure()
	said := p.expect(exitFailed, "", "printer", "add", fake.URI())
	twoLanguages(t, said.err)
	shown := fingerprintIn(t, said.err)
	if len(shown) != 95 || !strings.Contains(said.err, "--trust") {
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

// At the desk a changed certificate keeps the printer from being taken, and the person
// who has compared the new fingerprint trusts it anew by the printer's name; its paper
// then comes out. Another fingerprint than the one it shows is not taken.
func TestTheDeskTrustsAChangedPrinterAnew(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Secure()
	said := p.expect(exitFailed, "", "printer", "add", fake.URI())
	p.expect(exitDone, "", "printer", "add", fake.URI(), "--name", "样例桌", "--trust", fingerprintIn(t, said.err))
	n, err := registry.ParseNumber(number)
	p.must(err)
	at := tui.PrinterPlace + "样例桌"
	p.within(func(a *app, st *station.Station) {
		press, err := a.newPress(p.file("data"))
		p.must(err)
		p.must(press.SetPlace(a.ctx, at))
		fake.Secure()
		papers, err := st.Papers(a.ctx, []registry.Number{n})
		p.must(err)
		_, err = press.Print(a.ctx, papers, registry.Laying{Layout: "walkin"})
		first := doubted(t, err)
		if chosen := doubted(t, press.SetPlace(a.ctx, at)); chosen != first {
			t.Errorf("chosen again it shows %s, when it printed %s", chosen, first)
		}
		if err := press.TrustPrinter(a.ctx, at, strings.Repeat("0", 64)); err == nil || doubtedIn(err) != "" {
			t.Errorf("another fingerprint: %v", err)
		}
		p.must(press.TrustPrinter(a.ctx, at, first))
		if _, err := press.Print(a.ctx, papers, registry.Laying{Layout: "walkin"}); err != nil || press.Place() != at {
			t.Errorf("printed on %q: %v", press.Place(), err)
		}
	})
	if sent := fake.Sent(); len(sent) != 1 {
		t.Errorf("%d jobs were sent, want the one behind the trust", len(sent))
	}
}

// fingerprintIn is the fingerprint in a sentence.
func fingerprintIn(t *testing.T, said string) string {
	t.Helper()
	_, rest, found := strings.Cut(said, "指纹是 ")
	shown, _, ended := strings.Cut(rest, "。")
	if !found || !ended {
		t.Fatalf("no fingerprint in %s", said)
	}
	return shown
}

// doubted is the fingerprint of a changed certificate in an error.
func doubted(t *testing.T, err error) string {
	t.Helper()
	if doubtedIn(err) == "" {
		t.Fatalf("no changed certificate in %v", err)
	}
	return doubtedIn(err)
}

func doubtedIn(err error) string {
	var fault *printerError
	if errors.As(err, &fault) && fault.changed {
		return fault.cert
	}
	return ""
}
