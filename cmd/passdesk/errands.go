package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"passdesk/export/list"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/tui"
)

// errands does at the desk what the verbs do: the same work on the open station, with
// its words and its progress for the screen.
type errands struct{ app *app }

var _ tui.Errands = errands{}

// atDesk is where such a work speaks to.
type atDesk struct {
	told  func(station.Progress)
	said  []scheme.Text
	bytes int64 // of the register, by which the writing of a backup is measured
}

// wrote tells of bytes that went through a work of no known length but for the
// register's.
func (d *atDesk) wrote(what string, bytes int64) {
	zh, en, _ := strings.Cut(what, " ")
	d.told(station.Progress{Step: scheme.Text{ZH: zh, EN: en}, Share: min(float64(bytes)/float64(max(d.bytes, 1)), 1)})
}

// at is the app for one work.
func (e errands) at(ctx context.Context, told func(station.Progress)) *app {
	a := *e.app
	if told == nil {
		told = func(station.Progress) {}
	}
	a.ctx, a.desk = ctx, &atDesk{told: told}
	a.stdout, a.stderr = io.Discard, io.Discard // the screen is drawn there
	if dir, err := a.dir(); err == nil {
		if f, err := os.Stat(filepath.Join(dir, registerFile)); err == nil {
			a.desk.bytes = f.Size()
		}
	}
	return &a
}

// answer is what was done, and behind it what the work had to say.
func (a *app) answer(zh, en string) []scheme.Text {
	return append([]scheme.Text{{ZH: zh, EN: en}}, a.desk.said...)
}

// Offer is a file in the operator's own folder that nothing has yet.
func (e errands) Offer(errand string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	stem := fmt.Sprintf("passdesk-%03d-%s", e.app.station.Info().Code, e.app.now().In(zone).Format("20060102-1504"))
	switch errand {
	case "backup":
		return fresh(filepath.Join(home, stem), ".passdesk")
	case "sheet":
		return fresh(filepath.Join(home, sheetName), ".pdf")
	}
	return filepath.Join(home, stem)
}

// typed is a file as people type it; a folder takes the file that was offered.
func (e errands) typed(file, errand string) string {
	file = expandHome(strings.Trim(strings.TrimSpace(file), `"'`))
	if f, err := os.Stat(file); err == nil && f.IsDir() && errand != "" {
		file = filepath.Join(file, filepath.Base(e.Offer(errand)))
	}
	if path, err := filepath.Abs(file); err == nil {
		return path
	}
	return file
}

// Backup writes a sealed copy and opens it again.
func (e errands) Backup(ctx context.Context, file string, told func(station.Progress)) ([]scheme.Text, error) {
	a := e.at(ctx, told)
	path, err := (&backupCmd{File: e.typed(file, "backup")}).target()
	if err != nil {
		return nil, err
	}
	made, err := a.backUp(a.station, path)
	if err != nil {
		return nil, err
	}
	return a.answer(fmt.Sprintf("备份已写好，打开核对过：%s（%d 张证，到第 %d 号事件）。请和电脑分开放。", path, made.Passes, made.Event),
		fmt.Sprintf("The backup is written, opened again and compared: %s (%s, up to event %d). Keep it away from the laptop.", path, "passes "+strconv.Itoa(int(made.Passes)), made.Event)), nil
}

// Directory loads the list of offices to which the desk sends people: all of it, or nothing.
func (e errands) Directory(ctx context.Context, file string) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	read, err := readList(e.typed(file, ""), list.DirectoryColumns)
	if err != nil {
		return nil, err
	}
	for _, r := range read.Rows {
		if _, fault := placeOf(r); !fault.IsZero() {
			return nil, &toldError{fmt.Sprintf("第 %d 行不能用：%s；整份没有载入，原有的照旧。", r.Line, fault.ZH),
				fmt.Sprintf("Line %d cannot be used: %s; nothing was loaded, the directory before stands.", r.Line, fault.EN), station.ErrInvalid}
		}
	}
	places, _, err := a.answerPlaces(read.Rows)
	if err != nil {
		return nil, err
	}
	if err := a.station.LoadDirectory(ctx, places); err != nil {
		return nil, err
	}
	return a.answer(fmt.Sprintf("通讯录已载入：%d 处。", len(places)), "The directory is loaded: "+scheme.Counted(len(places), "place")+"."), nil
}

// Verify computes the register again.
func (e errands) Verify(ctx context.Context, told func(station.Progress)) ([]scheme.Text, error) {
	a := e.at(ctx, told)
	p, err := a.station.VerifyWatched(ctx, told)
	switch {
	case err != nil:
		return nil, err
	case len(p.Faults) > 0:
		return nil, damageFound(p)
	}
	return a.answer(fmt.Sprintf("全部相符：%d 个事件，%d 张证，%d 件案件，%d 条密封的记录。", p.Events, p.Passes, p.Cases, p.Records),
		fmt.Sprintf("All is well: %s, passes %d, %s, %s.", scheme.Counted(int(p.Events), "event"), p.Passes, scheme.Counted(int(p.Cases), "case"), scheme.Counted(int(p.Records), "sealed record"))), nil
}

