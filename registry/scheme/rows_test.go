package scheme_test

import (
	"cmp"
	"strings"
	"testing"

	"passdesk/registry/scheme"
)

// row is a case that a second reader of the papers would write, and why it is one.
type row struct{ why, word, inputs, outcome, colour string }

func (r row) check(t *testing.T) {
	t.Helper()
	in, err := scheme.ParseInputs([]byte(r.inputs))
	if err != nil {
		t.Errorf("%s: %s: %v", r.why, r.inputs, err)
		return
	}
	got, err := scheme.Evaluate(r.word, in, ruleDay)
	if err != nil || got.Outcome != r.outcome || got.Colour != r.colour {
		t.Errorf("%s: %s %s: got %s %q by %s (%v), want %s %q", r.why, r.word, r.inputs, got.Outcome, got.Colour, got.Rule, err, r.outcome, r.colour)
	}
	if got.Cite == "" || !got.Permits() && got.Outcome != "KEEP" && got.Advice.IsZero() {
		t.Errorf("%s: %s %s: %s by %s shows no sentence or no advice", r.why, r.word, r.inputs, got.Outcome, got.Rule)
	}
}

// TestAppealVenue: 哪里申领哪里申诉，核实后予以变更.
func TestAppealVenue(t *testing.T) {
	for _, word := range []string{"ningbo_recall", "ningbo_appeal"} {
		for _, r := range []row{
			{"another desk hears nothing", word, `{"pass":"recalled","cleared":true,"appeal_station":"other"}`, "REFER_ISSUER", ""},
			{"nor does it uphold", word, `{"pass":"recalled","cleared":false,"appeal_station":"other"}`, "REFER_ISSUER", ""},
			{"the venue is asked before the verification", word, `{"pass":"active","appeal_station":"other"}`, "REFER_ISSUER", ""},
			{"two stations by name", word, `{"pass":"recalled","cleared":true,"issued_at":"S1","appeal_at":"S2"}`, "REFER_ISSUER", ""},
			{"the police did not issue it", word, `{"pass":"recalled","cleared":true,"appeal_station":"police"}`, "REFER_ISSUER", ""},
			{"one station by name", word, `{"pass":"recalled","cleared":true,"issued_at":"S1","appeal_at":"S1"}`, "REISSUE", "green"},
			{"another station, called so", word, `{"pass":"recalled","cleared":true,"station":"other"}`, "REFER_ISSUER", ""},
			{"one station, said as an answer", word, `{"pass":"recalled","cleared":true,"same_station":true}`, "REISSUE", "green"},
			{"here, not verified yet", word, `{"pass":"recalled","appeal_station":"same"}`, "ASK_SUPERVISOR", ""},
			{"verified and upheld", word, `{"pass":"recalled","cleared":false,"appeal_station":"same"}`, "REFUSE", ""},
			{"verified, the place unsaid", word, `{"pass":"recalled","cleared":true}`, "ASK_SUPERVISOR", ""},
			{"verified, but feverish now", word, `{"pass":"recalled","cleared":true,"appeal_station":"same","temp":38.2}`, "ASK_HEALTH", "yellow"},
			{"a ground stands while nothing is verified", word, `{"pass":"active","event":"close_contact","appeal_station":"same"}`, "RECALL", ""},
		} {
			r.check(t)
		}
	}
	row{"an appeal that says nothing", "ningbo_appeal", `{"pass":"recalled"}`, "ASK_SUPERVISOR", ""}.check(t)
	row{"no appeal, no ground", "ningbo_recall", `{"pass":"active"}`, "KEEP", "green"}.check(t)
}

