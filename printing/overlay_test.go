package printing

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// kindsOfPass are the documents that may be printed on stock.
func kindsOfPass(o Options) map[string]func(io.Writer) error {
	child, stub := childPass()
	reissued := samplePass()
	reissued.Copy, reissued.Former = 3, "12931170000171"
	passes := append(batch(3), child, reissued)
	return map[string]func(io.Writer) error{
		"tenup":  func(w io.Writer) error { return TenUp(w, passes, Sheets{First: 4}, o) },
		"single": func(w io.Writer) error { return Single(w, passes, Sheets{}, o) },
		"walkin": func(w io.Writer) error { return WalkIn(w, child, stub, o) },
	}
}

// TestOverlayIsOnlyWhatIsThePassesOwn: every value that the whole page has stands on
// the overlay as well, and nothing that the stock bears.
func TestOverlayIsOnlyWhatIsThePassesOwn(t *testing.T) {
	whole, over := kindsOfPass(Options{}), kindsOfPass(Options{Overlay: true})
	for name := range whole {
		text := string(outside(t, "pdftotext", "-raw", onDisk(t, over[name]), "-"))
		outside(t, "qpdf", "--check", onDisk(t, over[name]))
		pass, _, _ := strings.Cut(text, "存根联")
		for _, label := range []string{"编号 No.", "姓名 Name", "甬行证", "盖章处", "使用须知", "签证日期", "沿四角"} {
			if strings.Contains(strings.ReplaceAll(pass, "原编号", ""), label) {
				t.Errorf("%s: the stock bears %q already:\n%s", name, label, pass)
			}
		}
		child, _ := childPass()
		for _, value := range []string{grouped(child.Number), child.Name, "监护人证件 " + child.DocNumber, dayText(child.Issued), child.Point} {
			if !strings.Contains(squeeze(pass), squeeze(value)) {
				t.Errorf("%s: no %q on the overlay:\n%s", name, value, pass)
			}
		}
		if name != "walkin" && (!strings.Contains(pass, "补打 3") || !strings.Contains(pass, "原编号")) {
			t.Errorf("%s: the marks of a later copy are missing:\n%s", name, pass)
		}
	}
}

// A name that needs more room has it from the number alone: the head is printed already.
func TestALongNameOnStockLeavesTheHead(t *testing.T) {
	for _, size := range sizes {
		p := sized(size)
		p.Name = strings.Repeat("样", 50)
		f := p.face()
		for _, m := range marks(func(c *canvas) { c.overlay = true; c.cardFront(0, 0, p) }) {
			if m.text == grouped(p.Number) && m.y < f.headEnd()+1.15 {
				t.Errorf("%v: the number begins at %.2f, the head ends at %.2f", size, m.y, f.headEnd()+1.15)
			}
			if m.text == p.DocNumber && m.y < f.rowsTop() {
				t.Errorf("%v: the first line begins at %.2f", size, m.y)
			}
		}
	}
}

// TestOverlayLiesAsTheWholePage: where the overlay has ink of an adult's pass, the whole
// page has it too, pixel by pixel; and it has much less. Longer names have more room on a
// whole page.
func TestOverlayLiesAsTheWholePage(t *testing.T) {
	passes := slices.DeleteFunc(batch(20), func(p Pass) bool {
		f, _ := p.face().naming(named(p.Name), len(p.rows()))
		return f.long
	})
	draw := func(o Options) []picture {
		return pictures(t, onDisk(t, func(w io.Writer) error { return TenUp(w, passes[:10], Sheets{}, o) }), 150)
	}
	whole, over := draw(Options{}), draw(Options{Overlay: true})
	if len(whole) != len(over) {
		t.Fatalf("%d pages, want %d", len(over), len(whole))
	}
	for i := range whole {
		ink, all, astray := 0, 0, 0
		for at, grey := range whole[i].grey {
			dark := over[i].grey[at] < 100
			if grey < 200 {
				all++
			}
			if dark {
				ink++
			}
			if dark && grey > 140 {
				astray++
			}
		}
		if ink == 0 || astray > 0 || ink*2 > all {
			t.Errorf("page %d: %d pixels of ink, %d of them where the whole page has none; the whole page has %d", i+1, ink, astray, all)
		}
	}
}
