package tui

import (
	"fmt"
	"testing"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
)

// rosterSent is a roster of two sheets with a row of every kind.
func rosterSent() *residentFile {
	e := &residentFile{told: toldOfFile[:2], list: station.ResidentList{File: [32]byte{1}, Name: "样例.xlsx"}}
	add := func(sheet string, row int, result string, note scheme.Text, a registry.Application) {
		e.list.Rows = append(e.list.Rows, station.ResidentRow{Sheet: sheet, Row: row, Result: result, Note: note, Application: a})
	}
	add("一号楼", 1, "skipped", scheme.Text{ZH: "标题", EN: "a title"}, registry.Application{})
	people := flats("5幢", 2, 2)
	for i, a := range people {
		add("一号楼", i+3, "", scheme.Text{}, a)
	}
	add("二号楼", 3, "", scheme.Text{}, people[0])
	add("二号楼", 4, "damaged", scheme.Text{ZH: "号码存成了数值，15 位以后的数字已经丢失，看上去完整也不能用；请按原件重填，该列设为文本", EN: "the number is stored as a numeric value: its digits after the 15th are lost, however whole it looks. Type it from the document; the column must be text"}, registry.Application{Name: "样例坏"})
	return e
}

// importingResidents opens the import of the roster at a desk whose building has passes.
func importingResidents(t *testing.T, cols, rows int) *realBench {
	b, _ := atDoors(t, cols, rows, flats("3幢", 1))
	b.Quit()
	b.start(Program{Desk: b.st, Press: b.press, Errands: rosterSent(), Clock: b.clock.Now, Unlocked: true, NewRef: newRefs()}, cols, rows)
	b.WaitFor("2020-03-10")
	b.hand("ctrl+p")
	b.types("zrjm")
	b.hand("enter")
	b.WaitFor("代替原来的居民名单")
	b.types("/tmp/list.xlsx")
	b.hand("enter")
	b.WaitFor("行：能登记")
	return b
}

// The scenes: what was left out comes first, in full where it is chosen; then everybody.
func TestGoldenResidentsImport(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for name, play := range map[string]func(b *realBench){
			"residentsimport":        func(b *realBench) {},
			"residentsimportall":     func(b *realBench) { b.hand("shift+tab"); b.WaitFor("一号楼 第 1 行") },
			"residentsimportenglish": func(b *realBench) { b.hand("ctrl+l"); b.WaitFor("left out 1") },
		} {
			name = fmt.Sprintf("%s_%dx%d", name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				b := importingResidents(t, size[0], size[1])
				play(b)
				b.settled()
				b.Type("")
				b.Golden(name)
			})
		}
	}
}

func TestEveryWidthOfTheResidentsImport(t *testing.T) {
	b := importingResidents(t, 80, 24)
	b.checkWidths(t, 3)
}
