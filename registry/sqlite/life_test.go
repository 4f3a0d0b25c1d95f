package sqlite_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/sqlite"
	"passdesk/registry/station"
)

// oldStep is an event of a life as builds of schema 1 and 2 wrote it.
func oldStep(step string, copy *int) (registry.Kind, any) {
	kind, what, _ := strings.Cut(step, " ")
	switch k := registry.Kind(kind); k {
	case registry.Issued, registry.Reissued:
		*copy++
		return k, registry.IssuedBody{Epoch: 1, Copy: *copy}
	case registry.Reprinted:
		*copy++
		return k, registry.ReasonBody{Copy: *copy}
	case registry.PrintIntended, registry.PrintedOut:
		return k, registry.PaperBody{Copy: *copy, Outcome: what}
	default:
		return k, registry.ReasonBody{Copy: *copy}
	}
}

// TestOldPassesClimb: whatever an earlier build let happen, the projection that
// climbed equals the fold of the log.
func TestOldPassesClimb(t *testing.T) {
	lives := []string{
		"Issued",
		"Issued,PrintIntended",
		"Issued,PrintIntended,PrintedOut out",
		"Issued,PrintIntended,PrintedOut spoiled",
		"Issued,PrintIntended,PrintedOut unknown,Signed",
		"Issued,PrintIntended,PrintedOut out,Signed",
		"Issued,Signed,Reprinted,PrintIntended,PrintedOut out,Reprinted",
		"Issued,Cancelled",
		"Issued,PrintIntended,PrintedOut out,Cancelled,Reissued,PrintIntended,PrintedOut out",
		"Issued,PrintIntended,Cancelled,PrintedOut out",
		"Issued,PrintIntended,PrintedOut out,Signed,RecallOrdered",
		"Issued,RecallOrdered",
		"Issued,PrintIntended,RecallOrdered",
		"Issued,PrintIntended,RecallOrdered,PrintedOut out",
		"Issued,PrintIntended,PrintedOut out,Cancelled,RecallOrdered",
		"Issued,RecallOrdered,Reissued,PrintIntended,PrintedOut out",
		"Issued,PrintIntended,PrintedOut out,Voided,Reissued",
	}
	var log []registry.Event
	var more strings.Builder
	log = append(log, opening())
	for i, life := range lives {
		n, copy := number(t, i+1), 0
		first := len(log) + 1
		recalled := "issued"
		intended := 0
		for step := range strings.SplitSeq(life, ",") {
			kind, body := oldStep(step, &copy)
			if issued, ok := body.(registry.IssuedBody); ok {
				issued.Serial = i + 1
				body = issued
			}
			if kind == registry.PrintIntended {
				intended = copy
			}
			log = append(log, after(log[len(log)-1], kind, n, body))
			if recalled = "issued"; kind == registry.RecallOrdered || recalledBefore(log, n, kind) {
				recalled = "recalled"
			}
		}
		fmt.Fprintf(&more, `INSERT INTO records(event, sealed) VALUES(%d, x'00');
			INSERT INTO passes VALUES(%d,'%s',1,%d,%d,'%s','','',%d,0,0,%d,%d,0);`, first, first, n, i+1, copy, recalled, intended, first, len(log))
	}
	db, err := sqlite.Open(ctx, oldRegister(t, more.String(), log...))
	must(t, err)
	defer db.Close()
	must(t, db.Integrity(ctx))
	want, _, err := registry.Fold(slices.Values(log))
	must(t, err)
	seen := 0
	for p, err := range db.AllPasses(ctx) {
		must(t, err)
		fold := want[p.Number.String()]
		if p.Papers != fold.Papers {
			t.Errorf("%s: papers %q, the log says %q", lives[seen], p.Papers, fold.Papers)
		}
		if fold.Status.UnderRecall() && p.Status != fold.Status {
			t.Errorf("%s: %s, the log says %s", lives[seen], p.Status, fold.Status)
		}
		seen++
	}
	if seen != len(lives) {
		t.Errorf("%d passes of %d", seen, len(lives))
	}
}

// recalledBefore: the printer's answer to a pass that was recalled meanwhile.
func recalledBefore(log []registry.Event, n registry.Number, kind registry.Kind) bool {
	before := log[len(log)-2]
	return kind == registry.PrintedOut && before.Pass == n.String() && before.Kind == registry.RecallOrdered
}

