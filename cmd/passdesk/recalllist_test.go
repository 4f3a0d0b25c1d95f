package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook as an office does: a title, a head of two rows with
// merged cells, a total, a signature, a hidden row, a second sheet that is hidden.
func (p *place) workbook(name string, rows ...[]any) string {
	p.t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	all := append([][]any{{"样例街道应收回人员名单"}, {"序号", "姓名", "证件", nil, "原因"}, {nil, nil, "类型", "号码"}}, rows...)
	for n, row := range all {
		cell, err := excelize.CoordinatesToCellName(1, n+1)
		p.must(err)
		p.must(f.SetSheetRow("Sheet1", cell, &row))
	}
	for _, m := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "E3"}} {
		p.must(f.MergeCell("Sheet1", m[0], m[1]))
	}
	p.must(f.SetRowVisible("Sheet1", len(all), false))
	_, err := f.NewSheet("上周")
	p.must(err)
	p.must(f.SetSheetRow("上周", "A1", &[]any{"姓名", "身份证号"}))
	p.must(f.SetSheetVisible("上周", false))
	p.must(f.SaveAs(p.file(name)))
	return p.file(name)
}

// TestTheDailyListIsRecalled: looked at first, nothing happens; then the passes that a
// number means are ordered back, everybody on it is watched, and tomorrow nobody of
// them is issued one. Each row is answered once, with its verdict.
func TestTheDailyListIsRecalled(t *testing.T) {
	p := newPlace(t)
	p.init()
	l := p.expect(exitDone, lineFather+lineMother+lineSon, "issue").lines(t)
	father, mother, son := l[0]["number"].(string), l[1]["number"].(string), l[2]["number"].(string)
	list := p.workbook("名单.xlsx",
		[]any{1, "样例父", "身份证", "330212198505059315", "密切接触者"}, []any{2, "样例母", "身份证", "330203********9345", "同上"},
		[]any{3, "样例别人", "身份证", "330203198706069345", "发热"}, []any{4, "样例老", "身份证", "330204195001019017", "航班同乘"},
		[]any{5, "样例父", "身份证", "330212850505931", "密接"}, []any{6, "样例损", "身份证", 330212198505051234.0, "密接"},
		[]any{"合计", 6}, []any{"制表人：样例甲"}, []any{7, "样例隐", "身份证", "330212198505059235", "密接"})
	const want = "skipped skipped skipped match match_masked conflict none duplicate damaged skipped skipped skipped skipped"
	results := func(s said) string {
		t.Helper()
		var all []string
		seen := map[any]bool{}
		for _, line := range s.lines(t) {
			if line["result"] == nil {
				continue
			}
			if at := [2]any{line["sheet"], line["row"]}; seen[at] {
				t.Errorf("row %v twice", at)
			} else {
				seen[at] = true
			}
			all = append(all, line["result"].(string))
		}
		return strings.Join(all, " ")
	}
	s := p.expect(exitPart, "", "recall", "import", list, "--dry-run", "--source", "样例疾控")
	if got := results(s); got != want || !strings.Contains(s.err, "隐藏的 1 行没有用") || !strings.Contains(s.err, "隐藏的工作表“上周”没有用") {
		t.Fatalf("%s\n%s", got, s.err)
	}
	if s := p.expect(exitDone, "", "show", father).lines(t)[0]; strings.HasPrefix(s["status"].(string), "recalled") || p.expect(exitDone, "", "watch", "list").out != "" {
		t.Fatal("a dry run did something")
	}
	s = p.expect(exitPart, "", "recall", "import", list, "--source", "样例疾控")
	lines := s.lines(t)
	if got := results(s); got != want || lines[3]["recalled"] != true || lines[3]["related"].([]any)[0] != son || lines[4]["recalled"] != nil || lines[7]["of"] != 4.0 ||
		lines[13]["recalled"] != 1.0 || lines[13]["listed"] != 5.0 || lines[13]["left"] != 0.0 || lines[13]["named"] != 1.0 {
		t.Errorf("%s\n%s", got, s.out)
	}
	for number, status := range map[string]string{father: "recalled", mother: "issued", son: "issued"} {
		if s := p.expect(exitDone, "", "show", number).lines(t)[0]; !strings.HasPrefix(s["status"].(string), status) {
			t.Errorf("%s is %v, want %s", number, s["status"], status)
		}
	}
	if open := p.expect(exitDone, "", "recall", "list"); open.out != "" {
		t.Errorf("never handed out, and to be fetched: %s", open.out)
	}
	again := p.expect(exitPart, "", "recall", "import", list, "--source", "样例疾控")
	if sum := again.lines(t)[13]; sum["before"] == nil || sum["event"] != nil || !strings.Contains(again.err, "这个文件已经载入过") {
		t.Errorf("the same file: %s%s", again.out, again.err)
	}
	v := p.expect(exitDone, `{"name":"样例老","document":{"number":"330204195001019017"},"declared":true}`, "issue").lines(t)[0]
	if v["outcome"] != "ASK_SUPERVISOR" {
		t.Errorf("on the list, and %v", v["outcome"])
	}
	looked := p.expect(exitPart, "", "recall", "import", list, "--source", "样例街道", "--masked").lines(t)
	if looked[4]["recalled"] != true || looked[4]["numbers"].([]any)[0] != mother {
		t.Errorf("looked at, and not recalled: %v", looked[4])
	}
	if s := p.expect(exitUsage, "", "recall", "import", list, "--sheet", "无"); !strings.Contains(s.err, "Sheet1、上周") {
		t.Errorf("%s", s.err)
	}
	p.expect(exitDone, "", "verify")
}

