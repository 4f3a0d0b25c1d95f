package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// wordsAt are the places of words on the pages of a PDF, in millimetres from the top
// left, as pdftotext tells them: page by page.
func (p *place) wordsAt(pdf string) []map[string][2]float64 {
	p.t.Helper()
	said := call(p.t, tool(p.t, "pdftotext"), "-bbox", pdf, "-")
	var pages []map[string][2]float64
	word := regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)"[^>]*>([^<]*)</word>`)
	for i, page := range strings.Split(said, "<page ") {
		if i == 0 {
			continue
		}
		words := map[string][2]float64{}
		for _, m := range word.FindAllStringSubmatch(page, -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			if _, twice := words[m[3]]; !twice {
				words[m[3]] = [2]float64{x * 25.4 / 72, y * 25.4 / 72}
			}
		}
		pages = append(pages, words)
	}
	return pages
}

// A printer that is off is measured, and what is printed for it lies right once the
// printer has misplaced it: each word on both sides within half a millimetre.
func TestAPrinterIsCalibrated(t *testing.T) {
	p, all := issueTwenty(t)
	numbers := []string{all[0].number, all[1].number, all[2].number}
	draw := func(name string, more ...string) []map[string][2]float64 {
		args := append([]string{"print", "passes", "--layout", "tenup", "--out", p.file(name)}, more...)
		p.expect(exitDone, "", append(args, numbers...)...)
		p.unprinted(numbers...)
		return p.wordsAt(p.file(name))
	}
	right := draw("plain.pdf")
	// The printer puts what lies at x to 1.003·x + 1.8, and so on; the back is another.
	front := func(x, y float64) (float64, float64) { return 1.003*x + 1.8, 0.998*y - 2.2 }
	back := func(x, y float64) (float64, float64) { return 0.996*x - 1.3, 0.995*y + 1.6 }
	read := func(side func(x, y float64) (float64, float64)) string {
		half := func(v float64) float64 { return math.Round(v*2) / 2 }
		l, u := side(20, 20)
		r, d := side(190, 277)
		return fmt.Sprintf("%g,%g，%g %g", half(l), half(r), half(u), half(d))
	}
	p.expect(exitUsage, "", "print", "calibration", "样例打印机", "--proof", "--out", p.file("c.pdf"))
	p.expect(exitDone, "", "print", "calibration", "样例打印机", "--out", p.file("c.pdf"))
	kept := p.expect(exitDone, "", "printer", "calibrate", "样例打印机", "--front", read(front), "--back", read(back)).lines(t)[0]
	if kept["printer"] != "样例打印机" || kept["front"] == nil || kept["back"] == nil {
		t.Errorf("kept %v", kept)
	}
	for page, words := range draw("adjusted.pdf", "--adjust", "样例打印机") {
		side := front
		if page%2 == 1 {
			side = back
		}
		for word, at := range words {
			want, known := right[page][word]
			x, y := side(at[0], at[1])
			if !known || math.Abs(x-want[0]) > 0.5 || math.Abs(y-want[1]) > 0.5 {
				t.Errorf("page %d: a word of %d letters comes to %.2f, %.2f, want %.2f, %.2f", page+1, len(word), x, y, want[0], want[1])
			}
		}
		if len(words) != len(right[page]) || len(words) < 10 {
			t.Errorf("page %d: %d words, want %d", page+1, len(words), len(right[page]))
		}
	}
	p.expect(exitDone, "", "print", "calibration", "样例打印机", "--proof", "--out", p.file("proof.pdf"))
	if again := p.expect(exitDone, "", "printer", "calibrate", "样例打印机").lines(t)[0]; fmt.Sprint(again) != fmt.Sprint(kept) {
		t.Errorf("shown %v, kept %v", again, kept)
	}
	p.expect(exitDone, "", "printer", "calibrate", "样例打印机", "--reset")
	if plain := draw("reset.pdf"); fmt.Sprint(plain) != fmt.Sprint(right) {
		t.Error("a correction that was taken back is still drawn")
	}
	p.expect(exitDone, "", "verify")
}

