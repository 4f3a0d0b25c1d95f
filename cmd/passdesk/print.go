package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type printCmd struct {
	Passes      printPassesCmd      `cmd:"" help:"通行证 · passes"`
	Ledger      printLedgerCmd      `cmd:"" help:"签字册 · the signature ledger"`
	Queue       printQueueCmd       `cmd:"" help:"打印队列：送去打印还没有回答的、等纸的、打坏的 · the print queue: what waits for an answer, what waits for its paper, what was spoiled"`
	Again       printAgainCmd       `cmd:"" help:"卡纸以后：第几张以前打好了，其余重打 · after a jam: up to which sheet it came out; the rest is printed again"`
	Outcome     printOutcomeCmd     `cmd:"" help:"回答打出来了没有：out、spoiled、none、unknown · answer what came out of the printer"`
	Calibration printCalibrationCmd `cmd:"" help:"校准页：量打印机偏了多少；--proof 核对 · the calibration sheet, to measure a printer; --proof to look whether it is right"`
	Slips       printSlipsCmd       `cmd:"" help:"告知书：不予发证、待核实、转办 · what people take home who got no pass"`
	Notices     printNoticesCmd     `cmd:"" help:"收回通知和回执、上门收回单、申诉表和决定书、门卫用的编号表 · recall notices and receipts, door slips, appeals, numbers for a gate"`
	Close       printCloseCmd       `cmd:"" help:"日结单 · the closing slip"`
}

type printPassesCmd struct {
	Numbers   []string `arg:"" optional:"" help:"证件编号 · pass numbers"`
	Unprinted bool     `help:"所有还没有打印的，收回撤销后待补发的也在内 · all whose paper has not come out, and the next copy of those reinstated without one"`
	target
	Layout  string `default:"auto" enum:"auto,walkin,tenup,single" help:"walkin 现场单（带存根，申领人签字），tenup 每张 A4 十证（证比身份证大的，放得下几证就几证），single 每张 A6 一证；auto：一张用 walkin，多张用 tenup · walkin: a sheet each, with a stub to sign; tenup: ten to an A4 sheet (fewer of a larger pass); single: one to an A6 page; auto: walkin for one pass, tenup for more"`
	Size    string `default:"scheme" enum:"scheme,id1,120x80,a6" help:"证的大小：scheme 按方案，id1 身份证大小，120x80，a6 · how large the pass is"`
	Sides   string `default:"both" enum:"both,front,back" help:"both 双面（背面左右对调；A4 和竖放的页沿长边翻转，横放的 A6 页沿短边），front 只打正面，back 正面打好、手工翻过来以后只打背面 · both sides (backs mirrored; flip A4 and upright pages on the long edge, an A6 page that lies on the short one), fronts only, or backs only: of fronts that are printed, and turned by hand"`
	Job     int64  `help:"--sides back：第几号打印的背面（见 print queue），排法和位置照那一次 · with --sides back: of the job, from print queue, laid as its fronts were" placeholder:"N"`
	Overlay bool   `help:"打在预印好的证上：底纹、标题、栏目名已经印好，只打内容和二维码 · onto pre-printed stock: only what is variable, and the QR code"`
	Adjust  string `help:"写到文件时，按这台打印机的校正来画 · for a file: drawn for this printer, as printer calibrate has it" placeholder:"NAME"`
	Ask     bool   `help:"写到文件时：先不计为打出，打印以后用 print outcome 回答 · for a file: not counted as out, print outcome says what came out of it"`
	Again   bool   `help:"说不清打出来没有的，也再打这一份 · also print again what nobody could say came out"`
	First   int    `name:"first-place" default:"1" help:"tenup：用过一部分的卡纸，从第几个空位开始（从左到右、从上到下数） · tenup: the first free place of a partly used sheet, counted row by row" placeholder:"N"`
}

