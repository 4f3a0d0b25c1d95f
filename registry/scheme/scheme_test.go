package scheme_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/scheme"
)

func TestByCode(t *testing.T) {
	for _, code := range []string{"ningbo", "ningxia", "lishui"} {
		if s, err := scheme.ByCode(code); err != nil || s.Code != code {
			t.Errorf("%s: got %q, %v", code, s.Code, err)
		}
	}
	if _, err := scheme.ByCode("atlantis"); !errors.Is(err, scheme.ErrUnknownScheme) {
		t.Errorf("got %v, want ErrUnknownScheme", err)
	}
	if got := scheme.All()[0].Code; got != "ningbo" {
		t.Errorf("first scheme is %s, want ningbo", got)
	}
}

func TestDistrict(t *testing.T) {
	for _, c := range []struct{ code, division, want string }{
		{"ningbo", "330212", "12"}, {"ningbo", "330281", "81"},
		{"ningxia", "640104", "0104"}, {"ningxia", "640522", "0522"},
		{"lishui", "331102", "02"}, {"lishui", "331122", "22"},
		{"ningbo", "330200", ""}, {"ningbo", "330106", ""}, {"ningbo", "33021", ""}, {"ningbo", "3302１2", ""}, {"ningbo", "33021x", ""},
		{"lishui", "330212", ""}, {"ningxia", "", ""},
	} {
		s, err := scheme.ByCode(c.code)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.District(c.division)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s %q: got %q, %v, want %q", c.code, c.division, got, err, c.want)
		}
	}
}

// TestServes: Hong Kong, Macau, Taiwan and foreign applicants at the police only.
func TestServes(t *testing.T) {
	kinds := []string{"community", "village", "enterprise", "building", "unit", "checkpoint", "police"}
	for _, c := range []struct{ code, doc, elsewhere, police string }{
		{"ningbo", "RIC18", "ISSUE", "ISSUE"},
		{"ningbo", "", "ISSUE", "ISSUE"},
		{"ningbo", "HK_PERMIT", "REFER_POLICE", "ISSUE"},
		{"ningbo", "MO_PERMIT", "REFER_POLICE", "ISSUE"},
		{"ningbo", "TW_PERMIT", "REFER_POLICE", "ISSUE"},
		{"ningbo", "PASSPORT:USA", "REFER_POLICE", "ISSUE"},
		{"ningbo", "FPR18", "REFER_POLICE", "ISSUE"},
		{"ningbo", "HMT_RES", "ASK_SUPERVISOR", "ISSUE"},
		{"ningbo", "PASSPORT_CN", "ASK_SUPERVISOR", "ASK_SUPERVISOR"},
		{"ningxia", "RIC18", "ISSUE", "ISSUE"},
		{"ningxia", "PASSPORT:USA", "ASK_SUPERVISOR", "ASK_SUPERVISOR"},
		{"lishui", "RIC18", "ISSUE", "ISSUE"},
	} {
		s, err := scheme.ByCode(c.code)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds {
			want := c.elsewhere
			if kind == "police" {
				want = c.police
			}
			got, err := s.Serves(kind, c.doc)
			if err != nil || got.Outcome != want {
				t.Errorf("%s: %s at %s: got %s by %s, %v, want %s", c.code, c.doc, kind, got.Outcome, got.Rule, err, want)
			}
			if !got.Permits() && (got.Cite == "" || got.Advice.ZH == "" || got.Advice.EN == "") {
				t.Errorf("%s: %s at %s: refused without a sentence or advice", c.code, c.doc, kind)
			}
		}
	}
	s, _ := scheme.ByCode("ningbo")
	if _, err := s.Serves("moon", "RIC18"); !errors.Is(err, scheme.ErrUnknownWord) {
		t.Errorf("unknown kind: got %v, want ErrUnknownWord", err)
	}
}

