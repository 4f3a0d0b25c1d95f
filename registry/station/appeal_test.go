package station_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// appealed refuses somebody and takes the appeal down.
func (b *bench) appealed(st *station.Station, line, outcome string) int64 {
	b.t.Helper()
	id := b.issue(st, line, outcome).Case
	b.must(st.LodgeAppeal(ctx, id, "申诉人说样例"))
	return id
}

// changed decides an appeal with change and demands the outcome.
func (b *bench) changed(st *station.Station, id int64, facts, outcome string) station.Verdict {
	b.t.Helper()
	r := station.Ruling{Decision: "change", Reason: reason}
	if facts != "" {
		r.Facts = rawFacts(b.t.(*testing.T), facts)
	}
	v, err := st.DecideAppealWith(ctx, id, r)
	b.must(err)
	if v.Outcome != outcome {
		b.t.Fatalf("changed: %s by %s (%s), want %s", v.Outcome, v.Rule, v.Reason.EN, outcome)
	}
	return v
}

// What the verification found decides by the rules, and nothing is set aside; or
// the decision stands in for the one rule, and the issue says which.
func TestAppealIsChangedByFactsOrAgainstOneRule(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	v := b.changed(st, id, `{"facts":[]}`, "ISSUE")
	if len(v.Warnings) != 0 || v.Rule != "ningbo/issue" {
		t.Errorf("by the facts: %v, %s", v.Warnings, v.Rule)
	}
	if d, err := st.Pass(ctx, v.Number.String()); err != nil || string(d.Applicant.Facts["facts"]) != "[]" {
		t.Errorf("kept on the pass: %s, %v", d.Applicant.Facts["facts"], err)
	}
	c := b.stands(st, id, registry.CaseChanged)
	if string(c.Applicant.Facts["facts"]) != `["close_contact"]` && string(c.Applicant.Facts["facts"]) != "[]" {
		t.Errorf("the case tells %s", c.Applicant.Facts["facts"])
	}
	id = b.appealed(st, with(mother, `"facts":["close_contact"]`), "REFUSE+ISOLATE14")
	v = b.changed(st, id, "", "ISSUE")
	if !slices.Equal(v.Warnings, []string{"overridden:ningbo/red"}) || v.Rule != "ningbo/red" || !strings.Contains(v.Cite, "红码") {
		t.Errorf("against the rule: %v, %s, %s", v.Warnings, v.Rule, v.Cite)
	}
	b.sound(st)
}

// Each ground is one decision; facts that refuse too are answered.
func TestAppealOfTwoGrounds(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"facts":["close_contact","cross_province"],"false_statement":true`), "REFUSE+ISOLATE14")
	for _, next := range []struct{ outcome, rule string }{{"REFUSE+ISOLATE7", "ningbo/yellow"}, {"REFUSE+REPORT", "ningbo/false"}} {
		if v := b.changed(st, id, "", next.outcome); v.Rule != next.rule {
			t.Errorf("next is %s, want %s", v.Rule, next.rule)
		}
		if c := b.stands(st, id, registry.CaseAppealed); c.Question.Rule != next.rule {
			t.Errorf("asks %s", c.Question.Rule)
		}
	}
	b.changed(st, id, "", "ISSUE")
	if c := b.stands(st, id, registry.CaseChanged); len(c.History) != 5 {
		t.Errorf("%d events", len(c.History))
	}
	b.sound(st)
	worse := b.appealed(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7")
	if v := b.changed(st, worse, `{"facts":["close_contact"]}`, "REFUSE+ISOLATE14"); v.Rule != "ningbo/red" {
		t.Errorf("found to be worse: %+v", v)
	}
	b.stands(st, worse, registry.CaseAppealed)
}

// Facts that make it another authority's special pass give none of ours.
func TestAppealThatFindsASpecialPass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"facts":["cross_province"],"truck_driver":true`), "REFUSE+ISOLATE7")
	head := st.Head()
	b.changed(st, id, `{"vehicle_pass":"police"}`, "SPECIAL_PASS")
	b.unmoved(st, head, "a special pass")
	b.stands(st, id, registry.CaseAppealed)
}

