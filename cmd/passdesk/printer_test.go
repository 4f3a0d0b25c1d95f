package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/printing/ipp"
	"passdesk/printing/ipp/printertest"
)

// withPrinter is a station that remembers a fake printer and has issued a pass.
func withPrinter(t *testing.T) (p *place, fake *printertest.Printer, number string) {
	t.Helper()
	p, fake = newPlace(t), printertest.New(t)
	p.env = map[string]string{"CUPS_SERVER": fake.Server()}
	p.waits = printWait{answer: time.Minute, every: time.Millisecond, limit: time.Minute}
	p.init()
	number = p.issued(lineFather)
	p.expect(exitDone, "", "printer", "add", "sample")
	return p, fake, number
}

// unprinted says of papers that nothing was printed after all.
func (p *place) unprinted(numbers ...string) {
	p.t.Helper()
	p.expect(exitDone, "", append([]string{"print", "outcome", "--outcome", "none"}, numbers...)...)
}

// waiting are the sheets that wait for an answer.
func (p *place) waiting() int { return len(p.expect(exitDone, "", "print", "outcome").lines(p.t)) }

// sheets are the sums of the day's sheets.
func (p *place) sheets() map[string]any {
	return p.expect(exitDone, "", "verify").lines(p.t)[0]["account"].(map[string]any)["sheets"].(map[string]any)
}

// A printer that says "completed" has printed: the sheet is out, the job bore the
// paper and no person, and nothing stays in the spool.
func TestPrintOnAPrinter(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Then = []printertest.Step{{State: 5}, {State: 9}}
	line := p.expect(exitDone, "", "print", "passes", number, "--printer", "sample").lines(t)[0]
	if line["outcome"] != "out" || line["printer"] != "sample" || line["passes"] != 1.0 {
		t.Errorf("%v", line)
	}
	sent := fake.Sent()
	if len(sent) != 1 || sent[0].Ticket["job-name"] != "passes 1" || sent[0].Ticket["media"] != ipp.A4 || sent[0].Ticket["sides"] != ipp.OneSided ||
		sent[0].Ticket["print-scaling"] != "none" || !strings.HasPrefix(string(sent[0].Document), "%PDF") {
		t.Fatalf("sent %v", sent[0].Ticket)
	}
	if show := p.expect(exitDone, "", "show", number).lines(t)[0]; show["status"] != "printed" || p.waiting() != 0 {
		t.Errorf("%v", show["status"])
	}
	p.unprinted(number)
	p.expect(exitDone, "", "print", "passes", number, "--layout", "tenup", "--printer", "sample")
	p.unprinted(number)
	p.expect(exitDone, "", "print", "passes", number, "--layout", "single", "--printer", "sample")
	sent = fake.Sent()
	if sent[1].Ticket["sides"] != ipp.LongEdge || sent[2].Ticket["media"] != ipp.A6 || sent[2].Ticket["sides"] != ipp.LongEdge {
		t.Errorf("ten up %v, A6 %v", sent[1].Ticket, sent[2].Ticket)
	}
	for known, want := range map[string]string{ipp.ShortEdge: ipp.ShortEdge, ipp.LongEdge: ipp.LongEdge} { // a page that lies
		fake.Change(func() { fake.Says["sides-supported"] = []string{ipp.OneSided, ipp.LongEdge, known} })
		p.unprinted(number)
		p.expect(exitDone, "", "print", "passes", number, "--layout", "single", "--size", "120x80", "--printer", "sample")
		if got := fake.Sent()[len(fake.Sent())-1].Ticket["sides"]; got != want {
			t.Errorf("120 by 80 mm on a printer that turns by %s: %s", known, got)
		}
	}
	if left, _ := filepath.Glob(p.file("data/spool/*")); len(left) > 0 {
		t.Errorf("the spool holds %v", left)
	}
}

