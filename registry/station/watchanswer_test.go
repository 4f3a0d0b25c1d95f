package station_test

import (
	"errors"
	"slices"
	"testing"

	"passdesk/registry"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// A list that came after the issue and only may mean the holder keeps the next paper
// back as surely as one that names him: however the paper is asked for, until somebody
// has looked, and once.
func TestAListThatMayMeanTheHolderKeepsThePaperBack(t *testing.T) {
	for what, row := range map[string]watch.Row{
		"the name alone": list("", "样例父", "密接"), "the number under another name": list("330212198505059315", "样例他人", "密接"),
	} {
		t.Run(what, func(t *testing.T) {
			b := newBench(t)
			st := b.create(nil)
			n, other := b.handedOut(st, father), b.issue(st, mother, "ISSUE").Number
			unprinted := b.issue(st, son, "ISSUE").Number
			p, err := st.PreviewRecalls(ctx, rowsOf(row, list("", "样例长子", "密接")))
			b.must(err)
			b.confirmed(st, p)
			var asks *station.OnList
			if err := st.ReprintOf(ctx, n, reason, "void"); !errors.As(err, &asks) || !asks.Watch[0].Match.Asks() {
				t.Fatalf("another paper: %v", err)
			}
			if what != "the name alone" { // in another name nobody has listed him
				if _, err := b.tryCorrect(st, n, `{"name":"样例父亲"}`); !errors.As(err, &asks) {
					t.Errorf("a correction: %v", err)
				}
			}
			if err := st.PrintIntended(ctx, []registry.Number{unprinted}, "walkin"); !errors.As(err, &asks) {
				t.Errorf("a paper that waits: %v", err)
			}
			free, kept, err := st.ListedHolders(ctx, []registry.Number{n, other, unprinted})
			if err != nil || len(free) != 1 || free[0] != other || len(kept) != 2 || !kept[0].Asks() {
				t.Errorf("prints %v without %+v, %v", free, kept, err)
			}
			if d := b.pass(st, n); len(d.AskedOfLists()) != 1 || d.ListedWarning().ZH == "" {
				t.Errorf("the pass tells %+v", d.Listed)
			}
			b.must(st.AnswerListed(ctx, n, nil, false, reason))
			b.must(st.ReprintOf(ctx, n, reason, "void"))
			if again := b.pass(st, n); len(again.Listed) != 0 || again.Copy != 2 {
				t.Errorf("answered, and still %+v", again.Listed)
			}
			if err := st.AnswerListed(ctx, n, nil, false, reason); err == nil {
				t.Error("what nobody asks is answered")
			}
			if i := slices.IndexFunc(b.pass(st, n).History, func(h station.Happened) bool { return h.Kind == registry.Overridden }); i < 0 {
				t.Error("the history does not tell the answer")
			}
			b.sound(st)
		})
	}
}

// Said to be the listed person, the holder is listed like one by number: no paper, and
// the answer to an appeal or an officer's word does not replace the list.
func TestTheListedHolderGetsNoPaper(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOut(st, father)
	b.imported(st, rowsOf(list("", "样例父", "密接")), "ask:listed")
	b.must(st.AnswerListed(ctx, n, []int64{1}, true, reason))
	d := b.pass(st, n)
	if len(d.Listed) != 1 || d.Listed[0].Match != watch.Answered {
		t.Errorf("%+v", d.Listed)
	}
	var listed *station.OnList
	if err := st.ReprintOf(ctx, n, reason, ""); !errors.As(err, &listed) || listed.Watch[0].Match.Asks() {
		t.Errorf("another paper: %v", err)
	}
	b.sound(st)
	b.must(st.Close())
	st = b.as(registry.Volunteer)
	if err := st.AnswerListed(ctx, n, []int64{1}, false, reason); !errors.Is(err, registry.ErrNotThisRole) {
		t.Errorf("a volunteer answers: %v", err)
	}
}

// A recall that is taken back makes no paper: whom a list may mean is asked about
// before the next one.
func TestARecallTakenBackAsksNobodysName(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOut(st, father)
	b.must(st.Recall(ctx, n, "close_contact", ""))
	b.imported(st, rowsOf(list("", "样例父", "密接")), "ask:listed")
	b.must(st.Reinstate(ctx, n, reason))
	if err := st.ReprintOf(ctx, n, reason, "void"); err == nil {
		t.Error("a paper was made")
	}
	b.sound(st)
}
