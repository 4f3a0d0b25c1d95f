package printing

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"passdesk/printing/font"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// marked notes where every text would be drawn.
type marked struct {
	texts  []mark
	pages  int
	height float64
	turned *[6]float64 // the matrix of a turned text
	micro  bool
}

// mark is a text's box: from its left end to its right, from the top of a Han
// character to its foot, or of a digit, or from a capital's top to the foot of a g.
type mark struct {
	text string
	size float64 // points
	page int
	area
	micro, slanted bool
}

func (m *marked) text(x, y float64, st style, s string) {
	high := st.size / point
	k := mark{text: s, size: st.size, page: m.pages, area: area{x, y - 0.86*high, st.width(s), high}, micro: m.micro}
	switch {
	case strings.ToUpper(s) == s && len(s) == utf8.RuneCountInString(s):
		k.y, k.height = y-0.75*high, 0.77*high
	case len(s) == utf8.RuneCountInString(s): // with small letters
		k.y = y - 0.78*high
	}
	if m.turned != nil {
		k.slanted = m.turned[0] != 0
		k.area = m.upright(k.area)
	}
	m.texts = append(m.texts, k)
}

// upright is the box around a turned one.
func (m *marked) upright(a area) area {
	var xs, ys []float64
	for _, p := range [][2]float64{{a.x, a.y}, {a.x + a.width, a.y}, {a.x, a.y + a.height}, {a.x + a.width, a.y + a.height}} {
		px, py, t := p[0]*point, (m.height-p[1])*point, m.turned
		xs, ys = append(xs, (t[0]*px+t[2]*py+t[4])/point), append(ys, m.height-(t[1]*px+t[3]*py+t[5])/point)
	}
	return area{slices.Min(xs), slices.Min(ys), slices.Max(xs) - slices.Min(xs), slices.Max(ys) - slices.Min(ys)}
}

func (m *marked) page(_, height float64) { m.pages, m.height = m.pages+1, height }

func (m *marked) raw(operators string) {
	var t [6]float64
	switch n, _ := fmt.Sscanf(operators, "q %f %f %f %f %f %f cm", &t[0], &t[1], &t[2], &t[3], &t[4], &t[5]); {
	case n == 6 && strings.HasSuffix(operators, "cm"):
		m.turned = &t
	case operators == "Q":
		m.turned = nil
	case strings.HasSuffix(operators, "BDC"):
		m.micro = true
	case operators == "EMC":
		m.micro = false
	}
}

func (*marked) forget()                                                         {}
func (*marked) stamp(string, float64, float64, float64, float64, func() string) {}

func (a area) holds(b area) bool {
	const hair = 1e-6
	return b.x >= a.x-hair && b.y >= a.y-hair && b.x+b.width <= a.x+a.width+hair && b.y+b.height <= a.y+a.height+hair
}

// meets reports whether two boxes lie on one another.
func (a area) meets(b area) bool {
	const hair = 0.01
	return min(a.x+a.width, b.x+b.width)-max(a.x, b.x) > hair && min(a.y+a.height, b.y+b.height)-max(a.y, b.y) > hair
}

// marks are the texts of what is drawn.
func marks(draw func(*canvas)) []mark {
	var m marked
	draw(&canvas{cut: font.NewCut(), ink: &m})
	return m.texts
}

// longOffices are names that offices have, and the longest that is taken.
var longOffices = [][]string{
	nil,
	{"发证单位"},
	{"公安局", "卫健委"},
	{"样例回族自治区应对新型冠状病毒感染肺炎疫情工作指挥部办公室", "居住地村（社区）"},
	{strings.Repeat("样", sealMost), strings.Repeat("例", sealMost)},
	{"SAMPLE MUNICIPAL BUREAU OF HEALTH", strings.Repeat("W", sealMost)},
	{"公安局", "卫健委", "街道办事处"},
	{strings.Repeat("样", sealMost), "SAMPLE MUNICIPAL BUREAU OF HEALTH", strings.Repeat("例", sealMost)},
}

// passesOfEveryScheme are passes with every scheme's title, size, look, seals and
// back, and with the offices on every size.
func passesOfEveryScheme() map[string]Pass {
	all := map[string]Pass{}
	for _, s := range scheme.All() {
		p, _ := childPass()
		p.Seals, p.Size = s.AuthorityNames, Size{s.Size.Width, s.Size.Height}
		all[s.Code] = dressed(p, s)
		for _, size := range append([]Size{ID1}, sizes...) {
			for i, seals := range longOffices {
				p := dressed(samplePass(), s)
				p.Size, p.Seals = size, seals
				all[fmt.Sprintf("%s, offices %d on %v", s.Code, i, size)] = p
			}
		}
	}
	return all
}

