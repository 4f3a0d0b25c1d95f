package station_test

import (
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// A parked applicant waits in the queue with the verdict as it was told, and an
// officer's reason gives the pass.
func TestParkedCaseIsSettledWithAPass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	told := b.issue(st, with(father, `"ref":"r-1","facts":["no_need"]`), "ASK_HEALTH")
	if told.Case == 0 {
		t.Fatal("the verdict names no case")
	}
	waiting, err := st.Cases(ctx, station.CaseFilter{})
	b.must(err)
	if len(waiting) != 1 || waiting[0].ID != told.Case || waiting[0].State != registry.CaseOpen || waiting[0].Applicant.Name != "样例父" ||
		waiting[0].Verdict.Reason != told.Reason || waiting[0].Verdict.Cite == "" || waiting[0].Verdict.Rule != "ningbo/unlisted" || waiting[0].Masked == "" {
		t.Fatalf("waiting: %+v", waiting)
	}
	v, err := st.Settle(ctx, told.Case, "issue", "卫健部门样例主任 3月10日 书面确认", true)
	b.must(err)
	if v.Outcome != "ISSUE" || v.Number.IsZero() || v.Case != told.Case || strings.Join(v.Warnings, " ") != "overridden:ningbo/unlisted" {
		t.Errorf("settled: %+v", v)
	}
	c, err := st.Case(ctx, told.Case)
	b.must(err)
	if c.State != registry.CaseIssued || c.Number != v.Number.String() || len(c.History) != 2 || c.History[1].Note != "issue: 卫健部门样例主任 3月10日 书面确认" {
		t.Errorf("case: %+v", c)
	}
	if again := b.issue(st, with(father, `"ref":"r-1","facts":["no_need"]`), "ASK_HEALTH"); again.Case != told.Case {
		t.Errorf("the ref answers %+v", again)
	}
	if p := b.sound(st); p.Passes != 1 || p.Cases != 1 {
		t.Errorf("proof %+v", p)
	}
	b.must(st.Close())
	st = b.open()
	if found, err := st.Find(ctx, "样例父", 5); err != nil || len(found) != 1 || found[0].Number != v.Number || found[0].Case != 0 {
		t.Errorf("found %+v, %v", found, err)
	}
	b.sound(st)
}

// What is refused is appealed, upheld, reopened and changed.
func TestRefusalIsAppealed(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	told := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7")
	b.must(st.LodgeAppeal(ctx, told.Case, "没有出过省"))
	v, err := st.DecideAppeal(ctx, told.Case, "uphold", "行程单有外省记录", false)
	b.must(err)
	if v.Outcome != told.Outcome || v.Case != told.Case || v.Cite != told.Cite || v.Reason == told.Reason || v.Advice.ZH == "" {
		t.Errorf("upheld: %+v", v)
	}
	b.must(st.ReopenAppeal(ctx, told.Case, "运营商更正了行程单"))
	v, err = st.DecideAppeal(ctx, told.Case, "change", "更正后的行程单 3月10日", false)
	b.must(err)
	if v.Outcome != "ISSUE" || v.Number.Serial() != 1 {
		t.Errorf("changed: %+v", v)
	}
	c, err := st.Case(ctx, told.Case)
	b.must(err)
	var kinds []string
	for _, h := range c.History {
		kinds = append(kinds, string(h.Kind))
	}
	if got := strings.Join(kinds, " "); c.State != registry.CaseChanged || got != "Refused AppealLodged AppealDecided AppealReopened AppealDecided" {
		t.Errorf("%s: %s", c.State, got)
	}
	b.sound(st)
}
