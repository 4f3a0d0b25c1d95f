package printing

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// The longest name that the form takes can be read on every page that bears it, the
// holder's and the guardian's: nothing of it is smaller than 7 points, on the pass itself
// nothing than 9.
func TestLongNamesCanBeRead(t *testing.T) {
	const hanPerPoint = 1.448 // of the type size: how high pdftotext calls a word of ours
	words := regexp.MustCompile(`yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">[^<]*(昊|WWW)`)
	for what, name := range map[string]string{
		"50 Han": strings.Repeat("昊", 50), "39 Han": strings.Repeat("昊", 39), "39 letters": strings.Repeat("W", 39),
		"parts": "昊昊昊昊昊昊昊·昊昊昊昊昊昊·昊昊昊昊昊昊昊·昊昊昊昊昊昊·昊昊昊昊昊昊",
	} {
		for page, write := range namedPages(name) {
			t.Run(fmt.Sprintf("%s/%s", page, what), func(t *testing.T) {
				least := 7.0
				if strings.HasPrefix(page, "pass") {
					least = 9
				}
				said := string(outside(t, "pdftotext", "-bbox", onDisk(t, write), "-"))
				found := 0
				for _, m := range words.FindAllStringSubmatch(said, -1) {
					top, _ := strconv.ParseFloat(m[1], 64)
					bottom, _ := strconv.ParseFloat(m[2], 64)
					if found++; (bottom-top)/hanPerPoint < least-0.02 {
						t.Errorf("%.2f points", (bottom-top)/hanPerPoint)
					}
				}
				if found == 0 {
					t.Error("the name is not there")
				}
			})
		}
	}
}

// A name of any length from 2 to 50, in Han, in parts, in words or in one, is 9 points at
// least on every design and size of pass, and on two lines as long as they hold it so; in
// the ledger and its extract, and a guardian's, it is 7.
func TestNamesOfEveryLengthCanBeRead(t *testing.T) {
	of := func(repeated string) func(int) string {
		return func(n int) string { return strings.Trim(string([]rune(strings.Repeat(repeated, n))[:n]), " ·-") }
	}
	names := map[string]func(int) string{
		"Han": of("昊"), "parts": of("阿卜杜热合曼·买买提依明·吐尔逊江·努尔麦麦提·"), "words": of("MARIA DE LOS ANGELES FERNANDEZ-VILLAVERDE "),
		"one word": of("Abdulkarimov"), "wide letters": of("W"), "hyphens": of("FERNANDEZ-VILLAVERDE-GUTIERREZ-"),
	}
	cells := map[string]struct {
		style style
		column
		high float64
	}{
		"the ledger": {ledgerName, ledgerColumns[2], ledgerRowHigh - 1.4}, "guardian": {regular(10, inkBlack), ledgerColumns[4], ledgerRowHigh - 1.4},
		"the extract": {ledgerName, extractColumns[2], extractRowHigh - 1.2},
	}
	for kind, name := range names {
		for n := 2; n <= 50; n++ {
			name := name(n)
			for _, s := range scheme.All() {
				for _, size := range []Size{ID1, {120, 80}, A6} {
					p := dressed(samplePass(), s)
					p.Size, p.Name = size, name
					f, set := p.face().naming(name, len(p.rows()))
					if set.size < nameLeast*f.k-1e-9 {
						t.Errorf("%s, %d of %s: %.2f points on a pass of %v", s.Code, n, kind, set.size, size)
					}
					small, cut := bold(nameLeast*f.k, inkBlack).wrap(name, f.nameWide())
					if len(set.lines) > 2 && len(small) <= 2 && !cut && !strings.ContainsAny(name, "· ") {
						t.Errorf("%s, %d of %s: %d lines, two hold it", s.Code, n, kind, len(set.lines))
					}
				}
			}
			for where, c := range cells {
				if set := c.style.fit(name, c.width-2.4, c.high, max(c.style.size*ledgerShrink, leastRead)); set.size < leastRead-1e-9 {
					t.Errorf("%s, %d of %s: %.2f points: %q", where, n, kind, set.size, set.lines)
				}
			}
		}
	}
}

