package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestSlipsByScript: whoever got no pass today takes a page home, with the answer,
// the paper's name, the place and the appeal on it, and no whole number.
func TestSlipsByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	p.expect(exitDone, "", "directory", "import", p.write("d.jsonl", `{"kind":"police","name":"样例派出所","division":"330212","address":"样例路 1 号","phone":"0574-00000000"}`+"\n"))
	lines := p.expect(exitDone, lineFather+
		`{"ref":"a","name":"样例母","document":{"number":"330203198706069345"},"facts":["close_contact"],"isolation":{"start":"2020-03-05"},"declared":true}`+"\n"+
		`{"ref":"b","name":"样例老","document":{"number":"330204194605129036"},"facts":["no_need"],"declared":true}`+"\n"+lineForeigner, "issue").lines(t)
	parked := fmt.Sprint(lines[2]["case"])

	out := p.file("slips.pdf")
	if l := p.expect(exitDone, "", "print", "slips", "--open", "--out", out).lines(t); l[0]["slips"] != 3.0 {
		t.Errorf("answered %v", l)
	}
	said := textOf(t, out)
	for _, want := range []string{"不予发证告知书", "待核实告知书", "转办告知书", "330212-931-" + parked, "样例母", "330203********9345",
		"与确诊病人有密切接触", "《“宁波全域一码通”今起推行》", "2020-03-19", "样例派出所", "样例路1号", "0574-00000000", "向“样例社区”提出", "单机站"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q on the slips:\n%s", want, said)
		}
	}
	for _, never := range []string{"330203198706069345", "330204194605129036", "912345678", "样例父", "天内提出"} {
		if strings.Contains(said, never) {
			t.Errorf("%q stands on a slip", never)
		}
	}

	p.expect(exitDone, "", "settings", "set", "appeal_deadline_days", "7", "--reason", "样例")
	p.expect(exitDone, "", "queue", "settle", parked, "--decision", "refuse", "--reason", "样例理由")
	p.expect(exitDone, "", "print", "slips", parked, parked, "--out", out)
	said = textOf(t, out)
	if !strings.Contains(said, "经核实，不予发证") || !strings.Contains(said, "7天内提出") || strings.Count(said, "不予发证告知书") != 1 || strings.Contains(said, "样例理由") {
		t.Errorf("after the decision:\n%s", said)
	}
	for _, args := range [][]string{{"x"}, {"0"}, {}} {
		twoLanguages(t, p.expect(exitUsage, "", append([]string{"print", "slips", "--out", out}, args...)...).err)
	}
	twoLanguages(t, p.expect(exitFailed, "", "print", "slips", "9999", "--out", p.file("none.pdf")).err)
	for _, l := range p.expect(exitDone, "", "queue", "list", "--state", "all").lines(t) {
		if where, _ := l["where"].([]any); (l["outcome"] == "REFER_POLICE") != (len(where) == 1) {
			t.Errorf("case %v is sent to %v", l["id"], where)
		}
	}
	if l := p.expect(exitDone, "", "verify").lines(t)[0]; len(l["faults"].([]any)) > 0 {
		t.Errorf("verify: %v", l)
	}
}

// Who is refused for a fever is told whom to turn to: the health department that the
// directory names, and without one a line that the desk fills in by hand.
func TestFeverSlipNamesAPlace(t *testing.T) {
	for scheme, c := range map[string]struct{ division, outcome string }{
		"ningbo": {"330212", "REFUSE+ISOLATE7"}, "lishui": {"331102", "REFUSE"}, "ningxia": {"640104", "REFUSE"},
	} {
		t.Run(scheme, func(t *testing.T) {
			p := newPlace(t)
			p.init("--scheme", scheme, "--division", c.division)
			feverish := `{"ref":"a","name":"样例母","document":{"number":"330203198706069345"},"temp":38.6,"declared":true}`
			if l := p.expect(exitDone, feverish, "issue").lines(t)[0]; l["outcome"] != c.outcome {
				t.Fatal(l)
			}
			const line = "卫健部门、发热门诊：＿＿"
			for _, known := range []bool{false, true} {
				if known {
					p.expect(exitDone, "", "directory", "import", p.write("d.jsonl", `{"kind":"health","name":"样例卫健局","division":"`+c.division+`","phone":"0574-00000009"}`+"\n"))
				}
				p.expect(exitDone, "", "print", "slips", "--open", "--out", p.file("slips.pdf"))
				said := textOf(t, p.file("slips.pdf"))
				if strings.Contains(said, line) == known || strings.Contains(said, "样例卫健局电话0574-00000009") != known || !strings.Contains(said, "到哪里办") {
					t.Errorf("with a directory: %v; the slip says\n%s", known, said)
				}
			}
		})
	}
}

