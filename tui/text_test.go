package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passdesk/tui/guide"
	"passdesk/tui/widget"
)

// Signs that are one cell on some terminals and two on others stand in no label
// (facts.md, "Terminal"); those of sentences from outside go through narrow.
func TestLabelsHaveOneWidth(t *testing.T) {
	n := 0
	look := func(node ast.Node) bool {
		lit, ok := node.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if i := strings.IndexAny(s, "“”‘’—–…·℃°→①②×≥≤■●"); i >= 0 {
			t.Errorf("%q", s)
		}
		return true
	}
	files, err := filepath.Glob("text*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, look)
	}
	if n < 400 {
		t.Errorf("only %d texts were looked at", n)
	}
}

func TestNarrow(t *testing.T) {
	if got, want := narrow("“绿码”…37.3℃→发热"), "\"绿码\"...37.3度->发热"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Every key that the guide names is a key of the desk.
func TestGuideNamesRealKeys(t *testing.T) {
	known := map[string]bool{}
	for _, b := range append(slices.Clone(everyKey), keyRepeat, keyQuit) {
		for _, n := range b.Names {
			known[widget.KeyLabel(n, widget.EN)] = true
		}
	}
	for _, english := range []bool{false, true} {
		for _, word := range strings.FieldsFunc(guide.Text(english), func(r rune) bool {
			return r > 0x7f || strings.ContainsRune(" .,;:()\n\"", r)
		}) {
			isKey := strings.HasPrefix(word, "Ctrl+") || len(word) == 2 && word[0] == 'F' && word[1] >= '0' && word[1] <= '9'
			if isKey && !known[word] {
				t.Errorf("the guide names %q", word)
			}
		}
	}
}