// TestSecondReader: rows that the table leaves out, by the paragraph of the paper.
func TestSecondReader(t *testing.T) {
	const two = `"naat":[["2020-02-20","neg"],["2020-02-24","neg"]],"today":"2020-02-25"`
	for _, r := range []row{
		// 001, red: the two-test sentence names 到过 and 来自其他特定地区, not 从…来甬.
		{"came from a key area", "ningbo", `{"facts":["from_key_area"],` + two + `}`, "ASK_HEALTH", "red"},
		{"came from one, confirmed in writing", "ningbo", `{"facts":["from_key_area"],"health_dept_ok":true,` + two + `}`, "ISSUE", "green"},
		{"from a specified area", "ningbo", `{"facts":["from_specific_area"],` + two + `}`, "ISSUE", "green"},
		{"in central isolation", "ningbo", `{"facts":["in_isolation_central"],` + two + `}`, "ASK_HEALTH", "red"},
		{"central, spelt otherwise", "ningbo", `{"facts":["in_isolation_centralised"],"arrived":true}`, "REFUSE+ISOLATE14", "red"},
		{"central, in a hotel", "ningbo", `{"facts":["in_isolation_hotel"],"arrived":true}`, "REFUSE+ISOLATE14", "red"},
		{"asymptomatic and not here", "ningbo", `{"facts":["asymptomatic"],"arrived":false}`, "REFUSE+TURN_BACK", "red"},
		{"a case goes to hospital wherever he is", "ningbo", `{"facts":["confirmed"],"arrived":false}`, "REFUSE+HOSPITAL", "red"},
		{"a positive test as a fact", "ningbo", `{"facts":["positive"]}`, "REFUSE+HOSPITAL", "red"},
		{"tests as objects", "ningbo", `{"facts":["been_to_key_area"],"naat":[{"date":"2020-02-20","result":"neg"},{"date":"2020-02-24","result":"neg"}],"today":"2020-02-25"}`, "ISSUE", "green"},
		{"a third test between, result unknown", "ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-20","neg"],["2020-02-22","unknown"],["2020-02-24","neg"]],"today":"2020-02-25"}`, "REFUSE+ISOLATE14", "red"},
		{"higher-risk county, spelt otherwise", "ningbo", `{"facts":["from_risk_county"]}`, "REFUSE+ISOLATE7", "yellow"},
		// 001: 一律不得以外地车牌、外地户籍为由拒绝, under any name.
		{"household registration elsewhere", "ningbo", `{"facts":[],"nonlocal_hukou":true}`, "ISSUE", "green"},
		{"plate from elsewhere", "ningbo", `{"facts":[],"local_plate":false}`, "ISSUE", "green"},
		{"both at the gate", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"non_local_plate":true,"outside_hukou":true}`, "PASS", "green"},
		// NB-A2, NB-A3: an isolation is red or yellow by its ground, at home or in a centre.
		{"at home, nothing else known: the stricter", "ningbo", `{"facts":["in_isolation_home"]}`, "REFUSE+ISOLATE14", "red"},
		{"at home after a journey: not turned into red", "ningbo", `{"facts":["cross_province","in_isolation_home"]}`, "REFUSE+ISOLATE7", "yellow"},
		{"in a centre with a fever: the stricter", "ningbo", `{"facts":["in_isolation_central","fever"]}`, "REFUSE+ISOLATE14", "red"},
		{"in a centre, eight days, and a fever", "ningbo", `{"facts":["in_isolation_central","fever"],"isolation":{"days_done":8,"symptoms":false}}`, "REFUSE+ISOLATE14", "red"},
		{"in a centre, and a test of the employer's", "ningbo", `{"facts":["in_isolation_central","same_stairwell"],"isolation":{"days_done":3},"employer":{"doc38":true,"naat":"neg"}}`, "ASK_HEALTH", "red"},
		{"the ground recorded", "ningbo", `{"facts":["in_isolation_home"],"isolation":{"ground":"yellow","days_done":3}}`, "REFUSE+ISOLATE7", "yellow"},
		{"a red ground beside a yellow one", "ningbo", `{"facts":["cross_province","been_to_key_area","in_isolation_home"]}`, "REFUSE+ISOLATE14", "red"},
		{"said to be on a red ground", "ningbo", `{"facts":["cross_province","in_isolation_home_red"]}`, "REFUSE+ISOLATE14", "red"},
		{"an isolation that is over if it was yellow", "ningbo", `{"facts":["cross_province","in_isolation_home"],"isolation":{"days_done":7,"symptoms":false}}`, "ASK_HEALTH", "yellow"},
		{"a yellow isolation that is over", "ningbo", `{"facts":["cross_province","in_isolation_home"],"isolation":{"days_done":7,"symptoms":false,"ground":"yellow"}}`, "ISSUE", "green"},
		{"a red isolation, seven days", "ningbo", `{"facts":["cross_province"],"isolation":{"days_done":7,"symptoms":false,"ground":"red"}}`, "REFUSE+ISOLATE14", "red"},
		{"twenty days at home, no paper, a feverish contact", "ningbo", `{"facts":["in_isolation_home","contact_fever_patient"],"isolation":{"days_done":20,"release_paper":false}}`, "ASK_HEALTH", "yellow"},
		// NB-36, NB-39: what clears one ground clears no other, and nothing clears a symptom of today.
		{"the tests of a journey clear no stairwell", "ningbo", `{"facts":["same_stairwell","been_to_key_area"],"naat":[["2020-03-01","neg"],["2020-03-07","neg"]]}`, "ASK_HEALTH", "yellow"},
		{"a fever today, after seven days at home", "ningbo", `{"facts":["cross_province"],"isolation":{"days_done":7,"symptoms":false},"fever":true}`, "REFUSE+ISOLATE7", "yellow"},
		{"symptoms today, after seven days at home", "ningbo", `{"facts":["cross_province"],"isolation":{"days_done":7,"symptoms":false},"symptoms":true}`, "REFUSE+ISOLATE7", "yellow"},
		{"a fever dated today", "ningbo", `{"facts":["cross_province",["fever","2020-03-10"]],"isolation":{"start":"2020-02-27","days_done":7,"symptoms":false}}`, "REFUSE+ISOLATE7", "yellow"},
		{"a fever excluded by test, and again today", "ningbo", `{"facts":["fever"],"naat":[["2020-03-05","neg"]],"health_dept_ok":true,"fever":true}`, "REFUSE+ISOLATE7", "yellow"},
		{"more days done than have passed since", "ningbo", `{"facts":[["been_to_key_area","2020-03-09"]],"isolation":{"days_done":14,"release_paper":true}}`, "ASK_HEALTH", "red"},
		{"two tests on one day, one positive", "ningbo", `{"facts":["fever"],"naat":[["2020-03-05","pos"],["2020-03-05","neg"]],"health_dept_ok":true}`, "REFUSE+HOSPITAL", "red"},
		// 001 ¶4: people with neither code nor pass.
		{"from a key area", "ningbo", `{"origin":"key_area","no_code":true,"arrived":false}`, "REFUSE+TURN_BACK", "red"},
		{"from elsewhere, checked: green", "ningbo", `{"origin":"other","no_code":true,"no_pass":true}`, "ISSUE", "green"},
		{"from a key area, at the gate", "ningbo_gate", `{"pass":null,"origin":"key_area","temp":36.5}`, "NO_PASS", "red"},
		{"from elsewhere, at the gate", "ningbo_gate", `{"has_pass":false,"origin":"other","temp":36.5}`, "NO_PASS", ""},
		// 001: 核对人员信息无误后; 登记造册由申领人签字确认.
		{"the details do not agree", "ningbo", `{"doc":"RIC18","info_match":false}`, "HOLD", ""},
		{"not in the register", "ningbo", `{"doc":"RIC18","registered":false}`, "HOLD", ""},
		{"the guardian signs for a child", "ningbo", `{"age":9,"doc":null,"parent_id":"RIC18","parent_relation":"mother","signature":"guardian"}`, "ISSUE", "green"},
		{"nobody signed for the child", "ningbo", `{"age":9,"doc":null,"parent_id":"RIC18","parent_relation":"mother","signature":"none"}`, "HOLD", ""},
		// 一人一号, over the life of a pass.
		{"was recalled", "ningbo", `{"doc":"RIC18","existing_pass":"recalled"}`, "ASK_SUPERVISOR", ""},
		{"was lost", "ningbo", `{"doc":"RIC18","existing_active_pass":true,"lost":true}`, "REISSUE", "green"},
		{"was handed back", "ningbo", `{"doc":"RIC18","existing_pass":"returned"}`, "ISSUE", "green"},
		{"is in hand", "ningbo", `{"doc":"RIC18","existing_pass":"active"}`, "REFUSE_DUPLICATE", ""},
		{"lost, and feverish", "ningbo", `{"doc":"RIC18","lost":true,"facts":["fever"]}`, "REFUSE+ISOLATE7", "yellow"},
		// 000: 各地也会组织…上门发证; 可向属地公安机关申领.
		{"door to door", "ningbo", `{"age":74,"doc":"RIC18","channel":"door_to_door"}`, "ISSUE", "green"},
		{"police station", "ningbo", `{"age":40,"doc":"HK_PERMIT","channel":"police_station"}`, "ISSUE", "green"},
		{"a company is not the police", "ningbo", `{"age":40,"doc":"HK_PERMIT","channel":"company"}`, "REFER_POLICE", ""},
		// The gate.
		{"somebody else's pass", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"name_match":false}`, "NO_PASS", ""},
		{"borrowed", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"borrowed":true}`, "NO_PASS", ""},
		{"the ID card checked is the ID card shown", "ningbo_gate", `{"pass":"active","id_checked":true,"temp":36.5}`, "PASS", "green"},
		{"a minor without a card, age unsaid", "ningbo_gate", `{"pass":"active","id_shown":false,"minor":true,"has_id_card":false,"temp":36.5}`, "PASS", "green"},
		{"a place nobody knows", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"place":"the_old_mill"}`, "ASK_SUPERVISOR", ""},
		{"another county of the city", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"place":"cixi"}`, "PASS", "green"},
		{"another city", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"place":"hangzhou"}`, "NO_PASS", ""},
		{"coughs, temperature normal", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"facts":["respiratory"]}`, "NO_PASS", "yellow"},
		// NB-A1: no rule knows blue, at any gate.
		{"blue at Ningbo's gate", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"colour":"blue"}`, "NO_PASS", ""},
		{"blue at Ningxia's", "ningxia_gate", `{"card":"valid","temp":36.5,"code_colour":"blue"}`, "NO_PASS", ""},
		{"blue at Lishui's", "lishui_gate", `{"paper":"estate_pass","id_checked":true,"temp":36.5,"colour":"blue"}`, "NO_PASS", ""},
		// The list of recalls has no colours (NB-81 to NB-83); a case is worse than its contact.
		{"the holder is a case", "ningbo_recall", `{"pass":"active","event":"confirmed"}`, "RECALL", ""},
		{"tested positive", "ningbo_recall", `{"pass":"active","event":"positive"}`, "RECALL", ""},
		{"the paper's own words for symptoms", "ningbo_recall", `{"pass":"active","event":"fever_or_respiratory"}`, "RECALL", ""},
		{"central isolation is no recall ground", "ningbo_recall", `{"pass":"active","event":"in_isolation_central"}`, "ASK_SUPERVISOR", ""},
		// 004: 经如实填报相关信息后, under any name; a positive test is in no list of it.
		{"grey, filled in", "ningxia", `{"colour":"grey","truthful_report":true}`, "GREEN", "green"},
		{"grey, reported once", "ningxia", `{"colour":"grey","self_reports":1}`, "GREEN", "green"},
		{"grey, not filled in", "ningxia", `{"colour":"grey","info_filled":false}`, "GREY", "grey"},
		{"a positive test", "ningxia", `{"naat":[["2020-03-08","pos"]]}`, "ASK_HEALTH", ""},
		{"a positive test, the card", "ningxia_card", `{"low_risk_days":30,"managed":true,"need":true,"excl":[],"naat":[["2020-03-08","pos"]]}`, "REFUSE", ""},
		{"no code, filled in at the gate", "ningxia_gate", `{"colour":null,"on_the_spot":true,"temp":36.5}`, "PASS", "green"},
		{"no code, filled in, feverish", "ningxia_gate", `{"colour":null,"on_the_spot":true,"temp":37.9}`, "NO_PASS", "yellow"},
		{"no code, nothing filled in", "ningxia_gate", `{"colour":null,"temp":36.5}`, "NO_PASS", ""},
		{"an expired card is not cured by filling in", "ningxia_gate", `{"card":"expired","reported":true,"temp":36.5}`, "NO_PASS", ""},
		{"somebody else's card", "ningxia_gate", `{"card":"valid","temp":36.5,"id_match":false}`, "NO_PASS", ""},
		{"an expired card", "ningxia_card", `{"card":"expired"}`, "EXPIRED", ""},
		{"expired, applies again", "ningxia_card", `{"low_risk_days":15,"managed":true,"need":true,"excl":[],"expired":true,"renewal":true}`, "ISSUE", ""},
		{"a point may ask for nothing more", "ningxia_card", `{"low_risk_days":15,"managed":true,"need":true,"excl":[],"extra_condition":"employer_letter"}`, "ISSUE", ""},
		// 003: 不存在有效期的概念; 禁止冒用他人健康码; people without a code.
		{"an old green code", "lishui", `{"colour":"green","code_age_days":40}`, "GREEN", "green"},
		{"the family's code", "lishui_gate", `{"colour":"green","temp":36.5,"code_owner":"family"}`, "NO_PASS", ""},
		{"not the own code", "lishui_gate", `{"colour":"green","temp":36.5,"own_code":false}`, "NO_PASS", ""},
		{"no smartphone", "lishui", `{"age":74,"smartphone":false}`, "ALLOW", ""},
		{"an appeal, nothing more said", "lishui", `{"appeal":true}`, "REFUSE", ""},
	} {
		r.check(t)
	}
}

// TestNoMeansSomething: "no" under a name that nobody knows is not silence, and
// "no ground for recall" is never said over a word that was not read.
func TestNoMeansSomething(t *testing.T) {
	for _, r := range []row{
		{"a misspelt signature", "ningbo", `{"doc":"RIC18","singature":false}`, "", ""},
		{"an unknown check", "ningbo_gate", `{"pass":"active","id_shown":true,"temp":36.5,"seal_genuine":false}`, "", ""},
		{"an unknown number", "ningbo", `{"doc":"RIC18","days_since_fever":0}`, "", ""},
		{"a misspelt event", "ningbo_recall", `{"pass":"active","evnt":"fever"}`, "", ""},
		{"an unknown answer in isolation", "ningbo", `{"facts":["cross_province"],"isolation":{"days_done":7,"symptom_free":false}}`, "", ""},
		{"two spellings, two temperatures", "ningbo", `{"temp":36.5,"temperature":38.5}`, "said twice", ""},
		{"two spellings, two answers", "ningxia", `{"colour":"grey","filled":true,"reported":false}`, "said twice", ""},
		{"no answer to the question", "ningbo", `{"doc":"RIC18","in_person":"perhaps"}`, "", ""},
		{"a place of origin nobody knows", "ningbo", `{"origin":"atlantis"}`, "", ""},
	} {
		in, err := scheme.ParseInputs([]byte(r.inputs))
		if err == nil {
			_, err = scheme.Evaluate(r.word, in, ruleDay)
		}
		if want := cmp.Or(r.outcome, scheme.ErrUnknownWord.Error()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s %s: got %v, want %s", r.why, r.word, r.inputs, err, want)
		}
	}
}

// Where appeals are heard is Ningbo's sentence; the papers of the others say nothing
// of it, and nobody says it for them.
func TestOnlyNingboSaysWhereAppealsAreHeard(t *testing.T) {
	for _, s := range scheme.All() {
		if got := s.Appeal.Sentence != ""; got != (s.Code == "ningbo") {
			t.Errorf("%s: %q", s.Code, s.Appeal.Sentence)
		}
	}
}
