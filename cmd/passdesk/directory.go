package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"passdesk/export/list"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The station directory: where a person is sent whom this point may not serve.

type directoryCmd struct {
	Import directoryImportCmd `cmd:"" help:"载入站点通讯录（CSV 或 JSON 行），替换原有的 · load the station directory, CSV or JSON lines, in place of the one before"`
	List   directoryListCmd   `cmd:"" help:"现有通讯录 · the directory in force"`
}

type directoryImportCmd struct {
	File   string `arg:"" help:"表头 kind,name,division,address,phone,hours,station，或 类型,名称,行政区划,地址,电话,时间,站点代码；kind 如 police（派出所）、health（卫健） · the list; the head may be in either language"`
	DryRun bool   `help:"只核对，不载入 · look only"`
}

// placeLine answers a line of the list.
type placeLine struct {
	Row    int         `json:"row"`
	Result string      `json:"result"` // ok, invalid, duplicate
	Of     int         `json:"of,omitempty"`
	Note   scheme.Text `json:"note,omitzero"`
	*station.Place
}

// Run loads all lines or none: a list with a hole sends somebody to the wrong
// door.
func (c *directoryImportCmd) Run(a *app) error {
	read, err := readList(c.File, list.DirectoryColumns)
	if err != nil {
		return err
	}
	a.sayIgnored(read.Ignored)
	places, bad, err := a.answerPlaces(read.Rows)
	if err != nil {
		return err
	}
	if bad > 0 {
		return &toldError{fmt.Sprintf("有 %d 行不能用，整份通讯录没有载入，原有的照旧。请改好再来。", bad),
			fmt.Sprintf("%s cannot be used; nothing was loaded, the directory before stands. Correct what is wrong and try again.", scheme.Counted(bad, "line")), station.ErrInvalid}
	}
	if c.DryRun {
		return nil
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	if err := st.LoadDirectory(a.ctx, places); err != nil {
		return err
	}
	return a.printJSON(map[string]any{"places": len(places)})
}

// readList opens a list that an office handed over.
func readList(path string, columns []list.Column) (list.List, error) {
	f, err := os.Open(path)
	if err != nil {
		return list.List{}, &usageError{"名单文件无法打开", "the list cannot be opened"}
	}
	defer f.Close()
	l, err := list.Read(f, columns)
	var none *list.Error
	switch {
	case errors.As(err, &none):
		return l, &usageError{none.ZH, none.EN}
	case err != nil:
		return l, storage(err)
	}
	return l, nil
}

// sayIgnored names the columns that were not read.
func (a *app) sayIgnored(heads []string) {
	if len(heads) > 0 {
		fmt.Fprintf(a.stderr, "passdesk: 没有用到的列 · columns not used: %s\n", strings.Join(heads, ", "))
	}
}

// answerPlaces answers every line, and counts those that cannot be used.
func (a *app) answerPlaces(rows []list.Row) (places []station.Place, bad int, err error) {
	seen := map[station.Place]int{}
	for _, r := range rows {
		line := placeLine{Row: r.Line, Result: "ok"}
		p, fault := placeOf(r)
		switch first := seen[p]; {
		case !fault.IsZero():
			line.Result, line.Note = "invalid", fault
			bad++
		case first > 0:
			line.Result, line.Of = "duplicate", first
		default:
			seen[p], places, line.Place = r.Line, append(places, p), &p
		}
		if err := a.printJSON(line); err != nil {
			return nil, bad, err
		}
	}
	return places, bad, nil
}

func placeOf(r list.Row) (station.Place, scheme.Text) {
	if r.Fault != (list.Text{}) {
		return station.Place{}, scheme.Text(r.Fault)
	}
	v := r.Values
	p, err := station.ParsePlace(station.Place{Kind: v["kind"], Name: v["name"], Division: v["division"],
		Address: v["address"], Phone: v["phone"], Hours: v["hours"], Station: v["station"]})
	var n *station.NotPlace
	if errors.As(err, &n) {
		return p, n.Why
	}
	return p, scheme.Text{}
}

type directoryListCmd struct{}

func (c *directoryListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	places, err := st.Directory(a.ctx)
	if err != nil {
		return err
	}
	for _, p := range places {
		if err := a.printJSON(p); err != nil {
			return err
		}
	}
	if len(places) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 还没有通讯录：转办时说不出地址。用 directory import 载入。")
		fmt.Fprintln(a.stderr, "passdesk: there is no directory: whom the desk sends on is told no address. Load one with directory import.")
	}
	return nil
}
