package scheme_test

import (
	"strings"
	"testing"

	"passdesk/registry/scheme"
)

// TestAdviceFollowsTheDisease: whoever may be ill is sent to people who can help,
// whatever the colour; nobody who may be is told to wait at home and no more.
func TestAdviceFollowsTheDisease(t *testing.T) {
	for word, facts := range map[string]map[string]string{
		"lishui_pass": {"confirmed": "定点医院", "clinical": "定点医院", "suspected": "定点医院", "positive_test": "定点医院", "asymptomatic": "卫健部门",
			"fever": "发热门诊", "dyspnea": "发热门诊", "close_contact": "留在家中", "code_red": "留在家中", "code_grey": "卫健部门"},
		"lishui":      {"confirmed": "定点医院", "suspected": "定点医院", "positive_test": "定点医院", "asymptomatic": "卫健部门", "fever": "发热门诊", "code_grey": "卫健部门"},
		"lishui_gate": {"confirmed": "卫健部门", "suspected": "卫健部门", "asymptomatic": "卫健部门", "fever": "卫健部门"},
		"ningxia_card": {"confirmed": "定点医院", "suspected": "定点医院", "fever_case": "定点医院", "fever": "发热门诊", "symptoms": "发热门诊", "respiratory": "发热门诊",
			"asymptomatic": "定点医院", "positive_test": "定点医院", "case_not_14d": "定点医院", "cross_province": "卫健部门"},
		"ningxia": {"confirmed": "定点医院", "fever": "发热门诊", "respiratory": "发热门诊", "asymptomatic": "卫健部门"},
		"ningbo":  {"confirmed": "定点医院", "suspected": "定点医院", "positive_test": "定点医院", "asymptomatic": "卫健部门"},
	} {
		for fact, want := range facts {
			in, err := scheme.ParseInputs([]byte(`{"declared":true,"facts":["` + fact + `"]}`))
			if err != nil {
				t.Fatal(err)
			}
			v, err := scheme.Evaluate(word, in, ruleDay)
			if err != nil || v.Permits() || !strings.Contains(v.Advice.ZH, want) || v.Advice.EN == "" || v.Cite == "" {
				t.Errorf("%s %s: got %s by %s with the advice %q, %v, want %s", word, fact, v.Outcome, v.Rule, v.Advice.ZH, err, want)
			}
		}
	}
}

// TestWhoIsForTheHealthDepartment: whom a desk of any scheme refuses with the advice to see
// it, a hospital or the fever clinic, gets its place on the slip; nobody else does.
func TestWhoIsForTheHealthDepartment(t *testing.T) {
	for _, s := range scheme.All() {
		sick := 0
		for _, fact := range []string{"confirmed", "clinical", "suspected", "asymptomatic", "positive_test", "fever_case", "fever", "dyspnea", "respiratory", "symptoms",
			"close_contact", "cross_province", "been_to_key_area", "case_not_14d", "contact_not_14d", "from_highrisk_lt14", "code_red", "code_yellow", "code_grey"} {
			in, err := scheme.ParseInputs([]byte(`{"declared":true,"facts":["` + fact + `"]}`))
			if err != nil {
				t.Fatal(err)
			}
			v, err := s.Evaluate(s.DeskWord, in, ruleDay)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(v.Outcome, "REFUSE") {
				continue
			}
			sent := strings.Contains(v.Outcome, "+ISOLATE")
			for _, place := range []string{"发热门诊", "定点医院", "卫健部门"} {
				sent = sent || strings.Contains(v.Advice.ZH, place)
			}
			if s.ForHealth(v.Outcome, v.Rule) != sent {
				t.Errorf("%s, %s: %s by %s with the advice %q", s.Code, fact, v.Outcome, v.Rule, v.Advice.ZH)
			}
			if sent {
				sick++
			}
		}
		if sick < 3 {
			t.Errorf("%s: only %d facts send there", s.Code, sick)
		}
	}
}

