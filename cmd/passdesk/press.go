package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// press puts papers out: through a spool in the station's own folder to the
// place that the operator has named once. A PDF in the spool is personal data;
// it is erased when it has been delivered, at lock, and at every start.
type press struct {
	app   *app
	dir   string
	spool string
	place string
	says  atomic.Pointer[scheme.Text] // of the printer, while it is waited for
}

const settingPlace = "print_place"

func (a *app) newPress(dir string) (*press, error) {
	p := &press{app: a, dir: dir, spool: filepath.Join(dir, spoolFolder)}
	if err := eraseSpool(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.spool, 0o700); err != nil {
		return nil, storage(err)
	}
	return p, nil
}

// Forget is the lock: the place can bear a person's name, the spool can hold papers.
func (p *press) Forget() {
	p.place = ""
	_ = eraseSpool(p.dir) // what stays is erased at the next start
}

// Place is where papers go, or "" until the operator has named it.
func (p *press) Place() string {
	if p.place == "" && p.app.station != nil {
		p.place, _ = p.app.station.Setting(p.app.ctx, settingPlace)
	}
	return p.place
}

// SetPlace names a printer, by "printer:" and its name or by its address, or a
// folder, or a PDF file whose name every paper's number is put behind. The folder
// must be there and take a file.
func (p *press) SetPlace(ctx context.Context, path string) error {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	if name, ok := strings.CutPrefix(path, printerPlace); ok || isPrinterURI(path) {
		return told(p.setPrinter(ctx, name, ""))
	}
	if path == "" {
		return &usageError{"请写出文件或文件夹", "name a file or a folder"}
	}
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return storage(err)
	}
	folder := path
	if isPDF(path) {
		folder = filepath.Dir(path)
	}
	if err := p.app.mayWriteIn(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return storage(err)
	}
	if err := takesFile(folder); err != nil {
		return storage(err)
	}
	if err := p.app.station.SetSetting(ctx, settingPlace, path); err != nil {
		return err
	}
	p.place = path
	return nil
}

// Print draws the papers and delivers them; where is the file's name.
func (p *press) Print(ctx context.Context, papers []station.Paper, l registry.Laying) (where string, err error) {
	if len(papers) == 0 {
		return "", nil
	}
	spooled, err := p.draw(papers, l)
	if err != nil {
		return "", nothingOut(err)
	}
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, kindPasses, len(papers), spooled, p.hear)
	}
	defer erase(spooled)
	target := p.target(papers)
	where, err = p.deliver(spooled, target)
	if _, none := os.Lstat(target); err != nil && none != nil {
		err = nothingOut(err)
	}
	return where, err
}

func nothingOut(err error) error { return fmt.Errorf("%w: %w", tui.ErrNothingOut, err) }

// PrintSlips draws what people take home who got no pass, and delivers it.
func (p *press) PrintSlips(ctx context.Context, slips []station.Slip) (where string, err error) {
	if len(slips) == 0 {
		return "", nil
	}
	w, err := p.paperwork()
	if err != nil {
		return "", err
	}
	spooled, err := p.spooled(func(f *os.File) error { return w.drawSlips(f, slips) })
	if err != nil {
		return "", err
	}
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, "slips", len(slips), spooled, p.hear)
	}
	defer erase(spooled)
	return p.deliver(spooled, p.named(caseLabel(p.app.station.Info(), slips[0].CaseNo), len(slips)))
}

// PrintNotices draws notices of one kind, and delivers them.
func (p *press) PrintNotices(ctx context.Context, n station.Notices) (where string, err error) {
	w, err := p.paperwork()
	if err != nil {
		return "", err
	}
	spooled, err := p.spooled(func(f *os.File) error { return w.drawNotices(f, n) })
	if err != nil {
		return "", err
	}
	if name, ok := p.printer(); ok {
		return name, p.app.send(ctx, name, string(n.Kind), n.Count(), spooled, p.hear)
	}
	defer erase(spooled)
	return p.deliver(spooled, p.named(w.noticeFile(n), n.Count()))
}

// CardSheet is how passes lie on a card sheet.
func (p *press) CardSheet() registry.Laying {
	return arrangement{layout: "tenup", first: 1}.laying(p.app.station.Info().Scheme)
}

// deliver puts what lies in the spool where papers go.
func (p *press) deliver(spooled, target string) (string, error) {
	if err := p.app.writeOut(target, beginsPDF, func(f *os.File) error { return copyFrom(f, spooled) }); err != nil {
		return "", err
	}
	return target, nil
}

func (p *press) draw(papers []station.Paper, l registry.Laying) (string, error) {
	w, err := p.paperwork()
	if err != nil {
		return "", err
	}
	return p.spooled(func(f *os.File) error {
		return w.draw(f, papers, arranged(l))
	})
}

func (p *press) spooled(draw func(*os.File) error) (string, error) { return drawInto(p.spool, draw) }

// drawInto draws a PDF in the spool.
func drawInto(spool string, draw func(*os.File) error) (string, error) {
	f, err := os.CreateTemp(spool, "*.pdf")
	if err != nil {
		return "", storage(err)
	}
	defer f.Close()
	if err := draw(f); err != nil {
		erase(f.Name())
		return "", refused("draw the papers", err)
	}
	return f.Name(), nil
}

// target is the file of one print: named by the pass number and copy, which are
// no personal data, and never over an earlier file.
func (p *press) target(papers []station.Paper) string {
	first := papers[0]
	return p.named(fmt.Sprintf("%s-%d", first.Number, first.Copy), len(papers))
}

// named is a fresh file for so many papers of which the first has the name.
func (p *press) named(name string, papers int) string {
	if papers > 1 {
		name += fmt.Sprintf("+%d", papers-1)
	}
	folder, stem := p.place, ""
	if isPDF(p.place) {
		folder, stem = filepath.Dir(p.place), strings.TrimSuffix(filepath.Base(p.place), filepath.Ext(p.place))+"-"
	}
	return fresh(filepath.Join(folder, stem+name), ".pdf")
}

// fresh is a file name that nothing has yet.
func fresh(stem, end string) string {
	for n := 1; ; n++ {
		path := stem + end
		if n > 1 {
			path = fmt.Sprintf("%s (%d)%s", stem, n, end)
		}
		if _, err := os.Lstat(path); err != nil {
			return path
		}
	}
}

func copyFrom(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return storage(err)
	}
	defer f.Close()
	if _, err = io.Copy(w, f); err != nil {
		return storage(err)
	}
	return nil
}

func isPDF(path string) bool { return strings.EqualFold(filepath.Ext(path), ".pdf") }

func expandHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || (rest != "" && rest[0] != '/' && rest[0] != '\\') {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return home + rest
}
