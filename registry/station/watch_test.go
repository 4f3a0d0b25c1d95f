package station_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// list is a row of the disease control's list, listed on the day before the bench's.
func list(number, name, why string) watch.Row {
	return watch.Row{Number: number, Name: name, Why: why, Source: "样例疾控", Listed: "2020-03-09"}
}

// rowsOf are the rows of a list as a reader hands them over.
func rowsOf(people ...watch.Row) station.RecallList {
	var l station.RecallList
	for n, p := range people {
		l.Rows = append(l.Rows, station.ListedRow{Row: n + 2, Person: p})
	}
	return l
}

// ordering is a list that orders passes back.
func ordering(people ...watch.Row) station.RecallList {
	l := rowsOf(people...)
	l.Orders = true
	return l
}

// imported loads rows and demands their results, word by word.
func (b *bench) imported(st *station.Station, l station.RecallList, results string) ([]station.ListAnswer, station.WatchSum) {
	b.t.Helper()
	l.File = sha256.Sum256(fmt.Appendf(nil, "%v %v %v", l.Rows, l.Orders, b.now)) // a file of its own
	return b.importedFile(st, l, results)
}

func (b *bench) importedFile(st *station.Station, l station.RecallList, results string) ([]station.ListAnswer, station.WatchSum) {
	b.t.Helper()
	p := b.previewed(st, l, results)
	p = b.confirmed(st, p)
	return p.Rows, p.Sum
}

// previewed demands the results of a list, and that looking at it changes nothing.
func (b *bench) previewed(st *station.Station, l station.RecallList, results string) *station.RecallPreview {
	b.t.Helper()
	before := st.Head()
	if l.File == ([32]byte{}) {
		l.File = sha256.Sum256(fmt.Appendf(nil, "%v", l.Rows))
	}
	p, err := st.PreviewRecalls(ctx, l)
	b.must(err)
	b.unmoved(st, before, "a preview")
	var got []string
	for _, r := range p.Rows {
		got = append(got, strings.TrimSuffix(r.Result+":"+r.List, ":"))
	}
	if strings.Join(got, " ") != results {
		b.t.Fatalf("results %v, want %s", got, results)
	}
	return p
}

func (b *bench) lift(st *station.Station, id int64) {
	b.t.Helper()
	l, err := st.LiftWatch(ctx, id, reason)
	b.must(err)
	if l.State != "ended" || l.Ended == 0 {
		b.t.Fatalf("lifted, and it is %q", l.State)
	}
}

// TestAListedPersonIsNotIssuedAPass: the list comes today, the person tomorrow: the
// scheme's own sentence refuses, the list and its day stand beside it; lifted, the
// pass is issued.
func TestAListedPersonIsNotIssuedAPass(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密切接触者")), "none:listed")
	b.now = b.now.Add(24 * time.Hour)
	b.must(st.Close())
	st = b.open()
	v, err := st.Check(ctx, b.app(father))
	b.must(err)
	if v.Outcome != "REFUSE+ISOLATE14" {
		t.Fatalf("the check says %s", v.Outcome)
	}
	v = b.issue(st, father, "REFUSE+ISOLATE14")
	if v.Rule != "ningbo/red" || !strings.Contains(v.Cite, "密切接触") || !strings.Contains(v.Reason.ZH, "与确诊病人有密切接触，红码") ||
		!strings.Contains(v.Reason.ZH, "样例疾控") || !strings.Contains(v.Reason.EN, "2020-03-09") {
		t.Errorf("rule %s, cite %s, reason %s", v.Rule, v.Cite, v.Reason)
	}
	if len(v.Watch) != 1 || v.Watch[0].Source != "样例疾控" || v.Watch[0].Listed != civil.New(2020, 3, 9) || v.Watch[0].Match != watch.Exact || v.Watch[0].ID != 1 {
		t.Errorf("watch %+v", v.Watch)
	}
	b.issue(st, mother, "ISSUE")
	b.lift(st, 1)
	v = b.issue(st, father, "ISSUE")
	if len(v.Watch) != 0 {
		t.Errorf("lifted, and told again: %+v", v.Watch)
	}
	if p := b.sound(st); p.Watch != 1 {
		t.Errorf("%d entries, want 1", p.Watch)
	}
}

