//go:build linux

package printing

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"passdesk/printing/font"
)

// The speed that is promised, beside the peer, bare gofpdf. "Bare" is the same
// pages drawn by the same code with the whole fonts handed to the library, which
// parses and subsets them itself; "usual" is the same ledger as somebody writes
// it with the library's own cells. Costs of a process are measured on processes:
// this test binary runs itself, with a task in the environment.

const taskVariable = "PASSDESK_PRINTING_TASK"

// The goals, ours over the peer's: a cold pass 0.30 at most, a ledger of 10,000
// rows 1.3; see BENCHMARKS.md. The ledger's peak is held by a test.
const goalLedgerRSS = 60 << 20

const (
	ledgerRows     = 10_000
	longLedgerRows = 100_000 // 34 volumes
)

// tasks are what a child process may be asked to do.
var tasks = map[string]func() error{
	"nothing":     func() error { return nil },
	"pass":        func() error { return WalkIn(io.Discard, samplePass(), sampleStub(), Options{Made: made}) },
	"bare pass":   func() error { return bare(io.Discard, drawWalkIn, wholeFonts) },
	"ledger":      func() error { return plainLedger(ledgerRows) },
	"ledger 1":    func() error { return plainLedger(1) },
	"bare ledger": func() error { return bare(io.Discard, drawLedger(ledgerRows), wholeFonts) },
	"bare ledger 1": func() error {
		return bare(io.Discard, drawLedger(1), wholeFonts)
	},
	"500 passes":      func() error { return TenUp(io.Discard, plainBatch(500), Sheets{}, Options{Made: made}) },
	"bare 500 passes": func() error { return bare(io.Discard, drawTenUp(plainBatch(500)), wholeFonts) },
	"long ledger":     func() error { return plainLedger(longLedgerRows) },
	"usual ledger":    func() error { return usualLedger(io.Discard, ledgerRows) },
	"usual ledger 1":  func() error { return usualLedger(io.Discard, 1) },
}

func TestMain(m *testing.M) {
	name := os.Getenv(taskVariable)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := tasks[name](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// bareInk is gofpdf as somebody uses it who has no cutter: the whole fonts, a
// style for each weight.
type bareInk struct {
	pdf    *gofpdf.Fpdf
	last   style
	stamps map[string]gofpdf.Template
}

func (k *bareInk) page(width, height float64) {
	k.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: width, Ht: height})
	k.last = style{}
}

func (k *bareInk) text(x, y float64, st style, s string) {
	if k.last.weight != st.weight || k.last.size != st.size {
		k.pdf.SetFont("bare", bareStyles[st.weight], st.size)
	}
	if k.last.colour != st.colour || k.last.size == 0 {
		k.pdf.SetTextColor(int(st.colour.r), int(st.colour.g), int(st.colour.b))
	}
	k.last = st
	k.pdf.Text(x, y, s)
}

func (k *bareInk) raw(operators string) { k.pdf.RawWriteStr(operators) }
func (k *bareInk) forget()              { k.last = style{} }

func (k *bareInk) stamp(name string, x, y, width, height float64, operators func() string) {
	size := gofpdf.SizeType{Wd: width, Ht: height}
	if k.stamps[name] == nil {
		k.stamps[name] = k.pdf.CreateTemplateCustom(gofpdf.PointType{}, size, func(tpl *gofpdf.Tpl) { tpl.RawWriteStr(operators()) })
	}
	k.pdf.UseTemplateScaled(k.stamps[name], gofpdf.PointType{X: x, Y: y}, size)
}

var bareStyles = [...]string{font.Regular: "", font.Bold: "B"}

func bare(w io.Writer, draw func(*canvas), fonts func(font.Weight) []byte) error {
	f := gofpdf.New("P", "mm", "A4", "")
	f.SetAutoPageBreak(false, 0)
	for _, weight := range font.Weights {
		f.AddUTF8FontFromBytes("bare", bareStyles[weight], fonts(weight))
	}
	draw(&canvas{cut: font.NewCut(), ink: &bareInk{pdf: f, stamps: map[string]gofpdf.Template{}}})
	return f.Output(w)
}

func wholeFonts(w font.Weight) []byte {
	b, err := os.ReadFile(map[font.Weight]string{font.Regular: "font/StationSans-Regular.std.ttf", font.Bold: "font/StationSans-Bold.min.ttf"}[w])
	if err != nil {
		panic(err)
	}
	return b
}

func drawWalkIn(c *canvas) {
	c.walkIn(samplePass(), sampleStub())
}

