package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// target is where a verb puts paper: into a file, or on a printer.
type target struct {
	Out     string `xor:"to" help:"写到此 PDF，已有的 PDF 会被替换；不能在站点自己的文件夹里 · write this PDF, over a PDF that is there; never inside the station's own folders" placeholder:"FILE.pdf"`
	Printer string `xor:"to" help:"送到记住的打印机（见 printer list） · send it to a printer that is remembered (see printer list)" placeholder:"NAME"`
}

// Validate asks for one of the two. The flag library would name both in its line of
// usage, as if both were wanted.
func (t target) Validate() error {
	if t.Out == "" && t.Printer == "" {
		return errors.New("missing flags: --out=FILE.pdf or --printer=NAME")
	}
	return nil
}

// where is the target as a line of JSON begins.
func (t target) where() map[string]any {
	if t.Printer != "" {
		return map[string]any{"printer": t.Printer}
	}
	return map[string]any{"file": t.Out}
}

// putOn draws a document that is no pass into the file, or sends it to the printer.
// Nil says that it lies there.
func (a *app) putOn(t target, kind string, count int, draw func(*os.File) error) error {
	if t.Printer != "" {
		return a.onPaper(t.Printer, kind, count, draw)
	}
	stood := stands(t.Out)
	if err := a.writeOut(t.Out, beginsPDF, draw); err != nil {
		return err
	}
	if stood {
		a.sayReplaced("", "")
	}
	return nil
}

// mayPutOn refuses a file's name before anything is recorded for it.
func (a *app) mayPutOn(t target) error {
	if t.Printer != "" {
		return nil
	}
	return a.mayWrite(t.Out, beginsPDF)
}

// sayReplaced tells that a file was written over, and what follows from it.
func (a *app) sayReplaced(zh, en string) {
	a.warn(scheme.Text{
		ZH: "这个名字原来有一个文件，已被新的替换。" + zh,
		EN: strings.TrimSpace("A file of this name stood there; the new one has replaced it. " + en),
	})
}

// document is a paper that is no pass: where it goes, and what is to be recorded and
// answered once it may have left.
type document struct {
	target
	kind     string // no personal data: a printer's queue shows it
	count    int
	draw     func(*os.File) error
	recorded func() error // nil: nothing is
	line     map[string]any
}

// put writes or sends a document. What a printer took and said no more of may have
// come out: it is recorded, and the run was done in part.
func (a *app) put(d document) error {
	asked := a.putOn(d.target, d.kind, d.count, d.draw)
	if asked != nil && !errors.Is(asked, tui.ErrAsked) {
		return asked
	}
	if d.recorded != nil {
		if err := d.recorded(); err != nil {
			return err
		}
	}
	maps.Copy(d.line, d.where())
	if err := a.printJSON(d.line); err != nil || asked == nil {
		return err
	}
	return &partError{asked}
}

// send carries a document in the spool to a printer that the station remembers. Nil
// says that all of it came out.
func (a *app) send(ctx context.Context, name, kind string, count int, file string, told func(scheme.Text)) error {
	s, err := a.sending(ctx, name, kind, count, file, told)
	if err != nil {
		return err
	}
	return s.print(ctx)
}

// sending is a document in the spool that a printer has said it takes.
type sending struct {
	delivery
	device device
	kept   bool // the person prints it from a viewer: it lies there until the lock or the next start
	told   func(scheme.Text)
}

// sending asks the printer whether it takes the document. Where it does not, or does
// not answer, nothing can have come out, and the file is erased.
func (a *app) sending(ctx context.Context, name, kind string, count int, file string, told func(scheme.Text)) (s *sending, err error) {
	defer func() {
		if err != nil {
			erase(file)
		}
	}()
	p, err := a.station.Printer(ctx, name)
	if err != nil {
		return nil, nothingOut(notRemembered(err))
	}
	d, err := a.device(p, told)
	if err != nil {
		return nil, nothingOut(err)
	}
	e, err := newDelivery(kind, count, file)
	if err != nil {
		return nil, nothingOut(err)
	}
	told(wordsAsking)
	return &sending{e, d, p.How == "open", told}, d.takes(ctx, e)
}