// TestWhoIsAskedAbout: a mask or a birth date with the name parks; nobody is
// refused on it, and what the officer says is not asked again.
func TestWhoIsAskedAbout(t *testing.T) {
	for name, row := range map[string]watch.Row{
		"mask":           list("330212********9315", "样例父", "密接"),
		"birth":          {Name: "樣例父", Birth: "1985-05-05", Why: "密接", Source: "样例疾控"},
		"another's name": list("330212198505059315", "样例无关", "密接"),
		"no reason":      list("330212198505059315", "", "其他"),
	} {
		for decision, outcome := range map[string]string{"issue": "ISSUE", "two_people": "ISSUE", "same_person": "REFUSE"} {
			t.Run(name+" "+decision, func(t *testing.T) {
				b := newBench(t)
				st := b.create(nil)
				b.imported(st, rowsOf(row), "none:listed")
				v := b.issue(st, father, "ASK_SUPERVISOR")
				if v.Rule != "watch_match" || !slices.Contains(v.Warnings, "watch_match") || len(v.Watch) != 1 || !v.Watch[0].Match.Asks() || !strings.Contains(v.Reason.ZH, "样例疾控") {
					t.Fatalf("%+v", v)
				}
				b.settle(st, v.Case, decision, outcome)
				b.sound(st)
				again := b.issue(st, father, map[string]string{"ISSUE": "BLOCK", "REFUSE": map[bool]string{true: "ASK_SUPERVISOR", false: "REFUSE+ISOLATE14"}[name == "no reason"]}[outcome])
				if asks := slices.Contains(again.Warnings, "watch_match"); asks != (name == "no reason" && outcome == "REFUSE") {
					t.Errorf("asked again: %+v", again)
				}
				b.sound(st)
			})
		}
	}
}

// TestAnAppealMayFindSomebodyElse: who was taken for the listed person, and is not.
func TestAnAppealMayFindSomebodyElse(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.imported(st, rowsOf(list("330212********9315", "样例父", "密接")), "none:listed")
	v := b.issue(st, father, "ASK_SUPERVISOR")
	b.settle(st, v.Case, "same_person", "REFUSE")
	b.stands(st, v.Case, registry.CaseRefused)
	b.must(st.LodgeAppeal(ctx, v.Case, reason))
	if c, err := st.Case(ctx, v.Case); err != nil || c.Beyond.ZH != "" {
		t.Errorf("it may be said to be somebody else: %+v %v", c.Beyond, err)
	}
	got, err := st.DecideAppeal(ctx, v.Case, "change", reason, false)
	b.must(err)
	if got.Outcome != "ISSUE" {
		t.Errorf("%s (%s)", got.Outcome, got.Reason.EN)
	}
	b.sound(st)
	b.issue(st, father, "BLOCK")
}

