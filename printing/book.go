package printing

import (
	"fmt"
	"io"
	"unicode/utf8"

	"passdesk/printing/font"
)

// Book is a text to read and to look things up in: chapters with pictures of screens.
// It has a list of its chapters, and a number on every page.
type Book struct {
	Title    string
	Under    string // what stands below the title
	Contents string // what the list of chapters is called
	Chapters []Chapter
}

// Chapter is what stands under a heading.
type Chapter struct {
	Heading string
	Parts   []Part
}

// Part is a paragraph, an item of a list, or a picture with its text below it.
type Part struct {
	Text   string
	Item   bool
	Screen []Run // of a terminal
	Cols   int   // of the screen; 0: no picture
	Rows   int
}

// Run is text on a screen, from a column on, as many columns wide as it is there.
type Run struct {
	Row, Col, Cells int
	Text            string
	Head            bool // the line that names the screen
}

// The page: A4, and room at the left for the binding.
const (
	bookLeft, bookRight = 24.0, a4Width - 20
	bookTop, bookEnd    = 24.0, a4Height - 22
	bookWidth           = bookRight - bookLeft
	screenCell          = 1.62 // wide; twice as high
	screenMargin        = 2.2
)

var (
	bookText    = regular(10, inkBlack)
	bookCaption = regular(8.5, inkLabel)
	bookLeading = 5.4
)

// Guide writes a book, the operator's guide for one.
func Guide(w io.Writer, b Book, o Options) error {
	if b.Title == "" || len(b.Chapters) == 0 {
		return fmt.Errorf("%w: a book without title or chapters", ErrValue)
	}
	known := make([]int, len(b.Chapters)) // on which page each begins: the first drawing finds it out
	pages := 0
	return render(w, about{title: b.Title, opts: o}, func(c *canvas) {
		k := &bookmaker{canvas: c, book: b, begins: known, of: pages}
		k.draw()
		pages = k.page
	})
}

// bookmaker lays a book out from page to page.
type bookmaker struct {
	*canvas
	book     Book
	begins   []int
	of, page int
	y        float64
}

func (k *bookmaker) draw() {
	if k.ink == nil {
		k.cut.Add(font.Regular, "0123456789 /") // page numbers, which are not known yet
	}
	k.nextPage()
	k.titlePage()
	for i, ch := range k.book.Chapters {
		k.heading(ch)
		k.begins[i] = k.page
		for _, p := range ch.Parts {
			k.part(p)
		}
	}
}

func (k *bookmaker) nextPage() {
	k.canvas.page(a4Width, a4Height, false)
	k.page++
	k.y = bookTop
	if k.page > 1 {
		k.text(bookLeft, 15, regular(8.5, inkLabel), k.book.Title)
		k.rule(bookLeft, 17, bookRight, 17, 0.12, inkFine)
	}
	k.textCentre((bookLeft+bookRight)/2, a4Height-12, regular(9, inkLabel), fmt.Sprintf("%d / %d", k.page, k.of))
}

// room goes on to the next page where so much does not stand on this one.
func (k *bookmaker) room(high float64) {
	if k.y+high > bookEnd {
		k.nextPage()
	}
}

// titlePage is the title, and where each chapter begins.
func (k *bookmaker) titlePage() {
	title := bold(26, inkGreen)
	k.text(bookLeft, 42, title, k.book.Title)
	k.text(bookLeft, 51, regular(11, inkLabel), k.book.Under)
	k.rule(bookLeft, 56, bookRight, 56, 0.5, inkGreen)
	k.text(bookLeft, 68, bold(13, inkBlack), k.book.Contents)
	k.y = 76
	for i, ch := range k.book.Chapters {
		k.room(bookLeading)
		at := fmt.Sprint(k.begins[i])
		k.text(bookLeft, k.y, bookText, ch.Heading)
		k.textRight(bookRight, k.y, bookText, at)
		k.rule(bookLeft+bookText.width(ch.Heading)+2, k.y-0.3, bookRight-bookText.width(at)-2, k.y-0.3, 0.15, inkFine, 0.3, 1.2)
		k.y += 6.4
	}
	k.y = bookEnd // the first chapter begins a page
}

// heading begins a chapter; it never stands alone at the foot of a page.
func (k *bookmaker) heading(ch Chapter) {
	k.room(22 + 3*bookLeading)
	if k.y > bookTop {
		k.y += 7
	}
	k.text(bookLeft, k.y+4, bold(15, inkGreen), ch.Heading)
	k.y += 12
}

func (k *bookmaker) part(p Part) {
	switch {
	case p.Cols > 0:
		k.picture(p)
	case p.Item:
		k.paragraph(p.Text, 5)
	default:
		k.paragraph(p.Text, 0)
	}
}

// paragraph sets text; an item of a list stands in from the edge, behind a dot.
func (k *bookmaker) paragraph(s string, in float64) {
	for i, line := range bookText.breakLines(s, bookWidth-in) {
		k.room(bookLeading)
		if i == 0 && in > 0 {
			k.text(bookLeft+1.5, k.y, bookText, "•")
		}
		k.text(bookLeft+in, k.y, bookText, line)
		k.y += bookLeading
	}
	k.y += 1.8
}

// picture is a screen with what it shows.
func (k *bookmaker) picture(p Part) {
	wide, high := float64(p.Cols)*screenCell+2*screenMargin, float64(p.Rows)*screenCell*2+2*screenMargin
	k.room(high + 10)
	left, top := bookLeft+(bookWidth-wide)/2, k.y-2
	k.panel(left, top, wide, high, rgb{246, 248, 247})
	k.frame(left, top, wide, high, 0.25, inkFine)
	for _, r := range p.Screen {
		k.run(r, left+screenMargin, top+screenMargin)
	}
	k.textCentre((bookLeft+bookRight)/2, top+high+4.6, bookCaption, p.Text)
	k.y = top + high + 12
}

// run sets its text into the columns it has on the screen.
func (k *bookmaker) run(r Run, left, top float64) {
	st := regular(screenCell*2*point*0.9, inkBlack)
	if utf8.RuneCountInString(r.Text) == 0 {
		return
	}
	if r.Head {
		st = bold(st.size, inkGreen)
	}
	st = st.within(float64(r.Cells)*screenCell, r.Text)
	k.text(left+float64(r.Col)*screenCell, top+(float64(r.Row)+0.76)*screenCell*2, st, r.Text)
}