// dressed is a pass as the scheme's look.
func dressed(p Pass, s scheme.Scheme) Pass {
	p.Title, p.IssuedLabel, p.Notes = Text(s.Title), Text(s.IssuedLabel), nil
	p.Design = Design{Ink(s.Design.Ink), Heading(s.Design.Head), Ground(s.Design.Ground)}
	for _, n := range s.Back() {
		p.Notes = append(p.Notes, Note{Text: Text(n.Text)})
	}
	return p
}

// No text leaves its pass, and no office's name the place of its seal.
func TestNoTextLeavesItsPlace(t *testing.T) {
	for name, p := range passesOfEveryScheme() {
		f := p.face()
		front := marks(func(c *canvas) { c.cardFront(0, 0, p) })
		apart(t, name, f, front)
		places := f.sealPlaces(p.Seals)
		for i, office := range p.Seals {
			inside := ""
			for _, m := range front {
				if places[i].holds(m.area) {
					inside += m.text
				}
			}
			if got, want := squeeze(inside), squeeze(office); strings.TrimSuffix(strings.TrimSuffix(got, "（盖章处seal）"), "（盖章处）") != want {
				t.Errorf("%s: in the place of the seal stands %q, want %q", name, got, want)
			}
		}
	}
}

// apart holds one side of a pass to this: every text lies inside the frame, and
// none on another or on the QR code.
func apart(t *testing.T, name string, f face, side []mark) {
	t.Helper()
	card := area{inset, inset, f.w - 2*inset, f.h - 2*inset}
	side = slices.DeleteFunc(side, func(m mark) bool { return m.slanted }) // 样本 lies under all the rest
	for i, m := range side {
		if !card.holds(m.area) {
			t.Errorf("%s: %q leaves the pass: %+v", name, m.text, m.area)
		}
		for _, other := range side[:i] {
			if m.meets(other.area) {
				t.Errorf("%s: %q %.2v lies on %q %.2v", name, m.text, m.area, other.text, other.area)
			}
		}
	}
}

// extremes are values that passes have at their shortest and longest.
func extremes() (names, points, documents []string) {
	names = append(names, hardNames...)
	for _, unit := range []string{"例", "例例例·", "Wm ", "W"} {
		for _, n := range []int{2, 4, 13, 19, 20, 26, 38, 39, 50} {
			names = append(names, strings.TrimSpace(string([]rune(strings.Repeat(unit, n))[:n])))
		}
	}
	points = []string{"样例社区", "样例省样例市样例区样例街道办事处样例社区居民委员会东门检查点（含样例新村）第三发放点", strings.Repeat("SAMPLE ", 6), strings.Repeat("样", 60)}
	documents = []string{"", "330212198505059315", "H91234567", strings.Repeat("W9", 10)}
	return names, points, documents
}

// What a sheet of passes says of itself lies on nothing, of whatever size they are.
func TestNoTextOfASheetMeetsAnother(t *testing.T) {
	for _, size := range sizes {
		passes := batch(23)
		for i := range passes {
			passes[i].Size, passes[i].Number = size, fmt.Sprintf("12311311700%05d", i)
		}
		for _, sheets := range []Sheets{{}, {First: 2}} {
			all := slices.DeleteFunc(marks(func(c *canvas) { c.tenUp(passes[0].face().grid(), passes, sheets) }), func(m mark) bool { return m.micro })
			for k, m := range all {
				if !(area{sheetEdge, sheetEdge, a4Width - 2*sheetEdge, a4Height - 2*sheetEdge}).holds(m.area) {
					t.Errorf("%v: %q leaves the sheet: %.1f", size, m.text, m.area)
				}
				for _, other := range all[:k] {
					if m.page == other.page && m.meets(other.area) {
						t.Errorf("%v, page %d: %q %.1f lies on %q %.1f", size, m.page, m.text, m.area, other.text, other.area)
					}
				}
			}
		}
	}
}

