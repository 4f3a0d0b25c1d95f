package printing

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
)

// LedgerExtract is a list drawn from the signature ledger (摘录): the papers of one
// building, say, and on which page and in which row each is signed for. It is for
// looking up, and nobody signs on it: it stands upright where a page of the ledger
// lies on its side, and says so.
type LedgerExtract struct {
	Pass    Text   // 甬行证
	Title   string // the ledger's
	Of      string // whose papers: 楼幢：3幢
	Point   string // the issuing point
	Station string // its name or code
	Made    string // day and hour: what comes later is not on it
	Rows    []ExtractRow
	Sample  bool // 样本 SAMPLE
	Alone   bool // 单机站
}

// ExtractRow is a paper.
type ExtractRow struct {
	Page, Row int    // of the ledger, where its box to sign in stands; 0: it has none yet
	Number    string // 14 to 16 digits
	Copy      int    // from 2 on it is noted as 补打
	Name      string //
	DocNumber string // masked: the list is carried about
	Signed    bool   //
	Ended     bool   // not signed for, and it is not to be: cancelled, void, replaced
	Note      string // 备注
}

// String says nothing: a row is a name.
func (r ExtractRow) String() string { return "extract row" }

// GoString is String.
func (r ExtractRow) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r ExtractRow) LogValue() slog.Value { return slog.StringValue(r.String()) }

func (e LedgerExtract) check() error {
	switch {
	case e.Title == "":
		return fmt.Errorf("%w: no title", ErrValue)
	case strings.TrimSpace(e.Of) == "":
		return fmt.Errorf("%w: an extract of nothing", ErrValue)
	case len(e.Rows) == 0:
		return fmt.Errorf("%w: no row", ErrValue)
	}
	return nil
}

// Extract writes the list on as many A4 pages as it needs.
func Extract(w io.Writer, e LedgerExtract, o Options) error {
	if err := e.check(); err != nil {
		return err
	}
	return render(w, about{title: e.Title + "（摘录）", opts: o}, func(c *canvas) {
		sheets := c.extractSheets(e)
		for i, sheet := range sheets {
			c.extractPage(e, sheet, i+1, len(sheets))
		}
	})
}

const (
	extractLeft, extractRight = 10.0, a4Width - 10
	extractHeadY              = 50.0
	extractHeadHigh           = 8.0
	extractTop                = extractHeadY + extractHeadHigh
	extractRowHigh            = 9.0 // at least
	extractRows               = 24  // to a page, where none is higher
	extractFoot               = extractTop + extractRows*extractRowHigh
)

// extractSheet is a page: its rows, and how high each is.
type extractSheet struct {
	rows []ExtractRow
	high []float64
}

// sheets lays the rows on pages.
func (c *canvas) extractSheets(e LedgerExtract) (out []extractSheet) {
	room := 0.0
	for _, r := range e.Rows {
		high := c.extractHigh(r)
		if room -= high; room < -1e-9 {
			out, room = append(out, extractSheet{}), extractFoot-extractTop-high
		}
		s := &out[len(out)-1]
		s.rows, s.high = append(s.rows, r), append(s.high, high)
	}
	return out
}

// extractHigh is how high a row is: a note with a guardian's long name needs more lines
// than a row has in type that can be read.
func (c *canvas) extractHigh(r ExtractRow) float64 {
	note := extractColumns[len(extractColumns)-1]
	lines, _ := regular(leastRead, inkBlack).wrap(c.extractNote(r), note.width-extractAir)
	return max(extractRowHigh, regular(leastRead, inkBlack).high(len(lines))+extractAbove)
}

// What a cell leaves free beside its text, and above and below it.
const extractAir, extractAbove = 2.2, 1.2

var extractColumns = layColumns(
	column{title: Text{"签字处（页、行）", "Box to sign: page, row"}, width: 30},
	column{title: Text{"证件编号", "Pass number"}, width: 36},
	column{title: Text{"姓名", "Name"}, width: 46},
	column{title: Text{"证件号码", "Document number"}, width: 33},
	column{title: Text{"签字", "Signed"}, width: 15},
	column{title: Text{"备注", "Remarks"}, width: 30},
)