// Export writes the register with its control totals.
func (e errands) Export(ctx context.Context, format, file string, told func(station.Progress)) ([]scheme.Text, error) {
	a := e.at(ctx, told)
	path := e.typed(file, "export")
	if filepath.Ext(path) != "."+format {
		path += "." + format
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, &usageError{"这个文件已经存在，请换一个文件名", "the file exists already: choose another name"}
	}
	if a.pagesLost() {
		return nil, &toldError{
			"登记册的文件有页损坏，没有导出，也没有写入。请勿再发证，关上发证台：passdesk verify 会说明坏了什么，passdesk export 导出读得出的并注明缺失，再用最近的备份恢复（restore 备份文件 --replace）。",
			"Pages of the register's file are damaged; nothing was exported and nothing written. Stop issuing and close the desk: passdesk verify says what is lost, passdesk export brings out what can be read and marks what is missing; then restore the newest backup (restore FILE --replace).",
			fmt.Errorf("export: %w: pages are lost", station.ErrDamaged)}
	}
	x, err := a.station.BeginExport(a.ctx, station.Selection{})
	if err != nil {
		return nil, err
	}
	x.Told = told
	side, err := a.exportTo(a.station, x, format, path)
	if err != nil {
		return nil, err
	}
	if err := partly(a.station); err != nil {
		zh, en := explain(err)
		a.warn(scheme.Text{ZH: zh, EN: en})
	}
	return a.answer(fmt.Sprintf("已导出 %d 行：%s，旁边是合计 %s", side.Rows, path, filepath.Base(path+sidecarEnd)),
		fmt.Sprintf("Exported %s: %s, its totals beside it in %s", scheme.Counted(int(side.Rows), "row"), path, filepath.Base(path+sidecarEnd))), nil
}

// ResidentList reads a residents' list, and says what whoever sent it should know.
func (e errands) ResidentList(ctx context.Context, file string, far func(station.Progress)) (station.ResidentList, []scheme.Text, error) {
	a := e.at(ctx, far)
	l, err := a.readResidents(e.typed(file, ""), "")
	if err == nil {
		err = ctx.Err()
	}
	return l, a.desk.said, err
}

// RecallList reads a list of people whose passes are to be fetched, and says what whoever
// sent it should know.
func (e errands) RecallList(ctx context.Context, file string, far func(station.Progress)) (station.RecallList, []scheme.Text, error) {
	a := e.at(ctx, far)
	read, err := a.readPeople(e.typed(file, ""), list.ListedColumns, "")
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return station.RecallList{}, nil, err
	}
	return read.recallList(), a.desk.said, nil
}

// EpochLeft answers nil where a new epoch may be asked for.
func (e errands) EpochLeft() error { return e.app.station.EpochLeft(0) }

// NewEpoch makes a copied or rolled-back register writable again; any other only where
// the keeper was told what it costs.
func (e errands) NewEpoch(ctx context.Context, reason, lastPaper string, anyway bool) ([]scheme.Text, error) {
	a := e.at(ctx, nil)
	behind := behindPaper{LastPaper: lastPaper}
	take := a.station.TakeEpochAnyway
	if !anyway && a.station.EpochAsked(ctx, behind.paper(), 0) != nil {
		take = a.station.TakeEpoch
	}
	least, err := behind.least(a, a.station, func() string { return "" })
	if err != nil {
		return nil, err
	}
	h, err := take(ctx, reason, least)
	if err != nil {
		return nil, err
	}
	a.tellSkipped(h.Skipped)
	return a.answer(fmt.Sprintf("已取第 %d 期，编号从这一期继续；签字册新页从第 %d 页起。", h.Epoch, h.Page),
		fmt.Sprintf("Epoch %d is taken: the numbers go on in it, and new ledger pages at page %d.", h.Epoch, h.Page)), nil
}

// CheckSheet compares what was typed off the recovery sheet with the register.
func (e errands) CheckSheet(ctx context.Context, words string) ([]scheme.Text, error) {
	if err := e.app.station.CheckRecovery(ctx, words); err != nil {
		return nil, err
	}
	return e.at(ctx, nil).answer("对得上：这一页打得开这本登记册。请锁进保险柜，并删除 PDF 文件。",
		"It fits: this sheet opens the register. Lock it in the safe, and delete the PDF."), nil
}

// NewSheet writes another recovery sheet.
func (e errands) NewSheet(ctx context.Context, file string, passphrase []byte) ([]scheme.Text, error) {
	a, path := e.at(ctx, nil), e.typed(file, "sheet")
	if err := noSheetThere(path); err != nil {
		return nil, err
	}
	said, err := a.newSheet(a.station, passphrase, path)
	if err != nil {
		return nil, err
	}
	return a.answer(said.ZH, said.EN), nil
}

// RestoreLine is the command line that puts a backup in this register's place.
func (e errands) RestoreLine() string {
	line := "passdesk restore 备份文件 --replace"
	if e.app.cli.Dir != "" {
		line += ` --dir "` + e.app.cli.Dir + `"`
	}
	if e.app.cli.ConfigDir != "" {
		line += ` --config-dir "` + e.app.cli.ConfigDir + `"`
	}
	return line
}
