package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// A page on paper and a page in the register have the same rows, and are bound alike.
var (
	_ [printing.RowsPerPage]struct{}    = [registry.LedgerRows]struct{}{}
	_ [printing.PagesPerVolume]struct{} = [registry.LedgerVolume]struct{}{}
)

type printLedgerCmd struct {
	Numbers  []string `arg:"" optional:"" help:"证件编号：这些证所在的页 · pass numbers: the pages in which they stand"`
	Day      string   `help:"这一天发的证 · passes issued on this day" placeholder:"YYYY-MM-DD"`
	From     string   `help:"从这一天起发的证 · issued from this day on" placeholder:"YYYY-MM-DD"`
	To       string   `help:"到这一天为止，不写就到今天 · up to this day; else up to today" placeholder:"YYYY-MM-DD"`
	Building string   `help:"住在这一幢的（按申领表，没有写的按居民名单）· who live in this building, as the application or else the residents' list says" placeholder:"B"`
	New      bool     `help:"只打还没有登入任何一页的 · only who stands on no page yet"`
	Page     []string `help:"再打印这几页，如 12 或 3-5 · these pages once more, as 12 or 3-5" placeholder:"N"`
	Extract  bool     `help:"同 --building：只列这一幢的摘录，写明各人在签字册第几页第几行签字；不是签字页，不占页 · with --building: a list of that building alone, with the page and row where each signs; it is no page of the ledger"`
	Blank    int      `help:"预印空白页 N 页，现场逐行签字 · N pages with free rows, printed before the people come" placeholder:"N"`
	target
}

func (c *printLedgerCmd) Help() string {
	return "不写条件即整本。每张纸证（编号和份数）在签字册里只占一行，一经打印，页号、行号不再变动：已有页号的，原样再打印那一页，注明第几次打印，后来作废、挂失、变更的在备注添“现：……”；没有页号的，接着排新页。 · " +
		"Without conditions it is the whole ledger. Every paper (a number and a copy) has one row for ever: a page that was printed before is printed again as it was, marked as a further print, with what became of a paper since (现：) in its remarks; papers that have no row yet go on new pages."
}

// Run prints the pages that are asked for and records them.
func (c *printLedgerCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	w, err := c.wish(a, st)
	if err != nil {
		return err
	}
	if c.Extract {
		return c.extract(a, st)
	}
	if c.Printer != "" {
		return a.ledgerOn(st, w, c.Printer)
	}
	return a.printLedger(st, w, c.Out)
}

func (a *app) printLedger(st *station.Station, w station.LedgerWish, out string) error {
	files, r, err := a.ledgerTo(st, w, out)
	if err != nil {
		return err
	}
	if r.Pages() == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 没有要打印的行 · there is no row to print")
	}
	if n := r.Others(); n > 0 {
		a.warn(scheme.Text{
			ZH: fmt.Sprintf("印过的页整页再印：上面还有 %d 行是没有要的人，带到别的楼去要留心；只要这一幢的，加 --extract 打印摘录；要一楼一页的，先按楼印（--building），再印其余的", n),
			EN: fmt.Sprintf("pages printed before are printed again whole, with %s of people nobody asked for: mind where the pages are taken; --extract prints a list of the building alone; for pages of one building each, print by --building first and the rest afterwards", scheme.Counted(n, "row")),
		})
	}
	return a.printJSON(map[string]any{"files": append([]string{}, files...), "pages": ranges(r.Numbers()), "again": r.Again(), "rows": r.Named(), "others": r.Others()})
}

// wish reads the flags. Some of them mean something else together, and are refused.
func (c *printLedgerCmd) wish(a *app, st *station.Station) (w station.LedgerWish, err error) {
	w = station.LedgerWish{Building: c.Building, New: c.New, Blank: c.Blank}
	if w.From, w.To, err = c.days(civil.On(a.now(), zone)); err != nil {
		return w, err
	}
	if w.Pages, err = pageNumbers(c.Page); err != nil {
		return w, err
	}
	papers := len(c.Numbers) > 0 || !w.From.IsZero() || w.Building != "" || w.New
	if (c.Blank != 0 || len(w.Pages) > 0) && papers || c.Blank != 0 && len(w.Pages) > 0 || len(c.Numbers) > 0 && !w.From.IsZero() {
		return w, &usageError{"这些条件不能一起用：--blank、--page 各自单用；编号和日期二选一", "these do not go together: --blank and --page stand alone; numbers or days, not both"}
	}
	if alone := c.Building != "" && len(c.Numbers) == 0 && w.From.IsZero() && !c.New; c.Extract && !alone {
		return w, &usageError{"--extract 同 --building 一起用，不写别的条件：print ledger --building 3幢 --extract", "--extract goes with --building and no other condition: print ledger --building 3幢 --extract"}
	}
	if c.Blank < 0 || c.Blank > registry.LedgerVolume {
		return w, &usageError{"空白页一次 1 到 200 页", "1 to 200 blank pages at a time"}
	}
	for _, typed := range c.Numbers {
		d, err := st.Pass(a.ctx, typed)
		if err != nil {
			return w, err
		}
		if !slices.Contains(w.Numbers, d.Number) {
			w.Numbers = append(w.Numbers, d.Number)
		}
	}
	return w, nil
}

