package station_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

const (
	reason = "卫健部门样例主任 3月10日 书面确认"
	// unknownRegion is a number whose only fault is that no table has its region.
	unknownRegion = "330299198505059311"
)

// settle decides and demands the outcome.
func (b *bench) settle(st *station.Station, id int64, decision, outcome string) station.Verdict {
	b.t.Helper()
	v, err := st.Settle(ctx, id, decision, reason, false)
	b.mustDecide(err)
	if v.Outcome != outcome || v.Case != id {
		b.t.Fatalf("settled %s: %s by %s (%s) of case %d, want %s", decision, v.Outcome, v.Rule, v.Reason.EN, v.Case, outcome)
	}
	return v
}

// mustDecide lets a decision pass of which nothing came.
func (b *bench) mustDecide(err error) {
	b.t.Helper()
	if nothing := (*station.Undecided)(nil); !errors.As(err, &nothing) {
		b.must(err)
	}
}

// stands demands where a case stands.
func (b *bench) stands(st *station.Station, id int64, want registry.CaseStatus) station.Case {
	b.t.Helper()
	c, err := st.Case(ctx, id)
	b.must(err)
	if c.State != want {
		b.t.Errorf("case %d is %s, want %s", id, c.State, want)
	}
	return c
}

// unmoved demands that nothing was written meanwhile.
func (b *bench) unmoved(st *station.Station, before registry.Head, what string) {
	b.t.Helper()
	if st.Head() != before {
		b.t.Errorf("%s: an event was written", what)
	}
}

// handedOut issues a pass that is printed and signed for.
func (b *bench) handedOut(st *station.Station, line string) registry.Number {
	b.t.Helper()
	n := b.issue(st, line, "ISSUE").Number
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Sign(ctx, n, "holder"))
	return n
}

// Two questions are two decisions: the first stays decided, the case waits with
// the second, and both are written on the issue.
func TestEveryQuestionIsSettledByItself(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"],"proxy":{"name":"样例邻居"}`), "ASK_HEALTH").Case
	v := b.settle(st, id, "issue", "ASK_SUPERVISOR")
	if v.Rule != "ningbo/proxy" {
		t.Errorf("the next question is %s", v.Rule)
	}
	b.must(st.Close())
	st = b.open()
	c := b.stands(st, id, registry.CaseOpen)
	if c.Question.Rule != "ningbo/proxy" || c.Verdict.Rule != "ningbo/unlisted" || c.Question.Case != id {
		t.Errorf("told %s, asks %s", c.Verdict.Rule, c.Question.Rule)
	}
	v, err := st.Settle(ctx, id, "issue", "样例社区主任电话核实", true)
	b.must(err)
	if want := []string{"overridden:ningbo/unlisted", "overridden:ningbo/proxy"}; v.Outcome != "ISSUE" || !slices.Equal(v.Warnings, want) || v.Rule != "ningbo/proxy" {
		t.Errorf("%s by %s, warnings %v", v.Outcome, v.Rule, v.Warnings)
	}
	if c := b.stands(st, id, registry.CaseIssued); len(c.History) != 3 || c.History[2].Note != "issue: 样例社区主任电话核实" || c.Number != v.Number.String() {
		t.Errorf("history %+v", c.History)
	}
	d, err := st.Pass(ctx, v.Number.String())
	b.must(err)
	if len(d.History) != 5 || d.History[3].Case != id || d.History[4].Kind != registry.PrintIntended {
		t.Errorf("the pass: %+v", d.History)
	}
	b.sound(st)
}

// The rules of today decide about the other grounds. What refuses now is answered,
// and nothing is decided; the officer may refuse.
func TestOtherGroundsStillRefuse(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"],"temp":37.2`), "ASK_HEALTH").Case
	b.must(st.ChangeSetting(ctx, "fever_celsius", "37", "样例通知"))
	head := st.Head()
	v := b.settle(st, id, "issue", "REFUSE+ISOLATE7")
	if !v.Number.IsZero() || v.Rule != "ningbo/yellow-measured" {
		t.Errorf("%+v", v)
	}
	b.unmoved(st, head, "a ground that refuses")
	b.stands(st, id, registry.CaseOpen)
	v = b.settle(st, id, "refuse", "REFUSE")
	if v.Rule != "ningbo/unlisted" || v.Cite == "" {
		t.Errorf("refused with %s, %q", v.Rule, v.Cite)
	}
	b.stands(st, id, registry.CaseRefused)
	b.sound(st)
}