func TestNumbersThatAreNoMeasurement(t *testing.T) {
	p := newPlace(t)
	p.init()
	for _, args := range []string{
		"--front 20,190,20", "--front 20,190,20,277,3", "--front 20,190,zwanzig,277", "--back 20,190,20,277", "--front 20,184,20,277", "--front 20,190,20,277 --back 35,205,20,277",
		"--front 2,190,20,277", "--front NaN,190,20,277", "--front Inf,190,20,277", "--front -20,190,20,277",
	} {
		twoLanguages(t, p.expect(exitUsage, "", append([]string{"printer", "calibrate", "样例打印机"}, strings.Fields(args)...)...).err)
	}
	if kept := p.expect(exitDone, "", "printer", "calibrate", "样例打印机").lines(t)[0]; kept["front"] != nil || kept["back"] != nil {
		t.Errorf("kept all the same: %v", kept)
	}
}

// Onto pre-printed stock only the values are printed; by a flag, or because it lies in
// the printer.
func TestOntoPreprintedStock(t *testing.T) {
	p, all := issueTwenty(t)
	numbers := []string{all[0].number, all[1].number}
	words := func(more ...string) string {
		args := append([]string{"print", "passes", "--out", p.file("o.pdf")}, more...)
		p.expect(exitDone, "", append(args, numbers...)...)
		p.neverPrinted(numbers...)
		return call(t, tool(t, "pdftotext"), "-raw", p.file("o.pdf"), "-")
	}
	p.expect(exitDone, "", "printer", "calibrate", "样例打印机", "--stock", "preprinted")
	for name, c := range map[string]struct {
		flags   string
		overlay bool
	}{
		"plain": {"--layout tenup", false}, "by a flag": {"--layout tenup --overlay", true}, "one to a page": {"--layout single --overlay", true},
		"in the printer": {"--layout tenup --adjust 样例打印机", true}, "walk-in sheets are plain": {"--layout walkin --adjust 样例打印机", false},
		"a walk-in sheet, said so": {"--layout walkin --overlay", true},
	} {
		text := words(strings.Fields(c.flags)...)
		if got := !strings.Contains(text, "编号 No."); got != c.overlay {
			t.Errorf("%s: overlay %v, want %v\n%s", name, got, c.overlay, text)
		}
		if !strings.Contains(text, all[0].number[:4]+" "+all[0].number[4:8]) {
			t.Errorf("%s: the number is missing", name)
		}
	}
	p.expect(exitDone, "", "printer", "calibrate", "样例打印机", "--stock", "plain")
	if text := words("--layout", "tenup"); !strings.Contains(text, "编号 No.") {
		t.Error("plain paper again, and no labels")
	}
}

// What else goes to a printer that is off is put right as passes are: a ledger page
// and a notice.
func TestEveryPaperIsPutRight(t *testing.T) {
	p, fake, number := withPrinter(t)
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "recall", number, "--reason", "symptoms")
	sent := func(args ...string) map[string][2]float64 {
		p.expect(exitDone, "", append(args, "--printer", "sample")...)
		jobs := fake.Sent()
		return p.wordsAt(p.write("sent.pdf", string(jobs[len(jobs)-1].Document)))[0]
	}
	for word, args := range map[string][]string{
		"证件编号": {"print", "ledger", "--blank", "1"},
		"编号":   {"print", "notices", number},
	} {
		// One and three millimetres too far right: a page that lies stands in either file.
		p.expect(exitDone, "", "printer", "calibrate", "sample", "--front", "21,191,20,277")
		right := sent(args...)
		p.expect(exitDone, "", "printer", "calibrate", "sample", "--front", "23,193,20,277")
		moved := sent(args...)
		if dx, dy := moved[word][0]-right[word][0], moved[word][1]-right[word][1]; math.Abs(dx+2) > 0.1 || math.Abs(dy) > 0.1 {
			t.Errorf("%v: %s is moved by %.2f, %.2f mm, want -2, 0", args, word, dx, dy)
		}
	}
}
