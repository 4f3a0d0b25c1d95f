package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a page of the ledger says is to be written in by hand stands on every further
// print of it, whichever fonts lie beside the program then; and a box that is new has its
// note too.
func TestByHandStaysOnAPagePrintedAgain(t *testing.T) {
	const note = "手写U+2A6A5"
	small, err := os.ReadFile("../../printing/font/testdata/beside.ttf")
	if err != nil {
		t.Fatal(err)
	}
	for what, first := range map[string]bool{"a font came": false, "a font went": true} {
		t.Run(what, func(t *testing.T) {
			p := newPlace(t)
			p.init()
			p.fonts = p.file("fonts")
			p.must(os.Mkdir(p.fonts, 0o700))
			font := filepath.Join(p.fonts, "big.ttf")
			has := func(yes bool) {
				if os.Remove(font); yes {
					p.must(os.WriteFile(font, small, 0o600))
				}
			}
			has(first)
			p.expect(exitDone, `{"name":"样例父","proxy":{"name":"样`+"\U0002A6A5"+`","relation":"neighbour","reason":"卧床"},"document":{"number":"330212198505059315"},"declared":true}`, "issue")
			p.ledger()
			if got := strings.Contains(squeezed(p.ledgerSays()), note); got == first {
				t.Errorf("with the font %v the page says\n%s", first, p.ledgerSays())
			}
			check := p.page("1")["check"]
			has(!first)
			for range 2 {
				p.ledger("--page", "1")
				if got := squeezed(p.ledgerSays()); strings.Count(got, note) != 1 {
					t.Errorf("printed again, the page says\n%s", got)
				}
			}
			if again := p.page("1")["check"]; again != check {
				t.Errorf("its hash was %v, and is %v", check, again)
			}
			p.expect(exitDone, "", "verify", "--operator", "op")
		})
	}
}