// One person one number holds against every decision.
func TestABlockStaysABlock(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	first := b.issue(st, father, "ISSUE").Number
	head := st.Head()
	if v := b.settle(st, id, "issue", "BLOCK"); v.Related[0] != first.String() || !v.Number.IsZero() {
		t.Errorf("%+v", v)
	}
	own := b.issue(st, father, "BLOCK").Case
	b.must(st.LodgeAppeal(ctx, own, "没有领过"))
	lodged := st.Head()
	b.changed(st, own, "", "BLOCK")
	b.unmoved(st, lodged, "a block")
	if p := b.sound(st); p.Passes != 1 || st.Head().Serial != head.Serial {
		t.Errorf("%d passes", p.Passes)
	}
}

// Two records: two people get two numbers, also under one hard key; one person
// keeps the one there is.
func TestTwoRecordsAreTwoPeopleOrOne(t *testing.T) {
	slip := strings.Replace(son, "2014-04-01", "2014-04-02", 1)
	t.Run("two people", func(t *testing.T) {
		b := newBench(t)
		st := b.create(nil)
		first := b.issue(st, son, "ISSUE").Number
		parked := b.issue(st, slip, "ASK_SUPERVISOR")
		c := b.stands(st, parked.Case, registry.CaseOpen)
		if c.Against != first.String() {
			t.Errorf("against %q", c.Against)
		}
		head := st.Head()
		var not *station.NotSo
		if _, err := st.Settle(ctx, parked.Case, "issue", reason, false); !errors.As(err, &not) || not.Reason.ZH == "" || not.Reason.EN == "" {
			t.Errorf("issue, with two records: %v", err)
		}
		b.unmoved(st, head, "an unclear decision")
		v := b.settle(st, parked.Case, "two_people", "ISSUE")
		if v.Number == first || v.Number.Serial() != 2 || !slices.Contains(v.Warnings, "overridden:near_birth") {
			t.Errorf("%+v", v)
		}
		b.issue(st, slip, "BLOCK")
		b.sound(st)
	})
	t.Run("one person", func(t *testing.T) {
		b := newBench(t)
		st := b.create(nil)
		first := b.issue(st, son, "ISSUE").Number
		id := b.issue(st, slip, "ASK_SUPERVISOR").Case
		v := b.settle(st, id, "same_person", "SAME_PERSON")
		if v.Related[0] != first.String() || !v.Number.IsZero() {
			t.Errorf("%+v", v)
		}
		if c := b.stands(st, id, registry.CaseClosed); c.Number != first.String() || len(c.Allowed) != 0 {
			t.Errorf("%+v", c)
		}
		if p := b.sound(st); p.Passes != 1 {
			t.Errorf("%d passes", p.Passes)
		}
	})
	t.Run("one person who lost it", func(t *testing.T) {
		b := newBench(t)
		st := b.create(nil)
		first := b.handedOut(st, son)
		id := b.issue(st, slip, "ASK_SUPERVISOR").Case
		b.must(st.Happens(ctx, registry.Lost, first))
		v := b.settle(st, id, "same_person", "REISSUE")
		if v.Number != first || v.Copy != 2 {
			t.Errorf("%+v", v)
		}
		b.stands(st, id, registry.CaseIssued)
		b.issue(st, slip, "BLOCK") // the new birth date is the pass's own now
		b.sound(st)
	})
}

