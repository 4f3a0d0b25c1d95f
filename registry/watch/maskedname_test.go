package watch

import (
	"slices"
	"testing"

	"passdesk/registry/civil"
	"passdesk/registry/unique"
)

// TestAMaskedNameAsks: what is left of a name, beside a mask that fits, is found by
// its keys and asks; another surname or number does not.
func TestAMaskedNameAsks(t *testing.T) {
	person := unique.Person{Name: "样例涛", OwnScheme: "RIC18", OwnNumber: "330212198505059315", Birth: civil.New(1985, 5, 5)}
	known := KeysOf(person, unique.Keys(person))
	for listed, want := range map[string]Fit{
		"样*": Masked, "样**": Masked, "样某": Masked, "样某某": Masked, "样×": Masked, "样XX": Masked, "样●涛": Masked, "*涛": Masked, "**涛": Masked,
		"*例涛": Masked, "样例*": Masked, "样例某": Masked, "样＊涛": Masked, "李*": None, "*军": None, "样*军": None, "样": None, "**": None,
	} {
		e, bad := Parse(Row{Number: "330212********9315", Name: listed, Why: "密接", Source: "样例疾控"}, civil.New(2020, 3, 9))
		if bad != nil {
			if want != None {
				t.Errorf("%s: %s", listed, bad.Why.EN)
			}
			continue
		}
		found := slices.ContainsFunc(e.Keys(), func(k Key) bool { return slices.Contains(known, k) })
		if fit := e.Fits(person); fit != want || want != None && !found {
			t.Errorf("%s: %q, found %t", listed, fit, found)
		}
	}
	e, _ := Parse(Row{Number: "330212********1151", Name: "样*", Why: "密接", Source: "样例疾控"}, civil.New(2020, 3, 9))
	if fit := e.Fits(person); fit != None {
		t.Errorf("another number: %q", fit)
	}
}