// On the back of every scheme's pass there is air between two notes, and below the last.
func TestNotesStandApart(t *testing.T) {
	for _, s := range scheme.All() {
		for _, size := range []Size{ID1, {95, 65}, {120, 80}, {A6.Width - 2*sheetEdge, A6.Height - 2*sheetEdge}} {
			p := dressed(samplePass(), s)
			p.Size = size
			c := &canvas{cut: font.NewCut(), ink: &marked{}}
			c.cardBack(0, 0, p)
			if c.back.gap < notesApart {
				t.Errorf("%s %v: %.2f mm between the notes", s.Code, size, c.back.gap)
			}
		}
	}
}

// Whatever stands on a pass, of whatever scheme and size: no text leaves it, none
// lies on another or on the QR code, and name and number can be read.
func TestNoTextMeetsAnother(t *testing.T) {
	names, points, documents := extremes()
	if testing.Short() {
		names = names[:len(hardNames)]
	}
	step := 0
	for _, s := range scheme.All() {
		for _, size := range []Size{ID1, {95, 65}, {120, 80}, {A6.Width - 2*sheetEdge, A6.Height - 2*sheetEdge}} {
			for _, name := range names {
				step++
				p := dressed(samplePass(), s)
				p.Size, p.Name, p.Point, p.DocNumber = size, name, points[step%len(points)], documents[step/3%len(documents)]
				p.Seals, p.Copy = longOffices[step%len(longOffices)], []int{1, 2, 12, 65535}[step/5%4]
				p.Sample, p.Standalone = step%3 == 0, step%5 < 3
				if step%2 == 0 {
					p.Former, p.DocLabel = "1213117000413100", Text{"监护人证件", "Guardian's ID"}
				}
				if step%7 < 3 {
					p.Expires = civil.New(2020, 12, 31)
				}
				if p.face().rowsFit(len(p.rows()) + 1) {
					p.Point, p.Fields = points[step%3], []Field{{Text{"家庭住址门牌", "Address"}, points[step%2]}}
				}
				if step%9 == 0 { // the longest text that a setting takes
					p.Notes = slices.Repeat([]Note{{Text: Text{ZH: strings.Repeat("样例", 25)}}}, 12)
				}
				if step%11 < 4 {
					p.Number = "1231311700042281"
				}
				readable(t, fmt.Sprintf("%s %v, step %d", s.Code, size, step), p)
			}
		}
	}
}

