package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"testing"
)

// everyScreen is one of each screen, for the tests that go over all of them.
var everyScreen = []screen{
	&home{}, &setupScreen{}, &unlockScreen{}, &factsScreen{}, &registerScreen{}, &detailScreen{}, &correctScreen{},
	&queueScreen{}, &caseScreen{}, &ledgerScreen{}, &ledgerPageScreen{}, &sheetsScreen{}, &jobScreen{}, &cardSheet{},
	&calibrateScreen{}, &closingScreen{}, &operatorsScreen{}, &settingsScreen{}, &errandScreen{}, &recallsScreen{}, &appealsScreen{}, &recallImport{}, &dynamicScreen{}, &unlistedScreen{}, &exchangeScreen{},
	&householdScreen{}, &residentsScreen{}, &doorsScreen{}, &residentImport{}, &paletteScreen{}, &helpScreen{},
}

// Whoever writes a screen enters it in everyScreen: a screen is a type with
// actions for the palette.
func TestEveryScreenIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, s := range everyScreen {
		listed[reflect.TypeOf(s).Elem().Name()] = true
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if name := screenOf(decl); name != "" && !listed[name] {
				t.Errorf("%s is a screen and not in everyScreen", name)
			}
		}
	}
}

// screenOf is the type whose actions for the palette these are.
func screenOf(decl ast.Decl) string {
	f, ok := decl.(*ast.FuncDecl)
	if !ok || f.Recv == nil || f.Name.Name != "actions" {
		return ""
	}
	star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return ""
	}
	return star.X.(*ast.Ident).Name
}
