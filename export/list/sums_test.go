package list

import (
	"strings"
	"testing"
)

// A subtotal counts the rows of its block, a total all of them; either is told only where it
// does not fit. P is a person's row.
func TestSumsAreToldWhereTheyDoNotFit(t *testing.T) {
	for rows, want := range map[string]string{
		"P P 小计,,2 P 小计,,1 合计,,3":         "",
		"P P P 小计,,1":                     "第 5 行小计写着 1 人，这一段读到 3 行，请核对",
		"P 小计,,1 P P":                     "", // the last block has none
		"P P 小计,,3 P 小计,,1 P 小计,,4 合计,,4": "第 4 行小计写着 3 人，这一段读到 2 行（另有 1 处小计也对不上），请核对",
		"P 小计,,1 P P 小计,,2 总计,,5":         "合计写着 5 人，读到 3 行，请核对",
		"1幢,, P P 2幢,, P 小计,,1":           "", // of the block under the title
		"P P 姓名,身份证号,原因 P 本页小计,,1":        "", // of the page
		"P P 姓名,身份证号,原因 P 本页小计,,3":        "", // of the block, over two pages
		"小计,,2 P P 小计：1人,, P":             "", // each above its block
		"小计,,2 P P 小计：2人,, P":             "第 5 行小计写着 2 人，这一段读到 1 行，请核对",
		"P P 合计,,2 P 合计,,1 总计,,3":         "", // of sections
		"P P 合计,,2 P 合计,,2 总计,,3":         "合计写着 2 人，读到 3 行，请核对",
		"P P 3号楼小计,,2 样例社区合计,,2":          "", // whose number is no count
		"P P 合计,男1人,女1人":                  "",
		"P P 合计,3人,其中儿童2人":                "合计写着 3 人，读到 2 行，请核对",
		"P 小计,,1 P ,, ,小计,":               "",
	} {
		file := "姓名,身份证号,原因\n" + strings.ReplaceAll(strings.ReplaceAll(rows, "P", "样例父,"+one+",密接"), " ", "\n") + "\n"
		l, err := ReadPeople(strings.NewReader(file), people, Choice{})
		var told []string
		for _, s := range l.Told {
			told = append(told, s.ZH)
		}
		if got := strings.Join(told, "|"); err != nil || got != want {
			t.Errorf("%s: %v, told %q, want %q", rows, err, got, want)
		}
		for _, r := range l.Rows {
			if strings.HasSuffix(r.Values["name"], "计") && r.Verdict != Skipped {
				t.Errorf("%s: row %d is a person: %v", rows, r.Line, r.Values)
			}
		}
	}
}

// The word alone under the head of names is no name.
func TestASumUnderTheNamesIsNobody(t *testing.T) {
	l, err := ReadPeople(strings.NewReader("楼栋,姓名,身份证号\n1幢,样例父,"+one+"\n1幢,小计,2\n,样例小计,\n"), people, Choice{})
	if got, want := shown(l), "1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (合计)\n4: name=样例小计\ntold 第 3 行小计写着 2 人，这一段读到 1 行，请核对\n"; err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}
