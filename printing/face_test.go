package printing

import (
	"bytes"
	"errors"
	"testing"
)

// A pass that cannot be drawn, or lies on no sheet, is refused before its number
// is spent on paper.
func TestSizesThatAreRefused(t *testing.T) {
	three, _ := householdPass(Size{})
	for what, p := range map[string]Pass{
		"smaller than a card": sized(Size{80, 50}), "wider than the sheet": sized(Size{205, 80}), "folded higher than the sheet": sized(Size{120, 150}),
		"three more lines on a card": three,
	} {
		var b bytes.Buffer
		if err := WalkIn(&b, p, Stub{}, Options{}); !errors.Is(err, ErrValue) || b.Len() > 0 {
			t.Errorf("%s: %v", what, err)
		}
	}
	one := three
	one.Fields = one.Fields[:1]
	if err := one.check(); err != nil {
		t.Errorf("one more line on a card: %v", err)
	}
	var b bytes.Buffer
	if err := TenUp(&b, []Pass{sized(Size{120, 80}), sized(Size{})}, Sheets{}, Options{}); !errors.Is(err, ErrValue) {
		t.Errorf("two sizes on a sheet: %v", err)
	}
	if err := TenUp(&b, []Pass{sized(Size{148, 105})}, Sheets{First: 3}, Options{}); !errors.Is(err, ErrValue) {
		t.Errorf("the third place of two: %v", err)
	}
}

func sized(s Size) Pass {
	p := samplePass()
	p.Size = s
	return p
}

// The parts of a pass do not lie on one another, whatever its size and its seals.
func TestPartsKeepApart(t *testing.T) {
	for _, s := range append(sizes, Size{190, 140}, Size{86, 140}, Size{200, 54}) {
		for seals := range sealsMost + 1 {
			for _, head := range []Heading{Ruled, Banded, Spined} {
				f := Pass{Size: s, Seals: make([]string, seals), Design: Design{Head: head}}.face()
				last := f.seal(seals - 1)
				if last.x+last.width > f.qrX() || f.qrY() < f.nameEnd() || f.columnEnd() <= f.valueAt() || f.sealTop() <= f.rowsTop() ||
					f.qrX()+f.qrSide() > f.w-inset || seals > 0 && last.y+last.height > f.h-inset || last.width < 15*f.k {
					t.Errorf("%v, %d seals, %s: %+v", s, seals, head, f)
				}
			}
		}
	}
}
