package printing

import (
	"io"
	"math"
	"regexp"
	"testing"
)

var edgeMark = regexp.MustCompile(`/Duplex /DuplexFlip(Long|Short)Edge`)

// Where the back lands: the sheet is turned about the edge that the file names, and whoever
// then looks through the paper sees each back on its front, its head at the front's head, as
// of an identity card that is turned sideways.
func TestBacksLieUprightOnTheirFronts(t *testing.T) {
	for name, size := range map[string]Size{"id1": ID1, "120 by 80": {120, 80}, "a6": A6} {
		p := samplePass()
		p.Size = size
		for layout, write := range map[string]func(io.Writer) error{
			"single": func(w io.Writer) error { return Single(w, []Pass{p}, Sheets{}, Options{}) },
			"ten up": func(w io.Writer) error { return TenUp(w, []Pass{p}, Sheets{}, Options{}) },
		} {
			file := inMemory(t, write)
			pages, edge := readBack(t, file), edgeMark.FindSubmatch(file)
			if len(pages) != 2 || edge == nil {
				t.Fatalf("%s, %s: %d pages, turned about %q", name, layout, len(pages), edge)
			}
			drawn := p
			if lie, ok := size.single(); ok && layout == "single" {
				drawn.Size = lie.pass
			}
			front, head := cardOn(t, pages[0], drawn, p.Title.ZH)
			back, backHead := cardOn(t, pages[1], drawn, "使用须知")
			// An upright page has its long edge upright, a lying page its short one.
			if (string(edge[1]) == "Long") == (pages[0].height > pages[0].width) {
				back.x = pages[1].width/point - back.x - back.width
			} else {
				back.y, backHead = pages[1].height/point-back.y-back.height, pages[1].height/point-backHead
			}
			if math.Abs(front.x-back.x) > 0.1 || math.Abs(front.y-back.y) > 0.1 {
				t.Errorf("%s, %s: the front at %.1f, %.1f mm, its back at %.1f, %.1f", name, layout, front.x, front.y, back.x, back.y)
			}
			if math.Abs(head-backHead) > drawn.face().h/4 {
				t.Errorf("%s, %s: the head of the front at %.1f mm, that of its back at %.1f", name, layout, head, backHead)
			}
		}
	}
}

// A sheet that is cut out and folded, too: its back lies behind its front, head at head.
func TestFoldedBacksLieUprightOnTheirFronts(t *testing.T) {
	for _, size := range sizes {
		p := samplePass()
		p.Size = size
		f := p.face()
		page := readBack(t, inMemory(t, func(w io.Writer) error { return WalkIn(w, p, sampleStub(), Options{}) }))[0]
		at := map[string][2]float64{}
		for _, text := range page.texts {
			if _, there := at[text.text]; !there {
				at[text.text] = [2]float64{text.x / point, (page.height - text.y) / point}
			}
		}
		front, back := at[p.Title.ZH], at["使用须知"]
		fold := walkInY + f.h
		if 2*f.w <= a4Width-2*sheetEdge {
			fold = 0
		} else {
			back = [2]float64{back[0] - 2*(back[0]-a4Width/2), 2*fold - back[1]} // the page's texts run to the left
		}
		if math.Abs(front[1]-back[1]) > f.h/4 || fold > 0 && math.Abs(front[0]-back[0]) > 1 {
			t.Errorf("%v, folded at %.1f: the head of the front at %.1f mm, that of its back at %.1f", size, fold, front, back)
		}
	}
}

// cardOn is where one side of a pass lies, by its head, and the height of that; both in
// millimetres from the top left corner.
func cardOn(t *testing.T, page pageRead, p Pass, head string) (area, float64) {
	t.Helper()
	f := p.face()
	for _, text := range page.texts {
		if text.text != head {
			continue
		}
		x, y := text.x/point-f.labelAt(), (page.height-text.y)/point
		for _, top := range []float64{(page.height/point - f.h) / 2, f.grid().top} { // in the middle, or the first place
			if y > top && y < top+f.headEnd() {
				return area{x, top, f.w, f.h}, y
			}
		}
	}
	t.Fatalf("no %s on the page", head)
	return area{}, 0
}
