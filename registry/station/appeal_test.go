package station_test

import (
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
	b.mustDecide(err)
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

// Each ground is one appeal: the rule is set aside, the next refuses, and the
// counts of the day add up. Facts that refuse too are found, and nothing set aside.
func TestAppealOfTwoGrounds(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"facts":["close_contact","cross_province"],"false_statement":true`), "REFUSE+ISOLATE14")
	for _, next := range []struct{ outcome, rule string }{{"REFUSE+ISOLATE7", "ningbo/yellow"}, {"REFUSE+REPORT", "ningbo/false"}} {
		if v := b.changed(st, id, "", next.outcome); v.Rule != next.rule {
			t.Errorf("next is %s, want %s", v.Rule, next.rule)
		}
		c := b.stands(st, id, registry.CaseRefused)
		if last := c.History[len(c.History)-1]; c.Question.Rule != next.rule || last.Note != "set_aside: "+reason {
			t.Errorf("asks %s, decided %s", c.Question.Rule, last.Note)
		}
		b.must(st.LodgeAppeal(ctx, id, "样例"))
	}
	v := b.changed(st, id, `{"false_statement":false}`, "ISSUE")
	if want := []string{"overridden:ningbo/red", "overridden:ningbo/yellow"}; !slices.Equal(v.Warnings, want) {
		t.Errorf("set aside: %v", v.Warnings)
	}
	if c := b.stands(st, id, registry.CaseChanged); len(c.History) != 7 || c.LastDecision() != "change" {
		t.Errorf("%d events", len(c.History))
	}
	day, err := st.Today(ctx)
	if b.must(err); day.Appeals != 3 || day.Decided != 3 || day.Appealed != 0 {
		t.Errorf("%d appeals, %d decided, %d wait", day.Appeals, day.Decided, day.Appealed)
	}
	b.sound(st)
	worse := b.appealed(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7")
	if v := b.changed(st, worse, `{"facts":["close_contact"]}`, "REFUSE+ISOLATE14"); v.Rule != "ningbo/red" {
		t.Errorf("found to be worse: %+v", v)
	}
	if c := b.stands(st, worse, registry.CaseRefused); c.LastDecision() != "corrected" || c.History[2].Rule != "" || !c.History[2].Fixed {
		t.Errorf("%+v", c.History[2])
	}
	b.sound(st)
}

// A case, a positive test, a fever that was measured and a false statement are not
// set aside by a word: only what was found to be otherwise changes them (核实后予以变更).
func TestAWordDoesNotHeal(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	people := []string{father, mother,
		`{"name":"样例老","document":{"number":"330204194605129036"},"declared":true}`,
		`{"name":"样例祖","document":{"number":"330204195001019017"},"declared":true}`}
	for i, c := range []struct{ facts, outcome, found string }{
		{`"facts":["confirmed","close_contact","fever"]`, "REFUSE+HOSPITAL", `{"facts":[]}`},
		{`"naat":[["2020-03-09","pos"]]`, "REFUSE+HOSPITAL", `{"naat":[["2020-03-09","neg"]]}`},
		{`"temp":39.0`, "REFUSE+ISOLATE7", `{"temp":36.5}`},
		{`"false_statement":true`, "REFUSE+REPORT", `{"false_statement":false}`},
	} {
		id := b.appealed(st, with(people[i], c.facts), c.outcome)
		before := b.stands(st, id, registry.CaseAppealed)
		for range 3 {
			if v, err := st.DecideAppeal(ctx, id, "change", reason, false); err == nil && v.Issues() {
				t.Errorf("%s: issued %s by a word", c.facts, v.Number)
			}
		}
		if after := b.stands(st, id, registry.CaseAppealed); len(after.History) != len(before.History) {
			t.Errorf("%s: %d events more", c.facts, len(after.History)-len(before.History))
		}
		if v := b.changed(st, id, c.found, "ISSUE"); len(v.Warnings) != 0 {
			t.Errorf("%s: found %s: %v", c.facts, c.found, v.Warnings)
		}
	}
	b.sound(st)
}

// What is left is a question: the case waits for an officer like any parked one.
func TestAppealThatLeavesAQuestion(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, with(father, `"facts":["cross_province","no_need"]`), "REFUSE+ISOLATE7")
	b.changed(st, id, "", "ASK_HEALTH")
	b.stands(st, id, registry.CaseOpen)
	b.settle(st, id, "issue", "ISSUE")
	b.stands(st, id, registry.CaseIssued)
	b.sound(st)
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
	_, err := st.DecideAppeal(ctx, id, "change", reason, false)
	var nothing *station.Undecided
	if !errors.As(err, &nothing) || !strings.Contains(nothing.Can.ZH, "人工无法干预") {
		t.Errorf("changed by hand: %v", err)
	}
	b.unmoved(st, head, "a colour")
	if c := b.stands(st, id, registry.CaseAppealed); c.Beyond != nothing.Can {
		t.Errorf("whoever appeals is told %+v", c.Beyond)
	}
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

// What was brought, and on what it was decided, is kept apart from the reasons, sealed
// with them.
func TestTheEvidenceOfAnAppeal(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	refused := b.issue(st, with(father, `"facts":["close_contact"]`), "REFUSE+ISOLATE14").Case
	b.must(st.LodgeAppealWith(ctx, refused, station.Statement{Reason: "申诉人说样例", Evidence: " 样例检测单 "}))
	decide := func(id int64, decision, evidence string) {
		t.Helper()
		_, err := st.DecideAppealWith(ctx, id, station.Ruling{Decision: decision, Reason: reason, Evidence: evidence})
		b.mustDecide(err)
	}
	decide(refused, "uphold", "样例流调报告")
	b.must(st.ReopenAppealWith(ctx, refused, station.Statement{Reason: "新的说法样例"}))
	decide(refused, "change", "样例更正函")
	n := b.issue(st, mother, "ISSUE").Number
	b.must(st.Recall(ctx, n, "close_contact", ""))
	ofPass, err := st.LodgePassAppealWith(ctx, n.String(), station.Statement{Reason: "没有接触过", Evidence: "样例排班表"})
	b.must(err)
	decide(ofPass, "change", "样例考勤")
	for id, want := range map[int64][]string{refused: {"", "样例检测单", "样例流调报告", "", "样例更正函"}, ofPass: {"样例排班表", "样例考勤"}} {
		c, err := st.Case(ctx, id)
		b.must(err)
		var got []string
		for _, h := range c.History {
			got = append(got, h.Evidence)
		}
		if !slices.Equal(got[:len(want)], want) {
			t.Errorf("case %d: %q, want %q", id, got, want)
		}
		if strings.Contains(c.History[len(want)-1].Reason, "样例考勤") {
			t.Error("the evidence stands in the reason")
		}
	}
	b.sound(st)
}
