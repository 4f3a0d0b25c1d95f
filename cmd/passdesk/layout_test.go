package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module   = "passdesk"
	treeRoot = "../.."
)

// TestEveryImportFollowsTheHouse: no forbidden edge, no foreign library away
// from its home.
func TestEveryImportFollowsTheHouse(t *testing.T) {
	p := readPlan(t)
	uses, _ := readTree(t, os.DirFS(treeRoot))
	if len(uses) < 50 {
		t.Fatalf("only %d imports found: the tree was not read", len(uses))
	}
	for _, u := range uses {
		if wrong := p.judge(u); wrong != "" {
			t.Error(wrong)
		}
	}
}

// TestEveryFolderIsKnown: a folder that the plan does not name is no room.
func TestEveryFolderIsKnown(t *testing.T) {
	p := readPlan(t)
	_, folders := readTree(t, os.DirFS(treeRoot))
	for folder, hasGo := range folders {
		if wrong := p.judgeFolder(folder, hasGo); wrong != "" {
			t.Error(wrong)
		}
	}
}

func TestTopLevelIsAsGiven(t *testing.T) {
	p := readPlan(t)
	entries, err := os.ReadDir(treeRoot)
	if err != nil {
		t.Fatal(err)
	}
	ignored := gitIgnored(t)
	for _, e := range entries {
		if wrong := p.judgeTop(e.Name()); wrong != "" && !ignored(e.Name()) {
			t.Error(wrong)
		}
	}
}

// TestThePlanHoldsTogether: arrows point to rooms, and never in a circle.
func TestThePlanHoldsTogether(t *testing.T) {
	p := readPlan(t)
	for at, r := range p.rooms {
		for _, to := range slices.Concat(r.imports, r.tests) {
			other := p.rooms[to]
			switch {
			case other == nil:
				t.Errorf("the plan lets %s import %s, which is no room", at, to)
			case strings.HasPrefix(to, "cmd/") || other.script:
				t.Errorf("the plan lets %s import %s: nobody imports a program", at, to)
			}
		}
		for _, to := range r.imports {
			if p.reaches(to, at, map[string]bool{}) {
				t.Errorf("the plan has a circle: %s imports %s, which leads back", at, to)
			}
			if other := p.rooms[to]; other != nil && other.testsOnly && !r.testsOnly && !r.script {
				t.Errorf("the plan lets %s import %s, which is for tests", at, to)
			}
		}
	}
	for _, a := range []string{"tui", "printing", "export"} {
		for _, b := range []string{"tui", "printing", "export", "registry/sqlite"} {
			if a != b && p.reaches(a, b, map[string]bool{}) {
				t.Errorf("the plan leads from %s to %s", a, b)
			}
		}
	}
	for library, h := range p.homes {
		for _, place := range slices.Concat(h.places, h.tests) {
			if room := roomOf(place); place != everywhere && p.rooms[room] == nil {
				t.Errorf("the home of %s is %s, which is no room", library, place)
			}
		}
	}
}

// TestForeignTypesStayAtHome: a library with one home is not in the exported
// face of that home, so that nobody else depends on it unseen.
func TestForeignTypesStayAtHome(t *testing.T) {
	p := readPlan(t)
	for _, l := range readLeaks(t, os.DirFS(treeRoot)) {
		if wrong := p.judgeLeak(l); wrong != "" {
			t.Error(wrong)
		}
	}
}