// print sends it; nil says that all of it came out.
func (s *sending) print(ctx context.Context) error {
	if !s.kept {
		defer erase(s.file)
	}
	defer s.told(scheme.Text{})
	s.told(wordsSending)
	return s.device.print(ctx, s.delivery)
}

// onPaper draws a document into the spool and sends it.
func (a *app) onPaper(name, kind string, count int, draw func(*os.File) error) error {
	file, err := a.spooled(draw)
	if err != nil {
		return nothingOut(err)
	}
	return a.send(a.ctx, name, kind, count, file, a.tellPrinter)
}

// spooled draws into the station's spool.
func (a *app) spooled(draw func(*os.File) error) (string, error) {
	dir, err := a.dir()
	if err != nil {
		return "", err
	}
	spool := filepath.Join(dir, spoolFolder)
	if err := os.MkdirAll(spool, 0o700); err != nil {
		return "", storage(err)
	}
	return drawInto(spool, draw)
}

// tellPrinter says on stderr what a printer is waited for, and what keeps it from
// printing.
func (a *app) tellPrinter(says scheme.Text) {
	if says.EN != "" {
		fmt.Fprintf(a.stderr, "passdesk: 打印机：%s\npassdesk: the printer: %s\n", says.ZH, says.EN)
	}
}

// printOn is the write-ahead print on a printer that takes the papers: intent, ink,
// and the outcome where the printer told it; else the intent stands, and a person is
// asked. A printer that does not answer, or says no before, leaves no sheet behind.
func (a *app) printOn(st *station.Station, numbers []registry.Number, how arrangement, name string) error {
	if _, err := st.Printer(a.ctx, name); err != nil {
		return notRemembered(err)
	}
	papers, err := st.Papers(a.ctx, numbers)
	if err != nil {
		return err
	}
	w, err := a.paperworkFor(st, name)
	if err != nil {
		return err
	}
	file, err := a.spooled(func(f *os.File) error { return w.draw(f, papers, how) })
	if err != nil {
		return err
	}
	sending, err := a.sending(a.ctx, name, kindPasses, len(papers), file, a.tellPrinter)
	if err != nil {
		return err
	}
	l := how.laying(st.Info().Scheme)
	if err := st.Intend(a.ctx, numbers, l); err != nil {
		erase(file)
		return err
	}
	err = sending.print(a.ctx)
	ctx := context.WithoutCancel(a.ctx)
	switch {
	case err == nil:
		err = st.PrintedOut(ctx, numbers, registry.SheetOut)
	case errors.Is(err, tui.ErrNothingOut):
		_ = st.NothingOut(ctx, numbers, l)
	case errors.Is(err, tui.ErrAsked):
		return a.askOutcome(name, len(numbers), l.Layout, err)
	}
	if err != nil {
		return err
	}
	return a.printJSON(map[string]any{"printer": name, "passes": len(numbers), "layout": l.Layout, "outcome": registry.SheetOut})
}

// askOutcome says that the outcome has to be told by a person, and how.
func (a *app) askOutcome(name string, passes int, layout string, why error) error {
	a.warn(scheme.Text{
		ZH: "这些纸打出来没有，还不知道，也没有计为打出。看过以后用 print outcome 编号 --outcome out、spoiled、none（没有打）或 unknown 回答；不写编号则列出等着回答的。",
		EN: "Whether these papers came out is not known, and none is counted as out. Look, and answer with print outcome NUMBER --outcome out, spoiled, none (nothing was printed) or unknown; without a number it lists those that wait.",
	})
	zh, en := explain(why)
	if err := a.printJSON(map[string]any{"printer": name, "passes": passes, "layout": layout, "outcome": registry.SheetIntended, "reason": scheme.Text{ZH: zh, EN: en}}); err != nil {
		return err
	}
	return &partError{why}
}
