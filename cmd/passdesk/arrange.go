package main

import (
	"fmt"
	"io"

	"passdesk/printing"
	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// arrangement is how passes lie on paper.
type arrangement struct {
	layout  string        // walkin, tenup, single
	first   int           // the first free place of a partly used sheet; 0 is 1
	sides   string        // front, back; else both
	overlay bool          // onto stock that bears background, title and labels
	size    printing.Size // zero: as the scheme has it
	adjust  string        // the printer for which a file is drawn; "" for none
	ask     bool          // somebody prints the file later, and says then what came out
}

// passSizes are what --size takes.
var passSizes = map[string]printing.Size{
	"scheme": {}, "id1": printing.ID1, "120x80": {Width: 120, Height: 80}, "a6": printing.A6,
}

// sizeOf is how large the scheme's passes come out.
func (r arrangement) sizeOf(s scheme.Scheme) printing.Size {
	if r.size != (printing.Size{}) {
		return r.size
	}
	return printing.Size{Width: s.Size.Width, Height: s.Size.Height}
}

// laying is where each pass comes to lie, for the register.
func (r arrangement) laying(s scheme.Scheme) registry.Laying {
	if r.layout != "tenup" {
		return registry.Laying{Layout: r.layout, Size: sizeText(r.size)}
	}
	size := r.sizeOf(s)
	return registry.Laying{Layout: r.layout, Size: sizeText(size), PerSheet: size.PlacesOnA4(), First: r.first}
}

// arranged is the arrangement of papers that lie so.
func arranged(l registry.Laying) arrangement {
	r := arrangement{layout: l.Layout, first: l.First}
	for _, size := range passSizes {
		if l.Size == sizeText(size) {
			r.size = size
		}
	}
	return r
}

// sizeText is a size in the register's words: 85.6x54; "" for the scheme's own.
func sizeText(size printing.Size) string {
	if size == (printing.Size{}) {
		return ""
	}
	return fmt.Sprintf("%gx%g", size.Width, size.Height)
}

// check refuses what cannot be printed, before anything is written down.
func (r arrangement) check(s scheme.Scheme) error {
	size := r.sizeOf(s)
	if r.layout == "single" && !size.SinglePage() {
		return &usageError{"这种证比 A6 纸大，用 --layout tenup", "this pass does not lie on an A6 page: --layout tenup"}
	}
	if r.layout == "walkin" && (r.sides == "front" || r.sides == "back") {
		return &usageError{"--sides 用于 tenup、single；现场单只用一面纸", "--sides is for tenup and single; a walk-in sheet has one side"}
	}
	if r.layout != "tenup" && r.first > 1 {
		return &usageError{"--first-place 只用于 tenup（卡纸）", "--first-place is for tenup"}
	}
	if places := size.PlacesOnA4(); r.layout == "tenup" && (r.first < 1 || r.first > places) {
		return &usageError{fmt.Sprintf("--first-place 是 1 到 %d", places), fmt.Sprintf("--first-place is from 1 to %d", places)}
	}
	return nil
}

// draw writes passes as they are arranged: "walkin", a sheet each with its stub;
// "tenup", as many to a sheet as have room, ten of an identity card's size;
// "single", one to an A6 page.
func (w paperwork) draw(out io.Writer, papers []station.Paper, r arrangement) error {
	passes := make([]printing.Pass, 0, len(papers))
	for _, p := range papers {
		pass := w.pass(p)
		pass.Size = r.sizeOf(w.info.Scheme)
		passes = append(passes, pass)
	}
	how, o := printing.Sheets{First: r.first, FrontsOnly: r.sides == "front", BacksOnly: r.sides == "back"}, w.options()
	o.Overlay = r.overlay || w.adjust.Overlay && r.layout != "walkin" // whose paper is plain, unless it is said
	switch r.layout {
	case "tenup":
		return printing.TenUp(out, passes, how, o)
	case "single":
		return printing.Single(out, passes, how, o)
	}
	sheets := make([]printing.Sheet, 0, len(papers))
	for i, p := range papers {
		sheets = append(sheets, printing.Sheet{Pass: passes[i], Stub: w.stub(p)})
	}
	return printing.WalkIns(out, sheets, o)
}