// What a printer does wrong: either nothing has come out for certain, and the pass is
// unprinted, or a person is asked. Never is a sheet out. What the printer turned down
// before it printed anything leaves no sheet.
func TestPrinterFaults(t *testing.T) {
	refuse := func(code uint16) func(*printertest.Printer) {
		return func(f *printertest.Printer) { f.On[printertest.PrintJob] = f.Refuse(code) }
	}
	then := func(steps ...printertest.Step) func(*printertest.Printer) {
		return func(f *printertest.Printer) { f.Then = steps }
	}
	p, _, number := withPrinter(t)
	for name, c := range map[string]printerFaultCase{
		"takes no PDF":   {func(f *printertest.Printer) { f.Says["document-format-supported"] = []string{"image/pwg-raster"} }, false, "不认 PDF", ""},
		"turns no sheet": {func(f *printertest.Printer) { f.Says["sides-supported"] = []string{"one-sided"} }, false, "不能双面", "tenup"},
		"has no A4":      {func(f *printertest.Printer) { f.Says["media-supported"] = []string{"na_letter_8.5x11in"} }, false, "纸张 A4", ""},
		"is closed":      {func(f *printertest.Printer) { f.Closed = true }, false, "不收任务", ""},
		"is off":         {(*printertest.Printer).Vanish, false, "连不上打印机", ""},
		"refuses":        {refuse(ipp.NotAccepting), false, "不收任务", ""},
		"wants a login":  {func(f *printertest.Printer) { f.On[printertest.ValidateJob] = f.Web(401) }, false, "要口令", ""},
		"is mute":        {func(f *printertest.Printer) { f.On[printertest.AskPrinter] = f.Hang() }, false, "打印机没有回答", ""},
		"falls mute":     {func(f *printertest.Printer) { f.On[printertest.ValidateJob] = f.Hang() }, false, "打印机没有回答", ""},
		"says no":        {func(f *printertest.Printer) { f.On[printertest.ValidateJob] = f.Refuse(ipp.AttributesRefused) }, false, "不收这样的任务", ""},
		"cuts the line":  {func(f *printertest.Printer) { f.On[printertest.PrintJob] = f.Cut() }, true, "打印机断了", ""},
		"hangs":          {func(f *printertest.Printer) { f.On[printertest.PrintJob] = f.Hang() }, true, "打印机断了", ""},
		"babbles":        {func(f *printertest.Printer) { f.On[printertest.PrintJob] = f.Bytes(make([]byte, 4<<20)) }, true, "看不懂", ""},
		"aborts":         {then(printertest.Step{State: 8, Reasons: []string{"aborted-by-system"}}), true, "中止了这个任务", ""},
		"is cancelled":   {then(printertest.Step{State: 5}, printertest.Step{State: 7}), true, "取消", ""},
		"errs":           {then(printertest.Step{State: 9, Reasons: []string{"job-completed-with-errors"}}), true, "有错误", ""},
		"jams":           {then(printertest.Step{State: 6, Printer: []string{"media-jam-error", "toner-low-report"}}), true, "卡纸", ""},
		"vanishes":       {func(f *printertest.Printer) { f.Then = []printertest.Step{{State: 5}}; f.Gone = 2 }, true, "打印机不见了", ""},
		"forgets":        {func(f *printertest.Printer) { f.On[printertest.AskJob] = f.Refuse(ipp.NotFound) }, true, "不记得", ""},
	} {
		t.Run(name, func(t *testing.T) {
			limits := []time.Duration{time.Minute}
			switch name {
			case "is mute", "falls mute", "hangs", "jams", "vanishes": // seen only when the wait is over, which a busy machine may sleep through
				if testing.Short() {
					t.Skip("it waits for a second")
				}
				limits = []time.Duration{time.Second, 10 * time.Second, time.Minute}
			}
			defer func(usual printWait) { p.waits = usual }(p.waits)
			for i, limit := range limits {
				if name == "jams" || name == "vanishes" {
					p.waits.limit = limit
				} else {
					p.waits.answer = limit
				}
				wrong := c.wrong(t, p, number)
				if wrong == "" {
					return
				}
				if i == len(limits)-1 {
					t.Fatal(wrong)
				}
				t.Log("again, with more time:", wrong)
			}
		})
	}
}

// printerFaultCase is a fault, whether a person is asked then, and what is said.
type printerFaultCase struct {
	fault  func(*printertest.Printer)
	asked  bool
	says   string
	layout string
}

