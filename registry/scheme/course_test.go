package scheme_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

// parse reads a case of a test.
func parse(t testing.TB, raw string) scheme.Inputs {
	t.Helper()
	in, err := scheme.ParseInputs([]byte(raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return in
}

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// daily is days in a row as JSON, both ends included.
func daily(from, to string) string {
	first, _ := civil.Parse(from)
	last, _ := civil.Parse(to)
	var days []string
	for d := first; !d.After(last); d = d.AddDays(1) {
		days = append(days, `"`+d.String()+`"`)
	}
	return "[" + strings.Join(days, ",") + "]"
}

// spelled is a course as one line a span.
func spelled(spans []scheme.Span) string {
	var lines []string
	for _, s := range spans {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", s.From, s.To, s.Verdict.Outcome, s.Verdict.Colour)))
	}
	return strings.Join(lines, "\n")
}

// fold joins spans of one outcome and colour: the colours over time.
func fold(spans []scheme.Span) []scheme.Span {
	var out []scheme.Span
	for _, s := range spans {
		n := len(out)
		if n > 0 && out[n-1].Verdict.Outcome == s.Verdict.Outcome && out[n-1].Verdict.Colour == s.Verdict.Colour {
			out[n-1].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}

// TestCourse: what the papers say, over days.
func TestCourse(t *testing.T) {
	converted := `{"facts":[["fever_case","2020-01-20"]],"cured_on":"2020-02-01","institution_report_days":` +
		daily("2020-01-25", "2020-02-14") + `,"self_report_days":` + daily("2020-02-10", "2020-02-28") + `,"checkin_days":["2020-03-05"]}`
	for _, c := range []struct{ name, word, inputs, from, to, want string }{
		{"red, 14 days, no release paper yet (NB-31)", "ningbo", `{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-01"}}`, "2020-02-13", "2020-02-16",
			"2020-02-13 2020-02-14 REFUSE+ISOLATE14 red\n2020-02-15 2020-02-16 ASK_HEALTH red"},
		{"red, 14 days, release paper (NB-30)", "ningbo", `{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-01","release_paper":true}}`, "2020-02-14", "2020-02-16",
			"2020-02-14 2020-02-14 REFUSE+ISOLATE14 red\n2020-02-15 2020-02-16 ISSUE green"},
		{"over the leap day", "ningbo", `{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-17","release_paper":true}}`, "2020-02-28", "2020-03-03",
			"2020-02-28 2020-03-01 REFUSE+ISOLATE14 red\n2020-03-02 2020-03-03 ISSUE green"},
		{"no leap day in 2021", "ningbo", `{"facts":["been_to_key_area"],"isolation":{"start":"2021-02-17","release_paper":true}}`, "2021-02-28", "2021-03-03",
			"2021-02-28 2021-03-02 REFUSE+ISOLATE14 red\n2021-03-03 2021-03-03 ISSUE green"},
		{"over the year's end", "ningbo", `{"facts":["cross_province"],"isolation":{"start":"2019-12-28"}}`, "2019-12-30", "2020-01-06",
			"2019-12-30 2020-01-03 REFUSE+ISOLATE7 yellow\n2020-01-04 2020-01-06 ISSUE green"},
		{"a count grows by one a day (NB-32)", "ningbo", `{"facts":["been_to_key_area"],"isolation":{"days_done":13,"release_paper":true},"today":"2020-02-16"}`, "2020-02-15", "2020-02-18",
			"2020-02-15 2020-02-16 REFUSE+ISOLATE14 red\n2020-02-17 2020-02-18 ISSUE green"},
		{"the count wins over the start", "ningbo", `{"facts":["cross_province"],"isolation":{"start":"2020-03-01","days_done":2}}`, "2020-03-10", "2020-03-16",
			"2020-03-10 2020-03-14 REFUSE+ISOLATE7 yellow\n2020-03-15 2020-03-16 ISSUE green"},
		{"a fact speaks from its day on", "ningbo", `{"facts":[["cross_province","2020-03-05"]]}`, "2020-03-04", "2020-03-20",
			"2020-03-04 2020-03-04 ISSUE green\n2020-03-05 2020-03-20 REFUSE+ISOLATE7 yellow"},
		{"in isolation since a day", "ningbo", `{"facts":[["in_isolation_home_yellow","2020-03-05"]]}`, "2020-03-04", "2020-03-13",
			"2020-03-04 2020-03-04 ISSUE green\n2020-03-05 2020-03-11 REFUSE+ISOLATE7 yellow\n2020-03-12 2020-03-13 ISSUE green"},
		{"an exposure after the isolation began counts its own days", "ningbo", `{"facts":[["cross_province","2020-03-05"]],"isolation":{"start":"2020-02-20"}}`, "2020-03-05", "2020-03-13",
			"2020-03-05 2020-03-11 REFUSE+ISOLATE7 yellow\n2020-03-12 2020-03-13 ISSUE green"},
		{"two tests within 7 days, until the look-back ends (NB-21)", "ningbo", `{"facts":[["been_to_key_area","2020-02-16"]],"naat":[["2020-02-18","neg"],["2020-02-25","neg"]]}`, "2020-02-15", "2020-03-12",
			"2020-02-15 2020-02-15 ISSUE green\n2020-02-16 2020-02-24 REFUSE+ISOLATE14 red\n2020-02-25 2020-03-10 ISSUE green\n2020-03-11 2020-03-12 ASK_HEALTH red"},
		{"8 days apart (NB-22)", "ningbo", `{"facts":[["been_to_key_area","2020-02-16"]],"naat":[["2020-02-18","neg"],["2020-02-26","neg"]]}`, "2020-02-24", "2020-02-28",
			"2020-02-24 2020-02-28 REFUSE+ISOLATE14 red"},
		{"a test before the exposure proves nothing of it", "ningbo", `{"facts":[["been_to_key_area","2020-02-20"]],"naat":[["2020-02-18","neg"],["2020-02-22","neg"]]}`, "2020-02-19", "2020-02-23",
			"2020-02-19 2020-02-19 ISSUE green\n2020-02-20 2020-02-23 REFUSE+ISOLATE14 red"},
		{"a positive test speaks from its day", "ningbo", `{"facts":["been_to_key_area"],"naat":[["2020-02-20","pos"]]}`, "2020-02-19", "2020-02-21",
			"2020-02-19 2020-02-19 REFUSE+ISOLATE14 red\n2020-02-20 2020-02-21 REFUSE+HOSPITAL red"},
		{"no term ends an exposure by default", "ningbo", `{"facts":[["been_to_key_area","2020-01-01"]]}`, "2020-03-01", "2022-03-01",
			"2020-03-01 2022-03-01 REFUSE+ISOLATE14 red"},
		{"a false statement from its day", "ningbo", `{"facts":[["false_statement","2020-03-02"]]}`, "2020-03-01", "2020-03-03",
			"2020-03-01 2020-03-01 ISSUE green\n2020-03-02 2020-03-03 REFUSE+REPORT"},

		{"red 14, yellow 14, green, grey, green, grey (004)", "ningxia", converted, "2020-01-15", "2020-03-15",
			"2020-01-15 2020-01-19 GREEN green\n2020-01-20 2020-02-13 RED red\n2020-02-14 2020-02-27 YELLOW yellow\n2020-02-28 2020-03-02 GREEN green\n" +
				"2020-03-03 2020-03-04 GREY grey\n2020-03-05 2020-03-08 GREEN green\n2020-03-09 2020-03-15 GREY grey"},
		{"a gap begins the row anew (NX-19)", "ningxia", `{"facts":[["code_yellow","2020-02-01"]],"self_report_days":` +
			strings.TrimSuffix(daily("2020-02-01", "2020-02-13"), "]") + "," + strings.TrimPrefix(daily("2020-02-15", "2020-02-28"), "[") + `}`, "2020-02-13", "2020-02-29",
			"2020-02-13 2020-02-27 YELLOW yellow\n2020-02-28 2020-02-29 GREEN green"},
		{"a new case turns green red again", "ningxia", `{"facts":[["code_yellow","2020-02-01"],["suspected","2020-02-20"]],"self_report_days":` + daily("2020-02-01", "2020-02-25") + `}`, "2020-02-12", "2020-02-25",
			"2020-02-12 2020-02-13 YELLOW yellow\n2020-02-14 2020-02-19 GREEN green\n2020-02-20 2020-02-25 RED red"},
		{"a cure before the new case does not count", "ningxia", `{"facts":[["fever_case","2020-02-10"]],"cured_on":"2020-02-01","institution_report_days":` + daily("2020-02-10", "2020-02-28") + `}`, "2020-02-28", "2020-02-29",
			"2020-02-28 2020-02-29 RED red"},
		{"grey from day 4 (NX-10)", "ningxia", `{"colour":"green","last_checkin":"2020-02-27"}`, "2020-02-27", "2020-03-04",
			"2020-02-27 2020-03-01 GREEN green\n2020-03-02 2020-03-04 GREY grey"},
		{"grey, filled in, green, grey", "ningxia", `{"facts":[["code_grey","2020-02-20"]],"checkin_days":["2020-02-22"]}`, "2020-02-20", "2020-02-26",
			"2020-02-20 2020-02-21 GREY grey\n2020-02-22 2020-02-25 GREEN green\n2020-02-26 2020-02-26 GREY grey"},
		{"a close contact, isolated and re-checked", "ningxia", `{"facts":["close_contact"],"isolation":{"start":"2020-02-17","symptoms_rechecked":true}}`, "2020-03-01", "2020-03-02",
			"2020-03-01 2020-03-01 YELLOW yellow\n2020-03-02 2020-03-02 GREEN green"},
		{"the last colour seen holds", "ningxia", `{"facts":[["code_red","2020-02-01"],["code_green","2020-02-10"]]}`, "2020-02-09", "2020-02-11",
			"2020-02-09 2020-02-09 RED red\n2020-02-10 2020-02-11 GREEN green"},
		{"14 days in a low-risk area", "ningxia_card", `{"managed":true,"need":true,"low_risk_since":"2020-02-16"}`, "2020-02-28", "2020-03-02",
			"2020-02-28 2020-02-29 REFUSE\n2020-03-01 2020-03-02 ISSUE"},
		{"the exclusions end by themselves", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"excl":[["contact_lt14","2020-02-16"]]}`, "2020-02-28", "2020-03-02",
			"2020-02-28 2020-02-29 REFUSE\n2020-03-01 2020-03-02 ISSUE"},
		{"observation counts from the cure", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["case_not_14d","2020-02-01"]],"cured_on":"2020-02-10"}`, "2020-02-22", "2020-02-25",
			"2020-02-22 2020-02-23 REFUSE\n2020-02-24 2020-02-25 ISSUE"},
		{"observation counts from the day of the fact where the cure has no day", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["case_not_14d","2020-02-01"]],"cured":true}`, "2020-02-14", "2020-02-15",
			"2020-02-14 2020-02-14 REFUSE\n2020-02-15 2020-02-15 ISSUE"},
		{"no word of a cure: no end", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["case_not_14d","2020-02-01"]]}`, "2020-02-01", "2020-06-01",
			"2020-02-01 2020-06-01 REFUSE"},
		{"not cured: no end", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["case_not_14d","2020-02-01"]],"cured":false}`, "2020-02-01", "2020-06-01",
			"2020-02-01 2020-06-01 REFUSE"},
		{"symptoms have no term", "ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["respiratory","2020-02-01"]]}`, "2020-02-01", "2020-06-01",
			"2020-02-01 2020-06-01 REFUSE"},
		{"the card is good 14 days, the day of issue counted", "ningxia_gate", `{"card":"valid","card_issued":"2020-02-16","temp":36.5}`, "2020-02-16", "2020-03-02",
			"2020-02-16 2020-02-29 PASS\n2020-03-01 2020-03-02 NO_PASS"},

		{"never by time alone (003)", "lishui", `{"facts":["cross_province"],"isolation":{"start":"2020-02-17"}}`, "2020-02-16", "2021-02-17",
			"2020-02-16 2020-02-16 YELLOW yellow\n2020-02-17 2021-02-17 WAIT yellow"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spans, err := scheme.Course(c.word, parse(t, c.inputs), day(t, c.from), day(t, c.to))
			if err != nil {
				t.Fatal(err)
			}
			if got := spelled(fold(spans)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestNext: the day, and a sentence that a person can act on.
func TestNext(t *testing.T) {
	for _, c := range []struct{ word, inputs, on, want string }{
		{"ningbo", `{"facts":["been_to_key_area"],"isolation":{"start":"2020-02-17"}}`, "2020-02-20",
			"2020-03-02 ASK_HEALTH red 14天隔离到 2020-03-02 期满；凭解除证明转绿，可以发证 | 14 days of isolation end on 2020-03-02; with the release paper: green, a pass may be issued"},
		{"ningbo", `{"facts":["cross_province"],"isolation":{"days_done":6}}`, "2020-03-10",
			"2020-03-11 ISSUE green 居家隔离7天到 2020-03-11 期满；转绿，可以发证 | 7 days at home end on 2020-03-11; green, a pass may be issued"},
		{"ningbo", `{"facts":["fever"],"isolation":{"start":"2020-03-01"}}`, "2020-03-02", ""}, // the days end, but only "no symptoms" helps
		{"ningbo", `{"facts":[["fever","2020-03-10"]],"naat":[["2020-03-10","neg"]],"health_dept_ok":true}`, "2020-03-10",
			"2020-03-11 ISSUE green 2020-03-11 起不再是有发热症状的当天；转绿，可以发证 | 2020-03-11: no longer the day of: Fever; green, a pass may be issued"},
		{"ningbo", `{"facts":[["fever","2020-03-04"]],"isolation":{"start":"2020-02-19"}}`, "2020-03-04", ""},
		{"ningbo", `{"facts":["cross_province"]}`, "2020-03-10", ""},
		{"ningbo", `{"facts":["close_contact"],"temp":38.5}`, "2020-03-10", ""},
		{"ningbo", `{}`, "2020-03-10", ""},
		{"ningbo", `{"birth":"2004-03-15","doc":null,"parent_id":"RIC18","parent_relation":"mother"}`, "2020-03-10",
			"2020-03-15 ASK_SUPERVISOR  2020-03-15 满16周岁；须上级核定 | 2020-03-15: 16 years old; a supervisor must settle it"},
		{"ningxia", `{"facts":["close_contact"],"isolation":{"start":"2020-02-17"}}`, "2020-02-17", ""},
		{"ningxia", `{"colour":"green","checkin_days_ago":2}`, "2020-02-27",
			"2020-02-29 GREY grey 到 2020-02-29 已超过3天没有打卡；如实填报后转绿码 | more than 3 days without check-in on 2020-02-29; after filling in the form truthfully: the code turns green"},
		{"ningxia", `{"colour":"yellow","self_reports":13}`, "2020-02-27", ""},
		{"ningxia_card", `{"managed":true,"need":true,"low_risk_days":10}`, "2020-02-25",
			"2020-02-29 ISSUE  在低风险地区居住到 2020-02-29 满14天；可以发证 | 14 days in a low-risk area are complete on 2020-02-29; a pass may be issued"},
		{"ningxia_card", `{"managed":true,"need":true,"low_risk_days":30,"facts":[["from_hubei_lt14","2020-02-20"]]}`, "2020-02-25",
			"2020-03-05 ISSUE  从高风险地区来宁到 2020-03-05 满14天；可以发证 | 14 days since leaving the high-risk area are over on 2020-03-05; a pass may be issued"},
		{"lishui", `{"facts":["cross_province"],"isolation":{"start":"2020-02-17"}}`, "2020-02-18", ""},
		{"lishui_pass", `{"facts":["cross_province"],"isolation":{"start":"2020-02-17"}}`, "2020-02-18", ""},
	} {
		next, err := scheme.Next(c.word, parse(t, c.inputs), day(t, c.on))
		if err != nil {
			t.Errorf("%s %s: %v", c.word, c.inputs, err)
			continue
		}
		got := ""
		if !next.IsZero() {
			got = fmt.Sprintf("%s %s %s %s | %s", next.Day, next.Outcome, next.Colour, next.Reason.ZH, next.Reason.EN)
		}
		if got != c.want {
			t.Errorf("%s %s on %s:\ngot  %q\nwant %q", c.word, c.inputs, c.on, got, c.want)
		}
	}
}

// TestCourseSaysWhy: each change names what brought it.
func TestCourseSaysWhy(t *testing.T) {
	spans, err := scheme.Course("ningbo", parse(t, `{"facts":[["been_to_key_area","2020-02-16"]],"isolation":{"start":"2020-02-17"},"naat":[["2020-02-18","neg"],["2020-02-24","neg"]]}`),
		day(t, "2020-02-15"), day(t, "2020-03-10"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"",
		"2020-02-16 到过疫情重点地区；按红码隔离",
		"2020-02-17 开始隔离；隔离未满14天",
		"2020-02-18 核酸检测阴性；只有1次阴性，不调整",
		"2020-02-24 核酸检测阴性；转绿，可以发证",
		"末次检测到 2020-03-10 已超过14天；凭解除证明转绿，可以发证",
	}
	if len(spans) != len(want) {
		t.Fatalf("got %d spans:\n%s", len(spans), spelled(spans))
	}
	for i, s := range spans {
		if s.Why.ZH != want[i] || (s.Why.EN == "") != (want[i] == "") {
			t.Errorf("%s: got %q (%q), want %q", s.From, s.Why.ZH, s.Why.EN, want[i])
		}
	}
}

// TestLookBack: an authority that says for how many days an exposure counts
// ends it with them.
func TestLookBack(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		setting, inputs, want string
	}{
		{"area_days", `{"facts":[["cross_province","2020-03-01"]]}`, "2020-03-15 ISSUE 离开该地区到 2020-03-15 满14天；转绿，可以发证"},
		{"contact_days", `{"facts":[["close_contact","2020-03-01"]]}`, "2020-03-15 ISSUE 距接触到 2020-03-15 满14天；转绿，可以发证"},
		{"contact_days", `{"facts":["close_contact"]}`, ""},
		{"contact_days", `{"facts":[["fever","2020-03-01"]]}`, ""},
	} {
		s, err := s.With(c.setting, 14)
		if err != nil {
			t.Fatal(err)
		}
		next, err := s.Next("ningbo", parse(t, c.inputs), day(t, "2020-03-02"))
		got := strings.TrimSpace(fmt.Sprintf("%s %s %s", next.Day, next.Outcome, next.Reason.ZH))
		if err != nil || got != c.want {
			t.Errorf("%s %s: got %q, %v, want %q", c.setting, c.inputs, got, err, c.want)
		}
	}
}

// TestCourseRefuses: silly ranges, unknown rules and dates in the future.
func TestCourseRefuses(t *testing.T) {
	in := parse(t, `{}`)
	for _, c := range []struct{ word, from, to string }{
		{"ningbo", "2020-03-02", "2020-03-01"}, {"ningbo", "2020-03-01", "2025-03-01"}, {"ningbo", "0001-01-01", "9999-12-31"},
		{"ningbo", "", "2020-03-01"}, {"ningbo", "2020-03-01", ""},
	} {
		if _, err := scheme.Course(c.word, in, day(t, c.from), day(t, c.to)); !errors.Is(err, scheme.ErrBadInput) {
			t.Errorf("%s %s–%s: got %v, want ErrBadInput", c.word, c.from, c.to, err)
		}
	}
	if _, err := scheme.Course("atlantis", in, ruleDay, ruleDay); !errors.Is(err, scheme.ErrUnknownScheme) {
		t.Errorf("got %v, want ErrUnknownScheme", err)
	}
	if _, err := scheme.Next("ningbo", in, civil.Date{}); !errors.Is(err, scheme.ErrBadInput) {
		t.Errorf("no day: got %v, want ErrBadInput", err)
	}
	if _, err := scheme.Course("ningbo", parse(t, `{"tempp":38}`), ruleDay, ruleDay); !errors.Is(err, scheme.ErrUnknownWord) {
		t.Errorf("got %v, want ErrUnknownWord", err)
	}
}

// TestAhead: at a desk a date in the future is a slip of the pen, and the field is
// named.
func TestAhead(t *testing.T) {
	for _, c := range []struct{ inputs, field string }{
		{`{"facts":[["cross_province","2020-03-11"]]}`, "cross_province"},
		{`{"excl":[["contact_lt14","2020-03-11"]]}`, "contact_lt14"},
		{`{"isolation":{"start":"2020-03-11"}}`, "isolation.start"},
		{`{"last_checkin":"2020-03-11"}`, "last_checkin"},
		{`{"checkin_days":["2020-03-01","2020-03-11"]}`, "checkin_days"},
		{`{"self_report_days":["2020-03-11"]}`, "self_report_days"},
		{`{"institution_report_days":["2020-03-11"]}`, "institution_report_days"},
		{`{"cured_on":"2020-03-11"}`, "cured_on"},
		{`{"low_risk_since":"2020-03-11"}`, "low_risk_since"},
		{`{"card_issued":"2020-03-11"}`, "card_issued"},
		{`{"been":[["420100","2020-03-11"]]}`, "been"},
		{`{"naat":[["2020-03-01","neg"],["2020-03-11","pos"]]}`, "naat"},
	} {
		_, err := scheme.Evaluate("ningxia", parse(t, c.inputs), ruleDay)
		if !errors.Is(err, scheme.ErrAhead) || !strings.HasSuffix(err.Error(), ": "+c.field) {
			t.Errorf("%s: got %v, want ErrAhead with %s", c.inputs, err, c.field)
		}
		if _, err := scheme.Course("ningxia", parse(t, c.inputs), ruleDay, ruleDay.AddDays(2)); err != nil {
			t.Errorf("%s in a course: %v", c.inputs, err)
		}
	}
}

// TestTestsToCome: a test that is dated later neither helps nor harms today.
func TestTestsToCome(t *testing.T) {
	known := `"facts":[["fever","2020-02-23"]],"health_dept_ok":true,"naat":[["2020-02-27","neg"],["2020-03-01","neg"]`
	for _, later := range []string{``, `,["2020-03-16","neg"]`, `,["2020-03-16","pos"]`, `,["2020-03-16","unknown"]`} {
		spans, err := scheme.Course("ningbo", parse(t, `{`+known+later+`]}`), ruleDay, ruleDay)
		if err != nil || spans[0].Verdict.Outcome != "ISSUE" {
			t.Errorf("with %q to come: %v, %v", later, spans, err)
		}
	}
}

// TestDatedFacts: the two ways of writing one, and what is none.
func TestDatedFacts(t *testing.T) {
	for _, raw := range []string{
		`{"facts":[["been_to_key_area","2020-03-01"]]}`, `{"facts":[{"fact":"been to key area","on":"2020-03-01"}]}`,
		`{"dated":[["severe_area","2020-03-01"]]}`, `{"facts":["none",["been_to_key_area","2020-03-01"]]}`,
	} {
		v, err := scheme.Evaluate("ningbo", parse(t, raw), ruleDay)
		if err != nil || v.Ground != "been_to_key_area" || v.Colour != "red" {
			t.Errorf("%s: got %s %s, %v", raw, v.Ground, v.Colour, err)
		}
	}
	for _, c := range []struct {
		raw  string
		want error
	}{
		{`{"facts":[["fevr","2020-03-01"]]}`, scheme.ErrUnknownWord},
		{`{"facts":[["fever","2020-02-30"]]}`, scheme.ErrBadInput},
		{`{"facts":[["fever",""]]}`, scheme.ErrBadInput},
		{`{"facts":[["fever",null]]}`, scheme.ErrBadInput},
		{`{"facts":[["fever"]]}`, scheme.ErrBadInput},
		{`{"facts":[["fever","2020-03-01","x"]]}`, scheme.ErrBadInput},
		{`{"facts":[{"fact":"fever"}]}`, scheme.ErrBadInput},
		{`{"facts":[{"fact":"fever","on":"2020-03-01","until":"2020-03-02"}]}`, scheme.ErrBadInput},
		{`{"facts":[7]}`, scheme.ErrBadInput},
		{`{"self_report_days":"2020-03-01"}`, scheme.ErrBadInput},
		{`{"self_report_days":["1 March"]}`, scheme.ErrBadInput},
		{`{"cured_on":"2020-3-1"}`, scheme.ErrBadInput},
		{`{"checkin_days":` + daily("2000-01-01", "2020-01-01") + `}`, scheme.ErrBadInput},
	} {
		if _, err := scheme.ParseInputs([]byte(c.raw)); !errors.Is(err, c.want) {
			t.Errorf("%.60s: got %v, want %v", c.raw, err, c.want)
		}
	}
}

// FuzzCourse: no inputs make a course panic, its spans cover every day once and
// say everything, and what the rules would refuse to read the course refuses too.
func FuzzCourse(f *testing.F) {
	for _, row := range readTable(f, "../../testdata/rules/eligibility.tsv") {
		f.Add(row["scheme"], []byte(row["inputs"]), 0)
	}
	f.Add("ningbo", []byte(`{"facts":["fever",["been_to_key_area","2020-02-10"],{"fact":"close_contact","on":"2020-02-29"}],"isolation":{"start":"2020-02-17"}}`), -20)
	f.Add("ningxia", []byte(`{"facts":[["fever_case","2020-01-20"]],"cured_on":"2020-02-01","institution_report_days":`+daily("2020-02-01", "2020-02-14")+`,"last_checkin":"2020-03-05"}`), -40)
	f.Add("ningxia_card", []byte(`{"excl":[["contact_lt14","2020-03-01"]],"low_risk_since":"2020-03-01","dated":[["false_statement","9999-12-31"]]}`), 5)
	f.Fuzz(func(t *testing.T, word string, raw []byte, shift int) {
		in, err := scheme.ParseInputs(raw)
		if err != nil {
			return
		}
		from := ruleDay.AddDays(shift % 100)
		to := from.AddDays(20)
		spans, err := scheme.Course(word, in, from, to)
		if err != nil {
			return
		}
		at := from
		for i, s := range spans {
			if s.From != at || s.To.Before(s.From) || (s.Why.ZH == "") != (i == 0) || (s.Why.EN == "") != (i == 0) || s.Verdict.Rule == "" {
				t.Fatalf("%s %s: span %d from %s to %s, why %q", word, raw, i, s.From, s.To, s.Why)
			}
			if strings.ContainsAny(s.Why.ZH+s.Why.EN, "{}") {
				t.Errorf("%s %s: a gap is not filled: %q", word, raw, s.Why)
			}
			at = s.To.AddDays(1)
		}
		if at != to.AddDays(1) {
			t.Fatalf("%s %s: the course ends before %s", word, raw, at)
		}
		if next, err := scheme.Next(word, in, to); err == nil && !next.IsZero() && (!next.Day.After(to) || next.Reason.ZH == "" || next.Reason.EN == "") {
			t.Errorf("%s %s: next after %s is %+v", word, raw, to, next)
		}
	})
}

func BenchmarkCourse(b *testing.B) {
	for _, c := range []struct{ name, word, inputs string }{
		{"refused", "ningbo", `{"facts":[["been_to_key_area","2020-02-16"]],"isolation":{"start":"2020-02-17"},"naat":[["2020-02-18","neg"]]}`},
		{"reports", "ningxia", `{"facts":[["fever_case","2020-01-20"]],"cured_on":"2020-02-01","institution_report_days":` + daily("2020-02-01", "2020-02-14") +
			`,"self_report_days":` + daily("2020-02-15", "2020-02-28") + `}`},
	} {
		in := parse(b, c.inputs)
		from := day(b, "2020-02-20")
		b.Run(c.name+"/1000days", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := scheme.Course(c.word, in, from, from.AddDays(999)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/next", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := scheme.Next(c.word, in, from); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
