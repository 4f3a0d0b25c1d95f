package scheme_test

import (
	"errors"
	"testing"

	"passdesk/registry/scheme"
)

// TestFromTheSamePapers: what the papers say of cases that the table leaves out.
func TestFromTheSamePapers(t *testing.T) {
	for _, c := range []struct{ word, inputs, outcome, colour string }{
		// 001: the whole red list, the whole yellow list.
		{"ningbo", `{"facts":["in_isolation_central_red"],"arrived":true}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["fever"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"fever":true}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["cross_province"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["higher_risk_county"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["from_higher_risk_county"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["in_isolation_home_yellow"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["none"]}`, "ISSUE", "green"},
		// The worst ground decides, and a question never hides a refusal.
		{"ningbo", `{"facts":["fever","close_contact"]}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["cross_province","suspected"],"arrived":false}`, "REFUSE+HOSPITAL", "red"},
		{"ningbo", `{"facts":["been_to_key_area","same_stairwell"],"isolation":{"days_done":7},"health_dept_ok":false}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["close_contact"],"temp":38.2,"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["been_to_key_area","cross_province"],"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["been_to_key_area","cough"],"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]}`, "ASK_HEALTH", "yellow"},
		// Tests: order of writing, one day, positives, the future, the look-back.
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-24","neg"],["2020-02-20","neg"]],"today":"2020-02-25"}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-24","neg"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "ASK_HEALTH", "red"},
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-18","pos"],["2020-02-22","neg"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "REFUSE+HOSPITAL", "red"},
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-20","neg"],["2020-02-25","unknown"]],"today":"2020-02-25"}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-01-20","neg"],["2020-01-24","neg"]],"today":"2020-02-25"}`, "ASK_HEALTH", "red"},
		{"ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-20","neg"],["2020-02-22","neg"],["2020-02-24","unknown"]],"today":"2020-02-25"}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["from_specific_area"],"naat":[["2020-02-20","neg"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["suspected"],"naat":[["2020-02-20","neg"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "REFUSE+HOSPITAL", "red"},
		{"ningbo", `{"facts":["asymptomatic"],"naat":[["2020-02-20","neg"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "ASK_HEALTH", "red"},
		{"ningbo", `{"facts":["close_contact"],"naat":[["2020-02-20","neg"],["2020-02-24","neg"]],"today":"2020-02-25","health_dept_ok":true}`, "ISSUE", "green"},
		{"ningbo", `{"naat":[["2020-02-24","pos"]]}`, "REFUSE+HOSPITAL", "red"},
		{"ningbo", `{"naat":[["2020-02-24","neg"]]}`, "ISSUE", "green"},
		// Isolation by its dates; the day of arrival is day 0.
		{"ningbo", `{"facts":["cross_province"],"isolation":{"start":"2020-03-03"}}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["cross_province"],"isolation":{"start":"2020-03-04"}}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["close_contact"],"isolation":{"start":"2020-02-25","release_paper":true}}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["close_contact"],"isolation":{"start":"2020-02-26","release_paper":true}}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["cross_province"],"isolation":{"days_done":7,"symptoms":true}}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["fever"],"isolation":{"days_done":7,"symptoms":false}}`, "ISSUE", "green"},
		{"ningbo", `{"facts":["fever"],"isolation":{"days_done":7}}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"isolation":{"days_done":9}}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"colour":"green","isolation":{"days_done":9}}`, "REFUSE+ISOLATE14", "red"},
		// Temperature alone, and its line.
		{"ningbo", `{"temp":37.3}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"temp":37.2}`, "ISSUE", "green"},
		// Blue is no colour; a coloured code must agree.
		{"ningbo", `{"colour":"blue"}`, "REFUSE", ""},
		{"ningbo", `{"colour":"red"}`, "REFUSE+ISOLATE14", "red"},
		// Cross-province work.
		{"ningbo", `{"facts":["cross_province"],"truck_driver":true,"vehicle_pass":"civil_affairs"}`, "SPECIAL_PASS", "green"},
		{"ningbo", `{"facts":["cross_province"],"truck_driver":true,"vehicle_pass":null}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["cross_province"],"truck_driver":true,"vehicle_pass":"police","protection":false}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"facts":["close_contact"],"truck_driver":true,"vehicle_pass":"police"}`, "REFUSE+ISOLATE14", "red"},
		{"ningbo", `{"facts":["cross_province"],"special_commuter":true}`, "ASK_SUPERVISOR", "yellow"},
		// The desk.
		{"ningbo", `{"age":74,"doc":"RIC18","applicant":"proxy"}`, "ASK_SUPERVISOR", ""},
		{"ningbo", `{"age":74,"doc":"RIC18","applicant":"son","proxy_reason":"bedridden"}`, "ISSUE", "green"},
		{"ningbo", `{"age":9,"doc":"RIC18","applicant":"mother"}`, "ISSUE", "green"},
		{"ningbo", `{"age":40,"doc":"TW_PERMIT","channel":"village"}`, "REFER_POLICE", ""},
		{"ningbo", `{"age":40,"doc":"PASSPORT:USA","channel":"police"}`, "ISSUE", "green"},
		{"ningbo", `{"age":40,"doc":"HMT_RES","channel":"police"}`, "ISSUE", "green"},
		{"ningbo", `{"age":17,"doc":null,"parent_id":"RIC18","parent_relation":"father"}`, "ASK_SUPERVISOR", ""},
		{"ningbo", `{"age":9,"doc":null,"parent_id":"HK_PERMIT","parent_relation":"father","channel":"community"}`, "REFER_POLICE", ""},
		{"ningbo", `{"age":9,"doc":null}`, "ASK_SUPERVISOR", ""},
		{"ningbo", `{"doc":"HK_PERMIT","channel":"community","facts":["fever"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"ningbo", `{"doc":"RIC18","false_statement":true,"existing_active_pass":true}`, "REFUSE+REPORT", ""},
		{"ningbo", `{"doc":"HK_PERMIT","channel":"community","existing_active_pass":true}`, "REFER_POLICE", ""},
		{"ningbo", `{"doc":"RIC18","existing_active_pass":true,"signature":false}`, "REFUSE_DUPLICATE", ""},
		{"ningbo", `{"doc":"RIC18","declared":false}`, "HOLD", ""},
		// 001: "一律不得以外地车牌、外地户籍为由拒绝".
		{"ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"plate":"outside","hukou":"outside"}`, "PASS", "green"},
		{"ningbo_gate", `{"pass":"active","id_shown":false,"age":40,"temp":36.5}`, "NO_PASS", ""},
		{"ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"place":"outside_ningbo"}`, "NO_PASS", ""},
		{"ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"place":"other_county"}`, "PASS", "green"},
		{"ningbo_gate", `{"pass":"none","id_shown":true,"temp":36.5}`, "NO_PASS", ""},
		{"ningbo_gate", `{"pass":null,"colour":"green","temp":36.5}`, "PASS", "green"},
		{"ningbo_gate", `{"pass":"active","id_shown":true}`, "NO_PASS", ""},
		{"ningbo_gate", `{"pass":"lost","id_shown":true,"temp":36.5}`, "NO_PASS", ""},
		{"ningbo_recall", `{"pass":"active","event":"dyspnea"}`, "RECALL", ""},
		{"ningbo_recall", `{"pass":"active","event":"severe_area"}`, "RECALL", ""},
		{"ningbo_recall", `{"pass":"active","event":"higher_risk_county"}`, "ASK_SUPERVISOR", ""},
		{"ningbo_recall", `{"pass":"active"}`, "KEEP", "green"},
		{"ningbo_recall", `{"pass":"recalled","cleared":true,"appeal_station":"other"}`, "REFER_ISSUER", ""},
		{"ningbo_recall", `{"pass":"recalled","cleared":true,"appeal_station":"same","event":"close_contact"}`, "REISSUE", "green"},
		{"ningbo_recall", `{"pass":"recalled","cleared":false,"appeal_station":"same"}`, "REFUSE", ""},
		// 004: four colours.
		{"ningxia", `{"facts":[]}`, "GREEN", "green"},
		{"ningxia", `{"facts":["confirmed"]}`, "RED", "red"},
		{"ningxia", `{"facts":["clinical"]}`, "RED", "red"},
		{"ningxia", `{"colour":"green","checkin_days_ago":4}`, "GREY", "grey"},
		{"ningxia", `{"colour":"grey","reported":true}`, "GREEN", "green"},
		{"ningxia", `{"colour":"red","cured":false,"institution_reports":14}`, "RED", "red"},
		{"ningxia", `{"colour":"red","cured":true,"institution_reports":14,"institution_reports_gap":true}`, "RED", "red"},
		{"ningxia", `{"colour":"red","cured":true,"institution_reports":14,"self_reports":13}`, "YELLOW", "yellow"},
		{"ningxia", `{"facts":["close_contact"],"isolation":{"days_done":14,"symptoms_rechecked":true}}`, "GREEN", "green"},
		{"ningxia", `{"facts":["asymptomatic"]}`, "ASK_HEALTH", ""},
		{"ningxia_gate", `{"card":"valid","temp":36.5}`, "PASS", ""},
		{"ningxia_gate", `{"card":"valid","code_colour":"grey","temp":36.5}`, "NO_PASS", "grey"},
		{"ningxia_gate", `{"card":"valid","card_days":15,"temp":36.5}`, "NO_PASS", ""},
		{"ningxia_gate", `{"temp":36.5}`, "NO_PASS", ""},
		{"ningxia_card", `{"low_risk_days":14,"managed":true,"need":true,"excl":[]}`, "ISSUE", ""},
		{"ningxia_card", `{"low_risk_days":13,"managed":true,"need":true,"excl":[]}`, "REFUSE", ""},
		{"ningxia_card", `{"low_risk_days":30,"managed":false,"need":true,"excl":[]}`, "REFUSE", ""},
		{"ningxia_card", `{"low_risk_days":30,"managed":true,"need":false,"excl":[]}`, "REFUSE", ""},
		{"ningxia_card", `{"low_risk_days":30,"managed":true,"need":true,"excl":["contact_lt14"]}`, "REFUSE", ""},
		{"ningxia_card", `{"low_risk_days":30,"managed":true,"need":true,"facts":["no_need"]}`, "REFUSE", ""},
		{"ningxia_card", `{"low_risk_days":30,"managed":true,"need":true,"facts":["close_contact"]}`, "REFUSE", "yellow"},
		{"ningxia_card", `{"declared":true,"doc":"RIC18","channel":"community"}`, "ISSUE", ""},
		{"ningxia_card", `{"doc":"RIC18"}`, "ASK_SUPERVISOR", ""},
		// 003.
		{"lishui_gate", `{"paper":"estate_pass","id_checked":true,"temp":36.5}`, "PASS", ""},
		{"lishui_gate", `{"paper":"work_cert","id_checked":true,"temp":37.6}`, "NO_PASS", ""},
		{"lishui_gate", `{"borrowed_code":true,"colour":"green","temp":36.5}`, "NO_PASS", ""},
		{"lishui", `{"doc":"TW_PERMIT","channel":"online"}`, "ALLOW", ""},
		{"lishui", `{"doc":"FPR18","channel":"online"}`, "ASK_SUPERVISOR", ""},
		{"lishui", `{"appeal":"manual change","colour":"yellow"}`, "REFUSE", ""},
		{"lishui_pass", `{"doc":"RIC18","channel":"community"}`, "ISSUE", "green"},
		{"lishui_pass", `{"doc":"RIC18","facts":["cross_province"]}`, "REFUSE", "yellow"},
	} {
		in, err := scheme.ParseInputs([]byte(c.inputs))
		if err != nil {
			t.Errorf("%s %s: %v", c.word, c.inputs, err)
			continue
		}
		got, err := scheme.Evaluate(c.word, in, ruleDay)
		if err != nil || got.Outcome != c.outcome || got.Colour != c.colour {
			t.Errorf("%s %s: got %s %q by %s (%v), want %s %q", c.word, c.inputs, got.Outcome, got.Colour, got.Rule, err, c.outcome, c.colour)
		}
	}
}

// TestUnknownWords: a word that nobody knows never reads as "nothing said".
func TestUnknownWords(t *testing.T) {
	for _, c := range []struct {
		word, inputs string
		want         error
	}{
		{"ningbo", `{"facts":["fevr"]}`, scheme.ErrUnknownWord},
		{"ningbo", `{"fact":["fever"]}`, scheme.ErrUnknownWord},
		{"ningbo", `{"tempp":38}`, scheme.ErrUnknownWord},
		{"ningbo", `{"colour":"purple"}`, scheme.ErrUnknownWord},
		{"ningbo", `{"doc":"LIBRARY_CARD"}`, scheme.ErrUnknownWord},
		{"ningbo", `{"channel":"moon"}`, scheme.ErrUnknownWord},
		{"ningbo", `{"isolation":{"symptom_free":true}}`, scheme.ErrUnknownWord},
		{"ningbo", `{"naat":[["2020-02-20","maybe"]]}`, scheme.ErrUnknownWord},
		{"ningbo", `{"naat":[["20 Feb","neg"]]}`, scheme.ErrBadInput},
		{"ningbo", `{"temp":365}`, scheme.ErrBadInput},
		{"ningbo", `{"age":-1}`, scheme.ErrBadInput},
		{"ningbo", `{"arrived":"perhaps"}`, scheme.ErrBadInput},
		{"ningbo", `[]`, scheme.ErrBadInput},
		{"ningbo_recall", `{"event":"sneezed"}`, scheme.ErrUnknownWord},
		{"atlantis", `{}`, scheme.ErrUnknownScheme},
	} {
		in, err := scheme.ParseInputs([]byte(c.inputs))
		if err == nil {
			_, err = scheme.Evaluate(c.word, in, ruleDay)
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s %s: got %v, want %v", c.word, c.inputs, err, c.want)
		}
	}
}
