package printing

import (
	"fmt"
	"image"
	"image/draw"
	"io"
	"os"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"passdesk/printing/font"
)

// What comes out of two renderers is, pixel by pixel, what a third draws straight
// from the font: a sample of every font's whole range.
func TestCharactersAsPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of pixels")
	}
	for _, w := range font.Weights {
		all, by := charactersOf(t, w)
		picturesAgree(t, w, all, by)
	}
}

// The sheet of a sample, large: columns and rows of so many, at a resolution.
const (
	sampleDPI, sampleSize, sampleCell = 250, 36.0, 20.0 // points, millimetres
	sampleColumns                     = 9
)

func samplePlace(i int) (x, y float64) {
	return 15 + sampleCell*float64(i%sampleColumns), 25 + sampleCell*float64(i/sampleColumns)
}

// picturesAgree draws a sample of the characters and compares it with what the fonts
// draw.
func picturesAgree(t *testing.T, w font.Weight, all []rune, by map[rune]*sfnt.Font) {
	t.Helper()
	const most = 0.2 // of the ink: renderers smooth edges each in its way
	var some []rune
	for i := range sampleColumns * sampleColumns {
		some = append(some, all[len(all)*i/(sampleColumns*sampleColumns)])
	}
	path := onDisk(t, func(to io.Writer) error {
		return render(to, about{title: "样本"}, func(c *canvas) {
			c.page(a4Width, a4Height, false)
			for i, r := range some {
				x, y := samplePlace(i)
				c.text(x, y, style{w, sampleSize, rgb{}}, string(r))
			}
		})
	})
	rendered := map[string]picture{"poppler": pictures(t, path, sampleDPI)[0], "mutool": drawnByMuPDF(t, path, sampleDPI)}
	for i, r := range some {
		x, y := samplePlace(i)
		px, py := int(x*sampleDPI/25.4+0.5), int(y*sampleDPI/25.4+0.5)
		other := some[(i+1)%len(some)]
		want, wrong := rasterised(t, by[r], r), rasterised(t, by[other], other)
		for who, p := range rendered {
			if d := difference(p, px, py, want); d > most {
				t.Errorf("%v: %s draws %c U+%04X in another way: %.0f %% of its ink", w, who, r, r, d*100)
			}
			if d := difference(p, px, py, wrong); d < 1.5*most {
				t.Errorf("%v: %c looks like %c: %.0f %% of their ink, the test proves nothing", w, r, other, d*100)
			}
		}
	}
}

func drawnByMuPDF(t *testing.T, path string, dpi int) picture {
	t.Helper()
	outside(t, "mutool", "draw", "-q", "-c", "gray", "-r", fmt.Sprint(dpi), "-F", "pgm", "-o", path+".pgm", path)
	return greyOf(t, must(os.ReadFile(path+".pgm")))
}

// rasterised is a glyph as its font draws it, in a square of twice its size whose
// baseline begins in the middle of the left half.
func rasterised(t *testing.T, f *sfnt.Font, r rune) *image.Alpha {
	t.Helper()
	const size = sampleSize * sampleDPI / 72
	var buf sfnt.Buffer
	segments, err := f.LoadGlyph(&buf, must(f.GlyphIndex(&buf, r)), fixed.Int26_6(size*64), nil)
	if err != nil {
		t.Fatal(err)
	}
	side := int(2 * size)
	z := vector.NewRasterizer(side, side)
	ox, oy := float32(size/2), float32(size*1.4)
	p := func(a fixed.Point26_6) (x, y float32) { return ox + float32(a.X)/64, oy + float32(a.Y)/64 }
	for _, s := range segments {
		ax, ay := p(s.Args[0])
		bx, by := p(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			z.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			cx, cy := p(s.Args[2])
			z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	z.ClosePath()
	out := image.NewAlpha(image.Rect(0, 0, side, side))
	z.DrawOp = draw.Src
	z.Draw(out, out.Bounds(), image.Opaque, image.Point{})
	return out
}

// difference is the ink that only one of two has, as a part of all ink, at the best
// of the places a pixel around: renderers round to whole pixels.
func difference(p picture, x, y int, want *image.Alpha) float64 {
	size := want.Bounds().Dx() / 2
	best := 1.0
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			ink, apart := 1, 0
			for v := size / 4; v < 2*size-size/4; v++ {
				for u := size / 4; u < 2*size-size/2; u++ {
					px, py := x-size/2+u+dx, y-size*7/5+v+dy
					got, want := 255-int(p.grey[py*p.width+px]), int(want.AlphaAt(u, v).A)
					ink, apart = ink+max(got, want), apart+abs(got-want)
				}
			}
			best = min(best, float64(apart)/float64(ink))
		}
	}
	return best
}
