package station_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/registry"
	"passdesk/registry/scheme"
	"passdesk/registry/station"
	"passdesk/registry/watch"
)

// TestNothingHappensBeforeConfirm: a preview shows who would be recalled and listed,
// and nothing is so until it is confirmed; then each row says what was done.
func TestNothingHappensBeforeConfirm(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	p := b.previewed(st, ordering(list("330212198505059315", "样例父", "密接"), list("330203198706069345", "样例母", "密接")), "match:listed none:listed")
	if !p.Rows[0].Ordered || p.Rows[0].Recalled || p.Sum.Recalled != 1 || p.Sum.Event != 0 || p.Counts()["none"] != 1 {
		t.Errorf("the preview: %+v, %+v", p.Rows[0], p.Sum)
	}
	d, err := st.Pass(ctx, pass.String())
	b.must(err)
	if d.Status.UnderRecall() {
		t.Error("a preview has recalled")
	}
	before := st.Head()
	p = b.confirmed(st, p)
	if !p.Rows[0].Recalled || p.Sum.Event != int64(before.Event)+1 || p.Sum.Listed != 2 {
		t.Errorf("confirmed: %+v, %+v", p.Rows[0], p.Sum)
	}
	before = st.Head()
	b.confirmed(st, p) // Enter twice
	b.unmoved(st, before, "the same preview confirmed twice")
	b.issue(st, mother, "REFUSE+ISOLATE14")
	b.sound(st)
}

// TestTheRegisterMovedMeanwhile: what was shown is what is done. Where somebody was
// issued a pass since, the new answers are shown first.
func TestTheRegisterMovedMeanwhile(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	p := b.previewed(st, ordering(list("330212198505059315", "样例父", "密接")), "none:listed")
	b.issue(st, mother, "ISSUE")
	p = b.confirmed(st, p) // of nobody on the list
	if p.Sum.Listed != 1 {
		t.Fatalf("%+v", p.Sum)
	}
	p = b.previewed(st, ordering(list("330203198706069345", "样例母", "密接"), list("330212199001019998", "样例丙", "密接")), "match:listed none:listed")
	b.must(st.Recall(ctx, b.passOf(st, "330203198706069345"), "symptoms", ""))
	before := st.Head()
	var moved *station.NotSo
	p, err := st.ConfirmRecalls(ctx, p)
	if !errors.As(err, &moved) || p.Rows[0].Result != "already_recalled" {
		t.Fatalf("confirmed what was not shown: %v, %+v", err, p.Rows[0])
	}
	b.unmoved(st, before, "a preview that is no longer so")
	p = b.confirmed(st, p)
	if p.Sum.Listed != 2 || p.Sum.Recalled != 0 {
		t.Errorf("%+v", p.Sum)
	}
	b.sound(st)
}

// confirmed is what was done of a preview.
func (b *bench) confirmed(st *station.Station, p *station.RecallPreview, masked ...int) *station.RecallPreview {
	b.t.Helper()
	done, err := st.ConfirmRecalls(ctx, p, masked...)
	b.must(err)
	return done
}

// passOf is the one pass that a number finds.
func (b *bench) passOf(st *station.Station, query string) registry.Number {
	b.t.Helper()
	found, err := st.Find(ctx, query, 2)
	b.must(err)
	if len(found) != 1 {
		b.t.Fatalf("%d found", len(found))
	}
	return found[0].Number
}

// TestAMaskIsOrderedBackByHandOnly: the mask and the name mean one pass; it is
// ordered back where whoever confirms has looked, and nothing else can be.
func TestAMaskIsOrderedBackByHandOnly(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	b.handedOut(st, mother)
	l := ordering(list("330212********9315", "样例父", "密接"), list("330203198706069345", "样例无关", "密接"))
	p := b.previewed(st, l, "match_masked:listed conflict:listed")
	before := st.Head()
	var no *station.NotSo
	for _, row := range []int{1, 2, -1} {
		if _, err := st.ConfirmRecalls(ctx, p, row); !errors.As(err, &no) {
			t.Fatalf("row %d ordered back: %v", row, err)
		}
		b.unmoved(st, before, "a row that is no masked match")
		p = b.previewed(st, l, "match_masked:listed conflict:listed")
	}
	p = b.confirmed(st, p, 0)
	if !p.Rows[0].Recalled || p.Rows[1].Recalled || p.Sum.Recalled != 1 {
		t.Errorf("%+v", p.Rows)
	}
	b.sound(st)
}

