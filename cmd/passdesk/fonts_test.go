package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A name with characters that only a font beside the program has, and one that none
// has: a warning each, a number each, and the paper says what is to be written in.
func TestFontsBesideTheProgram(t *testing.T) {
	const rare, none = "样\U0002A6A5例", "样\uE863例"
	p := newPlace(t)
	p.init()
	if l := p.bare(rare+"\n", "names").lines(t); l[0]["glyphs"] != "missing" {
		t.Errorf("without fonts: %v", l)
	}
	beside := p.file("fonts")
	p.must(os.Mkdir(beside, 0o700))
	small, err := os.ReadFile("../../printing/font/testdata/beside.ttf")
	p.must(err)
	p.must(os.WriteFile(filepath.Join(beside, "big.ttf"), small, 0o600))
	p.must(os.WriteFile(filepath.Join(beside, "broken.otf"), small[:200], 0o600))
	p.must(os.WriteFile(filepath.Join(beside, "readme.txt"), []byte("no font"), 0o600))
	p.must(os.Mkdir(filepath.Join(beside, "folder.ttf"), 0o700))
	p.fonts = beside

	for _, c := range []struct{ name, number, glyphs, warning string }{
		{rare, "330212198505059315", "fallback", "glyph_fallback"}, {none, "330203198706069345", "missing", "glyph_missing"},
	} {
		said := p.bare(c.name+"\n", "names")
		if l := said.lines(t); l[0]["glyphs"] != c.glyphs {
			t.Errorf("names: %v", l)
		}
		if !strings.Contains(said.err, "broken.otf 用不上") || strings.Contains(said.err, "big.ttf") || strings.Contains(said.err, "样") {
			t.Errorf("names says %q", said.err)
		}
		v := p.expect(exitDone, `{"name":"`+c.name+`","document":{"number":"`+c.number+`"},"declared":true}`, "issue").lines(t)[0]
		if v["outcome"] != "ISSUE" || !strings.Contains(strings.Join(words(v["warnings"]), " "), c.warning) {
			t.Errorf("verdict %v, want ISSUE with %s", v, c.warning)
		}
	}
	if said := p.bare("样例\n", "names"); said.err != "" {
		t.Errorf("a plain name opens the fonts: %q", said.err)
	}
	out := p.file("passes.pdf")
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--layout", "walkin", "--out", out)
	paper := textOf(t, out)
	if !strings.Contains(paper, "手写U+E863（yan）") || strings.Contains(paper, "U+2A6A5") || !strings.Contains(paper, none) {
		t.Errorf("the stubs say\n%s", paper)
	}
}

// A shape that the fonts do not have is told before the number is spent; the plain one
// is printed.
func TestShapesOfACharacter(t *testing.T) {
	p := newPlace(t)
	for name, want := range map[string]string{"葛样": "ok", "葛\U000E01EF样": "fallback"} {
		if l := p.bare(name+"\n", "names").lines(t); l[0]["glyphs"] != want {
			t.Errorf("%+q: %v, want %s", name, l[0]["glyphs"], want)
		}
	}
}

func words(v any) []string {
	var out []string
	all, _ := v.([]any)
	for _, w := range all {
		out = append(out, w.(string))
	}
	return out
}

func TestFontsVerb(t *testing.T) {
	p := newPlace(t)
	p.fonts = p.file("fonts")
	if said := p.bare("", "fonts"); said.code != exitDone || said.out != "" || !strings.Contains(said.err, p.fonts) {
		t.Errorf("with no folder: %+v", said)
	}
	p.must(os.Mkdir(p.fonts, 0o700))
	small, err := os.ReadFile("../../printing/font/testdata/beside.ttf")
	p.must(err)
	p.must(os.WriteFile(filepath.Join(p.fonts, "a.ttf"), small, 0o600))
	p.must(os.WriteFile(filepath.Join(p.fonts, "b.ttc"), []byte("ttcf"), 0o600))
	l := p.bare("", "fonts").lines(t)
	if len(l) != 2 || l[0]["usable"] != true || l[0]["adds"] != 1.0 || l[1]["usable"] != false || l[1]["note"] == nil {
		t.Errorf("fonts: %v", l)
	}
}