// TestARowThatWasPutRightIsLookedAt: --masked orders back what somebody has to look at on
// the screen too, a number that was put right, where it means one pass.
func TestARowThatWasPutRightIsLookedAt(t *testing.T) {
	p := newPlace(t)
	p.init()
	father := p.issued(lineFather)
	list := p.write("list.csv", "姓名,身份证号\n样例父,见330212198505059315号\n")
	row := p.expect(exitDone, "", "recall", "import", list, "--dry-run").lines(t)[1]
	if row["result"] != "ask" || row["numbers"].([]any)[0] != father {
		t.Fatalf("the row: %v", row)
	}
	if row := p.expect(exitDone, "", "recall", "import", list, "--masked").lines(t)[1]; row["recalled"] != true {
		t.Errorf("looked at, and not recalled: %v", row)
	}
}

// TestAWatchListIsNoRecall: a file that only listed people, and is now to order them back
// in other words, orders nobody back by itself; a script sees that it did not.
func TestAWatchListIsNoRecall(t *testing.T) {
	p := newPlace(t)
	p.init()
	father := p.issued(lineFather)
	list := p.write("list.csv", "姓名,身份证号\n样例父,330212198505059315\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	for range 2 {
		s := p.expect(exitFailed, "", "recall", "import", list, "--reason", "close_contact")
		if lines := s.lines(t); lines[0]["recalled"] != nil || lines[1]["event"] != nil || !strings.Contains(s.err, "--again") {
			t.Errorf("%s%s", s.out, s.err)
		}
	}
	p.expect(exitDone, "", "recall", "import", list, "--reason", "close_contact", "--again")
	if s := p.expect(exitDone, "", "show", father).lines(t)[0]; !strings.HasPrefix(s["status"].(string), "recalled") {
		t.Errorf("the pass is %v", s["status"])
	}
}

