package station_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
)

// partlyAnswered is one card sheet of four passes, of which the first was answered for
// on its own as spoiled and the second as never printed.
func (b *bench) partlyAnswered(st *station.Station) {
	b.t.Helper()
	numbers := b.batch(st, 4)
	b.must(st.Intend(ctx, numbers, registry.Laying{Layout: "tenup", Size: "85.6x54", PerSheet: 10}))
	for i, outcome := range []string{"spoiled", "none"} {
		_, err := st.AnswerSheet(ctx, numbers[i], outcome)
		b.must(err)
	}
}

func states(j registry.PrintJob) (all []string) {
	for _, p := range j.Papers {
		all = append(all, p.State)
	}
	return all
}

// The answer for a sheet is about the passes on it that are still open.
func TestASheetThatWasPartlyAnsweredIsSettled(t *testing.T) {
	for _, c := range []struct {
		outcome, want string
		place         int // at which the next batch goes on
	}{
		{"out", "[spoiled none out out]", 5}, {"spoiled", "[spoiled none spoiled spoiled]", 1},
		{"none", "[spoiled none none none]", 2}, {"unknown", "[spoiled none unknown unknown]", 5},
	} {
		b := newBench(t)
		st := b.create(nil)
		b.partlyAnswered(st)
		j, _ := b.onlyJob(st)
		after, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 1, Outcome: c.outcome}})
		b.must(err)
		kept, err := st.Job(ctx, j.No)
		b.must(err)
		if got := fmt.Sprint(states(after)); got != c.want || got != fmt.Sprint(states(kept)) || after.Waits() {
			t.Errorf("%s: %s, kept %v; want %s", c.outcome, got, states(kept), c.want)
		}
		if next, err := st.FreePlace(ctx, "85.6x54"); err != nil || next != c.place {
			t.Errorf("%s: next free place %d, %v; want %d", c.outcome, next, err, c.place)
		}
		b.sound(st)
	}
}

// What stays as it is, is told as it is.
func TestTheRefusalSaysWhatStandsInTheWay(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.partlyAnswered(st)
	j, _ := b.onlyJob(st)
	answer := func(outcome string) error {
		_, err := st.AnswerJob(ctx, j.No, []station.SheetAnswer{{From: 1, To: 1, Outcome: outcome}})
		return err
	}
	b.must(answer("out"))
	refused := func(outcome, zh string) {
		t.Helper()
		var not *station.NotSo
		if err := answer(outcome); !errors.As(err, &not) || !strings.Contains(not.Reason.ZH, zh) {
			t.Errorf("%s: %v, want %q", outcome, err, zh)
		}
	}
	refused("out", "已记为打坏")
	alone := b.issue(st, `{"name":"样例父","document":{"number":"330212198505059315"},"declared":true}`, "ISSUE").Number
	b.must(st.PrintIntended(ctx, []registry.Number{alone}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{alone}, "out"))
	q, err := st.PrintQueue(ctx)
	b.must(err)
	for _, one := range q.Jobs {
		if len(one.Papers) == 1 {
			j = one
		}
	}
	refused("unknown", "不能改成说不清")
	b.must(st.Sign(ctx, alone, "holder"))
	refused("spoiled", "已经签收")
	b.must(st.ReprintOf(ctx, alone, "原纸遗失", ""))
	refused("spoiled", "打印以后证又有了变动")
	b.sound(st)
}