// wrong prints on a printer that has the fault, and answers what was wrong with that.
func (c printerFaultCase) wrong(t *testing.T, p *place, number string) string {
	t.Helper()
	fake := printertest.New(t)
	p.expect(exitDone, "", "printer", "add", fake.URI(), "--name", "sample")
	fake.Change(func() { c.fault(fake) })
	before, code := p.sheets(), exitFailed
	if c.asked {
		before["intended"] = before["intended"].(float64) + 1
		before["total"] = before["total"].(float64) + 1
		code = exitPart
	}
	s := p.run("", "print", "passes", number, "--layout", cmp.Or(c.layout, "walkin"), "--printer", "sample")
	after := p.sheets()
	if s.code == exitPart {
		p.expect(exitDone, "", "print", "outcome", number, "--outcome", "spoiled")
	}
	twoLanguages(t, s.err)
	left, _ := filepath.Glob(p.file("data/spool/*"))
	switch {
	case s.code != code, !strings.Contains(s.err, c.says), strings.Contains(s.err, "样例父"), strings.Contains(s.err, fake.Server()):
		return fmt.Sprintf("exit %d, it says %s", s.code, s.err)
	case !maps.Equal(before, after):
		return fmt.Sprintf("sheets %v, want %v", after, before)
	case len(left) > 0:
		return fmt.Sprintf("the spool holds %v", left)
	}
	return ""
}

// A jam that is put right is told in words, and the sheet is out.
func TestJamThatIsPutRight(t *testing.T) {
	p, fake, number := withPrinter(t)
	fake.Then = []printertest.Step{{State: 6, Printer: []string{"media-empty-error"}}, {State: 5, Printer: []string{"none"}}, {State: 9}}
	s := p.expect(exitDone, "", "print", "passes", number, "--printer", "sample")
	if !strings.Contains(s.err, "缺纸，请加纸") || !strings.Contains(s.err, "out of paper") || p.sheets()["out"] != 1.0 {
		t.Errorf("%s", s.err)
	}
}

func TestPrinterVerbs(t *testing.T) {
	p, fake, number := withPrinter(t)
	line := p.expect(exitDone, "", "printer", "list").lines(t)
	if len(line) != 1 || line[0]["remembered"] != true || line[0]["found"] != true || line[0]["how"] != "ipp" || line[0]["model"] != "Sample Laser 1" {
		t.Errorf("%v", line)
	}
	p.expect(exitDone, "", "printer", "add", fake.URI(), "--name", "样例桌上", "--default")
	if d := p.expect(exitDone, "", "printer", "default").lines(t)[0]; d["printer"] != "样例桌上" {
		t.Errorf("%v", d)
	}
	fake.Change(func() {
		fake.State, fake.Says["printer-state-reasons"] = 5, []string{"cover-open-error"}
		fake.Says["print-scaling-supported"] = []string{"fit"}
	})
	status := p.expect(exitDone, "", "printer", "status", "样例桌上").lines(t)[0]
	if text := status["state"].(map[string]any); text["zh"] != "盖板开着，请关上" || len(status["notes"].([]any)) != 1 || status["default"] != true {
		t.Errorf("%v", status)
	}
	fake.Change(func() { fake.On[printertest.AskPrinter] = fake.Cut() })
	if s := p.expect(exitFailed, "", "printer", "add", fake.URI()); !strings.Contains(s.err, "打印机没有回答") || strings.Contains(s.err, "打到一半") {
		t.Errorf("a printer that takes the connection and says nothing: %s", s.err)
	}
	fake.Vanish()
	for _, l := range p.expect(exitFailed, "", "printer", "status").lines(t) {
		if !strings.Contains(l["state"].(map[string]any)["zh"].(string), "连不上") {
			t.Errorf("%v", l)
		}
	}
	p.expect(exitFailed, "", "printer", "add", "ipp://"+fake.Server()+"/")
	p.expect(exitFailed, "", "printer", "add", "nowhere")
	p.expect(exitFailed, "", "printer", "default", "nowhere")
	p.expect(exitDone, "", "printer", "remove", "sample")
	p.expect(exitFailed, "", "printer", "remove", "sample")
	p.expect(exitFailed, "", "print", "passes", number, "--printer", "sample")
	p.expect(exitUsage, "", "print", "passes", number)
	p.expect(exitUsage, "", "print", "passes", number, "--printer", "样例桌上", "--out", p.file("x.pdf"))
	if sums := p.sheets(); sums["total"] != 0.0 {
		t.Errorf("a print that could not be is counted: %v", sums)
	}
}