// readable is apart for both sides, and the sizes of what a guard reads.
func readable(t *testing.T, what string, p Pass) {
	t.Helper()
	if err := p.check(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	f := p.face()
	front, back := marks(func(c *canvas) { c.cardFront(0, 0, p) }), marks(func(c *canvas) { c.cardBack(0, 0, p) })
	code := area{f.qrX(), f.qrY(), f.qrSide(), f.qrSide()}
	nameIs := squeeze(named(p.Name))
	for _, m := range front {
		if code.meets(m.area) && !m.slanted {
			t.Errorf("%s: %q lies on the QR code", what, m.text)
		}
		if m.size < 4.5 && !m.micro && m.y < f.sealTop() { // a seal's place is stamped over
			t.Errorf("%s: %q in %.2f points", what, m.text, m.size)
		}
		if text := squeeze(m.text); m.size < 9-1e-6 && text != "" && !m.micro && (text == squeeze(grouped(p.Number)) || strings.Contains(nameIs, text) && m.y < f.nameEnd() && m.x >= f.valueAt()-1e-6) && !unreadable(p.Name) {
			t.Errorf("%s: %q in %.2f points", what, m.text, m.size)
		}
	}
	apart(t, what, f, front)
	apart(t, what, f, back)
}

// unreadable: fifty of the widest Latin letter without a space are wider than
// three lines of 9 points. Nobody is called so.
func unreadable(name string) bool { return strings.Count(name, "W") == utf8.RuneCountInString(name) }

// The labels of a stub stand on one line in both languages, up to a third of the sheet;
// a longer one leaves the values their room.
func TestLabelsOfTheStub(t *testing.T) {
	p, s := childPass()
	labels := func(fields ...Field) (texts []string, valueAt float64) {
		s.Fields = fields
		for _, m := range marks(func(c *canvas) { c.stub(walkInY, p, s) }) {
			if texts = append(texts, m.text); m.text == grouped(p.Number) {
				valueAt = m.x
			}
		}
		return texts, valueAt
	}
	usual, at := labels()
	if !slices.Contains(usual, "Guardian's ID") {
		t.Errorf("a label is torn: %q", usual)
	}
	fourth, wider := labels(Field{Text{"入住日期", "Living here since"}, "2019-01-01"})
	if !slices.Contains(fourth, "Living here since") || wider <= at {
		t.Errorf("a label is torn, with the values at %.1f mm: %q", wider, fourth)
	}
	longest, most := labels(Field{Text{strings.Repeat("标签", 20), "A label that says very much more than a label should say"}, "值"})
	if most > sheetX+61 || !strings.Contains(strings.Join(longest, ""), strings.Repeat("标签", 20)) {
		t.Errorf("values at %.1f mm: %q", most, longest)
	}
}

// A stub, too, has no text on another, and the signature stays on the sheet.
func TestNoTextOfTheStubMeetsAnother(t *testing.T) {
	names, points, _ := extremes()
	for i, name := range names {
		p, s := childPass()
		p.Name, p.Point, s.Guardian, s.Operator = name, points[i%len(points)], names[(i*7+3)%len(names)], names[(i*5+1)%len(names)]
		s.Proxy = strings.Repeat("样例，因卧床不能到场，由邻居代领 ", i%4)
		s.Declaration = slices.Repeat(s.Declaration, 1+i%3)
		if i%2 == 0 {
			p.Size, s.Fields = Size{120, 80}, []Field{{Text{"户址", "Address"}, points[i%len(points)]}, {Text{"同住人", "Members"}, strings.Repeat("样例、", 20)}}
		}
		all := slices.DeleteFunc(marks(func(c *canvas) { c.walkIn(p, s) }), func(m mark) bool { return m.slanted })
		sheet := area{sheetEdge, sheetEdge, a4Width - 2*sheetEdge, a4Height - 2*sheetEdge}
		for k, m := range all {
			if !sheet.holds(m.area) {
				t.Errorf("%d: %q leaves the sheet: %+v", i, m.text, m.area)
			}
			for _, other := range all[:k] {
				if m.page == other.page && m.meets(other.area) {
					t.Errorf("%d: %q %.1f lies on %q %.1f", i, m.text, m.area, other.text, other.area)
				}
			}
		}
	}
}

// Two passes of one scheme have different lines behind them, one pass the same
// lines on every copy.
func TestTheGroundIsOfThePass(t *testing.T) {
	for _, g := range []Ground{Waves, Rosettes, Ridges} {
		seen := map[string]string{}
		for i, p := range batch(40) {
			p.Design.Ground, p.Station = g, cmp.Or(map[int]string{1: "330212-131"}[i%2], "330212-132")
			lines := p.face().ground(p)
			if first, there := seen[lines]; there {
				t.Errorf("%s: %s has the lines of %s", g, p.Number, first)
			}
			seen[lines] = p.Number
			if p.Copy++; p.face().ground(p) != lines {
				t.Errorf("%s: another copy has other lines", g)
			}
			if p.Station += "1"; p.face().ground(p) == lines {
				t.Errorf("%s: another station has the same lines", g)
			}
			if strings.Contains(lines, "NaN") || strings.Contains(lines, "Inf") {
				t.Errorf("%s: no numbers", g)
			}
		}
	}
}

// The micro text says number and station, in digits that a printer of 300 dots to
// the inch has seven dots for.
func TestMicroText(t *testing.T) {
	p := samplePass()
	p.Station = "330212-131"
	for side, draw := range map[string]func(*canvas){"front": func(c *canvas) { c.cardFront(0, 0, p) }, "back": func(c *canvas) { c.cardBack(0, 0, p) }} {
		lines := 0
		for _, m := range marks(draw) {
			if !m.micro {
				continue
			}
			lines++
			if strings.Count(m.text, p.Number) < 3 || strings.Count(m.text, p.Station) < 2 {
				t.Errorf("%s: %q", side, m.text)
			}
			if dots := m.size * 0.73 / 72 * 300; dots < 7 {
				t.Errorf("%s: a digit has %.1f dots at 300 to the inch", side, dots)
			}
		}
		if lines == 0 {
			t.Errorf("%s: no micro text", side)
		}
	}
}

// An ink stays dark on a printer without colours, and its fine lines stay pale.
func TestInksCopy(t *testing.T) {
	for _, s := range scheme.All() {
		d := Design{Ink: Ink(s.Design.Ink)}
		if err := d.check(); err != nil {
			t.Errorf("%s: %v", s.Code, err)
		}
		if g := d.ink().pale(groundTint).grey(); g < 190 || g > 235 || math.IsNaN(g) {
			t.Errorf("%s: the fine lines are %.0f of 255", s.Code, g)
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
