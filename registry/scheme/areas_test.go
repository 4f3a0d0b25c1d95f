package scheme_test

import (
	"encoding/json"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// wuhan stood on a list of key areas for some weeks; made up for the test.
var wuhan = []scheme.Area{
	{Kind: scheme.KeyArea, Division: "420100", From: civil.New(2020, 1, 23), Until: civil.New(2020, 3, 5), Source: "样例名单一号"},
	{Kind: scheme.HigherRisk, Division: "330300", From: civil.New(2020, 2, 1), Source: "样例名单一号"},
	{Kind: scheme.Specified, Division: "330382", From: civil.New(2020, 2, 10), Source: "样例名单二号"},
}

// hubei was listed late, and a city of the own province too.
var hubei = []scheme.Area{
	{Kind: scheme.KeyArea, Division: "420000", From: civil.New(2020, 3, 1), Source: "样例名单三号"},
	{Kind: scheme.HigherRisk, Division: "330700", From: civil.New(2020, 3, 2), Source: "样例名单三号"},
}

// TestListedAfterwards: the yellow of the journey ends with its days; what the list
// makes of it is still asked then, until the health department has answered.
func TestListedAfterwards(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	in, err := scheme.ParseInputs([]byte(`{"declared":true,"doc":"RIC18","been":[["武汉","2020-02-20"]],"isolation":{"start":"2020-02-21","symptoms":false}}`))
	if err != nil {
		t.Fatal(err)
	}
	s = s.WithAreas(hubei)
	v, err := s.Evaluate("ningbo", in, ruleDay)
	if err != nil || v.Outcome != "ASK_HEALTH" || v.Ground != "area_listed_later" {
		t.Errorf("got %s on %s, %v, want ASK_HEALTH", v.Outcome, v.Ground, err)
	}
	if v, err := s.EvaluateSettled("ningbo", in, ruleDay, v.Asked()); err != nil || v.Outcome != "ISSUE" {
		t.Errorf("settled: got %s %q, %v, want ISSUE", v.Outcome, v.Reason.ZH, err)
	}
	spans, err := s.Course("ningbo", in, civil.New(2020, 2, 27), ruleDay)
	if err != nil {
		t.Fatal(err)
	}
	want := "2020-02-27 2020-02-27 REFUSE+ISOLATE7 yellow\n2020-02-28 2020-02-29 ISSUE green\n2020-03-01 2020-03-10 ASK_HEALTH"
	if got := spelled(fold(spans)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestStays(t *testing.T) {
	for _, c := range []struct {
		what, word string
		areas      []scheme.Area
		been       string
		outcome    string
		says       string
	}{
		{"listed on the last day there", "ningbo", wuhan, `[["420100","2020-02-20"]]`, "REFUSE+ISOLATE14", "湖北省武汉市，2020-02-20 离开，名单：样例名单一号 2020-01-23 起 2020-03-05 止"},
		{"a district of it, by name", "ningbo", wuhan, `[["武汉 江岸","2020-02-20"]]`, "REFUSE+ISOLATE14", "到过疫情重点地区"},
		{"came from there", "ningbo", wuhan, `[["武汉","2020-02-20","from"]]`, "REFUSE+ISOLATE14", "从疫情重点地区来甬"},
		{"somewhere in the province", "ningbo", wuhan, `[["湖北","2020-02-20"]]`, "REFUSE+ISOLATE14", "到过疫情重点地区"},
		{"before it was listed, and it is off the list today", "ningbo", wuhan, `[["420100","2020-01-10"]]`, "REFUSE+ISOLATE7", "有跨省旅居经历，黄码，居家隔离7天（湖北省武汉市"},
		{"before it was listed, and it is on the list today", "ningbo", hubei, `[["420100","2020-02-20"]]`, "REFUSE+ISOLATE7", "有跨省旅居经历，黄码，居家隔离7天（湖北省武汉市，2020-02-20 离开；离开之后才列入名单：样例名单三号 2020-03-01 起，是否按名单计须卫健部门确认）"},
		{"the day it was listed", "ningbo", hubei, `[["420100","2020-03-01"]]`, "REFUSE+ISOLATE14", "到过疫情重点地区"},
		{"in the province, before it was listed", "ningbo", hubei, `[["金华","2020-02-20"]]`, "ASK_HEALTH", "离开以后，到过的地方才列入名单：宁波的红黄码清单未写，须卫健部门确认（浙江省金华市，2020-02-20 离开，名单：样例名单三号 2020-03-02 起）"},
		{"listed when left, and higher afterwards", "ningbo", wuhan, `[["乐清","2020-02-05"]]`, "REFUSE+ISOLATE7", "名单：样例名单一号 2020-02-01 起；离开之后才列入名单：样例名单二号 2020-02-10 起"},
		{"Ningxia, before it was listed", "ningxia_card", hubei, `[["金华","2020-03-01"]]`, "ASK_HEALTH", "离开以后，到过的地方才列入名单"},
		{"Lishui, before it was listed", "lishui_pass", hubei, `[["金华","2020-02-20"]]`, "ASK_HEALTH", "离开以后，到过的地方才列入名单"},
		{"after it was listed", "ningbo", wuhan, `[["420100","2020-03-06"]]`, "REFUSE+ISOLATE7", "有跨省旅居经历"},
		{"no day said", "ningbo", wuhan, `[["420100"]]`, "REFUSE+ISOLATE14", "到过疫情重点地区"},
		{"another province, on no list", "ningbo", wuhan, `[["310000","2020-03-01"]]`, "REFUSE+ISOLATE7", "有跨省旅居经历"},
		{"a higher-risk county of the province", "ningbo", wuhan, `[["瑞安","2020-03-01"]]`, "REFUSE+ISOLATE7", "来自较高风险县"},
		{"a prefecture with a county that is listed higher", "ningbo", wuhan, `[["温州","2020-03-01"]]`, "REFUSE+ISOLATE14", "来自其他特定地区"},
		{"on two lists: the weightier counts", "ningbo", wuhan, `[["乐清","2020-03-01"]]`, "REFUSE+ISOLATE14", "来自其他特定地区"},
		{"in the province, on no list", "ningbo", wuhan, `[["杭州","2020-03-01"]]`, "ISSUE", ""},
		{"in the province, and no list says anything", "ningbo", nil, `[["温州","2020-03-01"]]`, "ASK_HEALTH", "没有重点地区名单可查"},
		{"another province, and no list", "ningbo", nil, `[["420100","2020-02-20"]]`, "REFUSE+ISOLATE7", "有跨省旅居经历"},
		{"the city itself", "ningbo", nil, `[["海曙","2020-03-01"]]`, "ISSUE", ""},
		{"two places: the worse decides", "ningbo", wuhan, `[["上海","2020-03-01"],["武汉","2020-02-20"]]`, "REFUSE+ISOLATE14", "武汉"},
		{"Ningxia's paper names Hubei", "ningxia_card", nil, `[["武汉","2020-03-01"]]`, "REFUSE", "湖北省武汉市，2020-03-01 离开，名单：《关于启用健康通行卡的通知》"},
		{"fourteen days ago", "ningxia_card", nil, `[["武汉","2020-02-25"]]`, "ISSUE", ""},
		{"another province", "ningxia_card", nil, `[["上海","2020-03-01"]]`, "ASK_HEALTH", "跨省"},
		{"Lishui goes by the province's standard", "lishui_pass", wuhan, `[["武汉","2020-02-20"]]`, "REFUSE", "红码"},
	} {
		in, err := scheme.ParseInputs([]byte(`{"declared":true,"doc":"RIC18","been":` + c.been + `}`))
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		code, _, _ := strings.Cut(c.word, "_")
		s, err := scheme.ByCode(code)
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.WithAreas(c.areas).Evaluate(c.word, in, ruleDay)
		if err != nil || v.Outcome != c.outcome || !strings.Contains(v.Reason.ZH, c.says) {
			t.Errorf("%s: got %s %q, %v, want %s %q", c.what, v.Outcome, v.Reason.ZH, err, c.outcome, c.says)
		}
	}
}

// TestStaySettings: how long a stay counts is a setting.
func TestStaySettings(t *testing.T) {
	s, _ := scheme.ByCode("ningbo")
	s, err := s.WithAreas(wuhan).With("area_days", 14)
	if err != nil {
		t.Fatal(err)
	}
	for been, want := range map[string]string{`[["武汉","2020-02-26"]]`: "REFUSE+ISOLATE14", `[["武汉","2020-02-25"]]`: "ISSUE"} {
		in, _ := scheme.ParseInputs([]byte(`{"declared":true,"doc":"RIC18","been":` + been + `}`))
		if v, err := s.Evaluate("ningbo", in, ruleDay); err != nil || v.Outcome != want {
			t.Errorf("%s: got %s, %v, want %s", been, v.Outcome, err, want)
		}
	}
}

// TestBadStays: a place that is not one place is never read as another.
func TestBadStays(t *testing.T) {
	for _, been := range []string{`[["吉林","2020-03-01"]]`, `[["不存在市","2020-03-01"]]`, `[["999999","2020-03-01"]]`, `[["42010","2020-03-01"]]`,
		`[["420100","2020-02-30"]]`, `[["420100","2020-03-01","near"]]`, `["420100"]`, `[[]]`, `[[null,"2020-03-01"]]`, `"武汉"`, `[["","2020-03-01"]]`, `[["京","2020-03-01"]]`} {
		if in, err := scheme.ParseInputs([]byte(`{"been":` + been + `}`)); err == nil {
			t.Errorf("%s: read as %+v, want an error", been, in.Been)
		} else if strings.Contains(err.Error(), "武汉") || strings.Contains(err.Error(), "不存在") {
			t.Errorf("%s: the error repeats what was typed: %v", been, err)
		}
	}
	in, err := scheme.ParseInputs([]byte(`{"been":[["吉林市","2020-03-01"],["内蒙古","2020-03-02","from"],["42",null]]}`))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(in.Been)
	if want := `[["220200","2020-03-01"],["150000","2020-03-02","from"],["420000",""]]`; string(raw) != want || err != nil {
		t.Errorf("got %s, %v, want %s", raw, err, want)
	}
}

// Two texts are one sentence: no stop stands before the semicolon.
func TestTwoTextsAreOne(t *testing.T) {
	a, b := scheme.Text{ZH: "一句。", EN: "One."}, scheme.Text{ZH: "又一句。", EN: "Another."}
	if got := a.And(b); got != (scheme.Text{ZH: "一句；又一句。", EN: "One; Another."}) || a.And(scheme.Text{}) != a || (scheme.Text{}).And(b) != b {
		t.Errorf("%+v", got)
	}
}