// TestResidentsComeInATable: a roster in GB18030 as in a workbook; children stand
// under the guardian whom it names; every row is answered.
func TestResidentsComeInATable(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	list := p.write("list.csv", "样例小区3幢居民名单,,,,,\n姓名,身份证号码,出生日期,性别,楼栋,监护人姓名,监护人身份证号,监护关系\n样例父,330212198505059315,,男,3幢,,,\n样例母,330203198706069345,,女,同上,,,\n"+
		"样例子,,2014/4/1,男,3幢,样例父,330212198505059315,父子\n样例坏,330203198706069346,,,,,,\n合计：4人,,,,,,,\n")
	s := p.expect(exitPart, "", "residents", "import", list, "--dry-run")
	var got []string
	for _, l := range s.lines(t) {
		got = append(got, l["result"].(string))
	}
	if want := "skipped skipped match none none invalid skipped"; strings.Join(got, " ") != want || len(p.expect(exitDone, "", "find", "样例母").out) > 0 {
		t.Fatalf("%v\n%s", got, s.out)
	}
	sum := p.expect(exitPart, "", "residents", "import", list).lines(t)[7]
	if sum["residents"] != 3.0 || sum["holders"] != 1.0 || sum["left_out"] != 1.0 {
		t.Errorf("%v", sum)
	}
	found := p.expect(exitDone, "", "find", "样例子").lines(t)
	if len(found) != 1 || !strings.Contains(p.expect(exitDone, "", "find", "样例母").out, "3幢") {
		t.Errorf("%v", found)
	}
	again := p.expect(exitPart, "", "residents", "import", list)
	if again.lines(t)[7]["before"] == nil {
		t.Errorf("the same list: %s", again.out)
	}
	p.expect(exitFailed, "", "residents", "import", p.write("none.csv", "姓名,身份证号\n样例坏,330203198706069346\n"))
	p.expect(exitUsage, "", "residents", "import", p.write("old.xls", "<html><table><tr><td>姓名</td></tr></table></html>"))
	if found := p.expect(exitDone, "", "find", "样例母").lines(t); len(found) != 1 {
		t.Error("a list that could not be used took the place of one that could")
	}
	p.expect(exitDone, "", "verify")
	p.must(os.Remove(list))
}

// TestWhatIsStillToBeFetched: the recalled pass that is out stands on the list, with
// why and since when, until its paper is back.
func TestWhatIsStillToBeFetched(t *testing.T) {
	p, recalled, _ := recalledPass(t)
	open := p.expect(exitDone, "", "recall", "list").lines(t)
	if len(open) != 1 || open[0]["number"] != recalled || open[0]["ground"] != "close_contact" || open[0]["name"] != "样例父" || open[0]["since"] == nil {
		t.Fatalf("%v", open)
	}
	p.expect(exitDone, "", "return", recalled, "--outcome", "returned")
	if s := p.expect(exitDone, "", "recall", "list"); s.out != "" {
		t.Errorf("fetched, and on the list: %s", s.out)
	}
}

// TestWhatStandsInTheWrongPlace: a name and a number in each other's column or in one cell,
// a mark behind a name, the pass's number in the place of the document's, a remark that
// says why, or that it is over; each says what was made of it.
func TestWhatStandsInTheWrongPlace(t *testing.T) {
	p := newPlace(t)
	p.init()
	pass := p.issued(lineFather)
	list := p.write("list.csv", "姓名,身份证号,证件编号,备注\n330203198706069345,样例母,,\n,样例老 330204195001019017,,去过武汉\n样例父（户主）,,"+pass+",密接\n样例母女士,（330203198706069345）,,已解除\n")
	got := p.expect(exitPart, "", "recall", "import", list, "--dry-run", "--source", "样例疾控").lines(t)
	for i, want := range []struct{ result, norm, note string }{
		{"skipped", "", "表头"}, {"none", "330203198706069345", "已对调"}, {"none", "330204195001019017", "已分开"}, {"match", "330212198505059315", "不算姓名；写的是通行证的编号"}, {"ask", "", "没有列入"},
	} {
		note, _ := got[i]["note"].(map[string]any)
		norm, _ := got[i]["norm"].(string)
		if got[i]["result"] != want.result || norm != want.norm || !strings.Contains(note["zh"].(string), want.note) {
			t.Errorf("row %d: %v", i+1, got[i])
		}
	}
	if got[2]["why"] != "severe_area" || got[3]["why"] != "close_contact" {
		t.Errorf("%v, %v", got[2]["why"], got[3]["why"])
	}
}