// A pass that was recalled is given again only when its paper is back (U04).
func TestRecalledPassWaitsForItsPaper(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOut(st, father)
	b.must(st.Recall(ctx, n, "close_contact", ""))
	id := b.issue(st, father, "ASK_SUPERVISOR").Case
	head := st.Head()
	for _, decision := range []string{"issue", "same_person"} {
		if v := b.settle(st, id, decision, "ASK_SUPERVISOR"); v.Rule != "recalled" || v.Advice.ZH == "" || !v.Number.IsZero() {
			t.Errorf("%s: %+v", decision, v)
		}
	}
	var not *station.NotSo
	if _, err := st.Settle(ctx, id, "two_people", reason, false); !errors.As(err, &not) {
		t.Errorf("two people: %v", err)
	}
	b.unmoved(st, head, "a paper that is out")
	b.must(st.Happens(ctx, registry.Returned, n))
	if v := b.settle(st, id, "issue", "REISSUE"); v.Number != n || v.Copy != 2 {
		t.Errorf("returned: %+v", v)
	}
	b.sound(st)

	mothers := b.issue(st, mother, "ISSUE").Number // never printed: there is no paper to wait for
	b.must(st.Recall(ctx, mothers, "symptoms", ""))
	id = b.issue(st, mother, "ASK_SUPERVISOR").Case
	if v := b.settle(st, id, "issue", "REISSUE"); v.Number != mothers || v.Copy != 2 {
		t.Errorf("not printed: %+v", v)
	}
	b.sound(st)
}

// What the scheme and uniqueness ask in two words is one question.
func TestOtherGuardianIsAskedOnce(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	uncles := strings.Replace(son, `"father"`, `"uncle"`, 1)
	id := b.issue(st, uncles, "ASK_SUPERVISOR").Case
	b.settle(st, id, "issue", "ISSUE")
	b.sound(st)
	for _, decision := range []string{"two_people", "same_person"} {
		id := b.issue(st, strings.NewReplacer(`"father"`, `"uncle"`, "样例长子", "样例次子").Replace(son), "ASK_SUPERVISOR").Case
		var not *station.NotSo
		if _, err := st.Settle(ctx, id, decision, reason, false); !errors.As(err, &not) {
			t.Errorf("%s where there is one record: %v", decision, err)
		}
	}
}

// A region in no table is an officer's to let pass, card in hand.
func TestUnknownRegionIsSettled(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	stranger := strings.Replace(father, "330212198505059315", unknownRegion, 1)
	told := b.issue(st, stranger, "ASK_SUPERVISOR")
	if told.Rule != "unknown_region" {
		t.Fatalf("parked by %s", told.Rule)
	}
	if v := b.settle(st, told.Case, "issue", "ISSUE"); !slices.Contains(v.Warnings, "overridden:unknown_region") {
		t.Errorf("%v", v.Warnings)
	}
	b.sound(st)
}

// What was written into an application stands in for no officer's decision, and
// nothing in it is taken for the verdict.
func TestNothingInAnApplicationDecides(t *testing.T) {
	b := newBench(t)
	b.must(b.create(nil).Close())
	st := b.as(registry.Volunteer)
	b.issue(st, father, "ISSUE")
	id := b.issue(st, `{"name":"样例他人","document":{"number":"330212198505059315"},"facts":["no_need"],"override":"name_mismatch",
		"choice":{"warning":"name_mismatch","same":false},"declared":true}`, "ASK_HEALTH").Case
	smuggled := b.issue(st, with(mother, `"facts":["cross_province"],"verdict":{"outcome":"ISSUE","rule":"x"},"application":{"name":"样例甲"},"asked":{"rule":"y"},"against":"12931170000114"`), "REFUSE+ISOLATE7").Case
	b.must(st.Close())
	st = b.openKeeper()
	if v := b.settle(st, id, "issue", "BLOCK"); v.Rule != "name_mismatch" {
		t.Errorf("%+v", v)
	}
	c := b.stands(st, smuggled, registry.CaseRefused)
	if c.Verdict.Outcome != "REFUSE+ISOLATE7" || c.Verdict.Rule != "ningbo/yellow" || c.Against != "" || c.Applicant.Name != "样例母" {
		t.Errorf("%+v", c)
	}
	b.must(st.LodgeAppeal(ctx, smuggled, "没有出省"))
	b.changed(st, smuggled, "", "INVALID")
	b.sound(st)
}

