package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What lies on a printed page, measured on its picture.

// page is a page in grey: a byte a dot, 0 black.
type page struct {
	dpi, width, height int
	grey               []byte
}

// pages renders every page of a PDF.
func pages(t *testing.T, path string, dpi int) []page {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "page")
	call(t, tool(t, "pdftoppm"), "-gray", "-r", fmt.Sprint(dpi), path, stem)
	files, err := filepath.Glob(stem + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no page in %s", path)
	}
	var all []page
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, depth := page{dpi: dpi}, 0
		if _, err := fmt.Fscanf(bytes.NewReader(b), "P5\n%d %d\n%d", &p.width, &p.height, &depth); err != nil || depth != 255 {
			t.Fatalf("%s is no grey picture", file)
		}
		p.grey = b[len(b)-p.width*p.height:]
		all = append(all, p)
	}
	return all
}

// dark is how dark the page is at a place in millimetres.
func (p page) dark(x, y float64) int {
	at := func(mm float64) int { return int(mm / 25.4 * float64(p.dpi)) }
	return 255 - int(p.grey[at(y)*p.width+at(x)])
}

// line is the middle of what is dark within 3 mm before and behind zero, where dark
// is asked by the distance; far off for nothing.
func line(dark func(mm float64) int) float64 {
	sum, weight := 0.0, 0.0
	for mm := -3.0; mm <= 3; mm += 0.02 {
		if d := float64(dark(mm)); d > 60 {
			sum, weight = sum+mm*d, weight+d
		}
	}
	if weight == 0 {
		return 99
	}
	return sum / weight
}

// crossesLieRight: the four crosses of a calibration sheet are where they say, to
// 0.3 mm, so that the page is neither moved nor scaled.
func crossesLieRight(t *testing.T, p page) {
	t.Helper()
	if mm := float64(p.width) / float64(p.dpi) * 25.4; mm < 209.5 || mm > 210.5 {
		t.Errorf("the sheet is %.1f mm wide", mm)
	}
	for _, cross := range [][2]float64{{20, 20}, {190, 20}, {20, 277}, {190, 277}} {
		x, y, out := cross[0], cross[1], 4.0 // beside the label, which lies towards the middle
		if x < 105 {
			out = -4
		}
		dx := line(func(mm float64) int { return p.dark(x+mm, y+4) })
		dy := line(func(mm float64) int { return p.dark(x+out, y+mm) })
		if max(dx, -dx, dy, -dy) > 0.3 {
			t.Errorf("the cross at %g, %g is off by %.2f, %.2f mm", x, y, dx, dy)
		}
	}
}

// scanned is what a reader sees in the first QR of a PDF's first page.
func scanned(t *testing.T, path string) string {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "qr")
	call(t, tool(t, "pdftoppm"), "-gray", "-r", "300", "-f", "1", "-l", "1", path, stem)
	files, _ := filepath.Glob(stem + "*")
	if len(files) != 1 {
		t.Fatalf("no page in %s", path)
	}
	said := call(t, tool(t, "zbarimg"), "--quiet", "--raw", files[0])
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return first
}