// On Windows SumatraPDF carries the pages, at actual size, and a person says what
// came out; without it the file is opened.
func TestPrintOnWindows(t *testing.T) {
	p, _, number := withPrinter(t)
	p.goos = "windows"
	tools := p.folder("tools")
	t.Setenv("PATH", tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	script := func(name, body string) {
		p.must(os.WriteFile(filepath.Join(tools, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755))
	}
	script("powershell", `printf '样例打印机\r\nSecond\r\n'`)
	script("rundll32", `printf '%s' "$*" >'`+p.file("opened")+`'`)
	found := func() (names string) {
		for _, l := range p.expect(exitDone, "", "printer", "list").lines(t) {
			if l["remembered"] != true {
				names += l["how"].(string) + "|"
			}
		}
		return names
	}
	if got := found(); got != "open|" {
		t.Errorf("without SumatraPDF %s", got)
	}
	script("SumatraPDF", `printf '%s' "$*" >'`+p.file("called")+`'`)
	if got := found(); got != "windows|open|windows|" {
		t.Errorf("with SumatraPDF %s", got)
	}
	p.expect(exitDone, "", "printer", "add", "样例打印机")
	p.expect(exitPart, "", "print", "passes", number, "--printer", "样例打印机")
	called, err := os.ReadFile(p.file("called"))
	if p.must(err); !strings.HasPrefix(string(called), "-print-to 样例打印机 -print-settings noscale,paper=A4,simplex -silent") {
		t.Errorf("SumatraPDF was called with %s", called)
	}
	p.expect(exitDone, "", "print", "outcome", number, "--outcome", "spoiled")
	open := (&app{world: world{now: time.Now}}).openPrinter().Name
	p.expect(exitDone, "", "printer", "add", open)
	p.expect(exitPart, "", "print", "passes", number, "--printer", open)
	if left, _ := filepath.Glob(p.file("data/spool/*.pdf")); len(left) != 1 {
		t.Errorf("what the person is to print is not there: %v", left)
	}
	if p.waiting() != 1 {
		t.Error("nobody is asked what came out")
	}
	if left, _ := filepath.Glob(p.file("data/spool/*")); len(left) > 0 {
		t.Errorf("at the next start the spool still holds %v", left)
	}
}

// Ledger, slips, notices and the close go to a printer too; the queue shows their
// kind and count, and nobody's name.
func TestOtherPapersOnAPrinter(t *testing.T) {
	p, fake, number := withPrinter(t)
	p.expect(exitDone, "", "close")
	p.expect(exitDone, "", "print", "passes", number, "--out", p.file("pass.pdf"))
	p.expect(exitDone, "", "sign", number)
	p.expect(exitDone, "", "recall", number, "--reason", "other", "--note", "样例备注")
	p.decided(lineRefused, "REFUSE+ISOLATE7")
	for _, verb := range []string{"ledger", "slips --open", "notices --open", "notices --kind gate", "close", "calibration"} {
		p.expect(exitDone, "", append(append([]string{"print"}, strings.Fields(verb)...), "--printer", "sample")...)
	}
	var names []string
	for _, job := range fake.Sent() {
		names = append(names, job.Ticket["job-name"])
	}
	if got := strings.Join(names, ", "); got != "ledger 1, slips 1, recall_notices 1, gate_sheet 1, closing_slip 1, calibration 1" {
		t.Errorf("the queue shows %s", got)
	}
	fake.Change(func() { fake.Then = []printertest.Step{{State: 8}} })
	p.expect(exitPart, "", "print", "notices", "--open", "--printer", "sample")
	p.expect(exitPart, "", "print", "ledger", "--printer", "sample")
	if left, _ := filepath.Glob(p.file("data/spool/*")); len(left) > 0 {
		t.Errorf("the spool holds %v", left)
	}
}

// A print goes to a file or to a printer: the usage does not read as if it went to both.
func TestAPrintGoesToOneOfTwo(t *testing.T) {
	p := newPlace(t)
	if s := p.bare("", "print", "passes", "--help"); strings.Contains(strings.SplitN(s.out, "\n\n", 2)[0], "--printer") {
		t.Error(s.out)
	}
	for _, flags := range [][]string{nil, {"--out", p.file("a.pdf"), "--printer", "x"}} {
		if s := p.run("", append([]string{"print", "passes", "--unprinted"}, flags...)...); s.code != exitUsage || !strings.Contains(s.err, "--printer") {
			t.Errorf("%v: exit %d, %s", flags, s.code, s.err)
		}
	}
}