// Time may have done it: then nothing is set aside.
func TestAppealIsCheckedAsOfToday(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"today":"2020-03-10","facts":["cross_province"],"isolation":{"start":"2020-03-05","ground":"yellow"}`), "REFUSE+ISOLATE7")
	b.now = b.now.Add(4 * 24 * time.Hour)
	if v := b.changed(st, id, "", "ISSUE"); len(v.Warnings) != 0 {
		t.Errorf("seven days later: %v", v.Warnings)
	}
	b.sound(st)
}

// What is no officer's to set aside stays so in an appeal.
func TestAppealsBeyondOfficers(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	const foreigner = `{"name":"SAMPLE TESTPERSON","document":{"type":"PASSPORT_FOREIGN","number":"X91234567","state":"USA"},"birth":"1980-02-03","sex":"F","declared":true}`
	for line, outcome := range map[string]string{
		foreigner: "REFER_POLICE", with(father, `"existing_active_pass":true`): "REFUSE_DUPLICATE", with(mother, `"signature":false`): "HOLD",
	} {
		id := b.appealed(st, line, outcome)
		head := st.Head()
		b.changed(st, id, "", outcome)
		b.unmoved(st, head, outcome)
		b.stands(st, id, registry.CaseAppealed)
	}
	b.sound(st)
}

// Lishui's colours are changed by no hand: an appeal needs other facts.
func TestAppealWhereNobodyChangesAColour(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Scheme, u.Division = "lishui", "331122" })
	id := b.appealed(st, with(father, `"facts":["cross_province"]`), "REFUSE")
	head := st.Head()
	b.changed(st, id, "", "REFUSE")
	b.unmoved(st, head, "a colour")
	if v := b.changed(st, id, `{"facts":[]}`, "ISSUE"); len(v.Warnings) != 0 {
		t.Errorf("%v", v.Warnings)
	}
	b.sound(st)
}

// The same number and another name, both cards seen: a second number, as with an
// override (U07); and when that paper is lost the next copy keeps it.
func TestAppealOfASharedNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, father, "ISSUE").Number
	other := strings.Replace(father, "样例父", "样例他人", 1)
	id := b.appealed(st, other, "BLOCK")
	v := b.changed(st, id, "", "ISSUE")
	if v.Number == first || !slices.Contains(v.Warnings, "overridden:name_mismatch") {
		t.Errorf("%+v", v)
	}
	b.sound(st)
	b.must(st.Cancel(ctx, v.Number, "样例"))
	if again := b.issue(st, other, "ISSUE"); again.Number != v.Number || again.Copy != 2 {
		t.Errorf("again: %+v", again)
	}
	b.sound(st)
}

// The desk said "the same person"; an appeal finds that they are two.
func TestAppealAgainstTheSamePerson(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	first := b.issue(st, twinOne, "ISSUE").Number
	id := b.appealed(st, with(twinTwo, `"choice":{"warning":"twins_similar_name","same":true}`), "SAME_PERSON")
	v := b.changed(st, id, "", "ISSUE")
	if v.Number == first || v.Number.Serial() != 2 {
		t.Errorf("%+v", v)
	}
	b.sound(st)
}

// A parked case that an officer refused is appealed against the same question.
func TestAppealOfASettledCase(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"],"proxy":{"name":"样例邻居"}`), "ASK_HEALTH").Case
	b.settle(st, id, "issue", "ASK_SUPERVISOR")
	b.settle(st, id, "refuse", "REFUSE")
	b.must(st.LodgeAppeal(ctx, id, "邻居代领的原因样例"))
	v := b.changed(st, id, "", "ISSUE")
	if !slices.Equal(v.Warnings, []string{"overridden:ningbo/unlisted", "overridden:ningbo/proxy"}) {
		t.Errorf("what stood decided and the question: %v", v.Warnings)
	}
	b.sound(st)
}

func TestAppealDeadline(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	none := b.issue(st, with(father, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	b.now = b.now.Add(400 * 24 * time.Hour)
	b.must(st.LodgeAppeal(ctx, none, "样例")) // the papers name no term
	b.must(st.ChangeSetting(ctx, "appeal_deadline_days", "7", "样例通知"))
	late := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	settled := b.issue(st, with(son, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.now = b.now.Add(7 * 24 * time.Hour)
	b.settle(st, settled, "refuse", "REFUSE")
	b.must(st.LodgeAppeal(ctx, late, "第七天"))
	_, err := st.DecideAppeal(ctx, late, "uphold", reason, false)
	b.must(err)
	b.now = b.now.Add(24 * time.Hour)
	b.must(st.LodgeAppeal(ctx, settled, "从核定之日算"))
	b.must(st.ReopenAppeal(ctx, late, "新证据"))
	later := b.issue(st, strings.Replace(with(father, `"facts":["cross_province"]`), "330212198505059315", "330212198505059235", 1), "REFUSE+ISOLATE7").Case
	b.now = b.now.Add(8 * 24 * time.Hour)
	var not *station.NotSo
	if err := st.LodgeAppeal(ctx, later, "第八天"); !errors.As(err, &not) || not.Field != "deadline" || !strings.Contains(not.Reason.ZH, "7 天") {
		t.Errorf("on the eighth day: %v", err)
	}
	b.stands(st, later, registry.CaseRefused)
}

// officers is a store whose operators are officers and no police.
type officers struct{ station.Store }

func (o officers) Operators(c context.Context) ([]station.Operator, error) {
	all, err := o.Store.Operators(c)
	for i := range all {
		all[i].Roles = []registry.Role{registry.Officer}
	}
	return all, err
}

// Where the authority lets the police decide, an officer still takes appeals down.
func TestPoliceDecideWhereTheSchemeSaysSo(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Point.Kind = "police" })
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例通知"))
	id := b.issue(st, with(father, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	b.must(st.Close())
	b.wrap = func(s station.Store) station.Store { return officers{s} }
	st = b.open()
	b.must(st.LodgeAppeal(ctx, id, "样例"))
	if _, err := st.DecideAppeal(ctx, id, "uphold", reason, false); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("an officer: %v", err)
	}
	b.must(st.Close())
	b.wrap = func(s station.Store) station.Store { return s }
	st = b.open()
	b.changed(st, id, "", "ISSUE")
	b.sound(st)
}