// namedPages are the pages that bear somebody's name, and a guardian of the same.
func namedPages(name string) map[string]func(io.Writer) error {
	p, o := samplePass(), Options{}
	p.Name, p.DocLabel = name, Text{"监护人证件", "Guardian's ID"}
	spined := p
	spined.Design.Head, spined.Copy, spined.Former = Spined, 2, p.Number
	stub := sampleStub()
	stub.Child, stub.Guardian, stub.Relation = true, name, Text{"父亲", "father"}
	row := LedgerRow{Number: p.Number, Copy: 1, Name: name, Child: true, Guardian: name, DocNumber: p.DocNumber, Issued: civil.New(2020, 2, 18)}
	receipt, form, slip, door := sampleReceipt(), sampleForm(), recallSlip(), doorWith(1, 1)
	receipt.Name, receipt.Guardian = name, name
	form.Name, form.Child, form.Guardian = name, true, name
	slip.Name, slip.Child, slip.Guardian = name, true, name
	for _, people := range [][]DoorPaper{door.Papers, door.Children} {
		people[0].Name, people[0].Note = name, "监护人 "+name
	}
	return map[string]func(io.Writer) error{
		"pass ten up": func(w io.Writer) error { return TenUp(w, []Pass{p, spined}, Sheets{FrontsOnly: true}, o) },
		"pass single": func(w io.Writer) error { return Single(w, []Pass{p, spined}, Sheets{}, o) },
		"walk-in":     func(w io.Writer) error { return WalkIn(w, p, stub, o) },
		"ledger": func(w io.Writer) error {
			return Ledger(opening(w), sampleHead(), paged(1, slices.Values([]LedgerRow{row})), o)
		},
		"extract": func(w io.Writer) error {
			e := sampleExtract(1)
			e.Rows[0].Name, e.Rows[0].Note = name, "监护人 "+name+"；代领 "+name
			return Extract(w, e, o)
		},
		"receipt": func(w io.Writer) error { return Receipts(w, []Receipt{receipt}, o) },
		"form":    func(w io.Writer) error { return Forms(w, []Form{form}, o) },
		"slip":    func(w io.Writer) error { return Slips(w, []Slip{slip}, o) },
		"door":    func(w io.Writer) error { return Doors(w, []Door{door}, o) },
	}
}

// What a person must read is 7 points at least, on every page of every kind; smaller
// is the micro text, which is meant to be.
func TestNothingIsSetTooSmall(t *testing.T) {
	for name, write := range every() {
		for i, p := range readBack(t, inMemory(t, write)) {
			for _, s := range p.texts {
				if s.size < leastRead-0.01 && (s.size < microSize-0.01 || s.size > 1.2*microSize) {
					t.Errorf("%s, page %d: %.2f points: %q", name, i+1, s.size, s.text)
				}
			}
		}
	}
}

// A name on three lines, as the longest are set, stands as clear of the number above it
// and the lines below as a short one, on every design and size.
func TestLongNamesStandClear(t *testing.T) {
	const clear = 0.85 // mm
	for _, s := range scheme.All() {
		for _, size := range []Size{ID1, {95, 65}, {120, 80}, {A6.Width - 2*sheetEdge, A6.Height - 2*sheetEdge}} {
			for _, name := range []string{strings.Repeat("昊", 50), strings.Repeat("昊", 39), hardNames[4], hardNames[3], "阿不都热合曼·样例江·" + strings.Repeat("昊", 39)} {
				p := dressed(samplePass(), s)
				p.Size, p.Name, p.Copy, p.Former = size, name, 2, "12131170004131"
				front := marks(func(c *canvas) { c.cardFront(0, 0, p) })
				top, bottom := math.Inf(1), 0.0 // of the name's ink
				var number mark
				for _, m := range front {
					switch {
					case m.text == grouped(p.Number):
						number = m
					case m.size >= nameLeast-1e-6 && strings.Contains(squeeze(name), squeeze(m.text)) && m.text != "":
						top, bottom = min(top, m.y), max(bottom, m.y+m.height)
					}
				}
				if gap := top - number.y - number.height; gap < clear {
					t.Errorf("%s %v, %d characters: %.2f mm below the number", s.Code, size, utf8.RuneCountInString(name), gap)
				}
				if f := p.face(); bottom > f.qrY() {
					t.Errorf("%s %v, %d characters: the name ends at %.2f, the code begins at %.2f", s.Code, size, utf8.RuneCountInString(name), bottom, f.qrY())
				}
			}
		}
	}
}

// Every scheme's back is set in 7 points or larger, and in both languages.
func TestBacksCanBeRead(t *testing.T) {
	for _, s := range scheme.All() {
		p := dressed(samplePass(), s)
		p.Size = Size{s.Size.Width, s.Size.Height}
		said := ""
		for _, m := range marks(func(c *canvas) { c.cardBack(0, 0, p) }) {
			if said += m.text; !m.micro && m.size < leastRead-0.01 {
				t.Errorf("%s: %.2f points: %q", s.Code, m.size, m.text)
			}
		}
		for _, n := range p.Notes {
			if !strings.Contains(squeeze(said), squeeze(n.ZH)) || !strings.Contains(squeeze(said), squeeze(n.EN)) {
				t.Errorf("%s: the back does not say %q %q", s.Code, n.ZH, n.EN)
			}
		}
	}
}
