package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestFromTheDeskToTheCityAndBack: two real stations, sticks, receipts, a duplicate,
// a recall: every verb of both programs on one way.
func TestFromTheDeskToTheCityAndBack(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	p.must(os.Mkdir(p.file("stick"), 0o700))
	p.at("first", application("1", "样例父", father), "issue")
	p.at("second", application("1", "样例母", mother)+application("2", "样例父", father), "issue")
	for _, s := range []string{"second", "first"} {
		p.at(s, "", "bundle", "create", "--out", p.file("stick"))
	}
	for range 2 { // the same stick twice
		for _, l := range p.run(exitDone, "ingest", p.file("stick")).lines(t) {
			if l["result"] != "taken" || l["held"].(float64) != 0 || l["aside"].(float64) != 0 {
				t.Fatalf("%v", l)
			}
		}
	}
	tasks := p.run(exitDone, "tasks").lines(t)
	if len(tasks) != 1 || tasks[0]["kind"] != "duplicate" || tasks[0]["station"].(float64) != 132 {
		t.Fatalf("tasks %v", tasks)
	}
	if made := p.run(exitDone, "receipts", "--out", p.file("stick")).lines(t); len(made) != 2 {
		t.Fatalf("receipts %v", made)
	}
	if taken := p.at("second", "", "sync", p.file("stick")); !strings.Contains(taken, `"kind":"receipt","result":"taken"`) || !strings.Contains(taken, tasks[0]["id"].(string)) {
		t.Errorf("the second desk took %s", taken)
	}
	if taken := p.at("first", "", "sync", p.file("stick")); strings.Contains(taken, `"kind":"task"`) {
		t.Errorf("the first desk took %s", taken)
	}
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例母,"+mother+",密切接触者\n样例无,330204195001019017,密切接触者\n"), 0o600))
	var number string
	for l := range strings.Lines(p.at("first", "", "find", father)) {
		var found struct{ Number string }
		p.must(json.Unmarshal([]byte(l), &found))
		number = found.Number
	}
	p.must(os.WriteFile(p.file("papers.csv"), []byte("证件编号,原因,列入日期\n"+number+",密接,\n"+number[:13]+string('0'+(number[13]-'0'+1)%10)+",密接,\n12139990000149,密接,\n"), 0o600))
	papers := p.run(exitPart, "recalls", "import", p.file("papers.csv"), "--scheme", "ningbo", "--source", "样例疾控").lines(t)
	if papers[1]["result"] != "match" || papers[1]["numbers"].([]any)[0] != number || !strings.Contains(papers[1]["note"].(map[string]any)["en"].(string), "its holder is meant") || papers[2]["result"] != "ask" || papers[3]["result"] != "ask" {
		t.Errorf("a list of pass numbers: %v", papers)
	}
	asked := p.run(exitDone, "tasks").lines(t)
	if !slices.ContainsFunc(asked, func(l map[string]any) bool { return l["number"] == number && l["kind"] == "recall" }) {
		t.Errorf("a list of pass numbers asks %v", asked)
	}
	listed := p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	if !strings.Contains(listed.out, `"result":"match"`) || !strings.Contains(listed.out, `"result":"none"`) {
		t.Errorf("%s", listed.out)
	}
	for range 2 { // what the stations wrote of it goes up
		p.at("second", "", "sync", p.file("stick"))
		p.run(exitDone, "ingest", p.file("stick"))
	}
	if v := p.run(exitDone, "verify").lines(t)[0]; v["stations"].(float64) != 2 || v["passes"].(float64) != 3 {
		t.Errorf("%v", v)
	}
	if s := p.run(exitDone, "stats").lines(t)[0]; len(s["stations"].([]any)) != 2 || len(s["forks"].([]any)) != 0 {
		t.Errorf("%v", s)
	}
}