// TestMarksBesideANameAndANumber: what somebody wrote beside a name or a number is taken
// off and said; a star beside a masked number hides a letter, and a release is no mark.
func TestMarksBesideANameAndANumber(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother, "issue")
	list := p.write("list.csv", "姓名,身份证号\n样例父（已隔离）,330212198505059315\n4.样例父,330212850505931\n样例父、,330212198505059315（本人）\n样例母*,330203198706069345\n样例*,330203********9345\n样例母（已解除）,330203198706069345\n")
	got := p.expect(exitPart, "", "recall", "import", list, "--dry-run", "--source", "样例疾控", "--reason", "symptoms").lines(t)
	for i, want := range []struct{ result, name, note string }{
		{"skipped", "", "表头"}, {"match", "样例父", "“已隔离”不算姓名"}, {"duplicate", "样例父", "“4.”不算姓名"}, {"duplicate", "样例父", "“本人”不算号码"},
		{"match", "样例母", "“*”不算姓名"}, {"none", "样例*", ""}, {"ask", "样例母（已解除）", "没有列入"},
	} {
		note, _ := got[i]["note"].(map[string]any)
		zh, _ := note["zh"].(string)
		name, _ := got[i]["name"].(string)
		if got[i]["result"] != want.result || name != want.name || !strings.Contains(zh, want.note) {
			t.Errorf("row %d: %v", i+1, got[i])
		}
	}
}

// TestTheSameFileInAnothersName: the verb says when and as what it was loaded, not from
// whom, who may be a person; --again loads it.
func TestTheSameFileInAnothersName(t *testing.T) {
	p := newPlace(t)
	p.init()
	list := p.write("list.csv", "姓名,身份证号,原因\n样例父,330212198505059315,密接\n")
	p.expect(exitDone, "", "watch", "import", list, "--source", "样例疾控")
	for _, verb := range []string{"watch", "recall"} {
		s := p.expect(exitDone, "", verb, "import", list, "--source", "样例街道")
		if sum := s.lines(t)[2]; sum["event"] != nil || sum["listed"] != 0.0 || !strings.Contains(s.err, "重点人员名单（事件 3）") || strings.Contains(s.err, "样例") || !strings.Contains(s.err, "--again") {
			t.Errorf("%s: %v%s", verb, sum, s.err)
		}
	}
	if s := p.expect(exitDone, "", "residents", "import", list); !strings.Contains(s.err, "载入过：重点人员名单") || len(p.expect(exitDone, "", "find", "样例父").out) > 0 {
		t.Errorf("a watch list as residents: %s", s.err)
	}
	if sum := p.expect(exitDone, "", "watch", "import", list, "--source", "样例街道", "--again").lines(t)[2]; sum["listed"] != 1.0 {
		t.Errorf("meant so: %v", sum)
	}
	p.expect(exitDone, "", "verify")
}

// TestListsThatLookLikeSuccess: a second table beside the first, a table that is turned,
// columns set apart by blanks, and a mark that says the person is released: each is named
// as what it is, and none ends as if all were well with nobody listed.
func TestListsThatLookLikeSuccess(t *testing.T) {
	p := newPlace(t)
	p.init()
	const father, mother = "330212198505059315", "330203198706069345"
	for name, c := range map[string]struct {
		file, results, says string
		exit                int
	}{
		"beside":   {"姓名,身份证号,,,\n样例父," + father + ",,姓名,身份证号\n样例子,330212201404011234,,样例母," + mother + "\n", "skipped none skipped invalid none", "左右并排有 2 张表（A–B、D–E 列）", exitPart},
		"turned":   {"姓名,样例父,样例母\n身份证号," + father + "," + mother + "\n", "skipped ask", "横着写的", exitPart},
		"blanks":   {"姓名　身份证号\n样例父　" + father + "\n", "skipped none", "已按空格分成 2 列", exitDone},
		"one cell": {"姓名,身份证号\n样例父 " + father + ",\n", "skipped none", "", exitDone},
		"released": {"姓名,身份证号\n样例父（已解除）," + father + "\n", "skipped ask", "", exitPart},
		"nobody":   {"姓名,身份证号\n", "skipped", "没有一行写着人", exitDone},
	} {
		s := p.expect(c.exit, "", "recall", "import", p.write(name+".csv", c.file), "--source", "样例疾控", "--reason", "close_contact", "--dry-run")
		var got []string
		for _, l := range s.lines(t) {
			if l["result"] != nil {
				got = append(got, l["result"].(string))
			}
		}
		if strings.Join(got, " ") != c.results || !strings.Contains(s.err, c.says) {
			t.Errorf("%s: %v\n%s%s", name, got, s.out, s.err)
		}
		if name == "released" && !strings.Contains(s.out, "“已解除”") {
			t.Errorf("nothing says what stands there: %s", s.out)
		}
	}
}

