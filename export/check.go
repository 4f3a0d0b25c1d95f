package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What Check finds wrong with a file.
var (
	ErrTruncated = errors.New("export: the control totals at the end are missing: the file is cut off or not one of ours")
	ErrTotals    = errors.New("export: the control totals do not fit the rows: rows were lost, added or changed")
)

// Check reads a file that CSV, XLSX or JSONL wrote, whichever it is, and compares its
// rows with the control totals it carries. The Summary holds what was counted. A CSV
// that a spreadsheet program saved again passes as long as no row and no cell under a
// total changed, with or without its guards.
func Check(r io.Reader) (Summary, error) {
	in := bufio.NewReader(r)
	first, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return Summary{}, fmt.Errorf("export: %w", err)
	}
	switch {
	case bytes.HasPrefix(first, []byte("PK")):
		return checkXLSX(in)
	case bytes.HasPrefix(first, []byte("{")):
		return checkJSONL(in)
	case bytes.Equal(first, []byte("\uFEFF")):
		in.Discard(len(first))
	}
	return checkCSV(in)
}

// recount sums up every column in every way, because the totals that say which are
// wanted come last.
type recount struct {
	rows    int
	sums    []*columnTotal // nil when the column is no column of whole numbers
	digests []*columnTotal
}

func (c *recount) add(cells []string) {
	c.rows++
	for len(c.digests) < len(cells) {
		i := len(c.digests)
		c.sums = append(c.sums, newColumnTotal(Sum, i))
		c.digests = append(c.digests, newColumnTotal(Digest, i))
	}
	for i, cell := range cells {
		c.digests[i].add(cell)
		if c.sums[i] != nil && !c.sums[i].add(cell) {
			c.sums[i] = nil
		}
	}
}

// against compares with the figures of the file.
func (c *recount) against(figures []Figure) (Summary, error) {
	if len(figures) == 0 || figures[0].Name != "rows" {
		return Summary{}, ErrTruncated
	}
	counted := &tally{rows: c.rows}
	said, figures := uncounted(figures)
	for _, f := range figures[1:] {
		total := c.column(f.Name)
		if total == nil {
			return Summary{}, fmt.Errorf("%w: %s cannot be counted", ErrTotals, f.Name)
		}
		counted.columns = append(counted.columns, total)
	}
	got := counted.figures()
	for i, want := range figures {
		if got[i] != want {
			return Summary{}, fmt.Errorf("%w: %s is %s, counted %s", ErrTotals, want.Name, want.Value, got[i].Value)
		}
	}
	return Summary{Rows: c.rows, Figures: got, Columns: digestsOf(c.digests), Ending: said}, nil
}

// uncounted takes out the figures that cannot be counted again.
func uncounted(figures []Figure) (said Ending, others []Figure) {
	for _, f := range figures {
		switch f.Name {
		case missingFigure:
			said.Missing, _ = strconv.Atoi(f.Value)
		case rootFigure:
			said.Root = f.Value
		default:
			others = append(others, f)
		}
	}
	return said, others
}

// column finds the total called "sum(A)". In an empty table every column is empty.
func (c *recount) column(name string) *columnTotal {
	kind, rest, _ := strings.Cut(name, "(")
	at := columnOf(strings.TrimSuffix(rest, ")"))
	if at < 0 {
		return nil
	}
	list := c.sums
	switch {
	case kind == string(Digest):
		list = c.digests
	case kind != string(Sum):
		return nil
	}
	if c.rows == 0 {
		return newColumnTotal(TotalKind(kind), at)
	}
	if at >= len(list) {
		return nil
	}
	return list[at]
}

func checkCSV(r io.Reader) (Summary, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	if _, err := in.Read(); err != nil {
		return Summary{}, fmt.Errorf("%w: no header", ErrTruncated)
	}
	var count recount
	var held []string // the row before: the last one is the control line
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Summary{}, fmt.Errorf("%w: line %d cannot be read", ErrTruncated, count.rows+2)
		}
		if held != nil {
			count.add(held)
		}
		for i, cell := range row {
			row[i] = Unguard(cell)
		}
		held = row
	}
	if held == nil {
		return Summary{}, ErrTruncated
	}
	figures, ok := parseControlLine(held[0])
	if !ok {
		return Summary{}, ErrTruncated
	}
	note := ""
	if len(held) > 1 {
		note = held[len(held)-1]
	}
	return noted(note)(count.against(figures))
}

// noted puts the note beside what was counted.
func noted(note string) func(Summary, error) (Summary, error) {
	return func(s Summary, err error) (Summary, error) {
		if err == nil {
			s.Note = note
		}
		return s, err
	}
}

func checkJSONL(r io.Reader) (Summary, error) {
	in := json.NewDecoder(r)
	var count recount
	for {
		keys, values, err := object(in)
		if err != nil {
			return Summary{}, fmt.Errorf("%w: line %d", ErrTruncated, count.rows+1)
		}
		if keys[0] != controlKey {
			count.add(values)
			continue
		}
		var figures []Figure
		note := ""
		for i, name := range keys[1:] {
			if name == noteKey {
				note = values[i+1]
				continue
			}
			figures = append(figures, Figure{name, values[i+1]})
		}
		return noted(note)(count.against(figures))
	}
}

// object reads one object of strings with its keys in the order of the file. The
// figures of the control line follow its key, whose own value is empty.
func object(in *json.Decoder) (keys, values []string, err error) {
	depth := 0
	for {
		token, err := in.Token()
		if err != nil {
			return nil, nil, err
		}
		text, isText := token.(string)
		switch {
		case token == json.Delim('{'):
			depth++
			if depth == 2 {
				values = append(values, "")
			}
		case token == json.Delim('}'):
			depth--
			if depth == 0 && len(keys) == len(values) && len(keys) > 0 {
				return keys, values, nil
			}
		case isText && len(keys) == len(values):
			keys = append(keys, text)
		case isText:
			values = append(values, text)
		}
		if depth < 1 || depth > 2 {
			return nil, nil, ErrTruncated
		}
	}
}

func checkXLSX(r io.Reader) (Summary, error) {
	// The limits keep excelize from unpacking large sheets into temporary files, in the clear.
	f, err := excelize.OpenReader(r, excelize.Options{RawCellValue: true, UnzipSizeLimit: 4 << 30, UnzipXMLSizeLimit: 4 << 30})
	if err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	defer f.Close()
	figures, err := sheetFigures(f)
	if err != nil {
		return Summary{}, err
	}
	note, err := f.GetCellValue(TotalsSheet, noteCell)
	if err != nil {
		return Summary{}, fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	var count recount
	for _, sheet := range f.GetSheetList() {
		if sheet == TotalsSheet {
			continue
		}
		if err := recountSheet(f, sheet, &count); err != nil {
			return Summary{}, err
		}
	}
	return noted(note)(count.against(figures))
}

func sheetFigures(f *excelize.File) ([]Figure, error) {
	rows, err := f.GetRows(TotalsSheet)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	var out []Figure
	for _, row := range rows[min(1, len(rows)):] {
		if len(row) < 3 {
			return nil, ErrTruncated
		}
		out = append(out, Figure{row[0], row[2]})
	}
	return out, nil
}

func recountSheet(f *excelize.File, sheet string, count *recount) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	defer rows.Close()
	width := 0
	for first := true; rows.Next(); first = false {
		cells, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrTruncated, err)
		}
		if first { // empty cells at the end of a row are not stored
			width = len(cells)
			continue
		}
		count.add(append(slices.Clone(cells), make([]string, max(0, width-len(cells)))...))
	}
	return rows.Error()
}