// TestAMaskIsLookedAtAfterTheListWasLoaded: the list itself changes nothing twice, but
// whoever has looked meanwhile can still order the pass back.
func TestAMaskIsLookedAtAfterTheListWasLoaded(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	l := ordering(list("330212********9315", "样例父", "密接"))
	l.File = [32]byte{7}
	p, err := st.PreviewRecalls(ctx, l)
	b.must(err)
	b.confirmed(st, p)
	p, err = st.PreviewRecalls(ctx, l)
	b.must(err)
	before := st.Head()
	b.confirmed(st, p)
	b.unmoved(st, before, "the same file, and nobody has looked")
	p, err = st.PreviewRecalls(ctx, l)
	b.must(err)
	p = b.confirmed(st, p, 0)
	if !p.Rows[0].Recalled || p.Sum.Recalled != 1 || p.Sum.Listed != 0 || p.Sum.Before == 0 || p.Sum.Event == 0 {
		t.Errorf("%+v, %+v", p.Rows, p.Sum)
	}
	d, err := st.Pass(ctx, p.Rows[0].Numbers[0])
	b.must(err)
	if !d.Status.UnderRecall() {
		t.Errorf("the pass is %s", d.Status)
	}
	b.sound(st)
}

// TestASpoiltNameIsListedByItsNumber: with a number that is whole the person is listed,
// and refused; no pass is ordered back by it. Without one the row is left.
func TestASpoiltNameIsListedByItsNumber(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	l := ordering(list("330212198505059315", "样\ufffd\ufffd", "密接"), list("330203198706069345", "样例\ufffd", "密接"), list("", "样\ufffd", "密接"), list("330212********9998", "样\ufffd", "密接"))
	p := b.confirmed(st, b.previewed(st, l, "ask:listed none:listed invalid invalid"))
	if p.Sum.Recalled != 0 || p.Sum.Left != 2 || p.Sum.Listed != 2 || len(p.Rows[0].Numbers) != 1 || !strings.Contains(p.Rows[0].Note.ZH, "姓名读不出来") {
		t.Errorf("%+v, %+v", p.Rows, p.Sum)
	}
	b.issue(st, mother, "REFUSE+ISOLATE14")
	b.sound(st)
}

// TestEverybodyOnAListIsWatched: whatever the list says of the reason, or if it says
// nothing, and whoever it comes from; the reader's own verdicts are passed on.
func TestEverybodyOnAListIsWatched(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	l := station.RecallList{Name: "样例名单.xlsx", Source: "样例疾控", Rows: []station.ListedRow{
		{Sheet: "一", Row: 1, Result: "skipped", Note: scheme.Text{ZH: "标题", EN: "a title"}},
		{Sheet: "一", Row: 3, Person: watch.Row{Number: "330212198505059315", Name: "样例父"}},
		{Sheet: "一", Row: 4, Person: watch.Row{Number: "330203198706069345", Name: "样例母", Why: "航班同乘"}},
		{Sheet: "二", Row: 3, Person: watch.Row{Number: "330212850505931", Name: "样例父"}},
		{Sheet: "二", Row: 4, Result: "no_value", Note: scheme.Text{ZH: "公式没有存值", EN: "a formula without a value"}},
	}}
	p := b.previewed(st, l, "skipped none:listed none:listed duplicate no_value")
	if p.Rows[3].Of != 3 || p.Rows[3].OfSheet != "一" || !strings.Contains(p.Rows[2].Note.ZH, "航班同乘") || p.Sum.Left != 1 || p.Sum.Skipped != 1 {
		t.Errorf("%+v, %+v", p.Rows, p.Sum)
	}
	b.confirmed(st, p)
	for _, who := range []string{father, mother} {
		if v := b.issue(st, who, "ASK_SUPERVISOR"); v.Watch[0].Why != watch.Other {
			t.Errorf("%+v", v.Watch)
		}
	}
	lists, err := st.LoadedLists(ctx)
	b.must(err)
	if len(lists) != 1 || lists[0].Name != l.Name || lists[0].Rows != 5 || lists[0].Taken != 2 || lists[0].List != "watch" || lists[0].Operator == "" {
		t.Errorf("%+v", lists)
	}
	b.sound(st)
}

// TestAListGivenUp leaves nothing behind, before and while it is sealed.
func TestAListGivenUp(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	before := st.Head()
	l := longList(3000)
	gone, stop := context.WithCancel(ctx)
	l.Told = func(p station.Progress) {
		if p.Share > 0.5 {
			stop()
		}
	}
	if _, err := st.PreviewRecalls(gone, l); !errors.Is(err, context.Canceled) {
		t.Fatalf("given up: %v", err)
	}
	l.Told = nil
	p, err := st.PreviewRecalls(ctx, l)
	b.must(err)
	if _, err := st.ConfirmRecalls(gone, p); !errors.Is(err, context.Canceled) {
		t.Fatalf("given up: %v", err)
	}
	b.unmoved(st, before, "what was given up")
	p = b.confirmed(st, p)
	if p.Sum.Listed != 3000 {
		t.Errorf("%+v", p.Sum)
	}
	b.sound(st)
}

