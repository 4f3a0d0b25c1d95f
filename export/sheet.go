package export

import (
	"archive/zip"
	"bufio"
	"fmt"
	"strconv"
	"strings"
)

// sheetPour writes rows into the sheets of a workbook, opening the next sheet when one
// is full (ECMA-376 part 1, 18.3.1.73 row, 18.3.1.4 c with t="inlineStr").
type sheetPour struct {
	zip     *zip.Writer
	frames  [2]frame
	columns int
	limit   int // rows of a sheet, the header too
	sheets  int // opened so far
	part    *bufio.Writer
	at      int // the last row written in the open sheet
	line    []byte
	names   []string
}

func (p *sheetPour) row(cells []string) error {
	if p.part == nil || p.at >= p.limit {
		if err := p.next(); err != nil {
			return err
		}
	}
	p.at++
	number := strconv.Itoa(p.at)
	p.line = append(append(append(p.line[:0], `<row r="`...), number...), `">`...)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		if len(cell) > maxCellUnits && utf16Len(cell) > maxCellUnits {
			return fmt.Errorf("%w: column %s", ErrCell, letter(i))
		}
		p.line = p.appendCell(p.line, p.names[i], number, cell)
	}
	p.line = append(p.line, "</row>"...)
	_, err := p.part.Write(p.line)
	return err
}

// maxCellUnits is what a cell holds, in UTF-16 code units; excelize would cut there.
const maxCellUnits = 32767

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += 1 + min(int(r>>16), 1)
	}
	return n
}

// next ends the open sheet, if there is one, and begins another.
func (p *sheetPour) next() error {
	if err := p.end(); err != nil {
		return err
	}
	part, err := p.zip.Create(sheetPart(p.sheets))
	if err != nil {
		return err
	}
	if p.names == nil {
		for i := range p.columns {
			p.names = append(p.names, letter(i))
		}
	}
	p.part, p.at = bufio.NewWriterSize(part, 1<<16), 1
	_, err = p.part.Write(p.frames[min(p.sheets, 1)].head)
	p.sheets++
	return err
}

func (p *sheetPour) end() error {
	if p.part == nil {
		return nil
	}
	if _, err := p.part.Write(p.frames[min(p.sheets-1, 1)].tail); err != nil {
		return err
	}
	return p.part.Flush()
}

// close ends the last sheet; an empty table has one sheet with its header.
func (p *sheetPour) close() error {
	if p.part == nil {
		if err := p.next(); err != nil {
			return err
		}
	}
	return p.end()
}

func (p *sheetPour) appendCell(out []byte, column, row, cell string) []byte {
	out = append(append(append(out, `<c r="`...), column...), row...)
	out = append(out, `" s="1" t="inlineStr"><is><t`...)
	if first, last := cell[0], cell[len(cell)-1]; first <= ' ' || last <= ' ' {
		out = append(out, ` xml:space="preserve"`...)
	}
	out = append(out, '>')
	return append(appendXML(out, cell), "</t></is></c>"...)
}

// appendXML escapes for XML, and for the spreadsheet's own escape: a text that reads
// _x0041_ would come back as "A", so its underscore is written as _x005F_
// (ECMA-376 part 1, 22.9.2.19 ST_Xstring). cell is storable already.
func appendXML(out []byte, cell string) []byte {
	for i := 0; i < len(cell); i++ {
		switch b := cell[i]; {
		case b == '&':
			out = append(out, "&amp;"...)
		case b == '<':
			out = append(out, "&lt;"...)
		case b == '>':
			out = append(out, "&gt;"...)
		case b == '\t':
			out = append(out, "&#9;"...)
		case b == '_' && isXEscape(cell[i:]):
			out = append(out, "_x005F_"...)
		default:
			out = append(out, b)
		}
	}
	return out
}

func isXEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
