package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"

	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

type residentsCmd struct {
	Import residentsImportCmd `cmd:"" help:"载入居民名单或企业花名册（xlsx、CSV 或 JSON 行）· load the residents or a roster: xlsx, CSV or JSON lines"`
}

type residentsImportCmd struct {
	File   string `arg:"" help:"名单文件 · the list"`
	DryRun bool   `help:"只核对，不载入 · look only"`
	Sheet  string `help:"只读这一张工作表；不写就读所有没有隐藏的 · only this sheet of a workbook; without it all that are not hidden" placeholder:"NAME"`
	Again  bool   `help:"这个文件作为别的名单载入过，仍作居民名单载入 · load it although this very file was loaded as another kind of list"`
}

// Help tells what a list looks like.
func (c *residentsImportCmd) Help() string {
	return "新名单替换旧的；在用的同一文件再载入一次不变。表头：姓名，证件号码，出生日期，性别，电话，楼栋，住址，户号，监护人姓名，监护人证件号码，监护关系。JSON 行同 issue 的申请。 · " +
		"The list takes the place of the one before; the very file that is in force changes nothing. The head: name, number, birth, sex, phone, building, address, household, guardian_name, guardian_number, relation. JSON lines are applications, as for issue.\n\n" + listHelp
}

// Run answers every row, and puts those who can be entered in the place of the list
// before.
func (c *residentsImportCmd) Run(a *app) error {
	l, err := a.readResidents(c.File, c.Sheet)
	if err != nil {
		return err
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	l.Again = c.Again
	p, err := a.loadResidents(st, l, c.DryRun)
	if err != nil {
		return err
	}
	if err := a.answerList(p.Rows); err != nil {
		return err
	}
	a.sayBefore(p.Sum.Before, p.Known)
	if !c.DryRun {
		if err := a.printJSON(p.Sum); err != nil {
			return err
		}
	}
	t := tally{done: p.Sum.Residents, failed: p.Sum.Left}
	return t.result()
}

// loadResidents looks at a list and, but for a dry run, confirms it.
func (a *app) loadResidents(st *station.Station, l station.ResidentList, dryRun bool) (*station.ResidentPreview, error) {
	bar := a.bar()
	defer bar.clear()
	l.Told = bar.show
	p, err := st.PreviewResidents(a.ctx, l)
	if err != nil || dryRun {
		return p, err
	}
	return st.ConfirmResidents(a.ctx, p)
}

// readResidents reads a list: a table, or applications as JSON lines.
func (a *app) readResidents(path, sheet string) (station.ResidentList, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return station.ResidentList{}, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if body := bytes.TrimSpace(text); len(body) == 0 || body[0] != '{' {
		read, err := a.readPeople(path, residentColumns, sheet)
		return read.residentList(civil.On(a.now(), zone)), err
	} else if list.IsExport(string(body)) {
		zh, en := list.ErrExport().Sentences()
		return station.ResidentList{}, &usageError{zh, en}
	}
	l := station.ResidentList{File: sha256.Sum256(raw), Name: filepath.Base(path)}
	no := 0
	for line := range bytes.Lines(text) {
		no++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		row := station.ResidentRow{Row: no}
		if json.Unmarshal(line, &row.Application) != nil {
			row.Result, row.Note = "invalid", scheme.Text{ZH: "这一行不是 JSON 写的申请", EN: "this line is no application in JSON"}
		}
		l.Rows = append(l.Rows, row)
	}
	return l, nil
}
