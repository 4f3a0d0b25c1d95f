package list

import (
	"strings"
	"testing"
)

// TestAColumnThatSaysTheSameOfAllIsToldOnce: it is heard of nobody, and named once; where one
// row says something else, or there is one row only, each keeps what it says.
func TestAColumnThatSaysTheSameOfAllIsToldOnce(t *testing.T) {
	no := func(_, text string) bool { return text == "否" }
	for rows, want := range map[string]int{
		"样例父,330212198505059315,否\n样例母,330203198706069345,否\n": 0,
		"样例父,330212198505059315,否\n样例母,330203198706069345,是\n": 2,
		"样例父,330212198505059315,否\n样例母,330203198706069345,\n":  1,
		"样例父,330212198505059315,否\n":                           1,
	} {
		l, err := ReadPeople(strings.NewReader("姓名,身份证号,是否本人\n"+rows+"合计,,2\n"), people, Choice{Hears: func(h string) bool { return h == "是否本人" }})
		if err != nil {
			t.Fatal(err)
		}
		l.Unhear(no)
		heard, told := 0, 0
		for _, r := range l.Rows {
			for _, s := range r.Heard {
				if s.Text != "2" {
					heard++
				}
			}
		}
		for _, s := range l.Told {
			if strings.Contains(s.ZH, "是否本人") {
				told++
			}
		}
		if heard != want || (told == 1) != (want == 0) {
			t.Errorf("%s: heard %d, told %d", rows, heard, told)
		}
	}
}