// TestNamesWithMarksAndNoNumber: what stands beside a name in a list without numbers is taken
// off, and the bare name is asked about; that others are meant too is said.
func TestNamesWithMarksAndNoNumber(t *testing.T) {
	p := newPlace(t)
	p.init()
	list := p.write("list.csv", "姓名,身份证号\n样例甲（外地）,\n样例乙（曾用名样例）,\n姓名：样例丙,\n患者样例丁,\n样例戊*,\n样例己（1）,\n样例庚等3人,\n第三组,\n样例*,\n")
	got := p.expect(exitPart, "", "recall", "import", list, "--source", "样例疾控", "--reason", "symptoms").lines(t)
	for i, want := range []struct{ result, list, name, note string }{
		{"skipped", "", "", "表头"}, {"ask", "listed", "样例甲", "“外地”不算姓名"}, {"ask", "listed", "样例乙", "“（曾用名样例）”不算姓名"}, {"ask", "listed", "样例丙", "“姓名”不算姓名"}, {"ask", "listed", "样例丁", "患者"},
		{"ask", "listed", "样例戊", "“*”不算姓名"}, {"ask", "listed", "样例己", "（1）"}, {"ask", "listed", "样例庚", "其余的人没有写出姓名"}, {"skipped", "", "", "分组"}, {"ask", "", "样例*", ""},
	} {
		note, _ := got[i]["note"].(map[string]any)
		zh, _ := note["zh"].(string)
		name, _ := got[i]["name"].(string)
		listed, _ := got[i]["list"].(string)
		if got[i]["result"] != want.result || listed != want.list || name != want.name || !strings.Contains(zh, want.note) {
			t.Errorf("row %d: %v", i+1, got[i])
		}
	}
	if sum := got[10]; sum["left"] != 1.0 || sum["named"] != 7.0 {
		t.Errorf("%v", sum)
	}
}

// TestAGoodNumberListsWhateverElseIsWrong: the number counts, where a name cannot be read or
// is missing, stands with it in one cell, or in a remark or a note; several are listed each.
// What stood in the wrong place recalls nobody.
func TestAGoodNumberListsWhateverElseIsWrong(t *testing.T) {
	const one, two, three = "330212198505059315", "330203198706069345", "330204195001019017"
	for name, c := range map[string]struct{ file, want string }{
		"the name's formula failed": {"姓名,身份证号\n#N/A," + one + "\n", "skipped match:listed"},
		"two spellings":             {"姓名,身份证号\n样例父/样例夫," + one + "\n", "skipped ask:listed"},
		"glued":                     {"姓名,身份证号\n样例父" + one + ",\n", "skipped match:listed"},
		"in the name's column":      {"姓名,身份证号\n" + one + ",\n", "skipped ask:listed"},
		"in the remark":             {"姓名,身份证号,备注\n样例父,,身份证" + one + "\n", "skipped ask:listed"},
		"among text":                {"姓名,身份证号\n样例父," + one + " 13900000000\n", "skipped ask:listed"},
		"two in a cell":             {"姓名,身份证号\n样例父、样例母," + one + "、" + two + "\n", "skipped ask:listed ask:listed"},
		"two under one name":        {"姓名,身份证号\n样例老," + three + "/" + two + "\n", "skipped none:listed ask:listed"},
		"a note":                    {"姓名,身份证号\n样例父," + one + "\n注：另有同住人样例母 " + two + " 也是密接,\n", "skipped match:listed ask:listed"},
		"a note that releases":      {"姓名,身份证号\n样例父," + one + "\n备注：样例母 " + two + " 已排除,\n", "skipped match:listed ask"},
		"a signature":               {"姓名,身份证号\n样例父," + one + "\n审核人：样例母 " + two + ",\n", "skipped match:listed ask"},
		"a total":                   {"姓名,身份证号,备注\n样例父," + one + ",\n合计,," + two + "\n", "skipped match:listed ask:listed"},
		"another in the remark":     {"姓名,身份证号,备注\n样例父," + one + ",其妻 " + two + "\n", "skipped match:listed ask"},
		"a mistyped pass":           {"姓名,身份证号\n样例父,12131180008054\n", "skipped ask:listed"},
		"a mistyped pass alone":     {"姓名,身份证号\n,12131180008054\n", "skipped ask"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			p.init()
			p.expect(exitDone, lineFather+lineMother, "issue")
			s := p.run("", "recall", "import", p.write("list.csv", c.file), "--dry-run", "--source", "样例疾控", "--reason", "close_contact")
			var got []string
			left := 0
			for _, l := range s.lines(t) {
				answer := l["result"].(string)
				if l["list"] != nil {
					answer += ":" + l["list"].(string)
				} else if answer != "skipped" {
					left++
				}
				got = append(got, answer)
			}
			if strings.Join(got, " ") != c.want || left > 0 != strings.Contains(s.err, "没有列入名单") || strings.Contains(s.err, two) {
				t.Errorf("%v, want %s\n%s\n%s", got, c.want, s.out, s.err)
			}
		})
	}
}