// TestSettings: every number is a setting, and the verdict follows it.
func TestSettings(t *testing.T) {
	s, err := scheme.ByCode("ningbo")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		setting      string
		value        float64
		inputs       string
		before, with string
		says         string
	}{
		{"yellow_days", 5, `{"facts":["cross_province"],"isolation":{"days_done":5}}`, "REFUSE+ISOLATE7", "ISSUE", "5天"},
		{"red_days", 21, `{"facts":["close_contact"],"isolation":{"days_done":14,"release_paper":true}}`, "ISSUE", "REFUSE+ISOLATE14", "21天"},
		{"fever_celsius", 37.0, `{"temp":37.1}`, "ISSUE", "REFUSE+ISOLATE7", "体温"},
		{"naat_window_days", 3, `{"facts":["been_to_key_area"],"naat":[["2020-03-01","neg"],["2020-03-05","neg"]]}`, "ISSUE", "REFUSE+ISOLATE14", "3天"},
		{"naat_count_red", 3, `{"facts":["been_to_key_area"],"naat":[["2020-03-01","neg"],["2020-03-05","neg"]]}`, "ISSUE", "REFUSE+ISOLATE14", ""},
		{"naat_fresh_days", 0, `{"facts":["been_to_key_area"],"naat":[["2020-01-01","neg"],["2020-01-05","neg"]]}`, "ASK_HEALTH", "ISSUE", ""},
		{"child_age", 18, `{"age":17,"doc":null,"parent_id":"RIC18","parent_relation":"father"}`, "ASK_SUPERVISOR", "ISSUE", ""},
	} {
		in, err := scheme.ParseInputs([]byte(c.inputs))
		if err != nil {
			t.Fatal(err)
		}
		changed, err := s.With(c.setting, c.value)
		if err != nil {
			t.Fatal(err)
		}
		before, _ := s.Evaluate("ningbo", in, ruleDay)
		after, err := changed.Evaluate("ningbo", in, ruleDay)
		if err != nil || before.Outcome != c.before || after.Outcome != c.with || !strings.Contains(after.Reason.ZH, c.says) {
			t.Errorf("%s=%v: got %s then %s %q (%v), want %s then %s %q", c.setting, c.value, before.Outcome, after.Outcome, after.Reason.ZH, err, c.before, c.with, c.says)
		}
	}
	if _, err := s.With("no_such_number", 1); !errors.Is(err, scheme.ErrUnknownWord) {
		t.Errorf("unknown setting: got %v", err)
	}
	if _, err := s.With("red_days", -1); !errors.Is(err, scheme.ErrBadInput) {
		t.Errorf("negative setting: got %v", err)
	}
}

// TestWhatIsPrinted: everything a paper and a desk need stands in each scheme.
func TestWhatIsPrinted(t *testing.T) {
	for _, s := range scheme.All() {
		if s.Title.ZH == "" || s.Title.EN == "" || s.PassName == "" || len(s.AuthorityNames) == 0 || s.LedgerTitle == "" ||
			s.Area.ZH == "" || s.Area.EN == "" || s.Declaration.ZH == "" || s.Declaration.EN == "" || s.DeclareCite.Sentence == "" {
			t.Errorf("%s: something on the paper is empty", s.Code)
		}
		if len(s.BackText) == 0 || len(s.Questions) == 0 {
			t.Errorf("%s: got %d notes and %d questions", s.Code, len(s.BackText), len(s.Questions))
		}
		for _, n := range s.BackText {
			if n.Text.ZH == "" || n.Text.EN == "" || n.Cite == "" || n.Source == "" {
				t.Errorf("%s: note %q lacks a text or a source", s.Code, n.Text.ZH)
			}
		}
		for _, q := range s.Questions {
			in := scheme.Inputs{Facts: []string{q.Fact}, Declared: scheme.Yes}
			v, err := s.Evaluate(s.DeskWord, in, ruleDay)
			if err != nil || v.Issues() || q.Label.ZH == "" || q.Label.EN == "" || q.Cite == "" || q.Source == "" {
				t.Errorf("%s: question %s: answered yes gives %s (%v)", s.Code, q.Fact, v.Outcome, err)
			}
		}
		none, err := s.Evaluate(s.DeskWord, scheme.Inputs{Declared: scheme.Yes, Doc: scheme.Shown("RIC18"), Evidence: every(s.Evidence)}, ruleDay)
		if err != nil || !none.Issues() {
			t.Errorf("%s: all questions answered with none: got %s by %s, %v", s.Code, none.Outcome, none.Rule, err)
		}
		for _, n := range s.Settings {
			if n.Source == "" || n.Label.ZH == "" || n.Label.EN == "" || n.Value != n.Default {
				t.Errorf("%s: setting %s is not complete", s.Code, n.Name)
			}
		}
	}
}

// every paper that a scheme wants to be seen, seen.
func every(list []scheme.Evidence) (seen scheme.Seen) {
	for _, e := range list {
		seen = append(seen, e.Key)
	}
	return seen
}

// TestInputsRoundTrip: what the register seals is what the rules saw.
func TestInputsRoundTrip(t *testing.T) {
	for _, row := range readTable(t, "../../testdata/rules/eligibility.tsv") {
		in, err := scheme.ParseInputs([]byte(row["inputs"]))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := scheme.ParseInputs(raw)
		if err != nil || !reflect.DeepEqual(in, again) {
			t.Errorf("%s: %s came back as %s (%v)", row["id"], row["inputs"], raw, err)
		}
	}
}

