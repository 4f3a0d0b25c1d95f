package main

import (
	"os"
	"strings"
	"testing"
)

// TestTheCitysPublicListsComeDown: with its next sync a station tells people where to
// go by the city's directory, judges by the city's areas, and has the keys, of which
// one was revoked.
func TestTheCitysPublicListsComeDown(t *testing.T) {
	p := newPlace(t)
	p.station()
	p.run(exitDone, "init", "--scheme", "ningbo", "--authority", "health-bureau")
	p.enrolled("first", 131)
	p.enrolled("second", 132)
	issued := p.at("second", application("1", "样例母", mother), "issue")
	_, rest, _ := strings.Cut(issued, `"number":"`)
	number, _, _ := strings.Cut(rest, `"`)
	p.must(os.WriteFile(p.file("places.csv"), []byte("类型,名称,行政区划,地址,电话,站点代码\n社区,样例社区乙,鄞州区,样例路 2 号,0574-00000000,132\n派出所,样例派出所,330212,样例路 9 号,,\n"), 0o600))
	p.must(os.WriteFile(p.file("areas.csv"), []byte("类别,地区,起,止,来源\n重点,420100,2020-01-23,,样例文件\n"), 0o600))
	p.must(os.WriteFile(p.file("broken.csv"), []byte("类别,地区,起,止,来源\n重点,420100,2020-01-23,,样例文件\n没有,?,,,\n"), 0o600))
	if made := p.run(exitDone, "directory", "import", p.file("places.csv"), "--scheme", "ningbo"); !strings.Contains(made.out, `"places":2`) {
		t.Errorf("%s", made.out)
	}
	loaded := p.run(exitDone, "areas", "import", p.file("areas.csv"), "--scheme", "ningbo")
	if broken := p.run(exitFailed, "areas", "import", p.file("broken.csv"), "--scheme", "ningbo"); !strings.Contains(broken.out, `"result":"invalid"`) || strings.Count(broken.err, "passcollector: ") != 2 {
		t.Errorf("%s%s", broken.out, broken.err)
	}
	p.run(exitFailed, "directory", "import", p.file("places.csv"), "--scheme", "lishui")
	if again := p.run(exitDone, "areas", "import", p.file("areas.csv"), "--scheme", "ningbo"); !strings.Contains(again.out, `"number":`) || again.out != loaded.out {
		t.Errorf("the same again is a newer list: %s", again.out)
	}
	p.run(exitDone, "license", "revoke", "--scheme", "ningbo", "--district", "12", "--station", "132", "--epoch", "1", "--serial", "1")
	if said := p.run(exitFailed, "license", "revoke", "--scheme", "ningbo", "--district", "12", "--station", "132", "--epoch", "1", "--serial", "100000"); !strings.Contains(said.err, "0–99999") {
		t.Errorf("%s", said.err)
	}
	p.run(exitDone, "license", "keys", "--scheme", "ningbo", "--out", p.file("keys"))
	lines := p.run(exitDone, "license", "list", "--scheme", "ningbo").lines(t)
	if good, _ := lines[1]["last_good"].(map[string]any); len(lines) != 2 || lines[0]["last_good"] != nil || good["epoch"] != 1.0 || good["serial"] != 1.0 {
		t.Errorf("the licences: %v", lines)
	}
	keys, err := os.ReadFile(p.file("keys"))
	p.must(err)
	for _, l := range lines {
		if l["point"] == "" || l["key"] == "" || !strings.Contains(string(keys), l["key"].(string)) {
			t.Errorf("whose licence it is: %v", l)
		}
	}
	if text := string(keys); !strings.Contains(text, "12-131 ") || !strings.Contains(text, " good 1-1\n") {
		t.Errorf("%s", text)
	}
	taken := p.exchange("first")["first"]
	for _, kind := range []string{"directory", "areas", "keys"} {
		if !strings.Contains(taken, `"kind":"`+kind+`","result":"taken"`) {
			t.Errorf("%s was not taken: %s", kind, taken)
		}
	}
	if said, err := p.try("first", "", "show", number); err == nil || !strings.Contains(err.Error(), "样例社区乙，样例路 2 号") {
		t.Errorf("where another station's pass is served: %s %v", said, err)
	}
	if said := p.at("first", "", "areas", "list"); !strings.Contains(said, `"420100"`) {
		t.Errorf("the areas in force: %s", said)
	}
	if taken := p.exchange("first")["first"]; strings.Contains(taken, `"kind":"keys"`) {
		t.Errorf("once more: %s", taken)
	}
	p.at("first", "", "verify")
}
