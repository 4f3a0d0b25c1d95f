//go:build linux

package printing

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"
)

// Other programs that make the same pages, in the same run. They are not on every
// machine: testdata/peers/run brings them and runs this.

const (
	goalTypst     = 0.10 // wall time of a cold pass
	goalReportlab = 0.35 // processor time of a ledger of 10,000 rows
)

// BenchmarkPeersTypst: one walk-in sheet by Typst's command line, its name in
// PASSDESK_TYPST.
func BenchmarkPeersTypst(b *testing.B) {
	typst := os.Getenv("PASSDESK_TYPST")
	if typst == "" {
		b.Skip("skipped: PASSDESK_TYPST names no typst; testdata/peers/run brings one")
	}
	dir := b.TempDir()
	typstSheet(b, dir)
	var ours, peer cost
	for b.Loop() {
		ours = child(b, "pass", 10)
		peer = costOf(b, 10, func() *exec.Cmd {
			cmd := exec.Command(typst, "compile", "--font-path", here(b, "font"), "pass.typ", "pass.pdf")
			cmd.Dir = dir
			return cmd
		})
	}
	b.ReportMetric(float64(ours.wall.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(peer.wall.Microseconds())/1000, "ms-typst")
	b.ReportMetric(ratio(ours.wall, peer.wall), "wall/typst")
	b.ReportMetric(goalTypst, "goal")
}

// typstSheet lays the sheet's source, values and QR code into a folder.
func typstSheet(b *testing.B, dir string) {
	b.Helper()
	p, s := samplePass(), sampleStub()
	source, err := os.ReadFile("testdata/peers/pass.typ")
	if err != nil {
		b.Fatal(err)
	}
	texts := func(list []Text) (out []map[string]string) {
		for _, t := range list {
			out = append(out, map[string]string{"zh": t.ZH, "en": t.EN})
		}
		return out
	}
	notes := make([]map[string]string, len(p.Notes))
	for i, n := range p.Notes {
		notes[i] = map[string]string{"zh": n.ZH, "en": n.EN, "source": n.Source}
	}
	values, err := json.Marshal(map[string]any{
		"title": texts([]Text{p.Title})[0], "label": texts([]Text{p.DocLabel})[0], "number": p.Number, "name": p.Name, "document": p.DocNumber,
		"issued": dayText(p.Issued), "point": p.Point, "seals": p.Seals, "notes": notes, "operator": s.Operator, "declaration": texts(s.Declaration),
	})
	if err != nil {
		b.Fatal(err)
	}
	for name, content := range map[string]string{"pass.typ": string(source), "pass.json": string(values), "qr.svg": qrPicture(b, p.QR)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

// qrPicture is a QR code as other programs take it.
func qrPicture(b *testing.B, text string) string {
	b.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		b.Fatal(err)
	}
	var out strings.Builder
	size := code.Size + 2*quiet
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><path d="`, size, size)
	for _, r := range blocks(code.Size, code.Black) {
		fmt.Fprintf(&out, "M%d %dh%dv%dh-%dz", r.x+quiet, r.y+quiet, r.w, r.h, r.w)
	}
	return out.String() + `"/></svg>`
}

// BenchmarkPeersReportlab: 10,000 rows by Python's reportlab.
func BenchmarkPeersReportlab(b *testing.B) {
	python := "/usr/bin/python3" // Debian's, which has Debian's reportlab
	if err := exec.Command(python, "-c", "import reportlab").Run(); err != nil {
		b.Skip("skipped: python3 has no reportlab (Debian: python3-reportlab)")
	}
	rows := filepath.Join(b.TempDir(), "rows.tsv")
	if err := os.WriteFile(rows, []byte(tabbedLedger()), 0o600); err != nil {
		b.Fatal(err)
	}
	var ours, peer cost
	for b.Loop() {
		ours = child(b, "ledger", 3)
		peer = costOf(b, 3, func() *exec.Cmd {
			return exec.Command(python, "testdata/peers/ledger.py", here(b, "font"), rows, os.DevNull)
		})
	}
	b.ReportMetric(float64(ours.cpu.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(peer.cpu.Microseconds())/1000, "ms-reportlab")
	b.ReportMetric(ratio(ours.cpu, peer.cpu), "cpu/reportlab")
	b.ReportMetric(goalReportlab, "goal")
}

// tabbedLedger is the head and the rows, a line each.
func tabbedLedger() string {
	var out strings.Builder
	h := sampleHead()
	fmt.Fprintf(&out, "%s\t发放点：%s　站号：%s\n", h.Title, h.Point, h.Station)
	n := 0
	for r := range plainRows(ledgerRows) {
		n++
		fmt.Fprintf(&out, "%d\t%s\t%s\t%s\t%s\t%s\t\t%s\n", n, grouped(r.Number), r.Name, r.DocNumber, r.Guardian, dayText(r.Issued), r.Note)
	}
	return out.String()
}

func here(b *testing.B, name string) string {
	b.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		b.Fatal(err)
	}
	return path
}
