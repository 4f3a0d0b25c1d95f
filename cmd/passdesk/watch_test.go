package main

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestTheListedPersonComesTomorrow: a list as an office saves it (GB18030, a Chinese
// head) is loaded today; the listed person comes tomorrow and is refused with the
// scheme's sentence and the list's name; the entry is lifted, and the pass issued.
func TestTheListedPersonComesTomorrow(t *testing.T) {
	p := newPlace(t)
	p.init()
	table, err := simplifiedchinese.GB18030.NewEncoder().String("序号,姓名,身份证号码,人员类别,末次接触日期,备注\r\n" +
		"1,样例父,330212198505059315,密切接触者,2020/3/8,x\r\n2,样例母,3302031987********,密切接触者,,\r\n3,样例丙,3.30212E+17,密切接触者,,\r\n4,样例丁,,密切接触者,,\r\n5,样例父,330212850505931,密接,2020.3.8,\r\n")
	p.must(err)
	file := p.write("list.csv", table)
	s := p.expect(exitPart, "", "watch", "import", file, "--source", "样例疾控", "--dry-run")
	if len(s.lines(t)) != 6 || strings.Contains(s.out, "entry") || p.expect(exitDone, "", "watch", "list").out != "" {
		t.Fatalf("a dry run: %s", s.out)
	}
	s = p.expect(exitPart, "", "watch", "import", file, "--source", "样例疾控")
	l := s.lines(t)
	want := []string{"skipped", "none", "none", "damaged", "ask", "duplicate"}
	for n, result := range want {
		if l[n]["row"] != float64(n+1) || l[n]["result"] != result {
			t.Errorf("row %v: %v, want %s", l[n]["row"], l[n], result)
		}
	}
	if l[1]["norm"] != "330212198505059315" || l[1]["entry"] != 1.0 || l[5]["of"] != 2.0 || l[6]["listed"] != 4.0 || l[6]["left"] != 0.0 || l[6]["named"] != 2.0 || !strings.Contains(s.err, "只按姓名列入") || !strings.Contains(s.err, "序号") {
		t.Errorf("%v\n%s", l, s.err)
	}
	again := p.expect(exitPart, "", "watch", "import", file, "--source", "样例疾控").lines(t)
	if again[1]["result"] != "none" || again[6]["event"] != nil || again[6]["before"] == nil {
		t.Errorf("the same file: %v", again)
	}

	p.now = p.now.Add(24 * time.Hour)
	for _, verb := range [][]string{{"issue", "--dry-run"}, {"issue"}} {
		v := p.expect(exitDone, lineFather, verb...).lines(t)[0]
		on, ok := v["watch"].([]any)
		if v["outcome"] != "REFUSE+ISOLATE14" || v["cite"] == "" || !ok || len(on) != 1 {
			t.Fatalf("%v: %v", verb, v)
		}
		says := on[0].(map[string]any)
		if says["source"] != "样例疾控" || says["listed"] != "2020-03-10" || says["match"] != "number" || !strings.Contains(v["reason"].(map[string]any)["zh"].(string), "样例疾控") {
			t.Errorf("%v: %v", verb, v)
		}
	}
	v := p.expect(exitDone, lineMother, "issue").lines(t)[0]
	if v["outcome"] != "ASK_SUPERVISOR" || v["rule"] != "watch_match" {
		t.Errorf("a masked number: %v", v)
	}
	masked := p.expect(exitDone, "", "watch", "list", "--person", "样例父").lines(t)
	if len(masked) != 1 || masked[0]["state"] != "stands" || strings.Contains(masked[0]["number"].(string), "19850505") || masked[0]["name"] == "样例父" {
		t.Errorf("the list: %v", masked)
	}
	p.expect(exitFailed, "", "watch", "lift", "9", "--reason", "样例")
	p.expect(exitUsage, "", "watch", "lift", "1")
	p.expect(exitDone, "", "watch", "lift", "1", "--reason", "样例疾控撤回")
	anew := strings.Replace(lineFather, "r-father", "r-father-again", 1) // the same ref is answered as before
	if v := p.expect(exitDone, anew, "issue").lines(t)[0]; v["outcome"] != "ISSUE" || v["watch"] != nil {
		t.Errorf("after the lift: %v", v)
	}
	p.expect(exitDone, "", "verify")
}

// TestAListOfHoldersOrdersRecalls: whose number stands on the list without doubt is
// ordered back with it; a reprint for a listed holder is not made.
func TestAListOfHoldersOrdersRecalls(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother+lineSon, "issue").lines(t)
	father, mother, son := l[0]["number"].(string), l[1]["number"].(string), l[2]["number"].(string)
	p.expect(exitDone, "", "print", "passes", "--unprinted", "--out", p.file("out.pdf"))
	p.expect(exitDone, "", "sign", father, mother)
	file := p.write("list.jsonl", `{"number":"330212198505059315","name":"样例父","reason":"symptoms"}`+"\n"+`{"number":"330203********9345","name":"样例母","reason":"symptoms","date":"2020-03-09"}`+"\n")
	got := p.expect(exitDone, "", "watch", "import", file, "--source", "样例疾控", "--recall").lines(t)
	if got[0]["result"] != "match" || got[0]["recalled"] != true || got[0]["numbers"].([]any)[0] != father || got[0]["related"].([]any)[0] != son ||
		got[1]["result"] != "match_masked" || got[1]["recalled"] != nil || got[2]["recalled"] != 1.0 {
		t.Errorf("%v", got)
	}
	if s := p.expect(exitDone, "", "show", father).lines(t)[0]; s["status"] != "recalled" {
		t.Errorf("%v", s["status"])
	}
	exact := p.write("exact.jsonl", `{"number":"330203198706069345","reason":"close_contact"}`+"\n")
	p.expect(exitDone, "", "watch", "import", exact, "--source", "样例街道")
	if s := p.expect(exitFailed, "", "reprint", mother, "--reason", "样例"); !strings.Contains(s.out+s.err, "样例街道") {
		t.Errorf("a reprint for a listed holder: %s%s", s.out, s.err)
	}
	p.expect(exitUsage, "", "watch", "import", p.write("none.csv", "序号,备注\n1,x\n"), "--source", "样例")
	p.expect(exitPart, "", "watch", "import", p.write("nosource.csv", "身份证号,原因\n330203198706069345,症状\n"))
	p.expect(exitDone, "", "verify")
}
