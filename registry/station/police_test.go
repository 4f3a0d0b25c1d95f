package station_test

import (
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// At a police point only the police decide; an officer there takes appeals down.
func TestPoliceDecideAtTheirPoint(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Point.Kind = "police" })
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例通知"))
	id := b.issue(st, with(father, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	b.must(st.Close())
	st = b.as(registry.Officer)
	b.must(st.LodgeAppeal(ctx, id, "样例"))
	for _, by := range []string{"", station.ByPolice} {
		if _, err := st.DecideAppealWith(ctx, id, station.Ruling{Decision: "uphold", Reason: reason, By: by}); !errors.Is(err, registry.ErrNotThisRole) {
			t.Errorf("an officer, by %q: %v", by, err)
		}
	}
	b.must(st.Close())
	st = b.openKeeper()
	b.changed(st, id, "", "ISSUE")
	if c := b.stands(st, id, registry.CaseChanged); c.Police != nil || c.History[2].By != station.ByPolice {
		t.Errorf("%+v", c)
	}
	b.sound(st)
}

// Elsewhere the case goes to the police of the directory, and the officer of the
// point writes down what they decided.
func TestPoliceDecideElsewhere(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	by := station.Ruling{Decision: "change", Reason: reason, By: station.ByPolice}
	b.must(st.LodgeAppeal(ctx, id, "样例"))
	var not *station.NotSo
	if _, err := st.DecideAppealWith(ctx, id, by); !errors.As(err, &not) || not.Field != "by" {
		t.Errorf("by the police where the point decides: %v", err)
	}
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例通知"))
	b.must(st.LoadDirectory(ctx, b.parsed(station.Place{Kind: "police", Name: "样例所", Division: "330212", Address: "样例路 1 号", Phone: "1"})))
	c := b.stands(st, id, registry.CaseAppealed)
	if c.Police == nil || names(c.Police.Where) != "样例所" || !strings.Contains(c.Police.Text.ZH, "样例路 1 号") {
		t.Fatalf("nobody is told where: %+v", c.Police)
	}
	head := st.Head()
	_, err := st.DecideAppeal(ctx, id, "change", reason, false)
	var police *station.PoliceDecide
	if !errors.As(err, &police) || !errors.Is(err, registry.ErrNotThisRole) {
		t.Fatalf("the point decides: %v", err)
	}
	if zh, _ := police.Sentences(); !strings.Contains(zh, "样例所") || !strings.Contains(zh, "--by police") {
		t.Errorf("told: %s", zh)
	}
	b.unmoved(st, head, "a decision that is the police's")
	slips, err := st.Slips(ctx, []int64{id})
	if b.must(err); slips[0].Police == nil || names(slips[0].Police.Where) != "样例所" {
		t.Errorf("slip: %+v", slips[0].Police)
	}
	v, err := st.DecideAppealWith(ctx, id, by)
	if b.must(err); !v.Issues() {
		t.Errorf("%+v", v)
	}
	c = b.stands(st, id, registry.CaseChanged)
	if last := c.History[2]; last.By != station.ByPolice || last.Note != "change: "+reason {
		t.Errorf("%+v", last)
	}
	b.sound(st)
}