// TestNoOfficerSettlesPastAList: what the department must confirm of a close
// contact is not confirmed by an officer's word while the list says otherwise; nor
// by an appeal.
func TestNoOfficerSettlesPastAList(t *testing.T) {
	tested := strings.Replace(father, `{`, `{"naat":[["2020-03-08","neg"],["2020-03-09","neg"]],`, 1)
	b := newBench(t)
	st := b.create(nil)
	b.imported(st, rowsOf(watch.Row{Number: "330212198505059315", Why: "密接", Source: "样例疾控", Listed: "2020-03-01"}), "none:listed")
	v := b.issue(st, tested, "ASK_HEALTH")
	before := st.Head()
	_, err := st.Settle(ctx, v.Case, "issue", reason, false)
	var nothing *station.Undecided
	if !errors.As(err, &nothing) || !strings.Contains(nothing.Can.ZH, "watch lift") {
		t.Fatalf("settled past the list: %v", err)
	}
	b.unmoved(st, before, "an officer's word")
	b.lift(st, 1)
	b.settle(st, v.Case, "issue", "ISSUE")

	refused := b.refusedOnList(st)
	b.must(st.LodgeAppeal(ctx, refused.Case, reason))
	if c, err := st.Case(ctx, refused.Case); err != nil || !strings.Contains(c.Beyond.ZH, "watch lift") {
		t.Errorf("the case does not say that the person is on a list: %+v %v", c.Beyond, err)
	}
	if _, err := st.DecideAppeal(ctx, refused.Case, "change", reason, false); !errors.As(err, &nothing) {
		t.Fatalf("an appeal went past the list: %v", err)
	}
	b.lift(st, 2)
	if c, err := st.Case(ctx, refused.Case); err != nil || c.Beyond.ZH != "" {
		t.Errorf("after the lift: %+v %v", c.Beyond, err)
	}
	if v, err := st.DecideAppeal(ctx, refused.Case, "change", reason, false); err != nil || v.Outcome != "ISSUE" {
		t.Errorf("after the lift: %s %v", v.Outcome, err)
	}
	b.sound(st)
}

func (b *bench) refusedOnList(st *station.Station) station.Verdict {
	b.t.Helper()
	b.imported(st, rowsOf(list("330203198706069345", "样例母", "红码")), "none:listed")
	return b.issue(st, mother, "REFUSE+ISOLATE14")
}

// TestAChildIsNotListedByTheParentsNumber: the check says that the guardian is; a
// list that names the child under that number means the child.
func TestAChildIsNotListedByTheParentsNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接")), "none:listed")
	v := b.issue(st, son, "ISSUE")
	if !slices.Contains(v.Warnings, "guardian_listed") || len(v.Watch) != 1 || v.Watch[0].Match != watch.Guardian {
		t.Errorf("%+v", v)
	}
	rows, _ := b.imported(st, ordering(list("330212198505059315", "样例父", "密接")), "none")
	if !slices.Equal(rows[0].Related, []string{v.Number.String()}) || rows[0].Recalled {
		t.Errorf("the child's pass: %+v", rows[0])
	}
	other := strings.NewReplacer("样例长子", "样例次子", "2014-04-01", "2016-04-01").Replace(son)
	b.imported(st, rowsOf(list("330212198505059315", "样例次子", "密接")), "none:listed")
	b.issue(st, other, "REFUSE+ISOLATE14")
	b.sound(st)
}

// TestSourcesAndDays: a source's newer word replaces its older one, green ends red;
// of two sources the worse holds, and both are shown.
func TestSourcesAndDays(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	colour := func(source, colour, listed string) station.RecallList {
		return rowsOf(watch.Row{Number: "330212198505059315", Colour: colour, Source: source, Listed: listed})
	}
	b.imported(st, colour("样例省平台", "绿", "2020-03-01"), "none") // green alone says nothing
	b.imported(st, colour("样例省平台", "红", "2020-03-05"), "none:listed")
	b.imported(st, colour("样例省平台", "黄", "2020-03-06"), "none:replaced")
	b.imported(st, colour("样例省平台", "红", "2020-03-04"), "none") // an older list that came late
	if v := b.issue(st, father, "REFUSE+ISOLATE7"); v.Rule != "ningbo/yellow-code" {
		t.Errorf("yellow: %s", v.Rule)
	}
	b.imported(st, colour("样例市平台", "红", "2020-03-02"), "none:listed")
	b.imported(st, colour("样例省平台", "绿", "2020-03-07"), "none:replaced")
	v := b.issue(st, father, "REFUSE+ISOLATE14")
	if len(v.Watch) != 2 || v.Watch[0].Why != "red" || v.Watch[1].Why != "green" || strings.Contains(v.Reason.ZH, "省平台") || !strings.Contains(v.Reason.ZH, "市平台") {
		t.Errorf("both sources: %+v, %s", v.Watch, v.Reason.ZH)
	}
	b.imported(st, colour("样例市平台", "绿", "2020-03-08"), "none:replaced")
	b.issue(st, father, "ISSUE")
	lines, err := st.Watch(ctx, station.WatchFilter{All: true, Limit: 99})
	b.must(err)
	if len(lines) != 5 || lines[0].State != "ended" || lines[3].State != "stands" {
		t.Errorf("%+v", lines)
	}
	b.sound(st)
}

