package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"passdesk/printing"
	"passdesk/tui/guide"
)

type guideCmd struct {
	PDF string `name:"pdf" help:"写成 PDF：目录、页码、程序画的插图 · as a PDF with contents, page numbers and the program's own pictures" placeholder:"FILE.pdf"`
}

// Run writes the operator's guide, as text or as a book to print.
func (c *guideCmd) Run(a *app) error {
	english := a.cli.Lang == "en"
	if c.PDF == "" {
		_, err := fmt.Fprintln(a.stdout, guide.Text(english))
		return err
	}
	b := guideBook(english)
	return a.writeOut(c.PDF, beginsPDF, func(f *os.File) error { return drawGuide(f, b, a) })
}

func drawGuide(w io.Writer, b printing.Book, a *app) error {
	if err := printing.Guide(w, b, printing.Options{Made: a.now().In(zone)}); err != nil {
		return refused("draw the guide", err)
	}
	return nil
}

// guideBook is the guide as printing takes it.
func guideBook(english bool) printing.Book {
	b := printing.Book{Title: "发证台操作员指南", Under: "passdesk · 离线签发纸质通行证", Contents: "目录"}
	if english {
		b = printing.Book{Title: "passdesk: the operator's guide", Under: "Paper passes, issued offline", Contents: "Contents"}
	}
	for _, c := range guide.Sections(english) {
		ch := printing.Chapter{Heading: c.Heading}
		for _, p := range c.Parts {
			part := printing.Part{Text: p.Text, Item: p.Item}
			if p.Rows != nil {
				part.Screen, part.Cols, part.Rows = screenRuns(p.Rows), screenCols, len(p.Rows)
			}
			ch.Parts = append(ch.Parts, part)
		}
		b.Chapters = append(b.Chapters, ch)
	}
	return b
}

// screenCols is how wide the guide's pictures are.
const screenCols = 80

// screenRuns are the lines of a screen as texts, each from its column on. What stands
// more than a blank apart is set apart: only so columns stay columns, for the letters
// on paper are not all as wide as a cell.
func screenRuns(rows []string) []printing.Run {
	var all []printing.Run
	for y, row := range rows {
		run := printing.Run{Row: y, Head: y == 0}
		col, blanks := 0, 0
		end := func() {
			if run.Text = strings.TrimRight(run.Text, " "); run.Text != "" {
				all = append(all, run)
			}
			run.Text = ""
		}
		for _, r := range row {
			if r == ' ' {
				if blanks++; blanks == 2 {
					end()
				}
			} else {
				blanks = 0
				if run.Text == "" {
					run.Col = col
				}
			}
			if run.Text != "" || r != ' ' {
				run.Text += string(r)
			}
			col += cellsOf(r)
			if r != ' ' {
				run.Cells = col - run.Col
			}
		}
		end()
	}
	return all
}

// cellsOf is how many columns a character of the desk takes: the desk shows none whose
// width terminals differ about.
func cellsOf(r rune) int {
	if r >= 0x2e80 {
		return 2
	}
	return 1
}
