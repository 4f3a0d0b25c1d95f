package station_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// batch issues passes to so many children of one father.
func (b *bench) batch(st *station.Station, n int) []registry.Number {
	b.t.Helper()
	var all []registry.Number
	for i := range n {
		line := fmt.Sprintf(`{"name":"样例%c","guardian":{"relation":"father","name":"样例父","document":{"number":"330212198505059315"}},"birth":"%d-04-01","sex":"M","declared":true}`, '甲'+rune(i), 2006+i)
		all = append(all, b.issue(st, line, "ISSUE").Number)
	}
	return all
}

func (b *bench) onlyJob(st *station.Station) (registry.PrintJob, station.PrintQueue) {
	b.t.Helper()
	q, err := st.PrintQueue(ctx)
	b.must(err)
	if len(q.Jobs) != 1 {
		b.t.Fatalf("jobs: %+v", q.Jobs)
	}
	return q.Jobs[0], q
}

// TestABatchThatJammed: ten papers, two to a sheet, the first on the second place of a
// sheet that was begun; the third sheet jams.
func TestABatchThatJammed(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	numbers := b.batch(st, 10)
	b.must(st.Intend(ctx, numbers, registry.Laying{Layout: "tenup", Size: "120x80", PerSheet: 2, First: 2}))
	if next, err := st.FreePlace(ctx, "120x80"); err != nil || next != 2 {
		t.Fatalf("next free place %d, %v", next, err)
	}
	b.now = b.now.Add(24 * time.Hour) // answered on the day after, behind a close
	_, err := st.CloseDay(ctx)
	b.must(err)
	j, q := b.onlyJob(st)
	if j.Sheets() != 6 || len(j.On(1)) != 1 || j.On(1)[0].Place != 2 || len(j.On(3)) != 2 || len(j.On(6)) != 1 || len(q.Waiting) != 0 {
		t.Fatalf("job %+v, waiting %+v", j, q.Waiting)
	}
	after, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 2, Outcome: "out"}, {From: 3, To: 6, Outcome: "spoiled"}})
	b.must(err)
	if after.Waits() || after.Count("out") != 3 || after.Count("spoiled") != 7 {
		t.Errorf("answered: %+v", after)
	}
	again, err := st.Again(ctx, j.No)
	b.must(err)
	if fmt.Sprint(again) != fmt.Sprint(numbers[3:]) {
		t.Errorf("to print again %v, want %v", again, numbers[3:])
	}
	if next, err := st.FreePlace(ctx, "120x80"); err != nil || next != 1 {
		t.Errorf("the last sheet is spoiled, and the next free place is %d, %v", next, err)
	}
	if q, err = st.PrintQueue(ctx); err != nil || len(q.Jobs) != 0 { // yesterday's, and answered
		t.Errorf("jobs: %+v, %v", q.Jobs, err)
	}
	if len(q.Waiting) != 7 || q.Waiting[0].Spoiled != 1 || q.Waiting[0].Name != "样例"+string('甲'+rune(3)) {
		t.Errorf("waiting: %+v", q.Waiting)
	}
	b.must(st.Intend(ctx, again, registry.Laying{Layout: "tenup", Size: "120x80", PerSheet: 2}))
	if left, err := st.Again(ctx, j.No); err != nil || len(left) != 0 {
		t.Errorf("on their way already: %v, %v", left, err)
	}
	b.must(st.PrintedOut(ctx, again, "out"))
	q, err = st.PrintQueue(ctx)
	if b.must(err); len(q.Waiting) != 0 || len(q.Jobs) != 1 || q.Jobs[0].No == j.No {
		t.Errorf("all is out, of the jobs of today: %+v", q)
	}
	a, err := st.Accounting(ctx)
	if b.must(err); a.Sheets != (registry.SheetSums{Total: 17, Out: 10, Spoiled: 7}) {
		t.Errorf("sheets %+v", a.Sheets)
	}
	b.sound(st)
}

// A page is ticked off before anybody said what came out of the printer: who has signed
// holds a paper, and the row says that this was taken from the signature.
func TestAPageAnswersForThePrinter(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	numbers := b.batch(st, 3)
	b.must(st.PrintIntended(ctx, numbers, "walkin"))
	b.must(st.PrintedOut(ctx, numbers[:1], "out"))
	b.laid(st, station.LedgerWish{})
	v, signed, err := st.SignPage(ctx, 1, []string{"3"})
	b.must(err)
	if len(signed) != 2 || v.Lines[0].TookIt || !v.Lines[1].TookIt || v.Lines[2].TookIt {
		t.Errorf("signed %v: %+v", signed, v.Lines)
	}
	if j, _ := b.onlyJob(st); j.Count("out") != 2 || j.Count("intended") != 1 {
		t.Errorf("the job: %+v", j)
	}
	b.sound(st)
}

