//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/registry/civil"
)

// A fourth scheme is one file. testdata/scheme/yangcheng.go is a made-up city's:
// households, three digits of division, thirty days, a larger paper, its own
// fields, evidence, areas and numbers. It is laid over registry/scheme, nothing
// else is touched, and the program that comes out is driven as any other.

// fourth is a station of the made-up city, and the program that has it.
type fourth struct {
	*place
	bin   string
	begun civil.Date // the day
}

// overlay is the file that lays the scheme over the source.
func overlay(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(root, "registry/scheme/yangcheng.go"): filepath.Join(root, "testdata/scheme/yangcheng.go"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFourthSchemeIsWhole: every test of the schemes, and that what is printed
// stays in its place, with one scheme more.
func TestFourthSchemeIsWhole(t *testing.T) {
	doneElsewhere(t)
	t.Parallel()
	for _, args := range [][]string{{"passdesk/registry/scheme"}, {"-run", "TestNoTextLeavesItsPlace", "passdesk/printing"}} {
		out, err := exec.Command("go", append([]string{"test", "-timeout", "0", "-overlay", overlay(t)}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

func TestFourthScheme(t *testing.T) {
	doneElsewhere(t)
	t.Parallel()
	bin := filepath.Join(t.TempDir(), "passdesk")
	if out, err := exec.Command("go", "build", "-overlay", overlay(t), "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	f := fourth{newPlace(t), bin, civil.On(time.Now(), zone)}
	f.does(exitUsage, "", "init", "--scheme", "yangcheng", "--division", "330212", "--kind", "community", "--point", "样例社区", "--operator", "op")
	f.does(exitDone, "", "init", "--scheme", "yangcheng", "--division", "440106", "--station", "931", "--kind", "community", "--point", "样例社区", "--operator", "op")
	f.issues()
	f.sets()
	f.prints()
	f.exports()
	f.onScreen()
	f.plainly()
	if p := f.does(exitDone, "", "verify").lines(t)[0]; len(p["faults"].([]any))+len(p["gaps"].([]any)) > 0 {
		t.Errorf("verify: %v", p)
	}
}

// does runs a verb of the built program.
func (f fourth) does(code int, stdin string, args ...string) said {
	f.t.Helper()
	cmd := exec.Command(f.bin, append(args, f.flags()...)...)
	var out, errs bytes.Buffer
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = bareEnv(f.home), strings.NewReader(stdin), &out, &errs
	cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != code {
		f.t.Fatalf("passdesk %s: exit %d, want %d\nstdout: %s\nstderr: %s", strings.Join(args, " "), got, code, out.String(), errs.String())
	}
	return said{code, out.String(), errs.String()}
}

const (
	ycAsked = `"fields":{"household_address":"样例街道书香社区三幢501室","members":"样例母、样例长子","tenure":"租住","since":"20190101","rooms":"３"}`
	ycSeen  = `"evidence":["household_book","home_proof"]`
	ycHead  = `"name":"样例父","document":{"number":"330212198505059315"}`
	ycWife  = `"name":"样例母","document":{"number":"330203198706069345"}`
)

func ycLine(parts ...string) string {
	return `{"declared":true,` + strings.Join(parts, ",") + "}\n"
}

// issues: the scheme's own rules decide, the household is the unit.
func (f fourth) issues() {
	f.t.Helper()
	cases := []struct{ line, outcome, says string }{
		{ycLine(ycHead, ycAsked, ycSeen, `"household":"H-0001"`), "ISSUE", "有效期30天"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"ｈ-0001 "`), "BLOCK", "一户一证"},
		{ycLine(ycWife, ycAsked, ycSeen), "INVALID", "户号"},
		{ycLine(ycWife, `"household":"H-0002"`, ycSeen), "INVALID", "户址"},
		{ycLine(ycWife, strings.Replace(ycAsked, "租住", "借住", 1), ycSeen, `"household":"H-0002"`), "INVALID", "自有、租住"},
		{ycLine(ycWife, ycAsked, `"household":"H-0002"`), "HOLD", "未见户口簿"},
		{ycLine(ycWife, ycAsked, `"evidence":["household_book"]`, `"household":"H-0002"`), "HOLD", "未见房产证或租赁合同"},
		{ycLine(ycWife, ycAsked, `"evidence":["passport"]`, `"household":"H-0002"`), "INVALID", "passport"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0002"`, `"facts":["gathering"]`), "REFUSE", "参加过聚集活动，暂不发证"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0002"`, `"temp":37.0`), "REFUSE", "居家10天"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0002"`, `"been":[["武汉","2020-02-20"]]`), "REFUSE+ISOLATE14", "名单：《样城区一号通告》（样例） 2020-01-23 起 2020-03-31 止"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0002"`, `"been":[["深圳","2020-03-05"]]`), "REFUSE", "来自较高风险县"},
		{ycLine(`"name":"样例港","document":{"type":"HK_PERMIT","number":"H91234567"},"birth":"1980-01-01","sex":"M"`, ycAsked, ycSeen, `"household":"H-0009"`), "ISSUE", ""},
		{ycLine(`"name":"SAMPLE TESTPERSON","document":{"number":"912345678","state":"USA"},"birth":"1980-01-01","sex":"M"`, ycAsked, ycSeen, `"household":"H-0008"`), "REFER_POLICE", "派出所"},
		{ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0002"`, `"been":[["深圳","2020-03-06"]]`, `"temp":36.9`, `"override":"refused_today"`, `"override_reason":"社区核实：没有参加聚集"`), "ISSUE", "有效期30天"},
	}
	var lines strings.Builder
	for _, c := range cases {
		lines.WriteString(c.line)
	}
	got := f.does(exitPart, lines.String(), "issue").lines(f.t)
	if len(got) != len(cases) {
		f.t.Fatalf("%d answers to %d lines", len(got), len(cases))
	}
	for i, c := range cases {
		reason := got[i]["reason"].(map[string]any)
		if got[i]["outcome"] != c.outcome || !strings.Contains(reason["zh"].(string), c.says) || reason["en"] == "" {
			f.t.Errorf("%s: got %v %v, want %s %q", c.line, got[i]["outcome"], reason, c.outcome, c.says)
		}
	}
	number, _ := got[0]["number"].(string)
	if len(number) != 15 || !strings.HasPrefix(number, "106931") {
		f.t.Errorf("the number is %s", number)
	}
	if w, r := got[1]["warnings"].([]any), got[1]["related"].([]any); w[0] != "household_has_pass" || r[0] != number || got[1]["key"] != "KH" {
		f.t.Errorf("another member: %v against %v, want %s", w, r, number)
	}
	if s := f.does(exitDone, "", "show", number).lines(f.t)[0]; s["status"] != "issued" {
		f.t.Errorf("show: %v", s)
	}
}

// sets: the scheme's numbers are settings like any other's.
func (f fourth) sets() {
	f.t.Helper()
	names := map[string]map[string]any{}
	for _, l := range f.does(exitDone, "", "settings", "list").lines(f.t) {
		names[l["name"].(string)] = l
	}
	if names["fever_celsius"]["value"] != 37.0 || names["yellow_days"]["default"] != 10.0 || names["appeal_deadline_days"] == nil || names["card_term_days"] != nil {
		f.t.Errorf("settings: %v", names)
	}
	f.does(exitUsage, "", "settings", "set", "term_days", "91", "--reason", "样例")
	f.does(exitDone, "", "settings", "set", "term_days", "60", "--reason", "样例")
	line := ycLine(`"name":"样例老","document":{"number":"330204195001019017"}`, ycAsked, ycSeen, `"household":"H-0003"`)
	if v := f.does(exitDone, line, "issue").lines(f.t)[0]; !strings.Contains(v["reason"].(map[string]any)["zh"].(string), "有效期60天") {
		f.t.Errorf("the term set is not in force: %v", v)
	}
	p := f.write("areas.csv", "kind,division,from,until,source\nkey,上海,2020-02-01,,样例名单\n")
	f.does(exitDone, "", "areas", "import", p)
	line = ycLine(ycWife, ycAsked, ycSeen, `"household":"H-0004"`, `"been":[["上海","2020-03-06"]]`)
	if v := f.does(exitDone, line, "issue", "--dry-run").lines(f.t)[0]; v["outcome"] != "REFUSE+ISOLATE14" {
		f.t.Errorf("a loaded area: %v", v)
	}
	if l := f.does(exitDone, "", "areas", "list").lines(f.t); len(l) != 3 {
		f.t.Errorf("areas: %v", l)
	}
}

// prints: what the file says stands on the papers, as outside readers see them.
func (f fourth) prints() {
	f.t.Helper()
	text := tool(f.t, "pdftotext")
	passes := f.file("passes.pdf")
	f.does(exitDone, "", "print", "passes", "--unprinted", "--layout", "walkin", "--out", passes)
	raw := call(f.t, text, "-raw", passes, "-")
	if !strings.Contains(raw, "入住日期 Living here since 2019-01-01") {
		f.t.Errorf("a label of the stub stands in two lines\n%s", raw)
	}
	said := strings.Join(strings.Fields(raw), " ")
	for _, want := range []string{"样城户证", "Yangcheng household pass", "编号 No. 1069 31", "户号 H-0001", "户址 样例街道书香社区三幢501室", "同住人 样例母、样例长子",
		"样城区防控指挥部", "样城区卫生健康局", "一户一证，每两天一人外出采购", "测温低于37℃放行", "有效期60天，期满换发",
		"《样城户证》存根联", "住房 Housing 租住", "入住日期 Living here since 2019-01-01", "间数 Rooms 3", "本人代表全户承诺"} {
		if !strings.Contains(said, want) {
			f.t.Errorf("the passes do not say %q\n%s", want, said)
		}
	}
	for days, says := range map[int]string{1: "发证日期 ", 30: "有效期至 ", 60: "有效期至 "} {
		found := false
		for day := f.begun; !day.After(civil.On(time.Now(), zone)); day = day.AddDays(1) { // a midnight may have gone by
			last := day.AddDays(days - 1)
			found = found || strings.Contains(said, fmt.Sprintf("%s%d年%d月%d日", says, last.Year(), last.Month(), last.Day()))
		}
		if !found {
			f.t.Errorf("no pass says %swith day %d\n%s", says, days, said)
		}
	}
	if strings.Contains(said, "甬行证") || strings.Contains(said, "宁波") {
		f.t.Error("another city's words stand on the pass")
	}
	// 120 by 80 mm: three to a sheet, where ten identity cards would lie on one.
	numbers := []string{}
	for _, l := range f.does(exitDone, "", "find", "样例").lines(f.t) {
		if n, ok := l["number"].(string); ok {
			numbers = append(numbers, n)
		}
	}
	sheets := f.file("sheets.pdf")
	f.does(exitDone, "", append([]string{"print", "outcome", "--outcome", "none"}, numbers...)...)
	f.does(exitDone, "", append([]string{"print", "passes", "--layout", "tenup", "--out", sheets}, numbers...)...)
	if said := call(f.t, tool(f.t, "pdfinfo"), sheets); len(numbers) != 4 || !strings.Contains(said, "Pages:           4") {
		f.t.Errorf("%d passes: %s", len(numbers), said)
	}
	ledger := f.file("ledger.pdf")
	f.does(exitDone, "", "print", "ledger", "--out", ledger)
	said = call(f.t, text, "-raw", ledger, "-")
	for _, want := range []string{"样城户证申领登记册（一户一行）", "户号 H-0001", "440106-931"} {
		if !strings.Contains(said, want) {
			f.t.Errorf("the ledger does not say %q\n%s", want, said)
		}
	}
}

// exports: a column for each field, and one for the papers seen.
func (f fourth) exports() {
	f.t.Helper()
	out := f.file("register.jsonl")
	f.does(exitDone, "", "export", "jsonl", "--out", out)
	b, err := os.ReadFile(out)
	f.must(err)
	for l := range strings.Lines(string(b)) {
		var row map[string]any
		f.must(json.Unmarshal([]byte(l), &row))
		if row["household"] != "H-0001" {
			continue
		}
		for key, want := range map[string]string{"household_address": "样例街道书香社区三幢501室", "members": "样例母、样例长子", "tenure": "租住",
			"since": "2019-01-01", "rooms": "3", "evidence": "household_book home_proof"} {
			if row[key] != want {
				f.t.Errorf("exported %s: %v, want %q", key, row[key], want)
			}
		}
		return
	}
	f.t.Errorf("the household is not in the export:\n%s", b)
}

// onScreen: the form at the desk has the scheme's fields, F2 its papers.
func (f fourth) onScreen() {
	f.t.Helper()
	c := f.onConsole(f.bin, 100, 32, "--dir", f.file("data"), "--config-dir", f.file("config"))
	c.see("登记册已锁定")
	c.press(testPassphrase)
	c.enter()
	c.see("样城户证", "扫描/输入")
	<-time.After(pause)
	c.press("样例乙\t330102199003079419\r")
	c.see("样例乙", "> 户号", "户址", "同住人", "1 自有  2 租住", "间数", "待填：户号", "未见 户口簿")
	c.slowly("H-0001")
	c.enter()
	c.see("> 户址")
	c.slowly("样例路1号")
	c.enter()
	c.see("> 住房")
	c.slowly("1")
	c.see("自有", "未见户口簿")
	c.press("f2")
	c.see("> 未见  户口簿", "未见  房产证或租赁合同", "十日内参加过聚集活动")
	c.enter()
	c.see("> 已见  户口簿")
	c.press("down")
	c.enter()
	c.see("> 已见  房产证或租赁合同")
	c.press("esc")
	c.see("本户已有有效证，一户一证", "样例父", "全户使用本户已有的证")
	c.press("ctrl+c")
	<-time.After(pause)
	c.press("ctrl+c")
	c.exit(exitDone)
}

// slowly types as a person does: a card reader is faster.
func (c *console) slowly(text string) {
	for _, r := range text {
		<-time.After(pause / 2)
		c.press(string(r))
	}
}

// plainly: the line mode asks for them too.
func (f fourth) plainly() {
	f.t.Helper()
	answers := []string{"样例丙", "330102199003079419", "H-0005", "样例路5号", "", "rented", "", "", "", "36.6", "yes", "是", "yes", ""}
	said := f.does(exitDone, strings.Join(answers, "\n")+"\n", "issue", "--plain")
	for _, want := range []string{"户号 Household", "住房 (自有/租住) Housing (owned/rented)", "看过户口簿", "Title or lease seen?"} {
		if !strings.Contains(said.out, want) {
			f.t.Errorf("plain mode does not ask %q\n%s", want, said.out)
		}
	}
	if found := f.does(exitDone, "", "find", "样例丙").lines(f.t); len(found) != 1 {
		f.t.Errorf("not issued: %s", said.out)
	}
}
