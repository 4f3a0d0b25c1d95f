package main

import (
	"os"
	"strings"
	"testing"

	"passdesk/registry"
)

const lineForeigner = `{"name":"SAMPLE TESTPERSON","document":{"type":"PASSPORT_FOREIGN","number":"912345678","state":"USA"},"birth":"1980-02-03","sex":"F","declared":true}` + "\n"

// TestDirectoryByScript: a directory is loaded whole or not at all; whom the desk
// sends on is then told where to go.
func TestDirectoryByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	if s := p.expect(exitDone, "", "directory", "list"); s.out != "" || !strings.Contains(s.err, "directory import") {
		t.Errorf("with no directory: %s%s", s.out, s.err)
	}
	where := func() any {
		return p.expect(exitDone, lineForeigner, "issue", "--dry-run").lines(t)[0]["where"]
	}
	if got := where(); got != nil {
		t.Errorf("with no directory: %v", got)
	}
	table := p.write("directory.csv", "\ufeff类型,名称,行政区划,地址,电话,时间,站点代码,备注\r\n派出所,样例派出所,鄞州区,样例路 1 号,0574-00000000,8:30-17:00,,x\r\n派出所,样例派出所,330212,样例路 1 号,0574-00000000,8:30-17:00,,y\r\n社区,样例社区,330212,样例路 2 号,,,131,\r\n")
	s := p.expect(exitDone, "", "directory", "import", table, "--dry-run")
	l := s.lines(t)
	if len(l) != 3 || l[0]["row"] != 2.0 || l[0]["result"] != "ok" || l[0]["division"] != "330212" || l[1]["result"] != "duplicate" || l[1]["of"] != 2.0 || l[2]["station"] != "131" {
		t.Errorf("dry run: %v", l)
	}
	if !strings.Contains(s.err, "备注") {
		t.Errorf("a column that is not used is not named: %s", s.err)
	}
	if got := where(); got != nil {
		t.Errorf("a dry run loaded the directory: %v", got)
	}
	p.expect(exitDone, "", "directory", "import", table)
	if got, ok := where().([]any); !ok || len(got) != 1 || got[0].(map[string]any)["phone"] != "0574-00000000" {
		t.Errorf("sent to %v", got)
	}
	bad := p.write("bad.csv", "kind,name,division,phone\npolice,样例所,330212,1\nbank,样例所,330212,1\npolice,样例所,330212,5.74E+11\npolice,样例所,,1\n\"police,样例所,330212,1\n")
	s = p.expect(exitFailed, "", "directory", "import", bad)
	twoLanguages(t, s.err)
	for i, want := range []string{"", "类型", "电话", "地方", "引号"} {
		l := s.lines(t)[i]
		note, _ := l["note"].(map[string]any)
		if l["row"] != float64(i+2) || want == "" && l["result"] != "ok" || want != "" && (l["result"] != "invalid" || !strings.Contains(note["zh"].(string), want)) {
			t.Errorf("line %d: %v, want %q", i+2, l, want)
		}
	}
	if l := p.expect(exitDone, "", "directory", "list").lines(t); len(l) != 2 || l[0]["name"] != "样例派出所" {
		t.Errorf("the directory before does not stand: %v", l)
	}
	other, err := registry.NewNumber("12", 131, 1, 7, 42)
	p.must(err)
	if s := p.run("", "show", other.String()); s.code != exitFailed || !strings.Contains(s.err, "样例路 2 号") {
		t.Errorf("another station's pass: exit %d, %s", s.code, s.err)
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; len(l["faults"].([]any)) > 0 {
		t.Errorf("verify: %v", l)
	}
}

func TestFilesThatAreNoDirectory(t *testing.T) {
	p := newPlace(t)
	p.init()
	for name, text := range map[string]string{"head.csv": "a,b,c\n1,2,3\n", "empty.csv": "\n", "book.xlsx": "PK\x03\x04", "head only.csv": "kind,name,division\n"} {
		twoLanguages(t, p.expect(exitUsage, "", "directory", "import", p.write(name, text)).err)
	}
	p.expect(exitUsage, "", "directory", "import", p.file("none.csv"))
	p.must(os.Mkdir(p.file("folder"), 0o700))
	if s := p.run("", "directory", "import", p.file("folder")); s.code == exitDone {
		t.Error("a folder is no directory")
	}
}