// days are the first and the last, or none.
func (c *printLedgerCmd) days(today civil.Date) (from, to civil.Date, err error) {
	switch {
	case c.Day != "" && (c.From != "" || c.To != ""):
		return from, to, &usageError{"写 --day，或写 --from（和 --to），不一起写", "say --day, or --from (and --to), not both"}
	case c.From == "" && c.To != "":
		return from, to, &usageError{"写了 --to，还缺 --from：从哪一天起", "--to wants --from: the day that it begins with"}
	case c.From != "" && c.To == "":
		c.To = today.String()
	}
	if c.Day != "" {
		c.From, c.To = c.Day, c.Day
	}
	if c.From == "" {
		return from, to, nil
	}
	from, err = civil.Parse(c.From)
	if err == nil {
		to, err = civil.Parse(c.To)
	}
	if err != nil || to.Before(from) {
		return from, to, &usageError{"日期写成 2020-02-18；--to（不写就是今天）不早于 --from", "days are written 2020-02-18, and --to, today unless it is said, is not before --from"}
	}
	return from, to, nil
}

// pageNumbers reads 12 and 3-5.
func pageNumbers(typed []string) (pages []int, err error) {
	wrong := &usageError{"页号写成 12 或 3-5", "pages are written 12 or 3-5"}
	for _, t := range typed {
		first, last, isRange := strings.Cut(t, "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && isRange {
			to, err = strconv.Atoi(last)
		}
		if err != nil || from < 1 || to < from || to-from >= mostPages {
			return nil, wrong
		}
		for n := from; n <= to; n++ {
			pages = append(pages, n)
		}
	}
	return pages, nil
}

// mostPages bounds a range: a slip of a finger is no million pages.
const mostPages = 100_000

