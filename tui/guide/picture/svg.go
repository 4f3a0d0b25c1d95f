package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"passdesk/tui/screentest"
)

// Measures of the picture, in pixels. In the font a Latin letter is exactly half as wide as a hanzi, as
// on a terminal; every cell is placed by its column all the same, so that a glyph from another font moves
// nothing.
const (
	fontFamily = "'Noto Sans Mono CJK SC', 'Noto Sans Mono CJK JP', monospace"
	fontSize   = 18
	cellWidth  = 9
	cellHeight = 24
	baseline   = 18
	margin     = 14
)

const (
	ground = "#16191d"
	ink    = "#d5d9df"
)

// colours are the sixteen colours of a terminal with a dark ground.
var colours = [16]string{
	"#16191d", "#e0605e", "#7fb86a", "#d9b25f", "#6c9fd8", "#b78bd0", "#5fb8c0", "#d5d9df",
	"#7b828c", "#f0807e", "#98d183", "#f0cb7c", "#8bb8ec", "#cda6e4", "#7fd0d8", "#ffffff",
}

// SVG draws a screen: grounds first, then the text, then the cursor.
func SVG(s screentest.Screen) []byte {
	var b bytes.Buffer
	rows, cols := len(s.Cells), 0
	if rows > 0 {
		cols = len(s.Cells[0])
	}
	w, h := cols*cellWidth+2*margin, rows*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" rx="8" fill="%s"/>`+"\n", w, h, ground)
	fmt.Fprintf(&b, `<g font-family="%s" font-size="%d" xml:space="preserve">`+"\n", fontFamily, fontSize)
	for y, row := range s.Cells {
		drawGrounds(&b, row, y)
		drawText(&b, row, y)
	}
	b.WriteString("</g>\n")
	if s.CursorShown {
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="2" height="%d" fill="%s"/>`+"\n", left(s.CursorX), top(s.CursorY)+2, cellHeight-4, ink)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func left(x int) int { return margin + x*cellWidth }
func top(y int) int  { return margin + y*cellHeight }

// look is the ground and the ink of a cell.
func look(c screentest.Cell) (back, fore string) {
	back, fore = colour(c.Bg, ground), colour(c.Fg, ink)
	if c.Reverse {
		return fore, back
	}
	return back, fore
}

func colour(i int, standard string) string {
	if i < 0 || i >= len(colours) {
		return standard
	}
	return colours[i]
}

// drawGrounds draws one rectangle for each run of cells with the same ground.
func drawGrounds(b *bytes.Buffer, row []screentest.Cell, y int) {
	for x := 0; x < len(row); {
		back, _ := look(row[x])
		from := x
		for x < len(row) && sameGround(row, x, back) {
			x++
		}
		if back != ground {
			fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left(from), top(y), (x-from)*cellWidth, cellHeight, back)
		}
	}
}

// sameGround counts the right half of a wide character with its left half.
func sameGround(row []screentest.Cell, x int, back string) bool {
	if row[x].Width == 0 && x > 0 && row[x-1].Width == 2 {
		return true
	}
	g, _ := look(row[x])
	return g == back
}

// drawText draws the cells of one look as one element, each cell placed by itself: librsvg takes only
// the first of a list of places.
func drawText(b *bytes.Buffer, row []screentest.Cell, y int) {
	open := ""
	for x, c := range row {
		if c.Width == 0 || strings.TrimSpace(c.Text) == "" {
			continue
		}
		if tag := textTag(c, y); tag != open {
			endText(b, open)
			b.WriteString(tag)
			open = tag
		}
		fmt.Fprintf(b, `<tspan x="%d">%s</tspan>`, left(x), escaped(c.Text))
	}
	endText(b, open)
}

func textTag(c screentest.Cell, y int) string {
	_, fore := look(c)
	weight := ""
	if c.Bold {
		weight = ` font-weight="bold"`
	}
	return fmt.Sprintf(`<text y="%d" fill="%s"%s>`, top(y)+baseline, fore, weight)
}

func endText(b *bytes.Buffer, open string) {
	if open != "" {
		b.WriteString("</text>\n")
	}
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
	return b.String()
}
