package printing

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// sampleExtract is so many papers of one building, on pages that bear others too.
func sampleExtract(n int) LedgerExtract {
	e := LedgerExtract{Pass: Text{"甬行证", "Ningbo pass"}, Title: sampleHead().Title, Of: "楼幢：3幢", Point: sampleHead().Point,
		Station: "330212-131", Made: "2020年3月10日 09:00", Alone: true}
	for i, p := range batch(n) {
		r := ExtractRow{Page: 1 + i/7, Row: 1 + i%7*2, Number: p.Number, Copy: p.Copy, Name: p.Name, DocNumber: "330212********9315", Signed: i%3 == 0, Ended: i%7 == 4}
		switch {
		case i%5 == 1:
			r.Note = "监护人 样例父"
		case r.Ended && !r.Signed:
			r.Note = "已补打，见第 2 份"
		}
		if i >= n-2 {
			r.Page, r.Row = 0, 0
		}
		e.Rows = append(e.Rows, r)
	}
	return e
}

// An extract says on every page that it is none to sign, and of every row where the
// box to sign in stands.
func TestAnExtractIsNoSignaturePage(t *testing.T) {
	e := sampleExtract(2*extractRows + 3)
	pages := readBack(t, inMemory(t, func(w io.Writer) error { return Extract(w, e, Options{Made: made}) }))
	if len(pages) != 3 {
		t.Fatalf("%d pages", len(pages))
	}
	all := ""
	for i, p := range pages {
		said := p.said()
		for _, want := range []string{"摘录", "不在这里签字", "楼幢：3幢", "制表 2020年3月10日 09:00", fmt.Sprintf("第 %d 页 共 3 页", i+1), e.sums()} {
			if !strings.Contains(squeeze(said), squeeze(want)) {
				t.Errorf("page %d does not say %q:\n%s", i+1, want, said)
			}
		}
		if strings.Contains(said, "签字人") || strings.Contains(said, "申领人签字") || p.width > p.height {
			t.Errorf("page %d looks like one to sign", i+1)
		}
		all += squeeze(said)
	}
	for _, r := range e.Rows {
		where := "还没有登页"
		if r.Page > 0 {
			where = fmt.Sprintf("第%d页第%d行", r.Page, r.Row)
		}
		if !strings.Contains(all, where+squeeze(grouped(r.Number))) || !strings.Contains(all, squeeze(named(r.Name))) {
			t.Errorf("row %s %s is not there", where, r.Number)
		}
	}
}

// No text of an extract runs into another, at the longest names and notes.
func TestNoTextOfAnExtractMeetsAnother(t *testing.T) {
	e := sampleExtract(extractRows)
	e.Of, e.Point, e.Title = "楼幢："+strings.Repeat("样例", 25), strings.Repeat("样例街道", 25), strings.Repeat("样例", 40)
	for i := range e.Rows {
		e.Rows[i].Name, e.Rows[i].Note = hardNames[5], "监护人 "+hardNames[5]
		e.Rows[i].Page = 12345
	}
	for n, page := range leavesOf(func(c *canvas) {
		for i, sheet := range c.extractSheets(e) {
			c.extractPage(e, sheet, i+1, 0)
		}
	}) {
		for i, m := range page.texts {
			if in := (area{5, 5, a4Width - 10, a4Height - 10}); !in.holds(m.area) {
				t.Errorf("page %d: %q leaves the page: %+v", n+1, m.text, m.area)
			}
			for _, o := range page.texts[:i] {
				if by := m.overlap(o.area); by > 0.35 {
					t.Errorf("page %d: %q and %q run %.2f mm into one another", n+1, m.text, o.text, by)
				}
			}
		}
	}
}

// Rows with long notes are higher, and fewer stand on a page; none is lost, and none ends
// below the foot.
func TestLongNotesMakeHigherRows(t *testing.T) {
	e := sampleExtract(50)
	for i := range e.Rows {
		if i%3 == 0 {
			e.Rows[i].Note = "监护人 " + strings.Repeat("昊", 50)
		}
	}
	c, n := newCanvas(nil, Options{}), 0
	for _, sheet := range c.extractSheets(e) {
		end := extractTop
		for i, r := range sheet.rows {
			if long := r.Note != "" && strings.Contains(r.Note, "昊"); long != (sheet.high[i] > extractRowHigh) {
				t.Errorf("a note of %d bytes makes a row of %.1f mm", len(r.Note), sheet.high[i])
			}
			if r.Number != e.Rows[n].Number {
				t.Fatalf("row %d is %s, want %s", n+1, r.Number, e.Rows[n].Number)
			}
			end, n = end+sheet.high[i], n+1
		}
		if end > extractFoot+1e-9 {
			t.Errorf("the rows end at %.1f, the foot begins at %.1f", end, extractFoot)
		}
	}
	if n != len(e.Rows) {
		t.Errorf("%d rows of %d", n, len(e.Rows))
	}
}

func TestAnExtractOfNothingIsRefused(t *testing.T) {
	for _, change := range []func(*LedgerExtract){
		func(e *LedgerExtract) { e.Rows = nil }, func(e *LedgerExtract) { e.Of = " " }, func(e *LedgerExtract) { e.Title = "" },
	} {
		e := sampleExtract(3)
		change(&e)
		if err := Extract(io.Discard, e, Options{}); !errors.Is(err, ErrValue) {
			t.Errorf("%v", err)
		}
	}
	if said := fmt.Sprintf("%v %+v %#v", sampleExtract(1).Rows, sampleExtract(1).Rows[0], sampleExtract(1).Rows[0]); strings.Contains(said, "样例") {
		t.Errorf("it says %q", said)
	}
}