func TestOutstandingPapersAreListedAndCounted(t *testing.T) {
	db, _ := create(t)
	last := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{last}}))
	for serial := 1; serial <= 3; serial++ {
		c := issue(t, last, serial)
		if serial == 2 { // printed, and another copy asked for
			n := number(t, serial)
			for _, e := range []struct {
				kind registry.Kind
				body any
			}{{registry.PrintedOut, registry.PaperBody{Copy: 1, Outcome: "out"}}, {registry.Reprinted, registry.ReasonBody{Copy: 2}}} {
				next := after(c.Events[len(c.Events)-1], e.kind, n, e.body)
				state, err := c.Passes[0].After(next)
				must(t, err)
				c.Events, c.Passes[0] = append(c.Events, next), state
			}
		}
		must(t, db.Append(ctx, c))
		last = c.Events[len(c.Events)-1]
	}
	list, err := db.Page(ctx, 0, 9, true, station.Filter{Outstanding: true})
	if err != nil || len(list) != 1 || list[0].Number != number(t, 2) || list[0].Papers != "on" {
		t.Errorf("%+v, %v", list, err)
	}
	if tally, err := db.Tally(ctx, opening().At, last.At); err != nil || tally.Outstanding != 1 {
		t.Errorf("%+v, %v", tally, err)
	}
}

// Copies that go on in another hundred are found as any others, kept in a few letters or,
// as builds before this wrote them, in a letter for each.
func TestCopiesOfAnotherHundred(t *testing.T) {
	db, path := create(t)
	last := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{last}}))
	gap := strings.Repeat("-", 199)
	all := []registry.Papers{registry.Papers("o" + gap + "o"), registry.Papers("s" + gap + "o"), registry.Papers("s" + gap + "n"), registry.Papers("m" + gap + "o")}
	for i, papers := range all {
		c := issue(t, last, i+1)
		c.Passes[0].Copy, c.Passes[0].Papers = len(papers), papers
		must(t, db.Append(ctx, c))
		last = c.Events[0]
	}
	finds := func() {
		t.Helper()
		seen := 0
		for p, err := range db.AllPasses(ctx) {
			must(t, err)
			if p.Papers != all[seen] {
				t.Errorf("pass %d: %q", seen+1, p.Papers)
			}
			seen++
		}
		for what, f := range map[int]station.Filter{1: {Outstanding: true}, 4: {Missing: true}} {
			if list, err := db.Page(ctx, 0, 9, true, f); err != nil || len(list) != 1 || list[0].Number != number(t, what) {
				t.Errorf("of pass %d alone: %+v, %v", what, list, err)
			}
		}
		if tally, err := db.Tally(ctx, opening().At, last.At); err != nil || tally.Outstanding != 1 {
			t.Errorf("%+v, %v", tally, err)
		}
	}
	finds()
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	var longest int
	must(t, raw.QueryRow("SELECT max(length(papers)) FROM passes").Scan(&longest))
	if longest != len("s//n") {
		t.Errorf("%d letters are kept", longest)
	}
	_, err = raw.Exec("UPDATE passes SET papers=all_papers(papers)")
	must(t, err)
	must(t, raw.QueryRow("SELECT min(length(papers)) FROM passes").Scan(&longest))
	if longest != 201 {
		t.Errorf("%d letters are kept", longest)
	}
	must(t, raw.Close())
	db, err = sqlite.Open(ctx, path)
	must(t, err)
	defer db.Close()
	finds()
}

// A pass of which a recall did not find an earlier copy is found by that.
func TestMissingCopies(t *testing.T) {
	db, _ := create(t)
	last := opening()
	must(t, db.Append(ctx, station.Change{Events: []registry.Event{last}}))
	for serial := 1; serial <= 2; serial++ {
		c := issue(t, last, serial)
		steps := []struct {
			kind registry.Kind
			body any
		}{
			{registry.PrintedOut, registry.PaperBody{Copy: 1, Outcome: "out"}}, {registry.Reprinted, registry.ReasonBody{Copy: 2}},
			{registry.RecallOrdered, registry.ReasonBody{Copy: 2, Reason: "symptoms"}}, {registry.NotFound, registry.ReasonBody{Copy: 1, Earlier: true}},
		}
		for _, e := range steps[:2*serial] {
			next := after(c.Events[len(c.Events)-1], e.kind, number(t, serial), e.body)
			state, err := c.Passes[0].After(next)
			must(t, err)
			c.Events, c.Passes[0] = append(c.Events, next), state
		}
		must(t, db.Append(ctx, c))
		last = c.Events[len(c.Events)-1]
	}
	list, err := db.Page(ctx, 0, 9, true, station.Filter{Status: registry.StatusHandedIn, Missing: true})
	if err != nil || len(list) != 1 || list[0].Papers != "mn" || list[0].Stands() != registry.StatusNotFound {
		t.Errorf("%+v, %v", list, err)
	}
}

// Only a pass with an earlier copy out lies in the index: an issue touches no page
// of it.
func TestIssueTouchesNoOutstanding(t *testing.T) {
	db, path := create(t)
	must(t, db.Close())
	raw, err := sql.Open("sqlite", path)
	must(t, err)
	defer raw.Close()
	var plan, id, parent, x any
	must(t, raw.QueryRow(`EXPLAIN QUERY PLAN SELECT count(*) FROM passes p WHERE instr(substr(p.papers,1,p.copy-1),'o')>0`).Scan(&id, &parent, &x, &plan))
	if !strings.Contains(fmt.Sprint(plan), "passes_outstanding") {
		t.Errorf("counted by %v", plan)
	}
}
