package font

import (
	"io"
	"strings"
	"sync"

	"golang.org/x/image/font/sfnt"

	"passdesk/registry/hanzi"
)

// The fonts beside the program: files that the operator has put there because a
// name needs them. None is opened before a character comes that the embedded fonts
// lack. They are read as they are asked, one glyph at a time, so that 50 MB of
// rare characters never stand in memory, and nothing that is wrong with one stops
// a paper: what it cannot give is an empty box.

// File is a font file beside the program.
type File struct {
	Name string // the file's, without its folder
	Size int64  // bytes
	Open func() (io.ReaderAt, error)
}

// Bounds of what is tried.
const (
	MostFiles   = 8
	LargestFile = 128 << 20 // bytes
)

// Fault is what is wrong with a file. The zero Fault is nothing.
type Fault uint8

const (
	Sound      Fault = iota
	TooMany          // more than MostFiles: this one was not tried
	TooLarge         // more than LargestFile
	Unreadable       // the file cannot be opened
	NoOutlines       // no TrueType or OpenType font with outlines, or damaged
	Everything       // draws a stand-in for every code: its signs mean nothing
)

// Tried is a file and what came of it.
type Tried struct {
	Name  string
	Fault Fault
	Adds  int // hanzi that no font inside the program has; counted by Survey only
}

// beside is the set of fonts, opened when first asked.
type beside struct {
	sync.Mutex
	list  func() []File
	open  bool
	fonts []besideFont
	tried []Tried
	known map[rune]*outline // nil: none has it
}

type besideFont struct {
	font    *sfnt.Font
	private bool // may say what a private-use code means
}

var besides = &beside{}

// Beside names the fonts beside the program; list is called when first a character
// is in no font inside. Later calls put another list in place of the one before.
func Beside(list func() []File) {
	besides.Lock()
	defer besides.Unlock()
	besides.list, besides.open, besides.fonts, besides.tried, besides.known = list, false, nil, nil, map[rune]*outline{}
}

// Faults are the files that were tried so far and cannot be used.
func Faults() []Tried {
	besides.Lock()
	defer besides.Unlock()
	var out []Tried
	for _, t := range besides.tried {
		if t.Fault != Sound {
			out = append(out, t)
		}
	}
	return out
}

// Survey tries all files and counts what each adds.
func Survey() []Tried {
	besides.Lock()
	defer besides.Unlock()
	besides.openAll()
	out, n := append([]Tried(nil), besides.tried...), 0
	for i := range out {
		if out[i].Fault == Sound {
			out[i].Adds = besides.fonts[n].adds()
			n++
		}
	}
	return out
}

// outline is the glyph of the first font that has the character; nil when none has.
func (b *beside) outline(r rune) *outline {
	b.Lock()
	defer b.Unlock()
	if b.list == nil {
		return nil
	}
	o, asked := b.known[r]
	if !asked {
		b.openAll()
		for i := 0; i < len(b.fonts) && o == nil; i++ {
			o = b.fonts[i].outline(r)
		}
		b.known[r] = o
	}
	return o
}

func (b *beside) openAll() {
	if b.open || b.list == nil {
		return
	}
	b.open = true
	for i, file := range b.list() {
		f, fault := open(file)
		if i >= MostFiles {
			f, fault = nil, TooMany
		}
		b.tried = append(b.tried, Tried{Name: file.Name, Fault: fault})
		if fault == Sound {
			b.fonts = append(b.fonts, besideFont{f, isPrivateNamed(file.Name)})
		}
	}
}

// isPrivateNamed knows the file in which Windows keeps the characters that a user has
// drawn (eudc.tte). What a private-use code means is agreed upon in one office; in any
// other font it is somebody else's sign, and would be a wrong name.
func isPrivateNamed(name string) bool { return strings.HasPrefix(strings.ToLower(name), "eudc") }

// open reads what a font says of itself. The reader is made for files of any kind;
// one that fails in another way than by an error is no font either.
func open(file File) (f *sfnt.Font, fault Fault) {
	defer func() {
		if recover() != nil {
			f, fault = nil, NoOutlines
		}
	}()
	if file.Size > LargestFile {
		return nil, TooLarge
	}
	from, err := file.Open()
	if err != nil {
		return nil, Unreadable
	}
	all, err := sfnt.ParseCollectionReaderAt(from)
	if err != nil || all.NumFonts() == 0 {
		return nil, NoOutlines
	}
	if f, err = all.Font(0); err != nil || f.UnitsPerEm() == 0 {
		return nil, NoOutlines
	}
	const noncharacter = 0x1FFFE
	if g, err := f.GlyphIndex(nil, noncharacter); err == nil && g != 0 {
		return nil, Everything
	}
	return f, Sound
}

// outline is the font's glyph, nil when it has none that can be drawn.
func (f besideFont) outline(r rune) (o *outline) {
	defer func() {
		if recover() != nil {
			o = nil
		}
	}()
	if hanzi.IsPrivateUse(r) && !f.private {
		return nil
	}
	if g, err := f.font.GlyphIndex(nil, r); err == nil && g != 0 {
		return readOutline(f.font, g)
	}
	return nil
}

// adds counts the hanzi that the fonts inside lack.
func (f besideFont) adds() (n int) {
	defer func() { _ = recover() }()
	var buf sfnt.Buffer
	for r := rune(0x3400); r < 0x34000; r++ {
		if r == 0xA000 {
			r = 0x20000
		}
		if regularFace().has(r) || rareFace().has(r) {
			continue
		}
		if g, err := f.font.GlyphIndex(&buf, r); err == nil && g != 0 {
			n++
		}
	}
	return n
}
