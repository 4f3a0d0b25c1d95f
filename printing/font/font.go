// Package font knows the fonts that are built into the program: which
// characters they cover, how wide each is, and how to cut out of them the small
// font that one document needs. It does not know millimetres, pages or PDF
// files; printing does.
//
// Three fonts are embedded as they are (SIL Open Font License 1.1, the licences
// lie beside them): StationSans-Regular and -Bold (Noto Sans SC with the Latin
// and Cyrillic letters of Noto Sans) and StationRare (LXGW WenKai: 1,045 further
// Han), whose glyphs step in wherever the first two have none. Opening one reads
// its table directory, no more: a process that prints one pass touches a few
// pages of the 13 MB.
//
// A document goes through twice. First every text is given to a [Cut], which
// notes its characters; then the Cut is sealed, and from then on it encodes each
// text for the PDF, makes the font to embed, and tells which character
// each code stands for (the ToUnicode map):
//
//	cut := font.NewCut()
//	cut.Add(font.Bold, "样例𠅤")
//	err := cut.Seal()
//	ttf := cut.TTF()                         // four glyphs
//	codes := cut.Encode(font.Bold, "样例𠅤") // 样, 例, U+E000
//	cmap := cut.ToUnicode()                  // … <E000> <D840DD64>
//
// The codes exist because a PDF's have two bytes, and beyond U+FFFF stand 196 of
// the 8,105 characters of 通用规范汉字表 are. Those, the shape that a variation
// selector asks for, and what is drawn in both weights get codes of the private
// use area; so does a private-use character itself, so that none of them ever
// means two things.
//
// A character that no embedded font has is drawn as an empty box of its own
// size, for the operator's pen, and is still extracted as itself; a letter of a script
// that is written in words makes one box of its word.
//
// golang.org/x/image/font/sfnt reads outlines but does not hand out the bytes of
// a glyph, and go-text/typesetting parses every glyph of a font before the first
// can be asked for, so the tables are read here; both serve in the tests.
package font

import (
	_ "embed"
	"sync"
)

//go:embed StationSans-Regular.std.ttf
var regularTTF []byte

//go:embed StationSans-Bold.min.ttf
var boldTTF []byte

//go:embed StationRare-Regular.ttf
var rareTTF []byte

//go:embed OFL-NotoSansSC.txt
var notoSansSC string

//go:embed OFL-NotoSans.txt
var notoSans string

//go:embed OFL-LXGWWenKai.txt
var lxgwWenKai string

// Notice says what the station's typeface is cut from, with the licences.
func Notice() string {
	return "StationSans, StationRare: cut from Noto Sans SC, Noto Sans, LXGW WenKai\n\n" + notoSansSC + "\n" + notoSans + "\n" + lxgwWenKai
}

// Weight is one of the two cuts of the station's typeface. The zero Weight is
// Regular.
type Weight uint8

const (
	Regular Weight = iota
	Bold
)

// Weights are all weights, in the order of their values.
var Weights = [...]Weight{Regular, Bold}

// String is the weight's name in English.
func (w Weight) String() string {
	if w == Bold {
		return "Bold"
	}
	return "Regular"
}

// Units is the size of the em square that all widths count in.
const Units = 1000

var (
	regularFace = sync.OnceValue(func() *face { return mustOpen(regularTTF) })
	boldFace    = sync.OnceValue(func() *face { return mustOpen(boldTTF) })
	rareFace    = sync.OnceValue(func() *face { return mustOpen(rareTTF) })
)

// mustOpen opens a font of the program's own: a failure is a broken build.
func mustOpen(ttf []byte) *face {
	f, err := openFace(ttf)
	if err != nil {
		panic(err)
	}
	return f
}

func (w Weight) face() *face {
	if w == Bold {
		return boldFace()
	}
	return regularFace()
}