// TestAListBeingWrittenSaysSo: the last thing told is that the register is written, which
// nobody stops any more.
func TestAListBeingWrittenSaysSo(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	last := station.Progress{}
	told := func(p station.Progress) { last = p }
	l := longList(3)
	l.Told = told
	p, err := st.PreviewRecalls(ctx, l)
	b.must(err)
	b.confirmed(st, p)
	if last.Share != 1 || !strings.Contains(last.Step.ZH, "写入登记册") {
		t.Errorf("recalls: %+v", last)
	}
}

// TestResidentsAreAnsweredRowByRow: each row once; whoever can be entered is, and
// holders are named; the list in force changes nothing, another one and back does.
func TestResidentsAreAnsweredRowByRow(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	pass := b.handedOut(st, father)
	row := func(n int, app string) station.ResidentRow {
		return station.ResidentRow{Row: n, Application: b.app(app)}
	}
	one := station.ResidentList{File: [32]byte{1}, Name: "样例.csv", Rows: []station.ResidentRow{
		{Row: 1, Result: "skipped"}, row(2, father), row(3, mother), row(4, father), row(5, son),
		row(6, `{"name":"样例坏","document":{"number":"330212198505059316"}}`), row(7, `{"name":"样例损","document":{"number":"3.30212E+17"}}`),
		row(8, `{"name":"样例父","document":{"number":"330212********9315"}}`), row(9, `{"name":"样例谁","document":{"number":"330212********9315"}}`),
		row(10, `{"name":"样例别人","document":{"number":"330212198505059315"}}`),
	}}
	before := st.Head()
	p, err := st.PreviewResidents(ctx, one)
	b.must(err)
	b.unmoved(st, before, "a preview")
	var got []string
	for _, r := range p.Rows {
		got = append(got, r.Result)
	}
	if want := "skipped match none duplicate none invalid damaged match_masked ask conflict"; strings.Join(got, " ") != want {
		t.Fatalf("%v\nwant %s", got, want)
	}
	if p.Rows[3].Of != 2 || !slices.Equal(p.Rows[1].Numbers, []string{pass.String()}) || p.Sum.Residents != 4 || p.Sum.Left != 4 || p.Sum.Holders != 1 {
		t.Errorf("%+v, %+v", p.Rows, p.Sum)
	}
	p, err = st.ConfirmResidents(ctx, p)
	b.must(err)
	if p.Sum.Event == 0 {
		t.Error("nothing was written")
	}
	b.sound(st)
	again, err := st.PreviewResidents(ctx, one)
	b.must(err)
	before = st.Head()
	again, err = st.ConfirmResidents(ctx, again)
	b.must(err)
	b.unmoved(st, before, "the list in force")
	if again.Sum.Before != p.Sum.Event {
		t.Errorf("%+v", again.Sum)
	}
	other := station.ResidentList{File: [32]byte{2}, Rows: []station.ResidentRow{row(1, mother)}}
	for _, l := range []station.ResidentList{other, one} {
		b.now = b.now.Add(time.Hour)
		p, err := st.PreviewResidents(ctx, l)
		b.must(err)
		p, err = st.ConfirmResidents(ctx, p)
		b.must(err)
		if p.Sum.Event == 0 {
			t.Error("the list was not changed")
		}
	}
	lists, err := st.LoadedLists(ctx)
	b.must(err)
	if len(lists) != 3 || lists[0].List != "residents" || lists[0].Taken != 4 || lists[0].SHA256[:2] != "01" {
		t.Errorf("%+v", lists)
	}
	b.sound(st)
}

// TestARowThatDoubtsIsLookedAt: what a row says against itself keeps the pass with its
// holder until somebody has looked; the person is listed all the same.
func TestARowThatDoubtsIsLookedAt(t *testing.T) {
	for remark, why := range map[string]string{"请勿收回": "other", "待核实": "close_contact", "已电话通知": "close_contact"} {
		b := newBench(t)
		st := b.create(nil)
		pass := b.handedOut(st, father)
		row := list("330212198505059315", "样例父", "密接").Heard(remark, nil)
		want := "ask:listed"
		if remark == "已电话通知" {
			want = "match:listed"
		}
		p := b.previewed(st, ordering(row), want)
		r := p.Rows[0]
		if r.Why != why || !strings.Contains(r.Note.ZH, remark) || strings.Contains(r.Note.ZH, "没有收回") != (want == "ask:listed") || strings.Contains(r.Note.ZH, "。；") {
			t.Errorf("%s: %+v", remark, r)
		}
		if want == "match:listed" {
			continue
		}
		if p = b.confirmed(st, p); p.Sum.Recalled != 0 || p.Sum.Listed != 1 {
			t.Errorf("%s: %+v", remark, p.Sum)
		}
		b.now = b.now.Add(24 * time.Hour)
		row.Source = "样例街道"
		if p = b.confirmed(st, b.previewed(st, ordering(row), "ask:listed"), 0); why != "other" && (p.Sum.Recalled != 1 || p.Rows[0].Numbers[0] != pass.String()) {
			t.Errorf("%s: looked at, and %+v", remark, p.Sum)
		}
		b.sound(st)
	}
}

