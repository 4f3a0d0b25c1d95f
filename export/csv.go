package export

import (
	"bufio"
	"io"
	"strings"
)

// CSV writes the table for a spreadsheet program: UTF-8 with a byte order mark (Excel
// and WPS read GBK without it), comma, CRLF (RFC 4180), one header line, guarded
// cells, and the control line at the end.
func CSV(w io.Writer, t Table, rows Rows) (Summary, error) {
	if err := t.check(); err != nil {
		return Summary{}, err
	}
	out := &csvWriter{w: bufio.NewWriterSize(w, 1<<16)}
	out.w.WriteString("\uFEFF")
	out.line(t.header(), nil)
	summary, err := t.pour(rows, func(cells []string) error { return out.line(cells, t.Columns) })
	if err != nil {
		return Summary{}, err
	}
	last := append([]string{controlLine(summary.Figures)}, make([]string, len(t.Columns)-1)...)
	if summary.Note != "" { // far from the columns by which a reader would take the line for a row
		last = append(last[:max(len(last)-1, 1)], summary.Note)
	}
	out.line(last, nil)
	return summary, out.w.Flush()
}

// csvWriter exists beside encoding/csv because that one, asked for CRLF, changes the
// line feeds inside of cells too.
type csvWriter struct{ w *bufio.Writer }

// line writes our own words (no columns) or the cells of a row.
func (c *csvWriter) line(cells []string, columns []Column) error {
	if len(cells) == 1 && cells[0] == "" { // a blank line is no row for most readers
		c.w.WriteString(`""`)
	}
	for i, cell := range cells {
		if i > 0 {
			c.w.WriteByte(',')
		}
		c.cell(Guard(cell, columns != nil && columns[i].Text))
	}
	_, err := c.w.WriteString("\r\n")
	return err
}

func (c *csvWriter) cell(cell string) {
	if !needsQuotes(cell) {
		c.w.WriteString(cell)
		return
	}
	c.w.WriteByte('"')
	c.w.WriteString(strings.ReplaceAll(cell, `"`, `""`))
	c.w.WriteByte('"')
}

// needsQuotes also quotes white space at the ends, which some readers trim, and the
// separators of other countries.
func needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	first, last := cell[0], cell[len(cell)-1]
	return first <= ' ' || last <= ' ' || strings.ContainsAny(cell, "\",;\t\r\n|")
}
