package list

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// people are the columns of the files below.
var people = []Column{
	{Key: "number", Who: true, Exact: true, Names: []string{"证件号码", "身份证号", "身份证号码"}},
	{Key: "pass", Who: true, Exact: true, Names: []string{"证件编号"}, Maybe: []string{"编号"}},
	{Key: "name", Who: true, Names: []string{"姓名"}, Maybe: []string{"密接者"}},
	{Key: "reason", Names: []string{"原因", "类别"}},
	{Key: "date", Day: true, Names: []string{"日期", "列入日期"}},
	{Key: "guardian_name", Names: []string{"监护人姓名"}},
	{Key: "guardian_number", Exact: true, Names: []string{"监护人证件号码"}},
}

const (
	one   = "330212198505059315"
	two   = "330203198706069345"
	three = "330204195001019017"
)

// book is a workbook as somebody else's program writes it.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rows(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for n, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
}

// a row of a file.
func r(cells ...any) []any { return cells }

// shown is a list as one line a row: where, verdict, values, and part of the remark.
func shown(l List) string {
	var b strings.Builder
	for _, r := range l.Rows {
		if r.Sheet != "" && r.Sheet != "Sheet1" {
			b.WriteString(r.Sheet + "!")
		}
		fmt.Fprintf(&b, "%d%s:%s", r.Line, r.Columns, r.Verdict)
		for _, c := range people {
			if v, ok := r.Values[c.Key]; ok {
				fmt.Fprintf(&b, " %s=%s", c.Key, v)
			}
		}
		if r.Fault != (Text{}) {
			why := []rune(r.Fault.ZH)
			b.WriteString(" (" + string(why[:min(len(why), 8)]) + ")")
		}
		b.WriteString("\n")
	}
	for _, t := range l.Told {
		b.WriteString("told " + t.ZH + "\n")
	}
	return strings.NewReplacer(one, "ONE", two, "TWO", three, "THREE").Replace(b.String())
}

