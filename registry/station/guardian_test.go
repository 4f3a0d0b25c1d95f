package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The guardian signs for a child, whoever collects the pass; nobody has to type the
// name of a guardian who holds a pass.
func TestGuardianSignsForTheChild(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	unnamed := strings.Replace(son, `"name":"样例父",`, "", 1)
	daughter := strings.NewReplacer("长子", "女", "father", "mother", "330212198505059315", "330203198706069345", `"M"`, `"F"`).Replace(unnamed)
	const proxied = `"proxy":{"name":"样例邻居","relation":"neighbour","reason":"监护人卧病"}`
	b.issue(st, father, "ISSUE")
	for i, c := range []struct{ application, guardian, signs string }{
		{with(unnamed, proxied), "样例父", "guardian"},
		{daughter, "", "guardian"}, // the mother holds none
		{with(mother, proxied), "", "proxy"},
	} {
		v := b.issue(st, c.application, "ISSUE")
		papers, err := st.Papers(ctx, []registry.Number{v.Number})
		b.must(err)
		d, err := st.Pass(ctx, v.Number.String())
		b.must(err)
		if p := papers[0]; p.Guardian != c.guardian || p.Child != (c.signs == "guardian") || station.Signer(d.Applicant) != c.signs {
			t.Errorf("%d: guardian %q, child %t, signed by the %s", i, p.Guardian, p.Child, station.Signer(d.Applicant))
		}
	}
	b.laid(st, station.LedgerWish{})
	v, err := st.LedgerView(ctx, 1)
	b.must(err)
	if v.Lines[1].Signer != "guardian" || v.Lines[3].Signer != "proxy" {
		t.Errorf("the ledger's screen: %+v", v.Lines)
	}
	b.sound(st)
}
