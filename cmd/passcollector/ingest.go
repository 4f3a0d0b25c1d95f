package main

import (
	"os"
	"path/filepath"
	"slices"

	"passdesk/export/bundle"
	"passdesk/export/collector"
)

type ingestCmd struct {
	From []string `arg:"" help:"包裹，或放包裹的文件夹（U 盘）· parcels, or folders that hold them" placeholder:"DIR|FILE"`
}

func (c *ingestCmd) Help() string {
	return "同一个包裹收几次都一样；先后次序也不要紧：前面缺的没有到，后面的先留着，缺什么在 gaps 里写明。收完随即查重，并派出任务 · " +
		"The same parcel may come any number of times, and in any order: what comes too early is held, and gaps says what is missing. Then people are compared, and tasks made."
}

// took is what became of one parcel.
type took struct {
	File    string          `json:"file"`
	Result  string          `json:"result"` // taken, refused
	Scheme  string          `json:"scheme,omitempty"`
	Station int             `json:"station,omitempty"`
	From    int64           `json:"from,omitempty"`
	To      int64           `json:"to,omitempty"`
	Kept    int             `json:"kept"`
	Known   int             `json:"known"`
	Held    int             `json:"held"`
	Forked  int             `json:"forked"`
	Aside   int             `json:"aside"`
	Passes  int             `json:"passes"`
	Through int64           `json:"through,omitempty"`
	Gaps    []collector.Gap `json:"gaps,omitempty"`
	Reason  *both           `json:"reason,omitempty"`
}

// both is a sentence in both languages.
type both struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func (c *ingestCmd) Run(a *app) error {
	files, err := parcelsIn(c.From)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return noParcels
	}
	return a.with(func(city *collector.Collector) error {
		good, bad := 0, 0
		for _, path := range files {
			t := a.take(city, path)
			if t.Result == "taken" {
				good++
			} else {
				bad++
			}
			if err := a.printJSON(t); err != nil {
				return err
			}
			if err := a.ctx.Err(); err != nil {
				return err
			}
		}
		if _, err := city.Weigh(a.ctx); err != nil {
			return err
		}
		return outcome(good, bad)
	})
}

// noParcels is a folder, or several, in which nothing lies for the city.
var noParcels = &toldError{"文件夹里没有站点交来的包裹（up-….parcel），什么也没有收下。请核对文件夹，U 盘是不是那一只；站点用 sync 或 bundle create 写包裹。",
	"No parcel of a station (up-….parcel) lies in the folder: nothing was taken in. Look at the folder, and whether it is the right stick; stations write parcels with sync or bundle create.", nil}

// take takes one parcel in; one that is bad never stops the rest.
func (a *app) take(city *collector.Collector, path string) took {
	t := took{File: filepath.Base(path), Result: "refused"}
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		var m bundle.Manifest
		var n collector.Taken
		if m, n, err = city.TakeParcel(a.ctx, f); err == nil {
			t.Result, t.Scheme, t.Station, t.From, t.To = "taken", m.Scheme, m.Station, m.From, m.To
			t.Kept, t.Known, t.Held, t.Forked, t.Aside, t.Passes, t.Through, t.Gaps = n.Kept, n.Known, n.Held, n.Forked, n.Refused, n.Passes, n.Through, n.Gaps
			return t
		}
	}
	zh, en := explain(err)
	t.Reason = &both{zh, en}
	return t
}

// parcelsIn are the parcels up that are named, or lie in the folders that are, in the
// order of their names.
func parcelsIn(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, name)
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if up, _ := filepath.Match(string(bundle.Up)+"-*"+bundle.Suffix, e.Name()); up && e.Type().IsRegular() {
				files = append(files, filepath.Join(name, e.Name()))
			}
		}
	}
	slices.Sort(files)
	return files, nil
}
