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

// correct changes fields of a pass and demands that it is let through.
func (b *bench) correct(st *station.Station, n registry.Number, fields string) station.Verdict {
	b.t.Helper()
	v, err := b.tryCorrect(st, n, fields)
	b.must(err)
	return v
}

func (b *bench) tryCorrect(st *station.Station, n registry.Number, fields string) (station.Verdict, error) {
	b.t.Helper()
	var changed map[string]json.RawMessage
	b.must(json.Unmarshal([]byte(fields), &changed))
	return st.Correct(ctx, n, station.Correction{Changed: changed, Reason: "样例：看了户口簿原件"})
}

// pass is the pass as it stands.
func (b *bench) pass(st *station.Station, n registry.Number) station.Detail {
	b.t.Helper()
	d, err := st.Pass(ctx, n.String())
	b.must(err)
	return d
}

// out prints a pass and lets it be signed for.
func (b *bench) out(st *station.Station, n registry.Number) {
	b.t.Helper()
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Sign(ctx, n, "holder"))
}

func TestCorrectionOfANameIsNotDoneBeforeTheOldPaperIsMarked(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.out(st, n)
	v := b.correct(st, n, `{"name":"样例改"}`)
	d := b.pass(st, n)
	if v.Number != n || v.Copy != 2 || d.Copy != 2 || d.Status != registry.StatusIssued || d.Applicant.Name != "样例改" || !slices.Equal(d.Outstanding, []int{1}) {
		t.Fatalf("%+v, outstanding %v", v, d.Outstanding)
	}
	last := d.History[len(d.History)-1]
	if last.Kind != registry.Corrected || last.Copy != 2 || !strings.Contains(last.Note, "户口簿") {
		t.Errorf("history %+v", last)
	}
	if found, err := st.Find(ctx, "样例改", 9); err != nil || len(found) != 1 || found[0].Number != n {
		t.Errorf("found by the new name: %v, %v", found, err)
	}
	b.must(st.Return(ctx, n, 0, station.OutcomeReturned, ""))
	if d = b.pass(st, n); len(d.Outstanding) != 0 || d.Status != registry.StatusIssued || d.Papers != "rn" {
		t.Errorf("after the old paper came back: %s, papers %q", d.Status, d.Papers)
	}
	b.sound(st)
	b.must(st.Close())
	again := b.open()
	if found, err := again.Find(ctx, "样例改", 9); err != nil || len(found) != 1 || found[0].Name != "样例改" {
		t.Errorf("found after the station was opened again: %v, %v", found, err)
	}
}

// A number that was typed wrong is its right owner's: the person is found by the
// right one only, and the owner of the other gets a pass of their own.
func TestCorrectedNumberFindsThePersonAndSetsTheOtherFree(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	right := `{"document":{"number":"330212198505059235"}}`
	b.out(st, n)
	b.correct(st, n, right)
	d := b.pass(st, n)
	if d.Applicant.Document.Number != "330212198505059235" || d.Applicant.Birth != "1985-05-05" {
		t.Errorf("holder %+v", d.Applicant)
	}
	b.sound(st)
	if v := b.issue(st, strings.ReplaceAll(father, "330212198505059315", "330212198505059235"), "BLOCK"); v.Related[0] != n.String() {
		t.Errorf("the corrected number: %+v", v)
	}
	other := b.issue(st, strings.ReplaceAll(father, "样例父", "样例他人"), "ISSUE")
	if other.Number == n {
		t.Error("the owner of the number that was typed wrong got the pass of another")
	}
	for number, want := range map[string]registry.Number{"330212198505059235": n, "330212198505059315": other.Number} {
		if found, err := st.Find(ctx, number, 9); err != nil || len(found) != 1 || found[0].Number != want {
			t.Errorf("found by %s: %v, %v", number, found, err)
		}
	}
	b.sound(st)
}

