package station_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/civil"
	"passdesk/registry/station"
)

// sentTask is a task as a parcel brings it.
func sentTask(t registry.Task) registry.Sent {
	return registry.Sent{Kind: registry.SentTask, Body: registry.Body(t)}
}

// lodgedLast is the hash of the event that the last command wrote.
func lodgedLast(st *station.Station) string {
	hash := st.Head().Hash
	return hex.EncodeToString(hash[:])
}

// decision is what the police decided of the appeal.
func decision(id, lodged, word string) registry.Task {
	return registry.Task{ID: id, Kind: registry.TaskDecision, Case: "1", Lodged: lodged, Reason: word, Text: "样例核实",
		Heard: &registry.Heard{Point: "样例所", Operator: "样例警", Day: civil.New(2020, 3, 9), Evidence: "样例行程"}}
}

func (b *bench) take(st *station.Station, t registry.Task, want string) {
	b.t.Helper()
	got, err := st.TakeSent(ctx, sentTask(t))
	if err != nil {
		got.Result = station.TakenNot
	}
	if got.Result != want {
		b.t.Errorf("task %s: %s (%v), want %s", t.ID, got.Result, err, want)
	}
}

// What the police decided ends the case here: upheld, it is closed; changed, the pass is
// issued, with who decided, when and on what. It comes twice and counts once.
func TestADecisionOfThePoliceIsCarriedOut(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例通知"))
	id := b.appealed(st, with(father, `"facts":["cross_province"]`), "REFUSE+ISOLATE7")
	lodged := lodgedLast(st)
	change := decision("t-1", lodged, "change")
	for what, forged := range map[string]registry.Task{
		"of no appeal here": decision("t-2", strings.Repeat("ab", 32), "change"), "of no decision": decision("t-2", lodged, "issue"),
		"with no reason": func() registry.Task { f := decision("t-2", lodged, "change"); f.Text = ""; return f }(),
		"by nobody":      func() registry.Task { f := decision("t-2", lodged, "change"); f.Heard = nil; return f }(),
		"of another's":   func() registry.Task { f := decision("t-2", lodged, "change"); f.Number = "12991170004267"; return f }(),
	} {
		head := st.Head()
		b.take(st, forged, station.TakenNot)
		b.unmoved(st, head, what)
	}
	b.take(st, change, station.TakenNow)
	b.take(st, change, station.TakenKnown)
	var not *station.NotSo
	if _, err := st.DecideAppealWith(ctx, id, station.Ruling{Decision: "uphold", By: station.ByPolice, Reason: reason}); !errors.As(err, &not) || not.Field != "decision" {
		t.Errorf("another decision than theirs: %v", err)
	}
	if _, _, err := st.DecideTask(ctx, "t-1", station.Ruling{Decision: "uphold"}); !errors.As(err, &not) {
		t.Errorf("another decision by the task: %v", err)
	}
	if tasks, err := st.UpstreamTasks(ctx, false); err != nil || len(tasks) != 1 || !strings.Contains(tasks[0].Ask.ZH, "样例核实") || tasks[0].Now != "" {
		t.Errorf("asked: %+v %v", tasks, err)
	}
	of, v, err := st.DecideTask(ctx, "t-1", station.Ruling{})
	if b.must(err); of != id || v.Outcome != "ISSUE" {
		t.Errorf("case %d: %+v", of, v)
	}
	last := b.stands(st, id, registry.CaseChanged).History[2]
	if last.By != station.ByPolice || last.Reason != "样例所 样例警 2020-03-09：样例核实" || last.Evidence != "样例行程" {
		t.Errorf("the case says %+v", last)
	}
	b.take(st, change, station.TakenKnown)
	b.take(st, decision("t-3", lodged, "change"), station.TakenNow) // decided so here already
	if _, err := st.FinishTask(ctx, "t-3", registry.OutcomeDone, "样例照此"); err != nil {
		t.Error(err)
	}
	b.take(st, decision("t-4", lodged, "uphold"), station.TakenNow)
	if _, err := st.FinishTask(ctx, "t-4", registry.OutcomeDone, "样例照此"); err == nil {
		t.Error("decided here otherwise, and settled")
	}
	if _, err := st.FinishTask(ctx, "t-4", registry.OutcomeCannot, "样例不同"); err != nil {
		t.Error(err)
	}
	b.sound(st)
}