// TestOneListSaysTwoThings: several reasons of one person stand beside each other; a
// new list of the source takes back what it does not say again.
func TestOneListSaysTwoThings(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	contact, sick := list("330212198505059315", "样例父", "密接"), list("330212198505059315", "样例父", "症状")
	rows, _ := b.imported(st, rowsOf(contact, sick, contact), "none:listed none:listed duplicate")
	if rows[2].Of != 2 {
		t.Errorf("duplicate of line %d", rows[2].Of)
	}
	if v := b.issue(st, father, "REFUSE+ISOLATE14"); len(v.Watch) != 2 {
		t.Errorf("%+v", v.Watch)
	}
	b.now = b.now.Add(24 * time.Hour)
	later := sick
	later.Listed = "2020-03-11"
	_, sum := b.imported(st, rowsOf(later), "none:replaced")
	if sum.Ended != 2 {
		t.Errorf("%d entries ended, want 2", sum.Ended)
	}
	if v := b.issue(st, father, "REFUSE+ISOLATE7"); len(v.Watch) != 1 {
		t.Errorf("%+v", v.Watch)
	}
	b.sound(st)
}

// TestTheSameListTwice changes nothing, also when an entry was lifted meanwhile;
// and a later list that says what was lifted does not bring it back, but a newer
// word of its source does.
func TestTheSameListTwice(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	w := rowsOf(list("330212198505059315", "样例父", "密接"))
	w.File = sha256.Sum256([]byte("list"))
	_, sum := b.importedFile(st, w, "none:listed")
	before := st.Head()
	if _, again := b.importedFile(st, w, "none"); again.Before != sum.Event || again.Event != 0 {
		t.Errorf("the same file: %+v, loaded by event %d", again, sum.Event)
	}
	b.unmoved(st, before, "the same file")
	b.imported(st, w, "none")
	b.unmoved(st, before, "the same rows")
	b.lift(st, 1)
	before = st.Head()
	b.importedFile(st, w, "none")
	b.imported(st, w, "none")
	b.unmoved(st, before, "what was lifted")
	b.issue(st, father, "ISSUE")
	b.now = b.now.Add(24 * time.Hour)
	w.Rows[0].Person.Listed = "2020-03-11"
	b.imported(st, w, "match:listed")
	b.sound(st)
}

