package scheme

import (
	"maps"
	"slices"
	"testing"

	"passdesk/registry/civil"
)

// Where a keeper has set a number, the verdict's sentence names both, and why;
// the paper is not quoted for what it does not say.
func TestDepartedNumbersAreNotThePapers(t *testing.T) {
	s := ningbo()
	for name, value := range map[string]float64{"yellow_days": 10, "fever_celsius": 37.5, "red_days": 14} {
		set, err := s.With(name, value)
		if err != nil {
			t.Fatal(err)
		}
		s = set.Because(name, "样例令")
	}
	got := s.Departed(map[string]float64{"yellow_days": 10, "fever_celsius": 37.5, "red_days": 14, "naat_window_days": 7})
	want := []Text{
		{"发热体温线（℃，含）：本站设定 37.5（默认 37.3），依据：样例令", "Temperature that counts as fever, °C: set to 37.5 at this station (default: 37.3); reason: 样例令"},
		{"黄码居家隔离天数：本站设定 10 天（文件为 7 天），依据：样例令", "Days at home, yellow: set to 10 days at this station (the paper says 7 days); reason: 样例令"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if t0, err := ningbo().Setting("yellow_days"); err != nil || t0.Reason != "" {
		t.Errorf("the scheme itself has a reason: %q", t0.Reason)
	}
}

// A verdict says which of the scheme's numbers it turned on, as they stand in
// this station's settings.
func TestVerdictNamesTheSettingsThatEntered(t *testing.T) {
	changed, err := ningbo().With("red_days", 21)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		s      Scheme
		inputs string
		want   map[string]float64
	}{
		{ningbo(), `{}`, nil},
		{ningbo(), `{"temp":36.5}`, map[string]float64{"fever_celsius": 37.3}},
		{ningbo(), `{"facts":["close_contact"]}`, map[string]float64{"red_days": 14, "naat_count_red": 2, "naat_window_days": 7}},
		{changed, `{"facts":["close_contact"]}`, map[string]float64{"red_days": 21, "naat_count_red": 2, "naat_window_days": 7}},
		{ningbo(), `{"facts":["cross_province"],"isolation":{"days_done":7}}`, map[string]float64{"yellow_days": 7}},
		{ningbo(), `{"facts":["been_to_key_area"],"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]}`,
			map[string]float64{"naat_count_red": 2, "naat_window_days": 7, "naat_fresh_days": 14}},
		{ningbo(), `{"temp":37.5}`, map[string]float64{"fever_celsius": 37.3, "yellow_days": 7}},              // the advice names the days
		{ningxia(), `{"been":[["湖北","2020-01-20"]],"low_risk_days":20}`, map[string]float64{"area_days": 14}}, // the stay counts no longer
		{ningxia(), `{"low_risk_days":10}`, map[string]float64{"card_residence_days": 14}},
	} {
		in, err := ParseInputs([]byte(c.inputs))
		if err != nil {
			t.Fatal(err)
		}
		v, err := c.s.Evaluate(c.s.DeskWord, in, civil.New(2020, 3, 10))
		if err != nil || !maps.Equal(v.Settings, c.want) {
			t.Errorf("%s %s (%s): settings %v, %v, want %v", c.s.Code, c.inputs, v.Rule, v.Settings, err, c.want)
		}
	}
}
