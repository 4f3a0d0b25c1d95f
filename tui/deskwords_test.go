package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// verbLike is how a command line looks in a sentence.
var verbLike = regexp.MustCompile(`(^|[^-])--[a-z]|命令：? ?[a-z]|\bcommand:? (print|watch|recall|cancel|reprint)\b|watch (answer|lift|import)|\b(queue|bundle) list\b|print outcome|settings set|recall (编号|NUMBER)|enrol (request|accept)|脚本用|a script has`)

// outside are works that are done with the desk closed: a restore, a recovery, an enrolment,
// a copy that a script names. Their sentences keep the command, since there is no key.
var outside = regexp.MustCompile(`restore|恢复备份|--recovery|enrol|--root|--from|bundle create|--the-date-is|--copy|--old|--again|--by police|queue settle|appeal decide|epoch new|passdesk |ledger enter|anew|issue --help`)

// The desk says the key or the screen where a script has a command: its own texts, and
// those of the rules and the station as the desk words them.
func TestTheDeskSpeaksNoCommandLine(t *testing.T) {
	for _, folder := range []string{".", "../registry/station", "../registry/scheme", "../export/list"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal(folder, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "deskwords.go") {
				continue
			}
			for _, text := range literals(t, name) {
				if said := narrow(text); strings.ContainsAny(text, " ，。") && verbLike.MatchString(said) && !outside.MatchString(said) {
					t.Errorf("%s: %q", name, said)
				}
			}
		}
	}
	screens, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(screens) == 0 {
		t.Fatal(err)
	}
	for _, name := range screens {
		shown, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(shown), "\n") {
			if verbLike.MatchString(line) && !outside.MatchString(line) {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

// literals are the strings of a file.
func literals(t *testing.T, name string) (all []string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if text, ok := literal(e); ok {
				all = append(all, text)
			}
		}
		return true
	})
	return all
}