// Rows that list nobody are there after the import, until somebody has said what came of
// them; what they held is then nowhere in the register.
func TestRowsThatListNobodyAreSettled(t *testing.T) {
	p := newPlace(t)
	p.init()
	list := p.workbook("名单.xlsx", []any{1, nil, "身份证", 330212198505051234.0, "密接"}, []any{2, nil, "身份证", 330212198505051234.0, "密接"}, []any{"合计", 2})
	p.expect(exitPart, "", "recall", "import", list, "--source", "样例街道", "--dry-run")
	p.expect(exitPart, "", "recall", "import", list, "--source", "样例街道")
	p.expect(exitFailed, "", "recall", "import", list, "--source", "样例街道") // the same file again: nothing is done
	rows := p.expect(exitDone, "", "watch", "unlisted").lines(t)
	if len(rows) != 2 || rows[0]["result"] != "damaged" || rows[0]["file"] != "名单.xlsx" || rows[0]["source"] != "样例街道" || rows[0]["orders"] != true {
		t.Fatalf("rows that wait: %v", rows)
	}
	first, second := rows[0]["id"].(string), rows[1]["id"].(string)
	left := p.expect(exitDone, "", "watch", "settle", first, "--reason", "样例：问过街道").lines(t)
	if len(left) != 1 || left[0]["id"] != second {
		t.Errorf("after one: %v", left)
	}
	if s := p.expect(exitDone, "", "close"); s.lines(t)[0]["unlisted"] != 1.0 || !strings.Contains(s.err, "watch unlisted") {
		t.Errorf("the close does not name the row that waits: %s%s", s.out, s.err)
	}
	slip := p.file("close.pdf")
	p.expect(exitDone, "", "print", "close", "--out", slip)
	if text := tight(call(t, tool(t, "pdftotext"), "-raw", slip, "-")); !strings.Contains(text, "名单没列入1") {
		t.Errorf("the slip does not count the row that waits: %s", text)
	}
	twoLanguages(t, p.expect(exitFailed, "", "watch", "settle", first, "--reason", "样例：问过街道").err)
	p.expect(exitDone, "", "watch", "settle", second, "--reason", "样例：问过街道")
	if out := p.expect(exitDone, "", "watch", "unlisted").out; strings.TrimSpace(out) != "" {
		t.Errorf("nothing waits: %s", out)
	}
	if s := p.expect(exitDone, "", "close"); s.lines(t)[0]["unlisted"] != 0.0 || strings.Contains(s.err, "watch unlisted") {
		t.Errorf("the close names rows, and none waits: %s%s", s.out, s.err)
	}
	p.expect(exitDone, "", "verify")
}