func utf16Of(s string, big, mark bool) []byte {
	var b []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

// trap is a file that offices send, and what must come of it.
type trap struct {
	file []byte
	want string
}

// nasty are files with one trap each.
func nasty(t testing.TB) map[string]trap {
	b := func(fill func(f *excelize.File)) []byte { return book(t, fill) }
	sheet := func(lines ...[]any) []byte {
		return b(func(f *excelize.File) { rows(t, f, "Sheet1", lines...) })
	}
	const plain = "1:skipped (表头)\n2: number=ONE name=样例父\n"
	const csv = "姓名,身份证号\n样例父," + one + "\n"
	return map[string]trap{
		"UTF-8":               {[]byte(csv), plain},
		"UTF-8 with its mark": {[]byte("\ufeff" + csv), plain},
		"GB18030":             {[]byte(gb(csv)), plain},
		"UTF-16":              {utf16Of(csv, false, true), plain},
		"UTF-16 big":          {utf16Of(csv, true, true), plain},
		"UTF-16 unmarked":     {utf16Of(csv, false, false), plain},
		"semicolons":          {[]byte(strings.ReplaceAll(csv, ",", ";")), plain},
		"tabs":                {utf16Of(strings.ReplaceAll(csv, ",", "\t"), false, true), plain}, // what Excel calls Unicode text
		"the tricks of CSV":   {[]byte("姓名,身份证号\n样例父,=\"" + one + "\"\n样例母,'" + two + "\n样例老,\t" + three + "\n"), plain + "3: number=TWO name=样例母\n4: number=THREE name=样例老\n"},
		"a byte that was lost in UTF-8": {[]byte("姓名,身份证号\n样例父," + one + "\n样\xe4\xbe母," + two + "\n样例老," + three + "\n"),
			plain + "3: number=TWO name=样\ufffd母 (有读坏的字，请用)\n4: number=THREE name=样例老\n"},
		"a character that GB18030 has not": {[]byte(gb("姓名,身份证号\n样例") + "\xfe\xfe," + one + "\n" + gb("样例母,"+two+"\n")),
			"1:skipped (表头)\n2: number=ONE name=样例\ufffd (有读坏的字，请用)\n3: number=TWO name=样例母\n"},
		"people below the total": {[]byte("姓名,身份证号\n样例父," + one + "\n合计,1\n样例母," + two + "\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (合计)\n4: number=TWO name=样例母\n"},
		"a table beside whose head stands in the row of a person": {[]byte("姓名,身份证号,原因,,,,\n样例父," + one + ",密接,,,,\n" + strings.Repeat("样例乙,,密接,,,,\n", 3) + "样例乙,,密接,,姓名,身份证号,原因\n样例丙,,密接,,样例旁," + one + ",密接\n样例丁,,密接,,,,\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\n3: name=样例乙 reason=密接\n4: name=样例乙 reason=密接\n5: name=样例乙 reason=密接\n6: name=样例乙 reason=密接\n7:ask (旁边另一张表（E)\n8: name=样例丁 reason=密接\ntold 旁边还有一张表，没有读：E–G 列（表头在第 6 行）。请把它移到这张表的下面，每行一人，再载入\n"},
		"a title, a total, signatures": {[]byte("样例街道收回名单,,\n（2020年3月9日）,,\n\n序号,姓名,身份证号\n1,样例父," + one + "\n2,样例母," + two + "\n合计,3,\n制表人：样例甲,,审核人：样例乙\n2020年3月9日,,\n备注：以上人员,,\n"),
			"1:skipped (表头上面的标题或)\n2:skipped (表头上面的标题或)\n4:skipped (表头)\n5: number=ONE name=样例父\n6: number=TWO name=样例母\n7:skipped (合计)\n8:skipped (落款或签字)\n9:skipped (落款或签字)\n10:skipped (说明)\ntold 合计写着 3 人，读到 2 行，请核对\n"},
		"a number beside a total, in a note and by a signature": {[]byte("序号,姓名,身份证号\n1,样例父," + one + "\n合计," + two + ",\n注：另有同住人样例老 " + three + " 也是密接者，请一并核对后列入名单,,\n审核人：样例甲 " + three + ",,\n合计,1234567890123456,\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:ask (这一行像是合计，)\n4:ask (这一行像是说明，)\n5:ask (这一行像是落款或)\n6:skipped (合计)\n"},
		"apostrophes in a workbook": {sheet(r("姓名", "身份证号"), r("样例父", "'"+one), r("样例.买买提", "'"+two)), plain + "3: number=TWO name=样例.买买提\n"},
		"another way to say as above": {[]byte("姓名,身份证号,原因\n样例父," + one + ",密接\n样例母," + two + ",仝上\n仝上," + three + ",〃\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\n3: number=TWO name=样例母 reason=密接\n4: number=THREE name=样例母 reason=密接\n"},
		"dots for those who are left out": {[]byte("序号,姓名,身份证号\n1,样例父," + one + "\n……,……,……\n3,……,\n4,样例…," + two + "\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (只有省略号)\n4:skipped (只有省略号)\n5: number=TWO name=样例…\n"},
		"the head again on every page": {[]byte("姓名,身份证号\n样例父," + one + "\n姓 名,身份证号\n样例母," + two + "\n"), plain + "3:skipped (重复的表头)\n4: number=TWO name=样例母\n"},
		"an example and empty numbers": {[]byte("序号,姓名,身份证号\n例,张三,110101199001011234\n示例：,样例,xxxxxxxxxxxxxxxxxx\n1,样例父," + one + "\n2,,\n3,,\n"),
			"1:skipped (表头)\n2:skipped (填表的示例)\n3:skipped (填表的示例)\n4: number=ONE name=样例父\n5:skipped (没有姓名和号码)\n6:skipped (没有姓名和号码)\n"},
		"ditto under no number": {[]byte("姓名,身份证号\n样例父," + one + "\n样例母,无\n样例老,同上\n"), plain + "3: number=无 name=样例母\n4:invalid number=无 name=样例老 (写的是“同上”，)\n"},
		"ditto beside another name": {[]byte("姓名,身份证号,监护人姓名,监护人证件号码\n样例父," + one + ",样例祖," + two + "\n样例子,同上,同上,同上\n样例父,〃,,\n同上,同上,,\n,同上,,\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 guardian_name=样例祖 guardian_number=TWO\n3: name=样例子 guardian_name=样例祖 guardian_number=TWO (号码写的是“同上)\n4:invalid number=〃 name=样例父 (写的是“同上”，)\n5:invalid number=〃 name=样例父 (写的是“同上”，)\n6:invalid number=〃 (写的是“同上”，)\n"},
		"a number merged over two names": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one), r("样例母"), r("样例老", three))
			_ = f.MergeCell("Sheet1", "B2", "B3")
		}), plain + "3: name=样例母 (号码写的是“同上)\n4: number=THREE name=样例老\n"},
		"ditto": {[]byte("姓名,身份证号,原因\n样例父," + one + ",密接\n样例母," + two + ",同上\n样例老," + three + ",〃\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\n3: number=TWO name=样例母 reason=密接\n4: number=THREE name=样例老 reason=密接\n"},
		"a number as text and as a number": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one), r("样例母", 330203198706069345.0))
			style, _ := f.NewStyle(&excelize.Style{NumFmt: 1}) // shows 18 digits
			_ = f.SetCellStyle("Sheet1", "B3", "B3", style)
		}), plain + "3:damaged number=330203198706069400 name=样例母 (号码存成了数值，)\n"},
		"cut to 15 digits": {[]byte("姓名,身份证号\n样例一,330212198505059000\n样例二,330212198505051000\n样例三,330212198505053000\n样例父," + one + "\n"),
			"1:skipped (表头)\n2:damaged number=330212198505059000 name=样例一 (这一列有 3 个)\n3:damaged number=330212198505051000 name=样例二 (这一列有 3 个)\n4:damaged number=330212198505053000 name=样例三 (这一列有 3 个)\n5: number=ONE name=样例父\n"},
		"####": {[]byte("姓名,身份证号\n样例父,########\n"), "1:skipped (表头)\n2:damaged number=######## name=样例父 (号码显示成了 #)\n"},
		"a formula without a value": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one), r("样例母"))
			_ = f.SetCellFormula("Sheet1", "B3", `VLOOKUP(A3,X!A:B,2,0)`)
		}), plain + "3:no_value name=样例母 (这一格是公式，文)\n"},
		"formulas in CSV": {[]byte("姓名,身份证号\n样例父," + one + "\n样例母,=B2\n样例老,#N/A\n"), plain + "3:no_value name=样例母 (这一格是公式，文)\n4:no_value name=样例老 (这一格的公式出错)\n"},
		"hidden rows and sheets": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one), r("样例母", two), r("样例老", three))
			_ = f.SetRowVisible("Sheet1", 3, false)
			_, _ = f.NewSheet("旧")
			rows(t, f, "旧", r("姓名", "身份证号"), r("样例母", two))
			_ = f.SetSheetVisible("旧", false)
		}), plain + "3:skipped (这一行是隐藏的)\n4: number=THREE name=样例老\n旧!1:skipped (工作表是隐藏的，)\n旧!2:skipped (工作表是隐藏的，)\ntold 工作表“Sheet1”：隐藏的 1 行没有用\ntold 隐藏的工作表“旧”没有用（2 行）\n"},
		"several sheets": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one))
			for _, s := range []string{"二", "说明", "无头"} {
				_, _ = f.NewSheet(s)
			}
			rows(t, f, "二", r("附件"), r("身份证号码", "姓名"), r(two, "样例母"))
			rows(t, f, "说明", r("请按要求填写"))
			rows(t, f, "无头", r("样例老", three))
		}), plain + "二!1:skipped (表头上面的标题或)\n二!2:skipped (表头)\n二!3: number=TWO name=样例母\n说明!1:skipped (这张工作表没有认)\n无头!1:ask (这张工作表没有认)\ntold 工作表“无头”没有用：这张工作表没有认出表头（1 行像是有人）\n"},
		"a head of two rows, merged": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("样例名单"), r("姓名", "证件", nil, "监护人", nil, "原因"), r(nil, "类型", "号码", "姓名", "证件号码"), r("样例父", "身份证", one, nil, nil, "密接"), r("样例子", nil, nil, "样例父", one, "密接"))
			for _, m := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "C2"}, {"D2", "E2"}, {"F2", "F3"}} {
				_ = f.MergeCell("Sheet1", m[0], m[1])
			}
		}), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3:skipped (表头)\n4: number=ONE name=样例父 reason=密接\n5: name=样例子 reason=密接 guardian_name=样例父 guardian_number=ONE\n"},
		"a head of two rows in CSV": {[]byte("姓名,证件,,原因\n,类型,号码,\n样例父,身份证," + one + ",密接\n"), "1:skipped (表头)\n2:skipped (表头)\n3: number=ONE name=样例父 reason=密接\n"},
		"merged downwards": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "原因"), r("样例父", one, "密接"), r("样例母", two), r("样例老", three))
			_ = f.MergeCell("Sheet1", "C2", "C4")
		}), "1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\n3: number=TWO name=样例母 reason=密接\n4: number=THREE name=样例老 reason=密接\n"},
		"a name over two columns": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", nil, "身份证号"), r("样例父", nil, one), r("街道：样例街道"))
			_ = f.MergeCell("Sheet1", "A1", "B1")
			_ = f.MergeCell("Sheet1", "A2", "B2")
			_ = f.MergeCell("Sheet1", "A3", "C3")
		}), plain + "3:skipped (标题)\n"},
		"two people a row": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "姓名", "身份证号"), r("样例父", one, "样例母", two))
			_, _ = f.NewSheet("二")
			rows(t, f, "二", r("姓名", "身份证号"), r("样例老", three))
		}), "1A–B:skipped (表头)\n1C–D:skipped (表头)\n2A–B: number=ONE name=样例父\n2C–D: number=TWO name=样例母\n二!1:skipped (表头)\n二!2: number=THREE name=样例老\ntold 工作表“Sheet1”：左右并排有 2 张表（A–B、C–D 列），各按自己的表头读了，请核对\n"},
		"two people a row, and nothing else": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "姓名", "身份证号"), r("样例父", one, "样例母", two))
			_ = f.SetColVisible("Sheet1", "D", false)
		}), "1A–B:skipped (表头)\n1C–D:skipped (表头)\n2A–B: number=ONE name=样例父\n2C–D: number=TWO name=样例母\ntold 工作表“Sheet1”C–D 列：“身份证号”在隐藏的 D 列，照样读了\ntold 工作表“Sheet1”：左右并排有 2 张表（A–B、C–D 列），各按自己的表头读了，请核对\n"},
		"hidden columns": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "身份证号", "原因"), r("样例父", two, one, "密接"))
			_ = f.SetColVisible("Sheet1", "B", false)
			_ = f.SetColVisible("Sheet1", "D", false)
		}), "1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\ntold 工作表“Sheet1”：隐藏的 B 列“身份证号”没有用，用的是没有隐藏的那一列\ntold 工作表“Sheet1”：“原因”在隐藏的 D 列，照样读了\n"},
		"two people a cell": {[]byte("姓名,身份证号\n样例父、样例母," + one + "\n\"样例父\n样例母\",\"" + one + "\n" + two + "\"\n样例老,\"" + three + " " + two + "\"\n\"样例\n父\",\"330212\n198505059315\"\n"),
			"1:skipped (表头)\n2:ask number=ONE name=样例父、样例母 (一格里写了不止一)\n3:ask number=ONE TWO name=样例父 样例母 (一格里写了不止一)\n6:ask number=THREE TWO name=样例老 (一格里写了不止一)\n7: number=330212 198505059315 name=样例 父\n"},
		"a quotation mark left open and another's": {[]byte("姓名,身份证号\n\"样例父," + one + "\n样例母," + two + "\n\"样例老\"," + three + "\n样例幼,\"" + one + "\n样例母,\"" + two + "\"\n"),
			"1:skipped (表头)\n2:invalid name=样例父,ONE (这一行的引号没有)\n3: number=TWO name=样例母\n4: number=THREE name=样例老\n5:invalid number=ONE name=样例幼 (这一行的引号没有)\n6: number=TWO name=样例母\n"},
		"days": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "列入日期"), r("样例父", one, 43899), r("样例母", two, 43899.5), r("样例老", three, "2020年3月9日"))
			code := "yyyy年m月d日"
			style, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			_ = f.SetCellStyle("Sheet1", "C3", "C3", style)
		}), "1:skipped (表头)\n2: number=ONE name=样例父 date=2020-03-09\n3: number=TWO name=样例母 date=2020-03-09\n4: number=THREE name=样例老 date=2020年3月9日\n"},
		"heads as people write them": {sheet(r("* 申领人\n姓 名", "居民身份证号码（18位）", "联系人姓名", "备注"), r("样例父", one, "样例母", "x")), plain},
		"a line break in a cell":     {sheet(r("姓名", "身份证号"), r("样例父\n", "330212\n198505059315 ")), "1:skipped (表头)\n2: number=330212 198505059315 name=样例父\n"},
		"a quotation mark left open": {[]byte("姓名,身份证号\n\"样例父," + one + "\n样例母," + two + "\n"), "1:skipped (表头)\n2:invalid name=样例父," + "ONE (这一行的引号没有)\n3: number=TWO name=样例母\n"},
		"a head far down":            {sheet(append(slices.Repeat([][]any{r("说明")}, 18), r("姓名", "身份证号"), r("样例父", one))...), downTo(18) + "19:skipped (表头)\n20: number=ONE name=样例父\n"},
		"one column":                 {[]byte("身份证号\n" + one + "\n"), "1:skipped (表头)\n2: number=ONE\n"},
		"pages and groups": {[]byte("姓名,身份证号\n1幢,\n样例父," + one + "\n第三组,\n第 1 页 共 2 页,\n样例街道,\n样例母," + two + "\n-2-,\n- 2/2 -,\n"),
			"1:skipped (表头)\n2:skipped (分组的标题)\n3: number=ONE name=样例父\n4:skipped (分组的标题)\n5:skipped (页码)\n6:skipped (分组的标题)\n7: number=TWO name=样例母\n8:skipped (页码)\n9:skipped (页码)\n"},
		"parts and their total": {[]byte("序号,姓名,身份证号\n1,样例父," + one + "\n小计,,1\n2,样例母," + two + "\n小计,,1\n总计,,3\n主管领导：样例甲,,电话：0574-87654321\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (合计)\n4: number=TWO name=样例母\n5:skipped (合计)\n6:skipped (合计)\n7:skipped (落款或签字)\ntold 合计写着 3 人，读到 2 行，请核对\n"},
		"parts that match": {[]byte("序号,姓名,身份证号\n1,样例父," + one + "\n小计,,1\n2,样例母," + two + "\n小计,,1\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (合计)\n4: number=TWO name=样例母\n5:skipped (合计)\n"},
		"what was so before":       {[]byte("姓名,身份证号,原类别,现类别\n样例父," + one + ",绿码,红码\n"), "1:skipped (表头)\n2: number=ONE name=样例父 reason=红码\n"},
		"full-width commas":        {[]byte(strings.ReplaceAll(csv, ",", "，")), plain},
		"bars":                     {[]byte(strings.ReplaceAll(csv, ",", "|")), plain},
		"an end of file of old":    {[]byte(csv + "\x1a"), plain},
		"the separator in a line":  {[]byte("sep=;\n" + strings.ReplaceAll(csv, ",", ";")), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3: number=ONE name=样例父\n"},
		"two rows deep in GB18030": {[]byte(gb("序号,人员信息,,备注\n,姓名,身份证号码,\n1,样例父," + one + ",x\n")), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3: number=ONE name=样例父\n"},
		"two rows deep in UTF-16":  {utf16Of("样例名单\t\t\r\n姓名\t证件\t\r\n\t类型\t号码\r\n样例父\t身份证\t"+one+"\r\n", false, true), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3:skipped (表头)\n4: number=ONE name=样例父\n"},
		"two tables side by side": {sheet(r("样例名单"), r("姓名", "身份证号"), r("样例父", one, nil, nil, "姓名", "证件号码"), r("样例母", two, nil, nil, "样例老", three), r(nil, nil, nil, nil, "样例子", one)),
			"1A–B:skipped (表头上面的标题或)\n2A–B:skipped (表头)\n3A–B: number=ONE name=样例父\n3E–F:skipped (表头)\n4A–B: number=TWO name=样例母\n4E–F: number=THREE name=样例老\n5E–F: number=ONE name=样例子\n" +
				"told 工作表“Sheet1”：左右并排有 2 张表（A–B、E–F 列），各按自己的表头读了，请核对\n"},
		"another table that begins above": {sheet(r(nil, nil, nil, "姓名"), r(nil, nil, nil, "样例老"), r("姓名", "身份证号"), r("样例父", one, nil, "样例子")),
			"1D:skipped (表头)\n2D: name=样例老\n3A–B:skipped (表头)\n4A–B: number=ONE name=样例父\n4D: name=样例子\n" +
				"told 工作表“Sheet1”：左右并排有 2 张表（A–B、D 列），各按自己的表头读了，请核对\n"},
		"three tables under one title, of other columns each": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("密切接触者名单"), r("序号", "姓名", "身份证号", "序号", "身份证号", "姓名", "原因", nil, "一、解除人员"), r(1, "样例父", one, 1, two, "样例母", "发热", nil, "姓名", "身份证号"),
				r("合计", 4, nil, 2, three, "样例老", nil, nil, "样例子", one), r("制表人：样例甲", nil, nil, nil, nil, nil, nil, nil, "填报日期：2020年3月10日"))
			_ = f.MergeCell("Sheet1", "A1", "J1")
		}), "1A–C:skipped (表头上面的标题或)\n2A–C:skipped (表头)\n2D–G:skipped (表头)\n2I–J:skipped (表头上面的标题或)\n3A–C: number=ONE name=样例父\n3D–G: number=TWO name=样例母 reason=发热\n3I–J:skipped (表头)\n" +
			"4A–C:skipped (合计)\n4D–G: number=THREE name=样例老\n4I–J:ask number=ONE name=样例子 (名单在这里写着解)\n5A–C:skipped (落款或签字)\n5I–J:skipped (落款或签字)\n" +
			"told 工作表“Sheet1”：左右并排有 3 张表（A–C、D–G、I–J 列），各按自己的表头读了，请核对\n"},
		"two tables above a wide one": {sheet(r("姓名", "身份证号", nil, "姓名", "身份证号"), r("样例父", one, nil, "样例母", two), r("姓名", "性别", "住址", "楼栋", "身份证号"), r("样例老", "男", "样例路", "1幢", three)),
			"1:skipped (一行里左右并排写)\n2:ask (一行里左右并排写)\n3:skipped (一行里左右并排写)\n4:ask (一行里左右并排写)\n" +
				"told 工作表“Sheet1”没有用：一行里左右并排写了两个人：“身份证号”既在 B 列，又在 E 列。请把右边的移到左边的下面，每行一人，再载入（2 行像是有人）\n"},
		"the number of another in the row": {sheet(r("姓名", "身份证号", "住址", "身份证号"), r("样例子", one, "样例路", two)),
			"1:skipped (一行里左右并排写)\n2:ask (一行里左右并排写)\ntold 工作表“Sheet1”没有用：一行里左右并排写了两个人：“身份证号”既在 B 列，又在 D 列。请把右边的移到左边的下面，每行一人，再载入（1 行像是有人）\n"},
		"another table in the midst of the columns": {sheet(r("姓名", nil, "身份证号"), r("样例父", nil, one), r(nil, "姓名"), r("样例母", "样例老", two)),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (旁边另一张表的表)\n4:ask (旁边另一张表（B)\n" +
				"told 工作表“Sheet1”：旁边还有一张表，没有读：B 列（表头在第 3 行）。请把它移到这张表的下面，每行一人，再载入\n"},
		"a column without a head": {[]byte("序号,姓名,身份证号\n1,样例父," + one + ",,已核\n2,样例母," + two + ",√,已通知\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3: number=TWO name=样例母\ntold E 列没有表头，没有读（2 行写着内容）\n"},
		"row numbers without a head": {[]byte(",姓名,身份证号\n1,样例父," + one + "\n"), plain},
		"somebody above the head": {[]byte("样例老," + three + "\n姓名,身份证号\n样例父," + one + "\n"),
			"1:ask (表头上面写着人，)\n2:skipped (表头)\n3: number=ONE name=样例父\n"},
		"an enterprise's date above the head": {[]byte("样例厂花名册,,\n填报日期：2020年3月10日,91330200MA2XXXXX0X,0574-87654321\n姓名,身份证号,原因\n样例父," + one + ",\n"),
			"1:skipped (表头上面的标题或)\n2:skipped (表头上面的标题或)\n3:skipped (表头)\n4: number=ONE name=样例父\n"},
		"a head and nobody": {[]byte("今日新增名单\n姓名,身份证号\n合计,0\n"), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3:skipped (合计)\ntold 认出了表头，但没有一行写着人\n"},
		"turned": {sheet(r("样例名单"), r("序号", 1, 2), r("姓名", "样例父", "样例母"), r("身份证号", one, two), r("原因", "密接", "发热")),
			"1:skipped (这张表是横着写的)\n2:skipped (这张表是横着写的)\n3:skipped (这张表是横着写的)\n4:ask (这张表是横着写的)\n5:skipped (这张表是横着写的)\n" +
				"told 工作表“Sheet1”没有用：这张表是横着写的：项目在左边，每人一列。请在表格软件里复制，“选择性粘贴”选“转置”，变成每行一人，再载入（1 行像是有人）\n"},
		"a form": {[]byte("登记表,,,\n姓名,样例父,类别,密接\n身份证号," + one + ",日期,0301\n"),
			"1:skipped (这是一人一张的登)\n2:skipped (这是一人一张的登)\n3:ask (这是一人一张的登)\ntold 这个文件没有用：这是一人一张的登记表（项目和内容写在同一行），不是名单。请改成第一行表头、每行一人，再载入（1 行像是有人）\n"},
		"a form in one row": {[]byte("姓名,样例父,身份证号," + one + "\n"),
			"1:ask (这是一人一张的登)\ntold 这个文件没有用：这是一人一张的登记表（项目和内容写在同一行），不是名单。请改成第一行表头、每行一人，再载入（1 行像是有人）\n"},
		"blanks between the columns": {[]byte("样例名单\n姓名　身份证号　原因\n样例父　" + one + "　密接\n样　母  " + two + " 发热\n样例老 " + three + "\n合计 3\n填报日期：2020年3月10日 样例街道\n"),
			"1:skipped (表头上面的标题或)\n2:skipped (表头)\n3: number=ONE name=样例父 reason=密接\n4: number=TWO name=样母 reason=发热\n5:invalid name=样例老 THREE (几列写在一格里，)\n6:skipped (合计)\n7:skipped (分组的标题)\n" +
				"told 几列写在一格里，已按空格分成 3 列，请核对\ntold 合计写着 3 人，读到 2 行，请核对\n"},
		"blanks in the cells of a workbook": {sheet(r("姓名 身份证号"), r("样例父 "+one), r("样例母  "+two)),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3: number=TWO name=样例母\ntold 工作表“Sheet1”：几列写在一格里，已按空格分成 2 列，请核对\n"},
		"a title without the table's sign": {[]byte("样例名单\n姓名，身份证号\n样例父，" + one + "\n"), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3: number=ONE name=样例父\n"},
		"tabs below a title":               {[]byte("样例名单\n姓名\t身份证号\n样例父\t" + one + "\n"), "1:skipped (表头上面的标题或)\n2:skipped (表头)\n3: number=ONE name=样例父\n"},
		"released beside the name": {[]byte("姓名,身份证号,原因\n样例父（已解除）," + one + ",密接\n样例母已解除," + two + ",密接\n样例老（未解除）," + three + ",密接\n"),
			"1:skipped (表头)\n2:ask number=ONE name=样例父（已解除） reason=密接 (姓名或号码旁写着)\n3:ask number=TWO name=样例母已解除 reason=密接 (姓名或号码旁写着)\n4: number=THREE name=样例老（未解除） reason=密接\n"},
		"a masked number without a name": {[]byte("身份证号\n" + one + "\n**************9315\n3302************\n"),
			"1:skipped (表头)\n2: number=ONE\n3: number=**************9315\n4: number=3302************\n"},
		"the blank for a date": {[]byte("姓名,身份证号\n样例父," + one + "\n年  月  日,\n,2020 年 月 日\n　　年　　月　　日,\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (落款或签字)\n4:skipped (落款或签字)\n5:skipped (落款或签字)\n"},
		"a name and a day": {[]byte("姓名,身份证号,日期\n样例父," + one + ",2020年3月9日\n样例母,,2020年3月9日\n,,2020年3月9日\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 date=2020年3月9日\n3: name=样例母 date=2020年3月9日\n4:skipped (没有姓名和号码)\n"},
		"numbers of passes and what to do": {[]byte("证件编号,处理\n12131180008054,收回\n"), "1:skipped (表头)\n2: pass=12131180008054\n"},
		"numbers of passes under another head": {[]byte("编号,姓名\n12131180008054,样例父\n,样例母\n"),
			"1:skipped (表头)\n2: pass=12131180008054 name=样例父\n3: name=样例母\n"},
		"names under another head, beside those of cases": {[]byte("病例姓名,密接者,身份证号\n样例甲,样例父," + one + "\n样例甲,样例母," + two + "\n"), "1:skipped (表头)\n2: number=ONE name=样例父\n3: number=TWO name=样例母\n"},
		"answers under that head":                         {[]byte("密接者,身份证号\n是," + one + "\n否," + two + "\n"), "1:skipped (表头)\n2: number=ONE\n3: number=TWO\n"},
		"days as a text file counts them":                 {[]byte("姓名,身份证号,日期\n样例父," + one + ",43899\n"), "1:skipped (表头)\n2: number=ONE name=样例父 date=2020-03-09\n"},
		"serial numbers under that head":                  {[]byte("编号,姓名,身份证号\n12131180,样例父," + one + "\n"), plain},
		"patients and their contacts": {[]byte("患者姓名,密接姓名,患者身份证号,密接身份证号,原因\n样例祖,样例父," + two + "," + one + ",密接\n"),
			"1:skipped (表头)\n2: number=ONE name=样例父 reason=密接\n"},
		"nobody but the patients": {[]byte("患者姓名,身份证号\n样例父," + one + "\n"), plain},
		"a guardian's number that is damaged": {b(func(f *excelize.File) {
			rows(t, f, "Sheet1", r("姓名", "身份证号", "原因", "监护人证件号码"), r("样例子", one, "密接", 330203198706069345.0))
		}), "1:skipped (表头)\n2: number=ONE name=样例子 reason=密接\n"},
		"JSON lines": {[]byte(`{"name":"样例父","number":"` + one + `"}` + "\n{\n"), "1: number=ONE name=样例父\n2:invalid (这一行不是一个 )\n"},
	}
}

func downTo(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d:skipped (表头上面的标题或)\n", i+1)
	}
	return b.String()
}

func TestListsAsTheyAreSent(t *testing.T) {
	for name, c := range nasty(t) {
		l, err := ReadPeople(bytes.NewReader(c.file), people, Choice{})
		if got := shown(l); err != nil || got != c.want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", name, err, got, c.want)
		}
	}
}

// TestEveryRowOnce: whatever a file holds, each of its rows in which something
// stands is answered once; counted by another program.
func TestEveryRowOnce(t *testing.T) {
	for name, c := range nasty(t) {
		if !bytes.HasPrefix(c.file, []byte("PK")) {
			continue
		}
		want := map[string]int{}
		f, err := excelize.OpenReader(bytes.NewReader(c.file))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.GetSheetList() {
			all, err := f.GetRows(s)
			if err != nil {
				t.Fatal(err)
			}
			for n, row := range all {
				if slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
					want[fmt.Sprint(s, n+1)] = 1
				}
			}
		}
		f.Close()
		l, err := ReadPeople(bytes.NewReader(c.file), people, Choice{})
		if err != nil {
			t.Fatal(name, err)
		}
		got, halves := map[string]int{}, map[string]bool{}
		for _, r := range l.Rows {
			if half := fmt.Sprint(r.Sheet, r.Line, r.Columns); halves[half] {
				t.Errorf("%s: %s is answered twice", name, half)
			} else {
				halves[half] = true
			}
			got[fmt.Sprint(r.Sheet, r.Line)] = 1
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: rows %v, want %v", name, got, want)
		}
	}
}

func TestOneSheetIsChosen(t *testing.T) {
	file := book(t, func(f *excelize.File) {
		rows(t, f, "Sheet1", r("姓名", "身份证号"), r("样例父", one))
		_, _ = f.NewSheet("隐")
		rows(t, f, "隐", r("姓名", "身份证号"), r("样例母", two))
		_ = f.SetSheetVisible("隐", false)
	})
	l, err := ReadPeople(bytes.NewReader(file), people, Choice{Sheet: "隐"})
	if want := "1:skipped (不在所选的工作表)\n2:skipped (不在所选的工作表)\n隐!1:skipped (表头)\n隐!2: number=TWO name=样例母\n"; err != nil || shown(l) != want {
		t.Errorf("%v\n%s", err, shown(l))
	}
	if _, err := ReadPeople(bytes.NewReader(file), people, Choice{Sheet: "无"}); !IsError(err) || !strings.Contains(err.(*Error).ZH, "Sheet1、隐") {
		t.Errorf("no such sheet: %v", err)
	}
}

// ole is a file of the old kind that holds a stream of this name.
func ole(stream string) []byte {
	b := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1016)...)
	return append(b, utf16Of(stream, false, false)...)
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFilesThatAreNoLists: each is told apart, with what to do.
func TestFilesThatAreNoLists(t *testing.T) {
	whole := nasty(t)["merged downwards"].file
	defer func(limit int64) { unzipped = limit }(unzipped)
	unzipped = 1 << 20 // so that a small bomb is one
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"an old workbook":         {ole("Workbook"), "旧式 xls"},
		"a locked workbook":       {ole("EncryptedPackage"), "密码"},
		"an old Word document":    {ole("WordDocument"), "Word"},
		"a web page":              {[]byte("\ufeff \r\n<html><table><tr><td>姓名</td></tr></table></html>"), "网页"},
		"a web page of Excel":     {[]byte("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"), "网页"},
		"a workbook of 2003":      {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`), "2003"},
		"a PDF":                   {[]byte("%PDF-1.4"), "PDF"},
		"an archive":              {zipped(t, map[string]string{"名单.csv": "姓名"}), "压缩包"},
		"another archive":         {[]byte("Rar!\x1a\x07\x00"), "压缩包"},
		"OpenDocument":            {zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "ODS"},
		"xlsb":                    {zipped(t, map[string]string{"xl/workbook.bin": "x"}), "xlsb"},
		"Word":                    {zipped(t, map[string]string{"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "Word"},
		"a picture":               {[]byte("\x89PNG\r\n"), "图片"},
		"half a workbook":         {whole[:len(whole)/2], "不完整"},
		"a workbook with a flaw":  {minimal(t, `<sheetData><row r="1"><c t="inlineStr"><is><t>姓名</t>`), "损坏"},
		"a sheet that is missing": {zipped(t, map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="a" id="x"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels": `<R><Relationship Id="x" Type="t/worksheet" Target="gone.xml"/></R>`}), "损坏"},
		"a bomb":                  {minimal(t, "<sheetData>"+strings.Repeat("<row r=\"1\"></row>", 1<<17)+"</sheetData>"), "没有读取；不像"},
		"merged for ever":         {minimal(t, "<sheetData>"+manyRows(17000)+"</sheetData>"+`<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`), "没有读取；不像"},
		"nothing":                 {nil, "空"},
		"an empty sheet":          {book(t, func(*excelize.File) {}), "空"},
		"no head":                 {[]byte("样例父," + one + "\n"), "没有认出表头"},
		"bytes":                   {[]byte("a\x00\x00b\x00"), "不是文字"},
	} {
		_, err := ReadPeople(bytes.NewReader(c.file), people, Choice{})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.ZH, c.want) || e.EN == "" {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if e != nil && strings.Contains(e.ZH+e.EN, "样例父") {
			t.Errorf("%s: names somebody", name)
		}
	}
}

// minimal is a workbook of one sheet with this text in it.
func minimal(t testing.TB, sheet string) []byte {
	return zipped(t, map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="Sheet1" id="x"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<R><Relationship Id="x" Type="t/worksheet" Target="/xl/s.xml"/></R>`,
		"xl/s.xml":                   `<worksheet>` + sheet + `</worksheet>`,
	})
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<row r="%d"><c t="inlineStr"><is><t>x</t></is></c></row>`, i+1)
	}
	return b.String()
}

// TestOddWorkbooks: what other programs write, by hand.
func TestOddWorkbooks(t *testing.T) {
	cell := func(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }
	head := `<row>` + cell("姓名") + cell("身份证号") + `</row>`
	const plain = "1:skipped (表头)\n2: number=ONE name=样例父\n"
	for name, c := range map[string]struct{ sheet, want string }{
		"no places":                    {`<sheetData>` + head + `<row>` + cell("样例父") + cell(one) + `</row></sheetData>`, plain},
		"a prefix":                     {`<x:sheetData xmlns:x="u"><x:row><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>身份证号</x:t></x:is></x:c></x:row><x:row><x:c t="str"><x:f>A1</x:f><x:v>样例父</x:v></x:c><x:c t="str"><x:v>` + one + `</x:v></x:c></x:row></x:sheetData>`, plain},
		"how it is read aloud":         {`<sheetData>` + head + `<row><c t="inlineStr"><is><r><t>样例</t></r><r><t>父</t></r><rPh><t>yang</t></rPh></is></c>` + cell(one) + `</row></sheetData>`, plain},
		"a formula that gives \"\"":    {`<sheetData>` + head + `<row>` + cell("样例父") + cell(one) + `</row><row><c t="str"><f>IF(1,"")</f><v></v></c>` + cell(two) + `</row></sheetData>`, plain + "3: number=TWO\n"},
		"a formula and an empty value": {`<sheetData>` + head + `<row>` + cell("样例父") + `<c><f>B9</f><v></v></c></row></sheetData>`, "1:skipped (表头)\n2:no_value name=样例父 (这一格是公式，文)\n"},
		"an error":                     {`<sheetData>` + head + `<row>` + cell("样例父") + `<c t="e"><f>B9</f><v>#REF!</v></c></row></sheetData>`, "1:skipped (表头)\n2:no_value name=样例父 (这一格的公式出错)\n"},
		"in scientific notation":       {`<sheetData>` + head + `<row>` + cell("样例父") + `<c><v>3.3021219850505901E+17</v></c></row></sheetData>`, "1:skipped (表头)\n2:damaged number=330212198505059000 name=样例父 (号码存成了数值，)\n"},
		"15 digits as a number":        {`<sheetData>` + head + `<row>` + cell("样例父") + `<c><v>330212850505931</v></c></row></sheetData>`, "1:skipped (表头)\n2: number=330212850505931 name=样例父\n"},
		"a row of no height":           {`<sheetData>` + head + `<row ht="0" customHeight="1">` + cell("样例父") + cell(one) + `</row></sheetData>`, "1:skipped (表头)\n2:skipped (这一行是隐藏的)\ntold 工作表“Sheet1”：认出了表头，但没有一行写着人\ntold 工作表“Sheet1”：隐藏的 1 行没有用\n"},
		"what XML cannot hold":         {`<sheetData>` + head + `<row>` + cell("样例父_x000D_") + cell(one) + `</row></sheetData>`, plain},
		"to the limit of xls":          {`<sheetData>` + head + `<row r="65536">` + cell("样例父") + cell(one) + `</row></sheetData>`, "1:skipped (表头)\n65536: number=ONE name=样例父\ntold 工作表“Sheet1”：正好到第 65536 行为止，这是表格软件的上限，后面的人可能丢了，请核对总数\n"},
	} {
		l, err := ReadPeople(bytes.NewReader(minimal(t, c.sheet)), people, Choice{})
		if got := shown(l); err != nil || got != c.want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", name, err, got, c.want)
		}
	}
}

