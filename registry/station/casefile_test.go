package station_test

import (
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// Cases that earlier builds wrote hold the application alone: what was told comes
// from the event and from the rules of that day.
func TestCasesOfEarlierBuildsAreRead(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	holder := b.issue(st, son, "ISSUE").Number
	old := map[string]int64{}
	for name, line := range map[string]string{
		"asked":   with(father, `"facts":["no_need"]`),
		"refused": with(mother, `"facts":["cross_province"],"isolation":{"start":"2020-03-05","ground":"yellow"}`),
		"unique":  `{"name":"样例长子","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"2014-04-02","sex":"M","declared":true}`,
	} {
		id, err := st.DecideAsBefore(ctx, b.app(line))
		b.must(err)
		old[name] = id
	}
	b.must(st.Close())
	b.now = b.now.Add(20 * 24 * time.Hour)
	st = b.open()
	asked := b.stands(st, old["asked"], registry.CaseOpen)
	if asked.Verdict.Outcome != "ASK_HEALTH" || asked.Verdict.Rule != "ningbo/unlisted" || asked.Verdict.Reason.ZH == "" || asked.Verdict.Cite == "" || asked.Applicant.Name != "样例父" {
		t.Errorf("asked: %+v", asked.Verdict)
	}
	refused := b.stands(st, old["refused"], registry.CaseRefused)
	if refused.Verdict.Rule != "ningbo/yellow-unfinished" || refused.Verdict.Reason.ZH == "" {
		t.Errorf("refused, as of its day: %+v", refused.Verdict)
	}
	two := b.stands(st, old["unique"], registry.CaseOpen)
	if two.Verdict.Rule != "near_birth" || two.Against != holder.String() || two.Verdict.Cite != "证件编号必须一人一号" {
		t.Errorf("two records: %+v against %s", two.Verdict, two.Against)
	}
	b.settle(st, old["asked"], "issue", "ISSUE")
	b.settle(st, old["unique"], "two_people", "ISSUE")
	b.must(st.LodgeAppeal(ctx, old["refused"], "隔离已满"))
	b.changed(st, old["refused"], "", "ISSUE")
	if p := b.sound(st); p.Cases != 3 || p.Passes != 4 {
		t.Errorf("%d cases, %d passes", p.Cases, p.Passes)
	}
}

// Somebody who comes back is found by name, number or initials, with the case; a
// holder and a resident are shown as what they are, with it.
func TestApplicantsOfCasesAreFound(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(must(st.LoadResidents(ctx, []registry.Application{b.app(mother)})))
	parked := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	refused := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	child := b.issue(st, with(son, `"facts":["fever"]`), "REFUSE+ISOLATE7").Case
	for range 2 {
		for query, want := range map[string]struct {
			of       int64
			state    registry.CaseStatus
			resident int64
		}{
			"样例父": {parked, registry.CaseOpen, 0}, "330212198505059315": {parked, registry.CaseOpen, 0}, "ylf": {parked, registry.CaseOpen, 0},
			"样例母": {refused, registry.CaseRefused, 1}, "样例长": {child, registry.CaseRefused, 0},
		} {
			found, err := st.Find(ctx, query, 9)
			b.must(err)
			if len(found) == 0 || found[0].Case != want.of || found[0].CaseStatus != want.state || found[0].Resident != want.resident || !found[0].Number.IsZero() {
				t.Errorf("%s: %+v, want %+v", query, found, want)
			}
		}
		if family, err := st.Family(ctx, "330212198505059315"); err != nil || len(family) != 1 || family[0].Case != child || !family[0].Child {
			t.Errorf("family: %+v, %v", family, err)
		}
		b.must(st.Close())
		st = b.open()
	}
	n := b.settle(st, parked, "issue", "ISSUE").Number
	found, err := st.Find(ctx, "样例父", 9)
	if err != nil || len(found) != 1 || found[0].Number != n || found[0].Case != 0 {
		t.Errorf("after the pass: %+v, %v", found, err)
	}
	b.must(st.Recall(ctx, n, "other", "样例备注"))
	again := b.issue(st, father, "ASK_SUPERVISOR").Case
	if found, err := st.Find(ctx, "样例父", 9); err != nil || len(found) != 1 || found[0].Number != n || found[0].Case != again {
		t.Errorf("recalled and parked: %+v, %v", found, err)
	}
}

func must[T any](_ T, err error) error { return err }

// The day counts what came, what was settled and what was appealed, and what waits.
func TestDayCountsCases(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	one := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.issue(st, with(mother, `"facts":["no_need"]`), "ASK_HEALTH")
	b.settle(st, one, "refuse", "REFUSE")
	b.must(st.LodgeAppeal(ctx, one, "样例"))
	_, err := st.DecideAppeal(ctx, one, "uphold", reason, false)
	b.must(err)
	b.must(st.ReopenAppeal(ctx, one, "样例"))
	day, err := st.CloseDay(ctx)
	b.must(err)
	if day.Parked != 2 || day.Settled != 1 || day.Appeals != 2 || day.Decided != 1 || day.Open != 1 || day.Appealed != 1 {
		t.Errorf("%+v", day)
	}
}

// The list turns its pages: those that wait the oldest first, all the newest first.
func TestCasesAreListedInPages(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	var want []int64
	for i := range 5 {
		a := person(i)
		a.Facts = rawFacts(t, `{"facts":["no_need"]}`)
		v, err := st.Issue(ctx, a, false)
		b.must(err)
		want = append(want, v.Case)
	}
	b.settle(st, want[1], "refuse", "REFUSE")
	for _, c := range []struct {
		f    station.CaseFilter
		want []int64
	}{
		{station.CaseFilter{}, []int64{want[0], want[2], want[3], want[4]}},
		{station.CaseFilter{From: want[2], Limit: 1}, []int64{want[3]}},
		{station.CaseFilter{All: true, Limit: 2}, []int64{want[4], want[3]}},
		{station.CaseFilter{All: true, From: want[3]}, []int64{want[2], want[1], want[0]}},
	} {
		list, err := st.Cases(ctx, c.f)
		b.must(err)
		var got []int64
		for _, k := range list {
			got = append(got, k.ID)
		}
		if len(got) != len(c.want) {
			t.Errorf("%+v: %v, want %v", c.f, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%+v: %v, want %v", c.f, got, c.want)
			}
		}
	}
}