// ranges writes 1, 2, 3, 7 as 1-3,7.
func ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := strconv.Itoa(numbers[i])
		if j > i {
			part += "-" + strconv.Itoa(numbers[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ",")
}

// ledgerTo draws the pages, records them, and puts the files in place: a page that
// somebody holds in his hand is in the register. Where the recording fails nothing
// was printed; where the placing does, the pages can be printed once more.
func (a *app) ledgerTo(st *station.Station, wish station.LedgerWish, path string) ([]string, *station.LedgerRun, error) {
	defer sparing()()
	r, err := st.PlanLedger(a.ctx, wish)
	if err != nil || r.Pages() == 0 {
		return nil, r, err
	}
	b := &binder{path: path, many: volumesOf(r.Numbers()) > 1, out: a}
	bar := a.bar()
	err = a.paperwork(st).drawLedger(a.ctx, st, r, b.open, bar.show)
	bar.clear()
	if err != nil {
		b.discard()
		return nil, r, err
	}
	if err := st.LedgerPrinted(a.ctx, r); err != nil {
		b.discard()
		return nil, r, err
	}
	files, err := b.bind()
	if b.over {
		a.sayReplaced("", "")
	}
	return files, r, err
}

// sparing collects garbage early, until what it answers is called. What a volume was
// drawn from is garbage when the next is drawn, and all of it when the pages are
// recorded: so a ledger of 100,000 rows stays within 160 MB.
func sparing() (usual func()) {
	debug.FreeOSMemory() // what the unlock took
	percent := debug.SetGCPercent(20)
	return func() { debug.SetGCPercent(percent) }
}

// drawLedger writes the volumes and tells how far it is. Who breaks it off breaks it
// off between two pages; the caller throws the volumes away.
func (w paperwork) drawLedger(ctx context.Context, st *station.Station, r *station.LedgerRun, open func(printing.Volume) (io.WriteCloser, error), tell func(station.Progress)) error {
	pages, failed := ledgerPages(watched(ctx, st.LedgerSheets(ctx, r), r.Pages(), tell))
	err := printing.Ledger(open, w.ledgerHead(), pages, w.options())
	if *failed != nil {
		err = *failed
	}
	if err != nil {
		return refused("draw the ledger", err)
	}
	return nil
}

// watched passes pages on, and ends with an error when the wish for them has ended.
func watched(ctx context.Context, sheets iter.Seq2[station.LedgerSheet, error], pages int, tell func(station.Progress)) iter.Seq2[station.LedgerSheet, error] {
	return func(yield func(station.LedgerSheet, error) bool) {
		done := 0
		for s, err := range sheets {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(s, err) || err != nil {
				return
			}
			done++
			step := scheme.Text{ZH: fmt.Sprintf("签字册 %d/%d 页", done, pages), EN: fmt.Sprintf("ledger page %d of %d", done, pages)}
			tell(station.Progress{Step: step, Share: float64(done) / float64(pages)})
		}
	}
}

// volumesOf is how many volumes pages in ascending order are bound in.
func volumesOf(pages []int) (n int) {
	last := 0
	for _, p := range pages {
		if v := (registry.LedgerPage{Page: p}).Volume(); v != last {
			n, last = n+1, v
		}
	}
	return n
}

func (w paperwork) ledgerHead() printing.LedgerHead {
	return printing.LedgerHead{Title: w.info.Scheme.LedgerTitle, Station: stationLabel(w.info), Point: w.info.Point.Name, Sample: w.info.Demo}
}

// ledgerPages turns the station's pages into printing's; the first error ends them
// and is kept.
func ledgerPages(sheets iter.Seq2[station.LedgerSheet, error]) (iter.Seq[printing.LedgerPage], *error) {
	failed := new(error)
	return func(yield func(printing.LedgerPage) bool) {
		for s, err := range sheets {
			if err != nil {
				*failed = err
				return
			}
			p := printing.LedgerPage{Number: s.Page, Of: s.Of, First: registry.LedgerBookFirst(s.Page), Print: s.Print, Free: s.Free > 0, Check: registry.LedgerCheck(s.Hash)}
			for _, r := range s.Rows {
				p.Rows = append(p.Rows, ledgerRow(r))
			}
			if !yield(p) {
				return
			}
		}
	}, failed
}

func ledgerRow(r station.LedgerRow) printing.LedgerRow {
	return printing.LedgerRow{
		Number: r.Number.String(), Copy: r.Copy, Name: r.Name, DocNumber: r.DocNumber,
		Child: r.Child, Guardian: r.Guardian, Relation: relationText(r.Relation), Proxy: station.ProxyName(r.Applicant.Proxy), Building: r.Applicant.Building, Issued: r.Issued, Note: ledgerNote(r), Hand: r.Hand,
	}
}

// ledgerNote is what stands in the last column: that a paper is no longer good, what
// of that came after the page was laid out (现), and what the scheme prints beside name and document.
func ledgerNote(r station.LedgerRow) string {
	var parts []string
	if r.Remark.ZH != "" {
		parts = append(parts, r.Remark.ZH)
	}
	if r.Since.ZH != "" {
		parts = append(parts, "现："+r.Since.ZH)
	}
	for _, f := range r.Fields {
		if f.Printed {
			parts = append(parts, f.Label.ZH+" "+f.Value.ZH)
		}
	}
	return strings.Join(parts, "；")
}

// binder writes a ledger's volumes beside their names and puts all of them in
// place together, or none.
type binder struct {
	path    string
	many    bool // pages of more than one volume come
	volumes []volume
	over    bool // a file that stood there was replaced
	out     *app // the path is the operator's; nil: it lies in the spool
}

type volume struct {
	part, final string
	first, last int // page
}

func (b *binder) open(v printing.Volume) (io.WriteCloser, error) {
	final := b.path
	if b.many {
		end := filepath.Ext(b.path)
		final = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(b.path, end), v.Number, end)
	}
	if b.out != nil {
		if err := b.out.mayWrite(final, beginsPDF); err != nil {
			return nil, err
		}
	}
	f, err := newPart(filepath.Dir(final))
	if err != nil {
		return nil, err
	}
	b.volumes = append(b.volumes, volume{f.Name(), final, v.FirstPage, v.LastPage})
	return syncedFile{f}, nil
}

type syncedFile struct{ *os.File }

func (f syncedFile) Close() error {
	if err := f.File.Sync(); err != nil {
		f.File.Close()
		return storage(err)
	}
	return f.File.Close()
}

func (b *binder) bind() ([]string, error) {
	var files []string
	for _, v := range b.volumes {
		stood := stands(v.final)
		if err := os.Rename(v.part, v.final); err != nil {
			b.discard()
			return files, storage(err)
		}
		b.over = b.over || stood
		files = append(files, v.final)
	}
	return files, nil
}

func (b *binder) discard() {
	for _, v := range b.volumes {
		erase(v.part)
	}
}
