package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"passdesk/printing"
	"passdesk/registry/station"
)

// extract writes the papers of a building, and where each is signed for: a list to
// look things up in. It changes nothing; that people were read is an event.
func (c *printLedgerCmd) extract(a *app, st *station.Station) error {
	lines, err := st.LedgerExtract(a.ctx, c.Building)
	if err != nil {
		return err
	}
	placed := 0
	for _, l := range lines {
		if l.Page > 0 {
			placed++
		}
	}
	answer := map[string]any{"extract": c.Building, "rows": len(lines), "unplaced": len(lines) - placed}
	if len(lines) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 这一幢没有证，没有可摘录的 · no pass of this building: there is nothing to extract")
		return a.printJSON(answer)
	}
	if err := a.listRead(st, len(lines)); err != nil {
		return err
	}
	w, err := a.paperworkFor(st, c.Printer)
	if err != nil {
		return err
	}
	return a.put(document{
		target: c.target, kind: "extract", count: 1, line: answer,
		draw: func(f *os.File) error { return w.drawExtract(f, c.Building, lines) },
	})
}

func (w paperwork) drawExtract(out io.Writer, building string, lines []station.ExtractLine) error {
	h := w.ledgerHead()
	e := printing.LedgerExtract{
		Pass: printing.Text(w.info.Scheme.Title), Title: h.Title, Of: "楼幢：" + building, Point: h.Point, Station: h.Station,
		Made: hourText(w.made), Sample: h.Sample, Alone: w.info.OwnRoot,
	}
	for _, l := range lines {
		e.Rows = append(e.Rows, printing.ExtractRow{
			Page: l.Page, Row: l.Row, Number: l.Number.String(), Copy: l.Copy, Name: l.Name, DocNumber: l.Masked,
			Signed: l.State == station.RowSigned, Ended: l.State != station.RowUnsigned, Note: extractNote(l),
		})
	}
	if err := printing.Extract(out, e, w.options()); err != nil {
		return refused("draw the extract", err)
	}
	return nil
}

// extractNote is what became of the paper, and who signs for the holder.
func extractNote(l station.ExtractLine) string {
	var parts []string
	if l.Remark.ZH != "" {
		parts = append(parts, l.Remark.ZH)
	}
	switch {
	case l.Child && l.Guardian != "":
		parts = append(parts, "监护人 "+l.Guardian)
	case l.Child:
		parts = append(parts, "监护人签字")
	case l.Proxy != "":
		parts = append(parts, "代领 "+l.Proxy)
	}
	return strings.Join(parts, "；")
}