// TestWholeApplication: an application of the scripting contract is read as it
// stands, and its parts become the inputs of the rules.
func TestWholeApplication(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{`{"ref":"1","name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"birth":"1985-05-05","sex":"M","phone":"1","declared":true,"channel":"community"}`, "ISSUE"},
		{`{"name":"样例港","document":{"type":"HK_PERMIT","number":"H91234567"},"declared":true,"channel":"community"}`, "REFER_POLICE"},
		{`{"name":"SAMPLE TESTPERSON","document":{"number":"912345678","state":"USA"},"declared":true,"channel":"community"}`, "REFER_POLICE"},
		{`{"name":"样例长子","guardian":{"relation":"father","document":{"type":"RIC18","number":"330212198505059315"}},"birth":"2014-04-01","declared":true}`, "ISSUE"},
		{`{"name":"样例长子","guardian":{"relation":"grandmother","document":{"type":"RIC18","number":"330204195001019017"}},"birth":"2014-04-01","declared":true}`, "ASK_SUPERVISOR"},
		{`{"name":"样例长子","guardian":{"relation":"father","document":{"type":"RIC18","number":"330212198505059315"}},"birth":"2003-01-01","declared":true}`, "ASK_SUPERVISOR"},
		{`{"name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"proxy":{"name":"样例母","relation":"wife","reason":"bedridden"},"declared":true}`, "ISSUE"},
		{`{"name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"proxy":{"name":"样例母"},"declared":true}`, "ASK_SUPERVISOR"},
		{`{"name":"样例父","document":{"type":"RIC18","number":"330212198505059315"},"facts":["fever"],"declared":true}`, "REFUSE+ISOLATE7"},
	} {
		in, err := scheme.ParseInputs([]byte(c.raw))
		if err != nil {
			t.Errorf("%s: %v", c.raw, err)
			continue
		}
		if v, err := scheme.Evaluate("ningbo", in, ruleDay); err != nil || v.Outcome != c.want {
			t.Errorf("%s: got %s by %s, %v, want %s", c.raw, v.Outcome, v.Rule, err, c.want)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	in, err := scheme.ParseInputs([]byte(`{"facts":[],"temp":36.5,"age":74,"smartphone":false,"doc":"RIC18","channel":"community","declared":true}`))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := scheme.Evaluate("ningbo", in, civil.New(2020, 3, 10)); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzParseInputs: no input makes the rules panic, every verdict is complete,
// and no permit is given over an error.
func FuzzParseInputs(f *testing.F) {
	for _, row := range readTable(f, "../../testdata/rules/eligibility.tsv") {
		f.Add(row["scheme"], []byte(row["inputs"]))
	}
	f.Add("ningbo", []byte(`{"facts":["fever","close_contact"],"isolation":{"start":"2020-02-30"},"temp":1e9}`))
	f.Add("ningxia_card", []byte(`{"excl":[null],"low_risk_days":1.5,"guardian":{"document":{"document":{}}}}`))
	f.Add("ningxia_card", []byte(`{"been":[["武汉","2020-03-01","from"],["330300",null]],"evidence":{"book":true}}`))
	f.Fuzz(func(t *testing.T, word string, raw []byte) {
		in, err := scheme.ParseInputs(raw)
		if err != nil {
			return
		}
		v, err := scheme.Evaluate(word, in, ruleDay)
		if err != nil {
			return
		}
		if v.Outcome == "" || v.Rule == "" || v.Reason.ZH == "" || v.Reason.EN == "" || v.Cite == "" || v.Source == "" {
			t.Errorf("%s %s: incomplete verdict %+v", word, raw, v)
		}
		if strings.ContainsAny(v.Reason.ZH+v.Reason.EN+v.Advice.ZH+v.Advice.EN, "{}") {
			t.Errorf("%s %s: a gap is not filled: %q", word, raw, v.Reason)
		}
		if !v.Permits() && v.Outcome != "KEEP" && v.Advice.IsZero() {
			t.Errorf("%s %s: %s by %s says not what the person can do", word, raw, v.Outcome, v.Rule)
		}
	})
}

// TestNoTwoLookAlike: a guard tells one scheme's paper from another's by ink, by
// head and by ground, and on a black and white copy by the last two.
func TestNoTwoLookAlike(t *testing.T) {
	inks, heads, grounds := map[scheme.Colour]string{}, map[scheme.Heading]string{}, map[scheme.Ground]string{}
	for _, code := range []string{"ningbo", "ningxia", "lishui"} {
		s, err := scheme.ByCode(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{inks[s.Design.Ink], heads[s.Design.Head], grounds[s.Design.Ground]} {
			if other != "" {
				t.Errorf("%s looks like %s", code, other)
			}
		}
		inks[s.Design.Ink], heads[s.Design.Head], grounds[s.Design.Ground] = code, code, code
	}
}