// TestAListThatShowsAPartOfANumber: the last four digits beside the name are a masked
// number, and a guardian's number beside a child's name is what the child's pass bears.
func TestAListThatShowsAPartOfANumber(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother+lineSon, "issue")
	for file, want := range map[string]string{
		"姓名,身份证后四位\n样例父,9315\n":                           "match_masked",
		"姓名,监护人姓名,监护人身份证号\n样例长子,样例父,330212198505059315\n": "match",
		"身份证号\n**************9315\n":                      "ask",
	} {
		got := p.run("", "recall", "import", p.write("list.csv", file), "--dry-run", "--source", "样例疾控", "--reason", "close_contact").lines(t)[1]
		if got["result"] != want || (want == "ask") != (got["left"] == true) || want != "ask" && len(got["numbers"].([]any)) != 1 {
			t.Errorf("%s: %v", file, got)
		}
	}
	for _, file := range []string{"姓名,职务\n样例父,主任\n"} {
		if s := p.expect(exitUsage, "", "recall", "import", p.write("list.csv", file), "--source", "样例疾控"); !strings.Contains(s.err, "第 1 行有“姓名”") {
			t.Errorf("%s", s.err)
		}
	}
}

// TestAListThatTakesSomebodyBack: a no to the question whether somebody is meant, a reason
// or a remark that says the opposite, or that nobody knows it yet, keeps the pass with its
// holder until somebody has looked. Whoever stands in the other row is recalled.
func TestAListThatTakesSomebodyBack(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother, "issue")
	const head, father, mother = "姓名,身份证号", "样例父,330212198505059315", "样例母,330203198706069345"
	for n, c := range []struct{ column, against, with string }{
		{"是否密接", "否", "是"}, {"是否为密切接触者", "否", "是"}, {"是否收回", "否", "是"}, {"核酸结果", "阴性", "阳性"}, {"排查结果", "排除", "密切接触者"}, {"标签", "正常", "密切接触者"},
		{"原因", "误报", "密接"}, {"原因", "无", "无症状感染者"}, {"原因", "密接（待核实）", "密接,同车"}, {"备注", "请勿收回", "已电话通知"}, {"备注", "号码有误", "无"},
	} {
		file := p.write(fmt.Sprintf("list%d.csv", n), head+","+c.column+"\n"+father+","+c.against+"\n"+mother+",\""+c.with+"\"\n")
		s := p.run("", "recall", "import", file, "--dry-run", "--source", "样例疾控")
		got := s.lines(t)
		note, _ := got[1]["note"].(map[string]any)
		if zh, _ := note["zh"].(string); got[1]["result"] != "ask" || got[2]["result"] != "match" || !strings.Contains(zh, c.against) && c.against != "排除" || strings.Contains(s.err, c.column) {
			t.Errorf("%s: %v\n%v\n%s", c.column, got[1], got[2], s.err)
		}
	}
}

// What a list itself denies is recalled by nobody in bulk.
func TestWhatAListDeniesIsNoMaskedRow(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.issued(lineFather)
	list := p.write("list.csv", "姓名,身份证号,原因,备注\n样例父,330212198505059315,密接,请勿收回\n")
	for _, row := range p.expect(exitDone, "", "recall", "import", list, "--masked").lines(t) {
		if row["recalled"] == true {
			t.Errorf("recalled against the list's own word: %v", row)
		}
	}
}

// TestAListSaysTheSameOfEverybody: a no that stands beside all of them is told once; what is
// written behind a name is heard, and the name is the holder's.
func TestAListSaysTheSameOfEverybody(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather+lineMother, "issue")
	for file, want := range map[string][]string{
		"姓名,身份证号,是否本人,原因\n样例父,330212198505059315,否,密接\n样例母,330203198706069345,否,密接\n":    {"match", "match", "“是否本人”一列 2 行都写着“否”"},
		"姓名,身份证号,原因\n样例父（待核实）,330212198505059315,密接\n附：样例母(已去世),330203198706069345,密接\n": {"ask", "match", ""},
		"姓名,身份证号,密接\n样例父,330212198505059315,否\n样例母,330203198706069345,√\n":               {"ask", "match", ""},
		"病例姓名,密接者,身份证号\n样例甲,样例父,330212198505059315\n样例甲,样例母,330203198706069345\n":        {"match", "match", "病例姓名"},
	} {
		s := p.run("", "recall", "import", p.write("list.csv", file), "--dry-run", "--source", "样例疾控")
		got := s.lines(t)
		if got[1]["result"] != want[0] || got[2]["result"] != want[1] || got[2]["name"] != "样例母" || !strings.Contains(s.err, want[2]) {
			t.Errorf("%s: %v\n%v\n%s", file, got[1], got[2], s.err)
		}
	}
}