// Facts that were found to be other than stated are judged by the rules; names and
// numbers are another application.
func TestFoundFacts(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, strings.Replace(with(father, `"facts":["no_need"],"today":"2020-03-09"`), `,"declared":true`, "", 1), "ASK_HEALTH").Case
	if v := b.settle(st, id, "issue", "INVALID"); v.Field != "declared" {
		t.Errorf("not declared: %+v", v)
	}
	head := st.Head()
	for _, facts := range []string{`{"name":"样例乙"}`, `{"document":{"number":"330203198706069345"}}`, `{"today":"2020-03-01"}`, `{"facts":5}`, `{"facts":["feverr"]}`, `{"declared":5}`, `{"override":"unknown_region"}`} {
		var not *station.NotSo
		if v, err := st.SettleWith(ctx, id, station.Ruling{Decision: "issue", Reason: reason, Facts: rawFacts(t, facts)}); !errors.As(err, &not) && v.Outcome != "INVALID" {
			t.Errorf("%s: %s, %v", facts, v.Outcome, err)
		}
	}
	b.unmoved(st, head, "facts that are none")
	v, err := st.SettleWith(ctx, id, station.Ruling{Decision: "issue", Reason: reason, Facts: rawFacts(t, `{"declared":true}`)})
	b.must(err)
	if v.Outcome != "ISSUE" {
		t.Errorf("declared: %+v", v)
	}
	if d, err := st.Pass(ctx, v.Number.String()); err != nil || !d.Applicant.Declared {
		t.Errorf("kept: %+v, %v", d.Applicant, err)
	}
	b.sound(st)
}

func rawFacts(t *testing.T, text string) map[string]json.RawMessage {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWhoSettlesAndWhat(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.AddOperator(ctx, passphrase, colleague("样例甲", registry.Volunteer)))
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	refused := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	head := st.Head()
	for name, c := range map[string]struct {
		do   func() error
		want error
	}{
		"no reason":             {func() error { _, err := st.Settle(ctx, id, "issue", " \t", false); return err }, station.ErrInvalid},
		"no such decision":      {func() error { _, err := st.Settle(ctx, id, "change", reason, false); return err }, station.ErrInvalid},
		"an empty decision":     {func() error { _, err := st.Settle(ctx, id, "", reason, false); return err }, station.ErrInvalid},
		"no such case":          {func() error { _, err := st.Settle(ctx, 99, "issue", reason, false); return err }, station.ErrNoCase},
		"an event that is none": {func() error { _, err := st.Settle(ctx, 1, "issue", reason, false); return err }, station.ErrNoCase},
		"a refusal":             {func() error { _, err := st.Settle(ctx, refused, "issue", reason, false); return err }, registry.ErrIllegalCase},
		"appeal of a parked":    {func() error { return st.LodgeAppeal(ctx, id, reason) }, registry.ErrIllegalCase},
		"appeal, no reason":     {func() error { return st.LodgeAppeal(ctx, refused, "") }, station.ErrInvalid},
		"decide before":         {func() error { _, err := st.DecideAppeal(ctx, refused, "change", reason, false); return err }, registry.ErrIllegalCase},
		"reopen before":         {func() error { return st.ReopenAppeal(ctx, refused, reason) }, registry.ErrIllegalCase},
		"decide otherwise":      {func() error { _, err := st.DecideAppeal(ctx, refused, "issue", reason, false); return err }, station.ErrInvalid},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	st.Lock()
	if _, err := st.Settle(ctx, id, "issue", reason, false); !errors.Is(err, station.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	b.must(st.Close())
	st = b.openFor("样例甲")
	for name, err := range map[string]error{
		"settle": second(st.Settle(ctx, id, "issue", reason, false)), "lodge": st.LodgeAppeal(ctx, refused, reason),
		"decide": second(st.DecideAppeal(ctx, refused, "change", reason, false)), "reopen": st.ReopenAppeal(ctx, refused, reason),
	} {
		if !errors.Is(err, registry.ErrNotThisRole) {
			t.Errorf("a volunteer, %s: %v", name, err)
		}
	}
	if list, err := st.Cases(ctx, station.CaseFilter{}); err != nil || len(list) != 1 {
		t.Errorf("a volunteer may say how it stands: %d, %v", len(list), err)
	}
	b.unmoved(st, head, "decisions that nobody may make")
}

func second[T any](_ T, err error) error { return err }

// A decision is one transaction: a COMMIT in doubt happened whole or not at all,
// and a crash before the mark heals.
func TestDecisionIsWholeOrNotAtAll(t *testing.T) {
	for _, happens := range []bool{true, false} {
		b := newBench(t)
		d := &doubtful{happens: happens}
		b.wrap = func(s station.Store) station.Store { d.Store = s; return d }
		st := b.create(nil)
		id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
		d.armed = true
		v, err := st.Settle(ctx, id, "issue", reason, true)
		if happens {
			if err != nil || v.Number.Serial() != 1 {
				t.Errorf("it had happened: %v %v", v.Number, err)
			}
			b.stands(st, id, registry.CaseIssued)
		} else {
			if !errors.Is(err, station.ErrStorage) {
				t.Errorf("it had not: %v", err)
			}
			b.stands(st, id, registry.CaseOpen)
			b.settle(st, id, "issue", "ISSUE")
		}
		b.sound(st)
		b.must(st.Close())
	}
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.mark.fail = station.ErrDiskFull
	if _, err := st.Settle(ctx, id, "issue", reason, false); !errors.Is(err, station.ErrDiskFull) {
		t.Errorf("with a second place that fails: %v", err)
	}
	b.stands(st, id, registry.CaseIssued)
	if found, err := st.Find(ctx, "样例父", 3); err != nil || len(found) != 1 || found[0].Number.Serial() != 1 {
		t.Errorf("found %+v, %v", found, err)
	}
	b.must(st.Close())
	b.mark.fail = nil
	st = b.open()
	b.sound(st)
}

// Who was refused today and then got a pass of the case is not warned about.
func TestSettledIsNotRefusedToday(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	if v := b.settle(st, id, "issue", "ISSUE"); slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("of its own case: %v", v.Warnings)
	}
	appealed := b.issue(st, with(mother, `"facts":["cross_province"]`), "REFUSE+ISOLATE7").Case
	b.must(st.LodgeAppeal(ctx, appealed, "没有出省"))
	v, err := st.DecideAppeal(ctx, appealed, "change", reason, false)
	b.must(err)
	if slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("of its own appeal: %v", v.Warnings)
	}
	b.must(st.Cancel(ctx, v.Number, "样例"))
	if v, err := st.Check(ctx, b.app(mother)); err != nil || slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("afterwards: %v, %v", v.Warnings, err)
	}
	again := b.issue(st, with(son, `"facts":["fever"]`), "REFUSE+ISOLATE7").Case
	if v, err := st.Check(ctx, b.app(son)); err != nil || !slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("refused and not changed: %v, %v", v.Warnings, err)
	}
	b.now = b.now.Add(24 * time.Hour) // the program runs over midnight
	if v, err := st.Check(ctx, b.app(son)); err != nil || slices.Contains(v.Warnings, "refused_today") {
		t.Errorf("the day after: %v, %v", v.Warnings, err)
	}
	b.stands(st, again, registry.CaseRefused)
}

