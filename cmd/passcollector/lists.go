package main

import (
	"errors"
	"os"

	"passdesk/export/collector"
	"passdesk/export/list"
	"passdesk/registry"
	"passdesk/registry/scheme"
)

// The public lists that every station gets with its next parcel.

type directoryCmd struct {
	Import directoryImportCmd `cmd:"" help:"载入站点通讯录，替换原有的 · load the stations' directory, in place of the one before"`
}

type areasCmd struct {
	Import areasImportCmd `cmd:"" help:"载入地区名单，替换原有的 · load the list of areas, in place of the one before"`
}

// listFile is a list of one scheme.
type listFile struct {
	File   string `arg:"" help:"名单：CSV 或 JSON 行 · the list" placeholder:"FILE"`
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
}

type directoryImportCmd struct {
	listFile
}

func (c *directoryImportCmd) Help() string {
	return "表头 kind,name,division,address,phone,hours,station，或 类型,名称,行政区划,地址,电话,时间,站点代码，与站点自己的 directory import 相同。各站点下一次同步时收到，“请到……办理”就用它 · " +
		"The head is that of the stations' own directory import. Every station has it with its next sync, and tells people where to go by it."
}

type areasImportCmd struct {
	listFile
}

func (c *areasImportCmd) Help() string {
	return "表头 kind,division,from,until,source，或 类别,地区,起,止,来源，与站点自己的 areas import 相同。各站点下一次同步时收到，规则就按它审核 · " +
		"The head is that of the stations' own areas import. Every station has it with its next sync, and its rules go by it."
}

// publicLine is what a row came to.
type publicLine struct {
	Row    int    `json:"row"`
	Result string `json:"result"` // ok, invalid
	Note   *both  `json:"note,omitempty"`
}

func (c *directoryImportCmd) Run(a *app) error {
	places, err := readPublic(a, c.File, list.DirectoryColumns, placeOf)
	if err != nil {
		return err
	}
	return a.with(func(city *collector.Collector) error {
		number, err := city.SetDirectory(a.ctx, c.Scheme, places)
		if err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "places": len(places), "number": number})
	})
}

func (c *areasImportCmd) Run(a *app) error {
	areas, err := readPublic(a, c.File, list.AreaColumns, areaOf)
	if err != nil {
		return err
	}
	return a.with(func(city *collector.Collector) error {
		number, err := city.SetAreas(a.ctx, c.Scheme, areas)
		if err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "areas": len(areas), "number": number})
	})
}

// readPublic reads all rows or none: a list with a hole sends somebody to the wrong
// door, or lets somebody through.
func readPublic[T any](a *app, path string, columns []list.Column, read func(map[string]string) (T, error)) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := list.Read(f, columns)
	var none *list.Error
	if errors.As(err, &none) {
		return nil, &usageError{none.ZH, none.EN}
	}
	if err != nil {
		return nil, err
	}
	a.sayOfList(l)
	all, bad := []T{}, 0
	for _, r := range l.Rows {
		line := publicLine{Row: r.Line, Result: "ok"}
		v, err := read(r.Values)
		switch {
		case r.Fault != (list.Text{}):
			line.Result, line.Note = list.Invalid, &both{r.Fault.ZH, r.Fault.EN}
		case err != nil:
			why := whyNot(err)
			line.Result, line.Note = list.Invalid, &both{why.ZH, why.EN}
		default:
			all = append(all, v)
		}
		if line.Note != nil {
			bad++
		}
		if err := a.printJSON(line); err != nil {
			return nil, err
		}
	}
	if bad > 0 {
		return nil, errNotLoaded
	}
	return all, nil
}

var errNotLoaded = &toldError{"有几行不能用（各行写明原因），整份没有载入，原有的照旧。请改好再来。",
	"Some lines cannot be used, each says why; nothing was loaded, the list before stands. Correct them and try again.", errors.New("a list was not loaded")}

func placeOf(v map[string]string) (registry.Place, error) {
	return registry.ParsePlace(registry.Place{Kind: v["kind"], Name: v["name"], Division: v["division"],
		Address: v["address"], Phone: v["phone"], Hours: v["hours"], Station: v["station"]})
}

func areaOf(v map[string]string) (scheme.Area, error) {
	return scheme.ParseArea(v["kind"], v["division"], v["from"], v["until"], v["source"])
}

func whyNot(err error) scheme.Text {
	var place *registry.NotPlace
	var fault *scheme.Fault
	switch {
	case errors.As(err, &place):
		return place.Why
	case errors.As(err, &fault):
		return fault.Why
	}
	return scheme.Text{ZH: "这一行不能用", EN: "this row cannot be used"}
}

type keysCmd struct {
	Scheme string `required:"" help:"通行证方案 · the scheme: ${schemes}" placeholder:"CODE"`
	Out    string `required:"" help:"名录写到哪里 · where the list goes" placeholder:"FILE"`
}

func (c *keysCmd) Help() string {
	return "各站点签发通行证所用的公钥，由根密钥签名，吊销的写明最后一个有效编号。各站点随包裹收到；离线查验的人用这个文件 · " +
		"The keys with which stations sign passes, signed by the root, a revoked one with its last good number. Stations have it with their parcels; this file is for whoever checks passes without a network."
}

func (c *keysCmd) Run(a *app) error {
	return a.with(func(city *collector.Collector) error {
		text, err := city.Keys(a.ctx, c.Scheme)
		if err != nil {
			return err
		}
		file, err := keysFile(a, city, c.Scheme, text)
		if err != nil {
			return err
		}
		if err := writeNewer(c.Out, file, 0o644); err != nil {
			return err
		}
		return a.printJSON(map[string]any{"scheme": c.Scheme, "file": c.Out})
	})
}
