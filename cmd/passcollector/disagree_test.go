package main

import (
	"os"
	"strings"
	"testing"
)

// TestWhatHasToBeLookedAtAsksForNoPass: a reason that no rule knows, and two rows of one list
// that do not agree. The people are listed, the rows say so, and no desk is asked for a pass,
// neither now nor for one that is given later; a list that is put right asks.
func TestWhatHasToBeLookedAtAsksForNoPass(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.must(os.Mkdir(p.file("stick"), 0o700))
	const third, fourth = "330204195001019017", "110101195001010017"
	sent := func(lines string) {
		p.at("first", lines, "issue")
		p.at("first", "", "bundle", "create", "--out", p.file("stick"))
		p.run(exitDone, "ingest", p.file("stick"))
	}
	sent(application("1", "样例父", father) + application("2", "样例母", mother))
	imports := func(code int, rows string, more ...string) []map[string]any {
		t.Helper()
		p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因,颜色\n"+rows), 0o600))
		return p.run(code, append([]string{"recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控"}, more...)...).lines(t)[1:]
	}
	demand := func(what string, lines []map[string]any, want ...string) {
		t.Helper()
		for i, w := range want {
			result, says, _ := strings.Cut(w, " ")
			l := lines[i]
			if note := l["note"].(map[string]any); l["result"] != result || !strings.Contains(note["zh"].(string)+note["en"].(string), says) {
				t.Errorf("%s: row %v is %v, want %s", what, l["row"], l, w)
			}
		}
	}
	tasks := func(want int) {
		t.Helper()
		if all := p.run(exitDone, "tasks").lines(t); len(all) != want {
			t.Errorf("%d tasks, want %d: %v", len(all), want, all)
		}
	}
	unknown := "样例父," + father + ",武汉返甬,\n"
	demand("an unknown reason", imports(exitDone, unknown), "ask It means this pass, which is not recalled")
	tasks(0)
	filler := strings.Repeat("合计,,,\n", peopleAtOnce) // the two rows are kept apart
	beside := imports(exitDone, "样例母,"+mother+",,红\n"+filler+"样例母,"+mother+",,绿\n")
	demand("red beside green", []map[string]any{beside[0], beside[len(beside)-1]}, "ask calls the same person green", "ask row 2 lists the same person")
	if beside[0]["list"] != "listed" || beside[len(beside)-1]["list"] != nil || len(beside[0]["numbers"].([]any)) != 1 {
		t.Errorf("red is listed and names the pass, green is not: %v", beside)
	}
	tasks(0)
	demand("listed beside released", imports(exitPart, "样例甲,"+third+",密接,\n样例甲,"+third+",已解除,\n"), "none row 3 says of the same person", "ask row 2 lists")
	demand("an unknown reason, and no pass yet", imports(exitDone, "样例乙,"+fourth+",武汉返甬,\n"), "none no rule knows")
	sent(application("3", "样例甲", third) + application("4", "样例乙", fourth))
	tasks(0)
	demand("a ground for all", imports(exitDone, unknown, "--reason", "close_contact"), "match the ground said for the whole list counts")
	tasks(1)
	demand("red alone", imports(exitDone, "样例母,"+mother+",,红\n样例甲,"+third+",密接,\n"), "match ", "match ")
	tasks(3)
}
