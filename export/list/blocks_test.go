package list

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestBlocks: another head further down has columns of its own, and whom the sheet
// calls released is only asked about.
func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"released below":  {"一、新增人员,,\n姓名,身份证号,原因\n样例父," + one + ",密接\n二、解除人员,,\n姓名,身份证号,解除日期\n样例母," + two + ",2020-02-20\n", "skipped skipped  skipped skipped ask"},
		"then new ones":   {"姓名,身份证号,原因\n样例父," + one + ",密接\n解除隔离人员,,\n样例母," + two + ",密接\n三、新增人员,,\n样例祖," + three + ",发热\n", "skipped  skipped ask skipped "},
		"a title above":   {"解除医学观察人员名单,,\n姓名,身份证号,原因\n样例父," + one + ",密接\n", "skipped skipped ask"},
		"not released":    {"未解除人员名单,,\n姓名,身份证号,原因\n样例父," + one + ",密接\n", "skipped skipped "},
		"a column":        {"姓名,身份证号,原因,是否解除\n样例父," + one + ",密接,是\n样例母," + two + ",密接,否\n样例祖," + three + ",密接,\n", "skipped ask  "},
		"only the head":   {"姓名,身份证号,原因\n样例父," + one + ",密接\n姓名,身份证号,解除日期\n样例母," + two + ",2020-02-20\n", "skipped  skipped ask"},
		"the head again":  {"姓名,身份证号,原因\n样例父," + one + ",密接\n姓名,身份证号,原因\n样例母," + two + ",密接\n", "skipped  skipped "},
		"columns swapped": {"姓名,身份证号,原因\n样例父," + one + ",密接\n身份证号,姓名,原因\n" + two + ",样例母,密接\n", "skipped  skipped "},
	} {
		l, err := ReadPeople(bytes.NewReader([]byte(c.file)), people, Choice{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, r := range l.Rows {
			got = append(got, r.Verdict)
			if r.Verdict == Named && (!strings.HasPrefix(r.Values["name"], "样例") || len(r.Values["number"]) != 18 || r.Values["reason"] == "") {
				t.Errorf("%s: line %d reads %v", name, r.Line, r.Values)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, " "), c.want)
		}
	}
}

// TestTitlesStandWithTheRows: what stands over the table, and over a block of it, the
// nearest first.
func TestTitlesStandWithTheRows(t *testing.T) {
	file := "样例区密切接触者名单,,\n说明：样例,,\n姓名,身份证号\n样例父," + one + "\n二、发热人员,,\n样例母," + two + "\n"
	l, err := ReadPeople(bytes.NewReader([]byte(file)), people, Choice{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range l.Rows {
		if r.Verdict == Named {
			got = append(got, strings.Join(r.Titles, "|"))
		}
	}
	if want := []string{"样例区密切接触者名单|", "二、发热人员|样例区密切接触者名单|"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
