package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"passdesk/printing/font"
	"passdesk/registry/scheme"
)

// fontsFolder lies beside the program. What the operator puts into it draws the
// characters that no font inside has: a font of all hanzi is 50 MB, and one
// estate in a hundred needs it.
const fontsFolder = "fonts"

// fontEnds are the names of files that may be fonts; eudc.tte is where Windows keeps
// what a user has drawn.
var fontEnds = []string{".ttf", ".otf", ".ttc", ".otc", ".tte"}

// besideProgram is the folder of fonts beside the program itself, wherever the name
// that it was called by points; "" where the system does not tell.
func besideProgram() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return filepath.Join(filepath.Dir(path), fontsFolder)
}

// fontsIn lists the fonts of a folder by name; one that is not there has none.
func fontsIn(folder string) []font.File {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var files []font.File
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || !slices.Contains(fontEnds, strings.ToLower(filepath.Ext(path))) {
			continue
		}
		files = append(files, font.File{Name: e.Name(), Size: info.Size(), Open: func() (io.ReaderAt, error) { return os.Open(path) }})
	}
	return files
}

// useFonts tells the pages where more characters are, should they need them.
func (w world) useFonts() {
	font.Beside(func() []font.File { return fontsIn(w.fonts) })
}

// sayFonts says what is wrong with fonts that were needed: the boxes on the paper
// would else be taken for ours.
func (w world) sayFonts() {
	for _, f := range font.Faults() {
		why := fontFaults[f.Fault]
		fmt.Fprintf(w.stderr, "passdesk: %s 文件夹里的 %s 用不上：%s；缺的字在纸上是空框，手写\n", fontsFolder, f.Name, why.ZH)
		fmt.Fprintf(w.stderr, "passdesk: %s in the folder %s is of no use: %s; characters that are missing are empty boxes on paper, to be filled in by hand\n", f.Name, fontsFolder, why.EN)
	}
}

var fontFaults = map[font.Fault]scheme.Text{
	font.Sound:      {ZH: "可以用", EN: "can be used"},
	font.TooMany:    {ZH: fmt.Sprintf("最多用 %d 个字体", font.MostFiles), EN: fmt.Sprintf("%d fonts are used at most", font.MostFiles)},
	font.TooLarge:   {ZH: fmt.Sprintf("超过 %d MB", font.LargestFile>>20), EN: fmt.Sprintf("larger than %d MB", font.LargestFile>>20)},
	font.Unreadable: {ZH: "文件打不开", EN: "the file cannot be opened"},
	font.NoOutlines: {ZH: "不是带轮廓的 TrueType 或 OpenType 字体，或者文件已损坏；点阵字体、彩色字体、woff 都用不上", EN: "no TrueType or OpenType font with outlines, or damaged; bitmap, colour and web fonts cannot be used"},
	font.Everything: {ZH: "什么编码都画一个替代符号，没有真的字形", EN: "draws a stand-in for every code and no real characters"},
}

type fontsCmd struct{}

// fontLine answers for one font beside the program.
type fontLine struct {
	File   string      `json:"file"`
	Usable bool        `json:"usable"`
	Adds   int         `json:"adds"` // hanzi that no font inside has
	Note   scheme.Text `json:"note"`
}

// Run tries every font beside the program.
func (c *fontsCmd) Run(a *app) error {
	all := font.Survey()
	for _, f := range all {
		if err := a.printJSON(fontLine{f.Name, f.Fault == font.Sound, f.Adds, fontFaults[f.Fault]}); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		fmt.Fprintf(a.stderr, "passdesk: 没有另加的字体；需要时放进这个文件夹：%s\npassdesk: no fonts were added; put some into this folder where they are needed: %s\n", a.fonts, a.fonts)
	}
	return nil
}