// plainBatch are passes that bare gofpdf can print: it has no characters beyond
// U+FFFF.
func plainBatch(n int) []Pass {
	list := batch(n)
	for i := range list {
		list[i].Name = "样例" + string([]rune("父母子女甲乙丙丁戊己")[i%10])
	}
	return list
}

func drawTenUp(passes []Pass) func(*canvas) {
	return func(c *canvas) { c.tenUp(passes[0].face().grid(), passes, Sheets{}) }
}

// plainRows are entries that bare gofpdf can print: it has no characters beyond
// U+FFFF.
func plainRows(n int) iter.Seq[LedgerRow] {
	const names = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
	family := []rune(names)
	return func(yield func(LedgerRow) bool) {
		r := sampleRows(1)[0]
		for i := range n {
			r.Number = fmt.Sprintf("12131170%04d28", i%10000)
			r.Name = "样" + string(family[i%20]) + string(family[i/20%20])
			r.DocNumber = fmt.Sprintf("33021219850505%04d", i%10000)
			if !yield(r) {
				return
			}
		}
	}
}

func plainLedger(n int) error {
	return Ledger(opening(io.Discard), sampleHead(), paged(n, plainRows(n)), Options{Made: made})
}

func drawLedger(n int) func(*canvas) {
	return func(c *canvas) {
		for p := range paged(n, plainRows(n)) {
			c.ledgerPage(sampleHead(), p)
		}
	}
}

// usualLedger is the table with the library's cells, as its examples have it.
func usualLedger(w io.Writer, n int) error {
	f := gofpdf.New("L", "mm", "A4", "")
	for _, weight := range font.Weights {
		f.AddUTF8FontFromBytes("bare", bareStyles[weight], wholeFonts(weight))
	}
	f.SetHeaderFunc(func() { usualHeader(f, n) })
	f.SetFooterFunc(func() {
		f.SetY(-18)
		f.SetFont("bare", "", 9)
		f.CellFormat(0, 6, "本页 15 人　首号 1213 1170 0042 28　末号 1213 1170 0056 28", "", 0, "L", false, 0, "")
	})
	f.SetAutoPageBreak(true, 20)
	f.AddPage()
	i := 0
	for r := range plainRows(n) {
		i++
		for k, cell := range []string{fmt.Sprint(i), grouped(r.Number), r.Name, r.DocNumber, r.Guardian, dayText(r.Issued), "", r.Note} {
			f.SetFont("bare", map[bool]string{true: "B"}[k == 1 || k == 2], 10)
			f.CellFormat(ledgerColumns[k].width, ledgerRowHigh, cell, "1", k/7, "L", false, 0, "")
		}
	}
	return f.Output(w)
}

func usualHeader(f *gofpdf.Fpdf, n int) {
	f.SetFont("bare", "B", 17)
	f.CellFormat(0, 10, sampleHead().Title, "", 1, "L", false, 0, "")
	f.SetFont("bare", "", 9.5)
	f.CellFormat(0, 8, fmt.Sprintf("发放点：%s　站号：%s　第 %d 页 共 %d 页", sampleHead().Point, sampleHead().Station, f.PageNo(), pagesOf(n)), "", 1, "L", false, 0, "")
	f.SetFont("bare", "B", 9.5)
	for k, col := range ledgerColumns {
		f.CellFormat(col.width, 9, col.title.ZH, "1", k/7, "C", false, 0, "")
	}
}

// cost of a process.
type cost struct {
	cpu, wall time.Duration
	peak      int64 // bytes resident
}

// child is the cost of a task in a process of its own.
func child(tb testing.TB, task string, times int) cost {
	tb.Helper()
	return costOf(tb, times, func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), taskVariable+"="+task)
		return cmd
	})
}

