package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leak says that the exported declaration of a file shows a type of a foreign
// package: in a parameter, a result, an exported field or method, an alias.
type leak struct{ file, declaration, of string }

// judgeLeak returns "" unless the package has exactly one room as its home:
// rooms that share a library may show it to one another.
func (p *plan) judgeLeak(l leak) string {
	library, h, found := p.home(l.of)
	if !found || len(h.places) != 1 {
		return ""
	}
	return fmt.Sprintf("%s: %s shows a type of %s to other rooms, but it stays at home in %s", l.file, l.declaration, library, h)
}

func readLeaks(t *testing.T, tree fs.FS) (leaks []leak) {
	t.Helper()
	_, folders := readTree(t, tree)
	for folder, hasGo := range folders {
		files, err := fs.Glob(tree, folder+"/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range files {
			if !hasGo || strings.HasSuffix(at, "_test.go") {
				continue
			}
			src, err := fs.ReadFile(tree, at)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), at, src, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			leaks = append(leaks, leaksOf(at, file)...)
		}
	}
	return leaks
}

func leaksOf(at string, file *ast.File) (leaks []leak) {
	foreign := foreignNames(file)
	for _, d := range file.Decls {
		name, shown := face(d)
		for _, part := range shown {
			ast.Inspect(part, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := s.X.(*ast.Ident); ok && foreign[x.Name] != "" {
					leaks = append(leaks, leak{at, name, foreign[x.Name]})
				}
				return true
			})
		}
	}
	return leaks
}

var version = regexp.MustCompile(`^v[0-9]+$`)

// foreignNames maps the name under which a file knows a foreign package to its
// path. Without a name of its own the last element counts, less "go-".
func foreignNames(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, i := range file.Imports {
		of, err := strconv.Unquote(i.Path.Value)
		if err != nil || isStandard(of) || within(of, module) {
			continue
		}
		short := path.Base(of)
		if version.MatchString(short) {
			short = path.Base(path.Dir(of))
		}
		if short = strings.TrimPrefix(short, "go-"); i.Name != nil {
			short = i.Name.Name
		}
		names[short] = of
	}
	return names
}

// face is the part of a declaration that other rooms can see.
func face(d ast.Decl) (name string, shown []ast.Node) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || receiverExported(d.Recv)) {
			return d.Name.Name, []ast.Node{d.Type}
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					name, shown = s.Name.Name, append(shown, typeFace(s.Type)...)
				}
			case *ast.ValueSpec:
				if s.Type != nil && slices.ContainsFunc(s.Names, (*ast.Ident).IsExported) {
					name, shown = s.Names[0].Name, append(shown, s.Type)
				}
			}
		}
	}
	return name, shown
}

// typeFace leaves out the private fields of a struct.
func typeFace(of ast.Expr) (shown []ast.Node) {
	fields, ok := of.(*ast.StructType)
	if !ok {
		return []ast.Node{of}
	}
	for _, f := range fields.Fields.List {
		if len(f.Names) == 0 || slices.ContainsFunc(f.Names, (*ast.Ident).IsExported) {
			shown = append(shown, f.Type)
		}
	}
	return shown
}

func receiverExported(recv *ast.FieldList) bool {
	exported := false
	ast.Inspect(recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.IsExported() {
			exported = true
		}
		return true
	})
	return exported
}

func TestTheLeakFinderFinds(t *testing.T) {
	p := readPlan(t)
	tree := memory{
		"registry/name/x.go": "package name\nimport \"github.com/mozillazg/go-pinyin\"\n" +
			"func Args() pinyin.Args { return pinyin.Args{} }\nfunc args() pinyin.Args { return pinyin.Args{} }\n" +
			"type Keys struct { a pinyin.Args; B []pinyin.Args }\ntype Private struct { a pinyin.Args }\ntype private struct { A pinyin.Args }\n" +
			"func (private) Args() pinyin.Args { return pinyin.Args{} }\nfunc (*Private) Take(func(pinyin.Args)) {}\nvar One *pinyin.Args\ntype Same = pinyin.Args\n",
		"tui/widget/x.go": "package widget\nimport tea \"charm.land/bubbletea/v2\"\nfunc Key(tea.KeyMsg) {}\n",
	}.fs(t)
	var got []string
	for _, l := range readLeaks(t, tree) {
		if wrong := p.judgeLeak(l); wrong != "" {
			got = append(got, l.declaration)
			if !strings.Contains(wrong, "registry/name") || !strings.Contains(wrong, "go-pinyin") {
				t.Errorf("the verdict does not name both ends: %s", wrong)
			}
		}
	}
	if want := []string{"Args", "Keys", "Take", "One", "Same"}; !slices.Equal(got, want) {
		t.Errorf("leaks found in %v, want %v", got, want)
	}
}