// Run records the intent, draws, and records what came out. A file that could
// not be written is a print that did not happen.
func (c *printPassesCmd) Run(a *app) error {
	if c.Sides == "back" || c.Job != 0 {
		return c.printBacks(a)
	}
	if len(c.Numbers) == 0 && !c.Unprinted {
		return &usageError{"请写出证件编号，或用 --unprinted", "name pass numbers, or say --unprinted"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := a.adjusted(st, c.Adjust); err != nil {
		return err
	}
	if err := a.mayPutOn(c.target); err != nil {
		return err
	}
	numbers, left, err := c.numbers(a, st)
	if err != nil {
		return err
	}
	if len(numbers) == 0 {
		return a.nothingToPrint(left)
	}
	err = a.leavingListed(st, numbers, func(numbers []registry.Number) error {
		how := c.arrangement(len(numbers))
		if err := how.check(st.Info().Scheme); err != nil {
			return err
		}
		return c.put(a, st, numbers, how)
	})
	return a.tellLeft(left, err)
}

// tellLeft says of a run that was printed which passes of --unprinted were left out: it is
// done in part.
func (a *app) tellLeft(left []actLine, err error) error {
	var part *partError
	if len(left) == 0 || err != nil && !errors.As(err, &part) {
		return err
	}
	for _, l := range left {
		if err := a.printJSON(l); err != nil {
			return err
		}
	}
	return &partError{}
}

// leavingListed prints all but the passes whose holders a list names since they were
// issued: each of those has a line that says so.
func (a *app) leavingListed(st *station.Station, numbers []registry.Number, print func([]registry.Number) error) error {
	free, listed, err := st.ListedHolders(a.ctx, numbers)
	if err != nil {
		return err
	}
	for _, l := range listed {
		zh, en := explain(l.Unmade())
		if err := a.printJSON(actLine{Number: l.Number.String(), Reason: scheme.Text{ZH: zh, EN: en}}); err != nil {
			return err
		}
	}
	switch {
	case len(listed) == 0:
		return print(free)
	case len(free) == 0:
		return errNothing
	}
	if err := print(free); err != nil {
		return err
	}
	return &partError{}
}

// nothingToPrint answers a run without a paper: where some were left out, it failed.
func (a *app) nothingToPrint(left []actLine) error {
	if len(left) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 没有待打印的证 · nothing is waiting to be printed")
	}
	told := []error{a.printJSON(map[string]any{"passes": 0})}
	for _, l := range left {
		told = append(told, a.printJSON(l))
	}
	t := tally{failed: len(left)}
	return errors.Join(append(told, t.result())...)
}

// put sends the papers to the printer, or draws them into the file.
func (c *printPassesCmd) put(a *app, st *station.Station, numbers []registry.Number, how arrangement) error {
	if c.Printer != "" {
		return a.printOn(st, numbers, how, c.Printer)
	}
	if err := a.printTo(st, numbers, how, c.Out); err != nil {
		return err
	}
	line := map[string]any{"file": c.Out, "passes": len(numbers), "layout": how.layout}
	if how.ask {
		line["outcome"] = registry.SheetIntended
	}
	return a.printJSON(line)
}

func (c *printPassesCmd) arrangement(n int) arrangement {
	how := arrangement{layout: c.Layout, first: c.First, sides: c.Sides, size: passSizes[c.Size], overlay: c.Overlay, adjust: c.Adjust, ask: c.Ask}
	if c.Layout == "auto" {
		how.layout = "tenup"
		if n == 1 && c.First == 1 {
			how.layout = "walkin"
		}
	}
	return how
}

// numbers are the passes to print, and those of --unprinted that were left out.
func (c *printPassesCmd) numbers(a *app, st *station.Station) (numbers []registry.Number, left []actLine, err error) {
	if c.Unprinted {
		return c.unprinted(a, st)
	}
	for _, typed := range c.Numbers {
		d, err := st.Pass(a.ctx, typed)
		if err != nil {
			return nil, nil, err
		}
		if err := st.MayPrintCopy(a.ctx, d.Number, c.Again); err != nil {
			return nil, nil, err
		}
		if !slices.Contains(numbers, d.Number) {
			numbers = append(numbers, d.Number)
		}
	}
	return numbers, nil, nil
}

// unprinted are all whose paper is still to be made; those of which somebody has to say
// first what came out are left out, and told.
func (c *printPassesCmd) unprinted(a *app, st *station.Station) (numbers []registry.Number, left []actLine, err error) {
	_, kept, err := st.GiveOwed(a.ctx)
	if err != nil {
		return nil, nil, err
	}
	if kept != nil {
		zh, en := explain(kept)
		a.warn(scheme.Text{ZH: zh, EN: en})
	}
	all, err := st.Unprinted(a.ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range all {
		err := st.MayPrintCopy(a.ctx, n, c.Again)
		switch {
		case err == nil:
			numbers = append(numbers, n)
		case !errors.Is(err, station.ErrInvalid):
			return nil, nil, err
		default:
			zh, en := explain(err)
			left = append(left, actLine{Number: n.String(), Reason: scheme.Text{ZH: zh, EN: en}})
			a.warn(scheme.Text{ZH: "没有打：" + zh, EN: "Not printed: " + en})
		}
	}
	return numbers, left, nil
}

// printTo draws the passes' papers into the file.
func (a *app) printTo(st *station.Station, numbers []registry.Number, how arrangement, path string) error {
	papers, err := st.Papers(a.ctx, numbers)
	if err != nil {
		return err
	}
	w, err := a.paperworkFor(st, how.adjust)
	if err != nil {
		return err
	}
	stood := stands(path)
	err = a.putOut(st, numbers, how.laying(st.Info().Scheme), path, func(f *os.File) error { return w.draw(f, papers, how) })
	if err == nil && !how.ask { // who has a paper written into a file answers for its printing
		err = st.PrintedOut(a.ctx, numbers, registry.SheetOut)
	}
	if err == nil && stood {
		a.sayReplaced("其中还没有打到纸上的证仍计为已打出：用 print outcome 编号 --outcome none 更正。",
			"Passes in it that were not put on paper still count as out: print outcome NUMBER --outcome none says otherwise.")
	}
	return err
}

// putOut is the write-ahead print into a file: intent, then ink. A name that takes no file
// is refused before the intent; what fails behind it made no paper, and that is
// registered too, unless the disk takes nothing any more.
func (a *app) putOut(st *station.Station, numbers []registry.Number, l registry.Laying, path string, draw func(*os.File) error) error {
	target, err := a.openOut(path, beginsPDF)
	if err != nil {
		return err
	}
	defer target.discard()
	if err := st.Intend(a.ctx, numbers, l); err != nil {
		return err
	}
	err = target.write(draw)
	if err != nil && !target.placed {
		_ = st.NothingOut(context.WithoutCancel(a.ctx), numbers, l)
	}
	return err
}
