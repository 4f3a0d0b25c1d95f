package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestEverybodyOnANastyListIsStoppedTomorrow: of whoever a row lists, however badly it is
// written, no pass is issued the next day without somebody asking; and every row that lists
// nobody is counted and named.
func TestEverybodyOnANastyListIsStoppedTomorrow(t *testing.T) {
	p := newPlace(t)
	p.init()
	given := []rune("木水火土金山石田禾竹松柏梅兰菊荷桃李杏桂春夏秋冬东南西北天地")
	number := func(n int) string {
		body := fmt.Sprintf("330283%d0%d1%d%03d", 1940+n, 1+n%9, n%10, 501+n)
		sum := 0
		for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
			sum += int(body[i]-'0') * w
		}
		return body + string("10X98765432"[sum%11])
	}
	name := func(n int) string { return "样例" + string(given[n]) }
	first, last := func(n, k int) string { return number(n)[:k] }, func(n int) string { return number(n)[14:] }
	rows := []string{
		name(0) + "," + number(0) + ",", "#N/A," + number(1) + ",", name(2) + ",同上,", name(3) + number(3) + ",,", name(4) + "/样例丙," + number(4) + ",",
		name(5) + "," + first(5, 3) + "****" + last(5) + ",", name(6) + "," + first(6, 6) + "..." + last(6) + ",", name(7) + "," + first(7, 4) + "****,", name(8) + "," + first(8, 6) + "＊＊＊＊＊＊＊＊" + last(8) + ",",
		name(9) + "," + first(9, 6) + "××××××××" + last(9) + ",", name(10) + "," + first(10, 14) + "XXXX,", name(11) + "," + first(11, 6) + "••••••••" + last(11) + ",", name(12) + "," + first(12, 6) + "        " + last(12) + ",",
		name(13) + ",33**12****" + last(13) + ",", name(14) + "（外地）,,", name(15) + "（曾用名样例）,,", "姓名：" + name(16) + ",,", "患者" + name(17) + ",,", name(18) + "*,,", name(19) + "（1）,,", name(20) + "等3人,,",
		number(21) + ",,", name(22) + ",,身份证" + number(22), name(23) + "、" + name(24) + "," + number(23) + "、" + number(24) + ",", name(25) + ",12131180008054,", "注：另有同住人 " + name(26) + " " + number(26) + " 也是密接,,",
		"合计,," + number(27), name(28) + "," + number(28)[:17] + "A,", name(29) + ",3.30283E+17,", "样例*,,", "第三组,,", "不详,,", "备注：样例乙 330203198706069345 已排除,,",
	}
	s := p.run("", "recall", "import", p.write("list.csv", "姓名,身份证号,备注\n"+strings.Join(rows, "\n")+"\n"), "--source", "样例疾控", "--reason", "close_contact")
	lines := s.lines(t)
	sum := lines[len(lines)-1]
	left := 0
	for _, l := range lines[:len(lines)-1] {
		if nobody := l["list"] == nil && l["result"] != "skipped"; nobody != (l["left"] == true) {
			t.Errorf("left is not said of who is left: %v", l)
		} else if nobody {
			left++
			if note, _ := l["note"].(map[string]any); note["zh"] == nil || l["row"] == nil {
				t.Errorf("lists nobody, and does not say why: %v", l)
			}
		}
	}
	if sum["left"] != float64(left) || left != 3 || sum["skipped"] != 2.0 || !strings.Contains(s.err, "有 3 行没有列入名单") {
		t.Errorf("%d rows list nobody; %v\n%s\n%s", left, sum, s.out, s.err)
	}
	p.nextDay()
	var all strings.Builder
	for n := range given {
		fmt.Fprintf(&all, `{"ref":"r%d","name":%q,"document":{"type":"RIC18","number":%q},"declared":true}`+"\n", n, name(n), number(n))
	}
	answers := p.run(all.String(), "issue", "--dry-run").lines(t)
	if len(answers) != len(given) {
		t.Fatalf("%d answers for %d people", len(answers), len(given))
	}
	for n, v := range answers {
		if v["outcome"] == "ISSUE" || v["outcome"] == nil {
			t.Errorf("%d is let through: %v", n, v)
		}
	}
	free := p.run(`{"name":"样例乙","document":{"number":"330203198706069345"},"declared":true}`+"\n", "issue", "--dry-run").lines(t)
	if free[0]["outcome"] != "ISSUE" {
		t.Errorf("who is on no list: %v", free[0])
	}
	p.expect(exitDone, "", "verify")
}

// TestOneNumberWithTwoNames: where no pass tells which is right, both rows say it, and both
// are listed; of a last day that has gone by it is said that it stops nobody.
func TestOneNumberWithTwoNames(t *testing.T) {
	p := newPlace(t)
	p.init()
	got := p.run("", "recall", "import", p.write("list.csv", "姓名,身份证号,列入日期,截止日期\n样例父,330212198505059315,,\n样例夫,330212198505059315,,\n样例母,330203198706069345,2020-01-01,2020-01-15\n"), "--dry-run", "--source", "样例疾控", "--reason", "close_contact").lines(t)
	for n, want := range map[int][2]string{1: {"none", "第 3 行"}, 2: {"conflict", "第 2 行、第 3 行"}, 3: {"none", "已过"}} {
		note, _ := got[n]["note"].(map[string]any)
		zh, _ := note["zh"].(string)
		if got[n]["result"] != want[0] || got[n]["list"] != "listed" || !strings.Contains(zh, want[1]) {
			t.Errorf("row %d: %v", n, got[n])
		}
	}
}

// TestEverybodyOnATableBesideAnotherIsStoppedTomorrow: a second table beside the first is
// read under its own head; each half of a row is answered once, with its row and columns.
func TestEverybodyOnATableBesideAnotherIsStoppedTomorrow(t *testing.T) {
	p := newPlace(t)
	p.init()
	file := p.write("list.csv", "密切接触者名单,,,,\n姓名,身份证号,,,\n样例父,330212198505059315,,姓名,证件号码\n样例母,330203198706069345,,样例老,330204195001019017\n,,,样例父,330212198505059315\n")
	s := p.run("", "recall", "import", file, "--source", "样例疾控", "--reason", "close_contact")
	lines := s.lines(t)
	var got []string
	for _, l := range lines[:len(lines)-1] {
		got = append(got, fmt.Sprint(l["row"], l["columns"], " ", l["result"], l["list"], l["of"], l["of_columns"]))
	}
	want := "1A–B skipped<nil> <nil> <nil>\n2A–B skipped<nil> <nil> <nil>\n3A–B nonelisted<nil> <nil>\n3D–E skipped<nil> <nil> <nil>\n4A–B nonelisted<nil> <nil>\n4D–E nonelisted<nil> <nil>\n5D–E duplicate<nil> 3A–B"
	if strings.Join(got, "\n") != want || !strings.Contains(s.err, "2 张表（A–B、D–E 列）") {
		t.Errorf("%s\n%s", strings.Join(got, "\n"), s.err)
	}
	p.nextDay()
	for _, who := range []string{`"样例母","document":{"number":"330203198706069345"}`, `"样例老","document":{"number":"330204195001019017"}`, `"样例父","document":{"number":"330212198505059315"}`} {
		if v := p.run(`{"name":`+who+`,"declared":true}`+"\n", "issue", "--dry-run").lines(t)[0]; v["outcome"] == "ISSUE" || v["outcome"] == nil {
			t.Errorf("let through: %v", v)
		}
	}
}
