package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// XLSX writes a workbook: the table, its header frozen and repeated on every printed
// page, and the control totals on a second sheet. Every cell is a text cell ("@"), so
// no digit is lost when a person edits it. A table longer than a sheet (1,048,576
// rows) goes on in the next sheet; nothing is cut off in silence.
//
// Excelize makes the workbook: sheets, styles, widths, panes, relations. The rows are
// poured in between by package code, because excelize's stream writer keeps a sheet of
// 100,000 rows in memory (257 MB) or, beyond 16 MB, in the clear in a temporary file;
// and people's data may lie nowhere but in the file that the operator named.
func XLSX(w io.Writer, t Table, rows Rows) (Summary, error) {
	return xlsx(w, t, rows, excelize.TotalRows)
}

func xlsx(w io.Writer, t Table, rows Rows, sheetRows int) (Summary, error) {
	if err := t.check(); err != nil {
		return Summary{}, err
	}
	if len(t.Columns) > excelize.MaxColumns {
		return Summary{}, fmt.Errorf("%w: %d are more than a sheet has", ErrColumns, len(t.Columns))
	}
	empty, err := workbookParts(t, 2, Summary{})
	if err != nil {
		return Summary{}, err
	}
	frames, err := sheetFrames(empty)
	if err != nil {
		return Summary{}, err
	}
	out := zip.NewWriter(w)
	if err := addPart(out, firstPart, empty[firstPart]); err != nil {
		return Summary{}, err
	}
	pour := &sheetPour{zip: out, frames: frames, columns: len(t.Columns), limit: sheetRows}
	summary, err := t.pour(rows, pour.row)
	if err != nil {
		return Summary{}, err
	}
	if err := pour.close(); err != nil {
		return Summary{}, err
	}
	if err := copyWorkbook(out, t, pour.sheets, summary); err != nil {
		return Summary{}, err
	}
	return summary, out.Close()
}

// textStyle is the number of the style of data cells, the same in every workbook that
// workbook makes, because it makes them in one order.
const textStyle, headerStyle = 1, 2

// headerHeight, in points, holds the two lines of a label in a narrow column.
const headerHeight = 32

// workbook makes everything but the rows: sheets with their header, then the totals.
func workbook(t Table, sheets int, summary Summary) (*excelize.File, error) {
	f := excelize.NewFile()
	if err := addStyles(f); err != nil {
		return nil, err
	}
	for i := range sheets {
		name := sheetName(t.Title, i)
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(name); err != nil {
			return nil, err
		}
		if err := addHeader(f, name, t); err != nil {
			return nil, err
		}
	}
	return f, addTotals(f, t, summary)
}

func addStyles(f *excelize.File) error {
	text := &excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}
	header := &excelize.Style{
		NumFmt: 49, Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	}
	for want, style := range []*excelize.Style{textStyle: text, headerStyle: header} {
		if style == nil { // 0 is the default style of every workbook
			continue
		}
		if id, err := f.NewStyle(style); err != nil || id != want {
			return fmt.Errorf("export: style %d, not %d: %w", id, want, err)
		}
	}
	return nil
}

func addHeader(f *excelize.File, sheet string, t Table) error {
	if err := fitPage(f, sheet); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if c.Width > 0 {
			if err := sw.SetColWidth(i+1, i+1, min(c.Width, excelize.MaxColumnWidth)); err != nil {
				return err
			}
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", styled(t.header(), headerStyle), excelize.RowOpts{Height: headerHeight}); err != nil {
		return err
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: quoted(sheet) + "!$1:$1"})
}

// fitPage lets a printed sheet be as wide as a page and as long as it must.
func fitPage(f *excelize.File, sheet string) error {
	landscape, fit, one, any := "landscape", true, 1, 0
	layout := &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}
	if err := f.SetPageLayout(sheet, layout); err != nil {
		return err
	}
	return f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// TotalsSheet is the name of the sheet with the control totals.
const TotalsSheet = "合计 Totals"

// noteCell holds the table's note, under its own heading.
const noteCell = "D2"