// costOf runs a program some times and keeps the cheapest run: what else the
// machine does only adds.
func costOf(tb testing.TB, times int, program func() *exec.Cmd) cost {
	tb.Helper()
	var best cost
	for i := range times {
		cmd := program()
		var complained bytes.Buffer
		cmd.Stderr = &complained
		start := time.Now()
		if err := cmd.Run(); err != nil {
			tb.Fatalf("%s: %v\n%s", cmd, err, complained.Bytes())
		}
		c := cost{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(start),
			cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * 1024}
		if i == 0 {
			best = c
		}
		best = cost{min(best.cpu, c.cpu), min(best.wall, c.wall), min(best.peak, c.peak)}
	}
	return best
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// BenchmarkColdPass: one walk-in sheet from a process that has just started.
func BenchmarkColdPass(b *testing.B) {
	var ours, peer, nothing cost
	for b.Loop() {
		nothing, ours = child(b, "nothing", 5), child(b, "pass", 5)
		peer = child(b, "bare pass", 5)
	}
	b.ReportMetric(float64(nothing.cpu.Microseconds())/1000, "ms-empty-process")
	b.ReportMetric(float64(ours.cpu.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(ours.peak)/(1<<20), "MB-ours")
	b.ReportMetric(float64(peer.cpu.Microseconds())/1000, "ms-bare")
	b.ReportMetric(float64(peer.peak)/(1<<20), "MB-bare")
	b.ReportMetric(ratio(ours.cpu, peer.cpu), "cpu/bare")
	b.ReportMetric(ratio(ours.wall, peer.wall), "wall/bare")
}

// BenchmarkLedger: 10,000 rows beside both peers, counted both ways: the whole
// process, and what the rows alone add to a ledger of one row.
func BenchmarkLedger(b *testing.B) {
	var ours, ours1, peer, peer1, usual, usual1 cost
	for b.Loop() {
		ours, ours1 = child(b, "ledger", 3), child(b, "ledger 1", 3)
		peer, peer1 = child(b, "bare ledger", 3), child(b, "bare ledger 1", 3)
		usual, usual1 = child(b, "usual ledger", 3), child(b, "usual ledger 1", 3)
	}
	b.ReportMetric(float64(ours.cpu.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(ours.peak)/(1<<20), "MB-ours")
	b.ReportMetric(float64(peer.cpu.Microseconds())/1000, "ms-bare")
	b.ReportMetric(float64(peer.peak)/(1<<20), "MB-bare")
	b.ReportMetric(float64(usual.cpu.Microseconds())/1000, "ms-usual")
	b.ReportMetric(float64(usual.peak)/(1<<20), "MB-usual")
	b.ReportMetric(ratio(ours.cpu, peer.cpu), "cpu/bare-whole")
	b.ReportMetric(ratio(ours.cpu-ours1.cpu, peer.cpu-peer1.cpu), "cpu/bare-rows-alone")
	b.ReportMetric(ratio(ours.cpu, usual.cpu), "cpu/usual-whole")
	b.ReportMetric(ratio(ours.cpu-ours1.cpu, usual.cpu-usual1.cpu), "cpu/usual-rows-alone")
}

// BenchmarkWarmPass: one walk-in sheet in a running program, beside its peer.
func BenchmarkWarmPass(b *testing.B) {
	var ours, peer time.Duration
	for b.Loop() {
		ours, peer = timed(b, 50, "pass"), timed(b, 20, "bare pass")
	}
	b.ReportMetric(float64(ours.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(peer.Microseconds())/1000, "ms-bare")
	b.ReportMetric(ratio(ours, peer), "wall/bare")
}

// timed is the middle of some runs of a task in this process.
func timed(b *testing.B, times int, task string) time.Duration {
	took := make([]time.Duration, times)
	for i := range took {
		from := time.Now()
		if err := tasks[task](); err != nil {
			b.Fatal(err)
		}
		took[i] = time.Since(from)
	}
	slices.Sort(took)
	return took[times/2]
}

// BenchmarkPass500: 500 passes ten to a sheet, fronts and backs.
func BenchmarkPass500(b *testing.B) {
	var ours, peer cost
	for b.Loop() {
		ours, peer = child(b, "500 passes", 3), child(b, "bare 500 passes", 3)
	}
	b.ReportMetric(float64(ours.cpu.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(peer.cpu.Microseconds())/1000, "ms-bare")
	b.ReportMetric(float64(ours.peak)/(1<<20), "MB-ours")
	b.ReportMetric(ratio(ours.cpu, peer.cpu), "cpu/bare")
}

// BenchmarkLongLedger: 100,000 rows in volumes.
func BenchmarkLongLedger(b *testing.B) {
	var ours cost
	for b.Loop() {
		ours = child(b, "long ledger", 1)
	}
	b.ReportMetric(ours.wall.Seconds(), "s")
	b.ReportMetric(float64(ours.peak)/(1<<20), "MB")
}

// TestLedgerMemory holds the peak of a 10,000-row ledger, which a long ledger
// repeats volume by volume. The race detector multiplies memory, so it is left
// out there; times are for the benchmarks, no test fails on a clock.
func TestLedgerMemory(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector multiplies memory")
	}
	if peak := child(t, "ledger", 1).peak; peak > goalLedgerRSS {
		t.Errorf("%d rows peak at %d MB, want %d at most", ledgerRows, peak>>20, goalLedgerRSS>>20)
	}
}