// TestTheSickInLishui: the outcomes, and the province's sentence behind them.
func TestTheSickInLishui(t *testing.T) {
	for _, r := range []row{
		{"a case", "lishui_pass", `{"facts":["confirmed"]}`, "REFUSE", "red"},
		{"a case back to the factory is not sent home", "lishui", `{"facts":["suspected"],"returning_to_factory":true}`, "RED", "red"},
		{"nor told to wait after his days", "lishui", `{"facts":["confirmed"],"isolation_days":14}`, "RED", "red"},
		{"a grey code is asked about", "lishui_pass", `{"colour":"grey"}`, "ASK_HEALTH", ""},
	} {
		r.check(t)
	}
	in, err := scheme.ParseInputs([]byte(`{"facts":["asymptomatic"]}`))
	if err != nil {
		t.Fatal(err)
	}
	v, err := scheme.Evaluate("lishui_pass", in, ruleDay)
	s, _ := scheme.ByCode("lishui")
	if err != nil || !strings.Contains(v.Cite, "对确诊、疑似病人，立即送定点医院医治") || !strings.Contains(s.PaperTitle(v.Source).ZH, "宁波全域一码通") {
		t.Errorf("got %q (%s), %v", v.Cite, s.PaperTitle(v.Source).ZH, err)
	}
}

// TestReasonsSayThingsOnce: 健康码为红码，红码 says it twice.
func TestReasonsSayThingsOnce(t *testing.T) {
	beside := []string{``, `,"health_dept_ok":true`, `,"arrived":false`, `,"isolation":{"days_done":3}`, `,"cured":true,"institution_reports":3`}
	for _, word := range courseWords {
		for _, colour := range []string{"red", "yellow", "grey"} {
			for _, b := range beside {
				in, err := scheme.ParseInputs([]byte(`{"declared":true,"colour":"` + colour + `"` + b + `}`))
				if err != nil {
					t.Fatal(err)
				}
				v, err := scheme.Evaluate(word, in, ruleDay)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range []string{"红码", "黄码", "灰码", "绿码"} {
					if strings.Count(v.Reason.ZH, c) > 1 {
						t.Errorf("%s %s%s: %q by %s", word, colour, b, v.Reason.ZH, v.Rule)
					}
				}
			}
		}
	}
}

// TestReasonsSayWhatIsMissing: no question mark stands for a number, and an
// isolation of which nothing is said is none.
func TestReasonsSayWhatIsMissing(t *testing.T) {
	for _, r := range []row{
		{"nothing said of it", "ningbo", `{"facts":[],"isolation":{}}`, "ISSUE", "green"},
		{"nothing said beside a fact", "ningbo", `{"facts":["cross_province"],"isolation":{"start":null}}`, "REFUSE+ISOLATE7", "yellow"},
		{"no day, red", "ningbo", `{"facts":["close_contact"],"isolation":{"place":"home"}}`, "REFUSE+ISOLATE14", "red"},
		{"no day, yellow", "ningbo", `{"facts":["cross_province"],"isolation":{"symptoms":false}}`, "REFUSE+ISOLATE7", "yellow"},
		{"no day, Lishui", "lishui", `{"facts":["cross_province"],"isolation":{"symptoms":false}}`, "WAIT", "yellow"},
		{"nothing said, Lishui", "lishui", `{"facts":["cross_province"],"isolation":{}}`, "YELLOW", "yellow"},
	} {
		r.check(t)
		in, _ := scheme.ParseInputs([]byte(r.inputs))
		v, _ := scheme.Evaluate(r.word, in, ruleDay)
		undated := strings.HasPrefix(r.why, "no day") && r.word == "ningbo"
		if strings.Contains(v.Reason.ZH+v.Reason.EN, "?") || strings.Contains(v.Reason.ZH, "没有说明") != undated {
			t.Errorf("%s: %q, %q", r.why, v.Reason.ZH, v.Reason.EN)
		}
	}
}

// TestSpecialPassReasons: what keeps a driver from it is what was said.
func TestSpecialPassReasons(t *testing.T) {
	for said, want := range map[string]string{
		`"protection":false`:                 "防护",
		`"abnormal":true`:                    "出现异常情况",
		`"abnormal":true,"protection":false`: "出现异常情况",
		`"vehicle_pass":"none"`:              "车辆通行证",
	} {
		in, err := scheme.ParseInputs([]byte(`{"facts":["cross_province"],"truck_driver":true,` + said + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if v, err := scheme.Evaluate("ningbo", in, ruleDay); err != nil || v.Outcome != "REFUSE+ISOLATE7" || !strings.Contains(v.Reason.ZH, want) {
			t.Errorf("%s: got %s %q, %v, want %s", said, v.Outcome, v.Reason.ZH, err, want)
		}
	}
}
