package station_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// What the kind of a document alone decides is what the station answers whatever
// the name, the birth and the sex; where these count nothing is foretold.
func TestForetellIsWhatCheckSays(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.LoadDirectory(ctx, b.parsed(station.Place{Kind: "police", Name: "样例派出所", Division: "330212", Phone: "1"})))
	document := func(text string) registry.Application {
		var a registry.Application
		b.must(json.Unmarshal([]byte(text), &a))
		return a
	}
	for text, want := range map[string]string{
		`{"document":{"number":"H91234567","type":"HK_MO"},"declared":true}`:          "REFER_POLICE",
		`{"document":{"number":"X12345678","type":"PASSPORT_FOREIGN","state":"USA"}}`: "REFER_POLICE",
		`{"document":{"number":"330204194605129036"},"declared":true}`:                "",
		`{"document":{"number":"H912","type":"HK_MO"},"declared":true}`:               "",
		`{"declared":true}`: "",
		`{"document":{"number":"H91234567","type":"HK_MO"},"facts":{"facts":["moon"]}}`:       "",
		`{"document":{"number":"H91234567","type":"HK_MO"},"facts":{"false_statement":true}}`: "",
	} {
		a := document(text)
		told, ok := st.Foretell(a)
		if told.Outcome != want || ok != (want != "") {
			t.Errorf("%s: foretold %q, want %q", text, told.Outcome, want)
		}
		for year := 1930; ok && year <= 2019; year++ {
			a.Name, a.Birth, a.Sex, a.Declared = "样例港", fmt.Sprintf("%d-01-01", year), "MF"[year%2:year%2+1], true
			v, err := st.Check(ctx, a)
			b.must(err)
			if v.Outcome != told.Outcome || v.Rule != told.Rule || v.Reason != told.Reason || len(told.Where) != 1 || v.Where[0] != told.Where[0] {
				t.Fatalf("born %d: %s %s, foretold %s %s", year, v.Outcome, v.Rule, told.Outcome, told.Rule)
			}
		}
		if strings.Contains(string(told.Outcome), "INVALID") {
			t.Errorf("%s: %+v", text, told)
		}
	}
}
