package ipp

import (
	"strings"
	"testing"
	"unicode"

	"passdesk/printing/ipp/printertest"
)

// FuzzParse: whatever a printer answers, it is read or refused, in bounds, and what
// is kept of it is clean.
func FuzzParse(f *testing.F) {
	id := []byte{0, 0, 0, 1}
	f.Add(append(printertest.Head(0, id), 3))
	f.Add(append(printertest.Integer(append(printertest.Head(0, id), 2), 0x23, "job-state", 9), 3))
	f.Add(append(printertest.Text(append(printertest.Head(0, id), 4), 0x44, "media-supported", "iso_a4_210x297mm", "a\x1bb"), 3))
	collection := printertest.Text(append(printertest.Head(0, id), 4), 0x34, "media-col-ready", "")
	collection = printertest.Text(printertest.Text(collection, 0x4a, "", "media-size"), 0x34, "", "")
	collection = printertest.Text(printertest.Text(collection, 0x37, "", ""), 0x37, "", "")
	f.Add(append(printertest.Text(collection, 0x36, "printer-name", "\x00\x02en\x00\x01x"), 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := parse(b)
		if err != nil {
			return
		}
		total := 0
		for _, g := range r.groups {
			for name, values := range g.attributes {
				total += len(values)
				for _, s := range g.texts(name, 10) {
					if len(s) > longest || strings.ContainsFunc(s, unicode.IsControl) || strings.TrimSpace(s) != s {
						t.Errorf("%q is not clean", s)
					}
				}
				g.number(name)
				g.yes(name)
			}
			printerOf(g)
		}
		if total > mostValues || len(r.groups) > mostGroups {
			t.Errorf("%d values in %d groups", total, len(r.groups))
		}
		jobOf(r)
	})
}

// A collection is passed over whole, and what stands behind it is read.
func TestCollectionIsPassedOver(t *testing.T) {
	b := printertest.Text(append(printertest.Head(0, []byte{0, 0, 0, 1}), 4), 0x34, "media-col", "")
	b = printertest.Text(printertest.Text(b, 0x4a, "", "printer-name"), 0x42, "", "inner")
	b = printertest.Text(printertest.Text(b, 0x37, "", ""), 0x42, "printer-name", "outer")
	r, err := parse(append(b, tagEnd))
	if err != nil {
		t.Fatal(err)
	}
	g := r.groups[len(r.groups)-1]
	if g.text("printer-name") != "outer" || len(g.attributes["printer-name"]) != 1 || len(g.attributes["media-col"]) != 0 {
		t.Errorf("%v", g.attributes)
	}
}
