package main

import (
	"fmt"
	"strings"
	"testing"
)

// The register, exported and given back, is a list like any other: its columns say who is
// meant, its last rows nobody. As JSON lines it is told for what it is.
func TestTheOwnExportIsAListLikeAnyOther(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, `{"ref":"a","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"building":"1幢","address":"101","declared":true}
{"ref":"b","name":"样例母","document":{"type":"RIC18","number":"330203198706069345"},"declared":true}
{"ref":"c","name":"样例子","guardian":{"relation":"father","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"}},"birth":"2014-04-01","sex":"F","declared":true}
`, "issue")
	for _, format := range []string{"xlsx", "csv"} {
		file := p.file("register." + format)
		p.expect(exitDone, "", "export", format, "--out", file)
		for verb, want := range map[string]string{
			"recall":    "skipped match 样例父 match 样例母 match 样例子",
			"residents": "skipped match 样例父 match 样例母 match 样例子",
		} {
			args := []string{verb, "import", file, "--dry-run"}
			if verb == "recall" {
				args = append(args, "--source", "样例疾控")
			}
			s := p.run("", args...)
			var got []string
			for _, l := range s.lines(t) {
				if got = append(got, fmt.Sprint(l["result"])); l["name"] != nil {
					got = append(got, fmt.Sprint(l["name"]))
				}
			}
			all := strings.Join(got, " ")
			if rest, ok := strings.CutPrefix(all, want); !ok || strings.Trim(strings.ReplaceAll(rest, "skipped", ""), " ") != "" {
				t.Errorf("%s %s: %s\n%s", verb, format, all, s.out)
			}
			if strings.Contains(s.out, `"listed"`) != (verb == "recall") || strings.Contains(s.err, "合计写着") {
				t.Errorf("%s %s: %s%s", verb, format, s.out, s.err)
			}
		}
	}
	file := p.file("register.jsonl")
	p.expect(exitDone, "", "export", "jsonl", "--out", file)
	for _, verb := range []string{"recall", "residents"} {
		if s := p.run("", verb, "import", file, "--dry-run"); s.code != exitUsage || !strings.Contains(s.err, "这是发证台导出的登记册") || s.out != "" {
			t.Errorf("%s: %d\n%s%s", verb, s.code, s.out, s.err)
		}
	}
}
