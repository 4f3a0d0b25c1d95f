package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"passdesk/export/bundle"
	"passdesk/registry/scheme"
)

// tellUnnamed says which sealed files of a folder have not the name of a parcel. A mail
// program or a phone renames what it hands on, and a parcel is found by its name: it would
// lie there unread, and nobody would know.
func (a *app) tellUnnamed(folder string) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return // whoever reads the parcels says so
	}
	var names []string
	for _, f := range files {
		if f.Type().IsRegular() && !bundle.Named(f.Name()) && isSealed(filepath.Join(folder, f.Name())) {
			names = append(names, fmt.Sprintf("%q", f.Name()))
		}
	}
	if len(names) == 0 {
		return
	}
	const most = 3
	list := strings.Join(names[:min(most, len(names))], ", ")
	a.warn(scheme.Text{
		ZH: fmt.Sprintf("有 %d 个密封的文件改过名，看不出是谁的包裹，没有打开：%s。是上级给本站的，就用 bundle open 打开它。", len(names), list),
		EN: fmt.Sprintf("%s not the name of a parcel any more, and nothing was opened there: %s. Where upstream made it for this station, open it with bundle open.", haveNot(len(names)), list)})
}

func haveNot(n int) string {
	if n == 1 {
		return "1 sealed file has"
	}
	return fmt.Sprintf("%d sealed files have", n)
}