// TestAListInOrdinaryWords: whoever is on the list stays on it, whatever it calls the
// reason, as at a station.
func TestAListInOrdinaryWords(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因,列入日期\n样例父,"+father+",武汉返甬,\n样例母,"+mother+",同上,\n样例甲,330204195001019017,,2999-01-01\n"+
		"样例甲,330204195001019017,发烧咳嗽,\n样例乙,110101195001010017,密切接触者,\n样例丙,,密切接触者,\n样例丁,1234,密接,\n样例父,"+father+",已解除,\n样例母,"+mother+",不是密接,\n样例甲,330204195001019017,武汉返甬,2月20日\n合计,5人,,\n"), 0o600))
	said := p.run(exitPart, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	var results []string
	for _, l := range said.lines(t) {
		results = append(results, l["result"].(string))
	}
	if got := strings.Join(results, " "); got != "skipped none none none none none ask invalid ask ask none skipped" {
		t.Errorf("the rows came to %s\n%s", got, said.out)
	}
	for line, want := range map[int]string{1: "“武汉返甬”", 2: "“武汉返甬”", 3: "没有写原因", 4: "“发烧咳嗽”"} {
		if l := said.lines(t)[line]; !strings.Contains(l["note"].(map[string]any)["zh"].(string), want) {
			t.Errorf("row %v says %v, not %s", l["row"], l["note"], want)
		}
	}
	if !strings.Contains(said.err, "列入 8 行") || !strings.Contains(said.err, "not listed (each says why): 2;") || !strings.Contains(said.err, "只按姓名列入") || strings.Contains(said.err, "样例") {
		t.Errorf("at the end: %s", said.err)
	}
	var n [5]int
	sums := regexp.MustCompile(`列入 (\d+) 行.*其中 (\d+) 行.*，(\d+) 行要人核对，(\d+) 行只按姓名.*，(\d+) 行的人还没有证`).FindStringSubmatch(said.err)
	for i := range min(len(n), len(sums)) {
		n[i], _ = strconv.Atoi(sums[min(i+1, len(sums)-1)])
	}
	if n[0] == 0 || n[0] != n[1]+n[2]+n[3]+n[4] || n[3] != 1 {
		t.Errorf("the sums are %v: %s", n, said.err)
	}
	p.run(exitUsage, "recalls", "import", p.file("list.csv"), "--scheme", "nowhere", "--source", "样例疾控")
	p.run(exitUsage, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", " ")
}

// TestAColourThatNobodyKnowsAsksForNoPass: 待转绿 may say that all is well soon, and 已转绿
// that it is; of neither a desk is told to fetch a pass.
func TestAColourThatNobodyKnowsAsksForNoPass(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,颜色\n样例父,"+father+",已转绿\n样例母,"+mother+",待转绿\n样例甲,330204195001019017,红\n"), 0o600))
	said := p.run(exitPart, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
	var results []string
	for _, l := range said.lines(t) {
		results = append(results, l["result"].(string))
	}
	if got := strings.Join(results, " "); got != "skipped no_recall ask none" {
		t.Errorf("the rows came to %s\n%s", got, said.out)
	}
}

// TestAListOfSeveralSources: what a station's own list holds is read here too, also as JSON
// lines; a row that says its source is that source's word, and is lifted by it alone.
func TestAListOfSeveralSources(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	one := `{"number":"` + father + `","name":"样例父","reason":"密接","source":"样例卫健","phone":"13800000000","address":"样例路 1 号","sex":"男","remark":"样例"}` + "\n"
	two := `{"number":"` + mother + `","name":"样例母","reason":"密接"}` + "\n"
	file := func(text string) string {
		p.must(os.WriteFile(p.file("list.jsonl"), []byte(text), 0o600))
		return p.file("list.jsonl")
	}
	results := func(verb, text string) string {
		t.Helper()
		var got []string
		for _, l := range p.run(exitDone, "recalls", verb, file(text), "--scheme", "ningbo", "--source", "样例疾控").lines(t) {
			got = append(got, l["result"].(string))
		}
		return strings.Join(got, " ")
	}
	if got := results("import", one+two); got != "none none" {
		t.Errorf("the rows came to %s", got)
	}
	if got := results("lift", strings.Replace(one, `"source":"样例卫健",`, "", 1)+two); got != "none lifted" {
		t.Errorf("another source lifted %s", got)
	}
	if got := results("lift", one); got != "lifted" {
		t.Errorf("its own source: %s", got)
	}
	p.run(exitPart, "recalls", "import", file(one+`{"number":"`+mother+`","nmae":"样例母","reason":"密接"}`+"\n"), "--scheme", "ningbo", "--source", "样例疾控")
}

// TestEveryRowOfAListIsAnsweredOnce: what stands twice in the file, what the list had
// before, and what is new are told apart.
func TestEveryRowOfAListIsAnsweredOnce(t *testing.T) {
	p := newPlace(t)
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	took := func(rows, want string) said {
		t.Helper()
		p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因,列入日期\n"+rows), 0o600))
		said := p.run(exitDone, "recalls", "import", p.file("list.csv"), "--scheme", "ningbo", "--source", "样例疾控")
		var got []string
		for _, l := range said.lines(t) {
			got = append(got, fmt.Sprintf("%v%v%v%v", l["row"], l["result"], l["of"], l["list"]))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("got  %s\nwant %s", g, want)
		}
		return said
	}
	one, two := "样例父,"+father+",密接,2020-03-01\n", "样例母,"+mother+",密接,2020-03-01\n"
	took(one+two+one, "1skipped<nil><nil> 2none<nil>listed 3none<nil>listed 4duplicate2<nil>")
	said := took(two+"样例母,"+mother+",发热,2020-03-02\n", "1skipped<nil><nil> 2none<nil><nil> 3none<nil>listed")
	if note := said.lines(t)[1]["note"].(map[string]any); note["zh"] != "名单上已有" && !strings.HasPrefix(note["zh"].(string), "名单上已有；") {
		t.Errorf("what the list had: %v", note)
	}
	if !strings.Contains(said.err, "新列入 1，名单上已有 1") {
		t.Errorf("at the end: %s", said.err)
	}
}

func TestVerbsAnswerWithTheirCode(t *testing.T) {
	p := newPlace(t)
	if said := p.run(exitUsage, "nothing"); !strings.Contains(said.err, "用法") {
		t.Errorf("%q", said.err)
	}
	for _, c := range []struct {
		args []string
		says string
	}{{[]string{"frobnicate"}, "frobnicate"}, {[]string{"gate"}, "--out"}, {[]string{"license", "revoke", "--scheme", "ningbo"}, "--district"}, {[]string{"tasks", "settle", "t-1", "--reason", "样例"}, "--decision"}} {
		if said := p.run(exitUsage, c.args...); !strings.Contains(said.err, c.says) || strings.Contains(said.err, "样例") || strings.Count(said.err, "passcollector: ") != 2 {
			t.Errorf("%v: %q", c.args, said.err)
		}
	}
	if said := p.run(exitDone, "--help"); !strings.Contains(said.out, "ingest") {
		t.Errorf("%q", said.out)
	}
	twice := func(said said) {
		t.Helper()
		if n := strings.Count(said.err, "passcollector: "); n != 2 {
			t.Errorf("not told in both languages: %q", said.err)
		}
	}
	twice(p.run(exitFailed, "stats")) // no key yet
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	twice(p.run(exitFailed, "init", "--scheme", "ningbo", "--authority", "another"))
	twice(p.run(exitDenied, "--key", p.file("new.key"), "init", "--scheme", "ningbo", "--authority", "health-bureau"))
	if _, err := os.Stat(p.file("new.key")); err == nil {
		t.Error("a key that opens nothing was left")
	}
	again := p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau").lines(t)[0]
	if !strings.HasPrefix(again["root"].(string), "ningbo/health-bureau+") {
		t.Errorf("a second init changed the root: %v", again)
	}
	p.must(os.WriteFile(p.file("junk"+".parcel"), []byte("no parcel"), 0o600))
	if l := p.run(exitFailed, "ingest", p.file("junk.parcel")).lines(t); l[0]["result"] != "refused" || l[0]["reason"] == nil {
		t.Errorf("%v", l)
	}
	twice(p.run(exitFailed, "ingest", p.file("nowhere")))
	twice(p.run(exitFailed, "license", "token", "--scheme", "ningbo", "--district", "12", "--station", "131", "--out", p.file("t")))
	if said := p.run(exitFailed, "tasks", "settle", "t-nope", "--scheme", "ningbo", "--decision", "closed", "--reason", "样例"); !strings.Contains(said.err, "task") {
		t.Errorf("no such task: %q", said.err)
	}
	p.must(os.WriteFile(p.file("list.csv"), []byte("姓名,身份证号,原因\n样例父,"+father+",密接\n"), 0o600))
	if said := p.run(exitFailed, "recalls", "import", p.file("list.csv"), "--scheme", "ningxia", "--source", "样例疾控"); !strings.Contains(said.err, "init") || strings.Contains(said.err, "0") {
		t.Errorf("a scheme that this register has not: %q", said.err)
	}
	twice(p.run(exitFailed, "receipts", "--out", p.file("nowhere")))
	twice(p.run(exitFailed, "license", "grant", p.file("junk.parcel"), "--out", p.file("l")))
	key, err := os.ReadFile(p.file("city.key"))
	p.must(err)
	info, err := os.Stat(p.file("city.key"))
	p.must(err)
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the key's file is %v", info.Mode())
	}
	p.must(os.WriteFile(p.file("city.key"), append([]byte(plainKey), strings.Repeat("ab", 32)...), 0o600))
	twice(p.run(exitDenied, "stats"))
	p.must(os.WriteFile(p.file("city.key"), []byte("?"), 0o600))
	twice(p.run(exitFailed, "stats"))
	p.must(os.WriteFile(p.file("city.key"), key, 0o600))
	p.db = "postgres://u:geheim@127.0.0.1:1/x"
	if said := p.run(exitFailed, "stats"); strings.Contains(said.err, "geheim") {
		t.Error("the password is told")
	}
}

func TestAKeyUnderAPassphrase(t *testing.T) {
	if testing.Short() {
		t.Skip("a passphrase is dear on purpose")
	}
	p := newPlace(t)
	pw := filepath.Join(p.dir, "pw")
	p.must(os.WriteFile(pw, []byte("five words are quite enough\n"), 0o600))
	p.run(exitDone, "--passphrase-file", pw, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	text, err := os.ReadFile(p.file("city.key"))
	p.must(err)
	if !strings.HasPrefix(string(text), wrappedKey) {
		t.Error("the key lies in the open")
	}
	p.run(exitDone, "--passphrase-file", pw, "stats")
	p.run(exitUsage, "stats")
	p.must(os.WriteFile(pw, []byte("some other words than these\n"), 0o600))
	p.run(exitDenied, "--passphrase-file", pw, "stats")
}
