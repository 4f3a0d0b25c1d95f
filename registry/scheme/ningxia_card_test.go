package scheme_test

import (
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// codeInputs are what the code's colour turns on, in parts that combine.
var codeInputs = [][]string{
	{``, `"facts":["confirmed"]`, `"facts":["suspected"]`, `"facts":["clinical"]`, `"facts":["close_contact"]`, `"facts":["isolation_not_contact"]`,
		`"facts":["in_isolation_yellow"]`, `"facts":["close_contact","suspected"]`, `"facts":[["suspected","2020-02-01"]]`, `"facts":[["code_yellow","2020-02-10"]]`},
	{``, `"colour":"green"`, `"colour":"grey"`, `"colour":"yellow"`, `"colour":"red"`},
	{``, `"self_reports":1`, `"self_reports":13`, `"self_reports":14`, `"self_reports":14,"self_reports_gap":true`, `"self_report_days":` + daily("2020-02-20", "2020-03-10")},
	{``, `"cured":true,"institution_reports":13`, `"cured":true,"institution_reports":14`, `"cured":false,"institution_reports":14`,
		`"cured":true,"institution_reports":14,"institution_reports_gap":true`, `"cured_on":"2020-02-04","institution_report_days":` + daily("2020-02-05", "2020-02-19")},
	{``, `"checkin_days_ago":0`, `"checkin_days_ago":3`, `"checkin_days_ago":4`, `"checkin_days_ago":4,"reported":true`, `"last_checkin":"2020-03-05"`, `"reported":true`},
	{``, `"isolation":{"days_done":13,"symptoms_rechecked":true}`, `"isolation":{"days_done":14,"symptoms_rechecked":true}`,
		`"isolation":{"days_done":14,"symptoms_rechecked":false}`, `"isolation":{"start":"2020-03-01"}`},
	{``, `"temp":36.5`, `"temp":37.9`},
}

// combined calls with each combination of one part from each list.
func combined(lists [][]string, parts []string, with func(inputs string)) {
	if len(lists) == 0 {
		with(strings.Join(parts, ","))
		return
	}
	for _, part := range lists[0] {
		next := parts
		if part != "" {
			next = append(parts[:len(parts):len(parts)], part)
		}
		combined(lists[1:], next, with)
	}
}

// TestCardAgreesWithCode: 本卡与健康码并行使用，同时有效. Who meets No. 63 has a card
// where the code is green and none where it has another colour, for the same
// reason and until the same day.
func TestCardAgreesWithCode(t *testing.T) {
	all, cases, green := 0, 0, 0
	day := civil.New(2020, 3, 10)
	combined(codeInputs, []string{`"declared":true,"low_risk_days":30,"managed":true,"need":true`}, func(inputs string) {
		if all++; all%29 != 0 { // a prime, so that every pair of parts meets
			return
		}
		cases++
		in, err := scheme.ParseInputs([]byte("{" + inputs + "}"))
		if err != nil {
			t.Fatalf("%s: %v", inputs, err)
		}
		code, err := scheme.Evaluate("ningxia", in, day)
		if err != nil {
			t.Fatalf("%s: %v", inputs, err)
		}
		card, err := scheme.Evaluate("ningxia_card", in, day)
		if err != nil {
			t.Fatalf("%s: %v", inputs, err)
		}
		switch {
		case code.Outcome == "GREEN" && card.Outcome == "ISSUE":
			green++
		case code.Outcome == "GREEN", card.Outcome != "REFUSE", card.Colour != code.Colour, !strings.Contains(card.Reason.ZH, code.Reason.ZH), card.Advice != code.Advice:
			t.Fatalf("%s: the code says %s %q by %s, the card %s %s %q", inputs, code.Outcome, code.Reason.ZH, code.Rule, card.Outcome, card.Colour, card.Reason.ZH)
		}
		if cases%7 != 0 { // the days ahead take longer
			return
		}
		later, err := scheme.Next("ningxia", in, day)
		if err != nil {
			t.Fatal(err)
		}
		then, err := scheme.Next("ningxia_card", in, day)
		if err != nil || then.Day != later.Day || (then.Outcome == "ISSUE") != (later.Outcome == "GREEN") {
			t.Fatalf("%s: next the code says %+v, the card %+v, %v", inputs, later, then, err)
		}
	})
	if green < cases/20 || green > cases*19/20 {
		t.Errorf("%d of %d are green: the cases are too tame", green, cases)
	}
}

// TestCardOwnConditions: a green code does not stand in for what No. 63 asks.
func TestCardOwnConditions(t *testing.T) {
	for _, r := range []row{
		{"green, too short a stay", "ningxia_card", `{"colour":"green","low_risk_days":13,"managed":true,"need":true}`, "REFUSE", ""},
		{"yellow turned green, excluded", "ningxia_card", `{"colour":"yellow","self_reports":14,"low_risk_days":30,"managed":true,"need":true,"excl":["contact_with_highrisk_lt14"]}`, "REFUSE", ""},
		{"green, a cough", "ningxia_card", `{"colour":"green","low_risk_days":30,"managed":true,"need":true,"facts":["respiratory"]}`, "REFUSE", ""},
		{"green, nothing else said", "ningxia_card", `{"colour":"green"}`, "ASK_SUPERVISOR", ""},
		{"green, has a card", "ningxia_card", `{"colour":"green","low_risk_days":30,"managed":true,"need":true,"existing_active_pass":true}`, "REFUSE_DUPLICATE", ""},
		{"a stated fever is red", "ningxia_card", `{"facts":["fever"],"low_risk_days":30,"managed":true,"need":true}`, "REFUSE", "red"},
		{"a fever case is red", "ningxia_card", `{"facts":["fever_case"],"low_risk_days":30,"managed":true,"need":true}`, "REFUSE", "red"},
		{"a measured fever is yellow until diagnosed", "ningxia_card", `{"temp":37.9,"low_risk_days":30,"managed":true,"need":true}`, "REFUSE", "yellow"},
	} {
		r.check(t)
	}
}
