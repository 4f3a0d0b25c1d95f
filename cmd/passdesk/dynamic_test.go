package main

import (
	"strings"
	"testing"
	"time"
)

// A holder whom a list names since the issue stands in the daily dynamic, with whose
// list it is and since when; before the list nobody does.
func TestTheDailyDynamicByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, lineFather, "issue")
	if s := p.expect(exitDone, "", "watch", "affected"); s.out != "" {
		t.Fatalf("affected before any list: %s", s.out)
	}
	p.now = p.now.Add(24 * time.Hour)
	p.expect(exitDone, "", "watch", "import", p.write("list.csv", "姓名,身份证号码,人员类别\n样例父,330212198505059315,密切接触者\n"), "--source", "样例疾控")
	l := p.expect(exitDone, "", "watch", "affected").lines(t)
	if len(l) != 1 || l[0]["name"] != "样例父" || l[0]["list"] != "样例疾控" || l[0]["since"] != "2020-03-11" || l[0]["copy"] != 1.0 || l[0]["asks"] != nil {
		t.Errorf("the dynamic: %v", l)
	}
	if why := l[0]["why"].(map[string]any); why["zh"] == "" || why["en"] == "" || strings.Contains(why["zh"].(string), "330212") {
		t.Errorf("why: %v", why)
	}
}
