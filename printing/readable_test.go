package printing

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passdesk/registry/civil"
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
		"receipt": func(w io.Writer) error { return Receipts(w, []Receipt{receipt}, o) },
		"form":    func(w io.Writer) error { return Forms(w, []Form{form}, o) },
		"slip":    func(w io.Writer) error { return Slips(w, []Slip{slip}, o) },
		"door":    func(w io.Writer) error { return Doors(w, []Door{door}, o) },
	}
}