// A decision about a pass is carried out by whatever way the officer takes, and only of the
// appeal that the police heard: an older one's does not decide what was reopened.
func TestADecisionIsOfItsAppeal(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.ChangeSetting(ctx, "police_decides_appeals", "1", "样例通知"))
	n := b.handedOut(st, father)
	b.must(st.Recall(ctx, n, "close_contact", ""))
	id, err := st.LodgePassAppeal(ctx, n.String(), "样例")
	b.must(err)
	first := lodgedLast(st)
	uphold := decision("t-1", first, "uphold")
	uphold.Number = n.String()
	b.take(st, uphold, station.TakenNow)
	if of, err := st.FinishTask(ctx, n.String(), registry.OutcomeDone, "样例照办"); err != nil || of != id {
		t.Errorf("case %d: %v", of, err)
	}
	b.stands(st, id, registry.CaseUpheld)
	b.must(st.ReopenAppeal(ctx, id, "样例新证据"))
	again := lodgedLast(st)
	late := decision("t-2", first, "uphold")
	b.take(st, late, station.TakenNow)
	if _, _, err := st.DecideTask(ctx, "t-2", station.Ruling{Reason: "样例"}); err != nil {
		t.Error(err)
	}
	b.stands(st, id, registry.CaseAppealed) // what was decided of the first says nothing of this one
	b.take(st, decision("t-3", again, "change"), station.TakenNow)
	v, err := st.DecideAppealWith(ctx, id, station.Ruling{Decision: "change", By: station.ByPolice, Reason: reason})
	if b.must(err); v.Outcome != "REINSTATED" {
		t.Errorf("%+v", v)
	}
	if left, err := st.UpstreamTasks(ctx, false); err != nil || len(left) != 0 {
		t.Errorf("the task is still open: %v %v", left, err)
	}
	b.sound(st)
}

// papersOf are the papers of somebody else's case.
func papersOf(b *bench) *registry.CasePapers {
	return &registry.CasePapers{Station: 131, Point: "样例社区", Case: "57", Outcome: "REFUSE", Person: registry.Body(b.app(father)),
		Steps: []registry.CaseStep{{Kind: registry.AppealLodged, Day: civil.New(2020, 3, 9), Note: "样例说没有去过", Evidence: "样例车票"}}}
}

// Only a police point takes an appeal to hear, only the police there decide it, once, and the
// papers are read one by one, on record.
func TestThePoliceHearAnothersAppeal(t *testing.T) {
	b := newBench(t)
	st := b.create(func(u *station.Setup) { u.Point.Kind = "police" })
	hear := registry.Task{ID: "t-1", Kind: registry.TaskHear, Hearing: papersOf(b)}
	bad := hear
	bad.ID, bad.Hearing = "t-2", nil
	b.take(st, bad, station.TakenNot)
	b.take(st, hear, station.TakenNow)
	b.take(st, hear, station.TakenKnown)
	if tasks, err := st.UpstreamTasks(ctx, false); err != nil || len(tasks) != 1 || tasks[0].Hearing != nil || strings.Contains(tasks[0].Ask.ZH, "样例父") || !strings.Contains(tasks[0].Ask.ZH, "57") {
		t.Errorf("the list: %+v %v", tasks, err)
	}
	b.must(st.Close())
	st = b.as(registry.Officer)
	if _, _, err := st.DecideTask(ctx, "t-1", station.Ruling{Decision: "uphold", Reason: reason}); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("an officer hears: %v", err)
	}
	b.must(st.Close())
	st = b.openKeeper()
	head := st.Head()
	if _, err := st.ViewHearing(ctx, "58", station.AtDesk); err == nil {
		t.Error("papers of another case")
	}
	h, err := st.ViewHearing(ctx, "57", station.AtDesk) // by the case there, which people can type
	if b.must(err); h.Applicant.Name != "样例父" || h.Hearing.Steps[0].Evidence != "样例车票" || st.Head().Event != head.Event+1 {
		t.Errorf("the papers: %+v", h)
	}
	if _, err := st.ViewHearing(ctx, "t-9", station.AtDesk); err == nil {
		t.Error("papers of no task")
	}
	for _, r := range []station.Ruling{{Decision: "issue", Reason: reason}, {Decision: "change"}, {Decision: "change", Reason: reason, Old: "void"}} {
		if _, _, err := st.DecideTask(ctx, "t-1", r); err == nil {
			t.Errorf("decided by %+v", r)
		}
	}
	if _, err := st.FinishTask(ctx, "t-1", registry.OutcomeDone, reason); err == nil {
		t.Error("settled without a decision")
	}
	same := hear
	same.ID = "t-5"
	b.take(st, same, station.TakenNow)
	if _, err := st.ViewHearing(ctx, "57", station.AtDesk); err == nil || !strings.Contains(err.Error(), "2 tasks") {
		t.Errorf("two stations' cases have one number: %v", err)
	}
	same.Done = true
	b.take(st, same, station.TakenNow)
	of, _, err := st.DecideTask(ctx, "57", station.Ruling{Decision: "change", Reason: reason, Evidence: "样例"})
	if b.must(err); of != 0 {
		t.Errorf("a case %d of this register", of)
	}
	if _, _, err := st.DecideTask(ctx, "t-1", station.Ruling{Decision: "uphold", Reason: reason}); err == nil {
		t.Error("decided twice")
	}
	gone := hear
	gone.ID = "t-3"
	b.take(st, gone, station.TakenNow)
	gone.Done, gone.Hearing = true, nil
	b.take(st, gone, station.TakenNow) // it was decided where it was lodged
	b.take(st, gone, station.TakenKnown)
	if tasks, err := st.UpstreamTasks(ctx, false); err != nil || len(tasks) != 0 {
		t.Errorf("still open: %v %v", tasks, err)
	}
	b.sound(st)

	other := newBench(t)
	community := other.create(nil)
	other.take(community, hear, station.TakenNot)
}