// FuzzPeople: no bytes make it panic, and no row comes back twice.
func FuzzPeople(f *testing.F) {
	for _, c := range nasty(f) {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := ReadPeople(bytes.NewReader(raw), people, Choice{})
		if err != nil {
			if !IsError(err) || err.(*Error).ZH == "" || err.(*Error).EN == "" {
				t.Fatal(err)
			}
			return
		}
		onceEach(t, l)
	})
}

// FuzzSheet fuzzes what is inside of a workbook.
func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="XFD1" s="1"><f>A1</f><v>1e300</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		l, err := ReadPeople(bytes.NewReader(minimal(t, sheet)), people, Choice{})
		if err == nil {
			onceEach(t, l)
		} else if !IsError(err) {
			t.Fatal(err)
		}
	})
}

func onceEach(t *testing.T, l List) {
	t.Helper()
	type place struct {
		sheet, columns string
		line           int
	}
	seen := map[place]bool{}
	for _, r := range l.Rows {
		if at := (place{r.Sheet, r.Columns, r.Line}); seen[at] {
			t.Fatalf("row %v twice", at)
		} else {
			seen[at] = true
		}
		if r.Verdict != Named && r.Fault == (Text{}) {
			t.Fatalf("row %d: %s without a reason", r.Line, r.Verdict)
		}
	}
}
