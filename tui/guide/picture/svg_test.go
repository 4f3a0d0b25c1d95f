package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"passdesk/tui/screentest"
)

func sampleScreen() screentest.Screen {
	term := screentest.NewTerminal(20, 4, io.Discard, true)
	defer term.Close()
	fmt.Fprint(term, "姓名: 欧阳a<&\n\x1b[1;31m不可签发\x1b[m\n\x1b[7m>𬭊 选中\x1b[m\n葛\U000E0100b")
	return term.Screen()
}

func TestEachCellStandsInItsColumn(t *testing.T) {
	got := string(SVG(sampleScreen()))
	at := func(x int, text string) string { return fmt.Sprintf(`<tspan x="%d">%s</tspan>`, left(x), text) }
	line := func(y int, look string) string { return fmt.Sprintf(`<text y="%d" fill=%s>`, top(y)+baseline, look) }
	for _, want := range []string{
		line(0, `"#d5d9df"`) + at(0, "姓") + at(2, "名") + at(4, ":") + at(6, "欧") + at(8, "阳") + at(10, "a") + at(11, "&lt;") + at(12, "&amp;") + "</text>",
		line(1, `"#e0605e" font-weight="bold"`) + at(0, "不"),
		fmt.Sprintf(`<rect x="%d" y="%d" width="%d" height="%d" fill="#d5d9df"/>`, left(0), top(2), 8*cellWidth, cellHeight),
		line(2, `"#16191d"`) + at(0, "&gt;") + at(1, "𬭊") + at(4, "选") + at(6, "中"),
		at(0, "葛\U000E0100") + at(2, "b"),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the picture lacks %s\n%s", want, got)
		}
	}
}

func TestThePictureIsXML(t *testing.T) {
	d := xml.NewDecoder(bytes.NewReader(SVG(sampleScreen())))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// need skips a test whose tool is missing, or fails it where every tool is required.
func need(t *testing.T, tool string) {
	t.Helper()
	if _, err := exec.LookPath(tool); err == nil {
		return
	}
	if os.Getenv("PASSDESK_TOOLS") == "required" {
		t.Fatalf("%s is missing", tool)
	}
	t.Skipf("%s is missing", tool)
}

func TestPNGHasInkWhereTheCellsAre(t *testing.T) {
	need(t, "rsvg-convert")
	out := filepath.Join(t.TempDir(), "screen.png")
	if err := write(out, SVG(sampleScreen())); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Size(), image.Pt(20*cellWidth+2*margin, 4*cellHeight+2*margin); got != want {
		t.Errorf("size %v, want %v", got, want)
	}
	for _, tc := range []struct {
		x, y, cells int
		ink         bool
	}{{0, 0, 2, true}, {5, 0, 1, false}, {6, 0, 4, true}, {14, 0, 6, false}, {0, 1, 8, true}, {9, 1, 10, false}} {
		if got := inked(img, tc.x, tc.y, tc.cells); got != tc.ink {
			t.Errorf("%d cells at %d,%d: ink %v, want %v", tc.cells, tc.x, tc.y, got, tc.ink)
		}
	}
}

func inked(img image.Image, x, y, cells int) bool {
	background := img.At(margin/2, margin/2)
	for px := left(x) + 1; px < left(x+cells)-1; px++ {
		for py := top(y); py < top(y+1); py++ {
			if img.At(px, py) != background {
				return true
			}
		}
	}
	return false
}

func TestAProgramIsPlayed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo terminals here")
	}
	need(t, "sh")
	out := filepath.Join(t.TempDir(), "screen.svg")
	err := run([]string{
		"-out", out, "-cols", "40", "-rows", "5", "-step", "wait name?", "-step", "type 欧阳", "-step", "key enter", "-step", "wait hello 欧阳", "--",
		"sh", "-c", `printf 'name? '; read x; printf 'hello %s' "$x"; read y`,
	})
	if err != nil {
		t.Fatal(err)
	}
	svg, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(svg), ">欧</tspan>") {
		t.Errorf("%v: %s", err, svg)
	}
}

func TestStepsThatCannotBe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo terminals here")
	}
	need(t, "sh")
	for _, args := range [][]string{
		{"-step", "dance", "--", "sh", "-c", "read x"}, {"-step", "key hyper", "--", "sh", "-c", "read x"}, {"--", "/no/such/program"}, {},
	} {
		if err := run(append([]string{"-out", filepath.Join(t.TempDir(), "x.svg")}, args...)); err == nil {
			t.Errorf("run(%q) did not fail", args)
		}
	}
}
