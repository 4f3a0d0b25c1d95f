package printing

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"passdesk/printing/font"
	"passdesk/registry/scheme"
)

// marked notes where every text would be drawn.
type marked struct{ texts []mark }

// mark is a text's box: from its left end to its right, from the top of a Han
// character to its foot.
type mark struct {
	text string
	area
}

func (m *marked) text(x, y float64, st style, s string) {
	high := st.size / point
	m.texts = append(m.texts, mark{s, area{x, y - 0.86*high, st.width(s), high}})
}
func (*marked) page(_, _ float64)                                               {}
func (*marked) raw(string)                                                      {}
func (*marked) forget()                                                         {}
func (*marked) stamp(string, float64, float64, float64, float64, func() string) {}

func (a area) holds(b area) bool {
	const hair = 1e-6
	return b.x >= a.x-hair && b.y >= a.y-hair && b.x+b.width <= a.x+a.width+hair && b.y+b.height <= a.y+a.height+hair
}

// cardMarks are the texts of one side of a pass at the origin.
func cardMarks(draw func(*canvas)) []mark {
	var m marked
	draw(&canvas{cut: font.NewCut(), ink: &m})
	return m.texts
}

// longOffices are names that offices have, and the longest that is taken.
var longOffices = [][]string{
	{"公安局", "卫健委"},
	{"样例回族自治区应对新型冠状病毒感染肺炎疫情工作指挥部办公室", "居住地村（社区）"},
	{strings.Repeat("样", sealMost), strings.Repeat("例", sealMost)},
	{"SAMPLE MUNICIPAL BUREAU OF HEALTH", strings.Repeat("W", sealMost)},
}

// passesOfEveryScheme are passes with every scheme's title, size, seals and back,
// and with the longest offices on every size.
func passesOfEveryScheme() map[string]Pass {
	all := map[string]Pass{}
	for _, s := range scheme.All() {
		p, _ := childPass()
		p.Title, p.Seals, p.Size = Text(s.Title), s.AuthorityNames, Size{s.Size.Width, s.Size.Height}
		p.IssuedLabel, p.Notes = Text(s.IssuedLabel), nil
		for _, n := range s.Back() {
			p.Notes = append(p.Notes, Note{Text: Text(n.Text)})
		}
		all[s.Code] = p
	}
	for _, size := range append([]Size{ID1}, sizes...) {
		for i, seals := range longOffices {
			p := samplePass()
			p.Size, p.Seals = size, seals
			all[fmt.Sprintf("offices %d on %v", i, size)] = p
		}
	}
	return all
}

// No text leaves its pass, and no office's name the place of its seal.
func TestNoTextLeavesItsPlace(t *testing.T) {
	for name, p := range passesOfEveryScheme() {
		p.Sample = false // 样本 lies slanted under all the rest
		f := p.face()
		card := area{inset, inset, f.w - 2*inset, f.h - 2*inset}
		front := cardMarks(func(c *canvas) { c.cardFront(0, 0, p) })
		for _, m := range append(front, cardMarks(func(c *canvas) { c.cardBack(0, 0, p) })...) {
			if !card.holds(m.area) {
				t.Errorf("%s: %q leaves the pass: %+v", name, m.text, m.area)
			}
		}
		for i, office := range p.Seals {
			box := area{f.labelAt() + float64(i)*(f.sealWide()+1.2*f.k), f.sealTop(), f.sealWide(), f.sealHigh()}
			inside := ""
			for _, m := range front {
				if box.holds(m.area) {
					inside += m.text
				}
			}
			if got, want := squeeze(inside), squeeze(office)+"（盖章处seal）"; got != want {
				t.Errorf("%s: in the place of the seal stands %q, want %q", name, got, want)
			}
		}
	}
}

// A name that could only be printed too small to be read is refused.
func TestAnOfficeOfTooManyCharacters(t *testing.T) {
	p := samplePass()
	p.Seals = []string{strings.Repeat("样", sealMost+1)}
	if err := WalkIn(io.Discard, p, Stub{}, Options{}); !errors.Is(err, ErrValue) {
		t.Errorf("%d characters: %v", sealMost+1, err)
	}
}