// TestTheJudgeCanRefuse: a test of the tree that cannot fail proves nothing.
func TestTheJudgeCanRefuse(t *testing.T) {
	p := readPlan(t)
	for _, c := range []struct {
		u    use
		says []string // parts of the verdict; none: allowed
	}{
		{use{"tui/desk.go", "passdesk/registry/station"}, nil},
		{use{"tui/desk.go", "passdesk/printing"}, []string{"tui/desk.go", "passdesk/printing", "tui may import"}},
		{use{"tui/desk.go", "passdesk/registry/sqlite"}, []string{"tui/desk.go", "registry/sqlite"}},
		{use{"printing/ledger.go", "passdesk/export"}, []string{"printing/ledger.go", "passdesk/export"}},
		{use{"export/csv.go", "passdesk/tui/widget"}, []string{"export/csv.go", "passdesk/tui/widget"}},
		{use{"registry/pass.go", "passdesk/registry/station"}, []string{"registry/pass.go", "registry/station"}},
		{use{"registry/station/issue.go", "passdesk/registry/sqlite"}, []string{"registry/station/issue.go", "registry/sqlite"}},
		{use{"registry/civil/civil.go", "passdesk/registry"}, []string{"registry/civil", "nothing"}},
		{use{"registry/iso7064/x_test.go", "passdesk/registry/civil"}, []string{"x_test.go", "registry/civil"}},
		{use{"cmd/passdesk/issue.go", "passdesk/registry/sqlite"}, nil},
		{use{"cmd/passdesk/issue.go", "passdesk/tui/screentest"}, []string{"tui/screentest", "only tests"}},
		{use{"cmd/passdesk/desk_test.go", "passdesk/tui/screentest"}, nil},
		{use{"tui/guide/picture/main.go", "passdesk/tui/screentest"}, nil},
		{use{"tui/guide/guide.go", "passdesk/tui/guide/picture"}, []string{"tui/guide/guide.go", "tui/guide/picture"}},
		{use{"printing/x_test.go", "passdesk/tui/screentest"}, []string{"printing/x_test.go", "tui/screentest"}},
		{use{"registry/station/x.go", "passdesk/registry/helpers"}, []string{"registry/helpers", "no room"}},
		{use{"registry/helpers/x.go", "fmt"}, []string{"registry/helpers", "no room"}},
		{use{"registry/station/x_test.go", "passdesk/registry/station"}, nil}, // package station_test

		{use{"printing/pdf.go", "github.com/jung-kurt/gofpdf"}, nil},
		{use{"printing/ledger.go", "github.com/jung-kurt/gofpdf"}, []string{"printing/ledger.go", "gofpdf", "printing/pdf.go"}},
		{use{"printing/bench_test.go", "github.com/jung-kurt/gofpdf"}, nil},
		{use{"export/xlsx.go", "github.com/xuri/excelize/v2"}, nil},
		{use{"tui/desk.go", "github.com/xuri/excelize/v2"}, []string{"tui/desk.go", "excelize", "export"}},
		{use{"cmd/passdesk/desk.go", "charm.land/bubbletea/v2"}, []string{"cmd/passdesk/desk.go", "bubbletea", "tui"}},
		{use{"registry/station/x.go", "golang.org/x/crypto/argon2"}, []string{"x/crypto", "registry/seal"}},
		{use{"registry/seal/wrap.go", "golang.org/x/crypto/argon2"}, nil},
		{use{"registry/station/log.go", "golang.org/x/mod/sumdb/note"}, []string{"sumdb/note", "registry/licence"}},
		{use{"tui/x.go", "github.com/new/library"}, []string{"tui/x.go", "github.com/new/library", "no home"}},
		{use{"tui/x.go", "github.com/jung-kurt/gofpdfx"}, []string{"gofpdfx", "no home"}},
		{use{"registry/x_test.go", "pgregory.net/rapid"}, nil},
		{use{"registry/x.go", "pgregory.net/rapid"}, []string{"rapid", "tests"}},

		{use{"registry/station/x.go", "time.Now"}, []string{"registry/station/x.go", "time.Now", "cmd/passdesk"}},
		{use{"registry/station/x_test.go", "time.Now"}, nil},
		{use{"cmd/passdesk/main.go", "time.Now"}, nil},
		{use{"registry/seal/key.go", "crypto/rand"}, []string{"registry/seal/key.go", "crypto/rand"}},
		{use{"printing/pass.go", "os"}, []string{"printing/pass.go", "os"}},
		{use{"printing/pass.go", "math/rand/v2"}, []string{"printing/pass.go", "math/rand"}},
		{use{"registry/sqlite/sqlite.go", "net/url"}, nil}, // not below net
		{use{"registry/seal/key.go", "log/slog"}, nil},
		{use{"printing/pass.go", "C"}, []string{"printing/pass.go", "six builds"}},
		{use{"printing/pass.go", "encoding/json"}, nil},
	} {
		got := p.judge(c.u)
		if (got == "") != (len(c.says) == 0) {
			t.Errorf("%s importing %s: verdict %q", c.u.file, c.u.of, got)
		}
		for _, part := range c.says {
			if !strings.Contains(got, part) {
				t.Errorf("%s importing %s: verdict %q does not name %q", c.u.file, c.u.of, got, part)
			}
		}
	}
}

