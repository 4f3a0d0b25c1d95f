package main

import (
	"errors"
	"fmt"

	"passdesk/export/list"
	"passdesk/registry/civil"
	"passdesk/registry/iddoc"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// The dated lists of key, specified and higher-risk areas: what the papers speak
// of and do not name comes day by day from the authority.

type areasCmd struct {
	Import areasImportCmd `cmd:"" help:"载入地区名单（CSV 或 JSON 行），替换原名单 · load a list of areas, CSV or JSON lines, in place of the one before"`
	List   areasListCmd   `cmd:"" help:"现行名单：方案自带的和载入的 · the list in force: the scheme's and the loaded one"`
}

type areasImportCmd struct {
	File   string `arg:"" help:"kind,division,from,until,source（表头也可写：类别,地区,起,止,来源）；kind 为 key、specified、higher_risk；地区写代码或名称 · the list: kind is key, specified or higher_risk, division a code or a name"`
	DryRun bool   `help:"只核对，不载入 · look only"`
}

// areaLine answers a row, or shows an area in force.
type areaLine struct {
	Row      int             `json:"row,omitempty"`
	Result   string          `json:"result,omitempty"`
	Kind     scheme.AreaKind `json:"kind,omitempty"`
	Division string          `json:"division,omitempty"`
	Name     string          `json:"name,omitempty"`
	From     civil.Date      `json:"from,omitzero"`
	Until    civil.Date      `json:"until,omitzero"`
	Source   string          `json:"source,omitempty"`
	Of       string          `json:"of,omitempty"` // scheme or station
	Note     scheme.Text     `json:"note,omitzero"`
}

// Run loads all rows or none: a list in which one line is missing would let
// somebody through.
func (c *areasImportCmd) Run(a *app) error {
	read, err := readList(c.File, list.AreaColumns)
	if err != nil {
		return err
	}
	if len(read.Ignored) > 0 { // a day under a head that nobody reads would be no day
		return &usageError{"名单第一行应为表头：类别,地区,起,止,来源；没有别的列", "the first row of the list names its columns: kind,division,from,until,source, and no other"}
	}
	st, err := a.open()
	if err != nil {
		return err
	}
	areas, bad, err := a.answerAreas(read.Rows)
	if err != nil {
		return err
	}
	if bad > 0 {
		return &toldError{fmt.Sprintf("有 %d 行不能用，整份名单没有载入，原名单照旧。请改好再来。", bad),
			scheme.Counted(bad, "row") + " cannot be used; nothing was loaded, the list before stands. Correct what is wrong and try again.", station.ErrInvalid}
	}
	if c.DryRun {
		return nil
	}
	if err := st.LoadAreas(a.ctx, areas); err != nil {
		return err
	}
	return a.printJSON(map[string]any{"areas": len(areas)})
}

// answerAreas answers every row, and counts those that cannot be used.
func (a *app) answerAreas(rows []list.Row) (areas []scheme.Area, bad int, err error) {
	for _, r := range rows {
		line := areaLine{Row: r.Line, Result: "ok"}
		area, why := areaOf(r)
		if !why.IsZero() {
			bad++
			line.Result, line.Note = "invalid", why
		} else {
			areas = append(areas, area)
			line = shown(line, area)
		}
		if err := a.printJSON(line); err != nil {
			return nil, bad, err
		}
	}
	return areas, bad, nil
}

func areaOf(r list.Row) (scheme.Area, scheme.Text) {
	if r.Fault != (list.Text{}) {
		return scheme.Area{}, scheme.Text(r.Fault)
	}
	v := r.Values
	area, err := scheme.ParseArea(v["kind"], v["division"], v["from"], v["until"], v["source"])
	if err != nil {
		return area, whyNot(err)
	}
	return area, scheme.Text{}
}

func shown(l areaLine, a scheme.Area) areaLine {
	l.Kind, l.Division, l.From, l.Until, l.Source = a.Kind, a.Division, a.From, a.Until, a.Source
	if r, err := iddoc.RegionOf(a.Division); err == nil {
		l.Name = r.Path()
	}
	return l
}

func whyNot(err error) scheme.Text {
	var told *scheme.Fault
	if errors.As(err, &told) {
		return told.Why
	}
	return scheme.Text{ZH: "这一行不能用", EN: err.Error()}
}

type areasListCmd struct{}

func (c *areasListCmd) Run(a *app) error {
	st, err := a.open()
	if err != nil {
		return err
	}
	own, loaded, err := st.Areas()
	if err != nil {
		return err
	}
	for of, list := range [][]scheme.Area{own, loaded} {
		for _, area := range list {
			if err := a.printJSON(shown(areaLine{Of: []string{"scheme", "station"}[of]}, area)); err != nil {
				return err
			}
		}
	}
	if len(own)+len(loaded) == 0 {
		fmt.Fprintln(a.stderr, "passdesk: 没有名单：文件只说“重点地区”，没有列名。用 areas import 载入上级公布的名单。")
		fmt.Fprintln(a.stderr, "passdesk: there is no list: the papers speak of key areas and name none. Load the authority's with areas import.")
	}
	return nil
}
