package station_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

// A slip says what was told, masked, with the paper's name and the place to go to
// as the directory knows it today.
func TestSlip(t *testing.T) {
	b := newBench(t)
	var store station.Store
	b.wrap = func(s station.Store) station.Store { store = s; return s }
	st := b.create(nil)
	start := civil.On(b.now, shanghai).AddDays(-5).String()
	refused := b.issue(st, with(father, `"facts":["close_contact"],"isolation":{"start":"`+start+`"}`), "REFUSE+ISOLATE14")
	sent := b.issue(st, foreigner, "REFER_POLICE")
	asked := b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH")
	b.must(st.LoadDirectory(ctx, b.parsed(station.Place{Kind: "police", Name: "样例所", Division: "330212", Phone: "1"})))

	slips, err := st.Slips(ctx, []int64{refused.Case, sent.Case, asked.Case})
	b.must(err)
	s := slips[0]
	if s.Name != "样例父" || s.Masked != "330212********9315" || s.DocLabel.ZH != "身份证号" || s.Day != civil.On(b.now, shanghai) ||
		s.Verdict.Reason != refused.Reason || s.Verdict.Next.Day != refused.Next.Day || !strings.Contains(s.Paper.ZH, "一码通") || s.Last.Event != 0 {
		t.Errorf("refused: %+v", s)
	}
	if s := slips[1]; names(s.Verdict.Where) != "样例所" {
		t.Errorf("sent on: %+v", s)
	}
	if s := slips[2]; s.Status != registry.CaseOpen || s.AppealDays != 0 {
		t.Errorf("parked: %+v", s)
	}
	if leaked := string(registry.Body(slips)); strings.Contains(leaked, "330212198505059315") {
		t.Error("a slip bears the whole document number")
	}
	ids, err := st.DeniedToday(ctx)
	if want := []int64{refused.Case, sent.Case, asked.Case}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("denied today: %v, %v, want %v", ids, err, want)
	}
	b.must(st.SlipsPrinted(ctx, ids))
	var last registry.Event
	for e, err := range store.Events(ctx) {
		b.must(err)
		last = e
	}
	var body registry.ExportedBody
	b.must(json.Unmarshal(last.Body, &body))
	if last.Kind != registry.Exported || body.Format != "slips" || body.Count != 3 || !slices.Equal(body.Cases, ids) {
		t.Errorf("event %s %s", last.Kind, last.Body)
	}
	b.now = b.now.Add(24 * time.Hour)
	if ids, err := st.DeniedToday(ctx); err != nil || len(ids) != 0 {
		t.Errorf("denied on the next day: %v, %v", ids, err)
	}
	b.sound(st)
}

// What was decided since stands on the slip; who got a pass has none.
func TestSlipAfterADecision(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	turned := b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH")
	_, err := st.Settle(ctx, turned.Case, "refuse", "样例理由", false)
	b.must(err)
	issued := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH")
	_, err = st.Settle(ctx, issued.Case, "issue", "样例理由", false)
	b.must(err)
	slips, err := st.Slips(ctx, []int64{turned.Case})
	if err != nil || slips[0].Status != registry.CaseRefused || slips[0].Last.Kind != registry.Settled {
		t.Errorf("settled against: %+v, %v", slips, err)
	}
	if strings.Contains(string(registry.Body(slips)), "样例理由") {
		t.Error("an officer's own words stand on the slip")
	}
	for _, id := range []int64{issued.Case, 1, 999} {
		if _, err := st.Slips(ctx, []int64{turned.Case, id}); err == nil {
			t.Errorf("case %d has a slip", id)
		} else if id != issued.Case && !errors.Is(err, station.ErrNoCase) {
			t.Errorf("case %d: %v, want ErrNoCase", id, err)
		}
	}
}

// During an appeal the slip knows that it was lodged, and on reopening that; when
// the decision stands, who decided it, when and why. Why is told nowhere else.
func TestSlipOfAnAppeal(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	last := func(what string, kind registry.Kind, reason string) {
		t.Helper()
		slips, err := st.Slips(ctx, []int64{v.Case})
		b.must(err)
		if s := slips[0].Last; s.Kind != kind || s.Operator != st.Operator() || !s.At.Equal(b.now) || s.Reason != reason {
			t.Errorf("%s: %+v, want %s %q", what, s, kind, reason)
		}
		if said := string(registry.Body(slips)); strings.Contains(said, "申请人的话") {
			t.Errorf("%s: what the person said stands on the slip", what)
		}
		b.now = b.now.Add(24 * time.Hour)
	}
	b.must(st.LodgeAppeal(ctx, v.Case, "申请人的话"))
	last("lodged", registry.AppealLodged, "")
	_, err := st.DecideAppeal(ctx, v.Case, "uphold", "社区核实：确为密切接触者", false)
	b.must(err)
	last("upheld", registry.AppealDecided, "社区核实：确为密切接触者")
	b.must(st.ReopenAppeal(ctx, v.Case, "申请人的话"))
	last("reopened", registry.AppealReopened, "")
	_, err = st.DecideAppeal(ctx, v.Case, "uphold", "新证据不成立", false)
	b.must(err)
	last("upheld again", registry.AppealDecided, "新证据不成立")
}

// A special pass is no refusal: no slip, and not among those denied today.
func TestSpecialPassHasNoSlip(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	v := b.issue(st, with(father, `"facts":["cross_province"],"truck_driver":true,"vehicle_pass":"police"`), "SPECIAL_PASS")
	if _, err := st.Slips(ctx, []int64{v.Case}); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("its slip: %v", err)
	}
	if ids, err := st.DeniedToday(ctx); err != nil || len(ids) != 0 {
		t.Errorf("denied today: %v, %v", ids, err)
	}
}

func TestWhoMayTakeAStep(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	steps := []registry.Kind{registry.Settled, registry.AppealLodged, registry.AppealDecided, registry.AppealReopened}
	for _, k := range steps {
		b.must(st.MayStep(k))
	}
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例"))
	b.must(st.MayStep(registry.AppealDecided)) // what the police decide is written down here
	b.must(st.Close())
	st = b.as(registry.Volunteer)
	for _, k := range steps {
		if err := st.MayStep(k); !errors.Is(err, registry.ErrNotThisRole) {
			t.Errorf("a volunteer: %s: %v", k, err)
		}
	}
}
