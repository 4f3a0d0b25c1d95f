package printing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// every is a specimen of each document.
func every() map[string]func(io.Writer) error {
	o := Options{Made: made}
	all := map[string]func(io.Writer) error{
		"walkin": func(w io.Writer) error { return WalkIn(w, samplePass(), sampleStub(), o) },
		"child":  func(w io.Writer) error { p, s := childPass(); return WalkIn(w, p, s, o) },
		"walkins": func(w io.Writer) error {
			p, s := childPass()
			return WalkIns(w, []Sheet{{samplePass(), sampleStub()}, {p, s}}, o)
		},
		"tenup":     func(w io.Writer) error { return TenUp(w, batch(12), Sheets{First: 4}, o) },
		"household": func(w io.Writer) error { p, s := householdPass(Size{120, 80}); return WalkIn(w, p, s, o) },
		"beside": func(w io.Writer) error {
			p, s := householdPass(Size{95, 65})
			p.Fields = p.Fields[:1]
			return WalkIn(w, p, s, o)
		},
		"twoup": func(w io.Writer) error {
			p, _ := householdPass(Size{148, 105})
			return TenUp(w, []Pass{p, p, p}, Sheets{}, o)
		},
		"schemes": func(w io.Writer) error {
			var all []Pass
			for _, s := range scheme.All() {
				p := dressed(samplePass(), s)
				p.Station, p.Seals = s.DivisionPrefix+"12-131", s.AuthorityNames
				q := p
				q.Seals = append(q.Seals[:len(q.Seals):len(q.Seals)], "样例街道办事处")
				q.Copy, q.Former, q.Expires, q.Name = 2, "12131170004131", civil.New(2020, 3, 2), hardNames[4]
				all = append(all, p, q)
			}
			return TenUp(w, all, Sheets{}, o)
		},
		"single": func(w io.Writer) error {
			p, _ := childPass()
			return Single(w, []Pass{samplePass(), p}, Sheets{}, o)
		},
		"singlewide": func(w io.Writer) error {
			p, _ := householdPass(Size{120, 80})
			return Single(w, []Pass{p}, Sheets{}, o)
		},
		"a6": func(w io.Writer) error {
			p, _ := householdPass(A6)
			return Single(w, []Pass{p}, Sheets{}, o)
		},
		"ledger":   func(w io.Writer) error { return oneVolume(w, sampleHead(), sampleRows(22)) },
		"extract":  func(w io.Writer) error { return Extract(w, sampleExtract(30), o) },
		"recovery": func(w io.Writer) error { return Recovery(w, sampleRecovery(), o) },
		"slips": func(w io.Writer) error {
			return Slips(w, []Slip{sampleSlip(), parkedSlip(), referredSlip(), upheldSlip(), endlessSlip()}, o)
		},
		"calibration": func(w io.Writer) error { return Calibration(w, "样例打印机", o) },
		"guide":       func(w io.Writer) error { return Guide(w, sampleBook(), o) },
	}
	maps.Copy(all, everyNotice())
	return all
}

func TestTextOfEveryPage(t *testing.T) {
	for name, write := range every() {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".txt", outside(t, "pdftotext", "-raw", onDisk(t, write), "-"))
		})
	}
}

