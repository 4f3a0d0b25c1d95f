package station_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/station"
)

// The work list names every paper that is to be fetched, in the order in which somebody
// walks, with the children who are not recalled by it; what came back is no work.
func TestOpenRecalls(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	at := func(line, building string) string { return with(line, fmt.Sprintf(`"building":%q`, building)) }
	twelfth := b.handedOver(st, at(oldMan, "12幢"))
	third := b.handedOver(st, at(father, "3幢"))
	wife := b.handedOver(st, at(mother, "3幢"))
	child := b.issue(st, at(son, "3幢"), "ISSUE").Number
	b.must(st.Reprint(ctx, third, "样例损坏"))
	b.must(st.PrintIntended(ctx, []registry.Number{third}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{third}, "out"))
	ordered := b.now
	for n, ground := range map[registry.Number]string{twelfth: "other", third: "close_contact", wife: "symptoms"} {
		b.must(st.Recall(ctx, n, ground, "样例备注"))
	}
	b.now = b.now.Add(time.Hour)
	b.must(st.Return(ctx, twelfth, 0, station.OutcomeNotFound, "样例"))

	all, err := st.OpenRecalls(ctx, nil)
	b.must(err)
	if len(all) != 3 || all[0].Building != "3幢" || all[1].Building != "3幢" || all[2].Number != twelfth {
		t.Fatalf("work list: %+v", all)
	}
	one := all[slices.IndexFunc(all, func(r station.OpenRecall) bool { return r.Number == third })]
	if !slices.Equal(one.Copies, []int{1, 2}) || one.Ground != "close_contact" || !one.Since.Equal(ordered) || one.By != st.Operator() || !one.Tried.IsZero() {
		t.Errorf("two papers: %+v", one)
	}
	if len(one.Children) != 1 || one.Children[0].Number != child || one.Children[0].Copies != nil {
		t.Errorf("the child: %+v", one.Children)
	}
	if last := all[2]; last.Status != registry.StatusNotFound || !last.Tried.Equal(b.now) || last.Reason.ZH != "其他" {
		t.Errorf("not found: %+v", last)
	}

	b.must(st.Return(ctx, third, 2, station.OutcomeReturned, ""))
	b.must(st.Return(ctx, wife, 0, station.OutcomeReturned, ""))
	all, err = st.OpenRecalls(ctx, nil)
	b.must(err)
	if len(all) != 2 || all[0].Number != third || !slices.Equal(all[0].Copies, []int{1}) {
		t.Errorf("the earlier paper is still out: %+v", all)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := st.OpenRecalls(stopped, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// A pass that came back without a recall is on no recall's list, though a copy that was
// replaced is still out; that copy is among the old papers.
func TestWhatCameBackByItselfIsNoRecall(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	n := b.handedOver(st, father)
	b.must(st.Reprint(ctx, n, "样例损坏"))
	b.must(st.PrintIntended(ctx, []registry.Number{n}, "walkin"))
	b.must(st.PrintedOut(ctx, []registry.Number{n}, "out"))
	b.must(st.Return(ctx, n, 2, station.OutcomeReturned, "样例：自己送来"))
	all, err := st.OpenRecalls(ctx, nil)
	b.must(err)
	old, err := st.OldPapers(ctx, nil)
	b.must(err)
	if len(all) != 0 || len(old) != 1 || old[0].Number != n || !slices.Equal(old[0].Copies, []int{1}) {
		t.Errorf("recalls %+v, old papers %+v", all, old)
	}
}