func (c *canvas) extractPage(e LedgerExtract, sheet extractSheet, page, of int) {
	c.page(a4Width, a4Height, false)
	c.extractHead(e)
	y := float64(extractTop)
	for i, r := range sheet.rows {
		width, colour := 0.1, inkFine
		if i == 0 || sheet.rows[i-1].Page != r.Page {
			width, colour = 0.3, inkBlack // another page of the ledger to turn to
		}
		c.rule(extractLeft, y, extractRight, y, width, colour)
		c.extractRow(y, sheet.high[i], r)
		y += sheet.high[i]
	}
	c.rule(extractLeft, y, extractRight, y, 0.3, inkBlack)
	st := regular(10, inkBlack)
	c.text(extractLeft, extractFoot+6, st, e.sums())
	c.textRight(extractRight, extractFoot+6, st, fmt.Sprintf("摘录 第 %d 页 共 %d 页", page, of))
	c.text(extractLeft, extractFoot+10, regular(leastRead, inkLabel), "Papers on this list: signed for, not signed for; without a row in the ledger yet")
}

// extractHead says what the list is, and what it is not.
func (c *canvas) extractHead(e LedgerExtract) {
	c.topLine(Head{Pass: e.Pass, Sample: e.Sample, Alone: e.Alone}, extractLeft, extractRight, 13)
	c.panel(extractLeft, 18.6, extractRight-extractLeft, 9.4, inkGreen)
	word := bold(17, inkWhite)
	c.text(extractLeft+3, 25.4, word, "摘录")
	c.text(extractLeft+3+word.width("摘录")+2, 25.4, regular(9, inkWhite), "EXTRACT")
	c.textRight(extractRight-3, 23.4, bold(11, inkWhite), "供查对用，不是签字页，不在这里签字")
	c.textRight(extractRight-3, 26.8, regular(leastRead, inkWhite), "For looking up: no signature page, nobody signs here")
	c.fit(place{extractLeft, 33, extractRight - extractLeft, 7}, bold(14, inkBlack), 9, e.Title)
	st := regular(10, inkBlack)
	c.fit(place{extractLeft, 40.4, 128, 6.4}, st, leastRead, strings.Join([]string{e.Of, "发放点：" + e.Point, "站号：" + e.Station}, "　"))
	c.textRight(extractRight, 41.7, st, "制表 "+e.Made)
	c.text(extractLeft, 47.4, regular(9.5, inkBlack), "请在签字册所写的页和行签字；制表以后的变动不在表上。")
	c.panel(extractLeft, extractHeadY, extractRight-extractLeft, extractHeadHigh, rgb{236, 240, 238})
	for _, col := range extractColumns {
		c.text(col.left+1.2, extractHeadY+3.9, bold(9, inkBlack), col.title.ZH)
		c.text(col.left+1.2, extractHeadY+6.9, regular(leastRead, inkLabel), col.title.EN)
	}
}

func (c *canvas) extractRow(y, high float64, r ExtractRow) {
	where := "还没有登页"
	if r.Page > 0 {
		where = fmt.Sprintf("第 %d 页 第 %d 行", r.Page, r.Row)
	}
	signed, state := r.signed()
	for i, cell := range [...]struct {
		style
		text string
	}{
		{bold(10.5, inkBlack), where}, {regular(10.5, inkBlack), grouped(r.Number)}, {ledgerName, named(r.Name)},
		{regular(9.5, inkBlack), r.DocNumber}, {state, signed}, {regular(8.5, inkBlack), c.extractNote(r)},
	} {
		if cell.text == "" {
			continue
		}
		col := extractColumns[i]
		c.fit(place{col.left + 1.2, y + high/2, col.width - extractAir, high - extractAbove}, cell.style, max(cell.size*ledgerShrink, leastRead), cell.text)
	}
}

// signed says whether the paper is signed for; who has still to sign stands out.
func (r ExtractRow) signed() (string, style) {
	switch {
	case r.Signed:
		return "已签", regular(10, inkBlack)
	case r.Ended:
		return "不用签", regular(10, inkBlack)
	}
	return "没有签", bold(10, inkBlack)
}

func (c *canvas) extractNote(r ExtractRow) string {
	parts := []string{r.Note, "", c.handwritten(r.Name)}
	if r.Copy > 1 {
		parts[1] = fmt.Sprintf("补打 %d", r.Copy)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "；")
}

// sums are of the whole list.
func (e LedgerExtract) sums() string {
	signed, ended, nowhere := 0, 0, 0
	for _, r := range e.Rows {
		switch {
		case r.Signed:
			signed++
		case r.Ended:
			ended++
		}
		if r.Page == 0 {
			nowhere++
		}
	}
	said := fmt.Sprintf("共 %d 份：已签 %d 份，没有签 %d 份", len(e.Rows), signed, len(e.Rows)-signed-ended)
	if ended > 0 {
		said += fmt.Sprintf("，不用签 %d 份", ended)
	}
	if nowhere > 0 {
		said += fmt.Sprintf("；还没有登页 %d 份", nowhere)
	}
	return said
}
