package unique_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"passdesk/registry/unique"
)

// TestNothingPersonalIsPrinted: however a person or a key is printed, no number
// and no full name stands in it.
func TestNothingPersonalIsPrinted(t *testing.T) {
	for _, raw := range []string{father, eldest, usAdult} {
		var p unique.Person
		if err := json.Unmarshal([]byte(raw), &p); err != nil {
			t.Fatal(err)
		}
		k := unique.Keys(p)
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "p", p, "k", k, "key", k.All()[0])
		d := unique.Decide([]unique.Person{p}, p, ruleDay)
		printed := fmt.Sprintf("%v %+v %#v %s %v %+v %#v %v %#v %+v", p, p, p, p, k, k, k, k.All(), k.All(), d) + log.String()
		for _, secret := range []string{"330212198505059315", "912345678", "9315", "样例父", "样例长子", "TESTPERSON", "2014"} {
			if strings.Contains(printed, secret) {
				t.Errorf("%q stands in %s", secret, printed)
			}
		}
	}
}

// TestNotAPerson: an error names the field and never the value.
func TestNotAPerson(t *testing.T) {
	for _, raw := range []string{`[]`, `"样例父"`, `{"birth":"1985-13-05"}`, `{"birth_order":"first"}`, `{"unnamed":"330212198505059315"}`} {
		var p unique.Person
		err := json.Unmarshal([]byte(raw), &p)
		if err == nil || strings.Contains(err.Error(), "样例") || strings.Contains(err.Error(), "9315") || strings.Contains(err.Error(), "1985") {
			t.Errorf("%s: got %v", raw, err)
		}
	}
}
