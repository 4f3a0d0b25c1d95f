package list

import (
	"strings"
	"testing"
)

// Since when somebody is listed, of when the contact was and how long it holds are told apart
// by what the columns are called; of several that say the same, the one that says it best
// goes first, and the others hold where it is empty.
func TestDaysAreFoundByTheirHeads(t *testing.T) {
	for file, want := range map[string]string{
		"起始时间\n1":                 "date=1",
		"开始时间\n1":                 "date=1",
		"管控起始时间\n1":               "date=1",
		"纳入时间\n1":                 "date=1",
		"隔离开始日期\n1":               "date=1",
		"居家隔离起始日期\n1":             "date=1",
		"赋码时间\n1":                 "date=1",
		"转码日期\n1":                 "date=1",
		"转码时间\n1":                 "date=1",
		"认定时间\n1":                 "date=1",
		"审批日期\n1":                 "date=1",
		"管控开始日期,管控结束日期\n1,2":      "date=1 until=2",
		"管控结束日期\n2":               "until=2",
		"预计解除时间,起始时间\n2,1":        "date=1 until=2",
		"更新时间,列入日期\n1,2":          "date=2",
		"更新时间,列入日期\n1,":           "date=1",
		"更新时间,管控起始时间\n1,2":        "date=2",
		"赋码时间,审批日期\n1,2":          "date=1",
		"审批日期,填写日期\n1,2":          "date=1",
		"到达日期,接触日期,末次接触日期\n1,2,3": "on=3",
		"到达日期,接触日期,末次接触日期\n1,,":   "on=1",
		"返甬时间,核酸检测日期,接种日期\n1,2,3": "on=1",
		"原赋码时间,是否结束,离甬日期\n1,2,3":  "",
	} {
		head, row, _ := strings.Cut(file, "\n")
		l, err := ReadPeople(strings.NewReader("姓名,身份证号,"+head+"\n样例父,"+one+","+row+"\n"), ListedColumns, Choice{})
		if err != nil {
			t.Fatal(file, err)
		}
		var got []string
		for _, key := range []string{"date", "on", "until"} {
			if v := l.Rows[1].Values[key]; v != "" {
				got = append(got, key+"="+v)
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
	l, err := ReadPeople(strings.NewReader("姓名,身份证号,管控时间,\n,,起,止\n样例父,"+one+",1,2\n"), ListedColumns, Choice{})
	if err != nil || l.Rows[2].Values["date"] != "1" || l.Rows[2].Values["until"] != "2" {
		t.Errorf("a head of two rows: %v %+v", err, l.Rows)
	}
}