// Somebody whose case waits, and who comes again with another story, is warned of
// however many days have gone by.
func TestAnOpenCaseIsNotForgotten(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	b.now = b.now.Add(48 * time.Hour)
	if v, err := st.Check(ctx, b.app(father)); err != nil || !slices.Equal(v.Warnings, []string{"open_case"}) {
		t.Errorf("two days later: %v, %v", v.Warnings, err)
	}
	b.settle(st, id, "refuse", "REFUSE")
	if v, err := st.Check(ctx, b.app(father)); err != nil || len(v.Warnings) != 0 {
		t.Errorf("settled: %v, %v", v.Warnings, err)
	}
	b.must(st.LodgeAppeal(ctx, id, "样例"))
	if v, err := st.Check(ctx, b.app(father)); err != nil || !slices.Equal(v.Warnings, []string{"open_case"}) {
		t.Errorf("appealed: %v, %v", v.Warnings, err)
	}
	if v, err := st.DecideAppeal(ctx, id, "change", reason, false); err != nil || !slices.Equal(v.Warnings, []string{"overridden:ningbo/unlisted"}) {
		t.Errorf("of its own case: %v, %v", v.Warnings, err)
	}
}

// Facts are corrected to issue, never to refuse.
func TestRefusingCorrectsNothing(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.issue(st, with(father, `"facts":["no_need"]`), "ASK_HEALTH").Case
	var not *station.NotSo
	if _, err := st.SettleWith(ctx, id, station.Ruling{Decision: "refuse", Reason: reason, Facts: rawFacts(t, `{"facts":["fever"]}`)}); !errors.As(err, &not) {
		t.Errorf("%v", err)
	}
	b.stands(st, id, registry.CaseOpen)
}