// TestHoldersOnAList: the import names the passes; with recall it orders back those
// beyond doubt, never on a mask, a conflict or a name alone.
func TestHoldersOnAList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	w := ordering(
		list("330212********9315", "样例父", "密接"), list("330212198505059315", "样例无关", "症状"), watch.Row{Name: "样例父", Birth: "1985-05-05", Why: "密接", Source: "样例疾控"},
		watch.Row{Name: "样例父", Why: "密接", Source: "样例疾控"}, list("330212198505059316", "样例父", "密接"), list("3.30212E+17", "样例父", "密接"),
	)
	rows, sum := b.imported(st, w, "match_masked:listed conflict:listed ask:listed ask:listed invalid damaged")
	if sum.Recalled != 0 || sum.Left != 0 || sum.Named != 3 || !slices.Equal(rows[0].Numbers, []string{pass.String()}) {
		t.Errorf("%+v, %+v", sum, rows[0])
	}
	b.now = b.now.Add(24 * time.Hour) // nobody has opened the day: the recall does, behind its list
	w = ordering(list("330212850505931", "", "密接"))
	rows, sum = b.imported(st, w, "match:replaced") // the number stood there under another's name
	if !rows[0].Recalled || rows[0].Numbers[0] != pass.String() || sum.Recalled != 1 {
		t.Errorf("%+v", rows[0])
	}
	d, err := st.Pass(ctx, pass.String())
	b.must(err)
	if d.Status != registry.StatusRecalled {
		t.Errorf("the pass is %s", d.Status)
	}
	w.Rows[0].Person.Source = "样例街道"
	if rows, _ = b.imported(st, w, "already_recalled:listed"); rows[0].Recalled {
		t.Error("recalled twice")
	}
	if rows[0].Note.ZH != "已通知收回，纸证还没有交回" {
		t.Errorf("of a paper that is still out: %s", rows[0].Note.ZH)
	}
	b.sound(st)
}

// TestOnlyOfficersKeepTheList: a volunteer is told what a check says, and no more.
func TestOnlyOfficersKeepTheList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接")), "none:listed")
	for what, id := range map[string]int64{"no such entry": 7, "no reason": 1} {
		r := reason
		if id == 1 {
			r = " "
		}
		var fault *station.NotSo
		if _, err := st.LiftWatch(ctx, id, r); !errors.As(err, &fault) {
			t.Errorf("%s: %v", what, err)
		}
	}
	lines, err := st.Watch(ctx, station.WatchFilter{Person: "样例父", Limit: 9})
	b.must(err)
	byNumber, err := st.Watch(ctx, station.WatchFilter{Person: "330212198505059315", Limit: 9})
	b.must(err)
	if len(byNumber) != 1 || len(lines) != 1 || strings.Contains(fmt.Sprint(byNumber), "198505059315") || strings.Contains(fmt.Sprint(byNumber), "样例父") {
		t.Errorf("by name %+v, by number %+v", lines, byNumber)
	}
	b.must(st.Close())
	st = b.as(registry.Volunteer)
	for what, err := range map[string]error{
		"list": second(st.Watch(ctx, station.WatchFilter{Limit: 9})), "lift": second(st.LiftWatch(ctx, 1, reason)),
	} {
		if !errors.Is(err, registry.ErrNotThisRole) {
			t.Errorf("%s: %v", what, err)
		}
	}
	b.issue(st, father, "REFUSE+ISOLATE14")
}

// A paper that was handed in by itself was never recalled, and is not called so.
func TestAReturnedPassIsNoRecalledOne(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	b.must(st.Return(ctx, pass, 0, "returned", ""))
	b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接")), "not_in_hand:listed")
}

// An appeal about a recalled pass stands in for no list: whoever was listed since
// gets no paper back before the entry is lifted.
func TestNoAppealGoesPastAList(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	b.must(st.Recall(ctx, pass, "close_contact", ""))
	rows, _ := b.imported(st, rowsOf(list("330212198505059315", "样例父", "密接")), "already_recalled:listed")
	id, err := st.LodgePassAppeal(ctx, pass.String(), reason)
	b.must(err)
	before := st.Head()
	var listed *station.OnList
	if _, err = st.DecideAppeal(ctx, id, "change", reason, false); !errors.As(err, &listed) {
		t.Fatalf("an appeal reinstates a close contact: %v", err)
	}
	b.unmoved(st, before, "a refused decision")
	b.lift(st, listed.Watch[0].ID)
	_, err = st.DecideAppeal(ctx, id, "change", reason, false)
	b.must(err)
	if d, _ := st.Pass(ctx, pass.String()); d.Status.UnderRecall() {
		t.Errorf("lifted, and the pass is %s (%v)", d.Status, rows)
	}
	b.sound(st)
}
