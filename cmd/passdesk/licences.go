package main

import (
	"fmt"

	"passdesk/printing/font"
	"passdesk/registry/iddoc"
	"passdesk/registry/name"
	"passdesk/registry/seal"
)

type licencesCmd struct{}

// Run prints where the data and the fonts inside the program come from, with the
// licences that travel with them. The program's own is the file LICENSE.
func (c *licencesCmd) Run(a *app) error {
	for _, part := range []struct{ title, text string }{
		{"行政区划代码 · division codes", iddoc.Notice},
		{"异体字和部首表 · tables of variants and radicals", name.Notice()},
		{"字体 · fonts", font.Notice()},
		{"恢复页的单词 · words of the recovery sheet", seal.WordNotice},
	} {
		if _, err := fmt.Fprintf(a.stdout, "== %s\n\n%s\n", part.title, part.text); err != nil {
			return err
		}
	}
	return nil
}