// addTotals writes figure, column and value, one total a row, and the note beside
// the first.
func addTotals(f *excelize.File, t Table, summary Summary) error {
	if _, err := f.NewSheet(TotalsSheet); err != nil {
		return err
	}
	if err := fitPage(f, TotalsSheet); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(TotalsSheet)
	if err != nil {
		return err
	}
	for i, width := range []float64{20, 30, 70, 70} {
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	header := []string{"合计 Total", "列 Column", "值 Value"}
	if summary.Note != "" {
		header = append(header, "附注 Note")
	}
	if err := sw.SetRow("A1", styled(header, headerStyle)); err != nil {
		return err
	}
	for i, figure := range summary.Figures {
		column := "行数 Rows"
		switch {
		case figure.Name == missingFigure:
			column = "读不出的行 Unreadable rows"
		case figure.Name == rootFigure:
			column = "谁作保 Vouched for by"
		case i > 0:
			column = t.header()[t.index(t.Totals[i-1].Key)]
		}
		row := []string{figure.Name, column, figure.Value}
		if i == 0 && summary.Note != "" {
			row = append(row, summary.Note)
		}
		if err := sw.SetRow(fmt.Sprintf("A%d", i+2), styled(row, textStyle)); err != nil {
			return err
		}
	}
	return sw.Flush()
}

func styled(cells []string, style int) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = excelize.Cell{StyleID: style, Value: c}
	}
	return out
}

// sheetName fits a title into what a spreadsheet allows: 31 characters, none of :\/?*[],
// no apostrophe at the ends. The second sheet is "登记册 2".
func sheetName(title string, i int) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`:\/?*[]'`, r) {
			return -1
		}
		return r
	}, title), " ")
	if runes := []rune(name); len(runes) > 24 {
		name = strings.TrimSpace(string(runes[:24]))
	}
	if name == "" || name == TotalsSheet {
		name = "登记册"
	}
	if i > 0 {
		name = fmt.Sprintf("%s %d", name, i+1)
	}
	return name
}

func quoted(sheet string) string { return "'" + sheet + "'" }

// frame is what stands before and after the rows of a sheet.
type frame struct{ head, tail []byte }

// sheetFrames cuts the first and the second sheet of an empty workbook where the rows
// belong. The first is the selected one, which is the only difference.
func sheetFrames(parts map[string][]byte) ([2]frame, error) {
	var out [2]frame
	for i := range out {
		sheet := parts[sheetPart(i)]
		at := bytes.Index(sheet, []byte("</sheetData>"))
		if at < 0 {
			return out, fmt.Errorf("export: no place for rows in %s", sheetPart(i))
		}
		out[i] = frame{sheet[:at], sheet[at:]}
	}
	return out, nil
}

func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

func workbookParts(t Table, sheets int, summary Summary) (map[string][]byte, error) {
	f, err := workbook(t, sheets, summary)
	if err != nil {
		return nil, fmt.Errorf("export: workbook: %w", err)
	}
	defer f.Close()
	var raw bytes.Buffer
	if _, err := f.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("export: workbook: %w", err)
	}
	in, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return nil, err
	}
	parts := map[string][]byte{}
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			return nil, err
		}
		if parts[part.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// firstPart depends on nothing and goes first: by the first part programs tell an
// office file from any zip.
const firstPart = "_rels/.rels"

// copyWorkbook adds the parts that are not sheets of rows. It comes last, because only
// now the number of sheets and the totals are known; a zip has no order.
func copyWorkbook(out *zip.Writer, t Table, sheets int, summary Summary) error {
	parts, err := workbookParts(t, sheets, summary)
	if err != nil {
		return err
	}
	delete(parts, firstPart)
	for i := range sheets {
		delete(parts, sheetPart(i))
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if err := addPart(out, name, parts[name]); err != nil {
			return err
		}
	}
	return nil
}

func addPart(out *zip.Writer, name string, content []byte) error {
	part, err := out.Create(name)
	if err != nil {
		return err
	}
	_, err = part.Write(content)
	return err
}