// A red slip of Lishui says what its paper says (003): at home, under the measures of the
// health department, and that no appeal changes a colour but only what was declared.
func TestLishuiRedSlip(t *testing.T) {
	p := newPlace(t)
	p.init("--scheme", "lishui", "--division", "331102")
	p.decided(`{"ref":"a","name":"样例母","document":{"number":"330203198706069345"},"facts":["close_contact"],"declared":true}`, "REFUSE")
	p.expect(exitDone, "", "print", "slips", "--open", "--out", p.file("slips.pdf"))
	said := textOf(t, p.file("slips.pdf"))
	for _, want := range []string{"执行相应措施，等系统转为绿码", "卫健部门、发热门诊：＿＿", "人工不能改", "申报的情况有误的"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "核实后予以变更") {
		t.Errorf("a colour is said to be changed on appeal:\n%s", said)
	}
}

// TestSlipOfAnAppealByScript: what may be done against an answer follows where the
// case stands. Nobody is told to appeal what is being verified or was decided.
func TestSlipOfAnAppealByScript(t *testing.T) {
	p := newPlace(t)
	p.init()
	id := fmt.Sprint(p.expect(exitDone, `{"ref":"a","name":"样例母","document":{"number":"330203198706069345"},"facts":["close_contact"],"declared":true}`+"\n", "issue").lines(t)[0]["case"])
	first, again, standing := "核实后予以变更", "不用再次提出", "可以重新受理"
	said := func(what string, want, never []string) {
		t.Helper()
		out := p.file("slip.pdf")
		p.expect(exitDone, "", "print", "slips", id, "--out", out)
		text := textOf(t, out)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in\n%s", what, w, text)
			}
		}
		for _, w := range append(never, "申请人的话") {
			if strings.Contains(text, w) {
				t.Errorf("%s: %q in\n%s", what, w, text)
			}
		}
	}
	said("refused", []string{"不予发证告知书", first}, []string{again, standing})
	p.expect(exitDone, "", "appeal", "lodge", id, "--reason", "申请人的话")
	said("appealed", []string{"申诉受理告知书", "已提出申诉", "由经办人op受理", again}, []string{first, standing, "原申领处"})
	p.expect(exitDone, "", "appeal", "decide", id, "--decision", "uphold", "--reason", "社区两次核实")
	said("upheld", []string{"申诉决定告知书", "维持原决定", "由经办人op决定", "理由：社区两次核实", standing}, []string{first, again})
	p.expect(exitDone, "", "appeal", "reopen", id, "--reason", "申请人的话")
	said("reopened", []string{"申诉受理告知书", "重新受理，正在核实", again}, []string{first, standing, "社区两次核实"})
}

// TestSlipTellsTheStationsOwnNumber: a number that the keeper has set is told as the
// station's beside the paper's, with the reason, on the slip and to scripts.
func TestSlipTellsTheStationsOwnNumber(t *testing.T) {
	p := newPlace(t)
	p.init()
	if l := p.expect(exitDone, "", "settings", "set", "yellow_days", "10", "--reason", "样例区指挥部五号令").lines(t)[0]; l["reason"] != "样例区指挥部五号令" {
		t.Errorf("settings set answers %v", l)
	}
	v := p.expect(exitDone, `{"ref":"a","name":"样例母","document":{"number":"330203198706069345"},"facts":["cross_province"],"declared":true}`+"\n", "issue").lines(t)[0]
	own := "黄码居家隔离天数：本站设定 10 天（文件为 7 天），依据：样例区指挥部五号令"
	set, _ := v["station_set"].([]any)
	if len(set) != 1 || set[0].(map[string]any)["zh"] != own || v["settings"].(map[string]any)["yellow_days"] != 10.0 {
		t.Errorf("the verdict: %v", v)
	}
	out := p.file("slip.pdf")
	p.expect(exitDone, "", "print", "slips", fmt.Sprint(v["case"]), "--out", out)
	if said := textOf(t, out); !strings.Contains(said, tight(own)) {
		t.Errorf("no %q on the slip:\n%s", own, said)
	}
}