// TestOneListContradictsItself: where one row lists somebody, and another says that it is
// over or not so, neither orders anything back, and each names the other.
func TestOneListContradictsItself(t *testing.T) {
	const number = "330212198505059315"
	coloured := func(colour, listed string) watch.Row {
		return watch.Row{Number: number, Name: "样例父", Colour: colour, Listed: listed, Source: "样例疾控"}
	}
	for _, rows := range [][]watch.Row{
		{coloured("绿码", ""), coloured("红码", "")}, {coloured("红码", ""), coloured("绿码", "")}, {coloured("绿码", ""), list(number, "样例父", "密接")}, {list(number, "样例父", "密接"), coloured("绿码", "")},
		{list(number, "样例父", "密接"), list(number, "样例父", "解除")},
		{list(number, "样例父", "解除"), list(number, "样例父", "密接")},
		{list(number, "样例父", "密接"), list(number, "样例父", "密接").Heard("误报", nil)},
	} {
		b := newBench(t)
		st := b.create(nil)
		b.handedOut(st, father)
		p, err := st.PreviewRecalls(ctx, ordering(rows...))
		b.must(err)
		for n, r := range p.Rows {
			green := p.Rows[n].Why == watch.Green && r.List != ""
			if other := []string{"第 3 行", "第 2 行"}[n]; green || r.Result != "ask" || r.Ordered || !strings.Contains(r.Note.ZH, other) {
				t.Errorf("row %d of %s, %s: %+v", n+1, rows[0].Why, rows[1].Why, r)
			}
		}
	}
}

// TestAGreenRowOfAContradictionEndsNothing: what the list said before stays until somebody
// has looked; a newer green code does end it.
func TestAGreenRowOfAContradictionEndsNothing(t *testing.T) {
	const number = "330212198505059315"
	row := func(colour, listed string) watch.Row {
		return watch.Row{Number: number, Name: "样例父", Colour: colour, Listed: listed, Source: "样例疾控"}
	}
	for _, c := range []struct {
		green string
		ends  int
	}{{"2020-03-08", 0}, {"2020-03-09", 1}} {
		b := newBench(t)
		st := b.create(nil)
		b.confirmed(st, b.previewed(st, rowsOf(row("红码", "2020-03-01")), "none:listed"))
		p, err := st.PreviewRecalls(ctx, rowsOf(row("绿码", c.green), row("黄码", "2020-03-08")))
		b.must(err)
		green, yellow := 0, 0
		for _, r := range p.Rows {
			if r.List != "" && r.Why == watch.Green {
				green++
			} else if r.List != "" {
				yellow++
			}
		}
		if green != c.ends || yellow != 1-c.ends || p.Sum.Ended != 1 {
			t.Errorf("green of %s: %+v %+v", c.green, p.Sum, p.Rows)
		}
	}
}

// TestAReasonThatNoRuleKnowsIsLookedAt: nobody is recalled by it alone; whoever loads the list
// may say what all of it is for, and then it is no more unknown.
func TestAReasonThatNoRuleKnowsIsLookedAt(t *testing.T) {
	b := newBench(t)
	st := b.create(nil)
	b.handedOut(st, father)
	l := ordering(list("330212198505059315", "样例父", "外出未归"))
	p := b.previewed(st, l, "ask:listed")
	if r := p.Rows[0]; r.Why != watch.Other || r.Against || !r.MayOrder() || strings.Count(r.Note.ZH, "请人看过") != 1 {
		t.Errorf("%+v", r)
	}
	l.Reason = watch.CloseContact
	if r := b.previewed(st, l, "match:listed").Rows[0]; r.Why != watch.CloseContact || !r.Ordered || !strings.Contains(r.Note.ZH, "外出未归") {
		t.Errorf("with a ground for all: %+v", r)
	}
	l.Orders, l.Reason = false, ""
	b.previewed(st, l, "match:listed")
}
