package list

import (
	"strings"
	"testing"
)

// Of a register's last row the totals are compared; what was written below it is read, under
// its own line.
func TestBelowTheRegistersOwnTotals(t *testing.T) {
	file := "姓名 Name,证件号码 Document number,签证日期 Issued,状态 Status,备注 Remark\n样例父,\"\t" + one + "\",2020-03-01,issued,\n#合计 rows=2 sum(A)=3 end,,,,\"passdesk head v1\n" + strings.Repeat("x\n", 9) + "\"\n样例母," + two + ",,,\n"
	l, err := ReadPeople(strings.NewReader(file), people, Choice{})
	if got, want := shown(l), "1:skipped (表头)\n2: number=ONE name=样例父\n3:skipped (合计)\n14: number=TWO name=样例母\n"; err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	l, err = ReadPeople(strings.NewReader(strings.ReplaceAll(file, "rows=2", "rows=5")), people, Choice{})
	if len(l.Told) != 1 || !strings.Contains(l.Told[0].ZH, "合计写着 5 人，读到 2 行") {
		t.Errorf("%v %v", err, l.Told)
	}
}

// A head in two languages is what its Chinese half says.
func TestHeadsInTwoLanguages(t *testing.T) {
	for head, want := range map[string]string{"姓名 Name": "姓名", "监护人证件 Guardian's number": "监护人证件", "姓名/Name": "姓名", "状态 Status": "状态 Status", "Name": "Name", "姓名": "姓名", "是否A类 B": "是否A类 B", "手机 QQ": "手机"} {
		if got := inChinese(head); got != want {
			t.Errorf("%s: %s, want %s", head, got, want)
		}
	}
}