func TestCorrectionMergesNobody(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	m := b.issue(st, mother, "ISSUE").Number
	b.out(st, n)
	b.out(st, m)
	theirs := `{"name":"样例母","document":{"number":"330203198706069345"}}`
	steps := []struct {
		name string
		do   func() error
	}{
		{"who has a paper", func() error { return nil }},
		{"who lost it", func() error { return st.ReportLost(ctx, m, 0, "样例") }},
		{"whose lost paper came back", func() error { return st.Return(ctx, m, 0, station.OutcomeReturned, "") }},
		{"who was recalled", func() error { return st.Recall(ctx, m, "other", "样例备注") }},
	}
	for _, s := range steps {
		b.must(s.do())
		head := st.Head()
		v, err := b.tryCorrect(st, n, theirs)
		var not *station.NotCorrected
		if !errors.As(err, &not) || v.Issues() || len(v.Related) == 0 || v.Related[0] != m.String() {
			t.Errorf("somebody %s: %+v, %v", s.name, v, err)
		}
		b.unmoved(st, head, s.name)
	}
	b.sound(st)
}

func TestCorrectionIsJudgedByWhatItChanges(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.out(st, n)
	for fields, field := range map[string]string{
		`{"document":{"number":"330212198505059316"}}`: "document",
		`{"birth":"3000-01-01"}`:                       "birth",
		`{"facts":["fever"]}`:                          "",
		`{"document":{"type":"HK_PERMIT","number":"H91234567"},"birth":"1970-01-01","sex":"M"}`: "",
	} {
		head := st.Head()
		v, err := b.tryCorrect(st, n, fields)
		if err == nil || v.Field != field && field != "" || v.Issues() {
			t.Errorf("%s: %+v, %v", fields, v, err)
		}
		b.unmoved(st, head, fields)
	}
	for _, fields := range []string{`{}`, `{"name":"样例父"}`, `{"ref":"x"}`, `{"declared":false}`, `{"today":"2020-01-01"}`} {
		if _, err := b.tryCorrect(st, n, fields); !errors.Is(err, station.ErrInvalid) {
			t.Errorf("%s: %v", fields, err)
		}
	}
	b.must(st.Recall(ctx, n, "symptoms", ""))
	if _, err := b.tryCorrect(st, n, `{"name":"样例改"}`); !errors.Is(err, registry.ErrIllegal) {
		t.Errorf("a recalled pass is corrected: %v", err)
	}
	b.must(st.Reinstate(ctx, n, "样例"))
	b.correct(st, n, `{"phone":"13800000000","guardian":null}`)
	b.sound(st)
}

// A pass that an officer settled is corrected though the rules would ask again.
func TestCorrectionOfASettledPass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	id := b.appealed(st, strings.Replace(father, `"declared"`, `"facts":["cross_province"],"isolation":{"days_done":3},"declared"`, 1), "REFUSE+ISOLATE7")
	v, err := st.DecideAppeal(ctx, id, "change", "样例", false)
	b.must(err)
	b.correct(st, v.Number, `{"name":"样例改"}`)
	if _, err := b.tryCorrect(st, v.Number, `{"facts":["fever"]}`); err == nil {
		t.Error("a fever is let through")
	}
	b.sound(st)
}

func TestCorrectedChildKeepsItsFamily(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, son, "ISSUE").Number
	b.out(st, n)
	b.correct(st, n, `{"guardian":{"name":"样例改"},"birth":"2014-04-11"}`)
	a := b.pass(st, n).Applicant
	if a.Guardian.Name != "样例改" || a.Guardian.Document == nil || a.Guardian.Relation != "father" || a.Birth != "2014-04-11" {
		t.Errorf("%+v", a.Guardian)
	}
	if v := b.issue(st, strings.Replace(son, "2014-04-01", "2014-04-11", 1), "BLOCK"); v.Related[0] != n.String() {
		t.Errorf("the same child again: %+v", v)
	}
	b.sound(st)
}