// MuPDF is the other reader that most viewers are made of: it must find every
// line that poppler finds on the pass.
func TestTwoReadersAgree(t *testing.T) {
	for _, name := range []string{"child", "ledger", "tenup"} {
		path := onDisk(t, every()[name])
		other := squeeze(string(outside(t, "mutool", "draw", "-q", "-F", "txt", "-o", "-", path)))
		for line := range strings.Lines(string(outside(t, "pdftotext", "-raw", path, "-"))) {
			for _, part := range strings.Fields(line) {
				if !strings.Contains(other, squeeze(part)) {
					t.Errorf("%s: mutool does not find %q", name, part)
				}
			}
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestEveryFileIsClean(t *testing.T) {
	for name, write := range every() {
		path := onDisk(t, write)
		if said := string(outside(t, "qpdf", "--check", path)); !strings.Contains(said, "No syntax or stream encoding errors found") {
			t.Errorf("%s: qpdf says\n%s", name, said)
		}
		if said := string(outside(t, "pdfinfo", path)); !strings.Contains(said, "1970") && !strings.Contains(said, "2020") {
			t.Errorf("%s: dates of the clock:\n%s", name, said)
		}
	}
}

// The date of a file is an instant that every reader knows: it has the zone it was
// given in.
func TestTheDateOfAFileHasItsZone(t *testing.T) {
	for want, at := range map[string]time.Time{
		"D:20200218173000+08'00'": made.In(time.FixedZone("CST", 8*3600)),
		"D:20200218053000-04'00'": made.In(time.FixedZone("", -4*3600)),
		"D:20200218151500+05'45'": made.In(time.FixedZone("", 5*3600+45*60)),
		"D:20200218093000+00'00'": made,
		"D:19700101000000+00'00'": {},
	} {
		path := onDisk(t, func(w io.Writer) error { return Calibration(w, "样例打印机", Options{Made: at}) })
		said := string(outside(t, "mutool", "show", path, "trailer/Info"))
		for _, key := range []string{"/CreationDate", "/ModDate"} {
			if !strings.Contains(said, key+" ("+want+")") {
				t.Errorf("%s is not %s:\n%s", key, want, said)
			}
		}
		if said := string(outside(t, "pdfinfo", "-isodates", path)); !strings.Contains(said, "校准页 Calibration\n") || !strings.Contains(said, " passdesk\n") {
			t.Errorf("what the file says of itself is lost:\n%s", said)
		}
	}
}

// Nothing of the clock is in a file.
func TestSameValuesSameFile(t *testing.T) {
	for name, write := range every() {
		first := inMemory(t, write)
		for range 4 {
			if again := inMemory(t, write); !bytes.Equal(first, again) {
				t.Fatalf("%s: two prints of the same values differ", name)
			}
		}
	}
}

// A viewer must not shrink a card to fit the page.
func TestPrintedAtFullSize(t *testing.T) {
	for name, write := range every() {
		if !bytes.Contains(inMemory(t, write), []byte("/ViewerPreferences <</PrintScaling /None")) {
			t.Errorf("%s: no print scaling wish", name)
		}
	}
}

// The QR code is read from the page as a cheap scanner would see it printed at
// 203 dpi, and at 300: one on the walk-in sheet, seven on the first ten-up sheet,
// whose three first places are used up.
func TestQRCodeIsReadFromThePage(t *testing.T) {
	for _, c := range []struct {
		name  string
		dpi   int
		codes int
	}{{"walkin", 120, 1}, {"tenup", 120, 7}, {"single", 120, 1}, {"a6", 100, 1}, {"walkin", 203, 1}, {"walkin", 300, 1}, {"child", 203, 1}, {"tenup", 203, 7}, {"tenup", 300, 7},
		{"household", 203, 1}, {"beside", 203, 1}, {"twoup", 203, 2}, {"single", 203, 1}, {"singlewide", 203, 1}, {"a6", 203, 1}, {"schemes", 203, 6}} {
		path := onDisk(t, every()[c.name])
		outside(t, "pdftoppm", "-gray", "-singlefile", "-r", fmt.Sprint(c.dpi), path, path)
		said := string(outside(t, "zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path+".pgm"))
		if want := strings.Repeat(qrText+"\n", c.codes); said != want {
			t.Errorf("%s at %d dpi: read\n%s", c.name, c.dpi, said)
		}
	}
}

func TestQRCodeHasTheSizeOfThePlan(t *testing.T) {
	if n := qrModules(qrText); n != 41 {
		t.Errorf("%d modules, want 41", n)
	}
	for _, size := range sizes {
		room := sized(size).face().qrSide() / (41 + 2*quiet)
		m := moduleOf(room)
		if dots := m / dot; m < 0.5 || m > room+1e-9 || math.Abs(dots-math.Round(dots)) > 1e-9 || m*41 < 18 {
			t.Errorf("%v: modules of %.3f mm, %.2f dots, in %.3f mm", size, m, dots, room)
		}
	}
}

// Printers leave a border white; so do we, 5 mm on each side, and cards stay
// inside their cut marks.
func TestNothingInTheMargin(t *testing.T) {
	const dpi = 100
	const margin = 19 // pixels: 4.9 mm
	for name, write := range every() {
		for i, p := range pictures(t, onDisk(t, write), dpi) {
			ink := 0
			for y := range p.height {
				for x := range p.width {
					edge := x < margin || y < margin || x >= p.width-margin || y >= p.height-margin
					if dark := p.grey[y*p.width+x] < 200; dark {
						ink++
						if edge {
							t.Fatalf("%s page %d: ink at pixel %d,%d", name, i+1, x, y)
						}
					}
				}
			}
			if ink == 0 {
				t.Errorf("%s page %d is empty", name, i+1)
			}
		}
	}
}

func TestShiftMovesThePage(t *testing.T) {
	plain := func(w io.Writer) error { return Calibration(w, "", Options{}) }
	moved := func(w io.Writer) error {
		return Calibration(w, "", Options{Shift: Shift{DX: 12.7, DY: 25.4, BackDX: -2.54}})
	}
	a, b := pictures(t, onDisk(t, plain), 100), pictures(t, onDisk(t, moved), 100)
	// The cross at 105, 148.5 mm: pixel 413, 584 of 827 × 1169.
	for _, c := range []struct{ page, dx, dy int }{{0, 50, 100}, {1, -10, 0}} {
		x, y := crossAt(a[c.page])
		x2, y2 := crossAt(b[c.page])
		if abs(x2-x-c.dx) > 1 || abs(y2-y-c.dy) > 1 {
			t.Errorf("page %d: moved by %d,%d pixels, want %d,%d", c.page+1, x2-x, y2-y, c.dx, c.dy)
		}
	}
	scaled := pictures(t, onDisk(t, func(w io.Writer) error {
		return Calibration(w, "", Options{Shift: Shift{SX: 0.9, SY: 0.9}})
	}), 100)
	x, y := crossAt(scaled[0])
	if abs(x-372) > 1 || abs(y-526) > 1 {
		t.Errorf("scaled about the top left corner: cross at %d,%d, want 372,526", x, y)
	}
}

// crossAt finds the middle cross of the calibration sheet: the row and column
// with the longest unbroken dark run in the middle part of the page.
func crossAt(p picture) (x, y int) {
	dark := func(x, y int) bool { return p.grey[y*p.width+x] < 128 }
	best := 0
	for cy := 450; cy < 800; cy++ {
		if n := longest(300, 600, func(x int) bool { return dark(x, cy) }); n > best {
			best, y = n, cy
		}
	}
	best = 0
	for cx := 300; cx < 600; cx++ {
		if n := longest(450, 800, func(y int) bool { return dark(cx, y) }); n > best {
			best, x = n, cx
		}
	}
	return x, y
}

func longest(from, to int, dark func(int) bool) int {
	best, run := 0, 0
	for i := from; i < to; i++ {
		if run++; !dark(i) {
			run = 0
		}
		best = max(best, run)
	}
	return best
}

func abs(n int) int { return max(n, -n) }

func TestRefusals(t *testing.T) {
	o := Options{}
	for name, spoil := range map[string]func(*Pass){
		"number with spaces": func(p *Pass) { p.Number = "1213 1170 0042 28" },
		"short number":       func(p *Pass) { p.Number = "123" },
		"no name":            func(p *Pass) { p.Name = "  " },
		"no title":           func(p *Pass) { p.Title = Text{} },
		"no copy":            func(p *Pass) { p.Copy = 0 },
		"no day":             func(p *Pass) { p.Issued = civil.Date{} },
		"four seals":         func(p *Pass) { p.Seals = []string{"a", "b", "c", "d"} },
		"no such head":       func(p *Pass) { p.Design.Head = "moon" },
		"no such ground":     func(p *Pass) { p.Design.Ground = "moon" },
		"yellow ink":         func(p *Pass) { p.Design.Ink = Ink{250, 220, 60} },
		"endless QR":         func(p *Pass) { p.QR = strings.Repeat("A", 5000) },
	} {
		p := samplePass()
		spoil(&p)
		var b bytes.Buffer
		for _, err := range []error{WalkIn(&b, p, sampleStub(), o), TenUp(&b, []Pass{samplePass(), p}, Sheets{}, o)} {
			if !errors.Is(err, ErrValue) || strings.Contains(err.Error(), "样例") || strings.Contains(err.Error(), "330212") {
				t.Errorf("%s: %v, want ErrValue and no personal data", name, err)
			}
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes were written", name, b.Len())
		}
	}
	for name, err := range map[string]error{
		"no passes":      TenUp(io.Discard, nil, Sheets{}, o),
		"no single pass": Single(io.Discard, nil, Sheets{}, o),
		"larger than A6": Single(io.Discard, []Pass{sized(Size{150, 90})}, Sheets{}, o),
		"place 11":       TenUp(io.Discard, batch(1), Sheets{First: 11}, o),
		"no words":       Recovery(io.Discard, RecoverySheet{}, o),
		"untitled":       oneVolume(io.Discard, LedgerHead{}, nil),
		"no page":        oneVolume(io.Discard, sampleHead(), nil),
		"a row too many": Ledger(opening(io.Discard), sampleHead(), slices.Values([]LedgerPage{{Number: 1, Rows: sampleRows(16)}}), o),
		"a page twice":   Ledger(opening(io.Discard), sampleHead(), slices.Values([]LedgerPage{{Number: 1}, {Number: 1}}), o),
	} {
		if !errors.Is(err, ErrValue) {
			t.Errorf("%s: %v, want ErrValue", name, err)
		}
	}
}

var errDisk = errors.New("no space left on device")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestAFullDiskIsTold(t *testing.T) {
	for name, err := range map[string]error{
		"walk-in": WalkIn(fullDisk{}, samplePass(), sampleStub(), Options{}),
		"ten-up":  TenUp(fullDisk{}, batch(1), Sheets{}, Options{}),
		"ledger":  oneVolume(fullDisk{}, sampleHead(), sampleRows(1)),
	} {
		if !errors.Is(err, errDisk) {
			t.Errorf("%s: %v, want %v", name, err, errDisk)
		}
	}
}

func TestAPanicOfTheLibraryIsAnError(t *testing.T) {
	err := render(io.Discard, about{}, func(*canvas) { panic("样例父 330212198505059315") })
	if !errors.Is(err, errLibrary) || strings.Contains(err.Error(), "样例") {
		t.Errorf("%v, want errLibrary without the panic's words", err)
	}
}

func TestValuesNameNobody(t *testing.T) {
	p, s := childPass()
	for _, v := range []any{p, s, sampleRows(1)[0], sampleRecovery()} {
		said := fmt.Sprintf("%v %+v %#v %s", v, v, v, v)
		for _, secret := range []string{"样例", "330212", p.Number, "abandon", "AGE-SECRET"} {
			if strings.Contains(said, secret) {
				t.Errorf("%T says %q", v, said)
			}
		}
	}
}

func TestBacksLieOnTheirFronts(t *testing.T) {
	for _, size := range sizes {
		g := Pass{Size: size}.face().grid()
		if size == (Size{}) && g.places() != Places {
			t.Errorf("%d cards to a sheet, want %d", g.places(), Places)
		}
		for i := range g.places() {
			fx, fy := g.place(i, false)
			bx, by := g.place(i, true)
			if fy != by || !near(fx+g.w/2, a4Width-(bx+g.w/2)) {
				t.Errorf("%v place %d: front %.1f,%.1f back %.1f,%.1f", size, i, fx, fy, bx, by)
			}
			if fx < 5 || fy < 5 || fx+g.w > a4Width-5 || fy+g.h > a4Height-5 {
				t.Errorf("%v place %d is too near the sheet's edge", size, i)
			}
		}
	}
}

// sizes are those that schemes may choose: an identity card's, and larger.
var sizes = []Size{{}, {95, 65}, {120, 80}, {148, 105}}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func TestSheetsNeeded(t *testing.T) {
	for _, c := range []struct {
		passes int
		s      Sheets
		pages  string
	}{
		{1, Sheets{}, "2"}, {10, Sheets{}, "2"}, {11, Sheets{}, "4"}, {10, Sheets{First: 2}, "4"}, {1, Sheets{First: 10}, "2"}, {11, Sheets{FrontsOnly: true}, "2"}, {11, Sheets{BacksOnly: true}, "2"},
	} {
		path := onDisk(t, func(w io.Writer) error { return TenUp(w, batch(c.passes), c.s, Options{}) })
		if said := string(outside(t, "pdfinfo", path)); !strings.Contains(said, "Pages:           "+c.pages+"\n") {
			t.Errorf("%d passes %+v: want %s pages\n%s", c.passes, c.s, c.pages, said)
		}
	}
}

// FuzzWalkIn prints anything that an operator might type.
func FuzzWalkIn(f *testing.F) {
	for _, n := range hardNames {
		f.Add(n, "样例社区")
	}
	f.Add("\u202e\x00样", "\xff")
	f.Fuzz(func(t *testing.T, name, point string) {
		p := samplePass()
		p.Name, p.Point, p.DocNumber = name, point, point
		var b bytes.Buffer
		err := WalkIn(&b, p, Stub{Guardian: name, Operator: point, Declaration: []Text{{point, name}}}, Options{})
		if err != nil && !errors.Is(err, ErrValue) {
			t.Fatal(err)
		}
		if err == nil && !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Fatal("no PDF")
		}
	})
}