func TestTheJudgeCanRefuseFolders(t *testing.T) {
	p := readPlan(t)
	for _, c := range []struct {
		folder string
		hasGo  bool
		good   bool
	}{
		{"registry/seal", true, true}, {"registry", true, true}, {"cmd", false, true}, {"tui/guide/picture", true, true},
		{"registry/helpers", true, false}, {"registry/helpers", false, false}, {"util", true, false},
		{"cmd/tool", true, false}, {"cmd", true, false}, {"registry/seal/internal", true, false},
	} {
		if got := p.judgeFolder(c.folder, c.hasGo); (got == "") != c.good || !c.good && !strings.Contains(got, c.folder) {
			t.Errorf("folder %s: verdict %q", c.folder, got)
		}
	}
	for name, good := range map[string]bool{"go.mod": true, "LICENSE": true, ".ci": true, "tui": true, "docs": false, "Makefile": false, "main.go": false, "internal": false} {
		if got := p.judgeTop(name); (got == "") != good {
			t.Errorf("top level %s: verdict %q", name, got)
		}
	}
}

// TestTheReaderSeesEverything: the reader finds imports, calls and folders in
// a tree made for it.
func TestTheReaderSeesEverything(t *testing.T) {
	uses, folders := readTree(t, memory{
		"a/x.go":             "package a\nimport (\n\tclock \"time\"\n\t_ \"net/http\"\n)\nvar now = clock.Now\n",
		"a/x_windows.go":     "package a\nimport \"golang.org/x/sys/windows\"\n",
		"a/x_test.go":        "package a_test\nimport \"passdesk/a\"\n",
		"a/generate.go":      "//go:build ignore\n\npackage main\nimport \"os\"\n",
		"a/testdata/bad.go":  "package bad\nimport \"nowhere\"\n",
		"b/c/notes.txt":      "no Go here",
		".git/hooks/hook.go": "package hook\nimport \"nowhere\"\n",
	}.fs(t))
	want := []use{{"a/x.go", "net/http"}, {"a/x.go", "time"}, {"a/x.go", "time.Now"}, {"a/x_test.go", "passdesk/a"}, {"a/x_windows.go", "golang.org/x/sys/windows"}}
	slices.SortFunc(uses, func(a, b use) int { return strings.Compare(a.file+" "+a.of, b.file+" "+b.of) })
	if !slices.Equal(uses, want) {
		t.Errorf("uses = %v, want %v", uses, want)
	}
	if got, want := fmt.Sprint(folders), fmt.Sprint(map[string]bool{"a": true, "b": false, "b/c": false}); got != want {
		t.Errorf("folders = %v, want %v", got, want)
	}
}

// memory is a small tree: path → contents.
type memory map[string]string

func (m memory) fs(t *testing.T) fs.FS {
	dir := t.TempDir()
	for name, text := range m {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return os.DirFS(dir)
}

// use says that a file imports a package, or calls time.Now.
type use struct{ file, of string }

func (u use) room() string { return path.Dir(u.file) }
func (u use) test() bool   { return strings.HasSuffix(u.file, "_test.go") }

// readTree returns the uses of every Go file, whatever system it is for, and
// every folder with whether it holds Go files. testdata and dot-folders are
// nobody's business, nor are programs that are run by hand (//go:build ignore).
func readTree(t *testing.T, tree fs.FS) (uses []use, folders map[string]bool) {
	t.Helper()
	folders = map[string]bool{}
	err := fs.WalkDir(tree, ".", func(at string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && at != "." && (e.Name() == "testdata" || e.Name()[0] == '.' || at == "dist"):
			return fs.SkipDir
		case e.IsDir() && at != ".":
			folders[at] = false
		case strings.HasSuffix(at, ".go"):
			found, err := readFile(tree, at)
			if err != nil {
				return err
			}
			folders[path.Dir(at)] = true
			uses = append(uses, found...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return uses, folders
}

func readFile(tree fs.FS, at string) ([]use, error) {
	src, err := fs.ReadFile(tree, at)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(src), "//go:build ignore\n") {
		return nil, nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), at, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var uses []use
	clock := ""
	for _, i := range file.Imports {
		of, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		uses = append(uses, use{at, of})
		if of == "time" {
			clock = "time"
			if i.Name != nil {
				clock = i.Name.Name
			}
		}
	}
	if clock != "" && readsClock(file, clock) {
		uses = append(uses, use{at, "time.Now"})
	}
	return uses, nil
}

// readsClock finds time.Now and its kin under whatever name time has.
func readsClock(file *ast.File, clock string) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		found = found || ok && x.Name == clock && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name)
		return true
	})
	return found
}

// gitIgnored reads the plain patterns of .gitignore: what a build leaves at
// the top level is not part of the house.
func gitIgnored(t *testing.T) func(name string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(treeRoot, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	return func(name string) bool {
		for line := range strings.Lines(string(text)) {
			pattern := strings.Trim(strings.TrimSpace(line), "/")
			if ok, err := path.Match(pattern, name); ok && err == nil {
				return true
			}
		}
		return false
	}
}