func TestTermEndsOnceAndThePersonKeepsTheNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Scheme, u.Division = "ningxia", "640104" })
	line := strings.Replace(father, `"declared"`, `"low_risk_days":20,"managed":true,"need":true,"excl":[],"declared"`, 1)
	n := b.issue(st, line, "ISSUE").Number
	m := b.issue(st, strings.NewReplacer("样例父", "样例母", "330212198505059315", "330203198706069345").Replace(line), "ISSUE").Number
	b.out(st, n)
	b.out(st, m)
	b.now = b.now.AddDate(0, 0, 13)
	if done, err := st.Expire(ctx); err != nil || done != 0 {
		t.Fatalf("on its last day %d passes expired, %v", done, err)
	}
	b.now = b.now.AddDate(0, 0, 1)
	again := b.issue(st, line, "ISSUE") // met before the day was opened
	if again.Number != n || again.Copy != 2 {
		t.Errorf("issued again: %+v", again)
	}
	if err := st.Sign(ctx, m, "holder"); !errors.Is(err, registry.ErrIllegal) {
		t.Errorf("a paper whose term is over was signed for: %v", err)
	}
	for _, want := range []int{1, 0} {
		if done, err := st.Expire(ctx); err != nil || done != want {
			t.Errorf("%d passes expired, %v; want %d", done, err, want)
		}
	}
	expired := 0
	for _, h := range append(b.pass(st, n).History, b.pass(st, m).History...) {
		if h.Kind == registry.Expired {
			expired++
		}
	}
	d := b.pass(st, n)
	if expired != 2 || d.Status != registry.StatusIssued || !slices.Equal(d.Outstanding, []int{1}) || d.Expires != civil.On(b.now.Add(13*24*time.Hour), shanghai) {
		t.Errorf("expired %d times; %s, outstanding %v, good until %s", expired, d.Status, d.Outstanding, d.Expires)
	}
	b.must(st.Recall(ctx, m, "symptoms", ""))
	b.must(st.Return(ctx, m, 0, station.OutcomeReturned, ""))
	b.sound(st)
}

// What is offered is what the operator may do.
func TestVolunteerIsOfferedAVolunteersSteps(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	b.out(st, n)
	st.ActAs(registry.Volunteer)
	d := b.pass(st, n)
	if want := []registry.Kind{registry.PrintIntended, registry.PrintedOut, registry.Reprinted, registry.Returned}; !slices.Equal(d.Allowed, want) {
		t.Errorf("offered %v, want %v", d.Allowed, want)
	}
	for name, do := range map[string]func() error{
		"void":      func() error { return st.Void(ctx, n, 0, "样例") },
		"lost":      func() error { return st.ReportLost(ctx, n, 0, "样例") },
		"correct":   func() error { _, err := b.tryCorrect(st, n, `{"name":"样例改"}`); return err },
		"recall":    func() error { return st.Recall(ctx, n, "other", "样例备注") },
		"reinstate": func() error { return st.Reinstate(ctx, n, "样例") },
		"old=lost":  func() error { return st.ReprintOf(ctx, n, "样例", "lost") },
	} {
		head := st.Head()
		if err := do(); !errors.Is(err, registry.ErrNotThisRole) {
			t.Errorf("%s: %v", name, err)
		}
		b.unmoved(st, head, name)
	}
	b.must(st.ReprintOf(ctx, n, "样例", "returned"))
	b.out(st, n)
	b.must(st.Reprint(ctx, n, "样例"))
}

// A correction never gives a number to another person: of name, number and day of
// birth something stays.
func TestACorrectionDoesNotMakeAnotherPerson(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.issue(st, father, "ISSUE").Number
	var not *station.NotCorrected
	_, err := b.tryCorrect(st, n, `{"name":"样例母","document":{"number":"330203198706069345"},"birth":"1987-06-06","sex":"F"}`)
	if !errors.As(err, &not) || not.Verdict.Rule != "another_person" {
		t.Fatalf("another's name, number and birth: %v", err)
	}
	if d := b.pass(st, n); d.Applicant.Name != "样例父" || d.Copy != 1 {
		t.Errorf("it was corrected all the same: %+v", d.Applicant)
	}
	b.correct(st, n, `{"document":{"number":"330203198706069345"},"birth":"1987-06-06","sex":"F"}`)
	b.correct(st, n, `{"name":"样例母"}`)
}
