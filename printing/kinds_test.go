package printing

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kinds are all documents of the package, by the function that writes them, each
// with its specimens in every(). What must hold of every page holds of all of them;
// a new kind that is not entered here fails TestEveryKindIsEntered.
var kinds = map[string][]string{
	"WalkIn":      {"walkin", "child", "household", "beside"},
	"WalkIns":     {"walkins"},
	"TenUp":       {"tenup", "twoup", "schemes"},
	"Single":      {"single", "singlewide", "a6"},
	"Ledger":      {"ledger"},
	"Extract":     {"extract"},
	"Slips":       {"slips", "recall", "recalls"},
	"Receipts":    {"receipts"},
	"Doors":       {"doors"},
	"Forms":       {"appealform"},
	"Closing":     {"closing"},
	"Gate":        {"gate", "gatenone"},
	"Recovery":    {"recovery"},
	"Calibration": {"calibration"},
	"Guide":       {"guide"},
}

// A document is an exported function that takes Options: values in, pages out.
func TestEveryKindIsEntered(t *testing.T) {
	written := map[string]bool{}
	sources := must(filepath.Glob("*.go"))
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file := must(parser.ParseFile(token.NewFileSet(), path, nil, 0))
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() && takesOptions(f) {
				written[f.Name.Name] = true
			}
		}
	}
	specimens, entered := every(), map[string]bool{}
	for kind, names := range kinds {
		if !written[kind] {
			t.Errorf("kinds names %s, which writes no document", kind)
		}
		for _, name := range names {
			if specimens[name] == nil {
				t.Errorf("%s has no specimen %q in every()", kind, name)
			}
			entered[name] = true
		}
	}
	for kind := range written {
		if len(kinds[kind]) == 0 {
			t.Errorf("%s writes a document: enter it in kinds, and a specimen in every(), then run go test ./printing -update", kind)
		}
	}
	for name := range specimens {
		if !entered[name] {
			t.Errorf("the specimen %q belongs to no kind: enter it in kinds", name)
		}
	}
}

func takesOptions(f *ast.FuncDecl) bool {
	return slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool {
		id, ok := p.Type.(*ast.Ident)
		return ok && id.Name == "Options"
	})
}

// Where every text of every page stands, read out of the finished file.
func TestBoxesOfEveryPage(t *testing.T) {
	for name, write := range every() {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".boxes", boxes(readBack(t, inMemory(t, write))))
		})
	}
}

// No golden outlives its specimen.
func TestEveryGoldenHasItsSpecimen(t *testing.T) {
	specimens := every()
	for _, f := range must(fs.ReadDir(os.DirFS("testdata"), ".")) {
		name, end, _ := strings.Cut(f.Name(), ".")
		if !f.IsDir() && f.Name() != "tgh8105.txt" && (specimens[name] == nil || end != "txt" && end != "boxes") {
			t.Errorf("testdata/%s belongs to no specimen", f.Name())
		}
	}
}

// Paper has the size that was asked for to a hundredth of a point: a sheet that is
// a hair too large is scaled by the printer.
func TestEveryPageIsOnASheetThatIsSold(t *testing.T) {
	const hair = 0.0051
	sheets := map[string][2]float64{"A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148}, "120 × 80": {80, 120}}
	for name, write := range every() {
		for i, p := range readBack(t, inMemory(t, write)) {
			short, long := min(p.width, p.height), max(p.width, p.height)
			if !slices.ContainsFunc(slices.Collect(maps.Values(sheets)), func(s [2]float64) bool {
				return math.Abs(short-s[0]*point) < hair && math.Abs(long-s[1]*point) < hair
			}) {
				t.Errorf("%s page %d is %.2f x %.2f points: no sheet of paper", name, i+1, p.width, p.height)
			}
		}
	}
}

// What a file says of itself: one font, embedded, a subset with a map back to text;
// a title, shown in the window; the language; print at 100 %.
func TestWhatEveryFileSaysOfItself(t *testing.T) {
	font := regexp.MustCompile(`(?m)^[A-Z]{6}\+StationSans +CID TrueType +Identity-H +yes yes yes +\d+ +0\n`)
	for name, write := range every() {
		path := onDisk(t, write)
		_, fonts, _ := strings.Cut(string(outside(t, "pdffonts", path)), "---\n")
		if font.ReplaceAllString(fonts, "") != "" || strings.Count(fonts, "\n") != 1 {
			t.Errorf("%s: want one embedded subset with a map to Unicode:\n%s", name, fonts)
		}
		if said := string(outside(t, "pdfinfo", path)); !regexp.MustCompile(`(?m)^Title: +\S`).MatchString(said) {
			t.Errorf("%s has no title:\n%s", name, said)
		}
		root := string(outside(t, "mutool", "show", path, "trailer/Root"))
		for _, want := range []string{"/Lang (zh-CN)", "/DisplayDocTitle true", "/PrintScaling /None", "/Version /1.7"} {
			if !strings.Contains(root, want) {
				t.Errorf("%s: no %s in the catalog:\n%s", name, want, root)
			}
		}
	}
}

// The update behind the library's file is read by others as it is meant: what they
// write out again is whole, and says the same.
func TestOthersRewriteEveryFile(t *testing.T) {
	for name, write := range every() {
		path := onDisk(t, write)
		said := outside(t, "pdftotext", "-raw", path, "-")
		for tool, args := range map[string][]string{"mutool": {"clean", "-gg", path}, "qpdf": {"--object-streams=generate", "--linearize", path}} {
			again := path + "." + tool + ".pdf"
			outside(t, tool, append(args, again)...)
			if check := string(outside(t, "qpdf", "--check", again)); !strings.Contains(check, "No syntax or stream encoding errors found") {
				t.Errorf("%s, written again by %s: qpdf says\n%s", name, tool, check)
			}
			if !bytes.Equal(said, outside(t, "pdftotext", "-raw", again, "-")) {
				t.Errorf("%s, written again by %s, says something else", name, tool)
			}
		}
	}
}
