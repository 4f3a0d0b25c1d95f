package scheme

import (
	"maps"
	"testing"

	"passdesk/registry/civil"
)

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
		{ningbo(), `{"facts":["close_contact"]}`, map[string]float64{"red_days": 14}},
		{changed, `{"facts":["close_contact"]}`, map[string]float64{"red_days": 21}},
		{ningbo(), `{"facts":["cross_province"],"isolation":{"days_done":7}}`, map[string]float64{"yellow_days": 7}},
		{ningbo(), `{"facts":["been_to_key_area"],"naat":[["2020-03-05","neg"],["2020-03-08","neg"]]}`,
			map[string]float64{"naat_count_red": 2, "naat_window_days": 7, "naat_fresh_days": 14}},
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