// A file or a queue took the whole batch, and it was entered as out; then somebody
// looks.
func TestABatchThatWasTakenForOut(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	numbers := b.batch(st, 4)
	b.must(st.PrintIntended(ctx, numbers, "walkin"))
	b.must(st.PrintedOut(ctx, numbers, "out"))
	b.must(st.Sign(ctx, numbers[0], "guardian"))
	j, _ := b.onlyJob(st)
	var not *station.NotSo
	if _, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 4, Outcome: "spoiled"}}); !errors.As(err, &not) {
		t.Errorf("a paper that was signed for is spoiled: %v", err)
	}
	after, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 2, Outcome: "out"}, {From: 3, To: 4, Outcome: "spoiled"}})
	b.must(err)
	if after.Count("out") != 2 || after.Count("spoiled") != 2 {
		t.Errorf("after a look: %+v", after)
	}
	again, err := st.Again(ctx, j.No)
	if b.must(err); fmt.Sprint(again) != fmt.Sprint(numbers[2:]) {
		t.Errorf("to print again: %v", again)
	}
	b.dayComesTo(st, registry.SheetsOfDay{Sent: 4, Out: 2, Spoiled: 2})
	before := b.sound(st).Head
	if _, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 3, To: 4, Outcome: "out"}}); !errors.As(err, &not) {
		t.Errorf("spoiled paper comes back: %v", err)
	}
	for name, answers := range map[string][]station.SheetAnswer{
		"no such sheet": {{From: 1, To: 5, Outcome: "out"}}, "backwards": {{From: 2, To: 1, Outcome: "out"}}, "none": {{From: 0, To: 1, Outcome: "out"}},
		"twice": {{From: 1, To: 2, Outcome: "out"}, {From: 2, To: 2, Outcome: "spoiled"}},
	} {
		if _, err := st.AnswerJob(ctx, j.No, answers); !errors.As(err, &not) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 1, Outcome: "burnt"}}); !errors.Is(err, station.ErrInvalid) {
		t.Errorf("no outcome: %v", err)
	}
	for _, no := range []int64{j.No + 1, 0, -4, 1 << 40} {
		if _, err := st.AnswerJob(ctx, no, nil); !errors.As(err, &not) {
			t.Errorf("job %d: %v", no, err)
		}
	}
	if b.sound(st).Head != before {
		t.Error("what was refused was entered")
	}
}

// dayComesTo closes the day, whose sheets must be these, and all in one state.
func (b *bench) dayComesTo(st *station.Station, want registry.SheetsOfDay) {
	b.t.Helper()
	c, err := st.CloseDay(ctx)
	b.must(err)
	if c.Account.Day != want || c.Printed != want.Out {
		b.t.Errorf("the day's sheets %+v, printed %d; want %+v", c.Account.Day, c.Printed, want)
	}
	b.sound(st)
}

// A jam that is seen when the batch was entered as out already: the day counts each
// sheet once, and a sheet of the day before stays in the count of that day.
func TestADayCountsASheetOnce(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	numbers := b.batch(st, 4)
	b.must(st.PrintIntended(ctx, numbers, "walkin"))
	b.must(st.PrintedOut(ctx, numbers, "out"))
	j, _ := b.onlyJob(st)
	_, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 2, To: 4, Outcome: "spoiled"}})
	b.must(err)
	b.must(st.PrintIntended(ctx, numbers[1:], "walkin"))
	b.must(st.PrintedOut(ctx, numbers[1:], "out"))
	b.dayComesTo(st, registry.SheetsOfDay{Sent: 7, Out: 4, Spoiled: 3})
	b.now = b.now.Add(24 * time.Hour)
	_, err = st.AnswerSheet(ctx, numbers[1], "spoiled")
	b.must(err)
	b.dayComesTo(st, registry.SheetsOfDay{Spoiled: 1})
}

// A paper of which nobody could say, and which then turns up, and one that does not.
func TestUnknownSheetsOfABatch(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.must(st.PrintIntended(ctx, b.batch(st, 3), "walkin"))
	j, _ := b.onlyJob(st)
	_, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 3, Outcome: "unknown"}})
	b.must(err)
	after, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 1, Outcome: "out"}, {From: 2, To: 2, Outcome: "unknown"}, {From: 3, To: 3, Outcome: "spoiled"}})
	b.must(err)
	if after.Count("out") != 1 || after.Count("unknown") != 1 || after.Count("spoiled") != 1 {
		t.Errorf("after: %+v", after)
	}
	b.sound(st)
}

func TestTheFreePlaceIsSetRightByHand(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	if next, err := st.FreePlace(ctx, "120x80"); err != nil || next != 1 {
		t.Errorf("at first: %d, %v", next, err)
	}
	b.must(st.SetFreePlace(ctx, "120x80", 7))
	if next, err := st.FreePlace(ctx, "120x80"); err != nil || next != 7 {
		t.Errorf("set: %d, %v", next, err)
	}
	var not *station.NotSo
	if err := st.SetFreePlace(ctx, "120x80", 0); !errors.As(err, &not) {
		t.Errorf("place 0: %v", err)
	}
	b.sound(st)
}

// A print that never left the program leaves the begun sheet as it was.
func TestNothingOutLeavesTheSheetAsItWas(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	numbers := b.batch(st, 3)
	b.must(st.SetFreePlace(ctx, "120x80", 4))
	l := registry.Laying{Layout: "tenup", Size: "120x80", PerSheet: 10, First: 4}
	b.must(st.Intend(ctx, numbers, l))
	if next, _ := st.FreePlace(ctx, "120x80"); next != 7 {
		t.Errorf("sent: next free place %d, want 7", next)
	}
	b.must(st.NothingOut(ctx, numbers, l))
	if next, _ := st.FreePlace(ctx, "120x80"); next != 4 {
		t.Errorf("nothing came out: next free place %d, want 4", next)
	}
	b.sound(st)
}
